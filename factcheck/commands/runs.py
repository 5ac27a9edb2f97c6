"""A run of `check` or `explain` on what is in force: its drafts, the terms of each, and the one report on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import api
from factcheck.commands.inputs import given_drafts, given_pins, given_reference, without_bare
from factcheck.readers import ReadError, find_drafts
from factcheck.results import Extraction, Report, unreadable
from factcheck.rules.selection import selected_codes
from factcheck.terms import Terms

if TYPE_CHECKING:
    from factcheck.configuration.in_force import InForce
    from factcheck.document import Document
    from factcheck.model import Finding
    from factcheck.reference.store import ReferenceStore
    from factcheck.results import DocumentExtraction, DocumentReport
    from factcheck.settings import Settings


class Run:
    """A run on the drafts that arguments name; its tables are read once, however often it checks."""

    def __init__(self, arguments: Sequence[str], in_force: InForce, *, force_exclude: bool = False) -> None:
        """`force_exclude` passes over what the configuration excludes where it is named itself, too."""
        self.arguments, self.in_force, self.force_exclude = arguments, in_force, force_exclude
        self.tables = _Tables(arguments, typed="reference" in in_force.typed)

    def __call__(self, mended: Sequence[Document] = ()) -> Report:
        """The report on the drafts, or on `mended`, which are these drafts as they would be read after a change.

        Raises UnknownRuleError and MissingExtraError for rules that are not known or cannot run.
        """
        drafts, problems = (list(mended), []) if mended else self._drafts()
        in_force, run = self.in_force, self.in_force.run
        pins, doubts = given_pins(run.pins or None, self.arguments, in_force.leaves_out)
        report = api.check_each(
            drafts,
            _terms_of(in_force, self.tables) if drafts else _terms(run, self.tables),
            pins,
            codes=selected_codes(run.select, run.ignore, run.extend_select),
            problems=(*problems, *doubts),
        )
        return replace(
            report,
            documents=tuple(_with_day(one, in_force) for one in report.documents),
            as_of=run.as_of,
            locale=run.locale or None,
            reference=self.tables.names,
            select=run.select,
            ignore=run.ignore,
            extend_select=run.extend_select,
        )

    def _drafts(self) -> tuple[list[Path | Document], list[Finding]]:
        given, problems = given_drafts(self.arguments)
        drafts, missing = walked(given, self.in_force, force_exclude=self.force_exclude)
        return drafts, [*problems, *missing]


def extracted(arguments: Sequence[str], in_force: InForce, *, words: bool = False) -> Extraction:
    """The figures of the drafts that arguments name; with `words` the words that act as figures as well."""
    from factcheck.pipeline import run_extract  # noqa: PLC0415

    given, problems = given_drafts(arguments)
    drafts, missing = walked(given, in_force)
    documents: list[DocumentExtraction] = []
    problems += missing
    for draft in drafts:
        settings = in_force.of(draft if isinstance(draft, Path) else draft.path)
        found = run_extract([draft], settings.locale or None, words=words, as_of=settings.as_of)
        documents += found.documents
        problems += found.problems
    return Extraction(tuple(documents), tuple(problems))


def walked(
    drafts: Sequence[Path | Document], in_force: InForce, *, force_exclude: bool = False
) -> tuple[list[Path | Document], list[Finding]]:
    """The drafts with folders opened, less what a configuration excludes, each once; and what could not be found."""
    found: list[Path | Document] = []
    problems: list[Finding] = []
    for draft in drafts:
        try:
            found += _opened(draft, in_force, force_exclude=force_exclude) if isinstance(draft, Path) else [draft]
        except ReadError as error:
            problems.append(unreadable(error))
    return api.distinct(found), problems


def _opened(draft: Path, in_force: InForce, *, force_exclude: bool) -> list[Path]:
    inside = find_drafts(draft)
    if not draft.is_dir() and not force_exclude:
        return inside
    kept = [one for one in inside if not in_force.leaves_out(one)]
    if not kept and draft.is_dir() and not force_exclude:
        raise ReadError(
            draft, "the configuration excludes every draft in this folder", "name a draft, or use --isolated"
        )
    return kept


def _terms_of(in_force: InForce, tables: _Tables) -> Callable[[Path | Document], Terms]:
    """What gives the terms of a draft; drafts with the same settings share them."""
    known: dict[int, Terms] = {}

    def terms(draft: Path | Document) -> Terms:
        settings = in_force.of(draft if isinstance(draft, Path) else draft.path)
        if id(settings) not in known:
            known[id(settings)] = _terms(settings, tables)
        return known[id(settings)]

    return terms


def _terms(settings: Settings, tables: _Tables) -> Terms:
    return Terms(
        reference=tables.of(settings.reference),
        as_of=settings.as_of,
        locale=settings.locale or None,
        codes=selected_codes(settings.select, settings.ignore, settings.extend_select),
        require_reasons=settings.require_reasons,
    )


class _Tables:
    """The stores of a run, each loaded once; `names` are their sources."""

    def __init__(self, arguments: Sequence[str], *, typed: bool) -> None:
        self._arguments = arguments
        self._typed = typed
        self._stores: dict[tuple[str, ...], ReferenceStore | None] = {}
        self.names: tuple[str, ...] = ()

    def of(self, reference: tuple[str, ...]) -> ReferenceStore | None:
        """The store of these sources; of those found by convention where there are none."""
        if reference not in self._stores:
            wanted = reference if self._typed else without_bare(reference)
            sources = given_reference(wanted, self._arguments) if wanted or not reference else None
            self.names = tuple(dict.fromkeys((*self.names, *api.reference_names(sources))))
            self._stores[reference] = None if sources is None else api.load_reference(sources)
        return self._stores[reference]


def _with_day(report: DocumentReport, in_force: InForce) -> DocumentReport:
    """A report whose draft says by whom it was given another day than the run."""
    document = report.document
    day = in_force.of(document.path).as_of
    if day is None or day == in_force.run.as_of:
        return report
    said = in_force.said_for(document.path)["as_of"]
    note = f"judged as of {day.isoformat()}, as {said.origin} says"
    return replace(report, document=replace(document, note="; ".join(filter(None, (document.note, note)))))
