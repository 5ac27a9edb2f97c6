"""A sentence as words with their places, every figure as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, chain

from factcheck.claims.words import Word, figures, lexicon
from factcheck.model import Kind, Mention, Span

_WORD = re.compile(r"([^\W_]+(?:['’.&/-][^\W_]+)*|[^\w\s])")
_UNCOUNTED = frozenset({Kind.YEAR, Kind.DATE})
# What stands between spaces repeats almost as much as words do.
_MOST_CHUNKS = 50_000
_LONGEST_KEPT = 40


class _Chunks(dict[str, tuple[Word, ...]]):
    """What stands between spaces, as words and marks; `widths` tell how far each reaches, with the space behind it."""

    def __init__(self) -> None:
        self.widths = _Widths(self)

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        words = tuple(map(lexicon().__getitem__, _WORD.findall(chunk)))
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_CHUNKS:
                self.clear()
                self.widths.clear()
            self[chunk] = words
        return words


class _Widths(dict[str, tuple[int, ...]]):
    def __init__(self, chunks: _Chunks) -> None:
        self._chunks = chunks

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        widths = [len(word.text) for word in self._chunks[chunk]]
        widths[-1] += 1
        found = tuple(widths)
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = found
        return found


_chunks = _Chunks()


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
        words = chain.from_iterable(map(_chunks.__getitem__, chunks))
        widths = chain.from_iterable(map(_chunks.widths.__getitem__, chunks))
        starts = list(accumulate(widths, initial=start + gap.find(chunks[0])))
        if starts.pop() - 1 - start != len(gap.rstrip()):
            self._read(gap, start)  # more than one space somewhere
            return
        self.words += words
        self.starts += starts

    def _read(self, gap: str, start: int) -> None:
        for match in _WORD.finditer(gap):
            self.words.append(lexicon()[match.group()])
            self.starts.append(start + match.start())
