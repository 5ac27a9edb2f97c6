"""A finding in one line: its place, its code with how it is told, its words, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import Because, Severity, Verdict
from factcheck.records import finding_place
from factcheck.reports.layout import Line, Piece, line, visible

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.model import Finding, SetAside

SEVERITY_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
SUGGESTION_STYLE: Final = "green"
_TOLD_BY_VERDICT: Final = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.AMBIGUOUS})
_ASIDE: Final = {
    Because.SUPPRESSED: "suppressed",
    Because.BASELINE: "in the baseline",
    Because.UNCHANGED: "on an unchanged line",
}


def place_text(document: Document | None, finding: Finding) -> str:
    """Where a finding stands, as editors and terminals make links of: "draft.md:3:19:"; the path for the run."""
    place = finding_place(document, finding)
    name = document.name if document else finding.path or finding.document
    numbers = "".join(f"{number}:" for number in (place.line, place.column) if number)
    return visible(f"{name}:{numbers}" if name else numbers)


def label_text(finding: Finding) -> str:
    """The code with the verdict on the figure, else with how loud it is: "FC103 contradicted", "FC406 note"."""
    name = finding.verdict.value if finding.verdict in _TOLD_BY_VERDICT else finding.severity.value
    return f"{finding.code} {name}"


def suggestion_text(finding: Finding) -> str:
    """What to write instead, behind an arrow; "" where nothing is suggested or the words have an arrow already."""
    told = finding.suggestion and " -> " not in finding.message
    return visible(f'-> "{finding.suggestion}"') if told else ""


def finding_line(document: Document | None, finding: Finding, label: str) -> Line:
    """A finding in one unbroken line."""
    suggestion = suggestion_text(finding)
    place = place_text(document, finding)
    return line(
        Piece(f"{place} " if place else "", "bold"),
        Piece(label, SEVERITY_STYLES[finding.severity]),
        f": {visible(finding.message)}",
        Piece(f" {suggestion}" if suggestion else "", SUGGESTION_STYLE),
    )


def aside_text(one: SetAside) -> str:
    """Why a finding does not count: "suppressed at draft.md:3: confirmed by the press office"."""
    where = f" at {one.place}" if one.place else ""
    return visible(f"{_ASIDE[one.because]}{where}" + (f": {one.reason}" if one.reason else ""))
