"""A look at the small tables that lie beside a draft, cell by cell. It can confirm and never contradict.

What no reading by measure and entity has covered may still stand in a cell whose row and column the text names in its
own words. Never by amount alone: a label of the table, or its title, must be in the sentence, and the fewer digits a
figure has, the more the text must say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.linking.evidence import Evidence, UnitFit, dimension
from factcheck.linking.laid_out import Found, facts_of, goes_with, said_scale, speaks_of
from factcheck.linking.layouts import Layout, layouts_of
from factcheck.linking.ledger import Strand
from factcheck.linking.lines import Line
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import consistent_message
from factcheck.model import Claim, Judgement, Kind, Link, Modifier, Quantity, Status, Verdict
from factcheck.precision import round_step, told_digits
from factcheck.reference.measures import measure_stems
from factcheck.verdicts.another import is_another_thing
from factcheck.verdicts.opposing import is_of_other_side
from factcheck.verdicts.withdrawn import names_a_sibling

JUDGED = frozenset({Modifier.EXACT, Modifier.APPROXIMATE})
SILENT = frozenset({Status.NEGATED, Status.QUESTION, Status.HYPOTHETICAL})
BARE = frozenset({"", "currency"})
MARGIN = 0.12
LEAST = {1: 0.85, 2: 0.7}  # the score that a figure of so few telling digits needs
LEAST_OF_ALL = 0.5
MOST_TRIED = {1: 2, 2: 3}
MOST_OF_ALL = 16
TWO_BLOCKS = 2  # a table may have its rows twice over: with fruit juice and without
LEAST_TITLE = 3  # words of the title that stand in for a label
CHANCE = Fraction(5, 2)  # standard deviations that the rounding of many parts may come to


def by_cell(judgement: Judgement, scene: Scene) -> Judgement:
    """The judgement, consistent where nothing else covered the figure and a small table bears it out."""
    quantity = judgement.claim.mention.quantity
    if quantity is None or judgement.pin is not None:
        return judgement
    if judgement.verdict is Verdict.CONSISTENT:
        return _plainer(judgement, quantity, scene)
    if judgement.verdict is not Verdict.NOT_COVERED:
        return judgement
    found = borne_out(judgement.claim, quantity, scene)
    return replace(found, considered=(*found.links, *judgement.considered)) if found is not None else judgement


def _plainer(judgement: Judgement, quantity: Quantity, scene: Scene) -> Judgement:
    """The same verdict by the cell that holds a share, where it was worked out of others in the cell's row."""
    fact = judgement.links[0].fact if judgement.links else None
    if fact is None or fact.kind is not Kind.SHARE or not fact.derivation:
        return judgement
    found = borne_out(judgement.claim, quantity, scene)
    plain = found.links[0].fact if found is not None else None
    if found is None or plain is None or plain.derivation or plain.row != fact.row:
        return judgement
    return replace(found, considered=(*found.links, *judgement.considered))


def borne_out(claim: Claim, quantity: Quantity, scene: Scene) -> Judgement | None:
    """Give the judgement that a cell, a sum, a share or a change of a small table bears the claim out, or None."""
    if quantity.modifier not in JUDGED or claim.status in SILENT or quantity.value is None:
        return None
    digits, best = told_digits(quantity), None
    for layout in layouts_of(scene):
        quantity = in_its_unit(quantity, layout)
        found = scaled_facts(claim, quantity, layout, scene)
        agreeing = _agreeing(claim, quantity, found, digits, layout, scene)
        if agreeing is not None and (best is None or agreeing[0].score > best[0].score):
            best = agreeing
    if best is None:
        return None
    one, outcome = best
    message = consistent_message(claim, one.fact, outcome)
    return Judgement(claim, Verdict.CONSISTENT, (_link(one),), message=message, strength=one.among - 1)


def in_its_unit(quantity: Quantity, layout: Layout) -> Quantity:
    """The figure without "a day", where the table says grams only and means those of a day."""
    if quantity.unit is None or " per " not in quantity.unit.name:
        return quantity
    held = {series.unit.name: series.unit for series, _ in layout.cells.values() if series.unit is not None}
    unit = held.get(quantity.unit.name.partition(" per ")[0])
    alike = unit is None or quantity.unit.name in held or dimension(unit) == "currency"
    return quantity if alike else replace(quantity, unit=unit)


def scaled_facts(claim: Claim, quantity: Quantity, layout: Layout, scene: Scene) -> list[Found]:
    """The facts that a figure may state, in the scale that the draft gives for its tables where they are silent."""
    found = facts_of(claim, quantity, layout, scene)
    if not found or layout.is_scaled or quantity.scale == 1 or dimension(quantity.unit) not in BARE:
        return found
    scale = said_scale(scene)
    return [_in_scale(one, scale) for one in found] if scale != 1 else found


def _in_scale(one: Found, scale: Fraction) -> Found:
    """The fact in the scale that the draft gives for its tables, where the table itself is silent."""
    if dimension(one.fact.unit) not in BARE:
        return one
    note = "; ".join(filter(None, (one.fact.note, f"times {int(scale):,}, as the draft says of its tables")))
    fact = replace(one.fact, value=one.fact.value * scale, interval=one.fact.interval.scaled(scale), note=note)
    return replace(one, fact=fact)


def _agreeing(
    claim: Claim, quantity: Quantity, found: Sequence[Found], digits: int, layout: Layout, scene: Scene
) -> tuple[Found, Outcome] | None:
    told = [one for one in found if _is_told(claim, one, digits, layout, scene) and not _is_anothers(claim, one, scene)]
    least = max(LEAST.get(digits, LEAST_OF_ALL), found[0].score - MARGIN) if found else 0.0
    told = [one for one in told[: MOST_TRIED.get(digits, MOST_OF_ALL)] if one.score >= least]
    agreeing = [(one, outcome) for one in told if (outcome := _outcome(quantity, one)) is not None]
    if not agreeing or not goes_with(claim, agreeing[0][0], layout, scene):
        return None
    first = agreeing[0][0]
    rivals = [one for one, _ in agreeing[1:] if one.is_open and one.score == first.score]
    return None if rivals and first.among > TWO_BLOCKS else agreeing[0]  # two cells of an axis that is left open


def _is_told(claim: Claim, one: Found, digits: int, layout: Layout, scene: Scene) -> bool:
    """Whether the text says enough of a fact for a figure of so many digits."""
    if digits >= 3:
        return bool(one.beside) or (not one.is_open and speaks_of(claim, layout, scene) >= LEAST_TITLE)
    if digits == 2:
        return bool(one.beside) and not one.is_open
    return one.beside >= 2 and one.among <= TWO_BLOCKS


def _is_anothers(claim: Claim, one: Found, scene: Scene) -> bool:
    """Whether the words around say that the figure is of another thing: "core inflation", "against a budget of"."""
    series = one.series
    matched = measure_stems(series.measure) & scene.context.words_near(claim, claim.sentence)
    evidence = Evidence(one.score, 1.0, UnitFit.SAME, (), matched=matched)
    line = Line(series, one.label, Strand(), one.score, bool(one.beside), "")
    reading = Reading(
        one.fact, line, evidence, one.score, 1.0, one.score, settled=False, first=True, stated=True, reasons=()
    )
    if names_a_sibling(claim, one.fact, scene):
        return True
    return is_another_thing(claim, reading, scene) or is_of_other_side(claim, reading, scene)


def _outcome(quantity: Quantity, one: Found) -> Outcome | None:
    """The outcome where the fact agrees: also in size alone, and within what the rounding of many parts allows."""
    fact = one.fact
    if fact.value < 0 and quantity.value is not None and quantity.value > 0:
        fact = replace(fact, value=-fact.value, interval=fact.interval.scaled(Fraction(-1)))
    outcome = compare(quantity, fact)
    if outcome.agreement in (Agreement.AGREES, Agreement.ROUNDED):
        return outcome
    if outcome.agreement is Agreement.UNDECIDED and fact.kind is Kind.TOTAL and _adds_up(quantity, one):
        reason = "the rounding of the parts explains the rest"
        return replace(outcome, agreement=Agreement.ROUNDED, diagnosis=None, reason=reason)
    return None


def _adds_up(quantity: Quantity, one: Found) -> bool:
    """Whether a sum of rounded parts is as near to the figure as their rounding makes likely."""
    low, high, value = one.fact.interval.low, one.fact.interval.high, quantity.value
    parts = len(one.fact.cells)
    if low is None or high is None or value is None or parts < 3:
        return False
    step = (high - low) / parts
    away = abs(value - one.fact.value)
    return away * away * 12 <= CHANCE * CHANCE * parts * step * step and step <= round_step(quantity)


def _link(one: Found) -> Link:
    return Link(one.fact, round(one.score, 3), (f"the row and column named: {one.label}",))
