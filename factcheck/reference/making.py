"""From a file to a table that may be used: reading, describing, checking, and its series."""

from __future__ import annotations

from dataclasses import replace

from factcheck.reference.describe import describe_table
from factcheck.reference.mixtures import mixture_doubts
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError, guarded
from factcheck.reference.series import Series
from factcheck.reference.shapes import make_series
from factcheck.reference.sources import TableInput
from factcheck.reference.suspects import without_suspects
from factcheck.reference.tables import Table
from factcheck.reference.validate import check_cells, check_headers
from factcheck.reference.year_columns import year_doubts


def made_table(entry: TableInput, name: str) -> tuple[Table, tuple[Series, ...], tuple[Doubt, ...]]:
    """The table of an input, its series and the doubts about it. Raises TableRefusedError."""
    raw = entry.read()
    try:
        with guarded():
            return _made(raw, entry, name)
    except TableRefusedError as error:
        error.column = _source_column(raw, error.column)
        raise


def _made(raw: RawTable, entry: TableInput, name: str) -> tuple[Table, tuple[Series, ...], tuple[Doubt, ...]]:
    check_headers(raw, entry.said)
    found = without_suspects(describe_table(name, entry.path, raw, entry.said))
    doubts = [*found.doubts, *check_cells(found), *mixture_doubts(found, raw.delimiter), *year_doubts(found)]
    series = make_series(found.table, doubts)
    placed = (replace(doubt, column=_source_column(raw, doubt.column)) for doubt in doubts)
    return found.table, series, (*_reading_doubts(raw), *placed)


def _source_column(raw: RawTable, column: int) -> int:
    """The column of the source where columns without a text were left out."""
    return raw.positions[column - 1] if 0 < column <= len(raw.positions) else column


def _reading_doubts(raw: RawTable) -> list[Doubt]:
    return [*(Doubt(note, 1, 1) for note in raw.notes), *raw.doubts]
