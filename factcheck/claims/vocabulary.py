"""How a draft writes its words: small, large, large within a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from factcheck.document import Block, BlockKind, Document
from factcheck.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")
_INNER = lazy(r"(?<=[\w,;(] )[^\W\d_a-z][^\W\d_]*")

_CELL, _HEADING = BlockKind.TABLE_CELL, BlockKind.HEADING
_NO_PROSE = frozenset({BlockKind.TABLE_CELL, BlockKind.CODE})


class Vocabulary:
    """The words of a draft by the way it writes them; each list is made when a name first asks for it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.own = frozenset(_own_names(document))
        """Names that the draft's tables and headings give and that may be written small."""

    def writes_small(self, name: str) -> bool:
        """Whether the draft writes a word, its plural or its singular small."""
        small = self._small
        return name in small or f"{name}s" in small or name.removesuffix("s") in small

    @cached_property
    def _small(self) -> frozenset[str]:
        words = chain.from_iterable(_words(self._document, block) for block in self._prose())
        return frozenset(filter(str.islower, words))

    @cached_property
    def large(self) -> frozenset[str]:
        """The words it writes large in its prose, in small letters."""
        blocks = (block for block in self._prose() if block.kind is not _HEADING)
        return frozenset(
            word.lower() for block in blocks for word in _words(self._document, block) if word[0].isupper()
        )

    @cached_property
    def inner(self) -> frozenset[str]:
        """Those of them that it writes large within a sentence."""
        blocks = (block for block in self._prose() if block.kind is not _HEADING)
        found = (_INNER.findall(self._document.text, block.span.start, block.span.end) for block in blocks)
        return frozenset(word.lower() for words in found for word in words)

    def _prose(self) -> Iterator[Block]:
        return (block for block in self._document.blocks if block.kind not in _NO_PROSE)


def _own_names(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is _CELL and block.column == 0 and block.row > 0:
            words = _words(document, block)
            yield from (word.lower() for word in words if len(words) == 1)
        elif block.kind is _HEADING:
            words = _words(document, block)
            yield from (word for word in words if len(words) == 1 and word.islower())


def _words(document: Document, block: Block) -> list[str]:
    found: list[str] = _WORD.findall(document.text, block.span.start, block.span.end)
    return found
