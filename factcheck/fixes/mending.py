"""Fixes written into drafts in memory: what may be written is, the drafts are checked again, what did harm goes back.

A fix that makes the draft contradict itself, or that the tables do not bear out, is taken back and told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from factcheck.document import Document
from factcheck.fixes.edits import Edit, edit_for, mended_source, without_overlaps
from factcheck.fixes.harm import HARMFUL, harmful
from factcheck.fixes.quoted import Quoted
from factcheck.fixes.reckoned import Reckoned
from factcheck.frozen import record
from factcheck.model import Finding
from factcheck.readers import read_text
from factcheck.readers.encoding import GUESSES
from factcheck.results import DocumentReport, Report

Again = Callable[[Sequence[Document]], Report]
"""Checks documents again, just as they were checked before."""

_NOT_READ = "FC904"
_MOST_PASSES = 4  # a fix may bring out another finding that can be fixed
_MOST_TRIES = 3  # at the edits of one pass, before all of a draft that stays worse are taken back

MARK_UP = "mark-up stands inside it"
RECKONED = '"{}" seems to be reckoned from it and would have to change too; look at both'
QUOTATION = "it stands in a quotation; --fix-quotations changes those too"


@record
class Wishes:
    """Which fixes are wanted: those that are not certain too, those inside quotations too."""

    unsafe: bool = False
    quotations: bool = False


@record
class Left:
    """A fix that was wanted and not written, and why."""

    document: Document
    finding: Finding
    why: str


@record
class Draft:
    """A draft that was mended: as it was, as it is now, and how many figures were changed."""

    document: Document
    source: str
    fixed: int


@record
class Mended:
    """What became of the drafts: the report on them as they are now, those that changed, and what was left."""

    report: Report
    drafts: tuple[Draft, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def fixed(self) -> int:
        """How many figures were changed."""
        return sum(draft.fixed for draft in self.drafts)


def mended(report: Report, wishes: Wishes, again: Again) -> Mended:
    """The drafts of a report with their fixes written in, in memory, and the report on what they say then.

    Every round works on what the last one left, until there is nothing more to write; so a second run changes nothing.
    """
    before = [one.document for one in report.documents]
    counts = [0] * len(before)
    left: list[Left] = []
    for _ in range(_MOST_PASSES):
        chosen = [_wanted(one, wishes) for one in report.documents]
        left += [one for _, refused in chosen for one in refused]
        kept, fresh = _tried(report, [edits for edits, _ in chosen], again, left)
        if not any(kept):
            break
        report = replace(fresh, problems=_with_unread(report, fresh))
        counts = [count + len(edits) for count, edits in zip(counts, kept, strict=True)]
    after = [one.document.source for one in report.documents]
    drafts = (
        Draft(document, source, count)
        for document, source, count in zip(before, after, counts, strict=True)
        if source != document.source
    )
    return Mended(report, tuple(drafts), tuple(_once(left)))


def _with_unread(before: Report, after: Report) -> tuple[Finding, ...]:
    """The problems of a run that read its drafts from memory, with those of drafts that could not be read at first."""
    unread = (one for one in before.problems if one.code == _NOT_READ and one not in after.problems)
    return (*unread, *after.problems)


def _wanted(one: DocumentReport, wishes: Wishes) -> tuple[list[Edit], list[Left]]:
    """The edits of a document that are wished for and can be made, and those that cannot."""
    edits: list[Edit] = []
    left: list[Left] = []
    fixable = [(each, each.fix) for each in one.findings if each.fix and (each.fix.certain or wishes.unsafe)]
    if not fixable:
        return edits, left
    quoted, reckoned = Quoted(one.document), Reckoned(one)
    for finding, fix in fixable:
        if not wishes.quotations and quoted.holds(finding, fix.span):
            left.append(Left(one.document, finding, QUOTATION))
            continue
        if not wishes.unsafe and (other := reckoned.depends_on(finding)):
            left.append(Left(one.document, finding, RECKONED.format(other)))
            continue
        edit = edit_for(one.document, finding, fix)
        if edit is not None:
            edits.append(edit)
        elif fix.text != one.document.text[fix.span.start : fix.span.end]:
            left.append(Left(one.document, finding, MARK_UP))
    return without_overlaps(edits), left


def _tried(report: Report, edits: list[list[Edit]], again: Again, left: list[Left]) -> tuple[list[list[Edit]], Report]:
    """The edits that do no harm, and the report on the drafts with these."""
    for tried in range(_MOST_TRIES + 2):
        if not any(edits):
            break
        fresh = again([_mended(one.document, each) for one, each in zip(report.documents, edits, strict=True)])
        bad = harmful(report, fresh, edits)
        if not any(bad):
            return edits, fresh
        if tried == _MOST_TRIES:  # drafts that stay worse are left as they were
            bad = [_all(each) | worse if worse else {} for each, worse in zip(edits, bad, strict=True)]
        elif tried > _MOST_TRIES:
            bad = [_all(each) | worse for each, worse in zip(edits, bad, strict=True)]
        for one, each, worse in zip(report.documents, edits, bad, strict=True):
            left += [Left(one.document, each[at].finding, why) for at, why in sorted(worse.items())]
        edits = [
            [edit for at, edit in enumerate(each) if at not in worse] for each, worse in zip(edits, bad, strict=True)
        ]
    return [[] for _ in edits], report


def _all(edits: Sequence[Edit]) -> dict[int, str]:
    return dict.fromkeys(range(len(edits)), HARMFUL)


def _mended(document: Document, edits: Sequence[Edit]) -> Document:
    """The document of the mended source, as it would be read from its file; the same source where nothing is mended."""
    made = read_text(mended_source(document, edits), document.name, document.format)
    guessed = next((note for note in GUESSES if note in document.note), made.note)  # the check adds all others anew
    return replace(made, path=document.path, note=guessed)


def _once(left: Sequence[Left]) -> list[Left]:
    """What was left, told once for each figure."""
    return list({(one.document.name, one.finding.fingerprint, one.why): one for one in left}.values())
