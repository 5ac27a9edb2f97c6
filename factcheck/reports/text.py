"""The report that an editor reads: findings first, then what to check by hand, then the tally of every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.model import Finding, Judgement, Place, Severity, Verdict
from factcheck.records import finding_place
from factcheck.reports.layout import Line, Piece, excerpt, folded, line, visible
from factcheck.reports.summary import closing_lines
from factcheck.reports.terminal import PIPED_WIDTH, rendered
from factcheck.reports.wording import counted, fact_place, fact_value, related_text, source_text, strength_text

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import DocumentReport, Report

_SEVERITY_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
MARKS: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.CONSISTENT: ("✓", "green"),
    Verdict.CONTRADICTED: ("✗", "bold red"),
    Verdict.OUTDATED: ("!", "yellow"),
    Verdict.AMBIGUOUS: ("?", "yellow"),
    Verdict.NOT_COVERED: ("-", "dim"),
    Verdict.NOT_A_CLAIM: ("·", "dim"),
}
_FINDING_VERDICTS: Final = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.AMBIGUOUS})


def report_lines(
    report: Report, *, verbose: bool = False, quiet: bool = False, width: int | None = None
) -> Iterator[Line]:
    """The report of a check.

    `quiet` leaves the findings, a line each, and the tally; `verbose` adds a line for every figure. `width` is the
    terminal's; None (a pipe) breaks no message.
    """
    for document in report.documents:
        if quiet:
            yield from _findings(document, width, source=False)
        else:
            yield from _document(document, verbose=verbose, by_hand=report.reference_given, width=width)
    yield from closing_lines(report, width)


def chunks(report: Report, how: How) -> Iterator[str]:
    """The report as the text of a terminal or a file."""
    lines = report_lines(report, verbose=how.verbose, quiet=how.quiet, width=how.width)
    return rendered(lines, colour=how.colour)


def finding_text(document: Document | None, finding: Finding) -> str:
    """A finding in one line: place, code, verdict, words, suggestion."""
    place = finding_place(document, finding)
    name = document.name if document else finding.path or finding.document
    return visible(f"{_place_text(name, place)} {_label(finding)}: {finding.message}{_suggestion(finding)}".strip())


def figure_line(document: Document, judgement: Judgement) -> Line:
    """A figure in one line: its mark, place, words, verdict and fact or reason."""
    place = document.place(judgement.claim.mention.start)
    mark, style = MARKS[judgement.verdict]
    name = judgement.verdict.value.replace("_", " ")
    told = f"{judgement.code}, above" if judgement.code else _why(judgement) + _weakly(judgement)
    position = f"{place.line}:{place.column}"
    surface = visible(f'"{judgement.claim.mention.surface}"')
    return line("  ", Piece(mark, style), f" {position:>7} {surface} {name}" + (f": {visible(told)}" if told else ""))


def _document(document: DocumentReport, *, verbose: bool, by_hand: bool, width: int | None) -> Iterator[Line]:
    """A document's findings, and every figure or those to look up; without tables that would be all of them."""
    yield line(Piece(visible(document.name), "bold"), visible(_heading(document)))
    yield from _findings(document, width, source=True)
    if verbose:
        for judgement in document.judgements:
            yield figure_line(document.document, judgement)
    elif by_hand:
        yield from _by_hand(document, width)
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


def _findings(document: DocumentReport, width: int | None, *, source: bool) -> Iterator[Line]:
    for finding in document.findings:
        yield from _finding(document.document, finding, width)
        if source:
            yield from _source_lines(document.document, finding, width or PIPED_WIDTH)
            yield from _evidence(finding)


def _finding(document: Document, finding: Finding, width: int | None) -> Iterator[Line]:
    text = finding_text(document, finding)
    rows = folded(text, width, "    ") if width else [text]
    head, label, rest = rows[0].partition(visible(_label(finding)))
    yield line(Piece(head, "bold"), Piece(label, _SEVERITY_STYLES[finding.severity]), rest)
    for row in rows[1:]:
        yield line(row)


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
    yield line(Piece(" " * (len(gutter) - 2) + "| ", "dim"), Piece(carets, _SEVERITY_STYLES[finding.severity]))


def _evidence(finding: Finding) -> Iterator[Line]:
    """The source of the fact where the message leaves it out, and the other places it speaks of."""
    fact = finding.fact
    source = source_text(fact) if fact else ""
    if fact and source and not (fact.source.title in finding.message and fact.source.url in finding.message):
        yield line(Piece(visible(f"       = source: {source}"), "dim"))
    for other in finding.related:
        yield line(Piece(visible(f"       = {related_text(other)}"), "dim"))


def _by_hand(document: DocumentReport, width: int | None) -> Iterator[Line]:
    """The figures that no table covers, those with the same reason together; the whole reason is for `verbose`."""
    groups: dict[str, list[str]] = {}
    for judgement in document.judgements:
        if judgement.verdict is Verdict.NOT_COVERED:
            reason = _why(judgement).partition("; ")[0]
            groups.setdefault(reason, []).append(_shown(document.document, judgement))
    if groups:
        yield line(Piece("  Not covered by any table, check by hand:", "bold"))
    for reason, figures in groups.items():
        yield from _figures(figures, reason, width)
    weak = [_shown(document.document, judgement) for judgement in document.judgements if judgement.weak]
    if weak:
        yield line(Piece("  Confirmed weakly, since one digit is soon found by chance:", "bold"))
        yield from _figures(weak, "", width)


def _figures(figures: Sequence[str], reason: str, width: int | None) -> Iterator[Line]:
    text = visible("    " + ", ".join(figures) + (f": {reason}" if reason else ""))
    return (line(row) for row in (folded(text, width, "      ") if width else [text]))


def _shown(document: Document, judgement: Judgement) -> str:
    place = document.place(judgement.claim.mention.start)
    return f'{place.line}:{place.column} "{judgement.claim.mention.surface}"'


def _why(judgement: Judgement) -> str:
    """The reason of a verdict in words; the fact itself where the check says no more."""
    if judgement.message:
        return judgement.message
    if judgement.verdict is Verdict.NOT_A_CLAIM:
        return judgement.claim.reason or judgement.claim.mention.reason
    if judgement.links and judgement.verdict is not Verdict.NOT_COVERED:
        fact = judgement.links[0].fact
        return f"{fact_place(fact)} has {fact_value(fact)}"
    return ""


def _weakly(judgement: Judgement) -> str:
    return f"; weak: {strength_text(judgement.strength)}" if judgement.weak and judgement.strength else ""


def _label(finding: Finding) -> str:
    name = finding.verdict.value if finding.verdict in _FINDING_VERDICTS else finding.severity.value
    return f"{finding.code} {name}".strip()


def _place_text(name: str, place: Place) -> str:
    return name + ":" + (f"{place.line}:" if place.line else "") + (f"{place.column}:" if place.column else "")


def _suggestion(finding: Finding) -> str:
    return f' -> "{finding.suggestion}"' if finding.suggestion and " -> " not in finding.message else ""
