"""What of a draft is somebody else's words: quotation marks, block quotes, HTML's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from factcheck.claims.status import quotations
from factcheck.document import BlockKind, Document
from factcheck.model import Finding, Span, Status
from factcheck.patterns import lazy

_MARKED = lazy(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>")
_TAG = lazy(r"<(/?)(blockquote|q)\b[^<>]*>", re.IGNORECASE)


class Quoted:
    """The quotations of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marked = sorted(quotations(document), key=lambda span: span.start)
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
