"""Rules of plain figures: counts, money, percentages, measures, durations, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.adjoining import FROM, amount_from, kind_of, to_behind
from factcheck.languages.en.amounts import Amount, percent_unit
from factcheck.languages.en.borrowing import borrowed_unit
from factcheck.languages.en.hedges import Hedge, hedge_after, hedge_around, hedge_before, quantity_of
from factcheck.languages.en.lexicon import lexicon, trigger_classes
from factcheck.languages.en.nouns import Noun, counted_noun, singular_noun, whole_noun
from factcheck.languages.en.overs import true_hedge
from factcheck.languages.en.plain import site_amount
from factcheck.languages.en.plain_figures import plain_figure
from factcheck.languages.en.ranges import range_figure, shared
from factcheck.languages.en.rates import rated
from factcheck.languages.en.rests import with_rest
from factcheck.languages.en.settled import MAY_JOIN, MAY_MULTIPLY, class_behind
from factcheck.model import Kind, Mention, Modifier, Span, Unit
from factcheck.numerals import ONE
from factcheck.patterns import lazy
from factcheck.units import unit_at, unit_for_noun

_TIMES = lazy(r"\s{1,2}times\b|\s?×(?!\s?\d)|x\b(?!\s?\d)|[-\s]?fold\b", re.IGNORECASE)
_TIMES_WORDS = frozenset({"times", "x", "fold"})
_JOINING = MAY_MULTIPLY | MAY_JOIN
_CLOSING = frozenset(".,;:)")
_ALONE = questions.TIMES | questions.JOINED
_PERCENT_BEFORE = lazy(r"\d\s?(?:%|per\s?cent)")
_INDEX = lazy(
    r"\b(?:index|FTSE|Dow|S&P|Nasdaq|DAX|CAC|Nikkei|shares?|stocks?|league|score[ds]?|game|match|win|wins|margin)\b",
    re.IGNORECASE,
)
_TO_LATER = lazy(r"\s(?:in|at|on|last|a|the|this)\s[^.;:()]{1,36}?(?:\.\d\w{1,4}[^.;:()]{1,24}?)?\sto\s(?=[\d$£€¥])")
_OF_MANY = lazy(
    r"\sof\s(?:(?:the|its|his|her|their|our|all|those|these)\s)?+(?:[A-Za-z]{2,20}+['’]s?\s)?+(?=\S)", re.IGNORECASE
)
_OF = lazy(r"\s{1,2}of\s", re.IGNORECASE)
_COMPARED = lazy(r"\s(?:more|fewer|less)\b", re.IGNORECASE)
_ONE_OF = lazy(r"one\s+of\b", re.IGNORECASE)
_ONE_BEFORE = lazy(
    r"\b(?:the|this|that|which|every|any|each|no|another|some|every|next|last|good|bad|big|new|old|a|an|day|square|number)[\s-]\Z",
    re.IGNORECASE,
)
_REFLEX = lazy(
    r"[-\s](?:another|day\b|thing|way|off\b|time\b|sided|self|by\s+one|at\s+a\s+time|and\s+(?:only|all)|on\s+one|wonder|can\b|might\b|should\b|must\b|is\b|was\b|has\b|who\b|that\b|which\b|in\b(?!\s+\w+)|could\b|would\b|does\b|to\b)"
)


def figure(site: Site, _match: re.Match[str]) -> Mention | None:
    """A number with its currency or unit, or the counted noun behind it; a range is one mention with two ends."""
    amount = site_amount(site)
    if amount is not None and site.is_plain:
        rule = _level_from(site, amount)
        return (None if rule else plain_figure(site, amount)) or figure_mention(site, amount, rule)
    if amount is None or (amount.numeral.is_fraction and amount.numeral.in_words):
        return None
    if amount.numeral.in_words and amount.is_bare and site.lowered.startswith("one", site.start) and amount.value == 1:
        return _one_to(site, amount) or _one(site, amount)
    if _stands_alone(site, amount):
        return figure_mention(site, amount, _level_from(site, amount))
    times = times_figure(site, amount)
    if times is not None:
        return times
    amount = with_rest(site, amount, amount_from)
    return range_figure(site, amount) or figure_mention(site, shared(site, amount), _level_from(site, amount))


def _stands_alone(site: Site, amount: Amount) -> bool:
    """Whether nothing behind an amount can make a range, a pair, a multiple or one sum of it and another number."""
    end = amount.end
    if end == site.run_end and amount.unit is None:
        return site.settled & _ALONE == _ALONE
    close = site.text[end : min(end + 2, site.end)]
    if not close or (close[0] in _CLOSING and not close[-1].isalnum()):
        return True
    if close[0] != " " or not close[-1].isalpha():
        return False
    word = site.word_behind(end)
    return bool(word) and not class_behind(word) & _JOINING and word not in trigger_classes()


def _level_from(site: Site, amount: Amount) -> str:
    """The rule's name for the first of two levels that stand as "from A to B", "from A in May to B"; "" for others."""
    if site.word_behind(amount.end) not in lexicon().nouns["behind_a_first_level"]:
        return ""
    if not FROM.search(site.window_before(amount.start)[-28:]):
        return ""
    connector = to_behind(site, amount.end) or _TO_LATER.match(site.text, amount.end, site.end)
    second = None if connector is None else amount_from(site, connector.end())
    if second is None or (amount.unit is not None and second.unit is not None and amount.unit != second.unit):
        return ""
    return "level from"


def _one_to(site: Site, amount: Amount) -> Mention | None:
    """Reads "one to three days", "between one and two thousand": the low end of a range."""
    return range_figure(site, amount) if site.last_word == "between" or to_behind(site, amount.end) else None


def _one(site: Site, amount: Amount) -> Mention | None:
    """Reads "one" counts before a noun or behind a hedge; "one of", "no one", "one another" do not."""
    if (of := _ONE_OF.match(site.text, site.start, site.end)) is not None:
        if amount_from(site, of.end() + 1) is not None:
            return None  # "one of four regions": the four is the figure
        noun = whole_noun(site, amount.end)
        return site.mention(
            "one of",
            site.start,
            amount.end,
            Kind.COUNT,
            reason="idiom",
            number=amount.numeral.number,
            noun_span=None if noun is None else noun.span,
        )
    hedge = hedge_before(site, amount.start)
    if hedge is not None and hedge.kind.name != "exact":
        return figure_mention(site, amount)
    if _ONE_BEFORE.search(site.before) or _REFLEX.match(site.text, amount.end, site.end):
        return None
    if _COMPARED.match(site.text, amount.end, site.end):
        return figure_mention(site, amount)
    times = times_figure(site, amount)
    if times is not None:
        return times
    noun = singular_noun(site, amount.end)
    return None if noun is None else figure_mention(site, replace(amount, noun=noun))


def times_figure(site: Site, amount: Amount) -> Mention | None:
    """Reads "three times as many", "280×", "5-fold" are ratios; "awarded 106 times" counts."""
    if amount.unit is not None or (
        site.word_behind(amount.end) not in _TIMES_WORDS and "×" not in site.text[amount.end : amount.end + 2]
    ):
        return None
    match = _TIMES.match(site.text, amount.end, site.end)
    if match is None:
        return None
    written = match.group().strip().lower()
    after = re.match(r"[\s(]*([A-Za-z]+)", site.window_after(match.end(), 24))
    follower = "" if after is None else after.group(1).lower()
    hedge = hedge_before(site, amount.start) or hedge_after(site, match.end())
    is_ratio = written != "times" or follower in lexicon().nouns["ratio_followers"] or not amount.numeral.is_whole
    unit, kind = Unit("times", "ratio", Fraction(1)), Kind.RATIO
    if not is_ratio:
        counted, kind = rated(site, Unit("times", "count"), Kind.COUNT, match.end())
        unit = counted or unit
    hedge = true_hedge(site, hedge, amount.numeral, unit)
    quantity = quantity_of(amount.numeral, unit, hedge, is_count=not is_ratio)
    return site.mention(
        "times" if is_ratio else "times counted",
        amount.start,
        match.end(),
        kind,
        quantity,
        number=amount.numeral.number,
        scale_span=amount.numeral.scale_span,
        unit_span=Span(match.end() - len(match.group().lstrip(" -")), match.end()),
        hedge_span=None if hedge is None else hedge.span,
    )


def figure_mention(site: Site, amount: Amount, rule: str = "") -> Mention | None:
    """The mention of one amount: with its hedge, counted noun and rate."""
    amount, noun = _of_things(site, amount), amount.noun
    after = hedge_after(site, amount.end)
    if amount.unit is None and noun is None:
        noun = counted_noun(site, _behind_of(site, amount) if after is None else after.span.end)
        noun = noun or _noun_of_the_whole(site, amount) or _noun_behind_a_measure(site, amount)
    amount, noun = _points_of_a_rate(site, amount, noun)
    unit = amount.unit or (None if noun is None else unit_for_noun(noun.text))
    is_duration = unit is not None and unit.dimension == "time"
    stop = amount.rate_end or (amount.end if noun is None else noun.span.end)
    hedge = hedge_around(site, amount.start, (amount.end, stop), is_duration=is_duration)
    hedge = true_hedge(site, hedge, amount.numeral, unit)
    if unit is None and (unit := borrowed_unit(site, amount.numeral, hedge)) is not None and unit.dimension != "count":
        amount = replace(amount, unit=unit)
    kind = kind_of(amount, noun)
    if not amount.rate:
        unit, kind = rated(site, unit, kind, amount.end if noun is None else noun.span.end)
    is_count = amount.unit is None
    is_age = amount.unit is None and hedge is not None and hedge.text.lower() in ("or older", "or younger")
    kind = Kind.AGE if is_age else kind
    quantity = quantity_of(amount.numeral, unit, hedge, is_count=is_count)
    quantity = replace(quantity, ambiguous_scale=True) if amount.borrows_scale else quantity
    return site.mention(
        rule or _rule_name(amount, noun),
        amount.start,
        amount.end,
        kind,
        quantity,
        reason="age" if is_age else _threshold(site, hedge, kind),
        number=amount.numeral.number,
        scale_span=amount.numeral.scale_span,
        unit_span=amount.unit_span,
        hedge_span=None if hedge is None else hedge.span,
        noun_span=None if noun is None else noun.span,
    )


def _noun_of_the_whole(site: Site, amount: Amount) -> Noun | None:
    """The noun of "46 of the 54 member states", "24 of the council's 60 seats": some of what a larger number counts."""
    if site.word_behind(amount.end) != "of" or amount.numeral.is_vague:
        return None
    of = _OF_MANY.match(site.text, amount.end, site.end)
    whole = None if of is None else amount_from(site, of.end())
    if whole is None or whole.unit is not None or whole.numeral.is_vague or whole.value <= amount.value:
        return None
    noun = counted_noun(site, whole.end)
    return noun if noun is not None and noun.is_plural else None


def _noun_behind_a_measure(site: Site, amount: Amount) -> Noun | None:
    """The noun of "40 25 kg bags", "3.2 million 330ml cans": a measure stands between the number and what it counts."""
    if not site.text[amount.end + 1 : amount.end + 2].isdigit() or site.text[amount.end] != " ":
        return None
    measure = amount_from(site, amount.end + 1)
    if measure is None or measure.unit is None or measure.is_money or measure.rate:
        return None
    noun = counted_noun(site, measure.end)
    return noun if noun is not None and noun.is_plural else None


def _points_of_a_rate(site: Site, amount: Amount, noun: Noun | None) -> tuple[Amount, Noun | None]:
    """Reads "58.3%, nearly 10 points above": behind a percentage, points are percentage points."""
    if noun is None or noun.text not in ("points", "point") or abs(amount.value) > 60:
        return amount, noun
    before = site.window_before(amount.start)
    if not _PERCENT_BEFORE.search(before) or _INDEX.search(before):
        return amount, noun
    return replace(amount, end=noun.span.end, unit=percent_unit(points=True), unit_span=noun.span), None


def _behind_of(site: Site, amount: Amount) -> int:
    """Where the counted noun starts: behind "of" for "dozens of" and "tens of thousands of"."""
    numeral = amount.numeral
    if numeral.scale is ONE and numeral.low is None:
        return amount.end
    if not (numeral.is_vague or numeral.scale != 1):
        return amount.end
    of = _OF.match(site.text, amount.end, site.end) if site.word_behind(amount.end) == "of" else None
    return amount.end if of is None else of.end() - 1


def _of_things(site: Site, amount: Amount) -> Amount:
    """The amount with the unit behind "of": "hundreds of miles"."""
    start = _behind_of(site, amount)
    if amount.unit is not None or start == amount.end:
        return amount
    found = unit_at(site.text, start + 1)
    return amount if found is None or found[1] - start < 4 else replace(amount, unit=found[0])


def _rule_name(amount: Amount, noun: Noun | None) -> str:
    if amount.is_money:
        return "money"
    if amount.unit is None:
        if amount.numeral.is_vague:
            return "vague count"
        return "counted noun" if noun is not None else "number"
    if amount.unit.dimension in ("percent", "percentage_points"):
        return "percentage"
    return "duration" if amount.unit.dimension == "time" else "measure"


def _threshold(site: Site, hedge: Hedge | None, kind: Kind) -> str:
    """Reads "27 weeks or more", "waiting over 52 weeks": a duration that defines a group is not a claim."""
    if hedge is None or kind is not Kind.DURATION:
        return ""
    if hedge.kind.modifier in (Modifier.AT_LEAST, Modifier.AT_MOST) and hedge.text.lower().startswith(("or ", "and ")):
        return "threshold"
    words = site.window_before(hedge.span.start).lower().split()
    waits = words and words[-1].strip(".,;:") in lexicon().hedge_data["waiting_verbs"]
    return "threshold" if waits and hedge.kind.modifier in (Modifier.MORE_THAN, Modifier.LESS_THAN) else ""
