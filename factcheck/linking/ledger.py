"""The facts of a store by series, entity and period, each made once when first asked for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property, partial

from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.model import Fact, Grain, Period, Unit
from factcheck.reference.frequencies import named_year
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell

MOST_POINTS = 50_000  # of a longer line a draft states no figure by its name and period
MOST_AT_ONCE = 2000  # members that are ranked, or looked through for the one that a figure may belong to
NOT_ADDITIVE = frozenset({"percent", "percentage_points", "temperature", "ratio", "speed", "concentration"})


class Point:
    """A fact of a series that is made when first looked at: its period is known before."""

    __slots__ = ("_fact", "_make", "period")

    def __init__(self, period: Period | None, make: Callable[[], Fact]) -> None:
        self.period = period
        self._make = make
        self._fact: Fact | None = None

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        if self._fact is None:
            self._fact = self._make()
        return self._fact


class Strand(tuple[Point, ...]):
    """The facts of one line in order of period, found by period without looking at all of them."""

    @cached_property
    def _by_days(self) -> dict[tuple[dt.date, dt.date], list[Point]]:
        found: dict[tuple[dt.date, dt.date], list[Point]] = {}
        for point in self:
            if point.period is not None:
                found.setdefault((point.period.start, point.period.end), []).append(point)
        return found

    @cached_property
    def _by_years(self) -> dict[tuple[int, int], list[Point]]:
        found: dict[tuple[int, int], list[Point]] = {}
        for point in self:
            if point.period is not None:
                found.setdefault((point.period.start.year, point.period.end.year), []).append(point)
        return found

    @cached_property
    def _by_name(self) -> dict[int | None, list[Point]]:
        """The fiscal years that are called by one year, by that year."""
        found: dict[int | None, list[Point]] = {}
        for point in self:
            if point.period is not None and (year := named_year(point.period)) is not None:
                found.setdefault(year, []).append(point)
        return found

    @cached_property
    def dated(self) -> Strand:
        """The facts that have a period."""
        return self if all(point.period is not None for point in self) else Strand(one for one in self if one.period)

    @cached_property
    def _starts(self) -> list[dt.date]:
        return [point.period.start for point in self.dated if point.period is not None]

    def at(self, period: Period) -> list[Point]:
        """The facts of a period: the same days, or the same fiscal year written in two ways."""
        same = self._by_days.get((period.start, period.end))
        if same is not None:
            return same
        pool = self._by_years.get((period.start.year, period.end.year), []) or self._by_name.get(named_year(period), [])
        return [point for point in pool if point.period is not None and same_period(point.period, period)]

    def latest(self, as_of: dt.date | None, ended_only: bool = False) -> list[Point]:
        """The facts of the latest period that had begun, or ended, by a date (rivals share it)."""
        begun = self.dated[: len(self.dated) if as_of is None else bisect_right(self._starts, as_of)]
        for point in reversed(begun) if ended_only else ():
            if as_of is None or (point.period is not None and point.period.end <= as_of):
                return self.at(point.period) if point.period is not None else []
        last = begun[-1].period if begun else None
        return self.at(last) if last is not None else []


class Ledger:
    """What the linker knows of series; keyed by position in the link index."""

    def __init__(self) -> None:
        self._points: dict[tuple[int, str | None], Strand] = {}
        self._totals: dict[int, Strand] = {}
        self._members: dict[tuple[int, Period | None], tuple[Fact, ...]] = {}

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

    def members_like(self, series: Series, period: Period | None, low: Fraction, high: Fraction) -> tuple[Fact, ...]:
        """Give the facts of the members at one period whose values lie between two bounds, however many there are."""
        near = (cell for cell in series.cells_from(low, high) if cell.period == period and not cell.aggregate)
        return tuple(map(series.fact, near))

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


def points_of(series: Series, cells: Iterable[SeriesCell]) -> Strand:
    """Give the facts of some cells of a series, in order of period."""
    return Strand(Point(cell.period, partial(series.fact, cell)) for cell in sorted(cells, key=when))


def same_period(a: Period, b: Period) -> bool:
    """Whether two periods are one: the same days, or the same fiscal year written in two ways."""
    if a.start == b.start and a.end == b.end:
        return True
    if Grain.FISCAL_YEAR not in (a.grain, b.grain):
        return False
    years = named_year(a), named_year(b)
    return (a.start.year, a.end.year) == (b.start.year, b.end.year) or (years[0] is not None and years[0] == years[1])


def when(dated: SeriesCell | Point) -> tuple[dt.date, dt.date]:
    """Give a key that sorts by period, what has none first."""
    period = dated.period
    return (dt.date.min, dt.date.min) if period is None else (period.start, period.end)


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
