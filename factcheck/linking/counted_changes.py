"""Counts of the rows that rose or fell: "turnout rose in two wards". Rows under any other condition are not counted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from factcheck.languages.words import word_set
from factcheck.linking.context import normalised_words
from factcheck.linking.ledger import same_period
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Period
from factcheck.reference.names import measure_stems
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell, Table

MOST_MEMBERS = 500
REACH = 160  # characters around a count in which its rows' condition is said
UP = ("up_verbs", "gain_verbs")
DOWN = ("down_verbs", "loss_verbs")


def is_conditioned(claim: Claim, scene: Scene) -> bool:
    """Whether the clause says of the counted rows how they changed or compare: "rose in three", "three above 30%"."""
    said = _said(claim, scene)
    listed = word_set("linking", "row_conditions")
    return _any(said, (*UP, *DOWN)) or any(f" {phrase} " in said for phrase in listed)


def changed_rows(claim: Claim, table: Table, scene: Scene) -> tuple[list[SeriesCell], str] | None:
    """Give the newer cells of the rows that went the claim's way, and in words; None where it cannot be told."""
    way, series = _way(claim, scene), _series_said(claim, table, scene)
    if not way or series is None or not 2 <= series.members <= MOST_MEMBERS or len(table.entity_columns) != 1:
        return None
    ends = _ends(claim, series)
    if ends is None:
        return None
    old, new = ({cell.entity: cell for cell in series.cells_at(end) if not cell.aggregate} for end in ends)
    if len(old) != series.members or len(new) != series.members:
        return None
    found = []
    for entity, cell in new.items():
        before, after = series.value(old[entity]) if entity in old else None, series.value(cell)
        if before is None or after is None:
            return None
        if (after - before) * way > 0:
            found.append(cell)
    verb = "rose" if way > 0 else "fell"
    return found, f"whose {series.measure} {verb} from {ends[0].label} to {ends[1].label}"


def _way(claim: Claim, scene: Scene) -> int:
    """The way that the counted rows are said to have gone: 1 up, -1 down, 0 where the clause does not tell."""
    said = _said(claim, scene)
    return _any(said, UP) - _any(said, DOWN)


def _said(claim: Claim, scene: Scene) -> str:
    """The words around a count, without its own hedge."""
    near, mention, text = around(claim.clause, claim.mention.start, REACH), claim.mention, scene.context.document.text
    start = min(mention.start, mention.hedge_span.start) if mention.hedge_span else mention.start
    return normalised_words(f"{text[near.start : start]} {text[mention.end : near.end]}".casefold())


def _any(said: str, lists: Iterable[str]) -> bool:
    return any(f" {verb} " in said for name in lists for verb in word_set("claims", name))


def _series_said(claim: Claim, table: Table, scene: Scene) -> Series | None:
    """The only series of a table whose measure the clause names."""
    words = scene.context.words_near(claim, claim.clause)
    found = [one for one in scene.index.by_table.get(table.name, ()) if _stems(one.measure) & words]
    return found[0] if len(found) == 1 else None


@cache
def _stems(measure: str) -> frozenset[str]:
    return measure_stems(measure)


def _ends(claim: Claim, series: Series) -> tuple[Period, Period] | None:
    """The times that a change runs between: the only two of the table, or the stated one and the one before it."""
    periods = series.periods
    if claim.base_period is not None or (claim.period_stated and claim.period is None):
        return None
    if claim.period is None or not claim.period_stated:
        return (periods[0], periods[1]) if len(periods) == 2 else None
    at = next((at for at, one in enumerate(periods) if same_period(one, claim.period)), 0)
    return (periods[at - 1], periods[at]) if at else None
