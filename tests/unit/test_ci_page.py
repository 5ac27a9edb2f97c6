"""docs/ci.md shows configurations of other programs: they name what there is, and pre-commit accepts its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]

from tests.documents import blocks
from tests.projects import ROOT, clean_environment, module, run

PAGE = ROOT / "docs" / "ci.md"


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def configurations(key: str) -> list[str]:
    """The YAML blocks of the page that have a key."""
    found = [block.text for block in blocks(PAGE) if block.language == "yaml" and f"{key}:" in block.text]
    assert found
    return found


def steps(value: Any) -> Iterator[dict[str, Any]]:
    """The steps that call the Action, wherever they stand."""
    if isinstance(value, dict):
        if value.get("uses") == "./factcheck":
            yield value
        for inner in value.values():
            yield from steps(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from steps(inner)


def test_pre_commit_accepts_what_the_page_shows(tmp_path: Path) -> None:
    hooks = {hook["id"] for hook in loaded(ROOT / ".pre-commit-hooks.yaml")}
    for text in configurations("repos"):
        path = tmp_path / "config.yaml"
        path.write_text(text, "utf-8")
        ran = run(module("pre_commit", "validate-config", str(path)), tmp_path, clean_environment())
        assert (ran.code, ran.all) == (0, "")
        assert {hook["id"] for repository in yaml.safe_load(text)["repos"] for hook in repository["hooks"]} <= hooks


@pytest.mark.parametrize("text", configurations("uses"))
def test_the_action_has_the_inputs_and_outputs_that_the_page_uses(text: str) -> None:
    action = loaded(ROOT / "action.yml")
    found = list(steps(yaml.safe_load(text)))
    assert found
    for step in found:
        assert step["with"].keys() <= action["inputs"].keys()
    assert set(re.findall(r"steps\.factcheck\.outputs\.([\w-]+)", text)) <= action["outputs"].keys()


def test_the_page_tells_of_every_input_and_its_default() -> None:
    rows = dict(re.findall(r"^\| `([\w-]+)` \|.*\| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    inputs = loaded(ROOT / "action.yml")["inputs"]
    assert list(rows) == list(inputs)
    for name, one in inputs.items():
        if one["default"] not in {"", "."}:
            assert one["default"] in rows[name], name


def test_the_job_for_gitlab_has_the_variables_that_the_page_sets() -> None:
    for text in configurations("include"):
        shown = yaml.safe_load(text)
        for included in shown["include"]:
            path = ROOT / included["local"].removeprefix("factcheck/")
            assert shown["factcheck"]["variables"].keys() <= loaded(path)["factcheck"]["variables"].keys()
