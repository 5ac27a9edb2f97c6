"""Rules of multiples in words and of written tolerances: "twice as many", "lost only twice", "5 ± 0.2 km"."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.adjoining import amount_from
from factcheck.languages.en.hedges import hedge_before, quantity_of
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.plain import site_amount
from factcheck.model import Interval, Kind, Mention, Modifier, Quantity, Span, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy

_TOLERANCE = lazy(r"\s?(?:±|\+/[-−–])\s?|,?\s(?:plus\sor\sminus|give\sor\stake)\s", re.IGNORECASE)


def multiple_word(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "twice as many", "doubled", "tenfold": ratios; "lost only twice": a count."""
    word = re.compile(r"[A-Za-z]+").match(site.text, site.start)
    if word is None:
        return None
    lower, value = word.group().lower(), lexicon().multiples[word.group().lower()]
    hedge = hedge_before(site, word.start())
    follower = re.match(r"[\s(]*([A-Za-z]+)?", site.window_after(word.end(), 24))
    following = (follower.group(1) or "").lower() if follower else ""
    is_ratio = following in lexicon().nouns["ratio_followers"] or lower not in ("twice", "thrice")
    if lower in ("double", "triple", "treble", "quadruple") and not (
        following in ("the", "that", "what", "its", "their", "his", "her", "our", "last", "in", "to")
        or hedge is not None
    ):
        return None
    if "-" in (site.text[word.end() : word.end() + 1], site.before[-1:]) or (
        lower == "halves" and following not in ("the", "its", "their")
    ):
        return None
    numeral = Numeral(
        word.start(), word.end(), value, None, number=Span(*word.span()), in_words=True, is_fraction=is_ratio
    )
    unit = Unit("times", "ratio", Fraction(1)) if is_ratio else Unit("times", "count")
    quantity = quantity_of(numeral, unit, hedge, is_count=not is_ratio)
    kind = Kind.RATIO if is_ratio else Kind.COUNT
    return site.mention(
        "multiple",
        word.start(),
        word.end(),
        kind,
        quantity,
        number=numeral.number,
        hedge_span=None if hedge is None else hedge.span,
    )


def plus_or_minus(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "5 ± 0.2 km", "100, give or take 5": one figure with the interval that is written."""
    after = site.window_after(site.start, 32)
    first = site_amount(site) if "±" in after or "+/" in after or " or " in after else None
    sign = None if first is None else _TOLERANCE.match(site.text, first.end, site.end)
    second = None if sign is None else amount_from(site, sign.end())
    if first is None or second is None or second.numeral.is_vague:
        return None
    unit = second.unit or first.unit
    width = abs(second.value)
    quantity = Quantity(
        first.value,
        Interval(first.value - width, first.value + width),
        first.numeral.quantum,
        unit,
        Modifier.APPROXIMATE,
        "±",
    )
    return site.mention(
        "plus or minus",
        first.start,
        second.end,
        Kind.LEVEL,
        quantity,
        number=first.numeral.number,
        unit_span=second.unit_span,
    )
