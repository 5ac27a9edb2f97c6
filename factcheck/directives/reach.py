"""How far a comment that leaves findings out reaches: a figure, a sentence, a block, a stretch, a row, the draft."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Final

from factcheck.directives.parsing import Suppression
from factcheck.document import BlockKind, Stands
from factcheck.model import Span
from factcheck.results import DocumentReport
from factcheck.sentences import block_sentences

_FAR: Final = 20  # characters between a figure and a comment that is still right behind it
_CLOSES: Final = " \t\r\n,;:)]}\"'”’»"  # what may stand between a figure and the comment right behind it


class Reach:
    """The stretches of one document in which its suppressions leave findings out."""

    def __init__(self, report: DocumentReport) -> None:
        self.report = report
        self.document = report.document
        self.sentences: dict[int, list[Span]] = {}
        self.extents: dict[tuple[int, int, bool], Span] = {}

    def of(self, one: Suppression) -> Span:
        """The stretch of the text in which findings are left out."""
        directive, text = one.directive, self.document.text
        if directive.stands is Stands.HEAD:
            return Span(0, len(text) + 1)
        if one.until >= 0:
            return Span(directive.offset, one.until)
        if directive.table >= 0:
            return self._row(directive.table, directive.row)
        if directive.stands is Stands.ALONE:
            return self._next(directive.block, directive.level, directive.quoted)
        return self._before(directive.block, directive.offset)

    def _before(self, block: int, offset: int) -> Span:
        """The figure right before an offset, else the sentence, else the block that begins there.

        A year that claims nothing is no such figure: "£5 million in 2024" and then a comment means the sentence.
        """
        whole = self.document.blocks[block]
        start = whole.span.start
        text = self.document.text
        last = offset
        while last > max(start, offset - _FAR) and text[last - 1] in _CLOSES:
            last -= 1
        if last == start:
            return whole.span
        if last in self._ends:
            return Span(self._ends[last], last)
        if block not in self.sentences:
            self.sentences[block] = block_sentences(text, whole.span, whole.kind)
        sentences = self.sentences[block]
        return sentences[max(bisect_right(sentences, last - 1, key=lambda span: span.start) - 1, 0)]

    @cached_property
    def _ends(self) -> dict[int, int]:
        """Where figures and findings end, with where they start."""
        spans = [judgement.claim.mention.span for judgement in self.report.judgements if judgement.claim.is_claim]
        spans += [finding.span for finding in self.report.findings if finding.span is not None]
        ends: dict[int, int] = {}
        for span in spans:
            ends[span.end] = min(span.start, ends.get(span.end, span.start))
        return ends

    def _row(self, table: int, row: int) -> Span:
        found = self._rows.get((table, row))
        return found or Span(0, 0)

    @cached_property
    def _rows(self) -> dict[tuple[int, int], Span]:
        rows: dict[tuple[int, int], Span] = {}
        for block in self.document.blocks:
            if block.table >= 0:
                before = rows.get((block.table, block.row), block.span)
                rows[block.table, block.row] = Span(before.start, block.span.end)
        return rows

    def _next(self, first: int, level: int, quoted: bool) -> Span:
        """The block that comes next, with the list, the table or the quotation that it opens."""
        blocks = self.document.blocks
        if first >= len(blocks):
            return Span(0, 0)
        key = first, level, quoted
        if key not in self.extents:
            last = first
            while last + 1 < len(blocks) and self._belongs(first, last + 1, level, quoted):
                last += 1
            self.extents[key] = Span(blocks[first].span.start, blocks[last].span.end)
        return self.extents[key]

    def _belongs(self, first: int, other: int, level: int, quoted: bool) -> bool:
        opening, block = self.document.blocks[first], self.document.blocks[other]
        if opening.table >= 0:
            return block.table == opening.table
        if opening.kind is BlockKind.LIST_ITEM and opening.level > level:
            return block.list_id == opening.list_id or (
                block.kind is BlockKind.LIST_ITEM and block.level > opening.level
            )
        return opening.kind is BlockKind.QUOTE and not quoted and block.kind is BlockKind.QUOTE
