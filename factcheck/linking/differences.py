"""How much one half of a comparison has more than the other: "five more goals than Smit", "two more games at home"."""

from __future__ import annotations

from fractions import Fraction

from factcheck.linking.conditions import Condition, conditions_of, is_row_noun
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.linking.orders import headed, measured, ordering_column, split_at, than_after
from factcheck.model import Fact, Interval, Kind


def difference_of(
    parsed: Parsed, figure: Item, more: Item
) -> tuple[Fact, tuple[Item, ...], bool, tuple[Condition, ...]] | None:
    """How much more one row has than another, for a figure that stands right before the word that compares.

    Negative where the other row has more.
    """
    than = than_after(parsed, more)
    counted = None if than is None else _count_difference(parsed, figure, more, than)
    if counted is not None:
        return counted
    head = None if than is None else headed(parsed, more, than.first) or _difference_head(parsed, figure, more)
    column = None if head is None else ordering_column(head)
    if than is None or head is None or column is None or column.is_dated or len(parsed.of(Sort.FIGURE)) > 1:
        return None
    before, after = split_at(parsed, than.first, than.last)
    aside = (figure, more, than, head)
    mine, theirs = conditions_of(before, aside), conditions_of(after, aside)
    ours, others = mine.rows(parsed.grid), theirs.rows(parsed.grid)
    if not mine.conditions or not theirs.conditions or len(ours) != 1 or len(others) != 1 or ours == others:
        return None
    a, b = column.numbers[ours[0]], column.numbers[others[0]]
    if a is None or b is None:
        return None
    value = a - b
    words = f"{column.texts[ours[0]]} ({mine.words}) and {column.texts[others[0]]} ({theirs.words})"
    fact = parsed.grid.fact(value, Interval.point(value), Kind.DIFFERENCE, [*ours, *others], column, words, mine.words)
    exact = mine.is_exact and theirs.is_exact and head.is_sure
    return fact, (*mine.left, *theirs.left), exact, (*mine.conditions, *theirs.conditions)


def _count_difference(
    parsed: Parsed, figure: Item, more: Item, than: Item
) -> tuple[Fact, tuple[Item, ...], bool, tuple[Condition, ...]] | None:
    """How many more rows one half of a comparison selects: "3 more matches on grass than on clay"."""
    noun = next((item for item in parsed.telling if item.first >= more.last), None)
    if noun is None or noun.sort is not Sort.NOUN or not is_row_noun(parsed, noun) or len(parsed.of(Sort.FIGURE)) > 1:
        return None
    before, after = split_at(parsed, than.first, than.last)
    mine, theirs = conditions_of(before, (figure, more, noun)), conditions_of(after)
    ours, others = mine.rows(parsed.grid), theirs.rows(parsed.grid)
    if not mine.conditions or not theirs.conditions or not ours or not others or set(ours) & set(others):
        return None
    value = Fraction(len(ours) - len(others))
    words = f"{len(ours)} rows with {mine.words} and {len(others)} with {theirs.words}"
    fact = parsed.grid.fact(
        value,
        Interval.point(value),
        Kind.DIFFERENCE,
        [*ours, *others],
        None,
        words,
        f"{mine.words} against {theirs.words}",
    )
    exact = mine.is_exact and theirs.is_exact
    return fact, (*mine.left, *theirs.left), exact, (*mine.conditions, *theirs.conditions)


def _difference_head(parsed: Parsed, figure: Item, more: Item) -> Item | None:
    """The header of "2 points fewer than", of "the crowd was 400 larger than", or what "longer" measures by itself."""
    between = [item for item in parsed.telling if figure.last <= item.first < more.first]
    heads = [item for item in parsed.telling if item.last <= figure.first and item.sort is Sort.HEAD]
    if len(between) == 1 and between[0].sort is Sort.HEAD:
        return between[0]
    return (heads[0] if len(heads) == 1 and not between else None) or measured(parsed, more)
