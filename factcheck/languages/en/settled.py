"""Which questions about a number the signs around it answer with no, so that no reader has to ask.

Most numbers stand between plain words: no sign, no currency, no scale, no unit. The classes of the two words next to
the number tell, and are worked out once a word. Each bit is one question; where it is not set, the reader asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from factcheck.grammar import Signs
from factcheck.languages.en.hedges import first_words, last_words
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.money import scaled_codes
from factcheck.languages.en.questions import (
    CURRENCY,
    HEDGE,
    HEDGE_BEHIND,
    JOINED,
    PERCENT,
    RATE,
    SCALE,
    SIGN,
    TIMES,
    UNIT,
)
from factcheck.units.lexicon import lexicon as units

# Classes of the word in front of a number.
MAY_SIGN, MAY_PAY, MAY_HEDGE = (1 << n for n in range(20, 23))
# Classes of the word behind one.
IS_WORD, MAY_SCALE, MAY_BE_PERCENT, MAY_BE_UNIT, MAY_MULTIPLY, MAY_JOIN, MAY_HEDGE_BEHIND, MAY_DIVIDE = (
    1 << n for n in range(20, 28)
)

_CLOSING = frozenset(".,;:)]?!”’") | {""}
_OPENING = frozenset("([\"'“‘") | {""}
_LONGEST_LETTERS = 4


@lru_cache(maxsize=16384)
def class_before(word: str) -> int:
    """The classes of the word in front of a number, in lower case and stripped of the marks around it."""
    if not word.isalpha():
        return MAY_SIGN | MAY_PAY | MAY_HEDGE
    found = MAY_SIGN if word in lexicon().numbers["negatives"] else 0
    found |= MAY_PAY if word in _payers() else 0
    return found | (MAY_HEDGE if word in last_words() or f"{word}." in last_words() else 0)


def _next_to(kind: str) -> Sequence[str]:
    words: Sequence[str] = lexicon().numbers["next_to_a_number"][kind]
    return words


@cache
def _payers() -> frozenset[str]:
    """Signs and codes of money, with and without a scale, the letters of such scales, and "Mach" and "pH"."""
    parts = {part for code in scaled_codes() for part in code.split()}
    letters = {*_next_to("letters of scales"), *lexicon().scale_letters}
    return frozenset(written.lower() for written in (*units().prefixes, *units().before, *parts, *letters))


@lru_cache(maxsize=16384)
def class_behind(word: str) -> int:
    """The classes of the word behind a number, in lower case; only ASCII letters."""
    table, found = lexicon(), IS_WORD
    is_plain = word in table.nouns["stop"] and word not in table.scale_letters
    if word in table.words.scales or word in table.words.groups or (len(word) < _LONGEST_LETTERS and not is_plain):
        found |= MAY_SCALE
    if word[0] == "p":
        found |= MAY_BE_PERCENT
    if word in units().heads or word in _payers() or (len(word) <= _LONGEST_LETTERS and not is_plain):
        found |= MAY_BE_UNIT
    if word in _next_to("multiples"):
        found |= MAY_MULTIPLY
    if word in _next_to("joins"):
        found |= MAY_JOIN
    if word in table.words.joiners:
        found |= MAY_SCALE
    if word in first_words():
        found |= MAY_HEDGE_BEHIND
    if word in _next_to("rates") or word in table.rate_periods:
        found |= MAY_DIVIDE
    return found


def settled(signs: Signs) -> int:
    """The questions that need not be asked of a number with these signs, as bits."""
    found = _settled_before(signs)
    return found | _settled_behind(signs) if signs.digits else found


def _settled_before(signs: Signs) -> int:
    if signs.before in _OPENING:
        return SIGN | CURRENCY | HEDGE
    if signs.before != " ":
        return 0
    word = signs.word_before
    found = 0 if word & MAY_SIGN else SIGN
    found |= 0 if word & MAY_PAY else CURRENCY
    return found | (0 if word & MAY_HEDGE else HEDGE)


def _settled_behind(signs: Signs) -> int:
    word, then = signs.word_after, signs.then
    if not word & IS_WORD:
        plain = SCALE | PERCENT | UNIT | TIMES | JOINED | HEDGE_BEHIND | RATE
        return plain if then in _CLOSING and signs.after in _CLOSING else 0
    if then not in "aA":
        return 0  # a dash stands before the word
    found = 0 if word & MAY_SCALE else SCALE
    found |= 0 if word & MAY_BE_PERCENT else PERCENT
    found |= 0 if word & MAY_BE_UNIT else UNIT
    found |= 0 if word & MAY_MULTIPLY else TIMES
    found |= 0 if word & MAY_JOIN else JOINED
    found |= 0 if word & MAY_HEDGE_BEHIND else HEDGE_BEHIND
    return found | (0 if word & MAY_DIVIDE else RATE)
