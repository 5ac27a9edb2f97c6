"""The table of pins of a project, `factcheck.pins.csv`: a row for each figure whose fact a person has named."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from factcheck.model import Finding, Pin, Severity
from factcheck.pins.toml_files import pin_problem
from factcheck.pins.words import PinSyntaxError, read_key
from factcheck.readers.encoding import decode
from factcheck.readers.errors import ReadError

COLUMNS: Final = ("draft", "figure", "near", "nth", "table", "row", "column", "by")
_NEEDED: Final = ("draft", "figure", "table", "column")
_SEPARATORS: Final = ",;\t"


class _UnreadableError(Exception):
    """The file is no table of pins; the text says why, the number on which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_pin_table(path: Path) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    """The pins of a table, and what is wrong with it; drafts are named from the folder that it stands in."""
    try:
        text, _ = decode(path.read_bytes(), path)
        rows = list(_rows(text))
    except OSError as error:
        return (), (_unreadable(path, error.strerror or str(error)),)
    except ReadError as error:
        return (), (_unreadable(path, f"{error.message}; {error.fix}", error.line),)
    except _UnreadableError as error:
        return (), (_unreadable(path, str(error), error.line),)
    if not rows:
        return (), (_unreadable(path, f"it is empty; its first line is {','.join(COLUMNS)}", 1),)
    head = [name.strip().lower() for name in rows[0][1]]
    problems = [pin_problem(message, path, rows[0][0]) for message in _mistakes_in_head(head)]
    if problems:
        return (), tuple(problems)
    pins: list[Pin] = []
    for line, cells in rows[1:]:
        try:
            pins.append(_pin(head, cells, path, line))
        except ValueError as error:
            problems.append(pin_problem(f"the pin is not used: {error}", path, line))
    return tuple(pins), tuple(problems)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its first line; parted by what parts the names of the columns."""
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(_SEPARATORS, key=head.count), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _UnreadableError(f"{error} in the row that begins here; is a quotation mark not closed?", line) from None


def _mistakes_in_head(head: Sequence[str]) -> Iterator[str]:
    for name in dict.fromkeys(head):
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            told = f'the nearest is "{near[0]}"' if near else f"columns are {', '.join(COLUMNS)}"
            yield f'there is no column "{name}" of pins; {told}'
        elif head.count(name) > 1:
            yield f'two columns are called "{name}"'
    yield from (f'the pins have no column "{name}"' for name in _NEEDED if name not in head)


def _pin(head: Sequence[str], cells: Sequence[str], path: Path, line: int) -> Pin:
    """The pin of a row. Raises ValueError for one that is none."""
    if len(cells) != len(head):
        raise ValueError(f"the row has {len(cells)} cells and the first line {len(head)} names")
    said: Mapping[str, str] = {name: " ".join(cell.split()) for name, cell in zip(head, cells, strict=True)}
    for name in _NEEDED:
        if not said[name]:
            raise ValueError(f'there is nothing in "{name}"')
    nth = said.get("nth", "") or "0"
    if not nth.isdecimal() or (said.get("nth") and int(nth) < 1):
        raise ValueError(f'"nth" is "{nth}" and must be a number from 1 on')
    try:
        key, row = read_key(said.get("row", ""))
    except PinSyntaxError as error:
        raise ValueError(f'"row": {error}') from None
    return Pin(
        said["figure"],
        said["table"],
        said["column"],
        dict(row),
        near=said.get("near", ""),
        nth=int(nth),
        draft=str(path.parent / said["draft"]),
        by=said.get("by", ""),
        place=f"{path}:{line}",
        key=key,
    )


def _unreadable(path: Path, reason: str, line: int = 0) -> Finding:
    return pin_problem(f"the pins cannot be read: {reason}", path, line, Severity.ERROR)
