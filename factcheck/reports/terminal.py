"""Lines as text: plain when piped, in colour on a terminal unless NO_COLOR asks otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from typing import TextIO

from factcheck.reports.layout import Line, plain

PIPED_WIDTH = 100  # of source excerpts in a pipe; messages are never broken there, so that grep finds them


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int | None:
    """The width of a terminal in cells; None for a pipe or a file."""
    return max(40, shutil.get_terminal_size((PIPED_WIDTH, 24)).columns) if stream.isatty() else None


def write_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Writes the lines, coloured where the stream wants it."""
    stream.writelines(rendered(lines, colour=wants_colour(stream)))


def rendered(lines: Iterable[Line], *, colour: bool) -> Iterator[str]:
    """Every line as text with its line end, with the escapes of a terminal where colour is wanted."""
    if not colour:
        yield from (plain(pieces).rstrip() + "\n" for pieces in lines)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    console = Console(force_terminal=True, highlight=False, soft_wrap=True)
    for pieces in lines:
        with console.capture() as captured:
            console.print(Text.assemble(*((piece.text, piece.style) for piece in pieces)), soft_wrap=True)
        yield captured.get()
