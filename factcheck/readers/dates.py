"""The date of a draft: written in full in its front matter or its dateline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.languages.words import load_words

# How far into a draft a dateline may stand, in blocks that are no headings.
_FIRST_BLOCKS = 3
_LONGEST_DATELINE = 120


def parse_date(text: str) -> dt.date | None:
    """A whole text as a date: ISO, "6 November 2025" or "Nov. 6, 2025"; None when it is none.

    >>> parse_date("Nov. 6, 2025")
    datetime.date(2025, 11, 6)
    """
    match = _dates().fullmatch(text.strip())
    return _date_of(match) if match else None


def find_dateline(text: str, blocks: Sequence[Block]) -> dt.date | None:
    """The date with a year that opens one of the first paragraphs, after a place in capitals or alone."""
    prose = [block for block in blocks if block.kind is not BlockKind.HEADING][:_FIRST_BLOCKS]
    for block in prose:
        start = text[block.span.start : min(block.span.end, block.span.start + _LONGEST_DATELINE)]
        match = _datelines().match(start)
        if match:
            return _date_of(match)
    return None


def _date_of(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    months = load_words("calendar")["months"]
    for day, month, year in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3")):
        if parts[year]:
            number = int(parts[month]) if parts[month].isdigit() else months[parts[month].lower()]
            try:
                return dt.date(int(parts[year]), number, int(parts[day]))
            except ValueError:
                return None
    return None


@cache
def _date_pattern() -> str:
    names = "|".join(sorted(load_words("calendar")["months"], key=len, reverse=True))
    month, day, year = rf"(?:{names})", r"\d{1,2}", r"(?:1[0-9]|20|21)\d\d"
    return (
        rf"(?:(?P<y1>{year})-(?P<m1>\d\d)-(?P<d1>\d\d)(?:[T ]\d\d:\d\d\S{{0,12}})?"
        rf"|(?P<d2>{day})(?:st|nd|rd|th)?\s(?P<m2>{month})\.?,?\s(?P<y2>{year})"
        rf"|(?P<m3>{month})\.?\s(?P<d3>{day})(?:st|nd|rd|th)?,?\s(?P<y3>{year}))(?!\d)"
    )


@cache
def _dates() -> re.Pattern[str]:
    return re.compile(_date_pattern(), re.IGNORECASE)


@cache
def _datelines() -> re.Pattern[str]:
    words = load_words("calendar")
    lead = "|".join(load_words("dateline")["lead_words"])
    weekday = "|".join(words["weekdays"])
    word = r"[A-ZÀ-Þ][\w.'’-]{0,20}"
    place = rf"(?:{word}\s){{0,3}}{word}(?:,\s{word})?[,/]?\s{{1,2}}(?:\([\w ]{{2,20}}\)\s)?(?:[—–-]\s)?"
    # "On 3 April 1912, the ship ..." opens with a day that the text tells of, and not with its own.
    telling = "|".join(load_words("dateline")["no_places"])
    opening = rf"(?!(?:{telling})\s)(?:{place}|(?i:(?:{lead})):?\s)?(?i:(?:{weekday}),?\s)?"
    after = r"\s{0,2}(?:[.,:;—–-]|\(|$)"
    return re.compile(rf"{opening}(?i:{_date_pattern()}){after}")
