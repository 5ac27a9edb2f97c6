"""A small table that lies beside the draft, cell by cell: which rows and which columns a text speaks of.

The series of a store ask for a measure that is named and for an entity that is named. Official statistics seldom say
both: "7.2% of farms had only female operators" under "Female only", "All farm types". Here every row and every column
header is a label, told from its neighbours by the words that they lack; an axis of which the text says nothing stands
for its total, or for all rows taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from factcheck.frozen import record
from factcheck.linking.axes import HEADERS, Axis, Label, make_axis, wholes
from factcheck.linking.derived import listed
from factcheck.linking.evidence import dimension
from factcheck.linking.hearing import Chosen, Part, chosen
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Fact, Unit
from factcheck.reference.measures import measure_stems
from factcheck.reference.series import Series
from factcheck.reference.tables import Role, SeriesCell, Table

MOST_ROWS = 400
MOST_CELLS = 6000
MOST_MARKED = 40  # cells of a column that are looked at for a currency sign
TEXTS = (Role.ENTITY, Role.MEASURE, Role.ATTRIBUTE)
OPTIONAL = 0.86  # a label that is only named further off need not be this figure's
DEFAULT, ALL, ANY = 0.72, 0.66, 0.45
MOST_SELECTIONS = 12


@record
class Selection:
    """Some rows of a table, how well the text names them, on how many axes, and how: "named", "whole", "all"."""

    rows: tuple[int, ...]
    score: float
    named: int
    beside: int
    how: str
    label: str


@record
class Columns:
    """Some columns, likewise."""

    positions: tuple[int, ...]
    score: float
    named: int
    beside: int
    how: str
    label: str


class Layout:
    """The cells of one table by row and column, with the axes that tell them apart."""

    def __init__(self, table: Table, series: Sequence[Series]) -> None:
        self.table = table
        self.cells: dict[tuple[int, int], tuple[Series, SeriesCell]] = {}
        for one in series:
            if one.kind != "rank":
                self.cells.update({(cell.row, cell.column): (one, cell) for cell in one.cells})
        self._positions = {field.name: column for column, field in enumerate(table.fields)}
        self._down: dict[int, list[tuple[int, int]]] = {}
        self._across: dict[int, list[tuple[int, int]]] = {}
        for place in self.cells:
            self._down.setdefault(place[1], []).append(place)
            self._across.setdefault(place[0], []).append(place)
        self.is_scaled = any(one.scale != 1 for one, _ in self.cells.values())
        self.dimensions = frozenset(dimension(one.unit) for one in series)
        self._currencies: dict[str, set[str]] = {}
        self._facts: dict[tuple[int, int], Fact] = {}
        texts = [column for column, field in enumerate(table.fields) if field.role in TEXTS]
        self.rows = tuple(make_axis(column, table.values(column)) for column in texts)
        labels = (label for axis in self.rows for label in axis.labels if label.is_class)
        self.classes = frozenset(number for label in labels for number in label.numbers)
        self._series_of = {column: one for (_, column), (one, _) in self.cells.items()}
        self._kinds: dict[bool, _Headers] = {}
        self._rows_of: dict[tuple[int, str], frozenset[int]] = {}
        for column in texts:
            for row, cells in enumerate(table.rows):
                key = (column, cells[column].strip())
                self._rows_of[key] = self._rows_of.get(key, frozenset()) | {row}
        texts_of_all: tuple[str, ...] = (table.name, table.title, *(field.name for field in table.fields))
        texts_of_all += tuple(name for one in series for name in (one.measure, *one.names))
        units = (one.unit.name for one in series if one.unit is not None)
        self.words = frozenset().union(
            *map(measure_stems, (*texts_of_all, *units, *(text for _, text in self._rows_of)))
        )  # all that the table speaks of
        self.all_rows = frozenset(row for row, _ in self.cells)
        self.aggregates = frozenset(row for (row, _), (_, cell) in self.cells.items() if cell.aggregate)

    def fact(self, row: int, column: int) -> Fact:
        """The fact of a cell."""
        if (row, column) not in self._facts:
            series, cell = self.cells[row, column]
            self._facts[row, column] = series.fact(cell)
        return self._facts[row, column]

    def position(self, name: str) -> int:
        """The place of a column among the table's."""
        return self._positions.get(name, -1)

    def beside(self, row: int, column: int) -> list[tuple[int, int]]:
        """The places of the other cells of a column and of a row, the column's first."""
        down = [place for place in self._down.get(column, ()) if place[0] != row]
        return down + [place for place in self._across.get(row, ()) if place[1] != column]

    def may_be_in(self, currency: Unit | None, column: str) -> bool:
        """Whether no cell of a column says another currency: "$103" at the top of a column holds for all of it."""
        if column not in self._currencies:
            places = [place for place in self.cells if self.table.fields[place[1]].name == column][:MOST_MARKED]
            units = [self.fact(*place).unit for place in places]
            self._currencies[column] = {unit.name for unit in units if dimension(unit) == "currency" and unit}
        said = self._currencies[column]
        return not said or (currency is not None and currency.name in said)

    @cached_property
    def units(self) -> frozenset[Unit]:
        """The units of the cells: of their columns, or as the cells are marked ("$53" at the top of a column)."""
        bare = (self.fact(*place).unit for place, (series, _) in self.cells.items() if series.unit is None)
        named = (series.unit for series, _ in self.cells.values())
        return frozenset(unit for unit in (*named, *bare) if unit is not None)

    def units_beside(self, row: int, column: str) -> frozenset[Unit]:
        """The units of the cells in the same row or column."""
        fields = self.table.fields
        places = [place for place in self.cells if place[0] == row or fields[place[1]].name == column]
        return frozenset(unit for place in places if (unit := self.fact(*place).unit) is not None)

    def texts(self, row: int) -> tuple[str, ...]:
        """What a row is called on every axis."""
        return tuple(self.table.rows[row][axis.column].strip() for axis in self.rows)

    def headers(self, in_percent: bool) -> _Headers:
        """The columns of shares, or those of all else, by their headers, which are told apart among themselves."""
        if in_percent not in self._kinds:
            found: dict[str, list[int]] = {}
            for column, series in sorted(self._series_of.items()):
                if (dimension(series.unit) == "percent") == in_percent:
                    found.setdefault(self.table.fields[column].measure, []).append(column)
            self._kinds[in_percent] = _Headers(found, make_axis(HEADERS, tuple(found)))
        return self._kinds[in_percent]

    def is_total(self, row: int) -> bool:
        """Whether a row takes others together: "All crimes"."""
        said = zip(self.rows, self.texts(row), strict=True)
        return row in self.aggregates or any(
            label.is_whole for axis, text in said for label in axis.labels if label.text.strip() == text
        )

    def is_whole(self, column: int) -> bool:
        """Whether a column is headed as the total of others: "Total", "All"."""
        measure = self.table.fields[column].measure
        headers = self.headers(in_percent=dimension(self._series_of[column].unit) == "percent")
        return any(label.text == measure for label in wholes(headers.axis))

    def selections(self, parts: tuple[Part, ...]) -> list[Selection]:
        """The rows that the text may speak of, best first."""
        options = []
        for axis in self.rows:
            named = chosen(axis, parts)
            some: list[Chosen | None] = list(named)
            if not named or named[0].score < OPTIONAL:
                some.append(None)
            options.append(some)
        found: dict[tuple[int, ...], Selection] = {}
        for combination in list(product(*options))[: 4 * MOST_SELECTIONS]:
            for one in self._selected(combination):
                if one.rows not in found or found[one.rows].score < one.score:
                    found[one.rows] = one
        return sorted(found.values(), key=lambda one: -one.score)[:MOST_SELECTIONS]

    def _selected(self, combination: Sequence[Chosen | None]) -> Iterator[Selection]:
        rows = self.all_rows
        scores, beside, names = [], 0, []
        for axis, one in zip(self.rows, combination, strict=True):
            if one is not None:
                rows &= frozenset().union(*(self._rows_of[axis.column, label.text] for label in one.labels))
                scores.append(one.score)
                beside += one.beside
                names.append(listed([label.text for label in one.labels]))
        if not rows:
            return
        label = ", ".join(names)
        for axis, one in zip(self.rows, combination, strict=True):
            totals = wholes(axis) if one is None else []
            kept = rows & frozenset().union(*(self._rows_of[axis.column, total.text] for total in totals))
            if kept:
                rows = kept
                scores.append(DEFAULT)
                label = ", ".join(filter(None, (label, totals[0].text)))
        named = sum(one is not None for one in combination)
        score = sum(scores) / len(scores) if scores else ALL
        if not named and not scores:
            rows = rows - self.aggregates or rows
        yield Selection(tuple(sorted(rows)), score, named, beside, "named" if named else "all", label or "all rows")

    def columns(self, parts: tuple[Part, ...], in_percent: bool) -> list[Columns]:
        """The columns that the text may speak of, best first; those of a total where it names none."""
        headers = self.headers(in_percent)
        if len(headers.columns) <= 1:
            return _only(headers, parts)
        found = []
        named = chosen(headers.axis, parts)
        for one in named:
            label = listed([label.text for label in one.labels])
            found.append(Columns(headers.of(one.labels), one.score, 1, int(one.beside), "named", label))
        if not named or named[0].score < OPTIONAL:
            totals = wholes(headers.axis)
            if totals:
                how = "guess" if totals[0].words else "whole"  # "Total gross" may be one measure among others
                found.append(Columns(headers.of(totals), DEFAULT, 0, 0, how, totals[0].text))
            else:
                found.append(Columns(headers.of(headers.axis.labels), ANY, 0, 0, "any", ""))
        return sorted(found, key=lambda one: -one.score)


@record
class _Headers:
    """Columns by what their headers say is measured, and the axis that these headers make."""

    columns: Mapping[str, Sequence[int]]
    axis: Axis

    def of(self, labels: Sequence[Label]) -> tuple[int, ...]:
        """The columns under some labels."""
        return tuple(column for label in labels for column in self.columns[label.text])


def _only(headers: _Headers, parts: tuple[Part, ...]) -> list[Columns]:
    """The one measure that there is, which need not be named."""
    if not headers.columns:
        return []
    (text, positions), *_ = headers.columns.items()
    named = chosen(headers.axis, parts) if text else []
    score = named[0].score if named else DEFAULT
    return [Columns(tuple(positions), score, int(bool(named)), int(bool(named) and named[0].beside), "named", text)]


def layouts_of(scene: Scene) -> tuple[Layout, ...]:
    """The layouts of the tables that lie beside the draft, where they are few and small."""
    if len(scene.index.store.tables) > FEW_TABLES:
        return ()
    kept: dict[str, Layout | None] = scene.ledger.layouts
    for table in scene.index.store.tables:
        if table.name not in kept:
            kept[table.name] = make_layout(table, scene.index.by_table[table.name])
    return tuple(layout for layout in kept.values() if layout is not None)


def make_layout(table: Table, series: Sequence[Series]) -> Layout | None:
    """The layout of a small table; None for one that nobody lays beside a draft to be read."""
    if len(table.rows) > MOST_ROWS or len(table.rows) * len(table.fields) > MOST_CELLS:
        return None
    return Layout(table, series)
