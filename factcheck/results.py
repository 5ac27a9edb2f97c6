"""What a run gives back: documents with their claims, verdicts and findings, and the tables it used."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.document import Document

from factcheck.model import Claim, Finding, Judgement


@dataclass(frozen=True, slots=True)
class TableUse:
    """One reference table of a run: where it came from and exactly which bytes it was."""

    name: str
    path: str
    digest: str
    title: str
    rows: int
    source: str = ""
    licence: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class DocumentExtraction:
    """A document and every figure in it, in order."""

    document: Document
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The figures of some documents; `problems` are inputs that could not be read."""

    documents: tuple[DocumentExtraction, ...]
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """A document, a judgement for every figure in it (in order), and the findings."""

    document: Document
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.

    `tables` are the reference tables used; `problems` are findings about the run itself: drafts or tables that could
    not be read. `reference_given` tells whether tables were asked for or found by convention.
    """

    documents: tuple[DocumentReport, ...]
    tables: tuple[TableUse, ...]
    problems: tuple[Finding, ...] = ()
    reference_given: bool = False
