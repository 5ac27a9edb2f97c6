"""What a sentence says of the rows it selects, as a derived fact: their count, a cell, a sum, a mean, an extreme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from factcheck.languages.words import word_set
from factcheck.linking.conditions import Condition, Found, conditions_of, is_row_noun, number_column, numeric
from factcheck.linking.grids import Column, Grid
from factcheck.linking.labels import Item, Parsed, Sort
from factcheck.linking.orders import LEAST_COMPARED, difference_of, orders_rows
from factcheck.model import Direction, Fact, Interval, Kind, Quantity
from factcheck.reference.normalise import tokenize

SHARES = frozenset({"percent", "ratio"})
MOST_BESIDE = 200  # rows that a figure may be of instead
MOST_PASSED = 4  # words between a count and the noun that it counts
_SHOWN = 6


@dataclass(frozen=True)
class Statement:
    """One way to work a figure out of selected rows.

    `left` are the words that nothing explains; `exact` tells that the rest can mean one thing only, so that another
    number contradicts the figure, where `is_sure` tells that no word may mean more than it is taken for. `conditions`
    are what the rows were selected by, `elsewhere` what the same calculation gives in the other columns,
    `noun` what is counted.
    """

    facts: tuple[Fact, ...]
    left: tuple[Item, ...]
    exact: bool
    conditions: tuple[Condition, ...]
    other: Fact | None = None
    rows_beside: tuple[Fact, ...] = ()
    columns_beside: tuple[Fact, ...] = ()
    direction: Direction | None = None
    elsewhere: tuple[Fact, ...] = ()
    noun: Item | None = None
    is_sure: bool = True


def statement_of(parsed: Parsed, figure: Item) -> Statement | None:
    """Work out what a sentence says by a figure; None where it is no figure of the table's rows."""
    quantity = figure.claim.mention.quantity if figure.claim else None
    if quantity is None or quantity.value is None or parsed.grid.is_panel or _is_of_another_time(parsed):
        return None
    made = _worked_out(parsed, figure, quantity)
    return None if made is None else replace(made, is_sure=parsed.is_sure_beside(made.noun))


def _is_of_another_time(parsed: Parsed) -> bool:
    """Whether a sentence tells a date that no row has, in any of its parts."""
    return bool(parsed.of(Sort.DATE)) and any(item.day is not None for item in conditions_of(parsed).left)


def is_of_something_else(parsed: Parsed, figure: Item) -> bool:
    """Whether a figure is said of what no single cell tells: of a career, of men, of a year that the table lacks.

    So is the extreme of a part that has one row only: "the highest attendance at Richmond" is of many games.
    """
    if parsed.of(Sort.THAN):
        return False
    if any(item.text.casefold() in word_set("selecting", "restricting") for item in parsed.of(Sort.BLOCK)):
        return True
    return _is_of_unheld_year(parsed) or any(
        item.sort is Sort.CELL and item.rows and most.last <= item.first and item.last <= figure.first
        for most in parsed.of(Sort.MOST)
        for item in parsed.items
    )


def _is_of_unheld_year(parsed: Parsed) -> bool:
    """Whether the only date of a sentence is of a year that no date of a dated table has, no header and no title."""
    dates = [item.day for item in parsed.of(Sort.DATE) if item.day is not None]
    dated = [column for column in parsed.grid.columns if column.is_dated]
    if len(dates) != 1 or not dates[0].year or not _is_of_another_time(parsed):
        return False
    year = str(dates[0].year)
    written = (text for column in parsed.grid.columns for text in (column.name, *column.texts))
    return any(day is not None and day.year for column in dated for day in column.days) and not any(
        year in text for text in written
    )


def _worked_out(parsed: Parsed, figure: Item, quantity: Quantity) -> Statement | None:
    if quantity.unit is not None and quantity.unit.dimension in SHARES:
        return _share(parsed, figure)
    difference = _difference(parsed, figure)
    if difference is not None:
        return difference
    parsed = _own_part(parsed, figure)
    level = number_column(parsed, figure) or _of_superlative(parsed, figure)
    if level is not None and not _is_noun_first(parsed, figure, level[1]):
        return _level(parsed, figure, *level)
    return _count(parsed, figure)


def _of_superlative(parsed: Parsed, figure: Item) -> tuple[Column, Item] | None:
    """The column of "the lowest attendance for a game was 14,583"."""
    most = parsed.of(Sort.MOST)
    if len(most) != 1 or most[0].first > figure.first or len(parsed.of(Sort.FIGURE)) != 1:
        return None
    head = next((item for item in parsed.telling if item.first >= most[0].last), None)
    column = numeric(head, figure) if head is not None else None
    return None if head is None or column is None else (column, head)


def _own_part(parsed: Parsed, figure: Item) -> Parsed:
    """The half of a sentence that a figure stands in, where each half has its own name and figure."""
    for at, token in enumerate(parsed.tokens):
        if token.norm not in word_set("selecting", "joining"):
            continue
        halves = [
            tuple(item for item in parsed.items if item.last <= at),
            tuple(item for item in parsed.items if item.first > at),
        ]
        if all({Sort.FIGURE}.issubset(_sorts(half)) and _sorts(half) & {Sort.CELL, Sort.DATE} for half in halves):
            own = halves[0] if figure in halves[0] else halves[1]
            return Parsed(parsed.grid, parsed.tokens, own)
    return parsed


def _sorts(items: Sequence[Item]) -> set[Sort]:
    return {item.sort for item in items}


def _difference(parsed: Parsed, figure: Item) -> Statement | None:
    """What one row has more than another: "5 more points than Rhodesia"."""
    more = next((item for item in _behind(parsed, figure)[:2] if item.sort is Sort.MORE), None)
    made = None if more is None else difference_of(parsed, figure, more)
    if more is None or made is None:
        return None
    fact, left, exact, conditions = made
    way = Direction.UP if more.way > 0 else Direction.DOWN
    return Statement((fact,), left, exact, conditions, direction=way)


def _share(parsed: Parsed, figure: Item) -> Statement | None:
    """The share that selected rows are of all: "four out of nine players", "42.86% of the players"."""
    behind = _behind(parsed, figure)
    if not behind or not _is_noun(parsed, behind[0]):
        return None
    found = conditions_of(parsed, (figure, behind[0]))
    grid, rows, quantity = parsed.grid, found.rows(parsed.grid), figure.claim.mention.quantity if figure.claim else None
    if quantity is None or quantity.unit is None or not found.conditions or not rows:
        return None
    value = Fraction(len(rows), len(grid.rows)) * (100 if quantity.unit.dimension == "percent" else 1)
    words = f"{len(rows)} of {len(grid.rows)} rows of {grid.table.name} with {found.words}"
    fact = grid.fact(value, Interval.point(value), Kind.SHARE, rows, None, words, found.words)
    facts = (replace(fact, unit=quantity.unit),)
    return Statement(facts, found.left, found.is_exact, found.conditions, noun=behind[0])


def _is_noun_first(parsed: Parsed, figure: Item, head: Item) -> bool:
    """Whether a noun that rows are counted by stands right behind the figure, and the header before it."""
    after = _behind(parsed, figure)[:1]
    return head.first < figure.first and bool(after) and _is_noun(parsed, after[0])


def _behind(parsed: Parsed, item: Item) -> list[Item]:
    telling = parsed.telling
    return list(telling[telling.index(item) + 1 :])


def _is_noun(parsed: Parsed, item: Item) -> bool:
    """Whether an item is what a row is, by a noun or by a header of names."""
    if item.sort is Sort.NOUN:
        return is_row_noun(parsed, item)
    return item.sort is Sort.HEAD and any(
        column.is_named or column.is_index or column.is_dated for column in item.columns
    )


def _count(parsed: Parsed, figure: Item) -> Statement | None:
    noun: Item | None = None
    passed: list[Item] = []
    for item in _behind(parsed, figure)[:MOST_PASSED]:
        if _is_broken(parsed, figure, item):
            break  # "nine in the results" counts no results
        if _is_noun(parsed, item) or (item.sort is Sort.TITLE and not passed):
            noun = item
            break
        if item.sort not in (Sort.CELL, Sort.TITLE, Sort.DISTINCT, Sort.UNKNOWN) and not _is_of_all(parsed, item):
            break
        passed.append(item)
    value = figure.claim.mention.quantity.value if figure.claim and figure.claim.mention.quantity else None
    if noun is None and passed and passed[0].sort is Sort.CELL:
        return _of_sort(parsed, figure)
    if noun is None or value is None or value.denominator != 1 or value < 0 or orders_rows(parsed):
        return None
    distinct = [item for item in passed if item.sort is Sort.DISTINCT]
    aside = _subject(parsed, figure)
    if aside is None:
        return None
    wholes = _wholes(parsed)
    found = conditions_of(parsed, (figure, noun, *distinct, *wholes, *aside))
    grid, rows = parsed.grid, found.rows(parsed.grid)
    named = [column for column in noun.columns if column.is_named or column.is_dated]
    facts = [_distinct(grid, rows, found, column) for column in named]
    facts = [*facts, _counted(grid, rows, found)] if distinct else [_counted(grid, rows, found), *facts]
    exact = found.is_exact and bool(rows) and (noun.sort is not Sort.TITLE) and len(named) <= 1
    exact = exact and all(_is_literal(noun, column) for column in named)  # "12 goals" are no entries of "score"
    return Statement(tuple(facts), found.left, exact, found.conditions, noun=noun) if facts else None


def _is_literal(noun: Item, column: Column) -> bool:
    """Whether a noun is a word of the header itself, not one that may mean the same."""
    return any(token.stem in column.words_of_name for token in tokenize(noun.text))


def _is_broken(parsed: Parsed, figure: Item, item: Item) -> bool:
    """Whether a preposition or a verb stands between a figure and what may be its noun."""
    norms = {token.norm for token in parsed.tokens[figure.last : item.first]}
    return not norms.isdisjoint(word_set("selecting", "breaks"))


def _of_sort(parsed: Parsed, figure: Item) -> Statement | None:
    """Count "four draws": the rows of which one column says just that."""
    found = conditions_of(parsed, (figure,))
    rows = found.rows(parsed.grid)
    if not rows or len(parsed.of(Sort.FIGURE)) > 1 or orders_rows(parsed):
        return None
    return Statement((_counted(parsed.grid, rows, found),), found.left, found.is_exact, found.conditions)


def _wholes(parsed: Parsed) -> list[Item]:
    """The "all" of "all 12 clubs", which says no more than the number."""
    starts = {item.first for item in parsed.of(Sort.FIGURE)}
    return [item for item in parsed.of(Sort.WHOLE) if item.last in starts]


def _is_of_all(parsed: Parsed, item: Item) -> bool:
    """Whether a figure is the number of all rows: the 12 of "9 of the 12 songs"."""
    quantity = item.claim.mention.quantity if item.claim else None
    return quantity is not None and quantity.value == len(parsed.grid.rows)


def _subject(parsed: Parsed, figure: Item) -> tuple[Item, ...] | None:
    """What is said to be one of the counted: the name and the "one" of "Moss is one of three players with 9 goals".

    None where the figure is that "one", or counts some of a number that stands right before it.
    """
    telling = parsed.telling
    at = telling.index(figure)
    after, before = telling[at + 1 : at + 2], telling[max(0, at - 1) : at]
    passed = tuple(
        item for item in telling[at + 1 : at + MOST_PASSED] if item.sort is Sort.FIGURE and _is_of_all(parsed, item)
    )
    if passed:
        return passed[:1]
    if _says_of(parsed, figure) and after and after[0].sort is Sort.FIGURE:
        return None
    if before and before[0].sort is Sort.FIGURE and _says_of(parsed, before[0]):
        one = before[0].claim.mention.quantity if before[0].claim else None
        if one is None or one.value != 1:
            return None
        return tuple(item for item in telling[:at] if item.sort in (Sort.CELL, Sort.FIGURE))
    return ()


def _says_of(parsed: Parsed, figure: Item) -> bool:
    """Whether "of" follows a figure."""
    return figure.last < len(parsed.tokens) and parsed.tokens[figure.last].norm == "of"


def _counted(grid: Grid, rows: Sequence[int], found: Found) -> Fact:
    number = Fraction(len(rows))
    words = f"rows of {grid.table.name}" + (f" with {found.words}" if found.conditions else "")
    return grid.fact(number, Interval.point(number), Kind.COUNT, rows, None, words, found.words or "in all")


def _distinct(grid: Grid, rows: Sequence[int], found: Found, column: Column) -> Fact:
    texts = {column.texts[row].casefold() for row in rows if column.texts[row]}
    number = Fraction(len(texts))
    words = f"different entries of {column.name} in {grid.table.name}" + (
        f" with {found.words}" if found.conditions else ""
    )
    return grid.fact(number, Interval.point(number), Kind.COUNT, rows, None, words, found.words or "in all")


def _level(parsed: Parsed, figure: Item, column: Column, head: Item) -> Statement | None:
    grid = parsed.grid
    most = parsed.of(Sort.MOST)
    means, sums = parsed.of(Sort.MEAN), parsed.of(Sort.SUM)
    wholes = parsed.of(Sort.WHOLE)
    counted = [item for item in parsed.of(Sort.FIGURE) if item is not figure and _is_of_all(parsed, item)]
    found = conditions_of(parsed, (figure, head, *most, *means, *sums, *wholes, *counted))
    rows = [row for row in found.rows(grid) if column.numbers[row] is not None]
    said = f" with {found.words}" if found.conditions else ""
    if not rows or len(most) > 1 or (most and means):
        return None
    other = None
    hedge = figure.text.casefold()
    if most:
        if len(rows) < LEAST_COMPARED:
            return None  # of one row, or of two, none is the largest
        made = _extreme(grid, rows, column, most[0].way, said)
        other = _extreme(grid, rows, column, -most[0].way, said)
    elif means:
        made = _mean(grid, rows, column, said)
    elif sums or "total" in hedge:
        made = _sum(grid, rows, column, said)
        if wholes and len({column.numbers[row] for row in rows}) == 1:
            made = _cell(grid, rows, column)
    elif len(rows) == 1 or (wholes and len({column.numbers[row] for row in rows}) == 1):
        made = _cell(grid, rows, column)
    else:
        return None
    if not (found.conditions or most or means or sums or wholes):
        return None
    rows_beside, columns_beside = _beside(grid, rows[0], column) if made.kind is Kind.LEVEL else ((), ())
    statement = Statement((made,), found.left, found.is_exact, found.conditions, other, rows_beside, columns_beside)
    if made.kind is Kind.LEVEL:
        return statement
    return replace(statement, elsewhere=tuple(_elsewhere(grid, rows, column, made.kind, most)))


def _elsewhere(grid: Grid, rows: Sequence[int], column: Column, kind: Kind, most: Sequence[Item]) -> Iterator[Fact]:
    """What the same calculation gives in the other columns of numbers."""
    for other in grid.columns:
        held = [row for row in rows if other.numbers[row] is not None]
        if other is column or not other.is_numeric or not held:
            continue
        if kind is Kind.EXTREME:
            yield _extreme(grid, held, other, most[0].way, "")
        else:
            yield _sum(grid, held, other, "") if kind is Kind.TOTAL else _mean(grid, held, other, "")


def _beside(grid: Grid, row: int, column: Column) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts of the other rows of a column, and of the other columns of a row."""
    rows = [at for at in range(min(len(grid.rows), MOST_BESIDE)) if at != row and column.numbers[at] is not None]
    columns = [other for other in grid.columns_of(row) if other is not column]
    return tuple(_cell(grid, [at], column) for at in rows), tuple(_cell(grid, [row], other) for other in columns)


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


def _cell(grid: Grid, rows: Sequence[int], column: Column) -> Fact:
    value = _values(rows, column)[0]
    interval = column.intervals[rows[0]] or Interval.point(value)
    return grid.fact(value, interval, Kind.LEVEL, rows, column, "", _name(grid, rows[0]))


def _sum(grid: Grid, rows: Sequence[int], column: Column, said: str) -> Fact:
    value = sum(_values(rows, column), Fraction(0))
    return grid.fact(
        value, _interval(rows, column), Kind.TOTAL, rows, column, f"sum of {column.name} over {len(rows)} rows{said}"
    )


def _mean(grid: Grid, rows: Sequence[int], column: Column, said: str) -> Fact:
    number = Fraction(len(rows))
    value = sum(_values(rows, column), Fraction(0)) / number
    interval = _interval(rows, column).scaled(1 / number)
    return grid.fact(value, interval, Kind.AVERAGE, rows, column, f"mean of {column.name} over {len(rows)} rows{said}")


def _extreme(grid: Grid, rows: Sequence[int], column: Column, way: int, said: str) -> Fact:
    way = -way if column.smaller_is_better else way
    pick = max if way > 0 else min
    row = pick(rows, key=lambda one: column.numbers[one] or Fraction(0))
    value = column.numbers[row] or Fraction(0)
    word = "largest" if way > 0 else "smallest"
    interval = column.intervals[row] or Interval.point(value)
    return grid.fact(
        value, interval, Kind.EXTREME, [row], column, f"the {word} {column.name} of {len(rows)} rows{said}"
    )
