"""The units and currencies of the data files, loaded once and looked up by how they are written.

`factcheck/data/units.json` comes from quantulum3 (names, surfaces, symbols, dimensions) and pint (factors),
`currencies.json` from CLDR; scripts/make_units.py and scripts/make_currencies.py make them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.model import Unit

TOKEN = re.compile(r"[^\W\d_]++[23]?+(?![\d_])|\^[23](?!\d)|[^\w\s]|[²³]|100(?!\d)")
"""One piece of a unit as written: letters with a power ("km2"), a sign, or the 100 of "l/100 km"."""

LEAF = ""
Node = dict[str, Any]


@dataclass(slots=True)
class Entry:
    """Units that one way of writing may stand for, the usual one first, and how careful a reader must be with it."""

    units: list[int]
    guard: str = ""


@dataclass(slots=True)
class Lexicon:
    """Every way to write a unit as two tries of tokens: signs by their exact letters, words in lower case."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    signs: Node = field(default_factory=dict)
    words: Node = field(default_factory=dict)
    prefixes: dict[str, int] = field(default_factory=dict)
    of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calendar: set[str] = field(default_factory=set)
    ambiguous: set[str] = field(default_factory=set)

    @property
    def longest_prefix(self) -> int:
        """The length of the longest sign that stands before an amount."""
        return max(map(len, self.prefixes))


def tokens(text: str) -> list[str]:
    """The tokens of a whole unit as written; hyphens between words count as spaces.

    >>> tokens("km/h"), tokens("square-mile"), tokens("U.S.$")
    (['km', '/', 'h'], ['square', 'mile'], ['U', '.', 'S', '.', '$'])
    """
    return TOKEN.findall(text.replace("-", " ") if len(text) > 1 else text)


def put(trie: Node, keys: list[str], unit: int, guard: str, *, first: bool = False) -> None:
    """Add one way of writing."""
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    entry = node.get(LEAF)
    if entry is None:
        node[LEAF] = Entry([unit], guard)
    elif unit not in entry.units:
        entry.units.insert(0 if first else len(entry.units), unit)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read from the data files at the first call."""
    made = Lexicon()
    folder = files("factcheck") / "data"
    measures = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    money = json.loads((folder / "currencies.json").read_text(encoding="utf-8"))
    _add_measures(made, measures, _guards(measures))
    _add_currencies(made, money, _guards(money))
    return made


def _guards(content: dict[str, Any]) -> dict[str, str]:
    return {surface: guard for guard, surfaces in content["guards"].items() for surface in surfaces}


def _add_measures(made: Lexicon, content: dict[str, Any], guards: dict[str, str]) -> None:
    for row in content["units"]:
        index = _row(made, row)
        for flag in row.get("flags", ()):
            (made.calendar if flag == "calendar" else made.ambiguous).add(row["name"])
        _ways(made, index, row["surfaces"], row["symbols"], guards)


def _add_currencies(made: Lexicon, content: dict[str, Any], guards: dict[str, str]) -> None:
    for kind in ("currencies", "shared", "minor"):
        for row in content[kind]:
            code = row.get("code", "")
            name = code or row["name"]
            symbol = row["signs"][0] if row["signs"] else name
            factor = row.get("factor", "1")
            index = _row(made, {"name": name, "dimension": "currency", "factor": factor, "symbols": [symbol]})
            made.of[name] = tuple(row.get("of", (name,)))
            written = [*row["signs"], code] if code and row["tender"] else row["signs"]
            _ways(made, index, row["words"], written, guards)
            if kind != "minor":
                made.prefixes.update((sign, index) for sign in written if guards.get(sign) != "never")
            if code and not row["tender"]:
                put(made.signs, [code], index, "never")


def _row(made: Lexicon, row: dict[str, Any]) -> int:
    made.rows.append(row)
    made.names[row["name"]] = len(made.rows) - 1
    return len(made.rows) - 1


def _ways(made: Lexicon, index: int, words: list[str], signs: list[str], guards: dict[str, str]) -> None:
    for word in words:
        put(made.words, tokens(word.lower()), index, guards.get(word, ""))
    for sign in signs:
        put(made.signs, tokens(sign), index, guards.get(sign, ""))


@cache
def unit_of(index: int) -> Unit:
    """The unit of a row of the lexicon."""
    row = lexicon().rows[index]
    factor = row["factor"]
    symbols = row["symbols"]
    return Unit(
        row["name"],
        row["dimension"],
        Fraction(factor) if factor is not None else None,
        Fraction(row.get("offset", 0)),
        symbols[0] if symbols else "",
    )


def unit_named(name: str) -> Unit | None:
    """The unit of a canonical name: "kilometre", "USD", "percentage point"; None when there is none.

    >>> unit_named("kilometre").factor
    Fraction(1000, 1)
    """
    index = lexicon().names.get(name)
    return None if index is None else unit_of(index)


def unit_for_noun(text: str) -> Unit:
    """The unit of a counted noun: "Settlements" -> settlements, a count.

    >>> unit_for_noun(" Docking  stations").name
    'docking stations'
    """
    return Unit(" ".join(text.lower().split()), "count", Fraction(1))


def entry_for(text: str) -> Entry | None:
    """The entry of a whole unit as written; signs keep their letters' case, words do not."""
    keys = tokens(text)
    for trie, path in ((lexicon().signs, keys), (lexicon().words, [key.lower() for key in keys])):
        node: Node | None = trie
        for key in path:
            node = node.get(key) if node is not None else None
        if node and keys and LEAF in node:
            found: Entry = node[LEAF]
            return found
    return None
