"""What a run gives back: documents with their claims, verdicts and findings, and the tables it used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from factcheck.details import document_detail
from factcheck.exact import exact_text, json_number, share_text
from factcheck.frames import figures_frame, findings_frame
from factcheck.frozen import record
from factcheck.model import Claim, Finding, Judgement, SetAside, Severity, Verdict
from factcheck.notebook import notebook_table
from factcheck.records import SCHEMA_VERSION, Record, figure_record, finding_record, judgement_record, set_aside_record
from factcheck.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.document import Document
    from factcheck.readers import ReadError

FailOn = Literal["error", "warning", "note", "not-covered", "never"]

OK: Final = 0
FINDINGS: Final = 1
UNREADABLE: Final = 3
NOTHING_CHECKED: Final = 4

_NO_TABLES: Final = (
    "NO REFERENCE TABLES: no figure was held against a table; "
    "give --reference PATH (or --reference builtin), or put tables into reference_data/ beside the draft"
)
_NOTHING_CHECKED: Final = "NOTHING WAS CHECKED AGAINST A TABLE: {}, and no table covers any of them"
_OWN_ALONE: Final = "; the draft was only held against itself"
_OWN_CODES: Final = ("FC4", "FC5")
_TOO_LITTLE: Final = "COVERAGE IS TOO LOW: tables confirmed {:,} of {} ({}), less than the {}% asked for (min-coverage)"

CHECKED: Final = frozenset({Verdict.CONSISTENT, Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.AMBIGUOUS})


@record
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
    part: str = ""

    def to_dict(self) -> Record:
        """The table as JSON values."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@record
class DocumentExtraction:
    """A document and every figure in it, in order."""

    document: Document
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        """The document's name, as it was given."""
        return self.document.name

    def records(self) -> Iterator[Record]:
        """Every figure as a dict."""
        return (figure_record(self.document, claim) for claim in self.claims)

    def to_dict(self) -> Record:
        """The document and its figures as JSON values."""
        return _document_record(self.document) | {"figures": list(self.records())}


@dataclass(frozen=True, slots=True, repr=False)
class Extraction:
    """The figures of some documents, in order; `problems` are inputs that could not be read.

    Iterating gives every `Claim`; `len` counts them.
    """

    documents: tuple[DocumentExtraction, ...]
    problems: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Extraction of {_drafts(len(self.documents))}: {_caption(self.counts, self.problems)}>"

    def __iter__(self) -> Iterator[Claim]:
        return (claim for document in self.documents for claim in document.claims)

    def __len__(self) -> int:
        return sum(len(document.claims) for document in self.documents)

    @property
    def counts(self) -> dict[str, int]:
        """How many figures are claims, how many are not, and all of them."""
        claims = sum(claim.is_claim for claim in self)
        return {"claim": claims, "not_a_claim": len(self) - claims, "total": len(self)}

    def records(self) -> Iterator[Record]:
        """Every figure as a dict."""
        return (record for document in self.documents for record in document.records())

    def to_dict(self) -> Record:
        """Everything as JSON values; the schema is `factcheck/data/report.schema.json`."""
        return _head("extract") | {
            "documents": [document.to_dict() for document in self.documents],
            "problems": [finding_record(problem) for problem in self.problems],
            "counts": self.counts,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a figure; the columns are those of the records, names joined by "; "."""
        return figures_frame(self.records(), checked=False)

    def exit_code(self) -> int:
        """3 when an input could not be read, else 0."""
        return UNREADABLE if _unreadable(self.problems) else OK

    def _repr_html_(self) -> str:
        columns = ("line", "figure", "value", "unit", "kind", "subject", "reason")
        rows = [
            (
                _line(record),
                record["surface"],
                *_texts(record, "value_exact", "unit", "kind", "subject", "reason"),
            )
            for record in self.records()
        ]
        return notebook_table(_caption(self.counts, self.problems), columns, rows)


@record
class DocumentReport:
    """A document, a judgement for every figure in it (in order), and the findings.

    `set_aside` are the findings that do not count, each with who says so: a suppression in the draft, a baseline, or a
    line that has not changed. `unchanged` are the ids of the figures on such lines: they count in no coverage.
    """

    document: Document
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...] = ()
    unchanged: frozenset[str] = frozenset()

    @property
    def counting(self) -> Iterator[Judgement]:
        """The judgements on the figures that count: all but those on unchanged lines."""
        if not self.unchanged:
            return iter(self.judgements)
        return (one for one in self.judgements if one.claim.id not in self.unchanged)

    @property
    def name(self) -> str:
        """The document's name, as it was given."""
        return self.document.name

    @property
    def counts(self) -> dict[str, int]:
        """How many figures have each verdict, and all of them."""
        return _verdict_counts(self.judgements)

    def records(self) -> Iterator[Record]:
        """Every figure with its verdict as a dict."""
        return (judgement_record(self.document, judgement) for judgement in self.judgements)

    def to_dict(self) -> Record:
        """The document, its figures and its findings as JSON values."""
        return (
            _document_record(self.document)
            | {
                "figures": list(self.records()),
                "findings": [finding_record(finding, self.document) for finding in self.findings],
                "set_aside": [set_aside_record(one, self.document) for one in self.set_aside],
                "unchanged": [one.claim.id for one in self.judgements if one.claim.id in self.unchanged],
            }
            | document_detail(self.document)
        )


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The result of a check.

    `tables` are the reference tables used; `problems` are findings about the run itself: drafts or tables that could
    not be read. `reference_given` tells whether tables were asked for or found by convention; `reference` names them as
    they were given; `select`, `ignore` and `extend_select` say which rules ran, and `codes` are these (None for all but
    the optional ones). `min_coverage` is the share of the checkable figures that tables must confirm; `version` is that
    of the factcheck which made the report. Iterating gives the `Judgement` of every figure; `len` counts them.
    """

    documents: tuple[DocumentReport, ...]
    tables: tuple[TableUse, ...]
    problems: tuple[Finding, ...] = ()
    reference_given: bool = False
    as_of: dt.date | None = None
    reference: tuple[str, ...] = ()
    locale: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    codes: frozenset[str] | None = None
    min_coverage: Fraction | None = None
    version: str = __version__

    def __repr__(self) -> str:
        return f"<Report on {_drafts(len(self.documents))}: {_caption(self.counts, self.problems)}>"

    def __iter__(self) -> Iterator[Judgement]:
        return (judgement for document in self.documents for judgement in document.judgements)

    def __len__(self) -> int:
        return sum(len(document.judgements) for document in self.documents)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all documents, in order."""
        return tuple(finding for document in self.documents for finding in document.findings)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The findings of all documents that do not count, in order."""
        return tuple(one for document in self.documents for one in document.set_aside)

    @property
    def counts(self) -> dict[str, int]:
        """How many figures have each verdict, and all of them."""
        return _verdict_counts(self)

    @property
    def checked(self) -> int:
        """How many figures were held against something."""
        return sum(judgement.verdict in CHECKED for judgement in self)

    @property
    def claims(self) -> int:
        """How many figures say something that a table could know."""
        return sum(judgement.claim.is_claim for judgement in self)

    @property
    def coverage(self) -> Fraction | None:
        """The share of the checkable figures that a table confirmed; None where no figure is checkable.

        Figures on unchanged lines, where only changed ones are judged, do not count.
        """
        counting = [one for document in self.documents for one in document.counting if one.claim.is_claim]
        confirmed = sum(one.verdict is Verdict.CONSISTENT for one in counting)
        return Fraction(confirmed, len(counting)) if counting else None

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What is amiss with the run though nothing was found wrong: no tables, nothing checked, too little covered."""
        return tuple(one for one in self._shortfalls() if self.codes is None or one.code in self.codes)

    def _shortfalls(self) -> Iterator[Finding]:
        if not self.reference_given:
            yield Finding("FC903", Severity.WARNING, _NO_TABLES)
        elif (claims := self.claims) and not self.checked:
            message = _NOTHING_CHECKED.format(_counted(claims)) + (_OWN_ALONE if self._ran_own_rules() else "")
            yield Finding("FC905", Severity.WARNING, message)
        coverage = self.coverage
        if self.min_coverage is not None and coverage is not None and coverage < self.min_coverage:
            found = (int(coverage * self.claims), _figures(self.claims), share_text(coverage))
            yield Finding("FC912", Severity.ERROR, _TOO_LITTLE.format(*found, exact_text(self.min_coverage * 100)))

    def _ran_own_rules(self) -> bool:
        return self.codes is None or any(code.startswith(_OWN_CODES) for code in self.codes)

    def records(self) -> Iterator[Record]:
        """Every figure with its verdict as a dict."""
        return (record for document in self.documents for record in document.records())

    def to_dict(self) -> Record:
        """Everything as JSON values; the schema is `factcheck/data/report.schema.json`."""
        return _head("check", self.version) | {
            "documents": [document.to_dict() for document in self.documents],
            "tables": [table.to_dict() for table in self.tables],
            "problems": [finding_record(problem) for problem in (*self.problems, *self.notices)],
            "counts": self.counts,
            "settings": {
                "as_of": self.as_of.isoformat() if self.as_of else None,
                "locale": self.locale,
                "reference": list(self.reference),
                "select": list(self.select),
                "ignore": list(self.ignore),
                "extend_select": list(self.extend_select),
                "min_coverage": json_number(self.min_coverage),
                "codes": None if self.codes is None else sorted(self.codes),
                "reference_given": self.reference_given,
            },
        }

    @classmethod
    def from_dict(cls, record: Record) -> Report:
        """The report that `to_dict` wrote; it is written just alike again.

        Raises SavedReportError for what is no report of a version that this factcheck reads.
        """
        from factcheck.restoring import report_of  # noqa: PLC0415

        return report_of(record)

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """The report that `check --format json` wrote. Raises SavedReportError, which names the place."""
        from factcheck.restoring import report_in  # noqa: PLC0415

        return report_in(text)

    def to_frame(self) -> pd.DataFrame:
        """One row a figure with its verdict and its best fact; the columns are in docs/output.md."""
        return figures_frame(self.records(), checked=True)

    def findings_frame(self) -> pd.DataFrame:
        """One row a finding, the other places that it speaks of in one column; the columns are in docs/output.md."""
        return findings_frame(
            finding_record(finding, one.document) for one in self.documents for finding in one.findings
        )

    def exit_code(self, fail_on: FailOn = "error") -> int:
        """What the command ends with: 0, 1 findings, 3 an unreadable input, 4 figures but none checked.

        `fail_on` is the mildest finding that fails, a lack of tables included; "not-covered" fails on any finding
        and on any figure that no table covers. Too little coverage fails whatever `fail_on` says. 3 and 4 do not depend
        on either: they say that the check itself fell short. Only who ignores FC905 by its code is not told 4.
        """
        if _unreadable(self.problems):
            return UNREADABLE
        if self._fails(fail_on) or any(notice.code == "FC912" for notice in self.notices):
            return FINDINGS
        if any(notice.code == "FC905" for notice in self.notices):
            return NOTHING_CHECKED
        return OK

    def _fails(self, fail_on: FailOn) -> bool:
        if fail_on == "never":
            return False
        if fail_on == "not-covered":
            counting = (one for document in self.documents for one in document.counting)
            return bool(self.findings) or any(one.verdict is Verdict.NOT_COVERED for one in counting)
        level = Severity(fail_on).level
        untested = () if self.reference_given else self.notices
        lost = (problem for problem in self.problems if problem.code == "FC909")
        return any(finding.severity.level >= level for finding in (*self.findings, *untested, *lost))

    def _repr_html_(self) -> str:
        columns = ("line", "figure", "verdict", "message", "suggestion")
        rows = [
            (_line(record), record["surface"], *_texts(record, "verdict", "message", "suggestion"))
            for record in self.records()
            if record["verdict"] != Verdict.NOT_A_CLAIM.value
        ]
        caption = _caption(self.counts, self.problems)
        return notebook_table(caption if self.tables else caption + "; no reference tables", columns, rows)


def unreadable(error: ReadError) -> Finding:
    """The finding that a draft which could not be read leaves in a result."""
    message = error.message + (f"; {error.fix}" if error.fix else "")
    path = "" if error.path is None else str(error.path)
    return Finding("FC904", Severity.ERROR, message, path=path, line=error.line, column=error.column)


def _head(command: str, version: str = __version__) -> Record:
    return {"schema_version": SCHEMA_VERSION, "factcheck_version": version, "command": command}


def _document_record(document: Document) -> Record:
    return {
        "name": document.name,
        "format": document.format,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "date_origin": document.date_origin,
        "locale": document.locale,
        "locale_origin": document.locale_origin,
        "text_length": len(document.text),
        "note": document.note,
    }


def _verdict_counts(judgements: Iterable[Judgement]) -> dict[str, int]:
    counts = {verdict.value: 0 for verdict in Verdict}
    for judgement in judgements:
        counts[judgement.verdict.value] += 1
    return counts | {"total": sum(counts.values())}


def _unreadable(problems: Iterable[Finding]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _drafts(number: int) -> str:
    return "1 draft" if number == 1 else f"{number} drafts"


def _caption(counts: dict[str, int], problems: tuple[Finding, ...]) -> str:
    parts = [f"{number} {name.replace('_', ' ')}" for name, number in counts.items() if number and name != "total"]
    head = f"{counts['total']} figure{'' if counts['total'] == 1 else 's'}" + (f": {', '.join(parts)}" if parts else "")
    return head + (f"; {len(problems)} problems" if problems else "")


def _figures(number: int) -> str:
    return "1 checkable figure" if number == 1 else f"{number:,} checkable figures"


def _counted(claims: int) -> str:
    return "1 figure that could be" if claims == 1 else f"{claims:,} figures that could be"


def _line(record: Record) -> str:
    return f"{record['document']}:{record['line']}:{record['column']}"


def _texts(record: Record, *keys: str) -> list[str]:
    return ["" if record[key] is None else str(record[key]) for key in keys]
