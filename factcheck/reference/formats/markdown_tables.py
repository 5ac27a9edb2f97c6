"""The tables of a Markdown text: rows between pipes, titled by the line or the heading above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.reference.captions import read_caption
from factcheck.reference.formats.encodings import decoded
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import Grid, holds_figures, table_of
from factcheck.reference.limits import PAGE_BYTES, SHEETS
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from markdown_it.token import Token

    from factcheck.reference.packages import TableDescription

_CAPTION = re.compile(r"(?:table\b[^:]{0,20}:|\*\*)|.*:$", re.IGNORECASE)
_LONGEST_CAPTION = 160
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1")


@record
class _Found:
    titles: tuple[str, ...]
    grid: Grid
    problem: tuple[str, int] | None = None


class MarkdownFile:
    """The tables of a Markdown text that hold figures."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.doubts: tuple[Doubt, ...] = ()
        text, _, notes = decoded(data)
        self._notes = tuple(Doubt(one, 1, 1) for one in notes)
        self._tables = {f"table {number}": found for number, found in enumerate(_tables(text), 1) if _has_rows(found)}
        self.parts = tuple(self._tables)
        if not self.parts:
            raise TableRefusedError("holds no Markdown table (| name | name |) with rows of figures", 1, 1)
        if len(self.parts) > SHEETS:
            raise TableRefusedError(f"holds {len(self.parts):,} tables; at most {SHEETS} are read. Split it")

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # nothing to be said of it
        """One of the tables; the first where none is named."""
        name = part or self.parts[0]
        found = self._tables.get(name)
        if found is None:
            raise TableRefusedError(f'has no "{part}" with figures; it has {", ".join(self.parts)}')
        if found.problem:
            raise TableRefusedError(found.problem[0], found.problem[1], 1)
        form = f"Markdown, {name} of the text"
        return table_of(found.grid, self._data, part=name, titles=found.titles, form=form, doubts=self._notes)


def opened(file: TableFile) -> MarkdownFile:
    """The tables of a Markdown text."""
    return MarkdownFile(file.data(PAGE_BYTES))


def _has_rows(found: _Found) -> bool:
    return found.problem is not None or holds_figures(found.grid)


def _tables(text: str) -> Iterator[_Found]:
    """Every table of the text with its title."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # takes time to load

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    heading, title, last = "", "", 0
    for at, token in enumerate(tokens):
        if token.type == "inline" and tokens[at - 1].type == "heading_open":
            heading, title = _plain(token), ""
        elif token.type == "inline" and tokens[at - 1].type == "paragraph_open" and token.map:
            plain = _plain(token)
            is_caption = len(plain) <= _LONGEST_CAPTION and _is_caption(token.content, plain)
            title, last = (plain.rstrip(":") if is_caption else ""), token.map[1]
        elif token.type == "table_open" and token.map:
            own = title if title and not any(line.strip() for line in lines[last : token.map[0]]) else ""
            yield _table(tokens, at, lines, tuple(text for text in (own, heading) if text))


def _is_caption(written: str, plain: str) -> bool:
    """Whether a line over a table is its title: it says so by its marks, or it gives the unit of the numbers."""
    return _CAPTION.match(written) is not None or read_caption(plain).words != ""


def _table(tokens: Sequence[Token], start: int, lines: Sequence[str], titles: tuple[str, ...]) -> _Found:
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    cells: list[str] = []
    for token in tokens[start + 1 :]:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            cells = []
            numbers.append((token.map[0] if token.map else 0) + 1)
        elif token.type == "inline":
            cells.append(_plain(token))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
    for number in numbers:
        found = _pieces(lines[number - 1])
        if found > len(rows[0]):
            message = f"the row has {found} values but the header names {len(rows[0])} columns"
            fix = 'name every column in the header, or write "\\|" for a bar that belongs to a text'
            return _Found(titles, Grid((), ()), (f"{message}; {fix}", number))
    return _Found(titles, Grid(tuple(rows), tuple(numbers)))


def _pieces(line: str) -> int:
    """How many cells a row writes: Markdown drops those beyond the header without a word."""
    line = line.lstrip("> \t").rstrip().removeprefix("|").removesuffix("|").replace("\\|", "")
    return _CODE.sub("", line).count("|") + 1


def _plain(token: Token) -> str:
    """The text of a cell without its marks."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            parts.append(" ")
    return " ".join("".join(parts).split())
