"""Tables still to be read: each part of a file with what a description says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.model import Finding, Severity
from factcheck.reference.formats import Opening, format_of
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.unread import unread
from factcheck.reference.glossary import with_glossary
from factcheck.reference.packages import TableDescription
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError


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


def refused(path: Path | str, error: TableRefusedError, part: str = "") -> Finding:
    """The finding for a table or description that is not used."""
    message = f"table refused: {_named(part)}{error.message}"
    return Finding("FC901", Severity.ERROR, message, path=str(path), line=error.line, column=error.column)


def doubted(path: Path | str, doubt: Doubt, part: str = "") -> Finding:
    """The finding for what a person should know of a table that is used."""
    message = _named(part) + doubt.message
    return Finding(doubt.code, doubt.severity, message, path=str(path), line=doubt.line, column=doubt.column)


def _named(part: str) -> str:
    """The part of a file that a message speaks of."""
    return f'"{part}": ' if part else ""


def inputs_of(
    name: str, file: TableFile, said: Sequence[TableDescription], problems: list[Finding]
) -> Iterator[TableInput]:
    """Every table of a file, each with its description; one of several is named FILE:PART."""
    try:
        opening = _opening(file, said)
        parts = opening.parts
        problems += [doubted(file.shown, doubt) for doubt in opening.doubts]
    except TableRefusedError as error:
        problems.append(refused(file.shown, error))
        return
    problems += [refused(one.origin, _no_such_part(one, parts)) for one in said if one.part and one.part not in parts]
    for part in parts:
        full = f"{name}:{part}" if len(parts) > 1 else name
        yield TableInput(full, file.shown, part, opening, said=with_glossary(_of_part(said, part), file.path))


def _opening(file: TableFile, said: Sequence[TableDescription]) -> Opening:
    form = format_of(file.inside or file.path.name)
    if form is None:
        raise unread(file.inside or file.path.name)
    several = next((one for one in said if len(one.files) > 1), None)
    if several is not None:
        raise TableRefusedError(f"is described as one table in {len(several.files)} files; join them into one file")
    return Opening(form, file)


def _of_part(said: Sequence[TableDescription], part: str) -> TableDescription | None:
    own = [one for one in said if one.part == part]
    return next(iter([*own, *(one for one in said if not one.part)]), None)


def _no_such_part(said: TableDescription, parts: Sequence[str]) -> TableRefusedError:
    known = ", ".join(f'"{part}"' for part in parts)
    return TableRefusedError(f'describes "{said.part}" of "{said.path}", which has {known}; correct the name')
