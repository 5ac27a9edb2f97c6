"""From readings to a verdict: which reading the text leaves standing, and what the comparison with it says.

The rule of the house: a figure is consistent when a fact that fits all that the text states agrees with it; it is
contradicted only when the text settles which fact it is about and every equally good one disagrees. Everything
else is not covered, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from factcheck.linking.local_money import in_local_money
from factcheck.linking.pairs import is_pair
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Judgement, Kind, Quantity, Status, Verdict
from factcheck.verdicts.bindings import Binding
from factcheck.verdicts.certain import with_fix
from factcheck.verdicts.confirming import confirmed
from factcheck.verdicts.directions import the_other_way
from factcheck.verdicts.doubting import wrong
from factcheck.verdicts.editions import hidden_by_hedge, in_force, revised
from factcheck.verdicts.looks import look_again
from factcheck.verdicts.named_in_full import judge_named_in_full, set_apart
from factcheck.verdicts.other_units import in_other_units
from factcheck.verdicts.over_time import judged_over_time
from factcheck.verdicts.pinned import judge_pinned
from factcheck.verdicts.revising import revised_change
from factcheck.verdicts.said_scale import in_said_scale
from factcheck.verdicts.selected import judged_by_rows
from factcheck.verdicts.silence import why_not
from factcheck.verdicts.slips import slips_told
from factcheck.verdicts.strength import with_strength
from factcheck.verdicts.told import with_comparison
from factcheck.verdicts.trying import considered, tried_for
from factcheck.verdicts.withdrawn import without_rounded_record


def judge_all(
    claims: Sequence[Claim], scene: Scene, pinned: Mapping[str, Binding] = MappingProxyType({})
) -> list[Judgement]:
    """Give the verdicts on all claims of a document, in order; `pinned` are bindings by the ids of their claims.

    What nothing covered gets a second look, and a last one for slips of the pen. Of what was held against a fact it is
    counted how many others agree.
    """
    claims = in_local_money(claims, scene.index)
    in_full = judge_named_in_full((claim for claim in claims if claim.id not in pinned), scene)
    judgements = [
        judge_pinned(claim, pinned[claim.id], scene)
        if claim.id in pinned
        else judge(claim, scene, in_full.judgements.get(claim.id))
        for claim in claims
    ]
    looked = [set_apart(one, in_full) for one in judged_by_rows(look_again(judgements, scene), scene)]
    looked = the_other_way(in_other_units(judged_over_time(looked, scene), scene), scene)
    told = map(without_rounded_record, slips_told(looked, scene))
    store = scene.index.store
    strong = (with_strength(in_said_scale(one, scene), store) for one in told)
    return [with_comparison(with_fix(one, store)) for one in strong]


def judge(claim: Claim, scene: Scene, in_full: Judgement | None = None) -> Judgement:
    """Give the verdict on one claim against the scene's tables; `in_full` is that on the one cell it names in full."""
    quantity = claim.mention.quantity
    if quantity is not None and claim.kind is Kind.YEAR and not claim.is_claim:
        return _year(claim, quantity, scene)
    if not claim.is_claim or quantity is None:
        return Judgement(claim, Verdict.NOT_A_CLAIM, message=claim.reason)
    tried = tried_for(claim, quantity, scene)
    if in_full is not None:
        return replace(in_full, considered=in_full.links + considered(tried))
    judgement = None
    if claim.status is not Status.NEGATED and not is_pair(quantity):
        kept = in_force(claim, tried)
        judgement = confirmed(claim, quantity, kept, scene)
        if judgement is None:
            judgement = revised(claim, quantity, tried, scene) or wrong(claim, quantity, kept, scene)
            judgement = judgement or revised_change(claim, quantity, kept, scene)
        else:
            judgement = hidden_by_hedge(claim, quantity, tried, scene) or judgement
    if judgement is None:
        return Judgement(claim, Verdict.NOT_COVERED, considered=considered(tried), message=why_not(claim, tried, scene))
    return replace(judgement, considered=considered(tried))


def _year(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement:
    """A year tells when and claims nothing, unless a table holds the year of just that event."""
    years = scene.index.of_years
    tried = tried_for(claim, quantity, scene, among=years) if years else []
    found = confirmed(claim, quantity, tried, scene)
    if found is None or found.verdict is not Verdict.CONSISTENT:
        return Judgement(claim, Verdict.NOT_A_CLAIM, message=claim.reason)
    return replace(found, claim=replace(claim, is_claim=True, reason=""), considered=considered(tried))
