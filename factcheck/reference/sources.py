"""Where tables come from: files, folders with or without a description, the shipped tables, DataFrames."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from factcheck.model import Finding
from factcheck.reference.formats import endings, format_of
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.frames import has_rows, is_frame, raw_from_frame
from factcheck.reference.formats.unread import UNREAD_ENDINGS, unread
from factcheck.reference.inputs import TableInput, doubted, inputs_of, refused
from factcheck.reference.packages import TableDescription, read_package
from factcheck.reference.passed import is_passed_over, nothing_in, passed_over
from factcheck.reference.reading import TableRefusedError
from factcheck.reference.shipped import BUILTIN, PACKAGE_NAMES, SIDE_ENDINGS, builtin_folder, is_description
from factcheck.reference.zipped import inline_input, inputs_of_zip, not_there

__all__ = ["BUILTIN", "TableInput", "builtin_folder", "find_inputs", "is_description", "refused"]

ACCEPTED = (
    'a reference is a path to a table, a folder or a description, the word "builtin", a pandas DataFrame, '
    "a pair of a name and a DataFrame, or several of these"
)


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


def _from_path(path: Path, problems: list[Finding]) -> Iterator[TableInput]:
    if path.is_dir():
        yield from _from_folder(path, problems)
    elif not path.exists():
        problems.append(refused(path, TableRefusedError("there is no such file or folder; check the path")))
    elif is_description(path):
        yield from _from_package(path, problems)
    elif path.suffix.lower() == ".zip":
        yield from inputs_of_zip(path, problems)
    else:
        yield from _described(path.name, path, problems)


def _from_folder(folder: Path, problems: list[Finding]) -> Iterator[TableInput]:
    """All tables of a folder and of the folders in it, in the order of their names.

    JSON, Markdown and HTML beside tables are as a rule settings, notes and saved pages: they are tables where a
    description says so. A zip file is as a rule what the tables beside it were unpacked from. A note tells of them.
    """
    found = False
    passed: list[Path] = []
    for path in _files_in(folder):
        form = format_of(path.name)
        if form is not None and not is_description(path) and (form.in_folders or is_described(path)):
            found = True
            yield from _described(path.relative_to(folder).as_posix(), path, problems)
        elif is_passed_over(path):
            passed.append(path)
        elif path.suffix.lower() in UNREAD_ENDINGS:
            found = True
            problems.append(refused(path, unread(path.name)))
    for path in _files_in(folder):
        if is_description(path) and _holds_data(path):
            found = True
            yield from _from_package(path, problems, inline_only=True)
    if not found:
        problems.append(refused(folder, nothing_in(passed)))
    elif passed:
        problems.append(doubted(folder, passed_over(passed)))


def _files_in(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(root) / name for name in sorted(files) if not name.startswith(("~$", ".")))


def is_described(path: Path) -> bool:
    """Whether a description nearby names the file."""
    try:
        return any(
            origin.name.endswith(SIDE_ENDINGS) or _named_in(read_package(origin), path)
            for origin in _descriptions_near(path)
        )
    except TableRefusedError:
        return False


def _holds_data(path: Path) -> bool:
    try:
        return any(said.inline_at is not None for said in read_package(path))
    except TableRefusedError:
        return False


def _from_package(path: Path, problems: list[Finding], inline_only: bool = False) -> Iterator[TableInput]:
    """The tables that a description names, or holds itself."""
    try:
        tables = read_package(path)
    except TableRefusedError as error:
        problems.append(refused(path, error))
        return
    of_files: dict[Path, list[TableDescription]] = {}
    for said in tables:
        if said.inline_at is not None:
            yield from inline_input(said, problems)
        elif inline_only:
            continue
        elif (file := _file_of(said)) is None:
            problems.append(refused(path, _not_there(said)))
        else:
            of_files.setdefault(file, []).append(said)
    for file, described in of_files.items():
        yield from inputs_of(file.name, TableFile(file), described, problems)


def _not_there(said: TableDescription) -> TableRefusedError:
    folder = said.origin.parent
    if said.path and "://" not in said.path and (folder / said.path).is_file():
        where = f'names the table "{said.path}", which lies outside the folder of the description'
        return TableRefusedError(f"{where}; put the table there, or the description beside the table")
    return not_there(said)


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
    """The file's tables with their descriptions; none where the description that would say their units is broken."""
    origin = path
    try:
        for origin in _descriptions_near(path):
            tables = read_package(origin)
            is_side = origin.name.endswith(SIDE_ENDINGS)
            said = tables if is_side else _named_in(tables, path)
            if said or is_side:
                yield from inputs_of(name, TableFile(path), said, problems)
                return
    except TableRefusedError as error:
        finding = refused(origin, error)
        if finding not in problems:
            problems.append(finding)
        return
    yield from inputs_of(name, TableFile(path), (), problems)


def _descriptions_near(path: Path) -> Iterator[Path]:
    """NAME.datapackage.json beside the table, else a datapackage in its folder or the one above."""
    stem = Path(TableFile(path).name).stem
    for ending in SIDE_ENDINGS:
        side = path.with_name(stem + ending)
        if side.is_file():
            yield side
            return
    for folder in (path.parent, path.parent.parent):
        yield from (folder / name for name in PACKAGE_NAMES if (folder / name).is_file())


def _named_in(tables: Sequence[TableDescription], path: Path) -> list[TableDescription]:
    """What a package says of a file: at its path, else of a file of its name beside the package."""
    exact = [said for said in tables if said.path and (said.origin.parent / said.path) == path]
    beside = [said for said in tables if said.path and Path(said.path).name == path.name]
    near = beside if tables and tables[0].origin.parent == path.parent else []
    return exact or near
