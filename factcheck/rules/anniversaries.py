"""FC412: an anniversary that does not fall in its year: "in 2026, the 20th anniversary of the 2004 tsunami"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Grain, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, phrases, quantity_of, word_pattern
from factcheck.rules.timeline import Moment, timed_sentences

_OF = lazy(r"\sof\s(?:[A-Za-z][\w'’-]*\s){0,8}")
_TIED_BEFORE = lazy(
    r"(?:,|\s(?:is|was|marks|marked|will mark|brings|sees|will see))?"
    r"\s(?:on\s|at\s|for\s)?(?:the|its|his|her|their|our)\s"
)
_TIED_BEHIND = lazy(r"\s(?:(?:of|for)\s(?:[A-Za-z][\w'’-]*\s){1,4})?(?:in|on|,)\s")
_LED_BY_IN = lazy(r"(?:\A|\s)(?:in|year|on)\s\Z", re.IGNORECASE)
_GOES_ON = lazy(r"(?:It|They|This year(?:,\sit)?|Now|Next (?:month|week|year)(?:,\sit)?|In\s\d{4},?\sit)\s")
_NEXT_YEAR, _LAST_YEAR = lazy(r"\bnext year\b", re.IGNORECASE), lazy(r"\blast year\b", re.IGNORECASE)
_ROOM = 48
_LEAP_DAY = (2, 29)
_NEAR = dt.timedelta(days=45)


@record
class Anniversary:
    """An anniversary in the text: its number of years, and the claim that states it where it is no word."""

    years: int
    span: Span
    claim: Claim | None


def anniversary_in_its_year(draft: Draft) -> Iterator[Finding]:
    """Anniversaries that the year of what they recall belies."""
    numbered, timed = _numbered(draft), dict(timed_sentences(draft))
    before: tuple[Span, list[Moment]] | None = None
    for sentence in sorted({*numbered, *timed}, key=lambda span: span.start):
        moments = [item for item in timed.get(sentence, ()) if isinstance(item, Moment) and item.reading is None]
        found = [*numbered.get(sentence, ()), *_worded(draft, sentence)]
        late = word_pattern("off_the_day", "times").search(draft.text, sentence.start, sentence.end)
        if len(found) == 1 and not late:
            founded = _founded_before(draft, sentence, before) if before is not None else []
            yield from _judged(draft, sentence, found[0], moments, founded)
        before = (sentence, moments)


def _founded_before(draft: Draft, sentence: Span, before: tuple[Span, list[Moment]]) -> list[Moment]:
    """The founding that the sentence right before tells of, where this one goes on about the same thing."""
    earlier, moments = before
    close = 0 <= sentence.start - earlier.end <= 2
    if not close or not _GOES_ON.match(draft.text, sentence.start, sentence.end):
        return []
    return [moment for moment in moments if _is_founding(draft, earlier, moment)] if len(moments) == 1 else []


def _numbered(draft: Draft) -> dict[Span, list[Anniversary]]:
    """The anniversaries told by a number: "20th anniversary", "a hundredth birthday"."""
    found: dict[Span, list[Anniversary]] = {}
    for claim in draft.claims:
        if claim.mention.rule != "ordinal" or claim.mention.quantity is None:
            continue
        match = _noun().match(draft.text, claim.mention.end, claim.sentence.end)
        value = quantity_of(claim).value
        if match is not None and value is not None:
            span = Span(claim.mention.start, match.end())
            found.setdefault(claim.sentence, []).append(Anniversary(int(value), span, claim))
    return found


@cache
def _noun() -> re.Pattern[str]:
    nouns = any_of(phrases("anniversary_nouns", "times"))
    return re.compile(rf"[\s-](?:{nouns})\b", re.IGNORECASE)


def _worded(draft: Draft, sentence: Span) -> Iterator[Anniversary]:
    """The anniversaries that are words of their own: "centenary", "golden jubilee"."""
    for match in word_pattern("anniversaries", "times").finditer(draft.text, sentence.start, sentence.end):
        yield Anniversary(load_words("times")["anniversaries"][match.group().lower()], Span(*match.span()), None)


def _judged(
    draft: Draft, sentence: Span, told: Anniversary, moments: Sequence[Moment], founded: Sequence[Moment]
) -> Iterator[Finding]:
    origins = [moment for moment in moments if _is_origin(draft, sentence, told, moment)] or list(founded)
    if len({moment.first.year for moment in origins}) != 1:
        return
    if (origins[0].last.month, origins[0].last.day) == _LEAP_DAY and origins[0].grain is Grain.DAY:
        return  # a birthday every four years
    origin, others = origins[0], [moment for moment in moments if moment.first.year != origins[0].first.year]
    tied = [moment for moment in others if _is_tied(draft, told, moment)]
    years = {moment.first.year for moment in tied} or _years_of_the_draft(draft, sentence, others)
    passed = [year - origin.first.year for year in sorted(years)]
    if not passed or told.years in passed or min(passed) <= 0 or told.years > 2 * max(passed):
        return  # far more: "the 20th anniversary of the tsunami in 2024" may name the year of the anniversary
    if not tied and told.years < max(passed) and _is_past(draft, sentence):
        return  # "founded in 1899, it celebrated its 100th anniversary with a fair": some earlier year
    said, when = draft.text[told.span.start : told.span.end], " or ".join(map(str, sorted(years)))
    gone = " or ".join(map(str, passed))
    assert origin.claim is not None  # noqa: S101 - origins stand in the text
    message = f"“{origin.claim.mention.surface}” to {when} is {gone} years, not “{said}”"
    related = [(origin.claim, "what is recalled")]
    related += [(moment.claim, "the year of the anniversary") for moment in tied[:1] if moment.claim is not None]
    yield draft.finding("FC412", told.claim, message, Diagnosis.VALUE, related=related, span=told.span)


def _is_origin(draft: Draft, sentence: Span, told: Anniversary, moment: Moment) -> bool:
    """Whether a time is that of what the anniversary recalls: "of the 2004 tsunami", "founded in 2004"."""
    if _OF.fullmatch(draft.text, told.span.end, moment.span.start):
        return True
    return _is_founding(draft, sentence, moment)


def _is_founding(draft: Draft, sentence: Span, moment: Moment) -> bool:
    lead = draft.text[max(sentence.start, moment.span.start - _ROOM) : moment.span.start]
    return _origin_lead().search(lead) is not None


@cache
def _origin_lead() -> re.Pattern[str]:
    words = any_of(phrases("origins", "times"))
    return re.compile(
        rf"\b(?:{words})(?:\s(?:here|there|as [\w ]{{1,20}}))?(?:\s(?:in|on|back in))?\s\Z", re.IGNORECASE
    )


def _is_tied(draft: Draft, told: Anniversary, moment: Moment) -> bool:
    """Whether the text gives a time as that of the anniversary: "in 2025, the 20th anniversary", "birthday in 2025"."""
    text = draft.text
    if moment.span.end <= told.span.start:
        lead = text[max(moment.span.start - 8, 0) : moment.span.start]
        return bool(_TIED_BEFORE.fullmatch(text, moment.span.end, told.span.start) and _LED_BY_IN.search(lead))
    return _TIED_BEHIND.fullmatch(text, told.span.end, moment.span.start) is not None


def _years_of_the_draft(draft: Draft, sentence: Span, others: Sequence[Moment]) -> set[int]:
    """The years in which the anniversary may fall by the draft's day and the other times of its sentence."""
    if draft.day is None:
        return set()
    text, year = draft.text, draft.day.year
    years = {moment.first.year for moment in others} | {(draft.day - _NEAR).year, (draft.day + _NEAR).year}
    if _NEXT_YEAR.search(text, sentence.start, sentence.end):
        return years - {year} | {year + 1}
    if _LAST_YEAR.search(text, sentence.start, sentence.end):
        return years | {year - 1}
    return years | (
        {year + 1} if word_pattern("to_come", "times").search(text, sentence.start, sentence.end) else set()
    )


def _is_past(draft: Draft, sentence: Span) -> bool:
    """Whether the sentence tells of an anniversary in the past, whose year it may leave out."""
    return word_pattern("told_of_past", "times").search(draft.text, sentence.start, sentence.end) is not None
