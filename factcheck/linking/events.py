"""Event lists: tables with a row an incident, of which the text means one only when it names it.

Events are neither editions nor periods of one thing, so that the last of them is not "the latest figure".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.languages.words import word_set
from factcheck.linking.context import normalised_words
from factcheck.linking.ledger import Point
from factcheck.linking.lines import Dated, Line
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Grain, Kind
from factcheck.reference.series import Series

MOST_ALIKE = 5  # events of the same names; of more, one agrees by chance
MOST_RANKED = 5000
REACH = 120  # characters around a figure in which "the worst fire" is said


def is_event_list(series: Series) -> bool:
    """Whether rows are told apart by several names and by the day, and hardly two of them share a day."""
    periods = series.periods
    if len(series.table.entity_columns) < 2 or len(periods) < 2 or len(series.cells) < 2:
        return False
    return periods[0].grain is periods[-1].grain is Grain.DAY and len(periods) * 2 > len(series.cells)


def rows_meant(claim: Claim, line: Line, now: Sequence[Dated], scene: Scene) -> list[Dated]:
    """Give what is left of a line's facts at the claim's time where the line's rows are different things.

    The only row at the claim's time; or the few rows that all have the names which the text gives, of which it does
    not settle one; or the extreme where the text speaks of the worst or the smallest.
    """
    series = line.series
    if len(series.table.entity_columns) < 2 or len(line.points) < 2 or not (line.is_whole or is_event_list(series)):
        return list(now)
    inside = _inside(claim, line)
    if is_event_list(series) and (most := _superlative(claim, scene)):
        return list(_extreme(inside or line.points, most, scene)) if inside or not claim.period_stated else []
    if len(inside) == 1:
        same = [one for one in now if one.fact.period == inside[0].period]
        return same or [Dated(inside[0].fact, scene.weights.period["inside"], False, "the only row of that time")]
    chosen = inside or ([] if claim.period_stated else line.points)
    if not line.is_whole and len(chosen) <= MOST_ALIKE and len({point.fact.entity for point in chosen}) == 1:
        score = scene.weights.period["latest"]
        return [Dated(point.fact, score, False, f"one of {len(chosen)} with these names") for point in chosen]
    return []


def _inside(claim: Claim, line: Line) -> list[Point]:
    return line.points.inside(claim.period)


def _superlative(claim: Claim, scene: Scene) -> str:
    """Whether the clause speaks of the largest or of the smallest of several; "" for neither."""
    near = around(claim.clause, claim.mention.start, REACH)
    words = normalised_words(scene.context.document.text[near.start : near.end].casefold())
    for name, kind in (("largest_first", "largest"), ("lowest_first", "smallest")):
        if any(f" {word} " in words for word in word_set("linking", name)):
            return kind
    return ""


def _extreme(points: Sequence[Point], most: str, scene: Scene) -> Iterator[Dated]:
    if not 2 <= len(points) <= MOST_RANKED:
        return
    facts = [point.fact for point in points]
    values = [fact.value for fact in facts]
    chosen = facts[values.index(max(values) if most == "largest" else min(values))]
    yield Dated(
        replace(chosen, kind=Kind.EXTREME), scene.weights.period["latest"], False, f"the {most} of {len(facts)} rows"
    )
