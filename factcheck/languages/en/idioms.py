"""Rules of number words in set phrases, which count nothing: "on cloud nine", "a two-way street", "one day they will"."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Kind, Mention


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """By their number word: what stands before and behind it in the phrases that it belongs to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase in lexicon().label_data["idioms"]:
        before, _, rest = phrase.partition("[")
        word, _, after = rest.partition("]")
        found.setdefault(word, []).append((before, after))
    return {word: tuple(sides) for word, sides in found.items()}


def idiom_in_words(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "one-two punch", "cloud nine", "the eleventh hour"."""
    word = match.group()
    sides = _phrases().get(word.lower())
    if sides is None:
        return None
    end = match.end()
    before, after = site.before[-24:].lower(), site.window_after(end, 32).lower()
    for left, right in sides:
        whole = not right or not right[-1].isalpha() or not after[len(right) : len(right) + 1].isalpha()
        if before.endswith(left) and after.startswith(right) and whole:
            return site.mention("idiom", site.start, end, Kind.LEVEL, reason="idiom")
    return None


WORD = re.compile(r"[A-Za-z]+")
