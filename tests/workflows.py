"""Runs the steps of a composite Action as GitHub does: expressions, a shell, files for what is handed on.

Only what this project's Action uses of it: names in expressions, `!`, `&&`, `==` and texts.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]

from tests.projects import clean_environment, run

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
# What GitHub runs a step with `shell: bash` with.
_BASH = [shutil.which("bash") or "bash", "--noprofile", "--norc", "-eo", "pipefail"]


@dataclass
class Job:
    """What a job has come to: what was printed, the outputs of its steps, the other actions it called."""

    workspace: Path
    temp: Path
    inputs: Mapping[str, str]
    out: str = ""
    err: str = ""
    failed: bool = False
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    called: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return _text(self.temp / "summary")

    def value(self, name: str) -> str:
        """What a name in an expression stands for: `inputs.paths`, `steps.check.outputs.html`."""
        match name.split("."):
            case ["inputs", one]:
                return self.inputs[one]
            case ["steps", step, "outputs", one]:
                return self.outputs.get(step, {}).get(one, "")
        raise AssertionError(f"not known to these tests: {name}")

    def filled(self, text: str) -> str:
        """A text with the values of its expressions."""
        return _EXPRESSION.sub(lambda match: self.value(match[1].strip()), text)

    def wants(self, condition: str) -> bool:
        """Whether a step runs: always the terms of its condition, else unless one before it failed."""
        if not condition:
            return not self.failed
        terms = condition.strip().removeprefix("${{").removesuffix("}}").split("&&")
        assert terms[0].strip() == "!cancelled()", "a condition of another kind would run after no failed step"
        return all(self._holds(term.strip()) for term in terms[1:])

    def _holds(self, term: str) -> bool:
        name, sign, text = term.partition(" == ") if " == " in term else term.partition(" != ")
        return (self.value(name) == text.strip("'")) == (sign == " == ")


def action(path: Path) -> dict[str, Any]:
    """An Action as its file has it."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def run_action(
    path: Path,
    workspace: Path,
    temp: Path,
    others: Mapping[str, Callable[[dict[str, str]], dict[str, str]]],
    skip: tuple[str, ...] = (),
    **given: str,
) -> Job:
    """Runs an Action on a workspace. `others` stand for the actions that it calls, `skip` are steps that were done."""
    described = action(path)
    defaults = {name: one.get("default", "") for name, one in described["inputs"].items()}
    told = {name.replace("_", "-"): text for name, text in given.items()}
    assert told.keys() <= defaults.keys(), told
    job = Job(workspace, temp, defaults | told)
    for step in described["runs"]["steps"]:
        if step.get("id") in skip or not job.wants(step.get("if", "")):
            continue
        if "uses" in step:
            options = {name: job.filled(str(text)) for name, text in step.get("with", {}).items()}
            job.called.append((step["uses"], options))
            job.outputs[step.get("id", "")] = others[step["uses"].partition("@")[0]](options)
        else:
            _run_step(step, job, path.parent)
    return job


def _run_step(step: dict[str, Any], job: Job, folder: Path) -> None:
    assert step["shell"] == "bash"
    script = job.temp / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    handed_on = job.temp / "output"
    handed_on.write_text("")
    environment = clean_environment(
        GITHUB_ACTIONS="true",
        GITHUB_ACTION_PATH=str(folder),
        GITHUB_OUTPUT=str(handed_on),
        GITHUB_STEP_SUMMARY=str(job.temp / "summary"),
        GITHUB_WORKSPACE=str(job.workspace),
        RUNNER_TEMP=str(job.temp),
        **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
        **{name: job.filled(str(text)) for name, text in step.get("env", {}).items()},
    )
    ran = run([*_BASH, str(script)], job.workspace, environment)
    job.out += ran.out
    job.err += ran.err
    job.failed = job.failed or ran.code != 0
    lines = handed_on.read_text("utf-8").splitlines()
    job.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
