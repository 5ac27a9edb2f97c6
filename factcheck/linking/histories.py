"""What the course of a line shows up to a time: the highest since when, and for how many periods in a row.

Derived facts over the facts of one entity and measure in order of period, without a gap: a missing month ends what
can be said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.linking.scene import Scene
from factcheck.linking.strands import Point
from factcheck.model import Direction, Fact, Interval, Kind, Period

MOST_BACK = 600  # points that are looked back over: fifty years of months

Holds = Callable[[Sequence[Point], int], bool | None]


@record
class Streak:
    """How many periods in a row something held, as a fact; `is_ended` that the line shows where it began."""

    fact: Fact
    is_ended: bool


@record
class Since:
    """What a line shows of "the highest since": the fact, whether it holds, and when a value was last as high."""

    fact: Fact
    holds: bool
    last: Period | None


def course_of(fact: Fact, scene: Scene) -> list[Point]:
    """The facts of the line of a single cell up to it, without a gap, the earliest first; [] where there is no line."""
    period = fact.period
    found = [scene.index.series[at] for at in scene.index.positions_of(fact)]
    if period is None or len(found) != 1 or len(found[0].table.entity_columns) > 1:
        return []
    series = found[0]
    points = scene.ledger.points(series, fact.entity if series.table.entity_columns else None)
    here = points.at(period)
    if len(here) != 1 or here[0].fact.value != _level(fact, here[0]):
        return []
    course = [here[0]]
    for point in reversed(points.before(period.start)[-MOST_BACK:]):
        if point.period is None or point.period.grain is not period.grain:
            continue
        if not _adjoin(point.period, course[-1].period):
            break
        course.append(point)
    return course[::-1]


def _level(fact: Fact, here: Point) -> Fraction:
    """The value that a fact stands on: its own, or of a change that of the period where it ends."""
    return here.fact.value if fact.kind is Kind.CHANGE and fact.derivation else fact.value


def _adjoin(period: Period, after: Period | None) -> bool:
    return after is not None and period.end + dt.timedelta(days=1) == after.start


def moves(way: Direction) -> Holds:
    """Whether a value is above, or below, the one before; None where it is the same, or the first of all."""
    sign = 1 if way is Direction.UP else -1

    def holds(course: Sequence[Point], at: int) -> bool | None:
        if at == 0:
            return None
        step = (course[at].fact.value - course[at - 1].fact.value) * sign
        return None if step == 0 else step > 0

    return holds


def beyond(bound: Fraction, way: Direction) -> Holds:
    """Whether a value is above, or below, a bound; None where it is just that."""
    sign = 1 if way is Direction.UP else -1

    def holds(course: Sequence[Point], at: int) -> bool | None:
        apart = (course[at].fact.value - bound) * sign
        return None if apart == 0 else apart > 0

    return holds


def streak(course: Sequence[Point], holds: Holds, words: str) -> Streak | None:
    """For how many of the last periods in a row something held; None where it did not at the last one."""
    length = 0
    for at in range(len(course) - 1, -1, -1):
        said = holds(course, at)
        if not said:
            break
        length += 1
    if not length:
        return None
    first, last = course[-length], course[-1]
    is_ended = length < len(course) and holds(course, len(course) - length - 1) is False
    start, end = (point.period.label if point.period else "" for point in (first, last))
    text = f"{words}: {start} to {end}" if length > 1 else f"{words}: {end}"
    number = Fraction(length)
    fact = replace(
        last.fact, value=number, interval=Interval.point(number), unit=None, kind=Kind.COUNT, derivation=text,
        cells=tuple(cell for point in course[-length:] for cell in point.fact.cells),
    )  # fmt: skip
    return Streak(fact, is_ended)


def since(course: Sequence[Point], period: Period, way: Direction) -> Since | None:
    """Whether no value after a period, and before the last of the line, was as high (or low) as the last; None if open.

    It is open where the line does not reach the period, and where the period itself had nothing as high: then the
    writer could have gone further back.
    """
    sign = 1 if way is Direction.UP else -1
    now = course[-1]
    high = [point for point in course[:-1] if (point.fact.value - now.fact.value) * sign >= 0 and point.period]
    higher = [point for point in high if (point.fact.value - now.fact.value) * sign > 0]
    later = [point for point in higher if point.period is not None and point.period.start > period.end]
    word = "higher" if way is Direction.UP else "lower"
    if later:
        last = later[-1]
        text = f"{_shown(now)}, and {_shown(last)} was {word}"
        return Since(_made(now, (last,), text), False, last.period)
    same = [point for point in high if point.period is not None and point.period.overlaps(period)]
    if not same:
        return None
    after = [point for point in course[:-1] if point.period is not None and point.period.start > period.end]
    text = f"{_shown(now)}, {_shown(same[-1])}, and none between was {word}"
    return Since(_made(now, (same[-1], *after), text), True, same[-1].period)


def _made(now: Point, others: Sequence[Point], text: str) -> Fact:
    cells = tuple(cell for point in (now, *others) for cell in point.fact.cells)
    return replace(now.fact, kind=Kind.EXTREME, derivation=text, cells=cells)


def _shown(point: Point) -> str:
    number = float(point.fact.value)
    return f"{number:,.6g} ({point.period.label if point.period else ''})"
