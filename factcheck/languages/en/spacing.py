"""Numbers that tokenised text pulls apart: "59 . 2 %", "$ 5 , 600", "80, 000 seats", "101 1 / 4"; and "5,00"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from factcheck.model import Span
from factcheck.numerals import Numeral
from factcheck.patterns import lazy

_GROUPS = lazy(r"(?:(?:\s?,\s|\s,)\d{3}(?!\d)){1,6}+(?!\s?,\s?\d)")
_SPACED = lazy(r"[ \u00a0\u2009\u202f](\d{3})(?!\d|[ \u00a0\u2009\u202f]?[.,:/-]\d| \d{3}(?!\d))")
_SPACING_SIGNS = frozenset("€₽₴")
_MONEY_BEHIND = lazy(
    r"[ \u00a0\u2009\u202f]?(?:€|euros?\b|EUR\b|kr\b|kron(?:or|er|a|e|ur)\b|z[łl]oty\b|zł|Kč|Ft\b|CHF\b"
    r"|francs?\b|SEK\b|NOK\b|DKK\b|₽|roubles?\b|rubles?\b|rand\b)"
)
_DECIMALS = lazy(r"\s\.\s(\d{1,9}+)(?![\d%]{0,1}\s?[.:/]\s?\d)")
_FRACTION = lazy(r"\s(\d{1,2})\s/\s(\d{1,3})(?![\d.,]|\s[/.,]\s?\d)")
_COMMA = lazy(r",(\d{1,2})(?![\d,]|\.\d)")
_UNIT_BEHIND = lazy(r"\s?(?:[%€£¥]|(?:EUR|million|billion|mio|mrd|Mio|Mrd)\b)")
_OTHER_MARKS = lazy(r"(?:[,٬،，]\d{3}(?!\d)){1,6}+|(?:[٫．]\d{1,9}+)", re.UNICODE)
_MONEY_SIGNS = "$€£¥₹"
_MORE = frozenset(" ,٬،，٫．")


def may_be_apart(text: str, numeral: Numeral, end: int) -> bool:
    """Whether more of a number in digits may stand behind it."""
    at = numeral.end
    return at + 1 < end and text[at] in _MORE and (text[at + 1] in ".," or text[at + 1].isdigit() or text[at] == ",")


def rejoined(text: str, numeral: Numeral, end: int) -> Numeral:
    """The number with the groups, decimals or fraction that stand apart from it.

    >>> from factcheck.numerals import read_digits
    >>> rejoined("59 . 2 %", read_digits("59 . 2 %", 0, 8), 8).value
    Fraction(296, 5)
    """
    if not numeral.is_whole or numeral.quantum != 1 or _is_year(text, numeral):
        return numeral
    if text[numeral.end] not in " ,":
        return _with_foreign_marks(text, numeral, end)
    numeral = _with_groups(text, numeral, end)
    return _with_decimals(text, numeral, end)


def _is_year(text: str, numeral: Numeral) -> bool:
    return numeral.end - numeral.start == 4 and 1000 <= numeral.value <= 2199 and text[numeral.start] in "12"


def _with_groups(text: str, numeral: Numeral, end: int) -> Numeral:
    """Reads "80, 000", "$ 5 , 600": groups of three that no list can be, for a nought or a sign."""
    match = _GROUPS.match(text, numeral.end, end) if numeral.value and numeral.end - numeral.start <= 3 else None
    if match is None:
        return _with_spaced_group(text, numeral, end)
    digits = re.sub(r"\D", "", match.group())
    sign = text[max(0, numeral.start - 2) : numeral.start].strip()[-1:]
    apart = match.group()[0].isspace() and sign != "" and sign in _MONEY_SIGNS
    if not (apart or digits[-3] == "0"):
        return numeral
    value = numeral.value * 10 ** len(digits) + int(digits)
    return replace(numeral, end=match.end(), value=value, number=Span(numeral.start, match.end()))


def _with_spaced_group(text: str, numeral: Numeral, end: int) -> Numeral:
    """Reads "10 000 people", "1 250 €", "€10 500": a group that begins with nought, or money beside the groups."""
    match = _SPACED.match(text, numeral.end, end) if numeral.value and numeral.end - numeral.start <= 3 else None
    if match is None or text[numeral.start] == "0":
        return numeral
    if match[1][0] != "0" and not _is_money_around(text, numeral.start, match.end(), end):
        return numeral
    value = numeral.value * 1000 + int(match[1])
    return replace(numeral, end=match.end(), value=value, number=Span(numeral.start, match.end()))


def _is_money_around(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a currency that is written with spaced groups stands right before or behind them."""
    if text[start - 1 : start] in _SPACING_SIGNS and start > 0:
        return True
    return _MONEY_BEHIND.match(text, stop, end) is not None


def _with_decimals(text: str, numeral: Numeral, end: int) -> Numeral:
    match = _DECIMALS.match(text, numeral.end, end)
    if match is not None:
        return _decimal(numeral, match[1], match.end())
    fraction = _FRACTION.match(text, numeral.end, end)
    if fraction is not None and 0 < int(fraction[1]) < int(fraction[2]):
        value = numeral.value + Fraction(int(fraction[1]), int(fraction[2]))
        span = Span(numeral.start, fraction.end())
        return replace(numeral, end=span.end, value=value, quantum=None, number=span)
    comma = _COMMA.match(text, numeral.end, end)
    if comma is None or not _is_decimal_comma(text, numeral, comma, end):
        return numeral
    return _decimal(numeral, comma[1], comma.end())


def _is_decimal_comma(text: str, numeral: Numeral, comma: re.Match[str], end: int) -> bool:
    """Reads "5,00", "€3,50", "12,5 %": no list has a part that begins with nought, or money or percent around it."""
    if len(comma[1]) == 2 and comma[1][0] == "0":
        return True
    before = text[numeral.start - 1 : numeral.start]
    return (before != "" and before in "€£") or _UNIT_BEHIND.match(text, comma.end(), end) is not None


def _decimal(numeral: Numeral, digits: str, stop: int) -> Numeral:
    shift = 10 ** len(digits)
    value = numeral.value + Fraction(int(digits), shift)
    return replace(numeral, end=stop, value=value, quantum=Fraction(1, shift), number=Span(numeral.start, stop))


def _with_foreign_marks(text: str, numeral: Numeral, end: int) -> Numeral:
    """Reads full-width and Arabic marks of groups and decimals: "１，２３４", "١٫٥"."""
    for _ in range(2):
        match = _OTHER_MARKS.match(text, numeral.end, end)
        if match is None:
            break
        digits = re.sub(r"\D", "", match.group())
        if match.group()[0] in "٫．":
            return _decimal(numeral, digits, match.end())
        value = numeral.value * 10 ** len(digits) + int(digits)
        numeral = replace(numeral, end=match.end(), value=value, number=Span(numeral.start, match.end()))
    return numeral
