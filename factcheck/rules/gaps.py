"""What stands between two figures of a sentence: the cue right before the second, and words that only fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from factcheck.model import Claim, Kind, Span, Status
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, phrases, quantity_of, word_pattern

LONGEST = 160  # characters between two figures that belong together
_WORD = lazy(r"[^\W_](?:[\w'’.-]*\w)?")
_OTHER_MARKS = lazy(r"[^\w\s,'’.()–—/-]")
_SENTENCE_END = lazy(r"[.!?;:]\s")
_YEARS = lazy(r"(?:fy)?(?:'?\d\d?|(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?)(?:st|nd|rd|th|s)?", re.IGNORECASE)
_BETWEEN = lazy(r"\bbetween ([\w'’]+) and ([\w'’]+)\b")
_MOST_WORDS = 5  # words of the thing that is told of, between its figure and the next cue
_WHEN = lazy(r"\b(?:in|over|within|for|during|the|past|last|first|next|of|every|final|than|after)\s\Z", re.IGNORECASE)
_PLANS = frozenset({Status.FORECAST, Status.TARGET})
LONGEST_SENTENCE = 3000  # characters: what is longer is no prose


def row(draft: Draft, claims: Sequence[Claim]) -> list[Claim]:
    """The figures of a sentence without the spans of time that only tell when: "in the three months to June".

    Nor is the scale of a mark one of its values: "3.2 out of 5, up from 2.9".
    """
    return [
        claim
        for place, claim in enumerate(claims)
        if not (claim.kind is Kind.DURATION and _tells_when(draft, claim))
        and not (place and _is_scale(draft, claims[place - 1], claim))
    ]


def _is_scale(draft: Draft, mark: Claim, scale: Claim) -> bool:
    """Whether a bare number is the most that could be reached: the 5 of "3.2 out of 5"."""
    bare = all(quantity_of(claim).unit is None for claim in (mark, scale))
    return bare and draft.text[mark.mention.end : scale.mention.start] in {" out of ", " of ", "/", " / "}


def _tells_when(draft: Draft, claim: Claim) -> bool:
    start = claim.mention.start
    return _WHEN.search(draft.text[max(claim.sentence.start, start - 12) : start]) is not None


def gap(draft: Draft, one: Claim, other: Claim) -> str:
    """The text from the end of one figure to the start of another or of its hedge."""
    hedge, start = other.mention.hedge_span, other.mention.start
    if hedge is not None and one.mention.end <= hedge.start < start:
        start = hedge.start
    return draft.text[one.mention.end : min(start, one.mention.end + LONGEST + 1)]


def lead(draft: Draft, claim: Claim, start: int) -> str:
    """The text before a figure and its hedge, from a place on, of bounded length."""
    hedge, end = claim.mention.hedge_span, claim.mention.start
    if hedge is not None and start <= hedge.start < end:
        end = hedge.start
    return draft.text[max(start, end - LONGEST) : end]


@cache
def _cue(key: str, name: str) -> re.Pattern[str]:
    before = any_of(phrases("before_values", "changes"))
    cues = any_of(phrases(key, name))
    return re.compile(rf"(?:^|(?<=[\s(]))(?:{cues})(?: (?:{before}|[\w.-]+['’]s)){{0,3}}\s?\Z", re.IGNORECASE)


def before_cue(text: str, key: str, name: str = "changes") -> str | None:
    """What stands before a cue of that kind at the end of the text; None where there is none or it is too far off.

    >>> before_cue(" visitors in May, compared with the ", "from")
    ' visitors in May, '
    """
    if len(text) > LONGEST:
        return None
    found = _cue(key, name).search(text)
    return None if found is None else text[: found.start()]


def is_filler(text: str, most: int = _MOST_WORDS) -> bool:
    """Whether the words only name the thing that was counted, or the time: no figure, no other clause.

    >>> is_filler(" visitors between May and July, "), is_filler(" and its rivals "), is_filler(" of 345 ")
    (True, False, False)
    """
    if _OTHER_MARKS.search(text) or _SENTENCE_END.search(text):
        return False
    words = [word.lower() for word in _WORD.findall(_BETWEEN.sub(_without_and, text))]
    others = [word for word in words if word not in _when() and not _YEARS.fullmatch(word)]
    if any(any(mark.isdigit() for mark in word) for word in others):
        return False
    return len(others) <= most and not _breaking() & set(others)


def _without_and(stretch: re.Match[str]) -> str:
    """A stretch of time without its "and": "between May and August"."""
    ends = [word.lower() for word in stretch.groups()]
    return " ".join(ends) if all(end in _when() or _YEARS.fullmatch(end) for end in ends) else stretch[0]


@cache
def _when() -> frozenset[str]:
    return frozenset(phrases("when", "changes"))


@cache
def _breaking() -> frozenset[str]:
    return frozenset(phrases("breaking", "changes"))


@cache
def _yearly() -> re.Pattern[str]:
    rates, moments = any_of(phrases("yearly_rate", "changes")), any_of(phrases("moment_words", "changes"))
    return re.compile(rf" (?:{rates})\b(?! (?:{moments})\b)", re.IGNORECASE)


def has_other_basis(draft: Draft, start: int, end: int, change: Claim | None = None) -> bool:
    """Whether a change is not worked out from the values as told: "at constant currency", "5% a year"."""
    if change is not None and _yearly().match(draft.text, change.mention.end):
        return True
    return word_pattern("other_basis", "changes").search(draft.text, start, end) is not None


def plans_and_facts(draft: Draft) -> Iterator[tuple[Span, tuple[Claim, ...]]]:
    """Every sentence of prose with its figures, also those of forecasts and aims: arithmetic holds for plans too."""
    groups: dict[Span, list[Claim]] = {}
    for claim in draft.claims:
        told = replace(claim, status=Status.ASSERTED) if claim.status in _PLANS else claim
        if draft.stands(told) and claim.sentence.end - claim.sentence.start <= LONGEST_SENTENCE:
            groups.setdefault(claim.sentence, []).append(claim)
    for sentence, claims in groups.items():
        yield sentence, tuple(claims)
