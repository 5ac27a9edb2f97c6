"""Rules of reading an amount: a number with its sign, currency, scale letters and unit."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.amounts import Amount, with_percent, with_rate, with_unit_behind
from factcheck.languages.en.money import said_again, scaled_before, scaled_behind, split_dollar
from factcheck.languages.en.numbers import number_at, site_number, with_scales
from factcheck.languages.en.scale_letters import with_letters
from factcheck.languages.en.shared_money import of_whom
from factcheck.model import Span
from factcheck.numerals import Numeral
from factcheck.patterns import lazy
from factcheck.units import currency_before, scale_before

_MINUS = re.compile(
    r"(?:(?:\A|(?<=[\s(\[:=;,/\"“—–<>]))[-−–‐]\s?|−\s?|\b(?:minus|negative)[\s-]{1,2})\Z", re.IGNORECASE
)
_BEFORE_A_NEGATIVE = frozenset("-−–‐ eEsS")
_ACCOUNTED = lazy(r"\s?%|\s?(?:thousand|million|billion|trillion|mn|bn|m)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\s(?:US|dollars?|euros?|pounds?|yen)\b")
_SPACE = (" ", "\u00a0", "\u202f")
_CODE_LENGTH = 3
_NO_UNIT = questions.PERCENT | questions.UNIT


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
    elif amount.unit is None and amount.start > floor and site.text[amount.start - 1] == "(":
        amount = _scaled_in_brackets(site, amount, floor) or amount
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


def _scaled_in_brackets(site: Site, amount: Amount, floor: int) -> Amount | None:
    """Reads "£(8.1m)": the scale stands inside the brackets of accounts too."""
    opening, numeral = amount.start - 1, amount.numeral
    found = currency_before(site.text, opening)
    if found is None or found[1] < floor or numeral.in_words or numeral.value <= 0:
        return None
    unit, start = split_dollar(site.text, *found, floor, site.block)
    inner = with_letters(site, replace(amount, unit=unit, unit_span=Span(start, opening), is_money=True))
    if inner.end == amount.end or site.text[inner.end : inner.end + 1] != ")":
        return None
    numeral = replace(inner.numeral, value=-inner.numeral.value, start=start, end=inner.end + 1)
    return replace(inner, numeral=numeral, start=start, end=inner.end + 1)


def _with_scaled_code(site: Site, amount: Amount, floor: int) -> Amount:
    """Reads "MAUD 45", "EURm 120": a code with its scale before the number."""
    found = scaled_before(site.text, amount.start, floor)
    if found is None or amount.numeral.in_words:
        return amount
    unit, factor, at = found
    span = Span(at, amount.start)
    numeral = replace(amount.numeral.scaled(factor, span), end=amount.numeral.end, scale_span=None)
    return replace(amount, numeral=numeral, start=at, unit=unit, unit_span=span, is_money=True)


def _with_unit(site: Site, amount: Amount) -> Amount:
    if amount.is_money:
        return _with_repeated_currency(site, amount)
    return with_percent(site, amount) or _scaled_code_behind(site, amount) or with_unit_behind(site, amount)


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


def _with_repeated_currency(site: Site, amount: Amount) -> Amount:
    """Reads "$31.20 US", "$10 dollars", "$15 CAD": the currency is said twice; the surface takes both in."""
    again = None if amount.unit is None else said_again(site.text, amount.unit, amount.end, site.end)
    if again is not None:
        return replace(amount, unit=again[0], end=again[1])
    match = _AGAIN.match(site.text, amount.end, site.end)
    return amount if match is None or match.group().strip() == "US" else replace(amount, end=match.end())
