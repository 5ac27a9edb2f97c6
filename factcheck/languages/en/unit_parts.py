"""Rules of parts of a unit in words: "half an hour", "a quarter of an inch", "three quarters of a mile"."""

from __future__ import annotations

from dataclasses import replace

from factcheck.grammar import Site
from factcheck.languages.en.amounts import percent_unit
from factcheck.languages.en.hedges import hedge_before, quantity_of
from factcheck.model import Kind, Mention, Span, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy
from factcheck.units import unit_at

_JOIN = lazy(r"(?:\s|-)(?:of\s)?(?P<article>an?\s)?")
_POINT = lazy(r"(?:\s|-)(?:a\s|of\sa\s)?(?P<unit>(?:percentage[\s-])?point)\b")
_NO_PARTS = frozenset({"currency", "count", "ratio", "rank"})
_SHORTEST = 3  # "half a in" is nobody's inch


def part_of_a_unit(site: Site, share: Numeral, *, is_plain: bool = True) -> Mention | None:
    """The figure of a fraction in words with a unit behind it; None where no unit stands there.

    Without an article before it a "quarter" may be three months, and only points follow it plainly.
    """
    point = _POINT.match(site.lowered, share.end, site.end)
    if point is not None:
        unit = percent_unit(points=True)
        return _figure(site, replace(share, in_words=False), unit, Span(*point.span("unit")), "part of a point")
    if not is_plain:
        return None
    join = _JOIN.match(site.lowered, share.end, site.end)
    if join is None or ("of" in join.group() and join["article"] is None):
        return None
    found = unit_at(site.text, join.end())
    if found is None or found[1] > site.end or found[1] - join.end() < _SHORTEST:
        return None
    unit, stop = found
    word = site.lowered[join.end() : stop]
    if unit.dimension.split("/")[0] in _NO_PARTS or not word[0].isalpha() or word.endswith("s"):
        return None
    return _figure(site, share, unit, Span(join.end(), stop), "part of a unit")


def _figure(site: Site, share: Numeral, unit: Unit, span: Span, rule: str) -> Mention | None:
    is_time = unit.dimension == "time"
    hedge = hedge_before(site, share.start)
    quantity = quantity_of(replace(share, end=span.end), unit, hedge, is_count=False)
    return site.mention(
        rule,
        share.start,
        span.end,
        Kind.DURATION if is_time else Kind.LEVEL,
        quantity,
        reason="duration" if is_time else "",
        number=share.number,
        unit_span=span,
        hedge_span=None if hedge is None else hedge.span,
    )
