"""Rules of dates in digits alone: "2024/05/17", "10/11/2022", "31.12.2024", "on 3/4"."""

from __future__ import annotations

import re

from factcheck.grammar import Site
from factcheck.languages.en.dates import day_period, fiscal_year, time_mark
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import counted_noun
from factcheck.locales import AMBIGUOUS_DATE
from factcheck.model import Kind, Mention
from factcheck.patterns import lazy

NUMERIC_DATE = lazy(r"(?P<a>\d{1,4})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})(?![\d/%]|[.-]\d|-?[A-Za-z])")
DAY_AND_MONTH = lazy(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/%]|[.,-]\d|-?[A-Za-z]|\s(?:of|hours?|per\s?cent|percent)\b)")
_TURN = 70  # a year of two digits from here on lies in the last century


def numeric_date(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "10/11/2022": a date, whose day is known only where day and month cannot be swapped."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    start, end = match.span()
    if len(match["a"]) == 4:
        period = day_period(a, b, c, None, match.group()) if b <= 12 else None
        is_date = match["sep"] != "-" or period is not None
        return time_mark(site, "numeric date", start, end, period) if is_date else None
    if not _can_be_a_day(a, b) or (len(match["c"]) == 2 and match["sep"] != "/") or site.before[-1:] in tuple("$£€/"):
        return None
    year = c if len(match["c"]) == 4 else c + (1900 if c >= _TURN else 2000)
    if len(match["c"]) == 4 and not 1000 <= c <= 2100:
        return None
    if match["sep"] == ".":  # nobody writes the month first with dots
        return time_mark(site, "numeric date", start, end, day_period(year, b, a, None, match.group()))
    if a != b and max(a, b) <= 12:
        return time_mark(site, "numeric date", start, end, None, AMBIGUOUS_DATE)
    return time_mark(site, "numeric date", start, end, day_period(year, min(a, b), max(a, b), None, match.group()))


def _can_be_a_day(a: int, b: int) -> bool:
    return 1 <= min(a, b) <= 12 and max(a, b) <= 31


def day_and_month(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "03/04", "on 3/4": a day and a month; "the 03/04 season" is a year, "3/4 of it" a fraction."""
    a, b = int(match["a"]), int(match["b"])
    padded = "0" in (match["a"][0], match["b"][0])
    if not _can_be_a_day(a, b) or not (padded or site.last_word in lexicon().calendar["before_a_day"]):
        return None
    start, end = match.span()
    noun = counted_noun(site, end)
    follower = site.window_after(end, 16).split()[:1] if site.text[end : end + 1] == " " else []
    if b == a + 1 and follower and follower[0].strip(".,;") in lexicon().calendar["years_in_two_years"]:
        period = fiscal_year(2000 + a, match.group())
        return site.mention("years", start, end, Kind.YEAR, reason="year", period=period)
    if noun is not None and noun.is_plural:
        return None
    reason = AMBIGUOUS_DATE if a != b and max(a, b) <= 12 else "date"
    return time_mark(site, "numeric date", start, end, None, reason)
