"""What a reader of any format gives: a header and rows as printed, with their place; or a refusal that says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.frozen import record
from factcheck.model import Severity

_LONGEST_REASON = 200
_UNFORESEEN_FIX = "open it in the program that made it and save it again, or save the table as CSV"


class TableRefusedError(Exception):
    """A table that cannot be trusted: where it breaks and how to mend it."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse the file at hand where reading it fails in a way that nobody foresaw: the other tables are used.

    >>> with guarded():
    ...     int("1o")
    Traceback (most recent call last):
    factcheck.reference.reading.TableRefusedError: cannot be read (ValueError: invalid literal for int() with base 10: \
'1o'); open it in the program that made it and save it again, or save the table as CSV
    """
    try:
        yield
    except TableRefusedError:
        raise
    # A library that meets a damaged file raises whatever it comes across.
    except Exception as error:
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST_REASON]}".removesuffix(": ")
        raise TableRefusedError(f"cannot be read ({reason}); {_UNFORESEEN_FIX}") from error


@record
class Doubt:
    """Something about a table that a person should know though the table is used."""

    message: str
    line: int = 0
    column: int = 0
    severity: Severity = Severity.WARNING
    code: str = "FC906"


@record
class RawTable:
    """A header and rows as printed; `lines` are the source lines (or sheet rows, or records) where the rows start.

    `part` names the table within a file of several: a sheet, a database table, the nth table of a page. `title` is
    what the file itself calls the table; `titles` are all lines and names that do. `positions` are the source columns,
    counted from 1, where some were left out; empty where column n of the rows is column n of the source. `form` says
    how the file was read: "CSV, UTF-8, semicolons". `letters` are those of a spreadsheet's columns.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    digest: str
    header_line: int = 1
    encoding: str = "utf-8"
    delimiter: str = ","
    notes: tuple[str, ...] = ()
    part: str = ""
    title: str = ""
    positions: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    form: str = ""
    letters: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
