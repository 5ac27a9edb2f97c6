"""What must hold for every claim and fact, whatever the numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from factcheck.comparison import Agreement, compare
from factcheck.diagnosis import diagnose
from factcheck.model import Diagnosis, Direction, Fact, Interval, Kind, Modifier, Quantity, Source, Unit

UNITS = [
    None,
    Unit("people", "count"),
    Unit("percent", "percent", Fraction(1, 100)),
    Unit("percentage point", "percentage_points", Fraction(1, 100)),
    Unit("USD", "currency", Fraction(1)),
    Unit("CHF", "currency", Fraction(1)),
    Unit("kilometre", "length", Fraction(1000)),
    Unit("mile", "length", Fraction(1609344, 1000)),
]
decimals = st.decimals(min_value="0.001", max_value="1e12", places=3, allow_nan=False, allow_infinity=False)
fractions = st.fractions(min_value=-(10**9), max_value=10**9)


def fact(value: Fraction, interval: Interval | None = None, unit: Unit | None = None, kind: Kind = Kind.LEVEL) -> Fact:
    derivation = "" if kind is Kind.LEVEL else "a - b"
    interval = interval or Interval.point(value)
    return Fact(
        "t", 0, "c", (), value, interval, unit, "e", "m", None, Source(), derivation=derivation, kind=kind
    )  # fmt: skip


def rounded(value: Fraction, quantum: Fraction, unit: Unit | None = None) -> Quantity:
    half = quantum / 2
    return Quantity(value, Interval(value - half, value + half, high_open=True), quantum, unit)


def count(value: int) -> Quantity:
    return Quantity(Fraction(value), Interval.point(Fraction(value)), Fraction(1))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    ends = sorted(draw(st.tuples(fractions, fractions)))
    low, high = draw(st.sampled_from([(ends[0], ends[1]), (None, ends[1]), (ends[0], None), (ends[0], ends[0])]))
    return Interval(low, high)


@given(decimals, st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_what_rounds_to_the_claim_agrees(value: Decimal, places: int, mode: str) -> None:
    quantum = Decimal(1).scaleb(-places)
    claim = rounded(Fraction(value.quantize(quantum, rounding=mode)), Fraction(quantum))
    assert compare(claim, fact(Fraction(value))).agreement is Agreement.AGREES


@given(decimals, st.integers(0, 2))
def test_what_is_two_units_away_does_not_agree(value: Decimal, places: int) -> None:
    quantum = Decimal(1).scaleb(-places)
    claim = rounded(Fraction(value.quantize(quantum)) + 2 * Fraction(quantum), Fraction(quantum))
    assert compare(claim, fact(Fraction(value))).agreement is not Agreement.AGREES


@given(st.integers(1, 99), st.integers(-5, 5).filter(bool))
def test_small_counts_are_points(value: int, off: int) -> None:
    assert compare(count(value), fact(Fraction(value + off))).agreement is Agreement.DIFFERS


@given(st.integers(11, 10**7).filter(lambda n: n % 10), st.sampled_from([1, 2, 3, 6, 9]))
def test_powers_of_ten_are_named(value: int, power: int) -> None:
    claim, truth = count(value * 10**power), fact(Fraction(value))
    outcome = compare(claim, truth)
    assert outcome.agreement is Agreement.DIFFERS
    named = {1: Diagnosis.ZERO, 2: Diagnosis.ZERO, 3: Diagnosis.SCALE, 6: Diagnosis.SCALE, 9: Diagnosis.VALUE}
    assert diagnose(claim, truth, outcome)[0] is named[power]  # a billion times too large is another thing


@given(st.fractions(min_value=1, max_value=10**6), st.sampled_from(list(Direction)))
def test_the_sign_of_a_change_is_its_direction(size: Fraction, direction: Direction) -> None:
    claim = rounded(size, Fraction(1, 10))
    sign = 1 if direction is Direction.UP else -1
    assert compare(claim, fact(sign * size, kind=Kind.CHANGE), direction).agreement is Agreement.AGREES
    other = compare(claim, fact(-sign * size, kind=Kind.CHANGE), direction)
    assert (other.agreement, other.diagnosis) == (Agreement.DIFFERS, Diagnosis.DIRECTION)


@given(
    fractions, intervals(), st.sampled_from(list(Modifier)), st.sampled_from(UNITS),
    fractions, intervals(), st.sampled_from(UNITS), st.sampled_from([Kind.LEVEL, Kind.CHANGE, Kind.TOTAL, Kind.RANK]),
)  # fmt: skip
def test_every_pair_has_an_outcome_with_words(
    value: Fraction, allowed: Interval, modifier: Modifier, unit: Unit | None,
    truth: Fraction, known: Interval, theirs: Unit | None, kind: Kind,
) -> None:  # fmt: skip
    ends = (value, value + 1) if modifier is Modifier.RANGE else ()
    claim = Quantity(None if ends else value, allowed, Fraction(1), unit, modifier, ends=ends)
    held = fact(truth, known, theirs, kind)
    outcome = compare(claim, held)
    diagnosis, words = diagnose(claim, held, outcome)
    assert outcome.reason
    assert isinstance(outcome.difference, str)
    assert isinstance(words, str)
    assert diagnosis in Diagnosis
