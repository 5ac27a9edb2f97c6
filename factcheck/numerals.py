"""Written digits to exact values: "3.10", "1,234,567", "2 1/2", "½", "6.02e23".

A `Numeral` is where a number is written, its exact value, and its quantum: what the last written digit stands for.
Digits are read here, number words in `number_words`. Every pattern is linear: runs of digits
are possessive, and a run longer than `LONGEST_RUN` is not a number anybody means.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from factcheck.frozen import reading
from factcheck.model import Span
from factcheck.patterns import lazy

LONGEST_RUN = 40
ONE = Fraction(1)
_ADDING = frozenset(" \n\t-/xX*eE^")
_ADDING_AFTER_SPACE = frozenset("-/xX*")
# Powers beyond this many digits are nobody's figure; scale words and units fit behind it into what JSON readers take.
_MOST_DIGITS = 250
_YEAR_DIGITS = 4  # "In 2020 3/4 of them": a year and a share

# A space groups digits only where a person cannot have meant two numbers: a non-breaking or thin one, or twice.
_TYPESET_SPACES = "\u00a0\u2007\u2008\u2009\u202f"
_DIGITS = re.compile(
    rf"""(?: \d++(?![,'’ {_TYPESET_SPACES}]\d|\.\d{{3}}[.,]\d)
         | \d{{1,3}}(?:(?:,\d{{3}}){{1,10}}+|(?:['’]\d{{3}}){{1,10}}+|(?:[{_TYPESET_SPACES}]\d{{3}}){{1,10}}+
               |(?:[ ]\d{{3}}){{2,10}}+|(?:\.\d{{3}}){{2,10}}+(?=,\d)|\.\d{{3}}(?=,\d{{1,2}}(?![\d,.])))(?!\d)
         | \d{{1,2}}(?:,\d{{2}}(?!\d)){{1,6}}+,\d{{3}}(?!\d)
         | \d++ )
        (?P<decimals>(?:\.|·(?!10[\^⁺⁻⁰¹²³⁴-⁹]))\d++(?!\.\d)
                      |(?<=\.\d{{3}}),\d{{1,2}}(?![\d,]))?""",
    re.VERBOSE,
)
_LONG_RUN = lazy(rf"[\d,.'’]{{{LONGEST_RUN}}}")
_RUN = lazy(r"[\d,.'’]++")
_SLASH_FRACTION = re.compile(r"(?P<top>\d{1,3})\s?[/⁄]\s?(?P<bottom>\d{1,4})(?![\d/⁄])")
_AFTER_WHOLE = re.compile(
    r"(?:[ \-\u00a0]|\s-\s)?(?:(?P<glyph>[¼-¾⅐-⅞↉])|(?P<top>\d{1,2})[/⁄](?P<bottom>\d{1,3})(?![\d/⁄]))"
)
_POWER = re.compile(
    r"(?:\s?[x×*·]\s?10(?:\s?\^\s?(?P<caret>[+\-−]?\d{1,6})|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,6})|(?P<lost>[−–-]\d{1,2}))"
    r"|[eE](?P<e>[+\-−]?\d{1,6})|\^(?P<own>[+\-−]{0,2}\d{1,6})|(?<=10)(?<![\d.,]10)(?P<ten>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))(?![\w.]{0,20}\d)"
)
_NOT_A_DIGIT = re.compile(r"\D")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


@reading
class Numeral:
    """A written number in the text [start, end): its value, quantum (None for words such as "half") and scale.

    `number` and `scale_span` are its two parts ("3.1", "million"); `low` and `high` are the ends of a vague word.
    `round_words` marks a share or a half written in words, which a reader takes as near enough.
    """

    start: int
    end: int
    value: Fraction
    quantum: Fraction | None
    scale: Fraction = ONE
    number: Span | None = None
    scale_span: Span | None = None
    in_words: bool = False
    is_fraction: bool = False
    round_words: bool = False
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def is_vague(self) -> bool:
        """Whether the words name an interval and no number."""
        return self.low is not None

    @property
    def is_whole(self) -> bool:
        """Whether the value is a whole number."""
        return self.value.denominator == 1

    @property
    def is_scaled(self) -> bool:
        """Whether a scale word or letter makes the number larger."""
        return self.scale is not ONE and self.scale != 1

    def scaled(self, factor: Fraction, span: Span) -> Numeral:
        """The number with a scale word behind it.

        >>> Numeral(0, 3, Fraction("3.1"), Fraction("0.1")).scaled(Fraction(10**6), Span(4, 11)).value
        Fraction(3100000, 1)
        """
        return Numeral(
            self.start,
            max(self.end, span.end),
            _times(self.value, factor),
            None if self.quantum is None else factor if self.quantum is ONE else _times(self.quantum, factor),
            factor if self.scale is ONE else self.scale * factor,
            self.number,
            span,
            self.in_words,
            self.is_fraction,
            self.round_words,
            None if self.low is None else self.low * factor,
            None if self.high is None else (self.high + 1) * factor - 1,
        )


def _times(value: Fraction, factor: Fraction) -> Fraction:
    """The product, with one cancellation instead of two for the usual whole factor."""
    if factor.denominator != 1:
        return value * factor
    return Fraction(value.numerator * factor.numerator, value.denominator)


def long_run_end(text: str, start: int) -> int | None:
    """The end of a run of digits too long to be a figure, or None."""
    if _LONG_RUN.match(text, start) is None:
        return None
    run = _RUN.match(text, start)
    return None if run is None else run.end()


def trailing_zeros_place(value: Fraction) -> Fraction:
    """What the last non-zero digit of a whole number stands for: 100 for 1,200, 1 for 0."""
    whole = int(value)
    if whole % 10 or not whole:
        return ONE
    written = str(whole)
    return Fraction(10 ** (len(written) - len(written.rstrip("0"))))


def read_digits(text: str, start: int, end: int) -> Numeral | None:
    """The number whose digits start here, with its decimals, fraction part or power of ten.

    >>> read_digits("1,234.50 francs", 0, 15).value
    Fraction(2469, 2)
    """
    match = _DIGITS.match(text, start, end)
    if match is None:
        glyph = _vulgar(text[start])
        span = Span(start, start + 1)
        return None if glyph is None else Numeral(start, span.end, glyph, None, number=span, is_fraction=True)
    stop = match.end()
    if not _runs_on(text, stop, end):
        return None if stop - start > LONGEST_RUN else _plain(text, start, match)
    fraction = _SLASH_FRACTION.match(text, start, end)
    if fraction and int(fraction["bottom"]) > 1 and int(fraction["top"]) < int(fraction["bottom"]):
        value = Fraction(int(fraction["top"]), int(fraction["bottom"]))
        return Numeral(start, fraction.end(), value, None, number=Span(*fraction.span()), is_fraction=True)
    if stop - start > LONGEST_RUN:
        return None
    return _with_power(text, _with_fraction(text, _plain(text, start, match), end), end)


def _runs_on(text: str, position: int, end: int) -> bool:
    """Whether a fraction or a power may follow the digits that end here."""
    behind = text[position : position + 1] if position < end else ""
    if not behind or (behind.isascii() and behind not in _ADDING):
        return False
    if behind.isspace():
        then = text[position + 1 : position + 2]
        return then in _ADDING_AFTER_SPACE or not then.isascii() or then.isdigit()
    return True


def _plain(text: str, start: int, match: re.Match[str]) -> Numeral:
    decimals, stop = match["decimals"], match.end()
    if decimals is None:
        written = match.group()
        value, quantum = exact(written if written.isdecimal() else _NOT_A_DIGIT.sub("", written))
        if start and text[start - 1] == "." and (start == 1 or not text[start - 2].isalnum()):
            return _point_first(start, stop, written)
    else:
        whole = text[start : stop - len(decimals)]
        value, quantum = exact(whole if whole.isdecimal() else _NOT_A_DIGIT.sub("", whole), decimals[1:])
    return Numeral(start, stop, value, quantum, ONE, Span(start, stop))


def _point_first(start: int, stop: int, written: str) -> Numeral:
    """Reads ".534": the point stands before the digits."""
    digits = written if written.isdecimal() else _NOT_A_DIGIT.sub("", written)
    shift = 10 ** len(digits)
    return Numeral(start - 1, stop, Fraction(int(digits), shift), Fraction(1, shift), number=Span(start - 1, stop))


@lru_cache(maxsize=8192)
def exact(whole: str, decimals: str = "") -> tuple[Fraction, Fraction]:
    """The value of written digits, and what the last of them stands for.

    >>> exact("3", "10")
    (Fraction(31, 10), Fraction(1, 100))
    """
    if not decimals:
        return Fraction(int(whole)), ONE
    shift = 10 ** len(decimals)
    return Fraction(int(whole + decimals), shift), Fraction(1, shift)


def _vulgar(character: str) -> Fraction | None:
    if character.isascii() or unicodedata.category(character) != "No":
        return None
    parts = unicodedata.normalize("NFKC", character).split("⁄")
    return Fraction(int(parts[0]), int(parts[1])) if len(parts) == 2 and all(parts) and parts[1] != "0" else None


def _with_fraction(text: str, numeral: Numeral, end: int) -> Numeral:
    match = _AFTER_WHOLE.match(text, numeral.end, end)
    if match is None or not numeral.is_whole or numeral.quantum != 1 or numeral.end - numeral.start == _YEAR_DIGITS:
        return numeral
    if match["glyph"]:
        part = _vulgar(match["glyph"])
    elif match.group()[0].isdigit():
        return numeral
    else:
        top, bottom = int(match["top"]), int(match["bottom"])
        part = Fraction(top, bottom) if 0 < top < bottom else None
    if part is None:
        return numeral
    return replace(
        numeral, end=match.end(), value=numeral.value + part, quantum=None, number=Span(numeral.start, match.end())
    )


def excessive_end(text: str, start: int, end: int) -> int | None:
    """The end of digits with a power that makes them too large, or too small, to be a figure, or None.

    >>> excessive_end("5e400 kg", 0, 8)
    5
    """
    digits = _DIGITS.match(text, start, end)
    power = None if digits is None else _POWER.match(text, digits.end(), end)
    if digits is None or power is None or digits.end() - start > LONGEST_RUN:
        return None
    return power.end() if _is_excessive(_plain(text, start, digits), power) else None


def _with_power(text: str, numeral: Numeral, end: int) -> Numeral | None:
    """The number with its power of ten, None where that is beyond any figure."""
    match = _POWER.match(text, numeral.end, end)
    if match is None:
        return numeral
    if _is_excessive(numeral, match):
        return None
    exponent = _exponent(match)
    span = Span(numeral.start, match.end())
    if match["own"] or match["ten"]:
        value = numeral.value**exponent if numeral.value else numeral.value
        return replace(numeral, end=match.end(), value=value, quantum=None, number=span)
    factor = Fraction(10) ** exponent
    quantum = None if numeral.quantum is None else numeral.quantum * factor
    return replace(numeral, end=match.end(), value=numeral.value * factor, quantum=quantum, number=span)


def _exponent(power: re.Match[str]) -> int:
    digits: str = power["caret"] or power["raised"] or power["lost"] or power["e"] or power["own"] or power["ten"]
    return int(digits.translate(_RAISED).replace("−", "-").replace("–", "-").replace("--", "").replace("-+", "-"))


def _is_excessive(numeral: Numeral, power: re.Match[str]) -> bool:
    digits_each = 1.0
    if power["own"] or power["ten"]:
        digits_each = math.log10(max(numeral.value.numerator, numeral.value.denominator))
    return abs(_exponent(power)) * digits_each > _MOST_DIGITS
