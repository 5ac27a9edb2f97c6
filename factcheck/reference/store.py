"""All reference tables of a run: what may be used, what was refused and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.collecting import uncollected
from factcheck.model import Fact, Finding, Severity
from factcheck.reference.cache import OFF, VARIABLE, Cache, cache_folder, key_of
from factcheck.reference.editions import with_editions
from factcheck.reference.known import Known, known_tables
from factcheck.reference.reading import Doubt, TableRefusedError, guarded
from factcheck.reference.series import Series
from factcheck.reference.shelf import Shelf
from factcheck.reference.stored import take_down
from factcheck.reference.synonyms import Synonyms, read_synonyms, synonym_files
from factcheck.reference.tables import Table

if TYPE_CHECKING:
    import pandas as pd

CONVENTION = "reference_data"
LOGGER = "factcheck.reference"  # tells at level INFO which large tables are being read
_LARGE = 2 << 20  # bytes of a file that takes a second or more to read
_NO_SYNONYMS = Synonyms()


class ReferenceStore:
    """The tables that may be used, their series, and findings about the others; a shelf of every table, in order."""

    def __init__(
        self,
        tables: Sequence[Table],
        series: Sequence[Series],
        problems: Sequence[Finding] = (),
        shelves: Sequence[Shelf] = (),
        synonyms: Synonyms = _NO_SYNONYMS,
    ) -> None:
        self.tables = tuple(tables)
        self.series = with_editions(series)
        self.problems = tuple(problems)
        self.shelves = tuple(shelves)
        self.synonyms = synonyms

    def __repr__(self) -> str:
        return f"<ReferenceStore of {len(self.tables)} tables, {len(self.series)} series>"

    @cached_property
    def digest(self) -> str:
        """A digest of all tables' bytes, in order."""
        return hashlib.sha256("\n".join(table.digest for table in self.tables).encode()).hexdigest()

    def facts_with_value(self, low: Fraction, high: Fraction, dimension: str) -> Iterator[Fact]:
        """The facts of a dimension, "" for numbers without a unit, whose values lie between two bounds."""
        for series in self.series:
            if (series.unit.dimension if series.unit is not None else "") == dimension:
                yield from map(series.fact, series.cells_from(low, high))


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
    with uncollected():
        return _loaded(list(_each(sources)))


def _loaded(sources: Sequence[Any]) -> ReferenceStore:
    problems: list[Finding] = []
    tables: list[Table] = []
    series: list[Series] = []
    names: set[str] = set()
    seen: set[tuple[Path, str]] = set()
    shelves: list[Shelf] = []
    cache = Cache(cache_folder())
    for source in sources:
        for one in known_tables(source, cache, problems):
            if len(sources) > 1 and one.path is not None:  # a source names no file twice
                identity = (one.path.resolve(), one.part)
                if identity in seen:
                    continue
                seen.add(identity)
            name = _free_name(one, names)
            shelf = _shelf(source, one, name, cache, problems)
            if shelf is not None:
                table, found, doubts = take_down(shelf, name, one.path)
                problems += _findings(one, name, doubts)
                shelves.append(shelf)
                tables.append(table)
                series += found
    cache.tidy()
    if cache.trouble:
        problems.append(_not_kept(cache))
    synonyms = read_synonyms(synonym_files(sources), problems)
    return ReferenceStore(tables, series, problems, shelves, synonyms)


def _each(sources: Any) -> Iterable[Any]:
    """The sources one by one; a single one need not be in a list."""
    if isinstance(sources, Mapping):
        return sources.items()
    single = isinstance(sources, str | Path) or hasattr(sources, "iloc")
    return [sources] if single or not isinstance(sources, Iterable) else sources


def _free_name(one: Known, taken: set[str]) -> str:
    """The table's name, with its folder's where another table has the same, then with a number."""
    name = one.name
    if name in taken and one.path is not None:
        name = f"{one.path.parent.name}/{one.path.name}"
    number = 2
    while name in taken:
        name, number = f"{one.name} ({number})", number + 1
    taken.add(name)
    return name


def _shelf(source: Any, one: Known, name: str, cache: Cache, problems: list[Finding]) -> Shelf | None:
    """The index of a table, made where none is kept; None for a table that is refused."""
    key = key_of(one.content, name) if one.content else None
    shelf = cache.find(key)
    if shelf is not None:
        return shelf
    # What is kept needs nothing of what follows.
    from factcheck.reference.inputs import refused  # noqa: PLC0415
    from factcheck.reference.making import made_table  # noqa: PLC0415
    from factcheck.reference.shelving import shelve  # noqa: PLC0415

    _tell_if_large(one, name)
    try:
        table, series, doubts = made_table(one.entry(source), name)
        with guarded():
            return cache.keep(key, partial(shelve, table=table, series=series, doubts=doubts))
    except TableRefusedError as error:
        problems.append(refused(_where(one, name), error, one.part))
        return None


def _tell_if_large(one: Known, name: str) -> None:
    size = one.path.stat().st_size if one.path is not None and one.path.is_file() else 0
    if size >= _LARGE:
        import logging  # noqa: PLC0415

        logging.getLogger(LOGGER).info("reading %s (%d MB); later runs use what is kept of it", name, round(size / 1e6))


def _findings(one: Known, name: str, doubts: Sequence[Doubt]) -> Iterator[Finding]:
    if doubts:
        from factcheck.reference.inputs import doubted  # noqa: PLC0415  # the shipped tables leave none

        yield from (doubted(_where(one, name), doubt, one.part) for doubt in doubts)


def _where(one: Known, name: str) -> str:
    return str(one.path) if one.path is not None else name


def _not_kept(cache: Cache) -> Finding:
    fix = f"set {VARIABLE} to a folder that can be written to, or to {OFF}"
    message = f"the indexes of the tables cannot be kept ({cache.trouble}), so that every run makes them anew; {fix}"
    return Finding("FC906", Severity.NOTE, message, path=str(cache.folder))


def find_reference(draft: Path | None = None) -> Path | None:
    """The folder `reference_data` beside the draft, else in the working directory, else None."""
    # os.path, because Path.is_dir raises for names that the system finds too long.
    beside = None if draft is None else (draft if os.path.isdir(draft) else draft.parent)  # noqa: PTH112
    for folder in (beside, Path()):
        if folder is not None and (folder / CONVENTION).is_dir():
            return folder / CONVENTION
    return None
