"""Which lines of a grid add up to which: the sums that its total labels state, and how well each holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Quantity
from factcheck.precision import LEEWAY, round_step, step
from factcheck.rules.draft import dimension, word_pattern
from factcheck.rules.grid import Cell, Grid, is_aside, is_plain_total, is_total

_MOST_TOTALS = 12  # lines with a total label in one grid: more is no table that anybody adds up
_LONGEST_TAIL = 8  # rows right above a total that may be its parts where nothing marks off the rest
_HEADERS = 4  # rows that may hold headers: the first, and those below it that a spanning header leaves
_SMALL = 1000  # counts below are rarely rounded
_SUMMED = frozenset({"count", "currency"})
_NEVER_SUMMED = frozenset({"percent", "percentage_points", "ratio", "rank", "temperature"})


@record
class Sum:
    """The sum of one column over the rows that a total stands for: its cells, and both sides.

    `slack` is what rounding allows between them, `unknown` how many parts stand open (a dash or nothing).
    """

    column: int
    total: Cell
    parts: tuple[Cell, ...]
    made: Fraction
    stated: Fraction
    slack: Fraction
    unknown: int

    @property
    def gap(self) -> Fraction:
        """By how much the total is above its parts."""
        return self.stated - self.made

    @property
    def holds(self) -> bool:
        """Whether the parts make the total, as far as rounding lets it be told."""
        return abs(self.gap) <= self.slack


@record
class Stated:
    """A total line with the rows that it most likely adds up, and the sums of all columns over them."""

    row: int
    rows: tuple[int, ...]
    held: tuple[Sum, ...]
    missed: tuple[Sum, ...]
    is_plain: bool
    is_natural: bool


def stated_sums(grid: Grid) -> Iterator[Stated]:
    """For every total line the reading of it under which most columns add up."""
    kinds = kinds_of(grid)
    totals = [row for row in range(1, len(kinds)) if kinds[row] == "total"]
    columns = [at for at in range(1, grid.width) if not _is_apart(grid, at)]
    rounded = bool(totals) and word_pattern("rounded_words", "totals").search(_words(grid)) is not None
    for row in totals[:_MOST_TOTALS]:
        readings = []
        for place, rows in enumerate(_groupings(kinds, row)):
            sums = [found for column in columns if (found := _sum(grid, rows, row, column, rounded)) is not None]
            held = tuple(each for each in sums if each.holds)
            readings.append((len([each for each in held if _is_telling(each)]), -place, rows, held, sums))
        if not readings:
            continue
        explained = {
            each.column for votes, place, _, held, _ in readings for each in held if votes > 1 or -place < _NATURAL
        }
        _, place, rows, held, sums = max(readings, key=lambda reading: reading[:2])
        missed = tuple(each for each in sums if each.column not in explained)
        telling = tuple(each for each in held if _is_telling(each))
        yield Stated(row, rows, telling, missed, is_plain_total(grid.label(row)), -place < _NATURAL)


def kinds_of(grid: Grid) -> list[str]:
    """What every row is to a sum: "total", "part", "aside" or "section"."""
    return [_kind(grid, row, grid.label(row)) for row in range(len(grid.rows))]


def _kind(grid: Grid, row: int, label: str) -> str:
    """What a row is to a sum: "total", "part", "aside" or "section"."""
    if is_aside(label):
        return "aside"
    if is_total(label):
        return "total"
    amounts = any(cell is not None and (cell.amount is not None or cell.is_empty) for cell in grid.rows[row][1:])
    return "part" if amounts else "section"


def _is_apart(grid: Grid, column: int) -> bool:
    """Whether a header says that a column is not for adding up: a rank, a price, a percentage."""
    headers = [grid.cell(row, column) for row in range(min(_HEADERS, len(grid.rows)))]
    return any(cell is not None and cell.amount is None and is_aside(cell.label) for cell in headers)


_NATURAL = 4


def _groupings(kinds: Sequence[str], row: int) -> list[tuple[int, ...]]:
    """The rows that a total may add up, the likeliest reading first; the first four are natural ones."""
    before = [at for at in range(1, row) if kinds[at] in {"part", "total", "section"}]
    breaks = [at for at in before if kinds[at] != "part"]
    last = breaks[-1] if breaks else 0
    since = [at for at in before if at > last]
    above = [at for at in before if kinds[at] == "part"]
    totals = [at for at in before if kinds[at] == "total"]
    after_total = [at for at in above if at > (totals[-1] if totals else 0)]
    of_totals = [*totals, *after_total]
    below: list[int] = []
    if not above:
        for at in range(row + 1, len(kinds)):
            if kinds[at] == "total":
                break
            below.extend([at] if kinds[at] == "part" else [])
    tails = [tuple(above[-length:]) for length in range(2, min(_LONGEST_TAIL, len(above)) + 1)]
    running = [tuple(sorted({*totals[-1:], *after_total}))]
    natural = [tuple(since) or tuple(below), tuple(above), tuple(of_totals), running[0]]
    return [rows if len(rows) > 1 else () for rows in natural] + tails


def _is_telling(each: Sum) -> bool:
    """Whether a sum that holds says anything: two parts at least that are not nothing."""
    return sum(bool(part.amount and part.amount.value) for part in each.parts) > 1


def _sum(grid: Grid, rows: Sequence[int], row: int, column: int, rounded: bool) -> Sum | None:
    """The sum of a column over some rows, None where a cell is not understood or units differ."""
    total = grid.cell(row, column)
    if total is None or total.amount is None or total.amount.value is None or not rows:
        return None
    cells = [grid.cell(at, column) for at in rows]
    parts = [cell for cell in cells if cell is not None and not cell.is_empty]
    if len(parts) < 2 or any(part.amount is None or part.amount.value is None for part in parts):
        return None
    amounts = [part.amount for part in parts if part.amount is not None]
    if not _in_one_unit([*amounts, total.amount]) or not _in_one_scale([*parts, total]):
        return None
    made = sum((amount.value for amount in amounts if amount.value is not None), Fraction(0))
    slack = _slack([*amounts, total.amount], rounded)
    return Sum(column, total, tuple(parts), made, total.amount.value, slack, len(cells) - len(parts))


def _in_one_unit(amounts: Sequence[Quantity]) -> bool:
    """Whether all are in one unit that can be added up; a bare number goes with any currency."""
    dimensions = {dimension(amount) for amount in amounts}
    names = {amount.unit.name for amount in amounts if amount.unit is not None and dimension(amount) != "count"}
    return not dimensions & _NEVER_SUMMED and len(names) <= 1 and (len(dimensions) == 1 or dimensions <= _SUMMED)


def _in_one_scale(cells: Sequence[Cell]) -> bool:
    """Whether a scale that the header gives ("$m") was given to every cell, or each cell writes its own."""
    scales = {cell.amount.scale for cell in cells if cell.amount is not None}
    return len(scales) == 1 or not any(_is_scaled_by_header(cell) for cell in cells)


def _is_scaled_by_header(cell: Cell) -> bool:
    mention = None if cell.claim is None else cell.claim.mention
    scale = Fraction(1) if cell.amount is None else cell.amount.scale
    return scale != 1 and (mention is None or mention.scale_span is None)


def _slack(amounts: Sequence[Quantity], rounded: bool) -> Fraction:
    """How far rounded parts may miss a rounded total: half a unit each, where the figures may be rounded.

    `rounded` is whether the table says that its figures are; large ones may be without that.
    """
    halves = sum((step(amount) / 2 for amount in amounts if not amount.interval.is_point), Fraction(0))
    whole = [amount for amount in amounts if amount.interval.is_point and amount.value]
    largest = max(abs(amount.value or Fraction(0)) for amount in amounts)
    if not whole or (largest < _SMALL and not rounded):
        return halves
    steps = [round_step(amount) for amount in whole]
    unit = max(Fraction(1), min([*steps, largest * LEEWAY]))
    return halves + unit / 2 * len(whole)


def _words(grid: Grid) -> str:
    header = " ".join(cell.text for cell in grid.rows[0] if cell is not None) if grid.rows else ""
    return f"{grid.about} {header}".lower()
