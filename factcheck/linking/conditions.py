"""Conditions that a sentence puts on the rows of a small table: "born before 1980", "games in March", "at home"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.languages.en.stems import stem
from factcheck.languages.words import load_words
from factcheck.linking.columns import Column, Day
from factcheck.linking.grids import Grid
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.model import Kind

_OPEN_ENDS = {"before": (-1, True), "after": (1, True), "since": (1, False), "until": (-1, False), "by": (-1, False)}
_RANGES = (("between", "and"), ("from", "to"), ("between", "to"))


@record
class Condition:
    """The rows that hold what a run of words says, and that in words; `exact` that nothing else can be meant.

    `strict` are the rows whose cell says that and no more, where some say more: "Kunduz" beside "near Kunduz".
    """

    rows: frozenset[int]
    words: str
    columns: tuple[Column, ...]
    exact: bool
    item: Item
    strict: frozenset[int] = frozenset()


@record
class Found:
    """All conditions of a sentence, and the items that are neither a condition nor without a meaning of their own."""

    conditions: tuple[Condition, ...]
    left: tuple[Item, ...]

    @property
    def is_exact(self) -> bool:
        """Whether every condition can mean one thing only."""
        return all(condition.exact for condition in self.conditions)

    def rows(self, grid: Grid, *, strictly: bool = False) -> list[int]:
        """The rows that hold all conditions; of names in one column each row that holds one of them."""
        kept = set(range(len(grid.rows)))
        for group in _grouped(self.conditions):
            kept &= frozenset().union(*((strictly and one.strict) or one.rows for one in group))
        return sorted(kept)

    @property
    def is_loose(self) -> bool:
        """Whether some rows say more than the words that select them."""
        return any(condition.strict for condition in self.conditions)

    @property
    def words(self) -> str:
        """The conditions in words."""
        return " and ".join(" or ".join(one.words for one in group) for group in _grouped(self.conditions))


def conditions_of(parsed: Parsed, without: Sequence[Item] = ()) -> Found:
    """Give the conditions in a sentence, leaving out the items that a claim itself is made of."""
    finder = _Finder(parsed, without)
    made = tuple(finder.conditions())
    return Found(made, tuple(finder.left(made)))


def number_column(parsed: Parsed, item: Item) -> tuple[Column, Item] | None:
    """The column that a figure is a number of, and the header that says so: "3 wins", "a population under 2,100"."""
    telling = parsed.telling
    at = telling.index(item)
    if at + 1 < len(telling) and (column := numeric(telling[at + 1], item)) is not None:
        return column, telling[at + 1]
    before = at - 1 - (at > 0 and telling[at - 1].sort is Sort.MORE)
    ranked = item.claim is not None and item.claim.kind is Kind.RANK
    if before < 0 or (_is_plain(telling[before]) and not ranked):
        return None
    taken = before > 0 and telling[before - 1].sort is Sort.FIGURE and numeric(telling[before], telling[before - 1])
    column = numeric(telling[before], item)
    return None if column is None or taken else (column, telling[before])


def numeric(head: Item, figure: Item) -> Column | None:
    """Give the only column of numbers that a header is of, where the figure can be one of them."""
    if head.sort is not Sort.HEAD or figure.claim is None:
        return None
    columns = [column for column in head.columns if column.is_numeric and not column.is_index]
    if len(columns) != 1 or (figure.claim.kind is Kind.RANK and not columns[0].smaller_is_better):
        return None
    return columns[0]


def is_row_noun(parsed: Parsed, item: Item) -> bool:
    """Whether a noun is what a row of any table may be, a game, or another word for what a header of this one says."""
    word = stem(item.text.casefold())
    headers = [column.words_of_name for column in parsed.grid.columns]
    return word in _row_nouns() or any(
        word in group and not group.isdisjoint(header) for group in _called() for header in headers
    )


@cache
def _row_nouns() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("selecting")["row_nouns"])


@cache
def row_nouns() -> frozenset[str]:
    """The stems of the nouns that may be what the rows of a table are: "games", "players"."""
    words = load_words("selecting")
    return frozenset(stem(word) for key in ("row_nouns", "people") for word in words[key])


@cache
def _called() -> tuple[frozenset[str], ...]:
    """The nouns that name the same things: a rider is a competitor."""
    return tuple(frozenset(stem(word) for word in group) for group in load_words("selecting")["called"])


class _Finder:
    def __init__(self, parsed: Parsed, without: Sequence[Item]) -> None:
        self.parsed = parsed
        self.grid = parsed.grid
        self.items = [item for item in parsed.telling if item not in without]
        self.used: set[int] = set()

    def conditions(self) -> Iterator[Condition]:
        for at, item in enumerate(self.items):
            made = None
            if item.sort is Sort.FIGURE:
                made = self._of_figure(item)
            elif item.sort is Sort.CELL:
                made = self._of_cell(at, item)
            elif item.sort is Sort.DATE:
                made = self._of_date(at, item)
            if made is not None:
                self.used.add(item.first)
                yield made

    def left(self, made: Sequence[Condition]) -> Iterator[Item]:
        columns = {column.at for condition in made for column in condition.columns}
        columns.update(column.at for item in self.parsed.items if item.sort is Sort.CELL for column, _ in item.rows)
        for item in self.items:
            if item.first in self.used or item.sort in (Sort.TITLE, Sort.NOUN):
                continue
            if item.sort is Sort.HEAD and (_is_plain(item) or any(column.at in columns for column in item.columns)):
                continue
            if item.sort is Sort.CELL and self._is_of_title(item):
                continue
            if item.day is not None and self._is_of_titles_year(item.day):
                continue
            yield item

    def _is_of_titles_year(self, day: Day) -> bool:
        """Whether a year is one that the title has, in full or as the 09 of "2008-09"."""
        years = {str(day.year), f"{day.year % 100:02d}"}
        return not day.month and any(not years.isdisjoint(title) for title in self.grid.titles)

    def _of_figure(self, item: Item) -> Condition | None:
        quantity = item.claim.mention.quantity if item.claim else None
        found = number_column(self.parsed, item)
        if quantity is None or found is None:
            return None
        column, head = found
        self.used.add(head.first)
        rows = frozenset(
            at for at, value in enumerate(column.numbers) if value is not None and quantity.interval.holds(abs(value))
        )
        signs = {(column.numbers[row] or 0) > 0 for row in rows}
        return Condition(rows, f"{column.name} {_relation(item)}", (column,), len(signs) == 1, item)

    def _of_cell(self, at: int, item: Item) -> Condition | None:
        rows = item.rows
        near = [
            other
            for other in (*self.items[max(0, at - 1) : at], *self.items[at + 1 : at + 2])
            if other.sort is Sort.HEAD
        ]
        for head in near:
            headed = [(column, held) for column, held in rows if column in head.columns]
            if headed and len(rows) > 1:
                rows = tuple(headed)
                self.used.add(head.first)
        if rows == item.rows and self._is_of_title(item):
            return None
        columns = tuple(column for column, _ in rows)
        held = frozenset().union(*(some for _, some in rows))
        texts = {_name_in(column.texts[row]) for column, some in rows for row in some}
        exact = len(rows) == 1 and (item.is_whole or len(texts) == 1 or columns[0].is_mixed)
        words = " or ".join(f"{column.name} = {item.text}" for column in columns)
        return Condition(held, words, columns, exact, item, self._strict(item, rows))

    def _strict(self, item: Item, rows: Sequence[tuple[Column, frozenset[int]]]) -> frozenset[int]:
        said = tuple(token.stem for token in self.parsed.tokens[item.first : item.last])
        held = {row for _, some in rows for row in some}
        only = frozenset(row for column, some in rows for row in some if column.words[row] == said)
        return only if only != held else frozenset()

    def _of_date(self, at: int, item: Item) -> Condition | None:
        day = item.day or Day()
        columns = [column for column in self.grid.columns if column.is_dated]
        near = [
            other
            for other in (*self.items[max(0, at - 1) : at], *self.items[at + 1 : at + 2])
            if other.sort is Sort.HEAD
        ]
        headed = [column for column in columns if any(column in head.columns for head in near)]
        test, words = self._time_test(at, item, day)
        found = []
        for column in headed or columns:
            rows = frozenset(row for row, held in enumerate(column.days) if held is not None and test(held))
            if rows:
                found.append((column, rows))
        if not found:
            return None
        chosen = tuple(column for column, _ in found)
        rows = frozenset().union(*(some for _, some in found))
        self.used.update(head.first for head in near if any(column in head.columns for column in chosen))
        return Condition(
            rows, f"{' or '.join(column.name for column in chosen)} {words}", chosen, len(found) == 1, item
        )

    def _time_test(self, at: int, item: Item, day: Day) -> tuple[Callable[[Day], bool], str]:
        before = self._word_before(item)
        ends = self._ends(at, before, day)
        if ends is not None:
            years = range(ends[0].year, ends[1].year + 1)
            return lambda held: held.year in years, f"from {ends[0].label} to {ends[1].label}"
        if before in _OPEN_ENDS:
            way, strict = _OPEN_ENDS[before]
            return lambda held: _lies(held, day, way, strict=strict), f"{before} {day.label}"
        return self._fits(day), f"= {day.label}"

    def _ends(self, at: int, before: str, day: Day) -> tuple[Day, Day] | None:
        """The two ends of "between 2002 and 2005", seen from either."""
        after, earlier = self.items[at + 1 : at + 2], self.items[max(0, at - 1) : at]
        for opening, joining in _RANGES:
            if (
                (before == opening or joining == "to")
                and after
                and after[0].day
                and self._word_before(after[0]) == joining
            ):
                return day, after[0].day
            if (
                before == joining
                and earlier
                and earlier[0].day
                and (joining == "to" or self._word_before(earlier[0]) == opening)
            ):
                return earlier[0].day, day
        return None

    def _fits(self, day: Day) -> Callable[[Day], bool]:
        """A test for a date; a year that the title has and no cell is no condition."""
        years = any(held is not None and held.year for column in self.grid.columns for held in column.days)
        told = any(str(day.year) in title for title in self.grid.titles)
        wanted = Day(0, day.month, day.day) if day.month and told and not years else day
        return wanted.fits

    def _word_before(self, item: Item) -> str:
        return self.parsed.tokens[item.first - 1].norm if item.first else ""

    def _is_of_title(self, item: Item) -> bool:
        """Whether a name of several columns is only what the whole table is about."""
        words = [token.stem for token in self.parsed.tokens[item.first : item.last]]
        return len(item.rows) > 1 and any(all(word in title for word in words) for title in self.grid.titles)


def _name_in(text: str) -> str:
    """The name that a cell has before what stands in brackets: of "Olli Ranta (76 points)" the player."""
    return text.casefold().split("(")[0].strip() or text.casefold()


def _lies(held: Day, day: Day, way: int, *, strict: bool) -> bool:
    mine, theirs = (day.year, day.month, day.day), (held.year, held.month, held.day)
    cut = 3 if day.day else 2 if day.month else 1
    if mine[:cut] == theirs[:cut]:
        return not strict
    return (theirs[:cut] > mine[:cut]) == (way > 0)


def _relation(item: Item) -> str:
    """What a row's number must be, as the draft says it: "more than 14,000", "= 3"."""
    if item.claim is None:
        return item.text
    mention = item.claim.mention
    hedge = mention.quantity.hedge if mention.quantity is not None else ""
    return f"{hedge} {mention.surface}" if hedge else f"= {mention.surface}"


def _is_plain(item: Item) -> bool:
    """Whether a header's words are such as say nothing of their own: "played", "in a game"."""
    plain = _plain_words()
    return all(stem(word.casefold()) in plain for word in item.text.split())


@cache
def _plain_words() -> frozenset[str]:
    words = load_words("selecting")
    return frozenset(stem(word) for key in ("empty", "neutral", "row_nouns", "people") for word in words[key])


def _grouped(conditions: Sequence[Condition]) -> list[list[Condition]]:
    """Names of one column go together: rows hold one of them. Every other condition stands alone."""
    groups: dict[object, list[Condition]] = {}
    for number, one in enumerate({one.words: one for one in conditions}.values()):
        key = one.columns[0].at if one.item.sort is Sort.CELL and len(one.columns) == 1 else f"alone {number}"
        groups.setdefault(key, []).append(one)
    return list(groups.values())
