"""Scratch projects for the tests of what installs this one: copies of it, repositories, and a clean environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What an installation is made of; the rest of the project is not needed for it.
INSTALLED = ("factcheck", "reference_data", "docs/rules", "pyproject.toml", "README.md", "LICENSE")
IN_CI = bool(os.environ.get("CI"))

_OURS = ("GIT_", "FACTCHECK_", "PYTHON", "PRE_COMMIT", "GITHUB_", "INPUT_", "RUNNER_", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Ran:
    """What a program printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def clean_environment(**more: str) -> dict[str, str]:
    """That of a user without settings for git, Python and the services that run jobs; with what is said besides."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | author | committer | git | {"NO_COLOR": "1", "FACTCHECK_CACHE": "off"} | more


def run(command: list[str], folder: Path, environment: Mapping[str, str], seconds: float = 900) -> Ran:
    """A program in a folder, without standard input."""
    done = subprocess.run(  # noqa: S603 - programs that the tests name
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder."""
    ran = run([shutil.which("git") or "git", *arguments], folder, clean_environment())
    assert ran.code == 0, ran.all
    return ran.out.strip()


def project_copy(folder: Path, *more: str) -> Path:
    """A copy of what an installation of this project needs, with further files of it."""
    for name in (*INSTALLED, *more):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, target)
    return folder


def repository(folder: Path) -> str:
    """Makes a folder a repository of git with all its files in one commit, and gives the commit's name."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return git(folder, "rev-parse", "HEAD")


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of this Python."""
    return [sys.executable, "-m", name, *arguments]


def skip_where_nothing_can_be_installed(what: str, said: str) -> None:
    """Skips a test for which nothing could be installed, as without a package index; where CI is set it fails."""
    assert not IN_CI, f"{what} failed:\n{said}"
    pytest.skip(f"{what} failed, as without a package index: {said[-300:]}")
