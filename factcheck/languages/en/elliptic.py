"""What the first of two amounts leaves to the second: "10 to 15 billion", "$2m-3m", "two to three hundred"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.lexicon import lexicon

_FARTHEST = 20  # a first number this many times another size has a scale of its own


def elliptic(first: Amount, second: Amount) -> Amount:
    """The first of two amounts with the scale and unit that are written only once, at the second.

    Where both have a currency of their own and only the second a scale ("from $10 to $15 billion"), the scale is
    borrowed: a reader must take it so, and a strict one need not.
    """
    scale, span = second.numeral.scale, first.numeral.number
    if first.numeral.scale == 1 and scale > 1 and second.value and span is not None and first.unit_is_before_or_none:
        ratio = abs(first.value / (second.value / scale))
        if Fraction(1, _FARTHEST) <= ratio <= _FARTHEST:
            numeral = replace(first.numeral.scaled(scale, span), end=first.numeral.end, scale_span=None)
            first = replace(first, numeral=numeral, borrows_scale=first.is_money and second.is_money)
    if second.unit is not None and (first.unit is None or (second.rate and not first.rate)):
        first = replace(first, unit=second.unit, is_money=second.is_money, rate=second.rate)
    return first


def with_hundreds(site: Site, first: Amount, second: Amount) -> Amount:
    """The first of "two to three hundred": so many hundreds, where its own words could not say them shorter."""
    if not (first.numeral.in_words and second.numeral.in_words and first.numeral.scale == second.numeral.scale == 1):
        return first
    words = site.text[second.numeral.start : second.numeral.end].lower().replace("-", " ").split()
    hundred = lexicon().words.scales.get(words[-1]) if len(words) > 1 else None
    if hundred != _HUNDRED or not 0 < first.value < second.value / _HUNDRED:
        return first
    numeral = replace(first.numeral, value=first.value * _HUNDRED, quantum=first.numeral.quantum)
    return replace(first, numeral=numeral)


_HUNDRED = 100


def as_money(site: Site, first: Amount, second: Amount) -> Amount:
    """The second amount with its letter read as a scale where the first is money: the "3m" of "$2m-3m"."""
    span = second.unit_span
    if not first.is_money or second.is_money or span is None or second.numeral.scale != 1:
        return second
    letter = lexicon().scale_letters.get(site.text[span.start : span.end])
    if letter is None or span.start != second.numeral.end:
        return second
    return replace(
        second, numeral=second.numeral.scaled(letter.factor, span), unit=None, unit_span=None, rate="", rate_end=0
    )
