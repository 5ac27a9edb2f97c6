"""A sentence as words with their places, every figure as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, chain
from operator import itemgetter

from factcheck.claims.words import Word, figures, lexicon
from factcheck.model import Kind, Mention, Span

_WORD = re.compile(r"([^\W_]+(?:['’.&/-][^\W_]+)*|[^\w\s])")
_UNCOUNTED = frozenset({Kind.YEAR, Kind.DATE})
# What stands between spaces repeats almost as much as words do.
_MOST_CHUNKS = 50_000
_LONGEST_KEPT = 40


# The words and marks of a chunk, and how far each reaches, the last one with the space behind it.
_Chunk = tuple[tuple[Word, ...], tuple[int, ...]]


class _Chunks(dict[str, _Chunk]):
    """What stands between spaces, taken apart."""

    def __missing__(self, text: str) -> _Chunk:
        words = tuple(map(lexicon().__getitem__, _WORD.findall(text)))
        widths = [len(word.text) for word in words]
        widths[-1] += 1
        shared = tuple(widths)
        chunk = words, _shared_widths.setdefault(shared, shared) if len(text) <= _LONGEST_KEPT else shared
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_CHUNKS:
                self.clear()
            self[text] = chunk
        return chunk


_shared_widths: dict[tuple[int, ...], tuple[int, ...]] = {}
_chunk_of = _Chunks().__getitem__
_words_of, _widths_of = itemgetter(0), itemgetter(1)


class Layout:
    """The words of a sentence and where they start; `places` are the indexes of the figures among them."""

    __slots__ = ("places", "starts", "words")

    def __init__(self, text: str, span: Span, mentions: Iterable[tuple[int, Mention]]) -> None:
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.places: list[int] = []
        position = span.start
        for _, mention in mentions:
            start = mention.start
            if start > position:
                self._lay(text, position, start)
            counts = not mention.reason and mention.quantity is not None and mention.kind not in _UNCOUNTED
            self.places.append(len(self.words))
            self.words.append(figures(counts)[mention.surface])
            self.starts.append(start)
            position = max(position, mention.end)
        if position < span.end:
            self._lay(text, position, span.end)

    def _lay(self, text: str, start: int, end: int) -> None:
        """Lay out a stretch without figures."""
        gap = text[start:end]
        chunks = gap.split()
        if not chunks:
            return
        if "_" in gap:
            self._read(gap, start)
            return
        parts = list(map(_chunk_of, chunks))
        widths = chain.from_iterable(map(_widths_of, parts))
        starts = list(accumulate(widths, initial=start + gap.find(chunks[0])))
        if starts.pop() - 1 - start != len(gap.rstrip()):
            self._read(gap, start)  # more than one space somewhere
            return
        self.words += chain.from_iterable(map(_words_of, parts))
        self.starts += starts

    def _read(self, gap: str, start: int) -> None:
        for match in _WORD.finditer(gap):
            self.words.append(lexicon()[match.group()])
            self.starts.append(start + match.start())
