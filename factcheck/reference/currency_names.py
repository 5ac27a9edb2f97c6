"""Currencies in a column of names: their ISO 4217 codes and what CLDR calls them, from the program's own list."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from factcheck.reference.normalise import normalize

_FILE = Path(__file__).parent.parent / "data" / "currencies.json"
_CODE_LETTERS = 3


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The names of every currency that mean it alone, by its ISO code."""
    text = _FILE.read_text(encoding="utf-8")
    data = json.loads(text)
    codes = {unit["name"] for unit in data["units"] if len(unit["name"]) == _CODE_LETTERS and unit["name"].isupper()}
    found: dict[str, dict[str, str]] = {code: {} for code in codes}
    for word, meant in data["words"].items():
        if len(meant) == 1 and meant[0] in codes and word.isascii() and word.replace(" ", "").isalpha():
            found[meant[0]].setdefault(normalize(word), word)
    return {code: tuple(names.values()) for code, names in found.items()}


@cache
def _codes() -> dict[str, str]:
    return {normalize(name): code for code, names in _names().items() for name in names}


def is_currency_code(text: str) -> bool:
    """Whether a text is an ISO 4217 code.

    >>> [is_currency_code(text) for text in ("CHF", "chf", "XYZ")]
    [True, False, False]
    """
    return text in _names()


def currency_code(name: str) -> str:
    """The code of the currency that a name means, "" for none.

    >>> currency_code("Swiss franc"), currency_code("franc of old")
    ('CHF', '')
    """
    return _codes().get(normalize(name), "")


def currency_names(code: str) -> tuple[str, ...]:
    """All names of a currency by its code, none that another one has too."""
    return _names().get(code, ())
