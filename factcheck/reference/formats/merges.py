"""How many cells a workbook merges, known before it is opened: openpyxl makes a cell for each of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from factcheck.reference.formats.doctypes import may_hold, plain_parser
from factcheck.reference.limits import MERGED_CELLS
from factcheck.reference.reading import TableRefusedError

_ROWS, _COLUMNS = 1_048_576, 16_384  # of the largest sheet
_PLACE = r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})"
_AREA = re.compile(rf"{_PLACE}:{_PLACE}")


def check_merges(archive: zipfile.ZipFile) -> None:
    """Raise TableRefusedError where the sheets of a workbook merge more cells than are read."""
    sizes: dict[str, int] = {}
    total = 0
    for name in archive.namelist():
        for area in _areas(archive.read(name)):
            sizes[area] = size_of(area)
            total += sizes[area]
    if total > MERGED_CELLS:
        most = max(sizes, key=sizes.__getitem__)
        message = f"merges {total:,} cells, the most of them in {most}; at most {MERGED_CELLS:,} are read"
        raise TableRefusedError(f"{message}. Unmerge them, or save the sheet as CSV")


def size_of(area: str) -> int:
    """How many cells an area has; a column or row without an end is as long as one can be.

    >>> size_of("A10:B400000"), size_of("$A:$A"), size_of("B7")
    (799982, 1048576, 1)
    """
    found = _AREA.fullmatch(area)
    if found is None:
        return 1
    first, top, last, bottom = found.groups()
    width = abs(_number(last) - _number(first)) + 1 if first and last else _COLUMNS
    height = abs(int(bottom) - int(top)) + 1 if top and bottom else _ROWS
    return width * height


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _areas(content: bytes) -> Iterator[str]:
    """The merged areas of a sheet's XML; nothing of what is no XML."""
    if not may_hold(content, b"mergeCell", b"<!DOCTYPE"):
        return
    found: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "mergeCell":
            found.append(given.get("ref", ""))

    parser = plain_parser()
    parser.StartElementHandler = start
    with suppress(expat.ExpatError):  # openpyxl says of it what there is to say
        parser.Parse(content, True)
    yield from found
