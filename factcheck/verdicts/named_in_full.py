"""The verdict on a figure whose cell the text names in full: then any other exact number is wrong."""

from __future__ import annotations

from factcheck.comparison import Agreement
from factcheck.diagnosis import diagnose
from factcheck.linking.pinpoint import pinpointed
from factcheck.linking.scene import Scene
from factcheck.messages import wrong_message
from factcheck.model import Claim, Judgement, Modifier, Quantity, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.confirming import agreeing
from factcheck.verdicts.conventions import compared
from factcheck.verdicts.neighbouring import neighbours
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, links_of


def judge_named_in_full(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement | None:
    """Consistent or contradicted by the one cell that the text names in full, or None where it names none."""
    reading = pinpointed(claim, quantity, scene)
    if reading is None:
        return None
    one = Tried(*compared(claim, quantity, reading, None, scene))
    if one.outcome.agreement in (Agreement.AGREES, Agreement.ROUNDED, Agreement.MILD):
        return agreeing(claim, one, links_of(one, [one]), scene)
    exact = quantity.modifier is Modifier.EXACT and quantity.value is not None
    if one.outcome.agreement is not Agreement.DIFFERS or not exact or claim.status not in CAN_BE_WRONG:
        return None
    return _wrong(claim, quantity, one, scene)


def _wrong(claim: Claim, quantity: Quantity, one: Tried, scene: Scene) -> Judgement:
    reading = one.reading
    diagnosis, words = diagnose(quantity, reading.fact, one.outcome, neighbours(reading, quantity, scene))
    code = code_for(Verdict.CONTRADICTED, diagnosis, reading.fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, links_of(one, [one]), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED),
        message=wrong_message(claim, reading.fact, one.outcome, words),
        suggestion=suggest(scene.context.document.text, claim.mention, reading.fact, one.outcome, diagnosis),
    )  # fmt: skip
