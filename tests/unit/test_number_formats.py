"""Numbers and dates as a spreadsheet shows them: value, format, text."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from factcheck.reference.formats.number_formats import measured_number, shown_date, shown_number

NUMBERS = [
    (1234.5, "General", "1234.5"),
    (0.1 + 0.2, "General", "0.3"),
    (1e22, "General", "1e+22"),
    (0.00001, "General", "0.00001"),
    (123456789012, "General", "123456789012"),
    (41200, "#,##0", "41,200"),
    (2.5, "0", "3"),
    (-2.5, "0", "-3"),
    (12.25, "0.0##", "12.25"),
    (12, "0.0##", "12.0"),
    (12, "0.##", "12"),
    (7, "00000", "00007"),
    (0.125, "0.0%", "12.5%"),
    (-3, "0%", "-300%"),
    (0.125, "0.0 %", "12.5 %"),
    (0.125, "%0.0", "%12.5"),
    (0.125, "0.0%;-0.0%", "12.5%"),
    (12.5, '0.0"%"', "12.5%"),
    (12.5, r"0.0\%", "12.5%"),
    (12.5, '0.0" % of GDP"', "12.5 % of GDP"),
    (0.125, '0.0%" of GDP (%)"', "12.5% of GDP (%)"),
    (12.5, "0.0[$%]", "12.5%"),
    (1234567, '#,##0,"k"', "1,235k"),
    (1234567, '0.0,,"m"', "1.2m"),
    (12, '0" km"', "12 km"),
    (12, r"0\ \m", "12 m"),
    (-12, "$#,##0", "-$12"),
    (1204.5, "[$€-407] #,##0.00", "€ 1,204.50"),
    (1.2, "#,##0.00 [$€-1]", "1.20 €"),
    (-1234.5, r'"$"#,##0.00_);[Red]\("$"#,##0.00\)', "($1,234.50)"),
    (1234.5, r'_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "1,234.50"),
    (-1234.5, r'_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-1,234.50"),
    (0, r'_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "0"),
    (1500000, '[>=1000000]0.0,,"m";0', "1.5m"),
    (1500, '[>=1000000]0.0,,"m";0', "1500"),
    (7, "[>1.2.3]0.0", "7.0"),
    (7, "[>.]0.0", "7.0"),
    (7, "[>1.5]0.0;0", "7.0"),
    (float("inf"), "0.0", "Infinity"),
    (1e308, "0." + "0" * 200, "1" + "0" * 308 + "." + "0" * 200),
    (1234567890, "0.00E+00", "1.23e+9"),
    (0.5, "# ?/?", "0.5"),
    (7, ";;;", "7"),
    (7, '"hidden"', "7"),
    (7, "@", "7"),
    (7, "", "7"),
    (Decimal("3.10"), "0.00", "3.10"),
]
DATES = [
    (dt.datetime(2024, 3, 5), "dd/mm/yyyy", "2024-03-05"),
    (dt.datetime(2024, 3, 5), "d-mmm", "2024-03-05"),
    (dt.datetime(2024, 3, 1), "mmm-yy", "2024-03"),
    (dt.datetime(2024, 3, 1), "mmmm yyyy", "2024-03"),
    (dt.datetime(2024, 1, 1), "yyyy", "2024"),
    (dt.datetime(2024, 3, 5, 14, 30), "dd/mm/yyyy hh:mm", "2024-03-05 14:30"),
    (dt.datetime(2024, 3, 5, 14, 30), "hh:mm", "14:30"),
    (dt.time(14, 30), "hh:mm", "14:30:00"),
    (dt.timedelta(hours=27, minutes=5), "[h]:mm", "27:05"),
]


@pytest.mark.parametrize(("value", "code", "text"), NUMBERS)
def test_a_number_is_shown_by_its_format(value: float, code: str, text: str) -> None:
    assert shown_number(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [(12.345, '0"%"', "12.345%"), (0.12345, "0%", "12.345%"), (12, r"0\%", "12%"), (0.12, "0%", "12%")],
)
def test_a_number_without_its_decimals_has_them(value: float, code: str, text: str) -> None:
    assert measured_number(value, code) == text


@pytest.mark.parametrize(("value", "code", "text"), DATES)
def test_a_date_is_shown_at_the_grain_of_its_format(value: dt.datetime, code: str, text: str) -> None:
    assert shown_date(value, code) == text


def test_no_format_makes_a_number_vanish_or_fail() -> None:
    signs = random.Random(5)  # noqa: S311  # no secret
    for _ in range(3000):
        code = "".join(signs.choices('0#?.,%;123"\\[]$€-_*@Ee+/ <>=kmGeneral', k=signs.randrange(14)))
        assert any(digit in shown_number(-1234.5678, code) for digit in "0123456789"), code
