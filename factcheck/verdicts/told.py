"""The comparison that a verdict rests on, in words, for every report alike."""

from __future__ import annotations

from dataclasses import replace

from factcheck.comparison import compare
from factcheck.model import Judgement, Kind

_SIGNED = frozenset({Kind.CHANGE, Kind.DIFFERENCE})


def with_comparison(judgement: Judgement) -> Judgement:
    """The judgement with what came of holding its figure against its best fact; as it is where there is none."""
    claim = judgement.claim
    quantity = claim.mention.quantity
    if not judgement.links or quantity is None:
        return judgement
    direction = claim.direction if claim.kind in _SIGNED else None
    return replace(judgement, comparison=compare(quantity, judgement.links[0].fact, direction).reason)
