"""Which fixes may be written without being looked at: a slip of the pen in a plain number, which one fact settles.

Where the draft has a number that is true of something else, the number may be right and the name, the time or the
measure wrong; where it is simply another number, the sentence may be about another thing. Only a pin rules that out.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.model import Diagnosis, Judgement, Kind, Modifier, Status, Verdict
from factcheck.reference.store import ReferenceStore
from factcheck.verdicts.strength import is_of_its_table

_SLIPS = frozenset({Diagnosis.SCALE, Diagnosis.ZERO, Diagnosis.TRANSPOSED, Diagnosis.ROUNDING})
_MOVED = frozenset({Diagnosis.SCALE, Diagnosis.ZERO})  # of which the rewriting tells whether all digits fit
_PINNED = _SLIPS | {
    Diagnosis.VALUE,
    Diagnosis.NEIGHBOUR_ROW,
    Diagnosis.NEIGHBOUR_PERIOD,
    Diagnosis.WRONG_MEASURE,
}
_STANDING = frozenset({Status.ASSERTED, Status.ATTRIBUTED})


def with_fix(judgement: Judgement, store: ReferenceStore) -> Judgement:
    """The judgement with the text of its fix as what it suggests, and the fix marked where it is certain."""
    if judgement.fix is None:
        return judgement
    fix = replace(judgement.fix, certain=_is_certain(judgement, store))
    return replace(judgement, fix=fix, suggestion=fix.text)


def _is_certain(judgement: Judgement, store: ReferenceStore) -> bool:
    claim = judgement.claim
    if judgement.verdict is not Verdict.CONTRADICTED or claim.status not in _STANDING or claim.kind is Kind.RANK:
        return False
    if judgement.diagnosis in _MOVED and judgement.fix is not None and not judgement.fix.certain:
        return False
    return _is_number_alone(judgement) and _is_settled(judgement, store)


def _is_settled(judgement: Judgement, store: ReferenceStore) -> bool:
    """Whether the fact is beyond doubt: pinned, or the figure is a slip of its number and no other one of the table."""
    rivals = {link.fact.value for link in judgement.links}
    if len(rivals) != 1:
        return False
    if judgement.pin is not None:
        return judgement.diagnosis in _PINNED
    quantity, fact = judgement.claim.mention.quantity, judgement.links[0].fact
    return judgement.diagnosis in _SLIPS and quantity is not None and not is_of_its_table(quantity, fact, store)


def _is_number_alone(judgement: Judgement) -> bool:
    """Whether the fix changes the digits of an exact figure, or its scale word, and nothing else."""
    mention, fix = judgement.claim.mention, judgement.fix
    quantity, number = mention.quantity, mention.number
    if fix is None or quantity is None or number is None or fix.span != mention.span:
        return False
    if quantity.modifier is not Modifier.EXACT or quantity.value is None:
        return False
    surface, end = mention.surface, max(number.end, mention.scale_span.end if mention.scale_span else 0)
    before, after = surface[: number.start - mention.start], surface[end - mention.start :]
    new = fix.text[len(before) : len(fix.text) - len(after)]
    same = fix.text.startswith(before) and fix.text.endswith(after)
    if not same or not surface[len(before) : len(before) + 1].isdigit() or not new[:1].isdigit():
        return False
    return mention.unit_span is not None or "1" not in (new, surface[len(before) : end - mention.start])
