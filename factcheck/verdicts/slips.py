"""A last look for slips of the pen, at the small tables that lie beside a draft.

Where the text names the row and the column of a few cells only, and one of them is the figure with a zero too many,
two digits swapped, a wrong rounding, or the figure is the number of the cell's neighbour, that cell was meant: among
so few the slip is hardly met by chance, which is reckoned (`at_cell`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.comparison import Outcome, compare
from factcheck.diagnosis import diagnose
from factcheck.languages.words import word_set
from factcheck.linking.context import normalised_words
from factcheck.linking.evidence import Evidence, UnitFit, dimension, unit_fit
from factcheck.linking.laid_out import Found, speaks_of
from factcheck.linking.layouts import Layout, layouts_of
from factcheck.linking.ledger import Strand
from factcheck.linking.lines import Line
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.linking.unknown_subjects import is_of_unknown
from factcheck.messages import wrong_message
from factcheck.model import Cell, Claim, Diagnosis, Fact, Judgement, Kind, Link, Modifier, Quantity, Verdict
from factcheck.precision import step, told_digits
from factcheck.reference.names import measure_stems
from factcheck.reference.words import word_set as word_set_of
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.adding import adds_up
from factcheck.verdicts.another import counts_something_else, is_another_thing
from factcheck.verdicts.at_cell import CLEAR, FEW, OF_NEIGHBOURS, Slip, is_no_chance, may_be_meant, slips_of, unsigned
from factcheck.verdicts.beside import borne_out, in_its_unit, scaled_facts
from factcheck.verdicts.holding_back import is_held_back
from factcheck.verdicts.narrowing import is_narrowed
from factcheck.verdicts.opposing import is_of_other_side, names_another
from factcheck.verdicts.reservations import OF_DIGITS, may_be_in_thousands, may_differ
from factcheck.verdicts.trial import CAN_BE_WRONG, SAME_NUMBER, telling_digits

LEAST = 0.55  # the score from which a fact is named well enough for a slip that chance hardly makes
SURE = 0.8  # the score from which another row is named than the one whose number it is
APART = 0.03  # two facts whose scores differ by less are named alike
MOST_NAMED = 16
PRECISE = 3  # digits from which chance is unlikely
LEAST_TITLE = 3  # words of the title that stand in for a label
HARDLY = Fraction(1, 1000)  # how likely chance may be where the text does not say when
ROUNDED = Fraction(1, 100)
CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
OPEN = frozenset({Verdict.NOT_COVERED, Verdict.CONSISTENT})
KNOWN = OF_DIGITS | SAME_NUMBER | OF_NEIGHBOURS | {Diagnosis.ROUNDING}


def slips_told(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """The judgements, those contradicted that a slip from a named cell explains."""
    taken: dict[int, list[frozenset[Cell]]] = {}
    for one in judgements:
        if one.verdict is Verdict.CONSISTENT and one.links:
            taken.setdefault(one.claim.sentence.start, []).append(frozenset(one.links[0].fact.cells))
    return [slipped(one, scene, taken.get(one.claim.sentence.start, ())) for one in judgements]


def slipped(judgement: Judgement, scene: Scene, taken: Iterable[frozenset[Cell]] = ()) -> Judgement:
    """The judgement, contradicted where nothing covered the figure and a slip from one named cell explains it.

    `taken` are the cells that other figures of the sentence hold.
    """
    claim, quantity = judgement.claim, judgement.claim.mention.quantity
    if judgement.verdict not in OPEN or judgement.pin is not None or quantity is None:
        return judgement
    if quantity.modifier is not Modifier.EXACT or claim.status not in CAN_BE_WRONG or adds_up(claim, quantity, scene):
        return judgement
    for layout in layouts_of(scene):
        held = in_its_unit(quantity, layout)
        if judgement.verdict is Verdict.CONSISTENT:
            found = _of_another_row(judgement, held, layout, taken, scene)
        else:
            found = _explained(claim, held, layout, taken, scene) or _in_other_money(claim, held, layout, scene)
        if found is not None:
            return replace(found, considered=(*found.links, *judgement.considered))
    return judgement


def _explained(
    claim: Claim, quantity: Quantity, layout: Layout, taken: Iterable[frozenset[Cell]], scene: Scene
) -> Judgement | None:
    found = scaled_facts(claim, quantity, layout, scene)
    titled = telling_digits(quantity) >= PRECISE and speaks_of(claim, layout, scene) >= LEAST_TITLE
    meant = [one for one in may_be_meant(found, taken) if (one.beside or titled) and one.score >= LEAST]
    if not meant or len(meant) > MOST_NAMED:
        return None
    slips = [one for one in slips_of(quantity, meant, layout) if _tells(claim, quantity, one, layout, scene)]
    slip = _the_one(quantity, slips)
    return _wrong(claim, slip, scene) if slip is not None else None


def _of_another_row(
    judgement: Judgement, quantity: Quantity, layout: Layout, taken: Iterable[frozenset[Cell]], scene: Scene
) -> Judgement | None:
    """The judgement that a figure is wrong, though a row that was named before has it: its own sentence names another.

    "Ferries had the fewest. On trawlers, 47.3% ...", where that is the number of the ferries.
    """
    fact = judgement.links[0].fact if judgement.links else None
    if fact is None or fact.derivation or fact.table != layout.table.name:
        return None
    others = [cells for cells in taken if cells != frozenset(fact.cells)]
    found = _explained(judgement.claim, quantity, layout, others, scene)
    if found is None or found.diagnosis is not Diagnosis.NEIGHBOUR_ROW or found.links[0].score < SURE:
        return None
    return found if found.links[0].fact.column == fact.column else None


def _the_one(quantity: Quantity, slips: Sequence[Slip]) -> Slip | None:
    """The slip from the fact that is named best, unless one from another value is named as well."""
    if not slips:
        return None
    best = max(slips, key=lambda one: one.found.score)
    value, score = abs(best.found.fact.value), best.found.score
    others = [one for one in slips if abs(abs(one.found.fact.value) - value) >= step(quantity)]
    return best if all(one.found.score < score - APART for one in others) else None


def _tells(claim: Claim, quantity: Quantity, slip: Slip, layout: Layout, scene: Scene) -> bool:
    """Whether a slip explains the figure, and nothing in the text speaks for another explanation."""
    one, diagnosis = slip.found, slip.diagnosis
    timed = one.fact.kind in CHANGES or one.fact.period is None or claim.period_stated or _of_one_time(one, layout)
    if diagnosis not in KNOWN or not is_no_chance(slip, timed=timed):
        return False
    if diagnosis not in SAME_NUMBER and not _has_unit(quantity, one.fact, layout):
        return False
    if diagnosis is Diagnosis.SCALE and _may_be_in_thousands(quantity, one):
        return False
    if not _may_differ(claim, quantity, slip, scene):
        return False
    if _is_narrowed(claim, slip, layout, scene):
        return False
    if diagnosis in OF_DIGITS | SAME_NUMBER:
        return True
    if not timed and (diagnosis is not Diagnosis.NEIGHBOUR_ROW or slip.chance > HARDLY):
        return False  # the text does not say when, and the table has several times
    return _is_meant(claim, quantity, slip, layout, scene)


def _is_meant(claim: Claim, quantity: Quantity, slip: Slip, layout: Layout, scene: Scene) -> bool:
    """Whether the text settles the cell, so that a figure that is right of its neighbour is wrong of it."""
    one = slip.found
    clear = slip.among <= FEW and slip.one_row and one.named and one.beside and one.score >= CLEAR and not one.is_open
    if not clear or told_digits(quantity) < 2 or (slip.diagnosis is Diagnosis.ROUNDING and slip.chance > ROUNDED):
        return False
    times = word_set("linking", "date_stems") | word_set("linking", "weak_words")
    if measure_stems(one.fact.entity or one.fact.measure) <= times:
        return False
    return slip.diagnosis is Diagnosis.ROUNDING or not _may_be_anothers(claim, quantity, slip, layout, scene)


def _is_narrowed(claim: Claim, slip: Slip, layout: Layout, scene: Scene) -> bool:
    """Whether a word that the table lacks makes the figure one of a part: "516 pupils on free school meals"."""
    if slip.found.fact.derivation and slip.diagnosis in OF_DIGITS | SAME_NUMBER:
        return False
    reading = _reading(claim, slip.found, scene)
    known = layout.words & scene.context.words_near(claim, claim.sentence)
    return is_narrowed(
        claim, replace(reading, evidence=replace(reading.evidence, matched=reading.evidence.matched | known)), scene
    )


def _may_be_anothers(claim: Claim, quantity: Quantity, slip: Slip, layout: Layout, scene: Scene) -> bool:
    """Whether the figure's own row may be meant: it is a total, or the sentence has a word of that row alone."""
    fact = slip.found.fact
    said, own = scene.context.words_near(claim, claim.sentence), measure_stems(f"{fact.entity} {fact.measure}")
    theirs = [other for other in slip.neighbours.rows if compare(quantity, other).agreement.confirms]
    if any(layout.is_total(other.row) for other in theirs):
        return True
    words = [measure_stems(f"{other.entity} {other.measure}") for other in theirs]
    return any(not theirs - own or (theirs - own) & said for theirs in words)


def _of_one_time(one: Found, layout: Layout) -> bool:
    return all(cell.period == one.fact.period for _, cell in layout.cells.values())


def _may_differ(claim: Claim, quantity: Quantity, slip: Slip, scene: Scene) -> bool:
    """Whether a difference would mean anything: the reservations of an editor, as for any other reading."""
    one = slip.found
    reading = _reading(claim, one, scene)
    if not word_set_of("no_outcomes").isdisjoint(one.fact.note.split("; ")):
        return False  # a year marked as a forecast
    if is_another_thing(claim, reading, scene) or is_of_other_side(claim, reading, scene):
        return False
    if counts_something_else(claim, reading, scene) or names_another(claim, reading, scene):
        return False
    if is_held_back(claim, one.fact, scene) or _is_of_unknown(claim, one, scene):
        return False
    summed = one.fact.kind is Kind.TOTAL and slip.diagnosis in OF_DIGITS and not one.is_open
    return summed or may_differ(_dated(claim, one.fact, scene), quantity, reading, scene)


def _is_of_unknown(claim: Claim, one: Found, scene: Scene) -> bool:
    """Whether the row was named before at best, and this sentence is about something that the table lacks."""
    said = scene.context.words_near(claim, claim.sentence)
    if not one.fact.entity or measure_stems(one.fact.entity) & said:
        return False
    layouts = (layout for layout in layouts_of(scene) if layout.table.name == one.fact.table)
    whole = one.fact.kind is Kind.TOTAL or any(one.fact.row in layout.aggregates for layout in layouts)
    if whole and measure_stems(one.series.measure) & said:
        return False
    return is_of_unknown(claim, one.fact.table, scene)


def _dated(claim: Claim, fact: Fact, scene: Scene) -> Claim:
    """The claim at the fact's time, where "the prior year" is the one before that which the sentence states."""
    beside = normalised_words(scene.context.text_near(claim, claim.clause).casefold())
    earlier = any(f" {words} " in beside for words in word_set("linking", "period_before"))
    return replace(claim, period=fact.period) if earlier and claim.period is None else claim


def _in_other_money(claim: Claim, quantity: Quantity, layout: Layout, scene: Scene) -> Judgement | None:
    """The judgement that a sum of money is the table's in another currency, where it would be borne out in that."""
    if dimension(quantity.unit) != "currency":
        return None
    kinds = {series.unit for series, _ in layout.cells.values() if dimension(series.unit) == "currency"}
    unit = next(iter(kinds), None)
    if len(kinds) != 1 or unit == quantity.unit:
        return None
    found = borne_out(claim, replace(quantity, unit=unit), scene)
    if found is None or found.verdict is not Verdict.CONSISTENT or telling_digits(quantity) < 2:
        return None
    fact = unsigned(found.links[0].fact)
    outcome = compare(quantity, fact)
    if outcome.diagnosis is not Diagnosis.CURRENCY:
        return None
    return _judged(claim, found.links[0], outcome, *diagnose(quantity, fact, outcome), scene)


def _reading(claim: Claim, one: Found, scene: Scene) -> Reading:
    """The fact as a reading by measure and entity."""
    series = one.series
    matched = measure_stems(series.measure) & scene.context.words_near(claim, claim.sentence)
    evidence = Evidence(one.score, 1.0, UnitFit.SAME, (), bool(matched), matched)
    line = Line(series, one.fact.entity, Strand(), one.score, True, one.label)
    return Reading(one.fact, line, evidence, one.score, one.score, one.score, True, True, True, ())


def _may_be_in_thousands(quantity: Quantity, one: Found) -> bool:
    """Whether the draft or the table may leave out that it counts in thousands."""
    scale = one.series.scale
    return may_be_in_thousands(quantity, one.fact, scale) or (quantity.scale == 1 and _is_scaled(one, scale))


def _is_scaled(one: Found, scale: Fraction) -> bool:
    """Whether the fact is other than the digits that its table shows."""
    return scale != 1 or "times " in one.fact.note


def _has_unit(quantity: Quantity, fact: Fact, layout: Layout) -> bool:
    """Whether both say in what they count: a bare number may be in thousands, or in hundredths."""
    if unit_fit(quantity.unit, fact.unit) in (UnitFit.SAME, UnitFit.NOUN):
        return True
    bare_money = fact.unit is None and dimension(quantity.unit) == "currency"
    return bare_money and layout.is_scaled and layout.may_be_in(quantity.unit, fact.column)


def _wrong(claim: Claim, slip: Slip, scene: Scene) -> Judgement:
    one = slip.found
    link = Link(one.fact, round(one.score, 3), (f"the row and column named: {one.label}",))
    return _judged(claim, link, slip.outcome, slip.diagnosis, slip.words, scene)


def _judged(claim: Claim, link: Link, outcome: Outcome, diagnosis: Diagnosis, words: str, scene: Scene) -> Judgement:
    code = code_for(Verdict.CONTRADICTED, diagnosis, link.fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, (link,), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, link.fact, outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, link.fact, outcome, diagnosis), strength=0,
    )  # fmt: skip
