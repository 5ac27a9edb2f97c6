"""Changes that go the other way: "fell by 84" of what rose by 84.

What nothing covers as it is written, and the tables bear out with the opposite word, is told the wrong way round: the
words name the measure and the thing, and the digits are those of its change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.comparison import Agreement, compare
from factcheck.languages.words import word_set
from factcheck.linking.below_zero import is_printed_below_zero
from factcheck.linking.evidence import dimension
from factcheck.linking.laid_out import said_direction
from factcheck.linking.nearby import around
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.messages import Nearest, considered_reason, wrong_message
from factcheck.model import Claim, Diagnosis, Direction, Fact, Judgement, Kind, Modifier, Verdict
from factcheck.reference.measures import measure_stems
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.as_if import About, Held, borne_out_as, cells_held, told_about
from factcheck.verdicts.conventions import is_turned, names_outgoings
from factcheck.verdicts.trial import CAN_BE_WRONG, telling_digits

LEAST_DIGITS = 2
MOST_SAID = 600  # characters of a sentence in which its measure is named
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def the_other_way(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """The judgements, contradicted where a change that nothing covers is the tables' but for its direction."""
    if len(scene.index.store.tables) > FEW_TABLES:
        return list(judgements)
    about, held = told_about(judgements), cells_held(judgements)
    return [_judged(one, about, held.get(one.claim.block, frozenset()), scene) for one in judgements]


def _judged(judgement: Judgement, about: About, held: Held, scene: Scene) -> Judgement:
    claim, quantity = judgement.claim, judgement.claim.mention.quantity
    if judgement.diagnosis is Diagnosis.DIRECTION and judgement.pin is None and quantity is not None:
        return _unless_of_another(judgement, held, scene)
    if judgement.verdict is not Verdict.NOT_COVERED or judgement.pin is not None or quantity is None:
        return judgement
    if quantity.modifier is not Modifier.EXACT or claim.status not in CAN_BE_WRONG:
        return judgement
    said = claim.direction or said_direction(claim, scene)
    if said is None:
        return judgement
    found = borne_out_as(replace(claim, direction=OTHER_WAY[said]), about, scene)
    if found is None or frozenset(found.links[0].fact.cells) in held:
        return judgement  # another figure of the paragraph tells of that change, so that this one is of something else
    if not _is_sure(claim, found.links[0].fact, said, scene):
        return judgement
    if found.links[0].fact.derivation and telling_digits(quantity) < LEAST_DIGITS:
        return judgement  # some change of one digit is easily found; a cell that has it must be named by row and column
    return _wrong(judgement, found, said, scene)


def _unless_of_another(judgement: Judgement, held: Held, scene: Scene) -> Judgement:
    """The judgement that a change goes the other way, not covered where the text may be of another thing's change."""
    claim, fact = judgement.claim, judgement.links[0].fact if judgement.links else None
    if fact is None or judgement.verdict is not Verdict.CONTRADICTED:
        return judgement
    if frozenset(fact.cells) not in held and not _is_of_something_else(claim, fact, scene):
        return judgement
    message = considered_reason(fact, judgement.links[0].score, Nearest.LIKELY)
    considered = (*judgement.links, *judgement.considered)
    return Judgement(claim, Verdict.NOT_COVERED, considered=considered, message=message)


def _is_sure(claim: Claim, fact: Fact, said: Direction, scene: Scene) -> bool:
    """Whether the clause says up or down in plain words, of something whose numbers go the same way as it does.

    An improvement may be a fall, places are gained downwards, and a currency falls as its rate rises.
    """
    if (
        not _is_of_a_change(fact, scene)
        or _is_of_something_else(claim, fact, scene)
        or (claim.direction and not _is_said_plainly(claim, said, scene))
    ):
        return False
    quantity = claim.mention.quantity
    counted = quantity.unit.name if quantity is not None and quantity.unit is not None else ""
    if not word_set("linking", "places").isdisjoint(counted.split()) or "/" in dimension(fact.unit):
        return False
    if is_printed_below_zero(fact) and not is_turned(fact):
        return (fact.value < 0) == (said is Direction.DOWN) and names_outgoings(claim, fact, scene)
    return (fact.value > 0) == (said is Direction.DOWN)


def _is_of_something_else(claim: Claim, fact: Fact, scene: Scene) -> bool:
    """Whether the sentence has no word of a measure that heads columns, or only says that something has to move.

    "Absences in the North rose by 84" is not of its visitors; "must rise by 84" has not happened.
    """
    tokens = scene.context.tokens_in(around(claim.sentence, claim.mention.start), claim.mention.span)
    if not {token.norm for token in tokens}.isdisjoint(word_set("linking", "required")):
        return True
    positions = scene.index.positions_of(fact)
    series = [scene.index.series[at] for at in positions]
    if not any(field.measure for one in series for field in one.fields) and any(
        one.table.entity_columns for one in series
    ):
        return False  # a list of accounts, whose rows have all the names
    phrases = frozenset().union(
        measure_stems(fact.measure), *(phrase for at in positions for phrase in scene.index.phrases[at])
    )
    said = scene.context.document.text[claim.sentence.start : claim.sentence.end][:MOST_SAID]
    return bool(phrases) and phrases.isdisjoint(measure_stems(said))


def _is_of_a_change(fact: Fact, scene: Scene) -> bool:
    """Whether a fact is a change over time: worked out of two cells, or a cell of a column of changes."""
    held = [scene.index.series[at].kind for at in scene.index.positions_of(fact)]
    return fact.kind is Kind.CHANGE or (not fact.derivation and "change" in held)


def _is_said_plainly(claim: Claim, said: Direction, scene: Scene) -> bool:
    """Whether the clause has a plain word of that direction and none of the other."""
    tokens = scene.context.tokens_in(around(claim.clause, claim.mention.start), claim.mention.span)
    words = {token.norm for token in tokens}
    up, down = (not words.isdisjoint(word_set("consistency", key)) for key in ("rising", "falling"))
    return (up, down) == (said is Direction.UP, said is Direction.DOWN)


def _wrong(judgement: Judgement, found: Judgement, said: Direction, scene: Scene) -> Judgement:
    claim, link = judgement.claim, found.links[0]
    quantity, fact = claim.mention.quantity, link.fact
    assert quantity is not None  # noqa: S101 - looked at before
    went = "up" if said is Direction.DOWN else "down"
    words = f"went {went}, not {said.value}"
    outcome = replace(
        compare(quantity, fact), agreement=Agreement.DIFFERS, diagnosis=Diagnosis.DIRECTION, wording=words
    )
    code = code_for(Verdict.CONTRADICTED, Diagnosis.DIRECTION, fact)
    return replace(
        judgement, verdict=Verdict.CONTRADICTED, links=found.links, diagnosis=Diagnosis.DIRECTION, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, fact, outcome, Diagnosis.DIRECTION), strength=0,
    )  # fmt: skip
