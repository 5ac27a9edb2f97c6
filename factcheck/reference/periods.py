"""Periods as tables write them: whole cells ("2024-Q3", "March 2025") and the part of a header that names one."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable

from factcheck.model import Grain, Period
from factcheck.patterns import lazy
from factcheck.reference.words import month_names, month_numbers, table_words

LONGEST = 60  # no written period is longer; longer cells are prose
_WEEKDAY = lazy(
    r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\.?,?\s+(?=\S)", re.IGNORECASE
)
_MAY_BE_PERIOD = lazy(
    r"(?<![\d.,])[12]\d{3}(?![.,]?\d)|^[12]\d{3}\.0+$|\d[./-]\d{1,2}[./-]\d|\d\s?[A-Za-z]|[A-Za-z][\s./'’-]*\d"
)
"""A quick look that spares the many spellings most other texts."""
_FISCAL = r"(?:FY|fiscal(?:\s+year)?|financial\s+year)"
_MARKED_YEAR = lazy(r"\d\s?\(?(?P<mark>[A-Za-z]{1,12})\.?\)?$")
_SPLIT_PART = lazy(
    r"(?P<part>[QH][1-4]|[1-4]Q)[\s,|/-]*(?:FY\s*)?(?P<year>[12]\d{3}\s?[/–-]\s?\d{2,4})"
    r"|(?:FY\s*)?(?P<first>[12]\d{3}\s?[/–-]\s?\d{2,4})[\s,|/-]*(?P<last>[QH][1-4]|[1-4]Q)",
    re.IGNORECASE,
)
_SHORT_YEAR = lazy(r"F\d\d", re.IGNORECASE)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


class ImpossibleDateError(ValueError):
    """A text in the shape of a date that no calendar has."""


@functools.lru_cache(maxsize=1 << 16)
def parse_period(text: str, day_first: bool = True) -> Period | None:
    """The period that a whole cell names, or None; ImpossibleDateError for 2024-02-30.

    >>> parse_period("2024-Q3").label
    '2024-Q3'
    >>> parse_period("Jan 2024").label
    '2024-01'
    """
    text = _WEEKDAY.sub("", text.strip()).rstrip(",:;")
    if not 3 <= len(text) <= LONGEST or _MAY_BE_PERIOD.search(text) is None:
        return None
    for pattern, make in _spellings():
        match = _compiled(pattern).fullmatch(text)
        if match is not None:
            return make(match, text, day_first)
    return None


@functools.lru_cache(maxsize=4096)
def mark_of_year(text: str) -> str:
    """What a letter or word after a year says of its figures, "" without one.

    >>> mark_of_year("2026f"), mark_of_year("2023 (p)"), mark_of_year("2024")
    ('forecast', 'provisional', '')
    """
    match = _MARKED_YEAR.search(text.strip()[:LONGEST])
    marks: dict[str, str] = table_words()["year_marks"]
    return marks.get(match["mark"].lower(), "") if match is not None else ""


def part_of_split_year(text: str) -> tuple[str, Period] | None:
    """A quarter or half of a year that is named by two, and that year: when it begins, the text does not say.

    >>> part, year = part_of_split_year("Q1 2024/25")
    >>> part, year.label
    ('Q1', '2024/25')
    """
    match = _SPLIT_PART.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return None
    year = parse_period(match["year"] or match["first"])
    part = match["part"] or match["last"]
    return (part, year) if year is not None and year.grain is Grain.FISCAL_YEAR else None


def are_codes(texts: Iterable[str]) -> bool:
    """Whether periods such as "F16" are none, for they stand beside no year: neither another way of writing, nor F17.

    >>> are_codes(["F16", "F22", "F35"]), are_codes(["F18", "F19"]), are_codes(["F16", "2015"])
    (True, False, False)
    """
    distinct = set(texts)
    years = sorted(_full_year(text[1:]) for text in distinct if _SHORT_YEAR.fullmatch(text))
    return len(years) == len(distinct) > 0 and (len(years) == 1 or years[-1] - years[0] >= len(years))


def find_period(text: str) -> tuple[Period, int, int] | None:
    """The period at the start or the end of a header, with its place; brackets are left alone.

    >>> find_period("Revenue 2024")[1:]
    (8, 12)
    """
    for match in _found_in_headers().finditer(text):
        start, end = match.span()
        if _inside_brackets(text, start) or not _at_an_edge(text, start, end):
            continue
        try:
            period = parse_period(match.group("period"))
        except ImpossibleDateError:
            continue
        if period is not None:
            return period, start, end
    return None


def grain_of_dates(periods: Iterable[Period]) -> Grain:
    """How long the periods really are that a column of days stands for: first days of months are months.

    Statistical series date a month by its first or its fifteenth day, and a year by 30 June or 31 December.
    """
    days = sorted({period.start for period in periods})
    if len(days) < 3:
        return Grain.DAY
    marks = {(day.month, day.day) for day in days}
    if len(marks) == 1 and marks <= {(1, 1), (6, 30), (7, 1), (12, 31)}:
        return Grain.YEAR
    if len({day.day for day in days}) > 1 and not all(_is_month_end(day) for day in days):
        return Grain.DAY
    if len({day.day for day in days}) == 1 and days[0].day not in (1, 15):
        return Grain.DAY
    months = {day.month for day in days}
    return Grain.QUARTER if len(months) == 4 and len({month % 3 for month in months}) == 1 else Grain.MONTH


def widened(period: Period, grain: Grain) -> Period:
    """The month, quarter or year that a day stands for."""
    day = period.start
    if grain is Grain.MONTH:
        return _month(day.year, day.month, period.text)
    if grain is Grain.QUARTER:
        return _quarter(day.year, (day.month - 1) // 3 + 1, period.text)
    if grain is Grain.YEAR:
        return _year(day.year, period.text)
    return period


def _is_month_end(day: dt.date) -> bool:
    return day.month == 12 if day == dt.date.max else (day + dt.timedelta(days=1)).day == 1


def _inside_brackets(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")


def _at_an_edge(text: str, start: int, end: int) -> bool:
    before, after = text[:start].strip(), text[end:].strip()
    return not before or not after or after[0] in "(|,[" or before[-1] in "|,):"


def _date(year: int, month: int, day: int, text: str) -> Period:
    try:
        found = dt.date(year, month, day)
    except ValueError as error:
        raise ImpossibleDateError(f'"{text}" is no date') from error
    return Period(found, found, Grain.DAY, text)


def _month(year: int, month: int, text: str) -> Period:
    try:
        start = dt.date(year, month, 1)
    except ValueError as error:
        raise ImpossibleDateError(f'"{text}" is no month') from error
    return Period(start, _end_of(year, month), Grain.MONTH, text)


def _end_of(year: int, month: int) -> dt.date:
    return dt.date(year, 12, 31) if month == 12 else dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _quarter(year: int, quarter: int, text: str) -> Period:
    return Period(dt.date(year, 3 * quarter - 2, 1), _end_of(year, 3 * quarter), Grain.QUARTER, text)


def _half(year: int, half: int, text: str) -> Period:
    return Period(dt.date(year, 6 * half - 5, 1), _end_of(year, 6 * half), Grain.HALF, text)


def _year(year: int, text: str) -> Period:
    if year < 1:
        raise ImpossibleDateError(f'"{text}" is no year')
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR, text)


def _full_year(digits: str) -> int:
    """A year of two digits is this century's, or the last one's from 70 on."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 1900 + year if year >= 70 else 2000 + year


def _from_iso_day(match: re.Match[str], text: str, _: bool) -> Period:
    return _date(int(match[1]), int(match[2]), int(match[3]), text)


def _from_numeric_day(match: re.Match[str], text: str, day_first: bool) -> Period:
    first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
    day, month = (first, second) if day_first else (second, first)
    return _date(year, month, day, text)


def _from_named_day(match: re.Match[str], text: str, _: bool) -> Period:
    month = month_numbers()[match["month"].lower()]
    return _date(int(match["year"]), month, int(match["day"]), text)


def _from_year_ended(match: re.Match[str], text: str, _: bool) -> Period:
    last = _from_named_day(match, text, True).end
    first = last.replace(year=last.year - 1, day=28 if (last.month, last.day) == (2, 29) else last.day)
    grain = Grain.YEAR if (last.month, last.day) == (12, 31) else Grain.FISCAL_YEAR
    return Period(first + dt.timedelta(days=1), last, grain, text)


def _from_stretch_ended(match: re.Match[str], text: str, _: bool) -> Period:
    """The last day and what came before: "nine months ended 30 September 2024", "52 weeks ended 30 March 2019"."""
    last = _from_named_day(match, text, True).end
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    if match["of"].lower().startswith("week"):
        return Period(last - dt.timedelta(days=7 * count - 1), last, Grain.SPAN, text)
    months = last.year * 12 + last.month - count
    return Period(dt.date(months // 12, months % 12 + 1, 1), last, Grain.SPAN, text)


def _from_named_month(match: re.Match[str], text: str, _: bool) -> Period:
    return _month(_full_year(match["year"]), month_numbers()[match["month"].lower()], text)


def _from_iso_month(match: re.Match[str], text: str, _: bool) -> Period:
    return _month(int(match["year"]), int(match["number"]), text)


def _from_quarter(match: re.Match[str], text: str, _: bool) -> Period:
    word = match["quarter"].lower()
    number = int(word) if word.isdecimal() else table_words()["ordinals"][word]
    return _quarter(_full_year(match["year"]), number, text)


def _from_half(match: re.Match[str], text: str, _: bool) -> Period:
    return _half(_full_year(match["year"]), int(match["half"]), text)


def _from_week(match: re.Match[str], text: str, _: bool) -> Period:
    try:
        monday = dt.date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError as error:
        raise ImpossibleDateError(f'"{text}" is no week') from error
    return Period(monday, monday + dt.timedelta(days=6), Grain.WEEK, text)


def _from_year(match: re.Match[str], text: str, _: bool) -> Period:
    return _year(int(match["year"]), text)


def _from_fiscal_year(match: re.Match[str], text: str, _: bool) -> Period:
    year = _full_year(match["year"])
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.FISCAL_YEAR, text)


def _from_split_year(match: re.Match[str], text: str, _: bool) -> Period | None:
    """2024/25: the year from April that governments write so; 2020-2024: a span of years."""
    first, second = int(match["first"]), match["second"]
    last = first - first % 100 + int(second) if len(second) == 2 else int(second)
    if last == first + 1 or (last == first - 99 and len(second) == 2):
        return _split_year(first, text)
    if last <= first:
        return None
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31), Grain.SPAN, text)


def _from_split_fiscal_year(match: re.Match[str], text: str, _: bool) -> Period | None:
    """FY 2024/25, FY24-25: two years that follow each other, and no span."""
    first, last = _full_year(match["first"]), int(match["second"][-2:])
    return _split_year(first, text) if last == (first + 1) % 100 else None


def _split_year(first: int, text: str) -> Period:
    return Period(dt.date(first, 4, 1), dt.date(first + 1, 3, 31), Grain.FISCAL_YEAR, text)


def _from_decade(match: re.Match[str], text: str, _: bool) -> Period:
    first = int(match["year"])
    return Period(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), Grain.SPAN, text)


def _from_interval(match: re.Match[str], text: str, _: bool) -> Period | None:
    first, last = parse_period(match["first"]), parse_period(match["last"])
    if first is None or last is None or last.end < first.start:
        return None
    return Period(first.start, last.end, Grain.SPAN, text)


_Make = Callable[[re.Match[str], str, bool], Period | None]


@functools.cache
def _months() -> str:
    return rf"(?P<month>{month_names()})\.?"


@functools.cache
def _spellings() -> tuple[tuple[str, _Make], ...]:
    """Every way to write a period, the commonest first; a text is one of them as a whole."""
    year = r"(?P<year>[12]\d{3})"
    months = _months()
    estimate = r"(?:\s*\(?(?:est|estimate|estimated|forecast|prov|provisional|prelim|preliminary|[efprab])\.?\)?)?"
    ordinal = r"(?P<quarter>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
    named_day = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{months},?[\s|]+{year})"
    day_named = rf"(?:{months}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?[\s|]+{year})"
    as_of = r"(?:as\s+(?:of|at)\s+|on\s+)?"
    ended = r"(?:for\s+the\s+)?(?:fiscal\s+|financial\s+)?years?\s+end(?:ed|ing)\s+"
    stretch = (
        r"(?:for\s+the\s+)?(?P<count>\d{1,2}|three|six|nine|twelve)[\s-]+(?P<of>months?|weeks?)\s+end(?:ed|ing)\s+"
    )
    spellings: list[tuple[str, _Make]] = [
        (rf"{year}(?:\.0+)?{estimate}", _from_year),
        (r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", _from_iso_day),
        (rf"{year}[-/](?P<number>\d{{1,2}})(?!\d)", _from_month_or_split),
        (rf"{year}\s*M(?P<number>\d{{1,2}})", _from_iso_month),
        (r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", _from_iso_day),
        (r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", _from_numeric_day),
        (r"(?P<first>[12]\d{3})\s*[/–\-]\s*(?P<second>\d{4}|\d{2})", _from_split_year),
        (rf"Q(?P<quarter>[1-4])[\s\-/]*(?:FY\s*)?(?P<year>[12]\d{{3}}|\d{{2}}){estimate}", _from_quarter),
        (rf"{year}[\s\-/:]*Q(?P<quarter>[1-4]){estimate}", _from_quarter),
        (r"(?P<quarter>[1-4])Q[\s\-/]*(?P<year>[12]\d{3}|\d{2})", _from_quarter),
        (rf"{ordinal}\s+quarter\s*(?:of\s+)?{year}", _from_quarter),
        (r"H(?P<half>[12])[\s\-/]*(?P<year>[12]\d{3}|\d{2})", _from_half),
        (rf"{year}[\s\-/]*H(?P<half>[12])", _from_half),
        (rf"{year}[\s\-]*W(?P<week>\d{{1,2}})", _from_week),
        (r"(?:FY|fiscal(?:\s+year)?|financial\s+year)[\s|]*(?P<year>[12]\d{3}|\d{2})", _from_fiscal_year),
        (
            rf"{_FISCAL}[\s|]*(?P<first>[12]\d{{3}}|\d\d)\s*[/–\-]\s*(?P<second>\d{{4}}|\d{{2}})",
            _from_split_fiscal_year,
        ),
        (r"F(?P<year>\d{2})", _from_fiscal_year),
        (rf"{months}[\s,\-]+{year}{estimate}", _from_named_month),
        (rf"{year}[\s\-]+{months}", _from_named_month),
        (rf"{months}[\-'’]+(?P<year>\d{{2}})", _from_named_month),
        (rf"{ended}{named_day}", _from_year_ended),
        (rf"{ended}{day_named}", _from_year_ended),
        (rf"{stretch}{named_day}", _from_stretch_ended),
        (rf"{stretch}{day_named}", _from_stretch_ended),
        (rf"{as_of}{named_day}", _from_named_day),
        (rf"{as_of}{day_named}", _from_named_day),
        (rf"(?P<day>\d{{1,2}})-{months}-{year}", _from_named_day),
        (r"(?P<year>[12]\d{2}0)s", _from_decade),
        (r"(?P<first>\d{4}-\d{2}(?:-\d{2})?)/(?P<last>\d{4}-\d{2}(?:-\d{2})?)", _from_interval),
    ]
    return tuple(spellings)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Patterns are compiled when first needed: most tables need two of them."""
    return re.compile(pattern, re.IGNORECASE)


def _from_month_or_split(match: re.Match[str], text: str, _: bool) -> Period:
    """2024-03 is a month; 2024/25 and 2023-24 are split years."""
    first, number = int(match["year"]), int(match["number"])
    if number == (first + 1) % 100 and (number == 0 or number > 12 or "/" in text):
        return _split_year(first, text)
    return _month(first, number, text)


@functools.cache
def _found_in_headers() -> re.Pattern[str]:
    months = _months().replace("(?P<month>", "(?:")
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{months},?|{months}\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?)[\s|]+[12]\d{{3}}"
    stretch = r"(?:for\s+the\s+)?(?:\d{1,2}|three|six|nine|twelve)[\s-]+(?:months?|weeks?)\s+end(?:ed|ing)\s+"
    ended = rf"(?:(?:for\s+the\s+)?(?:fiscal\s+|financial\s+)?years?\s+end(?:ed|ing)\s+|as\s+(?:of|at)\s+|{stretch})?"
    quarter = (
        r"Q[1-4][\s\-/]*(?:FY\s*)?(?:[12]\d{3}|\d{2})|[12]\d{3}[\s\-/]*[QH][1-4]|[1-4]Q[\s\-/]*(?:[12]\d{3}|\d{2})"
    )
    half = r"H[12][\s\-/]*[12]\d{3}"
    month = rf"{months}[\s,\-]+[12]\d{{3}}|[12]\d{{3}}[\s\-]+{months}|{months}[\-'’]\d{{2}}"
    years = (
        rf"{_FISCAL}[\s|]*(?:[12]\d{{3}}|\d\d)[/–\-](?:\d{{4}}|\d{{2}})|"
        r"[12]\d{3}\s*[/–\-]\s*\d{4}|[12]\d{3}[/–\-]\d{2}(?:-\d{2})?|(?:FY|fiscal(?:\s+year)?)[\s|]*(?:[12]\d{3}|\d{2})"
    )
    plain = r"F\d{2}|[12]\d{3}(?:\s+est\.?)?"
    words = rf"{ended}{day}|{quarter}|{half}|{month}|{years}|{plain}"
    return re.compile(rf"(?<![\w.,/-])(?P<period>{words})(?![\w/-]|[.,]\d)", re.IGNORECASE)
