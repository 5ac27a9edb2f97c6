"""How the commands print: reports on stdout, everything else on stderr, and quietly away when a pipe closes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn, TextIO

from factcheck.model import Finding

if TYPE_CHECKING:
    from factcheck.reports.layout import Line

USAGE = 2
PIPE_CLOSED = 141  # what a shell reports of a program that a closed pipe ended


def emit(chunks: Iterable[str]) -> None:
    """Writes text to stdout as UTF-8; ends the program when nobody reads on."""
    stream = _utf8(sys.stdout)
    try:
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
    except BrokenPipeError:
        _stop_writing()


def emit_lines(lines: Iterable[Line]) -> None:
    """Writes lines of `reports.layout` to stdout, in colour where it is a terminal."""
    from factcheck.reports.terminal import write_lines  # noqa: PLC0415

    try:
        write_lines(lines, _utf8(sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def report_width() -> int | None:
    """The width of the terminal on stdout; None when it is a pipe."""
    from factcheck.reports.terminal import width_of  # noqa: PLC0415

    return width_of(sys.stdout)


def wants_colour() -> bool:
    """Whether stdout is a terminal that shows colours."""
    from factcheck.reports.terminal import wants_colour as shows  # noqa: PLC0415

    return shows(sys.stdout)


def say(text: str) -> None:
    """Writes a line to stderr."""
    from factcheck.reports.layout import visible  # noqa: PLC0415

    stream = _utf8(sys.stderr)
    stream.write(visible(text) + "\n")


def tell_progress() -> None:
    """Tells on stderr what takes long, where a person looks on."""
    if sys.stderr.isatty():
        import logging  # noqa: PLC0415

        from factcheck.reference.store import LOGGER  # noqa: PLC0415

        logger = logging.getLogger(LOGGER)
        logger.addHandler(logging.StreamHandler())
        logger.setLevel(logging.INFO)


def warn(problems: Iterable[Finding]) -> None:
    """Writes findings about the run to stderr, a line each."""
    from factcheck.reports.summary import problem_text  # noqa: PLC0415

    for problem in problems:
        say(problem_text(problem))


def fail(message: str, fix: str = "") -> NoReturn:
    """Ends the program for a wrong call: a line on stderr and exit code 2."""
    say(f"factcheck: {message}" + (f"; {fix}" if fix else ""))
    sys.exit(USAGE)


def _utf8(stream: TextIO) -> TextIO:
    # A lone surrogate becomes its escape, which JSON reads back.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def _stop_writing() -> NoReturn:
    """Nobody reads on: the interpreter's own flush at exit must not fail either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PIPE_CLOSED)
