"""Two amounts that belong together: a range with two ends, or a unit that the second lends to the first."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.adjoining import FROM, TO_WORDS, amount_from, dash_behind, to_behind
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.elliptic import as_money, elliptic, with_hundreds
from factcheck.languages.en.hedges import hedge_after, hedge_before
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.two_ends import of_two_ends, unit_behind
from factcheck.model import Interval, Mention
from factcheck.patterns import lazy

_AND = lazy(r"\s{1,2}and\s{1,2}", re.IGNORECASE)
_SHARING = lazy(r"(?:-?\s{1,2}(?:or|and)\s{1,2}|\s?/\s?)", re.IGNORECASE)
# A level this many times its change is no other end of a range; where the two say no unit, a smaller one is none.
_STEP = 8
_BARE_STEP = 2
_ENDS = frozenset({"", ",", ".", ";", ":", ")"})
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|roughly\s+)?\Z", re.IGNORECASE)
_IN_A_YEAR = re.compile(
    r"\b(?:(?:in|since|during|on)(?:\s+(?-i:[A-Z])[a-z]{2,8}\.?)?|(?:between|from)\s+\d{4}\s+(?:and|to))\s+\Z",
    re.IGNORECASE,
)
_SHARING_WORDS = frozenset({"or", "and"})
_IN = re.compile(r"\d[^.;]{0,24}\b(?:in|during)\s\Z")  # a figure, and then its time
_OF_THE = lazy(r"\sof\s(?:the|its|his|her|their|our)\s", re.IGNORECASE)


def range_figure(site: Site, first: Amount) -> Mention | None:
    """Reads "between 5 and 7", "$5m to $7m", "20-30 km": one mention with two ends; None for pairs of levels."""
    if first.numeral.is_vague:
        return None
    before = site.window_before(first.start)
    if _is_date(site, first, before):
        return None
    connector, is_between = to_behind(site, first.end), False
    if site.word_behind(first.end) == "and":
        is_between = _BETWEEN.search(before[-28:]) is not None
        connector = _AND.match(site.text, first.end, site.end) if is_between else None
    elif connector is not None and not _BETWEEN.search(before[-28:]) and _is_change(first, before):
        return None
    if connector is None and not first.numeral.in_words:
        connector = dash_behind(site, first.end)
        if connector is not None and _BETWEEN.search(before[-28:]):
            return None
    second = None if connector is None else amount_from(site, connector.end())
    second = None if second is None else as_money(site, first, second)
    if second is None or connector is None or second.numeral.is_vague or not _pairs(first, second):
        return None
    if _are_years(site, first, second) or _is_when(site, first, before) or _is_step(site, first, second, before):
        return None
    first = elliptic(with_hundreds(site, first, second), second)
    if second.unit is None and first.unit is not None:
        second = replace(second, unit=first.unit, is_money=first.is_money)
    falls = is_between and first.value > second.value  # "between 12 and -5"
    return _range_mention(site, first, second) if first.value < second.value or falls else None


def _is_step(site: Site, first: Amount, second: Amount, before: str) -> bool:
    """Whether "by A to B" tells a change and its level: "rises by $100,000 to $99 million", "rose 1 1/8 to 55"."""
    words = re.findall(r"[a-z]+", before.lower())[-1:]
    if not words or second.value < first.value * (_BARE_STEP if _are_bare(site, first, second) else _STEP):
        return False
    nouns = lexicon().nouns
    return words[0] in nouns["step_words"] or (words[0] in nouns["change_verbs"] and not first.numeral.is_whole)


def _are_bare(site: Site, first: Amount, second: Amount) -> bool:
    """Whether nothing is said of what two amounts count: "rose by 55 to 243, an increase of 29%"."""
    whole = first.numeral.is_whole and not first.numeral.in_words
    return whole and first.unit is None and second.unit is None and site.text[second.end : second.end + 1] in _ENDS


def _are_years(site: Site, first: Amount, second: Amount) -> bool:
    """Whether two bare numbers of four digits are years: "between 1901 and 2015"."""
    return _is_year(site, first) and _is_year(site, second)


def _is_year(site: Site, amount: Amount) -> bool:
    return amount.unit is None and site.text[amount.start : amount.end].isdecimal() and 1500 <= amount.value <= 2100


def _is_when(site: Site, first: Amount, before: str) -> bool:
    """Whether the first number is the year of what the second tells: "rose between 2014 and 2024 to 18,320"."""
    return _is_year(site, first) and _IN_A_YEAR.search(before[-28:]) is not None


def _is_date(site: Site, amount: Amount, before: str) -> bool:
    """Whether a bare number is the year of what stands before it: "from €1.2 million in 2021 to €1.9 million"."""
    is_year = amount.unit is None and site.text[amount.start : amount.end].isdecimal() and 1900 <= amount.value <= 2100
    return is_year and _IN.search(before) is not None


def _pairs(first: Amount, second: Amount) -> bool:
    """Whether two amounts can be the ends of one range: one of them has no unit, or both have the same dimension."""
    if first.unit is None and second.is_money and not first.numeral.is_whole:
        return True
    if first.unit is None or second.unit is None or (first.is_money and second.is_money):
        return first.unit is None or first.is_money
    return first.unit.dimension == second.unit.dimension


def _is_change(first: Amount, before: str) -> bool:
    """Whether "A to B" tells a change ("fell from 9 to 7", "rose 5% to 7%"), so that both are levels of their own."""
    words = re.findall(r"[a-z]+", before.lower())[-8:]
    nouns = lexicon().nouns
    if any(word in nouns["range_words"] for word in words[-3:]):
        return False
    if FROM.search(before) or (first.unit is not None and not first.is_elliptic and "by" in words[-1:]):
        return any(word in nouns["change_verbs"] for word in words)
    return first.unit is not None and bool(words) and words[-1] in nouns["change_verbs"]


def _range_mention(site: Site, first: Amount, second: Amount) -> Mention | None:
    unit, noun = unit_behind(site, second)
    is_duration = unit is not None and unit.dimension == "time"
    hedge = hedge_before(site, first.start, is_duration=is_duration) or hedge_after(site, second.end)
    ends = (min(first.value, second.value), max(first.value, second.value))
    interval = Interval(*ends)
    if hedge is not None and hedge.kind.both:
        low, high = hedge.kind.low or Fraction(1), hedge.kind.high or Fraction(1)
        low_end = ends[0] * (low if ends[0] > 0 else high)
        interval = Interval(low_end, ends[1] * (high if ends[1] > 0 else low))
    return of_two_ends(
        site,
        "range",
        first,
        second,
        ends=ends,
        interval=interval,
        unit=(unit, noun),
        hedge=("", None) if hedge is None else (hedge.text, hedge.span),
        ambiguous_scale=first.borrows_scale,
    )


def shared(site: Site, first: Amount) -> Amount:
    """The amount with the unit of the next one: "eight or nine euros", "from 17.8 to 16.1 weeks"."""
    if first.numeral.is_vague or (first.unit is not None and not first.is_money):
        return first
    if _is_date(site, first, site.window_before(first.start)):
        return first
    if first.unit is None and first.numeral.scale != 1 and site.word_behind(first.end) == "of":
        return _part_of_a_sum(site, first)
    connector = _sharing_behind(site, first.end)
    if connector is None and site.word_behind(first.end) in TO_WORDS:
        from_here = FROM.search(site.window_before(first.start)[-28:])
        connector = to_behind(site, first.end) if from_here else None
    second = None if connector is None else amount_from(site, connector.end())
    if (
        second is None
        or second.numeral.is_vague
        or (first.is_money and (second.unit is None or second.unit != first.unit))
    ):
        return first
    if second.numeral.scale != 1 and connector is not None and connector.group().strip() not in ("to", "or"):
        return first
    if first.unit is None and second.unit is None:
        return elliptic(first, second) if connector is not None and connector.group().strip() == "to" else first
    if (
        first.unit is None
        and second.is_money
        and second.unit_span is not None
        and second.unit_span.start <= second.start
    ):
        return first  # "4 and $5": the sign belongs to the second only
    return elliptic(first, second)


def _part_of_a_sum(site: Site, first: Amount) -> Amount:
    """The amount with the unit of the whole that it is a part of: "170 million of the 2.5 billion euros"."""
    of = _OF_THE.match(site.text, first.end, site.end)
    whole = None if of is None else amount_from(site, of.end())
    if whole is None or whole.unit is None or whole.numeral.scale == 1 or whole.value <= first.value:
        return first
    return replace(first, unit=whole.unit, is_money=whole.is_money)


def _sharing_behind(site: Site, position: int) -> re.Match[str] | None:
    """The "or", "and" or slash behind an amount that may share its unit with the next."""
    if site.word_behind(position) in _SHARING_WORDS or "/" in site.window_after(position, 2):
        return _SHARING.match(site.text, position, site.end)
    return None
