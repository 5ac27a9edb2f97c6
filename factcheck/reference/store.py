"""All reference tables of a run: what may be used, what was refused and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.model import Finding
from factcheck.reference.describe import describe_table
from factcheck.reference.editions import with_editions
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError
from factcheck.reference.series import Series
from factcheck.reference.shapes import make_series
from factcheck.reference.sources import TableInput, find_inputs, refused
from factcheck.reference.suspects import without_suspects
from factcheck.reference.tables import Table
from factcheck.reference.validate import check_cells, check_headers

if TYPE_CHECKING:
    import pandas as pd

CONVENTION = "reference_data"


class ReferenceStore:
    """The tables that may be used, their series, and findings about the others."""

    def __init__(self, tables: Sequence[Table], series: Sequence[Series], problems: Sequence[Finding] = ()) -> None:
        self.tables = tuple(tables)
        self.series = with_editions(series)
        self.problems = tuple(problems)

    def __repr__(self) -> str:
        return f"<ReferenceStore of {len(self.tables)} tables, {len(self.series)} series>"

    @cached_property
    def digest(self) -> str:
        """A digest of all tables' bytes, in order."""
        return hashlib.sha256("\n".join(table.digest for table in self.tables).encode()).hexdigest()


def load_reference(
    sources: Sequence[Path | str | pd.DataFrame | pd.Series[Any] | tuple[str, pd.DataFrame]]
    | Mapping[str, pd.DataFrame]
    | Path
    | str
    | pd.DataFrame
    | pd.Series[Any],
) -> ReferenceStore:
    """Load tables from files, folders, descriptions, "builtin" or DataFrames; a broken one never stops the others.

    A refused table is a finding FC901 in `problems`, an unknown unit FC902, another doubt FC906.
    """
    problems: list[Finding] = []
    tables: list[Table] = []
    series: list[Series] = []
    names: set[str] = set()
    seen: set[tuple[Path, str]] = set()
    for source in _each(sources):
        for entry in find_inputs(source, problems):
            if entry.identity in seen:
                continue
            if entry.identity is not None:
                seen.add(entry.identity)
            made = _load(entry, _free_name(entry, names), problems)
            if made is not None:
                tables.append(made[0])
                series += made[1]
    return ReferenceStore(tables, series, problems)


def _each(sources: Any) -> Iterable[Any]:
    """The sources one by one; a single one need not be in a list."""
    if isinstance(sources, Mapping):
        return sources.items()
    single = isinstance(sources, str | Path) or hasattr(sources, "iloc")
    return [sources] if single or not isinstance(sources, Iterable) else sources


def _free_name(entry: TableInput, taken: set[str]) -> str:
    """The table's name, with its folder's where another table has the same, then with a number."""
    name = entry.name
    if name in taken and entry.path is not None:
        name = f"{entry.path.parent.name}/{entry.path.name}"
    number = 2
    while name in taken:
        name, number = f"{entry.name} ({number})", number + 1
    taken.add(name)
    return name


def _load(entry: TableInput, name: str, problems: list[Finding]) -> tuple[Table, tuple[Series, ...]] | None:
    where = str(entry.path) if entry.path is not None else name
    try:
        raw = entry.read()
        check_headers(raw, entry.said)
        found = without_suspects(describe_table(name, entry.path, raw, entry.said))
        doubts = [*_reading_doubts(raw), *found.doubts, *check_cells(found)]
    except TableRefusedError as error:
        problems.append(refused(where, error))
        return None
    series = make_series(found.table, doubts)
    problems += _findings(where, doubts)
    return found.table, series


def _reading_doubts(raw: RawTable) -> list[Doubt]:
    return [*(Doubt(note, 1, 1) for note in raw.notes), *raw.doubts]


def _findings(where: str, doubts: Iterable[Doubt]) -> list[Finding]:
    return [
        Finding(doubt.code, doubt.severity, doubt.message, path=where, line=doubt.line, column=doubt.column)
        for doubt in doubts
    ]


def find_reference(draft: Path | None = None) -> Path | None:
    """The folder `reference_data` beside the draft, else in the working directory, else None."""
    beside = None if draft is None else (draft if draft.is_dir() else draft.parent)
    for folder in (beside, Path()):
        if folder is not None and (folder / CONVENTION).is_dir():
            return folder / CONVENTION
    return None
