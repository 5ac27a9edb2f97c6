"""Rules of reading an amount: a number with its sign, currency, scale letters and unit."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.frozen import reading
from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.money import lone_scale, said_again, scaled_before, scaled_behind, split_dollar
from factcheck.languages.en.nouns import Noun, counted_noun
from factcheck.languages.en.numbers import number_at, scale_letters_at, scale_pattern, site_number, with_scales
from factcheck.languages.en.primes import prime_at
from factcheck.languages.en.rates import rate_at
from factcheck.languages.en.shared_money import of_whom
from factcheck.model import Span, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy
from factcheck.units import (
    compose,
    compound_at,
    currency_before,
    find_unit,
    may_be_unit,
    resolve_unknown,
    scale_before,
    unit_at,
    unit_named,
)

_PERCENT = re.compile(
    r"[\s\u00a0\u202f-]{0,2}(?:(?P<points>percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|%[\s-]?points?|pp\b|ppts?\b|pts?\b(?=\s?\)))"
    r"|(?P<percent>%|per\s?cents?\b|percents?\b|pct\b\.?|pc\b))",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s\u00a0\u202f]{0,2}(?:[-‐‑]\s?)?")
_MINUS = re.compile(
    r"(?:(?:\A|(?<=[\s(\[:=;,/\"“—–<>]))[-−–‐]\s?|−\s?|\b(?:minus|negative)[\s-]{1,2})\Z", re.IGNORECASE
)
_PER = re.compile(r"\s(?:per|an?|each|every)\s|-per-|-an?-", re.IGNORECASE)
_SPACED_LETTERS = frozenset({"k", "m", "b"})
_SPACE = (" ", "\u00a0", "\u202f")
_ACCOUNTED = lazy(r"\s?%|\s?(?:thousand|million|billion|trillion|mn|bn|m)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\s(?:US|dollars?|euros?|pounds?|yen)\b")
_SYMBOLIC = re.compile(
    r"[A-Za-zµμΩ°]{1,4}(?:[²³](?![\w/])|(?:(?:\^-?[1-4]|[²³])?[/·][A-Za-zµμΩ°]{1,4}){1,2}(?:\^-?[1-4]|[²³])?|\^-?[1-4])(?![\w/^])"
)


_LIGHTEST, _HEAVIEST = 5, 60  # stones of whom newspapers weigh
_POUNDS = lazy(r"\s\d{1,2}\s?(?:lbs?|pounds?)\b")
_ENDS_IN_FIRST = lazy(r"(?<!1)1\Z")
_BEFORE_A_NEGATIVE = frozenset("-−–‐ eEsS")
_LONGEST_LETTERS = _CODE_LENGTH = 3
_GOES_ON = frozenset(" \u00a0·⋅*/")
_NO_UNIT = questions.PERCENT | questions.UNIT
_SPACES_AND_HYPHENS = " \t\n\r\u00a0\u202f-"
_PERCENT_WORDS = ("p", "P", "%")


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


def read_amount(site: Site, start: int, floor: int) -> Amount | None:
    """The amount whose number the trigger at `start` begins, with currency and unit, without hedge and noun."""
    own = start == site.start and floor == site.floor
    numeral = site_number(site) if own else number_at(site.text, start, floor, site.end)
    if numeral is None:
        return None
    no = site.settled if own and numeral.end == site.run_end else 0
    amount = with_front(site, numeral, floor, no)
    if site.text[amount.end : amount.end + 1] == ")" and amount.start > floor:
        amount = _in_brackets(site, amount, floor)
    if not no & questions.SCALE:
        amount = with_letters(site, amount)
    if amount.is_money or amount.end != numeral.end or no & _NO_UNIT != _NO_UNIT:
        amount = _with_unit(site, amount)
    if amount.is_money and amount.unit is not None and len(amount.unit.name) != _CODE_LENGTH:
        amount = replace(amount, unit=of_whom(site, amount.unit, amount.start, amount.end))
    return amount if amount.unit is None else with_rate(site, amount)


def with_front(site: Site, numeral: Numeral, floor: int, no: int) -> Amount:
    """The amount of a number with the sign and the currency before it; `no` are the questions settled."""
    begin = numeral.start
    if not no & questions.SIGN:
        numeral, begin = _signed(site, numeral, floor)
    amount = Amount(numeral, begin, numeral.end)
    return amount if no & questions.CURRENCY else _with_currency_before(site, amount, floor)


def _may_negate(text: str, position: int) -> bool:
    """Whether the character before a number can end a minus, or the space behind one."""
    character = text[position]
    return character in _BEFORE_A_NEGATIVE and (character != " " or text[position - 1] in _BEFORE_A_NEGATIVE)


def _signed(site: Site, numeral: Numeral, floor: int) -> tuple[Numeral, int]:
    before = numeral.start - 1
    if before < floor or not _may_negate(site.text, before):
        return numeral, numeral.start
    window = site.text[max(floor, numeral.start - 10) : numeral.start]
    match = _MINUS.search(window)
    if match is None:
        return numeral, numeral.start
    begin = numeral.start - (len(window) - match.start())
    if site.text[max(floor, begin - 8) : begin].lower() == "plus or ":
        return numeral, numeral.start
    if begin == site.block and site.end - numeral.end <= 2 and not site.text[numeral.end : site.end].strip():
        return replace(numeral, value=-numeral.value), begin  # a number that stands alone
    if match.group()[0] in "-–‐" and (
        match.group()[-1].isspace() or (begin == floor and begin > site.block and not site.text[begin - 1].isspace())
    ):
        return numeral, numeral.start  # a dash between words, or a hyphen behind an earlier figure
    return replace(numeral, value=-numeral.value), begin


def _with_currency_before(site: Site, amount: Amount, floor: int) -> Amount:
    begin = amount.start
    if begin <= floor:
        return amount
    last = site.text[begin - 1]
    if last.isalnum() and amount.numeral.in_words:
        return amount
    found = currency_before(site.text, begin)
    if found is None or found[1] < floor:
        return _with_scale_before(site, amount, floor) or _with_scaled_code(site, amount, floor)
    unit, at = split_dollar(site.text, *found, floor, site.block)
    numeral, at_sign = amount.numeral, at
    if at > floor and _may_negate(site.text, at - 1):
        signed, at_sign = _signed(site, replace(numeral, start=at), floor)
        numeral = replace(numeral, value=-abs(signed.value)) if at_sign < at else numeral
    return Amount(numeral, at_sign, amount.end, unit, Span(at, begin), is_money=True)


def _with_scale_before(site: Site, amount: Amount, floor: int) -> Amount | None:
    """Reads "Mach 2.5", "pH 7": the scale is named first."""
    found = scale_before(site.text, amount.start)
    if found is None or found[1] < floor:
        return None
    unit, at = found
    return replace(amount, start=at, unit=unit, unit_span=Span(at, amount.start))


def _in_brackets(site: Site, amount: Amount, floor: int) -> Amount:
    """Reads "$(1,204)", "($5.2) million", "(5.2)%": brackets of accounts, which make a number negative.

    A currency stands before them, or a scale or percent behind them; all other brackets are brackets.
    """
    opening, numeral, span = amount.start - 1, amount.numeral, amount.unit_span
    if site.text[opening] != "(" or amount.end + 1 > site.end or numeral.in_words or numeral.value <= 0:
        return amount
    start, unit = opening, amount.unit
    found = None if unit is not None else currency_before(site.text, opening)
    if found is not None and found[1] >= floor:
        unit, start = split_dollar(site.text, *found, floor, site.block)
        span = Span(start, opening)
    elif _ACCOUNTED.match(site.text, amount.end + 1, site.end) is None:
        return amount
    numeral = replace(numeral, value=-numeral.value, end=amount.end + 1)
    numeral = replace(with_scales(site.text, numeral, site.end), start=start)
    return replace(
        amount, numeral=numeral, start=start, end=numeral.end, unit=unit, unit_span=span, is_money=unit is not None
    )


def _with_scaled_code(site: Site, amount: Amount, floor: int) -> Amount:
    """Reads "MAUD 45", "EURm 120": a code with its scale before the number."""
    found = scaled_before(site.text, amount.start, floor)
    if found is None or amount.numeral.in_words:
        return amount
    unit, factor, at = found
    span = Span(at, amount.start)
    numeral = replace(amount.numeral.scaled(factor, span), end=amount.numeral.end, scale_span=None)
    return replace(amount, numeral=numeral, start=at, unit=unit, unit_span=span, is_money=True)


def with_letters(site: Site, amount: Amount) -> Amount:
    """The amount with the scale that letters behind it are: "$3.5bn", "12.3m tonnes"."""
    if amount.numeral.in_words or amount.numeral.is_fraction or amount.numeral.is_scaled:
        return amount
    letters = site.word_behind(amount.numeral.end)
    found = None
    if letters and len(letters) <= _LONGEST_LETTERS:
        found = scale_letters_at(site.text, amount.numeral.end, site.end, spaced=amount.is_money)
    if found is None and letters in _SPACED_LETTERS:
        found = _spaced_letter(site, amount)
    if found is None:
        return _with_lone_letter(site, amount)
    factor, needs, span = found
    if (
        letters_need_money(site, amount, needs, span)
        and not amount.is_money
        and not (needs.endswith("counted") and _is_counted(site, span.end))
    ):
        return amount
    numeral = amount.numeral.scaled(factor, span)
    stop = span.end + (
        site.text[span.end : span.end + 1] == "." and site.text[span.start : span.end] in ("Mio", "mio", "Mrd")
    )
    stop = max(amount.end, stop)
    return Amount(numeral, amount.start, stop, amount.unit, amount.unit_span, is_money=amount.is_money)


def _spaced_letter(site: Site, amount: Amount) -> tuple[Fraction, str, Span] | None:
    """Reads "10 k users", "5 M users": a letter apart from the digits, before things that are counted."""
    found = scale_letters_at(site.text, amount.numeral.end, site.end, spaced=True)
    if found is None or site.text[found[2].start] == "K" or not _is_counted(site, found[2].end):
        return None
    noun = counted_noun(site, found[2].end)
    return None if noun is None or noun.text.split()[-1] in lexicon().nouns["never_by_the_letter"] else found


def _with_lone_letter(site: Site, amount: Amount) -> Amount:
    """Reads "1,674.5 G", "- 10  k" where nothing else stands in the block."""
    numeral = amount.numeral
    found = lone_scale(site.text, site.block, amount.start, numeral.end, site.end)
    if found is None or amount.unit is not None:
        return amount
    factor, stop = found
    sign = -1 if "-" in site.text[site.block : amount.start] or "−" in site.text[site.block : amount.start] else 1
    numeral = replace(numeral, value=numeral.value * sign).scaled(factor, Span(stop - 1, stop))
    return replace(amount, numeral=numeral, start=site.block if sign < 0 else amount.start, end=stop)


def letters_need_money(site: Site, amount: Amount, needs: str, span: Span) -> bool:
    """Whether scale letters need money or a counted thing beside them; "1.2b" does not."""
    plain_b = (
        site.text[span.start : span.end] in ("b", "B")
        and span.start == amount.numeral.end
        and amount.numeral.quantum != 1
    )
    return needs.startswith("money") and not plain_b


_MILLIONS_ROOM, _MILLIONS_WORDS = 36, 4
_LENGTH_NEXT = lazy(r"\s(?:wide|long|tall|high|deep|thick|away|across|above|below|of\s|from\s)")
_THING_NEXT = lazy(r"\s(?!than\b|of\b|on\b|in\b|to\b|or\b|and\b|wide\b|long\b|high\b|deep\b)[A-Za-z]")


def _is_counted(site: Site, position: int) -> bool:
    """Whether a unit or a counted noun follows, so that the letter before is a scale: "12.3m tonnes"."""
    if "million" in site.window_before(position) and re.match(
        r"[.,;)]|\s(?:in|a|the|last|this|by|from|to|and)\b", site.window_after(position, 6)
    ):
        return True  # "3.1 million watched; the first drew 2.8m."
    before = site.before[-_MILLIONS_ROOM:].lower().split()[-_MILLIONS_WORDS:]
    is_sum = not lexicon().nouns["before_millions"].isdisjoint(before)
    if is_sum and not _LENGTH_NEXT.match(site.text, position, site.end):
        return True  # "the hall cost 3.2m"
    if site.text[position : position + 1] != " ":
        return False
    follower = re.match(r"[A-Za-z]+", site.text[position + 1 : position + 20])
    if follower is None or follower.group().lower() in lexicon().nouns["adjective_followers_of_units"]:
        return False
    if follower.group().lower() in lexicon().nouns["before_things"]:
        return _THING_NEXT.match(site.text, position + 1 + follower.end(), site.end) is not None
    found = unit_at(site.text, position + 1)
    if found is not None and found[1] - position > 2:
        return True
    noun = counted_noun(site, position)
    return noun is not None and noun.is_plural


def _with_unit(site: Site, amount: Amount) -> Amount:
    if amount.is_money:
        return _with_repeated_currency(site, amount)
    return with_percent(site, amount) or _scaled_code_behind(site, amount) or with_unit_behind(site, amount)


def with_percent(site: Site, amount: Amount) -> Amount | None:
    """The amount with the percent sign, or the word for it or for points, that stands behind it; else None."""
    percent = _PERCENT.match(site.text, amount.end, site.end) if _may_be_percent(site.text, amount.end) else None
    if percent is None:
        return None
    unit = percent_unit(percent["points"] is not None)
    at = percent.start("points") if percent["points"] else percent.start("percent")
    return Amount(amount.numeral, amount.start, percent.end(), unit, Span(at, percent.end()))


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


def _may_be_percent(text: str, position: int) -> bool:
    """Whether "%" or a word with p stands here, after at most two spaces or hyphens."""
    close = text[position : position + 3].lstrip(_SPACES_AND_HYPHENS)
    return close.startswith(_PERCENT_WORDS)


def _scaled_code_behind(site: Site, amount: Amount) -> Amount | None:
    """Reads "120 MEUR", "12 k€", "12 m USD": a code with its scale behind the number."""
    start = amount.end + (site.text[amount.end : amount.end + 1] in _SPACE)
    found = scaled_behind(site.text, start, site.end)
    if found is None or amount.numeral.scale != 1:
        return None
    unit, factor, stop = found
    span = Span(start, stop)
    numeral = replace(amount.numeral.scaled(factor, span), end=amount.numeral.end, scale_span=None)
    return replace(amount, numeral=numeral, end=stop, unit=unit, unit_span=span, is_money=True)


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


def _with_repeated_currency(site: Site, amount: Amount) -> Amount:
    """Reads "$31.20 US", "$10 dollars", "$15 CAD": the currency is said twice; the surface takes both in."""
    again = None if amount.unit is None else said_again(site.text, amount.unit, amount.end, site.end)
    if again is not None:
        return replace(amount, unit=again[0], end=again[1])
    match = _AGAIN.match(site.text, amount.end, site.end)
    return amount if match is None or match.group().strip() == "US" else replace(amount, end=match.end())


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
