"""The indexes of tables on disk, so that a table is read and understood once and not at every run.

A file stands for one content: its name is a digest of the table's bytes, of what its description says and of the
program that read it, so that nothing in it can be out of date. It is written beside its place and moved there whole,
and it is checked when it is opened; a file that is cut off, garbled or somebody else's is passed over and written anew.
It holds JSON and numbers, nothing that could run.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from factcheck.patterns import lazy
from factcheck.reference.shelf import Shelf
from factcheck.version import __version__

FORMAT = 6  # of the index; a change of its tables must change it
VARIABLE = "FACTCHECK_CACHE"
OFF = "off"
ENDING, NOTE = ".index", ".known"
MOST_BYTES = 2 << 30
UNUSED_DAYS = 90
_PART = ".part"
_OWN_NAME = lazy(r"[0-9a-f]{64}(?:\.index|\.known|\.[0-9a-f]{12}\.part)")
_ABANDONED = 3600  # seconds after which what was being written belongs to a process that is gone
_DAY = 86_400
_SMALL = 256 << 10  # bytes; a file up to this size is read whole when it is checked, and stays in memory
_SUM_AT, _SUM_BYTES = 60, 4  # the user's own number in the header of an SQLite file
_MAGIC = b"SQLite format 3\x00"
_MEANING = (  # what decides how a table is understood: all that the reference, the units and the languages import
    *("frozen.py", "grammar.py", "locales.py", "numerals.py", "number_words.py", "patterns.py", "collecting.py"),
    *("data", "languages", "model", "reference", "units"),
)
_SOURCES = (".py", ".json", ".csv")
_LIBRARIES = lazy(r"(?:openpyxl|pyarrow|pyyaml)-[^/]*\.dist-info", re.IGNORECASE)  # that read files for us


def cache_folder() -> Path | None:
    """Where indexes are kept; None where FACTCHECK_CACHE is "off"."""
    asked = os.environ.get(VARIABLE, "")
    if asked:
        return None if asked.lower() == OFF else Path(asked)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("factcheck", appauthor=False)


def key_of(content: str, name: str) -> str:
    """The name under which the index of a table is kept, by a digest of what it is made from and by its own name."""
    told = "\0".join((program_digest(), content, name))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(path: Path) -> str:
    """A digest of a file's bytes. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=1)
def program_digest() -> str:
    """What tells this program from any other that may understand tables differently."""
    package = str(Path(__file__).parent.parent)
    files = sorted(one for name in _MEANING for one in _files_below(package, name))
    told = (f"{FORMAT} {__version__} {sys.byteorder} {sys.version_info[:2]}", *files, *_libraries())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _libraries() -> list[str]:
    """The names and versions of the installed libraries, from the names of their folders: nothing is imported."""
    found = []
    for folder in sys.path:
        if folder.endswith("-packages"):
            with suppress(OSError):
                found += sorted(filter(_LIBRARIES.fullmatch, os.listdir(folder)))  # noqa: PTH208 - as below
    return found


def _files_below(package: str, name: str) -> Iterator[str]:
    """The files of one part of the package, with their sizes and times; texts, for a path costs more than its state."""
    path = f"{package}/{name}"
    if name.endswith(_SOURCES):
        state = os.stat(path)  # noqa: PTH116 - as above
        yield f"{name} {state.st_size} {state.st_mtime_ns}"
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _files_below(package, f"{name}/{entry.name}")
            elif entry.name.endswith(_SOURCES):
                state = entry.stat()
                yield f"{name}/{entry.name} {state.st_size} {state.st_mtime_ns}"


class Cache:
    """The indexes in one folder, or none at all; `trouble` is why an index could not be kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.trouble = ""
        self._has_written = False
        self._used: set[str] = set()  # names of files

    def find(self, key: str | None) -> Shelf | None:
        """The index of a key; None where there is none that can be trusted."""
        if self.folder is None or key is None:
            return None
        path = self.folder / (key + ENDING)
        try:
            connection = _opened(path)
        except FileNotFoundError:
            return None
        except (OSError, sqlite3.Error):
            connection = None
        if connection is None:
            with suppress(OSError):
                path.unlink()
            return None
        _mark_used(path)
        self._used.add(path.name)
        return Shelf(connection)

    def keep(self, key: str | None, write: Callable[[sqlite3.Connection], None]) -> Shelf:
        """Write an index and keep it, in memory where that is not wanted or not possible."""
        if self.folder is not None and key is not None and not self.trouble:
            try:
                self._write(self.folder, key, write)
            except (OSError, sqlite3.Error) as error:
                self.trouble = getattr(error, "strerror", None) or str(error)
            else:
                found = self.find(key)
                if found is not None:
                    return found
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        write(connection)
        return Shelf(connection)

    def noted(self, key: str) -> str | None:
        """A text that was kept under a key; None where there is none, or not as it was written."""
        if self.folder is None:
            return None
        path = self.folder / (key + NOTE)
        try:
            told, _, text = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return text if told == _sum_in_words(text) and _is_own(path.stat()) else None

    def note(self, key: str, text: str) -> None:
        """Keep a text under a key, if that is possible."""
        if self.folder is None or self.trouble:
            return
        with suppress(OSError), self._new(self.folder, key + NOTE) as part:
            part.write_text(f"{_sum_in_words(text)}\n{text}", encoding="utf-8")

    def _write(self, folder: Path, key: str, write: Callable[[sqlite3.Connection], None]) -> None:
        with self._new(folder, key + ENDING) as part:
            with closing(sqlite3.connect(part)) as connection:
                # Nothing is read back before the file is whole, and one that is not whole is thrown away.
                connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000")
                write(connection)
            _seal(part)

    @contextmanager
    def _new(self, folder: Path, name: str) -> Iterator[Path]:
        """A file to write, which takes its place when it is whole."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{name.partition('.')[0]}.{os.urandom(6).hex()}{_PART}"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            yield part
            part.replace(folder / name)
        finally:
            part.unlink(missing_ok=True)
        self._has_written = True
        self._used.add(name)

    def tidy(self) -> None:
        """Throw away what was abandoned or is no longer used, after something was written."""
        if self.folder is not None and self._has_written:
            with suppress(OSError):
                _tidy(self.folder, self._used)


def _opened(path: Path) -> sqlite3.Connection | None:
    """The database of a file; None where the file is not as it was written, or not one's own."""
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        if not _is_own(state):
            return None
        if state.st_size <= _SMALL:
            data = file.read()
            if not _is_whole(data[:_SUM_AT], data[_SUM_AT : _SUM_AT + _SUM_BYTES], _sum_of(data)):
                return None
            connection = sqlite3.connect(":memory:", check_same_thread=False)
            connection.deserialize(data)
            return connection
        head = file.read(_SUM_AT + _SUM_BYTES)
        if not _is_whole(head[:_SUM_AT], head[_SUM_AT:], _sum_of_file(file)):
            return None
    # Nobody writes to a file that is in its place, so that no lock is needed.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _is_own(state: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or state.st_uid == os.geteuid()


def _sum_in_words(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _is_whole(head: bytes, written: bytes, found: int) -> bool:
    return head.startswith(_MAGIC) and int.from_bytes(written, "big") == found


def _sum_of(data: bytes | mmap.mmap) -> int:
    """The check sum of a file without the place that it stands in."""
    with memoryview(data) as view, view[:_SUM_AT] as head, view[_SUM_AT + _SUM_BYTES :] as rest:
        return zlib.crc32(rest, zlib.crc32(head))


def _sum_of_file(file: BinaryIO) -> int:
    """The check sum of a large file, of which nothing need be copied for it."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _sum_of(data)


def _seal(path: Path) -> None:
    with path.open("r+b") as file:
        found = _sum_of_file(file)
        file.seek(_SUM_AT)
        file.write(found.to_bytes(_SUM_BYTES, "big"))


def _mark_used(path: Path) -> None:
    """What was used lately is kept longest."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


@dataclass(frozen=True)
class Held:
    """What the cache holds: files and bytes."""

    files: int
    size: int


def held(folder: Path) -> Held:
    """How much a folder holds of indexes, and of what was left of writing them."""
    sizes = [state.st_size for _, state in _own_files(folder)]
    return Held(len(sizes), sum(sizes))


def clear(folder: Path) -> Held:
    """Remove all indexes of a folder, and nothing else; gives what was removed."""
    sizes = []
    for path, state in _own_files(folder):
        path.unlink(missing_ok=True)
        sizes.append(state.st_size)
    return Held(len(sizes), sum(sizes))


def _own_files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if _OWN_NAME.fullmatch(path.name):
            with suppress(FileNotFoundError):  # another process tidies too
                found.append((path, path.stat()))
    return found


def _tidy(folder: Path, used: Collection[str]) -> None:
    """Remove what is abandoned, unused or too much; what this run used stays, however large."""
    now = time.time()
    files = _own_files(folder)
    total = sum(state.st_size for path, state in files if path.name in used)
    for path, state in sorted(files, key=lambda one: -one[1].st_mtime):
        if path.name in used:
            continue
        age = now - state.st_mtime
        total += state.st_size
        if (age > _ABANDONED) if path.suffix == _PART else (total > MOST_BYTES or age > UNUSED_DAYS * _DAY):
            path.unlink(missing_ok=True)
