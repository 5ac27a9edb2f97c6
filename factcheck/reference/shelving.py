"""Putting a table on its shelf: all that the linker may ask of it, worked out once."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from factcheck.model import Period
from factcheck.reference.aliases import entity_names
from factcheck.reference.cells import is_plain_number
from factcheck.reference.index import first_word, slips_found_by
from factcheck.reference.plainly import as_json
from factcheck.reference.reading import Doubt
from factcheck.reference.series import Series
from factcheck.reference.shelf import (
    DOUBTS,
    INDEXES,
    INTS,
    NO_PERIOD,
    PAGE,
    ROWS,
    SCHEMA,
    SERIES,
    TABLE,
    Named,
    as_blob,
)
from factcheck.reference.stored import SeriesRecord
from factcheck.reference.tables import DEFAULT_FIELD, Table

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
        kept = {TABLE: replace(table, path=None, rows=(), lines=()), SERIES: tuple(records), DOUBTS: tuple(doubts)}
        kept[ROWS] = len(table.rows)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", ((name, as_json(one)) for name, one in kept.items()))
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

    def _numbered(self, column: int) -> array[int]:
        """For every row the number of its entity, 0 for none."""
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
        return self._entities.setdefault((column, text), len(self._entities) + 1) if text else 0

    def write(self, number: int, series: Series) -> SeriesRecord:
        """Write the cells of one series, and give what else is kept of it."""
        cells = series.cells
        lines: dict[int, array[int]] = {}
        times: dict[int, array[int]] = {}
        for cell in cells:
            period = self._period(cell.period)
            place = (cell.row, cell.column << 1 | cell.aggregate, period)
            _extend(times, period, place)
            for numbers in self._columns:
                _extend(lines, numbers[cell.row], place)
        lines.pop(0, None)
        self._insert("INSERT INTO lines VALUES (?, ?, ?)", number, lines)
        self._insert("INSERT INTO times VALUES (?, ?, ?)", number, times)
        self._connection.executemany("INSERT INTO numbers VALUES (?, ?, ?, ?, ?)", _amounts(number, series))
        return SeriesRecord(
            measure=series.measure,
            names=series.names,
            columns=series.columns,
            unit=series.unit,
            scale=series.scale,
            kind=series.kind,
            size=len(cells),
            named=self._named(number, series),
            totals=series.totals,
            members=series.members,
            full_periods=tuple(self._period(period) for period in series.full_periods),
        )

    def finish(self) -> None:
        """Write the entities and the periods that were met."""
        entities = ((number, column, text) for (column, text), number in self._entities.items())
        self._connection.executemany("INSERT INTO entities VALUES (?, ?, ?)", entities)
        periods = (
            (number, one.start.isoformat(), one.end.isoformat(), one.grain.value, one.text)
            for one, number in self._periods.items()
            if one is not None
        )
        self._connection.executemany("INSERT INTO periods VALUES (?, ?, ?, ?, ?)", periods)

    def _insert(self, query: str, number: int, found: Mapping[int, array[int]]) -> None:
        self._connection.executemany(query, ((number, key, places.tobytes()) for key, places in found.items()))

    def _period(self, period: Period | None) -> int:
        return self._periods.setdefault(period, len(self._periods))

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


def _extend(found: dict[int, array[int]], key: int, place: tuple[int, int, int]) -> None:
    places = found.get(key)
    if places is None:
        places = found[key] = array(INTS)
    places.extend(place)


def _amounts(number: int, series: Series) -> Iterator[tuple[str, float, int, int, int]]:
    """The values of a series by dimension: floats, for they are only looked near."""
    plain, scale = not series.table.decimal_comma, float(series.scale)
    held = series.unit.dimension if series.unit is not None else ""
    for cell in series.cells:
        text = cell.text
        if plain and is_plain_number(text):
            value = float(text) * scale
        else:
            exact = series.value(cell)
            value = float(exact) if exact is not None and abs(exact) < _LARGEST else 0.0
        yield held, value, number, cell.row, cell.column


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
