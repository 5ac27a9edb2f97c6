"""Rules of shares and ratios: "half of", "a fifth", "two thirds", "one in twenty", "41p in every pound", "1:4"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.adjoining import amount_from
from factcheck.languages.en.fractions import denominator_at, numerator, over, ratio_over
from factcheck.languages.en.hedges import hedge_after, hedge_before, quantity_of
from factcheck.languages.en.lexicon import lexicon, phrases
from factcheck.languages.en.nouns import Noun, counted_noun, singular_noun, whole_noun
from factcheck.languages.en.numbers import scale_pattern, site_number
from factcheck.languages.en.plain import site_amount
from factcheck.languages.en.unit_parts import part_of_a_unit
from factcheck.model import Interval, Kind, Mention, Quantity, Span, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy
from factcheck.units import unit_at

_OF_SCALE = lazy(r"\sof\sa\s(?P<word>million|billion|trillion)\b", re.IGNORECASE)
_ARTICLE = lazy(r"\b(?:an?|one)[\s-]{1,2}\Z", re.IGNORECASE)
_OF_THESE = lazy(r"\sof\sthe(?:se|m|ir)?\b")
_IN = re.compile(r"\s(?:in|out\sof|of)\s(?:every\s|each\s)?|-in-", re.IGNORECASE)
COLON = lazy(r"(?P<a>\d{1,3}):(?P<b>\d{1,4})(?![\d:])")
_ONE_NOUN = re.compile(r"\s(?!of\b|out\b|in\b)[a-z]{3,14}(?=\sin\s)")
_IN_EVERY = re.compile(r"\s(?:in|of|for)\s(?:every|each|the)\s")
_EVERY = lazy(
    r"\s(?:in|of|for)\s(?:every|each|the)\s(?P<what>pound|dollar|euro|franc|rupee|£|€|\$)(?:\b|1)", re.IGNORECASE
)


def _words(key: str) -> str:
    return phrases(lexicon().numbers["shares"][key])


@cache
def _behind_a_share() -> re.Pattern[str]:
    words = _words("behind_a_share")
    return re.compile(rf"\s*(?:\Z|[.,;:!?)\]\"”—–]|\s(?:{words})\b)", re.IGNORECASE)


@cache
def _behind_a_half() -> re.Pattern[str]:
    words = _words("behind_a_half")
    return re.compile(rf"(?:\s(?:{words})\b|-(?:price|term)?(?=\s)|\s*[.,;)]|\s*\Z)", re.IGNORECASE)


@cache
def _half_of_a_time() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('halves_of_a_time')})[\s-]\Z", re.IGNORECASE)


@cache
def _before_a_bare_half() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('before_a_bare_half')})\s\Z", re.IGNORECASE)


def words_over_words(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "two thirds", "one-eighth", "three quarters of a million", "one twenty-fifth"."""
    numeral = numerator(site_number(site))
    below = None if numeral is None else denominator_at(site.text, numeral.end, site.end)
    if numeral is None or below is None:
        return None
    if (numeral.value != 1) != below.is_plural and not (below.is_joined and numeral.value != 1):
        return None
    if (
        numeral.value == 1
        and not below.is_joined
        and not _behind_a_share().match(site.text[below.end : below.end + 16])
    ):
        return None
    value, start = over(numeral, below, site.text), numeral.start
    if site.last_word in lexicon().numbers["negatives"]:
        sign = site.start - len(site.before) + len(site.before.rstrip()) - len(site.last_word)
        value, start = -value, max(site.floor, sign)
    span = Span(numeral.start, below.end)
    share = Numeral(start, below.end, value, None, number=span, in_words=True, is_fraction=True)
    return part_of_a_unit(site, share) or _fraction_figure(site, share)


def one_over(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "1 over 3", "the answer is one over twenty"."""
    amount = site_amount(site)
    numeral = None if amount is None or amount.unit is not None else numerator(site_number(site))
    quotient = None if numeral is None else ratio_over(site, numeral)
    if amount is None or quotient is None:
        return None
    value = -quotient.value if amount.value < 0 else quotient.value
    quantity = quantity_of(replace(quotient, value=value, in_words=False), None, None, is_count=False)
    span = Span(quotient.start, quotient.end)
    return site.mention("one over", amount.start, quotient.end, Kind.RATIO, quantity, number=span)


def fraction_word(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "half the people", "a fifth", "a quarter of a million", "half a million", "half an hour"."""
    word = re.compile(r"[A-Za-z]+").match(site.text, site.start)
    lower = "" if word is None else word.group().lower()
    if word is None or lower.endswith("s"):
        return None
    article = _ARTICLE.search(site.text, max(site.floor, site.start - 5), site.start)
    start = site.start if article is None else article.start()
    share = Numeral(
        start,
        word.end(),
        lexicon().words.fractions[lower],
        None,
        number=Span(start, word.end()),
        in_words=True,
        is_fraction=True,
    )
    scaled = _scaled(site, share)
    if scaled is not share:
        return _fraction_figure(site, scaled)
    part = part_of_a_unit(site, share, is_plain=lower == "half" or article is not None)
    if part is not None:
        return part
    if lower == "half":
        return _half(site, share)
    if article is None or not _behind_a_share().match(site.text[word.end() : word.end() + 16]):
        return None
    if (
        lower == "quarter"
        and not re.match(
            r"\s(?:of\s(?!a\s|20|19)|the\s|more|less|as|higher|lower)", site.text[word.end() : word.end() + 12]
        )
        and hedge_before(site, start) is None
        and site.text[max(site.block, start - 3) : start] != "by "
    ):
        return None  # three months, more often than a share
    return _fraction_figure(site, share)


def _scaled(site: Site, share: Numeral) -> Numeral:
    """Reads "half a million", "quarter million", "a quarter of a billion", "half a dozen"."""
    match = re.compile(r"\s(?:a\s)?(?P<word>million|billion|trillion|thousand|hundred|dozen)\b", re.IGNORECASE).match(
        site.text, share.end, site.end
    )
    match = match or _OF_SCALE.match(site.text, share.end, site.end)
    if match is None:
        return share
    words = lexicon().words
    word = match["word"].lower()
    factor = Fraction(words.scales.get(word, words.groups.get(word, 1)))
    return replace(
        share,
        end=match.end(),
        value=share.value * factor,
        scale=factor,
        is_fraction=False,
        round_words=True,
        number=Span(share.start, match.end()),
    )


def _half(site: Site, share: Numeral) -> Mention | None:
    if _half_of_a_time().search(site.before[-12:]) and not _OF_THESE.match(site.text, share.end, site.end):
        return None  # of a match or a year, not of a number
    hedge = hedge_before(site, share.start)
    if (
        hedge is None
        and not _behind_a_half().match(site.text[share.end : share.end + 16])
        and not _before_a_bare_half().search(site.before)
    ):
        return None
    if site.text[share.end : share.end + 1] == "-":
        return None
    return _fraction_figure(site, share)


def _fraction_figure(site: Site, share: Numeral) -> Mention | None:
    """The mention of a share, or of a number of things where a scale or a unit follows."""
    if share.is_fraction:
        of = _OF_SCALE.match(site.text, share.end, site.end)
        if of is not None:
            share = replace(_scaled(site, share), in_words=True)
        elif (scale := scale_pattern().match(site.text, share.end, site.end)) is not None:
            factor = Fraction(lexicon().words.scales.get(scale["word"].lower(), 12))
            share = replace(
                share, end=scale.end(), value=share.value * factor, scale=factor, is_fraction=False, round_words=True
            )
    if not share.is_fraction:
        noun = counted_noun(site, share.end)
        unit_found = (
            unit_at(site.text, share.end + 1) if share.end + 1 < site.end and site.text[share.end] == " " else None
        )
        return _words_figure(site, share, noun, unit_found)
    hedge = hedge_before(site, share.start) or hedge_after(site, share.end)
    quantity = quantity_of(share, Unit("share", "ratio", Fraction(1)), hedge, is_count=False)
    noun = whole_noun(site, share.end)
    return site.mention(
        "fraction",
        share.start,
        share.end,
        Kind.SHARE,
        quantity,
        number=share.number,
        hedge_span=None if hedge is None else hedge.span,
        noun_span=None if noun is None else noun.span,
    )


def _words_figure(site: Site, share: Numeral, noun: Noun | None, found: tuple[Unit, int] | None) -> Mention | None:
    unit, stop, span = None, share.end, None
    if found is not None and found[1] - share.end > 3:
        unit, stop, span, noun = found[0], found[1], Span(share.end + 1, found[1]), None
    elif noun is not None:
        unit = Unit(noun.text, "count")
    hedge = hedge_before(site, share.start) or hedge_after(site, stop)
    quantity = quantity_of(share, unit, hedge, is_count=span is None)
    kind = Kind.LEVEL if span is not None else Kind.COUNT
    return site.mention(
        "fraction of a scale", share.start, stop, kind, quantity, number=share.number, unit_span=span,
        hedge_span=None if hedge is None else hedge.span, noun_span=None if noun is None else noun.span,
    )  # fmt: skip


def one_in(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "one in twenty", "4 out of 10", "2 in every 5"."""
    first = site_number(site)
    match = None if first is None else _IN.match(site.text, _behind_noun(site, first), site.end)
    if first is None or match is None or first.is_vague or not first.is_whole or first.scale != 1:
        return None
    second = amount_from(site, match.end())
    if (
        second is None
        or second.unit is not None
        or second.numeral.is_vague
        or not second.numeral.is_whole
        or not 0 < first.value < second.value
    ):
        return None
    if not _is_odds(match.group().lower(), first, second.numeral):
        return None
    value = first.value / second.value
    whole = Numeral(
        first.start, second.end, value, None, number=Span(first.start, second.end), in_words=True, is_fraction=True
    )
    between = _ONE_NOUN.match(site.text, first.end, site.end) if first.in_words else None
    noun = counted_noun(site, second.end) if between is None else singular_noun(site, first.end)
    hedge = hedge_before(site, first.start) or hedge_after(site, second.end)
    quantity = quantity_of(whole, Unit("share", "ratio", Fraction(1)), hedge, is_count=False)
    return site.mention(
        "one in", first.start, second.end, Kind.SHARE, quantity, number=whole.number,
        hedge_span=None if hedge is None else hedge.span, noun_span=None if noun is None else noun.span,
    )  # fmt: skip


def _behind_noun(site: Site, first: Numeral) -> int:
    """Where "in" may follow: behind the number or behind one noun, "one child in six"."""
    if not first.in_words:
        return first.end
    noun = _ONE_NOUN.match(site.text, first.end, site.end)
    return first.end if noun is None else noun.end()


def _is_odds(word: str, first: Numeral, second: Numeral) -> bool:
    if "out" in word or "every" in word or "each" in word:
        return True
    if word.strip() == "of":
        return False
    if not first.in_words and first.value > 10:
        return False
    if second.value in (10, 100, 1000) or (first.value == 1 and not 1500 <= second.value <= 2100):
        return True
    round_number = second.value in (2, 3, 4, 5, 6, 7, 8, 9) or second.value % 10 == 0 or second.value in (12, 25, 15)
    return round_number and not 1500 <= second.value <= 2100 and (first.in_words == second.in_words or first.value == 1)


def in_every_pound(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "41p in every pound": a share of the money."""
    if not _IN_EVERY.search(site.window_after(site.start, 32)):
        return None
    amount = site_amount(site)
    match = None if amount is None or amount.unit is None else _EVERY.match(site.text, amount.end, site.end)
    if amount is None or match is None or amount.unit is None or not amount.is_money:
        return None
    factor = amount.unit.factor or Fraction(1)
    if amount.unit.name.lower() in ("penny", "pence", "cent", "us cent", "gbp pence") or factor == 1:
        factor = (
            Fraction(1, 100)
            if amount.unit_span is not None and amount.unit_span.start >= amount.numeral.end
            else Fraction(1)
        )
    quantum = None if amount.numeral.quantum is None else amount.numeral.quantum * factor
    share = replace(amount.numeral, value=amount.value * factor, quantum=quantum)
    hedge = hedge_before(site, amount.start)
    quantity = quantity_of(share, Unit("share", "ratio", Fraction(1)), hedge, is_count=False)
    return site.mention(
        "in every pound",
        amount.start,
        match.end(),
        Kind.SHARE,
        quantity,
        number=share.number,
        hedge_span=None if hedge is None else hedge.span,
    )


def colon_ratio(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "1:4"."""
    first, second = int(match["a"]), int(match["b"])
    if not first or not second or (len(match["b"]) == 2 and second < 60 and first < 25 and first != 1):
        return None
    value = Fraction(first, second)
    ends = (Fraction(first), Fraction(second))
    quantity = Quantity(value, Interval.point(value), None, Unit("ratio", "ratio", Fraction(1)), ends=ends)
    return site.mention("ratio", match.start(), match.end(), Kind.RATIO, quantity, number=Span(*match.span()))
