"""What of a draft is somebody else's words: quotation marks, block quotes, HTML's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from factcheck.claims.status import quotations
from factcheck.document import BlockKind, Document
from factcheck.model import Finding, Span, Status
from factcheck.patterns import lazy

_MARKED = lazy(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>")
# The marks of other languages and straight ones too: a word too many that stays is told, one too few is a false quote.
_CLOSING: Final = {"„": "“”", "“": "”", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_MARK = lazy(r"[„“”«»‹›]")
_STRAIGHT = lazy(r"(?P<opening>(?<!\w)'(?=[\w£$€]))|(?<=\S)'(?!\w)")
_TAG = lazy(r"<(/?)(blockquote|q)\b[^<>]*>", re.IGNORECASE)


class Quoted:
    """The quotations of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marked = _joined([*quotations(document), *_in_any_marks(document)])
        self.starts = [span.start for span in self.marked]
        self.tagged = _tagged(document.source)
        self.tag_starts = [span.start for span in self.tagged]

    def holds(self, finding: Finding, span: Span) -> bool:
        """Whether a finding is about quoted words, or a stretch of the text touches some."""
        if finding.claim is not None and finding.claim.status is Status.QUOTED:
            return True
        return _touches(self.marked, self.starts, span) or self._is_in_block(span)

    def _is_in_block(self, span: Span) -> bool:
        document = self.document
        block = document.block_at(span.start)
        if block >= 0 and document.blocks[block].kind is BlockKind.QUOTE:
            return True
        if _MARKED.match(document.source_line(document.place(span.start).line)):
            return True  # a list in a block quote
        offset = document.source_map.source_offset(span.start)
        return _touches(self.tagged, self.tag_starts, Span(offset, offset + 1))


def _touches(spans: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    at = bisect_right(starts, span.end - 1) - 1
    return at >= 0 and spans[at].end > span.start


def _in_any_marks(document: Document) -> Iterator[Span]:
    """What may be quoted in a block: between marks of any language, and where one mark has no other, up to its edge."""
    for block in document.blocks:
        opened, mark = -1, ""
        for match in _MARK.finditer(document.text, block.span.start, block.span.end):
            sign, at = match.group(), match.start()
            if opened >= 0 and sign in _CLOSING[mark]:
                yield Span(opened, at)
                opened = -1
            elif opened < 0 and sign == "”":
                yield Span(block.span.start, at)
            elif opened < 0:
                opened, mark = at, sign
        if opened >= 0 and mark in "„“«":
            yield Span(opened, block.span.end)
        yield from _in_straight_marks(document.text, block.span)


def _in_straight_marks(text: str, block: Span) -> Iterator[Span]:
    """From a straight single mark before a word to the last one behind a word, before the next that opens."""
    opened = closed = -1
    for match in _STRAIGHT.finditer(text, block.start, block.end):
        if match["opening"] is not None:
            if 0 <= opened < closed:
                yield Span(opened, closed)
            opened = match.start()
        else:
            closed = match.start()
    if 0 <= opened < closed:
        yield Span(opened, closed)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The stretches in order; those that overlap are made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _tagged(source: str) -> list[Span]:
    """The stretches of the source between the outermost <blockquote> or <q> and its end tag, or the end of all."""
    spans: list[Span] = []
    depth, start = 0, 0
    for match in _TAG.finditer(source):
        if not match[1]:
            start = start if depth else match.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append(Span(start, match.start()))
    return [*spans, Span(start, len(source))] if depth else spans
