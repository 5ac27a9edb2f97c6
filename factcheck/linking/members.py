"""What a small table cannot hold: a part of its whole under the whole's name, and things that it does not count."""

from __future__ import annotations

from functools import cache

from factcheck.languages.words import word_set
from factcheck.linking.axes import LEAST_NAMED, Axis, Heard, coverage, spoken_of
from factcheck.linking.evidence import dimension
from factcheck.linking.hearing import parts_of
from factcheck.linking.layouts import Layout
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Quantity
from factcheck.reference.measures import measure_stems

OWN_PART = 1  # of the parts of the text around a figure, what no other figure parts from it


def is_of_a_member(claim: Claim, layout: Layout, row: int, scene: Scene) -> bool:
    """Whether a row is a total and the words by the figure name one of the members: "Women alone ran 25.4%"."""
    totals = [axis for axis in layout.rows if _is_total(layout, axis, row)]
    if not totals:
        return False
    heard = parts_of(claim, layout.classes, scene)[OWN_PART].heard
    whole = any(token.norm in word_set("linking", "said_of_all") for token in heard.tokens)
    return not whole and any(_names_one(axis, heard) for axis in totals)


def _is_total(layout: Layout, axis: Axis, row: int) -> bool:
    text = layout.table.rows[row][axis.column].strip()
    return any(label.is_whole and label.text.strip() == text for label in axis.labels)


def _names_one(axis: Axis, heard: Heard) -> bool:
    """Whether the text names one member of an axis and no other label."""
    named = [label for label in spoken_of(axis, heard) if coverage(label, heard) >= LEAST_NAMED]
    return len(named) == 1 and not named[0].is_whole


def is_counted(quantity: Quantity, layout: Layout) -> bool:
    """Whether a counted noun is a word of the table, or one such as "people" that may stand for any of its labels."""
    unit = quantity.unit
    if unit is None or dimension(unit) != "count":
        return True
    stems = measure_stems(unit.name)
    return not stems or not stems.isdisjoint(layout.words) or not stems.isdisjoint(_anything())


@cache
def _anything() -> frozenset[str]:
    return frozenset().union(*map(measure_stems, word_set("linking", "counts_anything")))
