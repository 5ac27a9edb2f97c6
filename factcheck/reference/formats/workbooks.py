"""What a spreadsheet's cells say beyond their text, told with the address of a cell and what to do about it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import product

from factcheck.model import Severity
from factcheck.reference.cells import is_number
from factcheck.reference.formats.grids import Grid
from factcheck.reference.limits import SHEET_CELLS, check_cells_of_table
from factcheck.reference.reading import Doubt, TableRefusedError

_TOLD = 5  # defects of one kind that are told one by one
_LARGEST_MERGE = 100_000  # cells; more is formatting, no label
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")  # names rows and columns
_SIGNATURE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def letters(column: int) -> str:
    """A column's letters, from its number counted from 1.

    >>> letters(1), letters(27), letters(703)
    ('A', 'AA', 'AAA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """A cell's address, as a spreadsheet writes it.

    >>> address(5, 3)
    'C5'
    """
    return f"{letters(column)}{row}"


def told(found: Sequence[tuple[int, int, str]], severity: Severity) -> list[Doubt]:
    """A doubt for each of the first cells (row, column, what it holds), and how many more there are."""
    doubts = [
        Doubt(f"cell {address(row, column)} {message}", row, column, severity) for row, column, message in found[:_TOLD]
    ]
    if len(found) > _TOLD:
        row, column, _ = found[_TOLD]
        more = f"{len(found) - _TOLD} more cells are so, the next one {address(row, column)}"
        doubts.append(Doubt(more, row, column, severity))
    return doubts


def hidden_notes(rows: Iterable[int], columns: Iterable[int]) -> list[Doubt]:
    """That rows or columns which nobody sees are used."""
    doubts = []
    hidden_rows, hidden_columns = sorted(set(rows)), sorted(set(columns))
    if hidden_rows:
        listed = _runs(hidden_rows, str)
        doubts.append(_hidden("row", len(hidden_rows), listed, hidden_rows[0], 1))
    if hidden_columns:
        listed = _runs(hidden_columns, letters)
        doubts.append(_hidden("column", len(hidden_columns), listed, 1, hidden_columns[0]))
    return doubts


def _hidden(what: str, count: int, listed: str, line: int, column: int) -> Doubt:
    if count == 1:
        message = f"{what} {listed} is hidden and used all the same; delete it if it should not count"
    else:
        message = f"{what}s {listed} are hidden and used all the same; delete them if they should not count"
    return Doubt(message, line, column, Severity.NOTE)


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Numbers as runs: "3 to 5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [name(low) if low == high else f"{name(low)} to {name(high)}" for low, high in runs]
    return ", ".join(texts[:_TOLD]) + (f" and {len(texts) - _TOLD} more" if len(texts) > _TOLD else "")


def filled(texts: dict[tuple[int, int], str], ranges: Iterable[tuple[int, int, int, int]]) -> list[Doubt]:
    """Write the text of merged cells into each of them, and say so; a number stays in its first cell only.

    `texts` are by row and column, `ranges` are first row, first column, last row, last column. A title merged over
    the whole sheet stays one cell, and no row or column comes to be that holds nothing else.
    """
    used = [place for place, text in texts.items() if text.strip()]
    rows, columns = sorted({row for row, _ in used}), sorted({column for _, column in used})
    left, right = (columns[0], columns[-1]) if columns else (0, 0)
    labels, numbers, count = [], [], 0
    for top, first, bottom, last in sorted(ranges):
        text = texts.get((top, first), "").strip()
        area = (bottom - top + 1) * (last - first + 1)
        if not text or area > _LARGEST_MERGE or (first <= left and last >= right):
            continue
        if top < bottom and is_number(text) and not _YEAR.fullmatch(text):
            numbers.append((top, first, _merged_number(top, first, bottom, last)))
            continue
        labels.append(f"{address(top, first)}:{address(bottom, last)}")
        down, across = _between(rows, top, bottom), _between(columns, first, last)
        count += len(down) * len(across)
        if count > SHEET_CELLS:
            message = f"has merged cells that cover one another or more than {SHEET_CELLS:,} cells"
            raise TableRefusedError(f"{message}; unmerge them, or save the sheet as CSV")
        texts.update(dict.fromkeys(product(down, across), text))
    doubts = told(numbers, Severity.WARNING)
    if labels:
        others = f" and {len(labels) - 1} more" if len(labels) > 1 else ""
        message = f"cells {labels[0]}{others} are merged; their text is read in each; unmerge them to be sure"
        doubts.append(Doubt(message, severity=Severity.NOTE))
    return doubts


def _between(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of sorted numbers that lie within two bounds."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _merged_number(top: int, first: int, bottom: int, last: int) -> str:
    cells = f"{address(top, first)}:{address(bottom, last)}"
    return f"holds a number merged over {cells}, which is read for row {top} only; unmerge the cells and fill them"


def grid_of(texts: dict[tuple[int, int], str]) -> Grid:
    """The rows of a sheet's cells. Raises TableRefusedError where a few cells lie far apart."""
    places = [place for place, text in texts.items() if text.strip()]
    rows = sorted({row for row, _ in places})
    columns = sorted({column for _, column in places})
    check_cells_of_table(len(rows), len(columns), SHEET_CELLS)
    cells = tuple(tuple(texts.get((row, column), "") for column in columns) for row in rows)
    return Grid(cells, tuple(rows), tuple(columns))


def numbers_as_text(grid: Grid, marked: set[tuple[int, int]]) -> list[Doubt]:
    """That columns of numbers hold some as text, which a spreadsheet would not add up; header rows are all text."""
    doubts = []
    typed = (
        row
        for row, cells in zip(grid.lines, grid.rows, strict=True)
        if any((row, at) not in marked and is_number(text) for at, text in zip(grid.positions, cells, strict=True))
    )
    first = next(typed, 0)
    for place, column in enumerate(grid.positions):
        texts = {row: cells[place].strip() for row, cells in zip(grid.lines, grid.rows, strict=True)}
        wrong = [row for row, text in texts.items() if row >= first and (row, column) in marked and is_number(text)]
        right = sum((row, column) not in marked and is_number(text) for row, text in texts.items())
        if wrong and right >= 2:
            cells = "1 cell holds a number" if len(wrong) == 1 else f"{len(wrong)} cells hold numbers"
            message = f"column {letters(column)}: {cells} stored as text (first: {address(wrong[0], column)})"
            fix = "read as printed; convert to numbers in the spreadsheet to be sure"
            doubts.append(Doubt(f"{message}; {fix}", wrong[0], column, Severity.NOTE))
    return doubts


def check_archive(data: bytes, kind: str, save_as: str) -> None:
    """Refuse what only has a workbook's name: an encrypted or old one, a page, a text."""
    if data.startswith(_SIGNATURE):
        return
    if not data.strip():
        raise TableRefusedError("is empty (0 bytes of data); download or export it again", 1, 1)
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            fix = f"open it in a spreadsheet program, take the password off and save it as {save_as}"
            raise TableRefusedError(f"is protected with a password; {fix}")
        raise TableRefusedError(f"is an old Excel workbook (.xls) under another name; save it as {save_as}")
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<?xml")):
        fix = "use the download link of the data, or rename it to .html where the page itself holds the table"
        raise TableRefusedError(f"is an HTML or XML page, not {kind}; {fix}", 1, 1)
    raise TableRefusedError(f"is not {kind} (its first bytes are not those of one); download or export it again", 1, 1)
