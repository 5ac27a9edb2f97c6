"""`factcheck tables show`, `init` and `lint` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.command import run

BUDGET = "Service,2023/24 (£000),2024/25 (£000)\nSchools,41200,43050\nRoads,12800,12310\nTotal,54000,55360\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "budget.csv").write_text(BUDGET, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_show_tells_what_is_believed(folder: Path) -> None:
    shown = run("tables", "show", "tables")
    assert (shown.code, shown.err) == (0, "")
    for words in (
        "budget.csv: budget (3 rows)",
        "tables/budget.csv (CSV, UTF-8, commas)",
        "Service: entity (inferred); 2023/24 (£000): value in GBP, in thousands (inferred)",
        "budget [GBP, in thousands]: 6 facts",
        "Schools, Roads (2 names)",
        "Total, set apart from the others",
        "2023/24 to 2024/25 (2 periods, fiscal year)",
        "nothing: all of this is inferred",
    ):
        assert words in shown.out
    assert run("tables", "--reference", "tables") == shown
    assert run("tables", "show", "--reference", "tables") == shown


def test_a_scale_without_a_unit_is_told_once(folder: Path) -> None:
    (folder / "ferries.csv").write_text("Route,Passengers (thousands)\nRed,264\nBlue,88\n", "utf-8")
    assert "Passengers (thousands): value in thousands (inferred)" in run("tables", "show", "ferries.csv").out


def test_a_doubt_about_one_table_of_a_file_is_shown_there(folder: Path) -> None:
    table = "| Town | People |\n|---|---|\n| Elm | 12 |\n"
    money = table.replace("People", "Price (EUR)")
    (folder / "two.md").write_text(f"Takings (thousands)\n\n{money}\n{table}", "utf-8")
    shown = run("tables", "show", "two.md").out
    assert shown.count("which is not read for") == 1
    assert shown.index("which is not read for") < shown.index("two.md:table 2")


def test_show_as_json(folder: Path) -> None:
    (folder / "tables" / "gone.csv").write_text("", "utf-8")
    shown = run("tables", "show", "tables", "--format", "json")
    assert shown.code == 3
    record = json.loads(shown.out)
    (table,) = record["tables"]
    assert (table["facts"], table["totals"], table["entity_count"]) == (6, ["Total"], 2)
    assert table["measures"][0]["periods"] == {
        "first": "2023/24", "last": "2024/25", "count": 2, "frequency": "fiscal year"
    }  # fmt: skip
    assert [problem["code"] for problem in record["problems"]] == ["FC901"]


def test_the_convention_holds_for_tables_too(folder: Path) -> None:
    assert run("tables").code == 2
    assert run("tables", "show").code == 2
    (folder / "tables").rename(folder / "reference_data")
    assert "budget.csv" in run("tables").out
    assert run("tables", "lint").code == 0


def test_a_doubt_is_told_once(folder: Path) -> None:
    (folder / "tables" / "dates.csv").write_text("Date,Trips\n03/04/2025,3\n05/04/2025,4\n", "utf-8")
    shown = run("tables", "show", "tables")
    assert (shown.out + shown.err).count("is read as day/month/year") == 1
    linted = run("tables", "lint", "tables")
    assert (linted.out + linted.err).count("is read as day/month/year") == 1
    assert (linted.code, run("tables", "lint", "tables", "--fail-on", "warning").code) == (0, 1)


def test_init_writes_shows_and_keeps(folder: Path) -> None:
    before = run("tables", "show", "tables").out
    written = run("tables", "init", "tables")
    assert (written.code, written.out) == (0, "")
    assert written.err == "tables/datapackage.yaml: written for 1 table\n"
    described = folder / "tables" / "datapackage.yaml"
    described.write_text(described.read_text("utf-8").replace("title: budget", "title: Council budget"), "utf-8")
    after = run("tables", "show", "tables").out
    assert "budget.csv: Council budget (3 rows)" in after
    assert "Service: entity (said by role)" in after
    assert before != after
    again = run("tables", "init", "tables")
    assert (again.code, again.err) == (
        0, "budget.csv: has a description already, tables/datapackage.yaml; it is kept\n"
    )  # fmt: skip


def test_init_refuses_politely(folder: Path) -> None:
    gone = run("tables", "init", "gone")
    assert gone.code == 2
    assert gone.err == "factcheck: gone: there is no such file or folder; check the path\n"
    (folder / "tables" / "datapackage.yaml").write_text("resources: []\n", "utf-8")
    there = run("tables", "init", "tables")
    assert there.code == 2
    assert "write over it with --force" in there.err
    (folder / "tables" / "budget.csv").write_text("<html>", "utf-8")
    assert run("tables", "init", "tables", "--force").code == 3


def test_lint_finds_and_fails(folder: Path) -> None:
    clean = run("tables", "lint", "tables")
    assert (clean.code, clean.out, clean.err) == (0, "", "1 table: nothing wrong\n")
    (folder / "tables" / "budget.datapackage.json").write_text(
        '{"resources": [{"path": "budget.csv", "tolerence": "1%", "frequency": "often"}]}', "utf-8"
    )
    found = run("tables", "lint", "tables")
    assert found.code == 1
    slip, wrong = found.out.splitlines()
    assert slip == (
        'tables/budget.datapackage.json:1:39: FC907 warning: there is no key "tolerence"; the nearest is "tolerance"'
    )
    assert wrong.startswith(
        'tables/budget.datapackage.json:1:58: FC907 error: "frequency" cannot be "often"; write "daily", "weekly", '
    )
    record = json.loads(run("tables", "lint", "tables", "-f", "json").out)
    assert [finding["code"] for finding in record["findings"]] == ["FC907", "FC907"]
    (folder / "tables" / "empty.csv").write_text("", "utf-8")
    assert run("tables", "lint", "tables").code == 3


def test_an_option_in_the_wrong_place_is_told(folder: Path) -> None:
    wrong = run("tables", "--reference", "tables", "lint")
    assert wrong.code == 2
    assert "write factcheck tables lint PATH" in wrong.err


def test_show_tells_the_editions_apart(folder: Path) -> None:
    for year, jobs in (("2023", "49100"), ("2024", "49650")):
        (folder / "tables" / f"jobs_{year}.csv").write_text(f"Region,Year,Jobs\nNorth,2022,{jobs}\n", "utf-8")
        said = {"resources": [{"path": f"jobs_{year}.csv", "title": "Jobs", "series": "jobs", "vintage": f"{year}-06"}]}
        (folder / "tables" / f"jobs_{year}.datapackage.json").write_text(json.dumps(said), "utf-8")
    shown = run("tables", "show", "tables").out
    assert 'edition   2023-06 of "jobs"; jobs_2024.csv is newer' in shown
    assert 'edition   2024-06 of "jobs"\n' in shown
    assert shown.count("Jobs [no unit]: 1 fact") == 2
