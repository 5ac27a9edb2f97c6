"""What git knows of a draft: which of its lines have changed since a revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.frozen import record
from factcheck.patterns import lazy

_HUNK = lazy(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_BINARY = lazy(rb"^Binary files ", re.MULTILINE)
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules")
_NO_CONTEXT = ("--unified=0", "--inter-hunk-context=0")
# What a hook or a user has set for another call of git; the repository is the one that the draft lies in.
_UNSET = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS", "GIT_DIFF_OPTS"}
)


class GitError(Exception):
    """Why git cannot tell what changed, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{message}; {fix}")


@record
class Lines:
    """Lines of a draft, from the first to behind the last, counted from 1 by line feeds; all of them where `whole`."""

    ranges: tuple[tuple[int, int], ...] = ()
    whole: bool = False


class Revision:
    """A revision that drafts are held against, in whichever repository each of them lies."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.roots: dict[Path, Path] = {}
        self.commits: dict[Path, str] = {}
        self.renamed: dict[Path, dict[bytes, bytes]] = {}

    def commit_for(self, folder: Path) -> tuple[Path, str]:
        """The repository that a folder belongs to, and the commit there. Raises GitError where there is none."""
        if folder not in self.roots:
            self.roots[folder] = _root(folder)
        root = self.roots[folder]
        if root not in self.commits:
            self.commits[root] = _commit(root, self.name)
        return root, self.commits[root]

    def changed_lines(self, path: Path) -> Lines:
        """The lines of a file that the revision does not have. Raises GitError where git cannot tell.

        All of a file that the revision, or git, does not know.
        """
        path = Path(os.path.realpath(path))
        root, commit = self.commit_for(path.parent)
        name = os.path.relpath(path, root)
        if not _run(root, "ls-files", "-z", "--", _literal(name)):
            return Lines(whole=True)
        old = self._old_names(root, commit).get(os.fsencode(Path(name).as_posix()))
        names = [name] if old is None else [os.fsdecode(old), name]
        patch = _run(root, *_DIFF, *_NO_CONTEXT, commit, "--", *map(_literal, names))
        if _BINARY.search(patch):
            return Lines(whole=True)  # a draft in UTF-16, of which git shows no lines
        return Lines(tuple(_ranges(patch)))

    def _old_names(self, root: Path, commit: str) -> dict[bytes, bytes]:
        if root not in self.renamed:
            self.renamed[root] = _renamed(root, commit)
        return self.renamed[root]


def _ranges(patch: bytes) -> Iterator[tuple[int, int]]:
    for match in _HUNK.finditer(patch):
        start, count = int(match[1]), int(match[2] or 1)
        if count:
            yield start, start + count


def _root(folder: Path) -> Path:
    """The folder of the repository, or of the submodule, that a folder belongs to."""
    try:
        told = _run(folder, "rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" in error.message:
            raise GitError(f"{folder} is in no git repository", "leave out --since, or run git init there") from None
        raise
    return Path(os.fsdecode(told.removesuffix(b"\n")))


def _commit(root: Path, revision: str) -> str:
    """The full name of the commit that a revision stands for."""
    if revision.startswith("-") or not revision.strip() or "\0" in revision:
        raise GitError(f'"{revision}" is no revision', "name a commit, a branch or a tag, such as --since main")
    wanted = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _run(root, *wanted).decode("ascii").strip()
    except GitError:
        raise GitError(f'git knows no revision "{revision}" in {root}', _missing(root, revision)) from None


def _missing(root: Path, revision: str) -> str:
    if _run(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return "the clone is shallow: fetch the whole history (actions/checkout: fetch-depth: 0)"
    return f"see git branch --all and git tag, or fetch it: git fetch origin {revision.removeprefix('origin/')}"


def _renamed(root: Path, commit: str) -> dict[bytes, bytes]:
    """The old names of the files that were given new ones since a commit."""
    fields = _run(root, *_DIFF, "--name-status", "-z", "--diff-filter=R", commit).split(b"\0")
    return {fields[at + 2]: fields[at + 1] for at in range(0, len(fields) - 2, 3)}


def _literal(name: str) -> str:
    """A path from the top of the repository, of which no letter is a pattern."""
    return f":(top,literal){Path(name).as_posix()}"


def _run(folder: Path, *arguments: str) -> bytes:
    """What git says; GitError with its own words where it fails."""
    command: Sequence[str] = ("git", "-C", str(folder), *arguments)
    environment = {key: value for key, value in os.environ.items() if key not in _UNSET}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}  # its words are read
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise GitError("git is not installed, so --since cannot tell what changed", "install it") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git could not be run ({error})", "leave out --since") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(told[0] if told else f"git {arguments[0]} failed", "see what git says there by itself")
    return done.stdout
