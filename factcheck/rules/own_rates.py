"""FC403: a conversion unlike all others of the draft: "98 grams (23 teaspoons) ... 115 grams (41 teaspoons)".

What grams are in teaspoons no table of units tells, but the draft itself does where it converts several times, and
what is sold by the spoon and by the litre has a weight that is known. Of two pairs that differ either may be wrong,
and they contradict each other where they are of one thing; of more, one that stands alone is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Modifier
from factcheck.phrasing import with_unit
from factcheck.precision import step
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, runs

_MEASURES = frozenset({"mass", "volume", "length"})  # of what has one rate; food has as much energy as it has
_LEAST = 4  # pairs of which nothing is said, of which one may be wrong
_LEAST_NAMED = 3  # pairs of one thing by name
_NO = Fraction(0)
_SHOWN = 12  # pairs of which the coarsest tells how finely the draft rounds
_LEEWAY = Fraction(21, 20)
_APART = Fraction(6, 5)  # a rate so many times another is not that rate
_BRACKET = re.compile(r"\s?[(\[]")
_BEHIND = re.compile(r"[)\]]\s?(?P<noun>(?:of )?[a-z-]+(?: [a-z-]+)?)?")


@record
class Pair:
    """A figure and the same in brackets, in a unit of another dimension; the rates that their rounding allows.

    `of` is what is weighed and poured, "" where the draft does not say.
    """

    one: Claim
    other: Claim
    low: Fraction
    high: Fraction
    of: str


def conversion_unlike_the_others(draft: Draft) -> Iterator[Finding]:
    """Figures in brackets whose rate to the figure before them is not that of all other pairs in these units."""
    groups: dict[tuple[str, ...], list[Pair]] = {}
    for _, claims in draft.sentences:
        pairs = [pair for one, other in runs(claims) if (pair := _pair(draft, one, other)) is not None]
        for pair in _of_one_thing(pairs):
            held = (quantity_of(pair.one).unit, quantity_of(pair.other).unit)
            groups.setdefault(tuple(unit.name for unit in held if unit is not None), []).append(pair)
    for alike in (alike for pairs in groups.values() for alike in _by_thing(pairs)):
        yield from [*_unlike(draft, alike)] or [*_against_the_known(draft, alike)] or [*_two_rates(draft, alike)]


def _of_one_thing(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of a sentence, each with the thing that the first of them names: "85 grams (20 teaspoons) of sugar"."""
    named = {pair.of for pair in pairs if pair.of}
    if len(named) != 1 or not pairs[0].of:
        return list(pairs)
    return [replace(pair, of=pairs[0].of) for pair in pairs]


def _by_thing(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each thing apart; all together where no more than one is named."""
    named: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.of:
            named.setdefault(pair.of, []).append(pair)
    return [list(pairs)] if len(named) < 2 else list(named.values())


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
    others = phrases("not_substances", "conversions")
    noun = "" if not words or words[0] in others else next(word for word in reversed(words) if word not in others)
    return Pair(one, other, second[0] / first[1], second[1] / first[0], noun)


def _allowed(value: Fraction | None, quantum: Fraction) -> tuple[Fraction, Fraction] | None:
    """The values that round to a figure."""
    return None if value is None or value <= quantum / 2 else (value - quantum / 2, value + quantum / 2)


def _unlike(draft: Draft, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The one pair whose rate is far from the rate that all others share."""
    named = {pair.of for pair in pairs if pair.of}
    least = _LEAST_NAMED if all(pair.of for pair in pairs) else _LEAST
    if len(pairs) < least or len(named) > 1:
        return  # a cup of flour is lighter than a cup of sugar
    lows, highs = sorted(pair.low for pair in pairs), sorted(pair.high for pair in pairs)
    values = Counter(quantity_of(pair.one).value for pair in pairs)
    apart = []
    for odd in pairs:
        low, high = lows[-1 - int(odd.low == lows[-1])], highs[int(odd.high == highs[0])]  # of all the others
        distinct = len(values) - int(values[quantity_of(odd.one).value] == 1)
        if low <= high and distinct > 1 and (odd.low > high * _APART or odd.high * _APART < low):
            apart.append((odd, (low, high)))
    if len(apart) == 1:
        yield _finding(draft, *apart[0], pairs)


# What is known of a thing: a litre of it weighs so much.


def _against_the_known(draft: Draft, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Pairs whose rate no such thing has; the rate of the draft's other pairs, where they agree, is the right one."""
    wrong = [(pair, known) for pair in pairs if (known := _known_rate(pair)) and not _meets(pair, known)]
    right = [pair for pair in pairs if (known := _known_rate(pair)) and _meets(pair, known)]
    low, high = max((pair.low for pair in right), default=_NO), min((pair.high for pair in right), default=_NO)
    for odd, known in wrong:
        if right and low <= high:
            yield _finding(draft, odd, (low, high), right[:_SHOWN])
        else:
            yield _beyond(draft, odd, known)


def _known_rate(pair: Pair) -> tuple[Fraction, Fraction] | None:
    """The rates of the second unit to the first that the thing may have; None where nothing is known of it."""
    known = load_words("substances")["densities"].get(pair.of)
    source, target = quantity_of(pair.one).unit, quantity_of(pair.other).unit
    if known is None or source is None or target is None or source.factor is None or target.factor is None:
        return None
    densest, lightest = (Fraction(end) * 1000 for end in reversed(known))  # kilograms in a cubic metre
    times = source.factor / target.factor
    if (source.dimension, target.dimension) == ("mass", "volume"):
        return times / densest, times / lightest
    return (times * lightest, times * densest) if source.dimension == "volume" else None


def _meets(pair: Pair, known: tuple[Fraction, Fraction]) -> bool:
    return pair.low <= known[1] * _LEEWAY and pair.high * _LEEWAY >= known[0]


def _beyond(draft: Draft, odd: Pair, known: tuple[Fraction, Fraction]) -> Finding:
    mine, theirs = quantity_of(odd.one), quantity_of(odd.other)
    assert mine.value is not None  # noqa: S101 - looked at before
    low, high = (with_unit(_short(mine.value * end), theirs.unit) for end in known)
    message = f"“{odd.one.mention.surface}” of {odd.of} is between {low} and {high}, not “{odd.other.mention.surface}”"
    related = [(odd.one, "the figure that is converted")]
    return draft.finding("FC403", odd.other, message, Diagnosis.CONVERSION, None, related)


def _short(value: Fraction) -> Fraction:
    return Fraction(round(value * 10), 10) if value < 100 else Fraction(round(value))


# Two pairs.


def _two_rates(draft: Draft, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Two pairs of one thing, told by name or in one sentence, at rates that cannot be one."""
    if len(pairs) != 2 or len({pair.of for pair in pairs}) != 1 or not pairs[0].of:
        return
    one, two = pairs
    if one.low > two.high * _APART or two.low > one.high * _APART:
        first, second = (f"“{pair.one.mention.surface} ({pair.other.mention.surface})”" for pair in pairs)
        message = f"{first} and {second} are at two rates, and both of {two.of}"
        related = [
            (two.one, "the figure that is converted"),
            (one.one, "converted at another rate"),
            (one.other, "into this"),
        ]
        yield draft.finding("FC403", two.other, message, Diagnosis.CONVERSION, None, related)


def _finding(draft: Draft, odd: Pair, rate: tuple[Fraction, Fraction], pairs: Sequence[Pair]) -> Finding:
    mine, theirs = quantity_of(odd.one), quantity_of(odd.other)
    assert mine.value is not None  # noqa: S101 - looked at before
    coarse = max(step(quantity_of(pair.other)) for pair in pairs)
    low, high = (round(mine.value * end / coarse) * coarse for end in rate)
    fix = rewritten(odd.other.mention, low) if low == high else None
    like = next(pair for pair in pairs if pair is not odd)
    right, written = with_unit(low, theirs.unit), f"{like.one.mention.surface} ({like.other.mention.surface})"
    message = (
        f"“{odd.one.mention.surface}” is about {right} at the rate of “{written}”, not “{odd.other.mention.surface}”"
    )
    related = [(odd.one, "the figure that is converted"), (like.other, "converted at the draft's own rate")]
    return draft.finding("FC403", odd.other, message, Diagnosis.CONVERSION, fix, related)
