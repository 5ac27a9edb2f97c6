"""Which rules run: what is selected, what is ignored, and optional ones only where they are asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

import factcheck
from factcheck.rules.selection import MissingExtraError, UnknownRuleError, default_codes, selected_codes

DRAFT = "Readers of the large print were faster, t(28) = 1.20, p = .02."


def codes(*extend_select: str) -> list[str]:
    return [finding.code for finding in factcheck.check(DRAFT, extend_select=extend_select).findings]


def test_they_are_off() -> None:
    assert codes() == []


@pytest.mark.parametrize("prefix", ["FC5", "FC50", "FC502", "fc5", "FC"])
def test_the_start_of_a_code_asks_for_them(prefix: str) -> None:
    assert codes(prefix) == ["FC502"]


def test_one_of_them_alone() -> None:
    assert codes("FC501") == []
    assert codes("FC501", "FC502") == ["FC502"]


def test_what_always_runs_may_be_asked_for() -> None:
    assert selected_codes(extend_select=["FC4", "FC101"]) == default_codes()


@pytest.mark.parametrize(
    ("prefix", "closest"), [("FC6", "FC"), ("FC599", "FC5"), ("F5", "FC5"), ("", ""), ("statistics", "")]
)
def test_a_code_that_no_rule_has(prefix: str, closest: str) -> None:
    with pytest.raises(UnknownRuleError, match=f'no rule code starts with "{prefix}"') as caught:
        selected_codes([prefix])
    assert isinstance(caught.value, ValueError)
    assert closest in str(caught.value)


def test_a_text_is_no_sequence_of_codes() -> None:
    with pytest.raises(TypeError, match="must be a sequence"):
        factcheck.check(DRAFT, extend_select="FC5")


def test_a_missing_package_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(MissingExtraError, match=r'needs scipy: pip install "factcheck-figures\[statistics\]"'):
        factcheck.check(DRAFT, extend_select=["FC5"])
    assert codes() == []


def test_the_report_tells_what_was_asked_for() -> None:
    report = factcheck.check(DRAFT, extend_select=["FC5"])
    assert report.extend_select == ("FC5",)
    assert report.to_dict()["settings"]["extend_select"] == ["FC5"]


def test_a_figure_that_another_rule_tells_of_is_told_once() -> None:
    draft = "The yard built 14 ferries and 7 tugs, 23 vessels in total."
    assert [finding.code for finding in factcheck.check(draft, extend_select=["FC5"]).findings] == ["FC401"]


OWN = "The yard built 14 ferries and 7 tugs, 23 vessels in total. Output rose 30% from 40 tonnes to 50 tonnes."


def own_codes(**selection: list[str]) -> list[str]:
    return [finding.code for finding in factcheck.check(OWN, **selection).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        ({}, ["FC401", "FC404"]),
        ({"select": ["FC401"]}, ["FC401"]),
        ({"select": ["FC1"]}, []),
        ({"select": ["FC1"], "extend_select": ["FC404"]}, ["FC404"]),
        ({"ignore": ["FC4"]}, []),
        ({"ignore": ["fc401"]}, ["FC404"]),
        ({"select": ["FC404"], "ignore": ["FC4"]}, ["FC404"]),
        ({"select": ["FC4"], "ignore": ["FC404"]}, ["FC401"]),
        ({"select": ["FC404"], "ignore": ["FC404"]}, []),
    ],
)
def test_the_longer_start_decides_and_of_two_as_long_the_refusal(
    selection: dict[str, list[str]], told: list[str]
) -> None:
    assert own_codes(**selection) == told


def test_what_the_run_says_of_itself_is_told_unless_ignored() -> None:
    assert [notice.code for notice in factcheck.check(OWN, select=["FC1"]).notices] == ["FC903"]
    assert factcheck.check(OWN, ignore=["FC9"]).notices == ()
    missing = factcheck.check([Path("no-such-draft.md"), OWN], ignore=["FC9"])
    assert [problem.code for problem in missing.problems] == ["FC904"]


def test_a_figure_whose_rule_does_not_run_keeps_its_verdict() -> None:
    table = pd.DataFrame({"Town": ["Ansley", "Borough"], "Ferries built in 2024": [14, 21]})
    draft = "Ansley built 41 ferries in 2024."
    assert [one.code for one in factcheck.check(draft, table).findings] == ["FC103"]
    report = factcheck.check(draft, table, ignore=["FC103"])
    assert report.findings == ()
    assert [(one.verdict.value, one.code) for one in report if one.claim.is_claim] == [("contradicted", "")]
