"""Rows that speak of one thing at one time and give different numbers, with nothing that tells which is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from factcheck.reference.cells import parse_cell
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows, is_total_word
from factcheck.reference.tables import Role, Table

_NAMING = (Role.ENTITY, Role.PERIOD)
_TELLING = (  # what tells two rows for one thing apart, as rivals or as parts
    *(Role.MEASURE, Role.UNIT, Role.COMPARATOR, Role.ATTRIBUTE, Role.VINTAGE),
    *(Role.SOURCE, Role.SOURCE_DATE, Role.SOURCE_URL, Role.NOTE),
)
_NUMBERS = (Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH)
_SOME_ROWS = 3


def repeated_rows(table: Table) -> list[Doubt]:
    """A doubt about the first two rows that name the same and differ in a number, with how many more there are."""
    if table.primary_key or Rows(table).is_event_list:
        return []
    found = _Repeats(table)
    pairs = [pair for rows in found.groups if (pair := found.differing(rows)) is not None]
    if not pairs or found.has_one_name or found.number_that_tells:
        return []
    first, second, column = pairs[0]
    lines = f"lines {table.lines[first]} and {table.lines[second]}"
    texts = f"{table.rows[first][column].strip()} and {table.rows[second][column].strip()}"
    more = f" (the first of {len(pairs)} names that stand twice so)" if len(pairs) > 1 else ""
    fix = "remove one, or add a column that tells them apart (a period, a scope, a source)"
    message = f"two rows are of {found.name_of(first)} ({lines}) and give {texts}{more}; {fix}"
    return [Doubt(message, table.lines[second], column + 1)]


class _Repeats:
    """The rows of a table that share all their names."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.naming = _columns(table, _NAMING)
        self.numbers = _columns(table, _NUMBERS)

    @cached_property
    def groups(self) -> tuple[list[int], ...]:
        """The rows that agree in all that could tell them apart, two or more together."""
        columns = (*self.naming, *_columns(self.table, _TELLING))
        if not self.naming or not self.numbers:
            return ()
        keys = list(zip(*([row[column].strip() for row in self.table.rows] for column in columns), strict=True))
        if len(set(keys)) == len(keys):
            return ()
        found: dict[tuple[str, ...], list[int]] = {}
        for row, key in enumerate(keys):
            found.setdefault(key, []).append(row)
        named = len(self.naming)
        return tuple(rows for key, rows in found.items() if len(rows) > 1 and _is_name(key[:named]))

    def differing(self, rows: Sequence[int]) -> tuple[int, int, int] | None:
        """The first row, the first later one with another number, and the column of that number."""
        for row in rows[1:]:
            for column in self.numbers:
                a, b = self._number(rows[0], column), self._number(row, column)
                if a is not None and b is not None and a != b:
                    return rows[0], row, column
        return None

    def _number(self, row: int, column: int) -> Fraction | None:
        text = self.table.rows[row][column].strip()
        number = None if self.table.is_missing(text, column) else parse_cell(text, self.table.decimal_comma)
        return None if number is None else number.value

    @property
    def has_one_name(self) -> bool:
        """Whether all rows bear one name, so that their numbers must tell them apart."""
        rows = len(self.table.rows)
        return rows >= _SOME_ROWS and len(self.groups) == 1 and len(self.groups[0]) == rows

    @property
    def number_that_tells(self) -> bool:
        """Whether a column of numbers has the same few steps for every name: threads 1, 8 and 16 of each library."""
        return len(self.groups) > 1 and any(self._has_steps(column) for column in self.numbers)

    def _has_steps(self, column: int) -> bool:
        steps = [[self.table.rows[row][column].strip() for row in rows] for rows in self.groups]
        return all(len(set(some)) == len(some) and set(some) == set(steps[0]) for some in steps)

    def name_of(self, row: int) -> str:
        """What the row is of, as written."""
        texts = (self.table.rows[row][column].strip() for column in self.naming)
        return ", ".join(f'"{text}"' for text in texts if text)


def _columns(table: Table, roles: Sequence[Role]) -> tuple[int, ...]:
    columns: Mapping[Role, tuple[int, ...]] = table.columns
    return tuple(column for role in roles for column in columns.get(role, ()))


def _is_name(texts: Sequence[str]) -> bool:
    return any(texts) and not any(is_total_word(text) for text in texts if text)
