"""Sums that hold more than the text speaks of: the whole city for one place, the whole year for one month."""

from __future__ import annotations

from factcheck.linking.context import SURE_NAME
from factcheck.linking.index import DEFAULT_FIELD
from factcheck.linking.ledger import same_period
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Grain, Kind

CALENDAR = frozenset({Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.HALF})
REACH = 300  # characters around a figure in which a name says whose it is


def holds_more(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether a sum takes in, or leaves out, what the claim's own names and time do not."""
    fact = reading.fact
    if not fact.derivation or fact.kind is not Kind.TOTAL:
        return False
    return _of_another_time(claim, reading) or _leaves_names_out(claim, reading, scene)


def _of_another_time(claim: Claim, reading: Reading) -> bool:
    held = reading.fact.period
    if not claim.period_stated or held is None:
        return False
    wanted = claim.period
    if wanted is None:  # "this summer" may be that of a table's year, "in February" is no whole list
        return held.grain not in (Grain.YEAR, Grain.FISCAL_YEAR)
    if wanted.grain not in CALENDAR and held.grain is Grain.YEAR and held.contains(wanted):
        return False  # a season in a table of one count a year
    return not (wanted.contains(held) or same_period(wanted, held))


def _leaves_names_out(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether a row of the table is named beside the figure, with no other figure between, and not in the sum."""
    added = "" if reading.line.is_whole else f"{reading.line.label}, {reading.fact.entity}"
    start, end = claim.mention.start, claim.mention.end
    for hit in scene.context.hits_in(around(claim.clause, start, REACH), reading.fact.table):
        if hit.score < SURE_NAME or hit.target.field == DEFAULT_FIELD or hit.target.text in added:
            continue
        low, high = (hit.end, start) if hit.end <= start else (end, hit.start)
        if not scene.context.figures_between(low, high):
            return True
    return False
