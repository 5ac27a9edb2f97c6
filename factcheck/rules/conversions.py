"""FC403: one figure in two units: "10 miles (16 km)", "30 ft/9 m"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.model import Claim, Diagnosis, Finding, Interval, Modifier, Quantity, Unit
from factcheck.phrasing import with_unit
from factcheck.precision import step, told_digits
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, loosened, phrases, quantity_of, runs

_NOT_PHYSICAL = frozenset(
    {"count", "currency", "percent", "percentage_points", "ratio", "share", "rank", "dimensionless"}
)
_TELLING = 5  # digits of two numbers together that hardly stand in the rate of two units by chance
_UNEVEN = frozenset({"month", "year", "quarter", "decade", "century", "season", "fortnight"})


def conversion_in_brackets(draft: Draft) -> Iterator[Finding]:
    """Figures whose second unit says something else than the first."""
    for _, claims in draft.sentences:
        for before, (one, other) in zip((None, *claims), runs(claims), strict=False):
            if _restates(draft, one, other) and not _agree(one, other) and not _compound(draft, before, one):
                yield _wrong_conversion(draft, one, other)


def one_unit_twice(draft: Draft) -> Iterator[Finding]:
    """Figures whose second unit is their first again, where the numbers are those of two: "180 pounds (397 pounds)"."""
    for _, claims in draft.sentences:
        for one, other in runs(claims):
            partner = _other_unit(draft, one, other)
            if partner is not None:
                yield partner


def _other_unit(draft: Draft, one: Claim, other: Claim) -> Finding | None:
    """The finding that one of the two figures is in a unit that the other is usually converted to."""
    mine, theirs = quantity_of(one), quantity_of(other)
    if mine.unit is None or theirs.unit != mine.unit or Modifier.EXACT not in {mine.modifier, theirs.modifier}:
        return None
    if told_digits(mine) + told_digits(theirs) < _TELLING or not _is_in_brackets(draft, one, other):
        return None
    for unit in _partners(mine.unit):
        for wrong, right in ((one, other), (other, one)):
            if _overlap(quantity_of(wrong), quantity_of(right), unit, mine.unit, difference=False):
                said = with_unit(quantity_of(wrong).best or Fraction(0), unit)
                message = f"“{right.mention.surface}” is {said}, not “{wrong.mention.surface}”"
                return draft.finding("FC403", wrong, message, Diagnosis.UNIT, "", [(right, "the same in its own unit")])
    return None


def _partners(unit: Unit) -> list[Unit]:
    """The units that writers convert one to."""
    pairs = [pair for pair in phrases("converted_pairs") if unit.name in pair]
    found = (units.unit_named(name) for pair in pairs for name in pair if name != unit.name)
    return [one for one in found if one is not None]


def _restates(draft: Draft, one: Claim, other: Claim) -> bool:
    """Whether the second figure stands in brackets or after a slash and gives the first in another unit."""
    mine, theirs = quantity_of(one), quantity_of(other)
    if mine.unit is None or theirs.unit is None or mine.unit.name == theirs.unit.name:
        return False
    if dimension(mine) in _NOT_PHYSICAL:
        return False
    if dimension(mine) != dimension(theirs) and not units.is_reciprocal(mine.unit, theirs.unit):
        return False
    if {mine.unit.name, theirs.unit.name} & _UNEVEN or not units.comparable(theirs.unit, mine.unit):
        return False
    return _is_in_brackets(draft, one, other)


def _is_in_brackets(draft: Draft, one: Claim, other: Claim) -> bool:
    gap = _between().fullmatch(draft.between(one, other))
    if gap is None:
        return False
    after = draft.text[other.mention.end : other.mention.end + 1]
    return after in {")", "]"} if gap.group("mark") in {"(", "["} else not after.isalnum()


def _compound(draft: Draft, before: Claim | None, one: Claim) -> bool:
    """Whether the figure is the second half of one measure: "6 ft 2 in (188 cm)", "1 hour and 30 minutes"."""
    if before is None or draft.between(before, one).strip() not in phrases("compound_joins"):
        return False
    return dimension(quantity_of(before)) == dimension(quantity_of(one))


@cache
def _between() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, phrases("bracket_words")), key=len, reverse=True))
    hedges = "|".join(sorted(map(re.escape, phrases("restating")), key=len, reverse=True))
    return re.compile(rf"(?:[ -](?:{words})){{0,2}}\s?(?P<mark>[(\[/])\s?(?:(?:{hedges})\s?)?", re.IGNORECASE)


def _agree(one: Claim, other: Claim) -> bool:
    mine, theirs = quantity_of(one), quantity_of(other)
    if Modifier.VAGUE in {mine.modifier, theirs.modifier}:
        return True
    return any(
        _overlap(mine, theirs, source, target, difference)
        for source in _kin(mine.unit)
        for target in _kin(theirs.unit)
        # "Warmed by 5 °C (9 °F)": a difference of temperatures has no zero point.
        for difference in (False, True)
    )


def _overlap(mine: Quantity, theirs: Quantity, source: Unit, target: Unit, difference: bool) -> bool:
    """Whether some value that both ways of writing allow is the same length, mass, heat ..."""
    if not units.comparable(source, target):
        return False
    if mine.modifier is Modifier.RANGE and theirs.modifier is Modifier.RANGE:
        pairs = zip(_ends(mine), _ends(theirs), strict=False)
        return all(
            units.convert_interval(end, source, target, difference=difference).overlaps(there) for end, there in pairs
        )
    return units.convert_interval(_reach(mine), source, target, difference=difference).overlaps(_reach(theirs))


def _ends(quantity: Quantity) -> list[Interval]:
    half = max((quantity.quantum or Fraction(0)) / 2, Fraction(0))
    points = [
        replace(quantity, value=end, modifier=Modifier.EXACT, interval=Interval(end - half, end + half))
        for end in quantity.ends
    ]
    return [loosened(point) for point in points]


def _reach(quantity: Quantity) -> Interval:
    """What the writer may have meant: the rounding of the digits, on both sides also where a hedge names only one."""
    value = quantity.value
    if value is None:
        return quantity.interval
    half = step(quantity) / 2
    if quantity.modifier is Modifier.EXACT:
        allowed = loosened(quantity)
        low = value - half if allowed.low is None else min(allowed.low, value - half)
        high = value + half if allowed.high is None else max(allowed.high, value + half)
        return Interval(low, high)
    near = max(abs(value) / 20, half)
    return Interval(value - near, value + near)


def _kin(unit: Unit | None) -> list[Unit]:
    """The unit and those that writers call by the same word: a mile at sea, the three tons."""
    assert unit is not None  # noqa: S101 - restating figures have units
    names = next((family for family in phrases_of_kin() if unit.name in family), ())
    return [unit, *(kin for name in names if name != unit.name and (kin := units.unit_named(name)) is not None)]


def phrases_of_kin() -> tuple[tuple[str, ...], ...]:
    """The families of units that share a word."""
    return tuple(tuple(family) for family in phrases("kin_units"))


def _wrong_conversion(draft: Draft, one: Claim, other: Claim) -> Finding:
    mine, theirs = quantity_of(one), quantity_of(other)
    value = mine.best
    assert value is not None and mine.unit is not None and theirs.unit is not None  # noqa: S101, PT018
    right = units.convert(value, mine.unit, theirs.unit)
    suggestion = rewritten(other.mention, right) if theirs.value is not None else ""
    message = f"“{one.mention.surface}” is {suggestion or with_unit(right, theirs.unit)}, not “{other.mention.surface}”"
    related = [(one, "the figure that is converted")]
    return draft.finding("FC403", other, message, Diagnosis.CONVERSION, suggestion, related)
