"""Header rows: how many there are, which name spans which columns, and the one name that each column gets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.reference.headers import unit_phrase
from factcheck.reference.sheets import Row, filled, has_number, is_data, is_missing, is_period, same, stands_alone
from factcheck.reference.words import month_beginnings, normal, word_set

BAR = " | "
_MOST_ROWS = 8
_SAMPLE = 40


@record
class Heading:
    """The header of a sheet: one name a column, how many rows it took, and the rows below it.

    `shared` is the top name where it stands over all numbers, a name of the first block of a table with several.
    """

    names: tuple[str, ...]
    rows: int
    line: int
    labels: int
    written: tuple[Row, ...]
    body: list[Row]
    shared: str = ""
    without_shared: tuple[str, ...] = ()


def is_heading(row: Row, below: Row | None = None) -> bool:
    """Whether a row may be a header: at least two names, none of them a number other than a year.

    One name is enough where it spans columns that the row below names.
    """
    if below is not None and len(filled(row)) == 1 and row.cells[0] == "":
        return not has_number(row) and is_heading(below)
    return len(filled(row)) > 1 and not stands_alone(row) and not any(is_data(cell) for cell in row.cells)


def read_heading(rows: list[Row]) -> Heading:
    """The header rows at the top, joined; one row where nothing says that there are more."""
    count = 1
    while count < min(len(rows) - 1, _MOST_ROWS) and _continues(rows, count):
        count += 1
    head, body = rows[:count], rows[count:]
    labels = _label_columns(body, len(head[0].cells))
    if count == 1:
        return Heading(head[0].cells, 1, head[0].line, labels, tuple(head), body)
    grid = _spread(head, labels)
    names = _joined(grid)
    shared = _over_all(grid, labels)
    without = _joined(grid[1:]) if shared else ()
    return Heading(names, count, head[-1].line, labels, tuple(head), body, shared, without)


def _continues(rows: Sequence[Row], count: int) -> bool:
    """Whether the next row is one more row of the header: names or units over numbers, under names that span."""
    row, above, below = rows[count], rows[:count], rows[count + 1 : count + 1 + _SAMPLE]
    width = len(above[0].cells)
    if len(row.cells) != width or has_number(row) or not below:
        return False
    if row.cells == above[-1].cells:
        return count + 1 < len(rows) and _continues([*above, *rows[count + 1 :]], count)
    new = [position for position in filled(row) if position > 0 and row.cells[position] != above[-1].cells[position]]
    texts = [(position, row.cells[position]) for position in new]
    if not texts:
        return bool(shared_unit(row.label)) and _has_numbers(below, range(1, width))
    if not _fits_label(row, above) or any(is_missing(text) for _, text in texts):
        return False
    if not _has_numbers(below, [position for position, _ in texts]):
        return False
    if all(_is_unit(text) for _, text in texts):
        return True
    if not row.label and len(texts) == width - 1 and not all(is_period(text) for _, text in texts):
        return True  # a text over every column of numbers
    if len(texts) == 1 and width > 2 and _is_complete(above, width):
        return False  # a section, written in the middle
    return _spans(above[-1]) or (_spans(above[0]) and not _is_complete(above, width))


def _fits_label(row: Row, above: Sequence[Row]) -> bool:
    """Over the row labels a lower header row says nothing new, or what the rows above left open."""
    label = row.label.casefold()
    over = [one.label.casefold() for one in above]
    return not label or label in over or not any(over) or bool(shared_unit(row.label))


def _has_numbers(rows: Sequence[Row], positions: Sequence[int]) -> bool:
    """Whether at least every second of these columns holds a number below."""
    having = sum(any(len(row.cells) > at and is_data(row.cells[at]) for row in rows) for at in positions)
    return having * 2 >= len(positions) > 0


def _is_unit(text: str) -> bool:
    return shared_unit(text) != "" or normal(text.strip(" ()")) in word_set("not_units")


def shared_unit(text: str) -> str:
    """A line that is nothing but a unit for the numbers below, without its brackets; "" for any other.

    >>> shared_unit("(in thousands)"), shared_unit("Budget of the town")
    ('in thousands', '')
    """
    inside = text.strip().strip("()[]:").strip()
    return inside if inside and unit_phrase(inside) is not None else ""


def _spans(row: Row) -> bool:
    """Whether a name stands over several columns: blanks beside it, or the name again."""
    texts = [cell.strip() for cell in row.cells[1:]]
    named = [text for text in texts if text]
    return bool(named) and (len(named) < len(texts) or len(set(named)) < len(named))


def _is_complete(above: Sequence[Row], width: int) -> bool:
    """Whether every column of numbers has its own name already."""
    named = [tuple(row.cells[position].strip() for row in above) for position in range(1, width)]
    return all(any(texts) for texts in named) and len(set(named)) == len(named)


def _label_columns(body: Sequence[Row], width: int) -> int:
    """How many columns at the left hold names of rows: the first, and those after it that hold no numbers."""
    count = 1
    while count < width - 1 and not any(is_data(row.cells[count]) for row in body[:_SAMPLE] if len(row.cells) > count):
        if not any(row.cells[count].strip() for row in body[:_SAMPLE] if len(row.cells) > count):
            break
        count += 1
    return count


def _spread(head: Sequence[Row], labels: int) -> list[list[str]]:
    """The header rows with the names that span several columns written over each of them."""
    grid = [[cell.strip() for cell in row.cells] for row in head]
    for number, row in enumerate(grid[:-1]):
        if not _is_unit_row(row, labels):
            _carry(row, labels, grid[number + 1])
    for row in grid:
        named = [position for position in range(labels, len(row)) if row[position]]
        if len(named) == 1 and _is_unit(row[named[0]]):
            row[labels:] = [row[named[0]]] * (len(row) - labels)
    return grid


def _is_unit_row(row: Sequence[str], labels: int) -> bool:
    texts = [text for text in row[labels:] if text]
    return bool(texts) and all(_is_unit(text) for text in texts)


def _carry(row: list[str], labels: int, below: Sequence[str]) -> None:
    """Write each spanning name over its columns: to the right of it, or in the middle of equal blocks."""
    width = len(row) - labels
    named = [position for position in range(labels, len(row)) if row[position]]
    if not named or width < 2:
        return
    size = width // len(named)
    middle = all(labels + n * size <= position < labels + (n + 1) * size for n, position in enumerate(named))
    alone_at_the_end = len(named) == 1 and named[0] == len(row) - 1 and width > 2
    if named[0] > labels and width % len(named) == 0 and middle and not alone_at_the_end:
        for n, position in enumerate(named):
            row[labels + n * size : labels + (n + 1) * size] = [row[position]] * size
        return
    _carry_left(row, labels, below, named[0])
    if not _one_column_each(named, below):
        for position in range(named[0] + 1, len(row)):
            row[position] = row[position] or row[position - 1]


def _one_column_each(named: Sequence[int], below: Sequence[str]) -> bool:
    """Whether names side by side have one column each, as "First", "Second" over "Quarter", "Quarter", "Total"."""
    under = {below[position] for position in named}
    return len(named) > 2 and named[-1] - named[0] == len(named) - 1 and len(under) == 1


@cache
def _dangling() -> re.Pattern[str]:
    """What a year must follow: "Year ended March 31," over a bare "2019"."""
    return re.compile(
        r"(?:\b(?:ended|ending|fiscal|fy|years?|quarter|of)|"
        rf"\b(?:{month_beginnings()})[a-z]*\.?\s*(?:\d{{1,2}})?)\s*[,:]?$",
        re.IGNORECASE,
    )


def _carry_left(row: list[str], labels: int, below: Sequence[str], first: int) -> None:
    """A date without its year in the middle ("December 31,") belongs to the bare years at its left too."""
    if not _dangling().search(row[first]):
        return
    for position in range(first - 1, labels - 1, -1):
        if not is_period(below[position]):
            return
        row[position] = row[first]


def _over_all(grid: Sequence[Sequence[str]], labels: int) -> str:
    """The top name, where one name stands over all columns of numbers."""
    over = list(grid[0][labels:])
    return over[0] if over[0] and same(over) and not _is_unit(over[0]) else ""


def _joined(grid: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(_name(levels) for levels in zip(*grid, strict=True))


def _name(levels: Sequence[str]) -> str:
    """The levels of a column's name from the top down, each once."""
    kept: list[str] = []
    for level in levels:
        text = " ".join(level.split())
        if text and (not kept or text.casefold() != kept[-1].casefold()):
            kept.append(text)
    return BAR.join(kept)
