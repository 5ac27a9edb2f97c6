"""Derived facts: exact arithmetic, and intervals that hold whatever the printed digits allow."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factcheck.linking import derived
from factcheck.model import Cell, Fact, Grain, Interval, Kind, Period, Unit
from tests.unit import builders

PERCENT = derived.PERCENT
TONNE = Unit("tonne", "mass", Fraction(1000))
values = st.fractions(min_value=Fraction(1, 100), max_value=10**9, max_denominator=1000)
anything = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000)
widths = st.fractions(min_value=0, max_value=Fraction(1, 200), max_denominator=1000)
insides = st.fractions(min_value=0, max_value=1, max_denominator=50)


def printed(value: Fraction | int, width: Fraction = Fraction(0), unit: Unit = TONNE, **more: Any) -> Fact:
    """A fact printed as a value that may be off by a width to each side."""
    interval = Interval(value - width, value + width)
    return replace(builders.fact(1, unit, **more), value=Fraction(value), interval=interval)


def true_value(fact: Fact, part: Fraction) -> Fraction:
    """One of the values that the printed digits allow."""
    low, high = fact.interval.low, fact.interval.high
    assert low is not None
    assert high is not None
    return low + (high - low) * part


def test_a_fall_is_negative() -> None:
    change = derived.difference(printed(9), printed(7), Kind.CHANGE)
    assert (change.value, change.kind, change.unit) == (Fraction(-2), Kind.CHANGE, TONNE)


def test_percentages_differ_by_points() -> None:
    old, new = (printed(number, unit=PERCENT) for number in (5, 3))
    change = derived.difference(old, new, Kind.CHANGE)
    assert (change.value, change.unit) == (Fraction(-2), derived.POINTS)


def test_a_change_in_percent() -> None:
    change = derived.percent_change(printed(800), printed(600))
    assert change is not None
    assert (change.value, change.unit) == (Fraction(-25), PERCENT)
    assert change.derivation.startswith("(600 (Coast, 2022-11) / 800 (Coast, 2022-11) - 1) x 100")


def test_a_change_from_nothing_has_no_percent() -> None:
    assert derived.percent_change(printed(0), printed(5)) is None
    assert derived.percent_change(printed(Fraction(-4)), printed(5)) is None
    assert derived.percent_change(printed(Fraction(1, 10), Fraction(1, 10)), printed(5)) is None


def test_a_share_of_the_whole() -> None:
    share = derived.share(printed(1000), printed(8000))
    assert share is not None
    assert (share.value, share.unit, share.kind) == (Fraction(25, 2), PERCENT, Kind.SHARE)


def test_so_many_a_day() -> None:
    year = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31), Grain.YEAR)
    loads = Unit("tonne per day", "mass/time")
    rate = derived.per_day(printed(732, period=year), loads)
    assert rate is not None
    assert (rate.value, rate.kind, rate.derivation) == (Fraction(2), Kind.RATE, "732 (Coast, 2024) / 366 days")
    assert derived.per_day(printed(732, period=None), loads) is None
    assert derived.per_day(printed(732, period=year), Unit("tonne per week", "mass/time")) is None
    assert derived.per_day(printed(732, period=year), Unit("EUR per day", "currency/time")) is None


def test_a_total_says_what_was_added() -> None:
    facts = [printed(number) for number in range(1, 9)]
    total = derived.total(facts, "all 8")
    assert (total.value, total.entity, total.kind) == (Fraction(36), "all 8", Kind.TOTAL)
    assert total.derivation.startswith("sum over all 8: 1 (Coast, 2022-11) + 2 ")
    assert total.derivation.endswith(" + ...")


def test_a_total_of_an_open_bound_is_open() -> None:
    open_ended = replace(printed(5), interval=Interval(Fraction(5), None))
    interval = derived.total([open_ended, printed(2)], "both").interval
    assert (interval.low, interval.high) == (Fraction(7), None)


def test_rows_are_counted() -> None:
    rows = [Cell("aid", number, "", "", number + 2) for number in range(3)]
    counted = derived.count(rows, printed(9), "with place = Hills")
    assert (counted.value, counted.interval.is_point, counted.unit) == (Fraction(3), True, None)
    assert counted.derivation == "rows of aid with place = Hills"


def test_equal_values_share_a_place() -> None:
    facts = [printed(number, entity=name) for name, number in (("a", 9), ("b", 7), ("c", 7), ("d", 2))]
    assert [derived.rank(fact, facts).value for fact in facts] == [1, 2, 2, 4]
    assert [derived.rank(fact, facts, lowest_first=True).value for fact in facts] == [4, 2, 2, 1]


def test_each_cell_is_named_once() -> None:
    both = derived.difference(printed(3), printed(4), Kind.DIFFERENCE)
    assert len(both.cells) == 1


@given(anything, anything, widths, widths, insides, insides)
def test_a_difference_holds_every_true_difference(
    a: Fraction, b: Fraction, wide: Fraction, high: Fraction, at: Fraction, by: Fraction
) -> None:
    old, new = printed(a, wide), printed(b, high)
    change = derived.difference(old, new, Kind.CHANGE)
    assert change.value == b - a
    assert change.interval.holds(true_value(new, by) - true_value(old, at))


@given(values, values, widths, widths, insides, insides)
def test_a_change_in_percent_holds_every_true_change(
    a: Fraction, b: Fraction, wide: Fraction, high: Fraction, at: Fraction, by: Fraction
) -> None:
    old, new = printed(a, wide), printed(b, high)
    change = derived.percent_change(old, new)
    assert change is not None
    assert change.interval.holds(change.value)
    assert change.interval.holds((true_value(new, by) / true_value(old, at) - 1) * 100)
    assert old.value * (1 + change.value / 100) == new.value


@given(values, values, widths, widths, insides, insides)
def test_a_ratio_holds_every_true_ratio(
    a: Fraction, b: Fraction, wide: Fraction, high: Fraction, at: Fraction, by: Fraction
) -> None:
    part, whole = printed(a, wide), printed(b, high)
    ratio = derived.ratio(part, whole)
    assert ratio is not None
    assert ratio.value * whole.value == part.value
    assert ratio.interval.holds(true_value(part, at) / true_value(whole, by))


@given(st.lists(values, min_size=2, max_size=6))
def test_shares_of_all_parts_make_a_hundred(parts: list[Fraction]) -> None:
    facts = [printed(part) for part in parts]
    shares = [derived.share(fact, derived.total(facts, "all")) for fact in facts]
    assert sum(share.value for share in shares if share is not None) == 100


@given(st.lists(st.tuples(anything, widths, insides), min_size=1, max_size=6))
def test_a_total_holds_every_true_sum(parts: list[tuple[Fraction, Fraction, Fraction]]) -> None:
    facts = [printed(value, width) for value, width, _ in parts]
    sums = sum((true_value(fact, at) for fact, (_, _, at) in zip(facts, parts, strict=True)), Fraction(0))
    assert derived.total(facts, "all").interval.holds(sums)


@given(st.lists(anything, min_size=1, max_size=8))
def test_places_run_from_first_to_last(numbers: list[Fraction]) -> None:
    facts = [printed(number) for number in numbers]
    places = sorted(derived.rank(fact, facts).value for fact in facts)
    assert places[0] == 1
    assert places[-1] <= len(facts)
    assert all(place <= at for at, place in enumerate(places, 1))
