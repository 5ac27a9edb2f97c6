"""The verdict on two numbers written as one: each is held against its own cell."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.linking.nearby import around
from factcheck.linking.one_match import is_of_another_time
from factcheck.linking.pairs import REACH, Pair, is_pair, pair_for
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import fact_place, fact_text, wrong_message
from factcheck.model import Claim, Diagnosis, Judgement, Quantity, Span, Verdict
from factcheck.rewriting import in_place
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.trial import CAN_BE_WRONG

ORDINALS = ("first", "second")


def judge_pair(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement | None:
    """Consistent or contradicted by the two cells of a pair, or None where the text does not name them in full."""
    pair = pair_for(claim, quantity, scene)
    if pair is None:
        return None
    readings = pair.readings
    outcomes = _outcomes(pair, readings)
    links = tuple(one.link for one in readings)
    wrong = _wrong_ones(outcomes)
    if not wrong:
        message = ", ".join(f"{fact_place(one.fact)} has {fact_text(one.fact)}" for one in readings)
        return Judgement(claim, Verdict.CONSISTENT, links, message=message, strength=0)
    if claim.status not in CAN_BE_WRONG:
        return None
    worst = wrong[0]
    code = code_for(Verdict.CONTRADICTED, Diagnosis.VALUE, readings[worst].fact)
    text = "" if pair.is_turned else _rewritten(claim, quantity, readings)
    return Judgement(
        claim, Verdict.CONTRADICTED, links, diagnosis=Diagnosis.VALUE, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), fix=in_place(claim.mention, text),
        message=wrong_message(claim, readings[worst].fact, outcomes[worst], _words(pair, readings, wrong)), strength=0,
    )  # fmt: skip


def without_other_matches(found: Mapping[str, Judgement], scene: Scene) -> dict[str, Judgement]:
    """The judgements without wrong pairs that may be of another time: another pair of the draft has their cells right.

    "Norden beat Sund 105-98. They had met before: Norden won 101-90." A pair that is another row's is a slip, and so
    is a second record of one side in a sentence that speaks of no other time.
    """
    agreeing = [made for made in found.values() if _is_of_pair(made) and made.verdict is Verdict.CONSISTENT]
    right, said = {_cells(made) for made in agreeing}, {_numbers(made) for made in agreeing}
    return {
        key: made
        for key, made in found.items()
        if made.verdict is Verdict.CONSISTENT
        or not _is_of_pair(made)
        or _cells(made) not in right
        or _numbers(made) in said
        or _is_of_this_time(made, scene)
    }


def _is_of_this_time(judgement: Judgement, scene: Scene) -> bool:
    """Whether a wrong pair of one row can be of no other time; a record one off may be that of before the match."""
    facts = [link.fact for link in judgement.links]
    quantity, claim = judgement.claim.mention.quantity, judgement.claim
    if quantity is None or len({fact.row for fact in facts}) != 1:
        return False
    apart = sum(abs(end - fact.value) for end, fact in zip(quantity.ends, facts, strict=True))
    return apart > 1 and not is_of_another_time(claim, _said_of(claim, scene), scene)


def _said_of(claim: Claim, scene: Scene) -> Span:
    """The words before a pair, and those behind it up to where its clause ends."""
    span = around(claim.sentence, claim.mention.start, REACH)
    comma = scene.context.document.text.find(",", claim.mention.end + 2, span.end)
    return Span(span.start, comma) if comma >= 0 else span


def _is_of_pair(judgement: Judgement) -> bool:
    quantity = judgement.claim.mention.quantity
    return quantity is not None and is_pair(quantity)


def _numbers(judgement: Judgement) -> tuple[tuple[Fraction, ...], frozenset[tuple[str, str]]]:
    """The two numbers as written, and the columns that they are of."""
    quantity = judgement.claim.mention.quantity
    columns = frozenset((table, column) for table, _, column in _cells(judgement))
    return quantity.ends if quantity is not None else (), columns


def _cells(judgement: Judgement) -> frozenset[tuple[str, int, str]]:
    return frozenset((cell.table, cell.row, cell.column) for link in judgement.links for cell in link.fact.cells)


def _outcomes(pair: Pair, readings: tuple[Reading, Reading]) -> tuple[Outcome, Outcome]:
    first, second = (compare(number, one.fact) for number, one in zip(pair.numbers, readings, strict=True))
    return first, second


def _wrong_ones(outcomes: tuple[Outcome, Outcome]) -> list[int]:
    return [at for at, one in enumerate(outcomes) if one.agreement is not Agreement.AGREES]


def _words(pair: Pair, readings: tuple[Reading, Reading], wrong: list[int]) -> str:
    """Which of the two numbers is wrong, and what the other should be where both are."""
    number = pair.numbers[wrong[0]].value
    words = f"that is the {ORDINALS[wrong[0]]} number, {number}"
    if len(wrong) == 1:
        return words
    return f"{words}; for the second {fact_place(readings[1].fact)} has {fact_text(readings[1].fact)}"


def _rewritten(claim: Claim, quantity: Quantity, readings: tuple[Reading, Reading]) -> str:
    """The pair with the table's numbers, in the way it is written."""
    surface = claim.mention.surface
    first, second = (str(end) for end in quantity.ends)
    if not surface.startswith(first) or not surface.endswith(second):
        return ""
    return f"{readings[0].fact.value}{surface[len(first) : len(surface) - len(second)]}{readings[1].fact.value}"
