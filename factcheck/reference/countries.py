"""Countries: which one a name means, and what else it is called."""

from __future__ import annotations

import csv
import json
from functools import cache

from factcheck.frozen import record
from factcheck.reference.normalise import normalize
from factcheck.reference.vocabulary import read_data

DEMONYM_SCORE = 0.8
_FORMAL_SCORE = 0.95
_CODE_SCORE = 0.7


@record
class CountryName:
    """One name of a country; `how` is "alias", "demonym" or "code", `score` how surely it means the country."""

    name: str
    score: float
    how: str


@cache
def countries() -> dict[str, tuple[CountryName, ...]]:
    """All names of every country by its ISO 3166-1 alpha-3 code, the common name first."""
    return {code: tuple(names.values()) for code, names in _names().items()}


@cache
def _names() -> dict[str, dict[str, CountryName]]:
    found: dict[str, dict[str, CountryName]] = {}
    for row in json.loads(read_data("countries.json"))["countries"]:
        names = found.setdefault(row["code"], {})
        for place, name in enumerate(row["names"]):
            names.setdefault(normalize(name), CountryName(name, _FORMAL_SCORE if place else 1.0, "alias"))
    for row in csv.DictReader(read_data("country_aliases.csv").splitlines()):
        name = CountryName(row["name"], float(row["score"]), row["how"])
        found.setdefault(row["code"], {})[normalize(row["name"])] = name
    for row in csv.DictReader(read_data("demonyms.csv").splitlines()):
        for word in row["words"].split("|"):
            found.setdefault(row["code"], {}).setdefault(normalize(word), CountryName(word, DEMONYM_SCORE, "demonym"))
    for code, names in found.items():
        names.setdefault(normalize(code), CountryName(code, _CODE_SCORE, "code"))
    return found


@cache
def _codes() -> dict[str, str]:
    best: dict[str, tuple[float, str]] = {}
    for code, names in _names().items():
        for norm, name in names.items():
            if name.how == "alias" and name.score > best.get(norm, (0.0, ""))[0]:
                best[norm] = (name.score, code)
            elif name.how == "code" and len(name.name.replace(".", "")) <= 3:
                best.setdefault(norm, (name.score, code))
    return {norm: code for norm, (_, code) in best.items()}


@cache
def _two_letter_codes() -> dict[str, str]:
    return {row["alpha2"]: row["code"] for row in json.loads(read_data("countries.json"))["countries"]}


def country_code(name: str) -> str:
    """The alpha-3 code of the country that a table's text names, "" when it names none. Capitals matter for codes.

    >>> country_code("Egypt, Arab Rep."), country_code("KOR"), country_code("Turkiye"), country_code("Moscow")
    ('EGY', 'KOR', 'TUR', '')
    """
    code = _codes().get(normalize(name).removeprefix("the "), "")
    return "" if code and len(name) <= 3 and not name.isupper() else code


@cache
def codes_by_people() -> dict[str, str]:
    """The code of each country by its names and by what its people are called, normalized: "german", "the germans"."""
    found = {norm: code for code, names in _names().items() for norm, name in names.items() if name.how == "demonym"}
    return {**found, **{norm: code for norm, code in _codes().items() if len(norm) > 3}}


def country_of_two_letters(code: str) -> str:
    """The alpha-3 code for an ISO 3166-1 alpha-2 code, "" when there is none."""
    return _two_letter_codes().get(code, "")


@cache
def country_words() -> frozenset[str]:
    """Every name and demonym of one word, normalized: none of them is a short form of something else."""
    return frozenset(norm for names in _names().values() for norm in names if " " not in norm)
