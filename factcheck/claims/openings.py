"""The words that set phrases begin with, and the word that each phrase cannot do without.

A search for phrases then looks only where a key word stands, and there only at words that may open a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from factcheck.claims import classes as c
from factcheck.languages.words import load_words, word_set

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|['’]")
_CLOSED = ("prepositions", "determiners", "auxiliaries", "conjunctions", "pronouns", "adverbs")


@cache
def phrase_words() -> dict[str, int]:
    """The classes that set phrases give to their words, as written; those of small letters stand for any case."""
    table: dict[str, int] = {}
    claims, sentences = load_words("claims"), load_words("sentences")
    for phrases in (*claims["status"].values(), claims["conditions"]):
        _add(table, phrases, c.CUE_OPENS, c.CUE_KEY)
    _add(table, claims["total_phrases"], c.TOTAL_OPENS, c.TOTAL_KEY)
    _add(table, sentences["clause_words"], c.CLAUSE_OPENS, c.CLAUSE_KEY)
    _add(table, sentences["joining_words"], c.JOINS, c.JOINS)
    _add_times(table)
    return table


def _add_times(table: dict[str, int]) -> None:
    calendar, periods = load_words("calendar"), load_words("periods")
    months = [name.title() for name in calendar["months"]]  # "may" in small letters is no month
    halves = [name for name in (*periods["quarters"], *periods["halves"]) if name[-1].isdigit()]
    for words in (months, halves, calendar["seasons"], periods["now"]):
        _add(table, words, c.TIME_OPENS, c.TIME_KEY)
    for rule in periods["relative"]:
        _add(table, rule["words"], c.TIME_OPENS, c.TIME_KEY)
    # "the six months to March", "two years ago", "the same quarter", "between May and July", "the third quarter"
    opening = (*periods["runs"], *periods["counts"], *periods["quarters"], *periods["halves"], "the", "between", "from")
    _add(table, opening, c.TIME_OPENS, 0)
    days = [name.title() for name in calendar["weekdays"][:7]]
    _add(table, (*days, *periods["running"], "last", "next", "this"), c.TIME_OPENS, 0)
    _add(table, (*days, *periods["running"], "before"), 0, c.TIME_KEY)
    _add(table, ("ago", "earlier", "same", "quarter", "half", "months"), 0, c.TIME_KEY)


def _add(table: dict[str, int], phrases: Iterable[str], opens: int, key: int) -> None:
    for phrase in phrases:
        words = _WORD.findall(phrase)
        rarest = max(words, key=_rarity)
        table[words[0]] = table.get(words[0], 0) | opens
        table[rarest] = table.get(rarest, 0) | key


def _rarity(word: str) -> tuple[bool, int]:
    return not any(word in word_set("claims", name) for name in _CLOSED), len(word)
