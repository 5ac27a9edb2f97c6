"""Written numbers to exact values and quanta."""

from __future__ import annotations

from fractions import Fraction

import pytest

from factcheck.languages.en.lexicon import lexicon
from factcheck.number_words import read_words
from factcheck.numerals import long_run_end, read_digits, trailing_zeros_place

DIGITS = [
    ("3.10", "3.1", "0.01"),
    ("1,234,567", "1234567", "1"),
    ("1\u202f234\u202f567.5", "1234567.5", "0.1"),
    ("1'234", "1234", "1"),
    ("12,34,567.89", "1234567.89", "0.01"),
    ("٣", "3", "1"),
    ("6.02e23", "602000000000000000000000", "1000000000000000000000"),
    ("2×10^-3", "0.002", "0.001"),
    ("5.", "5", "1"),
]
FRACTIONS = [("½", "1/2"), ("3 1/2", "7/2"), ("3½", "7/2"), ("2/3", "2/3"), ("⅞", "7/8")]
WORDS = [
    ("zero", 0),
    ("twenty-five", 25),
    ("one hundred and sixty-one", 161),
    ("two thousand and two hundred", 2200),
    ("nineteen hundred", 1900),
    ("three lakh crore", 3 * 10**12),
    ("twenty-one trillion three hundred", 21 * 10**12 + 300),
]


@pytest.mark.parametrize(("text", "value", "quantum"), DIGITS)
def test_digits_have_a_value_and_a_quantum(text: str, value: str, quantum: str) -> None:
    numeral = read_digits(text, 0, len(text))
    assert numeral is not None
    assert (numeral.value, numeral.quantum) == (Fraction(value), Fraction(quantum))


@pytest.mark.parametrize(("text", "value"), FRACTIONS)
def test_fractions_are_exact(text: str, value: str) -> None:
    numeral = read_digits(text, 0, len(text))
    assert numeral is not None
    assert (numeral.value, numeral.quantum, numeral.end) == (Fraction(value), None, len(text))


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_words_add_up(text: str, value: int) -> None:
    numeral = read_words(lexicon().words, text, 0, len(text))
    assert numeral is not None
    assert numeral.value == value
    assert numeral.end == len(text)


@pytest.mark.parametrize("text", ["3, 4", "3,4", "3-4", "3 400"])
def test_a_list_is_not_one_number(text: str) -> None:
    numeral = read_digits(text, 0, len(text))
    assert numeral is not None
    assert numeral.value == 3


def test_words_of_a_list_stay_apart() -> None:
    numeral = read_words(lexicon().words, "two hundred and three hundred", 0, 29)
    assert numeral is not None
    assert numeral.value == 200


@pytest.mark.parametrize(("value", "place"), [(1200, 100), (41, 1), (0, 1), (-50, 10), (10**6, 10**6)])
def test_the_place_of_the_last_digit_that_says_something(value: int, place: int) -> None:
    assert trailing_zeros_place(Fraction(value)) == place


def test_a_long_run_of_digits_is_no_number() -> None:
    text = "7" * 5000
    assert long_run_end(text, 0) == 5000
    assert read_digits(text, 0, 5000) is None
