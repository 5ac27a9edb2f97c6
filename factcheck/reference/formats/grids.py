"""Rows of texts, as a sheet or a page has them, to a table: for every format in which a person arranges cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from factcheck.frozen import record
from factcheck.model import Severity
from factcheck.reference.captions import title_names
from factcheck.reference.crosstabs import arrange
from factcheck.reference.reading import Doubt, RawTable
from factcheck.reference.words import word_set

_DIGIT = re.compile(r"[0-9]")


@record
class Grid:
    """Rows of texts that are equally long, with the line (or sheet row) of each and the source column of each cell."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    positions: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def squared(numbered: Iterable[tuple[int, Sequence[str]]]) -> Grid:
    """The rows without empty rows, without empty columns around and between, short rows filled up.

    >>> squared([(1, ["", "Town", "", "People"]), (2, []), (3, ["", "Elm", "", "3", ""])])
    Grid(rows=(('Town', 'People'), ('Elm', '3')), lines=(1, 3), positions=(2, 4))
    """
    kept = [(line, tuple(row)) for line, row in numbered if any(text.strip() for text in row)]
    used = sorted({place for _, row in kept for place, text in enumerate(row) if text.strip()})
    rows = tuple(tuple(row[place] if place < len(row) else "" for place in used) for _, row in kept)
    return Grid(rows, tuple(line for line, _ in kept), tuple(place + 1 for place in used))


def holds_figures(grid: Grid) -> bool:
    """Whether rows of texts can be a table of figures: two rows and two columns, with a digit below the first row."""
    if len(grid.rows) < 2 or grid.width < 2:
        return False
    return any(_DIGIT.search(text) for row in grid.rows[1:] for text in row)


def table_of(
    grid: Grid,
    data: bytes,
    *,
    part: str = "",
    titles: Sequence[str] = (),
    form: str = "",
    doubts: Sequence[Doubt] = (),
    letters: Callable[[int], str] | None = None,
) -> RawTable:
    """The table that the rows are: its header, title lines and row labels told apart from its figures."""
    table = arrange(grid.rows, grid.lines, digest_of(data, part))
    plain = not grid.positions or grid.positions == tuple(range(1, grid.width + 1))
    added = (0,) * max(0, len(table.headers) - grid.width)
    places = (*grid.positions, *added)[: len(table.headers)]
    return replace(
        table,
        encoding="",
        delimiter="",
        part=part,
        title=next(iter(title_names((*titles, table.title, title_of(part)))), ""),
        titles=tuple(text for text in (*titles, *table.titles, title_of(part)) if text),
        positions=() if plain else places,
        letters=tuple(letters(place) if place else "" for place in places) if letters else (),
        doubts=(*doubts, *table.doubts),
        form=form,
    )


def title_of(part: str) -> str:
    """The title that the name of a sheet or table is; "" for one that says nothing.

    >>> title_of("Road repairs"), title_of("Sheet1")
    ('Road repairs', '')
    """
    bare = part.lower().rstrip("0123456789 _-()")
    return "" if not bare or bare in word_set("generic_parts") else part.replace("_", " ")


def digest_of(data: bytes, part: str = "") -> str:
    """A digest of a file's bytes and the table in it that is meant."""
    digest = hashlib.sha256(data)
    if part:
        digest.update(b"\0" + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def note(message: str, line: int = 0, column: int = 0) -> Doubt:
    """Something to know about a table that needs no action."""
    return Doubt(message, line, column, Severity.NOTE)
