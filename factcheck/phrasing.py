"""Numbers in words that a person reads in a message: "2,749", "3.34 trillion", "0.4 percentage points".

Messages, not suggestions: a suggestion keeps the draft's own style and is made in `rewriting`.
"""

from __future__ import annotations

from fractions import Fraction

from factcheck.languages.words import load_words
from factcheck.model import Unit

NO_TABLE = "no table speaks of this"
"""Why a figure is not covered when nothing came near it."""

_SCALES = ((Fraction(10**12), "trillion"), (Fraction(10**9), "billion"), (Fraction(10**6), "million"))
_VOWELS = frozenset("aeiou")
_PLAIN_DIMENSIONS = frozenset({"count", "ratio", "rank", "dimensionless"})


def decimal_text(value: Fraction, places: int) -> str:
    """The value with exactly that many decimals, halves away from zero, digits grouped by commas.

    >>> decimal_text(Fraction(163795, 100), 1)
    '1,638.0'
    """
    shift = Fraction(10) ** places
    scaled = abs(value) * shift
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    sign = "-" if value < 0 and whole else ""
    if places <= 0:
        return f"{sign}{whole * 10**-places:,}"
    return f"{sign}{whole // 10**places:,}.{whole % 10**places:0{places}d}"


def plain_number(value: Fraction, significant: int = 4) -> str:
    """The value for a person: exact when short, else to a few significant digits; a scale word from a million on.

    >>> plain_number(Fraction(3340000000000)), plain_number(Fraction(2749)), plain_number(Fraction(2, 3))
    ('3.34 trillion', '2,749', '0.6667')
    """
    for factor, word in _SCALES:
        if abs(value) >= factor:
            return f"{_trimmed(value / factor, significant)} {word}"
    return _trimmed(value, significant)


def with_unit(value: Fraction, unit: Unit | None, significant: int = 4) -> str:
    """The value with its unit: "$400 million" is written "USD 400 million" here, "5%", "2 percentage points"."""
    number = plain_number(value, significant)
    if unit is None or unit.dimension in _PLAIN_DIMENSIONS or unit.name in load_words("style")["unspoken_units"]:
        return number
    if unit.dimension == "percent":
        return f"{number}%"
    if unit.dimension == "currency":
        return f"{number}{unit.symbol}" if unit.symbol and not unit.name.isupper() else f"{unit.name} {number}"
    return f"{number} {plural(unit.name, value)}"


def plural(name: str, value: Fraction) -> str:
    """A unit's name for that many; names of several words take it on the first noun.

    >>> plural("kilometre", Fraction(2)), plural("match per day", Fraction(3)), plural("country", Fraction(5))
    ('kilometres', 'matches per day', 'countries')
    """
    if name.startswith("degree "):
        return name if abs(value) == 1 else name.replace("degree", "degrees", 1)
    head, per, tail = name.partition(" per ")
    if abs(value) == 1 or head.endswith(("s", "z", "hertz")) or not head or head[-1].isupper():
        return name
    if head.endswith(("ch", "sh", "x")):
        return f"{head}es{per}{tail}"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return f"{head[:-1]}ies{per}{tail}"
    return f"{head}s{per}{tail}"


def _trimmed(value: Fraction, significant: int) -> str:
    whole = len(str(abs(value.numerator) // value.denominator))
    if value.denominator == 1:
        return f"{value.numerator:,}"
    places = significant - whole if abs(value) >= 1 else significant + _leading_zeros(value)
    text = decimal_text(value, max(places, 0))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _leading_zeros(value: Fraction) -> int:
    zeros, scaled = 0, abs(value) * 10
    while 0 < scaled < 1:
        zeros, scaled = zeros + 1, scaled * 10
    return zeros
