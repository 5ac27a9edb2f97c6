"""Rows that a sentence names in another way than their cells: "episode 8", "a score of 0 - 0", "German nationals"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from factcheck.languages.en.stems import stem
from factcheck.languages.words import load_words, word_set
from factcheck.linking.columns import Column
from factcheck.linking.grids import Grid
from factcheck.model import Mention
from factcheck.reference.countries import codes_by_people
from factcheck.reference.normalise import Token

MOST_DIGITS = 3  # of the number of a row or of one side of a score
MOST_SCORES = 8  # of a sentence that are looked up
_DASHES = frozenset("-–")
_LONGEST_NAME = 3  # words of a country's name


@dataclass(frozen=True)
class Named:
    """The rows of one column that words [first, last) of a sentence name."""

    first: int
    last: int
    column: Column
    rows: frozenset[int]


def numbered(tokens: Sequence[Token], grid: Grid, claims: Sequence[tuple[int, int]]) -> Iterator[Named]:
    """Give the rows of "week 7" in a column "week", of "episode 7" in one that numbers the rows.

    A number that is a claim, by the spans of the claims, names no row.
    """
    for at, (noun, number) in enumerate(pairwise(tokens)):
        if noun.stem not in _ordered_nouns() or not _is_number(number.norm):
            continue
        columns = [one for one in grid.columns if one.is_numeric and one.words_of_name == {noun.stem}]
        columns = columns or [one for one in grid.columns if one.is_index and _only_numbers(one)]
        if len(columns) != 1 or any(start <= number.start < end for start, end in claims):
            continue
        wanted = Fraction(int(number.norm))
        rows = frozenset(row for row, value in enumerate(columns[0].numbers) if value == wanted)
        if rows:
            yield Named(at, at + 2, columns[0], rows)


def scores(tokens: Sequence[Token], grid: Grid, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Give the rows of the only column that holds a score which the sentence tells: two numbers with a dash."""
    places = {token.start: at for at, token in enumerate(tokens)}
    for mention in mentions[:MOST_SCORES]:
        at = places.get(mention.start)
        run = () if at is None else tuple(token.norm for token in tokens[at : at + 2])
        if at is None or len(run) != 2 or not all(map(_is_number, run)) or _DASHES.isdisjoint(mention.surface):
            continue
        if tokens[at + 1].end != mention.end:
            continue
        held: dict[int, set[int]] = {}
        for number, row, place in grid.postings.get(run[0], ()):
            if place <= 1 and grid.columns[number].words[row][place:] == run:
                held.setdefault(number, set()).add(row)
        for number, rows in held.items() if len(held) == 1 else ():
            yield Named(at, at + 2, grid.columns[number], frozenset(rows))


def nations(tokens: Sequence[Token], grid: Grid) -> Iterator[Named]:
    """Give the rows of a country by its people, where one column tells countries: "German" of "germany"."""
    if len(grid.nations) != 1:
        return
    column, rows_of = grid.nations[0]
    for at in range(len(tokens)):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            code = codes_by_people().get(" ".join(token.norm for token in tokens[at : at + length]), "")
            if rows_of.get(code):
                yield Named(at, at + length, column, rows_of[code])
                break


def _is_number(norm: str) -> bool:
    return norm.isdecimal() and len(norm) <= MOST_DIGITS


def _only_numbers(column: Column) -> bool:
    """Whether a header says no more than that its rows are numbered: "no", "#", "no in series"."""
    return column.name.strip().casefold() in word_set("selecting", "numbering_headers")


@cache
def _ordered_nouns() -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("selecting")["order_headers"])
