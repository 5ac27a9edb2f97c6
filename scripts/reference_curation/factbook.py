"""The country profiles of the World Factbook: a cell of prose is split into value, unit, year and note."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from scripts.reference_curation.package import Package, load_package
from scripts.reference_curation.raw import read_rows, rounded

NUMBER = r"(?P<value>-?[\d,]+(?:\.\d+)?)"
YEAR = r"(?:\s*\((?P<year>\d{4})(?: est\.)?\))?"
AREA = rf"{NUMBER}\s(?P<scale>million )?sq km"
MONEY = rf"\${NUMBER}\s?(?P<scale>(?:m|b|tr)illion)?{YEAR}"
# A name, its height, and nothing after it but a remark: cells with several peaks do not match.
HEIGHT = rf"^(?P<note>[^;]*?) ?{NUMBER}(?: m)?(?: (?:\(.*\)|unnamed deep)|;? note .*)?$"
SCALES = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Column -> measure, the pattern of its cells, and the unit as the table writes it.
MEASURES = {
    "area_total": ("total area", AREA, "sq km"),
    "area_land": ("land area", AREA, "sq km"),
    "coastline": ("coastline", rf"{NUMBER} km", "km"),
    "highest_point": ("elevation of the highest point", HEIGHT, "m"),
    "lowest_point": ("elevation of the lowest point", HEIGHT, "m"),
    "population_total": ("population", NUMBER + YEAR, "persons"),
    "median_age": ("median age", rf"{NUMBER} years{YEAR}", "years"),
    "life_expectancy": ("life expectancy at birth", rf"{NUMBER} years{YEAR}", "years"),
    "total_fertility_rate": ("total fertility rate", rf"{NUMBER} children born/woman{YEAR}", "children"),
    "gdp_ppp": ("GDP at purchasing power parity", MONEY, "US$"),
    "gdp_ppp_per_capita": ("GDP per head at purchasing power parity", MONEY, "US$"),
    "gdp_official_exchange_rate": ("GDP at official exchange rate", MONEY, "US$"),
    "inflation_rate": ("inflation rate", rf"{NUMBER}%{YEAR}", "percent"),
    "unemployment_rate": ("unemployment rate", rf"{NUMBER}%{YEAR}", "percent"),
}
# Other wordings of a measure, parted by semicolons.
ALIASES = {
    "total area": "area; surface; size",
    "coastline": "coast; length of the coast",
    "elevation of the highest point": "highest point; highest mountain; highest peak",
    "elevation of the lowest point": "lowest point",
    "population": "inhabitants; residents; people",
    "life expectancy at birth": "life expectancy",
    "total fertility rate": "fertility rate; children per woman; births per woman",
    "GDP at purchasing power parity": "GDP (PPP); gross domestic product at purchasing power parity",
    "GDP per head at purchasing power parity": "GDP per capita (PPP); GDP per capita; GDP per head",
    "GDP at official exchange rate": "GDP; gross domestic product; economy",
    "inflation rate": "inflation; consumer price inflation",
    "unemployment rate": "unemployment; jobless rate",
}
NAMES = {
    "DRC": "Democratic Republic of the Congo",
    "Gaza, Gaza Strip": "Gaza Strip",
    "The Dominican": "Dominican Republic",
    "Svalbard (sometimes referred to as Spitsbergen, the largest island in the archipelago)": "Svalbard",
}
# Profiles and cells of several islands at once hold several figures each.
SEVERAL_ISLANDS = re.compile(r"^Baker Island, ")
SEVERAL_PLACES = re.compile(r"[A-Z][\w ()]+:\s.*[A-Z][\w ()]+:\s")


def packages(raw: Path) -> list[Package]:
    """The package of this module."""
    rows: list[list[str]] = []
    for profile in read_rows(raw / "cia_factbook_countries" / "countries.csv"):
        if not SEVERAL_ISLANDS.match(profile["country"]):
            rows.extend(_facts(profile))
    return [load_package("cia_factbook_countries", {"countries": rows})]


def _facts(profile: dict[str, str]) -> list[list[str]]:
    name = NAMES.get(profile["country"], profile["country"])
    made = []
    for column, (measure, pattern, unit) in MEASURES.items():
        match = None if SEVERAL_PLACES.search(profile[column]) else re.search(pattern, profile[column])
        if match:
            value, comparator, year, note = _read(profile[column], match)
            made.append([name, measure, value, comparator, unit, year, note, ALIASES.get(measure, "")])
    return made


def _read(cell: str, match: re.Match[str]) -> tuple[str, str, str, str]:
    """Value, comparator, year and note of a cell that holds one figure."""
    parts = match.groupdict()
    scale = SCALES[(parts.get("scale") or "").strip()]
    written = parts["value"].replace(",", "")
    value = written if scale == 1 else rounded(str(Decimal(written) * scale), 0)
    rest = " ".join((cell[: match.start()] + " " + cell[match.end() :]).split()).strip(" ;")
    comparator = "less than" if rest.startswith("less than") else "about" if rest.startswith("ca.") else ""
    note = (parts.get("note") or "").strip(" ,") or ("" if comparator else rest)
    return value, comparator, parts.get("year") or "", note
