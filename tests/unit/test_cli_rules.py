"""The commands about rules, and what a shell completes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.reports.layout import cells, plain
from factcheck.reports.rules import page, page_for_terminal, rules_lines
from factcheck.rules.codes import RULES
from tests.unit.command import desk, run

__all__ = ["desk"]


def test_rules_are_listed_as_json_too(desk: Path) -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    assert [rule["code"] for rule in listed] == [rule.code for rule in RULES]
    assert listed[3] == {
        "code": "FC104",
        "name": "zero",
        "summary": "a zero was dropped or added",
        "severity": "error",
        "group": "value",
        "optional": False,
    }
    assert {rule["group"] for rule in listed if rule["optional"]} == {"statistics"}


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_the_list_fits_the_terminal(width: int) -> None:
    assert all(cells(plain(line)) <= width for line in rules_lines(width))


def test_a_page_comes_as_markdown_through_a_pipe(desk: Path) -> None:
    assert run("rule", "FC104").out == page("FC104")


def test_a_page_is_laid_out_on_a_terminal() -> None:
    text = page("FC104") or ""
    laid_out = page_for_terminal(text, 70, colour=False)
    assert "## What it means" not in laid_out
    assert "What it means\n" in laid_out
    assert "\x1b" not in laid_out
    assert max(map(len, laid_out.splitlines())) <= 70
    assert "\x1b[" in page_for_terminal(text, 70, colour=True)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("FC1O4", 'no rule is called "FC1O4"; the closest is FC104'),
        ("FC999", 'no rule is called "FC999"; the closest is FC9'),
        ("FC1", 'no rule is called "FC1"; factcheck rules lists them'),
        ("budget", 'no rule is called "budget"; factcheck rules lists them'),
    ],
)
def test_an_unknown_code_is_refused_with_the_closest(desk: Path, code: str, told: str) -> None:
    result = run("rule", code)
    assert result.code == 2
    assert told in result.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("factcheck che", ["check"]),
        ("factcheck rule FC50", ["FC501", "FC502", "FC503", "FC504", "FC505"]),
        ("factcheck rule fc505", ["fc505"]),
        ("factcheck check --select FC5", ["FC5", "FC501", "FC502", "FC503", "FC504", "FC505"]),
        ("factcheck check --ignore FC101,FC505", ["FC101,FC505"]),
        ("factcheck check --fail-on n", ["note", "not-covered", "never"]),
        ("factcheck check --format conc", ["concise"]),
        ("factcheck check --output csv", ["csv="]),
        ("factcheck check right", []),  # the shell itself knows the files
    ],
)
def test_bash_is_offered_what_fits(desk: Path, typed: str, offered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FACTCHECK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    assert run().out.split() == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_is_offered_the_commands(desk: Path, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FACTCHECK_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("COMP_WORDS", "factcheck ex")
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "factcheck ex")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    shown = run().out
    assert "extract" in shown
    assert "explain" in shown
    assert "rules" not in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(desk: Path, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FACTCHECK_COMPLETE", f"source_{shell}")
    assert "_FACTCHECK_COMPLETE=complete_" in run().out
