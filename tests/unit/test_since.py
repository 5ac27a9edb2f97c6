"""Only what changed against a git revision: in a repository of its own, with git as it is installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.unit.command import DRAFT, WRONG, Run, desk, run

__all__ = ["desk"]

OTHER = "Lorvan had 69 road bridges in 2024.\n"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@news.example", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


@pytest.fixture
def repository(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk under git, with its two drafts committed as `start`."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(desk, "init", "-q", "-b", "main")
    save(desk)
    git(desk, "tag", "start")
    return desk


def save(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "save")


def since(*arguments: str, revision: str = "start") -> Run:
    return run("check", *arguments, "--reference", "tables", "--quiet", "--since", revision)


def found(result: Run) -> list[str]:
    """The places of the findings that count."""
    return [line.partition(" ")[0] for line in result.out.splitlines() if " FC" in line]


def test_unchanged_lines_do_not_count(repository: Path) -> None:
    result = since("wrong.md")
    assert (result.code, found(result)) == (0, [])
    assert "No findings; 1 on unchanged lines" in result.out
    (repository / "wrong.md").write_text(WRONG + "\n" + OTHER, "utf-8")
    result = since("wrong.md")
    assert (result.code, found(result)) == (1, ["wrong.md:5:12:"])
    save(repository)
    assert found(since("wrong.md")) == ["wrong.md:5:12:"], "committed or not"
    assert found(since("wrong.md", revision="HEAD")) == []


def test_lines_that_only_moved_do_not_count(repository: Path) -> None:
    (repository / "wrong.md").write_text("One more line.\n\n" + WRONG, "utf-8")
    assert found(since("wrong.md")) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_count_as_git_counts_them(repository: Path, end: str) -> None:
    (repository / "ends.md").write_bytes(WRONG.replace("\n", end).encode())
    save(repository)
    git(repository, "tag", "ends")
    assert found(since("ends.md", revision="ends")) == []
    (repository / "ends.md").write_bytes((WRONG + "\n" + OTHER).replace("\n", end).encode())
    assert "ends.md:5:12:" in found(since("ends.md", revision="ends"))


@pytest.mark.parametrize("name", ["neu – café.md", 'a "b"\t[c]*.md', "-r.md", ":(top)x.md"])
def test_new_files_count_whole_whatever_their_name(repository: Path, name: str) -> None:
    (repository / name).write_text(WRONG, "utf-8")
    assert since(f"./{name}").code == 1, "git does not follow it"
    git(repository, "add", "-A")
    assert since(f"./{name}").code == 1, "it is new"
    save(repository)
    assert since(f"./{name}", revision="HEAD").code == 0


def test_a_draft_with_a_new_name_is_known(repository: Path) -> None:
    git(repository, "mv", "wrong.md", "moved.md")
    assert found(since("moved.md")) == []
    (repository / "moved.md").write_text(WRONG + "\n" + OTHER, "utf-8")
    assert found(since("moved.md")) == ["moved.md:5:12:"]


def test_a_draft_that_git_shows_no_lines_of_counts_whole(repository: Path) -> None:
    (repository / "wide.md").write_bytes(WRONG.encode("utf-16"))
    save(repository)
    assert found(since("wide.md", revision="HEAD")) == []
    (repository / "wide.md").write_bytes((WRONG + "\nMore.\n").encode("utf-16"))
    assert found(since("wide.md", revision="HEAD")) == ["wide.md:3:12:"]


def test_a_figure_that_disagrees_with_a_changed_one_counts(repository: Path) -> None:
    (repository / "sum.md").write_text(
        "The parts:\n12 of stone,\n9 of steel,\n4 of wood,\na total of 25 bridges.\n", "utf-8"
    )
    save(repository)
    (repository / "sum.md").write_text(
        "The parts:\n13 of stone,\n9 of steel,\n4 of wood,\na total of 25 bridges.\n", "utf-8"
    )
    before = [line for line in run("check", "sum.md", "-r", "tables", "-q").out.splitlines() if "FC401" in line]
    assert found(since("sum.md", revision="HEAD")) == [line.partition(" ")[0] for line in before] != []


def test_coverage_is_of_what_changed(repository: Path) -> None:
    (repository / "right.md").write_text(DRAFT + "\nThe opera cost 77 million crowns.\n", "utf-8")
    assert run("check", "right.md", "-r", "tables", "--min-coverage", "0.6").code == 0
    assert since("right.md", "--min-coverage", "0.6").code == 1
    assert since("right.md", "--fail-on", "not-covered").code == 1
    (repository / "right.md").write_text("New.\n\n" + DRAFT, "utf-8")
    assert since("right.md", "--fail-on", "not-covered").code == 0
    assert "Judged for what changed: 0 figures of 3" in since("right.md").out


def test_fixes_change_only_what_changed(repository: Path) -> None:
    (repository / "wrong.md").write_text(WRONG + "\n" + OTHER, "utf-8")
    result = since("wrong.md", "--fix")
    assert "Fixed 1 figure in wrong.md." in result.err
    assert (repository / "wrong.md").read_text("utf-8") == WRONG + "\nLorvan had 96 road bridges in 2024.\n"


def test_a_submodule_has_revisions_of_its_own(repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    git(inner, "init", "-q", "-b", "main")
    (inner / "draft.md").write_text(WRONG, "utf-8")
    save(inner)
    result = since("inner/draft.md")
    assert result.code == 2
    assert f'git knows no revision "start" in {inner}' in result.err
    assert found(since("inner/draft.md", revision="main")) == []


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("gone", 'git knows no revision "gone"'),
        ("-q", '"-q" is no revision; name a commit, a branch or a tag'),
        ("--output=x", "is no revision"),
        ("start:wrong.md", "git knows no revision"),
    ],
)
def test_revisions_that_are_none(repository: Path, revision: str, words: str) -> None:
    result = run("check", "wrong.md", "-r", "tables", f"--since={revision}")
    assert result.code == 2
    assert words in result.err
    assert not (repository / "x").exists()


def test_a_shallow_clone_says_how_to_get_the_rest(repository: Path, tmp_path: Path) -> None:
    save(repository)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(tmp_path / "shallow"))
    result = since("shallow/wrong.md")
    assert result.code == 2
    assert "the clone is shallow: fetch the whole history (actions/checkout: fetch-depth: 0)" in result.err


def test_no_repository(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.parent))
    result = since("wrong.md")
    assert result.code == 2
    assert f"{desk} is in no git repository; leave out --since" in result.err


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    result = since("wrong.md")
    assert result.code == 2
    assert "git is not installed, so --since cannot tell what changed" in result.err


def test_standard_input_has_no_history(repository: Path) -> None:
    result = since("-")
    assert result.code == 2
    assert "--since cannot tell what changed in standard input" in result.err


def test_what_a_hook_has_set_does_not_mislead(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert since("wrong.md").code == 0
