"""Files written whole or not at all: a reader never sees half of one, and a fault leaves what was there before."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NEW_FILE = 0o666  # less what the user's umask takes away


class WriteError(Exception):
    """A file that cannot be written: which, why, and what to do about it ("" where that is plain)."""

    def __init__(self, path: Path, message: str, fix: str = "") -> None:
        self.path, self.message, self.fix = path, message, fix
        super().__init__(f"{path}: {message}" + (f"; {fix}" if fix else ""))


def write_whole(path: Path | str, chunks: Iterable[str | bytes]) -> None:
    """Writes a file whole, or leaves the one that is there as it was.

    The text is written as UTF-8 with its line ends as they are, bytes as they are. A link is followed; a file that is
    there keeps its permissions. Raises WriteError where it cannot be written; whatever the chunks themselves raise goes
    through, and nothing is written then either.
    """
    path = Path(path)
    target, known = _target(path)
    if known is not None and not stat.S_ISREG(known.st_mode):
        with _told(path), target.open("wb") as stream:  # a pipe or a device holds nothing that could be lost
            _write(path, stream, chunks)
        return
    beside = target.parent / f".factcheck-{secrets.token_hex(8)}.tmp"
    try:  # from before the file is there: an interrupt may come right after it was made
        with _told(path):
            # Made by hand, since the tempfile module lets nobody but the user read what it makes.
            number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _NEW_FILE)
        with os.fdopen(number, "wb") as stream:
            _write(path, stream, chunks)
            with _told(path):
                _keep_permissions(stream, known)
                stream.flush()
                os.fsync(stream.fileno())
        with _told(path):
            beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _settle(target.parent)


def check_writable(path: Path | str) -> None:
    """Raises WriteError for a path to which nothing could be written, as far as that can be told beforehand."""
    _target(Path(path))


def _target(path: Path) -> tuple[Path, os.stat_result | None]:
    """The file that a path leads to, links followed, and what is known of it; WriteError where none can be written."""
    try:
        known = _known(path)
        # Links to pipes, such as /dev/stdout, have no other name to be followed to.
        target = Path(os.path.realpath(path)) if known is None or stat.S_ISREG(known.st_mode) else path
    except (OSError, ValueError) as error:  # a name that is too long, links in a circle, a name with a null character
        raise WriteError(path, _reason(error)) from None
    if known is not None and stat.S_ISDIR(known.st_mode):
        raise WriteError(path, "this is a folder", "name a file in it")
    if known is not None and not os.access(target, os.W_OK):
        raise WriteError(path, "this file may not be changed", "make it writable, or name another")
    if known is None or stat.S_ISREG(known.st_mode):
        _check_folder(path, target.parent)
    return target, known


def _check_folder(path: Path, folder: Path) -> None:
    if not folder.exists():
        raise WriteError(path, f"there is no folder {path.parent}", "make it first")
    if not folder.is_dir():
        raise WriteError(path, f"{path.parent} is no folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(path, f"nothing may be written into the folder {path.parent}", "name another")


def _known(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, stream: BinaryIO, chunks: Iterable[str | bytes]) -> None:
    for chunk in chunks:
        # A lone surrogate becomes its escape, as on standard output.
        data = chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "backslashreplace")
        with _told(path):
            stream.write(data)


def _keep_permissions(stream: BinaryIO, known: os.stat_result | None) -> None:
    """Gives the new file the permissions of the old one, and its owner where the user may do that."""
    if known is None or os.name == "nt":
        return
    with suppress(OSError):
        os.fchown(stream.fileno(), known.st_uid, known.st_gid)
    os.fchmod(stream.fileno(), stat.S_IMODE(known.st_mode))


def _settle(folder: Path) -> None:
    """Asks the system to keep the new name through a power cut, where it can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system refuses into a WriteError."""
    try:
        yield
    except OSError as error:
        raise WriteError(path, _reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "this is no name for a file"
    words = {errno.ENOSPC: "the disk is full", errno.ELOOP: "its links lead in a circle"}
    return words.get(error.errno or 0) or (error.strerror or str(error)).lower()
