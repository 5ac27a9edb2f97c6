"""A last look for slips of the pen, at the small tables that lie beside a draft.

Where the text names the row and the column of a few cells only, and one of them is the figure with a zero too many,
two digits swapped or another unit, that cell was meant: among so few the slip is hardly met by chance, which is
reckoned. Where a single cell is named, and no other comes near, any known mistake will do: its neighbour's number, a
wrong rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.languages.words import word_set
from factcheck.linking.evidence import Evidence, UnitFit, dimension, unit_fit
from factcheck.linking.laid_out import Found, speaks_of
from factcheck.linking.layouts import Layout, layouts_of
from factcheck.linking.ledger import Strand
from factcheck.linking.lines import Line
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.linking.unknown_subjects import is_of_unknown
from factcheck.messages import wrong_message
from factcheck.model import Claim, Diagnosis, Fact, Judgement, Kind, Link, Modifier, Quantity, Verdict
from factcheck.reference.names import measure_stems
from factcheck.reference.words import word_set as word_set_of
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.adding import adds_up
from factcheck.verdicts.another import counts_something_else, is_another_thing
from factcheck.verdicts.beside import borne_out, in_its_unit, scaled_facts
from factcheck.verdicts.narrowing import is_narrowed
from factcheck.verdicts.opposing import is_of_other_side, names_another
from factcheck.verdicts.reservations import OF_DIGITS, may_be_in_thousands, may_differ
from factcheck.verdicts.trial import CAN_BE_WRONG, SAME_NUMBER, differs, telling_digits

MARGIN = 0.12  # below the best named, in which a fact may still be meant
LEAST = 0.55  # the score from which a fact is named well enough for a slip that chance hardly makes
SURE = 0.75  # and from which a single one is meant that no other comes near
APART = 0.1
MOST_NAMED = 16
LONG = 5  # digits from which a sum is meant, though the text does not call it one
PRECISE = 3  # digits from which chance is unlikely
LEAST_TITLE = 3  # words of the title that stand in for a label
MOST_BY_CHANCE = Fraction(1, 100)
WAYS = {
    Diagnosis.SCALE: 4,
    Diagnosis.ROUNDING: 3,
    Diagnosis.ZERO: 5,
    Diagnosis.UNIT: 1,
    Diagnosis.CURRENCY: 1,
    Diagnosis.PERCENT_POINTS: 1,
}
WORDED = OF_DIGITS | SAME_NUMBER
KNOWN = frozenset({Diagnosis.NEIGHBOUR_ROW, Diagnosis.NEIGHBOUR_PERIOD, Diagnosis.WRONG_MEASURE, Diagnosis.ROUNDING})


def slipped(judgement: Judgement, scene: Scene) -> Judgement:
    """The judgement, contradicted where nothing covered the figure and a slip from one named cell explains it."""
    claim, quantity = judgement.claim, judgement.claim.mention.quantity
    if judgement.verdict is not Verdict.NOT_COVERED or judgement.pin is not None or quantity is None:
        return judgement
    if quantity.modifier is not Modifier.EXACT or claim.status not in CAN_BE_WRONG or adds_up(claim, quantity, scene):
        return judgement
    for layout in layouts_of(scene):
        held = in_its_unit(quantity, layout)
        found = _explained(claim, held, layout, scene) or _in_other_money(claim, held, layout, scene)
        if found is not None:
            return replace(found, considered=(*found.links, *judgement.considered))
    return judgement


def _explained(claim: Claim, quantity: Quantity, layout: Layout, scene: Scene) -> Judgement | None:
    found = scaled_facts(claim, quantity, layout, scene)
    named = [one for one in found if one.score >= max(LEAST, found[0].score - MARGIN)]
    titled = telling_digits(quantity) >= PRECISE and speaks_of(claim, layout, scene) >= LEAST_TITLE
    named = [one for one in named if one.beside or titled]
    if not named or len(named) > MOST_NAMED:
        return None
    tried = [(one, compare(quantity, _unsigned(one.fact))) for one in named]
    if any(outcome.agreement not in (Agreement.DIFFERS, Agreement.INCOMPARABLE) for _, outcome in tried):
        return None
    tried = [(one, outcome) for one, outcome in tried if differs(outcome) and _may_differ(claim, quantity, one, scene)]
    told = [(one, outcome, *diagnose(quantity, _unsigned(one.fact), outcome)) for one, outcome in tried]
    slips = [one for one in told if one[2] in WORDED and _is_no_chance(quantity, one[2], len(named))]
    slips = [one for one in slips if _has_unit(quantity, one[0].fact) or one[2] in SAME_NUMBER]
    slips = [one for one in slips if one[2] is not Diagnosis.SCALE or not _in_thousands(quantity, one[0])]
    if len({abs(one.fact.value) for one, *_ in slips}) == 1:
        return _wrong(claim, *slips[0], scene)
    return _wrong_of_one(claim, quantity, found, layout, scene)


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
    fact = _unsigned(found.links[0].fact)
    outcome = compare(quantity, fact)
    if outcome.diagnosis is not Diagnosis.CURRENCY:
        return None
    return _judged(claim, found.links[0], outcome, *diagnose(quantity, fact, outcome), scene)


def _wrong_of_one(
    claim: Claim, quantity: Quantity, found: Sequence[Found], layout: Layout, scene: Scene
) -> Judgement | None:
    """The judgement that a figure is wrong of the only cell that the text names, where its neighbours explain it."""
    one, others = found[0], found[1:]
    alone = one.among == 1 and not one.is_open and one.named and one.beside and one.score >= SURE
    times = word_set("linking", "date_stems") | word_set("linking", "weak_words")
    if (
        not alone
        or measure_stems(one.fact.entity or one.fact.measure) <= times
        or any(other.score > one.score - APART for other in others)
        or telling_digits(quantity) < 2
    ):
        return None
    outcome = compare(quantity, _unsigned(one.fact))
    if outcome.agreement is not Agreement.DIFFERS or not _has_unit(quantity, one.fact):
        return None
    if not _may_differ(claim, quantity, one, scene) or is_narrowed(claim, _reading(claim, one, scene), scene):
        return None
    if one.fact.period is not None and not (claim.period_stated or _of_one_time(one, layout)):
        return None  # the text does not say when, and the table has several times
    diagnosis, words = diagnose(quantity, _unsigned(one.fact), outcome, _neighbours(one, quantity, layout))
    if diagnosis not in KNOWN or _is_spoken_of(claim, quantity, diagnosis, one, layout, scene):
        return None
    return _wrong(claim, one, outcome, diagnosis, words, scene)


def _is_spoken_of(
    claim: Claim, quantity: Quantity, diagnosis: Diagnosis, one: Found, layout: Layout, scene: Scene
) -> bool:
    """Whether the sentence has a word of the row or the measure that the figure belongs to, and the named cell not."""
    if diagnosis is Diagnosis.ROUNDING:
        return not _is_no_chance(quantity, diagnosis, 1)
    said, own = scene.context.words_near(claim, claim.sentence), measure_stems(f"{one.fact.entity} {one.fact.measure}")
    others = _neighbours(one, quantity, layout)
    theirs = (fact for fact in (*others.rows, *others.measures) if compare(quantity, fact).agreement.confirms)
    words = [measure_stems(f"{fact.entity} {fact.measure}") for fact in theirs]
    return any(not theirs - own or (theirs - own) & said for theirs in words)


def _of_one_time(one: Found, layout: Layout) -> bool:
    return all(cell.period == one.fact.period for _, cell in layout.cells.values())


def _may_differ(claim: Claim, quantity: Quantity, one: Found, scene: Scene) -> bool:
    """Whether a difference would mean anything: the reservations of an editor, as for any other reading."""
    reading = _reading(claim, one, scene)
    if not word_set_of("no_outcomes").isdisjoint(one.fact.note.split("; ")):
        return False  # a year marked as a forecast
    if is_another_thing(claim, reading, scene) or is_of_other_side(claim, reading, scene):
        return False
    if counts_something_else(claim, reading, scene) or _is_of_unknown(claim, one, scene):
        return False
    summed = one.fact.kind is Kind.TOTAL and telling_digits(quantity) >= LONG
    return (summed or may_differ(claim, quantity, reading, scene)) and not names_another(claim, reading, scene)


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


def _reading(claim: Claim, one: Found, scene: Scene) -> Reading:
    """The fact as a reading by measure and entity."""
    series = one.series
    matched = measure_stems(series.measure) & scene.context.words_near(claim, claim.sentence)
    evidence = Evidence(one.score, 1.0, UnitFit.SAME, (), bool(matched), matched)
    line = Line(series, one.fact.entity, Strand(), one.score, True, one.label)
    return Reading(one.fact, line, evidence, one.score, one.score, one.score, True, True, True, ())


def _neighbours(one: Found, quantity: Quantity, layout: Layout) -> Neighbours:
    """The other cells of a cell's column, and of its row, where a number is not met there by chance."""
    if one.fact.derivation:
        return Neighbours()
    header, row = one.fact.column, one.fact.row
    places = [place for place in layout.cells if (place[0] == row) != (layout.table.fields[place[1]].name == header)]
    facts = [layout.fact(*place) for place in places]
    facts = [
        fact for fact in facts if fact.row == row or (fact.period == one.fact.period and fact.entity != one.fact.entity)
    ]
    if len(facts) > 10 ** (telling_digits(quantity) - 1):
        return Neighbours()
    beside = [_unsigned(fact) for fact in facts if fact.row == row]
    return Neighbours(
        rows=tuple(_unsigned(fact) for fact in facts if fact.row != row),
        periods=tuple(fact for fact in beside if fact.period != one.fact.period),
        measures=tuple(fact for fact in beside if fact.period == one.fact.period),
    )


def _unsigned(fact: Fact) -> Fact:
    if fact.value >= 0:
        return fact
    return replace(fact, value=-fact.value, interval=fact.interval.scaled(Fraction(-1)))


def _in_thousands(quantity: Quantity, one: Found) -> bool:
    return may_be_in_thousands(quantity, one.fact, one.series.scale)


def _has_unit(quantity: Quantity, fact: Fact) -> bool:
    """Whether both say in what they count: a bare number may be in thousands, or in hundredths."""
    return unit_fit(quantity.unit, fact.unit) in (UnitFit.SAME, UnitFit.NOUN)


def _is_no_chance(quantity: Quantity, diagnosis: Diagnosis, among: int) -> bool:
    """Whether such a slip would hardly be met by chance with one of so many facts."""
    digits = telling_digits(quantity)
    ways = digits * (digits - 1) // 2 if diagnosis is Diagnosis.TRANSPOSED else WAYS.get(diagnosis)
    return ways is not None and Fraction(ways * among, 9 * 10 ** (digits - 1)) <= MOST_BY_CHANCE


def _wrong(claim: Claim, one: Found, outcome: Outcome, diagnosis: Diagnosis, words: str, scene: Scene) -> Judgement:
    link = Link(one.fact, round(one.score, 3), (f"the row and column named: {one.label}",))
    return _judged(claim, link, outcome, diagnosis, words, scene)


def _judged(claim: Claim, link: Link, outcome: Outcome, diagnosis: Diagnosis, words: str, scene: Scene) -> Judgement:
    code = code_for(Verdict.CONTRADICTED, diagnosis, link.fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, (link,), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, link.fact, outcome, words),
        suggestion=suggest(scene.context.document.text, claim.mention, link.fact, outcome, diagnosis), strength=0,
    )  # fmt: skip
