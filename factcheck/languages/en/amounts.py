"""Rules of reading an amount: a number with its sign, currency, scale letters and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import Noun, counted_noun
from factcheck.languages.en.numbers import number_at, scale_letters_at
from factcheck.model import Span, Unit
from factcheck.numerals import Numeral

_PERCENT = re.compile(
    r"[\s\u00a0\u202f-]{0,2}(?:(?P<points>percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|%[\s-]?points?|pp\b|ppts?\b|pts?\b(?=\s?\)))"
    r"|(?P<percent>%|per\s?cents?\b|percents?\b|pct\b\.?|pc\b))",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s\u00a0\u202f]{0,2}(?:[-‐‑]\s?)?")
_MINUS = re.compile(
    r"(?:(?:\A|(?<=[\s(\[:=;,/\"“—–<>]))[-−–‐]\s?|−\s?|\b(?:minus|negative)[\s-]{1,2})\Z", re.IGNORECASE
)
_RATE = re.compile(
    r"(?:\s(?:per|an?)\s|\s?/\s?|-an?-|-per-)(?P<thing>[A-Za-z][A-Za-z²³]*(?:\s(?:ounce|foot|metre|meter|mile|person|capita)\b)?)",
    re.IGNORECASE,
)
_SYMBOLIC = re.compile(r"(?=\S*[/²³°·µμΩ^]|[A-Za-z]?[A-Z])\S{1,12}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what is written around it: text[start:end] is the surface; `rate` is what the unit is per."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    unit_span: Span | None = None
    rate: str = ""
    rate_end: int = 0
    noun: Noun | None = None
    is_money: bool = False

    @property
    def value(self) -> Fraction:
        """The number, unscaled."""
        return self.numeral.value

    @property
    def unit_is_before_or_none(self) -> bool:
        """Whether no unit stands behind the number, where a scale word would have to come first."""
        return self.unit_span is None or self.unit_span.start <= self.numeral.start

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a number is written: no unit, no currency."""
        return self.unit is None


@cache
def percent_unit(points: bool) -> Unit:
    """The unit of percentages, or that of percentage points."""
    from factcheck.units import unit_named  # noqa: PLC0415  (loads its tables at first use)

    name = "percentage point" if points else "percent"
    dimension = "percentage_points" if points else "percent"
    return unit_named(name) or Unit(name, dimension, Fraction(1, 100))


def read_amount(site: Site, start: int, floor: int) -> Amount | None:
    """The amount whose number the trigger at `start` begins, with currency and unit, without hedge and noun."""
    numeral = number_at(site.text, start, floor, site.end)
    if numeral is None:
        return None
    numeral, begin = _signed(site, numeral, floor)
    amount = Amount(numeral, begin, numeral.end)
    amount = _with_currency_before(site, amount, floor)
    amount = _with_letters(site, amount)
    amount = _with_unit(site, amount)
    return _with_rate(site, amount)


def _signed(site: Site, numeral: Numeral, floor: int) -> tuple[Numeral, int]:
    window = site.text[max(floor, numeral.start - 10) : numeral.start]
    if not window or window[-1] not in "-−–‐ eEsS":
        return numeral, numeral.start
    match = _MINUS.search(window) if floor < numeral.start else None
    if match is None:
        return numeral, numeral.start
    begin = numeral.start - (len(window) - match.start())
    if match.group()[0] in "-–‐" and (
        match.group()[-1].isspace() or (begin == floor and begin > site.block and not site.text[begin - 1].isspace())
    ):
        return numeral, numeral.start  # a dash between words, or a hyphen behind an earlier figure
    return replace(numeral, value=-numeral.value), begin


def _with_currency_before(site: Site, amount: Amount, floor: int) -> Amount:
    from factcheck.units import currency_before  # noqa: PLC0415

    begin = amount.start
    if begin <= floor:
        return amount
    last = site.text[begin - 1]
    if last.isalnum() and amount.numeral.in_words:
        return amount
    found = currency_before(site.text, begin)
    if found is None or found[1] < floor:
        return amount
    unit, at = found
    signed, at_sign = _signed(site, replace(amount.numeral, start=at), floor)
    if at_sign < at:
        amount = replace(amount, numeral=replace(amount.numeral, value=-abs(signed.value)))
    return replace(amount, start=at_sign, unit=unit, unit_span=Span(at, begin), is_money=True)


def _with_letters(site: Site, amount: Amount) -> Amount:
    if amount.numeral.in_words or amount.numeral.is_fraction or amount.numeral.scale != 1:
        return amount
    found = scale_letters_at(site.text, amount.numeral.end, site.end)
    if found is None:
        return amount
    factor, needs, span = found
    if (
        needs.startswith("money")
        and not amount.is_money
        and not (needs.endswith("counted") and _is_counted(site, span.end))
    ):
        return amount
    numeral = amount.numeral.scaled(factor, span)
    stop = span.end + (
        site.text[span.end : span.end + 1] == "." and site.text[span.start : span.end] in ("Mio", "mio", "Mrd")
    )
    return replace(amount, numeral=numeral, end=max(amount.end, stop))


def _is_counted(site: Site, position: int) -> bool:
    """Whether a unit or a counted noun follows, so that the letter before it is a scale: "12.3m tonnes", "2.7m sales"."""
    from factcheck.units import unit_at  # noqa: PLC0415

    if site.text[position : position + 1] != " ":
        return False
    follower = re.match(r"[A-Za-z]+", site.text[position + 1 : position + 20])
    if follower is None or follower.group().lower() in lexicon().nouns["adjective_followers_of_units"]:
        return False
    found = unit_at(site.text, position + 1)
    if found is not None and found[1] - position > 3:
        return True
    noun = counted_noun(site, position)
    return noun is not None and noun.is_plural


def _with_unit(site: Site, amount: Amount) -> Amount:
    percent = _PERCENT.match(site.text, amount.end, site.end)
    if percent is not None and not amount.is_money:
        unit = percent_unit(percent["points"] is not None)
        at = percent.start("points") if percent["points"] else percent.start("percent")
        return replace(amount, end=percent.end(), unit=unit, unit_span=Span(at, percent.end()))
    if amount.is_money:
        return _with_repeated_currency(site, amount)
    found = unit_after(site, amount)
    if found is None:
        return amount
    unit, span = found
    return replace(amount, end=span.end, unit=unit, unit_span=span, is_money=unit.dimension == "currency")


def _with_repeated_currency(site: Site, amount: Amount) -> Amount:
    """ "$31.20 US", "$10 dollars": the currency is said twice; the surface takes both in."""
    match = re.compile(r"\s(?:US|dollars?|euros?|pounds?|yen)\b").match(site.text, amount.end, site.end)
    return amount if match is None or match.group().strip() == "US" else replace(amount, end=match.end())


def unit_after(site: Site, amount: Amount) -> tuple[Unit, Span] | None:
    """The unit written behind the number, after a space or a hyphen."""
    from factcheck.units import unit_at  # noqa: PLC0415

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
    return unit, Span(position, stop)


def _is_unit_here(site: Site, amount: Amount, position: int, stop: int) -> bool:
    """Whether a short word that is also a plain word ("in", "a", "at") is meant as a unit."""
    surface = site.text[position:stop]
    touching = position == amount.end
    hyphened = not touching and site.text[position - 1] in "-‐‑"
    if surface.lower() in (
        "a",
        "at",
        "as",
        "am",
        "pm",
        "to",
        "an",
        "are",
        "no",
        "us",
        "d",
        "e",
        "pas",
        "atm",
        "my",
        "do",
        "me",
    ):
        return touching and surface in ("a", "d")
    if surface.lower() == "in":
        following = site.text[stop : stop + 2]
        return touching or hyphened or following in (" x", ")") or following[:1] in ").,;"
    if amount.numeral.in_words and len(surface) < 3 and surface.isascii() and surface.isalpha():
        return False
    if len(surface) == 1 and surface.isalpha() and surface.isascii():
        return not hyphened and (touching or surface in "mgstlhWVKCFAJNLp")
    return True


def _unknown_unit(site: Site, amount: Amount, position: int) -> tuple[Unit, Span] | None:
    """A symbol that the fast lexicon lacks, shaped like a unit: "kg/ha", "W/m²"."""
    match = _SYMBOLIC.match(site.text, position, min(site.end, position + 13))
    if match is None or amount.numeral.in_words:
        return None
    symbol = match.group().rstrip(".,;:)]\"'”’")
    if not re.search(r"[/²³·^µμΩ]", symbol) or not re.match(r"[A-Za-zµμΩ°%]", symbol) or len(symbol) < 2:
        return None
    from factcheck.units import resolve_unknown  # noqa: PLC0415

    unit = resolve_unknown(symbol)
    return None if unit is None else (unit, Span(position, position + len(symbol)))


def _with_rate(site: Site, amount: Amount) -> Amount:
    """ "$1.60 per gallon", "150 MB per second": the unit becomes a quotient, the surface stays as it is."""
    if amount.unit is None:
        return amount
    match = _RATE.match(site.text, amount.end, site.end)
    if match is None or amount.unit.dimension in ("percentage_points",):
        return amount
    thing = match["thing"]
    lower = thing.lower()
    if match.group().lstrip()[:1].lower() == "a" and lower not in _RATED and not _is_measure(lower):
        return amount
    return replace(amount, unit=quotient(amount.unit, thing), rate=thing, rate_end=match.end())


_RATED = frozenset(
    [
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "second",
        "night",
        "share",
        "barrel",
        "head",
        "person",
        "piece",
        "ton",
        "tonne",
        "litre",
        "liter",
        "gallon",
        "mile",
        "kilometre",
        "kilometer",
        "kilo",
        "pound",
        "ounce",
        "bushel",
        "game",
        "match",
        "unit",
        "bottle",
        "pint",
        "household",
        "pupil",
        "patient",
        "quarter",
        "season",
        "acre",
        "hectare",
        "time",
    ]
)


def _is_measure(word: str) -> bool:
    from factcheck.units import find_unit  # noqa: PLC0415

    return len(word) > 2 and find_unit(word) is not None


def quotient(unit: Unit, thing: str) -> Unit:
    """The unit of one thing per another: "US dollar" per "gallon"."""
    from factcheck.units import find_unit  # noqa: PLC0415

    below = find_unit(thing) or find_unit(thing.lower())
    if below is None:
        return Unit(f"{unit.name}/{thing.lower()}", f"{unit.dimension}/{thing.lower()}")
    whole = find_unit(f"{unit.symbol or unit.name}/{below.symbol or below.name}")
    if whole is not None and whole.dimension != unit.dimension:
        return whole
    factor = None if unit.factor is None or not below.factor else unit.factor / below.factor
    return Unit(f"{unit.name}/{below.name}", f"{unit.dimension}/{below.dimension}", factor)
