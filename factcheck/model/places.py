"""Where something stands: in the text of a document, and in its source."""

from __future__ import annotations

from factcheck.frozen import record


@record
class Span:
    """Code points [start, end) of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@record
class Place:
    """A position in the source: line and column count from 1, the column in code points."""

    line: int
    column: int
