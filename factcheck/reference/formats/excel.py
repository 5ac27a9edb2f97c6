"""Excel workbooks: every sheet with figures is a table, each cell as the sheet shows it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factcheck.model import Severity
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import Grid, note
from factcheck.reference.formats.merges import check_merges
from factcheck.reference.formats.number_formats import measured_number, shown_date
from factcheck.reference.formats.printed import cell_text
from factcheck.reference.formats.sheet_files import DAMAGED, Sheet, SheetFile, with_figures
from factcheck.reference.formats.workbooks import (
    check_archive,
    filled,
    grid_of,
    hidden_notes,
    numbers_as_text,
    told,
)
from factcheck.reference.limits import SHEETS, WORKBOOK_BYTES, check_size
from factcheck.reference.reading import Doubt, TableRefusedError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


_ERROR_FIX = "the cell is left out; mend the formula and save the workbook again"
_UNSOLVED = "holds a formula whose result is not stored, and is left out; open and save it in a spreadsheet program"


def opened(file: TableFile) -> SheetFile:
    """The sheets of a workbook."""
    data = file.data(WORKBOOK_BYTES)
    workbook, formulas = _loaded(data)
    sheets = [_sheet(sheet, formulas.get(sheet.title, frozenset())) for sheet in workbook.worksheets]
    found = with_figures(sheets)
    if not found:
        raise TableRefusedError(_nothing(workbook))
    return SheetFile(data, "Excel", found, tuple(_about_others(sheets, tuple(found))))


def _loaded(data: bytes) -> tuple[Workbook, dict[str, frozenset[tuple[int, int]]]]:
    """The workbook with its stored values, and for each sheet the cells whose formula has none."""
    check_archive(data, "an Excel workbook", ".xlsx")
    _check_unpacked(data)
    import openpyxl  # noqa: PLC0415  # an extra

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        if len(workbook.worksheets) > SHEETS:
            raise TableRefusedError(f"has {len(workbook.worksheets):,} sheets; at most {SHEETS} are read. Split it")
        return workbook, _formulas_without_value(data, workbook)
    except TableRefusedError:
        raise
    # A damaged workbook makes openpyxl and what it reads with raise whatever they come across.
    except Exception as error:
        raise TableRefusedError(DAMAGED) from error


def _check_unpacked(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            check_size(size, WORKBOOK_BYTES, "unpacks to", "Save the sheets that are needed as CSV or Parquet")
            check_merges(archive)
    except TableRefusedError:
        raise
    except Exception as error:  # what unpacks is as damaged as what is read
        raise TableRefusedError(DAMAGED) from error


def _formulas_without_value(data: bytes, workbook: Workbook) -> dict[str, frozenset[tuple[int, int]]]:
    """Formulas that no program has worked out since they were written: their cells look empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(name) for name in sheets):
            return {}
    import openpyxl  # noqa: PLC0415  # an extra

    formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    return {
        sheet.title: frozenset(
            place
            for place, cell in _cells(formulas[sheet.title])
            if cell.data_type == "f" and _stored(sheet)[place].value is None
        )
        for sheet in workbook.worksheets
    }


def _stored(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """The cells that a sheet's file holds: a sheet may be a million rows high and hold three."""
    return sheet._cells  # type: ignore[return-value]  # public ways fill every gap


def _cells(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    return iter(sorted(_stored(sheet).items()))


def _sheet(sheet: Worksheet, unsolved: frozenset[tuple[int, int]]) -> Sheet:
    """A sheet with its defects: they are told when the sheet is used."""
    name = sheet.title
    texts: dict[tuple[int, int], str] = {}
    errors, marked = [], set()
    for place, cell in _cells(sheet):
        if cell.data_type == "e":
            errors.append((*place, f"holds the formula error {cell.value}; {_ERROR_FIX}"))
        elif cell.value is not None:
            texts[place] = _shown(cell)
            if cell.data_type == "s":
                marked.add(place)
    ranges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    try:
        merged = filled(texts, ranges)
        grid = grid_of(texts)
    except TableRefusedError as error:
        return Sheet(name, Grid((), ()), problem=error.message)
    doubts = [
        *told(errors, Severity.WARNING),
        *told([(*place, _UNSOLVED) for place in sorted(unsolved)], Severity.WARNING),
        *merged,
        *numbers_as_text(grid, marked),
        *hidden_notes(_hidden_rows(sheet, grid), _hidden_columns(sheet, grid)),
    ]
    if sheet.sheet_state != "visible":
        doubts.insert(0, note("the sheet is hidden and used all the same; delete it if it should not count"))
    return Sheet(name, grid, tuple(doubts))


def _shown(cell: Cell) -> str:
    """A cell's text as the sheet shows it; a number shown without its decimals has them."""
    value: Any = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return measured_number(value, cell.number_format or "General")
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return shown_date(value, cell.number_format or "General")
    return cell_text(value)


def _hidden_rows(sheet: Worksheet, grid: Grid) -> list[int]:
    return [row for row in grid.lines if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden]


def _hidden_columns(sheet: Worksheet, grid: Grid) -> list[int]:
    spans = [(column.min or 0, column.max or 0) for column in sheet.column_dimensions.values() if column.hidden]
    return [number for number in grid.positions if any(low <= number <= high for low, high in spans)]


def _about_others(sheets: Sequence[Sheet], used: Sequence[str]) -> Iterator[Doubt]:
    """The sheets that are no tables."""
    for sheet in sheets:
        if sheet.name not in used and sheet.grid.rows:
            yield note(f'sheet "{sheet.name}" holds no rows of figures and is passed over')


def _nothing(workbook: Workbook) -> str:
    if workbook.chartsheets and not any(_stored(sheet) for sheet in workbook.worksheets):
        return "holds charts only and no cells; save the sheet with the data that the charts show"
    return "has no sheet with rows of figures; save the sheet that holds the table"
