"""The words by which tables tell what their columns and cells are (`data/table_words.json`), and months."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factcheck.languages.words import load_words

_DATA = Path(__file__).parents[1] / "data"


@functools.cache
def table_words() -> dict[str, Any]:
    """The whole word file."""
    text = (_DATA / "table_words.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


@functools.cache
def word_set(*path: str) -> frozenset[str]:
    """One list of the file as a set, by its keys: `word_set("headers", "period")`."""
    found: Any = table_words()
    for key in path:
        found = found[key]
    return frozenset(found)


def month_numbers() -> Mapping[str, int]:
    """The months by their names and short forms, in lower case."""
    found: Mapping[str, int] = load_words("calendar")["months"]
    return found


@functools.cache
def month_names() -> str:
    """The names and short forms of months as the alternatives of a pattern, in lower case, the longest first."""
    return "|".join(sorted(month_numbers(), key=len, reverse=True))


@functools.cache
def month_beginnings() -> str:
    """The first three letters of each month as the alternatives of a pattern, in lower case."""
    return "|".join(dict.fromkeys(name[:3] for name in month_numbers()))


@functools.cache
def _names(part: str) -> frozenset[str]:
    text = (_DATA / "names" / "aggregates.json").read_text(encoding="utf-8")
    return frozenset(name.lower() for name in json.loads(text)[part])


def names_of_totals() -> frozenset[str]:
    """Row labels that say "all of them", in lower case."""
    return _names("totals") | word_set("aggregates", "words")


def names_of_groups() -> frozenset[str]:
    """Names of groups of countries, in lower case."""
    return _names("groups")


def is_yes(text: str) -> bool:
    """Whether a cell says yes.

    >>> [is_yes(text) for text in ("Yes", " x ", "no", "yesterday")]
    [True, True, False, False]
    """
    return text.strip().lower() in word_set("yes")


def is_no(text: str) -> bool:
    """Whether a cell says no, or that nobody knows."""
    return text.strip().lower() in word_set("no")


def normal(text: str) -> str:
    """A header or name for comparing: lower case, separators as single blanks.

    >>> normal("Country_Name ")
    'country name'
    """
    return " ".join(re.sub(r"[_\s\-/]+", " ", text).split()).lower()


def plain(text: str) -> str:
    """A header as words to show: underscores as blanks, white space collapsed, case kept.

    >>> plain("number_of_moons")
    'number of moons'
    """
    return " ".join(text.replace("_", " ").split())
