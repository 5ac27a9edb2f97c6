"""Numbers, intervals, units and facts in words that an editor reads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.exact import exact_text
from factcheck.model import Cell, Fact, Interval, Related, Unit


def counted(number: int, noun: str, plural: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "figure"), counted(1200, "figure")
    ('1 figure', '1,200 figures')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def related_text(other: Related) -> str:
    """Another place that a finding speaks of, in a line: "3:16: a part", "report.md:7:4: the other figure"."""
    where = f"{other.line}:{other.column}: {other.message}"
    return f"{other.document}:{where}" if other.document else where


def listed(items: Sequence[str], limit: int, noun: str) -> str:
    """Items joined by commas; past the limit the rest is only counted.

    >>> listed(["a", "b", "c"], 2, "table")
    'a, b and 1 more table'
    """
    if len(items) <= limit:
        return ", ".join(items)
    return ", ".join(items[:limit]) + f" and {counted(len(items) - limit, 'more ' + noun)}"


def shortened(text: str, length: int) -> str:
    """The text, its tail cut off where it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def number_text(value: Fraction) -> str:
    """A number with thousands separators; a quotient that never ends is shown to six digits.

    >>> number_text(Fraction(3_050_000)), number_text(Fraction("0.25")), number_text(Fraction(2, 3))
    ('3,050,000', '0.25', '2/3 (0.666667)')
    """
    text = exact_text(value)
    if "/" in text:
        return f"{text} ({float(value):.6g})" if len(text) < 20 else f"{float(value):,.6g}"
    whole, point, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + _grouped(digits) + point + decimals


def interval_text(interval: Interval) -> str:
    """An interval in words.

    >>> interval_text(Interval(Fraction(305), Fraction(315), high_open=True))
    'from 305 up to but not including 315'
    """
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "any number"
    if interval.is_point and low is not None:
        return f"exactly {number_text(low)}"
    if high is None and low is not None:
        return f"{'more than' if interval.low_open else 'at least'} {number_text(low)}"
    if low is None and high is not None:
        return f"{'less than' if interval.high_open else 'at most'} {number_text(high)}"
    return _both_ends(interval)


def unit_text(unit: Unit | None) -> str:
    """A unit with its dimension where that says more: "USD (currency)"."""
    if unit is None:
        return "none"
    return unit.name if unit.dimension in {"count", unit.name} else f"{unit.name} ({unit.dimension})"


def with_unit(number: str, unit: Unit | None) -> str:
    """A number followed by its unit; percent by its sign."""
    if unit is None:
        return number
    return f"{number}%" if unit.name == "percent" else f"{number} {unit.name}"


def fact_value(fact: Fact) -> str:
    """What a fact says: its comparator, its value and its unit."""
    endless = fact.derivation and "/" in exact_text(fact.value)
    number = f"{float(fact.value):,.6g}" if endless else number_text(fact.value)
    value = with_unit(number, fact.unit)
    return f"{fact.comparator} {value}" if fact.comparator else value


def fact_place(fact: Fact) -> str:
    """Where a fact stands: table, row and column, or how it was derived."""
    if fact.derivation:
        return f"{fact.table}: {fact.derivation}"
    cell = fact.cells[0] if fact.cells else None
    row = cell_row(cell) if cell else f"row {fact.row}"
    key = f" ({', '.join(text for _, text in fact.key if text)})" if fact.key else ""
    address = f", cell {cell.address}" if cell and cell.address else ""
    return f"{fact.table} {row}{key}, column {fact.column}{address}"


def cell_row(cell: Cell) -> str:
    """Where a cell's row stands: the line of its file, where it has one."""
    return f"line {cell.line}" if cell.line else f"row {cell.row}"


def strength_text(strength: int) -> str:
    """How many other facts have a figure's value, in words.

    >>> strength_text(0), strength_text(99)
    ('no other fact would match by value alone', '99 or more other facts would match by value alone')
    """
    number = f"{strength} or more other facts" if strength >= 99 else counted(strength, "other fact")
    return f"{number if strength else 'no other fact'} would match by value alone"


def source_text(fact: Fact) -> str:
    """The source of a fact: title, date and address, as far as the table gives them."""
    return ", ".join(part for part in (fact.source.title, fact.source.date, fact.source.url) if part)


def _both_ends(interval: Interval) -> str:
    low, high = Fraction(interval.low or 0), Fraction(interval.high or 0)
    start = "from just above" if interval.low_open else "from"
    stop = "up to but not including" if interval.high_open else "to"
    return f"{start} {number_text(low)} {stop} {number_text(high)}"


def _grouped(digits: str) -> str:
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    return ",".join(groups + [digits[i : i + 3] for i in range(head, len(digits), 3)])
