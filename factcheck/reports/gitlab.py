"""The code quality report of GitLab, which shows findings in a merge request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Finding, Severity
from factcheck.reports.json_text import spread
from factcheck.reports.places import all_findings, file_name, finding_file, finding_region, words

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import Report

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_DEEP: Final = 2


def chunks(report: Report, _: How) -> Iterator[str]:
    """One list of issues; `[]` where there is none."""
    # GitLab asks for a file; what concerns the run as a whole is shown at the first draft.
    first = file_name(report.documents[0].name) if report.documents else "."
    seen: Counter[str] = Counter()
    return spread([_issue(document, finding, first, seen) for document, finding in all_findings(report)], _DEEP)


def _issue(document: Document | None, finding: Finding, first: str, seen: Counter[str]) -> dict[str, Any]:
    path = finding_file(document, finding) or first
    place = finding_region(document, finding)
    lines = {"begin": place.line, "end": place.end_line} if place else {"begin": 1}
    unread = document is None and finding.severity is Severity.ERROR
    return {
        "description": f"{finding.code}: {words(finding)}",
        "check_name": finding.code,
        "fingerprint": _fingerprint(path, finding, seen),
        "severity": "blocker" if unread else _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": lines},
    }


def _fingerprint(path: str, finding: Finding, seen: Counter[str]) -> str:
    """What names an issue from run to run, and no other issue of this one."""
    key = "\x1f".join((path, finding.code, finding.fingerprint or finding.message))
    seen[key] += 1
    return sha256(f"{key}\x1f{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:40]
