"""Where tables come from: files, folders with or without a description, the shipped tables, DataFrames."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.model import Finding, Severity
from factcheck.reference.packages import PACKAGE_NAMES, SIDE_ENDINGS, TableDescription, read_package
from factcheck.reference.reading import RawTable, TableRefusedError, read_table

if TYPE_CHECKING:
    import pandas as pd

TABLE_ENDINGS = frozenset({".csv", ".tsv"})
OTHER_FORMATS = frozenset(
    {
        ".xlsx",
        ".xls",
        ".xlsm",
        ".ods",
        ".parquet",
        ".feather",
        ".json",
        ".jsonl",
        ".ndjson",
        ".sqlite",
        ".db",
        ".duckdb",
    }
    | {".dta", ".sav", ".rds", ".rda", ".numbers", ".html", ".htm", ".zip", ".gz"}
)
BUILTIN = "builtin"
ACCEPTED = (
    'a reference is a path to a table, a folder or a description, the word "builtin", a pandas DataFrame, '
    "a pair of a name and a DataFrame, or several of these"
)


@dataclass(frozen=True)
class TableInput:
    """A table still to be read: its name, its file or its rows, and what a description says of it."""

    name: str
    path: Path | None = None
    raw: RawTable | None = None
    said: TableDescription | None = None

    def read(self) -> RawTable:
        """The table's rows."""
        if self.raw is not None:
            return self.raw
        if self.path is None:
            raise TableRefusedError("has neither a file nor rows")
        said = self.said
        return read_table(self.path, said.encoding if said else "", said.delimiter if said else "")


def find_inputs(source: Any, problems: list[Finding]) -> Iterator[TableInput]:
    """Every table of one source, in a fixed order; what cannot be one is a problem."""
    if isinstance(source, tuple) and len(source) == 2 and _is_frame(source[1]):
        yield _from_frame(str(source[0]), _as_frame(source[1]))
    elif _is_frame(source):
        yield _from_frame("dataframe" if _has_rows(source) else str(source.name or "series"), _as_frame(source))
    elif not isinstance(source, str | os.PathLike):
        raise TypeError(f"{ACCEPTED}, not {_described_type(source)}")
    elif source == BUILTIN:
        yield from _from_folder(builtin_folder(), problems)
    else:
        yield from _from_path(Path(source), problems)


def _is_frame(source: Any) -> bool:
    return _has_rows(source) or (hasattr(source, "to_frame") and hasattr(source, "iloc"))


def _has_rows(source: Any) -> bool:
    return hasattr(source, "itertuples") and hasattr(source, "iloc")


def _as_frame(source: Any) -> pd.DataFrame:
    frame: pd.DataFrame = source if _has_rows(source) else source.to_frame()
    return frame


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
    elif path.suffix.lower() in TABLE_ENDINGS:
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
        if path.suffix.lower() in TABLE_ENDINGS:
            found = True
            yield from _described(name, path, problems)
        elif path.suffix.lower() in OTHER_FORMATS and not _is_description(path):
            found = True
            problems.append(refused(path, _not_read(path)))
    if not found:
        problems.append(
            refused(folder, TableRefusedError("the folder holds no .csv or .tsv file; put the tables there"))
        )


def _is_description(path: Path) -> bool:
    """JSON beside tables is as a rule a description, a schema or settings, and no table."""
    return path.suffix.lower() == ".json"


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
        elif file.suffix.lower() not in TABLE_ENDINGS:
            problems.append(refused(file, _not_read(file)))
        else:
            yield TableInput(file.name, file, said=said)


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
            found = [origin.with_name(stem + table) for table in sorted(TABLE_ENDINGS)]
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
                yield TableInput(name, path, said=said)
                return
    except TableRefusedError as error:
        finding = refused(origin, error)
        if finding not in problems:
            problems.append(finding)
        return
    yield TableInput(name, path)


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


def _from_frame(name: str, frame: pd.DataFrame) -> TableInput:
    """A DataFrame's cells as text, blank rows passed over; its index becomes columns when it is no plain count."""
    if any(part is not None for part in frame.index.names) or not _is_count(frame):
        frame = frame.reset_index()
    headers = tuple(_header_text(column) for column in frame.columns)
    columns = [[_cell_text(value) for value in frame.iloc[:, position]] for position in range(len(headers))]
    numbered = enumerate(zip(*columns, strict=True), 1)
    kept = {line: row for line, row in numbered if "".join(row).strip()}
    rows, lines = tuple(kept.values()), tuple(kept)
    digest = hashlib.sha256(repr((headers, rows)).encode("utf-8", "surrogatepass")).hexdigest()
    return TableInput(name, raw=RawTable(headers, rows, lines, digest, header_line=0, encoding="", delimiter="\t"))


def _header_text(column: Any) -> str:
    """A column's name; the levels of a name in several rows are parted by bars."""
    parts = column if isinstance(column, tuple) else (column,)
    return " ".join(" | ".join(str(part) for part in parts if str(part)).split())


def _is_count(frame: pd.DataFrame) -> bool:
    return type(frame.index).__name__ == "RangeIndex"


def _cell_text(value: Any) -> str:
    if value is None or value != value or str(value) in ("<NA>", "NaT"):  # noqa: PLR0124  # only NaN differs from itself
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)
