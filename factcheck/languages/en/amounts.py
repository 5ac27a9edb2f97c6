"""An amount, and the unit behind its number: a percent sign, a measurement, a currency, and what it is per."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.frozen import reading
from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import Noun
from factcheck.languages.en.numbers import scale_letters_at, scale_pattern
from factcheck.languages.en.primes import prime_at
from factcheck.languages.en.rates import rate_at
from factcheck.model import Span, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy
from factcheck.units import (
    compose,
    compound_at,
    find_unit,
    may_be_unit,
    resolve_unknown,
    unit_at,
    unit_named,
)

_PERCENT = re.compile(
    r"[\s\u00a0\u202f-]{0,2}(?:(?P<points>percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|%[\s-]?points?|pp\b|ppts?\b|pts?\b(?=\s?\)))"
    r"|(?P<percent>%|per\s?cents?\b|percents?\b|pct\b\.?|pc\b))",
    re.IGNORECASE,
)
_PERCENT_WORDS = ("p", "P", "%")
_SPACES_AND_HYPHENS = " \t\n\r\u00a0\u202f-"
_GAP = re.compile(r"[\s\u00a0\u202f]{0,2}(?:[-‐‑]\s?)?")
_PER = re.compile(r"\s(?:per|an?|each|every)\s|-per-|-an?-", re.IGNORECASE)
_GOES_ON = frozenset(" \u00a0·⋅*/")
_SYMBOLIC = re.compile(
    r"[A-Za-zµμΩ°]{1,4}(?:[²³](?![\w/])|(?:(?:\^-?[1-4]|[²³])?[/·][A-Za-zµμΩ°]{1,4}){1,2}(?:\^-?[1-4]|[²³])?|\^-?[1-4])(?![\w/^])"
)
_LIGHTEST, _HEAVIEST = 5, 60  # stones of whom newspapers weigh
_POUNDS = lazy(r"\s\d{1,2}\s?(?:lbs?|pounds?)\b")
_ENDS_IN_FIRST = lazy(r"(?<!1)1\Z")


@reading
class Amount:
    """A number with what is written around it: text[start:end] is the surface; `rate` is what the unit is per.

    `borrows_scale` tells that its scale is written at another amount only.
    """

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    unit_span: Span | None = None
    rate: str = ""
    rate_end: int = 0
    noun: Noun | None = None
    is_money: bool = False
    borrows_scale: bool = False

    @property
    def value(self) -> Fraction:
        """The number, unscaled."""
        return self.numeral.value

    @property
    def unit_is_before_or_none(self) -> bool:
        """Whether no unit stands behind the number, where a scale word would have to come first."""
        return self.unit_span is None or self.unit_span.start <= self.numeral.start

    @property
    def is_elliptic(self) -> bool:
        """Whether scale and unit may follow later, at the second of two numbers: the "$10" of "$10 to $15 billion"."""
        return self.numeral.scale == 1 and self.unit_is_before_or_none

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a number is written: no unit, no currency."""
        return self.unit is None


@cache
def percent_unit(points: bool) -> Unit:
    """The unit of percentages, or that of percentage points."""
    name = "percentage point" if points else "percent"
    dimension = "percentage_points" if points else "percent"
    return unit_named(name) or Unit(name, dimension, Fraction(1, 100))


def with_percent(site: Site, amount: Amount) -> Amount | None:
    """The amount with the percent sign, or the word for it or for points, that stands behind it; else None."""
    percent = _PERCENT.match(site.text, amount.end, site.end) if _may_be_percent(site.text, amount.end) else None
    if percent is None:
        return None
    unit = percent_unit(percent["points"] is not None)
    at = percent.start("points") if percent["points"] else percent.start("percent")
    return Amount(amount.numeral, amount.start, percent.end(), unit, Span(at, percent.end()))


def _may_be_percent(text: str, position: int) -> bool:
    """Whether "%" or a word with p stands here, after at most two spaces or hyphens."""
    close = text[position : position + 3].lstrip(_SPACES_AND_HYPHENS)
    return close.startswith(_PERCENT_WORDS)


def with_unit_behind(site: Site, amount: Amount) -> Amount:
    """The amount with the unit that stands behind it, and what that is per."""
    found = unit_after(site, amount)
    if found is None:
        return amount
    unit, span = found
    per = _PER.search(site.text, span.start, span.end)
    per = per if per is not None and find_unit(site.text[span.start : per.start()]) is not None else None
    if unit.dimension == "currency" and amount.numeral.scale == 1:
        amount = _with_late_scale(site, amount, span.end)
        if amount.end > span.end:
            return replace(amount, unit=unit, unit_span=span, is_money=True)
    shown = span if per is None else Span(span.start, per.start())
    rate = "" if per is None else site.text[per.end() : span.end]
    money = unit.dimension.startswith("currency")
    rate_end = span.end if rate else 0
    return Amount(amount.numeral, amount.start, shown.end, unit, shown, rate, rate_end, None, money)


def _with_late_scale(site: Site, amount: Amount, position: int) -> Amount:
    """Reads "75 USD million", "75 USD bn": the scale behind the currency."""
    words = lexicon().words.scales
    late = scale_pattern().match(site.text, position, site.end)
    if late is not None and late["word"].lower() in words:
        span = Span(late.start("word"), late.end())
        return replace(amount, numeral=amount.numeral.scaled(Fraction(words[late["word"].lower()]), span), end=span.end)
    letters = scale_letters_at(site.text, position, site.end, spaced=True)
    if letters is None or letters[2].start != position + 1:
        return amount
    return replace(amount, numeral=amount.numeral.scaled(letters[0], letters[2]), end=letters[2].end)


def unit_after(site: Site, amount: Amount) -> tuple[Unit, Span] | None:
    """The unit written behind the number, after a space or a hyphen."""
    close = site.text[amount.end : amount.end + 2]
    if '"' in close or "'" in close:
        return prime_at(site.text, site.block, amount.end, site.end)
    word = site.word_behind(amount.end)
    if word and not may_be_unit(site.text, word, site.behind_end):
        return None
    gap = _GAP.match(site.text, amount.end, site.end)
    position = amount.end if gap is None else gap.end()
    if position >= site.end or (site.text[position].isspace()):
        return None
    found = unit_at(site.text, position)
    if found is None:
        return _unknown_unit(site, amount, position)
    unit, stop = found
    if stop > site.end or not _is_unit_here(site, amount, position, stop):
        return None
    if site.text[stop : stop + 1] in _GOES_ON:
        longer = compound_at(site.text, position, stop)
        if longer is not None and longer[1] <= site.end:
            return longer[0], Span(position, longer[1])
    return unit, Span(position, stop)


def unit_of_number(site: Site, start: int, end: int) -> tuple[Unit, Span] | None:
    """The unit written behind a number that stands at text[start:end]."""
    return unit_after(site, Amount(Numeral(start, end, Fraction(0), None), start, end))


def is_measured(site: Site, start: int, end: int) -> bool:
    """Whether a unit stands behind a number that stands at text[start:end]."""
    return unit_of_number(site, start, end) is not None


def _is_unit_here(site: Site, amount: Amount, position: int, stop: int) -> bool:
    """Whether it is no other word: two letters behind a number in words, or a part of a name ("12 foot soldiers")."""
    surface = site.text[position:stop]
    things = lexicon().nouns_of_units.get(surface)
    if things is not None and site.text[stop : stop + 1] == " " and site.word_behind(stop) in things:
        return False
    if surface == "st" and not _is_stone(site, amount, position, stop):
        return False
    if stop == position + 1 and site.text[stop : stop + 1] == "-" and site.text[stop + 1 : stop + 2].isdigit():
        return False  # "12 F-16 jets"
    return not (amount.numeral.in_words and len(surface) < 3 and surface.isascii() and surface.isalpha())


def _is_stone(site: Site, amount: Amount, position: int, stop: int) -> bool:
    """Whether "st" is a weight: pounds follow, or it touches a number with no such ordinal ("18st", never "21st")."""
    if _POUNDS.match(site.text, stop, site.end) is not None:
        return True
    return (
        position == amount.end
        and amount.numeral.is_whole
        and _LIGHTEST <= amount.value <= _HEAVIEST
        and not _ENDS_IN_FIRST.search(site.text, amount.start, position)
    )


def _unknown_unit(site: Site, amount: Amount, position: int) -> tuple[Unit, Span] | None:
    """A symbol that the fast lexicon lacks, shaped like a unit: "kg/ha", "W/m²"."""
    match = None if amount.numeral.in_words else _SYMBOLIC.match(site.text, position, site.end)
    if match is None or not lexicon().nouns["stop"].isdisjoint(match.group().lower().split("/")):
        return None  # "and/or"
    unit = resolve_unknown(match.group())
    return None if unit is None else (unit, Span(*match.span()))


def with_rate(site: Site, amount: Amount) -> Amount:
    """Reads "$1.60 per gallon", "150 MB per second": the unit becomes a quotient, the surface stays as it is."""
    if amount.unit is None or amount.rate:
        return amount
    found = rate_at(site, amount.unit, amount.end, is_money=amount.is_money)
    if found is None:
        return amount
    return replace(amount, unit=compose(amount.unit, found[0]), rate=found[0].name, rate_end=found[1])
