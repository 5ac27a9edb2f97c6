"""Prices of gold and oil, and exchange rates."""

from __future__ import annotations

from pathlib import Path

from scripts.reference_curation.package import Package, Rows, load_package
from scripts.reference_curation.raw import read_rows

# Before 1960 the months repeat the year's mean.
FIRST_GOLD_MONTH = "1960-01"
# The series began in May 1987.
PART_YEARS = {"brent_annual": {"1987"}, "wti_annual": set[str]()}
CURRENCIES = {
    "Australia": "AUD", "Brazil": "BRL", "Canada": "CAD", "China": "CNY", "Denmark": "DKK", "Euro": "EUR",
    "Hong Kong": "HKD", "India": "INR", "Japan": "JPY", "Malaysia": "MYR", "Mexico": "MXN", "New Zealand": "NZD",
    "Norway": "NOK", "Singapore": "SGD", "South Africa": "ZAR", "South Korea": "KRW", "Sweden": "SEK",
    "Switzerland": "CHF", "Taiwan": "TWD", "Thailand": "THB",
}  # fmt: skip
EXCHANGE = "exchange rate to the US dollar"
# New bolivars replaced old ones three times, and yearly means mix them.
LEFT_OUT = {"Venezuela"}


def packages(raw: Path) -> list[Package]:
    """The packages of this module."""
    gold, oil = raw / "gold_prices", raw / "oil_prices"
    months = [row for row in _dated(gold / "monthly.csv", 7) if row[0] >= FIRST_GOLD_MONTH]
    tables = {f"{crude}_annual": _years(oil / f"{crude}-year.csv", f"{crude}_annual") for crude in ("brent", "wti")}
    tables |= {f"{crude}_monthly": _dated(oil / f"{crude}-monthly.csv", 7) for crude in ("brent", "wti")}
    return [
        load_package("gold_prices", {"gold_annual": _dated(gold / "annual.csv", 4), "gold_monthly": months}),
        load_package("oil_prices", tables),
        load_package("exchange_rates", {"exchange_rates": _exchange(raw)}),
    ]


def _dated(path: Path, length: int) -> Rows:
    """Rows with the part of the date that is true: a placeholder day or month is cut off."""
    return [[row["Date"][:length], row["Price"]] for row in read_rows(path)]


def _years(path: Path, table: str) -> Rows:
    return [row for row in _dated(path, 4) if row[0] not in PART_YEARS[table]]


def _exchange(raw: Path) -> Rows:
    rows = read_rows(raw / "exchange_rates" / "annual.csv")
    kept = [row for row in rows if row["Country"] not in LEFT_OUT]
    return [
        [row["Country"], EXCHANGE, row["Date"][:4], row["Exchange rate"], CURRENCIES[row["Country"]]] for row in kept
    ]
