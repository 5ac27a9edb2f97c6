"""The rules of the draft against itself, over small drafts: tests/cases/consistency says what they find and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.model import Finding, Severity, Verdict
from factcheck.pipeline import extract_document
from factcheck.readers import read_path
from factcheck.results import Report
from factcheck.rules.draft import Draft
from factcheck.rules.registry import ACROSS, CHECKS
from factcheck.rules.several_drafts import Party
from factcheck.rules.statistics.registry import STATISTICS
from tests.unit.consistency_cases import Case, Expected, families

FAMILIES = families()
# A date that can be read in two ways is no contradiction; all other rules say that a figure is wrong.
AMBIGUOUS_CODES = frozenset({"FC406"})
ENOUGH = 25  # drafts with a fault, and drafts that must stay silent


def written(case: Case, folder: Path) -> list[Path]:
    paths = []
    for name, text in case.drafts:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def checked(case: Case, folder: Path) -> Report:
    paths = written(case, folder)
    optional = ("FC5",) if case.family.startswith("09") else ()
    return factcheck.check(paths, reference=[], as_of=case.as_of, extend_select=optional)


def all_cases() -> list[Any]:
    return [pytest.param(case, id=f"{family}: {case.why}") for family, cases in FAMILIES.items() for case in cases]


def own_findings(report: Report) -> list[tuple[str, str, Finding]]:
    """The findings of FC4 and FC5, each with the name and the text of its draft."""
    return [
        (Path(document.name).name, document.document.text, finding)
        for document in report.documents
        for finding in document.findings
        if finding.code[:3] in {"FC4", "FC5"}
    ]


def verdict_of(expected: Expected) -> Verdict | None:
    if expected.only_a_note:
        return None
    return Verdict.AMBIGUOUS if expected.code in AMBIGUOUS_CODES else Verdict.CONTRADICTED


@pytest.mark.parametrize("case", all_cases())
def test_draft(case: Case, tmp_path: Path) -> None:
    report = checked(case, tmp_path)
    texts = {Path(document.name).name: document.document.text for document in report.documents}
    found = own_findings(report)
    said = [f"{finding.code} {finding.message}" for _, _, finding in found]
    assert len(found) == len(case.expected), said
    for (name, text, finding), expected in zip(found, case.expected, strict=True):
        assert finding.span is not None
        assert (finding.code, text[finding.span.start : finding.span.end]) == (expected.code, expected.figure)
        assert finding.verdict is verdict_of(expected)
        assert (finding.severity is Severity.NOTE) or not expected.only_a_note
        assert expected.file in {"", name}
        if expected.suggestion is not None:
            assert finding.suggestion == expected.suggestion
        if expected.against is not None:
            others = [
                texts[Path(other.document).name if other.document else name][other.span.start : other.span.end]
                for other in finding.related
            ]
            assert tuple(others) == expected.against


@pytest.mark.parametrize("family", [name for name in FAMILIES if name < "11"])
def test_a_family_has_many_faults_and_as_many_near_misses(family: str) -> None:
    silent = sum(not case.expected for case in FAMILIES[family])
    assert min(silent, len(FAMILIES[family]) - silent) >= ENOUGH


@pytest.fixture(scope="module")
def drafts_by_case(tmp_path_factory: pytest.TempPathFactory) -> list[list[Draft]]:
    """The drafts of every case, as the rules see them."""
    folder = tmp_path_factory.mktemp("cases")
    return [[seen(path, case) for path in written(case, folder)] for cases in FAMILIES.values() for case in cases]


def seen(path: Path, case: Case) -> Draft:
    document = read_path(path)
    day = case.as_of or document.date
    found = extract_document(document, day)
    return Draft(found.document, found.claims, day)


def name_of(check: Callable[..., Any]) -> str:
    return f"{check.__module__.rpartition('.')[2]}.{check.__name__}"


@pytest.mark.parametrize(
    ("code", "check"), [pytest.param(*entry, id=name_of(entry[1])) for entry in (*CHECKS, *STATISTICS)]
)
def test_every_check_finds_something_when_it_runs_alone(
    code: str, check: Callable[[Draft], Iterator[Finding]], drafts_by_case: list[list[Draft]]
) -> None:
    found = (finding for drafts in drafts_by_case for draft in drafts for finding in check(draft))
    first = next(found, None)
    assert first is not None, f"no case of tests/cases/consistency makes {name_of(check)} find anything"
    assert first.code == code


@pytest.mark.parametrize(("code", "check"), [pytest.param(*entry, id=name_of(entry[1])) for entry in ACROSS])
def test_every_check_across_drafts_finds_something_when_it_runs_alone(
    code: str,
    check: Callable[[Sequence[Party]], dict[int, list[Finding]]],
    drafts_by_case: list[list[Draft]],
) -> None:
    several = ([Party(draft, set(), set()) for draft in drafts] for drafts in drafts_by_case if len(drafts) > 1)
    found = (finding for parties in several for group in check(parties).values() for finding in group)
    first = next(found, None)
    assert first is not None, f"no case of tests/cases/consistency makes {name_of(check)} find anything"
    assert first.code == code


def test_what_a_draft_says_against_itself_is_a_verdict(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("A quiet day.\n\nThe yard built 14 ferries and 7 tugs, 23 vessels in total.", encoding="utf-8")
    (document,) = factcheck.check([path], reference=[]).documents
    (finding,) = document.findings
    assert (finding.line, finding.column, finding.verdict) == (3, 39, Verdict.CONTRADICTED)
    assert [(other.line, other.column) for other in finding.related] == [(3, 16), (3, 31)]
    assert finding.message == "the parts do not make the total: 14 + 7 = 21, not “23”"
