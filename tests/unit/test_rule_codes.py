"""Every code has a page, and every page an example that fails and one that passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import factcheck
from factcheck.model import Diagnosis, Severity, Verdict
from factcheck.rules.codes import GROUPS, RULES, code_for, rule_for, rule_page, severity_for

PAGES = Path(__file__).parents[2] / "docs" / "rules"
CODES = [rule.code for rule in RULES]
DRAFT = re.compile(r"```draft\n(.*?)```", re.DOTALL)
PARTS = ("What it means", "Failing example", "Passing example", "What to do")


def example(code: str, title: str) -> str:
    page = rule_page(code)
    part = page.partition(f"## {title}\n")[2].partition("\n## ")[0]
    found = DRAFT.search(part)
    assert found is not None, f"{code}: no draft under {title}"
    return found.group(1).strip()


def own_codes(example: str, code: str) -> set[str]:
    """The codes that an example of a rule gives; `+++ release.md` in it begins a draft of its own."""
    first, *others = re.split(r"^\+\+\+ \S+\n", example, flags=re.MULTILINE)
    report = factcheck.check(others or first, extend_select=[code])
    return {finding.code for document in report.documents for finding in document.findings}


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    page = rule_page(code)
    assert page.startswith(f"# {code}: {rule_for(code).name}\n")
    parts = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert parts == list(PARTS)


def test_no_page_without_a_rule() -> None:
    assert sorted(path.stem for path in PAGES.glob("FC*.md")) == sorted(CODES)


@pytest.mark.parametrize("code", [*(code for code in CODES if code[:3] in {"FC4", "FC5"}), "FC910", "FC911"])
def test_examples_that_need_no_table(code: str) -> None:
    assert code in own_codes(example(code, "Failing example"), code)
    assert not own_codes(example(code, "Passing example"), code)
    report = factcheck.check(example(code, "Passing example"))
    assert len(report.set_aside) == (code in {"FC910", "FC911"})


@pytest.mark.parametrize("code", [code for code in CODES if code[:3] in {"FC1", "FC2", "FC3"}])
def test_examples_with_tables_are_drafts(code: str) -> None:
    assert example(code, "Failing example") != example(code, "Passing example")


def test_codes_are_unique_and_grouped() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(code[:3] in GROUPS for code in CODES)
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("diagnosis", list(Diagnosis))
def test_every_diagnosis_has_a_code(diagnosis: Diagnosis) -> None:
    code = code_for(Verdict.CONTRADICTED, diagnosis)
    assert rule_for(code).group in {"value", "unit", "period"}
    assert severity_for(code, Verdict.CONTRADICTED) is Severity.ERROR


def test_codes_of_verdicts() -> None:
    assert code_for(Verdict.OUTDATED, Diagnosis.NEIGHBOUR_PERIOD) == "FC301"
    assert code_for(Verdict.AMBIGUOUS, None) == "FC303"
    assert code_for(Verdict.NOT_COVERED, Diagnosis.ROUNDING) == ""
    assert code_for(Verdict.CONSISTENT, Diagnosis.TRUNCATION) == "FC106"
    assert severity_for("FC106", Verdict.CONSISTENT) is Severity.NOTE
    assert severity_for("FC301") is Severity.WARNING
    assert severity_for("") is None


def test_index_lists_every_rule_as_it_is() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.summary} | {rule.severity.value} |" in index
    assert index.count("](FC") == len(RULES)
