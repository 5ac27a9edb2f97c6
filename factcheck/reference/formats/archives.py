"""Zip files of tables: their members read in place, none written anywhere, none larger than a reader takes in."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

from factcheck.reference.formats.twins import first_twin
from factcheck.reference.limits import ARCHIVE_BYTES, MEGABYTE, MEMBERS, TEXT_BYTES, check_size
from factcheck.reference.reading import TableRefusedError

_DAMAGED = "is damaged or cut off and cannot be unpacked; download it again"
_ENCRYPTED = 1  # a flag of the zip format
_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


def member_names(path: Path) -> tuple[str, ...]:
    """The files in a zip file, sorted. Raises TableRefusedError for a damaged one, and one that is made to deceive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _ERRORS as error:
        raise TableRefusedError(_DAMAGED) from error
    if len(members) > MEMBERS:
        raise TableRefusedError(f"holds {len(members):,} files; at most {MEMBERS:,} are read. Unpack what is needed")
    names = [member.filename for member in members]
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name.partition("/")[0]:
            message = f'names the file "{name}", which lies outside of it; take the archive from its publisher'
            raise TableRefusedError(message)
    if (twice := first_twin(names)) is not None:
        raise TableRefusedError(f'holds the file "{twice}" twice; which one counts is not known. Pack it again')
    kept = (name for name in names if not any(part.startswith((".", "__", "~$")) for part in name.split("/")))
    return tuple(sorted(kept))


def check_together(path: Path, names: Collection[str]) -> None:
    """Raise TableRefusedError where some members of a zip file unpack to more than is read of one."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(archive.getinfo(name).file_size for name in names)
    except _ERRORS as error:
        raise TableRefusedError(_DAMAGED) from error
    fix = "Unpack it and name the tables that are needed"
    check_size(size, ARCHIVE_BYTES, "holds tables that unpack to", fix)


def member_data(path: Path, name: str, most: int = TEXT_BYTES) -> bytes:
    """The bytes of one member, no more than `most`, whatever the archive says of its size."""
    try:
        with zipfile.ZipFile(path) as archive:
            member = archive.getinfo(name)
            if member.flag_bits & _ENCRYPTED:
                raise TableRefusedError(
                    f'"{name}" is protected with a password; unpack the archive and give the folder'
                )
            check_size(member.file_size, most, f'"{name}" unpacks to', "Split the table, or save it as Parquet")
            with archive.open(member) as stream:
                data = stream.read(most + 1)
    except KeyError as error:
        raise TableRefusedError(f'holds no file "{name}"; correct the path') from error
    except _ERRORS as error:
        raise TableRefusedError(f'"{name}" {_DAMAGED}') from error
    if len(data) > most:
        raise TableRefusedError(f'"{name}" unpacks to more than {most // MEGABYTE:,} MB, which is not read')
    return data
