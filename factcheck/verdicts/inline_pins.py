"""Pins that stand in the draft itself: each is about the figure before it, whatever happens elsewhere in the draft."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from factcheck.document import Document
from factcheck.model import Claim, Finding, Kind, Pin
from factcheck.reference.store import ReferenceStore
from factcheck.verdicts.bindings import Binding, bound, problem_of

_CLOSES: Final = " \t\r\n,;:.!?)]}\"'”’»"
_BACK: Final = 8  # figures before a pin among which its own is looked for

_TIMES: Final = frozenset({Kind.YEAR, Kind.DATE})


def bound_in_text(
    pins: Sequence[Pin], document: Document, claims: Sequence[Claim], store: ReferenceStore
) -> tuple[Mapping[str, Binding], tuple[Finding, ...]]:
    """The bindings of a draft's own pins by the ids of their claims, and a finding for each pin that binds nothing."""
    bindings, problems = bound(pins, store)
    found: dict[str, Binding] = {}
    unused: list[Finding] = []
    figures = [claim for claim in claims if claim.mention.quantity is not None] if bindings else []
    starts = [claim.mention.start for claim in figures]
    for binding in bindings:
        claim = _figure(document, figures, bisect_right(starts, binding.pin.offset), binding.pin.offset)
        if claim is None:
            unused.append(problem_of(binding.pin, "no figure stands before it in its sentence"))
        elif claim.id in found:
            unused.append(problem_of(binding.pin, f'another pin is about "{claim.mention.surface}" already'))
        else:
            found[claim.id] = binding
    return found, (*problems, *unused)


def _figure(document: Document, figures: Sequence[Claim], count: int, offset: int) -> Claim | None:
    """The figure that ends right before an offset; else the last before it in its sentence that claims something.

    A year is passed over for a figure before it: "£5 million in 2024" and then a pin means the millions.
    """
    block = document.block_at(offset)
    said = document.text[document.blocks[block].span.start : offset].rstrip(_CLOSES) if block >= 0 else ""
    end = document.blocks[block].span.start + len(said)
    before = [
        one
        for one in reversed(figures[max(count - _BACK, 0) : count])
        if one.block == block and one.mention.end <= offset and one.sentence.start <= end - 1 < one.sentence.end
    ]
    if not before:
        return None
    if before[0].mention.end == end and (before[0].is_claim or before[0].kind not in _TIMES):
        return before[0]
    return next((one for one in before if one.is_claim), before[0])
