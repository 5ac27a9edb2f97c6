"""FC403: a conversion unlike all others of the draft: "98 grams (23 teaspoons) ... 115 grams (41 teaspoons)".

What grams are in teaspoons no table of units tells, but the draft itself does where it converts several times. Two
pairs that differ do not say which is wrong; of three or more, one that stands alone does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Finding, Modifier
from factcheck.phrasing import with_unit
from factcheck.precision import step
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, runs

_MEASURES = frozenset({"mass", "volume", "length"})  # of what has one rate; food has as much energy as it has
_LEAST = 4  # pairs, of which one may be wrong
_APART = Fraction(6, 5)  # a rate so many times another is not that rate
_MOST_PAIRS = 200
_BRACKET = re.compile(r"\s?[(\[]")
_BEHIND = re.compile(r"[)\]]\s?(?P<noun>(?:of )?[a-z-]+(?: [a-z-]+)?)?")


@record
class Pair:
    """A figure and the same in brackets, in a unit of another dimension; the rates that their rounding allows."""

    one: Claim
    other: Claim
    low: Fraction
    high: Fraction
    of: str


def conversion_unlike_the_others(draft: Draft) -> Iterator[Finding]:
    """Figures in brackets whose rate to the figure before them is not that of all other pairs in these units."""
    groups: dict[tuple[str, ...], list[Pair]] = {}
    for _, claims in draft.sentences:
        for one, other in runs(claims):
            pair = _pair(draft, one, other)
            if pair is not None:
                key = tuple(unit.name for claim in (one, other) if (unit := quantity_of(claim).unit) is not None)
                groups.setdefault(key, []).append(pair)
    for pairs in groups.values():
        yield from _unlike(draft, pairs)


def _pair(draft: Draft, one: Claim, other: Claim) -> Pair | None:
    mine, theirs = quantity_of(one), quantity_of(other)
    kinds = {dimension(mine), dimension(theirs)}
    if len(kinds) < 2 or not kinds <= _MEASURES or _BRACKET.fullmatch(draft.between(one, other)) is None:
        return None
    if any(held.modifier is not Modifier.EXACT or not held.value or held.value <= 0 for held in (mine, theirs)):
        return None
    behind = _BEHIND.match(draft.text, other.mention.end, other.mention.end + 60)
    first, second = _allowed(mine.value, step(mine)), _allowed(theirs.value, step(theirs))
    if behind is None or first is None or second is None:
        return None
    words = (behind["noun"] or "").removeprefix("of ").split()
    noun = "" if not words or words[0] in phrases("not_substances", "conversions") else words[-1]
    return Pair(one, other, second[0] / first[1], second[1] / first[0], noun)


def _allowed(value: Fraction | None, quantum: Fraction) -> tuple[Fraction, Fraction] | None:
    """The values that round to a figure."""
    return None if value is None or value <= quantum / 2 else (value - quantum / 2, value + quantum / 2)


def _unlike(draft: Draft, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The one pair whose rate is far from the rate that all others share."""
    if not _LEAST <= len(pairs) <= _MOST_PAIRS or len({pair.of for pair in pairs if pair.of}) > 1:
        return  # a cup of flour is lighter than a cup of sugar
    apart = []
    for odd in pairs:
        others = [pair for pair in pairs if pair is not odd]
        low, high = max(pair.low for pair in others), min(pair.high for pair in others)
        distinct = {quantity_of(pair.one).value for pair in others}
        if low <= high and len(distinct) > 1 and (odd.low > high * _APART or odd.high * _APART < low):
            apart.append((odd, (low, high)))
    if len(apart) == 1:
        yield _finding(draft, *apart[0], pairs)


def _finding(draft: Draft, odd: Pair, rate: tuple[Fraction, Fraction], pairs: Sequence[Pair]) -> Finding:
    mine, theirs = quantity_of(odd.one), quantity_of(odd.other)
    assert mine.value is not None  # noqa: S101 - looked at before
    coarse = max(step(quantity_of(pair.other)) for pair in pairs)
    low, high = (round(mine.value * end / coarse) * coarse for end in rate)
    suggestion = rewritten(odd.other.mention, low) if low == high else ""
    like = next(pair for pair in pairs if pair is not odd)
    right, written = with_unit(low, theirs.unit), f"{like.one.mention.surface} ({like.other.mention.surface})"
    message = (
        f"“{odd.one.mention.surface}” is about {right} at the rate of “{written}”, not “{odd.other.mention.surface}”"
    )
    related = [(odd.one, "the figure that is converted"), (like.other, "converted at the draft's own rate")]
    return draft.finding("FC403", odd.other, message, Diagnosis.CONVERSION, suggestion, related)
