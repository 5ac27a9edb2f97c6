"""action.yml, its steps run one after the other as GitHub runs them, as far as they run without GitHub."""

from __future__ import annotations

import json
import os
import re
import site
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.projects import ROOT, project_copy, skip_where_nothing_can_be_installed
from tests.workflows import Job, action, run_action

ACTION = ROOT / "action.yml"
UPLOAD = "github/codeql-action/upload-sarif"
TABLE = "country,year,road bridges\nNorvia,2024,412\nLorvan,2024,96\n"
RIGHT = "# Bridges\n\nNorvia had 412 road bridges in 2024, and Lorvan had 96 road bridges.\n"
WRONG = RIGHT.replace("412", "421")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout with a right draft, a wrong one and a table."""
    folder = tmp_path / "checkout"
    (folder / "stories").mkdir(parents=True)
    (folder / "tables").mkdir()
    (folder / "stories" / "right.md").write_text(RIGHT, "utf-8")
    (folder / "stories" / "wrong one.md").write_text(WRONG, "utf-8")
    (folder / "tables" / "bridges.csv").write_text(TABLE, "utf-8")
    return folder


@pytest.fixture
def temp(tmp_path: Path) -> Path:
    """The runner's folder, with the program under test where the Action installs it."""
    program = tmp_path / "temp" / "factcheck" / "bin" / "factcheck"
    program.parent.mkdir(parents=True)
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{path}" exec "{sys.executable}" -m factcheck "$@"\n', "utf-8")
    program.chmod(0o755)
    return tmp_path / "temp"


def others(uploaded: list[str]) -> Mapping[str, Callable[[dict[str, str]], dict[str, str]]]:
    """What stands for the actions of others that are called."""

    def upload(options: dict[str, str]) -> dict[str, str]:
        uploaded.append(Path(options["sarif_file"]).read_text("utf-8"))
        return {}

    return {"actions/setup-python": lambda _: {"python-path": sys.executable}, UPLOAD: upload}


def check(workspace: Path, temp: Path, **inputs: str) -> tuple[Job, list[str]]:
    """The Action on a workspace, its program being installed, and what it handed to code scanning."""
    uploaded: list[str] = []
    job = run_action(ACTION, workspace, temp, others(uploaded), ("install",), **inputs)
    return job, uploaded


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for step in action(ACTION)["runs"]["steps"] if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_every_input_and_output_is_described_and_used() -> None:
    text = ACTION.read_text("utf-8")
    described = action(ACTION)
    for name, one in described["inputs"].items():
        assert one["description"].endswith(".")
        assert re.search(rf"inputs\.{name}\b", text), name
    assert all(one["description"].endswith(".") for one in described["outputs"].values())


def test_a_wrong_figure_fails_the_job_and_is_marked_at_its_line(workspace: Path, temp: Path) -> None:
    job, uploaded = check(workspace, temp, paths="stories", reference="tables")
    assert job.failed
    assert job.outputs["check"]["exit-code"] == "1"
    (annotation,) = [line for line in job.out.splitlines() if line.startswith("::error ")]
    assert "file=stories/wrong one.md,line=3,col=12," in annotation.replace("endLine=3,", "")
    assert '"421" but bridges.csv line 2' in annotation
    assert "412" in job.summary
    assert "wrong one.md" in job.summary
    assert not uploaded


def test_right_figures_pass(workspace: Path, temp: Path) -> None:
    job, _ = check(workspace, temp, paths="stories/right.md", reference="tables")
    assert not job.failed
    assert job.outputs["check"]["exit-code"] == "0"
    assert "::error" not in job.out
    assert job.summary


def test_the_findings_go_to_code_scanning_where_that_is_asked_for(workspace: Path, temp: Path) -> None:
    job, (sarif,) = check(workspace, temp, paths="stories", reference="tables", sarif="true")
    assert job.failed
    found = json.loads(sarif)
    assert found["version"] == "2.1.0"
    assert [result["ruleId"] for result in found["runs"][0]["results"]] == ["FC103"]
    assert job.called[-1] == (
        "github/codeql-action/upload-sarif@v4",
        {"sarif_file": job.outputs["check"]["sarif"], "category": "factcheck"},
    )


def test_the_report_can_be_kept_as_a_page(workspace: Path, temp: Path) -> None:
    job, _ = check(workspace, temp, paths="stories", reference="tables")
    assert Path(job.outputs["check"]["html"]).read_text("utf-8").lstrip().lower().startswith("<!doctype html")


def test_a_summary_that_is_not_wanted_is_not_written(workspace: Path, temp: Path) -> None:
    job, _ = check(workspace, temp, paths="stories", reference="tables", summary="false")
    assert job.summary == ""


def test_drafts_options_and_tables_are_told_apart(workspace: Path, temp: Path) -> None:
    (workspace / "-draft.md").write_text(WRONG, "utf-8")
    more = workspace / "more tables"
    more.mkdir()
    (more / "rail.csv").write_text(TABLE.replace("road", "rail"), "utf-8")
    job, _ = check(
        workspace,
        temp,
        paths="stories/right.md\n-draft.md\n",
        reference="tables\nmore tables\n",
        fail_on="never",
        args="--as-of 2024-12-31\n  --locale en",
    )
    assert job.outputs["check"]["exit-code"] == "0"
    assert "file=-draft.md" in job.out


def test_what_the_check_falls_short_of_fails_the_job(workspace: Path, temp: Path) -> None:
    missing, _ = check(workspace, temp, paths="stories\nno such folder", reference="tables")
    assert (missing.failed, missing.outputs["check"]["exit-code"]) == (True, "3")
    wrong, uploaded = check(workspace, temp, paths="stories", reference="tables", args="--frmat text", sarif="true")
    assert (wrong.failed, wrong.outputs["check"]) == (True, {"exit-code": "2"})
    assert "--frmat" in wrong.err
    assert not uploaded


@pytest.fixture
def told(temp: Path) -> Path:
    """A program in the place of factcheck that only writes down what it was told."""
    program, arguments = temp / "factcheck" / "bin" / "factcheck", temp / "arguments"
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{arguments}'\n", "utf-8")
    return arguments


def test_every_input_reaches_the_program_as_it_is(workspace: Path, temp: Path, told: Path) -> None:
    check(
        workspace,
        temp,
        paths="stories/my draft.md\n-x.md\n",
        reference="tables\nmore tables\nbuiltin",
        fail_on="note",
        args="--as-of 2024-12-31\n  --locale de",
    )
    reports = temp / "factcheck-reports"
    assert told.read_text("utf-8").splitlines() == [
        "check",
        *("--format", "github"),
        *("--output", f"markdown={reports}/factcheck.md"),
        *("--output", f"sarif={reports}/factcheck.sarif"),
        *("--output", f"html={reports}/factcheck.html"),
        *("--reference=tables", "--reference=more tables", "--reference=builtin", "--fail-on=note"),
        *("--as-of", "2024-12-31", "--locale", "de"),
        *("--", "stories/my draft.md", "-x.md"),
    ]


HOSTILE = [
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    '" && touch pwned && "',
    "' ; touch pwned ; '",
    "stories\n$(touch pwned)\n; touch pwned",
    "| touch pwned",
    "> pwned",
    "*",
    "${IFS}touch${IFS}pwned",
    "\\",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["paths", "reference", "fail-on", "args", "summary", "sarif"])
def test_what_is_told_to_the_action_is_never_a_command(
    workspace: Path, temp: Path, told: Path, name: str, text: str
) -> None:
    before = sorted(path.name for path in workspace.rglob("*"))
    job, _ = check(workspace, temp, **{"paths": "stories", "reference": "tables", name.replace("-", "_"): text})
    assert not job.failed
    assert sorted(path.name for path in workspace.rglob("*")) == before
    assert not list(temp.rglob("pwned"))
    arguments = told.read_text("utf-8").splitlines()
    pieces = {"args": text.split(), "summary": [], "sarif": []}.get(name, text.splitlines())
    assert [piece for piece in pieces if not any(piece in argument for argument in arguments)] == []


def test_a_file_name_is_no_command_to_github(workspace: Path, temp: Path) -> None:
    (workspace / "stories" / "::add-mask::x.md").write_bytes(b"\xff\xfe\x00 12 houses \x00")
    job, _ = check(workspace, temp, paths="stories/::add-mask::x.md\n::stop-commands::x", reference="tables")
    commands = [line for line in (job.out + job.err).splitlines() if line.lstrip().startswith("::")]
    assert not [line for line in commands if not line.startswith(("::error ", "::warning ", "::notice "))]


def lent_packages(folder: Path) -> Path:
    """Links to what is installed here, but for the project itself: it need not all be fetched once more."""
    folder.mkdir()
    for packages in site.getsitepackages():
        for path in Path(packages).iterdir():
            if "factcheck" not in path.name.lower():
                (folder / path.name).symlink_to(path)
    return folder


def test_the_action_installs_what_it_needs(workspace: Path, tmp_path: Path) -> None:
    """The whole Action, its install step too."""
    project = project_copy(tmp_path / "project", ACTION.name)
    temp = tmp_path / "runner"
    temp.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(lent_packages(tmp_path / "lent")))
        job = run_action(
            project / ACTION.name, workspace, temp, others([]), (), paths="stories", reference="tables", extras="excel"
        )
    if not (temp / "factcheck" / "bin" / "factcheck").exists():
        skip_where_nothing_can_be_installed("the Action's install step", job.err)
    assert job.failed
    assert '"421" but bridges.csv line 2' in job.out
