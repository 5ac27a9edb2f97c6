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
        _add(table, phrases, c.CUES)
    _add(table, claims["total_phrases"], c.TOTALS)
    _add_times(table)
    _mark(table, (words.split()[0] for words in sentences["clause_words"]), c.CLAUSE_OPENS)
    _mark(table, sentences["joining_words"], c.JOINS)
    return table


def _add_times(table: dict[str, int]) -> None:
    calendar, periods = load_words("calendar"), load_words("periods")
    months = [name.title() for name in calendar["months"]]  # "may" in small letters is no month
    days = [name.title() for name in calendar["weekdays"][:7]]
    halves = [name for name in (*periods["quarters"], *periods["halves"]) if name[-1].isdigit()]
    for words in (months, days, halves, calendar["seasons"], periods["now"], periods["running"]):
        _add(table, words, c.TIMES)
    for rule in periods["relative"]:
        _add(table, rule["words"], c.TIMES)
    # "the six months to March", "two years ago", "the same quarter", "between May and July", "the first nine months"
    opening = (*periods["runs"], *periods["counts"], *periods["quarters"], *periods["halves"], "the", "between", "from")
    _mark(table, (words.split()[0] for words in opening), c.TIMES.opens)
    _mark(table, ("last", "next", "this"), c.TIMES.opens)
    following = (
        *periods["running_units"],
        *(f"{unit}s" for unit in periods["running_units"]),
        *periods["month_counts"],
    )
    _mark(table, (*following, "to", "ended", "ending", "through"), c.TIMES.goes_on)
    _mark(table, ("ago", "earlier", "before", "same", "quarter", "half", "months"), c.TIMES.key)


def _add(table: dict[str, int], phrases: Iterable[str], sort: c.Phrases) -> None:
    for phrase in phrases:
        words = _WORD.findall(phrase)
        _mark(table, words[:1], sort.opens)
        _mark(table, words[1:2], sort.goes_on)
        _mark(table, [max(words, key=_rarity)], sort.key)


def _mark(table: dict[str, int], words: Iterable[str], kind: int) -> None:
    for word in words:
        table[word] = table.get(word, 0) | kind


def _rarity(word: str) -> tuple[bool, int]:
    return not any(word in word_set("claims", name) for name in _CLOSED), len(word)
