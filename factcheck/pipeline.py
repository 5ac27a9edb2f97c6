"""The one function that runs the stages in order: read, extract, claim, link, compare, judge, report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.aside.fingerprints import fingerprinted
from factcheck.claims import make_claims
from factcheck.document import Document
from factcheck.localised import localised_mentions, located
from factcheck.model import Claim, Finding, Judgement, Pin, Verdict
from factcheck.phrasing import NO_TABLE
from factcheck.readers import ReadError, read_path
from factcheck.results import DocumentExtraction, DocumentReport, Extraction, Report, unreadable
from factcheck.terms import Terms

if TYPE_CHECKING:
    from factcheck.linking.index import LinkIndex
    from factcheck.reference.store import ReferenceStore
    from factcheck.rules.several_drafts import Party
    from factcheck.verdicts.bindings import Binding

# What only a check needs is imported where a check begins: `extract` starts without tables, linker and rules.

_OWN_CODES = ("FC4", "FC5")
ACROSS_DRAFTS = "FC407"
OPEN_TIMES = 'no date of its own, so times such as "last year" are left open'


def extract_document(
    document: Document, as_of: dt.date | None = None, locale: str | None = None, *, words: bool = False
) -> DocumentExtraction:
    """Find and read every figure of one document, as the locale writes it; the document comes back with its locale.

    `words` adds the words that act as figures: directions, comparisons, superlatives.
    """
    document, found = located(document, locale)
    mentions = localised_mentions(document, found)
    claims = make_claims(document, mentions, as_of or document.date)
    if as_of is None and document.date is None:
        document = _with_open_times(document, claims)
    if words:
        from factcheck.claims.telling import word_claims  # noqa: PLC0415

        told = word_claims(document, mentions, as_of or document.date)
        claims = tuple(sorted((*claims, *told), key=lambda claim: claim.mention.start))
    return DocumentExtraction(document, claims)


def _with_open_times(document: Document, claims: Sequence[Claim]) -> Document:
    """A draft without a date, with a note where times such as "last year" are left open for want of one."""
    if not any(claim.period_stated and claim.period is None for claim in claims):
        return document
    return replace(document, note="; ".join(filter(None, (document.note, OPEN_TIMES))))


def run_extract(
    drafts: Sequence[Path | Document],
    locale: str | None = None,
    *,
    words: bool = False,
    as_of: dt.date | None = None,
) -> Extraction:
    """Extract the figures of several drafts; those that cannot be read become problems."""
    documents, problems = _read(drafts)
    found = tuple(extract_document(document, as_of, locale, words=words) for document in documents)
    return Extraction(found, problems)


def run_check(
    drafts: Sequence[Path | Document], terms: Terms | Callable[[Path | Document], Terms], pins: Sequence[Pin] = ()
) -> Report:
    """Check several drafts, all on the same terms or each on those that a function gives for it.

    `pins` name the facts that some figures are about; those that no figure or no fact fits are among the problems.
    """
    from factcheck.stores import bound_in_each, problems_of, store_of, table_uses  # noqa: PLC0415
    from factcheck.verdicts.bindings import concerning, unused  # noqa: PLC0415

    each = [(draft, terms if isinstance(terms, Terms) else terms(draft)) for draft in drafts]
    documents, problems = _read_on_terms(each)
    given = [one.reference for _, one in each] if each or not isinstance(terms, Terms) else [terms.reference]
    stores = list({id(store): store for store in map(store_of, given)}.values())
    pins, lost = concerning(pins, [document for document, _ in documents])
    bindings, unbound = bound_in_each(pins, stores)
    reports = tuple(
        check_document_against(
            document, store_of(one.reference), one.as_of, one.locale, bindings[id(store_of(one.reference))], one.codes
        )
        for document, one in documents
    )
    reports = _held_against_each_other(reports, [one for _, one in documents])
    reports = tuple(replace(one, findings=fingerprinted(one.document, one.findings)) for one in reports)
    reports = _without_suppressed(reports, [one for _, one in documents])
    bound_pins = {id(binding.pin): binding for one in bindings.values() for binding in one}
    idle = tuple(unused(bound_pins.values(), [(one.document, one.judgements) for one in reports]))
    return Report(
        documents=reports,
        tables=tuple(dict.fromkeys(use for store in stores for use in table_uses(store))),
        problems=(*problems, *problems_of(stores), *lost, *unbound, *idle),
        reference_given=any(store is not None for store in given),
    )


def _without_suppressed(reports: tuple[DocumentReport, ...], terms: Sequence[Terms]) -> tuple[DocumentReport, ...]:
    """The reports without what their drafts leave out; most drafts leave out nothing."""
    if not any(one.document.directives for one in reports):
        return reports
    from factcheck.directives.suppressions import Ran, suppressed  # noqa: PLC0415
    from factcheck.rules.selection import default_codes  # noqa: PLC0415

    several = sum(one.runs(ACROSS_DRAFTS) for one in terms) > 1
    ran = []
    for one in terms:
        codes = default_codes() if one.codes is None else one.codes
        has_tables = one.reference is not None and bool(one.reference.tables)
        able = {code for code in codes if has_tables or code.startswith(_OWN_CODES)}
        ran.append(Ran(codes, frozenset(able - (set() if several else {ACROSS_DRAFTS})), one.require_reasons))
    return suppressed(reports, ran)


def _held_against_each_other(reports: tuple[DocumentReport, ...], terms: Sequence[Terms]) -> tuple[DocumentReport, ...]:
    """The reports of several drafts with what they say against each other; a draft that is kept out stays as it is."""
    among = [number for number, one in enumerate(terms) if one.runs(ACROSS_DRAFTS)]
    if len(among) < 2:
        return reports
    from factcheck.rules.registry import check_together  # noqa: PLC0415

    told = check_together([_party(reports[number], terms[number].as_of) for number in among])
    found = {among[place]: findings for place, findings in told.items()}
    return tuple(_with_findings(report, found.get(number, ())) for number, report in enumerate(reports))


def _party(report: DocumentReport, as_of: dt.date | None) -> Party:
    from factcheck.rules.draft import Draft  # noqa: PLC0415
    from factcheck.rules.several_drafts import Party  # noqa: PLC0415

    document = report.document
    draft = Draft(document, tuple(one.claim for one in report.judgements), as_of or document.date)
    borne_out = {one.claim.id for one in report.judgements if one.verdict is Verdict.CONSISTENT}
    told_of = {finding.claim.id for finding in report.findings if finding.claim is not None}
    return Party(draft, borne_out, told_of)


def _with_findings(report: DocumentReport, found: Sequence[Finding]) -> DocumentReport:
    if not found:
        return report
    judgements = _held_against_itself(report.judgements, found)
    findings = sorted((*report.findings, *found), key=_place)
    return replace(report, judgements=tuple(judgements), findings=tuple(findings))


def check_document_against(
    document: Document,
    store: ReferenceStore,
    as_of: dt.date | None = None,
    locale: str | None = None,
    bindings: Sequence[Binding] = (),
    codes: Collection[str] | None = None,
) -> DocumentReport:
    """Check one document: a judgement for every figure, and the findings that follow from the rules that run."""
    from factcheck.rules.registry import check_document  # noqa: PLC0415

    day = as_of or document.date
    found = extract_document(document, day, locale)
    document, claims = found.document, found.claims
    doubts: tuple[Finding, ...] = ()
    if store.tables:
        claims, judgements, doubts = _judged(document, claims, store, day, bindings)
    else:
        judgements = _unheld(claims)
    if codes is not None:
        judgements = [_without_code(one) if one.code and one.code not in codes else one for one in judgements]
    own = check_document(document, claims, day, codes)
    judgements = _held_against_itself(judgements, own)
    own = _without_what_tables_know(own, judgements)
    told = {(finding.claim.id, finding.code) for finding in own if finding.claim is not None}
    fresh = (one for one in judgements if one.code and (one.claim.id, one.code) not in told)
    doubts = tuple(one for one in doubts if codes is None or one.code in codes)
    findings = (*(_finding(document, one) for one in fresh), *own, *doubts)
    return DocumentReport(document, tuple(judgements), tuple(sorted(findings, key=_place)))


def _judged(
    document: Document,
    claims: tuple[Claim, ...],
    store: ReferenceStore,
    day: dt.date | None,
    bindings: Sequence[Binding] = (),
) -> tuple[tuple[Claim, ...], list[Judgement], tuple[Finding, ...]]:
    """The figures of a document, with those that only its tables show to be some, the verdicts, and its lost pins."""
    from factcheck.linking.listed import with_listed_ones  # noqa: PLC0415
    from factcheck.linking.scene import make_scene  # noqa: PLC0415
    from factcheck.verdicts import judge_all  # noqa: PLC0415
    from factcheck.verdicts.bindings import pinned_claims  # noqa: PLC0415

    index = _index(store)
    claims = with_listed_ones(document, claims, index)
    pinned = pinned_claims(bindings, document, claims)
    doubts: tuple[Finding, ...] = ()
    if document.directives:
        from factcheck.directives.parsing import said  # noqa: PLC0415
        from factcheck.verdicts.inline_pins import bound_in_text  # noqa: PLC0415

        own, doubts = bound_in_text([pin for _, pin in said(document).pins], document, claims, store)
        pinned = {**pinned, **own}
    return claims, judge_all(claims, make_scene(document, claims, index, day), pinned), doubts


def _without_code(judgement: Judgement) -> Judgement:
    """A judgement of which no finding is made, since its rule does not run; the verdict stays."""
    return replace(judgement, code="", severity=None)


def _unheld(claims: Sequence[Claim]) -> list[Judgement]:
    """What is said of figures where there is no table to hold them against."""
    return [
        Judgement(claim, Verdict.NOT_COVERED, message=NO_TABLE)
        if claim.is_claim
        else Judgement(claim, Verdict.NOT_A_CLAIM, message=claim.reason)
        for claim in claims
    ]


@lru_cache(maxsize=16)
def _index(store: ReferenceStore) -> LinkIndex:
    from factcheck.linking.index import LinkIndex  # noqa: PLC0415

    return LinkIndex(store)


def _held_against_itself(judgements: Sequence[Judgement], own: Sequence[Finding]) -> list[Judgement]:
    """A figure that the draft itself contradicts is contradicted, unless a table bears it out."""
    by_claim: dict[str, Finding] = {}
    for finding in own:
        if finding.claim is not None:
            by_claim.setdefault(finding.claim.id, finding)
    return [_with_own(judgement, by_claim.get(judgement.claim.id)) for judgement in judgements]


def _without_what_tables_know(own: Sequence[Finding], judgements: Sequence[Judgement]) -> tuple[Finding, ...]:
    """The draft's own findings but for those that a table has settled: one alarm for a mistake is enough.

    These are findings at a figure whose right value a table tells, and at one that a table confirms where the figure
    that it does not agree with is contradicted by a table.
    """
    told = [one for one in judgements if one.code and not one.code.startswith(_OWN_CODES)]
    known = {one.claim.id for one in told if one.related}
    right = {one.claim.id for one in judgements if one.verdict is Verdict.CONSISTENT}
    wrong = {one.claim.mention.span for one in told if one.verdict is Verdict.CONTRADICTED}

    def is_settled(finding: Finding) -> bool:
        named = finding.claim.id if finding.claim is not None else ""
        others = (other.span for other in finding.related if not other.document)
        return named in known or (named in right and not wrong.isdisjoint(others))

    return tuple(one for one in own if not is_settled(one))


def _with_own(judgement: Judgement, finding: Finding | None) -> Judgement:
    if finding is None or finding.verdict is None or judgement.verdict is Verdict.CONSISTENT:
        return judgement
    if judgement.verdict is Verdict.CONTRADICTED and judgement.suggestion and not finding.suggestion:
        return replace(judgement, related=finding.related)  # the table knows the right figure, the draft does not
    # A date is no claim, and stays none where it cannot be; what is said of it is told all the same.
    stays = judgement.verdict is Verdict.NOT_A_CLAIM
    return replace(
        judgement,
        verdict=judgement.verdict if stays else finding.verdict,
        diagnosis=None if stays else finding.diagnosis,
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        suggestion=finding.suggestion,
        fix=finding.fix,
        related=finding.related,
    )


def _finding(document: Document, judgement: Judgement) -> Finding:
    claim: Claim = judgement.claim
    assert judgement.severity is not None  # noqa: S101 - a judgement with a code has a severity
    place = document.place(claim.mention.start)
    return Finding(
        code=judgement.code,
        severity=judgement.severity,
        message=judgement.message,
        document=document.name,
        line=place.line,
        column=place.column,
        span=claim.mention.span,
        claim=claim,
        fact=judgement.links[0].fact if judgement.links else None,
        diagnosis=judgement.diagnosis,
        verdict=judgement.verdict,
        suggestion=judgement.suggestion,
        fix=judgement.fix,
    )


def _place(finding: Finding) -> tuple[int, str]:
    return (finding.span.start if finding.span else 0, finding.code)


def _read_on_terms(
    drafts: Sequence[tuple[Path | Document, Terms]],
) -> tuple[list[tuple[Document, Terms]], tuple[Finding, ...]]:
    """The documents of drafts, each with its terms, and what is wrong with those that cannot be read."""
    documents: list[tuple[Document, Terms]] = []
    problems: list[Finding] = []
    for draft, terms in drafts:
        found, wrong = _read([draft])
        documents += [(document, terms) for document in found]
        problems += wrong
    return documents, tuple(problems)


def _read(drafts: Sequence[Path | Document]) -> tuple[list[Document], tuple[Finding, ...]]:
    documents, problems = [], []
    for draft in drafts:
        if isinstance(draft, Document):
            documents.append(draft)
            continue
        try:
            documents.append(read_path(draft))
        except ReadError as error:
            problems.append(unreadable(error))
    return documents, tuple(problems)
