"""Whether two readings of a table are the same belief, whoever said what of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.reference.series import Series
from factcheck.reference.tables import Field, Table

Made = tuple[Table, Sequence[Series]]


def same_belief(one: Made, other: Made) -> bool:
    """Whether a check would believe the same: names, roles, units, periods, totals, and every fact."""
    return _of_table(one[0]) == _of_table(other[0]) and list(map(_of_series, one[1])) == list(map(_of_series, other[1]))


def _of_table(table: Table) -> tuple[object, ...]:
    about = (table.title, table.names, table.description, table.entity, table.measure, table.series, table.vintage)
    return (*about, table.decimal_comma, tuple(map(_of_field, table.fields)), tuple(table.rows), tuple(table.lines))


def _of_field(field: Field) -> Field:
    """A column without what only tells where the belief comes from."""
    return replace(field, declared=(), inferred=True, type="", missing_values=frozenset())


def _of_series(series: Series) -> tuple[object, ...]:
    cells = tuple((cell.row, cell.column, cell.period, cell.aggregate) for cell in series.cells)
    return series.measure, series.names, series.columns, series.unit, series.scale, series.kind, cells
