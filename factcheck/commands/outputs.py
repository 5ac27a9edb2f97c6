"""The files that a report is written to besides standard output, held against what they must not write over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record
from factcheck.reports.formats import FORMATS, How, chunks
from factcheck.writing import WriteError, check_writable, write_whole

if TYPE_CHECKING:
    from factcheck.results import Report

# Endings that leave no doubt; what ends in .json, .md, .txt or .xml may be several things.
ENDINGS: Final = {".html": "html", ".htm": "html", ".sarif": "sarif", ".csv": "csv", ".jsonl": "jsonl"}
_EITHER: Final = {
    ".json": ("json", "sarif", "gitlab"),
    ".md": ("markdown",),
    ".txt": ("text", "concise"),
    ".xml": ("junit",),
}
_PINS: Final = (".pins.toml", ".pins.csv")


class OutputError(ValueError):
    """An output that cannot be: what is wrong with it, and what to write instead ("" where that is plain)."""

    def __init__(self, message: str, fix: str = "") -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{message}; {fix}" if fix else message)


@record
class Output:
    """A file to write, and the format of the report in it."""

    format: str
    path: Path


def outputs_of(texts: Iterable[str]) -> tuple[Output, ...]:
    """The outputs that texts such as "html=report.html" name; OutputError for one that names none.

    >>> [one.format for one in outputs_of(["json=report.json", "figures.csv"])]
    ['json', 'csv']
    """
    return tuple(map(_output, texts))


def check_outputs(
    outputs: Sequence[Output], drafts: Iterable[Path], reference: Iterable[Path], kept: Iterable[Path]
) -> None:
    """Raises OutputError, or WriteError, for an output that cannot be written or would write over something.

    `drafts` and `reference` are the files and folders of the run, `kept` other files that it reads.
    """
    places: dict[Path, Output] = {}
    drafts, reference = tuple(drafts), tuple(reference)
    read = {_real(path): path for path in (*drafts, *reference, *kept)}
    for output in outputs:
        check_writable(output.path)
        place = _real(output.path)
        if place in places:
            raise OutputError(f"two outputs are the one file {output.path}", "name another for each")
        if place in read:
            raise OutputError(f"{output.path} is read in this run and would be lost", "name another file")
        places[place] = output
        _check_folders(output.path, place, drafts, reference)


def write_outputs(outputs: Sequence[Output], report: Report, how: How) -> Iterator[WriteError]:
    """Writes the report into every file, each whole or not at all; gives what could not be written."""
    for output in outputs:
        try:
            write_whole(output.path, chunks(output.format, report, replace(how, width=None, colour=False)))
        except WriteError as error:
            yield error


def _output(text: str) -> Output:
    name, equals, rest = text.partition("=")
    if equals and name in FORMATS:
        return _at(name, rest)
    if equals and name.isalnum():
        raise OutputError(f'"{name}" is no format{_closest(name)}', f"known are {', '.join(FORMATS)}")
    return _at(_format_of(text), text)


def _at(form: str, path: str) -> Output:
    if path == "-":
        raise OutputError("standard output has a format of its own", f"write --format {form}")
    if not path:
        raise OutputError("an output has no file", f"write {form}=FILE")
    return Output(form, Path(path))


def _format_of(path: str) -> str:
    """The format that the ending of a file tells."""
    if path == "-":
        raise OutputError("standard output has a format of its own", "say which with --format")
    ending = Path(path).suffix.lower()
    form = ENDINGS.get(ending, "")
    if form in FORMATS:
        return form
    likely = [name for name in _EITHER.get(ending, ()) if name in FORMATS] or ["FORMAT"]
    write = " or ".join(f"{name}={path}" for name in likely)
    raise OutputError(f"the name {path} does not tell the format", f"write {write}")


def _check_folders(path: Path, place: Path, drafts: Iterable[Path], reference: Iterable[Path]) -> None:
    """Refuses what the next run would take for a draft or a table, or what already is one."""
    from factcheck.readers.registry import FORMATS as DRAFTS  # noqa: PLC0415
    from factcheck.reference.formats import endings  # noqa: PLC0415
    from factcheck.reference.sources import is_described, is_description  # noqa: PLC0415

    if place.name.lower().endswith(_PINS):
        raise OutputError(f"{path} would be taken for pins", "name another file")
    ending = place.suffix.lower()
    if ending in DRAFTS and ending and _inside(place, drafts):
        raise OutputError(f"{path} would be taken for a draft, since it lies among the drafts", "name another folder")
    told = ending == ".toml" or ending in endings(in_folders=True) or is_description(place) or is_described(place)
    if told and _inside(place, reference):
        raise OutputError(f"{path} would be taken for a table, since it lies among the tables", "name another folder")


def _inside(place: Path, folders: Iterable[Path]) -> bool:
    return any(_real(folder) in place.parents for folder in folders)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _closest(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for a wrong call only

    near = get_close_matches(name.lower(), FORMATS, n=1, cutoff=0.5)
    return f"; the closest is {near[0]}" if near else ""
