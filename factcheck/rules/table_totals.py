"""FC401: a total line of a table, or of a list of amounts, that its rows or columns do not make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Diagnosis, Finding, Fix
from factcheck.phrasing import with_unit
from factcheck.rewriting import rewritten, text_of
from factcheck.rules.draft import Draft
from factcheck.rules.grid import Cell, Grid, grids
from factcheck.rules.sums import is_one_slip
from factcheck.rules.table_sums import Stated, Sum, stated_sums

_SLIP = Fraction(3, 10)  # slips of the pen are rarely larger; sums of other things often are
MOST_TERMS = 8  # parts that a message spells out


@record
class Miss:
    """A sum that does not hold though it surely ought to, and the line of the grid that states it."""

    sum: Sum
    name: str


def totals_in_tables(draft: Draft) -> Iterator[Finding]:
    """Totals of rows and columns that their cells do not make."""
    for grid in grids(draft):
        turned = grid.turned()
        columns = [Miss(each, _name(grid, each.column)) for each in _sure(grid)]
        rows = [] if grid.is_list else [Miss(each, _name(turned, each.column)) for each in _sure(turned)]
        yield from _findings(draft, columns, rows)


def _name(grid: Grid, column: int) -> str:
    header = grid.cell(0, column)
    if grid.is_list:
        return "the list does not make its total"
    line = "row" if grid.is_turned else "column"
    return (
        f"the {line} “{header.text}” does not make its total"
        if header is not None
        else f"the {line} does not make its total"
    )


def _sure(grid: Grid) -> list[Sum]:
    """The sums of a grid's columns that surely ought to hold and do not."""
    return [each for stated in stated_sums(grid) for each in _surely_missed(grid, stated)]


def _surely_missed(grid: Grid, stated: Stated) -> Sequence[Sum]:
    held, missed = len(stated.held), stated.missed
    if not missed or len(missed) > max(1, held // 3):
        return ()
    if held >= 2 or (held == 1 and stated.is_natural and not grid.is_turned):
        return [each for each in missed if _could_be_a_sum(each) and (held >= 2 or _is_near(each) or is_slip(each))]
    if not (stated.is_natural and stated.is_plain) or grid.is_turned:
        return ()
    return [each for each in missed if _could_be_a_sum(each) and _is_near(each) and is_slip(each)]


def _could_be_a_sum(each: Sum) -> bool:
    """Whether the total is above all of its parts, as a sum is and an average, a maximum or a last value is not."""
    if each.unknown and each.gap > 0:
        return False  # what is not given may be what is missing
    values = [part.amount.value for part in each.parts if part.amount is not None and part.amount.value is not None]
    if min(values) < 0:
        return True
    return each.stated > max(values) or (len(values) == 2 and is_slip(each) and max(values) != each.stated)


def _is_near(each: Sum) -> bool:
    return abs(each.gap) <= max(abs(each.made), abs(each.stated)) * _SLIP


def is_slip(each: Sum) -> bool:
    """Whether the total, or one of the parts, is one slip of the pen away from what would make the sum hold."""
    if is_one_slip(each.stated, each.made):
        return True
    values = [part.amount.value for part in each.parts if part.amount is not None and part.amount.value is not None]
    return any(is_one_slip(value, value + each.gap) for value in values)


def _findings(draft: Draft, columns: Sequence[Miss], rows: Sequence[Miss]) -> Iterator[Finding]:
    """The findings; where a row and a column miss by the same, the cell in which they cross is the wrong one."""
    if len(columns) == len(rows) == 1:
        crossing = _crossing(columns[0].sum, rows[0].sum)
        if crossing is not None:
            yield _at_crossing(draft, crossing, columns[0], rows[0])
            return
    for miss in (*columns, *rows):
        message = f"{miss.name}: {_told(miss.sum)}, not “{miss.sum.total.text}”"
        yield _finding(draft, miss.sum.total, message, miss.sum.parts)


def _crossing(one: Sum, other: Sum) -> tuple[Cell, Fraction] | None:
    """The one cell that both sums hold, and the value with which both would hold."""
    mine = {cell.span: cell for cell in (one.total, *one.parts)}
    shared = [mine[cell.span] for cell in (other.total, *other.parts) if cell.span in mine]
    if len(shared) != 1:
        return None
    (cell,) = shared
    values = {_mended(cell, each) for each in (one, other)}
    return (cell, values.pop()) if len(values) == 1 else None


def _mended(cell: Cell, each: Sum) -> Fraction:
    value = (cell.amount.value if cell.amount is not None else None) or Fraction(0)
    return each.made if cell.span == each.total.span else value + each.gap


def _at_crossing(draft: Draft, crossing: tuple[Cell, Fraction], column: Miss, row: Miss) -> Finding:
    cell, value = crossing
    told = " and ".join(f"{_told(each)} beside “{each.total.text}”" for each in (column.sum, row.sum))
    message = f"“{cell.text}” fits neither its column nor its row: {told}"
    others = [part for each in (column.sum, row.sum) for part in (*each.parts, each.total) if part.span != cell.span]
    fix = rewritten(cell.claim.mention, value) if cell.claim is not None else None
    return _finding(draft, cell, message, others, fix)


def _told(each: Sum) -> str:
    """The sum as it comes out: "12 + 9 = 21"."""
    terms = " + ".join(part.text for part in each.parts) if len(each.parts) <= MOST_TERMS else "its parts"
    unit = each.total.amount.unit if each.total.amount is not None else None
    alike = "" if each.total.claim is None else text_of(rewritten(each.total.claim.mention, each.made))
    return f"{terms} = {alike or with_unit(each.made, unit, 12)}"


def _finding(draft: Draft, cell: Cell, message: str, others: Sequence[Cell], fix: Fix | None = None) -> Finding:
    found = draft.finding("FC401", cell.claim, message, Diagnosis.TOTAL, fix, span=cell.place)
    return replace(found, related=tuple(draft.related(other.place, "a part") for other in others))
