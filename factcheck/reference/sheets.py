"""The rows of a sheet before anybody knows which are header, body and notes."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from factcheck.frozen import record
from factcheck.reference.cells import is_number
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.words import word_set

_SHORT = 60
_FOOTNOTE = re.compile(r"\s*(?:[(\[]\s*[\da-z]{1,2}(?:\s*,\s*[\da-z]{1,2})*\s*[)\]]|[*†‡§]+)$")


@record
class Row:
    """A record and the source line where it starts."""

    line: int
    cells: tuple[str, ...]

    @property
    def label(self) -> str:
        """The first cell."""
        return self.cells[0].strip() if self.cells else ""

    @property
    def text(self) -> str:
        """All that is written in the row, each text once, blanks collapsed."""
        texts = dict.fromkeys(cell.strip() for cell in self.cells if cell.strip())
        return " ".join(", ".join(texts).split())


def filled(row: Row) -> list[int]:
    """The positions of the cells that hold something."""
    return [position for position, cell in enumerate(row.cells) if cell.strip()]


def stands_alone(row: Row) -> bool:
    """Whether the row is one text: in its first cell, or from there on in most cells where it spanned the sheet."""
    positions = filled(row)
    if positions == [0]:
        return True
    text, count = row.label, len(positions)
    together = count > (1 if len(text) > _SHORT // 2 else 2) and positions[-1] == count - 1
    spans = together and count * 2 > len(row.cells)
    return spans and same([row.cells[at] for at in positions]) and not is_missing(text)


def has_number(row: Row) -> bool:
    """Whether a cell after the first holds a number that is no year."""
    return any(is_data(cell) for cell in row.cells[1:])


@functools.lru_cache(maxsize=8192)
def is_data(text: str) -> bool:
    """Whether a cell is a number of a table's body: "1,204", "(3)", "$ 57", and no year, date or footnote.

    >>> [is_data(text) for text in ("1,204", "2019", "95% confidence interval", "n/a")]
    [True, False, False, False]
    """
    text = text.strip()
    return bool(text) and is_number(text) and not is_period(text)


@functools.lru_cache(maxsize=8192)
def is_period(text: str) -> bool:
    """Whether the whole text is a year, a date or another stretch of time, with a footnote's mark or without."""
    try:
        return parse_period(_FOOTNOTE.sub("", text.strip())) is not None
    except ImpossibleDateError:
        return True


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().lower() in word_set("missing")


def same(texts: Sequence[str]) -> bool:
    """Whether several texts are one text, written again."""
    return len(texts) > 1 and len({text.strip().casefold() for text in texts}) == 1


def short(text: str) -> str:
    """A text cut for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
