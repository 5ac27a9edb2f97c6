"""Shillings and pence of old pounds: "£1 4s 6d", where "4s" alone would be seconds; and classes of age pulled apart."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.model import Interval, Kind, Mention, Quantity, Span
from factcheck.patterns import lazy
from factcheck.units import unit_named

OLD_COIN = lazy(r"(?P<digits>\d{1,2})(?P<coin>[sd])\b")
_MONEY_BEFORE = {"s": "GBP", "d": "old shilling"}
_COINS = {"s": "old shilling", "d": "old penny"}
_UNDER = lazy(r"\b(?:under|over)\s-\s\Z", re.IGNORECASE)


def old_coin(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the "4s" and the "6d" of "£1 4s 6d"; and the "16s" of tokenised "under - 16s"."""
    if site.before[-2:] == "- " and match["coin"] == "s" and _UNDER.search(site.before[-10:]):
        return site.no_figure("age class", site.start, match.end(), "age")
    previous, coin = site.previous, match["coin"]
    unit = None if previous is None or previous.quantity is None else previous.quantity.unit
    if previous is None or unit is None or site.text[previous.end : site.start] != " ":
        return None
    if unit.name not in (_MONEY_BEFORE[coin], "GBP") or previous.quantity is None:
        return None
    value, digits = Fraction(match["digits"]), Span(*match.span("digits"))
    quantity = Quantity(value, Interval.point(value), Fraction(1), unit_named(_COINS[coin]))
    return site.mention(
        "old coin", site.start, match.end(), Kind.LEVEL, quantity, number=digits, unit_span=Span(*match.span("coin"))
    )
