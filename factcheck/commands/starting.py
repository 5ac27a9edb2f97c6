"""The first set-up of a folder: a configuration, a place for reference tables, descriptions of tables found there.

Nothing that is there already is changed; a second run changes nothing at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from factcheck.configuration.finding import NAMES, PYPROJECT
from factcheck.configuration.mistakes import ConfigurationError
from factcheck.configuration.reading import read_configuration
from factcheck.configuration.starter import starter
from factcheck.model import Finding
from factcheck.reference.drafting import DraftError, draft_descriptions
from factcheck.reference.formats import format_of
from factcheck.reference.shipped import is_description
from factcheck.reference.store import CONVENTION
from factcheck.writing import write_whole

FILE: Final = "factcheck.toml"
README: Final = "README.md"
_MOST_TABLES: Final = 12
_MOST_FILES: Final = 20_000
_PASSED_OVER: Final = frozenset({CONVENTION, "node_modules", "__pycache__", "venv", "build", "dist", "site-packages"})

_README: Final = """\
# Reference tables

Put here the tables that you trust: figures that drafts are held against. A table is a file: CSV, Excel (.xlsx), ODS,
Parquet, SQLite or a Data Package. Sub-folders are fine.

A header that says what a reader would ask is enough: whose figure, of what, in which unit, when. For example:

    Service,2023/24 (£000),2024/25 (£000)
    Schools,41200,43050
    Roads,12800,12310
    Total,54000,55360

From this the program takes pounds, in thousands, of two fiscal years, for schools and roads; "Total" is their sum.

Three commands help:

- `factcheck tables show` tells what is believed of the tables here;
- `factcheck tables init reference_data` writes that down as a description, for you to correct;
- `factcheck tables lint` finds what is wrong with them, with file, line and what to do.

Keep with every table where it comes from and when it was fetched (`sources` in the description): a report quotes it.
Figures that are revised are kept as editions, the old beside the new, so that a draft which follows an old one is
called outdated and not wrong.
"""


def set_up(folder: Path, problems: list[Finding], *, force: bool = False) -> Iterator[str]:
    """Set up a folder and tell of each thing done or left; what is wrong with tables is added to the problems.

    Raises WriteError for what cannot be written. `force` writes the configuration and the README anew; descriptions
    of tables are never written over.
    """
    tables = folder / CONVENTION
    outside = _tables_outside(folder)
    if not tables.is_dir():
        tables.mkdir()
        yield f"{_shown(tables)}/: made"
    yield from _written(tables / README, _README, force=force, why="says what belongs there")
    used = outside if len(outside) <= _MOST_TABLES else []
    usable: list[str] = []
    for path in ([tables] if _holds_tables(tables) else []) + used:
        refused = len(problems)
        yield from _described(path, problems)
        if path.is_file() and any(problem.code == "FC901" for problem in problems[refused:]):
            yield f"{_shown(path)}: cannot be used as it is, so the configuration does not name it"
        elif path != tables:
            usable.append(path.relative_to(folder).as_posix())
    if outside and not used:
        yield f"{len(outside)} tables lie outside {CONVENTION}/ and are not used; name those that you trust in {FILE}"
    yield from _configured(folder, [CONVENTION, *usable], force=force)


def _configured(folder: Path, reference: list[str], *, force: bool) -> Iterator[str]:
    """Write the configuration, unless one holds for this folder already."""
    for name in NAMES:
        path = folder / name
        if path.is_file() and (name != FILE or not force) and _is_configuration(path):
            yield f"{_shown(path)}: is the configuration here already; it is kept"
            return
    why = f"the configuration; it names {', '.join(reference)}"
    yield from _written(folder / FILE, starter({"reference": reference}), force=force, why=why)
    if (folder / PYPROJECT).is_file():
        yield f"{_shown(folder / PYPROJECT)}: left as it is; the keys may stand there too, under [tool.factcheck]"


def _is_configuration(path: Path) -> bool:
    try:
        return read_configuration(path) is not None
    except ConfigurationError:
        return path.name != PYPROJECT


def _written(path: Path, text: str, *, force: bool, why: str) -> Iterator[str]:
    if path.exists() and not force:
        yield f"{_shown(path)}: is there already; it is kept"
        return
    write_whole(path, [text])
    yield f"{_shown(path)}: written, {why}"


def _described(path: Path, problems: list[Finding]) -> Iterator[str]:
    try:
        yield from draft_descriptions(path, problems)
    except DraftError as error:
        yield str(error)


def _tables_outside(folder: Path) -> list[Path]:
    """The tables beside the drafts: files of the folder itself, and sub-folders that hold some, each named once."""
    found: list[Path] = []
    looked_at = 0
    for root, names, files in os.walk(folder):
        here = Path(root)
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _PASSED_OVER)
        looked_at += len(files)
        tables = sorted(here / name for name in files if _is_table(here / name))
        if tables and here != folder:
            found.append(here)
            names.clear()
        else:
            found += tables
        if looked_at > _MOST_FILES:
            break
    return found


def _holds_tables(folder: Path) -> bool:
    return any(_is_table(Path(root) / name) for root, _, files in os.walk(folder) for name in files)


def _is_table(path: Path) -> bool:
    if path.name.startswith((".", "~$")) or not _is_text(path.name):
        return False
    form = format_of(path.name)
    return form is not None and form.in_folders and not is_description(path)


def _is_text(name: str) -> bool:
    """Whether a name can stand in a file; one in another encoding than the system's cannot."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(path: Path) -> str:
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown
