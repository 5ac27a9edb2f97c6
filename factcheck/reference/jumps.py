"""Numbers that jump a thousandfold from one period to the next: half of a column was written in thousands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from factcheck.reference.cells import parse_cell
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Role, Table

_LEAST, _MOST = 500, 2000
_FEWEST = 2  # one jump may be a figure that really jumped
_SHARE = 0.2
_MOST_ROWS = 200_000

_Step = tuple[int, str, str]  # the row, the number before and the number that is a thousand times smaller or larger


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
            steps = [(row, cells[first], cells[second]) for row, cells in enumerate(table.rows)]
            names = f'columns "{table.fields[first].name}" and "{table.fields[second].name}"'
            yield from _told(table, second, names, steps)


def _down_columns(table: Table) -> Iterator[Doubt]:
    """Rows of one thing, one a period."""
    if not table.of_role(Role.PERIOD):
        return
    rows = Rows(table)
    for at in table.of_role(Role.VALUE):
        if table.fields[at].period is not None:
            continue
        last: dict[tuple[str, ...], str] = {}
        steps: list[_Step] = []
        for row, cells in enumerate(table.rows):
            entity = rows.entity(row)
            if entity in last:
                steps.append((row, last[entity], cells[at]))
            last[entity] = cells[at]
        yield from _told(table, at, f'column "{table.fields[at].name}"', steps)


def _told(table: Table, column: int, names: str, steps: Sequence[_Step]) -> Iterator[Doubt]:
    counted, jumps = 0, []
    for step in steps:
        ratio = _ratio(table, step[1], step[2])
        counted += ratio is not None
        if ratio is not None and (_LEAST <= ratio <= _MOST or _LEAST <= 1 / ratio <= _MOST):
            jumps.append(step)
    if len(jumps) < _FEWEST or len(jumps) < _SHARE * counted:
        return
    row, before, after = jumps[0]
    message = (
        f'{names}: {len(jumps)} of {counted} steps in time are by about a thousand (from "{before.strip()}" to '
        f'"{after.strip()}"); are some numbers in thousands? Write all in one scale and say it in the header'
    )
    yield Doubt(message, table.lines[row], column + 1)


def _ratio(table: Table, before: str, after: str) -> float | None:
    first, second = (parse_cell(text, table.decimal_comma) for text in (before, after))
    if first is None or second is None or first.value <= 0 or second.value <= 0:
        return None
    return float(second.value / first.value)
