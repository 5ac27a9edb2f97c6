"""How a draft writes its words: small, large, large within a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from factcheck.document import Block, BlockKind, Document
from factcheck.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")
_INNER = lazy(r"(?<=[\w,;(] )[^\W\d_a-z][^\W\d_]*")


class Vocabulary:
    """The words of a draft by the way it writes them; each list is made when a name first asks for it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def writes_small(self, name: str) -> bool:
        """Whether the draft writes a word, its plural or its singular small."""
        small = self._small
        return name in small or f"{name}s" in small or name.removesuffix("s") in small

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(word for block in self._prose() for word in self._words(block) if word.islower())

    @cached_property
    def large(self) -> frozenset[str]:
        """The words it writes large in its prose, in small letters."""
        blocks = (block for block in self._prose() if block.kind is not BlockKind.HEADING)
        return frozenset(word.lower() for block in blocks for word in self._words(block) if word[0].isupper())

    @cached_property
    def inner(self) -> frozenset[str]:
        """Those of them that it writes large within a sentence."""
        blocks = (block for block in self._prose() if block.kind is not BlockKind.HEADING)
        found = (_INNER.findall(self._document.text, block.span.start, block.span.end) for block in blocks)
        return frozenset(word.lower() for words in found for word in words)

    @cached_property
    def own(self) -> frozenset[str]:
        """Names that its tables and headings give and that may be written small."""
        found: set[str] = set()
        for block in self._document.blocks:
            if block.kind is BlockKind.TABLE_CELL and block.column == 0 and block.row > 0:
                words = self._words(block)
                found.update(word.lower() for word in words if len(words) == 1)
            elif block.kind is BlockKind.HEADING:
                words = self._words(block)
                found.update(word for word in words if len(words) == 1 and word.islower())
        return frozenset(found)

    def _prose(self) -> Iterator[Block]:
        kinds = (BlockKind.TABLE_CELL, BlockKind.CODE)
        return (block for block in self._document.blocks if block.kind not in kinds)

    def _words(self, block: Block) -> list[str]:
        found: list[str] = _WORD.findall(self._document.text, block.span.start, block.span.end)
        return found
