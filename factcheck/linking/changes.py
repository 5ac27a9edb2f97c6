"""Derived facts along a line: changes and ratios from an earlier period to the claim's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.context import normalised_words
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.lines import Dated, Line
from factcheck.linking.scene import Scene
from factcheck.linking.strands import Point, when
from factcheck.model import Claim, Fact, Grain, Kind, Period, Quantity

MOST_STATED = 8
_A_YEAR, _LEAP = 365, 3  # days: what is so long before is the same time of the year before
FLOW_REACH = 24  # characters behind a counted noun in which it is said that it was added


def changes(claim: Claim, quantity: Quantity, line: Line, now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give the changes that end at the claim's time, in the claim's sort of unit: percent, points or amounts."""
    for dated in now[:2]:
        for base in bases(claim, line, dated.fact, scene):
            for fact in _changes_between(base.fact, dated.fact, quantity, line):
                settled = dated.settled and base.settled
                yield Dated(fact, min(dated.score, base.score), settled, f"{dated.reason}; against {base.reason}")


def is_flow(claim: Claim, line: Line, scene: Scene) -> bool:
    """Whether a count is of what was added to a level: "250,000 new jobs", "jobs created", in a table of jobs."""
    span, mention = claim.mention.noun_span, claim.mention
    if claim.kind is not Kind.COUNT or span is None or line.series.kind != "value":
        return False
    text = scene.context.document.text
    behind = text[span.end : min(claim.sentence.end, span.end + FLOW_REACH)].split()[:1]
    said = normalised_words(" ".join((text[mention.start : span.end], *behind)).casefold())
    flows = [word for word in word_set("linking", "flows") if f" {word} " in said]
    return any(f" {word} " not in normalised_words(line.series.measure.casefold()) for word in flows)


def base_levels(claim: Claim, line: Line, now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give the facts that "from 9 to 7" may start from, for the claim of the 9."""
    for dated in now[:1]:
        for base in bases(claim, line, dated.fact, scene):
            yield Dated(
                base.fact, scene.weights.period["base"], base.settled, f"{base.reason}, where the change starts"
            )


def ratios(claim: Claim, line: Line, now: Sequence[Dated], scene: Scene) -> Iterator[Dated]:
    """Give "twice as many as in 1988": the value now over that of an earlier period that the text names."""
    for dated in now[:2]:
        new = dated.fact
        named = _own_base(claim, line, new, scene) or _since(claim, line, new, scene)
        for base in named or _named_bases(claim, line, new, scene):
            fact = derived.ratio(dated.fact, base.fact)
            if fact is not None:
                settled = dated.settled and base.settled
                yield Dated(fact, min(dated.score, base.score), settled, f"{dated.reason}; against {base.reason}")


def _changes_between(old: Fact, new: Fact, quantity: Quantity, line: Line) -> Iterator[Fact]:
    claimed, held = dimension(quantity.unit), dimension(line.series.unit)
    if claimed in ("percent", "ratio"):
        if held == "percent":
            yield derived.difference(old, new, Kind.CHANGE)
            return
        made = derived.percent_change(old, new)
        if made is not None:
            yield made
    elif claimed == "percentage_points":
        if held == "percent":
            yield derived.difference(old, new, Kind.CHANGE)
    elif claimed == held or (claimed in PLAIN and held in PLAIN) or not held:
        yield derived.difference(old, new, Kind.CHANGE)


def bases(claim: Claim, line: Line, new: Fact, scene: Scene) -> list[Dated]:
    """Give the facts that a change may start from: a named period, a year before, else the period before."""
    named = (
        _own_base(claim, line, new, scene) or _since(claim, line, new, scene) or _named_bases(claim, line, new, scene)
    )
    if named:
        return named
    older = line.points.before(new.period.start) if new.period else None
    if not older or new.period is None:
        return []
    weights = scene.weights.period
    before = older[-1]
    start = new.period.start
    year_before = older.beginning(start.toordinal() - _A_YEAR - _LEAP, start.toordinal() - _A_YEAR + _LEAP)
    said = normalised_words((claim.base or scene.context.text_near(claim, claim.sentence)).casefold())
    if any(f" {phrase} " in said for phrase in word_set("linking", "year_before")):
        return [Dated(one.fact, weights["stated"], True, f"{_label(one)}, a year before") for one in year_before]
    others = [(point, "latest", "a year before") for point in year_before]
    first = older.beginning(start.replace(month=1, day=1).toordinal(), start.toordinal())[:1]
    others += [(point, "latest", "the first of the year") for point in first]
    for period in scene.context.stated_periods[:MOST_STATED]:
        same = [one for one in line.points.at(period) if one.period and one.period.end < new.period.start]
        others += [(point, "latest_old", "named in the draft") for point in same]
    others = [other for other in others if other[0] is not before]
    settled = (len(older) == 1 or _yearly(new.period)) and not others
    return [
        Dated(before.fact, weights["stated"], settled, f"{_label(before)} before it"),
        *(Dated(one.fact, weights[score], False, f"{_label(one)}, {how}") for one, score, how in others),
    ]


def _own_base(claim: Claim, line: Line, new: Fact, scene: Scene) -> list[Dated]:
    """The fact of the period that the claim itself is held against: "than a year earlier", "from $1.2bn in 2018"."""
    period = claim.base_period
    if period is None:
        return []
    score = scene.weights.period["stated"]
    same = [one for one in line.points.at(period) if one.period != new.period]
    return [Dated(one.fact, score, True, f"{_label(one)}, as the text says") for one in same]


def _since(claim: Claim, line: Line, new: Fact, scene: Scene) -> list[Dated]:
    """The start of a time that a change runs over: of "since 2015" the fact of 2015."""
    period = claim.period
    if period is None or period.grain is not Grain.SPAN:
        return []
    first = line.points.overlapping(Period(period.start, period.start))
    score = scene.weights.period["stated"]
    first = [one for one in first if one.period != new.period]
    return [Dated(one.fact, score, True, f"{_label(one)}, where the time begins") for one in first]


def _named_bases(claim: Claim, line: Line, new: Fact, scene: Scene) -> list[Dated]:
    """The facts of earlier periods that the sentence, or the one before it, names."""
    for span, stated in scene.context.period_scopes(claim):
        found = []
        for period in scene.context.periods_near(claim, span):
            meant = [*line.points.at(period), *(line.points.inside(period) if stated else ())]
            for point in sorted(dict.fromkeys(meant), key=when):
                if point.period is not None and new.period is not None and point.period.end < new.period.start:
                    score = scene.weights.period["stated" if stated else "carried"]
                    found.append(Dated(point.fact, score, stated, f"{_label(point)}, which the text names"))
        if found:
            return found[:4]
    return []


def _yearly(period: Period) -> bool:
    return (period.end - period.start).days > 300


def _label(dated: Point) -> str:
    return dated.period.label if dated.period else ""
