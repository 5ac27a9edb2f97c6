"""Exact numbers as texts and as JSON numbers, and back."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

_LARGEST_FLOAT: Final = 2**1023  # past this a JSON reader makes infinity of a number
_EXACT: Final = re.compile(r"(-?\d+)(?:\.(\d+)|/(\d*[1-9]\d*))?", re.ASCII)


def exact_text(value: Fraction) -> str:
    """A number written out in full: "3.1" where decimals end, else a quotient such as "2/3".

    >>> exact_text(Fraction(31, 10)), exact_text(Fraction(-2, 3)), exact_text(Fraction(40_000_000))
    ('3.1', '-2/3', '40000000')
    """
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    sign = "-" if value < 0 else ""
    digits = _digits(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def exact_number(text: str) -> Fraction:
    """The number that `exact_text` wrote; ValueError for any other text.

    >>> exact_number("-2/3"), exact_number("3.1")
    (Fraction(-2, 3), Fraction(31, 10))
    """
    written = _EXACT.fullmatch(text)
    if written is None:
        raise ValueError(f'"{text[:40]}" is no exact number')
    if written[3]:
        return Fraction(_whole(written[1]), _whole(written[3]))
    decimals = written[2] or ""
    return Fraction(_whole(written[1] + decimals), 10 ** len(decimals))


def share_text(share: Fraction) -> str:
    """A share in percent with one decimal, cut off, so that it never seems to reach what it does not.

    >>> share_text(Fraction(4, 5)), share_text(Fraction(2, 3)), share_text(Fraction(7999, 10000))
    ('80%', '66.6%', '79.9%')
    """
    return exact_text(Fraction(int(share * 1000), 10)) + "%"


def json_number(value: Fraction | None) -> int | float | None:
    """The number for a machine: an int where it is whole, else the nearest float; None where neither can hold it."""
    if value is None or abs(value) >= _LARGEST_FLOAT:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _decimal_places(denominator: int) -> int | None:
    """How many decimals write out 1/denominator exactly; None where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


# Decimal writes and reads integers of any length; str() and int() refuse those past 4,300 digits.
def _digits(number: int) -> str:
    return format(Decimal(number), "f")


def _whole(digits: str) -> int:
    return int(digits) if len(digits) < 4000 else int(Decimal(digits))
