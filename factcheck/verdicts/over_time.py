"""Judging what a draft says of the course of a figure: "the highest since 1981", "the third monthly fall in a row".

What it is said of is the figure before it that a cell bears out; where none is, nothing is judged. A streak is wrong
where the line shows it broken before; that it is longer than said is no mistake.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from factcheck.claims.telling import EXTREME, claims_of_words
from factcheck.comparison import compare
from factcheck.grammar import texts_of
from factcheck.languages.en.lexicon import alternation
from factcheck.languages.words import load_words, word_set
from factcheck.linking.histories import Holds, Since, beyond, course_of, moves, since, streak
from factcheck.linking.readings import is_change
from factcheck.linking.scene import Scene
from factcheck.linking.strands import Point
from factcheck.messages import fact_place, wrong_message
from factcheck.model import (
    Claim,
    Diagnosis,
    Direction,
    Fact,
    Grain,
    Judgement,
    Kind,
    Link,
    Mention,
    Modifier,
    Period,
    Span,
    Verdict,
)
from factcheck.reference.measures import measure_stems
from factcheck.reference.names import Token, tokenize
from factcheck.reference.periods import parse_period
from factcheck.rewriting import in_place, suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.trial import CAN_BE_WRONG

REASON = "the course of the line up to the figure before"
REACH = 160  # characters between a figure and what is said of its course
MOST_BEHIND = 10  # words behind a streak in which "than" makes it another thing's
NEXT_WORD = 24  # characters beside the words in which the next one stands
MOST_AFTER = 8  # figures behind a streak, dates among them, in which the one that it is of is looked for
MOST_APART = 6  # words between a streak and what it is a streak of
BOUNDS = {
    Modifier.LESS_THAN: Direction.DOWN,
    Modifier.AT_MOST: Direction.DOWN,
    Modifier.MORE_THAN: Direction.UP,
    Modifier.AT_LEAST: Direction.UP,
}
YEARS = frozenset({Grain.YEAR, Grain.FISCAL_YEAR})


def judged_over_time(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """The judgements of a draft in order, with what it says of the course of its figures judged as well."""
    text = texts_of(scene.context.document.text).lowered
    starts = [one.claim.mention.start for one in judgements]
    decided: dict[int, Judgement] = {}
    for match in _streaks().finditer(text) if any(word in text for word in _told_of_streaks()) else ():
        at = _figure_at(match, judgements, starts)
        made = None if at is None else _streak(at, match, judgements, starts, scene)
        if at is not None and made is not None:
            decided[at] = made
    records = _since().finditer(text) if " since " in text else ()
    told = [one for match in records if (one := _record(match, judgements, starts, scene)) is not None]
    words = _judged_words(told, scene)
    found = [decided.get(at, one) for at, one in enumerate(judgements)]
    return sorted([*found, *words], key=lambda one: one.claim.mention.start) if words else found


@cache
def _told_of_streaks() -> tuple[str, ...]:
    words = load_words("histories")
    return (*words["consecutive"], *words["running"], "each of the")


@cache
def _streaks() -> re.Pattern[str]:
    """A number of periods in a row: "nine consecutive months", "20 months in a row"."""
    units = alternation(load_words("histories")["units"])
    consecutive, running, last = (
        alternation(load_words("histories")[key]) for key in ("consecutive", "running", "lately")
    )
    return re.compile(
        rf"(?<![\w-])(?P<n>[\w-]{{1,20}})[ -]"
        rf"(?:(?:{consecutive})[ -](?P<unit>{units})|(?P<period>{units})(?: [a-z]{{1,12}})?(?: (?:{running})))\b"
        rf"|\beach of the (?:{last}) (?P<of>[\w-]{{1,20}}) (?P<times>{units})\b"
    )


@cache
def _since() -> re.Pattern[str]:
    highest, lowest = (alternation(load_words("histories")[key]) for key in ("highest", "lowest"))
    return re.compile(
        rf"\b(?:(?P<up>{highest})|(?P<down>{lowest}))\b(?P<said>(?:[ -][a-z-]{{1,20}}){{0,6}}?) since "
        rf"(?P<spans>(?:(?:{alternation(load_words('histories')['spans'])}) ){{0,5}})(?=[a-z]{{3,9}} ?\d|\d)"
    )


def _figure_at(match: re.Match[str], judgements: Sequence[Judgement], starts: Sequence[int]) -> int | None:
    """The figure that says how many: the one that the number of the match is written in."""
    number = "n" if match["n"] else "of"
    at = bisect_left(starts, match.end(number)) - 1
    if at < 0 or judgements[at].claim.mention.end < match.start(number) + 1:
        return None
    return at if judgements[at].verdict in (Verdict.NOT_COVERED, Verdict.NOT_A_CLAIM) else None


def _anchor(position: int, judgements: Sequence[Judgement], starts: Sequence[int]) -> Judgement | None:
    """The last figure before a position, where a cell bears it out and it stands close by; None where it does not."""
    for at in range(bisect_left(starts, position) - 1, -1, -1):
        one = judgements[at]
        mention = one.claim.mention
        if position - mention.end > REACH:
            return None
        if mention.end <= position and one.claim.is_claim and mention.quantity is not None:
            found = one if one.verdict is Verdict.CONSISTENT and one.links else None
            return found if found is None or _is_of_one_time(at, position, judgements) else None
    return None


def _is_of_one_time(at: int, position: int, judgements: Sequence[Judgement]) -> bool:
    """Whether a figure's time is the only one that its sentence tells up to a place: not "139 mm, from 34 in 2022"."""
    own, period = judgements[at].claim.sentence, judgements[at].links[0].fact.period
    if period is None:
        return False
    for near in range(at - 1, -1, -1):
        one = judgements[near]
        if one.claim.sentence != own or at - near > MOST_AFTER:
            break
        if not _may_be_of(one, period):
            return False
    after = judgements[at + 1 : at + 1 + MOST_AFTER]
    return all(_may_be_of(one, period) for one in after if one.claim.mention.start < position)


def _may_be_of(judgement: Judgement, period: Period) -> bool:
    """Whether a figure or a date beside another is of its time, or of none."""
    mention = judgement.claim.mention
    told = mention.period or (judgement.links[0].fact.period if judgement.links else None)
    if told is None and mention.kind is Kind.YEAR:
        told = parse_period(mention.surface)
    return told is None or told.overlaps(period)


def _next(at: int, judgements: Sequence[Judgement]) -> Judgement | None:
    """The figure of the same sentence right behind one, where a cell bears it out: "has fallen for ..., to 3%"."""
    claim = judgements[at].claim
    for one in judgements[at + 1 : at + 1 + MOST_AFTER]:
        if one.claim.sentence != claim.sentence or one.claim.mention.start - claim.mention.end > REACH:
            return None
        if one.claim.is_claim:
            return one if one.verdict is Verdict.CONSISTENT and one.links else None
    return None


def _streak(
    at: int, match: re.Match[str], judgements: Sequence[Judgement], starts: Sequence[int], scene: Scene
) -> Judgement | None:
    """The judgement of how many periods in a row something held; None where the draft or the line leaves it open."""
    claim = judgements[at].claim
    quantity = claim.mention.quantity
    anchor = _anchor(claim.mention.start, judgements, starts) or _next(at, judgements)
    if anchor is None or quantity is None or quantity.best is None or anchor.claim.block != claim.block:
        return None
    fact = anchor.links[0].fact
    units: dict[str, str] = load_words("histories")["units"]
    course = course_of(fact, scene)
    unit = units[match["unit"] or match["period"] or match["times"]]
    if not course or not _is_of_grain(course[-1], unit):
        return None
    span = _between(match, anchor.claim)
    if not _leads_on(span, judgements, starts, fact, anchor.claim, scene) or _is_compared(match.end(), scene):
        return None
    told = _held(match, anchor, fact, scene)
    found = None if told is None else streak(course, told[0], f"{unit}s in a row {told[1]}")
    if found is None:
        return None
    outcome = compare(replace(quantity, unit=None), found.fact)
    judged = replace(claim, is_claim=True, reason="")
    link = Link(found.fact, 1.0, (REASON,))
    if outcome.agreement.confirms:
        shown = f"{fact_place(found.fact)}: {found.fact.derivation}"
        return Judgement(judged, Verdict.CONSISTENT, (link,), message=shown, strength=0)
    is_sure = found.is_ended and anchor.claim.period is not None and claim.status in CAN_BE_WRONG
    if not is_sure or quantity.best <= found.fact.value:
        return None
    code = code_for(Verdict.CONTRADICTED, Diagnosis.VALUE, found.fact)
    fix = suggest(scene.context.document.text, claim.mention, found.fact, outcome, Diagnosis.VALUE)
    return Judgement(
        judged, Verdict.CONTRADICTED, (link,), diagnosis=Diagnosis.VALUE, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(judged, found.fact, outcome, ""),
        fix=fix, strength=0,
    )  # fmt: skip


def _is_of_grain(point: Point, unit: str) -> bool:
    grain = None if point.period is None else point.period.grain
    return grain in YEARS if unit == "year" else grain is Grain(unit)


def _held(match: re.Match[str], anchor: Judgement, fact: Fact, scene: Scene) -> tuple[Holds, str] | None:
    """What is said to have held each time, and its words: "fell", "below 4%"; None where the draft does not tell."""
    quantity = anchor.claim.mention.quantity
    bound = None if quantity is None else BOUNDS.get(quantity.modifier)
    way = _way(match, anchor.claim, scene)
    if bound is not None and way is None and quantity is not None and quantity.value is not None:
        told = "above" if bound is Direction.UP else "below"
        return beyond(quantity.value, bound), f"{told} {anchor.claim.mention.surface}"
    if way is None or bound is not None:
        return None
    if anchor.claim.kind is Kind.CHANGE and not fact.derivation:
        if (fact.value > 0) is not (way is Direction.UP):
            return None
        return beyond(fact.value * 0, way), "of growth" if way is Direction.UP else "of decline"
    if fact.derivation and fact.kind is not Kind.CHANGE:
        return None
    return moves(way), "above the one before" if way is Direction.UP else "below the one before"


def _way(match: re.Match[str], anchor: Claim, scene: Scene) -> Direction | None:
    """The way of a streak, by a word right behind it, or the nearest one since the figure, or the figure's own verb."""
    text = scene.context.document.text
    behind = tokenize(text, match.end(), match.end() + REACH)[:MOST_APART]
    for token in (*tokenize(text, match.start(), match.end()), *behind):
        if token.gap.strip() or token.norm in word_set("histories", "joining"):
            break
        if (way := _direction(token)) is not None:
            return way
    if behind and behind[0].norm == "of":
        return None  # "the third month of strikes"
    span = _between(match, anchor)
    between = tokenize(text, span.start, span.end)
    for token in reversed(between):
        if (way := _direction(token)) is not None:
            return way
    passed = word_set("histories", "passed")
    only_time = all(token.norm in passed or token.capital or token.text[:1].isdigit() for token in between)
    return anchor.direction if only_time else None


def _between(match: re.Match[str], anchor: Claim) -> Span:
    """What stands between a figure and a streak, or before the streak where the figure follows."""
    if anchor.mention.end <= match.start():
        return Span(anchor.mention.end, match.start())
    return Span(max(anchor.sentence.start, match.start() - REACH), match.start())


def _is_compared(end: int, scene: Scene) -> bool:
    """Whether a streak is of how two things compare: "the third month in a row that prices rose faster than pay"."""
    text = scene.context.document.text
    return any(token.norm == "than" for token in tokenize(text, end, min(len(text), end + REACH))[:MOST_BEHIND])


def _direction(token: Token) -> Direction | None:
    if token.norm in word_set("histories", "rises"):
        return Direction.UP
    return Direction.DOWN if token.norm in word_set("histories", "falls") else None


def _record(
    match: re.Match[str], judgements: Sequence[Judgement], starts: Sequence[int], scene: Scene
) -> tuple[Mention, Since, Mention] | None:
    """The words "the highest since 1981" of the figure before them, with what its line shows, and the time named."""
    at = bisect_left(starts, match.end())
    mark = judgements[at].claim.mention if at < len(judgements) else None
    anchor = _anchor(match.start(), judgements, starts)
    if mark is None or mark.start != match.end() or anchor is None or mark.start - match.start() > REACH:
        return None
    period, fact = mark.period or parse_period(mark.surface), anchor.links[0].fact
    if period is None or fact.derivation or not _is_of_measure(match, fact, anchor.claim, scene):
        return None
    span = Span(anchor.claim.mention.end, match.start())
    if not _is_plain(span, mark.end, scene) or not _leads_on(span, judgements, starts, fact, anchor.claim, scene):
        return None
    course = course_of(fact, scene)
    found = since(course, period, Direction.UP if match["up"] else Direction.DOWN) if len(course) > 1 else None
    if found is None or judgements[at].claim.block != anchor.claim.block:
        return None
    words = scene.context.document.text[match.start() : mark.end]
    said = Mention(match.start(), mark.end, words, EXTREME, Kind.EXTREME, None, EXTREME)
    return said, found, mark


def _judged_words(told: Sequence[tuple[Mention, Since, Mention]], scene: Scene) -> list[Judgement]:
    claims = claims_of_words(scene.context.document, [said for said, _, _ in told], scene.as_of) if told else ()
    judged = []
    for claim, (_, found, mark) in zip(claims, told, strict=True):
        own = replace(claim, id=f"{claim.id}-{claim.mention.start}", is_claim=True, reason="")
        if own.status in CAN_BE_WRONG:
            judged.append(_word(own, found, mark))
    return judged


def _is_plain(before: Span, end: int, scene: Scene) -> bool:
    """Whether "the highest since 1981" is all: no "second highest", and no figure of its own behind it."""
    text = scene.context.document.text
    lead = tokenize(text, max(before.start, before.end - NEXT_WORD), before.end)[-1:]
    behind = tokenize(text, end, min(len(text), end + NEXT_WORD))[:1]
    if not lead or lead[0].norm not in word_set("histories", "determiners"):
        return False
    return not behind or bool(behind[0].gap.strip()) or behind[0].norm not in word_set("histories", "leading")


def _leads_on(
    span: Span, judgements: Sequence[Judgement], starts: Sequence[int], fact: Fact, anchor: Claim, scene: Scene
) -> bool:
    """Whether every word between a figure and what is said of its course goes on about that figure, or is a time."""
    known = word_set("histories", "passed") | word_set("histories", "leading")
    known |= measure_stems(fact.measure) | measure_stems(anchor.subject)
    near = judgements[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    times = [one.claim.mention.span for one in near if one.claim.mention.period or one.claim.mention.kind is Kind.YEAR]
    return all(
        token.norm in known
        or token.stem in known
        or _direction(token) is not None
        or any(time.start <= token.start < time.end for time in times)
        for token in tokenize(scene.context.document.text, span.start, span.end)
    )


def _is_of_measure(match: re.Match[str], fact: Fact, anchor: Claim, scene: Scene) -> bool:
    """Whether no word between "highest" and "since" makes it another thing than the figure: "the highest May since".

    The largest increase is a value of a table of changes, not of one of levels.
    """
    known = word_set("histories", "passed") | measure_stems(fact.measure) | measure_stems(anchor.subject)
    moving = word_set("histories", "rises") | word_set("histories", "falls")
    of_changes = any(is_change(scene.index.series[at]) for at in scene.index.positions_of(fact))
    for token in tokenize(match["said"]):
        if token.norm in moving:
            if not of_changes or (token.norm in word_set("histories", "falls")):
                return False
        elif token.norm not in known and token.stem not in known:
            return False
    return True


def _word(claim: Claim, found: Since, mark: Mention) -> Judgement:
    shown = f"{fact_place(found.fact)}: {found.fact.derivation}"
    link = Link(found.fact, 1.0, (REASON,))
    if found.holds:
        return Judgement(claim, Verdict.CONSISTENT, (link,), message=shown, strength=0)
    code = code_for(Verdict.CONTRADICTED, Diagnosis.RANK, found.fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, (link,), diagnosis=Diagnosis.RANK, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=f'"{claim.mention.surface}" but {shown}',
        fix=in_place(claim.mention, _since_when(claim, mark, found)), strength=0,
    )  # fmt: skip


def _since_when(claim: Claim, mark: Mention, found: Since) -> str:
    """The words with the right time: a year where the draft gives one, not the figure's own, or the month."""
    surface, last = claim.mention.surface, found.last
    head = surface[: len(surface) - len(mark.surface)]
    if last is None:
        return ""
    now = found.fact.period
    if mark.surface.isdigit() and (now is None or now.start.year > last.start.year):
        return f"{head}{last.start.year}"
    return f"{head}{last.start:%B} {last.start.year}" if last.grain is Grain.MONTH else ""
