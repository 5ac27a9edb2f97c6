"""Carbon dioxide in the air and the temperature of the globe."""

from __future__ import annotations

from pathlib import Path

from scripts.reference_curation.package import Package, Rows, load_package
from scripts.reference_curation.raw import read_cells, read_rows

# What NOAA writes for a missing value.
MISSING = {"-1", "-01", "-0.99", "-9.99", "-99.99"}
# GISTEMP and gcag stand in one raw file; gcag's last year has seven months only.
PART_YEARS = {("gcag", "2024")}


def packages(raw: Path) -> list[Package]:
    """The packages of this module."""
    air = raw / "co2_ppm"
    tables = {
        "co2_annual_mauna_loa": _plain(air / "co2-annmean-mlo.csv"),
        "co2_annual_global": _plain(air / "co2-annmean-gl.csv"),
        "co2_growth_mauna_loa": _plain(air / "co2-gr-mlo.csv"),
        "co2_growth_global": _plain(air / "co2-gr-gl.csv"),
        # Seven values stand under six names: month, decimal date, mean, de-seasonalised, days, spread, uncertainty.
        "co2_monthly_mauna_loa": _picked(air / "co2-mm-mlo.csv", 7, (0, 2, 3)),
        # Six under four: month, decimal date, mean, its uncertainty, trend, its uncertainty.
        "co2_monthly_global": _picked(air / "co2-mm-gl.csv", 6, (0, 2, 4)),
    }
    return [load_package("co2_ppm", tables), load_package("global_temperature", _temperature(raw))]


def _plain(path: Path) -> Rows:
    return [[_known(cell) for cell in row] for row in read_cells(path)]


def _picked(path: Path, width: int, columns: tuple[int, ...]) -> Rows:
    rows = read_cells(path)
    changed = [row for row in rows if len(row) != width]
    if changed:
        raise ValueError(f"{path.name}: {width} values a row were expected, not {changed[0]}")
    return [[_known(row[column]) for column in columns] for row in rows]


def _known(cell: str) -> str:
    return "" if cell in MISSING else cell


def _temperature(raw: Path) -> dict[str, Rows]:
    rows = read_rows(raw / "global_temperature" / "annual.csv")
    kept = [row for row in rows if (row["Source"], row["Year"]) not in PART_YEARS]
    return {
        name: [[row["Year"], row["Mean"]] for row in kept if row["Source"] == source]
        for name, source in (("gistemp_annual", "GISTEMP"), ("gcag_annual", "gcag"))
    }
