"""The planets."""

from __future__ import annotations

from pathlib import Path

from scripts.reference_curation.package import Package, load_package
from scripts.reference_curation.raw import read_rows

UNKNOWN = {"Unknown", "Unknown*"}
DWARFS = {"Pluto"}


def packages(raw: Path) -> list[Package]:
    """The package of this module."""
    rows = []
    for row in read_rows(raw / "planets" / "planets.csv"):
        cells = ["" if cell in UNKNOWN else cell for cell in row.values()]
        rows.append([cells[0], "dwarf planet" if cells[0] in DWARFS else "planet", *cells[1:]])
    return [load_package("planets", {"planets": rows})]
