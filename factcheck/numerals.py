"""Written numbers to exact values: "3.10", "1,234,567", "twenty-five", "2 1/2", "½", "6.02e23".

A `Numeral` is where a number is written, its exact value, and its quantum: what the last written digit stands for.
Digits are read here; the words come from a language's tables (`NumberWords`). Every pattern is linear: runs of digits
are possessive, and a run longer than `LONGEST_RUN` is not a number anybody means.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
_MOST_WORDS = 26  # five for each of trillions, billions, millions, thousands and units, without their "and"

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
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = re.compile(r"\s?[-‐‑]\s?|\s{1,3}(?!\s)")


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


@dataclass(frozen=True)
class NumberWords:
    """The number words of a language: what each stands for, in lower case.

    `pairings` announce two numbers that an "and" parts: "between one hundred and two thousand".
    """

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    groups: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    articles: frozenset[str]
    joiners: frozenset[str]
    points: frozenset[str]
    pairings: frozenset[str]


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


def read_words(words: NumberWords, text: str, start: int, end: int) -> Numeral | None:
    """The number whose first word starts here, None when it is none: "twenty-five", "two hundred and three".

    A bare scale word ("million") or article counts only in front of a scale word: "a hundred" is 100, "a" is nothing.
    """
    reading = _WordReading(words, text, end)
    return reading.read(start)


class _WordReading:
    """One pass over the words of a number; `total` holds finished thousands, `group` the part below them."""

    def __init__(self, words: NumberWords, text: str, end: int) -> None:
        self.words, self.text, self.end = words, text, end
        self.total = Fraction(0)
        self.group: int | None = None
        self.last = ""  # the class of the last word: unit, tens, hundred, scale
        self.last_scale = 0
        self.start = self.stop = 0

    def read(self, start: int) -> Numeral | None:
        position = self.start = start
        for _ in range(_MOST_WORDS):
            word = self._word(position)
            if word is None or not self._take(word.group().lower()):
                break
            self.stop = word.end()
            following = self._next(word.end())
            if following is None:
                break
            position = following
        if not self.stop:
            return None
        value = self.total + (self.group or 0)
        numeral = Numeral(start, self.stop, value, Fraction(1), number=Span(start, self.stop), in_words=True)
        return self._point(numeral)

    def _word(self, position: int) -> re.Match[str] | None:
        return _WORD.match(self.text, position, self.end)

    def _next(self, position: int) -> int | None:
        join = _JOIN.match(self.text, position, self.end)
        if join is None:
            return None
        word = self._word(join.end())
        if word is None or word.group().lower() not in self.words.joiners:
            return join.end()
        if self.last not in ("hundred", "scale"):
            return None
        second = _JOIN.match(self.text, word.end(), self.end)
        return None if second is None or not self._small_follows(second.end()) else second.end()

    def _small_follows(self, position: int) -> bool:
        """Whether "and" joins a smaller part of the same number, and not the next number of a list."""
        word = self._word(position)
        if word is None or (
            word.group().lower() not in self.words.units and word.group().lower() not in self.words.tens
        ):
            return False
        tail = self.text[word.end() : word.end() + 24].lower().replace("-", " ").split()
        if tail and tail[0].strip(".,;:") in self.words.fractions:
            return False  # "six million and two thirds": a part of the million
        scale = next((self.words.scales[w] for w in tail[:2] if w in self.words.scales), 1)
        if self.last != "hundred":
            return scale < self.last_scale
        if scale < 100:
            return True
        # "two hundred and five thousand" is one number, but "between one hundred and two thousand" is two
        opened = self.text[max(0, self.start - 24) : self.start].lower().split()
        return 100 < scale < (self.last_scale or math.inf) and not any(word in self.words.pairings for word in opened)

    def _take(self, word: str) -> bool:
        if word in self.words.units:
            return self._take_unit(self.words.units[word])
        if word in self.words.tens:
            return self._take_tens(self.words.tens[word])
        scale = self.words.scales.get(word)
        if scale == 100:
            return self._take_hundred()
        if scale is not None:
            return self._take_scale(scale)
        return word in self.words.articles and not self.last and self._mark("article")

    def _mark(self, kind: str) -> bool:
        self.last = kind
        return True

    def _take_unit(self, value: int) -> bool:
        if self.last in ("unit", "article") or (self.last == "tens" and not 0 < value < 10):
            return False
        self.group = (self.group or 0) + value
        return self._mark("unit")

    def _take_tens(self, value: int) -> bool:
        if self.last in ("unit", "tens", "article"):
            return False
        self.group = (self.group or 0) + value
        return self._mark("tens")

    def _take_hundred(self) -> bool:
        if self.last == "hundred" or (self.group or 0) > 99 or self.last == "scale":
            return False
        self.group = (1 if self.group is None else self.group) * 100
        return self._mark("hundred")

    def _take_scale(self, scale: int) -> bool:
        if self.last == "scale":
            if scale <= self.last_scale:
                return False
            self.total *= scale  # "three lakh crore"
        elif self.last_scale and scale >= self.last_scale:
            return False
        else:
            self.total += (1 if self.group is None else self.group) * scale
        self.group, self.last_scale = None, scale
        return self._mark("scale")

    def _point(self, numeral: Numeral) -> Numeral:
        """Reads "nine point nought four", "two hundred point seventy-one"."""
        join = _JOIN.match(self.text, numeral.end, self.end)
        word = None if join is None else self._word(join.end())
        if word is None or word.group().lower() not in self.words.points:
            return numeral
        digits, position, stop = "", word.end(), word.end()
        for _ in range(6):
            join = _JOIN.match(self.text, position, self.end)
            word = None if join is None else self._word(join.end())
            if word is None:
                break
            text = word.group().lower()
            if text in self.words.tens and not digits.endswith("0"):
                digits += str(self.words.tens[text])
            elif text in self.words.units and self.words.units[text] < 10:
                unit = str(self.words.units[text])
                digits = (
                    digits[:-1] + unit
                    if digits[-1:] == "0" and len(digits) == 2 and digits[0] != "0"
                    else digits + unit
                )
            else:
                break
            position = stop = word.end()
        if not digits:
            return numeral
        shift = 10 ** len(digits)
        value = numeral.value + Fraction(int(digits), shift)
        return replace(numeral, end=stop, value=value, quantum=Fraction(1, shift), number=Span(numeral.start, stop))
