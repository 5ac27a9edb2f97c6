"""The verdict on a figure whose cell the text names in full: then any other exact number is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from factcheck.comparison import Agreement
from factcheck.diagnosis import diagnose
from factcheck.linking.having import plainly_has
from factcheck.linking.pairs import is_pair
from factcheck.linking.pinpoint import pinpointed
from factcheck.linking.scene import Scene
from factcheck.messages import wrong_message
from factcheck.model import Claim, Judgement, Modifier, Quantity, Status, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.confirming import agreeing
from factcheck.verdicts.conventions import compared
from factcheck.verdicts.neighbouring import neighbours
from factcheck.verdicts.paired import judge_pair, without_other_matches
from factcheck.verdicts.reservations import LARGEST_SMALL_NUMBER, same_size
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, links_of

MOST_WRONG = 2  # wrong figures for each right one, in a draft that is about the table


def judge_named_in_full(claims: Iterable[Claim], scene: Scene) -> dict[str, Judgement]:
    """The judgements on the figures whose cells the text names in full, by the ids of their claims.

    A draft most of whose figures are not those of a table is about something else (a season, where the table has one
    match): then only what a reader would take for a slip on its own is called wrong.
    """
    found = {claim.id: made for claim in claims if (made := _judged(claim, scene)) is not None}
    found = without_other_matches(found)
    right = Counter(made.links[0].fact.table for made in found.values() if made.verdict is Verdict.CONSISTENT)
    wrong = Counter(made.links[0].fact.table for made in found.values() if made.verdict is Verdict.CONTRADICTED)
    apart = {table for table, count in wrong.items() if count > MOST_WRONG * right[table]}
    return {
        key: made
        for key, made in found.items()
        if made.verdict is Verdict.CONSISTENT or made.links[0].fact.table not in apart or _is_a_slip(made)
    }


def _judged(claim: Claim, scene: Scene) -> Judgement | None:
    quantity = claim.mention.quantity
    if not claim.is_claim or quantity is None or claim.status is Status.NEGATED:
        return None
    return judge_pair(claim, quantity, scene) if is_pair(quantity) else _judged_alone(claim, quantity, scene)


def _is_a_slip(judgement: Judgement) -> bool:
    """Whether a wrong figure is near enough to the table's, and large enough, to be meant for it."""
    quantity, fact = judgement.claim.mention.quantity, judgement.links[0].fact
    value = None if quantity is None else quantity.best
    return value is not None and abs(value) > LARGEST_SMALL_NUMBER and same_size(value, fact.value)


def _judged_alone(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement | None:
    found = pinpointed(claim, quantity, scene)
    if found is None:
        return None
    one = Tried(*compared(claim, quantity, found.reading, None, scene))
    if one.outcome.agreement in (Agreement.AGREES, Agreement.ROUNDED, Agreement.MILD):
        return agreeing(claim, one, links_of(one, [one]), scene)
    exact = quantity.modifier is Modifier.EXACT and quantity.value is not None
    if one.outcome.agreement is not Agreement.DIFFERS or not exact or claim.status not in CAN_BE_WRONG:
        return None
    if not plainly_has(claim, found.holder, found.end, found.reading, scene):
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
