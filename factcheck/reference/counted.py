"""Units that no list knows: plain names of things that are counted, and words that somebody should look at."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable

from factcheck.languages.en.stems import stem
from factcheck.reference.words import normal, word_set
from factcheck.units.lexicon import lexicon

_AFTER_THE_NOUN = re.compile(r"\s(?:of|per|in|at|on|for)\s.*|\s*[(\[,;/].*")


def unknown_unit(text: str, where: str, own_words: frozenset[str]) -> tuple[str, bool]:
    """What to say of a unit that is not known, and whether it looks like a slip; "" for a plain counted noun.

    A noun is plain where the word list has it or the table's own words speak of it: "otters" in otters.csv.
    """
    if is_counted(text):
        return "", False
    said = f'the unit "{text}" of {where} is not known and is read as the name of the things counted'
    close = closest_unit(text)
    if close:
        return f'{said}; did you mean "{close}"?', True
    if noun_stem(text) in own_words:
        return "", False
    return f'{said}; if it is a unit, write it as its sign or in full ("km", "EUR", "tonnes")', False


def noun_stem(text: str) -> str:
    """The stem of a phrase's noun: of "openings" for "job openings", of "barrels" for "barrels of oil"."""
    words = _AFTER_THE_NOUN.sub("", normal(text)).split()
    return stem(words[-1]) if words else ""


def is_counted(text: str) -> bool:
    """Whether a phrase's noun is a plain name of things that are counted: "Vehicles", "job openings"."""
    return noun_stem(text) in _counted_nouns()


def stems_in(texts: Iterable[str]) -> frozenset[str]:
    """The stems of all words of some names and headers."""
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", normal(text))}
    return frozenset(map(stem, words))


@functools.cache
def _counted_nouns() -> frozenset[str]:
    return frozenset(map(stem, word_set("counted_nouns")))


@functools.lru_cache(maxsize=1024)
def closest_unit(text: str) -> str:
    """The known unit that a misspelt one was most likely meant to be, or ""."""
    if len(text) < 5 or " " in text:
        return ""
    near = difflib.get_close_matches(text.lower(), list(lexicon().names), n=1, cutoff=0.84)
    return near[0] if near else ""
