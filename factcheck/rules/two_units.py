"""Where a draft writes one figure in two units: in brackets, after a slash, between commas or dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from factcheck import units
from factcheck.frozen import record
from factcheck.model import Claim, Quantity
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of

_LIST = "conversions"
_NOT_PHYSICAL = frozenset(
    {"count", "currency", "percent", "percentage_points", "ratio", "share", "rank", "dimensionless"}
)
_UNEVEN = frozenset({"month", "year", "quarter", "decade", "century", "season", "fortnight"})
_PER = " per "
_SPANS_WITH_REST = frozenset({"day", "week", "month", "quarter", "year"})
_SHORT_SPANS = frozenset({"second", "minute"})
# What a rate is per, behind its figure: "$4 a gallon", "$430 per square foot".
_BASE = r"(?: (?:an?|per|each) [a-z]+(?: [a-z]+)?)?"
_APPOSED_END = re.compile(rf"{_BASE}(?:[.;)]|,(?!\d)| [–—]|\Z)")
_THING = re.compile(r"(?: [a-z]+){1,2}(?= [(\[])")
_BRACKET_END = re.compile(rf"{_BASE}\s?[)\]]")


@record
class Restated:
    """Two figures of which the second gives the first in another unit, with the quantities to compare."""

    one: Claim
    other: Claim
    mine: Quantity
    theirs: Quantity
    in_brackets: bool = True


def restatements(draft: Draft) -> Iterator[Restated]:
    """Every pair of figures that is written as one in two units, in any mood: a mile is a mile in a plan too."""
    for _, claims in draft.all_sentences:
        for place in range(1, len(claims)):
            for back in (1, 2):
                if back > place or (back == 2 and not _is_chained(draft, claims, place)):
                    break
                found = _restated(draft, claims, place - back, place)
                if found is not None:
                    yield found


def is_in_brackets(draft: Draft, one: Claim, other: Claim) -> bool:
    """Whether the second figure stands alone in brackets behind the first, or after a slash."""
    gap, text = _between().fullmatch(draft.between(one, other)), draft.between(one, other)
    if gap is None and "-" in one.mention.surface:
        thing = _THING.match(text)  # "a 10-mile trail (16 km)"
        gap = None if thing is None else _between().fullmatch(text, thing.end())
    return gap is not None and _is_closed(draft, other, gap["mark"])


def _is_closed(draft: Draft, other: Claim, mark: str) -> bool:
    end = other.mention.end
    if mark in {"(", "["}:
        return _BRACKET_END.match(draft.text, end) is not None or _goes_on(draft, end)
    return not draft.text[end : end + 1].isalnum()


def _goes_on(draft: Draft, end: int) -> bool:
    """Whether a third unit follows in the same brackets: "50 knots (93 km/h; 58 mph)"."""
    return _chain().match(draft.text, end) is not None


def _restated(draft: Draft, claims: Sequence[Claim], first: int, second: int) -> Restated | None:
    one, other = claims[first], claims[second]
    pair = _comparable(quantity_of(one), quantity_of(other))
    if pair is None or _is_compound(draft, claims[first - 1] if first else None, one):
        return None
    if second - first == 2:
        return Restated(one, other, *pair)  # the third unit of a chain
    if is_in_brackets(draft, one, other):
        return Restated(one, other, *pair)
    if draft.stands(one) and draft.stands(other) and _is_apposed(draft, claims, first, second):
        return Restated(one, other, *pair, in_brackets=False)
    return None


def _comparable(mine: Quantity, theirs: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two quantities, where they measure the same in two units; "60 miles (97 km) an hour" by its lengths."""
    if mine.unit is None or theirs.unit is None:
        return None
    top, per, _ = mine.unit.name.partition(_PER)
    if per and _PER not in theirs.unit.name and theirs.unit.dimension not in {mine.unit.dimension, "currency"}:
        numerator = units.unit_named(top)
        mine = mine if numerator is None or units.comparable(mine.unit, theirs.unit) else replace(mine, unit=numerator)
    assert mine.unit is not None and theirs.unit is not None  # noqa: S101, PT018 - as above
    if mine.unit.name == theirs.unit.name or dimension(mine) in _NOT_PHYSICAL:
        return None
    if _has_hours_off(mine.unit.name, theirs.unit.name):
        return None
    if dimension(mine) != dimension(theirs) and not units.is_reciprocal(mine.unit, theirs.unit):
        return None
    if {mine.unit.name, theirs.unit.name} & _UNEVEN or not units.comparable(theirs.unit, mine.unit):
        return None
    return mine, theirs


def _has_hours_off(one: str, other: str) -> bool:
    """Whether two rates are per spans of which one may hold rest: "300 tonnes a day, or 75,000 tonnes a year"."""
    first, second = one.partition(_PER)[2], other.partition(_PER)[2]
    return first != second and bool({first, second} & _SPANS_WITH_REST) and not {first, second} & _SHORT_SPANS


def _is_compound(draft: Draft, before: Claim | None, one: Claim) -> bool:
    """Whether the figure is the second half of one measure: "6 ft 2 in (188 cm)", "1 hour and 30 minutes"."""
    if before is None or draft.between(before, one).strip() not in phrases("compound_joins", _LIST):
        return False
    return dimension(quantity_of(before)) == dimension(quantity_of(one))


def _is_chained(draft: Draft, claims: Sequence[Claim], place: int) -> bool:
    """Whether this figure and the one before it stand together in the brackets behind a third."""
    first, second, third = claims[place - 2 : place + 1]
    gap = _between().fullmatch(draft.between(first, second))
    if gap is None or gap["mark"] not in {"(", "["} or _BRACKET_END.match(draft.text, third.mention.end) is None:
        return False
    chained = _chain().match(draft.text, second.mention.end)
    return chained is not None and chained.end() == third.mention.start


def _is_apposed(draft: Draft, claims: Sequence[Claim], first: int, second: int) -> bool:
    """Whether the second figure stands between commas or dashes: "300 acres, or 121 hectares,"; no third of a list."""
    one, other = claims[first], claims[second]
    if not draft.stands(one) or dimension(quantity_of(one)) == "time":
        return False  # "you may walk 5 miles, or 10 km"
    if _apposition().fullmatch(draft.between(one, other)) is None:
        return False
    if _APPOSED_END.match(draft.text, other.mention.end) is None:
        return False
    if first and "," in draft.between(claims[first - 1], one):
        return dimension(quantity_of(claims[first - 1])) != dimension(quantity_of(one))
    return True


@cache
def _between() -> re.Pattern[str]:
    """What stands between a figure and the same in brackets or after a slash."""
    words, hedges = _any_of("bracket_words"), _any_of("restating")
    return re.compile(rf"(?:[ -](?:{words})){{0,2}}{_BASE}\s?(?P<mark>[(\[/])\s?(?:(?:{hedges})\s?)?", re.IGNORECASE)


@cache
def _apposition() -> re.Pattern[str]:
    words, hedges = _any_of("bracket_words"), _any_of("restating")
    return re.compile(rf"(?:[ -](?:{words})){{0,2}}{_BASE}(?:{_any_of('or')})(?:(?:{hedges})\s)?", re.IGNORECASE)


@cache
def _chain() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of('chained')})(?:(?:{_any_of('restating')})\s?)?(?=\d)", re.IGNORECASE)


def _any_of(key: str) -> str:
    return any_of(phrases(key, _LIST))
