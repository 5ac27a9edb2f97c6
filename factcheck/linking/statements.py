"""What a sentence says of the rows it selects, as a derived fact: their count, a cell, a sum, a mean, an extreme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.calculations import (
    average_of,
    beside,
    cell_of,
    count_of,
    distinct_of,
    elsewhere,
    extreme_of,
    sum_of,
)
from factcheck.linking.columns import Column
from factcheck.linking.conditions import Condition, conditions_of, number_column, numeric
from factcheck.linking.counted_nouns import (
    MOST_PASSED,
    behind,
    counted_noun,
    counts_those_before,
    is_broken,
    is_noun,
    is_of_all,
    tells_rows,
)
from factcheck.linking.differences import difference_of
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.linking.orders import LEAST_COMPARED, orders_rows
from factcheck.model import Direction, Fact, Interval, Kind, Quantity
from factcheck.reference.normalise import tokenize

SHARES = frozenset({"percent", "ratio"})
LEAST_ADDED_UP = 100  # what "there were 68,742 spectators at Velden" must come to, to be taken for a sum


@record
class Statement:
    """One way to work a figure out of selected rows.

    `left` are the words that nothing explains; `exact` tells that the rest can mean one thing only, so that another
    number contradicts the figure, where `is_sure` tells that no word may mean more than it is taken for. `conditions`
    are what the rows were selected by, `elsewhere` what the same calculation gives in the other columns,
    `noun` what is counted; `in_full` tells that row and column are named by all of their words;
    `of_rows` is how many rows the table has.
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
    in_full: bool = False
    of_rows: int = 0


def statement_of(parsed: Parsed, figure: Item) -> Statement | None:
    """Work out what a sentence says by a figure; None where it is no figure of the table's rows."""
    quantity = figure.claim.mention.quantity if figure.claim else None
    if quantity is None or quantity.value is None or parsed.grid.is_panel or _is_of_another_time(parsed):
        return None
    made = _worked_out(parsed, figure, quantity)
    if made is None:
        return None
    is_sure = made.is_sure and parsed.is_sure_beside(made.noun)
    return replace(made, is_sure=is_sure, of_rows=len(parsed.grid.rows))


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
    whole, parsed = parsed, _own_part(parsed, figure)
    level = number_column(parsed, figure) or _of_subject(parsed, figure) or _carried(whole, parsed, figure)
    if level is not None and not _is_noun_first(parsed, figure, level[1]):
        return _level(parsed, figure, *level)
    return _count(parsed, figure)


def _of_subject(parsed: Parsed, figure: Item) -> tuple[Column, Item] | None:
    """The column of "the lowest attendance for a game was 14,583", "the average number made was 3.83"."""
    others = [item for item in parsed.of(Sort.FIGURE) if item is not figure]
    words = [item for item in parsed.of(Sort.MOST, Sort.MEAN, Sort.MEDIAN, Sort.SUM) if item.last <= figure.first]
    if len(words) > 1 or any(number_column(parsed, one) is None and not is_of_all(parsed, one) for one in others):
        return None
    head = _headed(parsed, words[0]) if words else _mean_of_header(parsed, figure) or _subject_head(parsed, figure)
    column = numeric(head, figure) if head is not None else None
    return None if head is None or column is None else (column, head)


def _headed(parsed: Parsed, word: Item) -> Item | None:
    """The first thing told behind a word, as far as it may be a header."""
    return next((item for item in parsed.telling if item.first >= word.last), None)


def _subject_head(parsed: Parsed, figure: Item) -> Item | None:
    """The only header before "was 1,349" in "the attendance on 26 April was 1,349"."""
    heads = [item for item in parsed.of(Sort.HEAD) if item.last <= figure.first and numeric(item, figure) is not None]
    copula = parsed.tokens[figure.first - 1].norm if figure.first else ""
    return heads[0] if len(heads) == 1 and copula in word_set("selecting", "copulas") else None


def _mean_of_header(parsed: Parsed, figure: Item) -> Item | None:
    """The only header before a figure that says by itself that its numbers are means: "the average rating was 14.6"."""
    heads = [item for item in parsed.of(Sort.HEAD) if item.last <= figure.first and _is_mean(item)]
    return heads[0] if len(heads) == 1 else None


def _is_mean(head: Item) -> bool:
    words = head.text.casefold().split()
    return len(words) > 1 and not word_set("selecting", "means").isdisjoint(words)


def _carried(whole: Parsed, own: Parsed, figure: Item) -> tuple[Column, Item] | None:
    """The header of the other half of a sentence: "Alba has 1 pier while Brim has 2"."""
    if own is whole or _sorts(own.items) & {Sort.HEAD, Sort.NOUN, Sort.MOST, Sort.MEAN, Sort.MEDIAN, Sort.SUM}:
        return None
    if own.telling[-1] is not figure:
        return None
    headed = [number_column(whole, item) for item in whole.of(Sort.FIGURE) if item not in own.items]
    column = numeric(headed[0][1], figure) if len(headed) == 1 and headed[0] is not None else None
    return None if column is None or headed[0] is None else (column, headed[0][1])


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
    more = next((item for item in behind(parsed, figure)[:2] if item.sort is Sort.MORE), None)
    made = None if more is None else difference_of(parsed, figure, more)
    if more is None or made is None:
        return None
    fact, left, exact, conditions = made
    way = Direction.UP if more.way > 0 else Direction.DOWN
    return Statement((fact,), left, exact, conditions, direction=way)


def _share(parsed: Parsed, figure: Item) -> Statement | None:
    """The share that selected rows are of all: "four out of nine players", "42.86% of the players"."""
    after = behind(parsed, figure)
    if not after or not is_noun(parsed, after[0]):
        return None
    found = conditions_of(parsed, (figure, after[0]))
    grid, rows, quantity = parsed.grid, found.rows(parsed.grid), figure.claim.mention.quantity if figure.claim else None
    if quantity is None or quantity.unit is None or not found.conditions or not rows:
        return None
    value = Fraction(len(rows), len(grid.rows)) * (100 if quantity.unit.dimension == "percent" else 1)
    words = f"{len(rows)} of {len(grid.rows)} rows of {grid.table.name} with {found.words}"
    fact = grid.fact(value, Interval.point(value), Kind.SHARE, rows, None, words, found.words)
    facts = (replace(fact, unit=quantity.unit),)
    return Statement(facts, found.left, found.is_exact, found.conditions, noun=after[0])


def _is_noun_first(parsed: Parsed, figure: Item, head: Item) -> bool:
    """Whether a noun that rows are counted by stands right behind the figure, and the header before it."""
    after = behind(parsed, figure)[:1]
    if not after or is_broken(parsed, figure, after[0]):
        return False
    return head.first < figure.first and is_noun(parsed, after[0])


def _count(parsed: Parsed, figure: Item) -> Statement | None:
    noun, passed = counted_noun(parsed, figure)
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
    compound = [item for item in passed if item.sort is Sort.NOUN]
    found = conditions_of(parsed, (figure, noun, *distinct, *wholes, *aside, *compound))
    grid, rows = parsed.grid, found.rows(parsed.grid)
    named = [column for column in noun.columns if column.is_named or column.is_dated or distinct]
    facts = [distinct_of(grid, rows, found, column) for column in named]
    facts = [*facts, count_of(grid, rows, found)] if distinct else [count_of(grid, rows, found), *facts]
    if found.is_loose and (fewer := found.rows(grid, strictly=True)):
        facts.append(count_of(grid, fewer, found))
    exact = found.is_exact and bool(rows) and tells_rows(parsed, noun) and len(named) <= 1
    exact = exact and all(_is_literal(noun, column) for column in named)  # "12 goals" are no entries of "score"
    exact = exact and not any(_qualifies(one, noun) for one in found.conditions)
    return Statement(tuple(facts), found.left, exact, found.conditions, noun=noun) if facts else None


def _qualifies(condition: Condition, noun: Item) -> bool:
    """Whether a part of a name says what kind is counted, not which: the PGA of "three of the PGA tournaments"."""
    named = condition.item.sort is Sort.CELL and not condition.item.is_whole
    return named and any(column in noun.columns for column in condition.columns)


def _is_literal(noun: Item, column: Column) -> bool:
    """Whether a noun is a word of the header itself, not one that may mean the same."""
    return any(token.stem in column.words_of_name for token in tokenize(noun.text))


def _of_sort(parsed: Parsed, figure: Item) -> Statement | None:
    """Count "four draws": the rows of which one column says just that."""
    found = conditions_of(parsed, (figure,))
    rows = found.rows(parsed.grid)
    if not rows or len(parsed.of(Sort.FIGURE)) > 1 or orders_rows(parsed):
        return None
    return Statement((count_of(parsed.grid, rows, found),), found.left, found.is_exact, found.conditions)


def _wholes(parsed: Parsed) -> list[Item]:
    """The "all" of "all 12 clubs", which says no more than the number."""
    starts = {item.first for item in parsed.of(Sort.FIGURE)}
    return [item for item in parsed.of(Sort.WHOLE) if item.last in starts]


def _subject(parsed: Parsed, figure: Item) -> tuple[Item, ...] | None:
    """What is said to be one of the counted: the name and the "one" of "Moss is one of three players with 9 goals".

    None where the figure is that "one", or counts some of a number that stands right before it.
    """
    telling = parsed.telling
    at = telling.index(figure)
    after, before = telling[at + 1 : at + 2], telling[max(0, at - 1) : at]
    passed = tuple(
        item for item in telling[at + 1 : at + MOST_PASSED] if item.sort is Sort.FIGURE and is_of_all(parsed, item)
    )
    if passed:
        return passed[:1]
    if _says_of(parsed, figure) and after and after[0].sort is Sort.FIGURE and not counts_those_before(parsed, figure):
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


def _is_said_of(parsed: Parsed, most: Item, head: Item) -> bool:
    """Whether a superlative is of a header: of the nearest behind it, or of the only one."""
    after = [item for item in parsed.of(Sort.HEAD) if item.first >= most.last]
    return not after or head.columns == after[0].columns or head.first < most.first


def _level(parsed: Parsed, figure: Item, column: Column, head: Item) -> Statement | None:
    grid = parsed.grid
    most = parsed.of(Sort.MOST)
    means = parsed.of(Sort.MEAN, Sort.MEDIAN) or ((head,) if _is_mean(head) and not most else ())
    sums = parsed.of(Sort.SUM)
    wholes = parsed.of(Sort.WHOLE)
    counted = [item for item in parsed.of(Sort.FIGURE) if item is not figure and is_of_all(parsed, item)]
    found = conditions_of(parsed, (figure, head, *most, *means, *sums, *wholes, *counted))
    rows = [row for row in found.rows(grid) if column.numbers[row] is not None]
    said = f" with {found.words}" if found.conditions else ""
    if not rows or len(most) > 1 or (most and (means or not _is_said_of(parsed, most[0], head))):
        return None
    other = None
    hedge = figure.text.casefold()
    if most:
        if len(rows) < LEAST_COMPARED:
            return None  # of one row, or of two, none is the largest
        made = extreme_of(grid, rows, column, most[0].way, said)
        other = extreme_of(grid, rows, column, -most[0].way, said)
    elif means and len(rows) > 1:
        made = average_of(grid, rows, column, said, means)
    elif sums or "total" in hedge:
        made = sum_of(grid, rows, column, said)
        if wholes and len({column.numbers[row] for row in rows}) == 1:
            made = cell_of(grid, rows, column)
    elif len(rows) == 1 or (wholes and len({column.numbers[row] for row in rows}) == 1):
        made = cell_of(grid, rows, column)
    elif found.conditions and head.first >= figure.last and sum_of(grid, rows, column, said).value >= LEAST_ADDED_UP:
        return Statement(
            (sum_of(grid, rows, column, said),), found.left, found.is_exact, found.conditions, is_sure=False
        )
    else:
        return None
    if not (found.conditions or most or means or sums or wholes):
        return None
    rows_beside, columns_beside = beside(grid, rows[0], column) if made.kind is Kind.LEVEL else ((), ())
    statement = Statement((made,), found.left, found.is_exact, found.conditions, other, rows_beside, columns_beside)
    if made.kind is Kind.LEVEL:
        whole = all(one.item.is_whole or one.item.sort is Sort.DATE for one in found.conditions)
        is_place = figure.claim is not None and figure.claim.kind is Kind.RANK
        return replace(statement, in_full=whole and head.covers == 1.0 and (is_place or head.last - head.first > 1))
    return replace(statement, elsewhere=tuple(elsewhere(grid, rows, column, made.kind, most, means)))
