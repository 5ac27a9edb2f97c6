"""FC412: a length of time between two events of one sentence: "elected in 2005, she retired in 2010 after 12 years"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.model import Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, phrases
from factcheck.rules.spans_of_time import Claimed, is_of_work, joined, judged
from factcheck.rules.timeline import Length, Moment, timed_sentences, today

_ROOM = 48
_PREPOSITION = (
    r"(?:\s(?:up|here|there|down|office|power|him|it|her|them))?(?:\s(?:back\s)?(?:in|on))?(?:\s[A-Z][a-z]+day,?)?\s\Z"
)
_LENGTH_LEAD = lazy(r"\b(?:for|after|lasted|lasting|spent|taking|took|of|served)\s(?:a\stotal\sof\s)?\Z", re.IGNORECASE)
_ONGOING = r"[,)]?\s(?:and\s)?(?:has|have)\s(?:now\s|since\s)?been\s(?:{})\s(?:now\s)?for\s(?:the\s(?:past|last)\s)?"


def length_between_two_events(draft: Draft) -> Iterator[Finding]:
    """Lengths of time that a beginning and an end, or a beginning and the draft's day, belie."""
    for sentence, written in timed_sentences(draft):
        items = joined(draft, written)
        lengths = [item for item in items if isinstance(item, Length)]
        moments = [item for item in items if isinstance(item, Moment)]
        if len(lengths) == 1 and len(lengths) + len(moments) == len(items):
            for claimed in _claimed(draft, sentence, lengths[0], moments):
                yield from judged(draft, claimed)


def _claimed(draft: Draft, sentence: Span, length: Length, moments: Sequence[Moment]) -> Iterator[Claimed]:
    now, text = today(draft), draft.text
    if len(moments) == 1 and now is not None and _has_lead(draft, sentence, moments[0], "beginnings"):
        if _ongoing().fullmatch(text, moments[0].span.end, length.span.start) and _closes().match(
            text, length.span.end
        ):
            yield Claimed(length, moments[0], now, rounded=True)
    elif len(moments) == 2 and not is_of_work(draft, length):
        lead = text[max(sentence.start, length.span.start - _ROOM) : length.span.start]
        if not _LENGTH_LEAD.search(lead) or not _closes().match(text, length.span.end, sentence.end):
            return
        starts = [moment for moment in moments if _has_lead(draft, sentence, moment, "beginnings")]
        ends = [moment for moment in moments if _has_lead(draft, sentence, moment, "endings")]
        if len(starts) == len(ends) == 1 and starts[0] is not ends[0]:
            yield Claimed(length, starts[0], ends[0], inclusive=True)


def _has_lead(draft: Draft, sentence: Span, moment: Moment, key: str) -> bool:
    lead = draft.text[max(sentence.start, moment.span.start - _ROOM) : moment.span.start]
    return _lead(key).search(lead) is not None


@cache
def _lead(key: str) -> re.Pattern[str]:
    words = any_of(phrases(key, "times"))
    return re.compile(rf"\b(?:{words}){_PREPOSITION}", re.IGNORECASE)


@cache
def _ongoing() -> re.Pattern[str]:
    words = any_of(phrases("going_on", "times"))
    return re.compile(_ONGOING.format(words))


@cache
def _closes() -> re.Pattern[str]:
    """What may follow a length that is told of the whole: "after 12 years in office", not "... of decline"."""
    words = "|".join(map(re.escape, phrases("in_the_whole", "times")))
    return re.compile(rf"\s?(?:[.;:)–—]|,\s|\Z|\s(?:{words})\b|\suntil\s(?=\d))")
