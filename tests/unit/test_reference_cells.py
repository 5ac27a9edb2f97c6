"""Numbers as cells print them, and headers in their parts."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from factcheck.reference.cells import parse_cell
from factcheck.reference.headers import described_unit, parse_header
from factcheck.reference.levels import parse_levels

TABLES = Path(__file__).parent.parent / "cases" / "tables"
HEADER_CASES = tomllib.loads((TABLES / "headers.toml").read_text(encoding="utf-8"))

NUMBERS = """
12 | 12 | -
-12 | -12 | -
−12.50 | -12.5 | -
12,400 | 12400 | -
1,204,300 | 1204300 | -
12 400 | 12400 | -
12'400 | 12400 | -
.5 | 0.5 | -
1.5e3 | 1500 | -
(123) | -123 | -
(1,204.5) | -1204.5 | -
$ 50 | 50 | USD
$(50) | -50 | USD
€1.2bn | 1200000000 | EUR
$577.583 billion (2024 est.) | 577583000000 | USD
603,550 sq km | 603550 | square kilometre
4% (2024 est.) | 4 | percent
(0.3)% | -0.3 | percent
2.3 persons | 2.3 | persons
38 years | 38 | year
1737.5±0.1 | 1737.5 | -
12* | 12 | -
12 [a] | 12 | -
0 km (landlocked) | 0 | kilometre
"""

TEXTS = [
    "",
    "-",
    "n/a",
    "12 May 1966",
    "w 16 - 10",
    "6'05″",
    "7:00 pm",
    "2.3.0",
    "12 of 40 games",
    "A4",
    "1,2,3",
    "2013 (1888) x",
]

HEADERS = """
Revenue 2024 (CHF million) | Revenue | CHF | 1000000 | 2024
2025/26 (£000) | | GBP | 1000 | 2025/26
Throughput (MB/s) | Throughput | megabyte per second | 1 | -
Occupancy 2023 (%) | Occupancy | percent | 1 | 2023
area (sq. mi) | area | square mile | 1 | -
2019 €m | | EUR | 1000000 | 2019
Sales, EUR thousand | Sales | EUR | 1000 | -
gdp_trillion | gdp | - | 1000000000000 | -
amount_usd | amount | USD | 1 | -
shot pct | shot pct | percent | 1 | -
population ( in 2008 ) | population | - | 1 | 2008
Otters (River Trust, 2019) | Otters (River Trust, 2019) | - | 1 | -
Weirs removed (count) | Weirs removed | - | 1 | -
number_of_moons | number of moons | - | 1 | -
length_of_day | length of day | - | 1 | -
Staff 2024 | Staff | - | 1 | 2024
Visitors 2024 | Visitors | visitors | 1 | 2024
Visitors a day 2024 | Visitors a day | visitors per day | 1 | 2024
% growth 2024 | % growth | percent | 1 | 2024
"""

DESCRIPTIONS = """
rides, in thousands | - | 1000
distance driven, in thousands of km | kilometre | 1000
share of rides by guests, as a fraction of 1 | percent | 100
Gold price in USD per troy ounce. | USD per troy ounce | 1
GDP in billions of current dollars | USD | 1000000000
GDP percent change on the year before | percent | 1
"""


def rows(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(("text", "value", "unit"), rows(NUMBERS))
def test_a_cell_holds_a_number(text: str, value: str, unit: str) -> None:
    number = parse_cell(text)
    assert number is not None
    assert number.value == Fraction(value)
    assert (number.unit.name if number.unit else "-") == unit


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_hold_no_number(text: str) -> None:
    assert parse_cell(text) is None


def test_printed_decimals_are_rounded_and_integers_are_exact() -> None:
    rounded, whole = parse_cell("3.10"), parse_cell("42")
    assert rounded is not None
    assert whole is not None
    assert (rounded.interval.low, rounded.interval.high) == (Fraction("3.095"), Fraction("3.105"))
    assert rounded.interval.high_open
    assert whole.interval.is_point


def test_a_year_in_the_cell_is_its_period() -> None:
    number = parse_cell("11.5% (2024 est.)")
    assert number is not None
    assert number.period is not None
    assert number.period.label == "2024"


def test_decimal_commas() -> None:
    number = parse_cell("12.450,5", decimal_comma=True)
    assert number is not None
    assert number.value == Fraction("12450.5")


@pytest.mark.parametrize(("text", "measure", "unit", "scale", "period"), rows(HEADERS))
def test_a_header_in_its_parts(text: str, measure: str, unit: str, scale: str, period: str) -> None:
    header = parse_header(text)
    assert header.measure == measure
    assert (header.unit.name if header.unit else "-") == unit
    assert header.scale == Fraction(scale)
    assert (header.period.label if header.period else "-") == period


@pytest.mark.parametrize(
    ("text", "measure", "unit", "scale", "period"),
    [(text, *parts) for group in HEADER_CASES.values() for text, parts in group.items()],
)
def test_a_header_says_what_a_reader_takes_it_to_say(
    text: str, measure: str, unit: str, scale: str, period: str
) -> None:
    header = parse_levels(text)
    found = (header.measure, header.unit.name if header.unit else "-", str(header.scale))
    assert (*found, header.period.label if header.period else "-") == (measure, unit, scale, period)


def test_where_a_column_holds_the_periods_years_stay_in_headers() -> None:
    assert parse_header("Census 2011 figure 2011", with_period=False).measure == "Census 2011 figure 2011"


@pytest.mark.parametrize(("text", "unit", "scale"), rows(DESCRIPTIONS))
def test_a_description_names_a_unit_in_words(text: str, unit: str, scale: str) -> None:
    found = described_unit(text)
    assert found is not None
    assert (found[0].name if found[0] else "-") == unit
    assert found[1] == Fraction(scale)


@pytest.mark.parametrize("text", ["", "docking stations at month end", "Name of a country", "first day of the quarter"])
def test_other_descriptions_name_none(text: str) -> None:
    assert described_unit(text) is None


@pytest.mark.parametrize("text", ["9" * 5000, "1," * 2000, "(" * 3000 + "1", "$" * 3000 + "1", "1 " * 3000])
def test_long_hostile_cells_are_left_alone(text: str) -> None:
    parse_cell(text)
    parse_header(text)
