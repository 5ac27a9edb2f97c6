"""The shipped tables: every one is as its description says, and the script that made them makes them again."""

from __future__ import annotations

import csv
import datetime as dt
import filecmp
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from factcheck.reference.describe import read_unit
from factcheck.reference.reading import Doubt
from factcheck.reference.store import ReferenceStore, load_reference

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "reference_data"
RAW = os.environ.get("FACTCHECK_RAW_TABLES", "")
LARGEST = 3_200_000
ROLES = {
    "entity",
    "period",
    "measure",
    "value",
    "value_low",
    "value_high",
    "comparator",
    "unit",
    "source",
    "source_date",
}
ROLES |= {"source_url", "note", "aliases", "key", "attribute", "ignore"}

# A type of Table Schema -> how a text of it is read; ValueError or ArithmeticError when it is none.
READS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": dt.date.fromisoformat,
    "year": lambda text: dt.date(int(text), 1, 1),
    "yearmonth": lambda text: dt.date.fromisoformat(f"{text}-01"),
    "boolean": ("No", "Yes").index,
}


def packages() -> list[Path]:
    return sorted(HOME.glob("*/datapackage.json"))


@cache
def described(path: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return package


def resources() -> list[tuple[Path, dict[str, Any]]]:
    return [(path.parent, resource) for path in packages() for resource in described(path)["resources"]]


@cache
def rows_of(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))


each_package = pytest.mark.parametrize("path", packages(), ids=lambda path: path.parent.name)
each_table = pytest.mark.parametrize(
    ("folder", "table"), resources(), ids=lambda part: getattr(part, "name", None) or part["name"]
)


@each_package
def test_frictionless_accepts_the_package(path: Path) -> None:
    report = Package(str(path)).validate(limit_rows=40)
    assert report.valid, report.flatten(["type", "message"])


@each_table
def test_every_cell_has_the_type_that_its_column_declares(folder: Path, table: dict[str, Any]) -> None:
    header, *rows = rows_of(folder / table["path"])
    fields = table["schema"]["fields"]
    assert list(header) == [field["name"] for field in fields]
    for number, row in enumerate(rows, start=2):
        assert len(row) == len(fields), f"line {number}"
    for field, cells in zip(fields, zip(*rows, strict=True), strict=True):
        _check_column(field, set(cells))


def _check_column(field: dict[str, Any], cells: set[str]) -> None:
    constraints = field.get("constraints", {})
    assert not (constraints.get("required") and "" in cells), field["name"]
    for cell in cells - {""}:
        assert cell == cell.strip(), (field["name"], cell)
        assert "enum" not in constraints or cell in constraints["enum"], (field["name"], cell)
        try:
            READS[field["type"]](cell)
        except ArithmeticError as error:
            raise ValueError(f"{field['name']}: {cell!r} is no {field['type']}") from error


@each_table
def test_the_key_is_unique(folder: Path, table: dict[str, Any]) -> None:
    header, *rows = rows_of(folder / table["path"])
    places = [header.index(name) for name in table["schema"]["primaryKey"]]
    keys = [tuple(row[place] for place in places) for row in rows]
    assert all("" not in key for key in keys)
    assert len(set(keys)) == len(keys)


@each_table
def test_it_says_what_it_is_and_where_it_is_from(folder: Path, table: dict[str, Any]) -> None:
    assert table["title"]
    assert table["description"]
    assert all(source["title"] and source["path"].startswith("https://") for source in table["sources"])
    assert all(licence["name"] and licence["title"] and licence["path"] for licence in table["licenses"])
    assert dt.date.fromisoformat(table["retrieved"]) <= dt.date(2026, 12, 31)
    for field in table["schema"]["fields"]:
        assert field["title"], field["name"]
        assert field["role"] in ROLES, field["name"]


@each_table
def test_every_row_has_someone_to_be_about(folder: Path, table: dict[str, Any]) -> None:
    roles = {field["role"] for field in table["schema"]["fields"]}
    assert "entity" in roles or table.get("entity")
    assert roles & {"value", "value_low"}


@each_table
def test_declared_names_stand_in_the_table(folder: Path, table: dict[str, Any]) -> None:
    header, *rows = rows_of(folder / table["path"])
    entities = [header.index(field["name"]) for field in table["schema"]["fields"] if field["role"] == "entity"]
    known = {row[place] for row in rows for place in entities} | {table.get("entity", "")}
    package = described(folder / "datapackage.json")["name"]
    unknown = set(table.get("entityAliases", {})) - known
    if package.startswith("world-bank"):
        # One list of names serves three tables of different vintages.
        unknown -= {
            name for path, _ in resources() if path.name.startswith("world_bank") for name in _entities_of(path)
        }
    assert not unknown


@cache
def _entities_of(folder: Path) -> frozenset[str]:
    return frozenset(row[0] for path in folder.glob("*.csv") for row in rows_of(path))


def units() -> list[str]:
    found = {field["unit"] for _, table in resources() for field in table["schema"]["fields"] if field.get("unit")}
    for folder, table in resources():
        header, *rows = rows_of(folder / table["path"])
        for field in table["schema"]["fields"]:
            if field["role"] == "unit":
                place = header.index(field["name"])
                found |= {row[place] for row in rows}
    return sorted(found)


@pytest.mark.parametrize("unit", units())
def test_the_program_knows_every_unit(unit: str) -> None:
    doubts: list[Doubt] = []
    found, _ = read_unit(unit, doubts, "here")
    assert found is not None
    assert not doubts, [doubt.message for doubt in doubts]


def test_the_readme_lists_every_table_with_its_rows() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| \[([^\]]+)\]\([^)]*\) \| [^|]+ \| (\d+) \|", text, re.MULTILINE))
    actual = {
        f"{folder.name}/{Path(table['path']).stem}": str(len(rows_of(folder / table["path"])) - 1)
        for folder, table in resources()
    }
    assert listed == actual


def test_every_package_is_credited() -> None:
    text = (HOME / "LICENSES.md").read_text(encoding="utf-8")
    for path in packages():
        assert f"- {path.parent.name}: " in text


def test_the_tables_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in HOME.rglob("*") if path.is_file()) < LARGEST


def test_every_file_is_described() -> None:
    known = {folder / table["path"] for folder, table in resources()}
    assert set(HOME.rglob("*.csv")) == known


@pytest.mark.skipif(not RAW, reason="FACTCHECK_RAW_TABLES names no folder of raw tables")
def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "curate_reference_data.py"
    subprocess.run([sys.executable, str(script), RAW, "--out", str(tmp_path)], check=True, capture_output=True)  # noqa: S603
    names = sorted(str(path.relative_to(HOME)) for path in HOME.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    _, mismatch, errors = filecmp.cmpfiles(HOME, tmp_path, names, shallow=False)
    assert (mismatch, errors) == ([], [])


# Figures that anyone can look up, as they stand in the shipped tables.
KNOWN = [
    ("world_bank_population/population.csv", {"country": "Nigeria", "year": "2024"}, "population", "232679478"),
    ("us_monthly_indicators/unemployment_rate.csv", {"month": "2020-04"}, "unemployment_rate", "14.8"),
    ("us_cpi/us_cpi.csv", {"month": "2025-11"}, "month_on_month_change", ""),
    ("planets/planets.csv", {"planet": "Jupiter"}, "surface_pressure", ""),
    ("cia_factbook_countries/countries.csv", {"country": "Ukraine", "measure": "total area"}, "value", "603550"),
    ("co2_ppm/co2_annual_mauna_loa.csv", {"year": "2024"}, "co2", "424.61"),
    ("ukraine_nov_2022_public_record/ukraine_nov_2022_public_record.csv", {"id": "R06"}, "value_low", "41"),
]


@pytest.mark.parametrize(("path", "key", "column", "expected"), KNOWN)
def test_known_figures(path: str, key: dict[str, str], column: str, expected: str) -> None:
    header, *rows = rows_of(HOME / path)
    found = [row for row in rows if all(row[header.index(name)] == text for name, text in key.items())]
    assert [row[header.index(column)] for row in found] == [expected]


# Table, measure, entity, period -> the value in full and its unit, as the program reads them.
BELIEVED = [
    ("population", "Population", "India", "2024", "1450935791", "persons"),
    ("gdp", "Gross domestic product", "Italy", "2023", "2254851212732", "USD"),
    ("gdp_deflator", "Change of the GDP deflator", "Japan", "2023", "3.793", "percent"),
    ("co2_fossil_by_nation", "Carbon emissions (as carbon)", "United Kingdom", "1960", "159340000", "tonne"),
    ("population_history", "World population", "", "1875", "1325000000", "persons"),
    ("covid19_world", "COVID-19 deaths", "", "2022-04-16", "6197159", "deaths"),
    ("forcibly_displaced", "Forcibly displaced people", "", "2023", "117552287", "persons"),
    ("nonfarm_payrolls", "Nonfarm payroll employment", "", "2025-11", "159552000", "persons"),
    ("gdp_quarterly", "Gross domestic product", "", "2025-Q3", "31095089000000", "USD"),
    ("gasoline_price", "Retail price of regular gasoline", "", "2025-12-29", "2.811", "USD per gallon"),
    ("us_cpi", "Twelve-month change of consumer prices", "", "2025-09", "3", "percent"),
    ("us_employment_annual", "Unemployed persons", "", "2024", "6761000", "persons"),
    ("gold_annual", "Gold price", "", "2024", "2387.702", "USD per troy ounce"),
    ("brent_monthly", "Crude oil price", "", "2026-07", "83.76", "USD per barrel"),
    ("exchange_rates", "exchange rate to the US dollar", "Japan", "2025", "149.5686", "JPY"),
    ("co2_annual_mauna_loa", "Atmospheric carbon dioxide", "", "2024", "424.61", "parts-per-million"),
    ("gistemp_annual", "Global temperature anomaly", "", "2023", "1.1692", "degree Celsius"),
    ("planets", "Mass", "Earth", "", "5970000000000000000000000", "kilogram"),
    ("planets", "Distance from the Sun", "Neptune", "", "4495100000", "kilometre"),
    ("countries", "GDP at official exchange rate", "France", "2024", "3162000000000", "USD"),
    ("countries", "total area", "Ukraine", "", "603550", "square kilometre"),
    (
        "us_ukraine_drawdowns",
        "drawdown of defense stocks",
        "United States to Ukraine",
        "2022-10-28",
        "275000000",
        "USD",
    ),
    ("ukraine_nov_2022_public_record", "settlements liberated", "Ukraine", "2022-11-10", "41", "settlements"),
]


@pytest.fixture(scope="module")
def store() -> ReferenceStore:
    return load_reference(["builtin"])


def test_the_program_has_no_doubts_about_its_own_tables(store: ReferenceStore) -> None:
    assert [problem.message for problem in store.problems] == []
    assert len(store.tables) == len(resources())


@pytest.mark.parametrize(("table", "measure", "entity", "period", "value", "unit"), BELIEVED)
def test_the_program_reads_it_right(
    store: ReferenceStore, table: str, measure: str, entity: str, period: str, value: str, unit: str
) -> None:
    facts = [
        series.fact(cell)
        for series in store.series
        if Path(series.table.name).stem == table and series.measure == measure
        for cell in (series.cells_of(entity) if entity else series.cells)
        if (cell.period.label if cell.period else "") == period
    ]
    assert {(fact.value, fact.unit.name if fact.unit else "") for fact in facts} == {(Fraction(value), unit)}


def test_groups_of_countries_are_told_from_countries(store: ReferenceStore) -> None:
    population = next(series for series in store.series if series.measure == "Population")
    groups = {cell.entity[0] for cell in population.cells if cell.aggregate}
    assert {"World", "Euro area", "High income", "Sub-Saharan Africa"} <= groups
    assert groups.isdisjoint(
        {"Germany", "South Africa", "Central African Republic", "United States", "Channel Islands"}
    )


def test_what_the_world_bank_table_holds_is_the_gdp_deflator() -> None:
    # Its origin calls it consumer prices; the output of the United States at current and at constant prices tells.
    yearly = {row[0]: float(row[1]) / float(row[2]) for row in rows_of(HOME / "us_gdp" / "gdp_by_year.csv")[1:]}
    held = [row for row in rows_of(HOME / "world_bank_inflation" / "gdp_deflator.csv") if row[0] == "United States"]
    for _, year, change in held[-14:]:
        assert float(change) == pytest.approx(100 * (yearly[year] / yearly[str(int(year) - 1)] - 1), abs=0.02)
