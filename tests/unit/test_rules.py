"""The rules of the draft against itself, over small drafts: tests/cases/rules says what they find and why."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.model import Finding, Verdict
from factcheck.pipeline import extract_document
from factcheck.readers import read_text
from factcheck.rules.registry import CHECKS, check_document

CASES = Path(__file__).parents[1] / "cases" / "rules"
CODES = {check.__name__: code for code, check in CHECKS}


def findings_in(draft: str) -> tuple[str, tuple[Finding, ...]]:
    extraction = extract_document(read_text(draft))
    return extraction.document.text, check_document(extraction.document, extraction.claims)


def all_cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['why']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    ]


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_rule(rule: str, case: dict[str, Any]) -> None:
    text, findings = findings_in(case["draft"].strip())
    said = [f"{finding.code} {finding.message}" for finding in findings]
    if "finds" not in case:
        assert not said
        return
    assert len(findings) == 1, said
    finding = findings[0]
    assert finding.code == CODES[rule]
    assert finding.verdict == case.get("verdict", Verdict.CONTRADICTED)
    assert finding.span is not None
    assert text[finding.span.start : finding.span.end] == case["finds"]
    assert case.get("suggestion", finding.suggestion) == finding.suggestion


def test_every_check_has_cases_that_fire_and_near_misses() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(CODES)
    for path in CASES.glob("*.toml"):
        fires = ["finds" in case for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]]
        assert any(fires), path.stem
        assert fires.count(False) >= 3, path.stem


def test_places_and_related_figures() -> None:
    _, findings = findings_in("A quiet day.\n\nThe yard built 14 ferries and 7 tugs, 23 vessels in total.")
    (finding,) = findings
    assert (finding.line, finding.column) == (3, 39)
    assert len(finding.related) == 2
    assert finding.message == "the parts do not make the total: 14 + 7 = 21, not “23”"
