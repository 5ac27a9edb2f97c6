"""How many findings each rule has, the most first, and how much the tables covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.exact import share_text
from factcheck.reports.finding_text import SEVERITY_STYLES
from factcheck.reports.layout import Line, Piece, line, rows_of
from factcheck.reports.wording import counted
from factcheck.rules.codes import rule_for

if TYPE_CHECKING:
    from factcheck.results import Report


def statistics_lines(report: Report, width: int | None = None) -> Iterator[Line]:
    """A line for every rule that found something, and one for the coverage."""
    counts = Counter(finding.code for finding in report.findings)
    column = max((len(f"{number:,}") for number in counts.values()), default=0)
    for code, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        rule = rule_for(code)
        head = f"{number:>{column},}  {code}  "
        rows = rows_of(f"{head}{rule.name}: {rule.summary}", width, " " * len(head))
        before, found, after = rows[0].partition(code)
        yield line(before, Piece(found, SEVERITY_STYLES[rule.severity]), after)
        yield from map(line, rows[1:])
    yield from map(line, rows_of(coverage_text(report), width, "    "))


def coverage_text(report: Report) -> str:
    """How many of the figures that a table could know a table confirmed."""
    if report.coverage is None:
        return "Coverage: there is no figure that a table could know"
    confirmed = int(report.coverage * report.claims)
    asked = counted(report.claims, "checkable figure")
    return f"Coverage: tables confirmed {confirmed:,} of {asked} ({share_text(report.coverage)})"
