"""The facts of a store by series, entity and period, each made once when first asked for."""

from __future__ import annotations

from functools import partial
from typing import Any

from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.strands import Point, Strand, points_of, same_period, when
from factcheck.model import Fact, Period, Unit
from factcheck.reference.series import Series

__all__ = ["Ledger", "Point", "Strand", "additive", "points_of", "same_period"]

MOST_POINTS = 50_000  # of a longer line a draft states no figure by its name and period
MOST_AT_ONCE = 2000  # members that are ranked, or looked through for the one that a figure may belong to
NOT_ADDITIVE = frozenset({"percent", "percentage_points", "temperature", "ratio", "speed", "concentration"})


class Ledger:
    """What the linker knows of series; keyed by position in the link index."""

    def __init__(self) -> None:
        self._points: dict[tuple[int, str | None], Strand] = {}
        self._totals: dict[int, Strand] = {}
        self._members: dict[tuple[int, Period | None], tuple[Fact, ...]] = {}
        self.layouts: dict[str, Any] = {}  # by table; kept here, made in `layouts`
        self.unnamed: dict[int, Any] = {}  # by series; kept here, made in `lines`

    def points(self, series: Series, entity: str | None = None) -> Strand:
        """Give the facts of one entity of a series, or of all of it, in order of period."""
        key = (id(series), entity)
        if key not in self._points:
            cells = series.cells if entity is None else series.cells_of(entity)
            self._points[key] = points_of(series, cells if len(cells) <= MOST_POINTS else ())
        return self._points[key]

    def totals(self, series: Series) -> Strand:
        """Give the sum over all members for every period in which each has a value; () where sums make no sense."""
        if id(series) not in self._totals:
            self._totals[id(series)] = Strand(_totals(series))
        return self._totals[id(series)]

    def members_at(self, series: Series, period: Period | None) -> tuple[Fact, ...]:
        """Give the facts of all members, totals and regions left out, at one period; () where they are very many."""
        key = (id(series), period)
        if key not in self._members:
            cells = series.cells_at(period)
            few = cells if len(cells) <= MOST_AT_ONCE else ()
            self._members[key] = tuple(series.fact(cell) for cell in few if not cell.aggregate)
        return self._members[key]

    def whole_at(self, series: Series, period: Period | None) -> Fact | None:
        """Give the total that a share is of: the table's only aggregate row, a row for the world, or the sum."""
        names = series.totals
        name = (
            names[0]
            if len(names) == 1
            else next((text for text in names if text.casefold() in word_set("linking", "everything")), None)
        )
        points = self.points(series, name) if name is not None else () if names else self.totals(series)
        return next((point.fact for point in points if point.period == period), None)


def additive(unit: Unit | None, measure: str) -> bool:
    """Whether values of different members may be added: amounts and counts, not rates, averages or levels."""
    if unit is not None and (unit.dimension in NOT_ADDITIVE or "/" in unit.dimension):
        return False
    return word_set("linking", "not_additive").isdisjoint(measure.lower().split())


def _totals(series: Series) -> list[Point]:
    if not additive(series.unit, series.measure):
        return []
    return sorted((Point(period, partial(_total, series, period)) for period in series.full_periods), key=when)


def _total(series: Series, period: Period | None) -> Fact:
    group = [series.fact(cell) for cell in series.cells_at(period) if not cell.aggregate]
    return derived.total(group, f"all {len(group)}")
