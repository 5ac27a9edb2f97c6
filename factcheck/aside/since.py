"""Only what changed: findings on lines that a git revision has already are set aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from factcheck.aside.git import Lines, Revision
from factcheck.document import Document
from factcheck.frozen import record
from factcheck.model import Because, Finding, SetAside, Span
from factcheck.results import DocumentReport, Report


@record
class Changes:
    """The changed lines of drafts, by their paths, and the revision that they are held against."""

    revision: str
    lines: Mapping[Path, Lines]


def changes_since(revision: Revision, paths: Iterable[Path]) -> Changes:
    """The lines of the drafts that a revision does not have. Raises GitError where git cannot tell."""
    return Changes(revision.name, {path: revision.changed_lines(path) for path in paths})


def only_changed(report: Report, changes: Changes) -> Report:
    """The report with the findings on unchanged lines set aside.

    A finding counts where its figure, or another figure that it speaks of, stands on a changed line. The figures of
    unchanged lines no longer count in the coverage, nor as figures that no table covers.
    """
    drafts = {one.name: _Draft(one.document, changes) for one in report.documents}
    return replace(report, documents=tuple(_of_changed(one, drafts, changes) for one in report.documents))


class _Draft:
    """Which stretches of one draft's text stand on changed lines."""

    def __init__(self, document: Document, changes: Changes) -> None:
        found = None if document.path is None else changes.lines.get(document.path)
        lines = Lines(whole=True) if found is None else found
        self.document, self.whole = document, lines.whole
        self.starts = [start for start, _ in lines.ranges]
        self.ends = [end for _, end in lines.ranges]
        self.feeds = [] if self.whole else [at for at, sign in enumerate(document.source) if sign == "\n"]

    def has_changed(self, span: Span) -> bool:
        """Whether one of the lines that a stretch of the text stands on has changed."""
        if self.whole:
            return True
        first, last = self._line(span.start), self._line(max(span.start, span.end - 1))
        at = bisect_right(self.starts, last) - 1
        return at >= 0 and self.ends[at] > first

    def _line(self, offset: int) -> int:
        """The line of the source, counted by line feeds as git counts them."""
        return bisect_right(self.feeds, self.document.source_map.source_offset(offset) - 1) + 1


def _of_changed(one: DocumentReport, drafts: Mapping[str, _Draft], changes: Changes) -> DocumentReport:
    own = drafts[one.name]
    if own.whole:
        return one
    counting: list[Finding] = []
    aside: list[SetAside] = []
    for finding in one.findings:
        if _counts(finding, own, drafts):
            counting.append(finding)
        else:
            aside.append(SetAside(finding, Because.UNCHANGED, reason=f"unchanged since {changes.revision}"))
    unchanged = {each.claim.id for each in one.judgements if not own.has_changed(each.claim.mention.span)}
    return replace(one, findings=tuple(counting), set_aside=(*one.set_aside, *aside), unchanged=frozenset(unchanged))


def _counts(finding: Finding, own: _Draft, drafts: Mapping[str, _Draft]) -> bool:
    if finding.span is None or own.has_changed(finding.span):
        return True
    for other in finding.related:
        where = drafts.get(other.document, own) if other.document else own
        if where.has_changed(other.span):
            return True
    return False
