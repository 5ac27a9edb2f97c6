"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]

from tests.projects import (
    ROOT,
    Ran,
    clean_environment,
    git,
    module,
    project_copy,
    repository,
    run,
    skip_where_nothing_can_be_installed,
)

HOOKS = ROOT / ".pre-commit-hooks.yaml"
TABLE = "country,year,road bridges\nNorvia,2024,412\nLorvan,2024,96\n"
RIGHT = "# Bridges\n\nNorvia had 412 road bridges in 2024, and Lorvan had 96 road bridges.\n"
WRONG = RIGHT.replace("412", "421")
CONFIGURATION = """\
repos:
  - repo: {project}
    rev: {commit}
    hooks:
      - id: factcheck
        args: [--reference, tables]
      - id: factcheck-all
        args: [., --reference, tables]
"""


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}


def test_pre_commit_finds_no_fault_in_the_hooks(tmp_path: Path) -> None:
    ran = run(module("pre_commit", "validate-manifest", str(HOOKS)), tmp_path, clean_environment())
    assert (ran.code, ran.all) == (0, "")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A repository of drafts whose configuration asks for the hooks of this project, installed as pre-commit does.

    It takes about a minute: pre-commit makes an environment and pip installs the project and what it needs.
    """
    folder = tmp_path_factory.mktemp("hook")
    project = project_copy(folder / "project", HOOKS.name)
    environment = clean_environment(
        PRE_COMMIT_HOME=str(folder / "home"), VIRTUALENV_OVERRIDE_APP_DATA=str(folder / "virtualenv")
    )
    drafts = folder / "drafts"
    (drafts / "tables").mkdir(parents=True)
    (drafts / "tables" / "bridges.csv").write_text(TABLE, "utf-8")
    commit = repository(project)
    (drafts / ".pre-commit-config.yaml").write_text(CONFIGURATION.format(project=project, commit=commit), "utf-8")
    repository(drafts)
    ran = run(module("pre_commit", "install-hooks"), drafts, environment)
    if ran.code:
        skip_where_nothing_can_be_installed("the installation of the hook", ran.all)
    yield drafts, environment
    shutil.rmtree(folder / "home")


def committed(desk: tuple[Path, dict[str, str]], **drafts: str) -> Ran:
    """What the hook says of a commit with these drafts and none else."""
    folder, environment = desk
    git(folder, "reset", "--quiet", "--hard")
    for name, text in drafts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    git(folder, "add", "--all")
    return run(module("pre_commit", "run", "--color", "never"), folder, environment)


def test_a_commit_with_a_wrong_figure_fails_and_says_why(desk: tuple[Path, dict[str, str]]) -> None:
    ran = committed(desk, wrong=WRONG, right=RIGHT)
    assert ran.code == 1
    assert "exit code: 1" in ran.out
    assert 'wrong.md:3:12: FC103 contradicted: "421" but bridges.csv line 2' in ran.out
    assert '-> "412"' in ran.out
    assert "right.md:3" not in ran.out


def test_a_commit_with_right_figures_passes(desk: tuple[Path, dict[str, str]]) -> None:
    ran = committed(desk, right=RIGHT)
    assert ran.code == 0
    assert re.fullmatch(r"factcheck\.+Passed\n", ran.out)


def test_a_commit_passes_where_the_draft_says_why_the_figure_stands(desk: tuple[Path, dict[str, str]]) -> None:
    reason = "<!-- factcheck: ignore[FC103] the count of the day before, as the minister gave it -->\n"
    ran = committed(desk, quoted=WRONG.replace("Norvia", f"{reason}Norvia"))
    assert ran.code == 0, ran.out


def test_a_commit_without_drafts_starts_no_check(desk: tuple[Path, dict[str, str]]) -> None:
    folder, _ = desk
    git(folder, "reset", "--quiet", "--hard")
    (folder / "tables" / "roads.csv").write_text(TABLE, "utf-8")
    (folder / "requirements.txt").write_text("something==421\n", "utf-8")
    ran = committed(desk)
    assert ran.code == 0
    assert "(no files to check)Skipped" in ran.out


def test_all_drafts_are_checked_by_hand_when_a_table_has_changed(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    git(folder, "reset", "--quiet", "--hard")
    (folder / "right.md").write_text(RIGHT, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "A draft")
    (folder / "tables" / "bridges.csv").write_text(TABLE.replace("412", "421"), "utf-8")
    git(folder, "add", "--all")
    by_hand = module("pre_commit", "run", "--color", "never", "--hook-stage", "manual", "factcheck-all")
    ran = run(by_hand, folder, environment)
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    assert ran.code == 1
    assert 'right.md:3:12: FC103 contradicted: "412" but bridges.csv line 2' in ran.out


def test_the_hook_is_for_every_kind_of_draft() -> None:
    from factcheck.readers.registry import FORMATS  # noqa: PLC0415

    pattern = hooks()["factcheck"]["files"]
    assert all(suffix.removeprefix(".") in pattern for suffix in FORMATS)
