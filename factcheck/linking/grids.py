"""Small tables as grids: every column with its texts, numbers and days, to select rows by what a sentence says.

A series holds one measure; a grid holds the rows as they stand, so that "games in March with more than 20,000 people"
can be looked up in the columns of dates and of attendance. Only tables that a person could read through are made grids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from factcheck.languages.words import load_words
from factcheck.linking.columns import MOST, MOST_WORDS, Column, day_of
from factcheck.linking.embedded import embedded
from factcheck.model import Cell, Fact, Interval, Kind
from factcheck.patterns import lazy
from factcheck.reference.cells import CellNumber, parse_cell
from factcheck.reference.countries import country_code
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import tokenize
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Role, Table

MOST_ROWS = 600
MOST_CELLS = 8000
_ENDING = lazy(r"\s\(?(\d[\d,]*(?:\.\d+)?)\)?$")
_PLACE_WITH_NOTE = lazy(r"t?(\d{1,4})(?:st|nd|rd|th)\s?\(.*\)")
_PLACE = lazy(r"t?(\d{1,4})(?:st|nd|rd|th)?")
_SCORE = lazy(r"\d\s?[-–:]\s?\d")  # of two numbers the last is not the cell's
_NOT_SELECTED = frozenset({Role.IGNORE, Role.SOURCE, Role.SOURCE_DATE, Role.SOURCE_URL, Role.VINTAGE, Role.AGGREGATE})


class Grid:
    """The member rows of one small table; `rows` are their numbers in the table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        totals = Rows(table).aggregates
        self._texts = list(table.rows)
        self.rows = tuple(row for row in range(len(self._texts)) if row not in totals)
        own = [self._column(at) for at in range(len(table.fields)) if table.fields[at].role not in _NOT_SELECTED]
        self.columns = (*own, *(inner for one in own if one.is_named for inner in embedded(one, MOST)))
        self.titles = tuple(
            tuple(token.stem for token in tokenize(text)) for text in (table.title, table.entity, *table.names) if text
        )

    def _column(self, at: int) -> Column:
        field, table = self.table.fields[at], self.table
        texts = tuple(self._text(row, at) for row in self.rows)
        read = _of_one_unit([parse_cell(text, table.decimal_comma) if text else None for text in texts])
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
        dated = sum(day is not None for day in days) >= len(texts) * MOST
        if not dated and sum(number is not None for number in numbers) * 2 < len(texts):
            ends = tuple(_number_at_end(text) for text in texts)
            if sum(one is not None for one in ends) >= len(texts) * MOST:
                is_mixed = not all(_place(text) for text in texts if text)
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
            if not firsts or sum(first in letters for first in firsts) < len(firsts) * MOST:
                continue
            for word, said in data["outcomes"].items():
                rows = frozenset(row for row, first in enumerate(firsts) if first in said)
                found.setdefault(word, []).append((column, rows))
        return {word: some for word, some in found.items() if len(some) == 1 and some[0][1]}

    @cached_property
    def nations(self) -> Sequence[tuple[Column, Mapping[str, frozenset[int]]]]:
        """The columns that tell a country, each with the rows by the country's code."""
        found = []
        for column in self.columns:
            codes = [country_code(text.split("(")[0].strip()) if column.is_named else "" for text in column.texts]
            if sum(map(bool, codes)) >= max(Fraction(2), len(codes) * MOST):
                found.append((column, {code: frozenset(_places(codes, code)) for code in set(codes) if code}))
        return found

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
                "" if column is None else table.fields[column.at].name,
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
        *,
        shown: Column | None = None,
    ) -> Fact:
        """A fact worked out from rows of the grid; `words` is the derivation, `entity` what the rows are.

        `shown` is the column whose cells are given for it where it is of none: that by which its rows were counted.
        """
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
            cells=self.cells(rows, column or shown),
            derivation=words,
            kind=kind,
        )


def _places(found: Sequence[str], wanted: str) -> Iterator[int]:
    return (at for at, one in enumerate(found) if one == wanted)


def grid_of(table: Table) -> Grid | None:
    """The grid of a table, None where it is too large to be read through."""
    return Grid(table) if is_small(table) else None


def is_small(table: Table) -> bool:
    """Whether a person could read a table through."""
    return 1 < len(table.rows) <= MOST_ROWS and len(table.rows) * len(table.fields) <= MOST_CELLS


def _number_at_end(text: str) -> CellNumber | None:
    """The number that ends a cell: 18,846 in "amway center 18846", 26 in "alvan adams (26)", 3 in "t3"."""
    if _SCORE.search(text):
        return None
    found = _place(text) or _ENDING.search(text)
    return None if found is None else parse_cell(found.group(1))


def _place(text: str) -> re.Match[str] | None:
    """The place that a cell tells: 3 in "t3", 13 in "13th (1)"."""
    return _PLACE_WITH_NOTE.fullmatch(text) or _PLACE.fullmatch(text)


def _of_one_unit(read: list[CellNumber | None]) -> list[CellNumber | None]:
    """The numbers of a column, none where each counts another thing: "1.6 duratec", "2.0 duratorq" are names."""
    counted = {one.unit_text for one in read if one is not None and one.unit is not None and not one.unit.symbol}
    units = {one.unit_text for one in read if one is not None and one.unit_text}
    return [None] * len(read) if counted and len(units) > 1 else read
