"""FC405: one thing, two figures: the headline or the summary against the body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from factcheck.document import BlockKind
from factcheck.languages.en.stems import stem
from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, loosened, quantity_of, same_unit, word_pattern

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORT = frozenset(
    {"the", "and", "for", "with", "that", "this", "from", "was", "were", "are", "has", "have", "had", "its"}
)
_KINDS = frozenset({Kind.COUNT, Kind.LEVEL, Kind.TOTAL})
_SHARED_WORDS = 2  # besides the noun that is counted: a verb and a name, or two names


def two_figures_for_one_thing(draft: Draft) -> Iterator[Finding]:
    """Figures of a headline that the body gives differently and nowhere alike."""
    body: dict[str, list[Claim]] = defaultdict(list)
    heads: list[tuple[str, Claim]] = []
    for _, claims in draft.sentences:
        for claim in claims:
            key = _key(claim)
            if key and draft.block(claim).kind is BlockKind.HEADING:
                heads.append((key, claim))
            elif key:
                body[key].append(claim)
    for key, head in heads:
        yield from _against(draft, head, body[key])


def _key(claim: Claim) -> str:
    """What is counted or measured, as a stem; "" for figures that this rule leaves alone."""
    quantity = quantity_of(claim)
    counted = quantity.unit.name if quantity.unit is not None and dimension(quantity) == "count" else ""
    words = _WORD.findall(counted or claim.subject)
    if claim.kind not in _KINDS or quantity.modifier is not Modifier.EXACT or quantity.value is None or not words:
        return ""
    return stem(words[-1].lower())


def _against(draft: Draft, head: Claim, others: Sequence[Claim]) -> Iterator[Finding]:
    """The finding where exactly one other figure stands for the same thing, and it differs."""
    same = [claim for claim in others if same_unit(quantity_of(head), quantity_of(claim))]
    values = {quantity_of(claim).value for claim in same}
    if len(values) != 1 or any(_agree(head, claim) for claim in same):
        return
    other = same[0]
    if not (_same_period(head, other) and _says_the_same(draft, head, other)):
        return
    message = f"“{head.mention.surface}” here and “{other.mention.surface}” below for the same thing"
    value = quantity_of(other).value
    suggestion = rewritten(head.mention, value) if value is not None else ""
    yield draft.finding("FC405", head, message, Diagnosis.VALUE, suggestion, [(other, "the other figure")])


def _agree(one: Claim, other: Claim) -> bool:
    return loosened(quantity_of(one)).overlaps(loosened(quantity_of(other)))


def _same_period(one: Claim, other: Claim) -> bool:
    return one.period is None or other.period is None or one.period == other.period


def _says_the_same(draft: Draft, head: Claim, other: Claim) -> bool:
    """Whether the other sentence repeats the words of the headline and limits them in no way of its own."""
    text = draft.text
    if word_pattern("partial").search(text, other.sentence.start, other.sentence.end):
        return False
    mine = _words(text[head.sentence.start : head.sentence.end])
    theirs = _words(text[other.sentence.start : other.sentence.end])
    shared = (mine & theirs) - {_key(head)}
    return len(shared) >= _SHARED_WORDS and len(shared) * 2 >= len(mine - {_key(head)})


def _words(text: str) -> set[str]:
    return {stem(word) for found in _WORD.findall(text) if (word := found.lower()) not in _SHORT}
