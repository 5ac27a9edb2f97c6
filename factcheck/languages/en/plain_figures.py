"""The mention of a plain amount with no hedge around it: what `figures` makes of it, without asking what is settled."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.borrowing import borrowed_unit
from factcheck.languages.en.hedges import Hedge, hedge_after, hedge_before, quantity_of, rounded
from factcheck.languages.en.nouns import counted_noun
from factcheck.languages.en.overs import true_hedge
from factcheck.languages.en.plain import digits_of
from factcheck.languages.en.rates import rated
from factcheck.model import Interval, Kind, Mention, Modifier, Quantity, Span, Unit
from factcheck.numerals import ONE, trailing_zeros_place
from factcheck.units import unit_for_noun

_EXACT = Modifier.EXACT
_COUNT, _LEVEL, _DURATION = Kind.COUNT, Kind.LEVEL, Kind.DURATION
_BRACKET = 3  # what may stand between a figure and the one that only converts it
_POINTS = frozenset({"points", "point"})
_RULES = {"percent": "percentage", "percentage_points": "percentage", "time": "duration"}


def plain_figure(site: Site, amount: Amount) -> Mention | None:
    """The mention of a plain amount at a site; None where a rate, a negative or the figure right before has a say."""
    unit, numeral = amount.unit, amount.numeral
    if amount.rate or numeral.value.numerator < 0:
        return None
    if site.previous is not None and amount.start - site.previous.end <= _BRACKET:
        return None
    if unit is not None and unit.dimension == "count":
        return None
    hedge = None
    if not (site.is_unhedged or (site.settled & questions.HEDGE and amount.start == site.start)):
        is_duration = unit is not None and unit.dimension == "time"
        hedge = hedge_before(site, amount.start, is_duration=is_duration)
        if hedge is not None and is_duration:
            return None
    if unit is None:
        return _count(site, amount, hedge)
    kind = _DURATION if unit.dimension == "time" else _LEVEL
    rule = "money" if amount.is_money else _RULES.get(unit.dimension, "measure")
    return _mention(site, amount, rule, kind, unit, true_hedge(site, hedge, numeral, unit))


def _count(site: Site, amount: Amount, hedge: Hedge | None) -> Mention | None:
    noun, numeral = counted_noun(site, amount.end), amount.numeral
    if noun is None:
        hedge = true_hedge(site, hedge, numeral, None)
        if site.previous is not None and borrowed_unit(site, numeral, hedge) is not None:
            return None
        return _mention(site, amount, "number", _COUNT if numeral.is_whole else _LEVEL, None, hedge)
    end = noun.span.end
    if noun.text in _POINTS or hedge_after(site, end) is not None:
        return None
    unit = unit_for_noun(noun.text)
    hedge = true_hedge(site, hedge, numeral, unit)
    rate, kind = rated(site, unit, _COUNT, end)
    return _mention(site, amount, "counted noun", kind, rate, hedge, noun.span)


def _mention(
    site: Site, amount: Amount, rule: str, kind: Kind, unit: Unit | None, hedge: Hedge | None, noun: Span | None = None
) -> Mention:
    numeral = amount.numeral
    return Mention(
        amount.start,
        amount.end,
        site.text[amount.start : amount.end],
        rule,
        kind,
        _quantity(site, amount, unit)
        if hedge is None
        else quantity_of(numeral, unit, hedge, is_count=amount.unit is None),
        "",
        numeral.number,
        numeral.scale_span,
        amount.unit_span,
        None if hedge is None else hedge.span,
        noun,
    )


def _quantity(site: Site, amount: Amount, unit: Unit | None) -> Quantity:
    value, scale = amount.value, amount.numeral.scale
    size = 1 if scale is ONE else scale.numerator
    interval, quantum = _written(site.text[site.start : site.run_end], size, amount.unit is None)
    return Quantity(value, interval, quantum, unit, _EXACT, "", (), None, scale)


@lru_cache(maxsize=16384)
def _written(run: str, scale: int, is_count: bool) -> tuple[Interval, Fraction]:
    """What digits with a scale allow, and what the last one that is no nought stands for."""
    value, quantum = digits_of(run) or (ONE, ONE)
    value, quantum = value * scale, quantum * scale
    interval = Interval.point(value) if is_count and scale == 1 and quantum == 1 else rounded(value, quantum)
    return interval, trailing_zeros_place(value) if quantum == 1 else quantum
