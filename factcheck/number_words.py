"""Numbers in words to exact values: "twenty-five", "two hundred and three", "nine point nought four".

The words themselves come from a language's tables (`NumberWords`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from factcheck.model import Span
from factcheck.numerals import Numeral

_MOST_WORDS = 26  # five for each of trillions, billions, millions, thousands and units, without their "and"
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = re.compile(r"\s?[-‐‑]\s?|\s{1,3}(?!\s)")


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
