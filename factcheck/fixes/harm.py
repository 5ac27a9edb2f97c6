"""Which edits made the drafts worse: the check of the mended drafts finds an error that was not there before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from factcheck.fixes.edits import Edit, Shift, mended_text
from factcheck.model import Finding, Severity, Span, Verdict
from factcheck.results import DocumentReport, Report

UNPROVED = "taken back, since no table would bear out the new figure where it stands"
STILL_WRONG = "taken back, since the new figure would be wrong too"
HARMFUL = "taken back, since the draft would then be wrong in another place"


def harmful(before: Report, after: Report, edits: Sequence[Sequence[Edit]]) -> list[dict[int, str]]:
    """The edits to take back, by their numbers, and why, for each draft.

    Those whose figure is still wrong, or, where the fix is certain, is not borne out by a table; those that a new error
    elsewhere speaks of, or else all of its sentence, or of its draft; all of a draft that reads in another way now.
    """
    documents = zip(before.documents, after.documents, edits, strict=True)
    places = [_Places(*three) for three in documents]
    numbers = {one.name: number for number, one in enumerate(places)}
    bad = [dict.fromkeys(sorted(one.unproved()), UNPROVED) for one in places]
    for number, one in enumerate(places):
        for finding in one.errors():
            at = one.at(finding)
            if at is not None:
                bad[number].setdefault(at, STILL_WRONG)
            elif not one.was_known(finding):
                for named, each in _behind(finding, number, places, numbers):
                    bad[named] = dict.fromkeys(sorted(each), HARMFUL) | bad[named]
    return bad


def _behind(
    finding: Finding, number: int, places: Sequence[_Places], numbers: dict[str, int]
) -> Iterator[tuple[int, set[int]]]:
    """The edits that brought an error about: those that it names, or that share its sentence, or all of its drafts."""
    others = {numbers[other.document] for other in finding.related if other.document in numbers}
    own = places[number].behind(finding)
    yield number, own
    for other in others:
        yield other, places[other].named(finding) or (set() if own else places[other].all())


class _Places:
    """Where the figures of the edits of one draft stand in its mended text, and what the check of it says."""

    def __init__(self, before: DocumentReport, after: DocumentReport, edits: Sequence[Edit]) -> None:
        self.name = before.name
        self.before, self.after, self.edits = before, after, edits
        self.shift = Shift(edits)
        moved = 0
        self.spans: list[Span] = []
        for edit in edits:
            start = edit.fix.span.start + moved
            self.spans.append(Span(start, start + len(edit.fix.text)))
            moved += len(edit.new) - len(edit.old)
        self.starts = [span.start for span in self.spans]
        aside = (one.finding for one in before.set_aside)
        self.known = {_start(one) for one in (*before.findings, *aside) if one.severity is Severity.ERROR}

    def all(self) -> set[int]:
        """All edits of the draft."""
        return set(range(len(self.edits)))

    def unproved(self) -> set[int]:
        """The edits that are certain and whose figure no table confirms; all where the text is another than meant."""
        if not self.edits:
            return set()
        if self.after.document.text != mended_text(self.before.document, self.edits):
            return self.all()
        consistent = (one for one in self.after.judgements if one.verdict is Verdict.CONSISTENT)
        borne_out = {at for one in consistent for at in self.touching(one.claim.mention.span)}
        return {at for at, edit in enumerate(self.edits) if edit.fix.certain} - borne_out

    def errors(self) -> list[Finding]:
        """The errors in the draft as it is now."""
        return [finding for finding in self.after.findings if finding.severity is Severity.ERROR]

    def was_known(self, finding: Finding) -> bool:
        """Whether there was an error at that place before."""
        return self.shift.back(_start(finding)) in self.known

    def touching(self, span: Span) -> Iterator[int]:
        """The edits whose figure a stretch of the mended text touches."""
        at = bisect_right(self.starts, span.end - 1) - 1
        while at >= 0 and self.spans[at].end > span.start:
            yield at
            at -= 1

    def at(self, finding: Finding) -> int | None:
        """The edit whose figure a finding is at."""
        return next(self.touching(finding.span), None) if finding.span else None

    def behind(self, finding: Finding) -> set[int]:
        """The edits of the draft that an error in it names, or that share its sentence; all where there are none."""
        named = {at for other in finding.related if not other.document for at in self.touching(other.span)}
        if not named and finding.claim is not None:
            named = set(self.touching(finding.claim.sentence))
        return named or self.all()

    def named(self, finding: Finding) -> set[int]:
        """The edits of the draft that an error in another one names."""
        mine = (other.span for other in finding.related if other.document == self.name)
        return {at for span in mine for at in self.touching(span)}


def _start(finding: Finding) -> int:
    return finding.span.start if finding.span else -1
