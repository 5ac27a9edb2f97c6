"""FC412: a length of time that does not lie between its start and its end: "from 2001 to 2010, for 12 years"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.model import Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, phrases, quantity_of, word_pattern
from factcheck.rules.timeline import (
    DAYS,
    Item,
    Length,
    Moment,
    Stretch,
    between_words,
    elapsed,
    fits,
    resolved,
    timed_sentences,
    today,
)

_AGO = lazy(r"\s+ago\b")
_AGO_IN = lazy(r"\s+ago,?\s(?:\(|(?:(?:back|all the way back)\s)?(?:in|on)\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?)")
_JUST_BEFORE = lazy(r",?\s?(?:[(–—-]\s?)?(?:(?:just|exactly|only|some|barely|now|or)\s)?")
_SINCE = lazy(r",?\ssince\s(?:[A-Z][a-z]+day,?\s)?")
_TO = lazy(r"\s(?:to|until|till|through)\s(?:[A-Z][a-z]+day,?\s)?")
_FROM = lazy(r"(?:\bfrom|\()\s?(?:[A-Z][a-z]+day,?\s)?\Z", re.IGNORECASE)
_CLOSES = lazy(r"\s?(?:[.;:)–—]|,\s|\Z|\s(?:in all|in total|altogether|later|long)\b)")
_TWO_WORDS = r"(?:[ -][A-Za-z][\w'’-]*)"
_STARTS = r"(?:from\s|\(|(?:(?:which|that)\s)?(?:began|started|opened|ran)\s(?:from\s|on\s|in\s)?)"
_BEFORE_STRETCH = lazy(rf"(?P<words>{_TWO_WORDS}{{0,5}}?),?\s(?:between\s|{_STARTS})(?:[A-Z][a-z]+day,?\s)?")
_LEVEL = lazy(r"\b(?:to|at|by|than|was|is|were|averaged|reached|hit|totalled)\s\Z", re.IGNORECASE)
_BETWEEN = lazy(r"\bbetween\s(?:[A-Z][a-z]+day,?\s)?\Z", re.IGNORECASE)
_LATER = lazy(r"\s+(?:later|afterwards)\s?(?:[.;)–—]|,\s|\Z)")
_BEFORE_DAYS = lazy(r"(?P<words>(?:[ -][A-Za-z][\w'’-]*){1,5}?)(?:,|\son|\sof)\s")
_BEGAN = lazy(
    r"\b(?:began|begun|started|opened|broke out|launched|begins|opens|starts)\s(?:on|in)\s(?:[A-Z][a-z]+day,?\s)?\Z"
)
_REFERENCE = lazy(r"\s(?P<way>after|before)\s(?P<words>(?:[A-Za-z][\w'’-]*\s){0,5})")
_SINCE_BEFORE = lazy(r"\bsince\s(?:[A-Z][a-z]+day,?\s)?\Z", re.IGNORECASE)
_SINCE_THING = lazy(r"\ssince\s(?P<words>(?:[A-Za-z][\w'’-]*\s){1,6})")
_IS = lazy(r"\b(?:is|are|it's|it’s|marks|mark)\s(?:now\s|exactly\s)?\Z", re.IGNORECASE)
_PERFECT = lazy(r"\b(?:has|have|'s|’s|'ve|’ve)\b|\b(?:past|last)\s\Z", re.IGNORECASE)
_PAST = lazy(r"\b(?:for|over|in|during)\s(?:(?:the|these)\s)?(?:(?P<past>past|last)\s)?\Z", re.IGNORECASE)
_LATER_IN = lazy(r"\s+(?:later|afterwards|on),?\s(?:in|on)\s(?:[A-Z][a-z]+day,?\s)?")
_WEEKDAY = lazy(r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b")
_ROOM = 40
_MOST_DAYS = 60


@record
class Claimed:
    """A length said to lie between two times; `begin_words` and `end_words` tell them in a message."""

    length: Length
    begin: Moment
    end: Moment
    inclusive: bool = False
    rounded: bool = False
    within: bool = False  # "between 1979 and 1990": the length may be less


def length_between_two_times(draft: Draft) -> Iterator[Finding]:
    """Lengths of time that the times beside them belie."""
    for sentence, items in timed_sentences(draft):
        if any(isinstance(item, Length) for item in items):
            whole = joined(draft, items)
            for claimed in _claimed(draft, sentence, whole):
                yield from judged(draft, claimed)


def _is_between(draft: Draft, stretch: Stretch) -> bool:
    """Whether a stretch is told by "between", and a length beside it may be some of it only."""
    return _BETWEEN.search(draft.text[max(stretch.span.start - _ROOM, 0) : stretch.span.start]) is not None


def joined(draft: Draft, items: Sequence[Item]) -> list[Item]:
    """The items, with "from 3 May to 10 May" as one stretch."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(last, Moment) and isinstance(item, Moment) and _is_from_to(draft, last, item):
            assert last.claim is not None  # noqa: S101 - items stand in the text
            found[-1] = Stretch(last.claim, last, item)
        else:
            found.append(item)
    return found


def _is_from_to(draft: Draft, one: Moment, other: Moment) -> bool:
    before = draft.text[max(one.span.start - _ROOM, 0) : one.span.start]
    if _TO.fullmatch(draft.text, one.span.end, other.span.start):
        return _FROM.search(before) is not None
    if _BETWEEN.search(before):
        return draft.text[one.span.end : other.span.start] == " and "
    return (
        _BEGAN.search(before) is not None
        and _and_ended().fullmatch(draft.text, one.span.end, other.span.start) is not None
    )


@cache
def _and_ended() -> re.Pattern[str]:
    words = any_of(phrases("began_and_ended", "times"))
    return re.compile(rf"\s(?:{words})\s(?:on|in)\s(?:[A-Z][a-z]+day,?\s)?")


def _end_of(item: Item) -> int:
    """Where an item ends: a joined stretch with its second time."""
    return item.end.span.end if isinstance(item, Stretch) else item.span.end


def _claimed(draft: Draft, sentence: Span, items: Sequence[Item]) -> Iterator[Claimed]:
    """Every length of a sentence whose two ends are told beside it."""
    now = today(draft)
    for at, (one, two) in enumerate(pairwise(items)):
        if isinstance(one, Length) and isinstance(two, Moment):
            yield from _length_first(draft, sentence, one, two, now)
            if at:
                yield from _around(draft, items[at - 1], one, two)
        elif isinstance(one, Moment) and isinstance(two, Length):
            yield from _ago_behind(draft, one, two, now)
            if at:
                yield from _later_behind(draft, items[at - 1], one, two)
        elif isinstance(one, Length) and isinstance(two, Stretch):
            if _is_of_stretch(draft, one, two):
                yield Claimed(one, two.begin, two.end, inclusive=True, within=_is_between(draft, two))
        elif isinstance(one, Stretch) and isinstance(two, Length) and _tells_stretch(draft, one, two):
            yield Claimed(two, one.begin, one.end, inclusive=True, within=_is_between(draft, one))


def _length_first(
    draft: Draft, sentence: Span, length: Length, moment: Moment, now: Moment | None
) -> Iterator[Claimed]:
    """Reads "20 years ago, in 2004" and "for the past five years, since 2019", told from the draft's day."""
    if now is None:
        return
    text, start, end = draft.text, length.span.end, moment.span.start
    if _AGO_IN.fullmatch(text, start, end):
        yield Claimed(length, moment, now, rounded=True)
    elif (match := _SINCE_THING.fullmatch(text, start, end)) and not _SINCE.fullmatch(text, start, end):
        lead = text[max(sentence.start, length.span.start - _ROOM) : length.span.start]
        if _IS.search(lead) and word_set("times", "clause_openers").isdisjoint(match["words"].lower().split()):
            yield Claimed(length, moment, now, rounded=True)
    elif _SINCE.fullmatch(text, start, end):
        lead = text[max(sentence.start, length.span.start - _ROOM) : length.span.start]
        past = _PAST.search(lead)
        if past is not None and (past["past"] or _PERFECT.search(text, sentence.start, length.span.start)):
            yield Claimed(length, moment, now, inclusive=True, rounded=True)


def _ago_behind(draft: Draft, moment: Moment, length: Length, now: Moment | None) -> Iterator[Claimed]:
    """Reads "in 2004, 20 years ago", "2004 (20 years ago)"."""
    if now is None:
        return
    text, start, end = draft.text, moment.span.end, length.span.start
    if _JUST_BEFORE.fullmatch(text, start, end) and _AGO.match(text, length.span.end):
        yield Claimed(length, moment, now, rounded=True)
    elif _SINCE_BEFORE.search(text[max(start - _ROOM, 0) : moment.span.start]) and _CLOSES.match(text, length.span.end):
        sentence = length.claim.sentence
        if _told_again().fullmatch(text, start, end) and _PERFECT.search(text, sentence.start, moment.span.start):
            yield Claimed(length, moment, now, inclusive=True, rounded=True)


def _around(draft: Draft, before: Item, length: Length, moment: Moment) -> Iterator[Claimed]:
    """Reads "in 2012, four years after the 2008 crash", "opened in 2001. ... two years later, in 2003"."""
    if not isinstance(before, Moment):
        return
    text = draft.text
    reference = _REFERENCE.fullmatch(text, length.span.end, moment.span.start)
    if reference is not None and _JUST_BEFORE.fullmatch(text, before.span.end, length.span.start):
        if not word_set("times", "clause_openers").isdisjoint(reference["words"].lower().split()):
            return
        earlier, later = (moment, before) if reference["way"] == "after" else (before, moment)
        yield Claimed(length, earlier, later)
    elif _LATER_IN.fullmatch(text, length.span.end, moment.span.start):
        between = text[before.span.end : length.span.start]
        if not any(mark in between for mark in (";", "(", ")", "—")) and len(between) <= 3 * _ROOM:
            yield Claimed(length, before, moment)


def _later_behind(draft: Draft, before: Item, moment: Moment, length: Length) -> Iterator[Claimed]:
    """Reads "closed on 12 January and reopened on 26 January, three weeks later"."""
    text = draft.text
    if not isinstance(before, Moment) or not _LATER.match(text, length.span.end):
        return
    between = text[before.span.end : moment.span.start]
    if len(between) > 2 * _ROOM or any(mark in between for mark in (";", "(", ")", "—", ". ")):
        return
    if _JUST_BEFORE.fullmatch(text, moment.span.end, length.span.start):
        yield Claimed(length, before, moment)


def _is_of_stretch(draft: Draft, length: Length, stretch: Stretch) -> bool:
    """Whether a length stands before its stretch: "for 12 years, from 2001 to 2010", "a 12-year term (2001-2010)"."""
    match = _BEFORE_STRETCH.fullmatch(draft.text, length.span.end, stretch.span.start)
    match = match or _BEFORE_DAYS.fullmatch(draft.text, length.span.end, stretch.span.start)
    if match is None or is_of_work(draft, length) or _is_level(draft, length):
        return False
    words = match["words"].lower().replace("-", " ").split()
    if length.said[-1] != "s" and length.said.rstrip("s").endswith(("-day", "-week", "-month", "-year")):
        return any(word in word_set("times", "stretches") for word in words)
    whole = any(" ".join(words).startswith(each) for each in phrases("in_the_whole", "times"))
    return not words or (whole and word_set("times", "clause_openers").isdisjoint(words))


def _is_level(draft: Draft, length: Length) -> bool:
    """Whether a length is what something measured then: "life expectancy rose to 81 years between 1960 and 2020"."""
    return _LEVEL.search(draft.text[max(length.span.start - _ROOM, 0) : length.span.start]) is not None


def _tells_stretch(draft: Draft, stretch: Stretch, length: Length) -> bool:
    """Whether a length stands behind its stretch: "from 2001 to 2010, a period of 12 years", "2001-2010 (12 years)"."""
    if not _CLOSES.match(draft.text, length.span.end) or is_of_work(draft, length):
        return False
    return _stretch_of().fullmatch(draft.text, _end_of(stretch), length.span.start) is not None


@cache
def _stretch_of() -> re.Pattern[str]:
    words = any_of(phrases("stretch_of", "times"))
    return re.compile(rf"\)?(?:,\s|\s?[(–—]\s?|\s(?=f|l|a))(?:(?:{words})\s)?")


@cache
def _told_again() -> re.Pattern[str]:
    """Between "since 2019" and its length: "since 2019, a period of five years", "since 2019 (five years)"."""
    words = any_of(phrases("stretch_of", "times"))
    return re.compile(rf"(?:,\s(?:{words})\s|\s\((?:(?:{words})\s)?)")


def is_of_work(draft: Draft, length: Length) -> bool:
    """Whether only some of the days count: "five working days from 3 to 10 May"."""
    sentence = length.claim.sentence
    near = draft.text[
        max(length.span.start - 2 * _ROOM, sentence.start) : min(length.span.end + 2 * _ROOM, sentence.end)
    ]
    return word_pattern("working", "times").search(near) is not None


def judged(draft: Draft, claimed: Claimed) -> Iterator[Finding]:
    """The finding where a length cannot lie between its two times."""
    times = resolved(claimed.begin, claimed.end, draft.day)
    if times is None:
        return
    begin, end = times
    length = claimed.length
    if end.last < begin.first or fits(length, begin, end, inclusive=claimed.inclusive, rounded=claimed.rounded):
        return
    quantity = quantity_of(length.claim)
    if claimed.within and (quantity.value or 0) * DAYS[length.unit] <= elapsed(begin, end)[1]:
        return
    if _are_weekdays(draft, length, begin, end):
        return
    passed = between_words(begin, end, length.unit, inclusive=claimed.inclusive)
    first = f"“{claimed.begin.claim.mention.surface}”" if claimed.begin.claim is not None else ""
    last = (
        f"“{claimed.end.claim.mention.surface}”" if claimed.end.claim is not None else f"{draft.day} (the draft's day)"
    )
    if claimed.begin.claim is claimed.end.claim:
        first, last = f"{_short(begin)}", f"{_short(end)}"
    hedged = draft.text[length.span.start : length.span.end]
    message = f"from {first} to {last} is {passed}, not “{hedged}”"
    others = dict.fromkeys(claim for claim in (claimed.begin.claim, claimed.end.claim) if claim is not None)
    names = ("the start", "the end") if len(others) > 1 or claimed.end.claim is None else ("the start and the end",)
    related = list(zip(others, names, strict=False))
    yield draft.finding("FC412", length.claim, message, Diagnosis.VALUE, related=related)


def _are_weekdays(draft: Draft, length: Length, begin: Moment, end: Moment) -> bool:
    """Whether a length leaves out the weekends of a stretch: a trial of six days, Monday to Monday."""
    sentence, days = length.claim.sentence, (end.last - begin.first).days + 1
    if DAYS[length.unit] != 1 or days > _MOST_DAYS or not _WEEKDAY.search(draft.text, sentence.start, sentence.end):
        return False
    worked = sum((begin.first.weekday() + day) % 7 < 5 for day in range(days))
    return quantity_of(length.claim).value == worked


def _short(moment: Moment) -> str:
    return f"{moment.first.year}" if moment.first != moment.last else moment.first.isoformat()
