"""Derived facts across lines: differences, ratios, shares, sums and ranks of several entities at one time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.ledger import Point, Strand, additive
from factcheck.linking.lines import Dated, Line
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Fact, Grain, Kind, Period, Quantity, Span

MOST_PARTS = 12
MOST_NAMED = 60  # names before a total; nobody adds up more
MOST_RANKED = 2000
MOST_SUMMED = 5000
MOST_OF_ONE_YEAR = 53
_OF_REACH = 40  # characters behind a share, in which its words stand


def differences(
    quantity: Quantity, line: Line, lines: Sequence[Line], now: Sequence[Dated], scene: Scene
) -> Iterator[Dated]:
    """Give "17 more than Saturn": the first line's value less another's, when the sentence names both."""
    claimed, held = dimension(quantity.unit), dimension(line.series.unit)
    main, others = sides(lines)
    in_percent = claimed == "percent" and held != "percent"
    if line is not main or not (in_percent or claimed == held or (claimed in PLAIN and held in PLAIN) or not held):
        return
    for dated in now[:1]:
        for other, fact in _facts_of(others, dated.fact):
            how = derived.percent_change if in_percent else derived.difference
            made = how(fact, dated.fact, Kind.DIFFERENCE)
            if made is None:
                continue
            score = min(dated.score, scene.weights.period["stated"])
            yield Dated(made, score, dated.settled and other.stated, f"{dated.reason}; against {other.label}")


def ratios(line: Line, lines: Sequence[Line], now: Sequence[Dated]) -> Iterator[Dated]:
    """Give "11 times the width of Earth": the value of what the figure is about over that of what comes after it."""
    main, others = sides(lines)
    if line is not main:
        return
    for dated in now[:1]:
        for other, fact in _facts_of(others, dated.fact):
            made = derived.ratio(dated.fact, fact)
            if made is not None:
                yield Dated(made, dated.score, dated.settled and other.stated, f"{dated.reason}; against {other.label}")


def sides(lines: Sequence[Line]) -> tuple[Line | None, list[Line]]:
    """What a comparison is about and what it is held against.

    The likeliest line that does not stand behind the figure, and those that do ("than Saturn"); where none stands
    behind it, all the others.
    """
    named = [line for line in lines if not line.is_whole]
    main = next((line for line in named if not line.after), None)
    behind = [line for line in named if line.after]
    return main, behind or [line for line in named if line is not main]


def shares(claim: Claim, line: Line, lines: Sequence[Line], now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give the line's share of the total, and of any other line that the text names.

    "Half of what Saturn has" is neither: it is what the sentence is about, held against Saturn.
    """
    if is_of_another(claim, scene):
        yield from _against_another(line, lines, now)
        return
    if not additive(line.series.unit, line.series.measure):
        return
    for dated in now[:2]:
        whole = scene.ledger.whole_at(line.series, dated.fact.period)
        if whole is not None and whole.value != dated.fact.value:
            made = derived.share(dated.fact, whole)
            if made is not None:
                yield Dated(made, dated.score, dated.settled, f"{dated.reason}; share of {whole.entity}")
        for other, fact in _facts_of([one for one in lines if one is not line], dated.fact):
            both = line.stated and other.stated
            made = derived.share(dated.fact, fact) if both and fact.value > dated.fact.value else None
            if made is not None:
                yield Dated(
                    made, dated.score, dated.settled and other.stated, f"{dated.reason}; share of {other.label}"
                )


def is_of_another(claim: Claim, scene: Scene) -> bool:
    """Whether a share is told of another thing's amount: "half of what oldparse uses"."""
    end = claim.mention.end
    behind = " ".join(scene.context.document.text[end : end + _OF_REACH].split()).casefold() + " "
    return any(behind.startswith(f"{words} ") for words in word_set("linking", "of_another"))


def _against_another(line: Line, lines: Sequence[Line], now: Sequence[Dated]) -> Iterator[Dated]:
    main, others = sides(lines)
    if line is not main:
        return
    for dated in now[:1]:
        for other, fact in _facts_of([one for one in others if one.after], dated.fact):
            made = derived.share(dated.fact, fact)
            if made is not None:
                yield Dated(made, dated.score, dated.settled and other.stated, f"{dated.reason}; against {other.label}")


def sums(claim: Claim, line: Line, lines: Sequence[Line], now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give sums: over a time longer than the rows' own, over event rows, over the entities that the text has named."""
    if not additive(line.series.unit, line.series.measure):
        return
    yield from _over_time(claim, line, now, scene)
    if claim.kind is Kind.TOTAL and line is lines[0] and now:
        yield from _over_named(claim, line, now[0], scene)


def _over_time(claim: Claim, line: Line, now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    weights = scene.weights.period
    if len(line.series.table.entity_columns) > 1:
        yield from _over_events(claim, line, scene)
        return
    if claim.period is not None:
        whole = sum_over(line, claim.period)
        part = next((dated for dated in now if dated.settled), None)
        if whole is not None and part is None:
            score = weights["stated" if claim.period_stated else "carried"]
            settled = claim.period_stated and not scene.context.period_is_anothers(claim)
            yield Dated(whole, score, settled, f"sum over {claim.period.label}")
        elif whole is not None and part is not None and part.fact.period != claim.period:
            yield Dated(whole, part.score, False, f"sum over {claim.period.label}")  # of the year, or its last half
    if not line.points or len(line.points) > MOST_SUMMED:
        return
    if claim.period_stated and not scene.context.period_is_anothers(claim):
        return
    last = line.points[-1].period
    if last is not None and last.grain in (Grain.MONTH, Grain.QUARTER, Grain.WEEK, Grain.HALF):
        first = line.points[0].period or last
        spans = [Period(last.start.replace(month=1, day=1), last.start.replace(month=12, day=31), Grain.YEAR)]
        if len(line.points) <= MOST_OF_ONE_YEAR:
            spans.append(Period(first.start, last.end, Grain.SPAN))
        for span in spans:
            whole = sum_over(line, span)
            if whole is not None:
                yield Dated(whole, weights["latest"], False, f"sum over {span.label}")


def _over_events(claim: Claim, line: Line, scene: Scene) -> Iterator[Dated]:
    """Sums of a table that has a row an event: the rows of the stated time, and all of them."""
    weights = scene.weights.period
    period = claim.period
    inside = line.points.inside(period)
    chosen = [(inside, "stated" if claim.period_stated else "carried"), (line.points, "latest")]
    for points, score in chosen:
        if 2 <= len(points) <= MOST_SUMMED:
            settled = line.stated and claim.kind is Kind.TOTAL and not (inside and points is line.points)
            whole = derived.total([point.fact for point in points], line.label)
            yield Dated(replace(whole, period=_time_of(points)), weights[score], settled, f"sum of {len(points)} rows")


def _time_of(points: Sequence[Point]) -> Period | None:
    """The time from the first to the last of some facts in order of period, None where one has none."""
    first, last = points[0].period, max((one.period.end for one in points if one.period), default=None)
    if first is None or last is None:
        return None
    return first if first.end == last else Period(first.start, last, Grain.SPAN)


def _over_named(claim: Claim, line: Line, at: Dated, scene: Scene) -> Iterator[Dated]:
    """Sums over the entities named in the paragraph up to the claim, and in the whole draft up to it."""
    totals = set(line.series.totals)
    tried: set[tuple[str, ...]] = set()
    for start, said in _named_before(claim, line.series.table.name, scene):
        names = tuple(name for name in said if name not in totals)
        facts = [fact for name in names for fact in _at(scene.ledger.points(line.series, name), at.fact.period)]
        facts = list({fact.cells: fact for fact in facts}.values())
        if 2 <= len(facts) <= MOST_PARTS and names not in tried:
            stated = scene.context.figures_between(start, claim.mention.start)
            parts_stated = start == claim.sentence.start or stated >= len(facts)
            settled = at.settled and not tried and parts_stated
            tried.add(names)
            made = derived.total(facts, derived.listed([fact.entity for fact in facts]))
            yield Dated(made, at.score, settled, "added up over those named before")


def _named_before(claim: Claim, table: str, scene: Scene) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The entities named before a claim in its sentence, its paragraph and the draft; none where they are very many."""
    block = scene.context.document.blocks[claim.block].span
    for start in (claim.sentence.start, block.start):
        hits = scene.context.hits_in(Span(start, claim.mention.start), table, MOST_NAMED + 1)
        names = dict.fromkeys(hit.target.text for hit in hits)
        yield start, tuple(names) if len(hits) <= MOST_NAMED else ()
    yield 0, scene.context.named_before(claim, table, MOST_NAMED)


def _at(points: Strand, period: Period | None) -> list[Fact]:
    """The fact of a line at a period, none or one."""
    found = points if period is None else points.at(period)
    return [point.fact for point in found[:1]]


def extremes(claim: Claim, line: Line, scene: Scene) -> Iterator[Dated]:
    """Give the largest and the smallest value of the stated time, or of the latest year: "peaked at 1,640"."""
    period = claim.period
    inside = line.points.inside(period)
    chosen = inside or [point for point in line.points[-MOST_OF_ONE_YEAR:] if point.period is not None]
    if not 2 <= len(chosen) <= MOST_SUMMED:
        return
    facts = sorted((point.fact for point in chosen), key=lambda fact: fact.value)
    score = scene.weights.period["stated" if inside and claim.period_stated else "latest"]
    for fact, word in ((facts[-1], "largest"), (facts[0], "smallest")):
        yield Dated(replace(fact, kind=Kind.EXTREME), score, False, f"the {word} of {len(facts)}")


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
    inside = line.points.inside(period)
    if len(inside) < 2:
        return None
    at = period.start
    for point in inside:
        if point.period is None or point.period.start != at:
            return None
        at = point.period.end + dt.timedelta(days=1)
    label = f"{len(inside)} periods of {period.label}"
    return derived.total([point.fact for point in inside], label) if at > period.end else None


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


def _facts_of(lines: Sequence[Line], fact: Fact) -> Iterator[tuple[Line, Fact]]:
    """The facts of some lines at the same time as a fact."""
    for line in lines[:MOST_PARTS]:
        for found in _at(line.points, fact.period):
            yield line, found
