"""Data packages in one file: a zip file with its tables and their description, or a description with its rows in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.model import Finding
from factcheck.reference.formats import format_of
from factcheck.reference.formats.archives import check_together, member_data, member_names
from factcheck.reference.formats.files import TableFile
from factcheck.reference.inputs import TableInput, inputs_of, refused
from factcheck.reference.packages import TableDescription, parse_package
from factcheck.reference.reading import TableRefusedError, guarded
from factcheck.reference.shipped import PACKAGE_NAMES

_DESCRIPTION_BYTES = 20_000_000


def not_there(said: TableDescription) -> TableRefusedError:
    """Why a described table is not used: its file is on the net, or nowhere."""
    if "://" in said.path:
        return TableRefusedError(f'names the table "{said.path}" on the net; download it and name the copy')
    return TableRefusedError(f'names the table "{said.path or said.name}", which is not there; correct its "path"')


def inputs_of_zip(path: Path, problems: list[Finding]) -> Iterator[TableInput]:
    """The tables that the zip's description names; without one, all that a folder of these files would give."""
    try:
        with guarded():
            names = member_names(path)
            package = _package_in(names)
            described = _descriptions(path, package) if package else ()
            tables = [name for name in names if (form := format_of(name)) is not None and form.in_folders]
            check_together(path, _files_of(package, described) & {*names} if package else tables)
    except TableRefusedError as error:
        problems.append(refused(path, error))
        return
    if package:
        yield from _described(path, package, described, names, problems)
        return
    if not tables:
        nothing = TableRefusedError("holds no table and no datapackage.json; put the tables in, or give another file")
        problems.append(refused(path, nothing))
    for name in tables:
        yield from inputs_of(f"{path.name}/{name}", TableFile(path, name), (), problems)


def _package_in(names: Sequence[str]) -> str:
    """The description that lies least deep; "" where there is none."""
    found = [name for name in names if posixpath.basename(name) in PACKAGE_NAMES]
    return min(found, key=lambda name: (name.count("/"), name), default="")


def _descriptions(path: Path, package: str) -> tuple[TableDescription, ...]:
    return parse_package(path / package, member_data(path, package, _DESCRIPTION_BYTES))


def _file_of(package: str, said: TableDescription) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), said.path))


def _files_of(package: str, described: Sequence[TableDescription]) -> set[str]:
    """The members of a zip file that its description names."""
    return {_file_of(package, said) for said in described if said.inline_at is None}


def _described(
    path: Path, package: str, described: Sequence[TableDescription], names: Sequence[str], problems: list[Finding]
) -> Iterator[TableInput]:
    of_files: dict[str, list[TableDescription]] = {}
    for said in described:
        file = _file_of(package, said)
        if said.inline_at is not None:
            yield from inline_input(said, problems, member_data(path, package, _DESCRIPTION_BYTES))
        elif file not in names:
            problems.append(refused(path / package, not_there(said)))
        else:
            of_files.setdefault(file, []).append(said)
    for file, said_of_it in of_files.items():
        yield from inputs_of(posixpath.basename(file), TableFile(path, file), said_of_it, problems)


def inline_input(said: TableDescription, problems: list[Finding], data: bytes | None = None) -> Iterator[TableInput]:
    """The table that a description holds itself."""
    from factcheck.reference.formats.json_tables import loads, table_of_value  # noqa: PLC0415  # rare

    try:
        if said.origin.suffix.lower() != ".json":
            raise TableRefusedError(f'holds the rows of "{said.name}" itself; put them into a CSV file beside it')
        data = said.origin.read_bytes() if data is None else data
        with guarded():
            package = loads(data.decode("utf-8-sig"))
            raw = table_of_value(package["resources"][said.inline_at]["data"], data, part=said.name)
    except TableRefusedError as error:
        problems.append(refused(said.origin, error, said.name))
        return
    yield TableInput(said.name or said.origin.name, said.origin, said.name, raw=raw, said=said)
