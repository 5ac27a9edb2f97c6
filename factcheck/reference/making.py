"""From a file to a table that may be used: reading, describing, checking, and its series."""

from __future__ import annotations

from factcheck.reference.describe import describe_table
from factcheck.reference.mixtures import mixture_doubts
from factcheck.reference.reading import Doubt, RawTable
from factcheck.reference.series import Series
from factcheck.reference.shapes import make_series
from factcheck.reference.sources import TableInput
from factcheck.reference.suspects import without_suspects
from factcheck.reference.tables import Table
from factcheck.reference.validate import check_cells, check_headers


def made_table(entry: TableInput, name: str) -> tuple[Table, tuple[Series, ...], tuple[Doubt, ...]]:
    """The table of an input, its series and the doubts about it. Raises TableRefusedError."""
    raw = entry.read()
    check_headers(raw, entry.said)
    found = without_suspects(describe_table(name, entry.path, raw, entry.said))
    doubts = [*_reading_doubts(raw), *found.doubts, *check_cells(found), *mixture_doubts(found, raw.delimiter)]
    series = make_series(found.table, doubts)
    return found.table, series, tuple(doubts)


def _reading_doubts(raw: RawTable) -> list[Doubt]:
    return [*(Doubt(note, 1, 1) for note in raw.notes), *raw.doubts]
