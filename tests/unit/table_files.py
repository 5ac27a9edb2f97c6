"""Writes the files of tests/cases/tables/formats: what is binary is made here from what can be read there."""

from __future__ import annotations

import datetime as dt
import gzip
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.chart import BarChart, Reference

Case = Mapping[str, Any]


def write_case(folder: Path, case: Case) -> Path:
    """The file of a case."""
    path = folder / str(case["file"])
    path.parent.mkdir(parents=True, exist_ok=True)
    if "text" in case:
        data = case["text"].encode(case.get("encoding", "utf-8"))
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    elif "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    elif "sheets" in case:
        (write_ods if path.suffix == ".ods" else write_excel)(path, case["sheets"])
    elif "columns" in case:
        write_parquet(path, case["columns"], case.get("types", {}))
    elif "sql" in case:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(case["sql"])
    elif "members" in case:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in case["members"].items():
                archive.writestr(name, text)
    for name, text in case.get("beside", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    if "cut" in case:
        path.write_bytes(path.read_bytes()[: case["cut"]])
    return path


def write_excel(path: Path, sheets: Mapping[str, Any]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, said in sheets.items():
        if said.get("chart"):
            chart = BarChart()
            chart.add_data(Reference(book.create_sheet("Data"), min_col=1, min_row=1, max_row=2))
            book.create_chartsheet(name).add_chart(chart)
            continue
        sheet = book.create_sheet(name)
        for row, cells in enumerate(said["rows"], 1):
            for column, given in enumerate(cells, 1):
                value, code = (given["v"], given["f"]) if isinstance(given, dict) else (given, "")
                if value != "":
                    cell = sheet.cell(row, column, value)
                    cell.number_format = code or cell.number_format
        for area in said.get("merged", []):
            sheet.merge_cells(area)
        for row in said.get("hidden_rows", []):
            sheet.row_dimensions[row].hidden = True
        for letter in said.get("hidden_columns", []):
            sheet.column_dimensions[letter].hidden = True
        sheet.sheet_state = "hidden" if said.get("hidden") else "visible"
    book.save(path)


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><style:style style:name="off"
 style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""


def write_ods(path: Path, sheets: Mapping[str, Any]) -> None:
    """A cell is the text that the sheet shows, or {v = stored number, t = text}; what is beside is as for Excel."""
    write_ods_content(path, "".join(_ods_sheet(name, said) for name, said in sheets.items()))


def write_ods_content(path: Path, content: str) -> None:
    """An ODS file of sheets that are written out as XML."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(content))


def _ods_sheet(name: str, said: Mapping[str, Any]) -> str:
    style = ' table:style-name="off"' if said.get("hidden") else ""
    rows = "".join(
        _ods_row(cells, row in said.get("hidden_rows", []), said.get("spans", {}), row)
        for row, cells in enumerate(said["rows"], 1)
    )
    return (
        f"<table:table table:name={quoteattr(name)}{style}>"
        f"{rows}<table:table-row table:number-rows-repeated='1048000'><table:table-cell"
        " table:number-columns-repeated='16384'/></table:table-row></table:table>"
    )


def _ods_row(cells: Sequence[Any], hidden: bool, spans: Mapping[str, Sequence[int]], row: int) -> str:
    state = ' table:visibility="collapse"' if hidden else ""
    texts = "".join(_ods_cell(cell, spans.get(f"{row},{column}", (1, 1))) for column, cell in enumerate(cells, 1))
    return f"<table:table-row{state}>{texts}<table:table-cell table:number-columns-repeated='1000'/></table:table-row>"


def _ods_cell(cell: Any, span: Sequence[int]) -> str:
    if cell == "":
        return "<table:table-cell/>"
    state = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if isinstance(cell, dict) and isinstance(cell["v"], dt.date):
        kind = f' office:value-type="date" office:date-value="{cell["v"].isoformat()}"'
    elif isinstance(cell, dict):
        kind = f' office:value-type="{cell.get("type", "float")}" office:value="{cell["v"]}"'
    else:
        kind = ' office:value-type="string"'
    text = cell["t"] if isinstance(cell, dict) else str(cell)
    return f"<table:table-cell{kind}{state}><text:p>{escape(text)}</text:p></table:table-cell>"


def write_parquet(path: Path, columns: Mapping[str, Sequence[Any]], types: Mapping[str, str]) -> None:
    """A missing value is written as "-"."""
    arrays = {}
    for name, values in columns.items():
        held = [None if value == "-" else value for value in values]
        kind = types.get(name, "")
        if kind == "category":
            arrays[name] = pa.array(held).dictionary_encode()
        elif kind.startswith("decimal"):
            places = int(kind.removeprefix("decimal"))
            arrays[name] = pa.array(held, pa.string()).cast(pa.decimal128(20, places))
        elif kind == "bytes":
            arrays[name] = pa.array([str(value).encode() for value in held], pa.binary())
        else:
            arrays[name] = pa.array(held, pa.type_for_alias(kind) if kind else None)
    pq.write_table(pa.table(arrays), path, row_group_size=2)
