"""How a wrong figure went wrong: a dropped zero, swapped digits, another year's figure, the row above.

The tests stand in `_CHAIN` in the order in which an editor would think of them; the first that fits names the
mistake. Every test takes the two numbers in the claim's unit and gives a diagnosis with a few words for the message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.frozen import record
from factcheck.model import Diagnosis, Fact, Kind, Modifier, Quantity
from factcheck.phrasing import plain_number, plural
from factcheck.precision import round_step, significant_digits, step, told_digits

_LARGEST_SMALL = 12  # whole numbers up to it are counted and not rounded

Finding = tuple[Diagnosis, str]


@record
class Neighbours:
    """Other facts that the writer may have taken instead of the right one.

    `rows` are other entities at the same period, `periods` other periods of the same entity, `measures` other
    measures of the same entity and period. `changes` are other ways to work out the same change: the percentage
    points beside the percent.
    """

    rows: tuple[Fact, ...] = ()
    periods: tuple[Fact, ...] = ()
    measures: tuple[Fact, ...] = ()
    changes: tuple[Fact, ...] = ()


@record
class _Case:
    """A claim beside the fact that it misses."""

    quantity: Quantity
    fact: Fact
    outcome: Outcome
    neighbours: Neighbours
    value: Fraction  # the claim's number, without its sign
    truth: Fraction  # the fact in the claim's unit, without its sign


def diagnose(
    quantity: Quantity, fact: Fact, outcome: Outcome, neighbours: Neighbours | None = None
) -> tuple[Diagnosis, str]:
    """What kind of mistake the claim is, and the words for it ("a zero was added?"); VALUE when nothing fits."""
    value = quantity.best
    if value is None:
        value = next((end for end in quantity.ends if not _near(end, outcome.fact_value)), outcome.fact_value)
    case = _Case(quantity, fact, outcome, neighbours or Neighbours(), abs(value), abs(outcome.fact_value))
    for test in _CHAIN:
        found = test(case)
        if found is not None:
            return found
    return Diagnosis.VALUE, outcome.difference


def _near(value: Fraction, fact: Fraction) -> bool:
    return abs(value - fact) <= abs(value) / 20


def _settled(case: _Case) -> Finding | None:
    """What the comparison itself has found: the other direction, another unit, the wrong hedge."""
    diagnosis = case.outcome.diagnosis
    if diagnosis is None and case.outcome.agreement is Agreement.INCOMPARABLE:
        return Diagnosis.UNIT, case.outcome.reason
    if diagnosis is None or (diagnosis is Diagnosis.ROUNDING and case.outcome.agreement is Agreement.DIFFERS):
        return None
    return diagnosis, _settled_words(diagnosis, case)


def _settled_words(diagnosis: Diagnosis, case: _Case) -> str:
    fact, quantity = case.fact, case.quantity
    theirs = fact.unit.name if fact.unit is not None else ""
    mine = quantity.unit.name if quantity.unit is not None else ""
    words = {
        Diagnosis.DIRECTION: case.outcome.difference,
        Diagnosis.CURRENCY: f"the table has {theirs}, not {mine}",
        Diagnosis.UNIT: f"the table has {theirs}, not {mine}" if theirs and mine else f"the table has {theirs or mine}",
        Diagnosis.PERCENT_POINTS: f"{theirs}s, not {mine}"
        if theirs.startswith("percentage")
        else f"{theirs}, not {mine}s",
        Diagnosis.TRUNCATION: "cut off, not rounded",
        Diagnosis.OVER_PRECISE: "more digits than the source has",
        Diagnosis.HEDGE: _hedge_words(case),
        Diagnosis.ROUNDING: "rounded wrongly?",
    }
    return words.get(diagnosis, case.outcome.difference)


def _several(unit: str) -> str:
    return f"{unit}s" if unit.endswith("point") else unit


def _hedge_words(case: _Case) -> str:
    hedge = case.quantity.hedge
    if case.quantity.modifier is Modifier.EXACT and case.fact.comparator:
        return f"the source says “{case.fact.comparator}”"
    if case.outcome.agreement is Agreement.MILD:
        return f"“{hedge}” is true but far off" if hedge else "true but far off"
    return f"not “{hedge}”" if hedge else "the hedge is wrong"


def _sign(case: _Case) -> Finding | None:
    """The same number on the other side of zero: a profit for a loss."""
    value, truth = case.quantity.best, case.outcome.fact_value
    if value is None or value * truth >= 0 or not _fits(case.quantity, truth if value < 0 else case.truth):
        return None
    return Diagnosis.DIRECTION, f"in the table it is {'below' if truth < 0 else 'above'} zero"


def _points(case: _Case) -> Finding | None:
    """The number is right of the same change in percentage points, or in percent."""
    for fact in case.neighbours.changes:
        if compare(case.quantity, fact).diagnosis is Diagnosis.PERCENT_POINTS:
            return Diagnosis.PERCENT_POINTS, _unit_words(case.quantity, fact)
    return None


def _unit_words(quantity: Quantity, fact: Fact) -> str:
    mine, theirs = (unit.name if unit is not None else "" for unit in (quantity.unit, fact.unit))
    return f"these are {_several(theirs)}, not {_several(mine)}"


def _unit(case: _Case) -> Finding | None:
    """The bare number is right, but in the table's unit."""
    mine, theirs = case.quantity.unit, case.fact.unit
    if mine is None or theirs is None or mine.name == theirs.name or case.value == 0:
        return None
    if not _fits(case.quantity, abs(case.fact.value)) or significant_digits(case.quantity) < 2:
        return None
    names = [plural(unit.name, Fraction(2)) for unit in (theirs, mine)]
    return Diagnosis.UNIT, f"the figure is in {names[0]}, not in {names[1]}"


def _scale(case: _Case) -> Finding | None:
    for power in (3, 6):  # a thousand or a million is dropped or added; what is further off is another thing
        factor = Fraction(10) ** power
        for scaled, size in ((case.truth * factor, "large"), (case.truth / factor, "small")):
            if _surely_fits(case, scaled):
                return Diagnosis.SCALE, f"{plain_number(factor)} times too {size}"
    return None


def _zero(case: _Case) -> Finding | None:
    for power in (1, 2):
        factor = Fraction(10) ** power
        exact = case.value in (case.truth * factor, case.truth / factor)
        if power > 1 and not exact and significant_digits(case.quantity) <= power:
            continue  # two digits that are only rounded so, and two zeros: that is met by chance
        if _surely_fits(case, case.truth * factor):
            return Diagnosis.ZERO, "a zero was added?" if power == 1 else "two zeros were added?"
        if _surely_fits(case, case.truth / factor):
            return Diagnosis.ZERO, "a zero was dropped?" if power == 1 else "two zeros were dropped?"
    mine, theirs = _digits(case, case.value), _digits(case, case.truth)
    if len(theirs) == len(mine) + 1 and mine in _without_a_zero(theirs) and len(mine) > 1:
        return Diagnosis.ZERO, "a zero was dropped?"
    if len(mine) == len(theirs) + 1 and theirs in _without_a_zero(mine) and len(theirs) > 1:
        return Diagnosis.ZERO, "a zero was added?"
    return None


def _without_a_zero(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i, digit in enumerate(digits) if digit == "0"}


def _derived(case: _Case) -> Finding | None:
    """A calculated fact names its own mistake: the parts do not add up, the rank or the count is another."""
    if not case.fact.derivation:
        return None
    truth = plain_number(case.truth)
    if case.fact.kind is Kind.TOTAL and not _is_rounding(case):
        return Diagnosis.TOTAL, f"the parts add up to {truth}"
    if case.fact.kind is Kind.RANK:
        return Diagnosis.RANK, f"it ranks number {truth}"
    if case.fact.kind is Kind.COUNT:
        return Diagnosis.LIST_COUNT, f"the table lists {truth}"
    return None


def _transposed(case: _Case) -> Finding | None:
    for coarse in (False, True):
        mine, theirs = _digits(case, case.value, coarse), _digits(case, case.truth, coarse)
        if len(mine) == len(theirs) > 1:
            places = [i for i, pair in enumerate(zip(mine, theirs, strict=True)) if pair[0] != pair[1]]
            if len(places) == 2 and _swapped(mine, places) == theirs:
                first, last = places[0], places[1] + 1
                return Diagnosis.TRANSPOSED, f"{mine[first:last]} and {theirs[first:last]} have transposed digits"
    return None


def _swapped(digits: str, places: list[int]) -> str:
    swapped = list(digits)
    one, two = places
    swapped[one], swapped[two] = swapped[two], swapped[one]
    return "".join(swapped)


def _neighbour(case: _Case) -> Finding | None:
    if case.quantity.modifier is not Modifier.EXACT or told_digits(case.quantity) < 2:
        return None
    period = _matching(case, case.neighbours.periods)
    if period is not None:
        label = period.period.label if period.period is not None else period.column
        return Diagnosis.NEIGHBOUR_PERIOD, f"that is the figure for {label}"
    row = _matching(case, case.neighbours.rows)
    if row is not None:
        return Diagnosis.NEIGHBOUR_ROW, f"that is the figure for {row.entity or f'row {row.row}'}"
    measure = _matching(case, case.neighbours.measures)
    if measure is not None:
        return Diagnosis.WRONG_MEASURE, f"that is “{measure.measure or measure.column}”"
    return None


def _matching(case: _Case, facts: Iterable[Fact]) -> Fact | None:
    near = (fact for fact in facts if _may_match(case, fact))
    return next((fact for fact in near if _is_that(case, compare(case.quantity, fact))), None)


def _is_that(case: _Case, outcome: Outcome) -> bool:
    """Whether the claim is that fact's number; the source's own "up to" does not matter here."""
    if outcome.agreement is Agreement.MILD:
        return outcome.diagnosis is Diagnosis.HEDGE and abs(outcome.fact_value) == case.value
    return outcome.agreement is Agreement.AGREES


def _may_match(case: _Case, fact: Fact) -> bool:
    """A quick look that spares most of a long column the whole comparison."""
    if fact.unit != case.fact.unit or case.outcome.fact_value != case.fact.value:
        return True  # converted: the comparison must say
    return abs(abs(fact.value) - case.value) <= step(case.quantity)


def _rounding(case: _Case) -> Finding | None:
    return (Diagnosis.ROUNDING, "rounded wrongly?") if _is_rounding(case) else None


def _is_rounding(case: _Case) -> bool:
    """Off by less than two units of the last written digit, where that digit stands for a rounding at all."""
    quantum = step(case.quantity)
    if not quantum or case.quantity.modifier is not Modifier.EXACT:
        return False
    whole = case.truth.denominator == 1
    if whole and (case.quantity.interval.is_point or (quantum == 1 and case.value <= _LARGEST_SMALL)):
        return False  # "four days" for three are miscounted
    return abs(case.value - case.truth) < 2 * quantum and case.value < 2 * case.truth < 4 * case.value


def _rank_or_count(case: _Case) -> Finding | None:
    words = {Kind.RANK: Diagnosis.RANK, Kind.COUNT: Diagnosis.LIST_COUNT, Kind.TOTAL: Diagnosis.TOTAL}
    diagnosis = words.get(case.fact.kind)
    return None if diagnosis is None else (diagnosis, case.outcome.difference)


def _conversion(case: _Case) -> Finding | None:
    mine, theirs = case.quantity.unit, case.fact.unit
    if mine is None or theirs is None or mine.name == theirs.name or mine.dimension in {"count", "percent"}:
        return None
    return Diagnosis.CONVERSION, f"{plain_number(abs(case.fact.value))} {theirs.name} is {plain_number(case.truth)}"


_CHAIN: tuple[Callable[[_Case], Finding | None], ...] = (
    _settled,
    _sign,
    _points,
    _unit,
    _scale,
    _zero,
    _derived,
    _transposed,
    _neighbour,
    _rounding,
    _rank_or_count,
    _conversion,
)


# Digits.


def _surely_fits(case: _Case, value: Fraction) -> bool:
    """Whether the claim would be right of that value; one digit alone fits too much, so it must be the same number."""
    if not case.truth:
        return False
    return value == case.value or (significant_digits(case.quantity) > 1 and _fits(case.quantity, value))


def _fits(quantity: Quantity, value: Fraction) -> bool:
    """Whether the claim, without its sign, would be right of that value."""
    best, interval = quantity.best, quantity.interval
    if best is None:
        return False
    if interval.low is None or interval.high is None:
        return _near(abs(best), value)
    if (interval.scaled(Fraction(-1)) if best < 0 else interval).holds(value):
        return True
    # A count is a point, but a fact with decimals in the wrong scale is no count.
    return value.denominator != 1 and abs(value - abs(best)) <= step(quantity) / 2


def _digits(case: _Case, value: Fraction, coarse: bool = False) -> str:
    """The digits of a value at the precision that the claim is written to, or at the claim's last digit but zeros."""
    quantum = (round_step if coarse else step)(case.quantity) or Fraction(1)
    units = value / quantum
    return str((units.numerator * 2 + units.denominator) // (units.denominator * 2))
