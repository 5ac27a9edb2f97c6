"""A word of a name as other systems of transliteration write it: Müller and Mueller, Chaikovsky and Tchaikovsky."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from factcheck.reference.normalise import fold
from factcheck.reference.vocabulary import read_data

_LEAST = 4  # a shorter word has too few letters to be told by the others
_MOST = 16  # forms of one word


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(read_data("transliteration.json"))
    return data


@cache
def _umlaut() -> re.Pattern[str]:
    digraphs = "|".join(_data()["umlauts"])
    return re.compile(rf"(?<=[BCDFGHJKLMNPRSTVWZbcdfhjklmnprstvwz])(?:{digraphs})(?=[bcdfghjklmnprstvwxz])")


@lru_cache(maxsize=1 << 14)
def transliterations(word: str) -> tuple[str, ...]:
    """The other ways in which a word of a proper name is written; none for a word in small letters.

    >>> transliterations("Müller"), transliterations("Mueller"), transliterations("Michael")
    (('Mueller',), ('Muller',), ())
    >>> "Chaikovsky" in transliterations("Tchaikovsky"), transliterations("whisky")
    (True, ())
    """
    if not word[:1].isalpha():
        return ()
    found = dict.fromkeys(_articles(word))
    if word[:1].isupper() and word.isalpha():
        found |= dict.fromkeys(_letters(word))
        found |= dict.fromkeys(_umlauts(word))
        ends = [word, *_endings(word)]
        found |= dict.fromkeys(ends[1:])
        found |= dict.fromkeys(other for end in ends for other in _beginnings(end))
    plain = fold(word)
    return tuple(other for other in found if fold(other) != plain)[:_MOST]


@cache
def name_articles() -> frozenset[str]:
    """The articles and words for "son of" that open names, normalized: they tell nobody from anybody."""
    return frozenset(word for group in _data()["articles"] for form in group for word in fold(form).split())


def _articles(word: str) -> Iterator[str]:
    for group in _data()["articles"]:
        if word in group:
            yield from group


def _letters(word: str) -> Iterator[str]:
    """The marks written out: "Muenchen"."""
    letters: dict[str, str] = _data()["letters"]
    if len(word) >= _LEAST and any(letter in letters for letter in word.lower()):
        yield "".join([_like(letter, letters.get(letter.lower(), letter)) for letter in word])


def _like(letter: str, other: str) -> str:
    return other.capitalize() if letter.isupper() else other


def _umlauts(word: str) -> Iterator[str]:
    """The marks left out of what was written out: "Mueller" as "Muller", which is also what "Müller" is folded to."""
    if len(word) > _LEAST and fold(word) not in _kept():
        yield _umlaut().sub(lambda match: str(_data()["umlauts"][match.group()]), word)


@cache
def _kept() -> frozenset[str]:
    return frozenset(_data()["kept"])


def _endings(word: str) -> Iterator[str]:
    """By the longest ending that a system knows."""
    fitting = [
        (form, rule) for rule in _data()["endings"] for form in rule["forms"] if _ends(word, form, int(rule["least"]))
    ]
    if fitting:
        form, rule = max(fitting, key=lambda pair: len(pair[0]))
        yield from (word[: -len(form)] + other for other in rule["forms"] if other != form)


def _ends(word: str, form: str, least: int) -> bool:
    return len(word) >= least and word.endswith(form) and len(word) > len(form) + 1


def _beginnings(word: str) -> Iterator[str]:
    for rule in _data()["beginnings"]:
        if len(word) < rule["least"] or not word.endswith(tuple(rule["beside"])):
            continue
        form = max((form for form in rule["forms"] if word.startswith(form)), key=len, default="")
        if form:
            yield from (other + word[len(form) :] for other in rule["forms"] if other != form)
