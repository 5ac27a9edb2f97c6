"""Series and rows of a table that stands on a shelf: a claim reads what it asks for, however long the table is."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice, starmap
from math import inf, nextafter
from operator import le
from pathlib import Path
from typing import overload

from factcheck.frozen import record
from factcheck.model import Period, Unit
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows
from factcheck.reference.series import Series
from factcheck.reference.shelf import (
    INTS,
    NO_ENTITY,
    WIDTH,
    Shelf,
    Stored,
)
from factcheck.reference.tables import SeriesCell, Table


@record
class SeriesRecord:
    """What the index keeps of a series apart from its cells.

    `size` is the number of its cells, `named` the number of the series whose entities are its own.
    """

    measure: str
    names: tuple[str, ...]
    columns: tuple[int, ...]
    unit: Unit | None
    scale: Fraction
    kind: str
    size: int
    named: int
    stems: tuple[str, ...]
    totals: tuple[str, ...]
    members: int
    full_periods: tuple[int, ...]


class Places(Sequence[SeriesCell]):
    """Cells that are made when they are looked at, known by where they stand: `WIDTH` numbers each (see `shelf`)."""

    def __init__(self, table: Table, shelf: Shelf, count: int, load: Callable[[], array[int]]) -> None:
        self._table = table
        self._shelf = shelf
        self._count = count
        self._load = load

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _numbers(self) -> array[int]:
        return self._load()

    def __iter__(self) -> Iterator[SeriesCell]:
        numbers = iter(self._numbers)
        return starmap(self._made, zip(numbers, numbers, numbers, strict=True))

    @overload
    def __getitem__(self, at: int) -> SeriesCell: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SeriesCell]: ...
    def __getitem__(self, at: int | slice) -> SeriesCell | Sequence[SeriesCell]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        first = range(self._count)[at] * WIDTH
        return self._made(*self._numbers[first : first + WIDTH])

    def _made(self, row: int, column: int, period: int) -> SeriesCell:
        return SeriesCell(row, column >> 1, self._shelf.period(period), bool(column & 1), self._table)

    @cached_property
    def days(self) -> list[tuple[int, int]]:
        """The first and the last day of every cell's period (see `Shelf.days`)."""
        return self._shelf.days(self._numbers[WIDTH - 1 :: WIDTH])

    def in_time(self) -> Places:
        """The same cells in order of period, those of one period as they stand."""
        numbers, days = self._numbers, self.days
        if all(map(le, days, islice(days, 1, None))):
            return self
        order = sorted(range(self._count), key=days.__getitem__)
        parts = (numbers[at * WIDTH : (at + 1) * WIDTH] for at in order)
        made = Places(self._table, self._shelf, self._count, lambda: array(INTS, chain.from_iterable(parts)))
        made.days = [days[at] for at in order]
        return made


class StoredSeries(Series):
    """A series whose cells are found in the index of its table."""

    def __init__(self, table: Table, shelf: Shelf, number: int, said: SeriesRecord) -> None:
        super().__init__(table, Rows(table), said.measure, said.names, said.columns, said.unit, said.scale, said.kind)
        self._shelf = shelf
        self._number = number
        self._said = said

    @cached_property
    def cells(self) -> Sequence[SeriesCell]:
        """Every cell that holds a number, in the order of the table."""
        return Places(self.table, self._shelf, self._said.size, self._all_places)

    def cells_of(self, entity_text: str) -> Sequence[SeriesCell]:
        """The cells of the rows that name this entity in an entity column, exactly as written there."""
        found = [self._shelf.places_of(self._number, entity) for entity in self._shelf.entities_called(entity_text)]
        return self._cells(found[0] if len(found) == 1 else _merged(found))

    def cells_with(self, texts: Mapping[int, str]) -> Sequence[SeriesCell]:
        """The cells of the rows that hold these texts in these entity columns, given by their positions."""
        found = [self._line(column, text) for column, text in texts.items()]
        if not found:
            return self.cells
        shortest, *others = sorted(found, key=len)
        return self._cells(_among(shortest, [places[::WIDTH] for places in others]) if others else shortest)

    def cells_at(self, period: Period | None) -> Sequence[SeriesCell]:
        """The cells of one period."""
        numbers = self._shelf.numbers_of(period)
        places = [self._shelf.places_at(self._number, number) for number in numbers]
        return self._cells(places[0] if places else array(INTS))

    def cells_from(self, low: Fraction, high: Fraction, most: int | None = None) -> Sequence[SeriesCell]:
        """The cells whose values lie between two bounds, both included; no more than so many."""
        found = self._shelf.places_from(self._number, nextafter(low, -inf), nextafter(high, inf), most)
        near = ((cell, self.value(cell)) for cell in self._cells(found))
        inside = (cell for cell, value in near if value is not None and low <= value <= high)
        return tuple(sorted(inside, key=lambda cell: (cell.row, cell.column)))

    def count_from(self, low: Fraction, high: Fraction, most: int) -> int:
        """How many cells have values between two bounds, both included; no more than `most` are counted."""
        return self._shelf.count_from(self._number, nextafter(low, -inf), nextafter(high, inf), most)

    @property
    def stems(self) -> tuple[str, ...]:
        """The words of each name of the measure, as they are compared, parted by line breaks."""
        return self._said.stems

    @property
    def totals(self) -> tuple[str, ...]:
        """The names of the series' totals and regions, in order of appearance."""
        return self._said.totals

    @property
    def members(self) -> int:
        """How many entities the series has, totals and regions left out."""
        return self._said.members

    @cached_property
    def full_periods(self) -> tuple[Period | None, ...]:
        """The periods in which every member has one value, in order of appearance."""
        return tuple(self._shelf.period(number) for number in self._said.full_periods)

    @cached_property
    def entity_names(self) -> tuple[str, ...]:
        """The distinct entity texts of the series, in order of appearance."""
        return tuple(self._shelf.entities(self._said.named))

    @property
    def entity_count(self) -> int:
        """How many entity texts the series has."""
        return self._shelf.entity_count(self._said.named)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The distinct periods of the series, in time order."""
        found = map(self._shelf.period, self._shelf.periods_of(self._number))
        return tuple(sorted(period for period in found if period is not None))

    def of_rows(self, rows: Sequence[int]) -> Series:
        """The series in some of its rows only."""
        one = Series(
            self.table, self.rows, self.measure, self.names, self.columns, self.unit, self.scale, self.kind, tuple(rows)
        )
        one.older = self.older
        return one

    def _line(self, column: int, text: str) -> array[int]:
        entity = self._shelf.entity(column, text)
        return array(INTS) if entity is None else self._shelf.places_of(self._number, entity)

    def _cells(self, places: array[int]) -> Places:
        return Places(self.table, self._shelf, len(places) // WIDTH, lambda: places)

    def _all_places(self) -> array[int]:
        if self.table.entity_columns:
            return _merged(self._shelf.all_places(self._number))
        return self._shelf.places_of(self._number, NO_ENTITY)


def _merged(parts: Iterable[array[int]]) -> array[int]:
    """The places of several lines as one, in the order of the table, each once."""
    found: set[tuple[int, int, int]] = set()
    for places in parts:
        numbers = iter(places)
        found.update(zip(numbers, numbers, numbers, strict=True))
    return array(INTS, chain.from_iterable(sorted(found)))


def _among(places: array[int], rows: Sequence[array[int]]) -> array[int]:
    """The places whose rows are among all of these rows, which are in order."""
    found = array(INTS)
    for at in range(0, len(places), WIDTH):
        row = places[at]
        if all((found_at := bisect_left(some, row)) < len(some) and some[found_at] == row for some in rows):
            found.extend(places[at : at + WIDTH])
    return found


def take_down(shelf: Shelf, name: str, path: Path | None) -> tuple[Table, tuple[StoredSeries, ...], tuple[Doubt, ...]]:
    """The table of a shelf, its series and the doubts that were met when it was put there."""
    bare, count, records, doubts = shelf.meta()
    rows, lines = Stored(count, shelf.row, shelf.rows), Stored(count, shelf.line, shelf.source_lines)
    table: Table = replace(bare, name=name, path=path, rows=rows, lines=lines)
    return table, tuple(StoredSeries(table, shelf, number, said) for number, said in enumerate(records)), doubts
