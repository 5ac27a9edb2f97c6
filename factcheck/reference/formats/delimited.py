"""CSV and TSV files as rows that know their source line; a file that cannot be read whole is refused with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.reference.crosstabs import arrange
from factcheck.reference.formats.dialects import Dialect, detected, hinted
from factcheck.reference.formats.encodings import decoded
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import digest_of
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_SIGNATURES = (
    (b"PK\x03\x04", "a zip file or an Excel workbook", "rename it to .xlsx, .ods or .zip, whichever it is"),
    (b"%PDF", "a PDF", "copy its table into a spreadsheet and save that as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save it as .xlsx"),
    (b"PAR1", "a Parquet file", "rename it to .parquet"),
    (b"SQLite format 3", "an SQLite database", "rename it to .sqlite"),
    (b"\x1f\x8b", "a gzip file", "rename it to .csv.gz"),
)
_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


@record
class DelimitedFile:
    """A CSV or TSV file: one table."""

    file: TableFile
    parts: tuple[str, ...] = ("",)
    doubts: tuple[Doubt, ...] = ()

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # it has one part
        """The table; an encoding or a delimiter that a description declares is taken as said."""
        tabs = "\t" if self.file.name.lower().endswith((".tsv", ".tab")) else ""
        if said is None:
            return parse_table(self.file.data(), delimiter=tabs)
        return parse_table(self.file.data(), said.encoding, said.delimiter or tabs, said.quote)


def opened(file: TableFile) -> DelimitedFile:
    """The one table of a CSV file."""
    return DelimitedFile(file)


def parse_table(data: bytes, encoding: str = "", delimiter: str = "", quote: str = "") -> RawTable:
    """The rows of a file's bytes."""
    for signature, name, fix in _SIGNATURES:
        if data.startswith(signature):
            raise TableRefusedError(f"is {name}, not CSV; {fix}", 1, 1)
    text, used, notes = decoded(data, encoding)
    _refuse_other_formats(text)
    hint, text = hinted(text)
    dialect = detected(text, delimiter or hint, quote)
    dialect, lines, rows = _read(text, dialect)
    table = arrange(rows, lines, digest_of(data))
    return replace(
        table,
        encoding=used,
        delimiter=dialect.delimiter,
        notes=tuple(notes),
        form=f"CSV, {_ENCODINGS.get(used, used)}, {dialect.words}",
    )


def _refuse_other_formats(text: str) -> None:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body")):
        kind = "an XML file" if start.startswith("<?xml") and "<html" not in start else "an HTML page"
        fix = 'use the "raw" or "download" link of the data, not the address of the page that shows it'
        raise TableRefusedError(f"is {kind} saved as a table; {fix}", 1, 1)
    if start.startswith(('{"', "{\n", "[{", "[\n")):
        raise TableRefusedError("holds JSON, not CSV; rename it to .json (or .jsonl)", 1, 1)


def _read(text: str, dialect: Dialect) -> tuple[Dialect, list[int], list[tuple[str, ...]]]:
    """The records; where quotes within texts have backslashes, read so, if that makes the file whole."""
    try:
        return dialect, *_records(text, dialect)
    except TableRefusedError:
        if f"\\{dialect.quote}" not in text:
            raise
        escaped = replace(dialect, escapes=True)
        try:
            return escaped, *_records(text, escaped)
        except TableRefusedError:
            pass
        raise


def _records(text: str, dialect: Dialect) -> tuple[list[int], list[tuple[str, ...]]]:
    """Every record that is not blank, and the line where each starts."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=not dialect.escapes,
        escapechar="\\" if dialect.escapes else None,
        strict=True,
    )
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    last = 0
    try:
        for row in reader:
            start, last = last + 1, reader.line_num
            if last > start:
                _refuse_swallowed(row, start, len(rows[0]) if rows else 0, dialect.delimiter)
            if row and (row[0].strip() or "".join(row).strip()):
                lines.append(start)
                rows.append(tuple(row))
    except csv.Error as error:
        raise _csv_refusal(error, last + 1, reader.line_num, text, dialect.quote) from error
    return lines, rows


def _csv_refusal(error: csv.Error, line: int, end: int, text: str, quote: str) -> TableRefusedError:
    reason = str(error)
    if "unexpected end" in reason or "field larger" in reason:
        column = _open_quote_column(text, line, quote)
        message = "a quote opened here is never closed, so all rows after it are swallowed; close or double the quote"
        return TableRefusedError(message, line, column)
    if "expected after" in reason and end > line:
        message = (
            f"a quote opened here swallows the lines to {end}, where text follows the next quote; close or double it"
        )
        return TableRefusedError(message, line, _open_quote_column(text, line, quote))
    if "expected after" in reason:
        message = "text follows a closing quote; double every quote that belongs to the text, or remove it"
        return TableRefusedError(message, line, 1)
    return TableRefusedError(f"cannot be read as CSV ({reason}); export the table again", line, 1)


def _open_quote_column(text: str, line: int, quote: str) -> int:
    """Where the odd quote of a line stands, counted from 1."""
    source = text.splitlines()[line - 1 : line]
    return source[0].rfind(quote) + 1 if source else 1


def _refuse_swallowed(row: Sequence[str], start: int, columns: int, delimiter: str) -> None:
    """A quoted text may hold line breaks; one that holds whole rows has lost its closing quote."""
    for position, field in enumerate(row):
        inner = field.splitlines()[1:-1]
        if columns < 2 or not inner:
            continue
        rows = sum(line.count(delimiter) >= columns - 1 for line in inner)
        if rows and rows * 2 >= len(inner):
            fix = "close the quote, or double it where it belongs to the text"
            lines = f"the {len(inner)} lines" if len(inner) > 1 else "the line"
            message = f"a quote opened in value {position + 1} swallows {lines} after it; {fix}"
            raise TableRefusedError(message, start, position + 1)
