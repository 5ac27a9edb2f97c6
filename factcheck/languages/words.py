"""The words of a language, loaded once from its folder."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(name: str, language: str = "en") -> dict[str, Any]:
    """The data of `languages/<language>/<name>.json`; treat it as read-only."""
    path = files("factcheck") / "languages" / language / f"{name}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def word_set(name: str, key: str, language: str = "en") -> frozenset[str]:
    """One list of words of `languages/<language>/<name>.json`."""
    return frozenset(load_words(name, language)[key])
