"""Small tables as grids: every column with its texts, numbers and days, to select rows by what a sentence says.

A series holds one measure; a grid holds the rows as they stand, so that "games in March with more than 20,000 people"
can be looked up in the columns of dates and of attendance. Only tables that a person could read through are made grids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from factcheck.languages.words import load_words
from factcheck.model import Cell, Fact, Interval, Kind, Unit
from factcheck.reference.cells import CellNumber, parse_cell
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import tokenize
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Role, Table

MOST_ROWS = 600
MOST_CELLS = 8000
MOST_WORDS = 14  # of a cell; a longer one is prose
_MOST = Fraction(3, 5)  # of a column's cells that must be of a sort
_ENDING = re.compile(r"\s\(?(\d[\d,]*(?:\.\d+)?)\)?$")
_PLACE = re.compile(r"t?(\d{1,4})(?:st|nd|rd|th)?")
_SCORE = re.compile(r"\d\s?[-–:]\s?\d")  # of two numbers the last is not the cell's
_ISO = re.compile(r"(1\d\d\d|20\d\d)-(\d\d)-(\d\d)")
_LAST_YEAR = 2100
_NOT_SELECTED = frozenset({Role.IGNORE, Role.SOURCE, Role.SOURCE_DATE, Role.SOURCE_URL, Role.VINTAGE, Role.AGGREGATE})


@dataclass(frozen=True, slots=True)
class Day:
    """A date of which some parts may be unknown: "March 16", "2011"."""

    year: int = 0
    month: int = 0
    day: int = 0

    def fits(self, other: Day) -> bool:
        """Whether the other has all that is said here."""
        said = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine == theirs for mine, theirs in said if mine)

    @property
    def label(self) -> str:
        """The parts that are known, parted by hyphens."""
        parts = (f"{self.year}" if self.year else "", f"{self.month:02d}" if self.month else "")
        return "-".join(filter(None, (*parts, f"{self.day:02d}" if self.day else "")))


@dataclass(frozen=True)
class Column:
    """One column of a grid; `numbers` and `days` hold None where a cell has none."""

    at: int
    name: str
    phrases: tuple[frozenset[str], ...]
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    numbers: tuple[Fraction | None, ...]
    intervals: tuple[Interval | None, ...]
    days: tuple[Day | None, ...]
    unit: Unit | None
    is_mixed: bool

    @cached_property
    def words_of_name(self) -> frozenset[str]:
        """The stems of the header's words."""
        return frozenset(token.stem for token in tokenize(self.name))

    @cached_property
    def is_numeric(self) -> bool:
        """Whether most cells hold a number, alone or at the end."""
        return self._most(self.numbers) and not self.is_dated

    @cached_property
    def is_dated(self) -> bool:
        """Whether most cells hold a date or a year."""
        return self._most(self.days)

    @cached_property
    def is_named(self) -> bool:
        """Whether the cells are texts by which rows are told apart."""
        return self.is_mixed or not (self.is_numeric or self.is_dated)

    @cached_property
    def is_index(self) -> bool:
        """Whether the numbers only tell the rows apart: 1, 2, 3."""
        found = [value for value in self.numbers if value is not None]
        whole = all(value.denominator == 1 for value in found)
        if self.is_mixed or not whole or len(found) < 2 or len(set(found)) < len(found):
            return False
        steps = {after - before for before, after in pairwise(found)}
        return steps <= {Fraction(1), Fraction(2)} or steps <= {Fraction(-1)}

    @cached_property
    def is_order(self) -> bool:
        """Whether the numbers tell what comes before what, by the header or because they only number the rows."""
        listed = frozenset().union(*(measure_stems(word) for word in load_words("selecting")["order_headers"]))
        return self.is_index or (not self.is_mixed and any(phrase and phrase <= listed for phrase in self.phrases))

    @cached_property
    def smaller_is_better(self) -> bool:
        """Whether the column ranks: the first place is the highest."""
        listed = frozenset().union(*(measure_stems(word) for word in load_words("selecting")["better_is_smaller"]))
        return any(phrase and phrase <= listed for phrase in self.phrases)

    def _most(self, found: Sequence[object]) -> bool:
        filled = sum(1 for text in self.texts if text and text not in ("-", "–", "n / a", "n/a", "na"))
        return filled > 0 and sum(1 for one in found if one is not None) >= filled * _MOST


class Grid:
    """The member rows of one small table; `rows` are their numbers in the table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        totals = Rows(table).aggregates
        self._texts = list(table.rows)
        self.rows = tuple(row for row in range(len(self._texts)) if row not in totals)
        self.columns = tuple(
            self._column(at) for at in range(len(table.fields)) if table.fields[at].role not in _NOT_SELECTED
        )
        self.titles = tuple(
            tuple(token.stem for token in tokenize(text)) for text in (table.title, table.entity, *table.names) if text
        )

    def _column(self, at: int) -> Column:
        field, table = self.table.fields[at], self.table
        texts = tuple(self._text(row, at) for row in self.rows)
        read = [parse_cell(text, table.decimal_comma) if text else None for text in texts]
        scales = [None if one is None else one.factor(field.unit, field.scale) for one in read]
        numbers = tuple(
            None if one is None or scale is None else one.value * scale for one, scale in zip(read, scales, strict=True)
        )
        intervals = tuple(
            None if one is None or scale is None else one.interval.scaled(scale)
            for one, scale in zip(read, scales, strict=True)
        )
        is_mixed = False
        days = tuple(day_of(text) for text in texts)
        dated = sum(day is not None for day in days) >= len(texts) * _MOST
        if not dated and sum(number is not None for number in numbers) * 2 < len(texts):
            ends = tuple(_number_at_end(text) for text in texts)
            if sum(one is not None for one in ends) >= len(texts) * _MOST:
                is_mixed = not all(_PLACE.fullmatch(text) for text in texts if text)
                numbers = tuple(None if one is None else one.value for one in ends)
                intervals = tuple(None if one is None else one.interval for one in ends)
        names = dict.fromkeys((field.name, field.title, field.measure, *field.names))
        return Column(
            at=at,
            name=field.name,
            phrases=tuple(dict.fromkeys(filter(None, (measure_stems(name) for name in names if name)))),
            texts=texts,
            words=tuple(tuple(token.stem for token in tokenize(text))[:MOST_WORDS] for text in texts),
            numbers=numbers,
            intervals=intervals,
            days=days,
            unit=field.unit,
            is_mixed=is_mixed,
        )

    def _text(self, row: int, column: int) -> str:
        text = self._texts[row][column].strip()
        return "" if self.table.is_missing(text, column) else text

    @cached_property
    def postings(self) -> Mapping[str, Sequence[tuple[int, int, int]]]:
        """For every word of a cell of names: the column, the row and the place in the cell."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, column in enumerate(self.columns):
            if column.is_named:
                for row, words in enumerate(column.words):
                    for place, word in enumerate(words):
                        found.setdefault(word, []).append((number, row, place))
        return found

    def columns_of(self, row: int) -> tuple[Column, ...]:
        """The columns that hold a number in a row."""
        return tuple(column for column in self.columns if column.is_numeric and column.numbers[row] is not None)

    @cached_property
    def outcomes(self) -> Mapping[str, Sequence[tuple[Column, frozenset[int]]]]:
        """For "won" and "lost" the rows whose result says so: "w 16 - 10", "loss"."""
        data = load_words("selecting")
        letters = frozenset(data["outcome_letters"])
        found: dict[str, list[tuple[Column, frozenset[int]]]] = {}
        for column in self.columns:
            firsts = [words[0] if words else "" for words in column.words]
            if not firsts or sum(first in letters for first in firsts) < len(firsts) * _MOST:
                continue
            for word, said in data["outcomes"].items():
                rows = frozenset(row for row, first in enumerate(firsts) if first in said)
                found.setdefault(word, []).append((column, rows))
        return {word: some for word, some in found.items() if len(some) == 1 and some[0][1]}

    @cached_property
    def is_panel(self) -> bool:
        """Whether the same things come again at several times, so that rows are not things."""
        periods = self.table.of_role(Role.PERIOD)
        names = self.table.entity_columns
        if not periods or len(names) != 1:
            return bool(self.table.of_role(Role.MEASURE))
        texts = [self._texts[row][names[0]] for row in self.rows]
        return len(set(texts)) * 2 <= len(texts) and len(texts) > 3 and self._is_complete(texts)

    def _is_complete(self, texts: Sequence[str]) -> bool:
        """Whether every name comes equally often, as in a table of years by country."""
        counts = {texts.count(text) for text in set(texts)}
        return len(counts) == 1

    def cells(self, rows: Sequence[int], column: Column | None = None) -> tuple[Cell, ...]:
        """The cells of some rows of the grid: of one column, else the rows as such."""
        table = self.table
        return tuple(
            Cell(
                table.name,
                self.rows[row],
                "" if column is None else column.name,
                "" if column is None else column.texts[row],
                table.lines[self.rows[row]],
                table.part,
            )
            for row in rows
        )

    def fact(
        self,
        value: Fraction,
        interval: Interval,
        kind: Kind,
        rows: Sequence[int],
        column: Column | None,
        words: str,
        entity: str = "",
    ) -> Fact:
        """A fact worked out from rows of the grid; `words` is the derivation, `entity` what the rows are."""
        table = self.table
        return Fact(
            table=table.name,
            row=self.rows[rows[0]] if rows else 0,
            column="" if column is None else column.name,
            key=(),
            value=value,
            interval=interval,
            unit=None if column is None else column.unit,
            entity=entity,
            measure="rows" if column is None else column.name,
            period=None,
            source=table.source,
            cells=self.cells(rows, column),
            derivation=words,
            kind=kind,
        )


def grid_of(table: Table) -> Grid | None:
    """The grid of a table, None where it is too large to be read through."""
    if not 1 < len(table.rows) <= MOST_ROWS or len(table.rows) * len(table.fields) > MOST_CELLS:
        return None
    return Grid(table)


def _number_at_end(text: str) -> CellNumber | None:
    """The number that ends a cell: 18,846 in "amway center 18846", 26 in "alvan adams (26)", 3 in "t3"."""
    if _SCORE.search(text):
        return None
    found = _ENDING.search(text)
    if found is None:
        found = _PLACE.fullmatch(text)
    return None if found is None else parse_cell(found.group(1))


def day_of(text: str) -> Day | None:
    """The date that a cell holds, as far as it tells; None for other text.

    >>> day_of("september 7 , 1980"), day_of("16 March"), day_of("1994"), day_of("st kilda")
    (Day(year=1980, month=9, day=7), Day(year=0, month=3, day=16), Day(year=1994, month=0, day=0), None)
    """
    iso = _ISO.match(text)
    if iso is not None:
        return Day(*map(int, iso.groups()))
    norms = [token.norm for token in tokenize(text)][:MOST_WORDS]
    months = [months_by_name()[norm] for norm in norms if norm in months_by_name()]
    years = [int(norm) for norm in norms if is_year(norm)]
    if len(norms) == 1 and years:
        return Day(years[0])
    if not months:
        return None
    days = list(_days(norms))
    return Day(years[0] if years else 0, months[0], days[0] if days else 0)


def _days(norms: Sequence[str]) -> Iterator[int]:
    for norm in norms:
        digits = norm.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
        if digits.isdecimal() and 1 <= int(digits) <= 31:
            yield int(digits)


def is_year(norm: str) -> bool:
    """Whether a word is a year of four digits."""
    return len(norm) == len("2011") and norm.isdecimal() and 1000 <= int(norm) <= _LAST_YEAR


def months_by_name() -> Mapping[str, int]:
    """The months by their names and short forms."""
    months: Mapping[str, int] = load_words("calendar")["months"]
    return months
