"""The configuration file that holds for a folder: the nearest one upward."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.patterns import lazy

if TYPE_CHECKING:
    from factcheck.configuration.reading import Configuration

PYPROJECT: Final = "pyproject.toml"
NAMES: Final = (".factcheck.toml", "factcheck.toml", PYPROJECT)
_END: Final = ".git"
# [tool.factcheck] in any of the ways of writing it.
_SECTION = lazy(r"""tool["'\s]*(?:\.["'\s]*factcheck|\]|=)""")


class Finder:
    """Looks for configurations, each folder and each file once.

    In a folder the first of `NAMES` counts; a pyproject.toml without the section [tool.factcheck] is passed over. The
    way up ends at the root of a repository, at the user's home folder and at the top.
    """

    def __init__(self) -> None:
        self._known: dict[str, Configuration | None] = {}
        self._home = os.path.expanduser("~")  # noqa: PTH111 - Path.home raises where there is none

    def above(self, folder: str) -> Configuration | None:
        """The configuration of an absolute folder or the nearest one above it; ConfigurationError for a wrong one."""
        passed: list[str] = []
        found: Configuration | None = None
        while folder not in self._known:
            passed.append(folder)
            found = self._in(folder)
            above = os.path.dirname(folder)  # noqa: PTH120 - quicker than a Path, and run for every folder of drafts
            ends = folder in (above, self._home) or os.path.exists(os.path.join(folder, _END))  # noqa: PTH110, PTH118
            if found is not None or ends:
                break
            folder = above
        else:
            found = self._known[folder]
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _in(self, folder: str) -> Configuration | None:
        for name in NAMES:
            path = os.path.join(folder, name)  # noqa: PTH118
            if os.path.isfile(path) and (name != PYPROJECT or _may_hold_section(path)):  # noqa: PTH113
                from factcheck.configuration.reading import read_configuration  # noqa: PLC0415 - most runs have none

                found = read_configuration(Path(path))
                if found is not None:
                    return found
        return None


def _may_hold_section(path: str) -> bool:
    """Whether a pyproject.toml is worth reading: most belong to programs that have never heard of factcheck."""
    try:
        text = Path(path).read_text("utf-8", "replace")
    except OSError:
        return False
    return "factcheck" in text and _SECTION.search(text) is not None
