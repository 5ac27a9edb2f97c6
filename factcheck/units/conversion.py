"""Which units can be compared, exact conversion between them, and quotients such as dollars per barrel."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from factcheck.model import Interval, Unit
from factcheck.units.lexicon import lexicon, other_readings, unit_named, units_named

PER = " per "
BARE = {"percent": "share", "ratio": "share", "index": "count", "density": "concentration"}
"""Percent and fractions of 1 measure the same thing (percentage points measure a difference of percentages);
an index is written as a bare number or in points; what is dissolved in a volume is a density too."""

RECIPROCAL = frozenset({"fuel economy", "fuel consumption"})
"""How far on so much fuel, and how much fuel for so far: the one is 1 over the other."""

QUOTIENTS = {
    ("length", "time"): "speed",
    ("data", "time"): "data rate",
    ("mass", "volume"): "concentration",
    ("volume", "time"): "volumetric flow",
    ("mass", "time"): "mass flow",
    ("speed", "time"): "acceleration",
    ("force", "area"): "pressure",
    ("charge", "time"): "current",
    ("length", "time·time"): "acceleration",
    ("length·mass", "time·time"): "force",
    ("area·mass", "time·time"): "energy",
    ("energy", "time"): "power",
    ("length", "volume"): "fuel economy",
    ("volume", "length"): "fuel consumption",
}
"""Quotients of dimensions that have a name of their own; their base units are the quotients of the base units."""


class UnitError(ValueError):
    """A value was asked for in a unit that does not measure the same thing, or that has no known factor."""


def comparable(a: Unit | None, b: Unit | None) -> bool:
    """Whether values in the two units may be held against each other, after conversion.

    None is a bare number: it compares with counts and with shares of 1. What is counted does not matter here,
    nor does "per head" beside a bare amount. Two currencies compare only when they may be the same one.
    """
    if a is None or b is None:
        known = a or b
        return known is None or known.name == "ratio" or _dimension(known) == "count"
    return _measure_the_same(a, b) or _read_as(a, b) != a or _read_as(b, a) != b


def _measure_the_same(a: Unit, b: Unit) -> bool:
    return a == b or (_dimension(a) == _dimension(b) and _same_money(a, b)) or is_reciprocal(a, b)


def is_reciprocal(a: Unit | None, b: Unit | None) -> bool:
    """Whether one unit's values are 1 over the other's: miles per gallon and litres per 100 kilometres."""
    return a is not None and b is not None and a.dimension != b.dimension and {a.dimension, b.dimension} == RECIPROCAL


def _read_as(unit: Unit, other: Unit) -> Unit:
    """The other meaning of a plain word where that one is comparable: "degrees" beside a table in Celsius."""
    if other.name in other_readings(unit.name):
        return other
    readings = units_named(list(other_readings(unit.name)))
    close = (
        reading for reading in readings if _measure_the_same(reading, other) and not _measure_the_same(unit, other)
    )
    return next(close, unit)


def _dimension(unit: Unit) -> str:
    whole = unit.dimension
    if whole.endswith("/count") and not unit.name.rpartition(PER)[2][:1].isdigit():
        whole = whole.removesuffix("/count")
    return BARE.get(whole, whole)


def _same_money(a: Unit, b: Unit) -> bool:
    ours, theirs = currencies_of(a), currencies_of(b)
    return ours == theirs or not ours.isdisjoint(theirs)


def currencies_of(unit: Unit) -> frozenset[str]:
    """The ISO codes that a unit of money may stand for, also in a quotient; empty for a measurement.

    >>> sorted(currencies_of(unit_named("penny")))
    ['GBP']
    """
    if not unit.dimension.startswith("currency"):
        return frozenset()
    name = unit.name.partition(PER)[0]
    row = lexicon().names.get(name, {})
    return frozenset(row.get("of", (name,)))


def convert(value: Fraction, source: Unit, target: Unit) -> Fraction:
    """The value in another unit, exactly; temperatures with their offset, fuel economy and consumption by 1 over it.

    Raises UnitError where the two do not measure the same thing, and for no distance or no fuel at all.

    >>> convert(Fraction(10), unit_named("mile"), unit_named("kilometre"))
    Fraction(50292, 3125)
    """
    source, target = _read_as(source, target), _read_as(target, source)
    source_factor, target_factor = _factors(source, target)
    if is_reciprocal(source, target):
        if not value:
            raise UnitError(f"0 {source.name} has no counterpart in {target.name}")
        return 1 / (value * source_factor * target_factor)
    return (value * source_factor + source.offset - target.offset) / target_factor


def convert_difference(value: Fraction, source: Unit, target: Unit) -> Fraction:
    """A difference in another unit: 10 degrees Celsius warmer is 18 degrees Fahrenheit warmer."""
    source, target = _read_as(source, target), _read_as(target, source)
    if is_reciprocal(source, target):
        raise UnitError(f"a difference in {source.name} is none in {target.name}")
    source_factor, target_factor = _factors(source, target)
    return value * source_factor / target_factor


def convert_interval(interval: Interval, source: Unit, target: Unit, *, difference: bool = False) -> Interval:
    """An interval in another unit; with `difference`, the size of a degree counts and not the zero point.

    >>> convert_interval(Interval(Fraction(20), None), unit_named("degree Celsius"), unit_named("kelvin")).low
    Fraction(5863, 20)
    """
    if is_reciprocal(*(pair := (_read_as(source, target), _read_as(target, source)))):
        low, high = (None if not end else convert(end, *pair) for end in (interval.high, interval.low))
        return Interval(low or Fraction(0), high, interval.high_open, interval.low_open)
    zero = convert(Fraction(0), source, target)
    factor = convert(Fraction(1), source, target) - zero
    return interval.scaled(factor) if difference else interval.scaled(factor).shifted(zero)


def _factors(source: Unit, target: Unit) -> tuple[Fraction, Fraction]:
    if source == target:
        return Fraction(1), Fraction(1)
    if not comparable(source, target):
        raise UnitError(f"{source.name} ({source.dimension}) does not convert into {target.name} ({target.dimension})")
    if source.factor is None or target.factor is None:
        raise UnitError(f"no conversion factor is known from {source.name} to {target.name}")
    return source.factor, target.factor


def conversion_is_exact(source: Unit, target: Unit) -> bool:
    """Whether the factor holds exactly, not on average ("months" in days) or by custom ("tons", "mpg")."""
    if source == target:
        return True
    flags = lexicon().flags
    parts = {part for unit in (source, target) for part in unit.name.split(PER)}
    both = {source.name, target.name} <= flags["calendar"]
    return parts.isdisjoint(flags["ambiguous"]) and (both or parts.isdisjoint(flags["calendar"]))


@lru_cache(4096)
def compose(numerator: Unit, denominator: Unit) -> Unit:
    """The quotient of two units, "USD per barrel"; the lexicon's own unit where it has one ("kilometre per hour").

    >>> compose(unit_named("USD"), unit_named("gallon")).dimension
    'currency/volume'
    """
    if numerator.dimension == "currency" and denominator.name == "ounce":
        return compose(
            numerator, unit_named("troy ounce") or denominator
        )  # priced by the ounce is what jewellers weigh
    name = f"{numerator.name}{PER}{denominator.name}"
    known = unit_named(name)
    if known is not None:
        return known
    pair = (numerator.dimension, denominator.dimension)
    dimension = QUOTIENTS.get(pair) or _divided(*pair)
    symbol = f"{numerator.symbol or numerator.name}/{denominator.symbol or denominator.name}"
    if numerator.factor is None or denominator.factor is None or numerator.offset or denominator.offset:
        return Unit(name, dimension, symbol=symbol)
    return Unit(name, dimension, numerator.factor / denominator.factor, symbol=symbol)


def _divided(top: str, bottom: str) -> str:
    """The dimension of a quotient; what is divided twice is divided by a product: "power/area·temperature"."""
    upper, stroke, lower = top.partition("/")
    parts = sorted([*lower.split("·"), *bottom.split("·")]) if stroke and "/" not in bottom else [bottom]
    return f"{upper}/{'·'.join(parts)}"
