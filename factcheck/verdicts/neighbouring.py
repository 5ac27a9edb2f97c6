"""Other facts that a writer may have taken instead of the right one, and whether the text speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.comparison import Agreement, compare
from factcheck.diagnosis import Neighbours
from factcheck.linking.ledger import MOST_AT_ONCE
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.linking.strands import Point, when
from factcheck.model import Claim, Diagnosis, Fact, Period, Quantity, Span
from factcheck.precision import step
from factcheck.reference.names import measure_stems
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell
from factcheck.verdicts.conventions import is_turned, turned
from factcheck.verdicts.trial import telling_digits


def neighbours(reading: Reading, quantity: Quantity, scene: Scene) -> Neighbours:
    """Other facts that the writer may have taken, where meeting one by chance is unlikely: few, or of many digits."""
    fact = reading.fact
    if fact.derivation:
        return Neighbours()
    most = 10 ** (telling_digits(quantity) - 1)
    rows, periods = _of_the_series(reading, quantity, most, scene)
    found = rows, periods, _same_row(fact, reading, scene)
    return Neighbours(*(tuple(map(turned, facts)) for facts in found) if is_turned(fact) else found)


def _of_the_series(
    reading: Reading, quantity: Quantity, most: int, scene: Scene
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts of other rows if they are few, and of other periods.

    Where nothing is converted, only those of the figure's size.
    """
    outcome = compare(quantity, reading.fact)
    if outcome.agreement is Agreement.INCOMPARABLE:
        return (), ()
    few = _are_few(reading, most)
    if quantity.best is None or outcome.fact_value != reading.fact.value or is_turned(reading.fact):
        return _other_rows(reading, scene) if few else (), _other_periods(reading, most)
    if not few and _are_many_periods(reading, most):
        return (), _periods_beside(reading)
    near = _cells_like(abs(quantity.best), step(quantity), reading.line.series)
    return _rows_among(near, reading) if few else (), _periods_among(near, reading, most)


def _cells_like(value: Fraction, reach: Fraction, series: Series) -> Sequence[SeriesCell]:
    found = series.cells_from(value - reach, value + reach, MOST_AT_ONCE)
    other_sign = series.cells_from(-value - reach, reach - value, MOST_AT_ONCE)
    return list(dict.fromkeys((*found, *other_sign)))


def _are_few(reading: Reading, most: int) -> bool:
    """Whether a fact's series has at most so many members at its period besides the fact's own."""
    cells = reading.line.series.cells_at(reading.fact.period)
    if not most < len(cells) - 1 < MOST_AT_ONCE:
        return len(cells) - 1 <= most
    return sum(1 for cell in cells if not cell.aggregate) - 1 <= most


def _other_rows(reading: Reading, scene: Scene) -> tuple[Fact, ...]:
    fact = reading.fact
    members = scene.ledger.members_at(reading.line.series, fact.period)
    return tuple(other for other in members if other.entity != fact.entity)


def _rows_among(near: Sequence[SeriesCell], reading: Reading) -> tuple[Fact, ...]:
    fact, series = reading.fact, reading.line.series
    same = (series.fact(cell) for cell in near if cell.period == fact.period and not cell.aggregate)
    return tuple(other for other in same if other.entity != fact.entity)


def _are_many_periods(reading: Reading, most: int) -> bool:
    """Whether a fact's line has more than so many facts of other times."""
    points = reading.line.points
    together = len(points.overlapping(reading.fact.period)) if reading.fact.period else len(points.undated)
    return len(points) - together > most


def _periods_beside(reading: Reading) -> tuple[Fact, ...]:
    return tuple(point.fact for point in reading.line.points.beside(reading.fact.period))


def _other_periods(reading: Reading, most: int) -> tuple[Fact, ...]:
    if _are_many_periods(reading, most):
        return _periods_beside(reading)
    return tuple(point.fact for point in reading.line.points if _is_apart(point, reading.fact))


def _periods_among(near: Sequence[SeriesCell], reading: Reading, most: int) -> tuple[Fact, ...]:
    points = reading.line.points
    if _are_many_periods(reading, most):
        return _periods_beside(reading)
    times = dict.fromkeys(cell.period for cell in near)
    found = [point for time in times for point in (points.at(time) if time is not None else points.undated)]
    return tuple(point.fact for point in sorted(found, key=when) if _is_apart(point, reading.fact))


def _is_apart(point: Point, fact: Fact) -> bool:
    """Whether a fact is of another time: one that holds the fact's own ("the first half") is no slip of the pen."""
    if point.period is None or fact.period is None:
        return point.period is not fact.period
    return not point.period.overlaps(fact.period)


def _same_row(fact: Fact, reading: Reading, scene: Scene) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for series in scene.index.by_table[fact.table]:
        if series is not reading.line.series:
            points = scene.ledger.points(series, fact.entity) if fact.entity else scene.ledger.points(series)
            same = points.at(fact.period) if fact.period is not None else points.undated
            found += [point.fact for point in same if point.period == fact.period]
    return tuple(found)


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
    """Whether a date near the figure covers a period, or any of the draft where the figure has none of its own.

    Not a date behind the figure that it is only held against: "744 pupils, more than in 2023".
    """
    before = Span(claim.sentence.start, claim.mention.start)
    dates = (*scene.context.periods_near(claim, before), *scene.context.own_periods_near(claim, claim.sentence))
    if any(one.contains(period) for one in dates):
        return True
    return not claim.period_stated and scene.context.stated_order(period, _within) is not None


def _within(period: Period, stated: Period) -> bool:
    return stated.contains(period)
