"""The verdict on a figure whose cell the text names in full: then any other exact number is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from factcheck.comparison import Agreement
from factcheck.diagnosis import diagnose
from factcheck.frozen import record
from factcheck.linking.evidence import dimension
from factcheck.linking.having import plainly_has
from factcheck.linking.pairs import is_pair
from factcheck.linking.pinpoint import pinpointed
from factcheck.linking.scene import Scene
from factcheck.messages import fact_place, fact_text, wrong_message
from factcheck.model import Cell, Claim, Diagnosis, Fact, Judgement, Kind, Modifier, Quantity, Status, Verdict
from factcheck.reference.names import measure_stems
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.confirming import agreeing
from factcheck.verdicts.conventions import compared
from factcheck.verdicts.grouped import judge_in_group
from factcheck.verdicts.neighbouring import neighbours
from factcheck.verdicts.opposing import is_in_other_words
from factcheck.verdicts.paired import judge_pair, without_other_matches
from factcheck.verdicts.reservations import LARGEST_SMALL_NUMBER, same_size
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, links_of

TAKEN = "the cell that has this number is what the sentence names beside another figure"
HALF_A_PAIR = "only one of the two numbers stands in a cell that the words come near to"
MOST_WRONG = 2  # wrong figures for each right one, in a draft that is about the table


@record
class InFull:
    """The judgements on figures whose cells the text names in full, by the ids of their claims.

    `apart` are those figures that differ from the cell that is named and may be of something else: no other cell bears
    them out. `taken` are the cells that a sentence names beside a figure that differs: no other figure of it is theirs.
    """

    judgements: Mapping[str, Judgement]
    apart: Mapping[str, Judgement]
    taken: frozenset[tuple[int, tuple[Cell, ...]]]


def judge_named_in_full(claims: Iterable[Claim], scene: Scene) -> InFull:
    """The judgements on the figures whose cells the text names in full.

    A draft most of whose figures are not those of a table is about something else (a season, where the table has one
    match): then only what a reader would take for a slip on its own is called wrong.
    """
    made = {claim.id: one for claim in claims if (one := _judged(claim, scene)) is not None}
    found = {key: one for key, one in made.items() if one.verdict is not Verdict.NOT_COVERED}
    found = without_other_matches(found, scene)
    right = Counter(one.links[0].fact.table for one in found.values() if one.verdict is Verdict.CONSISTENT)
    wrong = Counter(one.links[0].fact.table for one in found.values() if one.verdict is Verdict.CONTRADICTED)
    others = {table for table, count in wrong.items() if count > MOST_WRONG * right[table]}
    kept = {
        key: one
        for key, one in found.items()
        if one.verdict is Verdict.CONSISTENT or one.links[0].fact.table not in others or _is_a_slip(one)
    }
    differing = [one for one in made.values() if one.verdict is not Verdict.CONSISTENT]
    taken = frozenset(
        (one.claim.sentence.start, link.fact.cells)
        for one in differing
        for link in one.links
        if not link.fact.derivation
    )
    return InFull(kept, {key: one for key, one in made.items() if key not in kept}, taken)


def set_apart(judgement: Judgement, found: InFull) -> Judgement:
    """The judgement, not covered where another cell bears a figure out than the one that the text names in full.

    Two numbers written as one ("32-18") are borne out by two cells or none.
    """
    if judgement.pin is not None or not judgement.links or judgement.claim.id in found.judgements:
        return judgement
    named, fact = found.apart.get(judgement.claim.id), judgement.links[0].fact
    if named is None:
        taken = (judgement.claim.sentence.start, fact.cells) in found.taken
        if taken and judgement.verdict is Verdict.CONSISTENT and not _counts(judgement.claim, fact):
            return _uncovered(judgement, TAKEN)
        return _uncovered(judgement, HALF_A_PAIR) if _is_half_a_pair(judgement) else judgement
    own = {link.fact.cells for link in named.links}
    if named.links and (judgement.verdict is not Verdict.CONSISTENT or fact.derivation or fact.cells in own):
        return judgement
    if not named.links and fact.kind is not Kind.RANK:
        return judgement
    return _uncovered(judgement, named.message)


def _counts(claim: Claim, fact: Fact) -> bool:
    """Whether what a figure counts is a word of the measure: "from 30 stores to 35 stores"."""
    return bool(measure_stems(claim.mention.unit_text or claim.subject) & measure_stems(fact.measure))


def _is_half_a_pair(judgement: Judgement) -> bool:
    quantity, facts = judgement.claim.mention.quantity, [link.fact for link in judgement.links]
    pair = quantity is not None and is_pair(quantity) and judgement.verdict is Verdict.CONSISTENT
    return pair and not any(dimension(fact.unit) == "score" for fact in facts)


def _uncovered(judgement: Judgement, message: str) -> Judgement:
    considered = (*judgement.links, *judgement.considered)
    return Judgement(judgement.claim, Verdict.NOT_COVERED, considered=considered, message=message)


def _judged(claim: Claim, scene: Scene) -> Judgement | None:
    quantity = claim.mention.quantity
    if not claim.is_claim or quantity is None or claim.status is Status.NEGATED:
        return None
    if is_pair(quantity):
        return judge_pair(claim, quantity, scene)
    return judge_in_group(claim, quantity, scene) or _judged_alone(claim, quantity, scene)


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
    if one.outcome.agreement is not Agreement.DIFFERS or not exact:
        return None
    if claim.status not in CAN_BE_WRONG or not plainly_has(claim, found.holder, found.end, found.reading, scene):
        fact = found.reading.fact
        message = f"{fact_place(fact)} has {fact_text(fact)}, but the text may tell of more than that cell"
        return Judgement(claim, Verdict.NOT_COVERED, (found.reading.link,), message=message)
    return _wrong(claim, quantity, one, scene)


def _wrong(claim: Claim, quantity: Quantity, one: Tried, scene: Scene) -> Judgement | None:
    reading = one.reading
    diagnosis, words = diagnose(quantity, reading.fact, one.outcome, neighbours(reading, quantity, scene))
    if diagnosis is Diagnosis.WRONG_MEASURE and is_in_other_words(claim, reading, scene):
        return None  # "it cost £545,000" may be of the outturn as well as of the budget
    code = code_for(Verdict.CONTRADICTED, diagnosis, reading.fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, links_of(one, [one]), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED),
        message=wrong_message(claim, reading.fact, one.outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, reading.fact, one.outcome, diagnosis),
    )  # fmt: skip
