"""FC408: columns and rows of percentages of a table that should give 100 and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Diagnosis, Finding, Interval
from factcheck.rules.draft import Draft, dimension, total, word_pattern
from factcheck.rules.grid import Cell, Grid, grids
from factcheck.rules.sums import is_one_slip
from factcheck.rules.table_sums import kinds_of, stated_sums
from factcheck.rules.table_totals import MOST_TERMS

_HUNDRED = Fraction(100)
_FAR = 15  # percentage points from 100: what is further off is no list of all parts
_ENOUGH = 3  # lines that come to 100 and show that the other ought to
_FEWEST = 3


@record
class Shares:
    """The percentages of a column, and the cell that states their total, None without one."""

    name: str
    parts: tuple[Cell, ...]
    total: Cell | None
    value: Fraction
    interval: Interval

    @property
    def holds(self) -> bool:
        """Whether they may come to 100."""
        return self.interval.overlaps(Interval.point(_HUNDRED))

    @property
    def is_near(self) -> bool:
        """Whether they miss 100 by little."""
        return abs(self.value - _HUNDRED) <= _FAR


def shares_in_tables(draft: Draft) -> Iterator[Finding]:
    """Percentages of a table, or of a list, that do not give 100 where they should."""
    for grid in grids(draft):
        if word_pattern("several_answers", "totals").search(grid.about):
            continue
        for turned in (grid,) if grid.is_list else (grid, grid.turned()):
            for shares in _wrong(turned):
                yield _finding(draft, turned, shares)


def _wrong(grid: Grid) -> Iterator[Shares]:
    kinds = kinds_of(grid)
    found = [shares for column in range(1, grid.width) if (shares := _shares(grid, kinds, column)) is not None]
    held = [shares for shares in found if shares.holds]
    missed = [shares for shares in found if not shares.holds]
    for shares in missed:
        # A line that comes to less may leave out those who gave no answer: more others have to tell that it should not.
        enough = _ENOUGH if shares.value > _HUNDRED else _ENOUGH + 1
        told_by_others = len(held) >= enough and len(missed) * 3 <= len(held)
        if shares.is_near and (told_by_others or _is_whole(grid, kinds, shares)):
            yield shares


def _shares(grid: Grid, kinds: Sequence[str], column: int) -> Shares | None:
    """The percentages of a column, None where it holds anything else or fewer than two."""
    header = grid.cell(0, column)
    rows = [row for row in range(1, len(grid.rows)) if kinds[row] == "part"]
    cells = [cell for row in rows if (cell := grid.cell(row, column)) is not None and not cell.is_empty]
    if len(cells) < 2 or not all(_is_percent(cell) for cell in cells):
        return None
    totals = [grid.cell(row, column) for row in range(1, len(grid.rows)) if kinds[row] == "total"]
    if len(totals) > 1:
        return None  # subtotals: which parts make a whole is not told
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    value = sum((amount.value for amount in amounts if amount.value is not None), Fraction(0))
    made = total([amount.interval for amount in amounts])
    return Shares(header.text if header else "", tuple(cells), totals[0] if totals else None, value, made)


def _is_percent(cell: Cell) -> bool:
    amount = cell.amount
    return amount is not None and amount.value is not None and amount.value >= 0 and dimension(amount) == "percent"


def _is_whole(grid: Grid, kinds: Sequence[str], shares: Shares) -> bool:
    """Whether the percentages surely are all parts of one whole, so that they should give 100."""
    if len(shares.parts) < _FEWEST - (shares.total is not None):
        return False
    stated = shares.total is not None and shares.total.amount is not None and shares.total.amount.value == _HUNDRED
    named = word_pattern("share_headers", "totals").search(shares.name) is not None or grid.is_list
    rest = any(word_pattern("rest_labels", "totals").fullmatch(grid.label(row)) for row in range(1, len(kinds)))
    slip = any(
        is_one_slip(part.amount.value, part.amount.value + _HUNDRED - shares.value)
        for part in shares.parts
        if part.amount is not None and part.amount.value is not None
    )
    if shares.value > _HUNDRED:
        return stated or (slip and named and (rest or not grid.is_list))
    others_add_up = any(each.held and not each.missed for each in stated_sums(grid))
    return slip and ((stated and (rest or others_add_up or grid.is_list)) or (rest and named))


def _finding(draft: Draft, grid: Grid, shares: Shares) -> Finding:
    terms = " + ".join(part.text for part in shares.parts) if len(shares.parts) <= MOST_TERMS else "its parts"
    line = "list" if grid.is_list else "row" if grid.is_turned else "column"
    named = f" “{shares.name}”" if shares.name and not grid.is_list else ""
    message = f"the {line}{named} does not give 100%: {terms} = {float(shares.value):g}%"
    where = shares.total if shares.total is not None and shares.total.amount is not None else shares.parts[-1]
    others = [part for part in shares.parts if part.span != where.span]
    found = draft.finding("FC408", where.claim, message, Diagnosis.TOTAL, span=where.place)
    return replace(found, related=tuple(draft.related(other.place, "a share") for other in others))
