"""Money whose name several countries share: the francs, kroner and shillings of whom, where the sentence tells.

"96 million Swiss francs from 33 million francs" and "Norway's fund lost 1.6 trillion kroner" settle it; two countries
of that money in one sentence, or none, leave it open.
"""

from __future__ import annotations

import csv
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.words import load_data, load_text
from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units import unit_named
from factcheck.units.lexicon import lexicon as units

_BEFORE, _BEHIND = 240, 120
_PEOPLE = ("data", "names", "demonyms.csv")
_SENTENCE = lazy(r"[.!?]\s+(?=[A-Z\"“])")
_WORDS = lazy(r"[a-z]+")


def of_whom(site: Site, unit: Unit, start: int, end: int) -> Unit:
    """The currency that a shared name means at text[start:end], as far as its sentence tells; else the shared one."""
    countries = _countries().get(unit.name)
    if countries is None:
        return unit
    first, last = max(site.block, start - _BEFORE), min(site.end, end + _BEHIND)
    for stop in _SENTENCE.finditer(site.text, first, start):
        first = stop.end()
    behind = _SENTENCE.search(site.text, end, last)
    last = last if behind is None else behind.start()
    words = set(_WORDS.findall(site.lowered, first, last))
    meant = {countries[word] for word in words if word in countries}
    named = unit_named(meant.pop()) if len(meant) == 1 else None
    return unit if named is None else named


@cache
def _countries() -> dict[str, dict[str, str]]:
    """By the name of shared money, the words for countries and their people, each with its currency."""
    found: dict[str, dict[str, str]] = {}
    rows, names = units().names, _names()
    for name, row in rows.items():
        if not row.get("of") or row["factor"] != "1":
            continue
        words: dict[str, str] = {}
        for code in row["of"]:
            for territory in rows.get(code, {}).get("territories", ()):
                words.update((word, code) for word in names.get(territory, ()))
        found[name] = words
    return found


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The single words for a country and its people in lower case, by its code of two letters."""
    people = {row["code"]: row["words"].lower().split("|") for row in csv.DictReader(load_text(*_PEOPLE).splitlines())}
    countries = load_data("data", "names/countries.json")["countries"]
    found = {row["alpha2"]: [row["names"][0].lower(), *people.get(row["code"], ())] for row in countries}
    return {code: tuple(word for word in words if word.isalpha()) for code, words in found.items()}
