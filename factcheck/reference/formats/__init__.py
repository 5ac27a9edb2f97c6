"""The formats that tables come in: one record each, found by a file's ending, its reader imported when it is needed.

A reader is a module of this package with one function, `opened(file)`, which gives the names of the file's tables and
reads one of them. A new format is such a module and a record here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from factcheck.frozen import record
from factcheck.reference.formats.files import TableFile
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError, guarded

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription


class Opened(Protocol):
    """A file whose tables can be read; a file that is one table has one part, ""."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the file."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person should know of the file as a whole, such as a sheet that is passed over."""

    def read(self, part: str, said: TableDescription | None) -> RawTable:
        """One table. Raises TableRefusedError with place and fix where it cannot be trusted."""


@record
class Format:
    """A format: what people call it, the endings of its files, its module, and the extra that its reader needs.

    `in_folders` tells whether a folder's files of this kind are tables without anybody saying so.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    needs: str = ""  # the package that the reader imports
    extra: str = ""
    in_folders: bool = True

    def opened(self, file: TableFile) -> Opened:
        """The file's tables. Raises TableRefusedError, also where the package that reads them is not installed."""
        with guarded(), self.installed():
            module = import_module(f"factcheck.reference.formats.{self.module}")
            opened: Opened = module.opened(file)
            return opened

    def parts(self, file: TableFile) -> tuple[str, ...]:
        """The names of the file's tables."""
        return self.opened(file).parts

    def read(self, file: TableFile, part: str = "", said: TableDescription | None = None) -> RawTable:
        """One table of the file."""
        return Opening(self, file).read(part, said)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Say which extra to install where the package is missing that a reader imports when it begins to read."""
        try:
            yield
        except ModuleNotFoundError as error:
            if not self.needs or (error.name or "").partition(".")[0] != self.needs:
                raise
            message = f'{self.name} files need {self.needs}: pip install "factcheck-figures[{self.extra}]"'
            raise TableRefusedError(f"{message}; or save the table as CSV") from error


FORMATS = (
    Format("CSV", (".csv", ".tsv", ".tab"), "delimited"),
    Format("Excel", (".xlsx", ".xlsm"), "excel", "openpyxl", "excel"),
    Format("ODS", (".ods",), "opendocument"),
    Format("Parquet", (".parquet",), "parquet", "pyarrow", "parquet"),
    Format("SQLite", (".sqlite", ".sqlite3", ".db"), "sqlite_tables"),
    Format("JSON", (".json", ".jsonl", ".ndjson"), "json_tables", in_folders=False),
    Format("HTML", (".html", ".htm"), "html_tables", in_folders=False),
    Format("Markdown", (".md", ".markdown"), "markdown_tables", in_folders=False),
)
PACKED = frozenset({"CSV", "JSON"})  # formats whose files are read from a gzip file too


class Opening:
    """A file that is opened when its tables are first asked for, and once for all of them."""

    def __init__(self, form: Format, file: TableFile) -> None:
        self.format = form
        self.file = file

    @cached_property
    def _opened(self) -> Opened:
        return self.format.opened(self.file)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the file's tables."""
        return self._opened.parts

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is to be said of the file as a whole."""
        return self._opened.doubts

    def read(self, part: str, said: TableDescription | None) -> RawTable:
        """One table of the file."""
        with guarded(), self.format.installed():
            return self._opened.read(part, said)


def format_of(name: str) -> Format | None:
    """The format of a file, by its name.

    >>> format_of("Budget.CSV").name
    'CSV'
    >>> format_of("counts.csv.gz").name, format_of("notes.txt")
    ('CSV', None)
    """
    lowered = name.lower()
    plain = lowered.removesuffix(".gz")
    found = next((form for form in FORMATS if plain.endswith(form.endings)), None)
    return found if found is None or plain == lowered or found.name in PACKED else None


def endings(in_folders: bool = False) -> Iterator[str]:
    """The endings of all formats, or of those that a folder's tables have."""
    return (ending for form in FORMATS if form.in_folders or not in_folders for ending in form.endings)
