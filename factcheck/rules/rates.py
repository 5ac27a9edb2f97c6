"""FC409: a rate told for two spans of time, and a rate over a stated time: "300 a day, or 109,500 a year".

What flows by the second or the minute has no working hours, and is a conversion (FC403).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Interval, Kind
from factcheck.phrasing import with_unit
from factcheck.rules.draft import Draft, dimension, quantity_of
from factcheck.rules.gaps import before_cue, gap, is_filler, plans_and_facts
from factcheck.rules.products import makes_total
from factcheck.rules.shares import is_again
from factcheck.rules.spans import product, value_span

_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})  # "seven days a week"


def rate_in_another_time(draft: Draft) -> Iterator[Finding]:
    """Rates that another rate, or the time and the total beside them, belie."""
    for _, claims in plans_and_facts(draft):
        for one, two in pairwise(claims):
            between = gap(draft, one, two)
            if is_again(between) or between.endswith((" a day, ", " an hour, ", " a week, ", " a month, ")):
                yield from _two_rates(draft, one, two)
        for one, two, three in zip(claims, claims[1:], claims[2:], strict=False):
            yield from _rate_for_a_time(draft, one, two, three)
            yield from _total_over_a_time(draft, one, two, three)
            yield from _sides(draft, one, two, three)
            yield from _speed(draft, one, two, three)


def _rate(claim: Claim) -> tuple[str, str] | None:
    """The thing and the time of a rate: ("USD", "month"); None for what is none."""
    unit = quantity_of(claim).unit
    if unit is None or not ("/time" in unit.dimension or " per " in unit.name or unit.name.startswith("per ")):
        return None
    thing, _, time = unit.name.rpartition("per ")
    return thing.strip(), time.strip()


def _two_rates(draft: Draft, one: Claim, two: Claim) -> Iterator[Finding]:
    mine, theirs = _rate(one), _rate(two)
    if mine is None or theirs is None or mine[1] == theirs[1]:
        return
    if (mine[0] and theirs[0] and mine[0] != theirs[0]) or {mine[0], theirs[0]} & _TIMES:
        return
    times = load_words("shares")["times"]
    short, long = (one, two) if f"{mine[1]} {theirs[1]}" in times else (two, one)
    key = " ".join(rate[1] for rate in (mine, theirs)) if short is one else f"{theirs[1]} {mine[1]}"
    few, many = value_span(quantity_of(short)), value_span(quantity_of(long))
    if key not in times or few is None or many is None:
        return
    low, high = (Fraction(end) for end in times[key])
    made = product(few, Interval(low, high))
    if made is None or made.overlaps(many) or _is_cheaper(short, made, many):
        return
    told, other = one.mention.surface, two.mention.surface
    factor = f"{low}" if low == high else f"{low} to {high}"
    spans = key.split()
    message = f"“{told}” a {mine[1]} and “{other}” a {theirs[1]} do not agree: a {spans[1]} has {factor} {spans[0]}s"
    yield draft.finding("FC409", two, message, Diagnosis.VALUE, None, [(one, "the same rate")])


def _is_cheaper(short: Claim, made: Interval, many: Interval) -> bool:
    """Whether the two may be prices to choose from, of which the longer time has the better: "£5 a day, £25 a week"."""
    if not dimension(quantity_of(short)).startswith("currency"):
        return False
    return many.high is not None and made.low is not None and many.high < made.low


def _rate_for_a_time(draft: Draft, one: Claim, two: Claim, three: Claim) -> Iterator[Finding]:
    """$500 a month for 24 months, a total of $14,000."""
    rate, span, whole = _rate(one), quantity_of(two), quantity_of(three)
    if rate is None or two.kind is not Kind.DURATION or span.unit is None or span.unit.name != rate[1]:
        return
    if whole.unit is None or whole.unit.name != rate[0] or not gap(draft, one, two).endswith((" for ", " over ")):
        return
    few, long, all_ = value_span(quantity_of(one)), value_span(span), value_span(whole)
    if few is None or long is None or all_ is None or not makes_total(draft, two, three):
        return
    made = product(few, long)
    if made is None or made.overlaps(all_):
        return
    right = with_unit((quantity_of(one).value or 0) * (span.value or Fraction(0)), whole.unit)
    message = (
        f"“{one.mention.surface}” a {rate[1]} for “{two.mention.surface}” is {right}, not “{three.mention.surface}”"
    )
    yield draft.finding("FC409", three, message, Diagnosis.VALUE, None, [(one, "the rate"), (two, "the time")])


def _total_over_a_time(draft: Draft, one: Claim, two: Claim, three: Claim) -> Iterator[Finding]:
    """$84 million over 12 years, or $7 million a year."""
    whole, span, rate = quantity_of(one), quantity_of(two), _rate(three)
    if rate is None or two.kind is not Kind.DURATION or span.unit is None or span.unit.name != rate[1]:
        return
    between = gap(draft, one, two)
    if not between.endswith((" over ", " over the next ", " in ", " for ", " across ")) or not is_filler(between):
        return
    if dimension(quantity_of(three)) == "speed" or not is_again(gap(draft, two, three)):
        return
    if whole.unit is None or whole.unit.name != rate[0]:
        return
    few, long, all_ = value_span(quantity_of(three)), value_span(span), value_span(whole)
    made = None if few is None or long is None else product(few, long)
    if made is None or all_ is None or made.overlaps(all_) or not span.value:
        return
    right = with_unit((whole.value or 0) / span.value, whole.unit)
    told, time, stated = (claim.mention.surface for claim in (one, two, three))
    message = f"“{told}” over “{time}” is {right} a {rate[1]}, not “{stated}”"
    yield draft.finding("FC409", three, message, Diagnosis.VALUE, None, [(one, "the total"), (two, "the time")])


def _sides(draft: Draft, one: Claim, two: Claim, three: Claim) -> Iterator[Finding]:
    """A pitch of 120 metres by 80 metres, or 9,600 square metres."""
    if [dimension(quantity_of(claim)) for claim in (one, two, three)] != ["length", "length", "area"]:
        return
    between, after = before_cue(gap(draft, one, two), "by", "shares"), gap(draft, two, three)
    if between is None or not is_filler(between, most=1):
        return
    before = before_cue(after, "area", "shares")
    if is_again(after) or (before is not None and is_filler(before, most=1)):
        yield from _made_of(draft, one, two, three, "times")


def _speed(draft: Draft, one: Claim, two: Claim, three: Claim) -> Iterator[Finding]:
    """42 km in 3 hours, an average of 14 km/h; 3 hours for the 42 km."""
    dimensions = [dimension(quantity_of(claim)) for claim in (one, two, three)]
    between, before = gap(draft, one, two), before_cue(gap(draft, two, three), "speed", "shares")
    if before is None or not is_filler(before, most=1):
        return
    if dimensions == ["length", "time", "speed"] and between == " in ":
        yield from _made_of(draft, one, two, three, "in")
    elif dimensions == ["time", "length", "speed"] and between in {" for the ", " for "}:
        yield from _made_of(draft, two, one, three, "in")


def _made_of(draft: Draft, one: Claim, two: Claim, three: Claim, word: str) -> Iterator[Finding]:
    """The finding where the first times the second, or the second times the third, is not the other one."""
    factors = [unit.factor for claim in (one, two, three) if (unit := quantity_of(claim).unit) and unit.factor]
    spans = [value_span(quantity_of(claim)) for claim in (one, two, three)]
    if len(factors) != 3 or any(span is None for span in spans):
        return
    first, second, third = (
        span.scaled(factor) for span, factor in zip(spans, factors, strict=True) if span is not None
    )
    made, stated = (product(first, second), third) if word == "times" else (product(second, third), first)
    if made is None or made.overlaps(stated):
        return
    values = [
        (quantity_of(claim).value or Fraction(0)) * factor
        for claim, factor in zip((one, two, three), factors, strict=True)
    ]
    right = values[0] * values[1] if word == "times" else values[0] / values[1]
    told = with_unit(right / factors[2], quantity_of(three).unit)
    message = f"“{one.mention.surface}” {word} “{two.mention.surface}” is {told}, not “{three.mention.surface}”"
    yield draft.finding("FC409", three, message, Diagnosis.VALUE, None, [(one, "the first"), (two, "the second")])
