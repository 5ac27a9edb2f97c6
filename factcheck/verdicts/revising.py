"""Changes of levels that have been revised since: a small miss in the level is a large one in the change.

"The region added 26,000 jobs" is what the first estimate said; the table of later years has 40,000, of 15 million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.languages.words import word_set
from factcheck.linking.evidence import UnitFit
from factcheck.linking.lines import edition_after
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import wrong_message
from factcheck.model import Claim, Diagnosis, Direction, Grain, Judgement, Kind, Quantity, Verdict
from factcheck.reference.measures import measure_stems
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.another import is_another_thing
from factcheck.verdicts.doubting import IN_FULL, edition
from factcheck.verdicts.narrowing import is_narrowed
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, differs, links_of, telling_digits

MOST_OF_LEVEL = Fraction(1, 500)  # by which a later edition may differ from what was first said
MOST_TIMES = 2  # the change now over the change then
FITS = frozenset({UnitFit.SAME, UnitFit.NOUN})
SHORT = frozenset({Grain.MONTH, Grain.QUARTER, Grain.WEEK})


def revised_change(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Give the judgement that a change over one period follows an earlier edition of the levels, or None."""
    if claim.status not in CAN_BE_WRONG or not tried or telling_digits(quantity) < 2:
        return None
    series = tried[0].reading.line.series
    along = (one for one in tried if one.reading.line.series is series)
    one = next((one for one in along if one.reading.fact.kind is Kind.CHANGE), None)
    if one is None or not differs(one.outcome) or not _is_sure(claim, one.reading, scene):
        return None
    if not _is_small(quantity, one):
        return None
    words = f"the table is of {edition(one.reading)}, after the draft, and its levels may have been revised"
    code = code_for(Verdict.OUTDATED, Diagnosis.VALUE)
    fix = suggest(scene.context.document.text, claim.mention, one.reading.fact, one.outcome, Diagnosis.VALUE)
    return Judgement(
        claim, Verdict.OUTDATED, links_of(one, tried), diagnosis=Diagnosis.VALUE, code=code,
        severity=severity_for(code, Verdict.OUTDATED),
        message=wrong_message(claim, one.reading.fact, one.outcome, words), fix=fix, strength=0,
    )  # fmt: skip


def _is_sure(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the text names the measure in full, and nothing narrower, of a table made after the draft."""
    evidence = reading.evidence
    if not reading.first or evidence.measure < IN_FULL or evidence.fit not in FITS:
        return False
    if not edition_after(reading.line.series.table, scene.as_of) or not _is_of_one_period(reading):
        return False
    if (claim.direction is Direction.DOWN) != (reading.fact.value < 0):
        return False
    added = frozenset().union(*map(measure_stems, word_set("linking", "flows")))  # "new jobs" are no sort of jobs
    phrases = [phrase for at in scene.index.positions_of(reading.fact) for phrase in scene.index.phrases[at]]
    named = frozenset().union(*phrases, *map(measure_stems, word_set("linking", "heads")))
    if measure_stems(claim.subject) - named - added:
        return False  # "the number of factory jobs"
    widened = replace(reading, evidence=replace(evidence, matched=evidence.matched | added))
    return not is_another_thing(claim, reading, scene) and not is_narrowed(claim, widened, scene)


def _is_of_one_period(reading: Reading) -> bool:
    """Whether the change is the one from the period just before."""
    period, points = reading.fact.period, reading.line.points
    at = next((at for at, point in enumerate(points) if period is not None and point.period == period), 0)
    if at == 0 or period is None or period.grain not in SHORT:
        return False
    return points[at].fact.value - points[at - 1].fact.value == reading.fact.value


def _is_small(quantity: Quantity, one: Tried) -> bool:
    """Whether the two changes are alike, and apart by a small part of the level."""
    value, fact = quantity.best, one.outcome.fact_value
    level = next(point.fact.value for point in one.reading.line.points if point.period == one.reading.fact.period)
    if not value or not fact or not 1 <= max(abs(value), abs(fact)) / min(abs(value), abs(fact)) <= MOST_TIMES:
        return False
    return abs(abs(value) - abs(fact)) <= abs(level) * MOST_OF_LEVEL
