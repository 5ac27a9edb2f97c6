"""Lines: one measure of one entity (or of all together) over its periods, and how well a claim points at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.context import Choice, normalised_words
from factcheck.linking.index import DEFAULT_FIELD
from factcheck.linking.ledger import MOST_POINTS, Point, Strand, additive, points_of
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Fact, Grain, Kind, Period
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell, Table

MOST_STATED = 64  # periods of a draft that are tried, the latest first
MOST_LINES = 6
MOST_ROWS = 5000
MOST_CURATED = 200  # rows of a table made by hand, a row a fact
MOST_KNOWN = 64  # times that a line keeps its facts for; a draft has few
OVER_TIME = frozenset({Kind.CHANGE, Kind.RATIO})
STALE = 180  # days after the end of a period; a draft that long after it seldom means it when it names none


@record
class Line:
    """The facts of one measure for one entity, in order of period.

    `score` tells how well the text names the entity, `stated` whether the claim's own sentence does. `is_whole` marks
    the whole table or its total, taken because the text names no member; `after` that the name follows the figure.
    """

    series: Series
    label: str
    points: Strand
    score: float
    stated: bool
    reason: str
    is_whole: bool = False
    after: bool = False


@record
class Dated:
    """A fact of a line at the claim's time: how well the periods agree, whether the text settles it, and in words."""

    fact: Fact
    score: float
    settled: bool
    reason: str


def may_have_lines(claim: Claim, table: Table, scene: Scene) -> bool:
    """Whether the claim may be about some row of a table at all: for most of many tables the names tell that it is not.

    It names a row or the table is of the draft's topics; a table about one thing needs that no other is named.
    """
    if table.entity_columns:
        named = scene.context.choices
        return scene.is_topic(table.name) or any(
            choice.target.field != DEFAULT_FIELD for choice in named(claim, table.name)
        )
    if not table.entity or not scene.context.names_another(claim, table.entity):
        return True
    if not scene.context.may_state(claim, table.name):
        return False
    choices = scene.context.choices(claim, table.name)
    own = next((choice for choice in choices if choice.target.field == DEFAULT_FIELD), None)
    return own is not None and own.stated


def lines_for(claim: Claim, series: Series, scene: Scene) -> list[Line]:
    """Give the lines of a series that the claim may be about, best first."""
    table = series.table
    if not may_have_lines(claim, table, scene):
        return []
    choices = scene.context.choices(claim, table.name)
    if not table.entity_columns:
        return [_whole_table(series, choices, scene)]
    named = [choice for choice in choices if choice.target.field != DEFAULT_FIELD]
    whole = _unnamed(series, scene)
    if not named:
        return whole
    if len(table.entity_columns) > 1:
        return _selected_rows(series, named) + whole
    lines = []
    for choice in named:
        points = scene.ledger.points(series, choice.target.text)
        if points:
            line = Line(
                series, choice.target.text, points, choice.score, choice.stated, choice.reason, after=choice.after
            )
            lines.append(line)
    lines = lines[:MOST_LINES] or _sole_entity(series, scene, scene.weights.entity["sole"])
    return lines + [line for line in whole if all(line.label != other.label for other in lines)]


def _sole_entity(series: Series, scene: Scene, score: float) -> list[Line]:
    """The line of a series that has one entity only, which then need not be named if the draft speaks of the table."""
    if series.entity_count != 1 or len(series.table.rows) > MOST_CURATED or not scene.is_topic(series.table.name):
        return []
    name = series.entity_names[0]
    return [Line(series, name, scene.ledger.points(series), score, False, "the measure has this one entity only")]


def _whole_table(series: Series, choices: tuple[Choice, ...], scene: Scene) -> Line:
    """A table about one thing: its own name need not be in the sentence."""
    few = len(scene.index.store.tables) <= FEW_TABLES
    base = scene.weights.entity["whole_table" if few or not series.table.entity else "whole_unnamed"]
    points = scene.ledger.points(series)
    for choice in choices:
        if choice.target.field == DEFAULT_FIELD:
            score = max(base, choice.score)
            return Line(series, series.table.entity, points, score, choice.stated, choice.reason, is_whole=True)
    return Line(series, series.table.entity, points, base, False, "the whole table is about one thing", is_whole=True)


def _unnamed(series: Series, scene: Scene) -> list[Line]:
    """No entity of the table is named: its only total, its only entity, or the sum of its members."""
    known: dict[int, list[Line]] = scene.ledger.unnamed
    if id(series) not in known:
        known[id(series)] = _without_name(series, scene)
    return known[id(series)]


def _without_name(series: Series, scene: Scene) -> list[Line]:
    weight = scene.weights.entity
    if not scene.is_topic(series.table.name):
        return []
    totals = series.totals
    if len(totals) == 1:
        points = scene.ledger.points(series, totals[0])
        reason = f'no row is named; "{totals[0]}" is the total'
        return [Line(series, totals[0], points, weight["total"], False, reason, is_whole=True)]
    if totals:
        return []
    if len(series.table.entity_columns) > 1:
        points = scene.ledger.points(series) if len(series.cells) <= MOST_ROWS else Strand()
        return [Line(series, "all rows", points, weight["total"], False, "no row is named", is_whole=True)]
    points = scene.ledger.totals(series)
    if series.entity_count == 1 or not points:
        return _sole_entity(series, scene, weight["whole_table"])
    label = f"all {series.entity_count}"
    return [
        Line(series, label, points, weight["total"], False, f"no row is named; the sum over {label}", is_whole=True)
    ]


def _selected_rows(series: Series, choices: Sequence[Choice]) -> list[Line]:
    """Rows of a table with several entity columns: those that fit every column that the text speaks of."""
    used: dict[int, Choice] = {}
    cells: Sequence[SeriesCell] = ()
    for choice in sorted(choices, key=lambda choice: -choice.score):
        if choice.target.field in used:
            continue
        wanted = {**used, choice.target.field: choice}
        kept = series.cells_with({field: one.target.text for field, one in wanted.items()})
        if kept:
            cells, used = kept, wanted
    if not used or len(cells) > MOST_POINTS:
        return []
    label = ", ".join(choice.target.text for choice in used.values())
    best = next(iter(used.values()))
    reason = "; ".join(choice.reason for choice in used.values())
    return [Line(series, label, points_of(series, cells), best.score, best.stated, reason)]


def at_claim_time(line: Line, claim: Claim, scene: Scene) -> list[Dated]:
    """Give a line's facts for the claim's period, best first: the stated one, else the latest by the draft's date.

    Without a stated period, one carried from the sentence before, the latest that the draft states anywhere and the
    latest of the table are all possible; the first of them is what a contradiction would need.
    """
    if claim.period is None and claim.period_stated:
        return _at_time(line, claim, scene)  # "the year before", of which the clause tells more
    # Claims share their times and lines: what is the same for two of them is looked up once.
    anothers = claim.period_stated and scene.context.period_is_anothers(claim)
    key = claim.period, claim.period_stated, claim.kind in OVER_TIME, anothers
    return _known(line, key, lambda: _at_time(line, claim, scene))


def _known(line: Line, key: object, make: Callable[[], list[Dated]]) -> list[Dated]:
    """What is kept of a line under a key, made when it is first asked for."""
    known: dict[object, list[Dated]] = line.points.known
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = make()
    return known[key]


def _at_time(line: Line, claim: Claim, scene: Scene) -> list[Dated]:
    weights = scene.weights.period
    undated = [Dated(one.fact, weights["none"], True, "the row has no period") for one in line.points.undated]
    found: list[Dated] = []
    if claim.period is not None and _is_since(claim, line):
        last = line.points.latest(scene.as_of)[:1]
        found = [Dated(point.fact, weights["stated"], True, "the latest in that time") for point in last]
        return found + undated
    if claim.period is not None:
        found = _fitting(line.points, claim.period, claim.period_stated, weights)
        if edition_after(line.series.table, scene.as_of):
            found = [one for one in found if not _is_later(one.fact, scene.as_of)]
        if claim.period_stated and not scene.context.period_is_anothers(claim):
            return found + undated
    elif claim.period_stated and _is_of_months(line):
        return undated  # "in February", and nothing says of which year
    found += _known(line, "focus", lambda: _in_focus(line, scene))
    if claim.period_stated and claim.period is None and scene.as_of is not None:
        found += _year_before(claim, line, scene)
    found += _known(line, "latest", lambda: list(_latest(line, scene)))
    return list({id(one.fact): one for one in reversed(found)}.values())[::-1] + undated


def _latest(line: Line, scene: Scene) -> Iterator[Dated]:
    """The facts of the latest period at the draft's date, begun or ended."""
    later = edition_after(line.series.table, scene.as_of)
    today = None if is_plan(line.series) else scene.as_of
    newest = line.points.latest(today, ended_only=later)
    for point in (*newest, *(line.points.latest(today, ended_only=True) if not later else ())):
        label = point.period.label if point.period else ""
        score = _freshness(point, scene)
        yield Dated(point.fact, score, _settles(line, point), f"the latest period, {label}")


def is_plan(series: Series) -> bool:
    """Whether a measure is of what is to come: a budget, a forecast, a target."""
    return not word_set("linking", "plans").isdisjoint(series.measure.casefold().split())


def _is_of_months(line: Line) -> bool:
    """Whether the line's times are parts of years, of which a time without a year may be any."""
    return not line.points.is_of_years


def _is_later(fact: Fact, as_of: dt.date | None) -> bool:
    """Whether a fact is of a time after the draft, which it cannot have known."""
    return as_of is not None and fact.period is not None and fact.period.start > as_of


def _is_since(claim: Claim, line: Line) -> bool:
    """Whether the stated time is one that a change runs over: "since 2015"."""
    period = claim.period
    if period is None or period.grain is not Grain.SPAN or claim.kind not in OVER_TIME:
        return False
    return len(line.points.overlapping(period)) > 1


def _in_focus(line: Line, scene: Scene) -> list[Dated]:
    """The facts of the latest period that the draft states and the line has."""
    score = scene.weights.period["focus"]
    for period in scene.context.told_periods[:MOST_STATED]:
        same = line.points.at(period)
        if same:
            return [Dated(one.fact, score, True, f"{period.label}, which the draft states elsewhere") for one in same]
    return []


def _year_before(claim: Claim, line: Line, scene: Scene) -> list[Dated]:
    """The facts of the year before the latest one, where the clause says "a year earlier" and nothing than what."""
    said = normalised_words(scene.context.text_near(claim, claim.clause).casefold())
    today = None if is_plan(line.series) else scene.as_of
    newest = line.points.latest(today, ended_only=edition_after(line.series.table, scene.as_of))
    latest = newest[0].period if newest else None
    if latest is None or not line.points.is_of_years:
        return []
    if not any(f" {words} " in said for words in word_set("linking", "period_before")):
        return []
    start, score = dt.date(max(latest.start.year - 1, 1), 1, 1), scene.weights.period["carried"]
    before = line.points.beginning(start.toordinal(), start.replace(month=12, day=31).toordinal())
    return [Dated(one.fact, score, False, "the year before the latest, as the text says") for one in before]


def _freshness(fact: Point, scene: Scene) -> float:
    """The score of a latest fact: the longer its period is past at the draft's date, the less it is meant."""
    weights = scene.weights.period
    if scene.as_of is None or fact.period is None:
        return weights["latest"]
    age = max(0, (scene.as_of - fact.period.end).days) / STALE
    return weights["latest"] - (weights["latest"] - weights["latest_old"]) * min(1.0, age)


def _settles(line: Line, fact: Point) -> bool:
    """Whether no stated period means the latest: not for months that add up to a year, where the sum is as likely."""
    grain = fact.period.grain if fact.period else None
    return not (grain in (Grain.MONTH, Grain.WEEK) and additive(line.series.unit, line.series.measure))


def _fitting(points: Strand, wanted: Period, stated: bool, weights: Mapping[str, float]) -> list[Dated]:
    best = weights["stated" if stated else "carried"]
    inside = min(best, weights["inside"])
    how = "as the text says" if stated else "carried from before"
    same = points.at(wanted)
    if same:
        return [Dated(point.fact, best, True, f"period {wanted.label}, {how}") for point in same]
    near = []
    # A month says nothing of its year; a day may be when a figure of that month was given.
    for point in points.about(wanted):
        period = point.period
        if period is not None and wanted.contains(period):
            near.append(Dated(point.fact, inside, True, f"{period.label} lies in {wanted.label}, {how}"))
        elif period is not None:
            near.append(Dated(point.fact, inside * 0.8, False, f"{wanted.label}, {how}, lies in {period.label}"))
    return near


def edition_after(table: Table, as_of: dt.date | None) -> bool:
    """Whether the table was made after the draft, so that it may hold what the draft could not know."""
    return bool(as_of and table.edition and as_of.isoformat() < table.edition[:10])
