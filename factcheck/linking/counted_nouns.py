"""What a figure counts: "four different seasons", "six game venues", "three of them"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from factcheck.languages.words import word_set
from factcheck.linking.conditions import is_row_noun, row_nouns
from factcheck.linking.items import Item, Parsed, Sort

MOST_PASSED = 4  # words between a count and the noun that it counts


def counted_noun(parsed: Parsed, figure: Item) -> tuple[Item | None, list[Item]]:
    """What a figure counts, and what stands between: "four different seasons"; of "three of them" what came before."""
    if counts_those_before(parsed, figure):
        return next((item for item in parsed.telling if item.last <= figure.first and is_noun(parsed, item)), None), []
    passed: list[Item] = []
    following = behind(parsed, figure)[:MOST_PASSED]
    for at, item in enumerate(following):
        if is_broken(parsed, figure, item):
            break  # "nine in the results" counts no results
        if _is_compound(following[at : at + 2]):
            return following[at + 1], [*passed, item]
        is_told_apart = bool(passed) and passed[-1].sort is Sort.DISTINCT and item.sort is Sort.HEAD
        if is_noun(parsed, item) or is_told_apart or (item.sort is Sort.TITLE and not passed):
            return item, passed
        if item.sort not in (Sort.CELL, Sort.TITLE, Sort.DISTINCT, Sort.UNKNOWN) and not is_of_all(parsed, item):
            break
        passed.append(item)
    return None, passed


def _is_compound(items: Sequence[Item]) -> bool:
    """Whether a noun or title only qualifies the header right behind it: the game of "six game venues"."""
    if len(items) < 2 or items[0].sort not in (Sort.NOUN, Sort.TITLE) or items[0].last != items[1].first:
        return False
    return items[1].sort is Sort.HEAD and any(column.is_named for column in items[1].columns)


def counts_those_before(parsed: Parsed, figure: Item) -> bool:
    """Whether "of them" follows a figure."""
    norms = [token.norm for token in parsed.tokens[figure.last : figure.last + 2]]
    return len(norms) == 2 and norms[0] == "of" and norms[1] in word_set("selecting", "them")


def is_broken(parsed: Parsed, figure: Item, item: Item) -> bool:
    """Whether a preposition or a verb stands between a figure and what may be its noun."""
    norms = {token.norm for token in parsed.tokens[figure.last : item.first]}
    return not norms.isdisjoint(word_set("selecting", "breaks"))


def tells_rows(parsed: Parsed, noun: Item) -> bool:
    """Whether what is counted are the rows: not where it is a title whose own noun is none for them."""
    if noun.sort is not Sort.TITLE:
        return True
    own = takewhile(lambda token: token.norm not in word_set("selecting", "narrowing"), parsed.tokens[noun.first :])
    words = [token.stem for token in own][: noun.last - noun.first]
    return bool(words) and words[-1] in row_nouns()


def behind(parsed: Parsed, item: Item) -> list[Item]:
    """What a sentence tells behind an item."""
    telling = parsed.telling
    return list(telling[telling.index(item) + 1 :])


def is_noun(parsed: Parsed, item: Item) -> bool:
    """Whether an item is what a row is, by a noun or by a header of names."""
    if item.sort is Sort.NOUN:
        return is_row_noun(parsed, item)
    return item.sort is Sort.HEAD and any(
        column.is_named or column.is_index or column.is_dated for column in item.columns
    )


def is_of_all(parsed: Parsed, item: Item) -> bool:
    """Whether a figure is the number of all rows: the 12 of "9 of the 12 songs"."""
    quantity = item.claim.mention.quantity if item.claim else None
    return quantity is not None and quantity.value == len(parsed.grid.rows)
