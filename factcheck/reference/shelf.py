"""A table's index in SQLite, in a file or in memory: what the linker asks of a table, answered without reading it all.

`shelving` writes it, `cache` keeps it. Numbers that belong together are one blob of 32-bit integers, since a line of a
series is read as a whole; rows are kept in pages, since rows of one thing mostly stand together.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

from factcheck.model import Grain, Period
from factcheck.reference.plainly import from_json

PAGE = 16  # rows; to read one row from it costs little more than alone, to read all half as much
RUN = 512  # numbers that are kept together in order of size
INTS = "I"  # unsigned, 32 bits
FLOATS = "d"
WIDTH = 3  # integers a place: row, column with a mark for totals, period
NO_PERIOD = 0
NO_ENTITY = 0  # where an entity column is empty; all rows where there is no such column
PAGE_OF_PERIODS = 32  # that are read at once, as they are written
PAGE_OF_DAYS = 512  # periods whose days are read at once
DAYS = 2  # integers a period: the numbers of its first and its last day
_BEFORE_ALL = (0, 0)
_KEPT_PAGES = 4096
SCHEMA = """
CREATE TABLE meta (value TEXT);
CREATE TABLE pages (page INTEGER PRIMARY KEY, lines TEXT, rows TEXT);
CREATE TABLE entities (id INTEGER PRIMARY KEY, field INTEGER, text TEXT);
CREATE TABLE periods (id INTEGER PRIMARY KEY, start INTEGER, last INTEGER, grain TEXT, written TEXT);
CREATE TABLE days (page INTEGER PRIMARY KEY, days BLOB);
CREATE TABLE named (series INTEGER PRIMARY KEY, entities BLOB);
CREATE TABLE lines (series INTEGER, entity INTEGER, places BLOB, PRIMARY KEY (series, entity)) WITHOUT ROWID;
CREATE TABLE times (series INTEGER, period INTEGER, places BLOB, PRIMARY KEY (series, period)) WITHOUT ROWID;
CREATE TABLE names (id INTEGER PRIMARY KEY, first TEXT, name TEXT, field INTEGER, text TEXT, score REAL, how TEXT);
CREATE TABLE slips (half TEXT, word TEXT, PRIMARY KEY (half, word)) WITHOUT ROWID;
CREATE TABLE amounts (series INTEGER, first REAL, last REAL, numbers BLOB, places BLOB);
"""
INDEXES = """
CREATE INDEX entity_texts ON entities (text, field);
CREATE INDEX period_days ON periods (start, last);
CREATE INDEX first_words ON names (first);
CREATE INDEX least_amounts ON amounts (series, first);
"""

# A name, the column of its entity, the entity's text, a score, how the name was made.
Named = tuple[str, int, str, float, str]

# The first and last day of a period by number, its grain, and how it is written.
Written = tuple[int, int, str, str]

_Item = TypeVar("_Item")


class Shelf:
    """What is kept of one table, read when asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pages: dict[int, tuple[list[int], list[list[str]]]] = {}
        self._periods: dict[int, Period | None] = {NO_PERIOD: None}
        self._written: dict[int, Written] = {}
        self._days: dict[int, tuple[int, int]] = {NO_PERIOD: _BEFORE_ALL}

    def __getstate__(self) -> bytes:
        """The whole index: a store may be sent to another process."""
        return self._connection.serialize()

    def __setstate__(self, state: bytes) -> None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(state)
        self.__init__(connection)  # type: ignore[misc]  # a fresh one over the same tables

    def meta(self) -> Any:
        """What is kept of the table as a whole."""
        return from_json(self._one("SELECT value FROM meta")[0])

    def row(self, row: int) -> tuple[str, ...]:
        """A row's texts."""
        return tuple(self._page(row // PAGE)[1][row % PAGE])

    def line(self, row: int) -> int:
        """The line of the source where a row starts."""
        return self._page(row // PAGE)[0][row % PAGE]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """All rows, in order."""
        for (page,) in self._connection.execute("SELECT rows FROM pages ORDER BY page"):
            yield from map(tuple, json.loads(page))

    def source_lines(self) -> Iterator[int]:
        """The lines of all rows, in order."""
        for (page,) in self._connection.execute("SELECT lines FROM pages ORDER BY page"):
            yield from json.loads(page)

    def period(self, number: int) -> Period | None:
        """A period by its number."""
        if number not in self._periods:
            self._periods[number] = _period(*self._as_written(number))
        return self._periods[number]

    def days(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """The numbers of the first and the last day of some periods; of none, what comes before all days."""
        known = self._days
        for page in {number // PAGE_OF_DAYS for number in numbers if number not in known}:
            days = iter(self._places("SELECT days FROM days WHERE page = ?", page))
            known.update(enumerate(zip(days, days, strict=True), page * PAGE_OF_DAYS))
        return [known[number] for number in numbers]

    def _as_written(self, number: int) -> Written:
        """A period as it is kept; its neighbours are read with it, since a line asks for one after the other."""
        if number not in self._written:
            first = number - number % PAGE_OF_PERIODS
            query = "SELECT id, start, last, grain, written FROM periods WHERE id >= ? AND id < ?"
            found = self._connection.execute(query, (first, first + PAGE_OF_PERIODS))
            self._written.update((one[0], one[1:]) for one in found)
        return self._written[number]

    def numbers_of(self, period: Period | None) -> tuple[int, ...]:
        """The numbers that a period has here: none, or one."""
        if period is None:
            return (NO_PERIOD,)
        days = (period.start.toordinal(), period.end.toordinal())
        same = self._connection.execute("SELECT id FROM periods WHERE start = ? AND last = ?", days)
        return tuple(number for (number,) in same if self.period(number) == period)

    def periods_of(self, series: int) -> list[int]:
        """The numbers of the periods of a series."""
        return [
            number for (number,) in self._connection.execute("SELECT period FROM times WHERE series = ?", (series,))
        ]

    def entity(self, field: int, text: str) -> int | None:
        """The number of an entity, by the column it stands in and its text as written."""
        query = "SELECT id FROM entities WHERE text = ? AND field = ?"
        found: tuple[int] | None = self._connection.execute(query, (text, field)).fetchone()
        return None if found is None else found[0]

    def entities_called(self, text: str) -> list[int]:
        """The numbers of the entities of any column that are written so."""
        return [number for (number,) in self._connection.execute("SELECT id FROM entities WHERE text = ?", (text,))]

    def entities(self, series: int) -> Iterator[str]:
        """The entity texts of a series, in order of appearance."""
        texts: dict[int, str] = dict(self._connection.execute("SELECT id, text FROM entities"))
        return map(texts.__getitem__, _ints(self._one("SELECT entities FROM named WHERE series = ?", series)[0]))

    def entity_count(self, series: int) -> int:
        """How many entities a series has."""
        size: int = self._one("SELECT length(entities) FROM named WHERE series = ?", series)[0]
        return size // array(INTS).itemsize

    def places_of(self, series: int, entity: int) -> array[int]:
        """The places of one entity of a series, in the order of the table."""
        return self._places("SELECT places FROM lines WHERE series = ? AND entity = ?", series, entity)

    def all_places(self, series: int) -> Iterator[array[int]]:
        """The places of a series, by period."""
        for (places,) in self._connection.execute("SELECT places FROM times WHERE series = ?", (series,)):
            yield _ints(places)

    def places_at(self, series: int, period: int) -> array[int]:
        """The places of one period of a series, in the order of the table."""
        return self._places("SELECT places FROM times WHERE series = ? AND period = ?", series, period)

    def names_from(self, words: Sequence[str]) -> Iterator[Named]:
        """All names that begin with one of these words, in the order in which they were written."""
        yield from self._connection.execute(
            "SELECT name, field, text, score, how FROM json_each(?) AS asked CROSS JOIN names ON first = asked.value"
            " ORDER BY names.id",
            (json.dumps(words),),
        )

    def words_from(self, halves: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The words that have one of these halves (see `typos`), with the half."""
        query = "SELECT half, word FROM json_each(?) AS asked CROSS JOIN slips ON half = asked.value"
        return self._connection.execute(query, (json.dumps(halves),))

    def places_from(self, series: int, low: float, high: float, most: int | None = None) -> array[int]:
        """The places of the numbers of a series from one amount to another, in order of size; no more than so many."""
        query = "SELECT numbers, places FROM amounts WHERE series = ? AND first <= ? AND last >= ? ORDER BY first"
        found = array(INTS)
        for run, places in self._connection.execute(query, (series, high, low)):
            numbers = array(FLOATS)
            numbers.frombytes(run)
            found += _ints(places)[WIDTH * bisect_left(numbers, low) : WIDTH * bisect_right(numbers, high)]
            if most is not None and len(found) > WIDTH * most:
                return found[: WIDTH * most]
        return found

    def count_from(self, series: int, low: float, high: float, most: int) -> int:
        """How many numbers of a series lie from one amount to another; no more than `most` are counted."""
        query = "SELECT last, numbers FROM amounts WHERE series = ? AND first <= ? ORDER BY first DESC"
        count = 0
        for last, run in self._connection.execute(query, (series, high)):
            if last < low or count >= most:
                break
            numbers = array(FLOATS)
            numbers.frombytes(run)
            count += bisect_right(numbers, high) - bisect_left(numbers, low)
        return min(count, most)

    def _page(self, number: int) -> tuple[list[int], list[list[str]]]:
        page = self._pages.get(number)
        if page is None:
            lines, rows = self._one("SELECT lines, rows FROM pages WHERE page = ?", number)
            if len(self._pages) >= _KEPT_PAGES:
                self._pages.clear()
            page = self._pages[number] = json.loads(lines), json.loads(rows)
        return page

    def _places(self, query: str, *numbers: int) -> array[int]:
        found = self._connection.execute(query, numbers).fetchone()
        return _ints(b"" if found is None else found[0])

    def _one(self, query: str, *values: object) -> tuple[Any, ...]:
        found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        if found is None:
            raise IndexError(f"nothing at {values}")
        return found


class Stored(Sequence[_Item]):
    """What is kept for every row of a table, one by one or all in order."""

    def __init__(self, count: int, one: Callable[[int], _Item], each: Callable[[], Iterator[_Item]]) -> None:
        self._count = count
        self._one = one
        self._each = each

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_Item]:
        return self._each()

    @overload
    def __getitem__(self, at: int) -> _Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_Item, ...]: ...
    def __getitem__(self, at: int | slice) -> _Item | tuple[_Item, ...]:
        if isinstance(at, slice):
            return tuple(map(self._one, range(*at.indices(self._count))))
        return self._one(range(self._count)[at])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def as_blob(numbers: Iterable[int]) -> bytes:
    """Integers as they are kept."""
    return array(INTS, numbers).tobytes()


def _ints(blob: bytes) -> array[int]:
    numbers = array(INTS)
    numbers.frombytes(blob)
    return numbers


def _period(start: int, last: int, grain: str, written: str) -> Period:
    return Period(dt.date.fromordinal(start), dt.date.fromordinal(last), Grain(grain), written)
