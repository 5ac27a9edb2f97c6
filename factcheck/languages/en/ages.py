"""Rules of ages: "26-year-old", "aged 5", "Oksana, 58,", "children under 3"."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.adjoining import amount_from
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.hedges import hedge_after, hedge_before, quantity_of
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import counted_noun
from factcheck.languages.en.numbers import site_number
from factcheck.languages.en.plain import site_amount
from factcheck.model import Interval, Kind, Mention, Modifier, Quantity, Span, Unit
from factcheck.patterns import lazy
from factcheck.units import find_unit

_OLD = lazy(
    r"[\s-]{0,3}(?P<unit>years?|months?|weeks?|days?|yrs?|y)(?:\s?-\s?|\s)?(?:olds?\b|o\b|/o\b|of\s(?:age)\b)|(?:\s?yo\b)",
    re.IGNORECASE,
)
_AGE_GROUP = re.compile(r"\s(?:age[\s-](?:groups?|brackets?|range|band)|group|cohort|demographic)\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged?|ages|age\sof|ages\sof|age\sis)\s(?:between\s|about\s|around\s|over\s|under\s|only\s|just\s|from\s|at\s)?\Z",
    re.IGNORECASE,
)
_GROUP = lazy(
    r"\b(?P<who>[a-z]+)\s(?:aged\s|who\sare\s)?(?:under|over|above|below|younger\sthan|older\sthan)\s(?:the\sage\sof\s)?\Z",
    re.IGNORECASE,
)
_TURNING = lazy(r"(?:\A|[.!?:;\"“”]\s?)turning\s\Z", re.IGNORECASE)
_IN_LIFE = lazy(r"\b(?:(?P<verb>[a-z]+)|an?\s(?:[a-z]+\s)?(?P<kin>[a-z]+))(?:\saged)?\sat\s\Z", re.IGNORECASE)
_LISTED = lazy(r",\s(?:and\s|or\s)?|\s(?:and|or)\s", re.IGNORECASE)
_OLDEST = 112
_YOUNGEST_AT = 13  # smaller numbers behind "at" are hours
_APPOSITION = lazy(r"(?:[A-Z][\w'’.-]*[a-z]['’]?)(?:\s(?:Jr|Sr)\.?)?,\s\Z")
_PERSON = lazy(
    r"\b(?:the|a|an|his|her|their|its|our|my|whose|[\w.]+['’]s?)\s(?:[a-z-]+\s){0,2}(?P<who>[a-z]+),\s\Z", re.IGNORECASE
)
_CLOSES = lazy(r"\s?(?:[,.;)]|\Z|\s(?:who|of|from|and)\b)")
_SOMEONE = lazy(
    r"\b(?:he|she|who|i)\s(?:is|was|turned|turns|turning|am)\s(?:(?:only|just|now|already|still)\s)?\Z", re.IGNORECASE
)
_ENDS_AGE = lazy(
    r"(?:[.;:!?)](?!\d)|,(?!\d)(?!\s\d)|\Z|\s(?:when|while|before|but|and(?!\s\d)|in\s(?:19|20)\d\d|that|last|next|this)\b)"
)
_TO = lazy(r"(?:-?\s(?:to|and|or)\s|\s?[-–]\s?)", re.IGNORECASE)


# A number in words, a range and its unit fit into the window; one of the marks stands in every age.
_WINDOW = 80
_MARKS = re.compile(r"old|age|yo|/o|group|cohort|demographic")


def _unit(word: str) -> Unit | None:
    return find_unit(word if len(word) > 2 else "years")


def _age(site: Site, amount: Amount, end: int, unit: str, rule: str) -> Mention | None:
    hedge = hedge_before(site, amount.start) or hedge_after(site, end)
    quantity = quantity_of(amount.numeral, _unit(unit), hedge, is_count=True)
    return site.mention(
        rule, amount.start, end, Kind.AGE, quantity, reason="age", number=amount.numeral.number,
        scale_span=amount.numeral.scale_span, hedge_span=None if hedge is None else hedge.span,
    )  # fmt: skip


def years_old(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "26-year-old", "29 years old", "eighteen months of age", "87 yo"."""
    if _MARKS.search(site.lowered, site.start, min(site.end, site.start + _WINDOW)) is None:
        return None
    amount = _number(site)
    match = None if amount is None else _OLD.match(site.text, amount.numeral.end, site.end)
    if amount is None:
        return None
    if match is None:
        return _old_range(site, amount)
    return _age(site, amount, match.end(), match["unit"] or "years", "years old")


def _number(site: Site) -> Amount | None:
    numeral = site_number(site)
    if numeral is None or numeral.is_vague:
        return None
    return Amount(numeral, numeral.start, numeral.end)


def _old_range(site: Site, first: Amount) -> Mention | None:
    """Reads "40-50 years old"."""
    connector = _TO.match(site.text, first.end, site.end)
    second = None if connector is None else amount_from(site, connector.end())
    match = (
        None
        if second is None
        else _OLD.match(site.text, second.numeral.end, site.end) or _AGE_GROUP.match(site.text, second.end, site.end)
    )
    if second is None or match is None or not first.value < second.value:
        return None
    end = second.end if match.re is _AGE_GROUP else match.end()
    return _age_range(site, first, second, end)


def _age_range(site: Site, first: Amount, second: Amount, end: int, rule: str = "age range") -> Mention | None:
    ends = (first.value, second.value)
    quantity = Quantity(None, Interval(*ends), Fraction(1), _unit("years"), Modifier.RANGE, ends=ends)
    return site.mention(
        rule, first.start, end, Kind.AGE, quantity, reason="age", number=Span(first.start, second.numeral.end)
    )


def aged(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "aged 5", "a man of age 87", "aged 18 to 34", "the age of 21"."""
    if site.last_word not in lexicon().before_an_age:
        return None
    if not _AGED.search(site.before[-32:]):
        return _in_life(site) if site.last_word == "at" else None
    amount = _number(site)
    if amount is None or not 0 <= amount.value <= 130:
        return None
    connector = _TO.match(site.text, amount.end, site.end)
    if connector is not None and connector.group().strip() in ("and", "or") and "between" not in site.before[-16:]:
        connector = None  # "aged 22 and 25": two persons
    second = None if connector is None else amount_from(site, connector.end())
    is_age = second is not None and (second.unit is None or second.unit.dimension == "time")
    if second is not None and is_age and amount.value < second.value <= 130:
        return _age_range(site, amount, second, second.end, "aged, range")
    return _age(site, amount, amount.end, "years", "aged")


def _in_life(site: Site) -> Mention | None:
    """Reads "died at 82,", "became a grandmother at 44.": what people do at an age, and a bare number."""
    event = _IN_LIFE.search(site.before[-40:])
    if event is None:
        return None
    data = lexicon().label_data
    if (event["verb"] or "").lower() not in data["verbs_of_life"] and (event["kin"] or "") not in data["kin"]:
        return None
    amount = _bare_age(site)
    return None if amount is None or amount.value < _YOUNGEST_AT else _age(site, amount, amount.end, "years", "aged")


def _bare_age(site: Site) -> Amount | None:
    """The number at a site, where it can be an age and nothing stands behind it that it counts or measures."""
    amount = _number(site)
    if amount is None or amount.numeral.scale != 1 or not 1 <= amount.value <= _OLDEST:
        return None
    return amount if _ENDS_AGE.match(site.text, amount.end, site.end) else None


def age_in_a_list(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads the others of "aged 22, 25 and 31"."""
    previous = site.previous
    if previous is None or previous.rule not in ("aged", "age in a list"):
        return None
    amount = _number(site)
    if amount is None or not 0 < amount.value <= _OLDEST or amount.numeral.scale != 1:
        return None
    if _LISTED.fullmatch(site.text, previous.end, site.start) is None or counted_noun(site, amount.end) is not None:
        return None
    return _age(site, amount, amount.end, "years", "age in a list")


def age_group(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "children under 3": who is meant, not how many."""
    group = _GROUP.search(site.before) if site.last_word in lexicon().before_a_limit else None
    if group is None or group["who"].lower() not in lexicon().label_data["age_groups"]:
        return None
    amount = site_amount(site)
    if amount is None or (amount.unit is not None and amount.unit.dimension != "time") or not 0 < amount.value <= 120:
        return None
    if re.match(r"(?:\s(?:thousand|million)|[,.]\d)", site.window_after(amount.end, 12)):
        return None
    return _age(site, amount, amount.end, "years", "age group")


def age_of_someone(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "their daughter, who was 10.", "when she turned 40,", "he is 35 and": a person and a bare number."""
    if _SOMEONE.search(site.before[-32:]) is None and not _opens_with_turning(site):
        return None
    amount = _bare_age(site)
    return None if amount is None else _age(site, amount, amount.end, "years", "age of someone")


def _opens_with_turning(site: Site) -> bool:
    """Whether a sentence begins with "Turning": "Turning 50 next month, she"."""
    return site.last_word == "turning" and _TURNING.search(site.before) is not None


def _is_person(before: str) -> bool:
    """Whether a text ends in one person by trade or kin: "their coach, ", "the boy's mother, "."""
    person = _PERSON.search(before)
    return person is not None and person["who"].lower() in lexicon().label_data["persons"]


def apposition(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Oksana, 58, who": an age between commas behind a name."""
    if (
        site.before[-2:] != ", "
        or not (_APPOSITION.search(site.before[-40:]) or _is_person(site.before[-60:]))
        or not _CLOSES.match(site.text, match.end(), site.end)
    ):
        return None
    number = int(match.group())
    if not 5 <= number <= 112 or re.match(r"\s?,\s?\d", site.window_after(match.end(), 6)):
        return None
    word = re.findall(r"[A-Za-z.]+", site.before)[-1].lower().strip(".")
    if word in lexicon().months or word in lexicon().calendar["weekdays"]:
        return None
    amount = _number(site)
    return (
        None
        if amount is None or amount.end != match.end()
        else _age(site, amount, amount.end, "years", "age after a name")
    )


APPOSITION_DIGITS = lazy(r"\d{1,3}(?![\d%]|[.,]\d)")
