"""What a cell of a series states: its number within its bounds, of whom and when, and where that is written."""

from __future__ import annotations

from fractions import Fraction

from factcheck.model import Cell, Fact, Interval, Kind, Source, Unit
from factcheck.reference.cells import CellNumber, parse_cell
from factcheck.reference.periods import mark_of_year
from factcheck.reference.tables import Role, SeriesCell, Table
from factcheck.reference.words import table_words

_KEYS = frozenset({Role.ENTITY, Role.PERIOD, Role.MEASURE, Role.KEY})
_SOURCES = (Role.SOURCE, Role.SOURCE_DATE, Role.SOURCE_URL)

_Texts = tuple[str, ...]


class Statements:
    """The facts of one series, made one by one; which column says what is worked out once."""

    def __init__(self, table: Table, measure: str, unit: Unit | None, scale: Fraction, kind: str) -> None:
        self._table = table
        self._measure = measure
        self._unit = unit
        self._scale = scale
        self._kind = Kind.RANK if kind == "rank" else Kind.LEVEL
        self._names = tuple(field.name for field in table.fields)
        self._keys = tuple((field.name, at) for at, field in enumerate(table.fields) if field.role in _KEYS)
        self._sources = tuple(map(table.of_role, _SOURCES))
        self._has_own_source = any(self._sources)
        self._has_bounds = bool(table.of_role(Role.VALUE_LOW) or table.of_role(Role.COMPARATOR))

    def value(self, cell: SeriesCell) -> Fraction | None:
        """The cell's value, unscaled: 84.2 in a column of thousands is 84200; None where the cell holds no number."""
        read = self._read(cell, self._table.rows[cell.row])
        return _times(read[0], self._factor(read[2])) if read else None

    def interval(self, cell: SeriesCell) -> Interval | None:
        """All values that the cell's printed digits, or the row's own bounds, allow."""
        read = self._read(cell, self._table.rows[cell.row])
        return _scaled(read[1], self._factor(read[2])) if read else None

    def fact(self, cell: SeriesCell) -> Fact:
        """The fact that a cell states, with its source, its key and the source's own wording."""
        table, row, texts = self._table, cell.row, self._table.rows[cell.row]
        read = self._read(cell, texts)
        if read is None:
            raise ValueError(f"no number in {table.name}, row {row + 1}: {cell.text!r}")
        value, interval, number = read
        factor = self._factor(number)
        column = self._names[cell.column]
        return Fact(
            table=table.name,
            row=row,
            column=column,
            key=tuple([(name, text) for name, at in self._keys if (text := texts[at].strip())]),
            value=_times(value, factor),
            interval=_scaled(interval, factor),
            unit=number.unit_in(self._unit),
            entity=self._entity(texts),
            measure=self._measure,
            period=cell.period,
            source=self._source(texts),
            cells=(self._cell(cell, column, texts),),
            comparator=_wording(table, texts),
            note=self._note(cell, number, texts),
            kind=self._kind,
        )

    def cell(self, cell: SeriesCell) -> Cell:
        """The cell's place in its file."""
        return self._cell(cell, self._names[cell.column], self._table.rows[cell.row])

    def _cell(self, cell: SeriesCell, column: str, texts: _Texts) -> Cell:
        table, row = self._table, cell.row
        line = table.lines[row]
        return Cell(
            table.name, row, column, texts[cell.column].strip(), line, table.part, table.address(row, cell.column)
        )

    def _read(self, cell: SeriesCell, texts: _Texts) -> tuple[Fraction, Interval, CellNumber] | None:
        number = parse_cell(texts[cell.column], self._table.decimal_comma)
        if number is None:
            return None
        if not self._has_bounds:
            return number.value, number.interval, number
        value, interval = _bounded(self._table, texts, number)
        return value, interval, number

    def _factor(self, number: CellNumber) -> Fraction:
        return number.factor(self._unit, self._scale)

    def _entity(self, texts: _Texts) -> str:
        named = [text for column in self._table.entity_columns if (text := texts[column].strip())]
        return ", ".join(named) or self._table.entity

    def _source(self, texts: _Texts) -> Source:
        base = self._table.source
        if not self._has_own_source:
            return base
        own = [_joined(texts, columns) for columns in self._sources]
        return Source(own[0] or base.title, own[1] or base.date, own[2] or base.url) if any(own) else base

    def _note(self, cell: SeriesCell, number: CellNumber, texts: _Texts) -> str:
        table = self._table
        declared = (table.fields[cell.column].note, table.note)
        notes = (_joined(texts, table.of_role(Role.NOTE)), self._mark(cell, texts), number.note, *declared)
        return "; ".join(filter(None, notes))

    def _mark(self, cell: SeriesCell, texts: _Texts) -> str:
        """What a mark on the year says of its figures: "forecast" under "2026f"."""
        header = self._table.fields[cell.column].period
        if header is not None:
            return mark_of_year(header.text)
        columns = self._table.of_role(Role.PERIOD)
        return next((mark for column in columns if (mark := mark_of_year(texts[column]))), "")


def _times(value: Fraction, factor: Fraction) -> Fraction:
    return value if factor == 1 else value * factor


def _scaled(interval: Interval, factor: Fraction) -> Interval:
    return interval if factor == 1 else interval.scaled(factor)


def _joined(texts: _Texts, columns: tuple[int, ...]) -> str:
    return "; ".join([text for column in columns if (text := texts[column].strip())]) if columns else ""


def _bounded(table: Table, texts: _Texts, number: CellNumber) -> tuple[Fraction, Interval]:
    """The value and interval that the row's low, high and comparator columns give."""
    low, high = _bound(table, texts, Role.VALUE_LOW), _bound(table, texts, Role.VALUE_HIGH)
    meaning = _meaning(_wording(table, texts))
    value = number.value
    if meaning == "more than":
        return value, Interval(value, None, low_open=True)
    if meaning == "at least":
        return value, Interval(value, None)
    if meaning == "less than":
        bound = high if high is not None else value
        return bound, Interval(None, bound, high_open=True)
    if low is not None and high is not None and low < high and meaning != "up to":
        has_value = bool(table.of_role(Role.VALUE)) and low <= value <= high
        return value if has_value else (low + high) / 2, Interval(low, high)
    if meaning == "up to" and high is not None:
        return high, Interval.point(high)
    return value, number.interval


def _bound(table: Table, texts: _Texts, role: Role) -> Fraction | None:
    for column in table.of_role(role):
        number = parse_cell(texts[column], table.decimal_comma)
        if number is not None:
            return number.value
    return None


def _wording(table: Table, texts: _Texts) -> str:
    """The source's own wording about its number, "" where it is exact."""
    columns = table.of_role(Role.COMPARATOR)
    text = _joined(texts, columns) if columns else ""
    return "" if _meaning(text) == "exact" else text.lower()


def _meaning(text: str) -> str:
    """What a comparator cell says: exact, about, up to, more than, at least, less than or between."""
    if not text.strip():
        return "exact"
    meanings: dict[str, str] = table_words()["comparators"]
    return meanings.get(text.lower().strip(), "about")
