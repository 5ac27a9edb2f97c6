"""SQLite databases, opened to read only: each of their tables and views with rows is a table."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import digest_of, note, title_of
from factcheck.reference.formats.printed import cell_text
from factcheck.reference.limits import (
    BINARY_BYTES,
    QUERY_SECONDS,
    SHEETS,
    TEXT_BYTES,
    check_cells_of_table,
    check_size,
)
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_MARK = b"SQLite format 3\x00"
_TABLES = 10  # times as long as its views the tables of a database may take: they end, but may be many
_STEPS = 10_000  # of the database's machine between two looks at the clock
_HEAD = 100  # bytes of a database that describe it
_LONGEST_ROW = 10_000_000  # bytes
_SAMPLE = 1000  # rows
_KEPT = 100_000  # texts that are shared by the rows that hold them
_HOT = bytes.fromhex("d9d505f920a163d7")  # how a journal starts that was not rolled back
_NAMES = (
    "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " ORDER BY name"
)
_INTERRUPTED = "interrupted"  # in the message of a query whose time is over
_TOO_LONG = "takes more than {} seconds, all views of the database together; export its rows"
_DAMAGED = "is damaged or cut off ({reason}); copy or download it again"


class SqliteFile:
    """The tables and views of a database that hold rows; `doubts` tell which others there are."""

    def __init__(self, file: TableFile) -> None:
        self._file = file
        self._clock = _Clock()
        with _connected(file) as connection:
            with self._clock.asked(connection, "table", _NAMES) as found:
                self._kinds: dict[str, str] = dict(found)
            if len(self._kinds) > SHEETS:
                raise TableRefusedError(
                    f"holds {len(self._kinds):,} tables; at most {SHEETS} are read. Export what is needed"
                )
            others = {name: self._why_not(connection, name) for name in self._kinds}
        self.parts = tuple(name for name, doubt in others.items() if doubt is None)
        self.doubts = tuple(doubt for doubt in others.values() if doubt is not None)
        if not self.parts:
            problem = next((f" that can be read ({doubt.message})" for doubt in self.doubts), " with rows")
            raise TableRefusedError(f"holds no table and no view{problem}; give the database that holds the tables")

    def _why_not(self, connection: sqlite3.Connection, name: str) -> Doubt | None:
        """What is to be said of a table or view that is passed over: it has no rows, or cannot be read."""
        kind = self._kinds[name]
        query = f"SELECT 1 FROM {_quoted(name)} LIMIT 1"  # noqa: S608  # the file's own
        try:
            with self._clock.asked(connection, kind, query) as found:
                row = found.fetchone()
        except sqlite3.OperationalError as error:
            if _INTERRUPTED in str(error):
                return Doubt(f'{kind} "{name}" is passed over, for it {_TOO_LONG.format(QUERY_SECONDS)}')
            return note(f'{kind} "{name}" cannot be read ({error}) and is passed over')
        return None if row else note(f'{kind} "{name}" has no rows and is passed over')

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # nothing to be said of it
        """One table or view; its lines are the numbers of its rows, from 1."""
        name = part or self.parts[0]
        if name not in self.parts:
            raise TableRefusedError(f'has no table "{name}" with rows; its tables are {", ".join(self.parts)}')
        with _connected(self._file) as connection:
            query = f"SELECT * FROM {_quoted(name)}"  # noqa: S608  # the file's own
            with self._clock.asked(connection, self._kinds[name], query) as cursor:
                headers = tuple(str(column[0]) for column in cursor.description)
                binary: dict[int, int] = {}
                rows = tuple(_rows(cursor, len(headers), binary))
        lines = tuple(range(1, len(rows) + 1))
        left_out = (
            note(f'column "{headers[at]}" holds binary data and is read as empty', n) for at, n in binary.items()
        )
        digest, form = digest_of(self._digest_source(), name), f'SQLite, table "{name}"'
        return RawTable(
            headers, rows, lines, digest, 0, "", "", part=name, title=title_of(name), doubts=tuple(left_out), form=form
        )

    def _digest_source(self) -> bytes:
        """What tells this content from another: the bytes, or the digest of a file that may be too large to hold."""
        if not self._file.is_plain:
            return self._file.data()
        with self._file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()


class _Clock:
    """The seconds that the queries of a file may take: each of them, and all together."""

    def __init__(self) -> None:
        self._left: dict[str, float] = {"view": QUERY_SECONDS, "table": _TABLES * QUERY_SECONDS}

    @contextmanager
    def asked(self, connection: sqlite3.Connection, kind: str, query: str) -> Iterator[sqlite3.Cursor]:
        """What a query finds, to be fetched here. Raises sqlite3.OperationalError where the time is over."""
        began = time.monotonic()
        end = began + min(QUERY_SECONDS, self._left[kind])
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield connection.execute(query)
        finally:
            self._left[kind] -= time.monotonic() - began


def opened(file: TableFile) -> SqliteFile:
    """The tables and views of a database."""
    return SqliteFile(file)


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


@contextmanager
def _connected(file: TableFile) -> Iterator[sqlite3.Connection]:
    """The database, read only."""
    try:
        with closing(_connection(file)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ROW)
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
    except sqlite3.Error as error:
        if _INTERRUPTED in str(error):
            raise TableRefusedError(_TOO_LONG.format(QUERY_SECONDS)) from error
        raise TableRefusedError(_DAMAGED.format(reason=error)) from error
    except OSError as error:
        raise TableRefusedError(f"cannot be read ({error.strerror}); check the path and its permissions") from error


def _connection(file: TableFile) -> sqlite3.Connection:
    if not file.is_plain:
        data = file.data()
        _check_head(data[:_HEAD], len(data))
        connection = sqlite3.connect(":memory:")
        connection.deserialize(data)
        return connection
    size = file.path.stat().st_size
    check_size(size, BINARY_BYTES, "holds", "Export the tables that are needed")
    with file.path.open("rb") as stream:
        _check_head(stream.read(_HEAD), size)
    _check_finished(file.path)
    # Immutable: nothing is locked and no file is made beside it.
    return sqlite3.connect(f"{file.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _check_head(first: bytes, size: int) -> None:
    """Refuse what is no database, or shorter than its head says: missing pages would be read as empty."""
    if not first:
        raise TableRefusedError("is empty (0 bytes of data); copy or download it again", 1, 1)
    if not first.startswith(_MARK):
        raise TableRefusedError(
            "is not an SQLite database (its first bytes are not those of one); export the table as CSV"
        )

    page_size, pages = int.from_bytes(first[16:18], "big"), int.from_bytes(first[28:32], "big")
    page_size = 65_536 if page_size == 1 else page_size
    is_counted = first[24:28] == first[92:96]  # old programs did not count the pages
    if len(first) < _HEAD or (is_counted and page_size * pages > size):
        raise TableRefusedError("is cut off: pages at the end of the database are missing; copy or download it again")


def _check_finished(path: Path) -> None:
    """Changes that are not in the file itself yet would be missed, or seen by half."""
    for ending, mark in (("-wal", b""), ("-journal", _HOT)):
        beside = path.with_name(path.name + ending)
        if beside.is_file() and beside.stat().st_size and beside.read_bytes()[:8].startswith(mark):
            message = f"has changes that are not written into it yet ({beside.name})"
            raise TableRefusedError(f"{message}; close the program that writes to it and try again")


def _rows(cursor: sqlite3.Cursor, columns: int, binary: dict[int, int]) -> Iterator[tuple[str, ...]]:
    """The rows as texts; `binary` notes in which columns bytes were met, and in which row first."""
    known: dict[str, str] = {}
    size = 0
    for number, row in enumerate(cursor, 1):
        texts = []
        for at, value in enumerate(row):
            if isinstance(value, bytes):
                binary.setdefault(at, number)
            text = cell_text(value)
            size += len(text)
            texts.append(known.setdefault(text, text) if len(known) < _KEPT else text)
        if number % _SAMPLE == 0 or size > TEXT_BYTES:
            check_cells_of_table(number, columns)
            check_size(size, TEXT_BYTES, "has a table that holds more than", "Export the rows that are needed")
        yield tuple(texts)
