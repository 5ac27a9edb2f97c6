"""Putting a table on its shelf: all that the linker may ask of it, worked out once."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from factcheck.model import Period
from factcheck.reference.aliases import entity_names
from factcheck.reference.cells import is_plain_number
from factcheck.reference.index import first_word, slips_found_by
from factcheck.reference.plainly import as_json
from factcheck.reference.reading import Doubt
from factcheck.reference.series import MOST_MEMBERS, Series
from factcheck.reference.shelf import (
    DAYS,
    FLOATS,
    INDEXES,
    INTS,
    NO_ENTITY,
    NO_PERIOD,
    PAGE,
    PAGE_OF_DAYS,
    RUN,
    SCHEMA,
    Named,
    as_blob,
)
from factcheck.reference.stored import SeriesRecord
from factcheck.reference.tables import DEFAULT_FIELD, Role, SeriesCell, Table

_LARGEST = 10.0**300  # what no column holds, and no float either


def shelve(connection: sqlite3.Connection, table: Table, series: Sequence[Series], doubts: Sequence[Doubt]) -> None:
    """Write a table, its series and the doubts about it into an empty database."""
    connection.executescript(SCHEMA)
    with connection:
        _write_pages(connection, table)
        writer = _Writer(connection, table)
        records = [writer.write(number, one) for number, one in enumerate(series)]
        writer.finish()
        _write_names(connection, table)
        bare = replace(table, path=None, rows=(), lines=())
        connection.execute("INSERT INTO meta VALUES (?)", (as_json((bare, len(table.rows), records, tuple(doubts))),))
    connection.executescript(INDEXES)


def _write_pages(connection: sqlite3.Connection, table: Table) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    pages = (
        (first // PAGE, encode(table.lines[first : first + PAGE]), encode(table.rows[first : first + PAGE]))
        for first in range(0, len(table.rows), PAGE)
    )
    connection.executemany("INSERT INTO pages VALUES (?, ?, ?)", pages)


class _Writer:
    """Writes the series of one table; entities and periods are numbered as they are met."""

    def __init__(self, connection: sqlite3.Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._periods: dict[Period | None, int] = {None: NO_PERIOD}
        self._entities: dict[tuple[int, str], int] = {}
        self._columns = [self._numbered(column) for column in table.entity_columns]
        self._of_all_rows: int | None = None
        self._known: dict[int, int] = {}
        self._alive: list[Period | None] = []  # a number of `_known` stands for one object while that lives

    def _numbered(self, column: int) -> array[int]:
        """For every row the number of its entity."""
        numbers: dict[str, int] = {}
        found = array(INTS)
        for row in self._table.rows:
            text = row[column]
            number = numbers.get(text)
            if number is None:
                number = numbers[text] = self._number(column, text.strip())
            found.append(number)
        return found

    def _number(self, column: int, text: str) -> int:
        return self._entities.setdefault((column, text), len(self._entities) + 1) if text else NO_ENTITY

    def write(self, number: int, series: Series) -> SeriesRecord:
        """Write the cells of one series, and give what else is kept of it."""
        found = self._gathered(series)
        self._insert("INSERT INTO lines VALUES (?, ?, ?)", number, found.lines)
        self._insert("INSERT INTO times VALUES (?, ?, ?)", number, found.times)
        self._connection.executemany("INSERT INTO amounts VALUES (?, ?, ?, ?, ?)", self._amounts(number, series))
        return SeriesRecord(
            measure=series.measure,
            names=series.names,
            columns=series.columns,
            unit=series.unit,
            scale=series.scale,
            kind=series.kind,
            size=len(series.cells),
            named=self._named(number, series),
            stems=series.stems,
            totals=tuple(map(self._first_text, found.totals.values())),
            members=len(found.members),
            full_periods=found.full_periods(),
        )

    def _gathered(self, series: Series) -> _Gathered:
        """The places of a series' cells by entity and by period, in one walk over them."""
        found = _Gathered()
        lines, times, columns = found.lines, found.times, self._columns
        for cell in series.cells:
            place = row, _, period = self._place(cell)
            if period not in times:
                times[period] = array(INTS)
            times[period].extend(place)
            for numbers in columns:
                entity = numbers[row]
                if entity not in lines:
                    lines[entity] = array(INTS)
                lines[entity].extend(place)
            if not cell.aggregate:
                found.add_member(period, tuple([numbers[row] for numbers in columns]))
            elif columns:
                found.totals.setdefault(columns[0][row], row)
        lines.pop(NO_ENTITY, None)
        if not columns:
            lines[NO_ENTITY] = array(INTS, chain.from_iterable(map(self._place, series.cells)))
        return found

    def _amounts(self, number: int, series: Series) -> Iterator[tuple[int, float, float, bytes, bytes]]:
        """The values of a series in order of size, in runs: floats, for they are only looked near."""
        cells = series.cells
        values = array(FLOATS, map(partial(_value, series, float(series.scale), _has_bounds(series.table)), cells))
        order = sorted(range(len(values)), key=values.__getitem__)
        for first in range(0, len(order), RUN):
            run = order[first : first + RUN]
            places = as_blob(part for at in run for part in self._place(cells[at]))
            yield number, values[run[0]], values[run[-1]], array(FLOATS, (values[at] for at in run)).tobytes(), places

    def _place(self, cell: SeriesCell) -> tuple[int, int, int]:
        return cell.row, cell.column << 1 | cell.aggregate, self._period(cell.period)

    def finish(self) -> None:
        """Write the entities and the periods that were met."""
        entities = ((number, column, text) for (column, text), number in self._entities.items())
        self._connection.executemany("INSERT INTO entities VALUES (?, ?, ?)", entities)
        periods = (
            (number, one.start.toordinal(), one.end.toordinal(), one.grain.value, one.text)
            for one, number in self._periods.items()
            if one is not None
        )
        self._connection.executemany("INSERT INTO periods VALUES (?, ?, ?, ?, ?)", periods)
        days = array(INTS)
        for one in self._periods:  # by their numbers; the first is none, before all days
            days.extend((0, 0) if one is None else (one.start.toordinal(), one.end.toordinal()))
        width = DAYS * PAGE_OF_DAYS
        pages = ((first // width, days[first : first + width].tobytes()) for first in range(0, len(days), width))
        self._connection.executemany("INSERT INTO days VALUES (?, ?)", pages)

    def _insert(self, query: str, number: int, found: Mapping[int, array[int]]) -> None:
        self._connection.executemany(query, ((number, key, places.tobytes()) for key, places in found.items()))

    def _period(self, period: Period | None) -> int:
        """The number of a period; rows of one period text share one object, which is quicker to know than its days."""
        known = self._known.get(id(period))
        if known is None:
            known = self._periods.setdefault(period, len(self._periods))
            self._known[id(period)] = known
            self._alive.append(period)
        return known

    def _first_text(self, row: int) -> str:
        return self._table.rows[row][self._table.entity_columns[0]].strip()

    def _named(self, number: int, series: Series) -> int:
        """The number under which the entities of a series are kept: series of all rows share them."""
        if series.has_all_rows and self._of_all_rows is not None:
            return self._of_all_rows
        texts = {text: number for (_, text), number in reversed(self._entities.items())}
        entities = as_blob(texts[text] for text in series.entity_names)
        self._connection.execute("INSERT INTO named VALUES (?, ?)", (number, entities))
        if series.has_all_rows:
            self._of_all_rows = number
        return number


class _Gathered:
    """The places of one series by the numbers of its entities and periods, and who its totals and members are."""

    def __init__(self) -> None:
        self.lines: dict[int, array[int]] = {}
        self.times: dict[int, array[int]] = {}
        self.totals: dict[int, int] = {}  # the number of a total, and its first row
        self.members: set[tuple[int, ...]] = set()
        self._members_at: dict[int, list[tuple[int, ...]]] = {}

    def add_member(self, period: int, entity: tuple[int, ...]) -> None:
        """Note that an entity that is no total has a value at a period."""
        self.members.add(entity)
        if len(self.members) <= MOST_MEMBERS:
            self._members_at.setdefault(period, []).append(entity)

    def full_periods(self) -> tuple[int, ...]:
        """The periods in which every one of a few members has one value."""
        count = len(self.members)
        if not 2 <= count <= MOST_MEMBERS:
            return ()
        return tuple(at for at, named in self._members_at.items() if len(named) == len(set(named)) == count)


def _has_bounds(table: Table) -> bool:
    """Whether other columns say what a cell's number means, so that its digits alone do not."""
    return table.decimal_comma or bool(table.of_role(Role.VALUE_LOW) or table.of_role(Role.COMPARATOR))


def _value(series: Series, scale: float, has_bounds: bool, cell: SeriesCell) -> float:
    text = cell.text
    if not has_bounds and is_plain_number(text):
        return float(text) * scale
    exact = series.value(cell)
    return float(exact) if exact is not None and abs(exact) < _LARGEST else 0.0


def _write_names(connection: sqlite3.Connection, table: Table) -> None:
    names: list[tuple[str, *Named]] = []
    slips: dict[tuple[str, str], None] = {}
    for name, field, text, score, how in table_names(table):
        first = first_word(name)
        if first:
            names.append((first, name, field, text, score, how))
            for half in slips_found_by(name, score, how):
                slips[half, first] = None
    query = "INSERT INTO names (first, name, field, text, score, how) VALUES (?, ?, ?, ?, ?, ?)"
    connection.executemany(query, names)
    connection.executemany("INSERT INTO slips VALUES (?, ?)", slips)


def table_names(table: Table) -> Iterator[Named]:
    """Every name of every entity of a table, with the column that it stands in."""
    columns = {column: table.values(column) for column in table.entity_columns}
    named = [(DEFAULT_FIELD, (table.entity,))] if table.entity else []
    for field, texts in (*named, *columns.items()):
        header = table.fields[field].name if field != DEFAULT_FIELD else ""
        for name, text, score, how in entity_names(texts, header):
            yield name, field, text, score, how
        known = set(texts)
        for text, aliases in table.entity_aliases.items():
            for alias in aliases if text in known else ():
                yield alias, field, text, 1.0, "alias"
