"""Numbers of several parts, each with its scale: "4 thousand 3 hundred and 21", "6 crore and two hundred"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Span
from factcheck.numerals import Numeral
from factcheck.patterns import lazy

_NEXT = lazy(r"\s(?P<and>and\s)?(?=[\dA-Za-z])", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_VERB = lazy(r"\s(?:were|was|are|is|had|have|has|will|of|more|others?|in)\b", re.IGNORECASE)
_OTHER = lazy(r"-[a-z]|\s?%|\s?per\s?cent", re.IGNORECASE)
_BETWEEN = lazy(r"\b(?:between|both)\s\Z", re.IGNORECASE)
_MOST_PARTS = 4

Reader = Callable[[str, int, int], Numeral | None]


def may_go_on(text: str, position: int, end: int) -> bool:
    """Whether a digit, a number word or "and" stands behind a scale word that ends here."""
    if position + 2 > end or text[position] != " ":
        return False
    if text[position + 1].isdigit():
        return True
    word = _WORD.match(text, position + 1, end)
    if word is None:
        return False
    lower, words = word.group().lower(), lexicon().words
    return lower in words.joiners or lower in words.units or lower in words.tens


def with_parts(text: str, numeral: Numeral, end: int, read: Reader) -> Numeral:
    """The number with the smaller parts behind it; `read` gives the number, with its scale, that starts at a position.

    A part without a scale word of its own counts behind "hundred and" only: "5 million and 12 others" are two numbers.
    """
    total, last = numeral, numeral.scale
    if (numeral.value / numeral.scale).denominator != 1 or numeral.is_vague:
        return numeral
    for _ in range(_MOST_PARTS):
        join = _NEXT.match(text, total.end, end)
        part = None if join is None or last == 1 else read(text, join.end(), end)
        if join is None or part is None or not _is_part(text, total, part, last, has_and=join["and"] is not None):
            break
        total = _added(total, part)
        last = part.scale if part.scale != 1 else Fraction(1)
    return total


def _is_part(text: str, total: Numeral, part: Numeral, last: Fraction, *, has_and: bool) -> bool:
    if not part.is_whole or part.is_vague or part.is_fraction or not 0 < part.value < last:
        return False
    if _OTHER.match(text, part.end) is not None:
        return False
    if has_and and (last != 100 or text.startswith(" of ", part.end)) and _VERB.match(text, part.end) is not None:
        return False
    before = text[max(0, total.start - 12) : total.start]
    if has_and and (_BETWEEN.search(before) is not None or before.rstrip()[-1:] in tuple("$€£¥₹")):
        return False
    if part.scale == 1 and not (part.in_words and part.value >= 100):
        return has_and and last == 100
    return part.in_words or (part.value / part.scale).denominator == 1


def _added(total: Numeral, part: Numeral) -> Numeral:
    span = Span(total.start, part.end)
    value, quantum = total.value + part.value, part.quantum or Fraction(1)
    return replace(total, end=part.end, value=value, quantum=quantum, scale=Fraction(1), scale_span=None, number=span)
