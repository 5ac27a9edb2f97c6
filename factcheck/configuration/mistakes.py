"""What is wrong with a configuration, all of it at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.frozen import record


@record
class Mistake:
    """Something in a configuration file that cannot be; `line` counts from 1 and is 0 where none applies."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class ConfigurationError(Exception):
    """A configuration that is not used, since something in it is wrong; `mistakes` are all that were found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda one: (one.path, one.line)))
        super().__init__("\n".join(map(str, self.mistakes)))


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that is spelled most alike, "" for none."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

    return next(iter(get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.5)), "")
