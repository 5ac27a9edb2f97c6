"""How a report ends: what could not be read, the tally of every figure, the tables used, and what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from factcheck.model import Because, Severity, Verdict
from factcheck.reports.layout import Line, Piece, line, rows_of
from factcheck.reports.wording import counted, listed

if TYPE_CHECKING:
    from factcheck.model import Finding
    from factcheck.results import Report, TableUse

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "yellow"}
_ASIDE: Final = {
    Because.SUPPRESSED: "suppressed",
    Because.BASELINE: "in the baseline",
    Because.UNCHANGED: "on unchanged lines",
}
_LISTED: Final = 6  # tables named one by one; of more, those that verdicts rest on


def closing_lines(report: Report, width: int | None) -> Iterator[Line]:
    """The end of a report."""
    for problem in report.problems:
        yield from _told(problem_text(problem), _STYLES[problem.severity], width)
    if told := findings_text(report):
        yield from _told(told, "bold", width)
    yield from _told(tally_text(report), "bold", width)
    if judged := judged_text(report):
        yield from _told(judged, "", width)
    if report.as_of:
        yield line(f"Judged as of {report.as_of.isoformat()}, as asked for")
    for text in tables_lines(report):
        yield from _told(text, "", width)
    for notice in report.notices:
        yield from _told(problem_text(notice), f"bold {_STYLES[notice.severity]}", width)


def problem_text(problem: Finding) -> str:
    """A finding about the run in one line: path, line, column, code, words, fix."""
    place = "".join(f"{number}:" for number in (problem.line, problem.column) if number)
    name = problem.path or problem.document
    head = f"{name}:{place} " if name else ""
    return f"{head}{problem.code} {problem.severity.value}: {problem.message}".strip()


def findings_text(report: Report) -> str:
    """How many findings there are of each severity, and how many do not count; "" where there are neither.

    A run with all of them reads "3 findings: 2 errors, 1 note; 1 suppressed, 4 in the baseline".
    """
    found = Counter(finding.severity for finding in report.findings)
    aside = Counter(one.because for one in report.set_aside)
    told = [counted(found[severity], severity.value) for severity in Severity if found[severity]]
    apart = [f"{aside[because]:,} {words}" for because, words in _ASIDE.items() if aside[because]]
    if not told and not apart:
        return ""
    number = f"{counted(found.total(), 'finding')}: " if len(told) > 1 else ""
    head = number + ", ".join(told) if told else "No findings"
    return "; ".join(part for part in (head, ", ".join(apart)) if part)


def tally_text(report: Report) -> str:
    """Every verdict with its number of figures, the zeros too."""
    counts = report.counts
    if not counts["total"]:
        return "No figures found." if report.documents else "No draft was read."
    parts = [f"{counts[verdict.value]} {verdict.value.replace('_', ' ')}" for verdict in Verdict]
    weak = sum(judgement.weak for judgement in report)
    if weak:
        parts[0] += f" ({weak} weakly)"
    return f"{counted(counts['total'], 'figure')}: {', '.join(parts)}"


def judged_text(report: Report) -> str:
    """How many figures are judged where only those on changed lines are; "" where all are."""
    unchanged = sum(len(one.unchanged) for one in report.documents)
    if not unchanged:
        return ""
    return f"Judged for what changed: {counted(len(report) - unchanged, 'figure')} of {len(report):,}"


def tables_lines(report: Report) -> list[str]:
    """The tables that a check used, with title and source; of many, those that verdicts rest on."""
    tables = report.tables
    if not tables:
        return ["Tables: none"]
    if len(tables) == 1:
        return [f"Tables: {_table_text(tables[0])}"]
    if len(tables) <= _LISTED:
        return ["Tables:", *(f"  {_table_text(table)}" for table in tables)]
    used = _used(report)
    head = f"Tables: {_how_many(report)}; "
    if not used:
        return [f"{head}no verdict rests on any of them"]
    return [f"{head}verdicts rest on", *(f"  {_table_text(table)}" for table in used)]


def _told(text: str, style: str, width: int | None) -> Iterator[Line]:
    return (line(Piece(row, style)) for row in rows_of(text, width, "    "))


def _how_many(report: Report) -> str:
    """How many tables, and where from: "43 shipped tables", "12 tables of data/"."""
    if report.reference == ("builtin",):
        return counted(len(report.tables), "shipped table")
    origin = f" of {listed(report.reference, 3, 'place')}" if report.reference else ""
    return counted(len(report.tables), "table") + origin


def _used(report: Report) -> list[TableUse]:
    names = {link.fact.table for judgement in report for link in judgement.links}
    return [table for table in report.tables if table.name in names]


def _table_text(table: TableUse) -> str:
    retrieved = f"retrieved {table.retrieved}" if table.retrieved else ""
    about = ", ".join(part for part in (table.title, table.source, retrieved) if part and part != table.name)
    return f"{table.name}: {about}" if about else table.name
