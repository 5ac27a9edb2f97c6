"""Where tables come from: files, folders with or without a description, the shipped tables, DataFrames."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.model import Finding, Severity
from factcheck.reference.formats import Opening, endings, format_of
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.frames import has_rows, is_frame, raw_from_frame
from factcheck.reference.packages import PACKAGE_NAMES, SIDE_ENDINGS, TableDescription, read_package
from factcheck.reference.reading import RawTable, TableRefusedError

OTHER_FORMATS = frozenset(
    {".xlsx", ".xls", ".xlsm", ".ods", ".parquet", ".feather", ".jsonl", ".ndjson", ".sqlite", ".db", ".duckdb"}
    | {".dta", ".sav", ".rds", ".rda", ".numbers", ".html", ".htm", ".zip", ".gz"}
)
BUILTIN = "builtin"
ACCEPTED = (
    'a reference is a path to a table, a folder or a description, the word "builtin", a pandas DataFrame, '
    "a pair of a name and a DataFrame, or several of these"
)


@dataclass(frozen=True)
class TableInput:
    """A table still to be read: its name, its file and which of its tables, or its rows; what a description says."""

    name: str
    path: Path | None = None
    part: str = ""
    opening: Opening | None = None
    raw: RawTable | None = None
    said: TableDescription | None = None

    @property
    def identity(self) -> tuple[Path, str] | None:
        """What no two tables share; None for rows in memory."""
        return None if self.path is None else (self.path.resolve(), self.part)

    def read(self) -> RawTable:
        """The table's rows."""
        if self.raw is not None:
            return self.raw
        if self.opening is None:
            raise TableRefusedError("has neither a file nor rows")
        return self.opening.read(self.part, self.said)


def find_inputs(source: Any, problems: list[Finding]) -> Iterator[TableInput]:
    """Every table of one source, in a fixed order; what cannot be one is a problem."""
    if isinstance(source, tuple) and len(source) == 2 and is_frame(source[1]):
        yield TableInput(str(source[0]), raw=raw_from_frame(source[1]))
    elif is_frame(source):
        yield TableInput("dataframe" if has_rows(source) else str(source.name or "series"), raw=raw_from_frame(source))
    elif not isinstance(source, str | os.PathLike):
        raise TypeError(f"{ACCEPTED}, not {_described_type(source)}")
    elif source == BUILTIN:
        yield from _from_folder(builtin_folder(), problems)
    else:
        yield from _from_path(Path(source), problems)


def _described_type(source: Any) -> str:
    parts = ", ".join(type(part).__name__ for part in source) if isinstance(source, tuple) else ""
    return f"tuple ({parts})" if parts else type(source).__name__


def builtin_folder() -> Path:
    """The shipped tables: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "reference_data"
    return installed if installed.is_dir() else package.parent / "reference_data"


def refused(path: Path | str, error: TableRefusedError) -> Finding:
    """The finding for a table or description that is not used."""
    message = f"table refused: {error.message}"
    return Finding("FC901", Severity.ERROR, message, path=str(path), line=error.line, column=error.column)


def _from_path(path: Path, problems: list[Finding]) -> Iterator[TableInput]:
    if path.is_dir():
        yield from _from_folder(path, problems)
    elif not path.exists():
        problems.append(refused(path, TableRefusedError("there is no such file or folder; check the path")))
    elif path.name in PACKAGE_NAMES or path.name.endswith(SIDE_ENDINGS):
        yield from _from_package(path, problems)
    elif format_of(path.name) is not None:
        yield from _described(path.name, path, problems)
    else:
        problems.append(refused(path, _not_read(path)))


def _not_read(path: Path) -> TableRefusedError:
    ending = path.suffix.lower() or "no ending"
    return TableRefusedError(f"files with {ending} are not read as tables; save it as CSV (.csv or .tsv, UTF-8)")


def _from_folder(folder: Path, problems: list[Finding]) -> Iterator[TableInput]:
    """All tables of a folder and of the folders in it, in the order of their names."""
    found = False
    for path in _files_in(folder):
        name = path.relative_to(folder).as_posix()
        if _is_table_of_a_folder(path):
            found = True
            yield from _described(name, path, problems)
        elif path.suffix.lower() in OTHER_FORMATS:
            found = True
            problems.append(refused(path, _not_read(path)))
    if not found:
        problems.append(
            refused(folder, TableRefusedError("the folder holds no .csv or .tsv file; put the tables there"))
        )


def _is_table_of_a_folder(path: Path) -> bool:
    """JSON, Markdown and HTML beside tables are as a rule descriptions, notes and saved pages."""
    form = format_of(path.name)
    return form is not None and form.in_folders


def _files_in(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(root) / name for name in sorted(files) if not name.startswith(("~$", ".")))


def _from_package(path: Path, problems: list[Finding]) -> Iterator[TableInput]:
    """The tables that a description names."""
    try:
        tables = read_package(path)
    except TableRefusedError as error:
        problems.append(refused(path, error))
        return
    for said in tables:
        file = _file_of(said)
        if file is None:
            message = f'names the table "{said.path or said.name}", which is not there; correct its "path"'
            problems.append(refused(path, TableRefusedError(message)))
        else:
            yield from _tables(file.name, file, said, problems)


def _file_of(said: TableDescription) -> Path | None:
    """The file of a described table: at its path, else beside the description under the same name."""
    folder = said.origin.parent
    side = _side_table(said.origin)
    for candidate in (folder / said.path, folder / Path(said.path).name, side):
        if candidate is not None and said.path and candidate.is_file() and _is_below(candidate, folder):
            return candidate
    return side if side is not None and side.is_file() else None


def _is_below(path: Path, folder: Path) -> bool:
    """A description speaks of files beside it or deeper, never of others."""
    return path.resolve().is_relative_to(folder.resolve())


def _side_table(origin: Path) -> Path | None:
    for ending in SIDE_ENDINGS:
        if origin.name.endswith(ending) and origin.name != ending[1:]:
            stem = origin.name[: -len(ending)]
            found = [origin.with_name(stem + table) for table in sorted(endings())]
            return next((path for path in found if path.is_file()), None)
    return None


def _described(name: str, path: Path, problems: list[Finding]) -> Iterator[TableInput]:
    """The table with its description; without a table where the description that would say its units is broken."""
    origin = path
    try:
        for origin in _descriptions_near(path):
            tables = read_package(origin)
            said = next(iter(tables), None) if origin.name.endswith(SIDE_ENDINGS) else _named_in(tables, path)
            if said is not None or origin.name.endswith(SIDE_ENDINGS):
                yield from _tables(name, path, said, problems)
                return
    except TableRefusedError as error:
        finding = refused(origin, error)
        if finding not in problems:
            problems.append(finding)
        return
    yield from _tables(name, path, None, problems)


def _tables(name: str, path: Path, said: TableDescription | None, problems: list[Finding]) -> Iterator[TableInput]:
    """Every table of a file; one of several is named FILE:PART."""
    form = format_of(path.name)
    try:
        if form is None:
            raise _not_read(path)
        opening = Opening(form, TableFile(path))
        parts = opening.parts
    except TableRefusedError as error:
        problems.append(refused(path, error))
        return
    for part in parts:
        yield TableInput(f"{name}:{part}" if len(parts) > 1 else name, path, part, opening, said=said)


def _descriptions_near(path: Path) -> Iterator[Path]:
    """NAME.datapackage.json beside the table, else a datapackage in its folder or the one above."""
    for ending in SIDE_ENDINGS:
        side = path.with_name(path.stem + ending)
        if side.is_file():
            yield side
            return
    for folder in (path.parent, path.parent.parent):
        yield from (folder / name for name in PACKAGE_NAMES if (folder / name).is_file())


def _named_in(tables: Sequence[TableDescription], path: Path) -> TableDescription | None:
    exact = [said for said in tables if said.path and (said.origin.parent / said.path) == path]
    beside = [said for said in tables if said.path and Path(said.path).name == path.name]
    near = beside if tables and tables[0].origin.parent == path.parent else []
    return next(iter([*exact, *near]), None)
