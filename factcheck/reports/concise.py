"""One line a finding, never broken, and nothing else: `path:line:column: CODE severity: message -> "suggestion"`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.reports.finding_text import finding_line
from factcheck.reports.terminal import rendered

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.reports.layout import Line
    from factcheck.results import Report


def concise_lines(report: Report) -> Iterator[Line]:
    """The findings of the drafts in order, then what is amiss with the run."""
    for document in report.documents:
        for finding in document.findings:
            yield finding_line(document.document, finding, f"{finding.code} {finding.severity.value}")
    for problem in (*report.problems, *report.notices):
        yield finding_line(None, problem, f"{problem.code} {problem.severity.value}")


def chunks(report: Report, how: How) -> Iterator[str]:
    """The report as lines; of `statistics` the number of findings of each rule."""
    if how.statistics:
        from factcheck.reports.statistics import statistics_lines  # noqa: PLC0415

        return rendered(statistics_lines(report), colour=how.colour)
    return rendered(concise_lines(report), colour=how.colour)
