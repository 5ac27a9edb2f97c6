"""The prose inside raw HTML of a Markdown draft: tags, comments, scripts and styles are no text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from factcheck.document import Piece
from factcheck.readers.inline import Inline, Run, source_at, split_pieces

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
# Tags that stand inside a line of prose; all others part it.
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "u"}
)
_HIDDEN_TAGS = frozenset({"script", "style"})


def html_pieces(content: str, runs: Sequence[Run]) -> Iterator[Inline]:
    """The stretches of prose between the tags that part it."""
    inline = Inline()
    for start, end, parts in _prose(content):
        if parts:
            yield from _whole(inline)
            inline = Inline()
        _append(inline, content, start, end, runs)
    yield from _whole(inline)


def _whole(inline: Inline) -> Iterator[Inline]:
    stripped = inline.stripped()
    if stripped.text:
        yield stripped


def _prose(content: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches outside tags, each with whether the tag before it parts blocks."""
    cursor, parts = 0, True
    while cursor < len(content):
        tag = content.find("<", cursor)
        if tag < 0:
            break
        yield cursor, tag, parts
        cursor, parts = _after_tag(content, tag)
    yield cursor, len(content), parts


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
