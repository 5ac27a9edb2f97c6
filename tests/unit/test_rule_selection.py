"""Optional rules run where they are asked for, and only there."""

from __future__ import annotations

import sys

import pytest

import factcheck
from factcheck.rules.selection import MissingExtraError, UnknownRuleError, optional_codes

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
    assert optional_codes(["FC4", "FC101"]) == frozenset()


@pytest.mark.parametrize(
    ("prefix", "closest"), [("FC6", "FC"), ("FC599", "FC5"), ("F5", "FC5"), ("", ""), ("statistics", "")]
)
def test_a_code_that_no_rule_has(prefix: str, closest: str) -> None:
    with pytest.raises(UnknownRuleError, match=f'no rule code starts with "{prefix}"') as caught:
        optional_codes([prefix])
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
