"""Derived facts across lines: differences, ratios, shares, sums and ranks of several entities at one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.ledger import additive
from factcheck.linking.lines import Dated, Line, same_period
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Fact, Kind, Period, Quantity

MOST_PARTS = 6
MOST_RANKED = 2000


def differences(
    quantity: Quantity, line: Line, lines: Sequence[Line], now: Sequence[Dated], scene: Scene
) -> Iterator[Dated]:
    """Give "17 more than Saturn": the first line's value less another's, when the sentence names both."""
    claimed, held = dimension(quantity.unit), dimension(line.series.unit)
    if line is not lines[0] or not (claimed == held or (claimed in PLAIN and held in PLAIN) or not held):
        return
    for dated in now[:1]:
        for other, fact in _others(dated.fact, lines):
            made = derived.difference(fact, dated.fact, Kind.DIFFERENCE)
            score = min(dated.score, scene.weights.period["stated"])
            yield Dated(made, score, dated.settled and other.stated, f"{dated.reason}; against {other.label}")


def ratios(line: Line, lines: Sequence[Line], now: Sequence[Dated]) -> Iterator[Dated]:
    """Give "11 times the width of Earth": the larger of two lines' values over the smaller."""
    if line is not lines[0]:
        return
    for dated in now[:1]:
        for other, fact in _others(dated.fact, lines):
            large, small = (dated.fact, fact) if dated.fact.value >= fact.value else (fact, dated.fact)
            made = derived.ratio(large, small)
            if made is not None:
                yield Dated(made, dated.score, dated.settled and other.stated, f"{dated.reason}; against {other.label}")


def shares(line: Line, lines: Sequence[Line], now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give the line's share of the total, and of any other line that the text names."""
    if not additive(line.series.unit, line.series.measure):
        return
    for dated in now[:2]:
        whole = scene.ledger.whole_at(line.series, dated.fact.period)
        if whole is not None and whole.value != dated.fact.value:
            made = derived.share(dated.fact, whole)
            if made is not None:
                yield Dated(made, dated.score, dated.settled, f"{dated.reason}; share of {whole.entity}")
        for other, fact in _others(dated.fact, lines):
            made = derived.share(dated.fact, fact) if fact.value > dated.fact.value else None
            if made is not None:
                yield Dated(
                    made, dated.score, dated.settled and other.stated, f"{dated.reason}; share of {other.label}"
                )


def sums(claim: Claim, line: Line, lines: Sequence[Line], now: Sequence[Dated]) -> Iterator[Dated]:
    """Give the sum over a stated time longer than the rows' own, and of several named entities where the text adds."""
    if not additive(line.series.unit, line.series.measure):
        return
    if claim.period is not None and not any(dated.settled for dated in now):
        whole = sum_over(line, claim.period)
        if whole is not None:
            yield Dated(whole, 1.0 if claim.period_stated else 0.85, True, f"sum over {claim.period.label}")
    if claim.kind is Kind.TOTAL and line is lines[0] and now:
        facts = [now[0].fact]
        for other, fact in _others(now[0].fact, lines):
            facts.append(fact)
            label = " and ".join(part.entity for part in facts)
            settled = now[0].settled and len(facts) == len({part.label for part in lines})
            yield Dated(derived.total(facts, label), now[0].score, settled, f"added up with {other.label}")


def per_day(quantity: Quantity, now: Sequence[Dated]) -> Iterator[Dated]:
    """Give "6,500 a day": the value over the days of its period."""
    if quantity.unit is None or not quantity.unit.dimension.endswith("/time"):
        return
    for dated in now[:1]:
        made = derived.per_day(dated.fact, quantity.unit)
        if made is not None:
            yield Dated(made, dated.score, False, f"{dated.reason}; over its days")


def sum_over(line: Line, period: Period) -> Fact | None:
    """Add the facts of a line that tile a longer period without a gap, or give None."""
    inside = [fact for fact in line.facts if fact.period is not None and period.contains(fact.period)]
    if len(inside) < 2:
        return None
    at = period.start
    for fact in inside:
        if fact.period is None or fact.period.start != at:
            return None
        at = fact.period.end.fromordinal(fact.period.end.toordinal() + 1)
    return derived.total(inside, f"{len(inside)} periods of {period.label}") if at > period.end else None


def ranks(claim: Claim, line: Line, now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give the place of the line's entity among all of its series at that time."""
    text = scene.context.document.text[claim.mention.start : claim.mention.end + 20].lower()
    lowest = any(word in text for word in word_set("linking", "lowest_first"))
    for dated in now[:1]:
        if line.series.kind == "rank":
            yield dated
            continue
        others = scene.ledger.members_at(line.series, dated.fact.period)
        if 2 <= len(others) <= MOST_RANKED:
            made = derived.rank(dated.fact, others, lowest)
            yield Dated(made, dated.score, dated.settled, f"{dated.reason}; among {len(others)}")


def _others(fact: Fact, lines: Sequence[Line]) -> Iterator[tuple[Line, Fact]]:
    """The facts of the other lines at the same time as a fact."""
    for other in lines[1:MOST_PARTS]:
        if other.label == lines[0].label:
            continue
        for candidate in other.facts:
            if fact.period is None or (candidate.period is not None and same_period(candidate.period, fact.period)):
                yield other, candidate
                break
