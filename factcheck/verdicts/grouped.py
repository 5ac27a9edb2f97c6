"""The verdict on a place, or a count, among the rows of a group: "second on the team", "six in double figures"."""

from __future__ import annotations

from factcheck.comparison import Agreement, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.linking.in_group import count_in_group, group_of_place, place_in_group
from factcheck.linking.scene import Scene
from factcheck.messages import consistent_message, wrong_message
from factcheck.model import Claim, Judgement, Link, Modifier, Quantity, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.trial import CAN_BE_WRONG

UNSETTLED = "a place among the rows of one group, and the text does not settle by which measure"


def judge_in_group(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement | None:
    """Consistent or contradicted by the rows of the group that the sentence names, or None where it names none."""
    if (group := group_of_place(claim, scene)) is None:
        fact = count_in_group(claim, quantity, scene)
    elif (fact := place_in_group(claim, quantity, group, scene)) is None:
        return Judgement(claim, Verdict.NOT_COVERED, message=UNSETTLED)
    if fact is None or quantity.modifier is not Modifier.EXACT:
        return None
    link = Link(fact, 1.0, ("worked out from the rows of the group that the sentence names",))
    outcome = compare(quantity, fact)
    if outcome.agreement is Agreement.AGREES:
        return Judgement(
            claim, Verdict.CONSISTENT, (link,), message=consistent_message(claim, fact, outcome), strength=0
        )
    if outcome.agreement is not Agreement.DIFFERS or claim.status not in CAN_BE_WRONG:
        return None
    diagnosis, words = diagnose(quantity, fact, outcome, Neighbours())
    code = code_for(Verdict.CONTRADICTED, diagnosis, fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, (link,), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, fact, outcome, diagnosis), strength=0,
    )  # fmt: skip
