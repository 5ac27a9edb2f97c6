"""Rules of finding the noun that a number counts: "41 settlements", "100,000 Russian soldiers", "a 12-page list"."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.frozen import reading
from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Span
from factcheck.patterns import lazy
from factcheck.units import find_unit

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_WORD = re.compile(
    rf"(?P<gap>[ \t\u00a0]|\n(?!\n)|-(?=[a-z]))"
    rf"(?P<word>[{_LETTER}][{_LETTER}'’]*(?:-[{_LETTER}]+){{0,6}}+)(?P<stop>[.,;:!?)\]\"”])?"
)
_INTO_MODEL = frozenset("0123456789-")
_MODEL = lazy(r"[ \u00a0](?P<word>[A-Z]{1,3}-?\d{1,4}[A-Za-z]{0,4}|\d{3}(?=\s[A-Z]))(?P<stop>)(?=\s[A-Za-z])")
"""A model among the words of a noun: "F-16 jets", "new 737 Max jets"."""

_MOST_WORDS = 5
_MOST_OF_A_WHOLE = 4
_OF_WHOLE = lazy(r"\sof(?:\s(?:all|the|its|their|our|my|your|his|her|this|that|a|an|every)\b)*+(?=\s)", re.IGNORECASE)


@reading
class Noun:
    """A counted noun with its modifiers, where it stands, and whether it is a plural."""

    span: Span
    text: str
    is_plural: bool


@lru_cache(maxsize=16384)
def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    nouns, lower = lexicon().nouns, word.lower()
    if lower in nouns["plurals_without_s"]:
        return True
    if not lower.endswith("s") or len(lower) < 3 or lower.endswith(("ss", "'s", "’s", "ous", "ics")):
        return False
    return lower not in nouns["not_plural"] and lower not in nouns["stop"]


def counted_noun(site: Site, position: int) -> Noun | None:
    """The noun phrase right behind a number, up to its first plural (or the next one, "sports teams").

    Without a plural it is the word behind a hyphen ("12-settlement") or one that describes another ("12 page
    report"), else None. "More" and "such" before the phrase are passed over.
    """
    words = _words(site, position)
    if not words and (word := site.word_behind(position)) in lexicon().nouns["passed_over"]:
        words = _words(site, position + 1 + len(word))
        if not words or not any(is_plural(word) for _, word, _ in words[:2]) or find_unit(words[0][1]) is not None:
            return None
    plural = next((i for i, (_, word, _) in enumerate(words) if is_plural(word)), None)
    if plural is None:
        return _singular(site, position, words)
    if (
        plural + 1 < len(words)
        and is_plural(words[plural + 1][1])
        and not words[plural][2]
        and words[plural + 1][1].islower()
    ):
        plural += 1
    return _noun(site, words, plural, plural=True)


def counts(site: Site, position: int) -> bool:
    """Whether a plural noun stands behind a number that ends here: then the number counts, and is no name."""
    noun = counted_noun(site, position)
    return noun is not None and noun.is_plural


def _words(site: Site, position: int) -> list[tuple[Span, str, bool]]:
    """The words that may belong to the noun phrase: where, what, and whether punctuation ends the phrase."""
    stop = lexicon().nouns["stop"]
    found: list[tuple[Span, str, bool]] = []
    for _ in range(_MOST_WORDS):
        match = _WORD.match(site.text, position, site.end)
        if match is None or (match.end() < site.end and site.text[match.end()] in _INTO_MODEL):
            match = _MODEL.match(site.text, position, site.end)
        if match is None or not (found or match["word"][0].isalpha()):
            break
        if match["word"].lower() in stop and not (
            (match["word"] in ("and", "or") and found and not is_plural(found[-1][1]))
            or match["word"] in lexicon().nouns["acronyms"]
        ):
            break
        found.append((Span(*match.span("word")), match["word"], bool(match["stop"])))
        if match["stop"]:
            break
        position = match.end("word")
    return found


def _singular(site: Site, position: int, words: list[tuple[Span, str, bool]]) -> Noun | None:
    if not words:
        return None
    describes = len(words) > 1 and not words[0][2] and words[0][1] in lexicon().nouns["attributives"]
    if not describes and site.text[position : position + 1] != "-":
        return None
    return _noun(site, words, 0, plural=False)


def _noun(site: Site, words: list[tuple[Span, str, bool]], last: int, *, plural: bool) -> Noun:
    span = Span(words[0][0].start, words[last][0].end)
    text = " ".join(site.text[span.start : span.end].lower().split())
    return Noun(span, lexicon().noun_abbreviations.get(text, text), plural)


def singular_noun(site: Site, position: int) -> Noun | None:
    """The first word behind the number one: "one man", "one storey building" gives "man", "storey"."""
    words = _words(site, position)
    if not words or not words[0][1].islower() or (words[0][1].endswith("s") and not words[0][1].endswith("ss")):
        return None  # "only one remains"
    return _noun(site, words, 0, plural=False)


def whole_noun(site: Site, position: int) -> Noun | None:
    """The noun behind "of" that a share is of: "of the town's rural population", "of all ferry passengers"."""
    of = _OF_WHOLE.match(site.text, position, site.end)
    words = [] if of is None else _words(site, of.end())
    if not words:
        return None
    whole = lexicon().nouns["wholes"]
    last = next((i for i, (_, word, _) in enumerate(words) if word.lower() in whole or is_plural(word)), None)
    if last is None:
        last = len(words) - 1
        if site.text[words[-1][0].end + 1 : words[-1][0].end + 2].isdigit():
            return None  # "of the combined 4.3 million sales"
    return _noun(site, words, last, plural=is_plural(words[last][1])) if last < _MOST_OF_A_WHOLE else None
