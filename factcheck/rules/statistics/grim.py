"""FC503: means that no whole numbers of that many people or things have (Brown and Heathers's GRIM test).

The sum of 28 whole numbers is a whole number: a mean of 5.19 would need a sum between 145.18 and 145.46. The test needs
to know that what is counted or rated comes in whole numbers, and of how many.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from factcheck.document import Block
from factcheck.languages.words import word_set
from factcheck.model import Claim, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, quantity_of, word_pattern
from factcheck.rules.statistics.numbers import Written, written
from factcheck.rules.statistics.places import Places
from factcheck.rules.statistics.surroundings import prose

_LOOK_BACK = 1500  # characters around a mean in which its paragraph may tell of the scale
_HIGHEST_MARK = 11
_BRACKET = lazy(r"[(\[](?P<inside>[^()\[\]]{5,120})[)\]]")
_MEAN = lazy(r"(?<!\w)(?:M|[Mm]ean)\s?=\s?(?P<mean>\d{1,4}\.\d{1,3})(?![\d%])")
_N = lazy(r"(?<!\w)[nN]\s?=\s?(?P<n>\d{1,4})(?![\d.,]*\d)")
_MEAN_THEN_BRACKET = lazy(
    r"(?:(?<!\w)(?:M|[Mm]ean)\s?=\s?"
    r"|\b(?:[Mm]ean|[Aa]verage) (?:number of [^\W\d_]+|rating|score|mark)(?: [^\W\d_]+){0,3}"
    r" (?:was|of) )(?P<mean>\d{1,4}\.\d{1,3})(?![\d%])\s?(?=[(\[])"
)
_SCALE = lazy(
    r"\b(?:\d{1,2}|four|five|six|seven|nine|ten|eleven)-point\b|\bLikert\b|\bwhole numbers?\b"
    r"|\b(?:scale|rated|rating|ratings|scored)\b[^.()]{0,40}"
    r"\b(?:from )?[01] ?(?:to|–|-|\() ?[^.]{0,40}\b(?:[3-9]|1[01])\b"
    r"|\(\s?[01] = [^()]{1,60}[;,] ?(?:[3-9]|1[01]) = "
)
_ITEMS = lazy(r"\b(?P<items>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)[- ]items?\b")
_NUMBER_OF = lazy(r"\b(?:mean|average) number of (?P<noun>[^\W\d_]+)\b")
_ON_AVERAGE = lazy(
    r" (?:[^\W\d_]+ ){1,4}?(?:an average (?:rating |score |mark )?of"
    r"|a mean (?:rating |score |mark )?of|averaged|averaging|on average) "
)
_AMONG = lazy(
    r"(?: (?:per|a|an|each|every) [^\W\d_]+)? (?:in|over|across|from|among|for|per)"
    r"(?: (?:the|its|his|her|their|our|all|these|those|first|last|opening|final|past)){0,3} "
)
_NOUN = lazy(r" [^\W\d_]+")
_BEFORE_MEAN = lazy(r"(?:\b(?:an average of|a mean of|averaged|averaging|averages|average of|mean of) )$")


def impossible_mean(draft: Draft) -> Iterator[Finding]:
    """Means of whole numbers that their n cannot give."""
    places = Places(draft)
    for block in prose(draft):
        yield from _in_brackets(places, block)
    for sentence, claims in draft.sentences:
        for one, two in pairwise(claims):
            yield from _in_words(places, sentence, one, two)


def _in_brackets(places: Places, block: Block) -> Iterator[Finding]:
    """Means of ratings: "(M = 5.19, SD = 1.3, n = 28)"."""
    text, start, end = places.draft.text, block.span.start, block.span.end
    for mean, n in _pairs(text, start, end):
        span, value = Span(mean.start(), mean.end("mean")), written(mean["mean"])
        if value is None or not places.is_told(span):
            continue
        items = _whole_numbers(text, block.span, places.sentence(span), value)
        if items and (why := _missed(value, int(n["n"]), items)):
            yield _finding(places, span, Span(n.start(), n.end()), why)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """A mean and the n that stands with it, and with no other, in one pair of brackets or right behind it."""
    for bracket in _BRACKET.finditer(text, start, end):
        means = list(_MEAN.finditer(text, bracket.start(), bracket.end()))
        sizes = list(_N.finditer(text, bracket.start(), bracket.end()))
        if not means and (before := _last(_MEAN_THEN_BRACKET, text, max(start, bracket.start() - 80), bracket.start())):
            means = [before]
        if len(means) == len(sizes) == 1:
            yield means[0], sizes[0]


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match that ends where the bracket begins."""
    found = [match for match in pattern.finditer(text, start, end + 1) if match.end() == end]
    return found[-1] if found else None


def _whole_numbers(text: str, block: Span, sentence: Span, mean: Written) -> int:
    """Of how many whole numbers each person's figure is the mean; 0 where they need not be whole."""
    start, end = max(block.start, sentence.start - _LOOK_BACK), min(block.end, sentence.end + _LOOK_BACK)
    if word_pattern("not_whole", "statistics").search(text, start, end):
        return 0
    counted = _NUMBER_OF.search(text, sentence.start, sentence.end)
    if not (counted and counted["noun"] in word_set("statistics", "counted")):
        measured = word_pattern("measured", "statistics").search(text, sentence.start, sentence.end)
        if measured or mean.value > _HIGHEST_MARK or not _SCALE.search(text, start, end):
            return 0
    items = _ITEMS.search(text, start, end)
    if items is None:
        return 0 if word_pattern("composite", "statistics").search(text, start, end) else 1
    return _ITEM_WORDS.get(items["items"]) or int(items["items"])


_ITEM_WORDS = {
    word: number
    for number, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
} | {"twelve": 12, "twenty": 20}


def _in_words(places: Places, sentence: Span, one: Claim, two: Claim) -> Iterator[Finding]:
    """Means of counts: "the 17 households had an average of 2.36 children", "averaged 2.31 goals in 14 matches"."""
    draft = places.draft
    if _ON_AVERAGE.fullmatch(_after(draft, one, two)):
        size, mean = one, two
    elif _AMONG.fullmatch(_after(draft, one, two)):
        size, mean = two, one
        if not _BEFORE_MEAN.search(draft.text, max(sentence.start, one.mention.start - 20), one.mention.start):
            return
    else:
        return
    n, quantity = quantity_of(size), quantity_of(mean)
    value = _digits(mean)
    if (
        n.value is None
        or not n.interval.is_point
        or n.value.denominator != 1
        or not 1 < n.value < 1000
        or value is None
    ):
        return
    held = {_noun(draft, size), _noun(draft, size).rstrip("s")}
    whole = _noun(draft, mean) in word_set("statistics", "counted") or _is_rating(draft, sentence)
    if not whole or not held & word_set("statistics", "holders"):
        return
    if quantity.hedge or word_pattern("not_whole", "statistics").search(draft.text, sentence.start, sentence.end):
        return
    if why := _missed(value, int(n.value), 1, cut_off=True):
        yield _finding(places, mean.mention.span, size.mention.span, why)


def _is_rating(draft: Draft, sentence: Span) -> bool:
    """Whether the sentence tells of a scale of whole numbers."""
    return (
        _SCALE.search(draft.text, sentence.start, sentence.end) is not None
        and _ITEMS.search(draft.text, sentence.start, sentence.end) is None
    )


def _digits(claim: Claim) -> Written | None:
    match = re.search(r"\d{1,3}\.\d{1,3}", claim.mention.surface)
    return written(match.group()) if match and quantity_of(claim).value == Fraction(match.group()) else None


def _end_with_noun(draft: Draft, claim: Claim) -> int:
    """The end of a figure and of the word behind it that it counts, where that is no part of the figure."""
    word = _NOUN.match(draft.text, claim.mention.end)
    return word.end() if word else claim.mention.end


def _after(draft: Draft, one: Claim, two: Claim) -> str:
    return draft.text[_end_with_noun(draft, one) : two.mention.start]


def _noun(draft: Draft, claim: Claim) -> str:
    """The word that a figure counts."""
    words = draft.text[claim.mention.start : _end_with_noun(draft, claim)].split()
    return words[-1].lower() if words else ""


def _missed(mean: Written, n: int, items: int, *, cut_off: bool = False) -> str:
    """Why so many whole numbers do not have that mean, with the nearest that they have; "" where they have it."""
    parts = n * items
    least = math.ceil(mean.low * parts)
    if parts == 0 or least <= mean.high * parts or (cut_off and least < (mean.value + mean.quantum) * parts):
        return ""
    decimals = len(mean.text.partition(".")[2])
    below, above = least - 1, least
    near = ", ".join(f"{total:,} / {parts:,} = {total / parts:.{decimals}f}" for total in (below, above))
    return f"{n:,}{f' × {items}' if items > 1 else ''} whole numbers cannot have the mean {mean.text}: {near}"


def _finding(places: Places, mean: Span, n: Span, why: str) -> Finding:
    return places.finding("FC503", mean, why, related=[(n, "the number of them")])
