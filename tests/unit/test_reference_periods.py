"""Periods as cells and headers write them."""

from __future__ import annotations

import datetime as dt

import pytest

from factcheck.model import Grain, Period
from factcheck.reference.periods import ImpossibleDateError, find_period, grain_of_dates, parse_period

CELLS = """
2024 | 2024 | year
2024.0 | 2024 | year
2024 est. | 2024 | year
2024-03 | 2024-03 | month
2024/25 | 2024-04-01/2025-03-31 | fiscal_year
2023-24 | 2023-04-01/2024-03-31 | fiscal_year
1999-00 | 1999-04-01/2000-03-31 | fiscal_year
2009-10 | 2009-10 | month
2017/2018 | 2017-04-01/2018-03-31 | fiscal_year
2020-2024 | 2020-01-01/2024-12-31 | span
Q3 2024 | 2024-Q3 | quarter
2024-Q1 | 2024-Q1 | quarter
1Q24 | 2024-Q1 | quarter
third quarter of 2022 | 2022-Q3 | quarter
H2 2023 | 2023-07-01/2023-12-31 | half
2024-W05 | 2024-01-29/2024-02-04 | week
FY 2024 | 2024 | fiscal_year
Jan 2024 | 2024-01 | month
Sept. 2024 | 2024-09 | month
Jan-25 | 2025-01 | month
4 February 2025 | 2025-02-04 | day
February 4, 2025 | 2025-02-04 | day
as of December 31, 2018 | 2018-12-31 | day
31/12/2024 | 2024-12-31 | day
31.12.2024 | 2024-12-31 | day
2024-01-05T00:00:00 | 2024-01-05 | day
Year ended December 31, 2018 | 2018 | year
fiscal year ended March 31, 2019 | 2018-04-01/2019-03-31 | fiscal_year
nine months ended 30 September 2024 | 2024-01-01/2024-09-30 | span
52 weeks ended 30 March 2019 | 2018-04-01/2019-03-30 | span
1990s | 1990-01-01/1999-12-31 | span
"""

NO_PERIODS = ["", "12", "12,400", "2,024", "3.5", "v2.3.0", "Ward 2024b", "9-1-1", "2024 trams", "16 - 10", "7:00 pm"]
IMPOSSIBLE = ["2024-02-30", "2024-13-01", "2023-13", "31/31/2024", "2024-W60"]
HEADERS = [
    ("Revenue 2024 (CHF million)", "2024"),
    ("2025/26 (£000)", "2025/26"),
    ("Q1 2024", "Q1 2024"),
    ("2019 €m", "2019"),
    ("As of December 31, | 2018 | Cash", "As of December 31, | 2018"),
    ("52 weeks ended 30 Mar 2019 £m", "52 weeks ended 30 Mar 2019"),
]


@pytest.mark.parametrize("line", CELLS.strip().splitlines())
def test_a_cell_names_a_period(line: str) -> None:
    text, label, grain = line.split(" | ")
    period = parse_period(text)
    assert period is not None
    days = f"{period.start}/{period.end}" if "/" in period.label else period.label
    assert (days, period.grain.value, period.text) == (label, grain, text)


@pytest.mark.parametrize("text", NO_PERIODS)
def test_other_texts_are_no_periods(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_date_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_period(text)


@pytest.mark.parametrize(("text", "part"), HEADERS)
def test_a_header_names_a_period(text: str, part: str) -> None:
    found = find_period(text)
    assert found is not None
    assert text[found[1] : found[2]] == part


@pytest.mark.parametrize("text", ["Otters (River Trust, 2019)", "Class 2024b", "% growth (2006 - 11)", "ISO 9001x"])
def test_brackets_and_names_in_headers_are_left_alone(text: str) -> None:
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("days", "grain"),
    [
        (["2024-01-01", "2024-02-01", "2024-04-01"], Grain.MONTH),
        (["2024-01-15", "2024-02-15", "2024-03-15"], Grain.MONTH),
        (["2024-01-31", "2024-02-29", "2024-04-30"], Grain.MONTH),
        (["2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01"], Grain.QUARTER),
        (["2022-06-30", "2023-06-30", "2024-06-30"], Grain.YEAR),
        (["2024-01-06", "2024-01-13", "2024-01-20"], Grain.DAY),
        (["2024-01-01", "2024-02-01"], Grain.DAY),
    ],
)
def test_what_a_column_of_days_stands_for(days: list[str], grain: Grain) -> None:
    dates = [dt.date.fromisoformat(day) for day in days]
    assert grain_of_dates(Period(day, day) for day in dates) is grain
