"""Feet and inches by a plain quotation mark: 10" long, a 30' wall, 5'10" tall."""

from __future__ import annotations

import re
from functools import cache

from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.model import Span, Unit
from factcheck.patterns import lazy
from factcheck.units import unit_named

_INCHES_FOLLOW = lazy(r"\s?\d{1,2}(?:\.\d|\s?½)?\s?[\"”″]")
_FEET_BEFORE = lazy(r"\d['’]\s?[\d.½]{1,4}\Z")
_NAMES = {'"': "inch", "'": "foot"}
_QUOTED = 200


@cache
def _measured() -> re.Pattern[str]:
    words = alternation(lexicon().numbers["behind_a_prime"])
    return re.compile(rf"[\s-](?:{words})\b|\s?[x×]\s?\d")


def prime_at(text: str, block: int, position: int, end: int) -> tuple[Unit, Span] | None:
    """The foot or inch whose mark stands here or one space on, where a word of lengths or more inches follow it.

    A mark that closes a quotation is none.

    >>> prime_at('It is 10" long', 0, 8, 14)[0].name
    'inch'
    """
    at = position + (text[position : position + 1] == " ")
    name = _NAMES.get(text[at : at + 1]) if at < end else None
    if name is None:
        return None
    if name == "foot" and _INCHES_FOLLOW.match(text, at + 1, end) is not None:
        return _found(name, at)
    if name == "inch" and _FEET_BEFORE.search(text, max(block, position - 6), position) is not None:
        return _found(name, at)
    if text.count('"', max(block, at - _QUOTED), at) % 2 and name == "inch":
        return None
    return _found(name, at) if _measured().match(text, at + 1, end) is not None else None


def _found(name: str, at: int) -> tuple[Unit, Span] | None:
    unit = unit_named(name)
    return None if unit is None else (unit, Span(at, at + 1))
