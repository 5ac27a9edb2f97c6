"""When a claim is called wrong: the text settles the fact, the evidence is enough, and nothing as good agrees."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.comparison import Agreement
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.linking.lines import edition_after
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import wrong_message
from factcheck.model import Claim, Diagnosis, Judgement, Kind, Modifier, Quantity, Verdict
from factcheck.reference.words import word_set
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.adding import adds_up
from factcheck.verdicts.another import counts_something_else, is_another_thing, is_of_unknown_thing
from factcheck.verdicts.holding_back import is_held_back
from factcheck.verdicts.neighbouring import named_nearby, neighbours
from factcheck.verdicts.opposing import is_of_other_side, names_another, settles_nothing
from factcheck.verdicts.pinpointing import is_pinpointed
from factcheck.verdicts.reservations import OF_DIGITS, digits_count, is_of_others, may_differ, plainly_meant, sureness
from factcheck.verdicts.trial import CAN_BE_WRONG, SAME_NUMBER, Tried, differs, links_of, telling_digits

MOST_REVISED = Fraction(1, 20)
MOST_SUSPECTS = 3
TIE = 0.005
IN_FULL = 0.94  # every word of a measure's name near the figure
OPEN = frozenset({Agreement.AGREES, Agreement.ROUNDED, Agreement.MILD, Agreement.UNDECIDED})


def wrong(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Contradicted or outdated: only where the text settles the fact and nothing nearly as good agrees."""
    if claim.status not in CAN_BE_WRONG or not tried or adds_up(claim, quantity, scene):
        return None
    limits = scene.weights.limits
    near = [other for other in tried if other.reading.score >= tried[0].reading.score - limits["margin"]]
    if any(other.outcome.agreement in OPEN for other in near):
        return None
    for one in _suspects(near):
        if _is_no_outcome(one):
            return None
        found = _mistake(claim, quantity, one, near, scene)
        if found is not None:
            return found
    return None


def _is_no_outcome(one: Tried) -> bool:
    """Whether the figure is of a year marked as a forecast ("2026f"), which what came of it does not contradict."""
    return not word_set("no_outcomes").isdisjoint(one.reading.fact.note.split("; "))


def _suspects(near: Sequence[Tried]) -> list[Tried]:
    """What a wrong figure may be held against: the same number gone wrong in sign or unit first, then the best."""
    differing = [one for one in near if differs(one.outcome)]
    same = [one for one in differing if one.outcome.diagnosis in SAME_NUMBER and (one.reading.settled or _turned(one))]
    meant = [one for one in differing if one.reading.settled and (one.reading.first or one.reading.stated)]
    return [*same, *(one for one in meant[:MOST_SUSPECTS] if one not in same)]


def _turned(one: Tried) -> bool:
    """Whether only the direction is wrong of a change whose size is right to two digits, whatever it starts from."""
    return one.outcome.diagnosis is Diagnosis.DIRECTION and one.reading.first


def _is_turned_by_chance(quantity: Quantity, one: Tried) -> bool:
    """Whether a change of one digit only, as any has, is all that ties a wrong direction to a fact: "down about 5%"."""
    reading = one.reading
    if one.outcome.diagnosis is not Diagnosis.DIRECTION or telling_digits(quantity) > 1 or reading.stated:
        return False
    loose = not reading.settled or quantity.modifier is not Modifier.EXACT
    return loose or reading.evidence.measure < IN_FULL


def _is_between_rivals(quantity: Quantity, one: Tried, near: Sequence[Tried]) -> bool:
    """Whether "about v" lies between what two sources say: a writer may have settled on the middle."""
    value, hedged = quantity.best, quantity.modifier in (Modifier.APPROXIMATE, Modifier.RANGE, Modifier.VAGUE)
    numbers = [link.fact.value for link in links_of(one, near)]
    return hedged and value is not None and min(numbers) < value < max(numbers)


def _mistake(claim: Claim, quantity: Quantity, one: Tried, near: Sequence[Tried], scene: Scene) -> Judgement | None:
    """The judgement that a claim is wrong about one reading, or None where the evidence does not carry it."""
    limits = scene.weights.limits
    reading = one.reading
    if (reading.evidence.is_vague and not reading.stated) or not may_differ(claim, quantity, reading, scene):
        return None  # the text names neither the measure nor whose it is: what differs is about something else
    if _is_of_something_else(claim, quantity, one, scene):
        return None
    if _is_between_rivals(quantity, one, near):
        return None
    if is_of_other_side(claim, reading, scene) or names_another(claim, reading, scene):
        return None
    weak = (
        reading.score < limits["contradict_named"] or reading.evidence.measure < limits["measure_contradict_named"]
    )  # then the number can only be the same one in another unit, whatever stands beside the cell
    beside = Neighbours() if weak else neighbours(reading, quantity, scene)
    diagnosis, words = diagnose(quantity, reading.fact, one.outcome, beside)
    if (
        named_nearby(claim, quantity, diagnosis, reading, scene)
        or settles_nothing(claim, reading, diagnosis, scene)
        or is_of_others(quantity, reading, diagnosis, scene)
    ):
        return None
    sure = sureness(claim, diagnosis, quantity, reading.line.series.scale)
    if diagnosis is Diagnosis.DIRECTION and one.outcome.diagnosis is not diagnosis:
        sure = ""  # only the sign is another, which a table may have its own way of setting
    if diagnosis in OF_DIGITS and not (digits_count(claim, diagnosis, reading) and _is_best_named(reading, near)):
        return None
    if not sure and diagnosis is Diagnosis.ROUNDING and edition_after(reading.line.series.table, scene.as_of):
        sure = "_named"
    if not sure and is_pinpointed(claim, quantity, reading, diagnosis, scene):
        sure = "_named"
    if reading.score < limits[f"contradict{sure}"] or reading.evidence.measure < limits[f"measure_contradict{sure}"]:
        return None
    if not sure and (
        one.reading.score < near[0].reading.score - TIE or not plainly_meant(claim, quantity, reading, near, scene)
    ):
        return None
    if sure != "_named" and is_price(reading) and claim.kind is not Kind.AVERAGE:
        return None
    verdict = _verdict(claim, quantity, one, diagnosis, scene)
    if verdict is Verdict.OUTDATED and diagnosis is not Diagnosis.NEIGHBOUR_PERIOD:
        words = f"{words}; the table is of {edition(reading)}, after the draft, and may have been revised"
    code = code_for(verdict, diagnosis, reading.fact)
    fix = suggest(scene.context.document.text, claim.mention, reading.fact, one.outcome, diagnosis)
    return Judgement(
        claim, verdict, links_of(one, near), diagnosis=diagnosis, code=code, severity=severity_for(code, verdict),
        message=wrong_message(claim, reading.fact, one.outcome, words), fix=fix,
    )  # fmt: skip


def _is_best_named(reading: Reading, near: Sequence[Tried]) -> bool:
    """Whether no other measure of the table has its whole name said where this one has only a part."""
    table, named = reading.line.series.table, reading.evidence.measure
    others = [other.reading for other in near if other.reading.line.series.table is table]
    return named >= IN_FULL or all(other.evidence.measure < IN_FULL for other in others)


def _is_of_something_else(claim: Claim, quantity: Quantity, one: Tried, scene: Scene) -> bool:
    """Whether the words around a figure make it another thing than the reading is of."""
    reading = one.reading
    return (
        is_held_back(claim, reading.fact, scene)
        or is_another_thing(claim, reading, scene)
        or counts_something_else(claim, reading, scene)
        or is_of_unknown_thing(claim, reading, scene)
        or _is_turned_by_chance(quantity, one)
    )


def _verdict(claim: Claim, quantity: Quantity, one: Tried, diagnosis: Diagnosis, scene: Scene) -> Verdict:
    """An older period's figure without a stated period is outdated, and so is a small miss of a later edition."""
    if diagnosis is Diagnosis.NEIGHBOUR_PERIOD and not claim.period_stated:
        return Verdict.OUTDATED
    value, fact = quantity.best, abs(one.outcome.fact_value)
    small = value is not None and abs(abs(value) - fact) <= fact * MOST_REVISED
    loose = diagnosis is Diagnosis.ROUNDING or (diagnosis is Diagnosis.VALUE and small)
    if loose and edition_after(one.reading.line.series.table, scene.as_of):
        return Verdict.OUTDATED
    return Verdict.CONTRADICTED


def is_price(reading: Reading) -> bool:
    """Whether the table holds prices, as means of their periods: what a price touched on a day is another thing."""
    unit = reading.line.series.unit
    return unit is not None and unit.dimension.startswith("currency/")


def edition(reading: Reading) -> str:
    """The date of the table's edition."""
    return reading.line.series.table.edition
