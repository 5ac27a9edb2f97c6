"""Numbers as messages give them, and how finely a figure is written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from factcheck.model import Interval, Quantity, Unit
from factcheck.phrasing import decimal_text, plain_number, with_unit
from factcheck.precision import round_step, significant_digits, slack, step


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234.5", 0, "1,235"),
        ("-0.05", 1, "-0.1"),
        ("-0.04", 1, "0.0"),
        ("2/3", 2, "0.67"),
        ("3340000", 1, "3,340,000.0"),
    ],
)
def test_decimal_text(value: str, places: int, text: str) -> None:
    assert decimal_text(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3338000000000", "3.338 trillion"),
        ("41", "41"),
        ("2749", "2,749"),
        ("0.0666666", "0.06667"),
        ("1234.5678", "1,235"),
        ("-9.41", "-9.41"),
        ("-2500000", "-2.5 million"),
    ],
)
def test_plain_number(value: str, text: str) -> None:
    assert plain_number(Fraction(value)) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (None, "2"),
        (Unit("settlements", "count"), "2"),
        (Unit("percent", "percent"), "2%"),
        (Unit("percentage point", "percentage_points"), "2 percentage points"),
        (Unit("USD", "currency"), "USD 2"),
        (Unit("kilometre", "length"), "2 kilometres"),
        (Unit("kilometre per hour", "speed"), "2 kilometres per hour"),
        (Unit("degree Celsius", "temperature"), "2 degrees Celsius"),
    ],
)
def test_with_unit(unit: Unit | None, text: str) -> None:
    assert with_unit(Fraction(2), unit) == text


def written(value: int, low: str, high: str, scale: int = 1) -> Quantity:
    interval = Interval(Fraction(low), Fraction(high), high_open=low != high)
    return Quantity(Fraction(value), interval, Fraction(1), scale=Fraction(scale))


@pytest.mark.parametrize(
    ("quantity", "fine", "coarse", "digits"),
    [
        (written(1200, "1200", "1200"), 1, 100, 2),
        (written(41, "41", "41"), 1, 1, 2),
        (written(640000, "639999.5", "640000.5"), 1, 10000, 2),
        (written(3100000, "3050000", "3150000", 10**6), 100000, 100000, 2),
        (written(40000000, "39500000", "40500000", 10**6), 1000000, 10000000, 1),
    ],
)
def test_steps(quantity: Quantity, fine: int, coarse: int, digits: int) -> None:
    assert step(quantity) == fine
    assert round_step(quantity) == coarse
    assert significant_digits(quantity) == digits


def test_slack_is_half_the_last_digit_and_five_percent_at_most() -> None:
    assert slack(written(1200, "1200", "1200")) == 50
    assert slack(written(70000, "70000", "70000")) == 3500
