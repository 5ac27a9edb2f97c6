"""A fact brought into a claim's unit, so that the two numbers can be held against each other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from factcheck import units
from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Fact, Interval, Kind, Quantity, Unit

SIGNED_KINDS = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
BARE_DIMENSIONS = frozenset({"count", "ratio", "share", "rank", "dimensionless"})
SHARE_DIMENSIONS = frozenset({"percent", "percentage_points"})
POINTS = "percentage_points"


@record
class Held:
    """A fact in the claim's unit."""

    value: Fraction
    interval: Interval
    derived: bool
    converted: bool
    unit: Unit | None

    @property
    def is_bound(self) -> bool:
        """Whether the source only says "up to v" or "more than v"."""
        span = self.interval
        return not span.is_point and (
            span.low is None or span.high is None or (not self.derived and self.value in {span.low, span.high})
        )

    @property
    def is_lower_bound(self) -> bool:
        """Whether the bound is a lower one: "more than v"."""
        return self.is_bound and (self.interval.high is None or self.interval.low == self.value)

    @property
    def is_range(self) -> bool:
        """Whether the source itself gives two ends; a rounding interval is half-open and no range."""
        span = self.interval
        return not (self.is_bound or self.derived or span.is_point or span.low_open or span.high_open)


def in_claims_unit(quantity: Quantity, fact: Fact) -> Held | None:
    """The fact in the claim's unit, or None where the two units cannot be held against each other."""
    mine, theirs = quantity.unit, fact.unit
    derived, fact = bool(fact.derivation), _as_worded(fact)
    if _same(mine, theirs):
        return Held(fact.value, fact.interval, derived, False, mine)
    share = _share_factor(quantity, fact)
    if share is not None:
        return Held(fact.value * share, fact.interval.scaled(share), derived, True, mine)
    if mine is None or theirs is None:
        # A bare number may be of any unit: the linking has judged whether the two are about the same thing.
        return Held(fact.value, fact.interval, derived, False, mine or theirs)
    if POINTS in {mine.dimension, theirs.dimension} or not units.comparable(theirs, mine):
        return None
    if theirs.factor is None or mine.factor is None:
        return None
    return _converted(fact, theirs, mine)


def _as_worded(fact: Fact) -> Fact:
    """The fact with the bound that its source's wording gives, where the table prints only the number."""
    wording = fact.comparator.strip().lower()
    if not wording or not fact.interval.is_point:
        return fact
    words = load_words("style")
    if wording in words["upper_bounds"]:
        return replace(fact, interval=Interval(None, fact.value))
    if wording in words["lower_bounds"]:
        return replace(fact, interval=Interval(fact.value, None, low_open=True))
    return fact


def _same(mine: Unit | None, theirs: Unit | None) -> bool:
    if mine is None and theirs is None:
        return True
    mine_bare = mine is None or mine.dimension in BARE_DIMENSIONS
    theirs_bare = theirs is None or theirs.dimension in BARE_DIMENSIONS
    if mine_bare and theirs_bare:
        return True
    return mine is not None and theirs is not None and mine.name == theirs.name


def _share_factor(quantity: Quantity, fact: Fact) -> Fraction | None:
    """What turns a fraction of 1 into the claim's percent, or the fact's percent into the claim's fraction."""
    mine, theirs = quantity.unit, fact.unit
    if mine is not None and mine.dimension == "percent" and _is_fraction(theirs, fact.kind, fact.value):
        # A column without a unit may hold percent after all ("0.4"): the reading that agrees is the right one.
        return None if theirs is None and quantity.interval.holds(abs(fact.value)) else Fraction(100)
    value = quantity.best
    if theirs is not None and theirs.dimension == "percent" and value is not None and _is_claimed_fraction(mine, value):
        return Fraction(1, 100)
    return None


def _is_fraction(unit: Unit | None, kind: Kind, value: Fraction) -> bool:
    """Whether a fact without a percent sign is a part of 1: by its unit, by what it says, or by its size."""
    if unit is not None:
        return unit.dimension in {"ratio", "share"}
    return kind in {Kind.SHARE, Kind.RATIO} or (abs(value) <= 1 and value.denominator != 1)


def _is_claimed_fraction(unit: Unit | None, value: Fraction) -> bool:
    if unit is not None and unit.dimension not in {"ratio", "share"}:
        return False
    return abs(value) < 1 and value.denominator != 1


def _converted(fact: Fact, source: Unit, target: Unit) -> Held | None:
    # A difference of temperatures has no zero point: only the size of the degree counts.
    difference = fact.kind in SIGNED_KINDS
    convert = units.convert_difference if difference else units.convert
    try:
        value = convert(fact.value, source, target)
    except units.UnitError:
        return None  # no fuel at all, by the distance
    interval = units.convert_interval(fact.interval, source, target, difference=difference)
    return Held(value, interval, bool(fact.derivation), value != fact.value, target)
