"""When a fact confirms a claim: it agrees, and nothing else is meant more plainly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.comparison import Agreement
from factcheck.linking.evidence import Evidence, UnitFit
from factcheck.linking.readings import Reading
from factcheck.linking.rivals import other_scope
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.messages import consistent_message
from factcheck.model import Claim, Diagnosis, Judgement, Kind, Link, Modifier, Quantity, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.another import is_another_thing
from factcheck.verdicts.holding import is_held_by_another
from factcheck.verdicts.opposing import is_of_other_side
from factcheck.verdicts.trial import Tried, links_of, telling_digits
from factcheck.verdicts.wholes import holds_more

ONE_SIDED = frozenset({Modifier.MORE_THAN, Modifier.LESS_THAN, Modifier.AT_LEAST, Modifier.AT_MOST})
RELATIVE = frozenset({"percent", "percentage_points", "ratio"})
COMPARED = frozenset({Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO})
SURE_PERIOD = 0.85  # the stated time, or the latest where none is stated
CLOSE = 0.08
PRECISE = 3  # digits from which agreement by chance is unlikely
IN_FULL = 0.94  # every word of a measure's name in the clause
NAMED_BEFORE = 0.95  # the score of an entity named in the figure's clause, before it
FAR_OFF = Fraction(3)  # "more than v" of a fact this many times v is about something else


def confirmed(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Give the judgement that a claim is consistent, or ambiguous between scopes, or None."""
    limits = scene.weights.limits
    if not tried:
        return None
    least = limits["confirm_precise"] if telling_digits(quantity) >= PRECISE else limits["confirm"]
    top = tried[0].reading.score
    few = len(scene.index.store.tables) <= FEW_TABLES
    margin = limits["margin" if few else "margin_many"]
    for one in tried:
        reading = one.reading
        if reading.score < max(least, top - margin):
            return None
        if _overruled(claim, one, tried, scene):
            continue
        if one.outcome.agreement.confirms and reading.evidence.measure >= limits["measure_confirm"]:
            return _agreeing(claim, _closest(one, claim, tried), tried, scene)
    return None


def _closest(one: Tried, claim: Claim, tried: Sequence[Tried]) -> Tried:
    """Of the readings that are just as good and agree as well, the one whose number is nearest to the figure."""
    value = None if claim.mention.quantity is None else claim.mention.quantity.best
    first = one.reading
    if value is None or first.stated or first.fact.derivation:
        return one
    alike = [
        other
        for other in tried
        if other.reading.score == first.score
        and other.outcome.agreement is one.outcome.agreement
        and other.reading.line.series.table is first.line.series.table
        and not other.reading.fact.derivation
    ]
    return min(alike, key=lambda other: abs(abs(other.outcome.fact_value) - abs(value)), default=one)


def _overruled(claim: Claim, one: Tried, tried: Sequence[Tried], scene: Scene) -> bool:
    """Whether the text speaks more plainly of something else of the same table.

    Another entity stands right before the figure, and this one is from further off; or another measure's longer name
    stands there in full ("service revenue" for "revenue"). What is only roughly true must be about the first entity.
    """
    reading = one.reading
    if one.outcome.agreement is Agreement.MILD and (
        not reading.first or _far_off(claim, one) or reading.period < SURE_PERIOD
    ):
        return True
    wordless = not reading.evidence.matched and not reading.evidence.names_the_noun
    telling = reading.evidence.beside and _is_precise(claim)
    if wordless and reading.evidence.fit is UnitFit.NOUN and claim.mention.noun_span is not None and not telling:
        return True  # the draft counts dogs, the table does not say what
    if _is_by_chance(claim, reading) or is_another_thing(claim, reading, scene) or holds_more(claim, reading, scene):
        return True
    if is_of_other_side(claim, reading, scene):
        return True
    if _one_sided(claim) and (
        (wordless and not reading.fact.derivation)
        or reading.score < tried[0].reading.score - CLOSE
        or _is_unnamed_sum(reading)
    ):
        return True
    if one.outcome.agreement.confirms and is_held_by_another(claim, reading.fact, scene):
        return True
    table = reading.line.series.table
    others = [other.reading for other in tried if other.reading.line.series.table is table]
    if any(_says_more(other.evidence, reading.evidence) for other in others if not other.fact.derivation):
        return True
    if reading.first or reading.stated:
        return False
    return any(other.entity >= NAMED_BEFORE for other in others)


def _is_unnamed_sum(reading: Reading) -> bool:
    """Whether a fact adds up rows that the sentence does not name, and not all that there are."""
    return reading.fact.kind is Kind.TOTAL and not reading.stated and not reading.line.is_whole


def _is_by_chance(claim: Claim, reading: Reading) -> bool:
    """Whether hardly a word points at the fact, and such a number is easily found: any changes by some percent."""
    if reading.fact.derivation and reading.evidence.is_wordless and _is_relative(claim):
        return True
    loose = not (reading.first or reading.stated) or reading.period < SURE_PERIOD
    if loose and reading.fact.kind in COMPARED and _is_relative(claim) and not _is_of_two_digits(claim):
        return True
    if reading.stated or not reading.evidence.is_vague:
        return False
    return _is_relative(claim) or reading.evidence.fit is UnitFit.UNKNOWN


def _is_of_two_digits(claim: Claim) -> bool:
    """Whether a claim has more than one digit: changes by "a tenth" are found in every table."""
    quantity = claim.mention.quantity
    return quantity is not None and telling_digits(quantity) > 1


def _is_relative(claim: Claim) -> bool:
    """Whether the claim is in percent, points or times, which can be worked out of every measure."""
    unit = None if claim.mention.quantity is None else claim.mention.quantity.unit
    return unit is not None and unit.dimension in RELATIVE


def _one_sided(claim: Claim) -> bool:
    """Whether the claim is "more than v" or "under v", which every second number bears out: words must point at it."""
    return claim.mention.quantity is not None and claim.mention.quantity.modifier in ONE_SIDED


def _is_precise(claim: Claim) -> bool:
    """Whether the claim has so many digits that it is not met by chance in a row."""
    quantity = claim.mention.quantity
    return quantity is not None and telling_digits(quantity) >= PRECISE


def _far_off(claim: Claim, one: Tried) -> bool:
    """Whether "more than v" is true only because the fact is many times v: then it is about something else."""
    quantity = claim.mention.quantity
    if quantity is None or quantity.modifier is Modifier.EXACT or quantity.value is None or not quantity.value:
        return False
    times = abs(one.outcome.fact_value / quantity.value)
    return not one.reading.stated or not 1 / FAR_OFF <= times <= FAR_OFF


def _says_more(other: Evidence, this: Evidence) -> bool:
    return other.measure >= IN_FULL and other.fit is not UnitFit.MISMATCH and this.matched < other.matched


def _agreeing(claim: Claim, one: Tried, tried: Sequence[Tried], scene: Scene) -> Judgement:
    links = links_of(one, tried)
    scope = other_scope(claim, one.reading, [t.reading for t in tried if not t.outcome.agreement.confirms], scene)
    if scope:
        code = code_for(Verdict.AMBIGUOUS, None)
        return Judgement(claim, Verdict.AMBIGUOUS, links, code=code, severity=severity_for(code), message=scope)
    return agreeing(claim, one, links, scene)


def agreeing(claim: Claim, one: Tried, links: tuple[Link, ...], scene: Scene) -> Judgement:
    """Give the judgement that a fact bears a claim out, with what an editor would still touch."""
    message = consistent_message(claim, one.reading.fact, one.outcome)
    if one.outcome.agreement is not Agreement.MILD:
        return Judgement(claim, Verdict.CONSISTENT, links, message=message)
    diagnosis = one.outcome.diagnosis or Diagnosis.HEDGE
    code = code_for(Verdict.CONSISTENT, diagnosis)
    fix = suggest(scene.context.document.text, claim.mention, one.reading.fact, one.outcome, diagnosis)
    return Judgement(
        claim, Verdict.CONSISTENT, links, diagnosis=diagnosis, code=code, severity=severity_for(code),
        message=message, fix=fix,
    )  # fmt: skip
