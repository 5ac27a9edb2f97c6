"""What a reader says of a draft that it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ReadError(Exception):
    """A draft that cannot be read: where, why, and what to do about it.

    `line` and `column` count from 1 and are 0 where none apply; `fix` may be "".
    """

    def __init__(self, path: Path | None, message: str, fix: str = "", line: int = 0, column: int = 0) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.fix = fix
        super().__init__(path, message, fix, line, column)

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:"
        place += "".join(f"{number}:" for number in (self.line, self.column) if number)
        fix = f"; {self.fix}" if self.fix else ""
        return f"{place} {self.message}{fix}".strip()
