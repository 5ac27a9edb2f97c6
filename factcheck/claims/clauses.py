"""The clauses of a sentence: what punctuation, a conjunction or an "and" between two figures parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from factcheck.claims import classes as c
from factcheck.claims.words import Word
from factcheck.languages.words import load_words
from factcheck.patterns import lazy

_PARTING = c.CUTS | c.CLAUSE_OPENS | c.JOINS | c.COUNTS
# A colon before a figure parts nothing: "dead: 14".
_FIGURE_AHEAD = lazy(r"\s?[^\w\s]?\d")


def clause_ranges(text: str, words: Sequence[Word], starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence that ends at `end`, as ranges of its words, in order; at least one.

    A conjunction belongs to the clause that it opens; punctuation, and an "and" that parts clauses, to none.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    figures, joint = 0, -1  # the figures since the clause began, and the first "and" behind one of them
    for index, word in enumerate(words):
        classes = word.classes & _PARTING
        if not classes:
            continue
        if classes & c.COUNTS:
            if joint >= 0:
                ranges.append((first, joint))
                first, figures, joint = joint + 1, 0, -1
            # "between 4% and 5% and between 6% and 7%": one statement, with an "and" of its own in each figure
            figures = 0 if classes & c.JOINS else figures + 1
        elif classes & c.CUTS:
            if _cuts(text, starts[index], word.text):
                ranges.append((first, index))
                first, figures, joint = index + 1, 0, -1
        elif classes & c.CLAUSE_OPENS and _clause_words().match(text, starts[index], end):
            ranges.append((first, index))
            first, figures, joint = index, 0, -1
        elif classes & c.JOINS and figures and joint < 0 and word.lower in joining_words():
            joint = index
    ranges.append((first, len(words)))
    return [found for found in ranges if found[0] < found[1]] or [(0, len(words))]


def _cuts(text: str, at: int, mark: str) -> bool:
    """Whether a mark parts clauses; commas inside numbers and hyphens inside words do not."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == ",":
        return not (before.isdecimal() and after.isdecimal())
    if mark == ":":
        return not _FIGURE_AHEAD.match(text, at + 1)
    if mark in "-–":
        return (before.isspace() and after.isspace()) or (mark == "–" and before.isalpha() and after.isalpha())
    return True


@cache
def _clause_words() -> re.Pattern[str]:
    words = sorted(load_words("sentences")["clause_words"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@cache
def joining_words() -> frozenset[str]:
    """The conjunctions that may also join two figures of one statement."""
    return frozenset(load_words("sentences")["joining_words"])
