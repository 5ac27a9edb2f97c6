"""What can be worked out of selected rows of a small table, as derived facts: counts, sums, averages, extremes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from factcheck.linking.columns import Column
from factcheck.linking.conditions import Found
from factcheck.linking.grids import Grid
from factcheck.linking.items import Item, Sort
from factcheck.model import Fact, Interval, Kind

MOST_BESIDE = 200  # rows that a figure may be of instead


def count_of(grid: Grid, rows: Sequence[int], found: Found) -> Fact:
    """Count rows."""
    number = Fraction(len(rows))
    words = f"rows of {grid.table.name}" + (f" with {found.words}" if found.conditions else "")
    return grid.fact(
        number, Interval.point(number), Kind.COUNT, rows, None, words, found.words or "in all", shown=grid.columns[0]
    )


def distinct_of(grid: Grid, rows: Sequence[int], found: Found, column: Column) -> Fact:
    """Count the different entries of a column."""
    texts = {column.texts[row].casefold() for row in rows if column.texts[row]}
    number = Fraction(len(texts))
    words = f"different entries of {column.name} in {grid.table.name}" + (
        f" with {found.words}" if found.conditions else ""
    )
    return grid.fact(
        number, Interval.point(number), Kind.COUNT, rows, None, words, found.words or "in all", shown=column
    )


def average_of(grid: Grid, rows: Sequence[int], column: Column, said: str, means: Sequence[Item]) -> Fact:
    """Give the mean of the numbers of a column, or their median where a word says so."""
    is_median = any(item.sort is Sort.MEDIAN for item in means)
    return (median_of if is_median else mean_of)(grid, rows, column, said)


def elsewhere(
    grid: Grid, rows: Sequence[int], column: Column, kind: Kind, most: Sequence[Item], means: Sequence[Item]
) -> Iterator[Fact]:
    """What the same calculation gives in the other columns of numbers."""
    for other in grid.columns:
        held = [row for row in rows if other.numbers[row] is not None]
        if other is column or not other.is_numeric or not held:
            continue
        if kind is Kind.EXTREME:
            yield extreme_of(grid, held, other, most[0].way, "")
        else:
            yield sum_of(grid, held, other, "") if kind is Kind.TOTAL else average_of(grid, held, other, "", means)


def beside(grid: Grid, row: int, column: Column) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts of the other rows of a column, and of the other columns of a row."""
    rows = [at for at in range(min(len(grid.rows), MOST_BESIDE)) if at != row and column.numbers[at] is not None]
    columns = [other for other in grid.columns_of(row) if other is not column]
    return tuple(cell_of(grid, [at], column) for at in rows), tuple(cell_of(grid, [row], other) for other in columns)


def _name(grid: Grid, row: int) -> str:
    """What a row is called: the text of its first column of names."""
    return next((column.texts[row] for column in grid.columns if column.is_named and not column.is_mixed), "")


def _values(rows: Sequence[int], column: Column) -> list[Fraction]:
    return [value for row in rows if (value := column.numbers[row]) is not None]


def _interval(rows: Sequence[int], column: Column) -> Interval:
    intervals = [column.intervals[row] for row in rows]
    lows = [one.low for one in intervals if one is not None and one.low is not None]
    highs = [one.high for one in intervals if one is not None and one.high is not None]
    return Interval(sum(lows, Fraction(0)), sum(highs, Fraction(0)))


def cell_of(grid: Grid, rows: Sequence[int], column: Column) -> Fact:
    """Give the cell of the first of some rows."""
    value = _values(rows, column)[0]
    interval = column.intervals[rows[0]] or Interval.point(value)
    return grid.fact(value, interval, Kind.LEVEL, rows, column, "", _name(grid, rows[0]))


def sum_of(grid: Grid, rows: Sequence[int], column: Column, said: str) -> Fact:
    """Add the numbers of a column up; `said` tells in words which rows."""
    value = sum(_values(rows, column), Fraction(0))
    return grid.fact(
        value, _interval(rows, column), Kind.TOTAL, rows, column, f"sum of {column.name} over {len(rows)} rows{said}"
    )


def mean_of(grid: Grid, rows: Sequence[int], column: Column, said: str) -> Fact:
    """Give the mean of the numbers of a column."""
    number = Fraction(len(rows))
    value = sum(_values(rows, column), Fraction(0)) / number
    interval = _interval(rows, column).scaled(1 / number)
    return grid.fact(value, interval, Kind.AVERAGE, rows, column, f"mean of {column.name} over {len(rows)} rows{said}")


def median_of(grid: Grid, rows: Sequence[int], column: Column, said: str) -> Fact:
    """Give the median of the numbers of a column: the middle one, or half-way between the two in the middle."""
    held = [interval for row in rows if (interval := column.intervals[row]) is not None]
    lows = [one.low for one in held if one.low is not None]
    highs = [one.high for one in held if one.high is not None]
    interval = Interval(_middle(lows), _middle(highs)) if lows and highs else Interval(None, None)
    words = f"median of {column.name} over {len(rows)} rows{said}"
    return grid.fact(_middle(_values(rows, column)), interval, Kind.AVERAGE, rows, column, words)


def _middle(values: Sequence[Fraction]) -> Fraction:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def extreme_of(grid: Grid, rows: Sequence[int], column: Column, way: int, said: str) -> Fact:
    """Give the largest or smallest number of a column; of a column of places the first is the largest."""
    way = -way if column.smaller_is_better else way
    pick = max if way > 0 else min
    row = pick(rows, key=lambda one: column.numbers[one] or Fraction(0))
    value = column.numbers[row] or Fraction(0)
    word = "largest" if way > 0 else "smallest"
    interval = column.intervals[row] or Interval.point(value)
    return grid.fact(
        value, interval, Kind.EXTREME, [row], column, f"the {word} {column.name} of {len(rows)} rows{said}"
    )
