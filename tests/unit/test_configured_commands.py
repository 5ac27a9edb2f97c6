"""The commands with a configuration, and `config`, `init` and `tables list`, as a user meets them."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest

from factcheck.commands.starting import FILE
from factcheck.configuration.schema import schema
from tests.unit.command import Run, run

BUDGET = "Service,2023/24 (£000),2024/25 (£000)\nSchools,41200,43050\nRoads,12800,12310\n"
RIGHT = "Schools get £43.1 million in 2024/25.\n"
WRONG = "Roads get £12.13 million in 2024/25.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the root of a repository, as the working directory."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def listed() -> set[str]:
    found = (path for path in Path().rglob("*") if path.is_file())
    return {str(path) for path in found}


# Checking


def test_check_without_a_draft_is_for_the_folder(desk: Path) -> None:
    write("factcheck.toml", 'reference = "budget.csv"\nfail-on = "never"\nformat = "json"')
    write("budget.csv", BUDGET)
    write("a.md", WRONG)
    result = run("check")
    assert result.code == 0
    report = json.loads(result.out)
    assert [(one["name"], len(one["findings"])) for one in report["documents"]] == [("a.md", 1)]
    assert report["settings"]["reference"] == ["budget.csv"]
    assert run("check", "--fail-on", "error").code == 1
    assert run("check", "--isolated", "--reference", "budget.csv").code == 1


def test_a_wrong_configuration_ends_the_run_before_it_begins(desk: Path) -> None:
    write("factcheck.toml", 'locale = "xx"\noutput = "json=report.json"\nselct = []')
    write("a.md", RIGHT)
    for command in (["check"], ["extract", "a.md"], ["explain", "a.md:1"], ["config"], ["tables", "list"]):
        result = run(*command)
        assert result.code == 2, command
        assert result.out == ""
        assert [line.partition(": ")[2][:18] for line in result.err.splitlines()] == [
            "factcheck.toml:1: ",
            "factcheck.toml:3: ",
        ]
    assert listed() == {"factcheck.toml", "a.md"}
    assert run("check", "--isolated", "a.md").code == 0
    assert run("check", "--isolated", "--config", "factcheck.toml").code == 2


def test_each_draft_goes_by_what_is_said_for_it(desk: Path) -> None:
    write(
        "factcheck.toml",
        """\
reference = ["budget.csv"]
exclude = ["notes"]
[[overrides]]
paths = ["archive"]
ignore = ["FC1"]
as-of = 2024-06-30
[[overrides]]
paths = ["berlin"]
locale = "de"
""",
    )
    write("budget.csv", BUDGET)
    write("a.md", WRONG)
    write("archive/a.md", WRONG)
    write("notes/a.md", WRONG)
    write("berlin/a.md", RIGHT.replace("43.1", "43,1"))
    report = json.loads(run("check", "--format", "json").out)
    found = {one["name"]: one for one in report["documents"]}
    assert list(found) == ["a.md", "archive/a.md", "berlin/a.md"]
    assert [len(one["findings"]) for one in found.values()] == [1, 0, 0]
    assert found["archive/a.md"]["figures"][0]["verdict"] == "contradicted"
    assert found["archive/a.md"]["note"] == "judged as of 2024-06-30, as factcheck.toml:6 (for archive) says"
    assert found["berlin/a.md"]["figures"][0]["verdict"] == "consistent"
    assert "12.13" in run("check", "archive/a.md", "--select", "FC1").out
    assert "1,000" not in run("extract", "berlin/a.md").out
    assert "FC103" in run("explain", "archive/a.md:1:11", "--select", "FC1").out


def test_what_is_excluded_is_checked_only_where_it_is_named(desk: Path) -> None:
    write("factcheck.toml", 'exclude = ["notes"]')
    write("notes/a.md", "They counted 12 boats.")
    write("notes/a.pins.toml", '[[pin]]\nfigure = "13"\ntable = "t"\ncolumn = "c"\n')
    write("b.md", "They counted 12 boats.")
    assert "FC909" not in run("check").all
    assert "FC909" in run("check", "notes/a.md").out
    assert run("check", "notes/a.md").out.startswith("notes/a.md: 1 figure")
    result = run("check", "notes")
    assert result.code == 3
    assert "the configuration excludes every draft in this folder; name a draft, or use --isolated" in result.all
    passed = run("check", "notes/a.md", "--force-exclude")
    assert (passed.code, passed.out.splitlines()[0]) == (0, "No draft was read.")


def test_keys_of_the_run_in_a_nearer_file_are_told_of(desk: Path) -> None:
    write("factcheck.toml", 'fail-on = "warning"')
    write("sport/factcheck.toml", 'locale = "de"\nfail-on = "never"')
    write("sport/a.md", RIGHT)
    told = "factcheck: sport/factcheck.toml:2: fail-on concerns the run as a whole, which goes by factcheck.toml\n"
    assert run("check").err == told
    assert run("check", "sport").err == ""


def test_a_folder_that_waits_for_its_first_table_is_no_mistake_unless_it_is_asked_for(desk: Path) -> None:
    write("factcheck.toml", 'reference = ["tables"]')
    write("tables/README.md", "Tables go here.")
    write("a.md", RIGHT)
    result = run("check")
    assert (result.code, "FC903" in result.out) == (0, True)
    assert run("check", "--reference", "tables").code == 3
    write("tables/budget.csv", BUDGET)
    assert "1 consistent" in run("check").out


def test_an_output_of_the_configuration_is_written_and_never_over_the_configuration(desk: Path) -> None:
    write("press/factcheck.toml", 'output = ["csv=checked/figures.csv"]\nexclude = ["checked"]')
    write("press/a.md", RIGHT)
    Path("press/checked").mkdir()
    assert run("check", "press").code == 0
    assert Path("press/checked/figures.csv").read_text("utf-8").startswith("id,")
    write("press/factcheck.toml", 'output = ["csv=factcheck.toml"]')
    result = run("check", "press")
    assert result.code == 2
    assert "press/factcheck.toml is read in this run and would be lost" in result.err


# config


def test_config_shows_values_with_their_origin(desk: Path) -> None:
    write(
        "factcheck.toml",
        'reference = ["tables", "builtin"]\nmin-coverage = 0.8\n[[overrides]]\npaths = ["a*"]\nlocale = "de"\n',
    )
    write("pyproject.toml", '[tool.factcheck]\nlocale = "fr"\n')
    write("a.md", "")
    lines = run("config", "a.md", "--ignore", "FC406").out.splitlines()
    assert lines[0] == "Configuration: factcheck.toml"
    assert lines[1] == "Not read, since that one comes first: pyproject.toml"
    rows = {line.split("  ")[0]: line.split() for line in lines if "  " in line}
    assert rows["reference"][1:] == ["tables,", "builtin", "factcheck.toml:1"]
    assert rows["locale"][1:] == ["de", "factcheck.toml:5", "(for", "a*)"]
    assert rows["min-coverage"][1:] == ["0.8", "factcheck.toml:2"]
    assert rows["ignore"][1:] == ["FC406", "command", "line"]
    assert rows["fail-on"][1:] == ["error", "default"]
    assert lines[-1] == "Override for a*: locale"


def test_config_gives_the_same_to_a_program(desk: Path) -> None:
    write("factcheck.toml", 'as-of = 2024-01-02\nexclude = ["a.md"]\n')
    write("a.md", "")
    shown = json.loads(run("config", "a.md", "--format", "json", "--select", "FC1").out)
    assert (shown["configuration"], shown["draft"], shown["excluded"]) == ("factcheck.toml", "a.md", True)
    settings = {one["key"]: (one["value"], one["origin"]) for one in shown["settings"]}
    assert settings["as-of"] == ("2024-01-02", "factcheck.toml:1")
    assert settings["select"] == (["FC1"], "command line")
    assert settings["fail-on"] == (None, "default")
    assert settings.keys() == schema()["properties"].keys() - {"overrides"}


def test_config_without_a_file_says_so(desk: Path) -> None:
    assert run("config").out.startswith("Configuration: none found\n")
    assert run("config", "gone.md").code == 2
    assert run("config", "-").code == 0
    assert json.loads(run("config", "--schema").out) == schema()


# init


def first_words(result: Run) -> list[str]:
    return [line.partition(": ")[0] for line in result.out.splitlines()]


def test_init_in_an_empty_folder_and_again(desk: Path) -> None:
    result = run("init")
    assert result.code == 0
    assert result.out.splitlines() == [
        "reference_data/: made",
        "reference_data/README.md: written, says what belongs there",
        "factcheck.toml: written, the configuration; it names reference_data",
        "Now put your first draft here (.md or .txt): factcheck check",
    ]
    before = {name: Path(name).read_bytes() for name in listed()}
    again = run("init")
    assert again.out.splitlines()[:2] == [
        "reference_data/README.md: is there already; it is kept",
        "factcheck.toml: is the configuration here already; it is kept",
    ]
    assert {name: Path(name).read_bytes() for name in listed()} == before
    write("a.md", RIGHT)
    assert run("check").code == 0
    write("reference_data/budget.csv", BUDGET)
    assert "1 consistent" in run("check").out


def test_init_names_and_describes_the_tables_that_it_finds(desk: Path) -> None:
    write("a.md", RIGHT + WRONG)
    write("budget.csv", BUDGET)
    write("numbers/more/rates.csv", "Year,Council tax band D (£)\n2024,2028\n")
    write("numbers/more/extra/x.csv", "Year,Council tax band E (£)\n2024,2128\n")
    write("broken.csv", "<html><body>Sign in</body></html>\n")
    write("node_modules/x.csv", BUDGET)
    result = run("init")
    assert "broken.csv: cannot be used as it is, so the configuration does not name it" in result.out
    assert "broken.csv" in result.err
    assert tomllib.loads(Path(FILE).read_text("utf-8")) == {
        "reference": ["reference_data", "budget.csv", "numbers/more"]
    }
    assert {"budget.datapackage.yaml", "numbers/more/datapackage.yaml"} <= listed()
    checked = run("check")
    assert (checked.code, "1 consistent, 1 contradicted" in checked.out) == (1, True)
    before = {name: Path(name).read_bytes() for name in listed()}
    assert run("init").code == 0
    assert {name: Path(name).read_bytes() for name in listed()} == before


def test_init_keeps_a_configuration_and_writes_anew_only_when_told(desk: Path) -> None:
    write("factcheck.toml", 'locale = "de"\n')
    write("reference_data/README.md", "Ours.")
    run("init")
    assert (Path(FILE).read_text("utf-8"), Path("reference_data/README.md").read_text("utf-8")) == (
        'locale = "de"\n',
        "Ours.",
    )
    run("init", "--force")
    assert "reference = " in Path(FILE).read_text("utf-8")
    Path(FILE).unlink()
    write("pyproject.toml", '[tool.factcheck]\nlocale = "de"\n')
    assert "pyproject.toml: is the configuration here already; it is kept" in run("init", "--force").out
    assert not Path(FILE).exists()
    write("pyproject.toml", "[project]\n")
    assert "pyproject.toml: left as it is; the keys may stand there too, under [tool.factcheck]" in run("init").out


def test_init_elsewhere_and_where_it_cannot_be(desk: Path) -> None:
    Path("stories").mkdir()
    assert "stories/factcheck.toml: written" in run("init", "stories").out
    assert run("init", "gone").code == 2
    write("blocked/reference_data", "a file")
    result = run("init", "blocked")
    assert result.code == 2
    assert "blocked/reference_data" in result.err
    assert not Path("blocked/factcheck.toml").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_init_in_a_folder_that_may_not_be_written_to(desk: Path) -> None:
    Path("locked").mkdir(mode=0o500)
    result = run("init", "locked")
    assert result.code == 2
    assert "Permission denied" in result.err or "may not be changed" in result.err


def test_names_that_would_move_a_terminal_are_shown_harmlessly(desk: Path) -> None:
    write("a\x1b[31m.csv", BUDGET)
    assert "\x1b" not in run("init").out
    write("a.md", RIGHT)
    assert "1 consistent" in run("check").out
    assert tomllib.loads(Path(FILE).read_text("utf-8"))["reference"] == ["reference_data", "a\x1b[31m.csv"]


# tables


def test_tables_are_listed_with_their_source(desk: Path) -> None:
    write("t/budget.csv", BUDGET)
    write(
        "t/datapackage.yaml", "resources:\n- path: budget.csv\n  title: The budget\n  sources: [{title: Town hall}]\n"
    )
    assert run("tables", "list", "t").out == "budget.csv  2 rows  The budget, Town hall\n1 table\n"
    (table,) = json.loads(run("tables", "list", "t", "--format", "json").out)["tables"]
    assert (table["name"], table["rows"], table["source"]) == ("budget.csv", 2, "Town hall")
    assert run("tables", "list").code == 2
    write("factcheck.toml", 'reference = "t"')
    assert run("tables", "list").out.endswith("1 table\n")
    assert run("tables", "lint").code == 0
    assert run("tables", "list", "gone").code == 3


# Places that are none


def test_a_name_that_is_too_long_and_a_folder_that_is_gone_are_told_of(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("check", "x" * 5000)
    assert result.code == 3
    assert "no such file or folder" in result.all
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    Path("../gone").rmdir()
    result = run("check", "a.md")
    assert (result.code, result.err) == (2, "factcheck: the folder that you work in is gone; change to another\n")
