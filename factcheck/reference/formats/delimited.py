"""CSV and TSV files as rows that know their source line; a file that cannot be read whole is refused with its place."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import Counter
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.reference.formats.files import TableFile
from factcheck.reference.reading import RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

DELIMITERS = (",", ";", "\t", "|")
_SIGNATURES = (
    (b"PK\x03\x04", "a zip file or an Excel workbook", 'save the sheet as "CSV UTF-8"'),
    (b"%PDF", "a PDF", "copy its table into a spreadsheet and save that as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", 'save the sheet as "CSV UTF-8"'),
    (b"PAR1", "a Parquet file", "write it out as CSV"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
)


@record
class DelimitedFile:
    """A CSV or TSV file: one table."""

    file: TableFile
    parts: tuple[str, ...] = ("",)

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # it has one part
        """The table; an encoding or a delimiter that a description declares is taken as said."""
        delimiter = said.delimiter if said else ""
        tabs = "\t" if self.file.name.lower().endswith((".tsv", ".tab")) else ""
        return parse_table(self.file.data(), said.encoding if said else "", delimiter or tabs)


def opened(file: TableFile) -> DelimitedFile:
    """The one table of a CSV file."""
    return DelimitedFile(file)


def parse_table(data: bytes, encoding: str = "", delimiter: str = "") -> RawTable:
    """The rows of a file's bytes."""
    text, used, notes = _decoded(data, encoding)
    _refuse_other_formats(text)
    delimiter = delimiter or _delimiter_of(text)
    lines, rows = _records(text, delimiter)
    if not rows:
        raise TableRefusedError("is empty: it has no header and no rows; download or export it again", 1, 1)
    if len(rows) == 1:
        raise TableRefusedError("has a header but no data rows; download or export it again", lines[0], 1)
    headers, body = _without_empty_ends(rows[0], rows[1:])
    header_line, lines = lines[0], lines[1:]
    _refuse_ragged(len(headers), body, lines)
    names = tuple(" ".join(name.split()) for name in headers)
    digest = hashlib.sha256(data).hexdigest()
    return RawTable(names, tuple(body), tuple(lines), digest, header_line, used, delimiter, tuple(notes))


def _decoded(data: bytes, declared: str) -> tuple[str, str, list[str]]:
    if not data.strip():
        raise TableRefusedError("is empty (0 bytes of data); download or export it again", 1, 1)
    for signature, name, fix in _SIGNATURES:
        if data.startswith(signature):
            raise TableRefusedError(f"is {name}, not CSV; {fix}", 1, 1)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded_as(data, "utf-16"), "utf-16", []
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise TableRefusedError("holds binary data, not text; export the table as CSV", line, 1)
    if declared and not _is_utf8_name(declared):
        return _decoded_as(data, declared), declared, []
    try:
        return data.decode("utf-8-sig"), "utf-8", []
    except UnicodeDecodeError as error:
        if declared:
            raise _undecodable(data, error, declared) from error
    note = "is not UTF-8; read as Windows-1252 (cp1252). Save it as UTF-8, or declare its encoding, to be sure"
    return _decoded_as(data, "cp1252"), "cp1252", [note]


def _is_utf8_name(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise TableRefusedError(f'its description names the unknown encoding "{encoding}"; use "utf-8"') from error
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding) from error


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str) -> TableRefusedError:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    fix = "save it as UTF-8, or declare its encoding in a description"
    return TableRefusedError(
        f"holds a byte (0x{data[error.start]:02x}) that is no {encoding} text; {fix}", line, column
    )


def _refuse_other_formats(text: str) -> None:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<head", "<body")):
        kind = "an XML file" if start.startswith("<?xml") and "<html" not in start else "an HTML page"
        fix = 'use the "raw" or "download" link of the data, not the address of the page that shows it'
        raise TableRefusedError(f"is {kind} saved as a table; {fix}", 1, 1)
    if start.startswith(('{"', "{\n", "[{", "[\n")):
        raise TableRefusedError("holds JSON, not CSV; export the table as CSV", 1, 1)


def _delimiter_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns, the same number in each as a rule."""
    lines = [line for line in text[:20000].splitlines()[:12] if line.strip()]
    if len(text) > 20000 and len(lines) > 1:
        lines = lines[:-1]
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        counts = [_count_outside_quotes(line, delimiter) for line in lines]
        commonest, times = Counter(counts).most_common(1)[0] if counts else (0, 0)
        score = (times if counts and counts[0] else 0, min(commonest, counts[0]) if counts else 0)
        if counts and counts[0] and score > best_score:
            best, best_score = delimiter, score
    return best


def _count_outside_quotes(line: str, delimiter: str) -> int:
    return sum(piece.count(delimiter) for piece in line.split('"')[::2])


def _records(text: str, delimiter: str) -> tuple[list[int], list[tuple[str, ...]]]:
    """Every record that is not blank, and the line where each starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    last = 0
    try:
        for row in reader:
            start, last = last + 1, reader.line_num
            if last > start:
                _refuse_swallowed(row, start, len(rows[0]) if rows else 0, delimiter)
            if row and (row[0].strip() or "".join(row).strip()):
                lines.append(start)
                rows.append(tuple(row))
    except csv.Error as error:
        raise _csv_refusal(error, last + 1, reader.line_num, text) from error
    return lines, rows


def _csv_refusal(error: csv.Error, line: int, end: int, text: str) -> TableRefusedError:
    reason = str(error)
    if "unexpected end" in reason or "field larger" in reason:
        column = _open_quote_column(text, line)
        message = "a quote opened here is never closed, so all rows after it are swallowed; close or double the quote"
        return TableRefusedError(message, line, column)
    if "expected after" in reason and end > line:
        message = (
            f"a quote opened here swallows the lines to {end}, where text follows the next quote; close or double it"
        )
        return TableRefusedError(message, line, _open_quote_column(text, line))
    if "expected after" in reason:
        message = "text follows a closing quote; double every quote that belongs to the text, or remove it"
        return TableRefusedError(message, line, 1)
    return TableRefusedError(f"cannot be read as CSV ({reason}); export the table again", line, 1)


def _open_quote_column(text: str, line: int) -> int:
    """Where the odd quote of a line stands, counted from 1."""
    source = text.splitlines()[line - 1 : line]
    return source[0].rfind('"') + 1 if source else 1


def _refuse_swallowed(row: list[str], start: int, columns: int, delimiter: str) -> None:
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


def _without_empty_ends(
    headers: tuple[str, ...], body: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Without last columns that have neither a name nor a value, as spreadsheets export them."""
    width = full = len(headers)
    while width > 1 and not headers[width - 1].strip() and not any(_has(row, width - 1) for row in body):
        width -= 1
    if width == full:
        return headers, body
    return headers[:width], [row[:width] if len(row) == full else row for row in body]


def _has(row: tuple[str, ...], position: int) -> bool:
    return len(row) > position and bool(row[position].strip())


def _refuse_ragged(expected: int, body: list[tuple[str, ...]], lines: list[int]) -> None:
    if all(len(row) == expected for row in body):
        return
    wrong = [(line, len(row)) for line, row in zip(lines, body, strict=True) if len(row) != expected]
    line, found = wrong[0]
    others = f" ({len(wrong)} of {len(body)} rows are so)" if len(wrong) > 1 else ""
    values = "1 value" if found == 1 else f"{found} values"
    message = f"the row has {values} but the header names {expected} columns{others}"
    if found > expected:
        fix = "name every column in the header, or put quotes around texts that hold the separator"
    else:
        fix = "write the missing values as empty cells, one separator each"
    raise TableRefusedError(f"{message}; {fix}", line, 1)
