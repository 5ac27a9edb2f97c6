"""ODS spreadsheets: every sheet with figures is a table.

The file holds the text of every cell as the sheet shows it. No reading library hands it out, so its XML is read here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from factcheck.model import Severity
from factcheck.reference.formats.doctypes import check_doctype
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import Grid, note
from factcheck.reference.formats.sheet_files import DAMAGED, Sheet, SheetFile, with_figures
from factcheck.reference.formats.workbooks import check_archive, filled, grid_of, hidden_notes, told
from factcheck.reference.limits import SHEET_CELLS, SHEETS, WORKBOOK_BYTES, check_size
from factcheck.reference.reading import TableRefusedError

if TYPE_CHECKING:
    pass

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3}")
_STORED = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_DIGITS = re.compile(r"\d(?:[\d.,'’\s\u00a0\u202f]*\d)?")
_ERROR_FIX = "the cell is left out; mend the formula and save the file again"
_MOST_BLANKS = 20  # of one run within a text
_BLANKS = 1000  # cells in a row that are repeated because they are empty to the sheet's end


def opened(file: TableFile) -> SheetFile:
    """The sheets of an ODS file."""
    data = file.data(WORKBOOK_BYTES)
    tables = list(_tables(_content(data)))
    if len(tables) > SHEETS:
        raise TableRefusedError(f"has {len(tables):,} sheets; at most {SHEETS} are read. Split it")
    sheets = [_sheet(table, hidden) for table, hidden in tables]
    found = with_figures(sheets)
    if not found:
        raise TableRefusedError("has no sheet with rows of figures; save the sheet that holds the table")
    others = (sheet for sheet in sheets if sheet.name not in found and sheet.grid.rows)
    doubts = [note(f'sheet "{sheet.name}" holds no rows of figures and is passed over') for sheet in others]
    return SheetFile(data, "ODS", found, doubts)


def _content(data: bytes) -> ET.Element:
    check_archive(data, "an ODS file", ".ods")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise TableRefusedError("is protected with a password; take the password off and save it again")
            size = archive.getinfo("content.xml").file_size
            check_size(size, WORKBOOK_BYTES, "unpacks to", "Save the sheets that are needed as CSV or Parquet")
            content = archive.read("content.xml")
        check_doctype(content)
        return ET.fromstring(content)  # noqa: S314  # no document type, so no entities; expat limits the rest
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, ET.ParseError) as error:
        raise TableRefusedError(DAMAGED) from error


def _tables(root: ET.Element) -> Iterator[tuple[ET.Element, bool]]:
    """Every sheet, and whether it is hidden: its style says so."""
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(part.get(f"{_TABLE}display") == "false" for part in style.iter(f"{_STYLE}table-properties"))
    }
    return ((table, table.get(f"{_TABLE}style-name") in unseen) for table in root.iter(f"{_TABLE}table"))


def _sheet(table: ET.Element, hidden: bool) -> Sheet:
    name = table.get(f"{_TABLE}name", "")
    texts: dict[tuple[int, int], str] = {}
    errors: list[tuple[int, int, str]] = []
    merged: list[tuple[int, int, int, int]] = []
    unseen_rows: list[int] = []
    line = 1
    for row in table.iter(f"{_TABLE}table-row"):
        times = _count(row, "number-rows-repeated")
        cells = list(islice(_row_cells(row), SHEET_CELLS + 1))
        if cells and len(texts) + times * len(cells) > SHEET_CELLS:
            raise TableRefusedError(f'sheet "{name}" has too many cells; at most {SHEET_CELLS:,} are read. Split it')
        for number in range(line, line + (times if cells else 0)):
            for column, cell, text in cells:
                if _ERROR.fullmatch(text):
                    errors.append((number, column, f"holds the formula error {text}; {_ERROR_FIX}"))
                else:
                    texts[number, column] = text
                down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                if down > 1 or right > 1:
                    merged.append((number, column, number + down - 1, column + right - 1))
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                unseen_rows.append(number)
        line += times
    try:
        doubts = [*told(errors, Severity.WARNING), *filled(texts, merged)]
        grid = grid_of(texts)
    except TableRefusedError as error:
        return Sheet(name, Grid((), ()), problem=error.message)
    doubts += hidden_notes(unseen_rows, [at for at in _unseen_columns(table) if at in grid.positions])
    if hidden:
        doubts.insert(0, note("the sheet is hidden and used all the same; delete it if it should not count"))
    return Sheet(name, grid, tuple(doubts))


def _row_cells(row: ET.Element) -> Iterator[tuple[int, ET.Element, str]]:
    """The cells of a row that hold a text, each with its column; what is repeated comes so often."""
    column = 1
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _count(cell, "number-columns-repeated")
        text = _shown(cell) if cell.tag == f"{_TABLE}table-cell" else ""
        if text:
            yield from ((at, cell, text) for at in range(column, column + min(times, _BLANKS)))
        column += times


def _unseen_columns(table: ET.Element) -> Iterator[int]:
    number = 1
    for column in table.iter(f"{_TABLE}table-column"):
        times = _count(column, "number-columns-repeated")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            yield from range(number, number + min(times, _BLANKS))
        number += times


def _count(element: ET.Element, name: str) -> int:
    return _number(element.get(f"{_TABLE}{name}", "1"))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _shown(cell: ET.Element) -> str:
    """A cell's text as the sheet shows it; a number in the digits of this program, a date as year-month-day."""
    text = " ".join(_paragraph(part) for part in cell.findall(f"{_TEXT}p")).strip()
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", text).removesuffix("T00:00:00").replace("T", " ")
    stored = cell.get(f"{_OFFICE}value", "")
    if kind in _NUMBERS and _STORED.fullmatch(stored) and not _ERROR.fullmatch(text):
        return with_point(text, stored, kind == "percentage")
    return text


def _paragraph(part: ET.Element) -> str:
    """The text of a paragraph without the notes that hang on it; runs of blanks are elements of their own."""
    texts: list[str] = []
    left: list[ET.Element | str] = [part]  # elements may lie in one another without end
    while left:
        one = left.pop()
        if isinstance(one, str):
            texts.append(one)
        elif one.tag == f"{_TEXT}s":
            texts.append(" " * min(_MOST_BLANKS, _number(one.get(f"{_TEXT}c", "1"))))
        elif not one.tag.endswith(("}annotation", "}note")):
            texts.append(one.text or "")
            left += (piece for child in reversed(one) for piece in (child.tail or "", child))
    return "".join(texts)


def _decimals(stored: str, percent: bool) -> str:
    """The digits of a stored number that is no whole one, as a spreadsheet knows them; "" for a whole one."""
    exact = Decimal(format(abs(float(stored)), ".15g")).scaleb(2 if percent else 0)
    return "" if exact == exact.to_integral_value() else format(exact.normalize(), "f")


def with_point(text: str, stored: str, percent: bool = False) -> str:
    """A shown number whose decimals stand behind a point, by the stored number; that one where the text shows another.

    >>> with_point("1.234,50 €", "1234.5"), with_point("1,234.50", "1234.5"), with_point("-", "0")
    ('1234.50 €', '1,234.50', '0')
    >>> with_point("12,5%", "0.125", percent=True), with_point("1.235", "1234567"), with_point("0,5", "0.51")
    ('12.5%', '1.235', '0.5')

    A number shown without its decimals gets them, for it is no exact count.

    >>> with_point("123", "123.456"), with_point("12%", "0.1234", percent=True), with_point("(5)", "-5.25")
    ('123.456', '12.34%', '(5.25)')
    """
    found = _DIGITS.search(text)
    if found is None:
        return stored
    size = abs(float(stored)) * (100 if percent else 1)
    for point, group in ((".", ","), (",", ".")):
        digits = re.sub(rf"[\s\u00a0\u202f'’{re.escape(group)}]", "", found[0])
        plain = digits.replace(point, ".")
        if plain.count(".") > 1:
            continue
        step = 10.0 ** -len(plain.partition(".")[2])
        if abs(float(plain) - size) <= step * 0.5000001:
            if "." not in plain and (decimals := _decimals(stored, percent)):
                return text[: found.start()] + decimals + text[found.end() :]
            return text if point == "." else text[: found.start()] + plain + text[found.end() :]
    return text
