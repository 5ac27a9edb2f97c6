"""FC414: ranges that run backwards, a middle outside its range, and a range whose scale is told at one end only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from factcheck import units
from factcheck.document import BlockKind
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Claim, Diagnosis, Finding, Interval, Kind, Modifier, Quantity, Severity, Status
from factcheck.number_words import read_words
from factcheck.numerals import read_digits
from factcheck.rules.draft import Draft, any_of, counted_noun, loosened, phrases, quantity_of, same_unit, word_pattern

_LIST = "ranges"
# How a range is written is as wrong in a forecast: no company can expect "between $31m and $26m".
_TOLD = frozenset(Status) - {Status.QUOTED}
_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.QUOTE, BlockKind.TABLE_CELL})
_SCALES = frozenset(Fraction(10) ** power for power in (0, 3, 6, 9, 12))
_DIGIT = re.compile(r"\d")
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:about |around |roughly )?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CLOSED = re.compile(r"[.,;)\]]|\s[–—]|\Z")
_REACH = 90  # characters before a range in which the words stand that make it none


def range_backwards(draft: Draft) -> Iterator[Finding]:
    """Ranges whose first end is the higher, and such whose lower end may or may not be in millions."""
    for claim in draft.claims:
        if not _is_told(draft, claim, ages=True) or quantity_of(claim).modifier is not Modifier.RANGE:
            continue
        if quantity_of(claim).ambiguous_scale and _is_money(claim):
            yield _ambiguous(draft, claim)
        elif _runs_backwards(draft, claim):
            surface = claim.mention.surface
            message = f"the range runs backwards: “{surface}” begins with its higher end"
            yield draft.finding("FC414", claim, message, Diagnosis.VALUE)


def outside_its_range(draft: Draft) -> Iterator[Finding]:
    """Averages that lie outside the range told beside them, and lows above the highs beside them."""
    told = (claim for claim in draft.claims if _is_told(draft, claim, ages=True))
    for one, two in pairwise(told):
        if one.sentence != two.sentence:
            continue
        if Modifier.RANGE in {quantity_of(one).modifier, quantity_of(two).modifier}:
            yield from _middle(draft, one, two)
        else:
            yield from _low_and_high(draft, one, two)


def _is_told(draft: Draft, claim: Claim, *, ages: bool = False) -> bool:
    counts = claim.is_claim or (ages and claim.kind is Kind.AGE)
    if not counts or claim.mention.quantity is None or claim.status not in _TOLD:
        return False
    return draft.block(claim).kind not in _NO_PROSE


def _is_money(claim: Claim) -> bool:
    unit = quantity_of(claim).unit
    return unit is not None and unit.dimension == "currency"


def _ambiguous(draft: Draft, claim: Claim) -> Finding:
    surface = claim.mention.surface
    message = f"“{surface}” gives the scale at one end only: write it at both"
    return replace(draft.finding("FC414", claim, message, Diagnosis.SCALE), severity=Severity.NOTE)


# Ends.


def _runs_backwards(draft: Draft, claim: Claim) -> bool:
    """Whether "between X and Y" has X above Y, and no gap, choice, fall or countdown is told."""
    quantity, start = quantity_of(claim), claim.mention.start
    before = draft.text[max(claim.sentence.start, start - _REACH) : start]
    between = _BETWEEN.search(before)
    if between is None or len(quantity.ends) != 2 or quantity.ends[0] < 0 or not _first_is_higher(claim):
        return False
    if word_pattern("no_range_before", _LIST).search(before, 0, between.start()):
        return False
    behind = _WORD.search(draft.text, _end(claim), min(claim.sentence.end, _end(claim) + 24))
    return behind is None or behind.group().lower() not in phrases("no_range_after", _LIST)


def _first_is_higher(claim: Claim) -> bool:
    """Whether the first number as written is the higher of the two ends; the ends themselves are kept in order."""
    low, high = quantity_of(claim).ends
    numbers = _AND.split(claim.mention.surface)
    if low == high or len(numbers) != 2 or _has_two_units(*numbers):
        return False
    first, second = (_written(number) for number in numbers)
    return bool(first and second) and high / first in _SCALES and low / second in _SCALES  # type: ignore[operator]


def _has_two_units(first: str, second: str) -> bool:
    """Whether each end is told in a unit of its own: "between 18 months and four years"."""
    one, other = (
        units.find_unit(words[-1].lower()) if (words := _WORD.findall(end)) else None for end in (first, second)
    )
    return one is not None and other is not None and one != other


def _written(text: str) -> Fraction | None:
    """The value of the first number of a text; digits without any word of scale behind them."""
    digit = _DIGIT.search(text)
    if digit is None:
        numeral = read_words(lexicon().words, text.lower(), 0, len(text))
    else:
        numeral = read_digits(text, digit.start(), len(text))
    return None if numeral is None else numeral.value


# Middles.


def _middle(draft: Draft, one: Claim, two: Claim) -> Iterator[Finding]:
    """The finding where one is a range, the other its average, and the average lies outside."""
    gap = draft.between(one, two)
    if quantity_of(one).modifier is Modifier.RANGE and _joins_middle().fullmatch(gap):
        spread, middle = one, two
    elif quantity_of(two).modifier is Modifier.RANGE and _joins_range().fullmatch(gap) and _is_middle(draft, one):
        spread, middle = two, one
    else:
        return
    if not _CLOSED.match(draft.text, _end(two)) or not _alike(quantity_of(spread), quantity_of(middle)):
        return
    if quantity_of(middle).value is None or quantity_of(spread).ambiguous_scale:
        return
    if loosened(quantity_of(middle)).overlaps(_spread(quantity_of(spread))):
        return
    message = f"an average of “{middle.mention.surface}” lies outside the range “{spread.mention.surface}”"
    yield draft.finding("FC414", middle, message, Diagnosis.VALUE, None, [(spread, "the range")])


def _spread(quantity: Quantity) -> Interval:
    """The range with the rounding of its ends."""
    half = (quantity.quantum or Fraction(0)) / 2
    low, high = quantity.interval.low, quantity.interval.high
    return Interval(None if low is None else low - half, None if high is None else high + half)


def _is_middle(draft: Draft, claim: Claim) -> bool:
    start = max(claim.clause.start, claim.mention.start - _REACH)
    return word_pattern("middles", _LIST).search(draft.text, start, claim.mention.start) is not None


def _alike(one: Quantity, two: Quantity) -> bool:
    """Whether two figures are in one unit, or one of them in that of the other: "aged 18 to 45 (mean 52)"."""
    if one.unit is None or two.unit is None or same_unit(one, two):
        return True
    return one.unit.name.partition(" per ")[0] == two.unit.name.partition(" per ")[0]  # "£450 to £900 a month"


@cache
def _joins_middle() -> re.Pattern[str]:
    joins, hedges = _any_of("middle_joins"), _any_of("hedges")
    return re.compile(rf"(?: [\w-]+){{0,2}}(?:,|;| \(| –| —)? ?(?:{joins}):? (?:{hedges})? ?", re.IGNORECASE)


@cache
def _joins_range() -> re.Pattern[str]:
    return re.compile(rf"(?: [\w-]+){{0,2}}(?:,|;| \(| –| —)? ?(?:{_any_of('range_leads')})[:,]? ?", re.IGNORECASE)


# Lows and highs.


def _low_and_high(draft: Draft, one: Claim, two: Claim) -> Iterator[Finding]:
    """The finding where "a low of A and a high of B" has A above B."""
    before = draft.text[max(one.sentence.start, one.mention.start - _REACH) : one.mention.start]
    gap = draft.text[_end(one) : two.mention.start]
    if _goes("lows", "highs", before, gap):
        low, high = one, two
    elif _goes("highs", "lows", before, gap):
        low, high = two, one
    else:
        return
    least, most = quantity_of(low), quantity_of(high)
    if least.value is None or most.value is None or not same_unit(least, most) or least.value <= most.value:
        return
    if counted_noun(one) not in {"", counted_noun(two)} and not _CLOSED.match(draft.text, two.mention.end):
        return  # "at least 2 pens and at most 1 bag"
    if least.modifier is most.modifier is Modifier.EXACT and loosened(least).overlaps(loosened(most)):
        return
    message = f"the lower bound “{low.mention.surface}” lies above the upper bound “{high.mention.surface}”"
    yield draft.finding("FC414", two, message, Diagnosis.VALUE, None, [(one, "the other bound")])


def _goes(first: str, second: str, before: str, gap: str) -> bool:
    """Whether the words before one figure and those between the two name one end, and then the other."""
    if _ends_with(first).search(before) and _goes_on_to(second).fullmatch(gap):
        return True
    extremes = {"lows": "lowest", "highs": "highest"}
    return bool(_extreme(extremes[first]).search(before) and _other_extreme(extremes[second]).fullmatch(gap))


@cache
def _ends_with(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(key)}) \Z", re.IGNORECASE)


@cache
def _goes_on_to(key: str) -> re.Pattern[str]:
    joins = "|".join(map(re.escape, phrases("low_to_high", _LIST)))
    return re.compile(rf"(?:{joins})(?:{_any_of(key)}) ", re.IGNORECASE)


@cache
def _extreme(key: str) -> re.Pattern[str]:
    """The words before an extreme that is told by its own word: "the lowest bid was"."""
    return re.compile(rf"\b(?:{_any_of(key)})(?: [\w-]+){{0,3}}? (?:{_any_of('extreme_verbs')}) \Z", re.IGNORECASE)


@cache
def _other_extreme(key: str) -> re.Pattern[str]:
    """What stands between two such extremes: " and the highest ", ", while the highest bid was "."""
    verb = rf"(?:(?: [\w-]+)? (?:{_any_of('extreme_verbs')}))?"
    return re.compile(rf"(?:,? (?:and|while|but)|,|;) the (?:{_any_of(key)}){verb} ", re.IGNORECASE)


def _any_of(key: str) -> str:
    return any_of(phrases(key, _LIST))


def _end(claim: Claim) -> int:
    """The end of a figure and of what it counts."""
    noun = claim.mention.noun_span
    return claim.mention.end if noun is None else max(claim.mention.end, noun.end)
