"""The days that a draft writes, with a year or without, as day, month and year: also those that no calendar has."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Kind, Status
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of

_STANDING = frozenset({Status.ASSERTED, Status.ATTRIBUTED, Status.FORECAST, Status.TARGET})
_UNREAD = frozenset({BlockKind.QUOTE, BlockKind.CODE})
_YEAR_FIRST = lazy(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_IN_DIGITS = lazy(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?:[/.](?P<y>\d{4}))?")
_EARLY_YEAR = lazy(r",?\s1\d{3}(?![\w%]|[,.]\d)")
_FOUR_YEARS = (2023, 2024)  # a year without a 29 February, and one with it


@record
class Reading:
    """A day as it can be read; `last` ends a run of days in one month, `year` is None where none is written."""

    year: int | None
    month: int
    day: int
    last: int

    def exists(self) -> bool:
        """Whether the calendar has the day, in some year where none is written."""
        years = _FOUR_YEARS if self.year is None else (self.year,)
        longest = max(calendar.monthrange(year, self.month)[1] for year in years) if 1 <= self.month <= 12 else 0
        return 1 <= self.day <= longest and 1 <= self.last <= longest

    def in_year(self, year: int, *, last: bool = False) -> dt.date | None:
        """The day, or the last one of the run, in a year; None in a year that has no such day."""
        try:
            return dt.date(year, self.month, self.last if last else self.day)
        except ValueError:
            return None


@record
class WrittenDay:
    """A day, or a run of days, that the draft writes, and how it can be read: two ways where digits can be swapped."""

    claim: Claim
    readings: tuple[Reading, ...]

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.claim.mention.start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.claim.mention.end


def written_days(draft: Draft) -> Iterator[WrittenDay]:
    """The days of a draft in the order of the text, outside quotations in blocks and code."""
    for claim in draft.claims:
        if claim.mention.kind is not Kind.DATE or claim.status not in _STANDING:
            continue
        if draft.block(claim).kind in _UNREAD or not claim.mention.reason.endswith("date"):
            continue
        readings = tuple(_readings(claim.mention.surface))
        if readings and readings[0].year is None and _EARLY_YEAR.match(draft.text, claim.mention.end):
            continue  # "12 October 1492": a year that is too long ago to be read
        if readings:
            yield WrittenDay(claim, readings)


def _readings(surface: str) -> Iterator[Reading]:
    if match := _day_first().fullmatch(surface) or _month_first().fullmatch(surface):
        month = load_words("calendar")["months"][match["m"].lower()]
        day = int(match["d"])
        yield Reading(int(match["y"]) if match["y"] else None, month, day, int(match["e"] or day))
    elif match := _YEAR_FIRST.fullmatch(surface):
        yield Reading(int(match["y"]), int(match["m"]), int(match["d"]), int(match["d"]))
    elif match := _IN_DIGITS.fullmatch(surface):
        a, b, year = int(match["a"]), int(match["b"]), int(match["y"]) if match["y"] else None
        orders = ((b, a),) if "." in surface else ((b, a), (a, b))
        yield from (Reading(year, month, day, day) for month, day in dict.fromkeys(orders) if month <= 12)


@cache
def month_names() -> str:
    """The names of months and their abbreviations as alternatives of a pattern, longest first."""
    return any_of(load_words("calendar")["months"])


@cache
def _day_first() -> re.Pattern[str]:
    end = r"(?:\s?(?:-|–|/|to|and|or)\s?(?P<e>\d{1,2})(?:st|nd|rd|th)?)?"
    return re.compile(
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{end}(?:(?:\s+of)?\s+|-)(?P<m>{month_names()})\.?(?:(?:,?\s+|-)(?P<y>\d{{4}}))?",
        re.IGNORECASE,
    )


@cache
def _month_first() -> re.Pattern[str]:
    end = r"(?:\s?[-–]\s?(?P<e>\d{1,2}))?"
    return re.compile(
        rf"(?P<m>{month_names()})(?:[.,]?\s+(?:the\s+|of\s+)?|-)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{end}(?:(?:\s?,\s?|\s+)(?P<y>\d{{4}}))?",
        re.IGNORECASE,
    )
