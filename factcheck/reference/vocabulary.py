"""The word lists of `factcheck/data/names`, each read once, when first needed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.reference.normalise import normalize

_FOLDER = Path(__file__).parents[1] / "data" / "names"


def read_data(name: str) -> str:
    """The text of a file of `factcheck/data/names`."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _words() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads(read_data("words.json"))
    return data


@cache
def _aggregates() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(read_data("aggregates.json"))
    return data


@cache
def direction_words() -> frozenset[str]:
    """Words that make another place of the name that follows: "New", "South"."""
    return frozenset(_words()["directions"])


@cache
def generic_words() -> frozenset[str]:
    """Words that many names share, and ordinary words that some are made of."""
    return frozenset(_words()["generic"])


@cache
def place_words() -> frozenset[str]:
    """Words in small letters that belong to a proper name: "Kherson region"."""
    return frozenset(_words()["places"])


@cache
def container_words() -> frozenset[str]:
    """Words that end a name and add nothing to it: "library services"."""
    return frozenset(_words()["containers"])


@cache
def legal_suffixes() -> frozenset[str]:
    """What a firm's name may end in and a reporter leaves out."""
    return frozenset(_words()["legal_suffixes"])


@cache
def aggregate_names() -> frozenset[str]:
    """Names of totals and groups ("Total", "World", "Euro area", "High income"), normalized."""
    data = _aggregates()
    return frozenset(normalize(name) for name in (*data["totals"], *data["groups"]))


def is_aggregate(name: str) -> bool:
    """Whether an entity's text names a total or a group of others and not one of them.

    >>> is_aggregate("TOTAL"), is_aggregate("All museums"), is_aggregate("Sub-Saharan Africa"), is_aggregate("Togo")
    (True, True, True, False)
    """
    norm = normalize(name)
    if norm in aggregate_names():
        return True
    first, *rest = norm.split() or [""]
    if not rest:
        return False
    # "All museums" and "Total expenditure" are totals; "All Blacks" and "Total Wine" are names.
    common = all(word.islower() for word in name.split()[1:] if word[0].isalpha())
    return (first in _aggregates()["first_words"] and common) or rest[-1] in _aggregates()["last_words"]


@cache
def header_styles() -> dict[str, str]:
    """By the header of a column: "common" where its entities are common nouns, "proper" where they are names."""
    styles = dict.fromkeys(_words()["common_headers"], "common")
    return styles | dict.fromkeys(_words()["proper_headers"], "proper")


@cache
def aggregate_aliases() -> dict[str, tuple[str, ...]]:
    """Other ways to say a total or a group, by its normalized name."""
    return {normalize(name): tuple(others) for name, others in _aggregates()["aliases"].items()}


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """The other spellings of a word or short phrase, by its normalized form."""
    found: dict[str, tuple[str, ...]] = {}
    for group in json.loads(read_data("spellings.json"))["groups"]:
        for one in group:
            found[normalize(one)] = tuple(other for other in group if normalize(other) != normalize(one))
    return found
