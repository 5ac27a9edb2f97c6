"""The words of a language, loaded once from its folder."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - importing pathlib costs a first call 5 ms


def load_data(*parts: str) -> dict[str, Any]:
    """The content of a data file of the package: `load_data("data", "units.json")`."""
    with open(os.path.join(_PACKAGE, *parts), "rb") as file:  # noqa: PTH118, PTH123 - as above
        data: dict[str, Any] = json.loads(file.read())
    return data


def load_text(*parts: str) -> str:
    """The text of a data file of the package that is no JSON: `load_text("data", "names", "demonyms.csv")`."""
    with open(os.path.join(_PACKAGE, *parts), encoding="utf-8") as file:  # noqa: PTH118, PTH123 - as above
        return file.read()


@cache
def load_words(name: str, language: str = "en") -> dict[str, Any]:
    """The data of `languages/<language>/<name>.json`; treat it as read-only."""
    return load_data("languages", language, f"{name}.json")


@cache
def word_set(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One list of words of `languages/<language>/<name>.json`."""
    return frozenset(load_words(name, language)[key])
