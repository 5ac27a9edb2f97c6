"""Strands: the facts of one line in order of period, made one by one when one is looked at."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, overload

from factcheck.model import Fact, Grain, Period
from factcheck.reference.frequencies import named_year
from factcheck.reference.series import Series
from factcheck.reference.stored import Places
from factcheck.reference.tables import SeriesCell

Days = tuple[int, int]  # the numbers of the first and the last day of a period

_UNDATED: Days = (0, 0)  # before all days, as what has no period comes first
_LEAST_FISCAL = 180  # days; what is shorter is no fiscal year


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


class Strand(Sequence[Point]):
    """The facts of one line in order of period, those without one first; found by period without looking at all."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        made = list(points)
        self._points: list[Point | None] = [*made]
        self._days = [_days(point.period) for point in made]
        self.known: dict[Any, list[Any]] = {}  # what a draft's times come to here, for the linker to keep
        self._make: Callable[[int], Point] = made.__getitem__

    @classmethod
    def unmade(cls, days: list[Days], make: Callable[[int], Point]) -> Strand:
        """A strand whose points are made when they are looked at; their days come in order."""
        strand = cls()
        strand._points, strand._days, strand._make = [None] * len(days), days, make
        return strand

    def __len__(self) -> int:
        return len(self._days)

    def __iter__(self) -> Iterator[Point]:
        return map(self._at, range(len(self._days)))

    @overload
    def __getitem__(self, at: int) -> Point: ...
    @overload
    def __getitem__(self, at: slice) -> list[Point]: ...
    def __getitem__(self, at: int | slice) -> Point | list[Point]:
        if isinstance(at, slice):
            return self._from(*at.indices(len(self._days)))
        return self._at(range(len(self._days))[at])

    def _at(self, at: int) -> Point:
        point = self._points[at]
        if point is None:
            point = self._points[at] = self._make(at)
        return point

    def _from(self, first: int, past: int, step: int = 1) -> list[Point]:
        return [self._at(at) for at in range(first, past, step)]

    @cached_property
    def _first(self) -> int:
        """Where the points that have a period begin."""
        return bisect_right(self._days, _UNDATED)

    @property
    def undated(self) -> list[Point]:
        """The facts that have no period."""
        return self._from(0, self._first)

    @property
    def dated(self) -> list[Point]:
        """The facts that have a period."""
        return self._from(self._first, len(self._days))

    @cached_property
    def is_of_years(self) -> bool:
        """Whether every dated fact is of a year or of several, and none of a part of one."""
        points = map(self._at, range(self._first, len(self._days)))
        return all(point.period is None or point.period.grain in (Grain.YEAR, Grain.SPAN) for point in points)

    def at(self, period: Period) -> list[Point]:
        """The facts of a period: the same days, or the same fiscal year written in two ways."""
        days = _days(period)
        first = bisect_left(self._days, days)
        past = bisect_right(self._days, days, first)
        if first < past:
            return self._from(first, past)
        if period.grain is not Grain.FISCAL_YEAR and self._longest <= _LEAST_FISCAL:
            return []
        pool = self._of_years(period) or self._named(named_year(period))
        return [point for point in pool if point.period is not None and same_period(point.period, period)]

    def _of_years(self, period: Period) -> list[Point]:
        """The facts that begin and end in the years of a period: only those that may be fiscal years if it is none."""
        first, past = _first_of(period.end.year), _first_of(period.end.year + 1)
        began = self._starting(period.start.year, period.start.year)
        inside = [at for at in began if first <= self._days[at][1] < past]
        is_fiscal = period.grain is Grain.FISCAL_YEAR
        return [self._at(at) for at in inside if is_fiscal or self._may_be_fiscal(at)]

    def _named(self, year: int | None) -> list[Point]:
        """The fiscal years that are called by one year."""
        near = self._starting(year - 2, year + 1) if year is not None else ()
        points = [self._at(at) for at in near if self._may_be_fiscal(at)]
        return [point for point in points if point.period is not None and named_year(point.period) == year]

    def _starting(self, first: int, last: int) -> range:
        """Where the facts stand whose periods begin in the years from one to another."""
        found = [bisect_left(self._days, (day, 0), self._first) for day in (_first_of(first), _first_of(last + 1))]
        return range(found[0], found[1])

    def _may_be_fiscal(self, at: int) -> bool:
        start, end = self._days[at]
        return end - start > _LEAST_FISCAL

    def overlapping(self, period: Period) -> list[Point]:
        """The facts whose periods share a day with a period."""
        start, end = _days(period)
        first = bisect_left(self._days, (start - self._longest, 0), self._first)
        past = bisect_left(self._days, (end + 1, 0), first)
        return [self._at(at) for at in range(first, past) if self._days[at][1] >= start]

    def about(self, period: Period) -> list[Point]:
        """The facts whose periods hold a period, or lie in it and are most of it or a day."""
        start, end = _days(period)
        first = bisect_left(self._days, (start - self._longest, 0), self._first)
        past = bisect_left(self._days, (end + 1, 0), first)
        length = end - start + 1
        return [
            self._at(at)
            for at, (low, high) in enumerate(self._days[first:past], first)
            if (low <= start and end <= high)
            or (start <= low and high <= end and (low == high or (high - low + 1) * 2 > length))
        ]

    def beside(self, period: Period | None) -> list[Point]:
        """The facts just before and just after the first of a period."""
        days = _days(period)
        at = bisect_left(self._days, days)
        if self._days[at : at + 1] != [days]:
            return []
        return [*self._from(max(0, at - 1), at), *self[at + 1 : at + 2]]

    def inside(self, period: Period | None) -> list[Point]:
        """The facts whose periods lie wholly in a period."""
        if period is None:
            return []
        start, end = _days(period)
        first = bisect_left(self._days, (start, 0), self._first)
        past = bisect_left(self._days, (end + 1, 0), first)
        return [self._at(at) for at in range(first, past) if self._days[at][1] <= end]

    def before(self, day: dt.date) -> Strand:
        """The facts whose periods ended before a day, not made yet."""
        number = day.toordinal()
        past = bisect_left(self._days, (number, 0), self._first)
        found = [at for at in range(self._first, past) if self._days[at][1] < number]
        return Strand.unmade([self._days[at] for at in found], lambda at: self._at(found[at]))

    def beginning(self, first: int, last: int) -> list[Point]:
        """The facts whose periods begin on a day from one to another, both included and given by their numbers."""
        start = bisect_left(self._days, (first, 0), self._first)
        return self._from(start, bisect_left(self._days, (last + 1, 0), start))

    @cached_property
    def _longest(self) -> int:
        return max((end - start for start, end in self._days), default=0)

    def latest(self, as_of: dt.date | None, ended_only: bool = False) -> list[Point]:
        """The facts of the latest period that had begun, or ended, by a date (rivals share it)."""
        day = dt.date.max.toordinal() if as_of is None else as_of.toordinal()
        past = bisect_left(self._days, (day + 1, 0), self._first)
        ended = (at for at in reversed(range(self._first, past)) if self._days[at][1] <= day)
        last = next(ended, None) if ended_only else None
        if last is None and past > self._first:
            last = past - 1
        if last is None:
            return []
        return self._from(bisect_left(self._days, self._days[last]), bisect_right(self._days, self._days[last]))


def points_of(series: Series, cells: Sequence[SeriesCell]) -> Strand:
    """Give the facts of some cells of a series, in order of period."""
    if isinstance(cells, Places):
        timed = cells.in_time()
        return Strand.unmade(timed.days, lambda at: _point(series, timed[at]))
    return Strand(_point(series, cell) for cell in sorted(cells, key=when))


def _point(series: Series, cell: SeriesCell) -> Point:
    return Point(cell.period, partial(series.fact, cell))


def when(dated: SeriesCell | Point) -> Days:
    """Give a key that sorts by period, what has none first."""
    return _days(dated.period)


def _days(period: Period | None) -> Days:
    return _UNDATED if period is None else (period.start.toordinal(), period.end.toordinal())


def _first_of(year: int) -> int:
    """The number of the first day of a year, also of one beyond the calendar's last."""
    return (
        dt.date(year, 1, 1).toordinal() if 1 <= year <= dt.MAXYEAR else (0 if year < 1 else dt.date.max.toordinal() + 1)
    )


def same_period(a: Period, b: Period) -> bool:
    """Whether two periods are one: the same days, or the same fiscal year written in two ways."""
    if a.start == b.start and a.end == b.end:
        return True
    if Grain.FISCAL_YEAR not in (a.grain, b.grain):
        return False
    years = named_year(a), named_year(b)
    return (a.start.year, a.end.year) == (b.start.year, b.end.year) or (years[0] is not None and years[0] == years[1])
