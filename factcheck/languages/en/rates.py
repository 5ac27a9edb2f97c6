"""Rules of what an amount is per: "a gallon", "per share", "-a-night", "pcm", "of lead per litre"."""

from __future__ import annotations

import re

from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Kind, Unit
from factcheck.patterns import lazy
from factcheck.units import compose, denominator, find_unit, per_unit_at, unit_named

_CONVERSION = 24  # the longest conversion in brackets that a rate may stand behind
_JOINED = lazy(r"\s?-\s?an?\s?-\s?(?P<thing>[a-z]+)", re.IGNORECASE)
NOT_RATE = lazy(
    r"\s(?:ago|earlier|before|later|after|previously|on(?=\s?[.,;]|\sfrom)|in\s(?:a\srow|advance))\b", re.IGNORECASE
)
_RATE_ADVERB = lazy(r"\s(daily|weekly|monthly|yearly|annually)\b", re.IGNORECASE)
_WHOLE = frozenset({"percent", "percentage_points"})
_MATERIAL = frozenset({"mass", "volume", "energy", "data"})
_OF_MATERIAL = lazy(r"\sof(?:\s[a-z][a-z’'-]{1,20}+){1,3}?(?=\s(?:an?|per|each|every)\s)")

Below = tuple[Unit, int]
"""What an amount is per, and where that ends."""


def rate_at(site: Site, unit: Unit, end: int, *, is_money: bool) -> Below | None:
    """What an amount of this unit that ends here is per: the gallon of "$1.60 per gallon"."""
    if unit.dimension in _WHOLE:
        return None
    found = _joined(site, end) if "-" in site.text[end : end + 2] else None
    found = found or (_shortened(site, end) if is_money else None)
    found = found or per_unit_at(site.text, _behind_brackets(site, end))
    if found is None and unit.dimension in _MATERIAL and site.text.startswith(" of ", end):
        found = _behind_material(site, end)
    if found is None or found[1] > site.end or NOT_RATE.match(site.text, found[1], site.end):
        return None
    return found if unit.dimension != "time" or _has_hours(unit, found[0]) else None


def _joined(site: Site, end: int) -> Below | None:
    """Reads "£40-a-night", "$70-a-share"."""
    joined = _JOINED.match(site.text, end, site.end)
    below = None if joined is None else denominator(joined["thing"].lower())
    return None if joined is None or below is None else (below, joined.end())


def _shortened(site: Site, end: int) -> Below | None:
    """Reads "£1,450 pcm", "$90 pw": what rents and wages are per."""
    word = site.word_behind(end)
    name = lexicon().rate_abbreviations.get(word) if 0 < len(word) <= 4 else None
    below = None if name is None else unit_named(name)
    return None if below is None else (below, site.behind_end)


def _has_hours(unit: Unit, below: Unit) -> bool:
    """Whether a time can be a part of what it is per: "five hours a night", "40 minutes per session"."""
    if below.dimension != "time":
        return below.dimension == "count"
    return unit.factor is not None and below.factor is not None and unit.factor < below.factor


def _behind_brackets(site: Site, end: int) -> int:
    """Where a rate may follow: behind the amount, or behind the conversion in brackets, "$6 (€5.50) per share"."""
    if site.text[end : end + 2] != " (":
        return end
    close = site.text.find(")", end, min(site.end, end + _CONVERSION))
    inside = site.text[end + 2 : close] if close > 0 else ""
    return close + 1 if any(character.isdigit() for character in inside) else end


def _behind_material(site: Site, position: int) -> Below | None:
    """Reads "2 tonnes of rice a year", "12 micrograms of lead per litre": one to three words, then what it is per.

    How often something happens is no such rate: "20 mg of the drug twice a day".
    """
    material = _OF_MATERIAL.match(site.text, position, site.end)
    if material is None or material.group().rsplit(None, 1)[-1] in lexicon().nouns["how_often"]:
        return None
    found = per_unit_at(site.text, material.end())
    is_per = site.text.startswith(" per ", material.end())
    return found if found is not None and (is_per or found[0].dimension == "time") else None


def rated(site: Site, unit: Unit | None, kind: Kind, position: int) -> tuple[Unit | None, Kind]:
    """The unit and kind of a count with a rate behind it: "6,500 a day", "12 deaths per 100,000 people"."""
    if unit is not None and unit.dimension != "count":
        return unit, kind
    if position == site.run_end and site.settled & questions.RATE:
        return unit, kind
    found = per_unit_at(site.text, position)
    if found is not None and NOT_RATE.match(site.text, found[1], site.end):
        return unit, kind  # "987 a year earlier"
    has_adverb = site.word_behind(position) in lexicon().rate_periods
    adverb = _RATE_ADVERB.match(site.text, position, site.end) if has_adverb else None
    below = find_unit(lexicon().rate_periods[adverb[1].lower()]) if adverb else found[0] if found else None
    if below is None:
        return unit, kind
    if unit is None:
        return Unit(f"per {below.name}", f"count/{below.dimension}", below.factor and 1 / below.factor), Kind.RATE
    return compose(unit, below), Kind.RATE
