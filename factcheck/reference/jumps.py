"""Numbers that jump a thousandfold from one period to the next: half of a column was written in thousands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from factcheck.reference.floats import Printed, printed_numbers
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Role, Table

_LEAST, _MOST = 500, 2000
_FEWEST = 2  # one jump may be a figure that really jumped
_SHARE = 0.2
_MOST_ROWS = 200_000

_Step = tuple[int, int, float]  # the row, the row before, and how many times larger the number is


def jump_doubts(table: Table) -> list[Doubt]:
    """A doubt for every measure of which a fifth of the steps in time are by about a thousand."""
    if len(table.rows) > _MOST_ROWS or table.of_role(Role.MEASURE):
        return []
    return [*_along_rows(table), *_down_columns(table)]


def _along_rows(table: Table) -> Iterator[Doubt]:
    """Columns of one measure, one a period."""
    groups: dict[object, list[int]] = {}
    for at in table.of_role(Role.VALUE):
        field = table.fields[at]
        if field.period is not None:
            groups.setdefault((field.measure.lower(), field.unit, field.scale), []).append(at)
    for columns in groups.values():
        for first, second in itertools.pairwise(columns):
            before, after = printed_numbers(table, first), printed_numbers(table, second)
            steps = [
                (row, row, ratio)
                for row in range(len(table.rows))
                if (ratio := _ratio(before[row], after[row])) is not None
            ]
            names = f'columns "{table.fields[first].name}" and "{table.fields[second].name}"'
            yield from _told(table, (first, second), names, steps)


def _down_columns(table: Table) -> Iterator[Doubt]:
    """Rows of one thing, one a period."""
    if not table.of_role(Role.PERIOD):
        return
    columns = [at for at in table.of_role(Role.VALUE) if table.fields[at].period is None]
    wide = {at: numbers for at in columns if _ranges_widely(numbers := printed_numbers(table, at))}
    pairs = _pairs_of_rows(table) if wide else []
    for at, numbers in wide.items():
        steps = [
            (row, last, ratio) for row, last in pairs if (ratio := _ratio(numbers[last], numbers[row])) is not None
        ]
        yield from _told(table, (at, at), f'column "{table.fields[at].name}"', steps)


def _pairs_of_rows(table: Table) -> list[tuple[int, int]]:
    """Every row with the row before it that is about the same thing."""
    rows = Rows(table)
    last: dict[tuple[str, ...], int] = {}
    pairs = []
    for row in range(len(table.rows)):
        entity = rows.entity(row)
        if entity in last:
            pairs.append((row, last[entity]))
        last[entity] = row
    return pairs


def _ranges_widely(numbers: Sequence[Printed | None]) -> bool:
    found = [number[0] for number in numbers if number is not None and number[0] > 0]
    return bool(found) and max(found) >= _LEAST * min(found)


def _told(table: Table, columns: tuple[int, int], names: str, steps: Sequence[_Step]) -> Iterator[Doubt]:
    jumps = [step for step in steps if _LEAST <= step[2] <= _MOST or _LEAST <= 1 / step[2] <= _MOST]
    if len(jumps) < _FEWEST or len(jumps) < _SHARE * len(steps):
        return
    row, last, _ = jumps[0]
    first, second = table.rows[last][columns[0]].strip(), table.rows[row][columns[1]].strip()
    message = (
        f'{names}: {len(jumps)} of {len(steps)} steps in time are by about a thousand (from "{first}" to '
        f'"{second}"); are some numbers in thousands? Write all in one scale and say it in the header'
    )
    yield Doubt(message, table.lines[row], columns[1] + 1)


def _ratio(before: Printed | None, after: Printed | None) -> float | None:
    if before is None or after is None or before[0] <= 0 or after[0] <= 0:
        return None
    return after[0] / before[0] or None
