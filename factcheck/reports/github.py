"""Workflow commands, which a job of GitHub Actions shows as annotations at the lines of the drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from factcheck.model import Finding, Severity
from factcheck.reports.layout import visible
from factcheck.reports.places import all_findings, finding_file, finding_region, words
from factcheck.rules.codes import RULES

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import Report

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_NAMES: Final = {rule.code: rule.name for rule in RULES}


def chunks(report: Report, _: How) -> Iterator[str]:
    """A command a finding and line; nothing where there is none."""
    return (_command(document, finding) + "\n" for document, finding in all_findings(report))


def data(text: str) -> str:
    r"""A message as the runner reads it back: a line end cannot begin a command of its own.

    >>> data("100% wrong\n::stop-commands::x")
    '100%25 wrong%0A::stop-commands::x'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """The value of a property as the runner reads it back.

    >>> value("C:drafts,may.md")
    'C%3Adrafts%2Cmay.md'
    """
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _command(document: Document | None, finding: Finding) -> str:
    properties: dict[str, str] = {}
    if file := finding_file(document, finding):
        properties["file"] = visible(file)
    if place := finding_region(document, finding):
        properties |= {"line": str(place.line), "col": str(place.column)}
        if place.end_line == place.line:
            properties["endColumn"] = str(place.end_column)
        else:  # columns are told only within one line
            del properties["col"]
            properties["endLine"] = str(place.end_line)
    properties["title"] = f"{finding.code} {_NAMES.get(finding.code, '')}".strip()
    told = ",".join(f"{name}={value(text)}" for name, text in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{data(visible(words(finding)))}"
