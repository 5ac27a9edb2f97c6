"""Where a page marks a draft: every figure, what is said of no figure, and the other places that findings speak of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record
from factcheck.model import Finding, Judgement, Related, SetAside, Severity, Span

if TYPE_CHECKING:
    from factcheck.results import DocumentReport, Report


@record
class State:
    """One way to stand there: the name that the page's code uses, its sign, the words of an editor, and why."""

    name: str
    sign: str
    label: str
    purpose: str


STATES: Final = {
    one.name: one
    for one in (
        State("contradicted", "✗", "Wrong", "a table, or the draft itself, contradicts it"),
        State("outdated", "↻", "Outdated", "it was true at an earlier time"),
        State("ambiguous", "?", "Unclear", "it is right in one reading and wrong in another"),
        State("not_covered", "–", "Check by hand", "no table covers it"),
        State("consistent", "✓", "Confirmed", "a table bears it out"),
        State("not_a_claim", "", "No claim", "a date, a year, a name: nothing to look up"),
        State("other", "!", "Other finding", "something is said where no figure stands"),
    )
}
"""The states of a mark, in the order of the keys that show and hide them."""

PLACE: Final = State("place", "", "Spoken of", "a finding elsewhere speaks of it")

_LOUD = frozenset({"contradicted", "outdated", "ambiguous", "other"})
_MORE_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "!", Severity.NOTE: "*"}


@dataclass(slots=True, eq=False)
class Mark:
    """A marked stretch [start, end) of a draft, or a point behind what other marks cover; filled as a page is made.

    `of` is the text that it speaks of. `findings` count, `set_aside` do not; `others` are the places that they speak
    of with the marks there, `told_by` the marks that speak of this place. `number` counts all marks of a page from 1.
    """

    draft: int
    start: int
    end: int
    of: str
    state: State
    judgement: Judgement | None = None
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    others: list[tuple[Related, Mark]] = field(default_factory=list)
    told_by: list[tuple[Related, Mark]] = field(default_factory=list)
    number: int = 0

    @property
    def severity(self) -> Severity | None:
        """How loudly its findings speak; None where none counts."""
        return max((one.severity for one in self.findings), key=lambda one: one.level, default=None)

    @property
    def code(self) -> str:
        """The code of its loudest finding, else of what was set aside."""
        for finding in (*self.findings, *(one.finding for one in self.set_aside)):
            if finding.severity is self.severity or not self.findings:
                return finding.code
        return ""

    @property
    def is_quiet(self) -> bool:
        """Whether all that is said of it was set aside."""
        return bool(self.set_aside) and not self.findings

    @property
    def is_finding(self) -> bool:
        """Whether an editor has to look at it: a finding that counts, or a verdict that is no pass."""
        return bool(self.findings) or (self.state.name in _LOUD and not self.is_quiet)

    @property
    def sign(self) -> str:
        """The sign of its state, and one more for a finding that the state does not tell."""
        if self.is_quiet:
            return f"({self.state.sign})"
        return self.state.sign + ("" if self.state.name in _LOUD or not self.severity else _MORE_SIGNS[self.severity])

    @property
    def name(self) -> str:
        """What a screen reader says of it: "$400 billion: wrong, FC102"."""
        parts = (self.state.label.lower(), self.code, "set aside" if self.is_quiet else "")
        return f"{' '.join(self.of.split())}: {', '.join(part for part in parts if part)}"


@dataclass(slots=True, eq=False)
class MarkedDraft:
    """A draft with its marks in the order of the text, and the stretches that findings across figures speak of.

    `name` is the last part of its name, the whole of it where another draft has the same last part.
    """

    number: int
    report: DocumentReport
    name: str
    marks: list[Mark] = field(default_factory=list)
    wide: list[Span] = field(default_factory=list)
    solid: list[Mark] = field(default_factory=list)

    def at(self, span: Span) -> Mark | None:
        """The first mark that shares a character with a span."""
        index = bisect_right(self.solid, span.start, key=lambda mark: mark.start)
        for mark in self.solid[max(index - 1, 0) : index + 1]:
            if mark.start < max(span.end, span.start + 1) and span.start < mark.end:
                return mark
        return None

    def add(self, marks: Iterable[Mark]) -> None:
        """Takes in more marks, in the order of the text."""
        self.marks = sorted((*self.marks, *marks), key=lambda mark: (mark.start, mark.end))
        self.solid = [mark for mark in self.marks if mark.start < mark.end]


def marked_drafts(report: Report) -> list[MarkedDraft]:
    """The drafts of a report with all marks, numbered through; the places that findings speak of are tied both ways."""
    names = _short_names([one.name for one in report.documents])
    drafts = [
        _marked(number, one, name) for number, (one, name) in enumerate(zip(report.documents, names, strict=True))
    ]
    by_name = {one.report.name: one for one in drafts}
    told = [(mark, *place) for draft in drafts for mark in draft.marks for place in _places(mark, draft, by_name)]
    new: dict[int, dict[Span, MarkedDraft]] = {}
    for _, other, home in told:
        if home.at(other.span) is None:
            new.setdefault(id(home), {})[other.span] = home
    for spans in new.values():
        _add_places(next(iter(spans.values())), spans)
    for mark, other, home in told:
        _tie(mark, other, home)
    for number, mark in enumerate((mark for draft in drafts for mark in draft.marks), 1):
        mark.number = number
    return drafts


def _short_names(names: Sequence[str]) -> list[str]:
    last = [name.replace("\\", "/").rpartition("/")[2] for name in names]
    times = Counter(last)
    return [short if times[short] == 1 else name for name, short in zip(names, last, strict=True)]


def _tie(mark: Mark, other: Related, home: MarkedDraft) -> None:
    target = home.at(other.span)
    if target is not None and target is not mark:
        mark.others.append((other, target))
        target.told_by.append((other, mark))


def _places(mark: Mark, draft: MarkedDraft, by_name: dict[str, MarkedDraft]) -> Iterator[tuple[Related, MarkedDraft]]:
    """The other places that are told at a mark, each once, with the draft that holds them."""
    findings = (*mark.findings, *(one.finding for one in mark.set_aside))
    others = [other for finding in findings for other in finding.related]
    others += mark.judgement.related if mark.judgement else ()
    for other in dict.fromkeys(others):
        home = by_name.get(other.document) if other.document else draft
        if home is not None:
            yield other, home


def _marked(number: int, report: DocumentReport, name: str) -> MarkedDraft:
    """A draft with its figures and with what is said of no figure."""
    figures = _figure_marks(number, report)
    draft = MarkedDraft(number, report, name)
    draft.add(figures.values())
    own: dict[Span, Mark] = {}
    for finding in report.findings:
        if mark := _home_of(finding, figures, own, draft):
            mark.findings.append(finding)
    for one in report.set_aside:
        if mark := _home_of(one.finding, figures, own, draft):
            mark.set_aside.append(one)
    _settle(draft, sorted(own.values(), key=lambda mark: (mark.start, mark.end)))
    return draft


def _figure_marks(number: int, report: DocumentReport) -> dict[str, Mark]:
    """The marks of the figures by their ids; a figure inside another one is a point behind it."""
    marks, end = {}, 0
    for judgement in sorted(report.judgements, key=lambda one: one.claim.mention.start):
        mention = judgement.claim.mention
        start, end = max(mention.start, end), max(mention.end, end)
        state = STATES[judgement.verdict.value]
        marks[judgement.claim.id] = Mark(number, start, end, mention.surface, state, judgement)
    return marks


def _home_of(finding: Finding, figures: dict[str, Mark], own: dict[Span, Mark], draft: MarkedDraft) -> Mark | None:
    """The mark that a finding is told at; None for one that has no place."""
    if finding.claim is not None and (figure := figures.get(finding.claim.id)):
        return figure
    if finding.span is None:
        return None
    text = draft.report.document.text
    start = min(finding.span.start, len(text))
    end = min(max(finding.span.end, start), len(text))
    return own.setdefault(finding.span, Mark(draft.number, start, end, text[start:end], STATES["other"]))


def _settle(draft: MarkedDraft, own: list[Mark]) -> None:
    """Places what is said of no figure: on its words, or behind them where they are marked already."""
    end = 0
    for mark in own:
        if mark.start < end or draft.at(Span(mark.start, mark.end)):
            draft.wide.append(Span(mark.start, mark.end))
            last = draft.at(Span(mark.end - 1, mark.end)) if mark.end else None
            mark.start = mark.end = max(end, mark.end, last.end if last else 0)
        end = max(end, mark.end)
    draft.add(own)


def _add_places(draft: MarkedDraft, spans: Iterable[Span]) -> None:
    """Marks places that findings speak of and that are not marked yet."""
    text = draft.report.document.text
    found: list[Mark] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        end = min(span.end, len(text))
        if span.start < end and (not found or found[-1].end <= span.start):
            found.append(Mark(draft.number, span.start, end, text[span.start : end], PLACE))
    draft.add(found)
