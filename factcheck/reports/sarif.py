"""SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from factcheck.model import Because, Finding, Fix, SetAside, Severity
from factcheck.reports.json_text import spread
from factcheck.reports.places import (
    Region,
    file_name,
    finding_file,
    finding_region,
    region,
    related_region,
    unbroken,
    words,
)
from factcheck.rules.codes import RULES, Rule, rule_page
from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import Report

Json = dict[str, Any]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_DEEP: Final = 4  # a result to a line
_FINGERPRINT: Final = "factcheck/v1"
_MIME: Final = {"markdown": "text/markdown", "text": "text/plain"}
_MEANING: Final = re.compile(r"^## What it means\n+(.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_RULES: Final = {rule.code: rule for rule in RULES}


def chunks(report: Report, how: How) -> Iterator[str]:
    """One run with a result for every finding; those set aside are suppressed, with the reason."""
    return spread({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, how)]}, _DEEP)


def _run(report: Report, how: How) -> Json:
    problems = (*report.problems, *report.notices)
    codes = [*(one.code for one in report.findings), *(one.finding.code for one in report.set_aside)]
    indexes = {code: index for index, code in enumerate(sorted(set(codes)))}
    notified = {code: index for index, code in enumerate(sorted({one.code for one in problems}))}
    code = report.exit_code(how.fail_on)
    invocation: Json = {"executionSuccessful": code != 3, "exitCode": code}
    if problems:
        invocation["toolExecutionNotifications"] = [_notification(one, notified) for one in problems]
    driver: Json = {"name": "factcheck", "version": __version__, "semanticVersion": __version__}
    driver["rules"] = [_rule(code) for code in indexes]
    if notified:
        driver["notifications"] = [_rule(code) for code in notified]
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which factcheck ran."}}},
        "invocations": [invocation],
        "artifacts": [_artifact(one.document) for one in report.documents],
        "results": list(_results(report, indexes)),
    }


def _rule(code: str) -> Json:
    rule = _RULES.get(code, Rule(code, code, code, Severity.WARNING))
    page = rule_page(code) if code in _RULES else rule.summary
    meaning = _MEANING.search(page)
    full = " ".join(meaning[1].split()) if meaning else rule.summary
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in re.split(r"\W+", rule.name)),
        "shortDescription": {"text": rule.summary[:1].upper() + rule.summary[1:] + "."},
        "fullDescription": {"text": full},
        "help": {"text": full, "markdown": page},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": ["figures", rule.group], "problem.severity": _severity(rule.severity)},
    }


def _severity(severity: Severity) -> str:
    """As GitHub names it."""
    return "recommendation" if severity is Severity.NOTE else severity.value


def _artifact(document: Document) -> Json:
    return {
        "location": _location_of(file_name(document.name)),
        "mimeType": _MIME.get(document.format, "text/plain"),
        "roles": ["analysisTarget"],
    }


def _results(report: Report, indexes: dict[str, int]) -> Iterator[Json]:
    compared = any(one.because is Because.BASELINE for one in report.set_aside)
    for one in report.documents:
        for finding in one.findings:
            result = _result(one.document, finding, indexes)
            yield result | {"baselineState": "new"} if compared else result
        for aside in one.set_aside:
            result = _result(one.document, aside.finding, indexes) | {"suppressions": [_suppression(aside)]}
            known = "unchanged" if aside.because is Because.BASELINE else "new"
            yield result | {"baselineState": known} if compared else result


def _suppression(aside: SetAside) -> Json:
    """Who says that a finding does not count: the draft itself, or a file or a revision beside it."""
    own = {
        Because.SUPPRESSED: "the draft says so",
        Because.BASELINE: "known before this run",
        Because.UNCHANGED: "its line has not changed",
    }
    justification = aside.reason or own[aside.because]
    if aside.place:
        justification += f" ({aside.place})"
    return {
        "kind": "inSource" if aside.because is Because.SUPPRESSED else "external",
        "status": "accepted",
        "justification": justification,
    }


def _result(document: Document, finding: Finding, indexes: dict[str, int]) -> Json:
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": indexes[finding.code],
        "level": finding.severity.value,
        "message": {"text": words(finding)},
        "locations": [_physical(finding_file(document, finding), finding_region(document, finding))],
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {_FINGERPRINT: finding.fingerprint}
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": other.message}} | _physical(*related_region(document, other))
            for number, other in enumerate(finding.related, 1)
        ]
    if finding.fix and (fix := _fix(document, finding, finding.fix)):
        result["fixes"] = [fix]
    properties = {
        "verdict": finding.verdict.value if finding.verdict else None,
        "diagnosis": finding.diagnosis.value if finding.diagnosis else None,
        "table": finding.fact.table if finding.fact else None,
        "source": finding.fact.source.title if finding.fact else None,
    }
    if told := {name: value for name, value in properties.items() if value}:
        result["properties"] = told
    return result


def _fix(document: Document, finding: Finding, fix: Fix) -> Json | None:
    """The suggestion as a change of the file, where the span stands there character for character."""
    place = unbroken(document, fix.span) if fix.span.end > fix.span.start else region(document, fix.span)
    if place is None:
        return None
    sure = "A table settles it." if fix.certain else "Look before you write it: it is not certain."
    change = {
        "artifactLocation": _location_of(finding_file(document, finding)),
        "replacements": [{"deletedRegion": _region(place), "insertedContent": {"text": fix.text}}],
    }
    return {"description": {"text": f'Write "{fix.text}". {sure}'}, "artifactChanges": [change]}


def _notification(problem: Finding, indexes: dict[str, int]) -> Json:
    told: Json = {
        "descriptor": {"id": problem.code, "index": indexes[problem.code]},
        "level": problem.severity.value,
        "message": {"text": problem.message},
    }
    if path := finding_file(None, problem):
        told["locations"] = [_physical(path, finding_region(None, problem))]
    return told


def _physical(file: str, place: Region | None) -> Json:
    physical: Json = {"artifactLocation": _location_of(file)}
    if place is not None:
        physical["region"] = _region(place)
    return {"physicalLocation": physical}


def _region(place: Region) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _location_of(file: str) -> Json:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": "file://" + quote(file.encode("utf-8", "surrogateescape"), safe="/")}
    return {"uri": quote(file.encode("utf-8", "surrogatepass"), safe="/"), "uriBaseId": _ROOT}
