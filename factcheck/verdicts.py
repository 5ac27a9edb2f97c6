"""From readings to a verdict: which reading the text leaves standing, and what the comparison with it says.

The rule of the house: a figure is consistent when a fact that fits all that the text states agrees with it; it is
contradicted only when the text settles which fact it is about and every equally good one disagrees. Everything
else is not covered, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.languages.words import word_set
from factcheck.linking.evidence import PLAIN, Evidence, UnitFit, dimension
from factcheck.linking.ledger import Point
from factcheck.linking.lines import edition_after
from factcheck.linking.readings import Reading, readings_for
from factcheck.linking.rivals import other_scope
from factcheck.linking.scene import Scene
from factcheck.messages import considered_reason, consistent_message, wrong_message
from factcheck.model import (
    Claim,
    Diagnosis,
    Direction,
    Fact,
    Judgement,
    Kind,
    Link,
    Modifier,
    Quantity,
    Status,
    Verdict,
)
from factcheck.reference.names import measure_stems
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for

CAN_BE_WRONG = frozenset({Status.ASSERTED, Status.ATTRIBUTED})
MOST_RANKED_SAFELY = 60  # in a longer table the text may mean a part of it: "in Europe"
MOST_APART = Fraction(3, 2)
LARGEST_SMALL_NUMBER = 12
IN_FULL = 0.94  # every word of a measure's name in the clause
NAMED_BEFORE = 0.95  # the score of an entity named in the figure's clause, before it
FAR_OFF = Fraction(3)
MOST_SUSPECTS = 3
TIE = 0.005
MOST_TRIED = 200
CONSIDERED = 12  # readings that a judgement keeps for `explain`
VAGUE_DIMENSIONS = frozenset({"percent", "percentage_points", "ratio"})
OF_DIGITS = frozenset({Diagnosis.SCALE, Diagnosis.ZERO, Diagnosis.TRANSPOSED})
SAME_NUMBER = frozenset({Diagnosis.CURRENCY, Diagnosis.UNIT, Diagnosis.PERCENT_POINTS, Diagnosis.DIRECTION})
NAMED = frozenset({
    Diagnosis.SCALE, Diagnosis.ZERO, Diagnosis.TRANSPOSED, Diagnosis.NEIGHBOUR_ROW, Diagnosis.NEIGHBOUR_PERIOD,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading and what came of comparing the claim with it."""

    reading: Reading
    outcome: Outcome


def judge_all(claims: Sequence[Claim], scene: Scene) -> list[Judgement]:
    """Give the verdicts on all claims of a document, in order.

    Figures that nothing covered get a second look at the measures that the confirmed figures of their paragraph are
    about ("Quarry Town are third on 32" after a sentence on points); this look can confirm, never contradict.
    """
    judgements = [judge(claim, scene) for claim in claims]
    about: dict[int, set[int]] = {}
    for one in judgements:
        if one.verdict is Verdict.CONSISTENT and one.links:
            about.setdefault(one.claim.block, set()).update(scene.index.positions_of(one.links[0].fact))
    return [_second_look(one, frozenset(about.get(one.claim.block, ())), scene) for one in judgements]


def _second_look(judgement: Judgement, favoured: frozenset[int], scene: Scene) -> Judgement:
    claim, quantity = judgement.claim, judgement.claim.mention.quantity
    if judgement.verdict is not Verdict.NOT_COVERED or not favoured or quantity is None or _digits(quantity) < 2:
        return judgement
    tried = _tried(claim, quantity, scene, favoured)
    found = _confirmed(claim, quantity, tried, scene)
    return replace(found, considered=_considered(tried)) if found is not None else judgement


def judge(claim: Claim, scene: Scene) -> Judgement:
    """Give the verdict on one claim against the scene's tables."""
    quantity = claim.mention.quantity
    if not claim.is_claim or quantity is None:
        return Judgement(claim, Verdict.NOT_A_CLAIM, message=claim.reason)
    tried = _tried(claim, quantity, scene)
    judgement = _confirmed(claim, quantity, tried, scene) or _wrong(claim, quantity, tried, scene)
    if judgement is None:
        return Judgement(claim, Verdict.NOT_COVERED, considered=_considered(tried), message=_why_not(claim, tried))
    return replace(judgement, considered=_considered(tried))


def _tried(claim: Claim, quantity: Quantity, scene: Scene, favoured: frozenset[int] = frozenset()) -> list[Tried]:
    readings = readings_for(claim, quantity, scene, favoured)[:MOST_TRIED]
    return [Tried(one, compare(quantity, one.fact, _direction(claim, one.fact))) for one in readings]


def _considered(tried: Sequence[Tried]) -> tuple[Link, ...]:
    return tuple(one.reading.link for one in tried[:CONSIDERED])


def _direction(claim: Claim, fact: Fact) -> Direction | None:
    """The claim's direction for a change over time; which of two things is "ahead" the words do not settle."""
    return claim.direction if fact.kind is Kind.CHANGE else None


def _confirmed(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    limits = scene.weights.limits
    if not tried:
        return None
    least = limits["confirm_precise"] if _digits(quantity) >= 3 else limits["confirm"]
    top = tried[0].reading.score
    for one in tried:
        reading = one.reading
        if reading.score < max(least, top - limits["margin"]):
            return None
        if _overruled(claim, one, tried):
            continue
        if one.outcome.agreement.confirms and reading.evidence.measure >= limits["measure_confirm"]:
            return _agreeing(claim, one, tried, scene)
    return None


def _overruled(claim: Claim, one: Tried, tried: Sequence[Tried]) -> bool:
    """Whether the text speaks more plainly of something else of the same table.

    Another entity stands right before the figure, and this one is from further off; or another measure's longer name
    stands there in full ("service revenue" for "revenue"). What is only roughly true must be about the first entity.
    """
    reading = one.reading
    if one.outcome.agreement is Agreement.MILD and (not reading.first or _far_off(claim, one)):
        return True
    table = reading.line.series.table
    others = [other.reading for other in tried if other.reading.line.series.table is table]
    if any(_says_more(other.evidence, reading.evidence) for other in others if not other.fact.derivation):
        return True
    if reading.first or reading.stated:
        return False
    return any(other.entity >= NAMED_BEFORE for other in others)


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
    links = _links(one, tried)
    strength = sum(1 for other in tried if other is not one and other.outcome.agreement.confirms)
    scope = other_scope(claim, one.reading, [t.reading for t in tried if not t.outcome.agreement.confirms], scene)
    if scope:
        code = code_for(Verdict.AMBIGUOUS, None)
        return Judgement(
            claim, Verdict.AMBIGUOUS, links, code=code, severity=severity_for(code), message=scope, strength=strength
        )
    message = consistent_message(one.reading.fact, one.outcome)
    if one.outcome.agreement is not Agreement.MILD:
        return Judgement(claim, Verdict.CONSISTENT, links, message=message, strength=strength)
    diagnosis = one.outcome.diagnosis or Diagnosis.HEDGE
    code = code_for(Verdict.CONSISTENT, diagnosis)
    text = suggest(scene.context.document.text, claim.mention, one.reading.fact, one.outcome, diagnosis)
    return Judgement(
        claim, Verdict.CONSISTENT, links, diagnosis=diagnosis, code=code, severity=severity_for(code),
        message=message, suggestion=text, strength=strength,
    )  # fmt: skip


def _wrong(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Contradicted or outdated: only where the text settles the fact and nothing nearly as good agrees."""
    if claim.status not in CAN_BE_WRONG or not tried:
        return None
    limits = scene.weights.limits
    near = [other for other in tried if other.reading.score >= tried[0].reading.score - limits["margin"]]
    if any(other.outcome.agreement in _OPEN for other in near):
        return None
    for one in _suspects(near):
        found = _mistake(claim, quantity, one, near, scene)
        if found is not None:
            return found
    return None


def _suspects(near: Sequence[Tried]) -> list[Tried]:
    """What a wrong figure may be held against: the same number gone wrong in sign or unit first, then the best."""
    differing = [one for one in near if _differs(one.outcome)]
    same = [one for one in differing if one.outcome.diagnosis in SAME_NUMBER and (one.reading.settled or _turned(one))]
    meant = [one for one in differing if one.reading.settled and (one.reading.first or one.reading.stated)]
    return [*same, *(one for one in meant[:MOST_SUSPECTS] if one not in same)]


def _turned(one: Tried) -> bool:
    """Whether only the direction is wrong of a change whose size is right to two digits, whatever it starts from."""
    return one.outcome.diagnosis is Diagnosis.DIRECTION and one.reading.first


def _mistake(claim: Claim, quantity: Quantity, one: Tried, near: Sequence[Tried], scene: Scene) -> Judgement | None:
    """The judgement that a claim is wrong about one reading, or None where the evidence does not carry it."""
    limits = scene.weights.limits
    reading = one.reading
    if not _may_differ(claim, quantity, reading, scene):
        return None
    diagnosis, words = diagnose(quantity, reading.fact, one.outcome, _neighbours(reading, quantity, scene))
    if _named_nearby(claim, quantity, diagnosis, reading, scene):
        return None
    sure = _sureness(claim, diagnosis, quantity, reading.line.series.scale)
    if diagnosis in OF_DIGITS and not _digits_count(claim, diagnosis, reading):
        return None
    if not sure and diagnosis is Diagnosis.ROUNDING and edition_after(reading.line.series.table, scene.as_of):
        sure = "_named"
    if reading.score < limits[f"contradict{sure}"] or reading.evidence.measure < limits[f"measure_contradict{sure}"]:
        return None
    if not sure and (
        one.reading.score < near[0].reading.score - TIE or not _plainly_meant(claim, quantity, reading, near)
    ):
        return None
    verdict = _verdict(claim, reading, diagnosis, scene)
    code = code_for(verdict, diagnosis)
    text = suggest(scene.context.document.text, claim.mention, reading.fact, one.outcome, diagnosis)
    return Judgement(
        claim, verdict, _links(one, near), diagnosis=diagnosis, code=code, severity=severity_for(code),
        message=wrong_message(claim, reading.fact, one.outcome, words), suggestion=text,
        strength=sum(1 for other in near if other.outcome.agreement.confirms),
    )  # fmt: skip


def _may_differ(claim: Claim, quantity: Quantity, reading: Reading, scene: Scene) -> bool:
    """Whether a difference would mean anything.

    Not for a rate or a share against a number without a unit, an average against a plain value, or a count of things
    that were named before ("the three ports").
    """
    if claim.period_stated and reading.fact.period is None and _has_periods(reading, scene):
        return False
    if reading.fact.kind is Kind.TOTAL and claim.kind is not Kind.TOTAL:
        return False
    if reading.fact.kind is Kind.COUNT:
        start = claim.mention.start
        if scene.context.is_bracketed(claim) or not _near_count(quantity, reading.fact):
            return False
        before = scene.context.document.text[max(0, start - 12) : start].split()
        return not (before and before[-1].casefold() in word_set("linking", "definite"))
    if reading.fact.kind is Kind.RANK:
        return len(scene.ledger.members_at(reading.line.series, reading.fact.period)) <= MOST_RANKED_SAFELY
    if claim.kind in (Kind.AVERAGE, Kind.RATE) and reading.evidence.fit is not UnitFit.SAME:
        return False
    if reading.evidence.fit is UnitFit.UNKNOWN and not reading.fact.derivation:
        return dimension(quantity.unit) not in VAGUE_DIMENSIONS and claim.kind not in (Kind.DURATION, Kind.AGE)
    return True


def _has_periods(reading: Reading, scene: Scene) -> bool:
    """Whether other measures of the table are dated, so that a dated claim is likelier about one of them."""
    siblings = scene.index.by_table[reading.fact.table]
    return any(field.period is not None for series in siblings for field in series.fields)


def _near_count(quantity: Quantity, fact: Fact) -> bool:
    value = quantity.best
    return value is not None and fact.value / 2 <= value <= fact.value * 2


def _digits_count(claim: Claim, diagnosis: Diagnosis, reading: Reading) -> bool:
    """Whether a slip of digits can be told at all.

    A number in words drops no zero, and a table without a unit may be in thousands or in hundredths.
    """
    if not any(char.isdigit() for char in claim.mention.surface):
        return False
    whole = reading.fact.value.denominator == 1
    return (
        diagnosis is Diagnosis.TRANSPOSED
        or reading.evidence.fit in (UnitFit.SAME, UnitFit.PRICE)
        or (whole and reading.evidence.fit is UnitFit.NOUN)
    )


def _named_nearby(claim: Claim, quantity: Quantity, diagnosis: Diagnosis, reading: Reading, scene: Scene) -> bool:
    """Whether the row or period that the figure belongs to is spoken of close by: then it is likelier meant there."""
    if diagnosis is Diagnosis.NEIGHBOUR_ROW:
        named = {choice.target.text for choice in scene.context.choices(claim, reading.fact.table)}
        rows = scene.ledger.members_at(reading.line.series, reading.fact.period)
        said = scene.context.words_of(claim.sentence)
        own = measure_stems(reading.fact.entity)
        return any(
            (fact.entity in named or (measure_stems(fact.entity) - own) & said)
            and compare(quantity, fact).agreement.confirms
            for fact in rows
        )
    if diagnosis is Diagnosis.NEIGHBOUR_PERIOD:
        near = scene.context.periods_in(claim.sentence)
        dates = near if claim.period_stated else [*near, *scene.context.stated_periods]
        points = [one for one in reading.line.points if one.period and any(d.contains(one.period) for d in dates)]
        others = [point.fact for point in points if point.period != reading.fact.period]
        return any(compare(quantity, fact).agreement.confirms for fact in others)
    return False


def _sureness(claim: Claim, diagnosis: Diagnosis, quantity: Quantity, series_scale: Fraction) -> str:
    """How much evidence the mistake itself is: the same number with another sign or unit, a known slip, or none."""
    digits = _digits(quantity)
    if diagnosis is Diagnosis.SCALE and quantity.scale == 1 != series_scale and dimension(quantity.unit) in PLAIN:
        return ""  # "sales rose (3,770)": a bare number beside a table in thousands may be in thousands too
    if diagnosis in SAME_NUMBER:
        return "_same"
    if diagnosis is Diagnosis.HEDGE:
        return "_named"
    if quantity.modifier not in (Modifier.EXACT, Modifier.APPROXIMATE):
        return ""
    if diagnosis in (Diagnosis.SCALE, Diagnosis.ZERO) and digits < 2 and quantity.scale == 1:
        return ""
    if diagnosis is Diagnosis.TOTAL:
        return "_named" if claim.kind is Kind.TOTAL and digits >= 2 else ""
    return "_named" if diagnosis in NAMED else ""


def _plainly_meant(claim: Claim, quantity: Quantity, reading: Reading, near: Sequence[Tried]) -> bool:
    """Whether a number that is simply another one can still be called wrong.

    The text must name the entity (or add up those it has named) and, of a count, the thing counted; small numbers and
    shares in words are too easily about something else.
    """
    if reading.fact.kind is Kind.TOTAL:
        return claim.kind is Kind.TOTAL and _digits(quantity) >= 2
    if reading.fact.kind in (Kind.COUNT, Kind.RANK):
        return reading.stated
    value = quantity.best
    if reading.fact.value and value is not None and not _same_size(value, reading.fact.value):
        return False
    if not reading.stated or not _one_reading(near, reading) or value is None or dimension(quantity.unit) == "ratio":
        return False
    if dimension(quantity.unit) not in ("", "count"):
        return True
    return abs(value) > LARGEST_SMALL_NUMBER and reading.evidence.names_the_noun


_OPEN = frozenset({Agreement.AGREES, Agreement.ROUNDED, Agreement.MILD, Agreement.UNDECIDED})


def _differs(outcome: Outcome) -> bool:
    if outcome.agreement is Agreement.INCOMPARABLE:
        return outcome.diagnosis is not None
    return outcome.agreement is Agreement.DIFFERS


def _one_reading(near: Sequence[Tried], reading: Reading) -> bool:
    """Whether the readings nearly as good all speak of the same measure and entity."""
    return all(
        other.reading.fact.measure == reading.fact.measure and other.reading.line.label == reading.line.label
        for other in near
    )


def _same_size(value: Fraction, fact: Fraction) -> bool:
    """Whether two numbers are near enough to be meant for one: what is far off is usually about something else."""
    return abs(fact) / MOST_APART <= abs(value) <= abs(fact) * MOST_APART


def _verdict(claim: Claim, reading: Reading, diagnosis: Diagnosis, scene: Scene) -> Verdict:
    """An older period's figure without a stated period is outdated, and so is a small miss of a revised table."""
    if diagnosis is Diagnosis.NEIGHBOUR_PERIOD and not claim.period_stated:
        return Verdict.OUTDATED
    if diagnosis in (Diagnosis.VALUE, Diagnosis.ROUNDING) and edition_after(reading.line.series.table, scene.as_of):
        return Verdict.OUTDATED
    return Verdict.CONTRADICTED


def _neighbours(reading: Reading, quantity: Quantity, scene: Scene) -> Neighbours:
    """Other facts that the writer may have taken, where meeting one by chance is unlikely: few, or of many digits."""
    fact, series = reading.fact, reading.line.series
    if fact.derivation:
        return Neighbours()
    rows = tuple(other for other in scene.ledger.members_at(series, fact.period) if other.entity != fact.entity)
    points = [point for point in reading.line.points if point.period != fact.period]
    measures = tuple(_same_row(fact, reading, scene))
    most = 10 ** (_digits(quantity) - 1)
    if len(points) > most:
        points = _beside(reading, fact)
    return Neighbours(rows if len(rows) <= most else (), tuple(point.fact for point in points), measures)


def _beside(reading: Reading, fact: Fact) -> list[Point]:
    """The line's facts of the periods just before and after a fact's."""
    points = reading.line.points
    at = next((at for at, point in enumerate(points) if point.period == fact.period), -1)
    return [*points[max(0, at - 1) : at], *points[at + 1 : at + 2]] if at >= 0 else []


def _same_row(fact: Fact, reading: Reading, scene: Scene) -> list[Fact]:
    found = []
    for series in scene.index.by_table[fact.table]:
        if series is not reading.line.series:
            points = scene.ledger.points(series, fact.entity) if fact.entity else scene.ledger.points(series)
            found += [point.fact for point in points if point.period == fact.period]
    return found


def _links(one: Tried, tried: Sequence[Tried]) -> tuple[Link, ...]:
    """The fact that decided, then the others at its place: rivals of the same measure, entity and period."""
    fact = one.reading.fact
    rivals = [
        other.reading.link
        for other in tried
        if other is not one and not fact.derivation and _same_thing(fact, other.reading.fact)
    ]
    return (one.reading.link, *rivals[:5])


def _same_thing(fact: Fact, other: Fact) -> bool:
    return (fact.measure, fact.entity, fact.period) == (
        other.measure,
        other.entity,
        other.period,
    ) and not other.derivation


def _digits(quantity: Quantity) -> int:
    """How many digits that carry information the claim is written with."""
    best = quantity.best
    if best is None or best == 0 or quantity.quantum is None:
        return 1
    return len(str(int(abs(best) / quantity.quantum)).rstrip("0")) or 1


def _why_not(claim: Claim, tried: Sequence[Tried]) -> str:
    if not tried:
        return "no table speaks of this"
    if claim.status not in CAN_BE_WRONG and _differs(tried[0].outcome):
        return (
            f"{claim.status.value}, so not judged; {considered_reason(tried[0].reading.fact, tried[0].reading.score)}"
        )
    return considered_reason(tried[0].reading.fact, tried[0].reading.score)
