"""The scale that letters behind a number are: "$3.5bn", "12.3m tonnes", "10 k users"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.money import lone_scale
from factcheck.languages.en.nouns import counted_noun, counts
from factcheck.languages.en.numbers import scale_letters_at
from factcheck.model import Span
from factcheck.patterns import lazy
from factcheck.units import unit_at

_SPACED_LETTERS = frozenset({"k", "m", "b"})
_LONGEST_LETTERS = 3
_MILLIONS_ROOM, _MILLIONS_WORDS = 36, 4
_LENGTH_NEXT = lazy(r"\s(?:wide|long|tall|high|deep|thick|away|across|above|below|of\s|from\s)")
_THING_NEXT = lazy(r"\s(?!than\b|of\b|on\b|in\b|to\b|or\b|and\b|wide\b|long\b|high\b|deep\b)[A-Za-z]")


def with_letters(site: Site, amount: Amount) -> Amount:
    """The amount with the scale that letters behind it are: "$3.5bn", "12.3m tonnes"."""
    if amount.numeral.in_words or amount.numeral.is_fraction or amount.numeral.is_scaled:
        return amount
    letters = site.word_behind(amount.numeral.end)
    found = None
    if letters and len(letters) <= _LONGEST_LETTERS:
        found = scale_letters_at(site.text, amount.numeral.end, site.end, spaced=amount.is_money)
    if found is None and letters in _SPACED_LETTERS:
        found = _spaced_letter(site, amount)
    if found is None:
        return _with_lone_letter(site, amount)
    factor, needs, span = found
    if (
        _letters_need_money(site, amount, needs, span)
        and not amount.is_money
        and not (needs.endswith("counted") and _is_counted(site, span.end))
    ):
        return amount
    numeral = amount.numeral.scaled(factor, span)
    stop = span.end + (
        site.text[span.end : span.end + 1] == "." and site.text[span.start : span.end] in ("Mio", "mio", "Mrd")
    )
    stop = max(amount.end, stop)
    return Amount(numeral, amount.start, stop, amount.unit, amount.unit_span, is_money=amount.is_money)


def _spaced_letter(site: Site, amount: Amount) -> tuple[Fraction, str, Span] | None:
    """Reads "10 k users", "5 M users": a letter apart from the digits, before things that are counted."""
    found = scale_letters_at(site.text, amount.numeral.end, site.end, spaced=True)
    if found is None or site.text[found[2].start] == "K" or not _is_counted(site, found[2].end):
        return None
    noun = counted_noun(site, found[2].end)
    return None if noun is None or noun.text.split()[-1] in lexicon().nouns["never_by_the_letter"] else found


def _with_lone_letter(site: Site, amount: Amount) -> Amount:
    """Reads "1,674.5 G", "- 10  k" where nothing else stands in the block."""
    numeral = amount.numeral
    found = lone_scale(site.text, site.block, amount.start, numeral.end, site.end)
    if found is None or amount.unit is not None:
        return amount
    factor, stop = found
    sign = -1 if "-" in site.text[site.block : amount.start] or "−" in site.text[site.block : amount.start] else 1
    numeral = replace(numeral, value=numeral.value * sign).scaled(factor, Span(stop - 1, stop))
    return replace(amount, numeral=numeral, start=site.block if sign < 0 else amount.start, end=stop)


def _letters_need_money(site: Site, amount: Amount, needs: str, span: Span) -> bool:
    """Whether scale letters need money or a counted thing beside them; "1.2b" does not."""
    plain_b = (
        site.text[span.start : span.end] in ("b", "B")
        and span.start == amount.numeral.end
        and amount.numeral.quantum != 1
    )
    return needs.startswith("money") and not plain_b


def _is_counted(site: Site, position: int) -> bool:
    """Whether a unit or a counted noun follows, so that the letter before is a scale: "12.3m tonnes"."""
    if "million" in site.window_before(position) and re.match(
        r"[.,;)]|\s(?:in|a|the|last|this|by|from|to|and)\b", site.window_after(position, 6)
    ):
        return True  # "3.1 million watched; the first drew 2.8m."
    before = site.before[-_MILLIONS_ROOM:].lower().split()[-_MILLIONS_WORDS:]
    is_sum = not lexicon().nouns["before_millions"].isdisjoint(before)
    if is_sum and not _LENGTH_NEXT.match(site.text, position, site.end):
        return True  # "the hall cost 3.2m"
    if site.text[position : position + 1] != " ":
        return False
    follower = re.match(r"[A-Za-z]+", site.text[position + 1 : position + 20])
    if follower is None or follower.group().lower() in lexicon().nouns["adjective_followers_of_units"]:
        return False
    if follower.group().lower() in lexicon().nouns["before_things"]:
        return _THING_NEXT.match(site.text, position + 1 + follower.end(), site.end) is not None
    found = unit_at(site.text, position + 1)
    if found is not None and found[1] - position > 2:
        return True
    return counts(site, position)
