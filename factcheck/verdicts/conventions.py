"""How a table's own ways bear on holding a figure against it: its tolerance, and what its signs mean.

A description may tell both; that what is paid or lost stands below zero, or in brackets, needs no telling.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.alignment import in_claims_unit
from factcheck.comparison import PRINTED, Agreement, Outcome, compare
from factcheck.languages.words import word_set
from factcheck.linking.below_zero import is_printed_below_zero
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Diagnosis, Direction, Fact, Interval, Quantity
from factcheck.reference.measures import measure_stems
from factcheck.reference.tables import Field


def compared(
    claim: Claim, quantity: Quantity, reading: Reading, direction: Direction | None, scene: Scene
) -> tuple[Reading, Outcome]:
    """Hold a claim against a reading as the table's description has it; the reading's fact may change its sign."""
    if is_printed_below_zero(reading.fact) and names_outgoings(claim, reading.fact, scene):
        reading = _flipped(reading)
    field = _field(reading)
    if field is not None and not field.signs and _is_outgoing(claim, quantity, reading, scene):
        reading = _flipped(reading)
    if field is None or not (field.signs or field.tolerance):
        return reading, compare(quantity, reading.fact, direction)
    sign = _said_sign(claim, field, scene)
    turned = _flipped(reading) if sign < 0 else reading
    outcome = compare(quantity, turned.fact, direction)
    if sign and turned.fact.value < 0:
        outcome = _of_the_other_kind(quantity, turned, outcome)
    return turned, _tolerated(quantity, turned, field, outcome)


def _field(reading: Reading) -> Field | None:
    """The column that the fact stands in; None for what was worked out of several cells."""
    fact = reading.fact
    return next((one for one in reading.line.series.fields if one.name == fact.column and not fact.derivation), None)


def _said_sign(claim: Claim, field: Field, scene: Scene) -> int:
    """The sign with which the column prints what the draft names: -1 for its outflows; 0 where it names none."""
    said = scene.context.words_near(claim, claim.clause) if field.signs else frozenset()
    signs = {sign for word, sign in field.signs.items() if measure_stems(word) & said}
    return signs.pop() if len(signs) == 1 else 0


def _is_outgoing(claim: Claim, quantity: Quantity, reading: Reading, scene: Scene) -> bool:
    """Whether a number below zero is of what goes out by its name, which the text repeats: "net cash used", "loss"."""
    if reading.fact.value >= 0 or quantity.best is None or quantity.best < 0:
        return False
    return names_outgoings(claim, reading.fact, scene, reading.line.series.measure)


def names_outgoings(claim: Claim, fact: Fact, scene: Scene, measure: str = "") -> bool:
    """Whether the text has a word of what goes out or is owed from the fact's own name: "allowance", "net loss".

    "Lost £9.8 million" is of a profit that the table has below zero.
    """
    names = measure_stems(f"{fact.entity} {measure or fact.measure}")
    if names & _stems("outgoing") & scene.context.words_near(claim, claim.sentence):
        return True
    return bool(names & _stems("results") and scene.context.words_near(claim, claim.clause) & _stems("losing"))


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset().union(*map(measure_stems, word_set("linking", words)))


def _flipped(reading: Reading) -> Reading:
    """The reading of a number under the name of its other sign."""
    return replace(reading, fact=turned(reading.fact))


def turned(fact: Fact) -> Fact:
    """The fact with its other sign; a note keeps the number as it is printed."""
    printed = "; ".join(filter(None, (fact.note, *(f"{PRINTED}{cell.text}" for cell in fact.cells))))
    shown = f"-({fact.derivation})" if fact.derivation else ""
    return replace(fact, value=-fact.value, interval=fact.interval.scaled(Fraction(-1)), note=printed, derivation=shown)


def is_turned(fact: Fact) -> bool:
    """Whether a fact has another sign than its cell."""
    return PRINTED in fact.note


def _of_the_other_kind(quantity: Quantity, reading: Reading, outcome: Outcome) -> Outcome:
    """The outcome where the draft says outflow and the table has an inflow: the same number goes the other way."""
    size = compare(quantity, _flipped(reading).fact)
    if not size.agreement.confirms:
        return outcome
    words = "by the signs of its column it is the opposite"
    return replace(outcome, agreement=Agreement.DIFFERS, diagnosis=Diagnosis.DIRECTION, reason=words, wording=words)


def _tolerated(quantity: Quantity, reading: Reading, field: Field, outcome: Outcome) -> Outcome:
    """The outcome, agreeing where the two are no further apart than the description lets them be."""
    if field.tolerance is None or outcome.agreement.confirms or quantity.value is None:
        return outcome
    fact = reading.fact
    around = field.tolerance.around(fact.value, reading.line.series.scale)
    near = replace(fact, interval=Interval(fact.value - around, fact.value + around))
    held = in_claims_unit(quantity, near)
    if held is None or not held.interval.holds(quantity.value):
        return outcome
    reason = "the two differ by no more than the tolerance that the table's description allows"
    return replace(outcome, agreement=Agreement.ROUNDED, diagnosis=None, reason=reason, wording="")
