"""How the commands print: reports on stdout, everything else on stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn, TextIO

from factcheck.model import Finding

if TYPE_CHECKING:
    from factcheck.reports.layout import Line

USAGE = 2


def emit(chunks: Iterable[str]) -> None:
    """Writes text to stdout as UTF-8."""
    stream = _utf8(sys.stdout)
    stream.writelines(chunks)
    stream.flush()


def emit_beside(chunks: Iterable[str]) -> None:
    """Writes text to stderr as UTF-8, where standard output holds something else."""
    stream = _utf8(sys.stderr)
    for chunk in chunks:
        stream.write(chunk)
    stream.flush()


def emit_lines(lines: Iterable[Line]) -> None:
    """Writes lines of `reports.layout` to stdout, in colour where it is a terminal."""
    from factcheck.reports.terminal import write_lines  # noqa: PLC0415

    write_lines(lines, _utf8(sys.stdout))
    sys.stdout.flush()


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


def fail_all(messages: Iterable[str]) -> NoReturn:
    """Ends the program for several things that are wrong: a line each on stderr and exit code 2."""
    for message in messages:
        say(f"factcheck: {message}")
    sys.exit(USAGE)


def _utf8(stream: TextIO) -> TextIO:
    # A lone surrogate becomes its escape, which JSON reads back.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream
