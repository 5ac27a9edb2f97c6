"""A fix as a change of the draft's source: only the letters that differ, where they stand as they were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from factcheck.document import Document
from factcheck.frozen import record
from factcheck.model import Finding, Fix, Span


@record
class Edit:
    """The change that mends one finding: its letters in the document's text and in its source, and the new ones.

    `place` and `source` are as long as `old`; where letters are only put in, they hold the letter beside.
    """

    finding: Finding
    fix: Fix
    place: Span
    source: Span
    old: str
    new: str


def edit_for(document: Document, finding: Finding, fix: Fix) -> Edit | None:
    """The smallest change that writes a fix, None where mark-up stands among the letters to be changed.

    In "**3.1** million" the "3.1" can be changed without touching the stars.
    """
    text = document.text
    old = text[fix.span.start : fix.span.end]
    same = _common(old, fix.text)
    tail = _common(old[same:][::-1], fix.text[same:][::-1])
    start, end = fix.span.start + same, fix.span.end - tail
    new = fix.text[same : len(fix.text) - tail]
    if start == end and not new:
        return None
    if start == end and start > fix.span.start:  # letters are only put in: "**40**" becomes "**400**"
        start, new = start - 1, text[start - 1] + new
    elif start == end:
        end, new = end + 1, new + text[end : end + 1]
    place = Span(start, end)
    source = document.source_span(place)
    return None if source is None else Edit(finding, fix, place, source, text[start:end], new)


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the text; of two whose fixes overlap the certain one, or else the first."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.fix.span.start, not one.fix.certain, one.finding.code)):
        if not kept or kept[-1].fix.span.end <= edit.fix.span.start:
            kept.append(edit)
        elif edit.fix.certain and not kept[-1].fix.certain:
            kept[-1] = edit
    return kept


def mended_source(document: Document, edits: Sequence[Edit]) -> str:
    """The source with the edits, in order, written into it."""
    return _written(document.source, [(edit.source, edit.new) for edit in edits])


def mended_text(document: Document, edits: Sequence[Edit]) -> str:
    """The prose as it should read once the source has been mended."""
    return _written(document.text, [(edit.place, edit.new) for edit in edits])


class Shift:
    """From offsets in the mended text to those in the text as it was."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.moves: list[int] = []
        moved = 0
        for edit in edits:
            self.starts.append(edit.place.start + moved)
            self.ends.append(edit.place.start + moved + len(edit.new))
            moved += len(edit.new) - len(edit.old)
            self.moves.append(moved)

    def back(self, offset: int) -> int:
        """The offset as it was; of what was written in, where that began."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        if offset < self.ends[at]:
            before = self.moves[at - 1] if at else 0
            return self.starts[at] - before
        return offset - self.moves[at]


def _written(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    parts: list[str] = []
    cursor = 0
    for span, new in changes:
        parts += (text[cursor : span.start], new)
        cursor = span.end
    return "".join((*parts, text[cursor:]))


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))
