"""What a page says of a run as a whole: the headline, the charts, the lists of findings, the tables, the settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record
from factcheck.model import Finding, Severity
from factcheck.reports.html_details import FactTold, Rows, Told, aside_told, fact_told, place_of, told_of
from factcheck.reports.html_marks import STATES, Mark, MarkedDraft, State, marked_drafts
from factcheck.reports.html_text import language_of
from factcheck.reports.summary import problem_text
from factcheck.reports.wording import counted

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.results import Report, TableUse

_HEADLINE: Final = {
    "contradicted": "wrong",
    "outdated": "outdated",
    "ambiguous": "unclear",
    "not_covered": "to check by hand",
    "consistent": "confirmed",
}
_ALWAYS: Final = frozenset({"contradicted", "consistent"})
_TOLD_BY_VERDICT: Final = frozenset({"contradicted", "outdated", "ambiguous"})
_LONG: Final = 1000  # marks past which a browser lays out only what is in sight


@record
class Count:
    """A state and how many marks have it; `start` and `width` are its share of a bar of 100."""

    state: State
    key: int
    number: int
    words: str = ""
    start: str = ""
    width: str = ""


@record
class Listed:
    """A line of a list: a mark (0 for none), its words, where it stands, what was found, the fact's source."""

    number: int
    state: str
    surface: str
    place: str
    told: Told
    fact: FactTold | None = None


@record
class Draft:
    """A draft on the page: its name, its heading in words, and how many of its marks have each state."""

    number: int
    marked: MarkedDraft
    name: str
    title: str
    language: str
    about: str
    counts: dict[str, int]
    findings: int


@record
class Page:
    """All that the template shows of a report but for the marks themselves."""

    title: str
    drafts: tuple[Draft, ...]
    columns: tuple[State, ...]
    is_long: bool
    counts: tuple[Count, ...]
    headline: tuple[Count, ...]
    tally: str
    found: str
    first: int
    first_words: str
    confirmed: int
    claims: int
    percent: int
    least: str
    notices: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    findings: tuple[Listed, ...]
    by_hand: tuple[tuple[str, tuple[Mark, ...]], ...]
    weak: tuple[Mark, ...]
    set_aside: tuple[Listed, ...]
    tables: tuple[TableUse, ...]
    settings: Rows
    version: str


def page_of(report: Report, how: How) -> Page:
    """The page of a report."""
    marked = marked_drafts(report)
    marks = [mark for draft in marked for mark in draft.marks]
    counts = _counts(marks)
    findings = tuple(_findings(marked))
    coverage = report.coverage
    first, first_words = _first(marks)
    return Page(
        _title(report),
        tuple(_draft(draft) for draft in marked),
        tuple(one for one in STATES.values() if one.name in report.counts and _is_told(one.name, report.counts)),
        len(marks) > _LONG,
        counts,
        tuple(_headline(counts, marks)),
        _tally(report, len(findings)),
        counted(sum(mark.is_finding for mark in marks), "finding"),
        first,
        first_words,
        sum(mark.state.name == "consistent" for mark in marks),
        report.claims,
        int(coverage * 100) if coverage is not None else 0,
        f"{float(how.min_coverage * 100):.2f}" if how.min_coverage is not None and 0 < how.min_coverage < 1 else "",
        tuple(problem_text(one) for one in report.notices),
        tuple((one.severity.value, problem_text(one)) for one in report.problems),
        findings,
        tuple(_by_hand(marks)) if report.reference_given else (),
        tuple(mark for mark in marks if mark.judgement and mark.judgement.weak),
        tuple(_set_aside(marked)),
        report.tables,
        tuple(_settings(report, how)),
        report.version,
    )


def _counts(marks: Iterable[Mark]) -> tuple[Count, ...]:
    """How many marks there are of each state that there is, with the share of those that could be checked."""
    numbers = Counter(mark.state.name for mark in marks)
    claims = sum(numbers[name] for name in STATES if name not in {"not_a_claim", "other"})
    found, start = [], Fraction(0)
    for key, (name, state) in enumerate(STATES.items(), 1):
        share = Fraction(0)
        if claims and name not in {"not_a_claim", "other"}:
            share = Fraction(100 * numbers[name], claims)
        if numbers[name]:
            words = _HEADLINE.get(name, "no claim")
            found.append(Count(state, key, numbers[name], words, f"{float(start):.3f}", f"{float(share):.3f}"))
        start += share
    return tuple(found)


def _headline(counts: Sequence[Count], marks: Sequence[Mark]) -> Iterator[Count]:
    """What an editor reads first: how many are wrong, to be checked by hand, confirmed; the rest where there is any."""
    by_name = {one.state.name: one for one in counts}
    more = sum(_is_more(mark) for mark in marks)
    for name, words in _HEADLINE.items():
        if name == "not_covered" and more:
            yield Count(STATES["other"], 0, more, "more to look at")
        if name in by_name or name in _ALWAYS:
            yield by_name.get(name) or Count(STATES[name], 0, 0, words)


def _is_more(mark: Mark) -> bool:
    """Whether something is wrong that the verdict does not tell: a date that cannot be, a total that is another."""
    return mark.severity in {Severity.ERROR, Severity.WARNING} and mark.state.name not in _TOLD_BY_VERDICT


def _is_told(name: str, counts: dict[str, int]) -> bool:
    return name in _ALWAYS or (name != "not_a_claim" and bool(counts[name]))


def _tally(report: Report, shown: int) -> str:
    """The findings and the figures: "8 findings: 5 errors, 3 notes. 19 figures, 12 of them to be checked"."""
    severities = Counter(one.severity for one in report.findings)
    kinds = [counted(severities[one], one.value) for one in Severity if severities[one]]
    findings = counted(shown, "finding") + (f": {', '.join(kinds)}" if kinds else "")
    aside = f"; {counted(len(report.set_aside), 'more')} set aside" if report.set_aside else ""
    total = len(report)
    if not report.documents:
        return "No draft was read."
    if not total:
        return f"No figures found. {findings}{aside}." if shown or aside else "No figures found."
    return f"{findings}{aside}. {counted(total, 'figure')}, {report.claims:,} of them to be checked."


def _first(marks: Sequence[Mark]) -> tuple[int, str]:
    """The first mark to look at: the first wrong figure, else the first finding, else what is to check by hand."""
    wrong = next((one for one in marks if one.state.name == "contradicted" and not one.is_quiet), None)
    if wrong:
        return wrong.number, "Go to the first wrong figure"
    finding = next((one for one in marks if _is_more(one)), None) or next(
        (one for one in marks if one.is_finding), None
    )
    if finding:
        return finding.number, "Go to the first finding"
    by_hand = next((one for one in marks if one.state.name == "not_covered"), None)
    return (by_hand.number, "Go to the first figure to check") if by_hand else (0, "")


def _findings(drafts: Sequence[MarkedDraft]) -> Iterator[Listed]:
    """Every finding that counts, in the order of the drafts; those without a place after those with one."""
    for draft in drafts:
        for mark in draft.marks:
            for finding in mark.findings:
                yield _listed(mark, finding, drafts)
        for finding in draft.report.findings:
            if finding.span is None and finding.claim is None:
                yield Listed(0, "other", "", draft.report.name, told_of(finding))


def _listed(mark: Mark, finding: Finding, drafts: Sequence[MarkedDraft]) -> Listed:
    fact = fact_told(finding.fact) if finding.fact else None
    return Listed(mark.number, mark.state.name, mark.of, _where(mark, drafts), told_of(finding), fact)


def _set_aside(drafts: Sequence[MarkedDraft]) -> Iterator[Listed]:
    for draft in drafts:
        for mark in draft.marks:
            for one in mark.set_aside:
                yield Listed(mark.number, mark.state.name, mark.of, _where(mark, drafts), aside_told(one))
        for one in draft.report.set_aside:
            if one.finding.span is None and one.finding.claim is None:
                yield Listed(0, "other", "", draft.report.name, aside_told(one))


def _where(mark: Mark, drafts: Sequence[MarkedDraft]) -> str:
    place = place_of(mark, drafts)
    return f"{drafts[mark.draft].name}:{place}" if len(drafts) > 1 else place


def _by_hand(marks: Sequence[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The figures that no table covers, those with the same reason together."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.judgement and mark.state.name == "not_covered":
            groups.setdefault(mark.judgement.message.partition("; ")[0], []).append(mark)
    return ((reason, tuple(found)) for reason, found in groups.items())


def _draft(marked: MarkedDraft) -> Draft:
    document = marked.report.document
    return Draft(
        marked.number + 1,
        marked,
        document.name,
        document.title,
        language_of(document.locale),
        _about(marked),
        marked.report.counts,
        len(marked.report.findings),
    )


def _about(marked: MarkedDraft) -> str:
    document = marked.report.document
    parts = [counted(len(marked.report.judgements), "figure"), counted(len(marked.report.findings), "finding")]
    if document.date:
        parts.append(
            f"dated {document.date.isoformat()}" + (f" by its {document.date_origin}" * bool(document.date_origin))
        )
    if document.locale:
        parts.append(
            f"numbers read as {document.locale}" + (f" by {document.locale_origin}" * bool(document.locale_origin))
        )
    return ", ".join([*parts, document.note] if document.note else parts)


def _title(report: Report) -> str:
    if not report.documents:
        return "Nothing read"
    first = report.documents[0].document
    rest = f" and {counted(len(report.documents) - 1, 'more draft')}" if len(report.documents) > 1 else ""
    return (first.title or first.name) + rest


def _settings(report: Report, how: How) -> Iterator[tuple[str, str]]:
    """How the run was made, in words."""
    yield "Judged as of", report.as_of.isoformat() if report.as_of else "each draft's own date, where it has one"
    yield "Locale", report.locale or "as each draft declares or shows"
    given = ", ".join(report.reference) if report.reference else "as found beside the drafts"
    yield "Tables", given if report.reference_given else "none"
    for name, codes in (("Rules", report.select), ("without", report.ignore), ("besides", report.extend_select)):
        if codes:
            yield name, ", ".join(codes)
    yield "Fails on", how.fail_on
    if how.min_coverage is not None:
        yield "Least coverage", f"{float(how.min_coverage * 100):g}%"
