"""A sentence laid out for reading: its words with each figure as one word, its clauses, and its figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.claims import classes as c
from factcheck.claims.clauses import clause_ranges
from factcheck.claims.layout import Layout
from factcheck.claims.words import Word, part_starts
from factcheck.document import Document
from factcheck.model import Kind, Mention, Span

# No rule looks further than this many words from a figure.
WINDOW = 24
# No set phrase has more words before its key word.
_REACH = 8
_LEVEL, _RATIO, _SHARE = Kind.LEVEL, Kind.RATIO, Kind.SHARE  # looking a member up each time is dear


class Clause(NamedTuple):
    """A clause: where it stands, the range of its words in the sentence, and all their classes."""

    span: Span
    first: int
    last: int
    classes: int


class Sentence:
    """One sentence; all positions are the document's.

    In `words` every figure is one word (`places` are their indexes) and the words of hedges are marked; `starts` tell
    where the words start. `classes` are those of all words together.
    """

    __slots__ = (
        "_clauses",
        "_ranges",
        "block",
        "classes",
        "document",
        "mentions",
        "places",
        "span",
        "starts",
        "text",
        "words",
    )

    def __init__(self, document: Document, span: Span, block: int, mentions: Sequence[tuple[int, Mention]]) -> None:
        self.document = document
        self.text = document.text
        self.span = span
        self.block = block
        self.mentions = mentions
        layout = Layout(self.text, span, mentions)
        self.words, self.starts, self.places = layout.words, layout.starts, layout.places
        self.classes = classes_of(self.words)
        self._ranges: list[tuple[int, int]] = []
        self._clauses: dict[int, Clause] = {}
        for _, mention in mentions:
            if mention.hedge_span is not None:
                self._mark_hedge(mention.hedge_span)

    def _mark_hedge(self, hedge: Span) -> None:
        for index in range(self.index_at(hedge.start), self.index_at(hedge.end)):
            if not self.words[index].classes & c.FIGURE:
                self.words[index] = self.words[index].also(c.HEDGE)

    def end_of(self, index: int) -> int:
        """Where a word ends."""
        return self.starts[index] + len(self.words[index].text)

    def index_at(self, position: int) -> int:
        """The index of the first word that starts at a position or after it."""
        return bisect_left(self.starts, position)

    def mention_at(self, place: int) -> Mention:
        """The mention that the word with an index is."""
        return self.mentions[bisect_left(self.places, place)][1]

    def find(self, pattern: re.Pattern[str], phrases: c.Phrases) -> list[re.Match[str]]:
        """The matches of a pattern of set phrases, as `finditer` gives them, looked for only around their key words."""
        opens, goes_on, key = phrases
        if not self.classes & key:
            return []
        words, text, end = self.words, self.text, self.span.end
        found: list[re.Match[str]] = []
        tried, free = 0, self.span.start
        for index in [place for place, word in enumerate(words) if word.classes & key]:
            for place in range(max(tried, index - _REACH), index + 1):
                if not words[place].classes & opens:
                    continue
                if place < index and not words[place + 1].classes & (goes_on | key):
                    continue
                for start in part_starts(words[place], self.starts[place]):
                    match = pattern.match(text, start, end) if start >= free else None
                    if match is not None:
                        free = match.end()
                        found.append(match)
            tried = index + 1
        return found

    @property
    def clause_ranges(self) -> list[tuple[int, int]]:
        """The clauses as ranges of words, in order."""
        if not self._ranges:
            self._ranges = clause_ranges(self.text, self.words, self.starts, self.span.end)
        return self._ranges

    def clause_index(self, place: int) -> int:
        """The index of the clause that holds a word, or the one before it."""
        ranges = self.clause_ranges
        if len(ranges) == 1:
            return 0
        return max(bisect_right(ranges, (place, len(self.words))) - 1, 0)

    def clause(self, index: int) -> Clause:
        """A clause with its words."""
        known = self._clauses.get(index)
        if known is None:
            first, last = self.clause_ranges[index]
            span = self._span_of(first, last) if last > first else self.span
            known = self._clauses[index] = Clause(span, first, last, classes_of(self.words[first:last]))
        return known

    def _span_of(self, first: int, last: int) -> Span:
        # A figure may reach over the end of its sentence; a clause does not.
        return Span(self.starts[first], min(self.end_of(last - 1), self.span.end))


def classes_of(words: Sequence[Word]) -> int:
    """The classes of all words together."""
    found = 0
    for word in words:
        found |= word.classes
    return found


class Figure:
    """A mention with the words of its clause: `before` nearest first, `after` in order, both bounded.

    `at` is its index among the words of the sentence.
    """

    __slots__ = ("after", "at", "before", "clause", "dimension", "is_percent", "mention", "place", "sentence", "shape")

    def __init__(self, sentence: Sentence, mention: Mention, at: int) -> None:
        self.sentence = sentence
        self.mention = mention
        self.at = at
        self.place = sentence.clause_index(at)
        clause = self.clause = sentence.clause(self.place)
        words = sentence.words
        before = words[clause.first if at - clause.first < WINDOW else at - WINDOW : at]
        before.reverse()
        self.before = before
        self.after = words[at + 1 : clause.last if clause.last - at <= WINDOW else at + 1 + WINDOW]
        kind, quantity = mention.kind, mention.quantity
        unit = quantity.unit if quantity is not None else None
        self.dimension = unit.dimension if unit is not None else "count"
        # A percentage or a fraction of something.
        self.is_percent = self.dimension == "percent" or kind is _SHARE
        # "316 ppm" is a level, not so many times another thing.
        self.shape = _LEVEL if kind is _RATIO and mention.rule == "measure" else kind

    def start_after(self, index: int) -> int:
        """Where a word of `after` starts."""
        return self.sentence.starts[self.at + 1 + index]

    def start_before(self, index: int) -> int:
        """Where a word of `before` starts."""
        return self.sentence.starts[self.at - 1 - index]

    def text_after(self, first: int, last: int) -> str:
        """The text from one word of `after` up to another, the last one left out."""
        return self.sentence.text[self.start_after(first) : self.sentence.end_of(self.at + last)]

    def earlier(self) -> Iterator[tuple[int, list[Word]]]:
        """The words of the clauses before and where they start, nearest clause first, up to one with its own figure.

        An apposition or a verb after brackets leans on them.
        """
        sentence = self.sentence
        for place in range(self.place - 1, max(self.place - 4, -1), -1):
            clause = sentence.clause(place)
            first, classes = clause.first, clause.classes
            if clause.last - first > WINDOW:
                first = clause.last - WINDOW
                classes = classes_of(sentence.words[first : clause.last])
            if classes & c.COUNTS:
                return
            yield sentence.starts[first], sentence.words[first : clause.last]
