"""Standard streams whose faults have codes of their own: a full disk is no finding, a closed pipe no fault."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False  # as that of `typing`, which takes longer to import than `--version` to answer
if TYPE_CHECKING:
    from typing import Final, TextIO

    from _typeshed import ReadableBuffer

NOT_WRITTEN: Final = 2  # as for any file that cannot be written
PIPE_CLOSED: Final = 141  # what a shell reports of a program that a closed pipe ended


class _Patient(io.FileIO):
    """A stream that waits where its reader is slow and it was told not to, as some programs that run others do."""

    def write(self, data: ReadableBuffer, /) -> int:
        while (count := super().write(data)) is None:
            import select  # noqa: PLC0415 - seldom needed

            select.select([], [self], [])
        return count

    def forget(self) -> None:
        """Lets what is written from now on go nowhere, so that the flush at the end of the program does not fail."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


class _Output(_Patient):
    """Standard output: the program ends, with a word on stderr, where nothing more can be written."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            self.forget()
            sys.exit(PIPE_CLOSED)
        except OSError as error:
            self.forget()
            sys.stderr.write(
                f"factcheck: standard output cannot be written: {(error.strerror or str(error)).lower()}\n"
            )
            sys.exit(NOT_WRITTEN)


class _Remarks(_Patient):
    """Standard error: where it cannot be written, the exit code alone must do."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            self.forget()
            return memoryview(data).nbytes


def open_streams() -> None:
    """Puts these in the place of the interpreter's own; one that the caller has closed leads nowhere."""
    if os.name == "posix":
        # A test or a notebook that has put its own there keeps them.
        if sys.stdout is sys.__stdout__:
            sys.stdout = _text(sys.stdout, _Output, 1)
        if sys.stderr is sys.__stderr__:
            sys.stderr = _text(sys.stderr, _Remarks, 2)


def close_streams() -> None:
    """Writes what is still held back, while a fault of it can still be told."""
    sys.stdout.flush()


def _text(old: TextIO | None, kind: type[_Patient], number: int) -> TextIO:
    if old is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - as long as the program runs
    raw = io.BufferedWriter(kind(number, "wb", closefd=False))
    return io.TextIOWrapper(raw, old.encoding, old.errors, line_buffering=number == 2 or old.isatty())
