"""Figures in the wrong unit: what nothing covers as it is written, and the tables bear out in their own unit.

"48,210 dollars" for the table's euros, "104 ounces" for its grams, "6.7 percentage points" for a share of 6.7%. That
words and digits both lead to one cell, and the unit alone does not, is hardly met by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck import units
from factcheck.alignment import POINTS, SIGNED_KINDS
from factcheck.comparison import compare
from factcheck.diagnosis import diagnose
from factcheck.linking.evidence import dimension
from factcheck.linking.laid_out import COMPARED, is_difference
from factcheck.linking.layouts import layouts_of
from factcheck.linking.scene import Scene
from factcheck.messages import wrong_message
from factcheck.model import Claim, Diagnosis, Judgement, Modifier, Quantity, Unit, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.as_if import About, Held, borne_out_as, cells_held, told_about
from factcheck.verdicts.conventions import turned
from factcheck.verdicts.trial import CAN_BE_WRONG, differs, telling_digits

LEAST_DIGITS = 2
HELD = "the cell that has this number is that of another figure, in its own unit"
# Of these nobody takes one unit for another of the same dimension, or they are told apart by other means.
PLAIN = frozenset({"", "count", "ratio", "share", "rank", "dimensionless", "percent", "time", "date"})
UNITS = frozenset({Diagnosis.UNIT, Diagnosis.CURRENCY, Diagnosis.PERCENT_POINTS})


def in_other_units(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """The judgements, contradicted where a figure that nothing covers is the tables' but for its unit."""
    quantities = (one.claim.mention.quantity for one in judgements)
    if all(quantity is None or dimension(quantity.unit) in PLAIN for quantity in quantities):
        return list(judgements)
    held = frozenset().union(*(layout.units for layout in layouts_of(scene)))
    about, taken = told_about(judgements), cells_held(judgements)
    return [_judged(one, held, about, taken.get(one.claim.block, frozenset()), scene) for one in judgements]


def _judged(judgement: Judgement, held: frozenset[Unit], about: About, taken: Held, scene: Scene) -> Judgement:
    claim, quantity = judgement.claim, judgement.claim.mention.quantity
    if judgement.pin is not None or quantity is None or claim.status not in CAN_BE_WRONG:
        return judgement
    if judgement.diagnosis in UNITS and any(frozenset(link.fact.cells) in taken for link in judgement.links[:1]):
        return Judgement(claim, Verdict.NOT_COVERED, considered=judgement.considered, message=HELD)
    if judgement.verdict is Verdict.CONSISTENT:
        return _in_marked_money(judgement, quantity, scene)
    if judgement.verdict is not Verdict.NOT_COVERED or quantity.modifier is not Modifier.EXACT:
        return judgement
    unit = _meant(claim, quantity, held, scene)
    if unit is None or telling_digits(quantity) < LEAST_DIGITS:
        return judgement
    meant = replace(claim, mention=replace(claim.mention, quantity=replace(quantity, unit=unit)))
    found = borne_out_as(meant, about, scene)
    if found is not None and frozenset(found.links[0].fact.cells) in taken:
        return judgement  # "weighs 1,720 kg and tows 1,720 pounds"
    return (found and _wrong(judgement, quantity, found, scene)) or judgement


def _in_marked_money(judgement: Judgement, quantity: Quantity, scene: Scene) -> Judgement:
    """The judgement, contradicted where a bare cell bears a sum out, and those beside it are marked as other money."""
    link = judgement.links[0] if judgement.links else None
    if link is None or link.fact.unit is not None or link.fact.derivation or dimension(quantity.unit) != "currency":
        return judgement
    layouts = (layout for layout in layouts_of(scene) if layout.table.name == link.fact.table)
    marked = frozenset().union(*(layout.units_beside(link.fact.row, link.fact.column) for layout in layouts))
    unit = _meant(judgement.claim, quantity, marked, scene)
    if unit is None:
        return judgement
    found = replace(judgement, links=(replace(link, fact=replace(link.fact, unit=unit)),))
    return _wrong(judgement, quantity, found, scene) or judgement


def _meant(claim: Claim, quantity: Quantity, held: frozenset[Unit], scene: Scene) -> Unit | None:
    """The one unit of the tables that the figure's own may stand for by mistake."""
    mine, kind = quantity.unit, dimension(quantity.unit)
    if mine is None or kind in PLAIN or "/" in kind:
        return None
    wanted = "percent" if kind == POINTS else kind
    found = {unit for unit in held if unit.dimension == wanted}
    if len(found) != 1 or any(unit.dimension == POINTS for unit in held):
        return None
    unit = found.pop()
    if kind == POINTS:
        return None if claim.kind in COMPARED or is_difference(claim, scene) else unit
    if kind == "currency":
        return None if units.comparable(mine, unit) else unit
    return unit if unit.factor and mine.factor and unit.factor != mine.factor else None


def _wrong(judgement: Judgement, quantity: Quantity, found: Judgement, scene: Scene) -> Judgement | None:
    claim, link = judgement.claim, found.links[0]
    fact = turned(link.fact) if link.fact.value < 0 else link.fact
    if quantity.unit is not None and quantity.unit.dimension == POINTS and fact.kind in SIGNED_KINDS:
        return None  # a change in percent is one in points
    outcome = compare(quantity, fact)
    diagnosis, words = diagnose(quantity, fact, outcome)
    if not differs(outcome) or diagnosis not in UNITS:
        return None
    code = code_for(Verdict.CONTRADICTED, diagnosis, fact)
    return replace(
        judgement, verdict=Verdict.CONTRADICTED, links=(replace(link, fact=fact),), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, fact, outcome, diagnosis), strength=0,
    )  # fmt: skip
