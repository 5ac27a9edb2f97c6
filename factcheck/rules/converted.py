"""Whether two figures in two units say the same, each as precisely as it is written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.model import Interval, Modifier, Quantity, Unit
from factcheck.precision import step
from factcheck.rules.draft import loosened, phrases

_LIST = "conversions"
_PER = " per "
_ROUNDED = Fraction(1, 5)  # "about 10 miles" is said of 9 and of 11, hardly of 6 or 14
_TENS = frozenset(Fraction(10) ** power for power in range(-9, 16))


def agree(mine: Quantity, theirs: Quantity, *, difference: bool | None = None) -> bool:
    """Whether some value that both ways of writing allow is the same length, mass, heat ...

    `difference` tells whether two temperatures are differences, which have no zero point ("warmed by 5 °C (9 °F)"), or
    levels; None where they may be either.
    """
    if Modifier.VAGUE in {mine.modifier, theirs.modifier}:
        return True
    assert mine.unit is not None and theirs.unit is not None  # noqa: S101, PT018 - restating figures have units
    return any(
        overlap(mine, theirs, source, target, difference=sense)
        for source in kin(mine.unit)
        for target in kin(theirs.unit)
        for sense in ((False, True) if difference is None else (difference,))
    )


def overlap(mine: Quantity, theirs: Quantity, source: Unit, target: Unit, *, difference: bool) -> bool:
    """Whether the two may be one value where the first is in `source` and the second in `target`."""
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
        # Twelfths of a foot are not rounded to tens: "5 ft 10 in" is not a round figure.
        allowed = loosened(quantity) if step(quantity) in _TENS else quantity.interval
        low = value - half if allowed.low is None else min(allowed.low, value - half)
        high = value + half if allowed.high is None else max(allowed.high, value + half)
        return Interval(low, high)
    near = max(abs(value) / 20, min(half, abs(value) * _ROUNDED))
    return Interval(value - near, value + near)


@cache
def kin(unit: Unit) -> tuple[Unit, ...]:
    """The unit and those that writers call by the same word: a mile at sea, the three tons, a gallon in a price.

    >>> [one.name for one in kin(units.unit_named("mile"))]
    ['mile', 'nautical mile']
    """
    top, per, bottom = unit.name.partition(_PER)
    if not per:
        return (unit, *(found for name in _family(top) if (found := units.unit_named(name)) is not None))
    tops = [units.unit_named(name) for name in (top, *_family(top))]
    bottoms = [units.unit_named(name) for name in (bottom, *_family(bottom))]
    whole = (found for name in _family(unit.name) if (found := units.unit_named(name)) is not None)
    made = (units.compose(one, other) for one in tops for other in bottoms if one and other)
    return tuple(dict.fromkeys((unit, *whole, *made)))


def _family(name: str) -> list[str]:
    """The other units that share a word with this one."""
    return [other for family in phrases("kin_units", _LIST) if name in family for other in family if other != name]
