"""How finely a figure is written: the step of its last digit, with and without its trailing zeros."""

from __future__ import annotations

from fractions import Fraction

from factcheck.model import Modifier, Quantity

# A round figure is only read as rounded when that moves it by at most this much.
LEEWAY = Fraction(1, 20)


def step(quantity: Quantity) -> Fraction:
    """What the last written digit stands for, trailing zeros included: 1 for "1,200", 100000 for "3.1 million"."""
    interval = quantity.interval
    if quantity.modifier is Modifier.EXACT and interval.low is not None and interval.high is not None:
        if not interval.is_point:
            return interval.high - interval.low
        if interval.low.denominator == 1:
            return Fraction(1)
    return quantity.quantum or Fraction(0)


def round_step(quantity: Quantity) -> Fraction:
    """What the last written digit other than 0 stands for: 100 for "1,200", 10000000 for "$40 million"."""
    value, found = quantity.value, step(quantity) or Fraction(1)
    if value is None or value == 0 or (value / found).denominator != 1:
        return found
    while (value / (found * 10)).denominator == 1:
        found *= 10
    return found


def significant_digits(quantity: Quantity) -> int:
    """How many digits a figure has without leading and trailing zeros."""
    value, unit = quantity.best, round_step(quantity)
    return 0 if not value or not unit else len(str(round(abs(value) / unit)))


def told_digits(quantity: Quantity) -> int:
    """How many digits tell: zeros behind the point are as precise as any ("5.0%")."""
    value, quantum = quantity.best, quantity.quantum
    if value is None or quantum is None or quantum >= 1:
        return significant_digits(quantity)
    return len(str(int(abs(value) / quantum)))


def slack(quantity: Quantity) -> Fraction:
    """How far from a round figure the exact one may be: half its last digit other than 0, and five percent at most."""
    value = quantity.value or Fraction(0)
    return min(round_step(quantity) / 2, abs(value) * LEEWAY)
