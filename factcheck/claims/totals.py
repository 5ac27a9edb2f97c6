"""Figures that sum others up: "in total", "between them", "combined"."""

from __future__ import annotations

import re
from functools import cache

from factcheck.claims.context import Sentence
from factcheck.languages.words import load_words, word_set
from factcheck.model import Kind, Mention

_SUMMABLE = (Kind.COUNT, Kind.LEVEL)
# How far behind a figure its "in all" may stand, in characters.
_ROOM_AFTER = 40


def totals(sentence: Sentence) -> frozenset[int]:
    """The indexes of the sentence's mentions that a phrase makes totals."""
    found = set()
    for match in _phrases().finditer(sentence.text, sentence.span.start, sentence.span.end):
        index = _figure_after(sentence, match.end())
        before = _figure_before(sentence, match.start())
        if before is not None and (index is None or match.group().lower() in ("combined", "altogether", "in all")):
            index = before
        if index is not None:
            found.add(index)
    return frozenset(found)


def _candidates(sentence: Sentence) -> list[tuple[int, Mention]]:
    return [(i, m) for i, m in sentence.mentions if m.kind in _SUMMABLE and m.quantity and not m.reason]


def _figure_after(sentence: Sentence, start: int) -> int | None:
    """The first figure after the phrase that is no mere "the four"."""
    for index, mention in _candidates(sentence):
        if mention.start >= start and not _points_back(sentence, mention):
            return index
    return None


def _figure_before(sentence: Sentence, end: int) -> int | None:
    before = [(i, m) for i, m in _candidates(sentence) if end - _ROOM_AFTER <= m.end <= end]
    return before[-1][0] if before else None


def _points_back(sentence: Sentence, mention: Mention) -> bool:
    at = sentence.index_at(mention.start)
    return at > 0 and sentence.tokens[at - 1].lower in word_set("claims", "back_reference")


@cache
def _phrases() -> re.Pattern[str]:
    phrases = "|".join(sorted(load_words("claims")["total_phrases"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
