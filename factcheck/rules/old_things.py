"""FC411: the age of a thing that the year of its making belies: "the 90-year-old bridge, built in 1934"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, phrases, quantity_of
from factcheck.rules.timeline import Length, Moment, between_words, fits, timed_sentences, today

_IS = lazy(r"\)?,?\s(?:and\s)?(?:is|turns)\s(?:now\s|only\s|just\s)?(?:an?\s)?")
_THING = r"(?:\s[A-Za-z][\w'’-]*){1,5}?"
_ROOM = 48


def age_of_a_thing(draft: Draft) -> Iterator[Finding]:
    """Ages of buildings, firms and clubs that the year beside them belies, counted to the draft's day."""
    now = today(draft)
    old: dict[Span, list[Claim]] = {}
    for claim in draft.claims:
        if claim.mention.kind is Kind.AGE and claim.mention.rule == "years old":
            old.setdefault(claim.sentence, []).append(claim)
    if now is None or not old:
        return
    for sentence, items in timed_sentences(draft):
        moments = [item for item in items if isinstance(item, Moment) and item.reading is None]
        for claim in old.get(sentence, ()):
            origin = next((each for each in moments if _is_origin_of(draft, sentence, claim, each)), None)
            if origin is not None and len(moments) == 1 and _is_wrong(claim, origin, now):
                yield _finding(draft, claim, origin, now)


def _is_origin_of(draft: Draft, sentence: Span, claim: Claim, moment: Moment) -> bool:
    """Whether a time is that of the making of what is so many years old."""
    text, age = draft.text, claim.mention.span
    if moment.span.start >= age.end:
        return _made_behind().fullmatch(text, age.end, moment.span.start) is not None
    lead = text[max(sentence.start, moment.span.start - _ROOM) : moment.span.start]
    return _IS.fullmatch(text, moment.span.end, age.start) is not None and _made_lead().search(lead) is not None


@cache
def _made() -> str:
    return "|".join(sorted((re.escape(word) for word in phrases("makings", "times")), key=len, reverse=True))


@cache
def _made_behind() -> re.Pattern[str]:
    """Between an age and a year: "90-year-old BRIDGE, built in", "is 90 years old and was built in"."""
    return re.compile(
        rf"(?:{_THING}(?:,\s(?:which\s(?:was\s)?)?|\s(?:which\s|that\s)(?:was\s)?|\s)"
        r"|(?:,\s|\s)?(?:and\s)?(?:was|having been)\s)"
        rf"(?:first\s)?(?:{_made()})\s(?:back\s)?(?:in|on)\s",
        re.IGNORECASE,
    )


@cache
def _made_lead() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_made()})\s(?:in|on)\s\Z", re.IGNORECASE)


def _is_wrong(claim: Claim, origin: Moment, now: Moment) -> bool:
    quantity = quantity_of(claim)
    if quantity.unit is None or quantity.unit.name != "year" or quantity.value is None or quantity.value < 1:
        return False
    if quantity.modifier is Modifier.RANGE or quantity.modifier is Modifier.VAGUE or origin.first > now.last:
        return False
    return not fits(Length(claim, "year", claim.mention.span), origin, now, rounded=True)


def _finding(draft: Draft, claim: Claim, origin: Moment, now: Moment) -> Finding:
    assert origin.claim is not None  # noqa: S101 - it stands in the text
    passed = between_words(origin, now, "year")
    message = f"“{origin.claim.mention.surface}” to {now.last} is {passed}, not “{claim.mention.surface}”"
    return draft.finding("FC411", claim, message, Diagnosis.VALUE, related=[(origin.claim, "the start")])
