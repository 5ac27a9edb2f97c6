"""The facts of a store by series, entity and period, each made once when first asked for."""

from __future__ import annotations

import datetime as dt

from factcheck.linking import derived
from factcheck.model import Fact, Period, Unit
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell

MOST_MEMBERS = 400  # a total over more members than this is no sum that a draft states
NOT_ADDITIVE = frozenset({"percent", "percentage_points", "temperature", "ratio", "speed", "concentration"})
NOT_ADDITIVE_WORDS = frozenset(
    {"median", "mean", "average", "rate", "index", "price", "share", "per", "rank", "score", "annualised", "annualized"}
)


class Ledger:
    """What the linker knows of series; keyed by position in the link index."""

    def __init__(self) -> None:
        self._facts: dict[tuple[int, str | None], tuple[Fact, ...]] = {}
        self._totals: dict[int, tuple[Fact, ...]] = {}
        self._members: dict[tuple[int, Period | None], tuple[Fact, ...]] = {}

    def facts(self, series: Series, entity: str | None = None) -> tuple[Fact, ...]:
        """Give the facts of one entity of a series, or of all of it, in order of period."""
        key = (id(series), entity)
        if key not in self._facts:
            cells = series.cells if entity is None else series.cells_of(entity)
            self._facts[key] = tuple(sorted((series.fact(cell) for cell in cells), key=when))
        return self._facts[key]

    def aggregates(self, series: Series) -> tuple[str, ...]:
        """Give the names of the series' totals and regions."""
        return tuple(dict.fromkeys(cell.entity[0] for cell in series.cells if cell.aggregate and cell.entity))

    def totals(self, series: Series) -> tuple[Fact, ...]:
        """Give the sum over all members for every period in which each has a value; () where sums make no sense."""
        if id(series) not in self._totals:
            self._totals[id(series)] = tuple(_totals(series))
        return self._totals[id(series)]

    def members_at(self, series: Series, period: Period | None) -> tuple[Fact, ...]:
        """Give the facts of all members, totals and regions left out, at one period."""
        key = (id(series), period)
        if key not in self._members:
            cells = (cell for cell in series.cells if not cell.aggregate and cell.period == period)
            self._members[key] = tuple(series.fact(cell) for cell in cells)
        return self._members[key]

    def whole_at(self, series: Series, period: Period | None) -> Fact | None:
        """Give the total that a share is of: the table's only aggregate row, a row for the world, or the sum."""
        names = self.aggregates(series)
        name = names[0] if len(names) == 1 else next((text for text in names if text.casefold() == "world"), None)
        facts = self.facts(series, name) if name is not None else () if names else self.totals(series)
        return next((fact for fact in facts if fact.period == period), None)


def when(fact: Fact) -> tuple[dt.date, dt.date]:
    """Give a key that sorts facts by period, those without one first."""
    period = fact.period
    return (dt.date.min, dt.date.min) if period is None else (period.start, period.end)


def additive(unit: Unit | None, measure: str) -> bool:
    """Whether values of different members may be added: amounts and counts, not rates, averages or levels."""
    if unit is not None and (unit.dimension in NOT_ADDITIVE or "/" in unit.dimension):
        return False
    return NOT_ADDITIVE_WORDS.isdisjoint(measure.lower().split())


def _totals(series: Series) -> list[Fact]:
    if not additive(series.unit, series.measure):
        return []
    by_period: dict[Period | None, list[SeriesCell]] = {}
    members = set()
    for cell in series.cells:
        if not cell.aggregate:
            by_period.setdefault(cell.period, []).append(cell)
            members.add(cell.entity)
    if not 2 <= len(members) <= MOST_MEMBERS:
        return []
    whole = [
        group
        for group in by_period.values()
        if len(group) == len(members) and {cell.entity for cell in group} == members
    ]
    made = [derived.total([series.fact(cell) for cell in group], f"all {len(group)}") for group in whole]
    return sorted(made, key=when)
