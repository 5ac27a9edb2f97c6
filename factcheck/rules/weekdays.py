"""FC410: a weekday beside a date that falls on another: "Monday, 3 April 2024"."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.model import Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, phrases, word_pattern
from factcheck.rules.written_days import Reading, WrittenDay, month_names, written_days

_FIRST_YEAR = 1900  # before that many countries kept the Julian calendar
_ALL_GREGORIAN = 1924
_BEFORE, _BEHIND = 48, 32  # characters in which the weekday beside a date stands
_REACH = dt.timedelta(days=200)
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAD = lazy(r"([^\W\d_][\w'’-]*)[ \u00a0]\Z")
_BLOCKS_BEFORE = 2
_MOST = 3  # a group of dates in which one may be odd has at least so many


@record
class Named:
    """A day with the weekday written beside it; `last_weekday` that of the last of a run, `span` holds both."""

    written: WrittenDay
    weekday: int
    last_weekday: int | None
    span: Span


def weekday_of_a_date(draft: Draft) -> Iterator[Finding]:
    """Weekdays that are not those of the dates beside them."""
    named = [one for written in written_days(draft) if (one := _named(draft, written)) is not None]
    if not named:
        return
    years = _Years(draft)
    undated = []
    for one in named:
        if one.written.readings[0].year is not None:
            yield from _judged(draft, one, [one.written.readings[0].year])
        elif draft.day is not None:
            yield from _judged(draft, one, years.within_reach(one))
        else:
            undated.append(one)
    yield from _odd_ones(draft, undated, years)


def _named(draft: Draft, written: WrittenDay) -> Named | None:
    """The day with its weekday, where one stands right beside it."""
    sentence, text = written.claim.sentence, draft.text
    low = max(sentence.start, written.start - _BEFORE)
    match = _weekday_before().search(text[low : written.start])
    if match is not None and match["gap"] == ", " and _another_date().match(text, written.end, sentence.end):
        return None  # "closed on Monday, 25 December and 1 January": a list of days
    if match is not None and _stands_alone(text[max(sentence.start, low - _BEFORE) : low + match.start()], match):
        first = _number(match["one"])
        last = _number(match["two"]) if match["two"] else None
        return Named(written, first, last, Span(low + match.start("one"), written.end))
    after = _weekday_behind().match(text, written.end, min(sentence.end, written.end + _BEHIND))
    if after is None:
        return None
    if after["plain"] and written.readings[0].year is None:
        return None  # "closed on 25 December, Monday"
    return Named(
        written, _number(after["bracket"] or after["told"] or after["plain"]), None, Span(written.start, after.end())
    )


@cache
def _weekday() -> str:
    full = "|".join(word for name in phrases("weekdays", "times") for word in (name, name.title(), name.upper()))
    short = "|".join(sorted(phrases("short_weekdays", "times"), key=len, reverse=True))
    return rf"(?:{full}|{short})"


@cache
def _weekday_before() -> re.Pattern[str]:
    parts = "|".join(phrases("parts_of_a_day", "times"))
    return re.compile(
        rf"(?<![\w'’-])(?P<one>{_weekday()})(?:(?:\s?[–-]\s?|\s(?:to|and|or)\s)(?P<two>{_weekday()}))?\.?(?:\s(?:{parts}))?"
        r"(?P<gap>,\s|\s\(|\s)(?:the\s)?\Z"
    )


@cache
def _weekday_behind() -> re.Pattern[str]:
    week = _weekday()
    return re.compile(
        rf"\s\((?P<bracket>{week})\.?\)"
        rf"|(?:,|\s[–—-])\s(?P<plain>{week})(?=\s?[.;)–—]|,\s(?:at|from)?\s?\d|\sat\b|\Z)"
        rf"|(?:,?\s(?:which\s)?(?:was|is|will\sbe|fell\son|falls\son|will\sfall\son)|,)\san?\s(?P<told>{week})(?![\w'’-])"
    )


@cache
def _another_date() -> re.Pattern[str]:
    day = rf"(?:\d{{1,2}}\s(?:{month_names()})|(?:{month_names()})\s\d{{1,2}})\b"
    return re.compile(rf",?\s(?:and\s|or\s|&\s)?{day}", re.IGNORECASE)


def _number(word: str) -> int:
    names: dict[str, int] = load_words("times")["weekdays"]
    short: dict[str, int] = load_words("times")["short_weekdays"]
    return names[word.lower()] if word.lower() in names else short[word]


def _stands_alone(before: str, match: re.Match[str]) -> bool:
    """Whether the weekday is no part of a name ("Freaky Friday"), of a list of days, or of what comes every week."""
    word = _LEAD.search(before)
    if word is not None:
        lead = word[1]
        if lead.lower() == "the" and match["one"] in load_words("times")["short_weekdays"]:
            return False  # a newspaper
        if not lead.islower() and lead.lower() not in word_set("times", "before_a_weekday"):
            return False
    if before.endswith(("-", "–", "/", "& ")):
        return False
    return word_pattern("recurring", "times").search(before) is None


class _Years:
    """The years that a date without one may be of."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        marks = [claim for claim in draft.claims if claim.mention.period is not None]
        self.starts = [claim.mention.start for claim in marks]
        self.years = [claim.mention.period.start.year for claim in marks if claim.mention.period is not None]
        self.ends = [claim.mention.period.end.year for claim in marks if claim.mention.period is not None]
        headings = [block for block in draft.document.blocks if block.kind is BlockKind.HEADING]
        self.of_headings = {year for block in headings for year in self.named(block.span)}

    def named(self, span: Span) -> set[int]:
        """The years that a stretch of the text names."""
        low, high = bisect_left(self.starts, span.start), bisect_right(self.starts, span.end)
        return {*self.years[low:high], *self.ends[low:high]}

    def within_reach(self, one: Named) -> list[int]:
        """The years near the draft's day in which the date is not far from it, and those named nearby."""
        day = self.draft.day
        assert day is not None  # noqa: S101 - asked only of drafts with a day
        reading = one.written.readings[0]
        near = [year for year in (day.year - 1, day.year, day.year + 1) if _is_near(reading.in_year(year), day)]
        return [*near, *sorted(self.around(one) - set(near))]

    def around(self, one: Named) -> set[int]:
        """The years named in the headings, in the block of a date and in the blocks right before it."""
        blocks, at = self.draft.document.blocks, one.written.claim.block
        start = blocks[max(at - _BLOCKS_BEFORE, 0)].span.start
        return self.named(Span(start, blocks[at].span.end)) | self.of_headings


def _is_near(found: dt.date | None, day: dt.date) -> bool:
    return found is not None and abs(found - day) <= _REACH


def _judged(draft: Draft, one: Named, years: Sequence[int]) -> Iterator[Finding]:
    """The finding where no reading of the date fits its weekday in any of the years."""
    days = [(reading, year) for year in years for reading in one.written.readings if reading.in_year(year) is not None]
    if not days or any(year < _FIRST_YEAR or _fits(one, reading, year) for reading, year in days):
        return
    sentence = one.written.claim.sentence
    if min(years) < _ALL_GREGORIAN and word_pattern("other_calendars", "times").search(
        draft.text, sentence.start, sentence.end
    ):
        return
    said = draft.text[one.span.start : one.span.end]
    told = " and ".join(dict.fromkeys(_told(one, reading, year) for reading, year in days[:2]))
    if one.written.readings[0].year is None and draft.day is not None:
        told += f" (the draft is of {_day(draft.day)})"
    yield draft.finding("FC410", one.written.claim, f"“{said}”, but {told}", Diagnosis.VALUE, span=one.span)


def _fits(one: Named, reading: Reading, year: int) -> bool:
    """Whether the weekday is that of the date; of a run of days, those of both its ends where both are named."""
    first, last = reading.in_year(year), reading.in_year(year, last=True)
    assert first is not None  # noqa: S101 - only days that exist are asked for
    if one.last_weekday is None:
        return first.weekday() == one.weekday or (last is not None and last != first)
    # "Saturday and Sunday, 4 May": two weekdays over one date are those of an event that is told by one of its days.
    if last is None or last == first:
        return True
    return first.weekday() == one.weekday and last.weekday() == one.last_weekday


def _told(one: Named, reading: Reading, year: int) -> str:
    first, last = reading.in_year(year), reading.in_year(year, last=True)
    assert first is not None  # noqa: S101 - as above
    if one.last_weekday is not None and last is not None and last != first:
        return f"{_day(first)} is a {_NAMES[first.weekday()]} and {_day(last)} a {_NAMES[last.weekday()]}"
    return f"{_day(first)} is a {_NAMES[first.weekday()]}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _odd_ones(draft: Draft, undated: Sequence[Named], years: _Years) -> Iterator[Finding]:
    """Dates without a year that can be of no one year with the others under their heading, in a draft without a day."""
    groups: dict[tuple[int, bool], list[Named]] = defaultdict(list)
    for one in undated:
        reading = one.written.readings[0]
        if len(one.written.readings) == 1 and one.last_weekday is None and reading.day == reading.last:
            # Whether there was a 29 February in between is not known.
            groups[draft.block(one.written.claim).heading, reading.month <= 2].append(one)
    for group in groups.values():
        yield from _odd_in(draft, group, years)


def _odd_in(draft: Draft, group: Sequence[Named], years: _Years) -> Iterator[Finding]:
    offsets = [_offset(one) for one in group]
    common, count = Counter(offsets).most_common(1)[0]
    odd = [one for one, offset in zip(group, offsets, strict=True) if offset != common]
    if not odd or len(years.around(group[0]) | years.around(group[-1])) > 1:
        return
    pair = len(group) == 2 and group[0].written.claim.sentence == group[1].written.claim.sentence
    if not pair and (len(group) < _MOST or len(odd) * 3 > len(group) or count < 2):
        return
    for one in odd:
        other = min(
            (each for each, offset in zip(group, offsets, strict=True) if offset == common),
            key=lambda each: abs(each.span.start - one.span.start),
        )
        mine, theirs = (draft.text[each.span.start : each.span.end] for each in (one, other))
        message = f"“{mine}” and “{theirs}” cannot be of one year"
        related = [(other.written.claim, "another date of that year")]
        yield draft.finding("FC410", one.written.claim, message, Diagnosis.VALUE, related=related, span=one.span)


def _offset(one: Named) -> int:
    """Alike for all days of a year whose weekdays fit together."""
    reading = one.written.readings[0]
    return (one.weekday - dt.date(2023, reading.month, min(reading.day, 28)).toordinal() - max(reading.day - 28, 0)) % 7
