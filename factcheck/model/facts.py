"""What the tables say: facts with the cells they come from, and how a claim is tied to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model.claims import Kind
from factcheck.model.periods import Period
from factcheck.model.quantities import Interval, Unit


@record
class Cell:
    """One cell of a reference table: the data row counted from 0, the column's header, and what it holds.

    `line` is the line or sheet row of the file, `part` the sheet or table of a file with several, `address` the cell's
    own in a spreadsheet ("C5").
    """

    table: str
    row: int
    column: str
    text: str
    line: int = 0
    part: str = ""
    address: str = ""


@record
class Source:
    """Where a fact comes from."""

    title: str = ""
    date: str = ""
    url: str = ""


@record
class Fact:
    """A quantity in a reference table, or one derived from several of its cells.

    `value` is unscaled and in `unit`; `interval` is what its printed digits or its own bounds allow. `kind` is what
    the fact says: LEVEL for a cell; CHANGE, DIFFERENCE, SHARE, RATIO, RANK, COUNT, TOTAL ... for derived ones, signed
    (a fall is negative). `key` is the row's key columns; `derivation` says in words and numbers how a derived fact
    was made, "" for a single cell; `cells` are all cells used. `comparator` is the source's own wording ("up to").
    """

    table: str
    row: int
    column: str
    key: tuple[tuple[str, str], ...]
    value: Fraction
    interval: Interval
    unit: Unit | None
    entity: str
    measure: str
    period: Period | None
    source: Source
    cells: tuple[Cell, ...] = ()
    derivation: str = ""
    comparator: str = ""
    note: str = ""
    kind: Kind = Kind.LEVEL


@record
class Link:
    """A claim's tie to a fact: a score in [0, 1] and the reasons for it, readable by a person.

    `parts` are what the score is made of, each in [0, 1]: how well measure, entity, period and unit fit.
    """

    fact: Fact
    score: float
    reasons: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()


@record
class Pin:
    """A person's word that a figure is about one cell of a table: it is compared with that, and not searched for.

    `figure` is the figure as the draft writes it, unit included; where it stands more than once, `near` (words of its
    sentence), `line` or `nth` (the nth that fits) tells which. `table` is named as messages name it; `row` gives
    columns and their texts that choose one row, `key` texts alone, in the order of the table's columns; `column` is the
    cell's. `draft` keeps the pin to one draft, named as it is given, with or without its suffix. `by` and `place` (a
    file and line) say where the pin comes from. `offset` is the place in the text of a pin that stands in the draft
    itself: it is about the figure before it, and `figure` is "".
    """

    figure: str
    table: str
    column: str
    row: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    line: int = 0
    nth: int = 0
    draft: str = ""
    by: str = ""
    place: str = ""
    key: tuple[str, ...] = ()
    offset: int = -1

    @property
    def origin(self) -> str:
        """Where the pin comes from, in words."""
        said = f"pinned by {self.by}" if self.by else "pinned"
        return f"{said} in {self.place}" if self.place else said
