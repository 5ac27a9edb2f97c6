"""What the dates of a period column stand for, where a description says: days, months, quarters, fiscal years."""

from __future__ import annotations

import datetime as dt
import re

from factcheck.frozen import record
from factcheck.model import Grain, Period
from factcheck.reference.periods import widened

_WIDER = frozenset({Grain.MONTH, Grain.QUARTER, Grain.YEAR})


@record
class Frequency:
    """How long the periods are; a fiscal year begins with `first_month` and bears its last year, or its first."""

    grain: Grain
    first_month: int = 1
    named_by_start: bool = False

    def meant(self, period: Period) -> Period:
        """The period that a written one stands for: the quarter of its last day, the fiscal year of its number.

        >>> Frequency(Grain.FISCAL_YEAR, 7).meant(Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31), Grain.YEAR)).label
        '2023/24'
        """
        if self.grain is Grain.FISCAL_YEAR:
            return self._fiscal(period)
        if period.grain is not Grain.DAY:
            return period
        if self.grain is Grain.WEEK:
            monday = period.start - dt.timedelta(days=period.start.weekday())
            return Period(monday, monday + dt.timedelta(days=6), Grain.WEEK, period.text)
        if self.grain is Grain.HALF:
            first = dt.date(period.start.year, 1 if period.start.month <= 6 else 7, 1)
            return Period(first, _months_later(first, 6), Grain.HALF, period.text)
        return widened(period, self.grain) if self.grain in _WIDER else period

    def _fiscal(self, period: Period) -> Period:
        first = self._first_year(period)
        if first is None or not 1 <= first < dt.MAXYEAR:
            return period
        start = dt.date(first, self.first_month, 1)
        return Period(start, _months_later(start, 12), Grain.FISCAL_YEAR, period.text)

    def _first_year(self, period: Period) -> int | None:
        """The calendar year in which the meant fiscal year begins; None for a period that is no year."""
        if period.grain is Grain.DAY:
            return period.start.year - (period.start.month < self.first_month)
        if period.grain not in (Grain.YEAR, Grain.FISCAL_YEAR):
            return None
        if period.end.year > period.start.year:
            return period.start.year  # "2024/25" says both
        return period.start.year - (not self.named_by_start and self.first_month > 1)


def named_year(period: Period) -> int | None:
    """The one year by which a fiscal year is called ("2024", "FY24"); None where it is called by two or by none."""
    years = re.findall(r"(?<!\d)(?:\d{4}|\d{2})(?!\d)", period.text)
    if period.grain is not Grain.FISCAL_YEAR or len(years) != 1:
        return None
    year = int(years[0])
    return year if year > 99 else (1900 if year >= 70 else 2000) + year


def _months_later(day: dt.date, months: int) -> dt.date:
    """The last day of a stretch of months that begins on the first of one."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
