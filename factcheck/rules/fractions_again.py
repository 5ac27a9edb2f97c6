"""FC409: a fraction in words and its percentage: "one in five (22%)", "just over a quarter, or 26%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Interval, Modifier, Span
from factcheck.phrasing import plain_number
from factcheck.precision import step
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of
from factcheck.rules.gaps import gap, lead
from factcheck.rules.shares import is_again, is_share

_FRACTION = Fraction(12, 100)  # how far a fraction may be off: "one in five" is said of 17.6% to 22.4%
_HEDGED = Fraction(3, 100)  # "more than a quarter" is not said of 24%
_NEAR = 4  # figures before
_NEARLY = Fraction(10, 100)  # "nearly a third" is said of 30%


def fraction_and_percentage(draft: Draft) -> Iterator[Finding]:
    """Fractions in words that the percentage beside them belies."""
    for sentence, claims in draft.sentences:
        for place, claim in enumerate(claims):
            before = claims[place - 1] if place else None
            if _is_percentage(claim):
                yield from _in_words_before(draft, sentence, before, claim)
        for place, (one, two) in enumerate(pairwise(claims)):
            if _is_percentage(two) and any(_fits(other, two) for other in claims[max(0, place - _NEAR) : place]):
                continue  # "one in 12 men and one in 200 women, that is 8% and 0.5%"
            if not (is_share(one) and is_share(two)) or not is_again(gap(draft, one, two)):
                continue
            if _is_percentage(two) and not _is_percentage(one):
                yield from _judged(draft, one.mention.span, _allowed(one), two)
            elif _is_percentage(one) and not _is_percentage(two):
                yield from _judged(draft, two.mention.span, _allowed(two), one)


def _is_percentage(claim: Claim) -> bool:
    return is_share(claim) and dimension(quantity_of(claim)) == "percent"


def _fits(fraction: Claim, percentage: Claim) -> bool:
    """Whether an earlier fraction of the sentence is that percentage."""
    allowed = _allowed(fraction) if is_share(fraction) and not _is_percentage(fraction) else None
    return allowed is not None and quantity_of(percentage).interval.overlaps(allowed)


def _allowed(fraction: Claim) -> Interval | None:
    """The percentages that a fraction in words may stand for."""
    quantity = quantity_of(fraction)
    if quantity.value is None or quantity.modifier in {Modifier.VAGUE, Modifier.RANGE}:
        return None
    low, high, value = quantity.interval.low, quantity.interval.high, quantity.value
    match quantity.modifier:
        case Modifier.EXACT:
            return spread(value, "")
        case Modifier.MORE_THAN | Modifier.AT_LEAST:
            return spread(value, "above")
        case Modifier.LESS_THAN | Modifier.AT_MOST:
            return spread(value, "under")
    below = value * _NEARLY if high == value else value * (_HEDGED if low == value else _FRACTION)
    above = value * (_HEDGED if high == value else _FRACTION)
    return Interval(None if low is None else (low - below) * 100, None if high is None else (high + above) * 100)


def spread(value: Fraction, hedge: str) -> Interval:
    """The percentages that a fraction allows behind a hedge that says above, below, under or nothing."""
    percent = value * 100
    match hedge:
        case "above":
            return Interval(percent * (1 - _HEDGED), None)
        case "below":
            return Interval(percent * (1 - _NEARLY - _HEDGED), percent * (1 + _HEDGED))
        case "under":
            return Interval(None, percent * (1 + _HEDGED))
    return Interval(percent * (1 - _FRACTION), percent * (1 + _FRACTION))


@cache
def _worded() -> re.Pattern[str]:
    """A fraction that is no figure of its own, and what stands between it and its percentage: "over a quarter ("."""
    hedges = "|".join(rf"(?P<{key}>{any_of(phrases(key, 'shares'))})" for key in ("above", "below"))
    words = any_of(list(load_words("shares")["fractions"]))
    return re.compile(
        rf"(?<!\w)(?:(?:{hedges}) )?(?P<words>{words})(?: of (?:[\w'’-]+ ){{0,4}}?[\w'’-]+)? ?\(\Z", re.IGNORECASE
    )


def _in_words_before(draft: Draft, sentence: Span, before: Claim | None, claim: Claim) -> Iterator[Finding]:
    text = lead(draft, claim, sentence.start)[-80:]
    found = _worded().search(text)
    if found is None or draft.text[claim.mention.end : claim.mention.end + 1] != ")":
        return
    start = claim.mention.start - len(text) + found.start("words")
    if not draft.text.startswith(found["words"], start) or (before is not None and before.mention.end > start):
        return
    value = Fraction(load_words("shares")["fractions"][found["words"].lower()])
    hedge = "above" if found["above"] else "below" if found["below"] else ""
    yield from _judged(draft, Span(start, start + len(found["words"])), spread(value, hedge), claim)


def _judged(draft: Draft, fraction: Span, allowed: Interval | None, claim: Claim) -> Iterator[Finding]:
    quantity = quantity_of(claim)
    if allowed is None or quantity.value is None or quantity.modifier in {Modifier.VAGUE, Modifier.RANGE}:
        return
    half = step(quantity) / 2
    low, high = quantity.interval.low, quantity.interval.high
    stated = Interval(None if low is None else low - half, None if high is None else high + half)
    if stated.overlaps(allowed):
        return
    words = draft.text[fraction.start : fraction.end]
    message = f"“{words}” is not “{claim.mention.surface}”: {_range(allowed)}"
    finding = draft.finding("FC409", claim, message, Diagnosis.VALUE)
    yield replace(finding, related=(draft.related(fraction, "the fraction"),))


def _range(allowed: Interval) -> str:
    """The percentages that the words allow, for a person."""
    low, high = (None if end is None else plain_number(Fraction(round(end)), 3) for end in (allowed.low, allowed.high))
    if low is None:
        return f"that would be {high}% or less"
    return f"that would be {low}% or more" if high is None else f"that would be {low}% to {high}%"
