"""Rules of years: "in 2014", "2025/26", "the 1990s", "FY2024", and what makes four digits a count instead."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.dates import YEAR, fiscal_year, month_period, time_mark, year_period
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.nouns import counted_noun, is_plural
from factcheck.model import Grain, Interval, Kind, Mention, Period, Quantity, Span, Unit
from factcheck.patterns import lazy
from factcheck.units import unit_at

YEARS = lazy(rf"(?P<a>{YEAR})(?P<sep>\s?[-–—/]\s?)(?P<b>\d{{4}}|\d{{2}})(?![\d%]|[,.]\d|[-–/]\d)")
BASE = lazy(rf"{YEAR}(?:[-–]\d{{2,4}})?\s?=\s?100\b")
DECADE = re.compile(r"(?:(?P<long>1[5-9]\d0|20\d0)|(?P<short>\d0))(?:['’])?s\b")
PLAIN_YEAR = re.compile(rf"(?P<y>{YEAR})(?![\d%°]|[.,]\d|[A-Za-z]|-[a-z]|:\d)")
FISCAL = lazy(rf"(?P<y>{YEAR}|\d\d)(?:[-/–]\d{{2,4}})?\b")
_FY = lazy(r"\b(?P<mark>FY\s?['’]?|fiscal\s(?:year\s)?|financial\syear\s)\Z", re.IGNORECASE)
_YEAR_LIST = lazy(rf"\b{YEAR}(?:,|\s(?:and|or|to|through|vs\.?|versus)|,\s(?:and|or))\s\Z")
SHORT_YEAR = lazy(r"\d\d(?![\w%°'’-]|[.,:]\d)")
_LOST_CENTURY = lazy(r"\b([A-Za-z]+)\s['’]\Z")
_TURN = 40  # a year of two digits from here on lies in the last century
# "the Clean Air Act of 1970 covers": a name in capitals goes on with its year, whatever verb looks like a plural.
_NAMED_OF = lazy(r"[\w’'),](?<!\ban)(?<!\ba)\s[A-Z][a-z]{1,20}\sof\s\Z")
EARLY_YEAR = lazy(r"1[0-4]\d\d(?![\d%°]|[.,]\d|[A-Za-z-])")
# What follows a year that counts nothing: a stop, or a word that no thing counted begins with.
_FREE = lazy(
    r"\s?[.,;:)!?\"”’—–]|\s?\Z|\s(?:and|but|or|the|a|an|when|after|as|by|to|until|it|he|she|they|was|were|with|at|on|in|for|under|who|which)\b"
)
_OLD = r"(?:\d{1,3},\d{3}|\d{1,5})"
OLD_YEAR = re.compile(rf"(?P<first>{_OLD})(?:(?:\s?[-–/]\s?|\s(?:to|and|or)\s){_OLD})?(?![\d%]|[,.]\d)")


def years(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "2025/26", "2012–13", "2014–2022", "2019-03"."""
    first, second = int(match["a"]), int(match["b"])
    text = match.group()
    if len(match["b"]) == 4:
        if not first < second <= 2100 or _has_unit(site, match.end()):
            return None
        period = Period(
            dt.date(first, 1, 1), dt.date(second, 12, 31), Grain.FISCAL_YEAR if "/" in text else Grain.SPAN, text
        )
    elif second == (first + 1) % 100:
        period = fiscal_year(first, text)
    elif match["sep"] == "-" and match["b"][0] == "0" and 1 <= second <= 9:
        return time_mark(site, "month", match.start(), match.end(), month_period(first, second, text))
    elif second > first % 100:
        period = Period(dt.date(first, 1, 1), dt.date(first - first % 100 + second, 12, 31), Grain.SPAN, text)
    else:
        return None
    return site.mention("years", match.start(), match.end(), Kind.YEAR, reason="year", period=period)


def reference_base(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "1982-84=100": the base of an index."""
    return site.mention("reference base", match.start(), match.end(), Kind.YEAR, reason="reference base")


def year_of_an_era(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "44 BC", "264 to 146 BC", "AD 79"; but "12 BC ferries" are the ferries of a province."""
    end = match.end()
    if _era_before().search(site.before[-8:]) is None:
        era = _era_behind().match(site.text, end, site.end)
        if era is None or (site.last_word not in lexicon().before_a_year and _plural_next(site, era.end())):
            return None
    elif not _runs_on(site, match):
        end = match.end("first")
    return site.mention("year of an era", site.start, end, Kind.YEAR, reason="year")


def _runs_on(site: Site, match: re.Match[str]) -> bool:
    """Reads "between AD 1000 and 1260", "AD 1000–1260": two years of one era; "AD 79 and 60 houses" are not."""
    if match.end() == match.end("first") or _plural_next(site, match.end()):
        return False
    joined = match.group()[match.end("first") - match.start() :].strip()
    return joined[0] in "-–/" or joined.startswith("to") or "between" in site.before[-16:].lower()


@cache
def _era_behind() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternation(lexicon().calendar['eras'])})(?![A-Za-z])")


@cache
def _era_before() -> re.Pattern[str]:
    # "In 79 AD 60 houses fell": there the era belongs to the year before it.
    return re.compile(rf"(?<![A-Za-z])(?<!\d\s)(?:{alternation(lexicon().calendar['eras_before'])})\s\Z")


def decade(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the 1990s", "the 80s"."""
    start = match.start()
    if match["long"]:
        first = int(match["long"])
        last = dt.date(first + (99 if first % 100 == 0 and first < 2000 else 9), 12, 31)
        return site.mention(
            "decade",
            start,
            match.end(),
            Kind.YEAR,
            reason="period",
            period=Period(dt.date(first, 1, 1), last, Grain.SPAN, match.group()),
        )
    if not re.search(
        r"\b(?:the|in|early|late|mid|since)[\s-]+(?:(?:early|late|mid|his|her|their)[\s-]+)?['’]?\Z|\d0s(?:-|–|\sand\s)['’]?\Z",
        site.before,
        re.IGNORECASE,
    ):
        return None
    return site.mention("decade", start, match.end(), Kind.YEAR, reason="period")


def fiscal_mark(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "FY2024", "fiscal 2024", "financial year 2024/25"."""
    mark = _FY.search(site.before) if site.last_word in ("fy", "fy'", "fiscal", "year") else None
    if mark is None or (len(match["y"]) == 2 and not mark["mark"].startswith("FY")):
        return None
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    start = site.start - len(mark["mark"])
    text = site.text[start : match.end()]
    pair = re.search(r"[-/–]", match.group())
    period = (
        fiscal_year(year, text) if pair else Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.FISCAL_YEAR, text)
    )
    return time_mark(site, "fiscal year", start, match.end(), period, "period")


def _has_unit(site: Site, position: int) -> bool:
    """Whether what follows makes a four-digit number an amount: a unit, a percent sign, a scale word."""
    if re.compile(r"\s?(?:%|per\s?cent|million|billion|thousand|hundred)\b").match(site.text, position, site.end):
        return True
    gap = re.compile(r"[ \u00a0]?").match(site.text, position, site.end)
    at = position if gap is None else gap.end()
    found = None if at >= site.end else unit_at(site.text, at)
    return (
        found is not None
        and found[1] - at > 1
        and site.text[at : found[1]].lower()
        not in ("in", "as", "at", "a", "am", "pm", "us", "to", "no", "may", "do", "are")
    )


def plain_year(site: Site, match: re.Match[str]) -> Mention | None:
    """A four-digit number from 1500 to 2100 that stands where years stand."""
    year, end = int(match["y"]), match.end()
    if site.start and site.text[site.start - 1] in "$£€¥#-−+=≈~<>" and not _hyphened(site):
        return None
    if not _is_year(site, year, end):
        return None
    quantity = Quantity(Fraction(year), Interval.point(Fraction(year)), Fraction(1), Unit("year", "calendar"))
    return site.mention(
        "year",
        site.start,
        end,
        Kind.YEAR,
        quantity,
        reason="year",
        period=year_period(year, match.group()),
        number=Span(site.start, end),
    )


def _hyphened(site: Site) -> bool:
    """Reads "mid-2020", "pre-2014"."""
    return bool(re.search(r"[a-z]-\Z", site.before))


def old_year(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "in 1204", "since 1432": a year before 1500 behind a word of time, with nothing to count."""
    if site.last_word not in lexicon().calendar["before_an_old_year"] or _has_unit(site, match.end()):
        return None
    if counted_noun(site, match.end()) is not None or not _FREE.match(site.text, match.end(), site.end):
        return None
    period = year_period(int(match.group()), match.group())
    return site.mention("old year", site.start, match.end(), Kind.YEAR, reason="year", period=period)


def short_year(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the class of '98", "since ’07": two digits behind an apostrophe and a word of time."""
    word = _LOST_CENTURY.search(site.before[-14:])
    if word is None or word[1].lower() not in lexicon().before_a_year or counted_noun(site, match.end()) is not None:
        return None
    number = int(match.group())
    year = number + (1900 if number >= _TURN else 2000)
    return site.mention(
        "short year", site.start, match.end(), Kind.YEAR, reason="year", period=year_period(year, match.group())
    )


def _is_year(site: Site, year: int, end: int) -> bool:
    if _era_behind().match(site.text, end, site.end):
        return True
    if _has_unit(site, end):
        return False
    words = site.before.lower().replace("(", " ").split()
    last = words[-1].strip(",;:\"'“”‘’-") if words else ""
    if _between_years(site, words, end) or _YEAR_LIST.search(site.before[-12:]):
        return True
    if last == "of" and _NAMED_OF.search(site.before[-32:]):
        return True
    if last in lexicon().before_a_year or last in lexicon().months or _hyphened(site):
        return not (
            last in ("of", "to", "and", "for", "than", "as", "on", "this", "from", "between", "against", "c.", "ca.")
            and _counts_things(site, end)
        )
    if not 1900 <= year <= 2100:
        return False
    return not _counts_things(site, end)


def _between_years(site: Site, words: list[str], end: int) -> bool:
    """Whether this is the first or the second of two years: "between 1600 and 1900"."""
    if words[-1:] == ["between"]:
        second = re.compile(rf"\s(?:and|to)\s{YEAR}(?![\d%]|[.,]\d)").match(site.text, end, site.end)
        return second is not None and not _has_unit(site, second.end()) and not _plural_next(site, second.end())
    return (
        words[-3:-2] == ["between"]
        and words[-1:] == ["and"]
        and bool(re.fullmatch(YEAR, words[-2]))
        and not _plural_next(site, end)
    )


def _plural_next(site: Site, end: int) -> bool:
    word = re.compile(r" ([a-z]+)").match(site.text, end, site.end)
    return word is not None and is_plural(word[1])


def _counts_things(site: Site, end: int) -> bool:
    """Whether a counted noun follows: "2000 students", but "the 2008 elections"."""
    noun = counted_noun(site, end)
    if noun is None or not noun.is_plural or noun.text != site.text[noun.span.start : noun.span.end]:
        return False
    if noun.text.split()[-1] in lexicon().calendar["nouns_of_a_year"]:
        return False
    words = site.before.lower().split()
    last = words[-1] if words else ""
    return last not in ("the", "its", "their", "his", "her", "our", "a", "an", "this", "that") and not last.endswith(
        ("'s", "’s", "s'", "s’")
    )
