"""A stretch of text as words with their places, and the same with every figure as one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from factcheck.claims.words import Word, figure_word, lexicon
from factcheck.model import Kind, Mention, Span

_WORD = re.compile(r"([^\W_]+(?:['’.&/-][^\W_]+)*|[^\w\s])")


def counts(mention: Mention) -> bool:
    """Whether a figure says something, unlike a year or an identifier."""
    return not mention.reason and mention.quantity is not None and mention.kind not in (Kind.YEAR, Kind.DATE)


def words_of(text: str, start: int, end: int) -> tuple[list[Word], list[int]]:
    """The words and marks of a stretch of text, and where each starts."""
    pieces = _WORD.split(text[start:end])
    bounds = list(accumulate(map(len, pieces), initial=start))
    return list(map(lexicon().__getitem__, pieces[1::2])), bounds[1:-1:2]


class Layout:
    """The words of a sentence in which each figure is one word.

    `places` are the indexes of the figures among `words`, in the order of the mentions.
    """

    def __init__(self, text: str, span: Span, written: list[Word], written_starts: list[int]) -> None:
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.places: list[int] = []
        self._text = text
        self._written = written
        self._written_starts = written_starts
        self._done = 0  # the first written word that starts behind what is laid out
        self._position = span.start

    def lay(self, mentions: Iterable[Mention], end: int) -> None:
        """Lay out all mentions and the words between them up to an end."""
        for mention in mentions:
            self._lay_words(mention.start)
            self.places.append(len(self.words))
            self.words.append(figure_word(mention.surface, counts(mention)))
            self.starts.append(mention.start)
            self._position = max(self._position, mention.end)
            self._done = bisect_left(self._written_starts, self._position, self._done)
        self._lay_words(end)

    def _lay_words(self, end: int) -> None:
        """Lay out the words up to an end; a written word that a figure begins or ends within is read anew."""
        done = self._done
        if done and self._end(done - 1) > self._position:
            self._read_anew(self._position, min(self._end(done - 1), end))
        last = bisect_left(self._written_starts, end, done)
        cut = last > done and self._end(last - 1) > end
        whole = last - 1 if cut else last
        self.words += self._written[done:whole]
        self.starts += self._written_starts[done:whole]
        if cut:
            self._read_anew(self._written_starts[whole], end)

    def _end(self, index: int) -> int:
        return self._written_starts[index] + len(self._written[index].text)

    def _read_anew(self, start: int, end: int) -> None:
        words, starts = words_of(self._text, start, end)
        self.words += words
        self.starts += starts
