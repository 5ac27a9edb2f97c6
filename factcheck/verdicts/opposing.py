"""Two figures held against each other: "£131,000, against a budget of £120,000". Each has its own side's words.

Of measures in one unit, budget and outturn, the one that a side names is that side's; what the other side names says
nothing of this figure.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.languages.en.stems import stem
from factcheck.languages.words import word_set
from factcheck.linking.evidence import dimension
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Diagnosis, Span
from factcheck.reference.names import measure_stems, tokenize

REACH = 200  # characters on each side of a figure in which the other one stands


def is_of_other_side(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the measure is named only behind "against", as what the figure is held against."""
    if not _siblings(reading, scene):
        return False
    own, other = _sides(claim, scene)
    if other is None or other.start < claim.mention.end:
        return False
    name = _words(reading.line.series.measure)
    return bool(name & _words(_text(other, scene))) and not name & _words(_text(own, scene))


def names_another(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the figure's side names another measure of the table in this unit, and not this one."""
    siblings = _siblings(reading, scene)
    if not siblings:
        return False
    name, said = reading.line.series.measure, _text(_sides(claim, scene)[0], scene)
    mine, theirs = measure_stems(name), frozenset().union(*map(measure_stems, siblings))
    stems = measure_stems(said)
    named = _words(name) & _words(said) or (mine - theirs) & stems
    return not named and bool((theirs - mine) & stems)


def is_in_other_words(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the figure's side has no word of the measure as its table writes it, only others that mean the like."""
    return not _words(reading.line.series.measure) & _words(_text(_sides(claim, scene)[0], scene))


def settles_nothing(claim: Claim, reading: Reading, diagnosis: Diagnosis, scene: Scene) -> bool:
    """Whether a figure of such a pair may be another measure's, or another time's, than the words around both say."""
    own, other = _sides(claim, scene)
    if other is None:
        return False
    if diagnosis is Diagnosis.WRONG_MEASURE:
        return is_in_other_words(claim, reading, scene)
    behind = other.end <= claim.mention.start
    return diagnosis is Diagnosis.NEIGHBOUR_PERIOD and behind and not scene.context.periods_near(claim, own)


def _siblings(reading: Reading, scene: Scene) -> list[str]:
    """The names of the table's other measures in the same unit."""
    series = reading.line.series
    kind = dimension(series.unit)
    return [
        one.measure
        for one in scene.index.by_table[series.table.name]
        if one.measure != series.measure and dimension(one.unit) == kind
    ]


def _sides(claim: Claim, scene: Scene) -> tuple[Span, Span | None]:
    """The part of the sentence on the figure's own side of "against", and the other side where it has a figure."""
    start, end = claim.mention.start, claim.mention.end
    low, high = max(claim.sentence.start, start - REACH), min(claim.sentence.end, end + REACH)
    text = scene.context.document.text
    marks = [mark.span() for mark in _against().finditer(text, low, high)]
    before = [mark for mark in marks if mark[1] <= start]
    if before and scene.context.figures_between(low, before[-1][0]):
        return Span(before[-1][1], high), Span(low, before[-1][0])
    after = [mark for mark in marks if mark[0] >= end]
    if after and scene.context.figures_between(after[0][1], high):
        return Span(low, after[0][0]), Span(after[0][1], high)
    return around(claim.clause, start, REACH), None


def _text(span: Span, scene: Scene) -> str:
    return scene.context.document.text[span.start : span.end]


def _words(text: str) -> frozenset[str]:
    """The words of a text, singular or plural, no synonym folded."""
    return frozenset(stem(token.norm) for token in tokenize(text))


@cache
def _against() -> re.Pattern[str]:
    phrases = sorted(word_set("linking", "held_against"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
