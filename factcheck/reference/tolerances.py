"""How far a figure may be from a table's and still pass: a distance, or a part of the table's figure."""

from __future__ import annotations

from fractions import Fraction

from factcheck.frozen import record


@record
class Tolerance:
    """A distance in the column's own numbers, or where `relative` a part of the figure (1% is 1/100)."""

    value: Fraction
    relative: bool = False

    def around(self, figure: Fraction, scale: Fraction) -> Fraction:
        """How far from a figure is allowed, in the figure's unit; `scale` is what the column's numbers stand for."""
        return abs(figure) * self.value if self.relative else self.value * abs(scale)


def parse_tolerance(text: str) -> Tolerance | None:
    """The tolerance that a description states: "0.5", or "1%"; None where it is neither.

    >>> parse_tolerance("1%").around(Fraction(300), Fraction(1)), parse_tolerance("some")
    (Fraction(3, 1), None)
    """
    text = text.strip()
    relative = text.endswith("%")
    try:
        value = Fraction(text.rstrip("% "))
    except (ValueError, ZeroDivisionError):
        return None
    if value < 0 or len(text) > 40:
        return None
    return Tolerance(value / 100 if relative else value, relative)
