"""Countries and the world: population, output, prices, emissions, displacement, the pandemic."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from scripts.reference_curation.package import Package, Rows, load_package
from scripts.reference_curation.raw import read_rows, rounded

# CDIAC's own factor from carbon to carbon dioxide.
CO2_PER_CARBON = Decimal("3.664")
FIRST_YEAR = {"gdp_deflator": 1990, "emissions": 1960, "history": 1000, "displaced": 2000}
SMALL_WORDS = {"and", "da", "excluding", "formerly", "including", "of", "the"}
# Names that plain capitalising does not mend.
NAMES = {
    "COTE D IVOIRE": "Cote d'Ivoire",
    "DEMOCRATIC PEOPLE S REPUBLIC OF KOREA": "Democratic People's Republic of Korea",
    "HONG KONG SPECIAL ADMINSTRATIVE REGION OF CHINA": "Hong Kong Special Administrative Region of China",
    "LAO PEOPLE S DEMOCRATIC REPUBLIC": "Lao People's Democratic Republic",
    "MACAU SPECIAL ADMINSTRATIVE REGION OF CHINA": "Macau Special Administrative Region of China",
    "USSR": "USSR",
}
PROTECTED = ("refugees", "asylum_seekers", "oip")
CONCERN = (*PROTECTED[:2], "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst")


def packages(raw: Path) -> list[Package]:
    """The packages of this module."""
    return [
        load_package("world_bank_population", {"population": _population(raw)}),
        load_package("world_bank_gdp", {"gdp": _gdp(raw)}),
        load_package("world_bank_inflation", {"gdp_deflator": _deflator(raw)}),
        load_package("co2_fossil_by_nation", {"co2_fossil_by_nation": _emissions(raw)}),
        load_package("population_history", {"population_history": _history(raw)}),
        load_package("unhcr_displacement", _displacement(raw / "unhcr_displacement")),
        load_package("covid19_world", {"covid19_world": _covid(raw)}),
    ]


def _population(raw: Path) -> Rows:
    rows = read_rows(raw / "world_bank_population" / "population.csv")
    return [[row["Country Name"], row["Country Code"], row["Year"], row["Value"]] for row in rows]


def _gdp(raw: Path) -> Rows:
    rows = read_rows(raw / "world_bank_gdp" / "gdp.csv")
    return [[row["Country Name"], row["Country Code"], row["Year"], rounded(row["Value"], 0)] for row in rows]


def _deflator(raw: Path) -> Rows:
    """The yearly change of the GDP deflator, which the origin calls inflation of consumer prices."""
    rows = read_rows(raw / "world_bank_inflation" / "inflation-consumer.csv")
    kept = [row for row in rows if int(row["Year"]) >= FIRST_YEAR["gdp_deflator"]]
    return [[row["Country"], row["Year"], rounded(row["Inflation"], 4)] for row in kept]


def _emissions(raw: Path) -> Rows:
    rows = read_rows(raw / "co2_fossil_by_nation" / "fossil-fuel-co2-emissions-by-nation.csv")
    kept = [row for row in rows if int(row["Year"]) >= FIRST_YEAR["emissions"]]
    return sorted(_emission(row) for row in kept)


def _emission(row: dict[str, str]) -> list[str]:
    carbon = row["Total"]
    dioxide = rounded(str(Decimal(carbon) * CO2_PER_CARBON), 0)
    return [_name(row["Country"]), row["Year"], dioxide, carbon, rounded(row["Per Capita"], 4)]


def _name(capitals: str) -> str:
    """A name in capitals as it is written in prose."""
    return NAMES.get(capitals) or re.sub(r"[A-Z]+", _written, capitals)


def _written(word: re.Match[str]) -> str:
    lower = word[0].lower()
    return lower if lower in SMALL_WORDS else lower.capitalize()


def _history(raw: Path) -> Rows:
    rows = read_rows(raw / "population_history" / "population.csv")
    late = [row for row in rows if int(row["Year"]) >= FIRST_YEAR["history"]]
    authors = [name for name in late[0] if name not in {"Year", "Average"}]
    return [[row["Year"], row[author], author] for row in late for author in authors if row[author]]


def _displacement(folder: Path) -> dict[str, Rows]:
    world = read_rows(folder / "world_by_year.csv")
    palestine = [[row["year"], row["palestine_refugees_unrwa"]] for row in read_rows(folder / "unrwa_by_year.csv")]
    inside = [[row["year"], row["idps_conflict_idmc"]] for row in read_rows(folder / "idmc_by_year.csv")]
    return {
        "forcibly_displaced": _forcibly_displaced(world, dict(palestine), dict(inside)),
        "unhcr_world_by_year": [[row["year"], *(_counted(row[name]) for name in CONCERN)] for row in world],
        "unrwa_by_year": palestine,
        "idmc_by_year": inside,
    }


def _forcibly_displaced(world: list[dict[str, str]], palestine: dict[str, str], inside: dict[str, str]) -> Rows:
    made = []
    for row in world:
        year = row["year"]
        if int(year) >= FIRST_YEAR["displaced"]:
            total = sum(int(row[name]) for name in PROTECTED) + int(palestine[year]) + int(inside[year])
            made.append([year, str(total), str(int(row["refugees"]) + int(palestine[year]))])
    return made


def _counted(cell: str) -> str:
    """A count; the package that the raw file comes from wrote 0 for what nobody counted."""
    return "" if cell == "0" else cell


def _covid(raw: Path) -> Rows:
    rows = read_rows(raw / "covid19_world" / "worldwide-aggregate.csv")
    return [[row["Date"], row["Confirmed"], _counted(row["Recovered"]), row["Deaths"]] for row in rows]
