"""Money's codes and signs around a number: "MAUD 45", "12 k€", "EURm 120", "HK $3.7 billion", "$15 CAD"."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from factcheck.languages.words import load_words
from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units import find_unit, unit_at, unit_named
from factcheck.units.lexicon import lexicon as units

_SPACES = " \u00a0\u2009\u202f"
_SCALED = lazy(r"(?P<first>[^\s\d.,;:!?()\[\]/-]{1,7}+)(?: (?P<second>[^\s\d.,;:!?()\[\]/-]{1,4}+))?")
_SPLIT = lazy(r"(?<![A-Za-z$])(?P<letters>[A-Z]{1,3}|[a-z]{1,3}) ?\Z")
_OPENS = lazy(r"(?:\A|[.!?:;\"“(]\s*)\Z")
_NATION = lazy(r" (?P<word>[A-Z][a-z]{3,12})(?=[.,;:!?)]|\Z)")
_LONGEST = 9


@cache
def scaled_codes() -> dict[str, tuple[str, Fraction]]:
    """Codes and signs with a scale on them, each with its currency and factor: "MEUR", "k€", "EURm", "£bn"."""
    table, data = units(), load_words("money")
    codes = frozenset(data["codes"])
    plain = {
        sign: name
        for sign, name in table.prefixes.items()
        if sign not in table.large
        and not table.guards.get(sign)
        and (sign in codes or not (sign.isascii() and sign.isalpha()))
    }
    behind, before = (
        {letters: Fraction(factor) for letters, factor in data[side].items()}
        for side in ("behind_a_code", "before_a_code")
    )
    found: dict[str, tuple[str, Fraction]] = {}
    for sign, name in plain.items():
        if len(sign) > 1 and not (sign.isascii() and sign.isupper()) and sign[-1].isalpha():
            continue  # "kr", "rmb": no code and no sign
        for letters, factor in behind.items():
            found[sign + letters] = (name, factor)
        if sign[0].isalpha() and not sign.isalpha():
            continue  # "MUS$" is nobody's way
        for letters, factor in before.items():
            found[letters + sign] = (name, factor)
    return {code: meant for code, meant in found.items() if code not in table.prefixes and code not in data["words"]}


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(written[-1] for written in scaled_codes())


def scaled_before(text: str, end: int, floor: int) -> tuple[Unit, Fraction, int] | None:
    """The currency, factor and start of a scaled code that ends before a number: "MAUD 45", "EUR m 120", "£bn 2".

    >>> scaled_before("MAUD 45", 5, 0)[0].name
    'AUD'
    """
    stop = end - 1 if end > floor + 1 and text[end - 1] in _SPACES else end
    if stop - floor < 2 or text[stop - 1] not in _last_letters():
        return None
    parts = text[max(floor, stop - _LONGEST) : stop].rsplit(" ", 2)
    codes = scaled_codes()
    for written, length in ((parts[-1], len(parts[-1])), ("".join(parts[-2:]), len(" ".join(parts[-2:])))):
        found = codes.get(written.lstrip("(\"'“"))
        at = stop - length + len(written) - len(written.lstrip("(\"'“"))
        unit = None if found is None else unit_named(found[0])
        if found is not None and unit is not None and not (at > floor and text[at - 1].isalnum()):
            return unit, found[1], at
    return None


def scaled_behind(text: str, position: int, end: int) -> tuple[Unit, Fraction, int] | None:
    """The currency, factor and end of a scaled code that starts here: "120 MEUR", "12 k€", "5 m USD".

    >>> scaled_behind("120 MEUR", 4, 8)[0].name
    'EUR'
    """
    if not _may_scale(text, position, end):
        return None
    match = _SCALED.match(text, position, end)
    if match is None:
        return None
    codes, first, second = scaled_codes(), match["first"], match["second"]
    both = codes.get(first + second) if second and first in load_words("money")["before_a_code"] else None
    found = both or codes.get(first)
    unit = None if found is None else unit_named(found[0])
    if found is None or unit is None:
        return None
    stop = match.end() if both else match.end("first")
    return None if text[stop : stop + 1].isdigit() else (unit, found[1], stop)


def _may_scale(text: str, position: int, end: int) -> bool:
    """Whether a scaled code may start here, by its first two characters."""
    if position + 1 >= end or text[position] in _SPACES:
        return False
    first, second = text[position], text[position + 1]
    return (second.isupper() or not second.isalnum() or second in "nkm") and not first.isdigit()


def split_dollar(text: str, unit: Unit, at: int, floor: int, block: int) -> tuple[Unit, int]:
    """Reads "HK $3.7 billion", "c$ 5", "CAD $15": letters that name the dollar whose sign stands at `at`."""
    if text[at] != "$" or at <= floor:
        return unit, at
    match = _SPLIT.search(text, max(floor, at - 4), at)
    if match is None:
        return unit, at
    letters, spaced = match["letters"], match.group()[-1] == " "
    if letters.islower() and spaced and letters not in load_words("money")["split_dollars"]:
        return unit, at
    if letters == "s" and not _pays(text, match.start(), block):
        return unit, at
    if spaced and len(letters) == 1 and _is_a_letter(text, match.start(), block):
        return unit, at
    named = find_unit(f"{letters.upper()}$") or (find_unit(letters) if len(letters) == 3 else None)
    return (unit, at) if named is None or named.dimension != "currency" else (named, match.start())


def _pays(text: str, start: int, block: int) -> bool:
    """Whether the "s" of "for s $ 88" is a dollar's letter: no apostrophe and no noun that owns stands before it."""
    words = text[max(block, start - 12) : start].split()
    return not words or words[-1].lower() in load_words("nouns")["stop"]


def _is_a_letter(text: str, start: int, block: int) -> bool:
    """Whether a capital names no dollar: the article of "A $5 million grant", the round of "Series A $5 million"."""
    if text[start] == "A" and _OPENS.search(text, max(block, start - 4), start):
        return True
    words = text[max(block, start - 12) : start].split()
    return bool(words) and words[-1].lower() in load_words("money")["before_a_letter"]


@cache
def _dollars() -> frozenset[str]:
    """The currencies that the sign $ may stand for."""
    words = units().words.items()
    return frozenset(name for word, names in words if word.endswith((" dollar", " peso")) for name in names)


def said_again(text: str, unit: Unit, position: int, end: int) -> tuple[Unit, int] | None:
    """The currency named once more behind an amount with the sign $, and its end: "$15 CAD", "$5m Canadian"."""
    if unit.name != "USD" or position + 2 >= end or text[position] != " " or not text[position + 1].isupper():
        return None
    found = unit_at(text, position + 1)
    if found is not None and found[0].name in _dollars() and found[1] <= end:
        return found
    nation = _NATION.match(text, position, end)
    named = None if nation is None else find_unit(f"{nation['word']} dollar")
    return None if nation is None or named is None else (named, nation.end())


def lone_scale(text: str, block: int, start: int, position: int, end: int) -> tuple[Fraction, int] | None:
    """The scale letter that ends a block which holds a number alone ("1,674.5 M" in a cell), and where it ends."""
    if start - block > 3 or not 0 < end - position < 5 or text[block:start].strip(" -−("):
        return None
    rest = text[position:end].strip(" )")
    factor = load_words("money")["lone_letters"].get(rest)
    if factor is None:
        return None
    return Fraction(factor), position + text[position:end].index(rest) + 1
