"""Words that order the rows of a small table: "the highest crowd was at Richmond", "Adams had more points than Baker".

Whether such a word is right is worked out from the rows that the rest of the sentence selects. It is only called wrong
where the opposite word would be right: what is neither the largest nor the smallest may be the largest of something
that the words do not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.columns import Column
from factcheck.linking.conditions import Condition, Found, conditions_of, is_row_noun, number_column
from factcheck.linking.grids import Grid
from factcheck.linking.headers import in_other_words
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.model import Fact, Interval, Kind

MANY_COMPARED = 5
LEAST_COMPARED = 3  # rows of which one is the largest; of two, either is
MOST_CONDITIONS = 4

Value = Fraction | tuple[int, int, int]


@record
class Ordered:
    """A word that orders, whether it holds, and the fact that shows it; `left` are the words that nothing explains.

    `among` is of how many rows a superlative tells the extreme.
    """

    item: Item
    holds: bool
    fact: Fact
    left: tuple[Item, ...]
    exact: bool
    is_sure: bool = True
    noun: Item | None = None
    among: int = 0


def ordered(parsed: Parsed) -> Iterator[Ordered]:
    """Give the ordering words of a sentence that the table decides."""
    if parsed.grid.is_panel or parsed.of(Sort.BLOCK):
        return
    most, more = parsed.of(Sort.MOST), [item for item in parsed.of(Sort.MORE) if than_after(parsed, item) is not None]
    if len(most) == 1 and not more:
        made = _superlative(parsed, most[0])
    elif len(more) == 1 and not most:
        made = _comparative(parsed, more[0])
    else:
        made = None if most or more else _sequence(parsed)
    if made is not None:
        is_many = made.among >= MANY_COMPARED  # of so many, a row met by chance is hardly ever at the other end
        yield replace(made, is_sure=made.is_sure and parsed.is_sure_beside(made.noun, lightly=is_many))


def than_after(parsed: Parsed, item: Item) -> Item | None:
    """The "than" behind a word that compares."""
    return next((other for other in parsed.of(Sort.THAN) if other.first >= item.last), None)


def _superlative(parsed: Parsed, most: Item) -> Ordered | None:
    often = _most_often(parsed, most)
    if often is not None:
        return often
    head = _head_after(parsed, most) or _head_of_rank(parsed, most)
    column = None if head is None else ordering_column(head)
    if head is None or column is None:
        return None
    figures = [item for item in parsed.of(Sort.FIGURE) if not _is_condition(parsed, item, head)]
    others = [than for than in parsed.of(Sort.THAN) if _is_any_other(parsed, than)]
    found = conditions_of(parsed, (most, head, *figures, *others, *parsed.of(Sort.WHOLE)))
    extra = [_of_value(figure, column) for figure in figures]
    if any(one is None for one in extra):
        return None
    conditions = [*found.conditions, *(one for one in extra if one is not None)]
    way = -most.way if column.smaller_is_better else most.way
    grid = parsed.grid
    if not conditions or len(conditions) > MOST_CONDITIONS:
        return None
    votes = [(vote, kept) for vote, kept in _votes(grid, conditions, column, way) if vote is not None]
    if len({vote for vote, _ in votes}) != 1:
        return None
    holds, kept = votes[0]
    among = sum(1 for row in _rows(grid, kept) if _value(column, row) is not None)
    words = _in_words(grid, conditions, kept, column, way if holds else -way)
    if not holds:
        words += f", the {_word(way)} is {column.texts[_best(_rows(grid, kept), column, way)]}"
    fact = _fact(grid, column, [_best(_rows(grid, conditions), column, way if holds else -way)], words)
    left = tuple(one for one in found.left if one.columns != head.columns)  # "crowd attendance" of one column
    is_sure = head.is_sure or head.columns in [one.columns for one in parsed.of(Sort.HEAD) if one.is_sure]
    return Ordered(most, holds, fact, left, all(one.exact for one in conditions), is_sure, among=among)


def _head_of_rank(parsed: Parsed, most: Item) -> Item | None:
    """The header before a superlative that ends its clause: "Badcock ranks the highest", "first elected the latest"."""
    at = parsed.telling.index(most)
    if at + 1 < len(parsed.telling) and parsed.telling[at + 1].sort in (Sort.HEAD, Sort.NOUN, Sort.UNKNOWN):
        return None
    head = _head_before(parsed, most)
    return head if head is not None and any(one.smaller_is_better or one.is_dated for one in head.columns) else None


def _is_condition(parsed: Parsed, figure: Item, head: Item) -> bool:
    """Whether a figure says which rows are compared: "the highest frequency of those with a power above 25"."""
    found = number_column(parsed, figure)
    return found is not None and found[1] is not head and found[0] not in head.columns


def _in_words(grid: Grid, conditions: Sequence[Condition], kept: Sequence[Condition], column: Column, way: int) -> str:
    """Say "16 (Player = Fenna Bos) is the largest of 7": of all rows, or of those that the conditions kept select."""
    told = [one for one in conditions if one.item.sort is Sort.FIGURE and column in one.columns]
    said_of = [one.item.text for one in told]
    best = said_of[0] if said_of else column.texts[_best(_rows(grid, conditions), column, way)]
    names = [one for one in conditions if one not in kept and one not in told]
    among = sum(1 for row in _rows(grid, kept) if _value(column, row) is not None)
    said = f" ({_names(names)})" if names else ""
    return f"{best}{said} is the {_word(way)} of {among}" + (f" with {_names(kept)}" if kept else "")


def _most_often(parsed: Parsed, most: Item) -> Ordered | None:
    """Judge "Bos was the top scorer the most times" by how often each name stands in its column."""
    after = next((item for item in parsed.telling if item.first >= most.last), None)
    if after is None or after.sort is not Sort.NOUN or parsed.of(Sort.FIGURE):
        return None
    found = conditions_of(parsed, (most, after))
    if (
        len(found.conditions) != 1
        or len(found.conditions[0].columns) != 1
        or not found.conditions[0].columns[0].is_named
    ):
        return None
    column, times = found.conditions[0].columns[0], len(found.conditions[0].rows)
    counts = Counter(text.casefold() for text in column.texts if text)
    low, high = min(counts.values()), max(counts.values())
    if column.is_mixed or len(counts) < LEAST_COMPARED or low == high or times not in (low, high):
        return None
    words = f"{found.words} in {times} rows; the most of any is {high}, the fewest {low}"
    fact = _fact(parsed.grid, column, sorted(found.conditions[0].rows), words)
    return Ordered(most, (times == high) == (most.way > 0), fact, found.left, found.is_exact, noun=after)


def _counts_compared(parsed: Parsed, more: Item, than: Item) -> Ordered | None:
    """Judge "more matches were played on grass than on clay" by the rows of each."""
    after = next((item for item in parsed.telling if item.first >= more.last), None)
    before, behind = split_at(parsed, than.first, than.last)
    if after is None or after.sort is not Sort.NOUN or not is_row_noun(parsed, after) or parsed.of(Sort.FIGURE):
        return None
    mine, theirs = conditions_of(before, (more, after)), conditions_of(behind)
    if not mine.conditions or not theirs.conditions:
        return None
    ours, others = mine.rows(parsed.grid), theirs.rows(parsed.grid)
    if not ours or not others or len(ours) == len(others) or set(ours) & set(others):
        return None
    column = mine.conditions[0].columns[0]
    words = f"{len(ours)} rows with {mine.words} and {len(others)} with {theirs.words}"
    fact = _fact(parsed.grid, column, [*ours, *others], words)
    left, exact = (*mine.left, *theirs.left), mine.is_exact and theirs.is_exact
    return Ordered(more, (len(ours) > len(others)) == (more.way > 0), fact, left, exact, noun=after)


def _votes(
    grid: Grid, conditions: Sequence[Condition], column: Column, way: int
) -> Iterator[tuple[bool | None, tuple[Condition, ...]]]:
    """Whether the rows meant are the extreme: of all rows, and of those that only some of the conditions select."""
    subject = set(_rows(grid, conditions))
    for size in range(len(conditions)):
        for kept in combinations(conditions, size):
            yield _vote(subject, _rows(grid, kept), column, way), kept


def _vote(subject: set[int], among: Sequence[int], column: Column, way: int) -> bool | None:
    values = {row: value for row in among if (value := _value(column, row)) is not None}
    mine = {values[row] for row in subject if row in values}
    if len(values) < LEAST_COMPARED or not mine or len(set(values.values())) < 2 or mine == set(values.values()):
        return None
    top, bottom = max(values.values()), min(values.values())
    if way < 0:
        top, bottom = bottom, top
    if top in mine:
        shared = any(value == top for row, value in values.items() if row not in subject)
        return None if shared or bottom in mine else True  # of equals none is the largest
    return False if bottom in mine else None


def _comparative(parsed: Parsed, more: Item) -> Ordered | None:
    than = than_after(parsed, more)
    if than is None:
        return None
    counted = _counts_compared(parsed, more, than)
    if counted is not None:
        return counted
    before, after = split_at(parsed, than.first, than.last)
    head = headed(parsed, more, than.first) or _head_before(parsed, more) or measured(parsed, more)
    column = None if head is None else ordering_column(head)
    if head is None or column is None or parsed.of(Sort.FIGURE):
        return None
    aside = (more, than, head)
    mine, theirs = conditions_of(before, aside), conditions_of(after, aside)
    way = -more.way if column.smaller_is_better else more.way
    left = tuple(one for one in (*mine.left, *theirs.left) if one.columns != head.columns)
    if _is_any_other(parsed, than) and not theirs.conditions and mine.conditions:
        made = _beyond_all(parsed, more, column, mine, way, left)
    elif mine.conditions and theirs.conditions:
        made = _compared(parsed.grid, more, column, mine, theirs, way, left)
    else:
        made = None
    return None if made is None else replace(made, is_sure=head.is_sure)


def _beyond_all(
    parsed: Parsed, more: Item, column: Column, mine: Found, way: int, left: tuple[Item, ...]
) -> Ordered | None:
    grid = parsed.grid
    vote = _vote(set(mine.rows(grid)), range(len(grid.rows)), column, way)
    if vote is None:
        return None
    rows = mine.rows(grid)
    fact = _fact(grid, column, rows, f"{mine.words}: {column.name} {_texts(column, rows)}, of {len(grid.rows)} rows")
    return Ordered(more, vote, fact, left, mine.is_exact)


def _compared(
    grid: Grid, item: Item, column: Column, mine: Found, theirs: Found, way: int, left: tuple[Item, ...]
) -> Ordered | None:
    ours, others = mine.rows(grid), theirs.rows(grid)
    if not ours or not others or set(ours) & set(others):
        return None
    pairs = {_sign(_value(column, a), _value(column, b)) for a in ours for b in others}
    if len(pairs) != 1 or 0 in pairs or None in pairs:
        return None
    words = f"{column.name} {_texts(column, ours)} ({mine.words}) and {_texts(column, others)} ({theirs.words})"
    fact = _fact(grid, column, [*ours, *others], words)
    exact = mine.is_exact and theirs.is_exact
    return Ordered(item, pairs == {way}, fact, left, exact)


def orders_rows(parsed: Parsed) -> bool:
    """Whether a sentence says that something comes before or after something else, other than a date."""
    dated = {item.first - 1 for item in parsed.of(Sort.DATE, Sort.FIGURE)}
    return any(at not in dated for at, _ in _sequence_words(parsed))


def _sequence_words(parsed: Parsed) -> list[tuple[int, int]]:
    """The places of "before" and "after", with the way that each goes."""
    later, sooner = word_set("selecting", "later"), word_set("selecting", "sooner")
    norms = [token.norm for token in parsed.tokens]
    return [(at, 1 if norm in later else -1) for at, norm in enumerate(norms) if norm in later or norm in sooner]


def _sequence(parsed: Parsed) -> Ordered | None:
    """Judge "held after the game at Dubnica", "picked before Walker", by dates, else by the numbers of the rows."""
    words = _sequence_words(parsed)
    if len(words) != 1 or parsed.of(Sort.FIGURE):
        return None
    at, way = words[0]
    before, after = split_at(parsed, at, at + 1)
    mine, theirs = conditions_of(before), conditions_of(after)
    if not mine.conditions or not theirs.conditions:
        return None
    item = Item(Sort.MORE, at, at + 1, parsed.tokens[at].text, way=way)
    grid = parsed.grid
    columns = [column for column in grid.columns if column.is_dated] or [one for one in grid.columns if one.is_index]
    left = tuple(one for one in (*mine.left, *theirs.left) if one.sort is not Sort.HEAD or ordering_column(one) is None)
    made = [_compared(grid, item, column, mine, theirs, way, left) for column in columns]
    if not made or any(one is None for one in made) or len({one.holds for one in made if one is not None}) != 1:
        return None
    return made[0]


def split_at(parsed: Parsed, first: int, last: int) -> tuple[Parsed, Parsed]:
    """The parts of a sentence before and after a word."""
    before = tuple(item for item in parsed.items if item.last <= first)
    after = tuple(item for item in parsed.items if item.first >= last)
    return Parsed(parsed.grid, parsed.tokens, before), Parsed(parsed.grid, parsed.tokens, after)


def _is_any_other(parsed: Parsed, than: Item) -> bool:
    """Whether "than" goes on with "any other", "all others", "anyone else"."""
    norms = [token.norm for token in parsed.tokens[than.last : than.last + 2]]
    return bool(norms) and norms[0] in word_set("selecting", "any_other")


def _head_after(parsed: Parsed, item: Item) -> Item | None:
    """The header behind a superlative, else the columns that it measures by itself."""
    return headed(parsed, item, len(parsed.tokens)) or measured(parsed, item)


def headed(parsed: Parsed, item: Item, upto: int) -> Item | None:
    """The header right behind a word."""
    telling = [one for one in parsed.telling if item.last <= one.first < upto]
    found = next((one for one in telling if one.sort not in (Sort.SUM, Sort.NOUN)), None)
    return found if found is not None and found.sort is Sort.HEAD else None


def _head_before(parsed: Parsed, item: Item) -> Item | None:
    telling = [one for one in parsed.telling if one.last <= item.first]
    found = telling[-1] if telling else None
    return found if found is not None and found.sort is Sort.HEAD else None


def measured(parsed: Parsed, item: Item) -> Item | None:
    """The columns that an adjective measures by itself: "longer" of a column of lengths."""
    norm = parsed.tokens[item.first].norm
    if item.last - item.first > 1:
        return None
    shares = [(in_other_words(norm, norm, column), column) for column in parsed.grid.columns]
    columns = tuple(column for share, column in shares if share)
    return Item(Sort.HEAD, item.first, item.last, item.text, columns=columns, is_sure=False) if columns else None


def ordering_column(head: Item) -> Column | None:
    """The only column of numbers or dates that a header is of."""
    columns = [column for column in head.columns if column.is_numeric or column.is_dated]
    return columns[0] if len(columns) == 1 else None


def _of_value(figure: Item, column: Column) -> Condition | None:
    """The rows whose value is the figure that a superlative is said of."""
    quantity = figure.claim.mention.quantity if figure.claim else None
    if quantity is None:
        return None
    rows = frozenset(
        at for at, value in enumerate(column.numbers) if value is not None and quantity.interval.holds(value)
    )
    return Condition(rows, f"{column.name} {figure.text}", (column,), True, figure) if rows else None


def _rows(grid: Grid, conditions: Sequence[Condition]) -> list[int]:
    return Found(tuple(conditions), ()).rows(grid)


def _names(conditions: Sequence[Condition]) -> str:
    return Found(tuple(conditions), ()).words


def _value(column: Column, row: int) -> Value | None:
    if column.is_dated and not column.is_numeric:
        day = column.days[row]
        return None if day is None else (day.year, day.month, day.day)
    return column.numbers[row]


def _sign(a: Value | None, b: Value | None) -> int | None:
    if a is None or b is None:
        return None
    return (a > b) - (a < b)  # type: ignore[operator]


def _best(rows: Sequence[int], column: Column, way: int) -> int:
    held = [(value, row) for row in rows if (value := _value(column, row)) is not None]
    return (max if way > 0 else min)(held)[1]


def _word(way: int) -> str:
    return "largest" if way > 0 else "smallest"


def _texts(column: Column, rows: Sequence[int]) -> str:
    shown = [column.texts[row] for row in rows[:3]]
    return ", ".join(shown) + (" ..." if len(rows) > 3 else "")


def _fact(grid: Grid, column: Column, rows: Sequence[int], words: str) -> Fact:
    value = column.numbers[rows[0]] if rows else None
    number = value if value is not None else Fraction(0)
    return grid.fact(number, Interval.point(number), Kind.EXTREME, rows, column, words)
