"""Months, quarters and halves without a year: headers over rows of years, or rows under headers of years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factcheck.model import Grain, Period
from factcheck.patterns import lazy
from factcheck.reference.periods import ImpossibleDateError
from factcheck.reference.profiles import Profile
from factcheck.reference.split_years import read_period, separator_among
from factcheck.reference.tables import Field, Role, YearPart
from factcheck.reference.words import month_numbers, normal, table_words, word_set

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}
_FEWEST = {Grain.MONTH: 3, Grain.QUARTER: 2, Grain.HALF: 2}
_NUMBERED = lazy(r"(?P<letter>[qh])\s?(?P<number>[1-4])|(?P<first>[1-4])q", re.IGNORECASE)
_WHOLE_YEAR = YearPart(Grain.YEAR, 1)


def parse_part(text: str) -> YearPart | None:
    """The part of a year that a whole text names.

    >>> parse_part("Sept.").number, parse_part("1st quarter").number, parse_part("Smarch")
    (9, 1, None)
    """
    low = normal(text).rstrip(".")
    month = month_numbers().get(low)
    if month is not None:
        return YearPart(Grain.MONTH, month)
    match = _NUMBERED.fullmatch(low)
    if match is not None:
        half = (match["letter"] or "").lower() == "h"
        number = int(match["number"] or match["first"])
        return None if half and number > 2 else YearPart(Grain.HALF if half else Grain.QUARTER, number)
    first, _, last = low.partition(" ")
    ordinal = table_words()["ordinals"].get(first)
    grain = {"quarter": Grain.QUARTER, "half": Grain.HALF}.get(last)
    if ordinal is None or grain is None or (grain is Grain.HALF and ordinal > 2):
        return None
    return YearPart(grain, ordinal)


def are_parts(texts: Sequence[str]) -> bool:
    """Whether texts are parts of years in their order, with at most a word for the whole year among them.

    >>> are_parts(["Jan", "Feb", "Mar", "Total"]), are_parts(["April", "June", "May"]), are_parts(["May"])
    (True, False, False)
    """
    parts = [part for text in texts if (part := parse_part(text)) is not None]
    rest = [text for text in texts if parse_part(text) is None]
    return _in_order(parts) and len(rest) <= 1 and all(map(_is_whole_year, rest))


def period_of(part: YearPart, year: Period, declared: bool = False) -> Period | None:
    """The month, quarter or half of a year; None where it cannot be told, as a quarter of an undeclared fiscal year.

    `declared` tells that a description says when fiscal years begin.

    >>> from factcheck.reference.periods import parse_period
    >>> period_of(YearPart(Grain.MONTH, 2), parse_period("2024")).label
    '2024-02'
    >>> period_of(YearPart(Grain.MONTH, 2, first_month=4), parse_period("2023/24")).label
    '2024-02'
    >>> period_of(YearPart(Grain.QUARTER, 1), parse_period("2023/24")) is None
    True
    """
    if part.grain is Grain.YEAR:
        return year
    months = _MONTHS[part.grain]
    if year.grain is Grain.YEAR and part.first_month == 1:
        return _stretch(year.start.year, months * (part.number - 1) + 1, part.grain)
    if year.grain is not Grain.FISCAL_YEAR or year.end.year == year.start.year:
        return None
    if part.grain is Grain.MONTH:
        first = year.start.month if declared else part.first_month
        if first == 1:
            return None
        return _stretch(year.start.year + (part.number < first), part.number, part.grain)
    return _stretch(year.start.year, year.start.month + months * (part.number - 1), part.grain) if declared else None


def _stretch(year: int, month: int, grain: Grain) -> Period | None:
    months = _MONTHS[grain]
    first, after = year * 12 + month - 1, year * 12 + month - 1 + months
    if after // 12 > dt.MAXYEAR:
        return None
    start = dt.date(first // 12, first % 12 + 1, 1)
    end = dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(start, end, grain if (start.month - 1) % months == 0 else Grain.SPAN)


def with_parts(fields: tuple[Field, ...], profiles: Sequence[Profile]) -> tuple[Field, ...]:
    """The fields with the parts of years that their headers name, where one column holds years and the rest agree.

    "May" beside "Mary" is a name, and so is a lone "Mar": parts stand in their order, all of them or with nothing else.
    """
    fields = tuple(map(_with_own_year, fields))
    periods = [at for at, field in enumerate(fields) if field.role is Role.PERIOD]
    if len(periods) != 1 or not _holds_years(profiles[periods[0]]):
        return fields
    values = {at: field for at, field in enumerate(fields) if field.role is Role.VALUE and field.period is None}
    groups: dict[str, dict[int, YearPart]] = {}
    for at, field in values.items():
        part = parse_part(_last(field.measure))
        if part is not None and not field.title:
            groups.setdefault(_before(field.measure), {})[at] = part
    found: dict[int, Field] = {}
    for measure, parts in groups.items():
        others = {at: field for at, field in values.items() if at not in parts and _before(field.measure) == measure}
        whole = [at for at, field in others.items() if _is_whole_year(_last(field.measure))]
        alone = len(whole) == len(others)
        if _in_order(list(parts.values())) and (alone or _all_there(list(parts.values()))):
            first = next(iter(parts.values())).number if _all_there(list(parts.values())) else 1
            dated = {at: replace(part, first_month=first) for at, part in parts.items()}
            dated |= dict.fromkeys(whole, _WHOLE_YEAR) if len(whole) == 1 else {}
            like = fields[next(iter(parts))]
            found |= {at: _dated(fields[at], measure, part, like) for at, part in dated.items()}
    return tuple(found.get(at, field) for at, field in enumerate(fields))


def _with_own_year(field: Field) -> Field:
    """A header that names a part and its year, where the part cannot be told from the year alone: "Q1 2024/25"."""
    part = parse_part(_last(field.measure)) if field.role is Role.VALUE and _is_year(field.period) else None
    return field if part is None or field.title else _dated(field, _before(field.measure), part, field)


def _dated(field: Field, measure: str, part: YearPart, like: Field) -> Field:
    """The field as one of its measure's; "Year" over a whole year is no unit."""
    if part == _WHOLE_YEAR and "unit" not in field.declared and like.unit != field.unit:
        field = replace(field, unit=like.unit, scale=like.scale)
    names = tuple(name for name in field.names if name != field.measure)
    return replace(field, measure=measure, part=part, names=(measure, *names) if measure else names)


def rows_of_parts(texts: Iterable[str], fields: Sequence[Field]) -> Mapping[str, YearPart]:
    """The parts of years that row labels name under headers of years; none where they are anything else."""
    labels = [text for text in dict.fromkeys(texts) if text]
    if not any(_is_year(field.period) for field in fields) or not are_parts(labels):
        return {}
    parts = [parse_part(text) for text in labels]
    listed = [part for part in parts if part is not None]
    first = listed[0].number if _all_there(listed) else 1
    return {
        text: _WHOLE_YEAR if part is None else replace(part, first_month=first)
        for text, part in zip(labels, parts, strict=True)
    }


def _in_order(parts: Sequence[YearPart]) -> bool:
    """Whether these are enough parts of one kind, each the one after the last: April to March too."""
    if not parts or len({part.grain for part in parts}) > 1 or len(parts) < _FEWEST[parts[0].grain]:
        return False
    count = 12 // _MONTHS[parts[0].grain]
    return all((part.number - parts[0].number) % count == at for at, part in enumerate(parts))


def _all_there(parts: Sequence[YearPart]) -> bool:
    return bool(parts) and len(parts) * _MONTHS[parts[0].grain] == 12


def _last(measure: str) -> str:
    return measure.rpartition(", ")[2]


def _before(measure: str) -> str:
    return measure.rpartition(", ")[0]


def _is_whole_year(text: str) -> bool:
    return normal(text).rstrip(".") in word_set("whole_years")


def _holds_years(profile: Profile) -> bool:
    separator = separator_among(profile.sample)
    return bool(profile.sample) and all(_is_year(_period(text, separator)) for text in profile.sample)


def _period(text: str, separator: str) -> Period | None:
    try:
        return read_period(text, separator)
    except ImpossibleDateError:
        return None


def _is_year(period: Period | None) -> bool:
    return period is not None and period.grain in (Grain.YEAR, Grain.FISCAL_YEAR)
