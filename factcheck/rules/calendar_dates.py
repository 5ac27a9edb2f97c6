"""FC413: dates that cannot be: a day that its month never has, a 29 February outside a leap year."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from factcheck.languages.words import word_set
from factcheck.model import Diagnosis, Finding
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, word_pattern
from factcheck.rules.written_days import Reading, WrittenDay, written_days

_WORD_BEFORE = lazy(r"([^\W\d_]+)\.?[ \u00a0]\Z")
_WORD_BEHIND = lazy(r"[ \u00a0-]([^\W\d_]+)")
_NO_LEAD = lazy(r"[\d:#№(/+-]\s?\Z")
_EARLIEST = 1600  # older texts keep other calendars
_LATEST = 2100
_ROOM = 24


def day_outside_the_calendar(draft: Draft) -> Iterator[Finding]:
    """Days that no calendar has, however they are read."""
    for written in written_days(draft):
        if any(reading.exists() for reading in written.readings) or not _is_surely_a_date(draft, written):
            continue
        message = f"there is no “{written.claim.mention.surface}”: {_why(written.readings[0])}"
        yield draft.finding("FC413", written.claim, message, Diagnosis.VALUE)


def _is_surely_a_date(draft: Draft, written: WrittenDay) -> bool:
    """Whether the draft speaks of the day itself, and not of how dates are written or of an issue's number."""
    reading, sentence = written.readings[0], written.claim.sentence
    if reading.year is not None and not _EARLIEST <= reading.year <= _LATEST:
        return False
    if not 1 <= reading.day <= 31 or not 1 <= reading.last <= 31 or (reading.month > 12 and reading.day > 12):
        return False
    before = draft.text[max(sentence.start, written.start - _ROOM) : written.start]
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1].lower() in word_set("times", "before_a_number_of_an_issue"):
        return False
    # A heading or a list names numbers and months of issues ("31 June"): there a year or a word before must vouch.
    if reading.year is None and (word is None or not _closes(draft, written)):
        return False
    if _NO_LEAD.search(before) or draft.document.in_code(written.claim.mention.span):
        return False
    return word_pattern("of_writing", "times").search(draft.text, sentence.start, sentence.end) is None


def _closes(draft: Draft, written: WrittenDay) -> bool:
    """Whether nothing follows that the number may count: "a course of 31 September starters"."""
    word = _WORD_BEHIND.match(draft.text, written.end, written.claim.sentence.end)
    return word is None or word[1].lower() in word_set("times", "after_a_day")


def _why(reading: Reading) -> str:
    if not 1 <= reading.month <= 12:
        return f"a year has 12 months, not {reading.month}"
    name = calendar.month_name[reading.month]
    if reading.month == 2 and max(reading.day, reading.last) == 29:
        return f"{reading.year} is no leap year, its February has 28 days"
    longest = calendar.monthrange(2024, reading.month)[1]
    if reading.year is not None:
        longest = calendar.monthrange(reading.year, reading.month)[1]
        return f"{name} {reading.year} has {longest} days"
    return f"{name} has {longest} days" if reading.month != 2 else f"{name} has 28 days, or 29 in a leap year"
