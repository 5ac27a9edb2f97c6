"""The rest of an amount: "6 ft 4 in", "ten dollars and fifty cents", "15 dollars 50", "three miles and a half"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Span, Unit
from factcheck.patterns import lazy
from factcheck.units import find_unit, unit_named
from factcheck.units.lexicon import lexicon as units
from factcheck.units.lexicon import other_readings

Reader = Callable[[Site, int], Amount | None]

_REST = re.compile(r"\s{0,2}(?:and\s)?", re.IGNORECASE)
_INCHES = lazy(
    r"\s(?P<unit>in)(?=\s(?:tall|long|wide|high|deep|thick|by|but|who|or)\b|\sand\s(?!around|out|near|of\b|about)|[.,;)]|\s?\Z)"
)
_END = lazy(r"\s?(?:[.!?;)\]\"”]|,(?!\d)|\Z)|\s(?:each|apiece|more|less|a\s|per\s|an\s)")
_FULL_STOP = lazy(r"\s?(?:[.!?;)\]\"”]|,(?!\d)|\Z)")
_PART = lazy(
    r"\sand\s(?:a|an|one)\s(?P<part>half|quarter|third)(?=\s?(?:[.,;:!?)]|\Z)|\s(?:to|from|in|on|ago|later|long|wide|away"
    r"|after|before|per|for|at|and|or|each|apiece|high|deep|tall)\b)",
    re.IGNORECASE,
)
_HEIGHT = lazy(r"-(?P<inches>\d{1,2})(?:-inch(?:es)?)?(?![\w.,]?\d|-\d)")
_FOOT, _INCHES_OF_A_FOOT = "foot", 12
_FEWEST_CENTS = 10  # "dollars and five" is a list, "dollars and fifty" is money


def with_rest(site: Site, first: Amount, read: Reader) -> Amount:
    """The amount with the rest behind it; `read` gives the amount that starts exactly at a position."""
    if first.unit is None or not first.numeral.is_whole or first.rate:
        return first
    smaller = lexicon().numbers["compound_units"].get(first.unit.name)
    if smaller is not None and site.text[first.end : first.end + 1] == "-":
        return _with_joined_inches(site, first)
    if smaller is None and not first.is_money and site.word_behind(first.end) != "and":
        return first
    join = _REST.match(site.text, first.end, site.end)
    second = None if join is None else _with_spaced_inches(site, read(site, join.end()))
    if second is not None and join is not None and not second.numeral.is_vague:
        found = _smaller_part(first, second, smaller or {}) or _bare_cents(site, first, second, join)
        if found is not None:
            return _joined(first, second, *found)
    return _with_part(site, first)


def _joined(first: Amount, second: Amount, share: Fraction, unit: Unit) -> Amount:
    quantum = None if second.numeral.quantum is None else second.numeral.quantum * share
    numeral = replace(first.numeral, value=first.value + second.value * share, quantum=quantum, end=second.end)
    return replace(first, numeral=numeral, end=second.end, unit=unit)


def _smaller_part(first: Amount, second: Amount, smaller: dict[str, str]) -> tuple[Fraction, Unit] | None:
    """What one of the second amount's unit is of the first one's, where it is a part of it; and the whole's unit."""
    if first.unit is None or second.unit is None:
        return None
    share, unit = smaller.get(second.unit.name), first.unit
    if share is None:
        whole = _whole_of(first.unit, second.unit)
        if whole is None or second.unit.factor is None:
            return None
        share, unit = str(second.unit.factor), whole
    return (Fraction(share), unit) if 0 <= second.value * Fraction(share) < 1 else None


def _whole_of(unit: Unit, part: Unit) -> Unit | None:
    """The money that a coin is a part of, where the unit is or may be that money: "pounds" before pence."""
    rows = units().names
    of = rows.get(part.name, {}).get("of", ()) if part.dimension == "currency" and part.factor != 1 else ()
    if not of:
        return None
    if unit.name in of or not set(of).isdisjoint(rows.get(unit.name, {}).get("of", ())):
        return unit
    named = next((name for name in other_readings(unit.name) if name in of), None)
    return None if named is None else unit_named(named)


def _bare_cents(site: Site, first: Amount, second: Amount, join: re.Match[str]) -> tuple[Fraction, Unit] | None:
    """Reads "15 dollars 50", "thirteen dollars forty five", "$ 100 and fifty.": hundredths without their name.

    Two digits, or a word of ten and more, behind money that is spelled out; behind a sign only in words. A noun or
    anything else that the number may count speaks against it.
    """
    unit, span, cents = first.unit, first.unit_span, second.numeral
    if unit is None or span is None or first.numeral.scale != 1 or second.unit is not None:
        return None
    if not first.is_money:
        unit = _money_of(unit) if site.text[second.end : second.end + 1] != "-" else None
        if unit is None or not second.numeral.in_words or join.group().strip():
            return None
    if not (cents.is_whole and cents.scale == 1 and _FEWEST_CENTS <= cents.value < 100 and not cents.is_fraction):
        return None
    if not cents.in_words and second.end - second.start != 2:
        return None
    is_joined = join.group().strip() != ""
    name = site.text[span.start : span.end].strip()
    is_spelled = span.start >= first.numeral.end and name.isalpha()
    if not (is_spelled and not (is_joined and name.isupper())) and not (is_joined and cents.in_words):
        return None
    if (_FULL_STOP if is_joined else _END).match(site.text, second.end, site.end) is None:
        return None
    return Fraction(1, 100), unit


def _money_of(unit: Unit) -> Unit | None:
    """The money that a measure's name may be too: the pounds of "six pounds fifty"."""
    rows = units().names
    named = next((name for name in other_readings(unit.name) if "dimension" not in rows.get(name, {})), None)
    return None if named is None else unit_named(named)


def _with_part(site: Site, first: Amount) -> Amount:
    """Reads "five dollars and a quarter", "two hours and a half"."""
    if site.word_behind(first.end) != "and" or first.unit_span is None or first.unit_span.start < first.numeral.end:
        return first
    match = _PART.match(site.text, first.end, site.end)
    if match is None:
        return first
    part = lexicon().words.fractions[match["part"].lower()]
    numeral = replace(first.numeral, value=first.value + part, quantum=part, end=match.end())
    return replace(first, numeral=replace(numeral, number=Span(first.numeral.start, match.end())), end=match.end())


def _with_spaced_inches(site: Site, amount: Amount | None) -> Amount | None:
    """The inches of "6 ft 4 in tall", which alone would be a preposition."""
    if amount is None or amount.unit is not None:
        return amount
    match = _INCHES.match(site.text, amount.end, site.end)
    return amount if match is None else replace(amount, end=match.end("unit"), unit=find_unit("inch"))


def _with_joined_inches(site: Site, first: Amount) -> Amount:
    """Reads "a 6-foot-5 forward", "5-foot-11-inch": a height as sports pages write it."""
    match = (
        _HEIGHT.match(site.text, first.end, site.end) if first.unit is not None and first.unit.name == _FOOT else None
    )
    if match is None or int(match["inches"]) >= _INCHES_OF_A_FOOT:
        return first
    inches = Fraction(int(match["inches"]), _INCHES_OF_A_FOOT)
    quantum = Fraction(1, _INCHES_OF_A_FOOT)
    numeral = replace(first.numeral, value=first.value + inches, quantum=quantum, end=match.end())
    return replace(first, numeral=numeral, end=match.end())
