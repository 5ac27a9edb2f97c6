from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest

from factcheck.model import Finding, Severity, Verdict
from factcheck.results import DocumentReport, Extraction, FailOn, Report
from tests.unit import builders


def with_severity(severity: Severity | None) -> Report:
    report = builders.report()
    document = report.documents[0]
    findings = () if severity is None else (replace(document.findings[0], severity=severity),)
    return replace(report, documents=(replace(document, findings=findings),))


def with_verdicts(*kept: Verdict) -> Report:
    report = builders.report()
    document = report.documents[0]
    judgements = tuple(judgement for judgement in document.judgements if judgement.verdict in kept)
    return replace(report, documents=(DocumentReport(document.document, judgements, ()),))


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        (Severity.ERROR, "error", 1),
        (Severity.WARNING, "error", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.NOTE, "warning", 0),
        (Severity.NOTE, "note", 1),
        (Severity.ERROR, "never", 0),
        (None, "note", 0),
        (None, "not-covered", 1),
    ],
)
def test_a_run_fails_on_findings_at_or_above_the_limit(severity: Severity | None, fail_on: FailOn, code: int) -> None:
    assert with_severity(severity).exit_code(fail_on) == code


def test_not_covered_passes_when_every_figure_is_covered() -> None:
    assert with_verdicts(Verdict.CONSISTENT, Verdict.NOT_A_CLAIM).exit_code("not-covered") == 0


def test_a_run_that_checked_no_figure_is_not_a_pass() -> None:
    uncovered = with_verdicts(Verdict.NOT_COVERED, Verdict.NOT_A_CLAIM)
    assert uncovered.exit_code() == 4
    assert uncovered.exit_code("never") == 4
    assert replace(uncovered, reference_given=False).exit_code() == 0
    assert with_verdicts(Verdict.NOT_A_CLAIM).exit_code() == 0


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_a_run_without_tables_fails_as_its_warning_says(fail_on: FailOn, code: int) -> None:
    assert replace(with_verdicts(Verdict.NOT_A_CLAIM), reference_given=False).exit_code(fail_on) == code


def test_an_unreadable_input_outranks_findings() -> None:
    problem = Finding("FC901", Severity.ERROR, "no such file", path="gone.md")
    assert replace(builders.report(), problems=(problem,)).exit_code() == 3
    assert replace(builders.report(), problems=(problem,)).exit_code("never") == 3
    mild = replace(problem, severity=Severity.WARNING)
    assert replace(builders.report(), problems=(mild,)).exit_code("never") == 0
    assert replace(builders.extraction(), problems=(problem,)).exit_code() == 3
    assert builders.extraction().exit_code() == 0


def test_counts_name_every_verdict_and_the_total() -> None:
    assert builders.report().counts == {
        "consistent": 1,
        "contradicted": 1,
        "outdated": 0,
        "ambiguous": 0,
        "not_covered": 2,
        "not_a_claim": 1,
        "total": 5,
    }
    assert builders.extraction().counts == {"claim": 4, "not_a_claim": 1, "total": 5}


def test_results_are_iterable_and_frozen() -> None:
    report, extraction = builders.report(), builders.extraction()
    assert [judgement.claim for judgement in report] == list(extraction)
    assert len(report) == len(extraction) == 5
    assert report.documents[0].name == "draft.md"
    with pytest.raises(FrozenInstanceError):
        report.reference_given = False  # type: ignore[misc]


def test_notebook_tables_are_escaped() -> None:
    document = builders.draft("<script>alert(1)</script> and 41 more\n", "<img src=x>.md")
    report = builders.report(documents=(DocumentReport(document, (), ()),))
    assert "<script" not in report._repr_html_()
    claims = builders.claim(document, "41", builders.quantity(Fraction(41)), subject="<b>more</b>")
    extraction = builders.extraction()
    extraction = Extraction((replace(extraction.documents[0], document=document, claims=(claims,)),))
    html = extraction._repr_html_()
    assert "&lt;b&gt;more&lt;/b&gt;" in html
    assert "<img" not in html


def test_notebook_tables_say_when_there_were_no_tables() -> None:
    assert "no reference tables" in builders.report(tables=())._repr_html_()
