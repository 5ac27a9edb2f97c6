"""Fractions in words past the plain ones: "one twenty-fifth", "two hundred and fifty-four hundredths", "1 over 3"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from factcheck.frozen import record
from factcheck.grammar import Site
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.numbers import number_at
from factcheck.number_words import read_words
from factcheck.numerals import Numeral
from factcheck.patterns import lazy

_GAP = re.compile(r"\s?[-‐‑]\s?|\s{1,2}")
_LINK = lazy(r"\s?(?P<hyphen>[-‐‑])\s?|\s(?:and\s)?")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_AND = lazy(r".*\band\s", re.IGNORECASE | re.DOTALL)
_OVER = lazy(r"\sover\s", re.IGNORECASE)
_END = lazy(r"\s?(?:[.?!;,)]|\Z)")
_OF_THE = lazy(r"\sof\s(?:the|all|its|their|these|those)\s", re.IGNORECASE)
_MOST = 10**6


@record
class Denominator:
    """What stands below a numerator: one of its parts, where the words end, and how they are joined to it."""

    part: Fraction
    end: int
    is_plural: bool
    is_joined: bool


@cache
def denominators() -> re.Pattern[str]:
    """The word below a numerator: " thirds", "-quarter"."""
    words = alternation(lexicon().words.fractions)
    return re.compile(rf"[\s]{{1,2}}(?P<word>{words})\b|\s?[-‐‑]\s?(?P<joined>{words})\b", re.IGNORECASE)


def denominator_at(text: str, position: int, end: int) -> Denominator | None:
    """The denominator behind a numerator that ends here: " thirds", " twenty-fifths", " hundred and fifth".

    >>> denominator_at("one twenty-fifth", 3, 16).part
    Fraction(1, 25)
    """
    match = denominators().match(text, position, end)
    if match is not None:
        word = (match["word"] or match["joined"]).lower()
        part = lexicon().words.fractions[word]
        return Denominator(part, match.end(), word.endswith(("s", "ves")), match["joined"] is not None)
    return _composed(text, position, end)


def _composed(text: str, position: int, end: int) -> Denominator | None:
    gap = _GAP.match(text, position, end)
    words = lexicon().words
    first = None if gap is None else _WORD.match(text, gap.end(), end)
    lower = "" if first is None else first.group().lower()
    if first is None or not (lower in words.units or lower in words.tens or lower in words.scales):
        return None
    head = read_words(words, text, first.start(), end)
    link = None if head is None else _LINK.match(text, head.end, end)
    last = None if link is None else _WORD.match(text, link.end(), end)
    if head is None or link is None or last is None:
        return None
    size = _size(head.value, last.group().lower(), is_hyphened=link["hyphen"] is not None)
    return None if size is None else Denominator(1 / size, last.end(), last.group().lower().endswith("s"), False)


def _size(head: Fraction, last: str, *, is_hyphened: bool) -> Fraction | None:
    """The number that an ordinal of two parts stands for: 25 of twenty and "fifth", 10,000 of ten and "thousandth"."""
    table = lexicon()
    part = table.words.fractions.get(last) or (Fraction(1, 2) if last in ("second", "seconds") else None)
    if part is None or part.numerator != 1 or last in ("half", "halves", "quarter", "quarters"):
        return None
    tail = 1 / part
    if tail >= 100:
        return head * tail if is_hyphened else None
    whole = head % (100 if tail > 9 else 10) == 0 and head > 0
    return head + tail if whole and (is_hyphened or head >= 100) else None


def over(numeral: Numeral, below: Denominator, text: str) -> Fraction:
    """A numerator over its denominator; behind "and" a proper fraction is added: "one hundred and two thirds"."""
    written = text[numeral.start : numeral.end]
    head = _AND.match(written) if numeral.in_words else None
    if head is None:
        return numeral.value * below.part
    tail = read_words(lexicon().words, written, head.end(), len(written))
    if tail is None or tail.value * below.part >= 1 or tail.value >= 100:
        return numeral.value * below.part
    return numeral.value - tail.value + tail.value * below.part


def numerator(numeral: Numeral | None) -> Numeral | None:
    """The number, where it can stand over a denominator: whole, positive, and of any size in words only."""
    if numeral is None or numeral.is_vague or numeral.is_fraction or not numeral.is_whole:
        return None
    return numeral if 0 < numeral.value < (_MOST if numeral.in_words else 100) else None


def ratio_over(site: Site, first: Numeral) -> Numeral | None:
    """Reads "1 over 3" where it can only be a fraction: alone, behind "is", "equals", "by", or before "of the".

    A noun, or anything else behind the second number, makes it another "over": "12 over 60 years".
    """
    match = _OVER.match(site.text, first.end, site.end)
    if match is None:
        return None
    second = number_at(site.text, match.end(), match.end(), site.end) if _starts(site, match.end()) else None
    if second is None or not second.is_whole or not second.value or second.scale != 1:
        return None
    ends, of = _END.match(site.text, second.end, site.end), _OF_THE.match(site.text, second.end, site.end)
    if of is None and (ends is None or not _tells_a_quotient(site)):
        return None
    if first.value >= second.value and not (first.in_words and site.start == site.block and of is None):
        return None  # "140 over 90" is a pressure
    value = first.value / second.value
    return Numeral(first.start, second.end, value, None, in_words=True, is_fraction=True)


def _tells_a_quotient(site: Site) -> bool:
    """Whether the words before tell of a quotient: none at all, or "the answer is", "times"."""
    if not site.before.strip(" -−"):
        return site.start - site.block < 4
    table = lexicon().numbers
    words = site.before.lower().split()[-5:]
    return site.last_word in table["before_a_quotient"] and any(word in table["quotients"] for word in words)


def _starts(site: Site, position: int) -> bool:
    if position >= site.end:
        return False
    if site.text[position].isdigit():
        return True
    word = _WORD.match(site.text, position, site.end)
    words = lexicon().words
    return word is not None and (word.group().lower() in words.units or word.group().lower() in words.tens)
