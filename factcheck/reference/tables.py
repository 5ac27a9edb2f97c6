"""What a reference table is: its columns and what each is for, its rows as they stand in the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from factcheck.frozen import record
from factcheck.model import Grain, Period, Source, Unit
from factcheck.reference.derivations import Derivation
from factcheck.reference.frequencies import Frequency
from factcheck.reference.tolerances import Tolerance

DEFAULT_FIELD = -1
"""The field number of a name that stands for the whole table (its default entity)."""


class Role(StrEnum):
    """What a column is for."""

    ENTITY = "entity"  # names of the things that the figures are about
    PERIOD = "period"
    MEASURE = "measure"  # names of what is measured, one a row
    VALUE = "value"  # numbers
    VALUE_LOW = "value_low"
    VALUE_HIGH = "value_high"
    COMPARATOR = "comparator"  # the source's own wording: "up to", "more than"
    UNIT = "unit"
    SOURCE = "source"
    SOURCE_DATE = "source_date"
    SOURCE_URL = "source_url"
    NOTE = "note"
    ALIASES = "aliases"  # other names of the row's measure, parted by semicolons
    KEY = "key"  # codes and row numbers
    ATTRIBUTE = "attribute"  # anything else that rows can be chosen by
    AGGREGATE = "aggregate"  # marks the rows that are totals: yes or no, or which total it is
    VINTAGE = "vintage"  # the edition that a row is of
    IGNORE = "ignore"


@record
class YearPart:
    """A month, quarter or half of whatever year; where fiscal years are cut into months, the first of these is told."""

    grain: Grain
    number: int
    first_month: int = 1


@dataclass(frozen=True)
class Field:
    """A column: `name` is the header as written, `names` are all the words a draft may use for it.

    `unit` and `scale` apply to the column's numbers; `period` is what the header says of time ("Revenue 2024");
    `measure` is the header without unit and period. `kind` is "value", "share" (written as a fraction of 1 and read
    as percent), "rank" or "change". `inferred` tells that no description gave the role. `vintage` is the edition that
    the column is of; `signs` gives words and the sign that the column prints them with ("outflow": -1). `declared` are
    the keys that a description gives of the column; `part` is the month or quarter of each row's year that it is of.
    """

    name: str
    role: Role
    title: str = ""
    names: tuple[str, ...] = ()
    measure: str = ""
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    period: Period | None = None
    description: str = ""
    type: str = ""
    kind: str = "value"
    date_format: str = ""
    missing_values: frozenset[str] = frozenset()
    inferred: bool = True
    vintage: str = ""
    signs: Mapping[str, int] = field(default_factory=dict)
    tolerance: Tolerance | None = None
    derived: Derivation | None = None
    note: str = ""
    declared: tuple[str, ...] = ()
    part: YearPart | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the header says when: the period of the column, or the month of each row's year."""
        return self.period is not None or self.part is not None


@dataclass(frozen=True)
class Table:
    """A table that may be used: rows hold exactly as many texts as there are fields.

    `lines` gives each row's line in its source. `entity` is what the whole table is about where no column says
    ("World"); `measure` what its value column holds where no column says. `aggregates` are entity texts declared to
    be totals; `entity_aliases` gives other names of entity texts; `names` are words for the table itself; `part` names
    the table within a file of several: a sheet, a database table. `vintage` is the edition that the table is, of the
    `series` that its other editions name too; `frequency` what its dates stand for; `period` the time of rows that
    have none of their own.
    """

    name: str
    title: str
    description: str
    names: tuple[str, ...]
    path: Path | None
    fields: tuple[Field, ...]
    rows: Sequence[tuple[str, ...]]
    lines: Sequence[int]
    source: Source
    entity: str = ""
    measure: str = ""
    licence: str = ""
    retrieved: str = ""
    as_of: str = ""
    digest: str = ""
    missing_values: frozenset[str] = frozenset()
    tolerance: Tolerance | None = None
    period: Period | None = None
    frequency: Frequency | None = None
    series: str = ""
    vintage: str = ""
    note: str = ""
    declared: tuple[str, ...] = ()
    aggregates: frozenset[str] = frozenset()
    entity_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decimal_comma: bool = False
    primary_key: tuple[str, ...] = ()
    part: str = ""
    form: str = ""
    letters: tuple[str, ...] = ()

    def address(self, row: int, column: int) -> str:
        """A cell's address in its sheet, such as "C5"; "" in what is no spreadsheet."""
        letters = self.letters[column] if column < len(self.letters) else ""
        return f"{letters}{self.lines[row]}" if letters else ""

    @property
    def edition(self) -> str:
        """The day or month from which the table speaks, as it is declared: 2024-05-01, 2024-06; "" where none is."""
        dated = self.vintage if self.vintage[:4].isdecimal() else ""
        return self.as_of or self.retrieved or dated

    @cached_property
    def columns(self) -> Mapping[Role, tuple[int, ...]]:
        """The positions of the columns of every role, in order."""
        found: dict[Role, list[int]] = {}
        for position, column in enumerate(self.fields):
            found.setdefault(column.role, []).append(position)
        return {role: tuple(positions) for role, positions in found.items()}

    def of_role(self, role: Role) -> tuple[int, ...]:
        """The positions of the columns of one role."""
        return self.columns.get(role, ())

    @cached_property
    def entity_columns(self) -> tuple[int, ...]:
        """The positions of the entity columns."""
        return self.of_role(Role.ENTITY)

    def values(self, column: int) -> tuple[str, ...]:
        """The distinct texts of a column that are not missing, in order of appearance."""
        cached: dict[int, tuple[str, ...]] = self._values
        if column not in cached:
            distinct = dict.fromkeys(row[column].strip() for row in self.rows)
            cached[column] = tuple(text for text in distinct if not self.is_missing(text, column))
        return cached[column]

    @cached_property
    def _values(self) -> dict[int, tuple[str, ...]]:
        return {}

    def is_missing(self, text: str, column: int) -> bool:
        """Whether a cell says that there is no value."""
        text = text.strip()
        return text.lower() in self.missing_values or text in self.fields[column].missing_values


@record
class SeriesCell:
    """One number of a series: where it stands and of when; `aggregate` tells a total or a region from its members."""

    row: int
    column: int
    period: Period | None
    aggregate: bool
    table: Table = field(compare=False)

    @property
    def entity(self) -> tuple[str, ...]:
        """The row's texts of the table's entity columns, in column order; "" where missing."""
        cells = self.table.rows[self.row]
        return tuple([cells[column].strip() for column in self.table.entity_columns])

    @property
    def text(self) -> str:
        """The cell as it is written."""
        return self.table.rows[self.row][self.column].strip()
