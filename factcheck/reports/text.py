"""The report that an editor reads: findings first, then what to check by hand, then the tally of every figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from factcheck.model import Finding
from factcheck.reports.figure_lists import by_hand, every_figure, needs_a_hand
from factcheck.reports.finding_text import (
    SEVERITY_STYLES,
    SUGGESTION_STYLE,
    aside_text,
    finding_line,
    label_text,
    place_text,
    suggestion_text,
)
from factcheck.reports.layout import Line, Piece, cells, excerpt, line, rows_of, visible
from factcheck.reports.summary import closing_lines
from factcheck.reports.terminal import PIPED_WIDTH, rendered
from factcheck.reports.wording import counted, related_text, source_text

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.model import SetAside
    from factcheck.reports.formats import How
    from factcheck.results import DocumentReport, Report

_WIDEST: Final = 120  # of sentences on a terminal: longer lines are hard to read; excerpts fill the terminal
_INDENT: Final = "    "
_GUTTER: Final = "       = "


def report_lines(
    report: Report, *, verbose: bool = False, quiet: bool = False, statistics: bool = False, width: int | None = None
) -> Iterator[Line]:
    """The report of a check.

    `quiet` leaves the findings, a line each, and the tally; `verbose` adds a line for every figure and the findings
    that do not count. `statistics` puts the number of findings of each rule in their place. `width` is the terminal's;
    None (a pipe) breaks no message.
    """
    prose = min(width, _WIDEST) if width else None
    if statistics:
        from factcheck.reports.statistics import statistics_lines  # noqa: PLC0415

        yield from statistics_lines(report, prose)
    elif quiet:
        for document in report.documents:
            for finding in document.findings:
                yield from _finding(document.document, finding, prose)
    else:
        yield from _documents(report, verbose=verbose, width=width, prose=prose)
    yield from closing_lines(report, prose)


def chunks(report: Report, how: How) -> Iterator[str]:
    """The report as the text of a terminal or a file."""
    lines = report_lines(report, verbose=how.verbose, quiet=how.quiet, statistics=how.statistics, width=how.width)
    return rendered(lines, colour=how.colour)


def _documents(report: Report, *, verbose: bool, width: int | None, prose: int | None) -> Iterator[Line]:
    """The drafts one by one; those of which there is only a heading to show follow each other without a gap."""
    bare = False
    for document in report.documents:
        # Without tables every figure would have to be checked by hand.
        by_hand_too = report.reference_given and needs_a_hand(document)
        bare = not (document.findings or by_hand_too or (verbose and (document.judgements or document.set_aside)))
        heading = rows_of(document.name + _heading(document), prose, _INDENT)
        name = visible(document.name)
        whole = heading[0].startswith(name)
        yield line(Piece(name, "bold"), heading[0].removeprefix(name)) if whole else line(heading[0])
        yield from map(line, heading[1:])
        yield from _findings(document, width, prose)
        if document.findings and (verbose or by_hand_too):
            yield line()
        if verbose:
            for one in document.set_aside:
                yield from _set_aside(document.document, one, prose)
            yield from every_figure(document, prose)
        elif by_hand_too:
            yield from by_hand(document, prose)
        if not bare:
            yield line()
    if bare:
        yield line()


def _heading(document: DocumentReport) -> str:
    draft = document.document
    parts = [counted(len(document.judgements), "figure") if document.judgements else "no figures found"]
    if document.findings:
        parts.append(counted(len(document.findings), "finding"))
    if draft.date:
        parts.append(f"dated {draft.date.isoformat()}" + (f" by its {draft.date_origin}" if draft.date_origin else ""))
    if draft.locale_origin == "numbers":
        parts.append("numbers read with a decimal comma, as the draft shows")
    elif draft.locale:
        parts.append(
            f"locale {draft.locale}" + (" by its front matter" if draft.locale_origin == "front matter" else "")
        )
    if draft.note:
        parts.append(draft.note)
    return ": " + ", ".join(parts)


def _findings(document: DocumentReport, width: int | None, prose: int | None) -> Iterator[Line]:
    for number, finding in enumerate(document.findings):
        if number:
            yield line()
        yield from _finding(document.document, finding, prose)
        yield from _source_lines(document.document, finding, width or PIPED_WIDTH)
        yield from _evidence(finding, prose)


def _finding(document: Document, finding: Finding, width: int | None) -> Iterator[Line]:
    """A finding in one line, or in several where a terminal is too narrow; the suggestion is kept together."""
    label, suggestion = label_text(finding), suggestion_text(finding)
    if width is None:
        yield finding_line(document, finding, label)
        return
    rows = rows_of(f"{place_text(document, finding)} {label}: {finding.message}", width, _INDENT)
    beside = suggestion and cells(rows[-1]) + 1 + cells(suggestion) <= width
    for number, row in enumerate(rows):
        tail = Piece(f" {suggestion}" if beside and number == len(rows) - 1 else "", SUGGESTION_STYLE)
        head, found, rest = row.partition(label) if number == 0 else ("", "", row)
        yield line(Piece(head, "bold"), Piece(found, SEVERITY_STYLES[finding.severity]), rest, tail)
    if suggestion and not beside:
        yield from (line(Piece(row, SUGGESTION_STYLE)) for row in rows_of(_INDENT + suggestion, width, _INDENT))


def _source_lines(document: Document, finding: Finding, width: int) -> Iterator[Line]:
    """The line of the draft, and carets under the figure."""
    span = finding.span or (finding.claim.mention.span if finding.claim else None)
    if span is None:
        return
    place, last = document.place(span.start), document.place(max(span.start, span.end - 1))
    source = document.source_line(place.line)
    end = last.column if last.line == place.line else len(source)
    gutter = f"{place.line:>6} | "
    shown, carets = excerpt(source, place.column - 1, end, width - len(gutter))
    yield line(Piece(gutter, "dim"), shown)
    yield line(Piece(" " * (len(gutter) - 2) + "| ", "dim"), Piece(carets, SEVERITY_STYLES[finding.severity]))


def _evidence(finding: Finding, width: int | None) -> Iterator[Line]:
    """The source of the fact where the message leaves it out, and the other places it speaks of."""
    fact = finding.fact
    source = source_text(fact) if fact else ""
    told = [related_text(other) for other in finding.related]
    if fact and source and not (fact.source.title in finding.message and fact.source.url in finding.message):
        told.insert(0, f"source: {source}")
    for text in told:
        yield from (line(Piece(row, "dim")) for row in rows_of(_GUTTER + text, width, " " * len(_GUTTER)))


def _set_aside(document: Document, one: SetAside, width: int | None) -> Iterator[Line]:
    """A finding that does not count, and why."""
    finding = one.finding
    place = place_text(document, finding)
    text = f"{place} {label_text(finding)}, set aside: {finding.message} {suggestion_text(finding)}".rstrip()
    for row in (*rows_of(text, width, _INDENT), *rows_of(_GUTTER + aside_text(one), width, " " * len(_GUTTER))):
        yield line(Piece(row, "dim"))
