"""Finding names in a text: a tree of words, and at every place the longest name that starts there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from factcheck.frozen import record
from factcheck.reference.countries import country_words
from factcheck.reference.normalise import Token, fold, words
from factcheck.reference.typos import MIN_LETTERS, TypoIndex, halves_near, halves_of, is_slip
from factcheck.reference.vocabulary import direction_words, generic_words, place_words

MAX_WORDS = 12  # a longer name is found by its first words only; this keeps the search linear
_CODE_LENGTH = 5  # capitals up to this length are a code or an acronym, longer ones are just loud

# What a word of a name asks of the word in the text.
_ANY, _CAPITAL, _UPPER = 0, 1, 2

_ANOTHER_THING = 0.3  # "New Jersey" is hardly Jersey, nor the "World Bank" the world
_LONGER_NAME = 0.6  # "Lindow Rangers" and "Lindow valley" need not be Lindow Athletic
_TYPO = 0.6
_SURE = 0.7  # below it a name is too doubtful to be looked for with a slip in it as well

NameEntry = tuple[str, Hashable, float, str]  # a name, whose it is, a score, how it was made


@record
class NameHit:
    """A name found in a text: where, whose, by which of its names, and how sure that is.

    `how` is "exact", "alias", "spelling", "demonym", "short form", "code", "plural" or "typo".
    """

    start: int
    end: int
    target: Hashable
    name: str
    score: float
    how: str


class _Entry(NamedTuple):
    name: str
    target: Hashable
    score: float
    how: str
    needs: tuple[int, ...]
    comma: bool


class _Node:
    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.entries: list[_Entry] = []


class NameIndex:
    """Names of things, found in texts.

    A capital in a name asks for a capital in the text ("Chad", but not "chad"); a name in small letters matches any
    case; codes and short names in capitals match only capitals ("US", but not "us").

    >>> from factcheck.reference.normalise import tokenize
    >>> index = NameIndex([("Turkey", 1, 1.0, "exact"), ("goat cheese", 2, 1.0, "exact")])
    >>> [(hit.target, hit.start, hit.end) for hit in index.find(tokenize("Goat cheese from Turkey, no turkey"))]
    [(2, 0, 11), (1, 17, 23)]
    """

    def __init__(self, entries: Iterable[NameEntry] = ()) -> None:
        self._root = _Node()
        self._typos = TypoIndex()
        for entry in entries:
            self.add(*entry)

    def add(self, name: str, target: Hashable, score: float, how: str) -> None:
        """Take in one more name."""
        pieces = words(name)
        if not pieces or len(pieces) > MAX_WORDS:
            return
        node = self._root
        for piece in pieces:
            norm = fold(piece)
            following = node.next.get(norm)
            if following is None:
                following = node.next[norm] = _Node()
            node = following
        entry = _Entry(name, target, score, how, _needs(pieces, how), "," in name)
        node.entries.append(entry)
        if _is_sure(entry):
            self._typos.add(norm)

    def find(self, tokens: Sequence[Token]) -> tuple[NameHit, ...]:
        """All longest names, left to right; where several things bear one name, a hit for each."""
        hits: list[NameHit] = []
        place, count = 0, len(tokens)
        while place < count:
            length, entries = self._longest(tokens, place, count)
            if length:
                hits.extend(_hits(tokens, place, length, entries))
            else:
                hits.extend(self._misspelt(tokens[place]))
            place += length or 1
        return tuple(hits)

    def _misspelt(self, token: Token) -> list[NameHit]:
        if not may_be_misspelt(token):
            return []
        entries = [entry for near in self._typos.meant_by(token.norm) for entry in self._root.next[near].entries]
        best: dict[Hashable, NameHit] = {}
        for entry in sorted(filter(_is_sure, entries), key=lambda entry: entry.score):
            hit = NameHit(token.start, token.end, entry.target, entry.name, entry.score * _TYPO, "typo")
            best[entry.target] = hit
        return list(best.values())

    def _longest(self, tokens: Sequence[Token], place: int, count: int) -> tuple[int, list[_Entry]]:
        node = self._root
        run: list[Token] = []
        best: tuple[int, list[_Entry]] = (0, [])
        while place + len(run) < count:
            token = tokens[place + len(run)]
            following = node.next.get(token.norm)
            if following is None or (run and token.gap not in {" ", ","}):
                break
            node = following
            run.append(token)
            fitting = [entry for entry in node.entries if _fits(entry, run)] if node.entries else []
            if fitting:
                best = (len(run), fitting)
        return best


class LateNames(NameIndex):
    """Names that are kept elsewhere and fetched when a text holds their first word, or what may be a slip of it.

    `names_from` gives all names that begin with one of some words, in a fixed order; `words_from` gives the words that
    have one of some halves (see `typos`), each with that half. What a text finds is what it would find among all names.
    """

    def __init__(
        self,
        names_from: Callable[[Sequence[str]], Iterable[NameEntry]],
        words_from: Callable[[Sequence[str]], Iterable[tuple[str, str]]],
    ) -> None:
        super().__init__()
        self._names_from = names_from
        self._words_from = words_from
        self._fetched: set[str] = set()
        self._sought: set[str] = set()
        self._lock = Lock()

    def find(self, tokens: Sequence[Token]) -> tuple[NameHit, ...]:
        """All longest names, left to right; where several things bear one name, a hit for each."""
        with self._lock:
            self._fetch(tokens)
        return super().find(tokens)

    def _fetch(self, tokens: Sequence[Token]) -> None:
        fresh = {token.norm for token in tokens} - self._fetched
        odd = {token.norm for token in tokens if may_be_misspelt(token)} - self._sought
        if odd:
            self._sought |= odd
            fresh |= self._meant_by(odd) - self._fetched
        if fresh:
            self._fetched |= fresh
            for entry in self._names_from(sorted(fresh)):
                self.add(*entry)

    def _meant_by(self, odd: Iterable[str]) -> set[str]:
        """The words of names that are one slip away from some words of a text."""
        asked: dict[str, list[str]] = {}
        for word in sorted(odd):
            for half in halves_near(word):
                asked.setdefault(half, []).append(word)
        found = self._words_from(list(asked))
        # What is asked first is cheap and spares nearly all of the rest.
        pairs = {(word, other) for half, other in found for word in asked[half] if word[-1] == other[-1]}
        return {other for word, other in pairs if is_slip(word, other)}


def may_be_misspelt(token: Token) -> bool:
    """Whether a word that names nothing may be a name with a slip in it."""
    norm = token.norm
    return token.capital and len(norm) >= MIN_LETTERS - 1 and norm.isalpha() and norm not in country_words()


def first_word(name: str) -> str:
    """What a text must hold for the name to be found; "" for a name that is never found.

    >>> first_word("St. Kitts and Nevis")
    'st'
    """
    pieces = words(name)
    return fold(pieces[0]) if 0 < len(pieces) <= MAX_WORDS else ""


def slips_found_by(name: str, score: float, how: str) -> tuple[str, ...]:
    """What the name is found by when there is a slip in it: nothing, or its halves."""
    pieces = words(name)
    one = len(pieces) == 1 and _is_sure(_Entry(name, None, score, how, _needs(pieces, how), False))
    return halves_of(fold(pieces[0])) if one else ()


def _needs(pieces: Sequence[str], how: str) -> tuple[int, ...]:
    return tuple([_UPPER if how == "code" else _need(piece) for piece in pieces])


def _is_sure(entry: _Entry) -> bool:
    """Whether a name is a proper name of one word that a slip may have spoilt."""
    return entry.needs == (_CAPITAL,) and entry.score >= _SURE and entry.how in {"exact", "alias", "short form"}


@lru_cache(maxsize=1 << 14)
def _need(piece: str) -> int:
    if 1 < len(piece) <= _CODE_LENGTH and piece.isupper():
        return _UPPER
    return _CAPITAL if piece[0].isupper() else _ANY


def _fits(entry: _Entry, run: Sequence[Token]) -> bool:
    for token, need in zip(run, entry.needs, strict=True):
        if need and not (token.text.isupper() if need == _UPPER else token.capital):
            return False
    return entry.comma or all(token.gap != "," for token in run[1:])


def _hits(tokens: Sequence[Token], place: int, length: int, entries: Iterable[_Entry]) -> list[NameHit]:
    start, end = tokens[place].start, tokens[place + length - 1].end
    best: dict[Hashable, NameHit] = {}
    for entry in entries:
        score = entry.score * _doubt(tokens, place, place + length, entry)
        known = best.get(entry.target)
        if known is None or known.score < score:
            best[entry.target] = NameHit(start, end, entry.target, entry.name, score, entry.how)
    return list(best.values())


def _doubt(tokens: Sequence[Token], first: int, past: int, entry: _Entry) -> float:
    """What the words on both sides leave of a score: they may make it part of a longer name."""
    if entry.how == "code":
        return 1.0
    runs_on = past < len(tokens) and tokens[past].capital and tokens[past].gap == " " and tokens[past - 1].capital
    if runs_on and (not any(entry.needs) or tokens[past - 1].norm == entry.name.casefold() in generic_words()):
        return _ANOTHER_THING
    if first and entry.needs[0] and tokens[first].gap == " ":
        before = tokens[first - 1]
        if before.capital and before.norm in direction_words():
            return _ANOTHER_THING
    in_place = past < len(tokens) and tokens[past].norm in place_words() and tokens[past].gap == " "
    return _LONGER_NAME if entry.how == "short form" and (runs_on or in_place) and entry.needs[0] else 1.0
