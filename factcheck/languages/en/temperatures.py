"""Rules of degrees that words put below zero: "12 degrees below zero", "5 °C below zero", "8 degrees of frost"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.figures import figure_mention
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.plain import site_amount
from factcheck.languages.en.ranges import range_figure
from factcheck.model import Kind, Mention, Modifier, Quantity, Unit
from factcheck.units import unit_at

_DEGREES = ("angle", "temperature")
# "More than 10 degrees below zero" is less than minus 10.
_MIRRORED = {
    Modifier.MORE_THAN: Modifier.LESS_THAN,
    Modifier.LESS_THAN: Modifier.MORE_THAN,
    Modifier.AT_LEAST: Modifier.AT_MOST,
    Modifier.AT_MOST: Modifier.AT_LEAST,
}


def below_zero(site: Site, _match: re.Match[str]) -> Mention | None:
    """One negative figure; bare degrees, of which nobody said whether they are Celsius, have no unit."""
    if _phrase().search(site.window_after(site.start)) is None:
        return None
    amount = site_amount(site)
    found = None if amount is None else range_figure(site, amount) or figure_mention(site, amount)
    if found is None or found.quantity is None:
        return None
    phrase, unit = _phrase().match(site.text, found.end, site.end), found.quantity.unit
    if phrase is None or (unit is not None and unit.dimension not in _DEGREES):
        return None
    scale, end = _scale(site, unit, phrase.end())
    if unit is None and scale is None:
        return None  # "two below zero"
    return replace(
        found,
        end=end,
        surface=site.text[found.start : end],
        rule="degrees below zero",
        kind=Kind.LEVEL,
        quantity=_below(replace(found.quantity, unit=scale)),
    )


def _scale(site: Site, unit: Unit | None, position: int) -> tuple[Unit | None, int]:
    """The scale of the degrees, and where the figure ends: "5 degrees below zero Fahrenheit"."""
    if unit is not None and unit.dimension == "temperature":
        return unit, position
    named = unit_at(site.text, position + 1) if site.text[position : position + 1] == " " else None
    if named is None or named[1] > site.end or named[0].dimension != "temperature":
        return None, position
    return named


def _below(quantity: Quantity) -> Quantity:
    if quantity.value is not None and quantity.value < 0:
        return quantity  # "minus 5 degrees below zero" says it twice
    minus = Fraction(-1)
    return replace(
        quantity,
        value=None if quantity.value is None else -quantity.value,
        interval=quantity.interval.scaled(minus),
        ends=tuple(sorted(-end for end in quantity.ends)),
        far=None if quantity.far is None else -quantity.far,
        modifier=_MIRRORED.get(quantity.modifier, quantity.modifier),
    )


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternation(lexicon().numbers['degrees_below_zero'])})\b", re.IGNORECASE)
