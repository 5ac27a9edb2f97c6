"""Patterns of paths, as in a .gitignore file.

A pattern without a slash fits a file or folder of that name at any depth; one with a slash counts from the folder of
the configuration. What fits a folder fits all that is in it; a slash at the end keeps to folders. `*` and `?` stay
within a name, `**` stands for any folders. "!" takes back; of several patterns that fit, the last decides.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

ANY = "**"


def path_below(path: Path, folder: Path) -> str | None:
    """The path as written from a folder, with slashes; None for what does not lie in it."""
    try:
        below = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return None
    return None if below == ".." or below.startswith("../") else below


def fits(patterns: Sequence[str], path: str) -> bool:
    """Whether a path (a file's, with slashes, below the folder that the patterns count from) is one of those meant.

    >>> fits(["archive/**"], "archive/2019/a.md"), fits(["*.txt"], "notes/a.txt"), fits(["/a.md"], "notes/a.md")
    (True, True, False)
    >>> fits(["archive", "!keep.md"], "archive/keep.md"), fits(["archive/"], "archive")
    (False, False)
    """
    decided = False
    for pattern in patterns:
        taken_back = pattern.startswith("!")
        if decided == taken_back and _fits(pattern.removeprefix("!"), path):
            decided = not taken_back
    return decided


def _fits(pattern: str, path: str) -> bool:
    wanted = [part for part in pattern.split("/") if part not in ("", ".")]
    if "/" not in pattern.rstrip("/") and wanted != [ANY]:
        wanted = [ANY, *wanted]
    return _ends(wanted, path.split("/"), folders_only=pattern.endswith("/"))


def _ends(wanted: Sequence[str], parts: Sequence[str], *, folders_only: bool) -> bool:
    """Whether the pattern's parts fit the path, or a folder that it lies in.

    Kept are the places in the path that have been reached, so that the work is no more than parts times parts.
    """
    reached = {0}
    for number, part in enumerate(wanted):
        if part == ANY:
            first = min(reached, default=len(parts))
            # At the end it stands for what is in the folder, not for the folder itself.
            reached = set(range(first + (number == len(wanted) - 1), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], part)}
    return any(at < len(parts) or not folders_only for at in reached if at)
