"""The unit phrases of table headers, unit columns and field descriptions: "£000", "CHF million", "thousand tonnes"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units.conversion import compose
from factcheck.units.lexicon import unit_for_noun, unit_named
from factcheck.units.matching import denominator, find_unit
from factcheck.units.words import words

Phrase = tuple[Unit | None, Fraction]
LONGEST = 200
LEAD = lazy(r"(?i)^(?:measured in|expressed in|unit:|units:|in|as)\s+")
POWER = lazy(r"(?:×|x\s?)?10\s?(?:\^|\*\*)\s?(\d{1,2})\b")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED_POWER = lazy(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
INDEX = lazy(r"(?i)^index\b[^a-z]{0,40}$|^(?:index\W{0,3})?\(?\d{4}(?:[-–/]\d{2,4})?\s?=\s?100\)?$")
THOUSANDS = lazy(r"^(?P<sign>.{0,4}?)\s?[’',]?(?P<zeros>(?:000)+)s?$")
GLUED = lazy(r"^(?P<sign>[^\w\s]{1,3}|[A-Z]{1,3}[^\w\s]|[A-Z]{3})\s?(?P<scale>[A-Za-z]{1,8})$")
GLUED_BEFORE = lazy(r"^(?P<scale>[kKMm]|bn)\s?(?P<sign>[€£$]|EUR|CHF|USD|GBP)$")
ROUND = lazy(r"10{1,2}(?:,?000){0,3}|1(?:,?000){1,4}")
INVERSE = lazy(r"\s([A-Za-z]{1,3})\^?[-−⁻]([1-3¹²³])$")
SUBSTANCE = lazy(r"^(?P<unit>[A-Za-z]{1,9}?)\s?CO[2₂](?:[-‑\s]?e|[-‑\s]?eq)?\.?$")
BRACKETED = lazy(r"[(\[]([^()\[\]]{1,80})[)\]]")
MEASURED_OF = frozenset({"mass", "volume", "energy", "area", "percent"})
"""Dimensions whose unit a substance may follow: "tons of carbon", "% of GDP"."""

EACH = lazy(r"\s(?:an?|each|every)\s(?=(?:second|minute|hour|day|night|week|month|quarter|year)$)")
EXCEPT = lazy(r"(?i),?\s(?:except|unless|other than)\b.*")
PART = lazy(r"[,;:]\s*|\s(?=in\s|as\s)")


@lru_cache(4096)
def parse_unit_phrase(text: str) -> Phrase | None:
    """The unit and the scale of a whole phrase; a unit of None is a bare number; None when it is not clearly a unit.

    >>> parse_unit_phrase("£000")[0].name, parse_unit_phrase("thousands")
    ('GBP', (None, Fraction(1000, 1)))
    >>> parse_unit_phrase("AfRSG & other sources, 2019") is None
    True
    """
    phrase = " ".join(text.split()).strip(" .")
    if not phrase or len(phrase) > LONGEST:
        return None
    return _whole(phrase) or _bracketed(phrase) or _introduced(phrase) or _last(phrase)


def _bracketed(phrase: str) -> Phrase | None:
    """The unit in brackets, the last first; a bare scale goes with the money named elsewhere: "$ (millions)"."""
    scale: Fraction | None = None
    for bracket in reversed(list(BRACKETED.finditer(phrase))):
        before = phrase[: bracket.start()]
        if len(bracket[1]) == 1 and bracket[1].isalpha() and _is_mark(before):
            continue
        found = _whole(EXCEPT.sub("", bracket[1]).strip(" ."))
        if found is None:
            continue
        unit, factor = found
        if unit is not None:
            return unit, factor * scale if scale and unit.dimension == "currency" else factor
        if scale is None and factor != 1:
            outer = _plain((before + phrase[bracket.end() :]).strip())
            if outer is not None:
                return outer[0], outer[1] * factor
        scale = scale or factor
    return None if scale is None else (None, scale)


def _is_mark(before: str) -> bool:
    """Whether a letter in brackets marks a provisional year, "2024 (p)", or a plural, "author(s)"."""
    return before.rstrip()[-1:].isdigit() or before[-1:].isalpha()


def _introduced(phrase: str) -> Phrase | None:
    """The unit in a part of a description that "in" or "as" introduces: "distance, in thousands of km"."""
    parts = (part for part in reversed(PART.split(phrase)[1:]) if LEAD.match(part))
    return next((found for found in map(_whole, parts) if found is not None), None)


def _last(phrase: str) -> Phrase | None:
    """A unit after the last comma: "share, %"."""
    unit = find_unit(phrase.rpartition(",")[2]) if "," in phrase else None
    return None if unit is None else (unit, Fraction(1))


def _whole(phrase: str) -> Phrase | None:
    phrase = LEAD.sub("", phrase)
    return _marked(phrase) or _power(phrase) or _scaled(phrase) or _plain(phrase) or _rate(phrase)


def _marked(phrase: str) -> Phrase | None:
    """Phrases of a fixed form: a bare number, a fraction of 1, an index, zeros and glued scales."""
    folded = phrase.lower()
    if folded in words().plain:
        return None, Fraction(1)
    if folded in words().fraction:
        return unit_named("ratio"), Fraction(1)
    if INDEX.match(phrase):
        return Unit("index", "index", Fraction(1)), Fraction(1)
    zeros = THOUSANDS.match(phrase)
    if zeros is not None:
        return _signed(zeros["sign"], Fraction(10 ** len(zeros["zeros"])))
    glued = GLUED.match(phrase) or GLUED_BEFORE.match(phrase)
    scale = words().scales.get(glued["scale"].lower()) if glued else None
    return _signed(glued["sign"], scale) if glued and scale is not None else None


def _signed(sign: str, scale: Fraction) -> Phrase | None:
    if not sign.strip():
        return None, scale
    unit = find_unit(sign)
    return None if unit is None else (unit, scale)


def _power(phrase: str) -> Phrase | None:
    """Powers of ten: "10^6 km", "10²⁴ kg"."""
    spelled = RAISED_POWER.sub(lambda found: f"10^{found[1].translate(RAISED)}", phrase)
    power = POWER.match(spelled)
    if power is None:
        return None
    rest = _plain(spelled[power.end() :].strip(" ·×"))
    return None if rest is None else (rest[0], rest[1] * 10 ** int(power[1]))


def _scaled(phrase: str) -> Phrase | None:
    """A scale before or after the unit: "billions of dollars", "CHF million", "thousand tonnes", "US$ bn"."""
    first, _, rest = phrase.partition(" ")
    scale = words().scales.get(first.lower().rstrip(".")) if len(first) > 1 else None
    if ROUND.fullmatch(first):
        scale = Fraction(int(first.replace(",", "")))
    if scale is not None:
        rest = rest.removeprefix("of ")
        if not rest and find_unit(first) is not None:
            return None  # "mm" alone is millimetres; millions only beside a currency
        if not rest:
            return None, scale
        found = _scaled(rest) or _plain(rest) or _counted(rest)
        return None if found is None else (found[0], scale * found[1])
    before, _, last = phrase.rpartition(" ")
    scale = words().scales.get(last.lower().rstrip("."))
    unit = _unit(before) if before and scale is not None else None
    return (unit, scale) if unit is not None and scale is not None else _scale_inside(phrase)


def _scale_inside(phrase: str) -> Phrase | None:
    """A scale between a currency and what it is per: "US$ million per year"."""
    top, per, bottom = phrase.partition(" per ")
    found = _scaled(top) if per else None
    unit = find_unit(bottom) or (unit_for_noun(bottom) if bottom.lower() in words().denominators else None)
    if found is None or found[0] is None or unit is None:
        return None
    return compose(found[0], unit), found[1]


def _plain(phrase: str) -> Phrase | None:
    unit = _unit(phrase)
    if unit is not None:
        return unit, Fraction(1)
    return (unit_for_noun(phrase), Fraction(1)) if phrase.lower() in words().counted else None


def _unit(phrase: str) -> Unit | None:
    """A unit as written, without the words that tell of prices, substances or averages around it."""
    unit = find_unit(phrase) or find_unit(INVERSE.sub(_over, phrase))
    if unit is not None:
        return unit
    gas = SUBSTANCE.match(phrase)
    if gas is not None:
        return find_unit(gas["unit"])
    head, of, _ = phrase.partition(" of ")
    found = find_unit(head) if of else None
    if found is not None and found.dimension in MEASURED_OF:
        return found
    parts = phrase.split(" ")
    kept = [part for part in parts if part.lower().strip(",()") not in words().noise and not _year(part)]
    return find_unit(" ".join(kept)) if kept and kept != parts else None


def _over(found: re.Match[str]) -> str:
    power = found[2].translate(str.maketrans("¹²³", "123"))
    return f"/{found[1]}{power if power != '1' else ''}"


def _year(part: str) -> bool:
    return len(part) == 4 and part.isdigit()


def _rate(phrase: str) -> Phrase | None:
    """A count per something: "deaths per 100,000 people", "per 1,000 inhabitants", "vehicles a day"."""
    top, per, bottom = EACH.sub(" per ", f" {phrase}").partition(" per ")
    below = denominator(bottom) if per else None
    above = _counted(top.strip() or "number") if below is not None else None
    return (compose(above[0], below), above[1]) if above and above[0] and below else None


def _counted(phrase: str) -> Phrase | None:
    """What a scale counts: "thousands of persons"; one to three plain words."""
    parts = phrase.split(" ")
    if len(parts) > 3 or not all(part.replace("-", "").isalpha() for part in parts):
        return None
    return unit_for_noun(phrase), Fraction(1)
