"""Units where they stand in running text: the longest one that starts here, or the sign that ends here.

Everything is a walk along at most a few tokens, so that time grows with the text alone.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units.compounds import parse_compound
from factcheck.units.conversion import compose
from factcheck.units.lexicon import TOKEN, Lexicon, lexicon, unit_for_noun, unit_named, units_named, units_written
from factcheck.units.words import (
    articles,
    beginnings_of_per,
    big_amount,
    counts_nothing,
    per_words,
    round_numbers,
    row_number,
    scale_ends,
    words,
)

GAP = re.compile(r"[ \t\u00a0\u2009\u202f]?-?\n?(?=\S)")
"""What may stand between two tokens of one unit."""

_GOING_ON = frozenset("/^")
_SCALE_ENDS = frozenset(("h ", "H "))
NOUN = lazy(r"[^\W\d_]{2,20}+(?![-'’]?\w)")
LETTERS = lazy(r"[a-z]{1,2}(?![\w/]|[-'’]\w)")
BEHIND_A_UNIT = lazy(r"(?:[^\W\d_]|[²³]|[^\W\d_][23])/$")
ONE = lazy(r"(?i)(?:\bone|(?<![\d.,])1) $")
SPACES = " \u00a0\u2009\u202f"
BIG = lazy(r"\d,\d{3}$|\d{5}$|(?<!\d)(?!19|20)\d{4}$")
"""A number of four digits or more that is no year, which money guards ask for."""

PRICE = lazy(r"\d{1,4}\.\d\d(?![.\d])")
THREE_DIGITS = lazy(r"\d{3}(?![\w%]|[.,]?\d|\stimes\b)")
AMOUNT = re.compile(r"\s?\d")
# The word "in" behind a number and a space, and then what tells that it is inches.
_METRES = r"(?:[cm]?m|(?:centi|milli)?met(?:er|re)s?)\b"
_BEHIND_INCHES = lazy(
    r"\)|\s[(\[](?:about |nearly |around |~)?\d[\d.,]*(?:(?:\s?[-–x×]\s?|\sby\s)\d[\d.,]*)?[\s-]?"
    rf"{_METRES}|\s(?:by|x|×)\s\d[\d.,]*\sin\b"
)
LONGEST_ROW = 12
ROW_SIGN = lazy(r"\s?([^\s\d.,;:!?()]{1,4}+)")
SPANNED = frozenset({"length", "data"})
"""What an article before a time makes a speed of: "60 miles an hour"."""

UNDIVIDED = frozenset({"percent", "percentage_points", "temperature"})
"""Percent a year stays percent: the rate's period belongs to the measure."""


def find_unit(text: str) -> Unit | None:
    """The unit that the whole text is: "km", "°C", "square kilometres", "US$", "dollars per gallon"; else None.

    >>> find_unit("sq mi").name, find_unit("MB/s").name, find_unit("USD/barrel").name
    ('square mile', 'megabyte per second', 'USD per barrel')
    """
    found = units_for(text)
    return found[0] if found else None


@lru_cache(4096)
def units_for(text: str) -> tuple[Unit, ...]:
    """All units that the whole text may be, the usual one first: "pounds" are a mass and a currency."""
    text = text.strip()
    if not text or len(text) > 80:
        return ()
    units = units_written(text)
    if units:
        return units
    for cut in per_words().finditer(text):
        top, bottom = find_unit(text[: cut.start()]), denominator(text[cut.end() :])
        if top is not None and bottom is not None:
            return (compose(top, bottom),)
    product = parse_compound(text)
    return () if product is None else (product,)


def denominator(text: str) -> Unit | None:
    """What a quotient is per: a unit, or a counted noun with or without a round number ("100,000 people")."""
    found = per_what(text, 0)
    return found[0] if found is not None and found[1] == len(text) else None


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The longest unit that starts here and ends at a word boundary, and its end.

    Words that are also plain English are read only where a number stands before them.

    >>> unit_at("150 MB per second", 4)[0].name
    'megabyte per second'
    >>> unit_at("sold at $36,040 at noon", 16) is None
    True
    """
    found = _simple_at(text, start)
    if found is None:
        return None
    return _quotient(text, *found) or found


def may_be_unit(text: str, word: str, stop: int) -> bool:
    """Whether a unit can begin with a word, in lower case ASCII letters, that ends at `stop`.

    >>> may_be_unit("41 settlements", "settlements", 14), may_be_unit("41 km", "km", 5)
    (False, True)
    """
    return word in lexicon().heads or (behind := text[stop : stop + 1]) in _GOING_ON or not behind.isascii()


def per_unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """What an amount is per, where "per gallon", "/barrel", "a year", " each day" starts here; the end.

    >>> per_unit_at("$3.50 a gallon", 5)[0].name
    'gallon'
    """
    if not _may_divide(text, start):
        return None
    cut = per_words().match(text, start)
    if cut is not None:
        return per_what(text, cut.end())
    article = articles().match(text, start)
    if article is None:
        return None
    found = _simple_at(text, article.end(), loose=True)
    if found is not None and found[1] - article.end() > 2 and text[article.end() : found[1]].islower():
        return found
    return _listed_noun(text, article.end())


def _may_divide(text: str, start: int) -> bool:
    """Whether the two characters here can begin "/", " per", "-a-" or " each"."""
    return text[start : start + 1] == "/" or text[start + 1 : start + 2] in beginnings_of_per()


def per_what(text: str, start: int) -> tuple[Unit, int] | None:
    """The unit or counted noun of a quotient's lower half that starts here, and its end."""
    amount = round_numbers().match(text, start)
    size = _size(amount[1]) if amount else None
    if amount is not None and size is not None:
        return _multiple(text, amount.end(), size)
    if text.startswith("cent", start) and text[max(0, start - 1) : start] == " ":
        return None  # per cent
    return _simple_at(text, start, loose=True) or _listed_noun(text, start) or _letter_of_time(text, start)


def _multiple(text: str, start: int, size: int) -> tuple[Unit, int] | None:
    """So many of a unit or of any noun: the 100 km of "per 100 km"."""
    found = _simple_at(text, start)
    if found is not None:
        unit, end = found
        return Unit(f"{size} {unit.name}", unit.dimension, unit.factor and unit.factor * size), end
    noun = NOUN.match(text, start)
    if noun is None or not (noun.group().endswith("s") or noun.group().lower() in words().denominators):
        return Unit(str(size), "count", Fraction(size)), start - text[start - 1].isspace()
    return Unit(f"{size} {noun.group().lower()}", "count", Fraction(size)), noun.end()


def _size(text: str) -> int | None:
    if text[0] == "1":
        return int(re.sub(r"\D", "", text))
    scale = words().scales.get(text.lower())
    return None if scale is None else int(scale)


def _listed_noun(text: str, start: int) -> tuple[Unit, int] | None:
    noun = NOUN.match(text, start)
    if noun is None or noun.group().lower() not in words().denominators:
        return None
    return unit_for_noun(noun.group()), noun.end()


def _letter_of_time(text: str, start: int) -> tuple[Unit, int] | None:
    """A letter that stands for a time behind a unit and a slash only: the day of "Ml/d", the year of "t/a"."""
    letter = LETTERS.match(text, start)
    name = None if letter is None else words().behind_a_slash.get(letter.group())
    if name is None or letter is None or not (start == 0 or BEHIND_A_UNIT.search(text[max(0, start - 3) : start])):
        return None
    unit = unit_named(name)
    return None if unit is None else (unit, letter.end())


def _quotient(text: str, top: Unit, end: int) -> tuple[Unit, int] | None:
    if top.dimension in UNDIVIDED:
        return None
    if not _may_divide(text, end):
        return None
    cut = per_words().match(text, end)
    if cut is not None:
        bottom = per_what(text, cut.end())
        return None if bottom is None else (compose(top, bottom[0]), bottom[1])
    article = articles().match(text, end) if top.dimension in SPANNED else None
    bottom = _simple_at(text, article.end(), loose=True) if article is not None else None
    if bottom is None or bottom[0].dimension != "time":
        return None
    return compose(top, bottom[0]), bottom[1]


def _simple_at(text: str, start: int, *, loose: bool = False) -> tuple[Unit, int] | None:
    token = TOKEN.match(text, start)
    if token is None:
        return None
    data = lexicon()
    for written, end in _writings(data, text, token):
        for key, names in ((written, data.signs.get(written)), (written.lower(), data.words.get(written.lower()))):
            if names is None:
                continue
            guard = "" if loose else data.guards.get(key, "")
            if (not guard or _allowed(guard, text, start, end)) and not _is_next_amount(text, start, end):
                return _choose(names, text, start), end
    return None


def _writings(data: Lexicon, text: str, token: re.Match[str]) -> list[tuple[str, int]]:
    """What may be a unit from this token on, as tokens with spaces between, with its end; the longest first."""
    written, end = token.group(), token.end()
    found: list[tuple[str, int]] = []
    while True:
        lowered = written.lower()
        if (written in data.signs or lowered in data.words) and not _runs_on(text, end):
            found.append((written, end))
        if lowered not in data.beginnings:
            return found[::-1]
        gap = GAP.match(text, end)
        step = TOKEN.match(text, gap.end() if gap else end)
        if step is None:
            return found[::-1]
        written, end = f"{written} {step.group()}", step.end()


def _is_next_amount(text: str, start: int, end: int) -> bool:
    """Whether a currency belongs to the number behind it: the sign in "in 2024 $400 million".

    A name belongs to the number before it ("15 dollars 50"); of signs and codes in a row the last one tells on which
    side they stand: "10 rmb 20 usd" against "usd 10 eur 20".
    """
    sign, data = text[start:end], lexicon()
    if AMOUNT.match(text, end) is None or sign not in data.prefixes or sign in data.large:
        return False
    return _row_ends_in_number(text, end) and not _stood_behind(text, start, end)


def _row_ends_in_number(text: str, position: int) -> bool:
    """Whether a row of numbers and currencies that starts here ends in a number without a currency behind it."""
    prefixes = lexicon().prefixes
    for _ in range(LONGEST_ROW):
        number = row_number().match(text, position)
        if number is None:
            return False
        sign = ROW_SIGN.match(text, number.end())
        if sign is None or sign[1] not in prefixes:
            return True
        position = sign.end()
    return True


def _stood_behind(text: str, start: int, end: int) -> bool:
    """Whether the text so far writes this code behind its numbers: "paid 75 USD, and then 15 USD 50 more"."""
    sign = text[start:end]
    at = text.rfind(sign, max(0, start - 120), start) if sign.isalpha() else -1
    if at < 1 or AMOUNT.match(text, at + len(sign)) is not None:
        return False
    close = text[max(0, at - 12) : at].rstrip()
    return close[-1:].isdigit() or scale_ends().search(close) is not None


def _runs_on(text: str, end: int) -> bool:
    """Whether a word goes on here, so that what was read is only its head."""
    if text[end - 1].isalnum():
        return end < len(text) and (text[end].isalnum() or text[end] == "_")
    return False


def _allowed(guard: str, text: str, start: int, end: int) -> bool:
    """Whether what stands before a guarded surface allows it; the guards are explained in scripts/units.toml."""
    if guard == "lower":
        return text[start:end].islower()
    before = text[max(0, start - 24) : start]
    if guard == "ordinal":
        return before[-1:] == "-" or ONE.search(before) is not None
    close = before.rstrip()
    if guard == "capitals":
        follower = text[end : end + 2].strip()[:1]
        small = not (follower.isupper() or follower.isdigit())
        return (
            small and len(before) - len(close) <= 1 and (close[-1:].isdigit() or scale_ends().search(close) is not None)
        )
    if guard == "money":
        return bool(BIG.search(close) or scale_ends().search(close))
    if not close or len(before) - len(close) > 1:
        return False
    if guard == "attached":
        return before[-1].isdigit() or (close[-1:].isdigit() and _are_inches(text, start, end))
    if guard == "spaced":
        return before[-1] != close[-1] and close[-1].isdigit()
    return guard == "number" and (close.removesuffix("-")[-1:].isnumeric() or scale_ends().search(close) is not None)


def _are_inches(text: str, start: int, end: int) -> bool:
    """Whether an "in" behind a space is a unit: "5 ft 10 in (178 cm)", "20 cm (8 in)", "8 in by 12 in"."""
    if text[start:end] != "in" or _BEHIND_INCHES.match(text, end) is None:
        return False
    return text[end] != ")" or "(" in text[max(0, start - 24) : start]


def _choose(names: list[str], text: str, start: int) -> Unit:
    """The usual unit; after a scale word money, where it may be money ("5 million pounds")."""
    units = units_named(names)
    if len(units) > 1 and scale_ends().search(text[max(0, start - 24) : start].rstrip()):
        return next((unit for unit in units if unit.dimension == "currency"), units[0])
    return units[0]


def currency_before(text: str, end: int) -> tuple[Unit, int] | None:
    """The currency whose sign or code ends here, with at most one space after it, and its start.

    >>> currency_before("paid US$40", 8)[0].name, currency_before("CHF 42.6m", 4)[1]
    ('USD', 0)
    """
    data = lexicon()
    stop = end - 1 if end > 1 and text[end - 1] in SPACES else end
    if text[stop - 1 : stop] not in data.prefix_ends:
        return None
    for length in range(min(data.longest_prefix, stop), 0, -1):
        start = stop - length
        name = data.prefixes.get(text[start:stop])
        if name is not None and not _inside_word(text, start) and _is_money(text, start, stop, end):
            unit = unit_named(name)
            return None if unit is None else (unit, start)
    return None


def scale_before(text: str, end: int) -> tuple[Unit, int] | None:
    """The scale that is named before its number and a space, and its start: "Mach 2.5", "pH 7".

    >>> scale_before("reached Mach 2.5", 13)[1]
    8
    """
    if text[end - 2 : end] not in _SCALE_ENDS:
        return None
    start = text.rfind(" ", max(0, end - 8), end - 1) + 1
    name = lexicon().before.get(text[start : end - 1].lstrip("("))
    unit = None if name is None else unit_named(name)
    return None if unit is None else (unit, text.index(text[start : end - 1].lstrip("("), start))


def _is_money(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a code that is also another acronym stands before an amount of money: "COP 5 million", not "COP 28"."""
    data, sign = lexicon(), text[start:stop]
    guard = data.guards.get(sign)
    if guard not in ("money", "capitals") and sign not in data.large:
        return True
    if big_amount().match(text, end) is not None:
        return True
    if sign in data.priced:
        return PRICE.match(text, end) is not None
    if sign in data.spelled:
        return counts_nothing().match(text, end) is not None
    small_before = text[max(0, start - 2) : start - 1].islower() and text[start - 1 : start] == " "
    return guard == "capitals" and small_before and THREE_DIGITS.match(text, end) is not None


def _inside_word(text: str, start: int) -> bool:
    return text[start].isalpha() and start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
