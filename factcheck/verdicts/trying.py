"""Trying a claim: every reading of it held against its fact, best first."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.linking.readings import readings_for
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Direction, Fact, Kind, Link, Quantity
from factcheck.verdicts.conventions import compared
from factcheck.verdicts.trial import Tried

MOST_TRIED = 200
CONSIDERED = 12  # readings that a judgement keeps for `explain`


def tried_for(
    claim: Claim,
    quantity: Quantity,
    scene: Scene,
    favoured: frozenset[int] = frozenset(),
    among: frozenset[int] | None = None,
) -> list[Tried]:
    """Give the readings of a claim with what came of comparing.

    `favoured` are positions of series that are likely, `among` those that alone are read, if given.
    """
    readings = readings_for(claim, quantity, scene, favoured, among)[:MOST_TRIED]
    return [Tried(*compared(claim, quantity, one, _direction(claim, one.fact), scene)) for one in readings]


def considered(tried: Sequence[Tried]) -> tuple[Link, ...]:
    """Give what a judgement keeps of the readings tried."""
    return tuple(one.reading.link for one in tried[:CONSIDERED])


def _direction(claim: Claim, fact: Fact) -> Direction | None:
    """The claim's direction for a change over time; which of two things is "ahead" the words do not settle."""
    return claim.direction if fact.kind is Kind.CHANGE else None
