"""Derived facts of two measures of one thing: an average, a rate, a margin ("CHF 8.51 a journey", "16.2% of sales")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.frozen import record
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, Evidence, UnitFit, dimension, unit_fit
from factcheck.linking.lines import Dated, Line
from factcheck.model import Claim, Fact, Kind, Quantity

KINDS = frozenset({Kind.AVERAGE, Kind.RATE, Kind.SHARE, Kind.RATIO})
LEAST_WORDS = 0.5  # both measures must be spoken of
MOST_MEASURES = 5


@record
class Top:
    """The likeliest facts of one series for a claim: single cells first, then sums."""

    line: Line
    dated: tuple[Dated, ...]
    evidence: Evidence


def may_divide(claim: Claim, quantity: Quantity) -> bool:
    """Whether the claim is of a kind that one measure over another can make."""
    return claim.kind in KINDS or dimension(quantity.unit) == "percent"


def quotients(claim: Claim, quantity: Quantity, tops: Sequence[Top]) -> Iterator[tuple[Line, Dated, Evidence]]:
    """Give one measure over another, of the same table, entity and time, where the claim is of a kind that divides."""
    if not may_divide(claim, quantity):
        return
    likely = sorted((top for top in tops if top.evidence.measure >= LEAST_WORDS), key=lambda top: -top.evidence.measure)
    for upper in likely[:MOST_MEASURES]:
        for lower in likely[:MOST_MEASURES]:
            if upper is lower or upper.line.series.table is not lower.line.series.table:
                continue
            if _divides(quantity, upper.line, lower.line):
                yield from _pairs(quantity, upper, lower)


def _divides(quantity: Quantity, upper: Line, lower: Line) -> bool:
    """Whether a quotient of the two measures could be in the claim's unit."""
    unit, above, below = dimension(quantity.unit), dimension(upper.series.unit), dimension(lower.series.unit)
    if unit in ("percent", "ratio"):
        return above == below or (above in PLAIN and below in PLAIN)
    if below not in PLAIN:
        return False
    if above in PLAIN:
        return unit in PLAIN or unit.startswith("count/")
    return unit_fit(quantity.unit, upper.series.unit) is UnitFit.SAME


def _pairs(quantity: Quantity, upper: Top, lower: Top) -> Iterator[tuple[Line, Dated, Evidence]]:
    for above in upper.dated:
        for below in lower.dated:
            if not _together(above.fact, below.fact):
                continue
            made = _divided(quantity, above.fact, below.fact)
            if made is not None:
                weaker = upper.evidence if upper.evidence.measure <= lower.evidence.measure else lower.evidence
                reason = f"{upper.line.series.measure} over {lower.line.series.measure}"
                yield upper.line, Dated(made, min(above.score, below.score), False, reason), weaker
                break


def _together(a: Fact, b: Fact) -> bool:
    return a.entity == b.entity and a.period == b.period and bool(a.derivation) == bool(b.derivation)


def _divided(quantity: Quantity, above: Fact, below: Fact) -> Fact | None:
    if dimension(quantity.unit) in ("percent", "ratio"):
        return derived.share(above, below)
    made = derived.ratio(above, below, Kind.AVERAGE)
    return None if made is None else replace(made, unit=quantity.unit if dimension(above.unit) in PLAIN else above.unit)
