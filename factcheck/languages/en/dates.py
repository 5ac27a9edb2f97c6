"""Rules of years, dates, periods and clock times: marks of time, which claim nothing by themselves."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.nouns import counted_noun
from factcheck.model import Grain, Kind, Mention, Period
from factcheck.patterns import lazy

YEAR = r"(?:1[5-9]\d\d|20\d\d|2100)"
_ONE_YEAR = r"(?!\s?[/–-]\s?\d\d(?:\d\d)?\b)"  # a quarter of "2024/25" is none of the calendar's
ISO_DATE = lazy(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])")
_MEANT = lazy(r"19|20")  # the years in which what cannot be a day is still meant as one
QUARTER = lazy(
    rf"(?P<n>[1-4])(?:(?:\s|-|/|\sof\s|\s?FY\s?|\sfiscal\s|\sof\sfiscal\s)?(?P<y>{YEAR}{_ONE_YEAR}|['’]\d\d|(?<=FY)\d\d|(?<=FY\s)\d\d))?(?![\w.]{{0,20}}\d)(?!\w)"
)
QUARTER_FIRST = lazy(rf"(?P<n>[1-4])(?P<mark>[QH])(?:\s?['’]?(?P<y>{YEAR}|\d\d)\b)?(?!\s?[A-Z]|\w)")
WORD_PERIOD = lazy(
    rf"(?P<n>first|second|third|fourth)[\s-](?:(?P<fiscal>fiscal|financial|business)\s)?(?P<what>quarter|half)\b(?!\s(?:a|an|of\s(?:the|a|its|his|her|our|their)\s(?!year|{YEAR}|fiscal|financial|decade|century)))"
    rf"(?:(?:\sof|\sin)?\s(?:the\s)?(?:fiscal\s|financial\s|year\s)*(?P<y>{YEAR})\b{_ONE_YEAR}(?![,.]\d))?",
    re.IGNORECASE,
)
WORD_MONTHS = lazy(
    r"(?P<n>first|last|final)\s(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2})\s(?P<what>months|quarters|weeks|days)\b"
    rf"(?:\sof\s(?:the\s)?(?:fiscal\s|financial\s|current\s)?(?:(?P<y>{YEAR})\b|year\b))?",
    re.IGNORECASE,
)
CENTURY = lazy(r"(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]century\b|(?P<word>[a-z]+)[\s-]century\b", re.IGNORECASE)
_MARK = lazy(r"\b(?P<mark>[QH])\Z")


@cache
def months_pattern() -> str:
    """A pattern for month names and their abbreviations, longest first by its trie."""
    return alternation(lexicon().months)


@cache
def day_first() -> re.Pattern[str]:
    """Reads "18 February", "6 November 2025", "4-6 May", "12th of May 2020"."""
    return re.compile(
        rf"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?(?:-|–|/|to|and|or)\s?(?P<e>[0-3]?\d)(?:st|nd|rd|th)?)?(?:(?:\s+of)?\s+|-)(?P<m>{months_pattern()})\b\.?(?:(?:,?\s+|-)(?P<y>{YEAR})(?![\d%]|[.,]\d))?",
        re.IGNORECASE,
    )


@cache
def month_before() -> re.Pattern[str]:
    """A month name that ends where the digits start."""
    return re.compile(rf"\b(?P<m>{months_pattern()})(?:(?:\.|,)?\s+(?:the\s+|of\s+)?|-)\Z", re.IGNORECASE)


AFTER_MONTH = re.compile(
    rf"(?:(?P<y1>{YEAR})(?![\d%]|[.,]\d)|(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,:]\d|%)(?:\s?[-–]\s?(?P<e>[0-3]?\d)(?!\d|[.,]\d))?(?:(?:\s?,\s?|\s+)(?P<y>{YEAR})(?![\d%]|[.,]\d))?)"
)


def _days(year: int, month: int) -> int:
    return ((dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)).day


def day_period(year: int, month: int, day: int, last: int | None, text: str) -> Period | None:
    """The period of one day or a run of days in a month; None when there is no such day."""
    last = last or day
    if not (1 <= month <= 12 and 1 <= day <= last <= _days(year, month)):
        return None
    return Period(dt.date(year, month, day), dt.date(year, month, last), Grain.DAY if last == day else Grain.SPAN, text)


def month_period(year: int, month: int, text: str, months: int = 1, grain: Grain = Grain.MONTH) -> Period:
    """The period of some whole months from one on."""
    final = month + months - 1
    last_year, last = year + (final - 1) // 12, (final - 1) % 12 + 1
    return Period(dt.date(year, month, 1), dt.date(last_year, last, _days(last_year, last)), grain, text)


def year_period(year: int, text: str) -> Period:
    """A calendar year."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR, text)


def time_mark(
    site: Site, rule: str, start: int, end: int, period: Period | None, reason: str = "date"
) -> Mention | None:
    """A mark of time, which claims nothing by itself."""
    return site.mention(rule, start, end, Kind.DATE, reason=reason, period=period)


def iso_date(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "2022-11-10"; "2024-13-05" and "2024-02-30" are dates too, of days that there are not."""
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    period = day_period(year, month, day, None, match.group()) if month <= 12 else None
    if period is None and not (_MEANT.match(match["y"]) and 1 <= day <= 31 and month >= 1 and min(month, day) <= 12):
        return None
    return time_mark(site, "iso date", match.start(), match.end(), period)


def date_day_first(site: Site, match: re.Match[str]) -> Mention | None:
    """A day and a month, with or without a year."""
    month = _month(match["m"], bool(match["y"]))
    day, last = int(match["d"]), int(match["e"]) if match["e"] else None
    if month is None or not 1 <= day <= 31:
        return None
    if not match["y"] and last is None and (whole := _to_a_later_day(site, match.start(), match.end(), month, day)):
        return whole
    period = day_period(int(match["y"]), month, day, last, match.group()) if match["y"] else None
    spelled_out = len(match["m"]) > 3 and match["m"].lower() != "sept"
    stop = match.end() - (match.group().endswith(".") and (spelled_out or match["m"].lower() == "may"))
    return time_mark(site, "date", match.start(), stop, period)


def _month(word: str, has_year: bool) -> int | None:
    """The month's number; "may", "march" and the like in lower case only beside a year."""
    lower = word.lower()
    if word.islower() and not has_year and lower in lexicon().calendar["months_that_are_words"]:
        return None
    return lexicon().months.get(lower)


def date_month_first(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Nov. 12", "November 10, 2022", "September 2022"."""
    close = site.last_word in lexicon().months or site.last_word in ("the", "of")
    before = month_before().search(site.before) if close else None
    if before is None:
        return None
    month = _month(before["m"], bool(match["y"] or match["y1"]))
    start = site.start - len(site.before) + before.start()
    if month is None:
        return None
    if match["y1"]:
        return _months_up_to(site, start, match.end(), int(match["y1"]), month)
    day = int(match["d"])
    if not match["y"] and not match["e"] and (whole := _to_a_later_day(site, start, match.end(), month, day)):
        return whole
    if not 1 <= day <= 31 or (not match["y"] and _counts(site, before, start, match.end())):
        return None
    text = site.text[start : match.end()]
    period = (
        day_period(int(match["y"]), month, day, int(match["e"]) if match["e"] else None, text) if match["y"] else None
    )
    return time_mark(site, "date", start, match.end(), period)


def _to_a_later_day(site: Site, start: int, end: int, month: int, day: int) -> Mention | None:
    """Reads "28 May to 3 June 2024", "May 28 – June 3, 2024": two days whose year is written once."""
    match = _later_day().match(site.text, end, site.end)
    if match is None:
        return None
    year = int(match["y1"] or match["y2"])
    last_month = lexicon().months[(match["m1"] or match["m2"]).lower()]
    first = day_period(year - (last_month < month), month, day, None, "")
    last = day_period(year, last_month, int(match["d1"] or match["d2"]), None, "")
    if first is None or last is None or last.start < first.start:
        return None
    period = Period(first.start, last.end, Grain.SPAN, site.text[start : match.end()])
    return time_mark(site, "date", start, match.end(), period)


@cache
def _later_day() -> re.Pattern[str]:
    months, year = months_pattern(), rf"{YEAR})(?![\d%]|[.,]\d)"
    return re.compile(
        rf"\s?(?:[-–—]|to|until|through)\s?(?:(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<m1>{months})\b\.?,?\s(?P<y1>{year}"
        rf"|(?P<m2>{months})\b\.?\s(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?P<y2>{year})",
        re.IGNORECASE,
    )


def _months_up_to(site: Site, start: int, end: int, year: int, month: int) -> Mention | None:
    """Reads "June 2023" and, as one stretch, "March to June 2023"."""
    before = _earlier_month().search(site.window_before(start)[-24:])
    first = None if before is None else lexicon().months[before["m"].lower()]
    if before is None or first is None or start - len(before.group()) < site.floor:
        return time_mark(site, "month", start, end, month_period(year, month, site.text[start:end]))
    start -= len(before.group())
    text, opens = site.text[start:end], year - (first > month)
    months = 12 * (year - opens) + month - first + 1
    return time_mark(site, "months", start, end, month_period(opens, first, text, months, Grain.SPAN))


@cache
def _earlier_month() -> re.Pattern[str]:
    names = alternation(name.title() for name in lexicon().months)
    return re.compile(rf"\b(?P<m>{names})\.?\s?(?:[-–—]|to|until|through)\s?\Z")


def _counts(site: Site, before: re.Match[str], start: int, end: int) -> bool:
    """Reads "In March 14 people died": the number behind the month counts something."""
    if before.group().rstrip().endswith("."):
        return False
    word = site.window_before(start).lower().split()[-1:]
    if word and word[0] in ("on", "since", "until", "by", "after", "before", "from"):
        return False
    follower = re.compile(r"\s?(?:%|per\s?cent|million|billion|thousand|(?:more|fewer|less)\b)").match(
        site.text, end, site.end
    )
    noun = counted_noun(site, end)
    return follower is not None or (noun is not None and site.text[noun.span.start].islower())


def fiscal_year(first: int, text: str) -> Period:
    """A year that begins in one calendar year and ends in the next; its months are not written, so April to March."""
    return Period(dt.date(first, 4, 1), dt.date(first + 1, 3, 31), Grain.FISCAL_YEAR, text)


def quarter_mark(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Q3 2025", "H1", "3Q25"."""
    mark = _MARK.search(site.before) if site.before[-1:] in ("Q", "H") else None
    if mark is None:
        return None
    start, number = site.start - 1, int(match["n"])
    months = 3 if mark["mark"] == "Q" else 6
    if months == 6 and number > 2:
        return None
    known = match["y"] and "fiscal" not in match.group()
    year = _year(match["y"]) if known else None
    text = site.text[start : match.end()]
    grain = Grain.QUARTER if months == 3 else Grain.HALF
    period = None if year is None else month_period(year, months * (number - 1) + 1, text, months, grain)
    return time_mark(site, "quarter", start, match.end(), period, "period")


def _year(digits: str) -> int:
    """The year of "2024", "24" or "'24"."""
    number = int(digits.lstrip("'’"))
    return number if number > 99 else 2000 + number


def quarter_first(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "3Q25", "1H 2024", "4Q"."""
    months, number = (3 if match["mark"] == "Q" else 6), int(match["n"])
    if months == 6 and (number > 2 or not match["y"]):
        return None
    first, grain = months * (number - 1) + 1, Grain.QUARTER if months == 3 else Grain.HALF
    period = month_period(_year(match["y"]), first, match.group(), months, grain) if match["y"] else None
    return time_mark(site, "quarter", match.start(), match.end(), period, "period")


def word_period(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the third quarter of 2023", "first half"."""
    number = lexicon().ordinals[match["n"].lower()]
    months = 3 if match["what"].lower() == "quarter" else 6
    if months == 6 and number > 2:
        return None
    year = int(match["y"]) if match["y"] else None
    known = year is not None and not match["fiscal"] and "fiscal" not in match.group().lower()
    grain = Grain.QUARTER if months == 3 else Grain.HALF
    period = (
        month_period(year, months * (number - 1) + 1, match.group(), months, grain)
        if known and year is not None
        else None
    )
    return time_mark(site, "period", match.start(), match.end(), period, "period")


def word_months(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the first nine months of 2025"."""
    count = lexicon().words.units.get(match["count"].lower()) or (
        int(match["count"]) if match["count"].isdigit() else 0
    )
    if match["n"].lower() != "first" and not match["y"]:
        return None
    months = count * {"months": 1, "quarters": 3}.get(match["what"].lower(), 0)
    known = match["y"] and match["n"].lower() == "first" and 1 <= months <= 12
    period = month_period(int(match["y"]), 1, match.group(), months, Grain.SPAN) if known else None
    return time_mark(site, "period", match.start(), match.end(), period, "period")


def century(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the 20th century"."""
    number = int(match["n"]) if match["n"] else lexicon().ordinals.get(match["word"].lower(), 0)
    if not 1 <= number <= 21:
        return None
    period = Period(
        dt.date(max(1, 100 * (number - 1) + 1), 1, 1), dt.date(100 * number, 12, 31), Grain.SPAN, match.group()
    )
    return time_mark(site, "century", match.start(), match.end(), period, "period")
