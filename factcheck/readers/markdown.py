"""Markdown: markdown-it's block tokens become blocks; their inline tokens become prose with places."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from factcheck.document import Block, BlockKind, Directive, Document, Piece, SourceMap, Stands, line_starts
from factcheck.model import Span
from factcheck.readers.dates import find_dateline
from factcheck.readers.front_matter import FrontMatter, split_front_matter
from factcheck.readers.html_text import CellPlace, html_blocks
from factcheck.readers.inline import Inline, cell_runs, inline_pieces, line_runs
from factcheck.readers.remarks import head_directives, line_column, words_in

_DEEPEST = 100
_LONGEST_BOLD_HEADING = 160
_ENDS_SENTENCE = re.compile(r"[.!?]$")


def read_markdown(source: str, name: str) -> Document:
    """The document of a Markdown text (CommonMark with tables and strikethrough)."""
    front = split_front_matter(source)
    walk = _Walk(source)
    for token in _parser().parse(front.body):
        walk.take(token)
    return walk.document(name, front)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    # Joined text tokens would lose where an entity or an escape stood.
    parser.disable(["text_join", "fragments_join"])
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    return parser


def _link(state: StateInline, silent: bool) -> bool:
    """The link rule, noting where the link ends: its address is no text."""
    found = link(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


def _image(state: StateInline, silent: bool) -> bool:
    found = image(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


@dataclass
class _Table:
    index: int
    row: int = -1
    column: int = -1
    cursor: int = 0
    headers: list[str] = field(default_factory=list)
    first: str = ""


class _Walk:
    """One pass over the block tokens, gathering text, pieces and blocks."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = line_starts(source)
        self.lines = [line.rstrip("\r\n") for line in _cut(source, self.starts)]
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self.code: list[Span] = []
        self.directives: list[Directive] = []
        self.heading = -1
        self.title = ""
        self.lists: list[int] = []
        self.list_count = 0
        self.quotes = 0
        self.table: _Table | None = None
        self.table_count = 0
        self.opened: Token | None = None
        self.deepest = 0

    def take(self, token: Token) -> None:
        """Do what a block token asks for."""
        self.deepest = max(self.deepest, token.level)
        method = getattr(self, f"_{token.type}", None)
        if method is not None:
            method(token)
        if token.type.endswith("_open"):
            self.opened = token

    def document(self, name: str, front: FrontMatter) -> Document:
        """What the walk gathered."""
        text = "".join(self.parts)
        date: dt.date | None = front.date
        origin = "front matter" if date else ""
        if date is None:
            date = find_dateline(text, self.blocks)
            origin = "dateline" if date else ""
        return Document(
            name=name,
            text=text,
            blocks=tuple(self.blocks),
            format="markdown",
            title=front.title or self.title,
            date=date,
            date_origin=origin,
            locale=front.locale,
            locale_origin="front matter" if front.locale else "",
            code=tuple(self.code),
            directives=(*head_directives(front.remarks, self.starts), *self.directives),
            note="some lists or quotations are nested too deeply to be read" if self.deepest >= _DEEPEST - 1 else "",
            source=self.source,
            source_map=SourceMap.of(self.pieces),
        )

    def _bullet_list_open(self, _token: Token) -> None:
        self.lists.append(self.list_count)
        self.list_count += 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, _token: Token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _blockquote_open(self, _token: Token) -> None:
        self.quotes += 1

    def _blockquote_close(self, _token: Token) -> None:
        self.quotes -= 1

    def _table_open(self, _token: Token) -> None:
        self.table = _Table(self.table_count)
        self.table_count += 1

    def _table_close(self, _token: Token) -> None:
        self.table = None

    def _tr_open(self, _token: Token) -> None:
        if self.table is not None:
            self.table = dataclasses.replace(self.table, row=self.table.row + 1, column=-1, cursor=0, first="")

    def _inline(self, token: Token) -> None:
        lines = _line_numbers(token, len(self.lines))
        if self.table is not None:
            self._cell(token, self.table, lines.start)
            return
        runs = line_runs(token.content, self.lines[lines.start : lines.stop], self.starts[lines.start : lines.stop])
        inline = inline_pieces(token.children or [], token.content, runs)
        opened = self.opened
        if opened is not None and opened.type == "heading_open":
            self._add_heading(inline, int(opened.tag[1:]))
        elif self._is_bold_heading(token, inline):
            self._add_heading(inline, 3 if self.blocks else 1)
        else:
            self._add(inline, self._prose_kind(token), level=len(self.lists))

    def _cell(self, token: Token, table: _Table, line: int) -> None:
        table.column += 1
        runs, table.cursor = cell_runs(token.content, self.lines[line], self.starts[line], table.cursor)
        self._add_cell(inline_pieces(token.children or [], token.content, runs), table)

    def _add_cell(self, inline: Inline, table: _Table) -> None:
        if table.row == 0:
            table.headers.append(inline.text)
        if table.column == 0:
            table.first = inline.text
        header = table.headers[table.column] if table.column < len(table.headers) else ""
        if not inline.text:
            self._note_alone(inline, table)
            return
        self._add(inline, BlockKind.TABLE_CELL)
        self.blocks[-1] = dataclasses.replace(
            self.blocks[-1],
            table=table.index,
            row=table.row,
            column=table.column,
            row_header=table.first,
            column_header=header,
        )

    def _fence(self, token: Token) -> None:
        lines = _line_numbers(token, len(self.lines))
        self._code_lines(token.content, lines.start + 1)

    def _code_block(self, token: Token) -> None:
        self._code_lines(token.content, _line_numbers(token, len(self.lines)).start)

    def _code_lines(self, content: str, first: int) -> None:
        count = content.count("\n") + 1
        runs = line_runs(content, self.lines[first : first + count], self.starts[first : first + count])
        self._add(Inline.verbatim(content, runs).stripped(), BlockKind.CODE)

    def _html_block(self, token: Token) -> None:
        lines = _line_numbers(token, len(self.lines))
        runs = line_runs(token.content, self.lines[lines.start : lines.stop], self.starts[lines.start : lines.stop])
        tables: dict[int, _Table] = {}
        for inline, place in html_blocks(token.content, runs):
            if not inline.text:
                known = tables.get(place.table) if place else None
                index = known.index if known else self.table_count
                self._note_alone(inline, _Table(index, place.row) if place else None)
            elif place is None:
                self._add(inline, self._prose_kind(token), level=len(self.lists))
            else:
                self._html_cell(inline, place, tables)

    def _html_cell(self, inline: Inline, place: CellPlace, tables: dict[int, _Table]) -> None:
        if place.table not in tables:
            tables[place.table] = _Table(self.table_count)
            self.table_count += 1
        table = tables[place.table]
        if place.row != table.row:
            table.row, table.first = place.row, ""
        table.column = place.column
        if table.row == 0:
            table.headers.extend([""] * (table.column - len(table.headers)))
        self._add_cell(inline, table)

    def _prose_kind(self, token: Token) -> BlockKind:
        if self.lists:
            return BlockKind.LIST_ITEM
        if self.quotes:
            return BlockKind.QUOTE
        children = _telling(token)
        return BlockKind.CAPTION if [c.type for c in children] == ["image"] else BlockKind.PARAGRAPH

    def _is_bold_heading(self, token: Token, inline: Inline) -> bool:
        """Whether a paragraph is one bold line, which writers use for a heading."""
        if self.lists or self.quotes or len(inline.text) > _LONGEST_BOLD_HEADING or "\n" in token.content:
            return False
        children = _telling(token)
        if len(children) < 3 or children[0].type != "strong_open" or children[-1].type != "strong_close":
            return False
        whole = [child.type for child in children].count("strong_open") == 1
        return whole and not (self.blocks and _ENDS_SENTENCE.search(inline.text))

    def _add_heading(self, inline: Inline, level: int) -> None:
        if not inline.text:
            self._note_alone(inline)
            return
        self._add(inline, BlockKind.HEADING, level=level)
        self.heading = len(self.blocks) - 1
        self.title = self.title or " ".join(inline.text.split())

    def _add(self, inline: Inline, kind: BlockKind, level: int = 0) -> None:
        if not inline.text:
            self._note_alone(inline)
            return
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        start = self.length
        self.parts.append(inline.text)
        self.length += len(inline.text)
        self.pieces.extend(Piece(start + piece.start, piece.source, piece.length) for piece in inline.pieces)
        self.code.extend(Span(start + span.start, start + span.end) for span in inline.code)
        for one in inline.remarks:
            at = line_column(one.source, self.starts)
            self.directives.append(Directive(one.words, start + one.offset, *at, Stands.INLINE, len(self.blocks)))
        list_id = self.lists[-1] if self.lists else -1
        self.blocks.append(Block(Span(start, self.length), kind, level, self.heading, list_id))

    def _note_alone(self, inline: Inline, table: _Table | None = None) -> None:
        """Keep the comments to the program that stand beside no text of their own."""
        offset = self.length + (2 if self.parts else 0)
        for one in inline.remarks:
            self.directives.append(
                Directive(
                    one.words,
                    offset,
                    *line_column(one.source, self.starts),
                    Stands.ALONE,
                    len(self.blocks),
                    len(self.lists),
                    self.quotes > 0,
                    table.index if table else -1,
                    table.row if table else -1,
                    one.closed,
                )
            )


def _telling(token: Token) -> list[Token]:
    """The parts of a paragraph that show: neither space nor comments to the program."""
    return [
        child
        for child in token.children or []
        if child.type != "text" or child.content.strip()
        if child.type != "html_inline" or words_in(child.content) is None
    ]


def _cut(source: str, starts: Sequence[int]) -> list[str]:
    return [source[start:end] for start, end in zip(starts, [*starts[1:], len(source)], strict=True)]


def _line_numbers(token: Token, count: int) -> range:
    """The source lines of a token, from 0, never outside the source."""
    start, end = token.map or [0, 0]
    return range(min(start, count - 1), min(max(end, start + 1), count))
