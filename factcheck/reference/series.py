"""All cells of one measure of one table, over entities and periods, whatever the table's shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import cached_property
from itertools import islice

from factcheck.model import Cell, Fact, Grain, Interval, Period, Unit
from factcheck.reference.cells import is_plain_number, parse_cell
from factcheck.reference.measures import measure_stems
from factcheck.reference.parts_of_years import period_of
from factcheck.reference.rows import Rows
from factcheck.reference.stating import Statements
from factcheck.reference.tables import Field, SeriesCell, Table, YearPart

MOST_MEMBERS = 400  # a total over more members than this is no sum that a draft states


class Series:
    """One measure of one table.

    `measure` is its display name, `names` are words a draft may use for it, nearest first. `kind` is "value",
    "share", "rank" or "change". Facts are made one by one, when asked for. `older` are earlier editions of the same
    figures, the newest of them first.
    """

    def __init__(
        self,
        table: Table,
        rows: Rows,
        measure: str,
        names: tuple[str, ...],
        columns: tuple[int, ...],
        unit: Unit | None = None,
        scale: Fraction = Fraction(1),
        kind: str = "value",
        chosen: tuple[int, ...] | None = None,
    ) -> None:
        self.table = table
        self.rows = rows
        self.measure = measure
        self.names = names
        self.columns = columns
        self.unit = unit
        self.scale = scale
        self.kind = kind
        self._chosen = chosen
        self.older: tuple[Series, ...] = ()

    def __repr__(self) -> str:
        return f"<Series {self.measure!r} of {self.table.name}>"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the series' columns."""
        return tuple(self.table.fields[column] for column in self.columns)

    @cached_property
    def cells(self) -> Sequence[SeriesCell]:
        """Every cell that holds a number, in the order of the table."""
        rows = self._chosen if self._chosen is not None else range(len(self.table.rows))
        return tuple(self._cells_in(rows))

    def cells_of(self, entity_text: str) -> Sequence[SeriesCell]:
        """The cells of the rows that name this entity in an entity column, exactly as written there."""
        return tuple(self._cells_in(row for row in self.rows.of_entity(entity_text) if self._has(row)))

    def cells_with(self, texts: Mapping[int, str]) -> Sequence[SeriesCell]:
        """The cells of the rows that hold these texts in these entity columns, given by their positions."""
        return tuple(cell for cell in self.cells if holds(self.table, cell.row, texts))

    def cells_at(self, period: Period | None) -> Sequence[SeriesCell]:
        """The cells of one period."""
        return tuple(cell for cell in self.cells if cell.period == period)

    def cells_from(self, low: Fraction, high: Fraction, most: int | None = None) -> Sequence[SeriesCell]:
        """The cells whose values lie between two bounds, both included; no more than so many."""
        found = (cell for cell in self.cells if (value := self.value(cell)) is not None and low <= value <= high)
        return tuple(islice(found, most))

    def count_from(self, low: Fraction, high: Fraction, most: int) -> int:
        """How many cells have values between two bounds, both included; no more than `most` are counted."""
        return min(len(self.cells_from(low, high)), most)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words of each name of the measure, as they are compared, parted by line breaks."""
        return tuple("\n".join(sorted(measure_stems(name))) for name in (self.measure, *self.names))

    @cached_property
    def totals(self) -> tuple[str, ...]:
        """The names of the series' totals and regions, in order of appearance."""
        names = (entity[0] for cell in self.cells if cell.aggregate and (entity := cell.entity))
        return tuple(dict.fromkeys(names))

    @cached_property
    def members(self) -> int:
        """How many entities the series has, totals and regions left out."""
        return len({cell.entity for cell in self.cells if not cell.aggregate})

    @cached_property
    def full_periods(self) -> tuple[Period | None, ...]:
        """The periods in which every one of a few members has one value, in order of appearance."""
        if not 2 <= self.members <= MOST_MEMBERS:
            return ()
        found: dict[Period | None, list[tuple[str, ...]]] = {}
        for cell in self.cells:
            if not cell.aggregate:
                found.setdefault(cell.period, []).append(cell.entity)
        count = self.members
        return tuple(at for at, named in found.items() if len(named) == len(set(named)) == count)

    @property
    def has_all_rows(self) -> bool:
        """Whether the series has cells in any row, not in some rows of the table only."""
        return self._chosen is None

    @property
    def entity_count(self) -> int:
        """How many entity texts the series has."""
        return len(self.entity_names)

    @cached_property
    def entity_names(self) -> tuple[str, ...]:
        """The distinct entity texts of the series, in order of appearance."""
        if self._chosen is None:
            texts = (text for column in self.table.entity_columns for text in self.table.values(column))
        else:
            texts = (text for row in self._chosen for text in self.rows.entity(row))
        return tuple(dict.fromkeys(text for text in texts if text))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The distinct periods of the series, in time order."""
        return tuple(sorted({cell.period for cell in self.cells if cell.period is not None}))

    def value(self, cell: SeriesCell) -> Fraction | None:
        """The cell's value, unscaled: 84.2 in a column of thousands is 84200."""
        return self._statements.value(cell)

    def interval(self, cell: SeriesCell) -> Interval | None:
        """All values that the cell's printed digits, or the row's own bounds, allow."""
        return self._statements.interval(cell)

    def fact(self, cell: SeriesCell) -> Fact:
        """The fact that a cell states, with its source, its key and the source's own wording."""
        return self._statements.fact(cell)

    def cell(self, cell: SeriesCell) -> Cell:
        """The cell's place in its file."""
        return self._statements.cell(cell)

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self.table, self.measure, self.unit, self.scale, self.kind)

    def of_rows(self, rows: Sequence[int]) -> Series:
        """The series in some of its rows only."""
        made = copy(self)
        kept = {name for name, held in vars(type(made)).items() if isinstance(held, cached_property)}
        for name in kept & made.__dict__.keys():
            del made.__dict__[name]
        made._chosen = tuple(rows)
        return made

    def replacing(self, older: Sequence[Series]) -> Series:
        """The series as the edition that takes the place of others, the newest of which comes first."""
        made = copy(self)
        made.older = tuple(older)
        return made

    def _has(self, row: int) -> bool:
        return self._chosen is None or row in self._chosen_set

    @cached_property
    def _chosen_set(self) -> frozenset[int]:
        return frozenset(self._chosen or ())

    def _cells_in(self, rows: Iterable[int]) -> Iterator[SeriesCell]:
        table, about = self.table, self.rows
        fields = [(column, table.fields[column]) for column in self.columns]
        periods, unreadable, aggregates = about.periods, about.unreadable, about.aggregates
        by_parts = bool(about.parts) or any(field.part is not None for _, field in fields)
        for row in rows:
            if row in unreadable:
                continue
            cells = table.rows[row]
            period, aggregate = periods[row], row in aggregates
            for column, field in fields:
                text = cells[column].strip()
                when = self._part(row, field) if by_parts else field.period or period
                if when is None and by_parts:
                    continue
                if is_plain_number(text) and not table.decimal_comma and text not in field.missing_values:
                    yield SeriesCell(row, column, when, aggregate, table)
                    continue
                number = None if table.is_missing(text, column) else parse_cell(text, table.decimal_comma)
                if number is not None:
                    yield SeriesCell(row, column, number.period or when, aggregate, table)

    def _part(self, row: int, field: Field) -> Period | None:
        """The month or quarter that a row and a header name together; None where they name none."""
        part = field.part or (self.rows.parts[row] if self.rows.parts else None)
        year = field.period or self.rows.periods[row]
        return year if part is None or year is None else self._periods_of_parts(part, year)

    def _periods_of_parts(self, part: YearPart, year: Period) -> Period | None:
        known = self._parts_known
        if (part, year) not in known:
            known[part, year] = period_of(part, year, self._years_are_declared)
        return known[part, year]

    @cached_property
    def _parts_known(self) -> dict[tuple[YearPart, Period], Period | None]:
        return {}

    @property
    def _years_are_declared(self) -> bool:
        return self.table.frequency is not None and self.table.frequency.grain is Grain.FISCAL_YEAR


def holds(table: Table, row: int, texts: Mapping[int, str]) -> bool:
    """Whether a row holds these texts in these columns."""
    cells = table.rows[row]
    return all(cells[column].strip() == text for column, text in texts.items())


def group_rows(table: Table, columns: Sequence[int]) -> Mapping[tuple[str, ...], list[int]]:
    """The rows that agree in these columns, in order of appearance."""
    found: dict[tuple[str, ...], list[int]] = {}
    for row, cells in enumerate(table.rows):
        found.setdefault(tuple(cells[column].strip() for column in columns), []).append(row)
    return found
