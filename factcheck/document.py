"""A draft as prose: its text without mark-up, its blocks, and the way back to the source."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.model import Place, Span
from factcheck.patterns import lazy

if TYPE_CHECKING:
    from pathlib import Path

_LINE_END = lazy(r"\r\n?|\n")


class BlockKind(StrEnum):
    """What part of a document a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    QUOTE = "quote"
    CODE = "code"
    CAPTION = "caption"


@record
class Block:
    """A stretch of the text that no sentence crosses.

    `level` is a heading's level or a list item's depth, both from 1. `heading` is the index of the nearest heading
    block above, -1 for none. Table cells carry their table, row and column from 0 (row 0 is the header) and the texts
    of the first cell of their row and of the header above them.
    """

    span: Span
    kind: BlockKind
    level: int = 0
    heading: int = -1
    list_id: int = -1
    table: int = -1
    row: int = -1
    column: int = -1
    row_header: str = ""
    column_header: str = ""


class Stands(StrEnum):
    """Where in a draft a directive stands."""

    HEAD = "head"  # in the front matter: it speaks of the whole draft
    ALONE = "alone"  # with no text of its own block: it speaks of what comes next
    INLINE = "inline"  # in the text of a block


@record
class Directive:
    """A comment of the draft that speaks to the program: what stands after "factcheck:", and where.

    `offset` is the place in the text that it stands at or before, `line` and `column` its own in the source. `block` is
    the index of its block, of one that stands alone that of the next. `level` is how deep in lists it stands, `quoted`
    whether in a quotation; a cell of its own has `table` and `row`. `closed` is False where the comment never ends.
    """

    words: str
    offset: int
    line: int
    column: int
    stands: Stands
    block: int = -1
    level: int = 0
    quoted: bool = False
    table: int = -1
    row: int = -1
    closed: bool = True


@record
class Piece:
    """A stretch of text and where it stands in the source, character for character."""

    start: int
    source: int
    length: int


@record
class SourceMap:
    """The piecewise map from a text to its source.

    >>> SourceMap.of([Piece(0, 2, 3), Piece(3, 7, 4)]).source_offset(4)
    8
    """

    starts: tuple[int, ...]
    sources: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> SourceMap:
        """The map of pieces in the order of the text."""
        kept = list(pieces)
        return cls(tuple(p.start for p in kept), tuple(p.source for p in kept), tuple(p.length for p in kept))

    @classmethod
    def identity(cls, length: int) -> SourceMap:
        """The map of a text that is its own source."""
        return cls((0,), (0,), (length,))

    def source_offset(self, offset: int) -> int:
        """The offset in the source of an offset in the text; what lies between pieces maps to the piece before."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return self.sources[0] if self.sources else 0
        return self.sources[index] + min(offset - self.starts[index], self.lengths[index])

    def has_place(self, offset: int) -> bool:
        """Whether a character of the text stands in the source, rather than between two pieces."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset - self.starts[index] < self.lengths[index]


@dataclass(frozen=True)
class Document:
    """A draft: its prose, its blocks in order, and where everything stands in the source.

    `code` are the spans of inline code. `note` says what a reader had to assume (a guessed encoding), "" for nothing.
    `locale` is what the draft declares about its numbers and dates, or what was asked for; `locale_origin` tells which:
    "front matter", "option", or "numbers" where the draft's own numbers show it.
    `source` is the decoded source without a byte order mark; `date_origin` is "front matter" or "dateline".
    `directives` are the comments that speak to the program, in order; they are no text.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    path: Path | None = None
    format: str = "text"
    title: str = ""
    date: dt.date | None = None
    date_origin: str = ""
    locale: str = ""
    locale_origin: str = ""
    code: tuple[Span, ...] = ()
    note: str = ""
    directives: tuple[Directive, ...] = ()
    source: str = field(default="", repr=False)
    source_map: SourceMap = field(default_factory=lambda: SourceMap.identity(0), repr=False)

    def place(self, offset: int) -> Place:
        """The line and column in the source of an offset in the text, both from 1."""
        source = self.source_map.source_offset(offset)
        line = bisect_right(self._line_starts, source)
        return Place(line, source - self._line_starts[line - 1] + 1)

    def source_span(self, span: Span) -> Span | None:
        """Where a stretch of the text stands in the source letter for letter; None where mark-up parts it.

        None too for what the source writes in another way (an escape, a line break), and for an empty stretch.
        """
        places = self.source_map
        if span.start >= span.end or not (places.has_place(span.start) and places.has_place(span.end - 1)):
            return None
        found = Span(places.source_offset(span.start), places.source_offset(span.end - 1) + 1)
        same = self.source[found.start : found.end] == self.text[span.start : span.end]
        return found if same else None

    def source_line(self, line: int) -> str:
        """A line of the source, counted from 1, without its line end; "" when there is none."""
        if not 1 <= line <= len(self._line_starts):
            return ""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.source)
        return self.source[start:end].rstrip("\r\n")

    def block_at(self, offset: int) -> int:
        """The index of the block that holds an offset, or of the last block before it; -1 before the first."""
        return bisect_right(self._block_starts, offset) - 1

    def in_code(self, span: Span) -> bool:
        """Whether a span lies in a code block or touches inline code."""
        block = self.block_at(span.start)
        if block >= 0 and self.blocks[block].kind is BlockKind.CODE:
            return True
        index = bisect_right(self._code_starts, span.start) - 1
        return any(code.overlaps(span) for code in self.code[max(index, 0) : index + 2])

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.source)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _code_starts(self) -> list[int]:
        return [span.start for span in self.code]


def line_starts(source: str) -> list[int]:
    r"""The offsets at which the lines of a source start; lines end with \n, \r\n or \r.

    >>> line_starts("a\r\nb")
    [0, 3]
    """
    return [0, *(match.end() for match in _LINE_END.finditer(source))]
