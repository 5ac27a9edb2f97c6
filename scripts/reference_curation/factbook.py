"""The country profiles of the World Factbook: a cell of prose is split into value, unit, year and note."""

from __future__ import annotations

import re
from pathlib import Path

from reference_curation.package import Package, load_package
from reference_curation.raw import read_rows

NUMBER = r"(?P<value>-?[\d,]+(?:\.\d+)?)"
YEAR = r"(?:\s*\((?P<year>\d{4})(?: est\.)?\))?"
# Column -> measure, the pattern of its cells, and the unit as the table writes it.
MEASURES = {
    "area_total": ("total area", rf"{NUMBER}\s(?P<scale>million )?sq km", "sq km"),
    "area_land": ("land area", rf"{NUMBER}\s(?P<scale>million )?sq km", "sq km"),
    "coastline": ("coastline", rf"{NUMBER} km", "km"),
    "highest_point": ("elevation of the highest point", rf"{NUMBER}(?: m\b|$)", "m"),
    "lowest_point": ("elevation of the lowest point", rf"{NUMBER}(?: m\b|$)", "m"),
    "population_total": ("population", NUMBER + YEAR, "persons"),
    "median_age": ("median age", rf"{NUMBER} years{YEAR}", "years"),
    "life_expectancy": ("life expectancy at birth", rf"{NUMBER} years{YEAR}", "years"),
    "total_fertility_rate": ("total fertility rate", rf"{NUMBER} children born/woman{YEAR}", "children"),
    "gdp_ppp": ("GDP at purchasing power parity", rf"\${NUMBER}\s?(?P<scale>(?:b|m|tr)illion)?{YEAR}", "US$"),
    "gdp_ppp_per_capita": ("GDP per head at purchasing power parity", rf"\${NUMBER}{YEAR}", "US$"),
    "gdp_official_exchange_rate": (
        "GDP at official exchange rate",
        rf"\${NUMBER}\s?(?P<scale>(?:b|m|tr)illion)?{YEAR}",
        "US$",
    ),
    "inflation_rate": ("inflation rate", rf"{NUMBER}%{YEAR}", "percent"),
    "unemployment_rate": ("unemployment rate", rf"{NUMBER}%{YEAR}", "percent"),
}
NAMES = {
    "DRC": "Democratic Republic of the Congo",
    "Gaza, Gaza Strip": "Gaza Strip",
    "The Dominican": "Dominican Republic",
    "Svalbard (sometimes referred to as Spitsbergen, the largest island in the archipelago)": "Svalbard",
}
# Profiles of several islands at once: their cells hold several figures each.
LEFT_OUT = re.compile(r"^Baker Island, ")
SEVERAL_PLACES = re.compile(r"[A-Z][\w ]+:\s")


def packages(raw: Path) -> list[Package]:
    """The package of this module."""
    rows: list[list[str]] = []
    for profile in read_rows(raw / "cia_factbook_countries" / "countries.csv"):
        if not LEFT_OUT.match(profile["country"]):
            rows.extend(_facts(profile))
    return [load_package("cia_factbook_countries", {"countries": rows})]


def _facts(profile: dict[str, str]) -> list[list[str]]:
    name = NAMES.get(profile["country"], profile["country"])
    made = []
    for column, (measure, pattern, unit) in MEASURES.items():
        fact = _fact(profile[column], pattern, unit)
        if fact:
            made.append([name, measure, *fact])
    return made


def _fact(cell: str, pattern: str, unit: str) -> list[str] | None:
    """Value, comparator, unit, year and note; None for a cell without a figure of its own."""
    match = re.search(pattern, cell)
    if not match or SEVERAL_PLACES.match(cell):
        return None
    parts = match.groupdict()
    scale = (parts.get("scale") or "").strip()
    rest = " ".join((cell[: match.start()] + " " + cell[match.end() :]).split()).strip(" ;")
    full_unit = f"{scale} {unit}" if scale and unit != "US$" else f"{unit} {scale}".strip()
    return [parts["value"].replace(",", ""), _comparator(rest), full_unit, parts.get("year") or "", _note(rest)]


def _comparator(rest: str) -> str:
    """The bound in the words around the figure."""
    if rest.startswith("less than"):
        return "less than"
    return "about" if rest.startswith("ca.") else ""


def _note(rest: str) -> str:
    """What else the cell says: the name of a peak, a part of the territory."""
    return "" if rest in {"less than", "ca."} else rest
