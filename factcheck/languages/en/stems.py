"""A light English stemmer, the plural and the singular of a noun, and the words that carry no meaning of their own.

Only endings of inflection are cut ("libraries", "waiting", "employed"), never endings that make another word
("employer", "employment"): two measures that differ in such an ending are different measures.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from factcheck.languages.words import load_words, word_set

_VOWELS = frozenset("aeiouy")
_KEEP_S = ("ss", "us", "is", "'s")  # loss, bus, basis: this s is no plural
# What is left of a word whose last e an ending took: produc(ed), valu(ed), trebl(ed), declin(ing), captur(ed).
_SILENT_E = re.compile(
    r"(?:[cuvz]|[bcdfgkpt]l|[aeiou]g|[aeiou][aeiou]s|[aio]s|ens|rs|ang|dg|rg|quir"
    r"|(?<![aeiou])(?:at|in|ir|ar|ur|um|id|ad|ud|ul))$"
)
_SIBILANT = ("ss", "sh", "ch", "x", "zz")


@cache
def stop_words() -> frozenset[str]:
    """The words that name nothing: articles, pronouns, prepositions, auxiliaries."""
    return word_set("stems", "stop")


@cache
def _irregular() -> dict[str, str]:
    irregular: dict[str, str] = load_words("stems")["irregular"]
    return irregular


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a casefolded word.

    >>> [stem(word) for word in ("libraries", "waiting", "scored", "losses", "prices", "journeys", "passengers")]
    ['library', 'wait', 'score', 'loss', 'price', 'journey', 'passenger']
    """
    found = _irregular().get(word)
    if found is not None:
        return found
    if len(word) <= 3 or not word.isalpha():
        return word
    cut = singular(word)
    return _irregular().get(cut) or _without_ending(cut)


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """The singular of a casefolded noun, or the word itself.

    >>> [singular(word) for word in ("libraries", "matches", "crises", "trout", "gas")]
    ['library', 'match', 'crisis', 'trout', 'gas']
    """
    found = _irregular().get(word)
    if found is not None and word.endswith(("s", "en", "a", "i", "eet", "eeth")):
        return found
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_KEEP_S):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("oes") or (word.endswith("es") and word[:-2].endswith(_SIBILANT)):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """The regular plural of a casefolded noun.

    >>> [plural(word) for word in ("library", "match", "journey", "child")]
    ['libraries', 'matches', 'journeys', 'children']
    """
    for many, one in _irregular().items():
        if one == word and many != word and singular(many) == word:
            return many
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_SIBILANT) or word.endswith("s") else "s")


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and not word.endswith("eed") and len(base) >= 3 and not _VOWELS.isdisjoint(base):
            return _whole(base)
    return word


def _whole(base: str) -> str:
    """Give back the letter that the ending took ("scor" -> "score") or take the one that it doubled."""
    if base.endswith("i"):
        return base[:-1] + "y"
    if base[-1] == base[-2]:
        keeps = base[-1] in "aeiousz" or (base[-1] == "l" and _vowel_groups(base) == 1)  # fill, but cancel(l)
        return base if keeps else base[:-1]
    return base + "e" if _SILENT_E.search(base) or _is_short(base) else base


def _is_short(base: str) -> bool:
    """One syllable that ends consonant, vowel, consonant ("scor", "pric"): its e was cut."""
    shape = [letter in _VOWELS for letter in base[-3:]]
    return _vowel_groups(base) == 1 and shape == [False, True, False] and base[-1] not in "wxy"


def _vowel_groups(base: str) -> int:
    return sum(1 for a, b in zip(" " + base, base, strict=False) if b in _VOWELS and a not in _VOWELS)
