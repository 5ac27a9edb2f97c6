"""The verdict on a claim as it would be if one thing in it were otherwise: its unit, or the way that it goes."""

from __future__ import annotations

from collections.abc import Sequence, Set

from factcheck.linking.scene import Scene
from factcheck.model import Cell, Claim, Judgement, Verdict
from factcheck.verdicts.confirming import confirmed
from factcheck.verdicts.editions import in_force
from factcheck.verdicts.looks import look_again
from factcheck.verdicts.named_in_full import judge_named_in_full
from factcheck.verdicts.trying import tried_for

MOST_ABOUT = 6  # figures of the paragraph that tell what it is about

About = dict[int, list[Judgement]]
Held = Set[frozenset[Cell]]  # the cells that figures of a paragraph are borne out by


def told_about(judgements: Sequence[Judgement]) -> About:
    """The first figures of each paragraph that the tables bear out: they tell which measures it is about."""
    found: About = {}
    for one in judgements:
        if one.verdict is Verdict.CONSISTENT and len(found.get(one.claim.block, ())) < MOST_ABOUT:
            found.setdefault(one.claim.block, []).append(one)
    return found


def cells_held(judgements: Sequence[Judgement]) -> dict[int, set[frozenset[Cell]]]:
    """The cells that the figures of each paragraph are borne out by."""
    found: dict[int, set[frozenset[Cell]]] = {}
    for one in judgements:
        if one.verdict is Verdict.CONSISTENT and one.links:
            found.setdefault(one.claim.block, set()).add(frozenset(one.links[0].fact.cells))
    return found


def borne_out_as(claim: Claim, about: About, scene: Scene) -> Judgement | None:
    """Give the judgement that a changed claim is consistent, or None."""
    quantity = claim.mention.quantity
    if quantity is None:
        return None
    found = judge_named_in_full([claim], scene).judgements.get(claim.id)
    found = found or confirmed(claim, quantity, in_force(claim, tried_for(claim, quantity, scene)), scene)
    open_still = found or Judgement(claim, Verdict.NOT_COVERED)
    looked = look_again([open_still, *about.get(claim.block, ())], scene)[0]
    return looked if looked.verdict is Verdict.CONSISTENT and looked.links else None
