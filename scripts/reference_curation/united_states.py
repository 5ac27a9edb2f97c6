"""The economy of the United States."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from scripts.reference_curation.package import Package, Rows, load_package
from scripts.reference_curation.raw import read_cells, read_rows, rounded

# Series id -> our table's name, by the way its dates are written.
MONTHLY = {
    "UNRATE": "unemployment_rate",
    "PAYEMS": "nonfarm_payrolls",
    "CPIAUCSL": "consumer_price_index",
    "CIVPART": "labor_force_participation",
    "U6RATE": "underemployment_rate",
    "JTSJOL": "job_openings",
}
WEEKLY = {"ICSA": "initial_claims", "GASREGW": "gasoline_price"}
QUARTERLY = {"GDP": "gdp_quarterly", "GDPC1": "real_gdp_quarterly"}
# Until 1946, and in one of the two rows of 1947, the survey took in persons of 14 and 15 years.
FIRST_SURVEY_ROW = ["1947", "101827"]


def packages(raw: Path) -> list[Package]:
    """The packages of this module."""
    return [
        load_package("us_monthly_indicators", _indicators(raw / "us_monthly_indicators")),
        load_package("us_cpi", {"us_cpi": _prices(raw)}),
        load_package("us_gdp", _gdp(raw / "us_gdp")),
        load_package("us_employment_annual", {"us_employment_annual": _employment(raw)}),
    ]


def _indicators(folder: Path) -> dict[str, Rows]:
    tables: dict[str, Rows] = {}
    for ids, period in ((MONTHLY, _month), (WEEKLY, str), (QUARTERLY, _quarter)):
        for series, name in ids.items():
            rows = [row for row in read_rows(folder / f"{series}.csv") if row["value"]]
            tables[name] = [[period(row["date"]), _without_point_zero(row["value"], series)] for row in rows]
    tables["real_gdp_quarterly"] = _with_growth(tables["real_gdp_quarterly"])
    return tables


def _with_growth(rows: Rows) -> Rows:
    """Levels with the growth on the quarter before at an annual rate, to one decimal as the bureau prints it."""
    before = [None, *(Decimal(row[1]) for row in rows[:-1])]
    return [
        [quarter, level, f"{round(((Decimal(level) / old) ** 4 - 1) * 100, 1) + 0}" if old else ""]
        for (quarter, level), old in zip(rows, before, strict=True)
    ]


def _without_point_zero(value: str, series: str) -> str:
    """Counts are whole numbers: "394000.0" says nothing more than "394000"; a rate keeps its decimal."""
    return rounded(value, 0) if series in {"PAYEMS", "JTSJOL", "ICSA"} else value


def _month(date: str) -> str:
    return date[:7]


def _quarter(date: str) -> str:
    return f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"


def _prices(raw: Path) -> Rows:
    raw_rows = read_rows(raw / "us_cpi" / "cpiai.csv")
    index = {_month(row["Date"]): Decimal(row["Index"]) for row in raw_rows}
    made = []
    for row in raw_rows:
        month = _month(row["Date"])
        follows = _months_before(month, 1) in index
        made.append([month, row["Index"], row["Inflation"] if follows else "", _change(index, month)])
    return made


def _change(index: dict[str, Decimal], month: str) -> str:
    """The percent change on the same month a year before, to one decimal as the bureau prints it."""
    before = index.get(_months_before(month, 12))
    # Adding 0 makes -0.0 a plain 0.0.
    return f"{round((index[month] / before - 1) * 100, 1) + 0}" if before else ""


def _months_before(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{number // 12}-{number % 12 + 1:02d}"


def _gdp(folder: Path) -> dict[str, Rows]:
    years = [[row["date"], row["level-current"], row["level-chained"]] for row in read_rows(folder / "year.csv")]
    quarters = [
        [_quarter(row["date"]), row["level-current"], row["level-chained"]] for row in read_rows(folder / "quarter.csv")
    ]
    return {"gdp_by_year": years, "gdp_by_quarter": quarters}


def _employment(raw: Path) -> Rows:
    rows = read_cells(raw / "us_employment_annual" / "aat1.csv")
    start = next(index for index, row in enumerate(rows) if row[:2] == FIRST_SURVEY_ROW)
    return [_employed(row) for row in rows[start:]]


def _employed(row: list[str]) -> list[str]:
    footnote = row[11] if len(row) > 11 else ""
    return [*row[:11], f"footnote {footnote} of the source" if footnote else ""]
