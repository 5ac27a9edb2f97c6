"""Columns that follow from other columns: what a description says they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck.frozen import record
from factcheck.reference.description_words import months_in

WAYS = ("difference", "share", "sum", "change")


@record
class Derivation:
    """How a column follows from others of its table: `way` is one of `WAYS`, `of` are their headers, in order.

    A difference is the first less the second, a share the first in percent of the second, a change that of the one
    column over `months`, in percent where the column is in percent, else in its own unit.
    """

    way: str
    of: tuple[str, ...]
    months: int = 0


def parse_derivation(entry: Any) -> Derivation | None:
    """The derivation that a description states, or None where it is none.

    >>> parse_derivation({"change": "index", "over": "12 months"})
    Derivation(way='change', of=('index',), months=12)
    """
    if not isinstance(entry, Mapping):
        return None
    ways = [way for way in WAYS if way in entry]
    if len(ways) != 1:
        return None
    named = entry[ways[0]]
    of = (named,) if isinstance(named, str) else tuple(map(str, named)) if isinstance(named, list) else ()
    months = (months_in(str(entry.get("over", ""))) or 0) if ways[0] == "change" else 0
    fits = {"change": len(of) == 1 and months > 0, "sum": len(of) > 1}.get(ways[0], len(of) == 2)
    return Derivation(ways[0], of, months) if fits and all(of) else None
