"""Other facts that a writer may have taken instead of the right one, and whether the text speaks of them."""

from __future__ import annotations

from factcheck.comparison import compare
from factcheck.diagnosis import Neighbours
from factcheck.linking.evidence import UnitFit
from factcheck.linking.ledger import MOST_AT_ONCE, Point
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Diagnosis, Fact, Period, Quantity
from factcheck.precision import step
from factcheck.reference.names import measure_stems
from factcheck.verdicts.conventions import is_turned, turned
from factcheck.verdicts.trial import telling_digits


def neighbours(reading: Reading, quantity: Quantity, scene: Scene) -> Neighbours:
    """Other facts that the writer may have taken, where meeting one by chance is unlikely: few, or of many digits."""
    fact = reading.fact
    if fact.derivation:
        return Neighbours()
    most = 10 ** (telling_digits(quantity) - 1)
    rows = tuple(other for other in _members(reading, quantity, most, scene) if other.entity != fact.entity)
    # A period that holds the fact's own ("the first half") is no slip of the pen: the text speaks of another time.
    apart = [
        one for one in reading.line.points if not (one.period and fact.period and one.period.overlaps(fact.period))
    ]
    points = [point for point in apart if point.period is not None or fact.period is not None]
    measures = tuple(_same_row(fact, reading, scene))
    if len(points) > most:
        points = _beside(reading, fact)
    found = (rows if len(rows) <= most else (), tuple(point.fact for point in points), measures)
    return Neighbours(*(tuple(map(turned, facts)) for facts in found) if is_turned(fact) else found)


def _members(reading: Reading, quantity: Quantity, most: int, scene: Scene) -> tuple[Fact, ...]:
    """The facts of a fact's own series and period; of very many only those that have the figure's own value."""
    series, fact = reading.line.series, reading.fact
    count = len(series.cells_at(fact.period))
    alike = quantity.unit == fact.unit or reading.evidence.fit is UnitFit.NOUN
    if count <= MOST_AT_ONCE or count > most or quantity.value is None or not alike:
        return scene.ledger.members_at(series, fact.period)
    reach = step(quantity)
    return scene.ledger.members_like(series, fact.period, quantity.value - reach, quantity.value + reach)


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


def named_nearby(claim: Claim, quantity: Quantity, diagnosis: Diagnosis, reading: Reading, scene: Scene) -> bool:
    """Whether the row or period that the figure belongs to is spoken of close by: then it is likelier meant there."""
    if diagnosis is Diagnosis.NEIGHBOUR_ROW:
        named = {choice.target.text for choice in scene.context.choices(claim, reading.fact.table)}
        rows = scene.ledger.members_at(reading.line.series, reading.fact.period)
        said = scene.context.words_near(claim, claim.sentence)
        own = measure_stems(reading.fact.entity)
        return any(
            (fact.entity in named or (measure_stems(fact.entity) - own) & said)
            and compare(quantity, fact).agreement.confirms
            for fact in rows
        )
    if diagnosis is Diagnosis.NEIGHBOUR_PERIOD and not claim.period_own:
        points = [one for one in reading.line.points if one.period and _may_be_meant(one.period, claim, reading, scene)]
        others = [point.fact for point in points if point.period != reading.fact.period]
        return any(compare(quantity, fact).agreement.confirms for fact in others)
    return False


def _may_be_meant(period: Period, claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the text speaks of a period, or names none and that one is later: nobody writes what is yet to come."""
    held = reading.fact.period
    later = held is not None and not claim.period_stated and period.start > held.start
    return later or _is_spoken_of(period, claim, scene)


def _is_spoken_of(period: Period, claim: Claim, scene: Scene) -> bool:
    """Whether a date near the figure covers a period, or any of the draft where the figure has none of its own."""
    if any(one.contains(period) for one in scene.context.periods_near(claim, claim.sentence)):
        return True
    return not claim.period_stated and scene.context.stated_order(period, _within) is not None


def _within(period: Period, stated: Period) -> bool:
    return stated.contains(period)
