"""Columns that the other columns of their table prove wrong: nothing is checked against them, and the report says so.

Three slips that published tables really have: a change printed beside the wrong period, a running total that falls to
nothing because nobody counts any more, and a unit that would need more people than there are.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck import units
from factcheck.frozen import record
from factcheck.model import Grain, Severity, Unit
from factcheck.reference.cells import parse_cell
from factcheck.reference.describe import Described
from factcheck.reference.floats import Printed, printed_numbers
from factcheck.reference.reading import Doubt, TableRefusedError
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Field, Role, Table
from factcheck.reference.words import normal, word_set

_MOST_ROWS = 200_000  # a longer table is data, not a page that somebody typed
_MOST_COLUMNS = 24  # a wider table is not searched for pairs of columns
_FEWEST_PAIRS = 8  # rows that must speak before a column is doubted
_AGREE, _DISAGREE = 0.8, 0.5
_ROUNDING = 0.06  # of a change printed with one decimal, its level's own rounding apart
_MOST_PEOPLE = 10**11  # ten times more than the Earth has
_FEWEST_ZEROS = 3
_STEPS = {Grain.MONTH: "month", Grain.QUARTER: "quarter"}


def without_suspects(found: Described) -> Described:
    """The table without the columns and cells that the rest of it contradicts, with a doubt for each."""
    table = found.table
    numbers = [at for at in table.of_role(Role.VALUE) if table.fields[at].period is None]
    if not 0 < len(numbers) <= _MOST_COLUMNS or len(table.rows) > _MOST_ROWS or table.of_role(Role.MEASURE):
        return found
    reader = _Columns(table)
    _check_people(reader, numbers)
    if not table.of_role(Role.PERIOD):
        return found
    changed = [*_stopped_counts(reader, numbers), *_changes(reader, numbers)]
    fields = list(table.fields)
    for position, field, _ in changed:
        fields[position] = field
    doubts = (*found.doubts, *(doubt for _, _, doubt in changed))
    return replace(found, table=replace(table, fields=tuple(fields)), doubts=doubts)


_Changed = tuple[int, Field, Doubt]


class _Columns:
    """The numbers of a table's columns, row by row; None where a cell holds none."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = Rows(table)
        self._read: dict[int, list[Printed | None]] = {}

    def numbers(self, position: int) -> list[Printed | None]:
        """The values as printed and what their last digits stand for."""
        if position not in self._read:
            self._read[position] = printed_numbers(self.table, position)
        return self._read[position]

    def follows(self, row: int) -> bool:
        """Whether a row is the next period of what the row before it is about."""
        periods = self.rows.periods
        first, second = periods[row - 1], periods[row]
        return first is not None and second is not None and first < second and self._same_thing(row)

    def skips(self, row: int) -> bool:
        """Whether periods are missing between a row and the row before."""
        first, second = self.rows.periods[row - 1], self.rows.periods[row]
        return self.follows(row) and first is not None and second is not None and (second.start - first.end).days > 1

    def _same_thing(self, row: int) -> bool:
        return self.rows.entity(row - 1) == self.rows.entity(row)


def _stopped_counts(reader: _Columns, numbers: Sequence[int]) -> Iterator[_Changed]:
    """A running total that ends in nothing but zeros: the source stopped counting, and nought is no count."""
    table = reader.table
    ending = [at for at in numbers if _is_zero(table.rows[-1][at])]
    if table.entity_columns or not ending or any(not reader.follows(row) for row in range(1, len(table.rows))):
        return
    for position in ending:
        values = [number[0] for number in reader.numbers(position) if number is not None]
        zeros = len(list(itertools.takewhile(lambda value: value == 0, reversed(values))))
        counted = values[: len(values) - zeros]
        if zeros < _FEWEST_ZEROS or len(counted) < _FEWEST_PAIRS or counted[-1] < 1000 or 0 in counted:
            continue
        rises = sum(first <= second for first, second in itertools.pairwise(counted))
        if rises < 0.98 * (len(counted) - 1):
            continue
        field = table.fields[position]
        texts = {row[position].strip() for row in table.rows if _is_zero(row[position])}
        line = next(line for row, line in zip(table.rows, table.lines, strict=True) if row[position].strip() in texts)
        message = (
            f'column "{field.name}" grows to {counted[-1]:,.0f} and then holds {zeros} zeros to the end; they are '
            'taken for missing values. Leave the cells empty, or list "0" in the column\'s missingValues'
        )
        yield position, replace(field, missing_values=field.missing_values | texts), Doubt(message, line, position + 1)


def _is_zero(text: str) -> bool:
    found = parse_cell(text)
    return found is not None and found.value == 0


def _changes(reader: _Columns, numbers: Sequence[int]) -> Iterator[_Changed]:
    for position in numbers:
        if not _may_be_change(reader.table.fields[position]):
            continue
        fits = [fit for level in numbers if level != position and (fit := _fit(reader, level, position)) is not None]
        shifted = next((fit for fit in fits if fit.shifted >= _AGREE and fit.own < _DISAGREE), None)
        if shifted is not None and all(fit.own < _AGREE for fit in fits):
            yield _shifted(reader.table, position, shifted)
        elif own := next((fit for fit in fits if fit.own >= _AGREE and fit.per_year == 1), None):
            yield from _told(reader, position, own)


def _may_be_change(field: Field) -> bool:
    words = set(normal(field.name).split()) | set(normal(field.measure).split())
    percent = field.unit is None or field.unit.dimension == "percent"
    return percent and bool(words & (word_set("changes") | word_set("change_rates")))


def _shifted(table: Table, position: int, fit: _Fit) -> _Changed:
    field, level = table.fields[position], table.fields[fit.level].name
    message = (
        f'column "{field.name}" is not used: {fit.shifted:.0%} of its rows hold the change of "{level}" that belongs '
        f"to the {fit.neighbour} row; move the column by one row, or leave it out"
    )
    return position, replace(field, role=Role.IGNORE), Doubt(message, table.lines[0], position + 1)


def _told(reader: _Columns, position: int, fit: _Fit) -> Iterator[_Changed]:
    """A change on the month or quarter before, under a name that readers take for the change of a year."""
    field, level = reader.table.fields[position], reader.table.fields[fit.level].name
    grains = {period.grain for period in reader.rows.periods if period is not None}
    word = _STEPS.get(grains.pop(), "") if len(grains) == 1 else ""
    if not word or word in normal(field.name).split() or field.title:
        return
    name = f"{field.measure}, {word} on {word}"
    gaps = [row for row in range(1, len(reader.table.rows)) if reader.skips(row)]
    line = reader.table.lines[gaps[0]] if gaps else reader.table.lines[0]
    message = f'column "{field.name}" is taken as the change of "{level}" on the {word} before, in percent'
    if gaps:
        message += f"; a {word} is missing before this row, which holds the change over more than one"
    known = replace(field, measure=name, names=(name,), unit=field.unit or units.unit_named("percent"), kind="change")
    yield position, known, Doubt(message, line, position + 1, Severity.NOTE)


@record
class _Fit:
    """How often a column is the change of another one: in its own row, or in a neighbouring one."""

    level: int
    own: float
    shifted: float
    neighbour: str
    per_year: int


def _fit(reader: _Columns, level: int, position: int) -> _Fit | None:
    """The best fit of four readings: plain or annualised changes, one row early or late."""
    changes, levels = reader.numbers(position), reader.numbers(level)
    if len({number for number in changes if number}) < _FEWEST_PAIRS // 2:
        return None
    best: _Fit | None = None
    for per_year in (1, 4, 12):
        computed = [None, *(_change(reader, levels, row, per_year) for row in range(1, len(levels)))]
        own = _agreement(computed, changes)
        if own is None:
            return None
        after = _agreement(computed[1:], changes[:-1]) or 0.0
        before = _agreement(computed[:-1], changes[1:]) or 0.0
        fit = _Fit(level, own, max(after, before), "next" if after >= before else "previous", per_year)
        if best is None or max(fit.own, fit.shifted) > max(best.own, best.shifted):
            best = fit
    return best


def _change(reader: _Columns, levels: Sequence[Printed | None], row: int, per_year: int) -> Printed | None:
    """The change in percent from the row before, and how far the levels' rounding may move it."""
    first, second = levels[row - 1], levels[row]
    if first is None or second is None or first[0] <= 0 or second[0] <= 0 or not reader.follows(row):
        return None
    growth = second[0] / first[0]
    if growth > 4:
        return None
    slack = 100 * per_year * (first[1] / first[0] + second[1] / second[0]) / 2
    return (growth**per_year - 1) * 100, slack * growth**per_year


def _agreement(computed: Sequence[Printed | None], printed: Sequence[Printed | None]) -> float | None:
    pairs = [
        (one, other) for one, other in zip(computed, printed, strict=True) if one is not None and other is not None
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return None
    hits = [abs(one[0] - other[0]) <= _ROUNDING + one[1] + other[1] / 2 for one, other in pairs]
    return statistics.fmean(hits)


def _check_people(reader: _Columns, numbers: Sequence[int]) -> None:
    """Refuse a total and its share a head that together ask for more people than the Earth ever had."""
    fields = reader.table.fields
    heads = [at for at in numbers if _is_per_head(fields[at]) and fields[at].unit is not None]
    for head, total in itertools.product(heads, numbers):
        unit = fields[total].unit
        if total in heads or unit is None or not _same_kind(unit, fields[head].unit):
            continue
        times = _base(fields[total]) / _base(fields[head])
        pairs = zip(reader.numbers(total), reader.numbers(head), strict=True)
        asked = [
            (row, times * whole[0] / share[0])
            for row, (whole, share) in enumerate(pairs)
            if whole and share and share[0] > 0
        ]
        bad = [(row, people) for row, people in asked if people > _MOST_PEOPLE]
        if len(bad) >= _FEWEST_ZEROS:
            message = (
                f'columns "{fields[total].name}" ({unit.name}) and "{fields[head].name}" cannot both be right: '
                f"they ask for {bad[0][1]:,.0f} people; correct the unit or scale of one in the description"
            )
            raise TableRefusedError(message, reader.table.lines[bad[0][0]], total + 1)


def _base(field: Field) -> float:
    """What a number of the column is to be multiplied by for the dimension's base unit."""
    factor = field.unit.factor if field.unit is not None else None
    return float(field.scale * (factor or 1))


def _is_per_head(field: Field) -> bool:
    text = f" {normal(' '.join((field.name, field.measure)))} "
    return any(f" {phrase} " in text for phrase in word_set("per_head"))


def _same_kind(one: Unit, other: Unit | None) -> bool:
    if other is None or one.dimension != other.dimension or one.dimension in ("percent", "count", ""):
        return False
    return one.name == other.name or (one.dimension != "currency" and None not in (one.factor, other.factor))
