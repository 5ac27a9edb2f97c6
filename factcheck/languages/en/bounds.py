"""Rules of two bounds that make one range: "over 15 and under 60", "at least five but no more than eight"."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.grammar import Site
from factcheck.languages.en import questions
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.elliptic import elliptic
from factcheck.languages.en.hedges import Hedge, hedge_before
from factcheck.languages.en.lexicon import trigger_pattern
from factcheck.languages.en.plain import site_amount
from factcheck.languages.en.reading_amounts import read_amount
from factcheck.languages.en.two_ends import of_two_ends, unit_behind
from factcheck.model import Interval, Mention, Modifier

_CONNECTOR = re.compile(r",?\s(?:and|but)\s(?=[a-z<≤])", re.IGNORECASE)
_LOWER = frozenset({Modifier.MORE_THAN, Modifier.AT_LEAST})
_UPPER = frozenset({Modifier.LESS_THAN, Modifier.AT_MOST})
_HEDGE_LENGTH = 32
_UNBOUNDED = questions.HEDGE | questions.CURRENCY  # no hedge stands before, and no currency that could have one before


def between_bounds(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "over 15 and under 60" as one range; the other way round the two stay apart."""
    if site.settled & _UNBOUNDED == _UNBOUNDED:
        return None
    first = site_amount(site)
    connector = None if first is None else _CONNECTOR.match(site.text, first.end, site.end)
    if first is None or connector is None or first.numeral.is_vague or first.rate:
        return None
    low = hedge_before(site, first.start)
    if low is None or low.kind.modifier not in _LOWER:
        return None
    second = _second(site, connector.end())
    if second is None or not _fits(first, second[0]):
        return None
    return _range(site, elliptic(first, second[0]), low, *second)


def _second(site: Site, position: int) -> tuple[Amount, Hedge] | None:
    """The amount behind the connector, with the upper bound that stands between them and nothing else."""
    trigger = trigger_pattern().search(site.lowered, position, min(site.end, position + _HEDGE_LENGTH))
    amount = None if trigger is None else read_amount(site, trigger.start(), position)
    hedge = None if amount is None or amount.numeral.is_vague else hedge_before(site, amount.start)
    if amount is None or hedge is None or hedge.kind.modifier not in _UPPER or hedge.span.start != position:
        return None
    return amount, hedge


def _fits(first: Amount, second: Amount) -> bool:
    if first.unit is not None and second.unit is not None and first.unit.dimension != second.unit.dimension:
        return False
    return elliptic(first, second).value < second.value


def _range(site: Site, first: Amount, low: Hedge, second: Amount, high: Hedge) -> Mention | None:
    second = second if second.unit is not None else replace(second, unit=first.unit)
    interval = Interval(
        first.value, second.value, low.kind.modifier is Modifier.MORE_THAN, high.kind.modifier is Modifier.LESS_THAN
    )
    return of_two_ends(
        site,
        "between bounds",
        first,
        second,
        ends=(first.value, second.value),
        interval=interval,
        unit=unit_behind(site, second),
        hedge=(f"{low.text} {high.text}", low.span),
    )
