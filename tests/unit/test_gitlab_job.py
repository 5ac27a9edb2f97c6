"""The job for GitLab in templates/, its lines run as GitLab runs them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]

from tests.projects import ROOT, Ran, clean_environment, run

TEMPLATE = ROOT / "templates" / "factcheck.gitlab-ci.yml"
TABLE = "country,year,road bridges\nNorvia,2024,412\nLorvan,2024,96\n"
RIGHT = "# Bridges\n\nNorvia had 412 road bridges in 2024, and Lorvan had 96 road bridges.\n"

# Stands for Python: what it makes as an environment has a pip that writes down what it is told, and the program itself.
PYTHON = """\
#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@" > installed\\n' > "$3/bin/pip"
printf '#!/bin/sh\\nPYTHONPATH="{root}" exec "{python}" -m factcheck "$@"\\n' > "$3/bin/factcheck"
chmod +x "$3/bin/pip" "$3/bin/factcheck"
"""


def job() -> dict[str, Any]:
    (found,) = yaml.safe_load(TEMPLATE.read_text("utf-8")).items()
    assert found[0] == "factcheck"
    described: dict[str, Any] = found[1]
    return described


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "tables").mkdir()
    (tmp_path / "drafts" / "right.md").write_text(RIGHT, "utf-8")
    (tmp_path / "tables" / "bridges.csv").write_text(TABLE, "utf-8")
    return tmp_path


def done(checkout: Path, **variables: str) -> Ran:
    """The job on a checkout, all its lines in one shell that stops at the first fault."""
    described = job()
    assert variables.keys() <= described["variables"].keys()
    programs = checkout / ".programs"
    programs.mkdir()
    python = programs / "python3"
    python.write_text(PYTHON.format(root=ROOT, python=sys.executable), "utf-8")
    python.chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    environment = clean_environment(**described["variables"] | variables, PATH=path)
    lines = "\n".join([*described["before_script"], *described["script"]])
    return run([shutil.which("bash") or "bash", "-eo", "pipefail", "-c", lines], checkout, environment)


def test_a_wrong_figure_fails_the_job_and_leaves_its_reports(checkout: Path) -> None:
    (checkout / "drafts" / "wrong.md").write_text(RIGHT.replace("412", "421"), "utf-8")
    ran = done(checkout, FACTCHECK_OPTIONS="--reference tables --fail-on warning")
    assert ran.code == 1
    assert "drafts/wrong.md:3:12" in ran.out
    artifacts = job()["artifacts"]
    assert artifacts["when"] == "always"
    (finding,) = json.loads((checkout / artifacts["reports"]["codequality"]).read_text("utf-8"))
    assert finding["location"]["path"] == "drafts/wrong.md"
    assert "421" in (checkout / artifacts["reports"]["junit"]).read_text("utf-8")
    (page,) = artifacts["paths"]
    assert "421" in (checkout / page).read_text("utf-8")


def test_right_figures_pass_and_leave_reports_too(checkout: Path) -> None:
    ran = done(checkout, FACTCHECK_OPTIONS="--reference tables")
    assert ran.code == 0, ran.all
    reports = job()["artifacts"]["reports"]
    assert json.loads((checkout / reports["codequality"]).read_text("utf-8")) == []
    assert (checkout / reports["junit"]).exists()


def test_the_job_installs_what_it_is_told(checkout: Path) -> None:
    done(checkout, FACTCHECK_SOURCE="./a folder[excel]", FACTCHECK_OPTIONS="--reference tables")
    assert (checkout / "installed").read_text("utf-8").splitlines() == ["install", "--quiet", "./a folder[excel]"]


@pytest.mark.parametrize("text", ["; touch pwned", "$(touch pwned)", "`touch pwned`", "| touch pwned", "> pwned"])
@pytest.mark.parametrize("name", ["FACTCHECK_SOURCE", "FACTCHECK_DRAFTS", "FACTCHECK_OPTIONS"])
def test_what_is_told_to_the_job_is_never_a_command(checkout: Path, name: str, text: str) -> None:
    done(checkout, **{name: text})
    assert not (checkout / "pwned").exists()
