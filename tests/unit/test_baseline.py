"""Baselines: known findings do not count, new ones do, and what is mended is told of; and what names a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import factcheck
from factcheck.aside.baseline import BaselineError, baseline_text, read_baseline, with_baseline
from factcheck.model import Because
from factcheck.results import Report
from tests.unit.command import TABLE, WRONG, Run, desk, run

__all__ = ["desk"]

DRAFT = """# Bridges

Norvia had 421 road bridges in 2024, said the ministry. It was a good year for builders.

Lorvan had 69 road bridges in 2024.
"""


def check(text: str, folder: Path, name: str = "draft.md") -> Report:
    (folder / "bridges.csv").write_text(TABLE, "utf-8")
    (folder / name).write_text(text, "utf-8")
    return factcheck.check([folder / name], reference=folder / "bridges.csv")


def names(text: str, folder: Path) -> dict[str, str]:
    """The fingerprints by the words that they are of."""
    return {one.claim.mention.surface: one.fingerprint for one in check(text, folder).findings if one.claim}


# What names a finding


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param("A paragraph before.\n\n" + DRAFT, id="a paragraph above"),
        pytest.param(DRAFT.replace("2024, said", "2024,\nsaid"), id="other line breaks"),
        pytest.param(DRAFT.replace("It was a good year for builders.", "Builders were glad."), id="the next sentence"),
        pytest.param(DRAFT.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(DRAFT.replace("# Bridges\n", ""), id="no heading"),
        pytest.param("".join(reversed(DRAFT.splitlines(keepends=True))), id="another order"),
    ],
)
def test_a_finding_keeps_its_name(tmp_path: Path, edited: str) -> None:
    before = names(DRAFT, tmp_path)
    assert set(before) == {"421", "69"}
    assert names(edited, tmp_path) == before


def test_another_sentence_is_another_finding(tmp_path: Path) -> None:
    before, after = names(DRAFT, tmp_path), names(DRAFT.replace("said the ministry", "says the ministry"), tmp_path)
    assert before["421"] != after["421"]
    assert before["69"] == after["69"]


def test_two_alike_are_two(tmp_path: Path) -> None:
    twice = check(DRAFT + "\nLorvan had 69 road bridges in 2024.\n", tmp_path)
    assert len({one.fingerprint for one in twice.findings}) == 3
    assert {one.fingerprint for one in check(DRAFT, tmp_path).findings} < {one.fingerprint for one in twice.findings}


# The file


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    report = check(DRAFT, tmp_path)
    text, count = baseline_text(report, file)
    assert (count, json.loads(text)["version"]) == (2, 1)
    assert json.loads(text)["findings"][0] == {
        "path": "draft.md",
        "code": "FC103",
        "line": 3,
        "words": "421",
        "message": report.findings[0].message,
        "fingerprint": report.findings[0].fingerprint,
    }
    file.write_text(text, "utf-8")
    known = with_baseline(report, read_baseline(file), file)
    assert known.findings == ()
    assert [one.because for one in known.set_aside] == [Because.BASELINE] * 2
    assert known.exit_code() == 0
    assert baseline_text(known, file, read_baseline(file)) == (text, 2), "known findings stay in it"


def test_paths_count_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "ci").mkdir()
    text, _ = baseline_text(check(DRAFT, tmp_path / "texts"), tmp_path / "ci" / "known.json")
    assert {one["path"] for one in json.loads(text)["findings"]} == {"../texts/draft.md"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "line 1, column 2"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[]", '"version" and "findings" are missing'),
        (b'{"results": []}', '"version" and "findings" are missing'),
        (b'{"version": 7, "findings": []}', "version 7, and only version 1 is read"),
        (b'{"version": 1, "findings": [3]}', "entry 1 is no object"),
        (b'{"version": 1, "findings": [{"path": 3}]}', 'entry 1 has no text for "path"'),
        (b"[" * 100_000, "this is no baseline"),
    ],
)
def test_a_broken_baseline_says_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "known.json"
    file.write_bytes(content)
    with pytest.raises(BaselineError) as caught:
        read_baseline(file)
    assert words in caught.value.message
    assert "--write-baseline" in caught.value.fix


# The command


def known(*arguments: str) -> Run:
    return run("check", *arguments, "--reference", "tables", "--quiet")


def test_only_new_findings_fail(desk: Path) -> None:
    written = known("wrong.md", "--write-baseline", "known.json")
    assert written.code == 0
    assert "wrote known.json: 1 known finding" in written.err
    again = known("wrong.md", "--baseline", "known.json")
    assert again.code == 0
    assert "No findings; 1 in the baseline" in again.out
    (desk / "wrong.md").write_text(WRONG.replace("96", "69"), "utf-8")  # the same sentence: both are new
    assert known("wrong.md", "--baseline", "known.json").code == 1


def test_mended_entries_are_told_and_taken_out(desk: Path) -> None:
    known("wrong.md", "--write-baseline", "known.json")
    (desk / "wrong.md").write_text((desk / "right.md").read_text("utf-8"), "utf-8")
    told = known("wrong.md", "--baseline", "known.json")
    assert told.code == 0
    note = (
        'known.json: FC913 note: wrong.md: FC103 at "421" is no longer found; --write-baseline known.json takes it out'
    )
    assert note in told.out
    assert "FC913" not in known("wrong.md", "--baseline", "known.json", "--ignore", "FC913").all
    assert "FC913" not in known("wrong.md", "--baseline", "known.json", "--select", "FC2").all, "its rule did not run"
    assert "FC913" not in known("right.md", "--baseline", "known.json").all, "its draft was not checked"
    known("wrong.md", "--write-baseline", "known.json")
    assert json.loads((desk / "known.json").read_text("utf-8"))["findings"] == []


def test_rules_that_do_not_run_on_a_draft_take_no_entry_out(desk: Path) -> None:
    (desk / "factcheck.toml").write_text('[[overrides]]\npaths = ["wrong.md"]\nignore = ["FC1"]\n', "utf-8")
    known("wrong.md", "--write-baseline", "known.json", "--isolated")
    before = (desk / "known.json").read_bytes()
    assert "FC913" not in known("wrong.md", "--baseline", "known.json").all
    known("wrong.md", "--write-baseline", "known.json")
    assert (desk / "known.json").read_bytes() == before


def test_a_draft_that_is_gone_is_told(desk: Path) -> None:
    known("wrong.md", "--write-baseline", "known.json")
    (desk / "wrong.md").unlink()
    told = known("right.md", "--baseline", "known.json")
    assert "wrong.md is no longer there, and 1 finding of it is kept" in told.out


def test_writing_keeps_what_was_not_looked_at(desk: Path) -> None:
    (desk / "other.md").write_text(WRONG, "utf-8")
    known("wrong.md", "other.md", "--write-baseline", "known.json")
    known("wrong.md", "--write-baseline", "known.json", "--select", "FC2")
    entries = json.loads((desk / "known.json").read_text("utf-8"))["findings"]
    assert [one["path"] for one in entries] == ["other.md", "wrong.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--baseline", "absent.json"), "there is no such baseline; write it anew with --write-baseline absent.json"),
        (("--baseline", "tables/bridges.csv"), "this is no baseline"),
        (("--write-baseline", "tables/bridges.csv"), "this is no baseline"),
        (("--write-baseline", "absent/known.json"), "there is no folder absent"),
        (("--write-baseline", "known.json", "--output", "json=known.json"), "cannot be the baseline and the report"),
        (("--write-baseline", "known.json", "--diff"), "contradict each other"),
    ],
)
def test_wrong_usage(desk: Path, arguments: tuple[str, ...], words: str) -> None:
    result = known("wrong.md", *arguments)
    assert result.code == 2
    assert words in result.err
    assert (desk / "tables" / "bridges.csv").read_text("utf-8") == TABLE


def test_fixes_leave_known_findings_alone(desk: Path) -> None:
    known("wrong.md", "--write-baseline", "known.json")
    result = known("wrong.md", "--baseline", "known.json", "--fix")
    assert "Nothing to fix." in result.err
    assert (desk / "wrong.md").read_text("utf-8") == WRONG
