"""A claim's interval held against a fact's interval: agree, differ, or neither.

A written number is a value and the interval that its digits and its hedge allow; a reference cell is one too.
Containment confirms, disjointness contradicts, mere overlap does neither. What is true and yet not what an editor
lets pass (cut digits, digits that the source does not have, the source's "up to" left out) is *mild*.
Finding out how a wrong figure went wrong is `diagnosis`; only what the comparison itself settles is named here.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from factcheck.alignment import BARE_DIMENSIONS, POINTS, SHARE_DIMENSIONS, SIGNED_KINDS, Held, in_claims_unit
from factcheck.frozen import record
from factcheck.linking.below_zero import is_below_zero
from factcheck.model import Diagnosis, Direction, Fact, Modifier, Quantity, Unit
from factcheck.phrasing import plain_number, with_unit
from factcheck.precision import LEEWAY, round_step, slack, step

_CLOSE = Fraction(1, 20)
_FAR = 3  # times, by which no rounding of a number moves it
_ONE_SIDED = frozenset({Modifier.MORE_THAN, Modifier.LESS_THAN, Modifier.AT_LEAST, Modifier.AT_MOST})


PRINTED = "printed as "  # begins the note of a fact that is told with its other sign


class Agreement(StrEnum):
    """How a claim and a fact stand to each other."""

    AGREES = "agrees"
    ROUNDED = "rounded"  # a count written with trailing zeros that agrees at its last other digit
    MILD = "mild"  # true, and an editor would still touch it
    DIFFERS = "differs"
    UNDECIDED = "undecided"  # the intervals only overlap
    INCOMPARABLE = "incomparable"  # the units cannot be held against each other

    @property
    def confirms(self) -> bool:
        """Whether the fact bears the claim out."""
        return self in {Agreement.AGREES, Agreement.ROUNDED, Agreement.MILD}


@record
class Outcome:
    """What came of one comparison.

    `fact_value` is the fact in the claim's unit (the bare number where the units are incomparable), signed;
    `reason` is one sentence for `explain`; `claimed`, `unit` and `wording` are what `difference` is worded from.
    An incomparable outcome has a diagnosis only when the bare numbers agree: then the unit alone is wrong.
    An undecided outcome with `Diagnosis.ROUNDING` is a derived fact whose best estimate rounds to another figure,
    while the rounding of its inputs still leaves room for the claim.
    """

    agreement: Agreement
    diagnosis: Diagnosis | None
    fact_value: Fraction
    reason: str
    claimed: Quantity | None = None
    unit: Unit | None = None
    wording: str = ""

    @property
    def difference(self) -> str:
        """How far off the claim is, in words ("10 times too large"); "" when it agrees or nothing can be said."""
        # Worded when asked for: a claim is compared with many facts, and only one of them reaches a message.
        if self.wording or self.claimed is None:
            return self.wording
        return difference_text(self.claimed, self.fact_value, self.unit)


def compare(quantity: Quantity, fact: Fact, direction: Direction | None = None) -> Outcome:
    """Hold a claim's quantity against a fact.

    Give `direction` for claims of a change or difference only ("fell by 3%"), never for the level it reached
    ("fell to 3%"). Signed facts are then compared in size and sign; without a direction in size alone.
    """
    held = in_claims_unit(quantity, fact)
    if held is None:
        return _incomparable(quantity, fact)
    if fact.kind not in SIGNED_KINDS and not (direction is not None and fact.value < 0):
        return _compare(quantity, held)
    sized, implied = _size(quantity, direction)
    outcome = _compare(sized, _size_of_fact(held))
    if held.value < 0:
        # The words compare the sizes: a fall of 9 is too small beside one of 11, not too high.
        outcome = replace(outcome, fact_value=held.value, wording=outcome.difference)
    if implied is None or held.value == 0 or (implied is Direction.UP) == (held.value > 0):
        return outcome
    if _of_negatives(fact):
        # "The loss rose" and "the profit rose" go opposite ways here; the number alone does not tell which is meant.
        return replace(outcome, agreement=Agreement.UNDECIDED) if outcome.agreement.confirms else outcome
    return _opposite(quantity, outcome, held, implied)


def _of_negatives(fact: Fact) -> bool:
    """Whether the fact is worked out from negative cells: when a loss or an outflow "rises", its number falls."""
    return PRINTED not in fact.note and any(is_below_zero(cell.text) for cell in fact.cells)


def _size(quantity: Quantity, direction: Direction | None) -> tuple[Quantity, Direction | None]:
    """The claim without its sign, and the direction that its words or its sign give."""
    if quantity.value is None or quantity.value >= 0:
        return quantity, direction
    mirrored = replace(quantity, value=-quantity.value, interval=quantity.interval.scaled(Fraction(-1)))
    return mirrored, direction or Direction.DOWN


def _size_of_fact(held: Held) -> Held:
    if held.value >= 0:
        return held
    return replace(held, value=-held.value, interval=held.interval.scaled(Fraction(-1)))


def _opposite(quantity: Quantity, outcome: Outcome, held: Held, claimed: Direction) -> Outcome:
    """The outcome of a claim that goes the other way than its fact."""
    went = "up" if held.value > 0 else "down"
    same = outcome.agreement.confirms and _is_close(quantity, abs(held.value))
    diagnosis = Diagnosis.DIRECTION if same else None
    reason = f"the draft says {claimed.value}, but the figure went {went} by {with_unit(abs(held.value), held.unit)}"
    wording = f"went {went}, not {claimed.value}"
    return Outcome(Agreement.DIFFERS, diagnosis, held.value, reason, wording=wording)


def _incomparable(quantity: Quantity, fact: Fact) -> Outcome:
    mine, theirs = quantity.unit, fact.unit
    bare = _compare(replace(quantity, unit=None), Held(abs(fact.value), fact.interval, True, False, None))
    same = bare.agreement.confirms and _is_close(quantity, abs(fact.value))
    diagnosis = _unit_diagnosis(mine, theirs) if same else None
    reason = f"the draft's figure is in {_unit_name(mine)}, the table's in {_unit_name(theirs)}"
    return Outcome(Agreement.INCOMPARABLE, diagnosis, fact.value, reason)


def _is_close(quantity: Quantity, value: Fraction) -> bool:
    """Whether a number is the fact's own: "as much as 9" allows 0.3 too, and does not mean it."""
    if quantity.modifier not in _ONE_SIDED or quantity.value is None:
        return True
    return abs(abs(quantity.value) - value) <= abs(quantity.value) * _CLOSE


def _unit_diagnosis(mine: Unit | None, theirs: Unit | None) -> Diagnosis:
    dimensions = {unit.dimension for unit in (mine, theirs) if unit is not None}
    if POINTS in dimensions and dimensions <= SHARE_DIMENSIONS | BARE_DIMENSIONS:
        return Diagnosis.PERCENT_POINTS
    if dimensions == {"currency"}:
        return Diagnosis.CURRENCY
    return Diagnosis.UNIT


def _unit_name(unit: Unit | None) -> str:
    return unit.name if unit is not None else "no unit"


# Values.


def _compare(quantity: Quantity, held: Held) -> Outcome:
    if quantity.modifier is Modifier.RANGE and len(quantity.ends) == 2:
        return _range_against(quantity, held)
    if held.is_bound:
        return _against_bound(quantity, held)
    if quantity.modifier is Modifier.EXACT and quantity.value is not None:
        return _exact_against(quantity, held)
    return _hedged_against(quantity, held)


def _exact_against(quantity: Quantity, held: Held) -> Outcome:
    value = quantity.value
    assert value is not None  # noqa: S101 - the caller has looked; this tells the type checker
    if _are_far(quantity, value, held):
        return _outcome(Agreement.DIFFERS, None, quantity, held, "no rounding brings the two together")
    if held.is_range and not (quantity.interval.contains(held.interval) or value == held.value):
        return _against_range(quantity, held)
    if _rounds_to(quantity, held.value):
        return _outcome(Agreement.AGREES, None, quantity, held, "the table's figure rounds to the draft's")
    if _rounded_count(quantity, held.value):
        return _outcome(Agreement.ROUNDED, None, quantity, held, "the draft's figure is rounded; it agrees so far")
    if not held.derived and not held.converted and _finer(quantity, held):
        reason = "the draft gives more digits than the table holds"
        return _outcome(Agreement.MILD, Diagnosis.OVER_PRECISE, quantity, held, reason)
    if _truncates(quantity, held.value):
        reason = "the draft's figure is cut off, not rounded"
        return _outcome(Agreement.MILD, Diagnosis.TRUNCATION, quantity, held, reason)
    if quantity.interval.overlaps(held.interval):
        return _overlapping(quantity, held)
    return _outcome(Agreement.DIFFERS, None, quantity, held, "no rounding brings the two together")


def _are_far(quantity: Quantity, value: Fraction, held: Held) -> bool:
    """Whether one number is several times the other, with all that both leave open: a quick look, before exact ones.

    Most facts that a claim is held against are. Not for a range that a source gives, of which more is said.
    """
    mine, theirs = quantity.interval, held.interval
    if mine.low is None or mine.high is None or theirs.low is None or theirs.high is None:
        return False
    if not (held.derived or theirs.is_point or theirs.low_open or theirs.high_open):
        return False
    try:
        low, high, best = float(mine.low), float(mine.high), float(value)
        under, over, fact = float(theirs.low), float(theirs.high), float(held.value)
        step_or_more = high - low or float(max(quantity.quantum or 0, 1))
    except OverflowError:
        return False
    most, least = max(abs(low), abs(high), abs(best)), min(abs(low), abs(high), abs(best))
    top, bottom = max(abs(under), abs(over), abs(fact)), min(abs(under), abs(over), abs(fact))
    if under * over > 0 and bottom > _FAR * max(most, step_or_more):
        return True
    return low * high > 0 and least > _FAR * top and least - top > step_or_more


def _rounds_to(quantity: Quantity, fact: Fraction) -> bool:
    """Whether the fact rounds to the written figure, by half-up or by half-even."""
    value, interval, quantum = quantity.value, quantity.interval, step(quantity)
    if interval.holds(fact) or fact == value:
        return True
    if value is None or not quantum or (interval.is_point and fact.denominator == 1):
        return False
    half = quantum / 2
    if abs(fact - value) != half:
        # A count is a point among whole numbers; held against an average it is a rounded figure like any other.
        return interval.is_point and abs(fact - value) < half
    return abs(fact) < abs(value) or (value / quantum).numerator % 2 == 0


def _rounded_count(quantity: Quantity, fact: Fraction) -> bool:
    """Whether a figure written out with trailing zeros agrees with the fact at its last other digit."""
    value = quantity.value
    if value is None or quantity.scale != 1 or abs(value) < 100 or _is_share(quantity.unit):
        return False
    return step(quantity) == 1 < round_step(quantity) and abs(fact - value) <= slack(quantity)


def _is_share(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension in SHARE_DIMENSIONS | {"ratio", "share", "rank"}


def _finer(quantity: Quantity, held: Held) -> bool:
    """Whether the written figure lies within what the table's own digits leave open."""
    span = held.interval
    if quantity.value is None or span.is_point or span.low is None or span.high is None:
        return False
    return step(quantity) < span.high - span.low and span.holds(quantity.value)


def _truncates(quantity: Quantity, fact: Fraction) -> bool:
    """Whether cutting the fact's digits gives the figure, which must have two digits or come close."""
    value, quantum = quantity.value, step(quantity)
    if value is None or not quantum or value == 0 or quantity.interval.is_point or (fact > 0) != (value > 0):
        return False
    return abs(value) <= abs(fact) < abs(value) + quantum and abs(fact - value) <= abs(value) * LEEWAY


def _overlapping(quantity: Quantity, held: Held) -> Outcome:
    if not held.derived:
        return _outcome(
            Agreement.UNDECIDED, None, quantity, held, "the table's figure leaves room without confirming it"
        )
    if _settles(quantity, held):
        reason = "calculated from the table, the figure rounds to another"
        return _outcome(Agreement.DIFFERS, Diagnosis.ROUNDING, quantity, held, reason)
    reason = "calculated from rounded figures, the result leaves room for the draft's figure without confirming it"
    return _outcome(Agreement.UNDECIDED, Diagnosis.ROUNDING, quantity, held, reason)


def _settles(quantity: Quantity, held: Held) -> bool:
    """Whether the inputs fix a calculated figure to one unit of the draft's last digit on either side.

    Then its best estimate is what anybody would print who works from this table; a wider one is too wide to tell.
    """
    low, high = held.interval.low, held.interval.high
    if quantity.modifier is not Modifier.EXACT or low is None or high is None:
        return False
    return high - low <= 2 * step(quantity)


def _against_range(quantity: Quantity, held: Held) -> Outcome:
    if quantity.interval.overlaps(held.interval):
        return _outcome(Agreement.UNDECIDED, None, quantity, held, "the source gives a range and the draft one figure")
    return _outcome(Agreement.DIFFERS, None, quantity, held, "the draft's figure lies outside the source's range")


def _hedged_against(quantity: Quantity, held: Held) -> Outcome:
    interval, value = quantity.interval, held.value
    if interval.holds(value) and (not held.is_range or interval.contains(held.interval)):
        return _within_hedge(quantity, held)
    if not held.interval.is_point and interval.overlaps(held.interval):
        return _overlapping(quantity, held)
    if _crosses_hedge(quantity, value):
        reason = f"the figure lies on the other side of “{quantity.hedge or quantity.modifier.value}”"
        return _outcome(Agreement.DIFFERS, Diagnosis.HEDGE, quantity, held, reason)
    return _outcome(Agreement.DIFFERS, None, quantity, held, "the table's figure lies outside what the hedge allows")


def _within_hedge(quantity: Quantity, held: Held) -> Outcome:
    if _past_far_end(quantity, held.value):
        reason = "true, but the table's figure is so far from the draft's that the wording misleads"
        return _outcome(Agreement.MILD, Diagnosis.HEDGE, quantity, held, reason)
    return _outcome(Agreement.AGREES, None, quantity, held, "the table's figure lies within what the hedge allows")


def _past_far_end(quantity: Quantity, fact: Fraction) -> bool:
    far, value = quantity.far, quantity.value
    if far is None or value is None:
        return False
    return fact > far if far > value else fact < far


def _crosses_hedge(quantity: Quantity, fact: Fraction) -> bool:
    """Whether the number itself is right or close, and only the hedge is wrong."""
    value = quantity.value
    if value is None:
        return False
    near = abs(value) * LEEWAY
    # "100,000" may round anything from 50,000 on; nobody means that by "over 100,000".
    rounding = min(quantity.quantum / 2, 2 * near) if quantity.quantum else near
    return abs(fact - value) <= max(near, rounding)


def _range_against(quantity: Quantity, held: Held) -> Outcome:
    low, high = min(quantity.ends), max(quantity.ends)
    half = (quantity.quantum or Fraction(0)) / 2
    if held.is_range:
        return _range_against_range(quantity, held, (low, high), half)
    if held.is_bound:
        return _range_against_bound(quantity, held)
    if low - half <= held.value <= high + half:
        return _outcome(Agreement.AGREES, None, quantity, held, "the table's figure lies within the draft's range")
    if quantity.interval.overlaps(held.interval):
        return _overlapping(quantity, held)
    return _outcome(Agreement.DIFFERS, None, quantity, held, "the table's figure lies outside the draft's range")


def _range_against_range(quantity: Quantity, held: Held, ends: tuple[Fraction, Fraction], half: Fraction) -> Outcome:
    low, high = held.interval.low, held.interval.high
    assert low is not None and high is not None  # noqa: S101, PT018 - a range has both ends
    wrong = [theirs for mine, theirs in zip(ends, (low, high), strict=True) if abs(mine - theirs) > half]
    if not wrong:
        return _outcome(Agreement.AGREES, None, quantity, held, "both ends of the range agree")
    outcome = _outcome(Agreement.DIFFERS, None, quantity, held, "an end of the range differs")
    source = f"{plain_number(low)} to {plain_number(high)}"
    return replace(outcome, fact_value=wrong[0], wording=f"the source's range is {source}")


def _range_against_bound(quantity: Quantity, held: Held) -> Outcome:
    if quantity.interval.contains(held.interval):
        return _outcome(Agreement.AGREES, None, quantity, held, "the source's bound lies within the draft's range")
    if quantity.interval.overlaps(held.interval):
        return _overlapping(quantity, held)
    return _outcome(Agreement.DIFFERS, None, quantity, held, "the source's bound excludes the draft's range")


def _against_bound(quantity: Quantity, held: Held) -> Outcome:
    """A claim against a source that says "up to v" or "more than v"."""
    if quantity.modifier in _ONE_SIDED:
        return _bound_against_bound(quantity, held)
    if quantity.modifier is Modifier.VAGUE and quantity.interval.holds(held.value):
        return _within_hedge(quantity, held)
    if quantity.interval.holds(held.value) or _rounds_to(quantity, held.value):
        reason = "the number is the source's, which gives it as a bound; the draft leaves that out"
        return _outcome(Agreement.MILD, Diagnosis.HEDGE, quantity, held, reason)
    if quantity.modifier is Modifier.EXACT and quantity.value is not None:
        return _outcome(Agreement.DIFFERS, None, quantity, held, "the source gives another figure as its bound")
    if quantity.interval.contains(held.interval):
        return _outcome(Agreement.AGREES, None, quantity, held, "all that the source allows fits the draft")
    if quantity.interval.overlaps(held.interval):
        return _outcome(Agreement.UNDECIDED, None, quantity, held, "the source gives only a bound")
    return _outcome(Agreement.DIFFERS, None, quantity, held, "the source's bound excludes the draft's figure")


def _bound_against_bound(quantity: Quantity, held: Held) -> Outcome:
    value = quantity.value
    lower = quantity.modifier in {Modifier.MORE_THAN, Modifier.AT_LEAST}
    same_way = lower == held.is_lower_bound
    if same_way and (value == held.value or quantity.interval.contains(held.interval)):
        return _within_hedge(quantity, held)
    if not quantity.interval.overlaps(held.interval):
        return _outcome(Agreement.DIFFERS, None, quantity, held, "the source's bound excludes the draft's")
    attained = quantity.modifier in {Modifier.AT_LEAST, Modifier.AT_MOST}
    if same_way and attained and value is not None and not _close(value, held.value):
        return _outcome(Agreement.DIFFERS, None, quantity, held, "the source gives another figure as the bound")
    return _outcome(Agreement.UNDECIDED, None, quantity, held, "the source's bound does not settle the draft's")


def _close(value: Fraction, fact: Fraction) -> bool:
    return abs(value - fact) <= abs(value) * LEEWAY


# Words.


def _outcome(agreement: Agreement, diagnosis: Diagnosis | None, quantity: Quantity, held: Held, reason: str) -> Outcome:
    claimed = None if agreement is Agreement.AGREES else quantity
    return Outcome(agreement, diagnosis, held.value, reason, claimed, held.unit)


def difference_text(quantity: Quantity, fact: Fraction, unit: Unit | None) -> str:
    """How far the claim is from the fact, for a person: "10 times too large", "0.4 percentage points too low"."""
    value = quantity.best
    if value is None or value == fact:
        return ""
    if value > 0 and fact > 0:
        ratio = max(value / fact, fact / value)
        if ratio >= 2 and (abs(value - fact) > 12 or ratio >= 10):
            return f"{plain_number(_two_digits(ratio))} times too {'large' if value > fact else 'small'}"
    gap = abs(value - fact)
    word = "high" if value > fact else "low"
    if unit is not None and unit.dimension == "percent":
        name = "percentage point" if gap == 1 else "percentage points"
        return f"{plain_number(gap, 2)} {name} too {word}"
    return f"{with_unit(gap, unit, 2)} too {word}"


def _two_digits(ratio: Fraction) -> Fraction:
    step = Fraction(10) ** (len(str(int(ratio))) - 2)
    return round(ratio / step) * step
