"""Findings that the drafts' own comments leave out: which those are, and which comments leave nothing out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from factcheck.aside.fingerprints import fingerprinted
from factcheck.directives.parsing import OF_THE_RUN, Suppression, found_at, said
from factcheck.directives.reach import Reach
from factcheck.document import Document, Stands
from factcheck.frozen import record
from factcheck.model import Because, Finding, Judgement, SetAside, Span
from factcheck.records import finding_place
from factcheck.results import DocumentReport
from factcheck.rules.selection import codes_under, default_codes

CODE: Final = "FC910"

_Number = tuple[int, int]
"""The number of a draft and that of one of its findings."""


@record
class _Aim:
    """Where in a draft a finding can be left out: at its place, or where another draft's finding speaks of this one."""

    number: _Number
    code: str
    start: int


@record
class Ran:
    """What counts for one draft: the codes of the rules that ran, and whether comments must give reasons.

    `able` are the codes that could find anything in this run; a comment about others is not called unused.
    """

    codes: frozenset[str]
    able: frozenset[str]
    require_reasons: bool = True


def suppressed(reports: Sequence[DocumentReport], ran: Sequence[Ran]) -> tuple[DocumentReport, ...]:
    """The reports without the findings that comments of the drafts leave out, and with what is wrong with comments."""
    aims = _aims(reports)
    gone: dict[_Number, SetAside] = {}
    own: dict[int, tuple[Finding, ...]] = {}
    for number, (report, counts) in enumerate(zip(reports, ran, strict=True)):
        document = report.document
        if not document.directives:
            continue
        told = said(document, require_reasons=counts.require_reasons)
        by, idle = _matched(told.suppressions, report, aims.get(number, ()), counts.able)
        for key, one in by.items():
            gone.setdefault(key, _set_aside(document, reports[key[0]].findings[key[1]], one))
        found = (*told.mistakes, *(_unused(document, one, codes) for one, codes in idle))
        own[number] = fingerprinted(document, [one for one in found if one.code in counts.codes])
    return tuple(_without(report, number, gone, own.get(number, ())) for number, report in enumerate(reports))


def _aims(reports: Sequence[DocumentReport]) -> dict[int, list[_Aim]]:
    """The aims in each draft, by its number."""
    numbers = {report.name: number for number, report in enumerate(reports)}
    aims: dict[int, list[_Aim]] = {}
    for draft, report in enumerate(reports):
        for at, finding in enumerate(report.findings):
            aims.setdefault(draft, []).append(_Aim((draft, at), finding.code, _start(finding)))
            for other in finding.related:
                if other.document and (number := numbers.get(other.document, draft)) != draft:
                    aims.setdefault(number, []).append(_Aim((draft, at), finding.code, other.span.start))
    return aims


def _without(
    report: DocumentReport, number: int, gone: dict[_Number, SetAside], own: Sequence[Finding]
) -> DocumentReport:
    """A report without what is gone, and with the findings about its own comments."""
    aside = tuple(gone[number, at] for at in range(len(report.findings)) if (number, at) in gone)
    if not aside and not report.document.directives:
        return report
    kept = tuple(finding for at, finding in enumerate(report.findings) if (number, at) not in gone)
    return replace(
        report,
        findings=tuple(sorted((*own, *kept), key=lambda one: _place(report.document, one))),
        set_aside=(*report.set_aside, *aside),
        judgements=tuple(_silenced(report.judgements, kept, aside)),
    )


def _place(document: Document, finding: Finding) -> tuple[int, int]:
    place = finding_place(document, finding)
    return place.line, place.column


def _set_aside(document: Document, finding: Finding, by: Suppression) -> SetAside:
    return SetAside(finding, Because.SUPPRESSED, by.reason, f"{document.name}:{by.directive.line}")


def _silenced(
    judgements: Sequence[Judgement], kept: Sequence[Finding], gone: Iterable[SetAside]
) -> Iterator[Judgement]:
    """The judgements, those whose finding was left out with its reason instead of its code; the verdicts stay."""
    loud = {(one.claim.id, one.code) for one in kept if one.claim is not None}
    quiet = {(one.finding.claim.id, one.finding.code): one for one in gone if one.finding.claim is not None}
    for judgement in judgements:
        key = judgement.claim.id, judgement.code
        one = quiet.get(key) if key not in loud else None
        if one is None:
            yield judgement
        else:
            told = f"{judgement.message}; {judgement.code} is left out in {one.place}"
            told += f": {one.reason}" if one.reason else ""
            yield replace(judgement, code="", severity=None, message=told)


def _unused(document: Document, one: Suppression, codes: Sequence[str]) -> Finding:
    what = " or ".join(codes)
    where = "in this draft" if one.directive.stands is Stands.HEAD else "here"
    surplus = "the comment" if len(codes) == len(one.codes) else f"{what} in the comment"
    message = f"there is no finding {what} to leave out {where}; if all is right, delete {surplus}"
    return found_at(document, one.directive, CODE, message)


def _matched(
    suppressions: Sequence[Suppression], report: DocumentReport, aims: Sequence[_Aim], able: frozenset[str]
) -> tuple[dict[_Number, Suppression], list[tuple[Suppression, list[str]]]]:
    """By which suppression findings are left out, and the suppressions that leave nothing out, with the codes.

    The narrowest goes first. Every finding is taken once, so that the work is linear in suppressions and findings.
    """
    reach = Reach(report)
    by_code: dict[str, _Waiting] = {}
    for aim in sorted(aims, key=lambda one: one.start):
        by_code.setdefault(aim.code, _Waiting()).add(aim)
    by: dict[_Number, Suppression] = {}
    idle: list[tuple[Suppression, list[str]]] = []
    for one, stretch in sorted(((one, reach.of(one)) for one in suppressions), key=_width):
        unused = []
        for prefix in one.codes:
            codes = _of_figures(prefix)
            hit = [waiting for code in codes & by_code.keys() if (waiting := by_code[code]).holds(stretch)]
            by.update((aim.number, one) for waiting in hit for aim in waiting.taken(stretch))
            if not hit and (codes & default_codes() or codes) <= able:
                unused.append(prefix)
        if unused:
            idle.append((one, unused))
    return by, idle


def _of_figures(prefix: str) -> frozenset[str]:
    """The codes that start so, less those about the run itself, which no comment of a draft silences."""
    return frozenset(code for code in codes_under(prefix) if not code.startswith(OF_THE_RUN))


def _width(one: tuple[Suppression, Span]) -> int:
    return one[1].end - one[1].start


def _start(finding: Finding) -> int:
    span = finding.span or (finding.claim.mention.span if finding.claim else None)
    return span.start if span else 0


class _Waiting:
    """The findings of one code in the order of the text; each is taken once."""

    def __init__(self) -> None:
        self.aims: list[_Aim] = []
        self.starts: list[int] = []
        self.next: list[int] = [0]  # for each place the first at or after it that was not taken, found by halving paths

    def add(self, aim: _Aim) -> None:
        """Add the next finding."""
        self.aims.append(aim)
        self.starts.append(aim.start)
        self.next.append(len(self.aims))

    def holds(self, stretch: Span) -> bool:
        """Whether a finding starts in the stretch, taken or not."""
        return bisect_left(self.starts, stretch.start) < bisect_left(self.starts, stretch.end)

    def taken(self, stretch: Span) -> Iterator[_Aim]:
        """Take the findings of the stretch that were not taken before."""
        end = bisect_left(self.starts, stretch.end)
        at = self._free(bisect_left(self.starts, stretch.start))
        while at < end:
            self.next[at] = at + 1
            yield self.aims[at]
            at = self._free(at + 1)

    def _free(self, at: int) -> int:
        while self.next[at] != at:
            self.next[at] = self.next[self.next[at]]
            at = self.next[at]
        return at
