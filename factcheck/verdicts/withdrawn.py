"""Confirmations that the words by the figure speak against: they name a part of the whole, or another column.

A number is found where the text names it in part; where the same text names its sibling outright, agreement is chance.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.comparison import Agreement, compare
from factcheck.languages.en.stems import stem
from factcheck.languages.words import word_set
from factcheck.linking.evidence import dimension
from factcheck.linking.layouts import layouts_of
from factcheck.linking.members import is_counted, is_of_a_member
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.messages import other_part_message, rounded_record_message, uncounted_message
from factcheck.model import Claim, Fact, Judgement, Kind, Modifier, Quantity, Verdict
from factcheck.reference.measures import measure_stems
from factcheck.reference.names import tokenize
from factcheck.verdicts.trial import telling_digits

LONG = 4  # digits of a number that hardly stands in a table by chance, whatever the text calls the things it counts
REACH = 200  # characters on each side of a figure in which the other measure is named


def withdrawn(judgement: Judgement, scene: Scene) -> Judgement:
    """The judgement, not covered where it was consistent with a fact that the text does not speak of."""
    fact = judgement.links[0].fact if judgement.links else None
    if judgement.verdict is not Verdict.CONSISTENT or judgement.pin is not None or fact is None:
        return judgement
    claim = judgement.claim
    if claim.mention.quantity is None or claim.mention.quantity.value is None:
        return judgement  # a score is told by its two sides: "a 105-98 win"
    if not (_is_of_a_member(claim, fact, scene) or names_a_sibling(claim, fact, scene)):
        return judgement
    return _taken_back(judgement, other_part_message(fact))


def without_rounded_record(judgement: Judgement) -> Judgement:
    """The judgement, not covered where it took a record for rounded: "the highest attendance was 30,000" of 29,640."""
    quantity, fact = judgement.claim.mention.quantity, judgement.links[0].fact if judgement.links else None
    if judgement.verdict is not Verdict.CONSISTENT or judgement.pin is not None or fact is None or quantity is None:
        return judgement
    if not _is_rounded_record(judgement.claim, quantity, fact):
        return judgement
    return _taken_back(judgement, rounded_record_message(fact))


def _taken_back(judgement: Judgement, message: str) -> Judgement:
    considered = (*judgement.links, *judgement.considered)
    return replace(judgement, verdict=Verdict.NOT_COVERED, links=(), message=message, considered=considered)


def _is_rounded_record(claim: Claim, quantity: Quantity, fact: Fact) -> bool:
    """Whether a record is told in one round digit that only rounding makes right: records are known to the last one."""
    if fact.derivation or quantity.modifier is not Modifier.EXACT or telling_digits(quantity) > 1:
        return False
    words = {token.norm for token in tokenize(fact.measure)}
    is_record = claim.kind is Kind.EXTREME or not words.isdisjoint(word_set("linking", "superlatives"))
    return is_record and compare(quantity, fact).agreement is Agreement.ROUNDED


def counted(before: Judgement, after: Judgement, scene: Scene) -> Judgement:
    """What a second look found, or the judgement before it where the table counts no such thing: "861 pupils"."""
    quantity = after.claim.mention.quantity
    fact = after.links[0].fact if after.links else None
    if after is before or fact is None or quantity is None or telling_digits(quantity) >= LONG:
        return after
    held = [layout for layout in layouts_of(scene) if layout.table.name == fact.table]
    if all(is_counted(quantity, layout) for layout in held):
        return after
    noun = "" if quantity.unit is None else quantity.unit.name
    return replace(before, message=uncounted_message(fact, noun)) if before.verdict is Verdict.NOT_COVERED else before


def _is_of_a_member(claim: Claim, fact: Fact, scene: Scene) -> bool:
    if fact.derivation:
        return False
    return any(
        is_of_a_member(claim, layout, fact.row, scene)
        for layout in layouts_of(scene)
        if layout.table.name == fact.table
    )


def names_a_sibling(claim: Claim, fact: Fact, scene: Scene) -> bool:
    """Whether a clause with no other figure has the header of another column in this unit, and no word of this one."""
    if fact.derivation and fact.kind is not Kind.TOTAL:
        return False
    span = around(claim.clause, claim.mention.start, REACH)
    if len(scene.context.figures_in(span)) > 1:
        return False
    said = frozenset(stem(token.norm) for token in scene.context.tokens_in(span, claim.mention.span))
    sentence = scene.context.tokens_in(around(claim.sentence, claim.mention.start, REACH), claim.mention.span)
    told = said | {stem(token.norm) for token in sentence}
    own = [scene.index.series[at] for at in scene.index.positions_of(fact)]
    if not own or any(_words(name) & told for one in own for name in (one.measure, *one.names)):
        return False
    kind = dimension(fact.unit)
    others = {one.measure for one in scene.index.by_table[fact.table] if dimension(one.unit) == kind}
    return any(measure_stems(other) and _words(other) <= said for other in others - {fact.measure})


def _words(text: str) -> frozenset[str]:
    """The words of a text, singular or plural, no synonym folded."""
    return frozenset(stem(token.norm) for token in tokenize(text))
