"""The times that a sentence names, and what each does there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from factcheck.claims import classes as c
from factcheck.claims.calendar import latest_month, month_period, months_period, running, shifted, weekday
from factcheck.claims.context import Sentence
from factcheck.claims.words import Word
from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.model import Grain, Period, Span
from factcheck.patterns import lazy

_MONTH_ROOM = 20
_DATELINE_ROOM = 40
_CHANGE_WORDS = c.COUNTS | c.CHANGE_NOUNS | c.PARTICLES | c.COMPARATIVES

_TWO_YEARS = lazy(r"\s?[/–-]\s?\d\d(?:\d\d)?\b")
_DAY_BEFORE = lazy(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s$")
_SEASON_LEAD = lazy(
    r"\b(?:in|since|during|of|than|for|last|this|by|until|from|over)(?: the| last| this)?(?: high| early| late)?$"
)
_WORD = lazy(r"[ \n]([a-z]+)")


_ASIDE_OPENS, _ASIDE_CLOSES, _ASIDE_ROOM = frozenset({",", "(", "–", "—"}), frozenset({",", ")", "–", "—"}), 6


class Role(StrEnum):
    """What a time does in its sentence."""

    PLAIN = "plain"
    BASE = "base"  # what a change is held against
    NOW = "now"


@record
class Mark:
    """A time that a sentence names; `period` is None where no year is certain, and then `month` may still be."""

    span: Span
    period: Period | None
    role: Role = Role.PLAIN
    month: int = 0


def sentence_marks(sentence: Sentence, today: dt.date | None) -> list[Mark]:
    """The times of a sentence in order, none within another."""
    found = _written(sentence)
    if sentence.classes & c.TIMES.key:
        found.extend(_worded(sentence, today))
    if not found:
        return found
    found.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    marks: list[Mark] = []
    for mark in found:
        if marks and mark.span.start < marks[-1].span.end:
            open_time = marks[-1].period is None and mark.period is not None and mark.role is not Role.NOW
            if open_time and not _is_part_of_fiscal_year(marks[-1], mark):
                marks[-1] = _refined(marks[-1], mark)
            continue
        marks.append(mark)
    return [_with_role(mark, sentence, today) for mark in marks if not _is_aside(mark, sentence)]


def _is_aside(mark: Mark, sentence: Sentence) -> bool:
    """Whether a time only tells between commas where something comes from: "the firm, founded in 1987, employs ..."."""
    words, at = sentence.words, sentence.index_at(mark.span.start)
    behind = sentence.index_at(mark.span.end)
    if behind >= len(words) or words[behind].text not in _ASIDE_CLOSES:
        return False
    lead = words[max(at - _ASIDE_ROOM, 0) : at][::-1]
    if len(lead) < 3 or not lead[0].classes & c.PREPOSITIONS or lead[1].lower not in word_set("periods", "origins"):
        return False
    opening = (word for word in lead[2:] if not word.classes & (c.AUXILIARIES | c.PRONOUNS | c.CONJUNCTIONS))
    return next(opening, lead[2]).text in _ASIDE_OPENS


def _is_part_of_fiscal_year(outer: Mark, inner: Mark) -> bool:
    """Whether a time is less than the year inside it: "the first quarter of 2024/25"."""
    return outer.role is Role.PLAIN and inner.period is not None and inner.period.grain is Grain.FISCAL_YEAR


def _refined(outer: Mark, inner: Mark) -> Mark:
    """Give the words of a time the year inside them: "the same quarter of 2024"."""
    return Mark(outer.span, inner.period, outer.role)


def _written(sentence: Sentence) -> list[Mark]:
    """Dates, years and quarters that extraction has read."""
    return [
        Mark(mention.span, mention.period)
        for _, mention in sentence.mentions
        if mention.period is not None and not _in_dateline(sentence, mention.start)
    ]


def _worded(sentence: Sentence, today: dt.date | None) -> Iterator[Mark]:
    """Times in words: months, seasons, quarters, "a year earlier", "today"."""
    tells: bool | None = None  # looked at once, and only where the sentence names a day
    for match in sentence.find(_pattern(), c.TIMES):
        if match.lastgroup == "weekday":
            tells = _is_of_saying(sentence) if tells is None else tells
            if tells:
                continue
        try:
            mark = _mark(match, sentence.text, today)
        except (ValueError, OverflowError):  # a day outside the calendar
            mark = Mark(Span(*match.span()), None)
        if mark is not None and not _in_dateline(sentence, mark.span.start):
            yield mark


def _in_dateline(sentence: Sentence, start: int) -> bool:
    """Whether a time stands in a dateline ("KYIV, Nov. 12 —"), which dates the text and no figure."""
    block = sentence.document.blocks[sentence.block].span.start
    return start - block < _DATELINE_ROOM and sentence.text[block:start].rstrip(" ,0123456789").isupper()


def _mark(match: re.Match[str], text: str, today: dt.date | None) -> Mark | None:
    kind, words, span = match.lastgroup, match.group(), Span(*match.span())
    if kind == "now":
        return Mark(span, None, Role.NOW)
    if kind == "relative":
        rule = relative_times()[words.lower()]
        period = shifted(today, rule["unit"], rule["offset"], words) if today else None
        return Mark(span, period)
    if kind == "window":
        return Mark(span, _running(match, today))
    if kind == "weekday":
        return _weekday(match, text, today)
    if kind == "ago":
        return Mark(span, _ago(match, today))
    if kind == "same":
        return Mark(span, None, Role.BASE)
    if kind == "run":
        return Mark(span, _months_to(match, today))
    if kind == "span":
        return Mark(span, _months_between(match, today))
    if kind == "quarter" and _TWO_YEARS.match(text, match.end()):
        return Mark(span, None)  # a quarter of "2024/25": when that year begins is not said
    if kind == "quarter":
        return Mark(span, _part_of_year(words, today))
    return _month_or_season(match, text, today)


def _ago(match: re.Match[str], today: dt.date | None) -> Period | None:
    """'four years ago'."""
    word = match["ago_count"].lower()
    count = int(word) if word.isdigit() else int(load_words("periods")["counts"][word])
    unit = match["ago_unit"].lower()
    offset = -count * (10 if unit == "decade" else 1)
    return shifted(today, "year" if unit == "decade" else unit, offset, match.group()) if today else None


def _running(match: re.Match[str], today: dt.date | None) -> Period | None:
    """'the past four months': up to the day of writing."""
    word, periods = (match["window_count"] or "1").lower(), load_words("periods")
    count = int(word) if word.isdigit() else int(periods["counts"][word])
    unit = match["window_unit"].lower().removesuffix("s")
    if today is None:
        return None
    return running(today, unit, count, periods["running_units"][unit], f"{_since()} {match.group()}")


def _is_of_saying(sentence: Sentence) -> bool:
    """Whether a sentence tells when something was said or published, which no figure is of."""
    if sentence.classes & c.SAYING_VERBS:
        return True
    words = word_set("periods", "publishing")
    return any(word.lower in words for word in sentence.words)


def _weekday(match: re.Match[str], text: str, today: dt.date | None) -> Mark | None:
    """'on Thursday', 'last Thursday', 'by Friday': the nearest such day before the writing, or ahead of it."""
    periods, span = load_words("periods"), Span(*match.span())
    which = (match["day_lead"] or "").strip().lower()
    before = text[max(match.start() - _MONTH_ROOM, 0) : match.start()].lower().split()[-1:]
    if not which and (not before or before[0] not in periods["before_a_weekday"]):
        return None
    if today is None:
        return Mark(span, None)
    number = load_words("calendar")["weekdays"].index(match["weekday_name"].lower())
    ahead = which == "next" or (not which and before[0] in periods["future_prepositions"])
    strictly = which in ("last", "next")
    return Mark(span, weekday(today, number, ahead=ahead, strictly=strictly, text=match.group()))


def _month_or_season(match: re.Match[str], text: str, today: dt.date | None) -> Mark | None:
    words, span = match.group(), Span(*match.span())
    before = text[max(match.start() - _MONTH_ROOM, 0) : match.start()].split()
    lead = before[-1].lower() if before else ""
    calendar, periods = load_words("calendar"), load_words("periods")
    if match.lastgroup == "season":
        return _season(match, text, today)
    name = words.split()[0].rstrip(".,").lower()
    if name in periods["ambiguous_months"] and lead not in periods["before_ambiguous_months"] and before:
        return None
    month, year, day = calendar["months"][name], match["month_year"], _day(match, text)
    if today is None and not year:
        return Mark(span, None, month=0 if day else month)
    if day:
        return Mark(span, _day_period(int(year) if year else None, month, day, today, words))
    return Mark(span, month_period(int(year) if year else latest_month(month, today or dt.date.max), month, words))


def _day(match: re.Match[str], text: str) -> int:
    """The day of the month written beside a month, 0 for none."""
    if match["month_day"]:
        return int(match["month_day"])
    before = _DAY_BEFORE.search(text, max(match.start() - 5, 0), match.start())
    return int(before.group(1)) if before else 0


def _day_period(year: int | None, month: int, day: int, today: dt.date | None, words: str) -> Period | None:
    """One day; without a year the latest such day."""
    try:
        if year is None:
            assert today is not None  # noqa: S101 - told apart by the caller
            year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(found, found, Grain.DAY, words)


def _season(match: re.Match[str], text: str, today: dt.date | None) -> Mark | None:
    """'in the autumn': a season that a preposition leads and no noun follows ("the winter break")."""
    periods = load_words("periods")
    before = " ".join(text[max(match.start() - _MONTH_ROOM, 0) : match.start()].lower().split())
    following = _WORD.match(text, match.end())
    if not _SEASON_LEAD.search(before) or (following and following.group(1) not in periods["after_seasons"]):
        return None
    words, span = match.group(), Span(*match.span())
    name = words.split()[0].lower()
    first, last = periods["seasons"]["autumn" if name == "fall" else name]
    if match["season_year"]:
        return Mark(span, months_period(int(match["season_year"]), first, last, Grain.SPAN, words))
    if today is None:
        return Mark(span, None)
    return Mark(span, months_period(latest_month(first, today), first, last, Grain.SPAN, words))


def _months_between(match: re.Match[str], today: dt.date | None) -> Period | None:
    months = load_words("calendar")["months"]
    first = months[match["first"].rstrip(".").lower()]
    last = months[match["last"].rstrip(".").lower()]
    if match["year"]:
        year = int(match["year"])
        return months_period(year - (last < first), first, last, Grain.SPAN, match.group())
    if today is None:
        return None
    year = latest_month(last, today) - (last < first)
    return months_period(year, first, last, Grain.SPAN, match.group())


def _months_to(match: re.Match[str], today: dt.date | None) -> Period | None:
    """'the year to March', 'the six months ended 30 June 2024': so many months that end with a month or a day."""
    month = load_words("calendar")["months"][match["run_month"].rstrip(".").lower()]
    if not match["run_year"] and today is None:
        return None
    year = int(match["run_year"]) if match["run_year"] else latest_month(month, today or dt.date.max)
    length = load_words("periods")["runs"][" ".join(match["run_length"].lower().split())]
    day = int(match["run_day"] or match["run_end"] or 0)
    if day and day < month_period(year, month, "").end.day:
        return running(dt.date(year, month, day), "month", length, 1, match.group())
    first = (month - length) % 12 + 1
    return months_period(year - (first > month), first, month, Grain.SPAN, match.group())


def _part_of_year(words: str, today: dt.date | None) -> Period | None:
    """'the third quarter', 'Q3', 'the first nine months': the latest that has begun, or of a year that follows."""
    periods = load_words("periods")
    parts = words.lower().split()
    year_given = re.search(r"(?:19|20)\d\d", words)
    if today is None and not year_given:
        return None
    if parts[-1].startswith("month") or "months" in parts:
        first, last, grain = 1, periods["month_counts"][parts[parts.index("months") - 1]], Grain.SPAN
    elif "half" in parts or parts[0] in ("h1", "h2"):
        half = periods["halves"][parts[0]]
        first, last, grain = half * 6 - 5, half * 6, Grain.HALF
    else:
        quarter = periods["quarters"][parts[0]]
        first, last, grain = quarter * 3 - 2, quarter * 3, Grain.QUARTER
    if year_given:
        year = int(year_given.group())
    else:
        assert today is not None  # noqa: S101 - told apart above
        year = latest_month(first, today)
    return months_period(year, first, last, grain, words)


def _with_role(mark: Mark, sentence: Sentence, today: dt.date | None) -> Mark:
    """A time after "than", "compared with", "against" is a base; one after "since" reaches back from now."""
    if mark.role is not Role.PLAIN:
        return mark
    at = sentence.index_at(mark.span.start)
    lead = sentence.words[max(at - 6, 0) : at][::-1]
    if any(word.classes & c.BEGINNINGS for word in lead[:2]) and any(word.lower == _since() for word in lead[:5]):
        return Mark(mark.span, mark.period, Role.BASE)  # "since records began in 1981"
    if lead and lead[0].classes & c.SINCE and mark.period is not None:
        if today is None:
            return Mark(mark.span, mark.period, Role.BASE)  # up to when is not known
        # "the lowest since 2009" tells of a record, not of a time that a figure is of.
        record = any(_tops(word) for word in lead[1:5])
        return Mark(mark.span, _until(mark, today), Role.BASE if record else mark.role)
    if lead and lead[0].lower in load_words("periods")["before_a_day"] and _is_a_day(mark.period):
        return mark  # "rose 3% on Monday" tells when; "rose 3% on the year" is held against it
    return Mark(mark.span, mark.period, Role.BASE) if _leads_base(lead) else mark


def _is_a_day(period: Period | None) -> bool:
    return period is not None and period.grain is Grain.DAY


def _tops(word: Word) -> bool:
    ends = len(word.lower) > 4 and word.lower.endswith("est") and not word.classes & c.NOT_SUPERLATIVES
    return ends or bool(word.classes & c.SHORT_SUPERLATIVES)


def _until(mark: Mark, today: dt.date) -> Period | None:
    """From the start of a time to the day of writing: "since February"."""
    period = mark.period
    if period is None or period.start > today:
        return period
    return Period(period.start, today, Grain.SPAN, f"{_since()} {period.text}")


def _leads_base(lead: Sequence[Word]) -> bool:
    """Whether the words before a time, nearest first, make it what something is held against."""
    for index, word in enumerate(lead[:4]):
        if word.classes & c.BASE_WORDS:
            return True
        if word.classes & c.BASE_WORDS_AFTER_CHANGE:
            return index + 1 < len(lead) and bool(lead[index + 1].classes & _CHANGE_WORDS)
        if not word.classes & c.BETWEEN_BASE_AND_PERIOD:
            return False
    return False


def is_since(period: Period | None) -> bool:
    """Whether a time reaches from a start to the day of writing."""
    return period is not None and period.text.startswith(f"{_since()} ")


def _since() -> str:
    word: str = load_words("periods")["since"][0]
    return word


@cache
def relative_times() -> dict[str, dict[str, Any]]:
    """The rules of "a year earlier", "last month" and the like, by their words."""
    return {words: rule for rule in load_words("periods")["relative"] for words in rule["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    calendar, periods = load_words("calendar"), load_words("periods")
    names = sorted((name.title() for name in calendar["months"]), key=len, reverse=True)
    month = rf"(?:{'|'.join(names)})\b\.?"
    relative = "|".join(sorted(relative_times(), key=len, reverse=True))
    counts, same = "|".join(periods["month_counts"]), "|".join(periods["same"])
    quarters = "|".join(word for word in periods["quarters"] if not word.startswith("q"))
    units, days = "|".join(periods["running_units"]), "|".join(name.title() for name in calendar["weekdays"][:7])
    year = r"(?:\s(?:of\s)?(?:19|20)\d\d\b)?"
    return re.compile(
        rf"\b(?:(?P<relative>(?i:{relative}))"
        rf"|(?P<run>(?i:(?P<run_length>{'|'.join(periods['runs'])})\s(?:to|ended|ending|to the end of|through)\s)"
        rf"(?:(?P<run_day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<run_month>{month})(?:\s(?P<run_end>\d{{1,2}})(?!\d))?"
        rf"(?:,?\s(?P<run_year>(?:19|20)\d\d))?)"
        rf"|(?P<ago>(?i:(?P<ago_count>\d{{1,3}}|{'|'.join(periods['counts'])})\s(?P<ago_unit>{units})s?\s(?:ago|earlier|before)))"
        rf"|(?P<window>(?i:(?:the\s)?(?:{'|'.join(periods['running'])})\s(?:(?P<window_count>\d{{1,3}}|{'|'.join(periods['counts'])})\s)?"
        rf"(?P<window_unit>{units})s?\b(?!\sof\b)))"
        rf"|(?P<weekday>(?P<day_lead>(?i:last|next|this)\s)?(?P<weekday_name>{days})\b)"
        rf"|(?P<same>(?i:the\ssame\s(?:{same})(?:\sof\s(?:19|20)\d\d|\s(?:{relative}))?))"
        rf"|(?P<now>(?i:{'|'.join(periods['now'])}))"
        rf"|(?P<span>(?i:between|from)\s(?P<first>{month})\s(?:and|to)\s(?P<last>{month})(?:\s(?P<year>(?:19|20)\d\d))?)"
        rf"|(?P<quarter>(?i:(?:{quarters})\squarter|(?:first|second)\shalf|first\s(?:{counts})\smonths|q[1-4]|h[12]){year})"
        rf"|(?P<month>{month}(?:\s(?P<month_day>\d{{1,2}})(?![\d,.]\d|\d))?(?:,?\s(?P<month_year>(?:19|20)\d\d))?)"
        rf"|(?P<season>(?i:{'|'.join(calendar['seasons'])})(?:\s(?:of\s)?(?P<season_year>(?:19|20)\d\d))?))(?!\w)"
    )
