"""How much a reader takes in: what is larger, or made to be, gets a message and no endless wait.

docs/reference-tables.md gives these figures; a test holds the page to them.
"""

from __future__ import annotations

from factcheck.reference.reading import TableRefusedError

MEGABYTE = 1_000_000
TEXT_BYTES = 500 * MEGABYTE  # CSV and JSON, and what a gzip file or a member of a zip file unpacks to
PAGE_BYTES = 10 * MEGABYTE  # HTML and Markdown
WORKBOOK_BYTES = 100 * MEGABYTE  # an Excel or ODS workbook, unpacked
BINARY_BYTES = 4_000 * MEGABYTE  # Parquet and SQLite, which are not read whole
CELLS = 40_000_000  # of one table
SHEET_CELLS = 2_000_000  # of one sheet or one table of a page, empty ones within its bounds included
MERGED_CELLS = 200_000  # of a workbook
SHEETS = 500  # tables of one file
ARCHIVE_BYTES = 2_000 * MEGABYTE  # the tables of a zip file together, unpacked
MEMBERS = 10_000  # files in a zip file
QUERY_SECONDS = 60  # that the views of a database may take together


def check_size(size: int, most: int, what: str, fix: str) -> None:
    """Raise TableRefusedError where something is larger than a reader takes in."""
    if size > most:
        message = f"{what} {size / MEGABYTE:,.0f} MB; at most {most // MEGABYTE:,} MB are read. {fix}"
        raise TableRefusedError(message)


def check_cells_of_table(rows: int, columns: int, most: int = CELLS, where: str = "") -> None:
    """Raise TableRefusedError where a table has more cells than a reader takes in."""
    if rows * columns > most:
        message = f"{where}has {rows:,} rows of {columns:,} columns; at most {most:,} cells are read"
        raise TableRefusedError(f"{message}. Leave out columns that no draft needs, or split the table")
