"""What stands between a difference and an alarm: the reservations of an editor who must not cry wolf."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.languages.words import word_set
from factcheck.linking.evidence import PLAIN, UnitFit, dimension
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Diagnosis, Fact, Kind, Modifier, Quantity
from factcheck.reference.names import measure_stems
from factcheck.verdicts.narrowing import is_narrowed
from factcheck.verdicts.trial import SAME_NUMBER, Tried, telling_digits

MOST_RANKED_SAFELY = 60  # in a longer table the text may mean a part of it: "in Europe"
MOST_APART = Fraction(3, 2)  # numbers further apart are usually about different things
MOST_APART_SUMS = 4  # a total that leaves this much out is the sum of something else
AS_GOOD = 0.06
IN_FULL = 0.94  # every word of a measure's name near the figure
LARGEST_SMALL_NUMBER = 12
SMALL_SUM = 1_000_000  # below it a number may be short for thousands or millions
VAGUE_DIMENSIONS = frozenset({"percent", "percentage_points", "ratio"})
OF_DIGITS = frozenset({Diagnosis.SCALE, Diagnosis.ZERO, Diagnosis.TRANSPOSED})
NAMED = OF_DIGITS | {Diagnosis.NEIGHBOUR_ROW, Diagnosis.NEIGHBOUR_PERIOD}


def may_differ(claim: Claim, quantity: Quantity, reading: Reading, scene: Scene) -> bool:
    """Whether a difference would mean anything.

    Not for a rate or a share against a number without a unit, an average against a plain value, or a count of things
    that were named before ("the three ports").
    """
    if {dimension(quantity.unit), dimension(reading.fact.unit)} == {"angle", "temperature"}:
        return False  # "5 degrees below zero" does not say of which scale
    if claim.period_stated and claim.period is None and reading.fact.period is not None:
        return False  # "the previous year", in a draft that does not say which
    if claim.period_stated and reading.fact.period is None and _has_periods(reading, scene):
        return False
    if reading.fact.kind is Kind.TOTAL and claim.kind is not Kind.TOTAL:
        return False
    if claim.kind is Kind.TOTAL and not reading.fact.derivation and _names_several(claim):
        return False  # what two have between them is not the figure of one
    if reading.fact.kind is Kind.COUNT:
        start = claim.mention.start
        if scene.context.is_bracketed(claim) or not _near_count(quantity, reading.fact):
            return False
        before = scene.context.document.text[max(0, start - 12) : start].split()
        return not (before and before[-1].casefold() in word_set("linking", "definite"))
    if reading.fact.kind is Kind.RANK:
        sentence = scene.context.tokens_in(around(claim.sentence, claim.mention.start), claim.mention.span)
        said = frozenset().union(*(measure_stems(token.text) for token in sentence))
        if reading.evidence.matched.isdisjoint(said):
            return False  # a place among what the sentence does not speak of
        return len(scene.ledger.members_at(reading.line.series, reading.fact.period)) <= MOST_RANKED_SAFELY
    if claim.kind is Kind.EXTREME or (reading.evidence.fit is UnitFit.PRICE and claim.kind is not Kind.AVERAGE):
        return False  # a table of means does not hold what a price touched
    if claim.kind in (Kind.AVERAGE, Kind.RATE) and reading.evidence.fit is not UnitFit.SAME:
        return False
    if reading.evidence.fit is UnitFit.UNKNOWN and not reading.fact.derivation:
        return dimension(quantity.unit) not in VAGUE_DIMENSIONS and claim.kind not in (Kind.DURATION, Kind.AGE)
    return True


def _names_several(claim: Claim) -> bool:
    return len({name.text for name in claim.entities if not name.carried}) > 1


def _has_periods(reading: Reading, scene: Scene) -> bool:
    """Whether other measures of the table are dated, so that a dated claim is likelier about one of them."""
    siblings = scene.index.by_table[reading.fact.table]
    return any(field.is_dated for series in siblings for field in series.fields)


def _near_count(quantity: Quantity, fact: Fact) -> bool:
    value = quantity.best
    return value is not None and fact.value / 2 <= value <= fact.value * 2


def digits_count(claim: Claim, diagnosis: Diagnosis, reading: Reading) -> bool:
    """Whether a slip of digits can be told at all.

    A number in words drops no zero, and a table without a unit may be in thousands or in hundredths; so may one of
    small sums of money beside "$14 million", where only a caption says so.
    """
    if not any(char.isdigit() for char in claim.mention.surface):
        return False
    quantity, scale = claim.mention.quantity, reading.line.series.scale
    if diagnosis is Diagnosis.SCALE and quantity is not None and may_be_in_thousands(quantity, reading.fact, scale):
        return False
    whole = reading.fact.value.denominator == 1
    return (
        diagnosis is Diagnosis.TRANSPOSED
        or reading.evidence.fit in (UnitFit.SAME, UnitFit.PRICE)
        or (whole and reading.evidence.fit is UnitFit.NOUN)
    )


def may_be_in_thousands(quantity: Quantity, fact: Fact, scale: Fraction) -> bool:
    """Whether the draft writes a scale, and the table's smaller number has none that it would have to have."""
    value = quantity.best
    if value is None or quantity.scale == 1 or scale != 1:
        return False
    return abs(fact.value) < SMALL_SUM and abs(fact.value) < abs(value)


def sureness(claim: Claim, diagnosis: Diagnosis, quantity: Quantity, series_scale: Fraction) -> str:
    """How much evidence the mistake itself is: the same number with another sign or unit, a known slip, or none."""
    digits = telling_digits(quantity)
    if diagnosis is Diagnosis.SCALE and quantity.scale == 1 != series_scale and dimension(quantity.unit) in PLAIN:
        return ""  # "sales rose (3,770)": a bare number beside a table in thousands may be in thousands too
    if diagnosis in SAME_NUMBER:
        return "_same"
    if diagnosis is Diagnosis.HEDGE:
        return "_named"
    if quantity.modifier not in (Modifier.EXACT, Modifier.APPROXIMATE):
        return ""
    if diagnosis in (Diagnosis.SCALE, Diagnosis.ZERO) and digits < 2 and quantity.scale == 1:
        return ""
    if diagnosis is Diagnosis.TOTAL:
        return "_named" if claim.kind is Kind.TOTAL and digits >= 2 else ""
    return "_named" if diagnosis in NAMED else ""


def plainly_meant(claim: Claim, quantity: Quantity, reading: Reading, near: Sequence[Tried], scene: Scene) -> bool:
    """Whether a number that is simply another one can still be called wrong.

    The text must name the entity (or add up those it has named) and, of a count, the thing counted; small numbers and
    shares in words are too easily about something else, and so is a part ("turnout among the young").
    """
    if reading.fact.kind is Kind.TOTAL:
        return claim.kind is Kind.TOTAL and telling_digits(quantity) >= 2
    if reading.fact.kind in (Kind.COUNT, Kind.RANK):
        return reading.stated
    value = quantity.best
    if reading.fact.value and value is not None and not same_size(value, reading.fact.value):
        return False
    if not reading.stated or not _one_reading(near, reading) or value is None or dimension(quantity.unit) == "ratio":
        return False
    if is_narrowed(claim, reading, scene):
        return False
    if dimension(quantity.unit) not in ("", "count"):
        return True
    return abs(value) > LARGEST_SMALL_NUMBER and reading.evidence.names_the_noun


def _one_reading(near: Sequence[Tried], reading: Reading) -> bool:
    """Whether all readings that are as good, or nearly, speak of the same entity in the same words."""
    as_good = [other.reading for other in near if other.reading.score >= reading.score - AS_GOOD]
    return all(
        other.line.label == reading.line.label
        and (other.fact.measure == reading.fact.measure or _says_no_more(other, reading))
        for other in as_good
    )


def _says_no_more(other: Reading, reading: Reading) -> bool:
    """Whether the text has the same words for two measures, or one word more for the one that it names in full."""
    mine, theirs = reading.evidence.matched, other.evidence.matched
    return theirs == mine or (theirs < mine and reading.evidence.measure >= IN_FULL)


def is_of_others(quantity: Quantity, reading: Reading, diagnosis: Diagnosis, scene: Scene) -> bool:
    """Whether a total is another one than the sum of a table's rows.

    It is so far off that it must be the sum of something else, or it is the very number of one of the rows: "its pears
    came to 588 tonnes" adds up one estate's own.
    """
    value, summed = quantity.best, abs(reading.fact.value)
    if diagnosis is not Diagnosis.TOTAL or value is None:
        return False
    if not summed / MOST_APART_SUMS <= abs(value) <= summed * MOST_APART_SUMS:
        return True
    members = scene.ledger.members_at(reading.line.series, reading.fact.period)
    return any(quantity.interval.holds(member.value) for member in members)


def same_size(value: Fraction, fact: Fraction) -> bool:
    """Whether two numbers are near enough to be meant for one: what is far off is usually about something else."""
    return abs(fact) / MOST_APART <= abs(value) <= abs(fact) * MOST_APART
