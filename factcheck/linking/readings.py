"""Readings: every fact, looked up or derived, that a claim may be about, with its score before any value is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking import changes, parts
from factcheck.linking.counts import counts
from factcheck.linking.events import rows_meant
from factcheck.linking.evidence import Evidence, Said, UnitFit, dimension, evidence_for, unit_fits
from factcheck.linking.lines import Dated, Line, at_claim_time, lines_for, may_have_lines
from factcheck.linking.quotients import Top, may_divide, quotients
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Cue, Fact, Kind, Link, Quantity
from factcheck.reference.series import Series

SHARES = frozenset({"percent", "ratio"})
TIMES = frozenset({Kind.DURATION, Kind.AGE})
MULTIPLES = frozenset({"times", "ratio"})
WORKED_OUT = frozenset({Kind.RANK, Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO, Kind.RATE})
MOST_DIVIDED = 2  # entities that a quotient of two measures is tried for
SAME_TIME = 0.85  # a fact of the claim's own time, not of a longer one around it
LEAST_MEASURE = 0.3  # below this the words do not speak of the measure at all


@record
class Reading:
    """One way to read a claim against the tables.

    `settled` tells that the text leaves no other choice of entity and period for this measure, so that a difference
    would be a contradiction; `first` that the entity is the likeliest one; `stated` that the claim's own sentence
    names it. `position` is that of the series in the index, `edition` how many newer editions of its figures there are.
    """

    fact: Fact
    line: Line
    evidence: Evidence
    entity: float
    period: float
    score: float
    settled: bool
    first: bool
    stated: bool
    reasons: tuple[str, ...]
    position: int = -1
    edition: int = 0
    unit: float = 1.0

    @property
    def link(self) -> Link:
        """The reading as the public record."""
        parts = {"measure": self.evidence.measure, "entity": self.entity, "period": self.period, "unit": self.unit}
        return Link(self.fact, round(self.score, 3), self.reasons, tuple(parts.items()))


def readings_for(
    claim: Claim,
    quantity: Quantity,
    scene: Scene,
    favoured: frozenset[int] = frozenset(),
    among: frozenset[int] | None = None,
) -> list[Reading]:
    """Give all readings of a claim, best first.

    `favoured` are positions of series that its neighbours are about; `among` are those that alone are read, if given.
    """
    said = Said(scene.context.words(claim), scene.index, scene.weights)
    found: list[Reading] = []
    tops: list[Top] = []
    candidates = _candidates(claim, quantity, said, favoured, scene)
    for position in sorted(candidates if among is None else candidates & among):
        series = scene.index.series[position]
        if not any(may_have_lines(claim, one.table, scene) for one in (series, *series.older)):
            continue
        topical = claim.kind not in TIMES and scene.is_topic(series.table.name)
        near = position in favoured
        evidence = evidence_for(position, quantity, said, scene.index, scene.weights, topical, near)
        if evidence.measure < LEAST_MEASURE or not _may_be_read(claim, quantity, series, evidence):
            continue
        newest = _along(claim, quantity, series, evidence, scene, tops)
        found += newest if not series.older else [replace(one, position=position) for one in newest]
        for edition, older in enumerate(series.older, 1):
            along = _along(claim, quantity, older, evidence, scene, [])
            found += [replace(one, position=position, edition=edition) for one in along]
    for line, option, evidence in quotients(claim, quantity, tops):
        found.append(_reading(quantity, line, 0, option, evidence, scene))
    found += _counted(claim, quantity, scene)
    return sorted(found, key=_order)


def _order(reading: Reading) -> tuple[float, int]:
    """Best first; of two places in a ranking that are equally good, the one among more comes first."""
    return -reading.score, -reading.line.series.entity_count if reading.fact.kind is Kind.RANK else 0


def _along(
    claim: Claim, quantity: Quantity, series: Series, evidence: Evidence, scene: Scene, tops: list[Top]
) -> list[Reading]:
    """Give the readings of one series; what a quotient may be made of is added to `tops`."""
    found: list[Reading] = []
    lines = lines_for(claim, series, scene)
    for order, line in enumerate(lines):
        now = rows_meant(claim, line, at_claim_time(line, claim, scene), scene)
        options = list(_options(claim, quantity, line, lines, now, evidence, scene))
        found += [_reading(quantity, line, order, option, evidence, scene) for option in options]
        if order < MOST_DIVIDED and may_divide(claim, quantity):
            sums = parts.sums(claim, line, lines, now, scene)
            tops.append(Top(line, (*now[:2], *sums), evidence))
    return found


def _candidates(claim: Claim, quantity: Quantity, said: Said, favoured: frozenset[int], scene: Scene) -> frozenset[int]:
    """Positions of the series that the words speak of, or the unit alone where the draft speaks of their table."""
    told = unit_fits(quantity.unit, scene.index).told if claim.kind not in TIMES else {}
    topics = (at for at in told if scene.is_topic(scene.index.series[at].table.name))
    return favoured.union(said.covered, topics)


def is_change(series: Series) -> bool:
    """Whether the series' own values are changes: growth, inflation."""
    words = frozenset(series.measure.casefold().split())
    return series.kind == "change" or not words.isdisjoint(word_set("linking", "change_measures"))


def _counted(claim: Claim, quantity: Quantity, scene: Scene) -> Iterator[Reading]:
    for line, option, fit in counts(claim, quantity, scene):
        reasons = ("counts the rows of the table",)
        evidence = Evidence(fit, scene.weights.unit["noun"], UnitFit.NOUN, reasons, names_the_noun=True)
        yield _reading(quantity, line, 0, option, evidence, scene)


def _may_be_read(claim: Claim, quantity: Quantity, series: Series, evidence: Evidence) -> bool:
    """Whether a claim can be about a measure of another sort of unit: only of what is worked out from it."""
    if evidence.fit is not UnitFit.MISMATCH or claim.kind in WORKED_OUT or may_divide(claim, quantity):
        return True
    return dimension(quantity.unit) in SHARES and dimension(series.unit) not in SHARES


def _options(
    claim: Claim, quantity: Quantity, line: Line, lines: list[Line], now: list[Dated], evidence: Evidence, scene: Scene
) -> Iterator[Dated]:
    """The facts on a line, plain or derived, that the claim's words allow."""
    unit, held = dimension(quantity.unit), dimension(line.series.unit)
    if claim.kind is Kind.RANK and line.is_whole:
        return
    if claim.kind is Kind.RANK:
        yield from parts.ranks(claim, line, now, scene)
    elif claim.kind in (Kind.CHANGE, Kind.DIFFERENCE):
        over_time = changes.changes(claim, quantity, line, now, scene)
        yield from (replace(one, settled=_is_over_time(claim) and one.settled) for one in over_time)
        if unit == held == "percent" and is_change(line.series):
            yield from (replace(one, fact=replace(one.fact, kind=Kind.CHANGE)) for one in now)
        yield from now if _is_signed_level(claim, line) else ()
        if claim.kind is Kind.DIFFERENCE:
            yield from parts.differences(quantity, line, lines, now, scene)
    elif claim.kind is Kind.RATIO and quantity.unit is not None and quantity.unit.name in MULTIPLES:
        yield from parts.ratios(line, lines, now)
        yield from changes.ratios(claim, line, now, scene)
    elif claim.kind is Kind.RATE and evidence.fit is not UnitFit.SAME:
        yield from parts.per_day(quantity, now)
    elif unit in SHARES and held not in SHARES:
        yield from parts.shares(claim, line, lines, now, scene)
        yield from now if evidence.fit is UnitFit.UNKNOWN else ()
    elif evidence.fit is not UnitFit.MISMATCH:
        yield from _levels(claim, quantity, line, lines, now, scene)


def _levels(
    claim: Claim, quantity: Quantity, line: Line, lines: list[Line], now: list[Dated], scene: Scene
) -> Iterator[Dated]:
    """The facts of a line as they stand, and what counts, extremes and totals are worked out of."""
    if claim.from_level:
        yield from changes.base_levels(claim, line, now, scene)
    if claim.kind is not Kind.TOTAL or line.stated or line.is_whole:
        yield from now
    if changes.is_flow(claim, line, scene):
        flows = changes.changes(claim, quantity, line, now, scene)
        yield from (replace(one, settled=False) for one in flows if one.score >= SAME_TIME)
    if claim.kind is Kind.EXTREME:
        yield from parts.extremes(claim, line, scene)
    elif claim.kind is not Kind.AVERAGE:
        yield from parts.sums(claim, line, lines, now, scene)


def _is_signed_level(claim: Claim, line: Line) -> bool:
    """Whether what sounds like a change is a level of its own: "a loss of 5 million" in a column of losses."""
    return claim.cue in (Cue.NOUN, Cue.GAIN) and any(field.signs for field in line.series.fields)


def _is_over_time(claim: Claim) -> bool:
    """Whether a difference is against an earlier time: "24 fewer than the north basin" is not."""
    return claim.kind is Kind.CHANGE or claim.base_period is not None


def reading_of(
    quantity: Quantity, line: Line, option: Dated, evidence: Evidence, scene: Scene, position: int
) -> Reading:
    """The reading of one fact of a line that nothing else competes with."""
    return replace(_reading(quantity, line, 0, option, evidence, scene), position=position)


def _reading(quantity: Quantity, line: Line, order: int, option: Dated, evidence: Evidence, scene: Scene) -> Reading:
    weights = scene.weights.score
    unit = evidence.unit if not option.fact.derivation else max(evidence.unit, scene.weights.unit["noun"])
    score = (
        weights["measure"] * evidence.measure
        + weights["entity"] * line.score
        + weights["period"] * option.score
        + weights["unit"] * unit
    )
    reasons = tuple(filter(None, (line.reason, *evidence.reasons, option.reason)))
    settled = option.settled and (order == 0 or line.stated)
    fact = option.fact
    if evidence.fit is UnitFit.PRICE and fact.unit is line.series.unit:
        fact = replace(fact, unit=quantity.unit)
    return Reading(
        fact=fact,
        line=line,
        evidence=evidence,
        entity=line.score,
        period=option.score,
        score=score,
        settled=settled,
        first=order == 0,
        stated=line.stated,
        reasons=reasons,
        unit=unit,
    )
