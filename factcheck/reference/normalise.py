"""Text to words that can be compared: without case, accents, kinds of apostrophe, or the possessive 's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from factcheck.frozen import record
from factcheck.languages.en.stems import stem

# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})

_WORD = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"  # U.S., U.K
    r"|\d+(?:[.,]\d+)+"  # 1,200 and 3.5
    r"|[^\W_]+(?:(?:['’‘ʼ`´]|[\u0300-\u036f]+)[^\W_]+)*[\u0300-\u036f]*"  # words, O'Brien, Germany's
    r"|&"
)
_BREAK = re.compile(r"[^\s\-‐‑.,]|\n\s*\n|[.,]\s*[.,]")
_ABBREVIATION = 3  # "St.", "Rep.", "Dem.": a dot after so short a capitalised word need not end a sentence


@record
class Token:
    """A word or a number: `text[start:end] == token.text`, a possessive 's left out.

    Parts of a hyphenated word are tokens of their own. `gap` says what parts the token from the one before: "" for
    nothing before it, " " for blanks, a hyphen or an abbreviation's dot, "," for a comma, "|" for anything else.
    """

    start: int
    end: int
    text: str
    norm: str
    stem: str
    capital: bool
    gap: str = ""


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words and numbers of text[start:end], with offsets into the whole text.

    >>> [token.norm for token in tokenize("Côte d’Ivoire’s U.S. start-up & 1,200 more")]
    ['cote', "d'ivoire", 'us', 'start', 'up', 'and', '1,200', 'more']
    """
    tokens: list[Token] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = _without_possessive(match.group())
        norm = fold(word)
        begin = match.start()
        gap = _gap(text, tokens[-1], begin) if tokens else ""
        tokens.append(Token(begin, begin + len(word), word, norm, stem(norm), word[0].isupper(), gap))
    return tuple(tokens)


def normalize(name: str) -> str:
    """The words of a name as `Token.norm` has them, parted by single blanks.

    >>> normalize("St. Brannoc’s  Infirmary"), normalize("Trinidad & Tobago")
    ('st brannoc infirmary', 'trinidad and tobago')
    """
    return " ".join([fold(word) for word in words(name)])


def words(name: str) -> list[str]:
    """The words of a name as written, each without a possessive 's."""
    found: list[str] = _WORD.findall(name)
    return [_without_possessive(word) for word in found] if "s" in name or "S" in name else found


def _without_possessive(word: str) -> str:
    return word[:-2] if len(word) > 2 and word[-1] in "sS" and word[-2] in "'’‘ʼ`´" else word


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """One word as `Token.norm` has it."""
    if word == "&":
        return "and"
    folded = word.casefold()
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded.translate(_LETTERS).translate(_APOSTROPHES))
        folded = "".join([letter for letter in parts if not unicodedata.combining(letter)]).casefold()
    # Only abbreviations hold a dot between letters ("u.s."); numbers keep theirs.
    return folded.replace(".", "") if not folded[:1].isdigit() else folded


def _gap(text: str, before: Token, start: int) -> str:
    width = start - before.end
    if width == 1 and text[before.end] in " -":
        return " "
    if width > 6:
        return "|"
    between = text[before.end : start].removeprefix("'s").removeprefix("’s")
    if _BREAK.search(between):
        return "|"
    if "," in between:
        return ","
    if "." in between and not (before.capital and len(before.text) <= _ABBREVIATION):
        return "|"
    return " "
