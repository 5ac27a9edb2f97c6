"""Rules of reading a number with its scale: "3.1 million", "3 dozen", "tens of thousands", "12.3m"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.grammar import UNREAD, Site
from factcheck.languages.en import questions
from factcheck.languages.en.lexicon import Lexicon, alternation, lexicon
from factcheck.languages.en.mixed import may_go_on, with_parts
from factcheck.languages.en.spacing import may_be_apart, rejoined
from factcheck.model import Span
from factcheck.number_words import read_words
from factcheck.numerals import Numeral, read_digits
from factcheck.patterns import lazy

_ARTICLE = lazy(r"\b(?:a|an)\s{1,2}\Z", re.IGNORECASE)
_LETTERS = re.compile(r"(?P<space>[ \u00a0\u202f]?)(?P<letters>[A-Za-z]{1,3})\.?(?![A-Za-z0-9²³]|/(?![A-Z]{3}|[$€£]))")
_TAIL = re.compile(
    r"[\s-]and[\s-](?:(?:an?|one)[\s-](?P<one>half|quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"|(?P<part>half|quarter|third|fourth|(?:two|three|four|five|seven)[\s-][a-z]{4,8}s))\b",
    re.IGNORECASE,
)
_ORDINAL_LINK = lazy(r"[-‐‑]|\sand\s(?!a\s)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_JOIN = lazy(r"[\s\u00a0]{1,2}|\s?[-‐‑]\s?")
_OF = lazy(r"\s{1,2}of\s{1,2}(?:a\s|an\s)?", re.IGNORECASE)


@cache
def scale_pattern() -> re.Pattern[str]:
    """A scale or group word behind a number: " million", "-million", " dozen"."""
    words = [*lexicon().words.scales, *lexicon().words.groups]
    return re.compile(rf"(?:[\s\u00a0]{{0,2}}|\s?[-‐‑]\s?)(?P<word>{alternation(words)})(?![A-Za-z])", re.IGNORECASE)


def number_at(text: str, start: int, floor: int, end: int) -> Numeral | None:
    """The number that the trigger at `start` begins, with its scale words, as far as words alone tell."""
    if text[start].isdigit() or not text[start].isascii():
        numeral = read_digits(text, start, end)
        if numeral is not None and may_be_apart(text, numeral, end):
            numeral = rejoined(text, numeral, end)
        return None if numeral is None else _with_tail(text, with_scales(text, numeral, end), end)
    return _words_at(text, start, floor, end)


def site_number(site: Site) -> Numeral | None:
    """The number at a site's trigger, read once for all rules."""
    found: Numeral | None = site.number
    if found is UNREAD:
        if site.settled & questions.SCALE:
            found = site.number = read_digits(site.text, site.start, site.end)
            if found is not None and found.end == site.run_end and not may_be_apart(site.text, found, site.end):
                return found
        found = site.number = number_at(site.text, site.start, site.floor, site.end)
    return found


def _words_at(text: str, start: int, floor: int, end: int) -> Numeral | None:
    table = lexicon()
    word = _WORD.match(text, start, end)
    lower = "" if word is None else word.group().lower()
    if word is None:
        return None
    if lower in table.vague:
        return _vague(table, text, start, word.end(), floor, end)
    if lower in table.words.groups:
        return _group(table, text, start, word.end(), floor)
    if lower in table.numbers["pairs"]:
        return _couple(table, text, word, floor, end)
    numeral = read_words(table.words, text, start, end)
    if numeral is None or _is_ordinal(table, text, numeral, end):
        return None
    if lower in table.words.scales:
        article = _article(text, start, floor)
        if article is None and lower != "hundred":
            return None  # "million" alone is no number
        if article is None:
            return None
        numeral = replace(numeral, start=article, number=Span(article, numeral.end))
    return _with_tail(text, with_scales(text, _split_scale(table, text, numeral), end), end)


def _is_ordinal(table: Lexicon, text: str, numeral: Numeral, end: int) -> bool:
    """Whether the words go on to an ordinal: "twenty-first", "one hundred and fifth"."""
    link = _ORDINAL_LINK.match(text, numeral.end, end) if numeral.value >= 20 and numeral.value % 10 == 0 else None
    word = None if link is None else _WORD.match(text, link.end(), end)
    if link is None or word is None or word.group().lower() not in table.ordinals:
        return False
    return table.ordinals[word.group().lower()] < (100 if numeral.value % 100 == 0 else 10)


def _split_scale(table: Lexicon, text: str, numeral: Numeral) -> Numeral:
    """Marks the scale word that ends a number of two words, "five million": its quantum is the million."""
    words = text[numeral.start : numeral.end].lower().replace("-", " ").split()
    scale = table.words.scales.get(words[-1]) if len(words) > 1 else None
    if scale is None or scale < 1000:
        return numeral
    at = numeral.end - len(words[-1])
    return replace(
        numeral,
        quantum=Fraction(scale),
        scale=Fraction(scale),
        scale_span=Span(at, numeral.end),
        number=Span(numeral.start, at),
    )


def _article(text: str, start: int, floor: int) -> int | None:
    match = _ARTICLE.search(text, max(floor, start - 4), start)
    return None if match is None else match.start()


def _vague(table: Lexicon, text: str, start: int, stop: int, floor: int, end: int) -> Numeral | None:
    word = text[start:stop].lower()
    low, high = table.vague[word]
    scaled = _vague_of(table, text, word, stop, end)
    begin = start
    if word in ("handful", "few"):
        article = _article(text, start, floor)
        if article is None and scaled is None:
            return None
        begin = start if article is None else article
    if (
        scaled is None
        and word in ("scores", "hundreds", "thousands", "millions", "billions", "trillions")
        and not _OF.match(text, stop, end)
    ):
        return None  # "she scores", "the thousands"
    if scaled is None and word in ("few", "tens"):
        return None
    if scaled is None:
        return Numeral(begin, stop, low, None, number=Span(begin, stop), in_words=True, low=low, high=high)
    factor, scale_start, scale_end = scaled
    if word in table.numbers["vague_before_scales"]:
        ends = table.numbers["vague_before_scales"][word]
        low, high = Fraction(ends["low"]), Fraction(ends["high"])
    plain = Numeral(begin, stop, low, None, number=Span(begin, stop), in_words=True, low=low, high=high)
    return plain.scaled(factor, Span(scale_start, scale_end))


def _vague_of(table: Lexicon, text: str, word: str, stop: int, end: int) -> tuple[Fraction, int, int] | None:
    """The scale behind a vague word: "tens of thousands", "several hundred", "hundreds of millions"."""
    of = _OF.match(text, stop, end) if word not in ("several", "few") else _JOIN.match(text, stop, end)
    scale = None if of is None else _WORD.match(text, of.end(), end)
    if scale is None:
        return None
    name = scale.group().lower()
    singular = name.removesuffix("s")
    some = word in ("several", "few")
    size = table.words.scales.get(singular) or (table.words.groups.get(singular) if some else None)
    if size is None or some == (name != singular):
        return None
    return Fraction(size), scale.start(), scale.end()


def _group(table: Lexicon, text: str, start: int, stop: int, floor: int) -> Numeral | None:
    """Reads "a dozen", "dozen": one group; "3 dozen" is read with its number."""
    if text[start:stop].lower().endswith("s"):
        return None
    article = _article(text, start, floor)
    begin = start if article is None else article
    value = Fraction(table.words.groups[text[start:stop].lower()])
    return Numeral(begin, stop, value, None, number=Span(begin, stop), in_words=True, round_words=article is None)


def _couple(table: Lexicon, text: str, word: re.Match[str], floor: int, end: int) -> Numeral | None:
    """Reads "a couple of hundred", "a couple million"; a couple of things is no figure."""
    of = _OF.match(text, word.end(), end) or _JOIN.match(text, word.end(), end)
    scale = None if of is None else _WORD.match(text, of.end(), end)
    if scale is None or scale.group().lower() not in {**table.words.scales, **table.words.groups}:
        return None
    article = _article(text, word.start(), floor)
    begin = word.start() if article is None else article
    name = scale.group().lower()
    factor = Fraction(table.words.scales.get(name, table.words.groups.get(name, 1)))
    value = Fraction(table.numbers["pairs"][word.group().lower()])
    plain = Numeral(begin, word.end(), value, None, number=Span(begin, word.end()), in_words=True, round_words=True)
    return plain.scaled(factor, Span(*scale.span()))


def with_scales(text: str, numeral: Numeral, end: int) -> Numeral:
    """The number with the scale and group words behind it: at most two, "35 lakh crore"."""
    table = lexicon()
    for _ in range(3):
        match = scale_pattern().match(text, numeral.end, end)
        if match is None or (match.start() == match.start("word") and numeral.in_words):
            break
        word = match["word"].lower()
        if word in table.words.groups and numeral.is_scaled:
            break
        factor = _factor(word)
        numeral = numeral.scaled(factor, Span(match.start("word"), match.end()))
    if numeral.is_scaled and not numeral.in_words and may_go_on(text, numeral.end, end):
        return with_parts(text, numeral, end, _part_at)
    return numeral


@cache
def _factor(word: str) -> Fraction:
    words = lexicon().words
    return Fraction(words.scales.get(word, words.groups.get(word, 1)))


def _part_at(text: str, start: int, end: int) -> Numeral | None:
    """A number with one scale word, as the part of another."""
    if not text[start].isdigit():
        return _words_at(text, start, start, end)
    numeral = read_digits(text, start, end)
    match = None if numeral is None else scale_pattern().match(text, numeral.end, end)
    factor = None if match is None else lexicon().words.scales.get(match["word"].lower())
    if numeral is None or match is None or factor is None:
        return numeral
    return numeral.scaled(Fraction(factor), Span(match.start("word"), match.end()))


def _with_tail(text: str, numeral: Numeral, end: int) -> Numeral:
    """Reads "one and a half million", "two and a third", "one million and a half"."""
    match = _TAIL.match(text, numeral.end, end)
    if match is None or numeral.is_fraction or numeral.is_vague or not (numeral.in_words or numeral.is_whole):
        return numeral
    part = _part((match["one"] or match["part"]).lower())
    if part is None:
        return numeral
    value = numeral.value + part * numeral.scale
    joined = replace(
        numeral,
        end=match.end(),
        value=value,
        quantum=numeral.scale / 2,
        scale_span=None,
        number=Span(numeral.start, match.end()),
    )
    return with_scales(text, replace(joined, quantum=Fraction(1, 2)), end) if numeral.scale == 1 else joined


def _part(words: str) -> Fraction | None:
    pieces = re.split(r"[\s-]", words)
    fraction = lexicon().words.fractions.get(pieces[-1])
    top = lexicon().words.units.get(pieces[0], 1) if len(pieces) == 2 else 1
    return None if fraction is None else fraction * top


def scale_letters_at(text: str, position: int, end: int, *, spaced: bool = False) -> tuple[Fraction, str, Span] | None:
    """Scale letters behind digits: their factor, what they need around them, and where they are.

    Letters that must touch the digits may stand apart where `spaced` allows it, as in money.
    """
    match = _LETTERS.match(text, position, end)
    letter = None if match is None else lexicon().scale_letters.get(match["letters"])
    if match is None or letter is None or (letter.needs == "touching" and match["space"] and not spaced):
        return None
    return letter.factor, letter.needs, Span(*match.span("letters"))
