"""What the header of a column may be called in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from factcheck.languages.en.stems import stem
from factcheck.languages.words import load_words
from factcheck.linking.columns import Column
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import tokenize

LEAST_SHORT = 3  # letters of a header that may be the beginning of a word


def spellings(column: Column) -> tuple[tuple[str, ...], ...]:
    """A header as its words: with and without what stands in brackets, with its signs as words, without "number of"."""
    full = tuple(token.stem for token in tokenize(column.name))
    short = tuple(token.stem for token in tokenize(column.name.split("(")[0]))
    counted = next((short[len(words) :] for words in _counting() if short[: len(words)] == words), ())
    return tuple(dict.fromkeys(filter(None, (short, full, counted, *_signs_as_words(column.name)))))


def is_short_for(norm: str, column: Column) -> bool:
    """Whether a header is the beginning of a word: "att" of "attendance"."""
    short = column.name.strip(" .").casefold()
    return LEAST_SHORT <= len(short) < len(norm) and short.isalpha() and norm.startswith(short)


def in_other_words(word: str, norm: str, column: Column) -> float:
    """Tell how much of a header a word says by a synonym: "people" of "attendance"."""
    listed = load_words("selecting")["measures_of"]
    said = measure_stems(norm).union(*(measure_stems(name) for name in (*listed.get(norm, ()), *listed.get(word, ()))))
    return max((len(said & phrase) / len(phrase) * 0.9 for phrase in column.phrases if said & phrase), default=0.0)


def _signs_as_words(name: str) -> Sequence[tuple[str, ...]]:
    """Spell "completion %" as "completion percentage"."""
    signs: dict[str, list[str]] = load_words("selecting")["header_signs"]
    found = [(sign, words) for sign, words in signs.items() if sign in name]
    return [
        tuple(token.stem for token in tokenize(name.replace(sign, f" {word} ")))
        for sign, said in found
        for word in said
    ]


@cache
def _counting() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(stem(word) for word in phrase.split()) for phrase in load_words("selecting")["counting_headers"])
