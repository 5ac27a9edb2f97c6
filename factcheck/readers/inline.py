"""The inline tokens of one block, laid out as prose with the place of every piece.

markdown-it gives its inline tokens no columns. A block's content is first tied to its source lines (`Run`), then
each token is found by going forward through the content, never back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from factcheck.document import Piece
from factcheck.frozen import record
from factcheck.model import Span
from factcheck.readers.remarks import Remark, words_in

# How far ahead of the cursor a token may stand; mark-up between two tokens is short, links jump.
_REACH = 5000
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CLOSES = tuple(",.;:!?)]}”’»…")
_CONTAINER = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]+)*(?=\|)")


@record
class Run:
    """Content from `start` on stands in the source from `source` on, until the next run."""

    start: int
    source: int


@dataclass
class Inline:
    """The prose of a block: its text, the pieces' places, the spans of inline code, in the block's own offsets.

    `remarks` are the comments in it that speak to the program.
    """

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def verbatim(cls, content: str, runs: Sequence[Run]) -> Inline:
        """Content that is text as it stands."""
        return cls(content, list(split_pieces(0, 0, len(content), runs)))

    def stripped(self) -> Inline:
        """The same without white space around it."""
        left = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        pieces = []
        for piece in self.pieces:
            start, end = max(piece.start, left), min(piece.start + piece.length, left + len(text))
            if start < end:
                pieces.append(Piece(start - left, piece.source + start - piece.start, end - start))
        code = [Span(max(s.start - left, 0), min(s.end - left, len(text))) for s in self.code]
        remarks = [replace(one, offset=min(max(one.offset - left, 0), len(text))) for one in self.remarks]
        return Inline(text, pieces, [span for span in code if span.start < span.end], remarks)


def line_runs(content: str, lines: Sequence[str], starts: Sequence[int]) -> list[Run]:
    """Tie each line of a block's content to the end of its source line, where the container's marks leave it."""
    runs = []
    offset = 0
    for line, (source, start) in zip(content.split("\n"), zip(lines, starts, strict=True), strict=False):
        skipped, column = _column(line, source)
        if skipped:
            runs.append(Run(offset, start))
        runs.append(Run(offset + skipped, start + column))
        offset += len(line) + 1
    return runs


def _column(line: str, source: str) -> tuple[int, int]:
    """How much of a content line has no place of its own, and where the rest starts in its source line."""
    for written in (source, source.rstrip()):
        if written.endswith(line):
            return 0, len(written) - len(line)
    column = source.find(line)
    if column >= 0:
        return 0, column
    # A tab that a container cut in two stands as spaces.
    bare = line.lstrip()
    return len(line) - len(bare), max(source.find(bare), 0)


def cell_runs(content: str, line: str, start: int, cursor: int) -> tuple[list[Run], int]:
    r"""Tie a table cell to its line from a cursor on, and give the cursor after it; "\|" is one character."""
    if cursor == 0:
        container = _CONTAINER.match(line)
        cursor = container.end() if container else 0
    parts = content.split("|")
    runs = []
    offset = 0
    for index, part in enumerate(parts):
        found = line.find(part, cursor) if index == 0 else cursor
        if found < 0:
            break
        runs.append(Run(offset, start + found))
        offset += len(part)
        cursor = found + len(part)
        if index < len(parts) - 1:
            runs.append(Run(offset, start + cursor + 1))
            offset += 1
            cursor += 2
    return runs or [Run(0, start + cursor)], cursor


def inline_pieces(children: Sequence[Token], content: str, runs: Sequence[Run]) -> Inline:
    """The prose of inline tokens."""
    layout = _Layout(content, runs)
    for child in children:
        layout.take(child)
    return Inline("".join(layout.parts), layout.pieces, layout.code, layout.remarks).stripped()


class _Layout:
    def __init__(self, content: str, runs: Sequence[Run]) -> None:
        self.content = content
        self.runs = runs
        self.cursor = 0
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.code: list[Span] = []
        self.remarks: list[Remark] = []
        self.space: tuple[str, int] | None = None  # what stood before a remark, and where in the source

    def take(self, token: Token) -> None:
        """Lay out one token and move the cursor past it."""
        if token.type in ("softbreak", "hardbreak"):
            self._break("\n", " " if token.type == "softbreak" else "\n")
        elif token.type == "text":
            self._put(token.content, token.content)
        elif token.type == "text_special":
            self._put(token.content, token.markup)
        elif token.type == "code_inline":
            self._code(token)
        elif token.type == "image":
            self._put(_alt(token), _alt(token))
        elif token.type == "html_inline":
            self._html(token.content)
        elif token.markup and token.type != "link_open":
            self._skip(token.markup)
        self.cursor = max(self.cursor, token.meta.get("end", 0))

    def _find(self, written: str) -> int:
        return self.content.find(written, self.cursor, self.cursor + len(written) + _REACH)

    def _skip(self, written: str) -> None:
        found = self._find(written)
        if found >= 0:
            self.cursor = found + len(written)

    def _put(self, text: str, written: str) -> None:
        """Add text that is written so; one that is not found keeps the cursor's place."""
        if not text:
            return
        self._put_space(text)
        found = self._find(written)
        start = self.cursor if found < 0 else found
        if text == written and found >= 0:
            self.pieces.extend(split_pieces(self.length, start, len(text), self.runs))
        else:
            self.pieces.append(Piece(self.length, source_at(start, self.runs), 1))
        self._append(text)
        self.cursor = start if found < 0 else found + len(written)

    def _break(self, written: str, text: str) -> None:
        self.space = None
        found = self.content.find(written, self.cursor)
        self.cursor = max(found, self.cursor)
        self.pieces.append(Piece(self.length, source_at(self.cursor, self.runs), 1))
        self._append(text)
        self.cursor += 1

    def _code(self, token: Token) -> None:
        self._put_space(token.content)
        self._skip(token.markup)
        window = self.content[self.cursor : self.cursor + len(token.content) + 2].replace("\n", " ")
        start = self.cursor + max(window.find(token.content), 0)
        self.pieces.extend(split_pieces(self.length, start, len(token.content), self.runs))
        self.code.append(Span(self.length, self.length + len(token.content)))
        self._append(token.content)
        self.cursor = start + len(token.content)
        self._skip(token.markup)

    def _html(self, written: str) -> None:
        if _BREAK_TAG.fullmatch(written):
            self._put("\n", written)
        elif (words := words_in(written)) is not None:
            self._remark(written, words)
        else:
            self._skip(written)

    def _remark(self, written: str, words: str) -> None:
        """Note a comment to the program; the space before it counts only where a word comes next."""
        found = self._find(written)
        start = self.cursor if found < 0 else found
        last, piece = (self.parts[-1], self.pieces[-1]) if self.parts else ("", Piece(0, 0, 0))
        cut = len(last) - len(last.rstrip(" "))
        if 0 < cut < piece.length and not (self.code and self.code[-1].end == self.length):
            self.parts[-1] = last[:-cut]
            self.length -= cut
            self.pieces[-1] = replace(piece, length=piece.length - cut)
            self.space = (" " * cut, piece.source + piece.length - cut)
        self.remarks.append(Remark(words, self.length, source_at(start, self.runs)))
        self.cursor = start if found < 0 else found + len(written)

    def _put_space(self, following: str) -> None:
        """Put back the space before a remark, unless space or the end of a clause follows, as without the remark."""
        if self.space is None or not following:
            return
        (text, source), self.space = self.space, None
        if not following[0].isspace() and not following.startswith(_CLOSES):
            self.pieces.append(Piece(self.length, source, len(text)))
            self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _alt(token: Token) -> str:
    return "".join(child.content for child in token.children or [] if not child.type.startswith("html"))


def source_at(offset: int, runs: Sequence[Run]) -> int:
    """Where an offset of the content stands in the source."""
    run = runs[_run_index(offset, runs)]
    return run.source + max(offset - run.start, 0)


def _run_index(offset: int, runs: Sequence[Run]) -> int:
    return max(bisect_right(runs, offset, key=lambda run: run.start) - 1, 0)


def split_pieces(start: int, offset: int, length: int, runs: Sequence[Run]) -> list[Piece]:
    """The pieces of a stretch of content, parted where a run ends."""
    pieces = []
    end = offset + length
    index = _run_index(offset, runs)
    while offset < end:
        stop = runs[index + 1].start if index + 1 < len(runs) else end
        stop = min(max(stop, offset + 1), end)
        pieces.append(Piece(start, source_at(offset, runs[index : index + 1]), stop - offset))
        start += stop - offset
        offset, index = stop, index + (index + 1 < len(runs))
    return pieces
