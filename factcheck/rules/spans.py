"""The intervals of figures in the arithmetic of a draft: rounding as written, hedges, fractions and multiples."""

from __future__ import annotations

from fractions import Fraction

from factcheck.model import Claim, Direction, Interval, Modifier, Quantity
from factcheck.precision import round_step, slack, step
from factcheck.rules.draft import dimension, quantity_of, word_pattern

_ONE = Fraction(1)
_FRACTION = Fraction(12, 100)  # how far "a third" may be off: 29 to 37 percent
_BELOW, _ABOVE = Fraction(85, 100), Fraction(120, 100)  # "doubled" is said from 1.7 to 2.4 times
_NEARLY = Fraction(1, 20)


def rounding_of(quantity: Quantity) -> Interval:
    """The values that round to the written digits; a count with trailing zeros may be rounded too."""
    value, half = quantity.value, step(quantity) / 2
    assert value is not None  # noqa: S101 - looked at before
    if quantity.interval.is_point:
        half = slack(quantity) if round_step(quantity) > 1 else Fraction(0)
    return Interval(value - half, value + half)


def value_span(quantity: Quantity) -> Interval | None:
    """What a value allows: its rounding, or what its hedge says; None for what tells too little."""
    if quantity.value is None or quantity.ambiguous_scale or quantity.modifier in {Modifier.VAGUE, Modifier.RANGE}:
        return None
    if quantity.modifier is Modifier.EXACT:
        return rounding_of(quantity)
    low, high, room = quantity.interval.low, quantity.interval.high, slack(quantity)
    return Interval(None if low is None else low - room, None if high is None else high + room)


def percent_span(quantity: Quantity) -> Interval | None:
    """What a percentage or a fraction in words allows, in percent: "20%" from 19 to 21, "a third" from 29 to 37."""
    value = quantity.value
    if value is None or quantity.modifier in {Modifier.VAGUE, Modifier.RANGE}:
        return None
    hundred = Fraction(100) if dimension(quantity) == "ratio" else _ONE
    room = abs(value) * _FRACTION if dimension(quantity) == "ratio" else step(quantity) / 2
    low, high = quantity.interval.low, quantity.interval.high
    if quantity.modifier is Modifier.EXACT:
        room = max(room, slack(quantity)) if dimension(quantity) != "ratio" else room
        low, high = value - room, value + room
    else:
        room = max(room, abs(value) * _NEARLY) if dimension(quantity) == "ratio" else abs(value) * _NEARLY
        low, high = None if low is None else low - room, None if high is None else high + room
    return Interval(None if low is None else low * hundred, None if high is None else high * hundred)


def multiple_span(claim: Claim, text: str) -> Interval | None:
    """By how much "doubled", "threefold", "more than twice" or "halved" multiply; `text` is the document's."""
    quantity = quantity_of(claim)
    value, modifier = quantity.value, quantity.modifier
    if value is None or value <= 0 or modifier in {Modifier.VAGUE, Modifier.RANGE}:
        return None
    low: Fraction | None = value * _BELOW
    # "A threefold increase" is read as three times and as three times more.
    words = text[claim.mention.start : claim.mention.end + 24]
    is_fold = "fold" in words or word_pattern("fold", "changes").search(words) is not None
    most = value + 1 if value > 1 and is_fold else value
    high: Fraction | None = most * _ABOVE
    if modifier in {Modifier.MORE_THAN, Modifier.AT_LEAST}:
        low, high = value * (_ONE - Fraction(3, 100)), None
    elif modifier in {Modifier.LESS_THAN, Modifier.AT_MOST}:
        low, high = None, value * (_ONE + Fraction(3, 100))
    inverse = claim.direction is Direction.DOWN and value > 1
    if claim.mention.surface.lower().startswith("halv") and (low is None or high is None):
        low, high = high, low  # more than halved: to less than half
    if inverse:
        low, high = None if high is None else 1 / high, None if low is None else 1 / low
    return Interval(low, high)


def quotient(new: Interval, old: Interval) -> Interval | None:
    """How many times the one is the other; None where the other may be nothing."""
    if old.low is None or old.low <= 0 or new.low is None:
        return None
    low = Fraction(0) if old.high is None else max(new.low, Fraction(0)) / old.high
    return Interval(low, None if new.high is None else new.high / old.low)


def percent_change(new: Interval, old: Interval) -> Interval | None:
    """By how many percent the one is above the other, signed."""
    times = quotient(new, old)
    return None if times is None else times.shifted(-_ONE).scaled(Fraction(100))


def product(one: Interval, other: Interval) -> Interval | None:
    """The product of two intervals above zero."""
    if one.low is None or other.low is None or min(one.low, other.low) < 0:
        return None
    high = None if one.high is None or other.high is None else one.high * other.high
    return Interval(one.low * other.low, high)


def difference(new: Interval, old: Interval) -> Interval:
    """The one less the other."""
    low = None if new.low is None or old.high is None else new.low - old.high
    high = None if new.high is None or old.low is None else new.high - old.low
    return Interval(low, high)


def size(interval: Interval) -> Interval:
    """The sizes that an interval of signed values allows."""
    low, high = interval.low, interval.high
    if low is not None and low >= 0:
        return Interval(low, high)
    if high is not None and high <= 0:
        return Interval(-high, None if low is None else -low)
    return Interval(Fraction(0), None if low is None or high is None else max(-low, high))
