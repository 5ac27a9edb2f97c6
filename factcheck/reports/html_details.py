"""What a page tells of one mark: what was found, how it was read, the fact, the comparison, the other candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record
from factcheck.model import Cell, Fact, Finding, Judgement, Link, SetAside, Span, Verdict
from factcheck.reports.explain import comparison_rows, reading_rows
from factcheck.reports.html_text import host_of, web_address
from factcheck.reports.wording import cell_row, fact_place, fact_value
from factcheck.rules.codes import RULES

if TYPE_CHECKING:
    from factcheck.model import Related
    from factcheck.reports.html_marks import Mark, MarkedDraft

_CELLS: Final = 12
_PLACES: Final = 50  # a figure that is told again and again names the first of its places
_REACH: Final = 90  # characters of a sentence shown on either side of its figure
_RULE_NAMES: Final = {rule.code: rule.name for rule in RULES}
_BECAUSE: Final = {
    "suppressed": "the draft itself says that this is all right",
    "baseline": "it was known before this run",
    "unchanged": "its line has not changed",
}

Rows = tuple[tuple[str, str], ...]


@record
class Told:
    """A finding in words.

    `unsure` marks a suggestion that no table settles; `because`, `reason` and `place` say why it does not count.
    """

    code: str
    rule: str
    severity: str
    message: str
    suggestion: str = ""
    unsure: bool = False
    because: str = ""
    reason: str = ""
    place: str = ""


@record
class FactTold:
    """A fact of a table: its value, where it stands, what it is about, its source and the cells it was made from."""

    value: str
    place: str
    rows: Rows
    source: str = ""
    date: str = ""
    url: str = ""
    host: str = ""
    address: str = ""
    derivation: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()
    more_cells: int = 0


@record
class Elsewhere:
    """Another place that a finding ties to this one: its mark, its words, where it stands and what it is."""

    number: int
    surface: str
    place: str
    message: str


@record
class Details:
    """All that a page tells of a mark."""

    mark: Mark
    draft: str
    place: str
    before: str
    after: str
    told: tuple[Told, ...]
    message: str = ""
    pinned: str = ""
    reading: Rows = ()
    fact: FactTold | None = None
    comparison: Rows = ()
    candidates: tuple[tuple[str, str, FactTold], ...] = ()
    others: tuple[Elsewhere, ...] = ()
    told_by: tuple[Elsewhere, ...] = ()


def details(mark: Mark, drafts: Sequence[MarkedDraft]) -> Details:
    """Everything about one mark of the drafts of a page."""
    judgement = mark.judgement
    told = tuple(_told(mark))
    before, after = _around(mark, drafts)
    head = Details(
        mark,
        drafts[mark.draft].report.name,
        place_of(mark, drafts),
        before,
        after,
        told,
        others=tuple(_elsewhere(other, there, drafts) for other, there in mark.others[:_PLACES]),
        told_by=tuple(_elsewhere(other, there, drafts) for other, there in mark.told_by[:_PLACES]),
    )
    return head if judgement is None else _with_judgement(head, judgement)


def place_of(mark: Mark, drafts: Sequence[MarkedDraft]) -> str:
    """The line and column of a mark in its draft: "8:78"."""
    place = drafts[mark.draft].report.document.place(mark.start if mark.judgement is None else _start(mark.judgement))
    return f"{place.line}:{place.column}"


def told_of(finding: Finding) -> Told:
    """A finding that counts, in words."""
    unsure = finding.fix is not None and not finding.fix.certain
    suggestion = finding.suggestion
    name = _RULE_NAMES.get(finding.code, "")
    return Told(finding.code, name, finding.severity.value, finding.message, suggestion, unsure)


def fact_told(fact: Fact) -> FactTold:
    """A fact for a reader who has the table or the source at hand."""
    url = web_address(fact.source.url)
    about = (
        ("is", ", ".join(part for part in (fact.measure, fact.entity) if part)),
        ("period", fact.period.label if fact.period else ""),
        ("note", fact.note),
    )
    cells = fact.cells if fact.derivation else ()
    return FactTold(
        fact_value(fact),
        fact.table if fact.derivation else fact_place(fact),
        tuple((name, text) for name, text in about if text),
        fact.source.title or (host_of(url) if url else ""),
        fact.source.date,
        url,
        host_of(url) if url else "",
        "" if url else fact.source.url,
        fact.derivation,
        tuple(map(_cell, cells[:_CELLS])),
        max(0, len(cells) - _CELLS),
    )


def _with_judgement(head: Details, judgement: Judgement) -> Details:
    known = {one.message for one in head.told}
    message = judgement.message or (judgement.claim.reason if judgement.verdict is Verdict.NOT_A_CLAIM else "")
    best = judgement.links[0].fact if judgement.links else None
    return replace(
        head,
        message="" if message in known else message,
        pinned=judgement.pin.origin if judgement.pin else "",
        reading=tuple(_plainly(reading_rows(judgement.claim))),
        fact=fact_told(best) if best else None,
        comparison=tuple(comparison_rows(judgement)) if best else (),
        candidates=tuple(_candidate(link) for link in _candidates(judgement)),
    )


def _told(mark: Mark) -> Iterator[Told]:
    for finding in mark.findings:
        yield told_of(finding)
    for one in mark.set_aside:
        yield aside_told(one)


def aside_told(one: SetAside) -> Told:
    """A finding that does not count, with why."""
    told = told_of(one.finding)
    return replace(told, because=_BECAUSE[one.because.value], reason=one.reason, place=one.place)


def _plainly(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """How a figure was read, without what only a developer asks for."""
    return ((name, text) for name, text in rows if name != "rule" and text != "none")


def _candidates(judgement: Judgement) -> tuple[Link, ...]:
    """The other facts, those that the verdict looked at first."""
    return (*judgement.links[1:4], *judgement.others)


def _candidate(link: Link) -> tuple[str, str, FactTold]:
    return f"{link.score:.2f}", "; ".join(link.reasons), fact_told(link.fact)


def _cell(cell: Cell) -> tuple[str, str, str]:
    return cell_row(cell), cell.column, cell.text


def _elsewhere(other: Related, there: Mark, drafts: Sequence[MarkedDraft]) -> Elsewhere:
    place = place_of(there, drafts)
    return Elsewhere(
        there.number, there.of, f"{drafts[there.draft].name}:{place}" if len(drafts) > 1 else place, other.message
    )


def _around(mark: Mark, drafts: Sequence[MarkedDraft]) -> tuple[str, str]:
    """The words of the sentence before and after a mark, so that it is told with its sentence."""
    text = drafts[mark.draft].report.document.text
    start = _start(mark.judgement) if mark.judgement else mark.start
    end = start + len(mark.of) if mark.judgement else mark.end
    sentence = mark.judgement.claim.sentence if mark.judgement else Span(0, len(text))
    first, last = max(sentence.start, start - _REACH), min(sentence.end, end + _REACH)
    before, after = text[first:start], text[end:last]
    if first > sentence.start:
        before = "…" + before.partition(" ")[2]
    if last < sentence.end:
        after = after.rpartition(" ")[0] + "…"
    return before.rpartition("\n\n")[2], after.partition("\n\n")[0]


def _start(judgement: Judgement) -> int:
    return judgement.claim.mention.start
