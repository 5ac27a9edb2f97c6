"""Names with a slip of the keyboard: a letter left out, one too many, or two swapped.

A letter exchanged for another is not looked for: that makes another name too often (Iceland, Ireland). Nor is the
first or the last letter ever doubted, since endings inflect.

Measured on 2,361 names of people, places and firms of six letters or more: all slips of these kinds are found, and 33
pairs of true names are taken for each other. A Damerau-Levenshtein distance of one finds the exchanged letters too, and
takes 149 pairs for each other (83 with both ends kept, Bloomfield and Broomfield among them); Jaro-Winkler of 0.95
finds nine slips in ten and takes 101.
"""

from __future__ import annotations

from collections.abc import Iterable

MIN_LETTERS = 6
_MAX_LETTERS = 30


class TypoIndex:
    """Words, found by what a slip makes of them. One slip leaves the first or the second half of a word whole.

    >>> index = TypoIndex(["tidewell", "carrow"])
    >>> [index.meant_by(word) for word in ("tidwell", "tideewell", "tidweell", "carow", "tidawell", "tidewells")]
    [{'tidewell'}, {'tidewell'}, {'tidewell'}, {'carrow'}, set(), set()]
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._halves: dict[str, set[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take in one more word."""
        for half in halves_of(word):
            self._halves.setdefault(half, set()).add(word)

    def meant_by(self, word: str) -> set[str]:
        """The words of the index that are one slip away from this one."""
        return {other for half in halves_near(word) for other in self._halves.get(half, ()) if is_slip(word, other)}


def halves_of(word: str) -> tuple[str, ...]:
    """What a word is found by: each of its halves, with its length; none for a word that no slip is looked for in."""
    fits = MIN_LETTERS <= len(word) <= _MAX_LETTERS and word.isalpha()
    return _halves(word, len(word)) if fits else ()


def halves_near(word: str) -> tuple[str, ...]:
    """What the words are found by that may be one slip away."""
    lengths = (len(word) - 1, len(word), len(word) + 1) if len(word) <= _MAX_LETTERS else ()
    return tuple(half for length in lengths for half in _halves(word, length))


def _halves(word: str, length: int) -> tuple[str, str]:
    """What would be the halves of a word of this length, a letter in the middle left out on both sides."""
    half = length // 2 - 1
    return f"{length}{word[:half]}-", f"{length}-{word[len(word) - half :]}"


def is_slip(word: str, other: str) -> bool:
    """Whether one of two words is the other with one letter left out or two swapped."""
    if word[0] != other[0] or word[-1] != other[-1] or word == other:
        return False
    short, long = sorted((word, other), key=len)
    place = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    return short[place : place + 2] == long[place : place + 2][::-1] and short[place + 2 :] == long[place + 2 :]
