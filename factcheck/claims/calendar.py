"""Periods from words, against the day a draft is written."""

from __future__ import annotations

import calendar
import datetime as dt

from factcheck.model import Grain, Period

_DAYS = {"day": 1, "week": 7}


def month_period(year: int, month: int, text: str) -> Period:
    """A whole month."""
    return Period(dt.date(year, month, 1), _month_end(year, month), Grain.MONTH, text)


def months_period(year: int, first: int, last: int, grain: Grain, text: str) -> Period:
    """Whole months from one to another; a last month below the first lies in the next year."""
    return Period(dt.date(year, first, 1), _month_end(year + (last < first), last), grain, text)


def year_period(year: int, text: str) -> Period:
    """A calendar year."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR, text)


def latest_month(month: int, day: dt.date) -> int:
    """The year of the latest such month that has begun by a day."""
    return day.year if month <= day.month else day.year - 1


def shifted(day: dt.date, unit: str, offset: int, text: str) -> Period | None:
    """The year, quarter or month that lies some units from the one of a day; None outside the calendar."""
    try:
        if unit in _DAYS:
            return _days_from(day, unit, offset, text)
        if unit == "year":
            return year_period(day.year + offset, text)
        months = day.year * 12 + day.month - 1 + offset * (3 if unit == "quarter" else 1)
        year, month = divmod(months, 12)
        if unit == "quarter":
            first = month // 3 * 3 + 1
            return months_period(year, first, first + 2, Grain.QUARTER, text)
        return month_period(year, month + 1, text)
    except (ValueError, OverflowError):
        return None


def _days_from(day: dt.date, unit: str, offset: int, text: str) -> Period:
    """A day, or a week from Monday to Sunday, some of them away."""
    found = day + dt.timedelta(days=offset * _DAYS[unit])
    if unit == "day":
        return Period(found, found, Grain.DAY, text)
    monday = found - dt.timedelta(days=found.weekday())
    return Period(monday, monday + dt.timedelta(days=6), Grain.WEEK, text)


def running(day: dt.date, unit: str, count: int, months: int, text: str) -> Period | None:
    """The stretch of some units that ends with a day: "the past four months"."""
    try:
        start = _add(day, -count * months) if months else day - dt.timedelta(days=count * _DAYS[unit])
        return Period(start + dt.timedelta(days=1), day, Grain.SPAN, text)
    except (ValueError, OverflowError):
        return None


def weekday(day: dt.date, number: int, *, ahead: bool, strictly: bool, text: str) -> Period:
    """The nearest day of the week, Monday being 0, that lies before or ahead of a day, or is that day itself."""
    distance = (number - day.weekday()) % 7 if ahead else -((day.weekday() - number) % 7)
    if strictly and not distance:
        distance = 7 if ahead else -7
    found = day + dt.timedelta(days=distance)
    return Period(found, found, Grain.DAY, text)


def moved(period: Period, unit: str, offset: int, text: str) -> Period | None:
    """A period of the same length some units earlier or later: a quarter, a year earlier."""
    if unit in _DAYS:
        return _moved_days(period, _DAYS[unit] * offset, text)
    months = {"year": 12, "quarter": 3, "month": 1}[unit] * offset
    try:
        start, end = _add(period.start, months), _add(period.end, months)
        ends_month = period.end == _month_end(period.end.year, period.end.month)
    except ValueError:
        return None
    if ends_month:
        end = _month_end(end.year, end.month)
    return Period(start, end, period.grain, text)


def _moved_days(period: Period, days: int, text: str) -> Period | None:
    try:
        start, end = (day + dt.timedelta(days=days) for day in (period.start, period.end))
    except OverflowError:
        return None
    return Period(start, end, period.grain, text)


def _add(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
