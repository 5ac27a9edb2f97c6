"""A draft as the elements of a page: headings, paragraphs, lists, tables, each with its text and its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.model import Span
from factcheck.reports.html_text import prose

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.html_marks import Mark, MarkedDraft

_TOP = 3  # the page has a heading of its own, and each draft one


@record
class Piece:
    """Some text of a draft: bare, a mark's, or none where a mark is a point."""

    text: Markup
    mark: Mark | None = None
    wide: bool = False
    code: bool = False


@record
class Part:
    """A paragraph, a heading, a list item, a table cell: its pieces and the line of the source where it starts.

    `level` is a heading's as written or an item's depth, `rank` the level of a heading on the page, which skips none.
    `gap` counts the empty columns of a table before a cell.
    """

    kind: str
    line: int
    pieces: tuple[Piece, ...]
    level: int = 0
    rank: int = 0
    gap: int = 0


@record
class Element:
    """What stands by itself on the page: one part, the items of a list, the rows of a table, a quotation."""

    kind: str
    parts: tuple[Part, ...] = ()
    rows: tuple[tuple[Part, ...], ...] = ()
    columns: int = 0


def elements(draft: MarkedDraft) -> Iterator[Element]:
    """The elements of a draft, in order; every mark stands in exactly one of them."""
    walk = _Walk(draft)
    for (kind, _), blocks in groupby(_with_gaps(draft.report.document), key=_group):
        if kind is BlockKind.TABLE_CELL:
            yield _table(walk, list(blocks))
        elif kind in {BlockKind.LIST_ITEM, BlockKind.QUOTE}:
            yield Element(kind.value, tuple(walk.part(block) for block in blocks))
        else:
            yield from (Element(kind.value, (walk.part(block),)) for block in blocks)
    yield from walk.rest()


def _group(block: Block) -> tuple[BlockKind, int]:
    return block.kind, block.table


def _with_gaps(document: Document) -> Iterator[Block]:
    """The blocks of a document, and what text stands between them as paragraphs."""
    end = 0
    for block in document.blocks:
        if document.text[end : block.span.start].strip():
            yield Block(Span(end, block.span.start), BlockKind.PARAGRAPH)
        yield block
        end = max(end, block.span.end)
    if document.text[end:].strip():
        yield Block(Span(end, len(document.text)), BlockKind.PARAGRAPH)


@dataclass(slots=True)
class _Walk:
    """One pass over a document's text; marks, wide stretches and inline code are met in order."""

    draft: MarkedDraft
    mark: int = 0
    ranks: list[int] = field(default_factory=list)
    edges: list[tuple[int, int, int]] = field(init=False)
    edge: int = 0
    depth: list[int] = field(default_factory=lambda: [0, 0])

    def __post_init__(self) -> None:
        kinds: Sequence[Sequence[Span]] = (self.draft.wide, self.draft.report.document.code)
        self.edges = sorted(
            edge
            for which, spans in enumerate(kinds)
            for span in spans
            for edge in ((span.start, which, 1), (span.end, which, -1))
        )

    def part(self, block: Block) -> Part:
        """A block with its marks."""
        document = self.draft.report.document
        heading = block.kind is BlockKind.HEADING
        return Part(
            block.kind.value,
            document.place(block.span.start).line,
            tuple(self._pieces(block.span.start, block.span.end)),
            block.level,
            self._rank(block.level) if heading else 0,
        )

    def rest(self) -> Iterator[Element]:
        """The marks that stand behind the last block."""
        text = self.draft.report.document.text
        if self.mark < len(self.draft.marks):
            yield Element("paragraph", (Part("paragraph", 0, tuple(self._pieces(len(text), len(text)))),))

    def _rank(self, level: int) -> int:
        while self.ranks and self.ranks[-1] >= level:
            self.ranks.pop()
        self.ranks.append(level)
        return min(6, _TOP + len(self.ranks) - 1)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        marks = self.draft.marks
        while self.mark < len(marks) and (
            marks[self.mark].start < end or marks[self.mark].start == marks[self.mark].end <= end
        ):
            mark = marks[self.mark]
            self.mark += 1
            yield from self._bare(start, mark.start)
            start = max(start, mark.start)
            stop = max(start, min(mark.end, end))
            wide, code = self._inside(start)
            yield Piece(prose(self._text(start, stop)), mark, wide, code)
            start = stop
        yield from self._bare(start, end)

    def _bare(self, start: int, end: int) -> Iterator[Piece]:
        """Text without marks, cut where a wide stretch or inline code begins or ends."""
        while start < end:
            wide, code = self._inside(start)
            following = self.edges[self.edge][0] if self.edge < len(self.edges) else end
            stop = min(end, following)
            yield Piece(prose(self._text(start, stop)), None, wide, code)
            start = stop

    def _inside(self, offset: int) -> tuple[bool, bool]:
        """Whether an offset lies in a wide stretch, and in inline code; offsets only grow."""
        while self.edge < len(self.edges) and self.edges[self.edge][0] <= offset:
            _, which, step = self.edges[self.edge]
            self.depth[which] += step
            self.edge += 1
        return self.depth[0] > 0, self.depth[1] > 0

    def _text(self, start: int, end: int) -> str:
        return self.draft.report.document.text[start:end]


def _table(walk: _Walk, blocks: list[Block]) -> Element:
    """The cells of a table in their columns; empty cells are no blocks, and are told as gaps."""
    columns = {column: place for place, column in enumerate(sorted({block.column for block in blocks}))}
    rows = []
    for _, cells in groupby(blocks, key=lambda block: block.row):
        row, place = [], 0
        for block in cells:
            part = walk.part(block)
            gap = max(0, columns[block.column] - place)
            row.append(Part("header" if block.row == 0 else "cell", part.line, part.pieces, gap=gap))
            place = columns[block.column] + 1
        rows.append(tuple(row))
    return Element("table", rows=tuple(rows), columns=len(columns))
