"""The figures of a draft in lists: every one with its verdict, and those that a person has to check by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.model import Judgement, Verdict
from factcheck.reports.layout import Line, Piece, line, rows_of
from factcheck.reports.wording import fact_place, fact_value, strength_text

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.results import DocumentReport

MARKS: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.CONSISTENT: ("✓", "green"),
    Verdict.CONTRADICTED: ("✗", "bold red"),
    Verdict.OUTDATED: ("!", "yellow"),
    Verdict.AMBIGUOUS: ("?", "yellow"),
    Verdict.NOT_COVERED: ("-", "dim"),
    Verdict.NOT_A_CLAIM: ("·", "dim"),
}
_INDENT: Final = " " * 12


def every_figure(document: DocumentReport, width: int | None) -> Iterator[Line]:
    """A line for every figure: its mark, place, words, verdict, and the fact or the reason."""
    told = _where_told(document)
    for judgement in document.judgements:
        place = document.document.place(judgement.claim.mention.start)
        mark, style = MARKS[judgement.verdict]
        name = judgement.verdict.value.replace("_", " ")
        reason = told(judgement) or _why(judgement) + _weakly(judgement)
        surface = f'"{judgement.claim.mention.surface}"'
        position = f"{f'{place.line}:{place.column}':>7}"
        rows = rows_of(f"    {position} {surface} {name}" + (f": {reason}" if reason else ""), width, _INDENT)
        yield line("  ", Piece(mark, style), rows[0][3:])
        yield from map(line, rows[1:])


def needs_a_hand(document: DocumentReport) -> bool:
    """Whether a draft has figures that a person has to check."""
    return any(one.verdict is Verdict.NOT_COVERED or one.weak for one in document.judgements)


def by_hand(document: DocumentReport, width: int | None) -> Iterator[Line]:
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


def _where_told(document: DocumentReport) -> Callable[[Judgement], str]:
    """Says of a figure where its finding is told; "" where none is, since its rule does not run."""
    above = {(one.claim.id, one.code) for one in document.findings if one.claim is not None}
    found = (one.finding for one in document.set_aside)
    aside = {(finding.claim.id, finding.code) for finding in found if finding.claim is not None}

    def told(judgement: Judgement) -> str:
        key = (judgement.claim.id, judgement.code)
        return f"{judgement.code}, above" if key in above else f"{judgement.code}, set aside" if key in aside else ""

    return told


def _figures(figures: Sequence[str], reason: str, width: int | None) -> Iterator[Line]:
    text = "    " + ", ".join(figures) + (f": {reason}" if reason else "")
    return map(line, rows_of(text, width, "      "))


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
