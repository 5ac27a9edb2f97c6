"""A written number: the value, the interval that its digits and its hedge allow, and its unit."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from factcheck.frozen import record


class Modifier(StrEnum):
    """What a hedge makes of a number; the width it allows stands in the quantity's interval."""

    EXACT = "exact"
    APPROXIMATE = "approximate"  # about, some, nearly, almost: both sides, or one side close by
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"  # dozens, several, a handful


@record
class Interval:
    """All the values that a written number allows; a bound of None is open to infinity.

    >>> Interval(Fraction(305, 100), Fraction(315, 100), high_open=True).holds(Fraction("3.1"))
    True
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether exactly one value is allowed."""
        return self.low is not None and (self.low is self.high or self.low == self.high)

    def holds(self, value: Fraction) -> bool:
        """Whether the value is allowed."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def contains(self, other: Interval) -> bool:
        """Whether every value of the other is allowed here."""
        return self._low_reaches(other) and self._high_reaches(other)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value is allowed by both."""
        return not (self._below(other) or other._below(self))

    def scaled(self, factor: Fraction) -> Interval:
        """The interval with every value multiplied by a factor other than 0."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def shifted(self, offset: Fraction) -> Interval:
        """The interval with the offset added to every value."""
        low = None if self.low is None else self.low + offset
        high = None if self.high is None else self.high + offset
        return Interval(low, high, self.low_open, self.high_open)

    def _low_reaches(self, other: Interval) -> bool:
        if self.low is None:
            return True
        if other.low is None or other.low < self.low:
            return False
        return not (other.low == self.low and self.low_open and not other.low_open)

    def _high_reaches(self, other: Interval) -> bool:
        if self.high is None:
            return True
        if other.high is None or other.high > self.high:
            return False
        return not (other.high == self.high and self.high_open and not other.high_open)

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


@record
class Unit:
    """A unit of measurement, a currency, a percentage or a counted noun.

    `name` is canonical: an ISO code for a currency ("USD"), quantulum3's name for a measurement
    ("kilometre"), "percent", "percentage point", or the counted noun as written in lower case
    ("settlements"). `dimension` is "currency", "percent", "percentage_points", "count", "ratio", "length",
    "mass", ... or a quotient such as "currency/volume". A value in this unit times `factor` plus `offset`
    is the value in the base unit of the dimension; `factor` is None where no conversion is known.
    """

    name: str
    dimension: str
    factor: Fraction | None = None
    offset: Fraction = Fraction(0)
    symbol: str = ""

    def __hash__(self) -> int:
        """By name alone: what is known of pairs of units is looked up ten thousand times a draft."""
        return hash(self.name)


@record
class Quantity:
    """A value, the interval that its digits and its hedge allow, and its unit.

    All numbers are unscaled ("$1.2bn" is 1200000000) and in the unit as written ("5%" is 5 percent).
    `value` is None for ranges and vague words; `ends` holds the two ends of a range.
    `quantum` is what the last written digit stands for ("3.1 million": 100000); None for words such as "half".
    `far` is the soft far bound of a one-sided hedge: past it "more than v" is true and misleading.
    `ambiguous_scale` marks a number whose scale stands at another one only: the $10 of "from $10 to $15 billion".
    """

    value: Fraction | None
    interval: Interval
    quantum: Fraction | None = None
    unit: Unit | None = None
    modifier: Modifier = Modifier.EXACT
    hedge: str = ""
    ends: tuple[Fraction, ...] = ()
    far: Fraction | None = None
    scale: Fraction = Fraction(1)
    ambiguous_scale: bool = False

    @property
    def best(self) -> Fraction | None:
        """The value, or the middle of a bounded range, or None."""
        if self.value is not None:
            return self.value
        if self.interval.low is not None and self.interval.high is not None:
            return (self.interval.low + self.interval.high) / 2
        return None
