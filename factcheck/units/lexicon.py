"""The units and currencies of the data files, loaded once and looked up by how they are written.

`factcheck/data/units.json` comes from quantulum3 (names, surfaces, symbols, dimensions) and pint (factors),
`currencies.json` from CLDR; scripts/make_units.py and scripts/make_currencies.py make them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any

from factcheck.frozen import record
from factcheck.languages.words import load_data
from factcheck.model import Unit
from factcheck.patterns import lazy

TOKEN = re.compile(r"[^\W\d_]{1,40}+[23]?+(?![\d_])|\^[23](?!\d)|[^\w\s]|[²³]|100(?!\d)")
"""One piece of a unit as written: letters with a power ("km2"), a sign, or the 100 of "l/100 km"."""

BETWEEN = lazy(r"\s|(?<=.)-|-(?=.)")


@record
class Lexicon:
    """The units by name, and every way to write them as tokens with spaces between: "km / h", "square miles".

    A way of writing gives the names of the units that it may stand for, the usual one first. Signs keep their letters'
    case, words are in lower case; so are `heads`, their first tokens, and `beginnings`, the parts that more tokens
    follow. `guards` tells how careful a reader of running text must be; scripts/units.toml explains.
    Of the `prefixes`, the `large` stand before large amounts only, but the `priced` of them before prices with two
    decimals too, and the `spelled` before any amount that counts nothing.
    """

    names: dict[str, dict[str, Any]]
    signs: dict[str, list[str]]
    words: dict[str, list[str]]
    beginnings: frozenset[str]
    guards: dict[str, str]
    prefixes: dict[str, str]
    longest_prefix: int
    large: frozenset[str]
    priced: frozenset[str]
    spelled: frozenset[str]
    prefix_ends: frozenset[str]
    heads: frozenset[str]
    flags: dict[str, frozenset[str]]
    before: dict[str, str]


def tokens(text: str) -> list[str]:
    """The tokens of a whole unit as written; hyphens between words count as spaces.

    >>> tokens("km/h"), tokens("square-mile"), tokens("U.S.$")
    (['km', '/', 'h'], ['square', 'mile'], ['U', '.', 'S', '.', '$'])
    """
    return TOKEN.findall(text.replace("-", " ") if len(text) > 1 else text)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read from the data files at the first call."""
    measures = load_data("data", "units.json")
    money = load_data("data", "currencies.json")
    names = {row["name"]: row for row in measures["units"]}
    names.update((row["name"], row) for row in money["units"])
    signs, words = measures["signs"], measures["words"]
    for table, more in ((signs, money["signs"]), (words, money["words"])):
        for written, meant in more.items():
            table.setdefault(written, []).extend(meant)
    prefixes = money["prefixes"]
    return Lexicon(
        names,
        signs,
        words,
        frozenset(chain(_beginnings(signs), _beginnings(words))),
        {**money["guards"], **measures["guards"]},
        prefixes,
        max(map(len, prefixes)),
        frozenset(money["large"]),
        frozenset(money["priced"]),
        frozenset(money["spelled"]),
        frozenset(prefix[-1] for prefix in prefixes),
        frozenset(written.partition(" ")[0].lower().rstrip("23") for written in chain(signs, words)),
        _flags(measures["units"]),
        measures["before"],
    )


def _beginnings(table: dict[str, list[str]]) -> Iterator[str]:
    """The beginnings of all ways of writing with more than one token, in lower case: "square", "l /", "l / 100"."""
    for written in table:
        cut = written.find(" ")
        while cut >= 0:
            yield written[:cut].lower()
            cut = written.find(" ", cut + 1)


def _flags(units: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    flagged = [(flag, unit["name"]) for unit in units for flag in unit.get("flags", ())]
    return {flag: frozenset(name for each, name in flagged if each == flag) for flag in ("calendar", "ambiguous")}


@cache
def unit_named(name: str) -> Unit | None:
    """The unit of a canonical name: "kilometre", "USD", "percentage point"; None when there is none.

    >>> unit_named("kilometre").factor
    Fraction(1000, 1)
    """
    row = lexicon().names.get(name)
    if row is None:
        return None
    factor = Fraction(row["factor"]) if row["factor"] is not None else None
    return Unit(name, row.get("dimension", "currency"), factor, Fraction(row.get("offset", 0)), row.get("symbol", ""))


@cache
def unit_title(name: str) -> str:
    """A unit's name in words: CLDR's English name for a currency, whose id is its ISO code, in lower case.

    >>> unit_title("GEL"), unit_title("USD per barrel"), unit_title("kilometre")
    ('georgian lari', 'us dollar per barrel', 'kilometre')
    """
    money, per, below = name.partition(" per ")
    if len(money) != 3 or not money.isupper() or money not in lexicon().names:
        return name
    named = (written for written, names in lexicon().words.items() if names[0] == money)
    return next(named, money) + per + below


def unit_names() -> tuple[str, ...]:
    """The canonical names of all units and currencies."""
    return tuple(lexicon().names)


def units_named(names: list[str]) -> tuple[Unit, ...]:
    """The units of canonical names, those that exist."""
    return tuple(unit for unit in map(unit_named, names) if unit is not None)


def unit_for_noun(text: str) -> Unit:
    """The unit of a counted noun: "Settlements" -> settlements, a count.

    >>> unit_for_noun(" Docking  stations").name
    'docking stations'
    """
    return Unit(" ".join(text.lower().split()), "count", Fraction(1))


def is_sign(text: str) -> bool:
    """Whether the text is a unit's sign, or a word for one of three letters and more: "kg", "mile", not "u".

    >>> is_sign("kg"), is_sign("day"), is_sign("of")
    (True, True, False)
    """
    data = lexicon()
    return text in data.signs or (len(text) > 2 and text.lower() in data.words)


def units_written(text: str) -> tuple[Unit, ...]:
    """What a whole unit as written may be, the usual one first; signs keep their letters' case, words do not."""
    parts = tokens(text)
    if sum(map(len, parts)) != len(text) - len(BETWEEN.findall(text)):
        return ()  # digits or other pieces that belong to no unit
    data, key = lexicon(), " ".join(parts)
    return units_named(data.signs.get(key) or data.words.get(key.lower()) or [])


@cache
def other_readings(name: str) -> tuple[str, ...]:
    """The other units that a plain word for the named one may mean: "pounds" may be money, "degrees" Celsius."""
    words = lexicon().words.values()
    return next((tuple(names[1:]) for names in words if len(names) > 1 and names[0] == name), ())
