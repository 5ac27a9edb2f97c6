"""FC404: a change and the two values beside it in one sentence: "rose 12% to 3.4 million from 3.1 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from factcheck.model import Claim, Diagnosis, Direction, Finding, Interval, Modifier, Quantity
from factcheck.phrasing import plain_number
from factcheck.precision import round_step, slack, step
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, same_unit, word_pattern

_NOUN = r"(?:[ -][\w'’-]+){0,3}?"
_TO = re.compile(rf"{_NOUN},? to ")
_FROM = re.compile(rf"{_NOUN},? from ")
_BY = re.compile(rf"{_NOUN},? by ")


@dataclass(frozen=True, slots=True)
class Move:
    """A change and the values before and after it."""

    change: Claim
    old: Claim
    new: Claim


def change_in_a_sentence(draft: Draft) -> Iterator[Finding]:
    """Changes that the values beside them belie."""
    for sentence, claims in draft.sentences:
        if len(claims) < 3 or word_pattern("other_basis").search(draft.text, sentence.start, sentence.end):
            continue
        for move in _moves(draft, claims):
            yield from _judged(draft, move)


def _moves(draft: Draft, claims: Sequence[Claim]) -> Iterator[Move]:
    """Three figures in a row that the words between them make a change with its two values."""
    for one, two, three in zip(claims, claims[1:], claims[2:], strict=False):
        first, second = draft.between(one, two), draft.between(two, three)
        if _TO.fullmatch(first) and _FROM.fullmatch(second):
            yield Move(one, three, two)  # rose 12% to NEW from OLD
        elif _FROM.fullmatch(first) and _TO.fullmatch(second):
            yield Move(one, two, three)  # rose 12% from OLD to NEW
        elif _TO.fullmatch(first) and _states_change().fullmatch(second):
            yield Move(three, one, two)  # from OLD to NEW, a gain of 12%
        elif _FROM.fullmatch(first) and _states_change().fullmatch(second):
            yield Move(three, two, one)  # to NEW from OLD, a gain of 12%


@cache
def _states_change() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, phrases("change_nouns")))
    return re.compile(
        rf"{_NOUN}(?:,| –| —|—| \(|;) ?(?:(?:an?|the) )?(?:(?:{nouns}) (?:of|by) |up |down |or |\+)?", re.IGNORECASE
    )


def _judged(draft: Draft, move: Move) -> Iterator[Finding]:
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    if not same_unit(old, new) or any(q.modifier is not Modifier.EXACT or q.value is None for q in (old, new)):
        return
    if not old.value or change.value is None or old.value < 0 or (new.value or 0) < 0:
        return
    if _contrary(move):
        yield _finding(draft, move, Diagnosis.DIRECTION, _share(old, new))
    elif dimension(change) == "percent":
        yield from _percent(draft, move)
    elif dimension(change) == "percentage_points" and dimension(old) == "percent":
        yield from _points(draft, move)


def _points(draft: Draft, move: Move) -> Iterator[Finding]:
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    if not _size(_minus(_rounding(new), _rounding(old))).overlaps(_size(change.interval)):
        yield _finding(draft, move, Diagnosis.VALUE, (new.value or Fraction(0)) - (old.value or Fraction(0)))


def _percent(draft: Draft, move: Move) -> Iterator[Finding]:
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    allowed = _share_interval(old, new)
    if allowed is None or _size(allowed).overlaps(_size(change.interval)):
        return
    points = _size(_minus(_rounding(new), _rounding(old)))
    if dimension(old) == "percent" and points.overlaps(_size(change.interval)):
        yield _finding(draft, move, Diagnosis.PERCENT_POINTS, _share(old, new))
    else:
        yield _finding(draft, move, Diagnosis.VALUE, _share(old, new))


def _share(old: Quantity, new: Quantity) -> Fraction:
    assert old.value and new.value is not None  # noqa: S101, PT018 - looked at before
    return (new.value / old.value - 1) * 100


def _share_interval(old: Quantity, new: Quantity) -> Interval | None:
    """The percent changes that the two values allow, each within its rounding."""
    before, after = _rounding(old), _rounding(new)
    if before.low is None or before.high is None or before.low <= 0 or after.low is None or after.high is None:
        return None
    return Interval((after.low / before.high - 1) * 100, (after.high / before.low - 1) * 100)


def _rounding(quantity: Quantity) -> Interval:
    """The values that round to the written digits; a count with trailing zeros may be rounded too."""
    value, half = quantity.value, step(quantity) / 2
    assert value is not None  # noqa: S101 - looked at before
    if quantity.interval.is_point:
        half = slack(quantity) if round_step(quantity) > 1 else Fraction(0)
    return Interval(value - half, value + half)


def _minus(one: Interval, other: Interval) -> Interval:
    if None in (one.low, one.high, other.low, other.high):
        return Interval(None, None)
    assert one.low is not None and one.high is not None and other.low is not None and other.high is not None  # noqa: S101, PT018
    return Interval(one.low - other.high, one.high - other.low)


def _size(interval: Interval) -> Interval:
    """The sizes that an interval of signed values allows."""
    if interval.low is not None and interval.low >= 0:
        return Interval(interval.low, interval.high)
    if interval.high is not None and interval.high <= 0:
        return Interval(-interval.high, None if interval.low is None else -interval.low)
    if interval.low is None or interval.high is None:
        return Interval(Fraction(0), None)
    return Interval(Fraction(0), max(-interval.low, interval.high))


def _contrary(move: Move) -> bool:
    """Whether the words say up and the values down, or the other way round, beyond all rounding."""
    old, new = quantity_of(move.old), quantity_of(move.new)
    if _rounding(old).overlaps(_rounding(new)) or old.value is None or new.value is None:
        return False
    directions = {claim.direction for claim in (move.change, move.new, move.old)} - {None}
    if len(directions) != 1:
        return False
    return (Direction.UP in directions) != (new.value > old.value)


def _finding(draft: Draft, move: Move, diagnosis: Diagnosis, right: Fraction) -> Finding:
    old, new = move.old.mention.surface, move.new.mention.surface
    went = "rise" if right > 0 else "fall"
    points = dimension(quantity_of(move.change)) == "percentage_points"
    size = f"{plain_number(abs(right), 3)}{' percentage points' if points else '%'}"
    message = f"“{old}” to “{new}” is a {went} of {size}, not “{move.change.mention.surface}”"
    if diagnosis is Diagnosis.DIRECTION:
        message = f"“{old}” to “{new}” is a {went}; the words say the other way"
    if diagnosis is Diagnosis.PERCENT_POINTS:
        message += ": percent for percentage points?"
    suggestion = rewritten(move.change.mention, abs(right)) if diagnosis is Diagnosis.VALUE else ""
    related = [(move.old, "the value before"), (move.new, "the value after")]
    return draft.finding("FC404", move.change, message, diagnosis, suggestion, related)
