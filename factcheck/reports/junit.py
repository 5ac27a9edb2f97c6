"""JUnit XML: a suite a draft, a test case a checkable figure, which CI servers list as tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record
from factcheck.model import Finding, Judgement, Severity, Verdict
from factcheck.reports.layout import excerpt
from factcheck.reports.places import file_name, finding_region, words
from factcheck.reports.wording import fact_place, fact_value, related_text, source_text

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import DocumentReport, FailOn, Report

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTH: Final = 100
_COVERAGE: Final = "FC912"  # fails a run whatever else is to fail it


@record
class Case:
    """A test case: its name, where its figure stands, what came of it ("" for passed) and what there is to read."""

    name: str
    line: int = 0
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def chunks(report: Report, how: How) -> Iterator[str]:
    """A suite for every draft, and one for the run itself where something is wrong with it."""
    suites = [(file_name(one.name), _cases(one, how.fail_on)) for one in report.documents]
    if report.problems or report.notices or not suites:
        suites.append(("", list(_of_the_run(report, how.fail_on))))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="factcheck" {_tally([case for _, found in suites for case in found])}>\n'
    for file, found in suites:
        yield f'  <testsuite name="{_attribute(file or "factcheck")}" {_tally(found)}>\n'
        for case in found:
            yield from _case(case, file)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _tally(cases: list[Case]) -> str:
    counts = {name: sum(case.outcome == name for case in cases) for name in ("failure", "error", "skipped")}
    failures, errors, skipped = counts.values()
    return f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{skipped}" time="0"'


def _cases(report: DocumentReport, fail_on: FailOn) -> list[Case]:
    """A case for every checkable figure, and for every finding that stands at none of them, by their places."""
    by_figure: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_figure.setdefault(finding.claim.id if finding.claim else "", []).append(finding)
    told = []
    for one in report.judgements:
        found = by_figure.pop(one.claim.id, ())
        if one.claim.is_claim or found:
            told.append((one.claim.mention.start, _figure(report.document, one, found, fail_on)))
    alone = (finding for rest in by_figure.values() for finding in rest)
    told += [(one.span.start if one.span else 0, _alone(report.document, one, fail_on)) for one in alone]
    return [case for _, case in sorted(told, key=lambda one: one[0])]


def _figure(document: Document, judgement: Judgement, findings: list[Finding] | tuple[()], fail_on: FailOn) -> Case:
    place = document.place(judgement.claim.mention.start)
    name = f'{place.line}:{place.column} "{judgement.claim.mention.surface}"'
    text = "\n\n".join(_told(document, finding) for finding in findings)
    loudest = max(findings, key=lambda one: one.severity.level, default=None)
    if loudest is not None and _fails(loudest, fail_on):
        return Case(name, place.line, "failure", loudest.code, words(loudest), text)
    if judgement.verdict is Verdict.NOT_COVERED:
        outcome = "failure" if fail_on == "not-covered" else "skipped"
        return Case(name, place.line, outcome, "not covered", judgement.message or "no table covers it", text)
    return Case(name, place.line, text=text or _fact(judgement))


def _alone(document: Document, finding: Finding, fail_on: FailOn) -> Case:
    place = finding_region(document, finding)
    name = f"{place.line}:{place.column} {finding.code}" if place else finding.code
    text = _told(document, finding)
    if _fails(finding, fail_on):
        return Case(name, place.line if place else 0, "failure", finding.code, words(finding), text)
    return Case(name, place.line if place else 0, text=text)


def _of_the_run(report: Report, fail_on: FailOn) -> Iterator[Case]:
    """Cases for what is wrong with the run; what could not be read is an error whatever is asked for."""
    for one in report.problems:
        yield _problem(one, "error" if one.severity is Severity.ERROR else "")
    for one in report.notices:
        yield _problem(one, "failure" if one.code == _COVERAGE or _fails(one, fail_on) else "")


def _problem(finding: Finding, outcome: str) -> Case:
    place = ":".join(part for part in (finding.path, str(finding.line or "")) if part)
    name = f"{finding.code} {place}".strip()
    return Case(name, 0, outcome, finding.code, finding.message, finding.message)


def _fails(finding: Finding, fail_on: FailOn) -> bool:
    if fail_on == "never":
        return False
    return fail_on == "not-covered" or finding.severity.level >= Severity(fail_on).level


def _told(document: Document, finding: Finding) -> str:
    """A finding as the text report has it: place, words, the line with carets, the source, the other places."""
    place = finding_region(document, finding)
    lines = [f"{document.name}:{place.line}:{place.column}: " if place else f"{document.name}: "]
    lines[0] += f"{finding.code} {finding.severity.value}: {words(finding)}"
    if place:
        source = document.source_line(place.line)
        end = place.end_column - 1 if place.end_line == place.line else len(source)
        lines += excerpt(source, place.column - 1, end, _WIDTH)
    if finding.fact and (source := source_text(finding.fact)):
        lines.append(f"source: {source}")
    return "\n".join((*lines, *map(related_text, finding.related)))


def _fact(judgement: Judgement) -> str:
    """The fact that bears a figure out."""
    if not judgement.links:
        return ""
    fact = judgement.links[0].fact
    return f"{fact_place(fact)} has {fact_value(fact)}"


def _case(case: Case, file: str) -> Iterator[str]:
    where = f' file="{_attribute(file)}"' + (f' line="{case.line}"' if case.line else "") if file else ""
    name = f'classname="{_attribute(file or "factcheck")}" name="{_attribute(case.name)}"'
    yield f'    <testcase {name}{where} time="0"'
    if not case.outcome and not case.text:
        yield "/>\n"
    elif not case.outcome:
        yield f">\n      <system-out>{_content(case.text)}</system-out>\n    </testcase>\n"
    elif case.outcome == "skipped":
        yield f'>\n      <skipped message="{_attribute(case.message)}"/>\n    </testcase>\n'
    else:
        told = f'type="{_attribute(case.kind)}" message="{_attribute(case.message)}"'
        yield f">\n      <{case.outcome} {told}>{_content(case.text)}</{case.outcome}>\n    </testcase>\n"


def _content(text: str) -> str:
    """Text as XML holds it; what XML forbids, even as an escape, becomes "�"."""
    return escape(_FORBIDDEN.sub("�", text), quote=False).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    quoted = escape(_FORBIDDEN.sub("�", text))
    return quoted.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
