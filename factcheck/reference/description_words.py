"""Words of descriptions: how often, which edition, how far apart; from `data/description_words.json`."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from factcheck.model import Grain
from factcheck.reference.words import month_numbers, normal


@functools.cache
def _words() -> dict[str, Any]:
    text = (Path(__file__).parents[1] / "data" / "description_words.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


def grain_named(text: str) -> Grain | None:
    """How long the periods of a frequency are; None for a word that is none.

    >>> grain_named("Quarterly"), grain_named("sometimes")
    (<Grain.QUARTER: 'quarter'>, None)
    """
    found = _words()["frequencies"].get(normal(text))
    return Grain(found) if found else None


def frequency_of(grain: Grain) -> str:
    """The plainest word for a frequency, "" where there is none.

    >>> frequency_of(Grain.MONTH)
    'monthly'
    """
    return next((word for word, name in _words()["frequencies"].items() if name == grain.value), "")


def vintage_rank(text: str) -> int | None:
    """Where a round of estimates stands among the others, the earliest at 0; None for a name that is none of them.

    >>> vintage_rank("First estimate") < vintage_rank("final")
    True
    """
    ranks = _ranks()
    return ranks.get(normal(text))


@functools.cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, words in enumerate(_words()["vintages"]) for word in words}


def suspected_role(header: str) -> str:
    """The role that only a description can give and that a header of this name may have; "" for most.

    >>> suspected_role("Release date"), suspected_role("is_total"), suspected_role("town")
    ('vintage', 'aggregate', '')
    """
    named = {"vintage": "edition_headers", "aggregate": "aggregate_headers"}
    return next((role for role, words in named.items() if normal(header) in _words()[words]), "")


def months_in(text: str) -> int | None:
    """How many months a stretch is: "12 months", "1 year", "quarter"; None where it is no stretch of months.

    >>> months_in("12 months"), months_in("quarter"), months_in("a while")
    (12, 3, None)
    """
    words = normal(text).split()
    count = words[0] if len(words) == 2 else "1"
    months = _words()["spans"].get(words[-1]) if words and len(words) <= 2 else None
    return months * int(count) if months and count.isdecimal() and 0 < int(count) <= 1200 else None


def month_named(text: str) -> int | None:
    """The number of a month, written as a word or as a number; None where it is no month.

    >>> month_named("April"), month_named("04"), month_named("13")
    (4, 4, None)
    """
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return month_numbers().get(text.strip().lower().rstrip("."))
