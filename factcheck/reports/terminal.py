"""Lines as text: plain when piped, in colour on a terminal unless the environment asks otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, TextIO

from factcheck.reports.layout import Line, plain

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.style import Style

PIPED_WIDTH = 100  # of source excerpts in a pipe; messages are never broken there, so that grep finds them


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours; NO_COLOR forbids them, FORCE_COLOR wants them elsewhere too.

    Both are as https://no-color.org and https://force-color.org have them: what they are set to does not matter, only
    whether it is more than nothing, and NO_COLOR wins.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


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
    for pieces in lines:
        yield "".join(_styled(piece.text, piece.style) for piece in pieces).rstrip(" ") + "\n"


def _styled(text: str, style: str) -> str:
    return _style(style).render(text, color_system=_sixteen_colours()) if text and style else text


@cache
def _style(name: str) -> Style:
    from rich.style import Style  # noqa: PLC0415 - only a terminal needs it

    return Style.parse(name)


@cache
def _sixteen_colours() -> ColorSystem:
    from rich.color import ColorSystem  # noqa: PLC0415 - as above

    return ColorSystem.STANDARD
