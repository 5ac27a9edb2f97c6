"""Plain text: a head, paragraphs between blank lines, bulleted lines, and a short first line as the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.document import Block, BlockKind, Document, SourceMap, line_starts
from factcheck.model import Span
from factcheck.readers.dates import find_dateline
from factcheck.readers.front_matter import split_front_matter
from factcheck.readers.remarks import head_directives

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_BULLET = re.compile(r"[ \t]*[-*•–][ \t]+(?=\S)")
_SHOWN = re.compile(r"[^\r\n]")
_LONGEST_HEADING = 120


def read_plain(source: str, name: str) -> Document:
    """The document of a plain text, which is its own source; its head, where it has one, is blank."""
    front = split_front_matter(source)
    text = _SHOWN.sub(" ", source[: front.end]) + source[front.end :]
    blocks = _blocks(text)
    title = text[slice(blocks[0].span.start, blocks[0].span.end)] if blocks and _is_heading(blocks[0]) else ""
    date = front.date or find_dateline(text, blocks)
    return Document(
        name=name,
        text=text,
        blocks=tuple(blocks),
        format="text",
        title=front.title or " ".join(title.split()),
        date=date,
        date_origin="front matter" if front.date else "dateline" if date else "",
        locale=front.locale,
        locale_origin="front matter" if front.locale else "",
        directives=tuple(head_directives(front.remarks, line_starts(source) if front.remarks else ())),
        source=source,
        source_map=SourceMap.identity(len(text)),
    )


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    list_id = -1
    for lines in _paragraphs(text):
        listed = False
        for part in _parts(text, lines):
            bullet = _BULLET.match(text, part.start, part.end)
            if bullet:
                list_id, listed = (list_id if listed else list_id + 1), True
                blocks.append(Block(Span(bullet.end(), part.end), BlockKind.LIST_ITEM, 1, _above(blocks), list_id))
            elif not blocks and _looks_like_heading(text, part, lines):
                blocks.append(Block(part, BlockKind.HEADING, 1))
            else:
                blocks.append(Block(part, BlockKind.PARAGRAPH, heading=_above(blocks)))
    return blocks


def _above(blocks: list[Block]) -> int:
    return 0 if blocks and _is_heading(blocks[0]) else -1


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """The lines of each paragraph, without white space around them."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            lines.append(Span(start, start + len(stripped)))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _parts(text: str, lines: list[Span]) -> Iterator[Span]:
    """A paragraph as one span, or one span from each bulleted line to the next."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _BULLET.match(text, lines[index].start, lines[index].end):
            yield Span(lines[start].start, lines[index - 1].end)
            start = index


def _looks_like_heading(text: str, part: Span, lines: list[Span]) -> bool:
    if len(lines) > 1 or part.end - part.start > _LONGEST_HEADING:
        return False
    more = text[part.end :].strip()
    return bool(more) and text[part.end - 1] not in ".!?:;,\"”'"
