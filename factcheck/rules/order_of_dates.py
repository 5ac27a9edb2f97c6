"""FC413: a stretch of time that ends before it starts: "from 12 May 2024 to 3 April 2024", "Eva Ek (1980-1921)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from factcheck.languages.words import word_set
from factcheck.model import Diagnosis, Finding, Grain, Span
from factcheck.patterns import lazy
from factcheck.rules.births import is_birth
from factcheck.rules.draft import Draft, word_pattern
from factcheck.rules.timeline import Moment, timed_sentences

_TO = lazy(r"\s(?:to|until|till|through)\s(?:[A-Z][a-z]+day,?\s)?")
_FROM = lazy(r"\bfrom\s(?:[A-Z][a-z]+day,?\s)?\Z", re.IGNORECASE)
_LIFE_LEAD = lazy(r"[A-Z][\w'’-]+\s[A-Z][\w'’-]+\s\((?:born\s|b\.\s)?\Z")
_DASH = lazy(r"\s?[–—-]\s?")
_DIED = lazy(
    r"(?P<words>(?:[,;]?\s[A-Za-z][\w'’-]*){0,8}?)[,;]?\s(?:and\s)?(?:he\s|she\s)?(?:died|d\.)(?P<place>(?:\s[A-Za-z][\w'’-]*){0,6}?)(?:\s(?:in|on))?\s"
)
_ROOM = 60


def end_before_start(draft: Draft) -> Iterator[Finding]:
    """Stretches and lives whose second time lies before the first."""
    for sentence, items in timed_sentences(draft):
        for one, two in pairwise(items):
            if isinstance(one, Moment) and isinstance(two, Moment):
                yield from _judged(draft, sentence, one, two)


def _judged(draft: Draft, sentence: Span, one: Moment, two: Moment) -> Iterator[Finding]:
    if not _is_later(one, two):
        return
    text, start = draft.text, one.span.start
    gap = text[one.span.end : two.span.start]
    lead = text[max(sentence.start, start - _ROOM) : start]
    if _TO.fullmatch(gap):
        meant = _FROM.search(lead) is not None and _is_of_days_or_office(draft, sentence, one, two)
        words = "ends before it starts"
    elif _DASH.fullmatch(gap):
        meant = one.grain is two.grain is Grain.YEAR and _LIFE_LEAD.search(lead) is not None
        meant = meant and text[two.span.end : two.span.end + 1] == ")"
        words = "is a life that ends before it starts"
    else:
        died = _DIED.fullmatch(gap)
        meant = died is not None and is_birth(draft, sentence, one)
        if died is not None and not word_set("times", "kin").isdisjoint(re.findall(r"[a-z]+", gap.lower())):
            meant = False
        words = "is a death before the birth"
    if meant:
        assert two.claim is not None  # noqa: S101 - items stand in the text
        assert one.claim is not None  # noqa: S101 - as above
        message = f"“{one.claim.mention.surface}” to “{two.claim.mention.surface}” {words}"
        yield draft.finding("FC413", two.claim, message, Diagnosis.VALUE, related=[(one.claim, "the start")])


def _is_later(one: Moment, two: Moment) -> bool:
    """Whether the first time lies wholly behind the second; days without a year only within one month."""
    if one.reading is None and two.reading is None:
        return one.first > two.last
    if one.reading is None or two.reading is None:
        return False
    return one.reading.month == two.reading.month and one.reading.day > two.reading.day


def _is_of_days_or_office(draft: Draft, sentence: Span, one: Moment, two: Moment) -> bool:
    """Whether "from A to B" is a stretch: bare years are also compared ("the fall from 2019 to 2018")."""
    if one.reading is not None:
        return word_pattern("over_a_year", "times").search(draft.text, sentence.start, sentence.end) is None
    if one.grain is Grain.DAY and two.grain is Grain.DAY:
        return True
    before = draft.text[max(sentence.start, one.span.start - _ROOM) : one.span.start]
    return word_pattern("in_office", "times").search(before) is not None
