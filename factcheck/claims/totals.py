"""Figures that sum others up: "in total", "between them", "combined"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from factcheck.claims import classes as c
from factcheck.claims.context import Sentence
from factcheck.languages.words import load_words, word_set
from factcheck.model import Kind, Mention

_SUMMABLE = frozenset({Kind.COUNT, Kind.LEVEL})
# How far behind a figure its "in all" may stand, in characters.
_ROOM_AFTER = 40


def totals(sentence: Sentence) -> frozenset[int]:
    """The indexes of the sentence's mentions that a phrase makes totals."""
    phrases = sentence.find(_phrases(), c.TOTALS)
    if not phrases:
        return frozenset()
    summed = [(i, m) for i, m in sentence.mentions if m.kind in _SUMMABLE and m.quantity and not m.reason]
    counted = [(i, m) for i, m in summed if not _points_back(sentence, m)]
    starts, ends = [m.start for _, m in counted], [m.end for _, m in summed]
    found = set()
    for match in phrases:
        after = bisect_left(starts, match.end())
        before = bisect_right(ends, match.start()) - 1
        near = before >= 0 and match.start() - ends[before] <= _ROOM_AFTER
        if near and (after == len(counted) or match.group().lower() in word_set("claims", "total_phrases_behind")):
            found.add(summed[before][0])
        elif after < len(counted):
            found.add(counted[after][0])
    return frozenset(found)


def _points_back(sentence: Sentence, mention: Mention) -> bool:
    at = sentence.index_at(mention.start)
    return at > 0 and bool(sentence.words[at - 1].classes & c.BACK_REFERENCE)


@cache
def _phrases() -> re.Pattern[str]:
    phrases = "|".join(sorted(load_words("claims")["total_phrases"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
