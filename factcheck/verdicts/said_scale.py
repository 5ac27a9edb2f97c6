"""Figures of a draft that says itself in what it counts: "(in thousands)" makes $84,310 of 84.31 million no mistake."""

from __future__ import annotations

from dataclasses import replace

from factcheck.comparison import compare
from factcheck.linking.laid_out import said_scale
from factcheck.linking.scene import Scene
from factcheck.messages import in_said_scale_message
from factcheck.model import Diagnosis, Judgement, Verdict


def in_said_scale(judgement: Judgement, scene: Scene) -> Judgement:
    """The judgement, consistent where a figure lacks only the scale that the draft says its figures have."""
    quantity = judgement.claim.mention.quantity
    if judgement.diagnosis is not Diagnosis.SCALE or judgement.verdict is not Verdict.CONTRADICTED:
        return judgement
    scale = said_scale(scene)
    if quantity is None or quantity.value is None or quantity.scale != 1 or scale == 1 or not judgement.links:
        return judgement
    fact = judgement.links[0].fact
    quantum = None if quantity.quantum is None else quantity.quantum * scale
    meant = replace(
        quantity, value=quantity.value * scale, interval=quantity.interval.scaled(scale), quantum=quantum, scale=scale
    )
    if not compare(meant, fact).agreement.confirms:
        return judgement
    message = in_said_scale_message(fact, scale)
    return replace(
        judgement, verdict=Verdict.CONSISTENT, diagnosis=None, code="", severity=None, message=message, fix=None
    )
