"""What adjoins an amount: the next one, the "to" or dash between them, and what its shape tells of its kind."""

from __future__ import annotations

import re

from factcheck.grammar import Site
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.lexicon import trigger_pattern
from factcheck.languages.en.nouns import Noun
from factcheck.languages.en.reading_amounts import read_amount
from factcheck.model import Kind
from factcheck.patterns import lazy

_DASH = lazy(r"\s?[-–‒‐−]\s?|\s?[~〜∼]\s?(?=\d)|\s?—(?=[\d$£€])")
_TO = re.compile(r"\s{1,2}(?:to|through|thru)(?:\s{1,2}|-)|-to-\s?|\s?(?:-|–)?\s?to-", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|just\s+|some\s+|roughly\s+|only\s+)?(?:the\s+)?\Z", re.IGNORECASE)
TO_WORDS = frozenset({"to", "through", "thru"})
# Looking a member of an enumeration up costs more than the questions around it.
_RATE, _COUNT, _LEVEL, _DURATION = Kind.RATE, Kind.COUNT, Kind.LEVEL, Kind.DURATION
_DASHES = "-–‒‐−—~〜∼"


def to_behind(site: Site, position: int) -> re.Match[str] | None:
    """The "to" that stands right behind an amount."""
    return _TO.match(site.text, position, site.end) if site.word_behind(position) in TO_WORDS else None


def dash_behind(site: Site, position: int) -> re.Match[str] | None:
    """The dash that stands right behind an amount, after at most one space."""
    close = site.window_after(position, 2).lstrip()
    return _DASH.match(site.text, position, site.end) if close and close[0] in _DASHES else None


def amount_from(site: Site, position: int) -> Amount | None:
    """The amount that starts exactly at a position, currency sign included."""
    trigger = trigger_pattern().search(site.lowered, position, min(site.end, position + 12))
    if trigger is None:
        return None
    other = read_amount(site, trigger.start(), position)
    if other is None or other.start != position:
        return None
    return None if other.numeral.is_fraction and other.numeral.in_words else other


def kind_of(amount: Amount, noun: Noun | None) -> Kind:
    """What the shape of an amount tells of its kind."""
    if amount.rate:
        return _RATE
    if amount.unit is None:
        return _COUNT if noun is not None or amount.numeral.is_whole else _LEVEL
    return _DURATION if amount.unit.dimension == "time" else _LEVEL
