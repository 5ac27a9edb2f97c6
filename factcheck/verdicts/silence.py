"""Why a figure is not covered: what came nearest to it, or what the tables have of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.comparison import Agreement
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import Nearest, considered_reason, named_reason
from factcheck.model import Claim
from factcheck.phrasing import NO_TABLE
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, differs

LIKELY = 0.8  # the score from which the words point at a fact
MOST_TABLES = 3  # that a message tells of


def why_not(claim: Claim, tried: Sequence[Tried], scene: Scene) -> str:
    """Say in a line why no verdict is given on a claim."""
    if not tried:
        return _named(claim, scene) or NO_TABLE
    best = tried[0]
    reason = considered_reason(best.reading.fact, best.reading.score, _nearest(claim, best, scene))
    if claim.status not in CAN_BE_WRONG and differs(best.outcome):
        return f"{claim.status.value}, so not judged; {reason}"
    return reason


def _named(claim: Claim, scene: Scene) -> str:
    """Say which tables have a name that the sentence has, the nearest to the figure; "" where none has one."""
    hits = scene.context.names_in(claim.sentence)
    if not hits:
        return ""
    near = min(hits, key=lambda hit: abs(hit.start - claim.mention.start)).target.text
    tables = dict.fromkeys(hit.target.table for hit in hits if hit.target.text == near)
    return named_reason(near, list(tables)[:MOST_TABLES])


def _nearest(claim: Claim, best: Tried, scene: Scene) -> Nearest:
    if best.reading.score >= LIKELY:
        if best.outcome.agreement is Agreement.INCOMPARABLE:
            return Nearest.OTHER_UNIT
        return Nearest.LIKELY if _is_of_its_size(claim, best) else Nearest.FAR_OFF
    return Nearest.DOUBTFUL if _is_spoken_of(claim, best.reading, scene) else Nearest.WORDLESS


def _is_spoken_of(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the figure's own sentence names what the reading is of, so that an editor sees why it is told."""
    return reading.stated or bool(reading.evidence.matched & scene.context.words_near(claim, claim.sentence))


def _is_of_its_size(claim: Claim, best: Tried) -> bool:
    """Whether the nearest fact is about as large as the figure, so that it is worth a look by hand."""
    value = claim.mention.quantity.best if claim.mention.quantity is not None else None
    fact = abs(best.outcome.fact_value)
    return value is not None and fact / 2 <= abs(value) <= fact * 2
