"""Reports written into files: which, where to, and what they must not write over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.unit.command import checked, desk, run

__all__ = ["desk"]


def test_several_files_and_the_terminal_at_once(desk: Path) -> None:
    plain = checked("wrong.md")
    result = checked("wrong.md", "--output", "json=report.json", "-o", "figures.csv")
    assert result.out == plain.out
    assert result.code == 1
    assert result.err == "wrote report.json (json)\nwrote figures.csv (csv)\n"
    assert json.loads((desk / "report.json").read_text("utf-8"))["command"] == "check"
    assert (desk / "figures.csv").read_text("utf-8") == checked("wrong.md", "--format", "csv").out


def test_a_quiet_run_fills_its_files_all_the_same(desk: Path) -> None:
    result = checked("wrong.md", "--quiet", "-o", "text=report.txt")
    assert result.err == ""
    assert (desk / "report.txt").read_text("utf-8") == checked("wrong.md").out


def test_files_are_written_though_nobody_reads_the_terminal(desk: Path) -> None:
    result = checked("right.md", "-o", "text=/dev/null")
    assert result.code == 0
    assert Path("/dev/null").exists()


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("jsn=report.json", '"jsn" is no format; the closest is json; known are text'),
        ("report.json", "the name report.json does not tell the format; write json=report.json"),
        ("report.md", "the name report.md does not tell the format; write "),
        ("report", "the name report does not tell the format; write FORMAT=report"),
        ("-", "standard output has a format of its own; say which with --format"),
        ("csv=-", "standard output has a format of its own; write --format csv"),
        ("csv=", "an output has no file; write csv=FILE"),
        ("csv=wrong.md", "wrong.md is read in this run and would be lost; name another file"),
        ("csv=./tables/../wrong.md", "wrong.md is read in this run"),
        ("csv=tables", "tables: this is a folder; name a file in it"),
        ("csv=gone/report.csv", "there is no folder gone; make it first"),
        ("tables/report.csv", "tables/report.csv would be taken for a table, since it lies among the tables"),
        ("csv=tables/bridges.csv", "tables/bridges.csv would be taken for a table"),
        ("csv=tables/measure_names.toml", "would be taken for a table"),
        ("csv=wrong.pins.toml", "wrong.pins.toml is read in this run"),
        ("csv=factcheck.pins.csv", "factcheck.pins.csv would be taken for pins; name another file"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_the_run(desk: Path, output: str, told: str) -> None:
    before = {path: path.read_bytes() for path in desk.rglob("*.*")}
    pins = ("--pins", "wrong.pins.toml") if "wrong.pins" in output else ()
    result = checked("wrong.md", *pins, "--output", output)
    assert result.code == 2
    assert told in result.err
    assert result.out == ""
    assert {path: path.read_bytes() for path in desk.rglob("*.*")} == before


def test_one_file_twice_is_refused(desk: Path) -> None:
    result = checked("wrong.md", "-o", "csv=report.csv", "-o", "json=./report.csv")
    assert result.code == 2
    assert "two outputs are the one file ./report.csv" in result.err.replace("file report.csv", "file ./report.csv")
    assert not (desk / "report.csv").exists()


def test_a_report_among_the_drafts_of_a_folder_is_refused(desk: Path) -> None:
    (desk / "stories").mkdir()
    (desk / "right.md").rename(desk / "stories" / "right.md")
    result = checked("stories", "-o", "text=stories/report.txt")
    assert result.code == 2
    assert "stories/report.txt would be taken for a draft, since it lies among the drafts" in result.err
    assert checked("stories", "-o", "stories/report.csv").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_after_the_report(desk: Path) -> None:
    result = checked("wrong.md", "-o", "csv=/dev/full", "-o", "json=report.json")
    assert result.code == 2
    assert "wrong.md:3:12: FC" in result.out
    assert "factcheck: /dev/full: the disk is full" in result.err
    assert (desk / "report.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
def test_a_link_to_a_draft_is_that_draft(desk: Path) -> None:
    (desk / "report.csv").symlink_to(desk / "wrong.md")
    assert "is read in this run" in checked("wrong.md", "-o", "report.csv").err


def test_explain_and_extract_take_no_outputs(desk: Path) -> None:
    assert run("extract", "right.md", "--output", "x.csv").code == 2
