"""The options that say how much is told and what fails: coverage, statistics, quiet, verbose, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.command import checked, desk, run

__all__ = ["desk"]

# Two figures can be checked in each draft; in the wrong one a table confirms one of them.


@pytest.mark.parametrize(
    ("draft", "share", "code"),
    [
        ("right.md", "1", 0),
        ("right.md", "0.8", 0),
        ("wrong.md", "0", 1),  # its finding is an error whatever the coverage
        ("half.md", "0.5", 0),
        ("half.md", ".50", 0),
        ("half.md", "0.500000000000000000000001", 1),
        ("half.md", "1", 1),
        ("dates.md", "1", 0),  # nothing in it could be confirmed
    ],
)
def test_coverage_below_the_share_asked_for_fails(desk: Path, draft: str, share: str, code: int) -> None:
    (desk / "half.md").write_text("Norvia had 412 road bridges in 2024. It had 31 ferries.\n", "utf-8")
    (desk / "dates.md").write_text("It opened on 3 May 2024.\n", "utf-8")
    result = checked(draft, "--min-coverage", share)
    assert result.code == code, result.all
    assert ("FC912 error: COVERAGE IS TOO LOW" in result.out) == (code == 1 and draft == "half.md")


def test_both_shares_are_told_in_every_format(desk: Path) -> None:
    words = "tables confirmed 1 of 2 checkable figures (50%), less than the 80% asked for (min-coverage)"
    low = ("wrong.md", "--min-coverage", "0.8")
    assert words in checked(*low).out
    assert words in checked(*low, "--format", "concise").out
    for form in ("jsonl", "csv"):
        assert words in checked(*low, "--format", form).err
    report = json.loads(checked(*low, "--format", "json").out)
    assert report["settings"]["min_coverage"] == 0.8
    assert [(problem["code"], words in problem["message"]) for problem in report["problems"]] == [("FC912", True)]


def test_coverage_fails_whatever_else_passes(desk: Path) -> None:
    assert checked("wrong.md", "--min-coverage", "0.8", "--fail-on", "never").code == 1
    assert checked("wrong.md", "--min-coverage", "0.4", "--fail-on", "never").code == 0
    assert checked("wrong.md", "--min-coverage", "0.8", "--exit-zero").code == 0
    assert checked("wrong.md", "--min-coverage", "0.8", "--fail-on", "never", "--ignore", "FC912").code == 0
    untested = run("check", "right.md", "--min-coverage", "0.1")
    assert untested.code == 1
    assert "tables confirmed 0 of 2 checkable figures (0%), less than the 10%" in untested.out


@pytest.mark.parametrize(
    ("share", "fix"),
    [
        ("80", "for 80 percent write 0.8"),
        ("80%", "for 80 percent write 0.8"),
        ("100", "for 100 percent write 1"),
        ("1.01", "write 0.8 for 80 percent"),
        ("-1", "write 0.8 for 80 percent"),
        ("nan", "write 0.8 for 80 percent"),
        ("inf", "write 0.8 for 80 percent"),
        ("1e999999999", "write 0.8 for 80 percent"),
        ("0,8", "write 0.8 for 80 percent"),
        ("٠.٨", "write 0.8 for 80 percent"),
        ("", "write 0.8 for 80 percent"),
    ],
)
def test_what_is_no_share_is_refused_with_what_to_write(desk: Path, share: str, fix: str) -> None:
    result = run("check", "right.md", f"--min-coverage={share}")
    assert result.code == 2
    assert result.err == f'factcheck: --min-coverage "{share}" is no share from 0 to 1; {fix}\n'


def test_exit_zero_lets_findings_pass_and_nothing_else(desk: Path) -> None:
    assert checked("wrong.md", "--exit-zero").code == 0
    assert checked("wrong.md", "gone.md", "--exit-zero").code == 3
    (desk / "boats.md").write_text("The yard built 12 boats.\n", "utf-8")
    assert checked("boats.md", "--exit-zero").code == 4
    assert checked("wrong.md", "--exit-zero", "--format", "xml").code == 2


def test_concise_output_is_one_line_a_finding(desk: Path) -> None:
    (desk / "odd\nname.md").write_text("Norvia had 421 road bridges in 2024.\n", "utf-8")
    result = checked("wrong.md", "odd\nname.md", "gone.md", "--format", "concise")
    lines = result.out.splitlines()
    assert len(lines) == 3
    for text in lines[:2]:
        assert re.fullmatch(r'(?:wrong.md:3|odd name.md:1):12: FC\d{3} error: "421" but .* -> "412"', text), text
    assert lines[2].startswith("gone.md: FC904 error: no such file")
    assert result.err.splitlines()[0] == "2 errors"
    assert "2 contradicted" in result.err
    assert "FC904" not in result.err
    assert checked("wrong.md", "--format", "concise", "--quiet").err == ""


def test_statistics_stand_in_place_of_the_findings(desk: Path) -> None:
    result = checked("wrong.md", "--statistics")
    assert result.code == 1
    assert re.match(r"1  FC\d{3}  .*\nCoverage: tables confirmed 1 of 2 checkable figures \(50%\)\n", result.out)
    assert "wrong.md:3" not in result.out
    concise = checked("wrong.md", "--statistics", "--format", "concise")
    assert concise.out == "".join(result.out.splitlines(keepends=True)[:2])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--quiet", "--verbose"], "--quiet and --verbose contradict each other"),
        (["--since", ""], "--since is empty"),
        (["--baseline", " "], "--baseline is empty"),
        (["--write-baseline", ""], "--write-baseline is empty"),
        (["--verbose", "--statistics"], "--verbose and --statistics contradict each other"),
        (["--statistics", "--format", "json"], "--statistics is for the formats text and concise"),
    ],
)
def test_options_that_contradict_each_other_are_refused(desk: Path, options: list[str], told: str) -> None:
    result = checked("right.md", *options)
    assert result.code == 2
    assert told in result.err


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_an_unknown_code_is_refused_with_the_closest(desk: Path, option: str) -> None:
    result = checked("right.md", option, "FC4,FC1O1")
    assert result.code == 2
    assert 'no rule code starts with "FC1O1"; the closest is FC101' in result.err


def test_quiet_leaves_the_tables_off_beside_a_machine_format(desk: Path) -> None:
    assert "Tables: bridges.csv" in checked("right.md", "--format", "json").err
    assert checked("right.md", "--format", "json", "--quiet").err == ""
    assert "FC904" in checked("right.md", "gone.md", "--format", "json", "--quiet").err
