"""The prose and the tables inside raw HTML of a Markdown draft: tags, comments, scripts and styles are no text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from factcheck.document import Piece
from factcheck.frozen import record
from factcheck.readers.inline import Inline, Run, source_at, split_pieces
from factcheck.readers.remarks import Remark, words_in

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
# Tags that stand inside a line of prose; all others part it.
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "u"}
)
_TABLE_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|tr|td|th)\b(?P<rest>[^<>]{0,300})>", re.IGNORECASE)
_COLSPAN = re.compile(r"colspan\s*=\s*[\"']?(\d{1,2})", re.IGNORECASE)
_HIDDEN_TAGS = frozenset({"script", "style"})


@record
class CellPlace:
    """Where a cell of a table stands: the table counted from 0 within its HTML, row and column from 0."""

    table: int
    row: int
    column: int


def html_blocks(content: str, runs: Sequence[Run]) -> Iterator[tuple[Inline, CellPlace | None]]:
    """The stretches of prose between the tags that part it, each with its place where it stands in a cell."""
    cursor, place = 0, CellPlace(-1, -1, -1)
    inside, span = False, 1
    for tag in _TABLE_TAG.finditer(content):
        for inline in html_pieces(content, runs, cursor, tag.start()):
            yield inline, place if inside else None
        cursor, inside = tag.end(), False
        name = tag["name"].lower()
        if tag["end"]:
            continue
        if name == "table":
            place = CellPlace(place.table + 1, -1, -1)
        elif name == "tr":
            place, span = CellPlace(place.table, place.row + 1, -1), 1
        else:
            place = CellPlace(place.table, place.row, place.column + (1 if place.column < 0 else span))
            found = _COLSPAN.search(tag["rest"])
            inside, span = min(place.table, place.row) >= 0, int(found[1]) if found else 1
    for inline in html_pieces(content, runs, cursor, len(content)):
        yield inline, None


def html_pieces(content: str, runs: Sequence[Run], start: int, end: int) -> Iterator[Inline]:
    """The stretches of prose between the tags that part it; one without text holds comments to the program."""
    inline = Inline()
    for first, last, parts in _prose(content, start, end):
        if parts:
            yield from _whole(inline)
            inline = Inline()
        _append(inline, content, first, last, runs)
        if content.startswith("<!--", last):
            _remark(inline, content, last, runs)
    yield from _whole(inline)


def _whole(inline: Inline) -> Iterator[Inline]:
    stripped = inline.stripped()
    if stripped.text or stripped.remarks:
        yield stripped


def _remark(inline: Inline, content: str, start: int, runs: Sequence[Run]) -> None:
    """Note the comment that starts here, where it speaks to the program."""
    end = content.find("-->", start)
    words = words_in(content[start:] if end < 0 else content[start : end + 3])
    if words is not None:
        inline.remarks.append(Remark(words, len(inline.text), source_at(start, runs), closed=end >= 0))


def _prose(content: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Stretches outside tags, each with whether the tag before it parts blocks."""
    cursor, parts = start, True
    while cursor < end:
        tag = content.find("<", cursor, end)
        if tag < 0:
            break
        yield cursor, tag, parts
        cursor, parts = _after_tag(content, tag)
    yield cursor, max(cursor, end), parts


def _after_tag(content: str, tag: int) -> tuple[int, bool]:
    """Where the text goes on after a tag, and whether the tag parts blocks."""
    if content.startswith("<!--", tag):
        end = content.find("-->", tag)
        return (len(content) if end < 0 else end + 3), False
    end = content.find(">", tag)
    if end < 0:
        return len(content), True
    match = _NAME.match(content, tag)
    name = match.group(1).lower() if match else ""
    if name in _HIDDEN_TAGS and not content.startswith("</", tag):
        close = re.compile(rf"</{name}", re.IGNORECASE).search(content, end)
        return (close.start() if close else len(content)), True
    return end + 1, name not in _INLINE_TAGS


def _append(inline: Inline, content: str, start: int, end: int, runs: Sequence[Run]) -> None:
    for match in _ENTITY.finditer(content, start, end):
        _verbatim(inline, content, start, match.start(), runs)
        inline.pieces.append(Piece(len(inline.text), source_at(match.start(), runs), 1))
        inline.text += html.unescape(match.group())
        start = match.end()
    _verbatim(inline, content, start, end, runs)


def _verbatim(inline: Inline, content: str, start: int, end: int, runs: Sequence[Run]) -> None:
    inline.pieces.extend(split_pieces(len(inline.text), start, end - start, runs))
    inline.text += content[start:end]
