"""Numbers of a description: how far a figure may be from a table's and still pass, a distance or a part of it."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.frozen import record
from factcheck.patterns import lazy

_LONGEST = 40
_NUMBER = lazy(r"[+-]?(?:\d+(?:/\d+|\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)


@record
class Tolerance:
    """A distance in the column's own numbers, or where `relative` a part of the figure (1% is 1/100)."""

    value: Fraction
    relative: bool = False

    def around(self, figure: Fraction, scale: Fraction) -> Fraction:
        """How far from a figure is allowed, in the figure's unit; `scale` is what the column's numbers stand for."""
        return abs(figure) * self.value if self.relative else self.value * abs(scale)


def stated_number(text: str) -> Fraction | None:
    """The number that a text states, "1000", "0.5", "1e6" or "1/3"; None for none, or one beyond any use.

    An exponent of many digits would make a number that fills the memory.

    >>> stated_number("1e3"), stated_number("1e999999999"), stated_number("1/0")
    (Fraction(1000, 1), None, None)
    """
    text = text.strip()
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def parse_tolerance(text: str) -> Tolerance | None:
    """The tolerance that a description states: "0.5", or "1%"; None where it is neither.

    >>> parse_tolerance("1%").around(Fraction(300), Fraction(1)), parse_tolerance("some")
    (Fraction(3, 1), None)
    """
    text = text.strip()
    relative = text.endswith("%")
    value = stated_number(text.rstrip("% "))
    if value is None or value < 0:
        return None
    return Tolerance(value / 100 if relative else value, relative)
