"""The command line from end to end: real drafts, real tables, wrong input of every kind."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from factcheck.cli import BROKEN
from tests.unit.command import DRAFT, WRONG, Run, checked, desk, run, spawned

__all__ = ["desk"]

# What works


def test_a_clean_draft_passes(desk: Path) -> None:
    result = checked("right.md")
    assert result.code == 0, result.all
    assert "2 consistent, 0 contradicted" in result.out
    assert "Tables: bridges.csv" in result.out
    assert result.err == ""


def test_a_wrong_figure_fails_with_its_place_fact_and_correction(desk: Path) -> None:
    result = checked("wrong.md")
    assert result.code == 1
    finding = next(line for line in result.out.splitlines() if line.startswith("wrong.md:3:12: FC"))
    assert 'contradicted: "421"' in finding
    assert "bridges.csv line 3" in finding
    assert finding.endswith('-> "412"')
    assert "     3 | Norvia had 421 road bridges in 2024" in result.out
    assert "       |            ^^^\n" in result.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("note", 1), ("not-covered", 1), ("never", 0)])
def test_fail_on_decides_what_fails(desk: Path, fail_on: str, code: int) -> None:
    assert checked("wrong.md", "--fail-on", fail_on).code == code


def test_that_nothing_was_checked_passes_only_for_who_ignores_it_by_its_code(desk: Path) -> None:
    (desk / "other.md").write_text("The Elsa carried 431,700 passengers in 2024.\n", "utf-8")
    assert checked("other.md").code == 4
    assert checked("other.md", "--fail-on", "never").code == 4
    assert checked("other.md", "--exit-zero").code == 4
    ignored = checked("other.md", "--ignore", "FC905")
    assert (ignored.code, "FC905" in ignored.all) == (0, False)


def test_machine_formats_are_valid_and_alone_on_stdout(desk: Path) -> None:
    schema = json.loads(files("factcheck").joinpath("data/report.schema.json").read_text("utf-8"))
    result = checked("wrong.md", "right.md", "--format", "json")
    assert result.code == 1
    report = json.loads(result.out)
    Draft202012Validator(schema).validate(report)
    rules: dict[str, list[str]] = {"select": [], "ignore": [], "extend_select": []}
    said = {"as_of": None, "locale": None, "reference": ["tables"], "min_coverage": None, "reference_given": True}
    assert "FC101" in report["settings"].pop("codes")
    assert report["settings"] == said | rules
    assert [document["name"] for document in report["documents"]] == ["wrong.md", "right.md"]
    rows = [json.loads(line) for line in checked("wrong.md", "--format", "jsonl").out.splitlines()]
    assert rows == report["documents"][0]["figures"]
    table = list(csv.DictReader(io.StringIO(checked("wrong.md", "--format", "csv").out)))
    assert [row["surface"] for row in table] == [row["surface"] for row in rows]
    Draft202012Validator(schema).validate(json.loads(run("extract", "right.md", "--format", "json").out))


def test_output_is_the_same_every_time(desk: Path) -> None:
    first = checked("wrong.md", "right.md", "--format", "json").out
    assert checked("wrong.md", "right.md", "--format", "json").out == first
    assert str(desk) not in first


def test_extract_needs_no_tables(desk: Path) -> None:
    result = run("extract", "right.md")
    assert result.code == 0
    assert '3:12 "412" = 412' in result.out
    rows = [json.loads(line) for line in run("extract", "right.md", "--format", "jsonl").out.splitlines()]
    assert [row["surface"] for row in rows] == ["412", "2024", "96"]
    assert [row["is_claim"] for row in rows] == [True, False, True]


def test_standard_input_is_a_draft(desk: Path) -> None:
    result = run("check", "-", "--reference", "tables", stdin=WRONG.encode())
    assert result.code == 1
    assert "<stdin>:3:12: FC" in result.out


def test_a_folder_is_all_its_drafts(desk: Path) -> None:
    result = checked(".")
    assert result.code == 1
    assert "right.md" in result.out
    assert "wrong.md:3:12" in result.out


def test_tables_beside_the_draft_are_used_by_convention(desk: Path) -> None:
    (desk / "tables").rename(desk / "reference_data")
    result = run("check", "wrong.md")
    assert result.code == 1
    assert "Tables: bridges.csv" in result.out
    deep = desk / "desk"
    deep.mkdir()
    (deep / "right.md").write_text(DRAFT, "utf-8")
    assert run("check", "desk/right.md").code == 0


def test_no_tables_is_said_aloud_and_is_no_failure(desk: Path) -> None:
    result = run("check", "right.md")
    assert result.code == 0
    assert "NO REFERENCE TABLES" in result.out
    quiet = run("check", "right.md", "--format", "json")
    assert "NO REFERENCE TABLES" in quiet.err
    assert json.loads(quiet.out)["problems"][0]["code"] == "FC903"


def test_explain_shows_one_figure(desk: Path) -> None:
    result = run("explain", "wrong.md:3:12", "--reference", "tables")
    assert result.code == 0, result.all
    for expected in ('wrong.md:3:12: "421"', "How it was read", "Facts considered", "Comparison", "✗ contradicted FC"):
        assert expected in result.out
    both = run("explain", "wrong.md:3", "--reference", "tables").out
    assert both.count("How it was read") == 3


def test_explain_shows_how_the_number_was_made(desk: Path) -> None:
    (desk / "cost.md").write_text("It cost nearly two and a half million francs.\n", "utf-8")
    shown = run("explain", "cost.md:1").out
    for expected in (
        'number     "two and a half"',
        'scale      "million", times 1,000,000',
        "value      2,500,000 franc",
        "allows     from 2,375,000 up to but not including 2,500,000",
        'unit       franc (currency), written "francs"',
        'modifier   approximate, by "nearly"',
        "rule       money",
    ):
        assert expected in shown


def test_explain_names_the_nearest_figures_where_there_is_none(desk: Path) -> None:
    result = run("explain", "wrong.md:1")
    assert result.code == 2
    assert 'the nearest are 3:12 "421"' in result.err
    assert run("explain", "wrong.md").code == 2


def test_optional_rules_are_asked_for_by_the_start_of_their_codes(desk: Path) -> None:
    (desk / "paper.md").write_text("They differed, t(28) = 1.20, p = .02.", encoding="utf-8")
    assert "FC502" not in run("check", "paper.md", "--reference", "tables").out
    assert "FC502" in run("check", "paper.md", "--reference", "tables", "--extend-select", "FC5").out
    wrong = run("check", "paper.md", "--extend-select", "F5")
    assert wrong.code == 2
    assert 'no rule code starts with "F5"; the closest is FC5' in wrong.err


def test_rules_and_tables_are_listed(desk: Path) -> None:
    listed = run("rules").out
    assert "FC104 error" in listed
    assert "(with --extend-select)" in next(line for line in listed.splitlines() if line.startswith("FC501"))
    assert run("rule", "fc104").out.startswith("# FC104")
    assert run("rule", "FC000").code == 2
    listing = run("tables", "--reference", "tables")
    assert "bridges.csv" in listing.out
    assert "2023 to 2024" in listing.out
    assert run("tables").code == 2


def test_a_process_of_its_own_gives_the_same(desk: Path) -> None:
    arguments = ("check", "wrong.md", "gone.md", "--reference", "tables", "--format", "json")
    assert spawned(*arguments) == run(*arguments)


def test_version_and_help(desk: Path) -> None:
    assert spawned("--version").out == run("-V").out == run("--version").out
    assert run("--version").out.startswith("factcheck 0.")
    assert "Exit codes" in run("check", "--help").out


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_closed_pipe_ends_the_run_quietly(desk: Path) -> None:
    (desk / "long.md").write_text("They sent 41 trucks in 2024.\n\n" * 200, "utf-8")
    command = [sys.executable, "-m", "factcheck", "extract", "long.md", "--format", "jsonl"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_leaves_no_traceback(desk: Path) -> None:
    command = [sys.executable, "-m", "factcheck", "check", "-"]
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - deaf in the background else
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in error


def test_a_fault_of_the_program_has_a_code_of_its_own(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("factcheck.api.check_each", broken)
    result = run("check", "right.md")
    assert result.code == BROKEN == 70
    assert "factcheck itself failed" in result.err


def test_the_day_asked_for_is_said(desk: Path) -> None:
    result = checked("right.md", "--as-of", "2024-12-31")
    assert result.code == 0
    assert "Judged as of 2024-12-31" in result.out


def test_an_extraction_reads_times_from_the_day_asked_for(desk: Path) -> None:
    (desk / "yard.md").write_text("The yard built 12 boats last year.\n", "utf-8")
    assert "[2023]" in run("extract", "yard.md", "--as-of", "2024-11-20").out
    assert 'times such as "last year" are left open' in run("extract", "yard.md").out


def test_the_locale_asked_for_is_said_and_used(desk: Path) -> None:
    (desk / "comma.md").write_text("Norvia had 4,12 million people and 1.234 road bridges in 2024.\n", "utf-8")
    result = run("extract", "comma.md", "--locale", "de")
    assert '"4,12 million" = 4,120,000' in result.out
    assert '"1.234" = 1,234' in result.out
    assert "locale de" in checked("comma.md", "--locale", "de").out
    assert "4,120,000" in run("explain", "comma.md:1", "--locale", "de").out


def test_an_unknown_locale_is_named_with_those_near_it(desk: Path) -> None:
    result = run("check", "right.md", "--locale", "enn-GB")
    assert '"enn-GB" is no known locale; near it are en-GB' in result.err
    assert "such as de or en-GB" in result.err


# Wrong calls


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "right.md", "--as-of", "yesterday"],
        ["check", "right.md", "--locale", "klingon"],
        ["extract", "right.md", "--locale", "klingon"],
        ["extract", "right.md", "--as-of", "yesterday"],
        ["explain", "right.md:3", "--locale", "klingon"],
        ["check", "right.md", "--format", "xml"],
        ["check", "right.md", "--fail-on", "typo"],
        ["check", "right.md", "--no-such-option"],
        ["no-such-command"],
        ["explain", "right.md:three"],
    ],
)
def test_a_wrong_call_is_exit_code_2(desk: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert result.err


# Drafts that cannot be read; the rest is still checked


def unreadable(*wrong: str) -> Run:
    result = checked("right.md", *wrong)
    assert result.code == 3, result.all
    assert "right.md: 3 figures" in result.out
    assert "2 consistent" in result.out
    return result


def test_a_missing_file(desk: Path) -> None:
    assert "gone.md: FC904 error: no such file" in unreadable("gone.md").out


def test_a_folder_without_drafts(desk: Path) -> None:
    (desk / "empty").mkdir()
    assert "empty: FC904 error: no draft in this folder" in unreadable("empty").out


def test_a_binary_file(desk: Path) -> None:
    (desk / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "picture.md: FC904 error: this is a picture, not text" in unreadable("picture.md").out
    (desk / "noise.md").write_bytes(bytes(range(256)) * 4)
    assert "noise.md: FC904 error: this is a binary file" in unreadable("noise.md").out


def test_broken_utf_8(desk: Path) -> None:
    (desk / "broken.md").write_bytes("Café\n\n".encode() + b"caf\xc3 for 41 people, \xe2\x82 each, \xc3\xa9t\xc3\xa9\n")
    assert "broken.md:3:4: FC904 error: broken UTF-8" in unreadable("broken.md").out


def test_problems_are_on_stderr_beside_machine_formats(desk: Path) -> None:
    result = checked("right.md", "gone.md", "--format", "json")
    assert result.code == 3
    assert "gone.md: FC904 error: no such file" in result.err
    assert json.loads(result.out)["problems"][0]["path"] == "gone.md"
    extracted = run("extract", "right.md", "gone.md", "--format", "csv")
    assert extracted.code == 3
    assert "gone.md: FC904 error" in extracted.err


def test_nothing_but_a_missing_file(desk: Path) -> None:
    result = checked("gone.md")
    assert result.code == 3
    assert "No draft was read." in result.out
    assert run("extract", "gone.md").code == 3
    assert run("explain", "gone.md:3").code == 3


def test_broken_standard_input(desk: Path) -> None:
    result = run("check", "-", "right.md", "--reference", "tables", stdin=b"%PDF-1.7 \x00\x01\x02")
    assert result.code == 3
    assert "<stdin>: FC904 error: this is a PDF, not text" in result.out
    assert "2 consistent" in result.out


# Drafts in other encodings, and empty ones


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1252"])
def test_other_encodings_are_read(desk: Path, encoding: str) -> None:
    (desk / "other.md").write_bytes(WRONG.replace("and", "où né,").encode(encoding))
    result = checked("other.md")
    assert result.code == 1, result.all
    assert "other.md:3:12: FC" in result.out


def test_a_guessed_encoding_is_said(desk: Path) -> None:
    (desk / "other.md").write_bytes(DRAFT.replace("and", "où né,").encode("latin-1"))
    assert "the encoding was guessed as Windows-1252" in checked("other.md").out


@pytest.mark.parametrize("text", ["", "\n\n", "# Only words\n\nNothing to count here.\n"])
def test_a_draft_without_figures(desk: Path, text: str) -> None:
    (desk / "empty.md").write_text(text, "utf-8")
    result = checked("empty.md")
    assert result.code == 0, result.all
    assert "No figures found." in result.out


def test_a_run_that_checks_nothing_is_no_pass(desk: Path) -> None:
    (desk / "other.md").write_text("The choir sold 1,250 tickets to its winter concert.\n", "utf-8")
    result = checked("other.md")
    assert result.code == 4, result.all
    assert "NOTHING WAS CHECKED" in result.out
    assert checked("other.md", "--fail-on", "never").code == 4


# Tables that cannot be used


def with_table(desk: Path, name: str, content: bytes | str) -> Run:
    """A check with one table more; the good one still works."""
    data = content if isinstance(content, bytes) else content.encode()
    (desk / "tables" / name).write_bytes(data)
    result = checked("wrong.md")
    assert "wrong.md:3:12: FC" in result.out, result.all
    assert "1 consistent, 1 contradicted" in result.out
    return result


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<!DOCTYPE html>\n<html><body><p>Sign in</p></body></html>\n", "bad.csv:1:1: FC901 error: table refused: "),
        ("a,b,c\nx,1,2\ny,3\n", "bad.csv:3:"),
        ('a,b\nx,"1\ny,2\n', "bad.csv:2:"),
        ("", "bad.csv"),
        (b"\x00\x01\x02\x03" * 50, "bad.csv"),
        ("a,a\n1,2\n", "bad.csv:1:"),
    ],
    ids=[
        "an HTML page",
        "a ragged row",
        "an unclosed quote",
        "an empty file",
        "binary",
        "a header twice",
    ],
)
def test_a_broken_table_is_refused_with_its_place(desk: Path, content: bytes | str, message: str) -> None:
    result = with_table(desk, "bad.csv", content)
    assert result.code == 3, result.all
    refusal = next(line for line in result.out.splitlines() if "bad.csv" in line)
    assert refusal.startswith(f"tables/{message}"), refusal
    assert "FC901 error: table refused: " in refusal


def described(desk: Path, table: str, **schema: object) -> Run:
    package = {"name": "harvest", "resources": [{"name": "harvest", "path": "harvest.csv", "schema": schema}]}
    (desk / "tables" / "harvest.datapackage.json").write_text(json.dumps(package), "utf-8")
    return with_table(desk, "harvest.csv", table)


FIELDS = [{"name": "farm", "type": "string"}, {"name": "year", "type": "year"}, {"name": "apples", "type": "number"}]


def test_a_duplicate_key(desk: Path) -> None:
    result = described(desk, "farm,year,apples\nHill,2024,3\nHill,2024,4\n", fields=FIELDS, primaryKey=["farm", "year"])
    assert result.code == 3, result.all
    assert "tables/harvest.csv:3:" in result.out
    assert "FC901 error" in result.out


def test_a_missing_column(desk: Path) -> None:
    result = described(desk, "farm,year\nHill,2024\n", fields=FIELDS)
    assert result.code == 3, result.all
    refusal = next(line for line in result.out.splitlines() if "harvest" in line)
    assert "FC901 error" in refusal
    assert "apples" in refusal


def test_an_unknown_unit(desk: Path) -> None:
    fields = [*FIELDS[:2], FIELDS[2] | {"unit": "kilometrse"}]
    result = described(desk, "farm,year,apples\nHill,2024,3\n", fields=fields)
    assert result.code == 1, result.all
    doubt = next(line for line in result.out.splitlines() if "kilometrse" in line)
    assert "FC902 warning" in doubt
    assert "tables/harvest" in doubt


def test_a_missing_reference(desk: Path) -> None:
    result = run("check", "wrong.md", "--reference", "gone", "--reference", "tables")
    assert result.code == 3
    assert "gone: FC901 error" in result.out
    assert "wrong.md:3:12: FC" in result.out


def test_only_broken_tables_leave_nothing_checked(desk: Path) -> None:
    (desk / "tables" / "bridges.csv").write_text("<html>", "utf-8")
    result = checked("right.md")
    assert result.code == 3
    assert "Tables: none" in result.out
    assert "NOTHING WAS CHECKED" in result.out
