"""FC401: the total of things told of before it: "Between them the two departments take £168.3m"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from factcheck.model import Claim, Diagnosis, Finding, Kind, Span, Status
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of, same_unit
from factcheck.rules.sums import is_one_slip_off, make, told

_SUMMED = frozenset({"count", "currency", "mass", "area", "volume", "length"})
_LEVELS = frozenset({Kind.LEVEL, Kind.COUNT, Kind.TOTAL})
_ADDED = frozenset({Status.ASSERTED, Status.ATTRIBUTED, Status.FORECAST, Status.TARGET})
_REACH = 3  # sentences with figures in which the parts stand
_MOST_PARTS = 4
_MOST_FIGURES = 8  # of one unit in reach: among more, some are always a slip away from a sum
_TELLING = 3  # digits of a total that a slip can be seen in


def total_of_those_before(draft: Draft) -> Iterator[Finding]:
    """Totals of two or three things that the sentences before told of one by one, and that do not make them."""
    sentences = draft.all_sentences  # what is planned adds up too
    for place, (sentence, claims) in enumerate(sentences):
        if _begins_together().match(draft.text, sentence.start, sentence.end) is None:
            continue
        total, number = _total_and_number(claims)
        before = [one for one in sentences[max(0, place - _REACH) : place] if one[1][0].block == claims[0].block]
        if total is not None and before:
            yield from _judged(draft, total, number, before)


def _total_and_number(claims: Sequence[Claim]) -> tuple[Claim | None, int]:
    """The one amount of a sentence, and of how many things it is said to be the total: "the two", else two."""
    few = [claim for claim in claims if _is_a_few(claim)]
    others = [claim for claim in claims if claim not in few]
    number = int(quantity_of(few[0]).value or 2) if few else 2
    fits = len(others) == 1 and len(few) <= 1 and others[0].kind in _LEVELS and others[0].status in _ADDED
    return (others[0] if fits and dimension(quantity_of(others[0])) in _SUMMED else None), number


def _is_a_few(claim: Claim) -> bool:
    quantity = quantity_of(claim)
    return dimension(quantity) == "count" and quantity.value is not None and 2 <= quantity.value <= _MOST_PARTS


def _judged(
    draft: Draft, total: Claim, number: int, before: Sequence[tuple[Span, tuple[Claim, ...]]]
) -> Iterator[Finding]:
    told_of = [[claim for claim in claims if _is_like(claim, total)] for _, claims in before]
    every = [claim for claims in told_of for claim in claims]
    if not number <= len(every) <= _MOST_FIGURES or len(str(quantity_of(total).value)) < _TELLING:
        return
    if any(make(some, total) for size in range(2, _MOST_PARTS + 1) for some in combinations(every, size)):
        return
    parts = _parts([claims for claims in told_of if claims], number)
    if len(parts) == number and is_one_slip_off(parts, total):
        message = f"the parts do not make the total: {told(parts, total)}, not “{total.mention.surface}”"
        yield draft.finding("FC401", total, message, Diagnosis.TOTAL, None, [(part, "a part") for part in parts])


def _is_like(claim: Claim, total: Claim) -> bool:
    quantity = quantity_of(claim)
    return (
        claim.kind in _LEVELS
        and claim.status in _ADDED
        and quantity.value is not None
        and same_unit(quantity, quantity_of(total))
    )


def _parts(told_of: Sequence[Sequence[Claim]], number: int) -> list[Claim]:
    """The figures that are summed: those of the last sentence where they are so many, else the first of each."""
    if told_of and len(told_of[-1]) == number:
        return list(told_of[-1])
    return [claims[0] for claims in told_of[-number:]]


@cache
def _begins_together() -> re.Pattern[str]:
    """How a sentence begins that adds up what was told of: "Between them", "Together"."""
    words = any_of(phrases("together"))
    return re.compile(rf"(?:{words})\b", re.IGNORECASE)
