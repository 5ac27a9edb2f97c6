"""What a draft says about its tests as a whole: one-sided ones, corrected ones, the level of significance."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, word_pattern

_TOLD = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_ALPHA = lazy(
    r"(?:α|\b[aA]lpha|[sS]ignificance (?:level|threshold|criterion)|[lL]evel of significance|[tT]hreshold)"
    r"(?: levels?| was| is| set| fixed| at| to| of| for significance| statistical| significance"
    r"| a| p| P| = ?| < ?){0,6}"
    r"\s?(0?\.\d{1,4})(?!\d)"
)
_USUAL = Fraction(5, 100)


@record
class Surroundings:
    """What holds for every test of a draft; `alpha` is None where the draft names several levels of significance."""

    one_sided: bool
    corrected: bool
    alpha: Fraction | None


def surroundings(draft: Draft) -> Surroundings:
    """What the draft says about its tests."""
    alphas = {Fraction(match[1]) for match in _ALPHA.finditer(draft.text)} or {_USUAL}
    return Surroundings(
        one_sided=word_pattern("one_sided", "statistics").search(draft.text) is not None,
        corrected=word_pattern("corrected", "statistics").search(draft.text) is not None,
        alpha=alphas.pop() if len(alphas) == 1 else None,
    )


def prose(draft: Draft) -> Iterator[Block]:
    """The blocks in which a draft tells its results."""
    return (block for block in draft.document.blocks if block.kind in _TOLD)
