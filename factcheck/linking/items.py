"""A sentence as runs of words, each of which is something to one small table: a header, a cell, a date, a figure."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache

from factcheck.frozen import record
from factcheck.languages.en.stems import stem
from factcheck.languages.words import word_set
from factcheck.linking.columns import Column, Day
from factcheck.linking.grids import Grid
from factcheck.model import Claim
from factcheck.reference.normalise import Token


class Sort(StrEnum):
    """What a run of words is."""

    FIGURE = "figure"
    HEAD = "header"
    CELL = "cell"
    DATE = "date"
    TITLE = "title"
    MOST = "superlative"
    MORE = "comparative"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    NOUN = "noun"
    DISTINCT = "distinct"
    WHOLE = "whole"
    SINGLE = "single"
    THAN = "than"
    FREE = "free"
    BLOCK = "block"
    UNKNOWN = "unknown"


@record
class Item:
    """A run of words [first, last) of a sentence. `columns` are those it may be the header of, best matched only.

    Of a cell `rows` holds the rows by column, `is_whole` that it is all of the cells; `way` is 1 for the largest or
    more and -1 for the smallest or less. What is not sure may mean more than it is taken for: "people" of attendance.
    """

    sort: Sort
    first: int
    last: int
    text: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Column, frozenset[int]], ...] = ()
    is_whole: bool = False
    day: Day | None = None
    claim: Claim | None = None
    way: int = 0
    covers: float = 0.0
    is_sure: bool = True


@record
class Parsed:
    """A sentence as its items in order, before one grid."""

    grid: Grid
    tokens: tuple[Token, ...]
    items: tuple[Item, ...]

    @property
    def unknown(self) -> tuple[Item, ...]:
        """The runs of words that nothing explains."""
        return tuple(item for item in self.items if item.sort is Sort.UNKNOWN)

    def is_sure_beside(self, noun: Item | None, *, lightly: bool = False) -> bool:
        """Whether no word but what is counted may mean more than it is taken for: only then may a text be wrong.

        `lightly` asks this of headers and of nouns for times alone, not of verbs, of "stations" or unexplained words.
        """
        heads = self.of(Sort.HEAD)
        headed = {column.at for item in heads if item.is_sure for column in item.columns}
        twice = Counter(item.columns[0].at for item in heads if len(item.columns) == 1)  # "seat ... fans": capacity
        headed |= {at for at, times in twice.items() if times > 1}
        return all(
            item.is_sure
            or item is noun
            or any(column.at in headed for column in item.columns)
            or (lightly and _only_narrows(item))
            for item in self.items
        )

    @property
    def telling(self) -> tuple[Item, ...]:
        """The items that say something."""
        return tuple(item for item in self.items if item.sort is not Sort.FREE)

    def of(self, *sorts: Sort) -> tuple[Item, ...]:
        """The items of some sorts, in order."""
        return tuple(item for item in self.items if item.sort in sorts)


def _only_narrows(item: Item) -> bool:
    """Whether a word may tell fewer rows, but no other measure and no other time."""
    is_people = item.sort is Sort.NOUN and any(stem(word.casefold()) in _people() for word in item.text.split())
    return is_people or item.sort in (Sort.FREE, Sort.UNKNOWN)


@cache
def _people() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("selecting", "people"))
