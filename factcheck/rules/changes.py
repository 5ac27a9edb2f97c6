"""FC404: a change and the two values beside it in one sentence: "rose 12% to 3.4 million from 3.1 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Direction, Finding, Interval, Kind, Modifier, Quantity
from factcheck.patterns import lazy
from factcheck.phrasing import with_unit
from factcheck.precision import round_step, slack, step
from factcheck.rewriting import as_points, flipped, rewritten
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, same_unit, word_pattern

_NOUN = r"(?:[ -][\w'’-]+){0,3}?"
_TO = lazy(rf"{_NOUN},? to ")
LEVELS = frozenset(
    {Kind.LEVEL, Kind.COUNT, Kind.TOTAL, Kind.RATE, Kind.AVERAGE, Kind.SHARE, Kind.CHANGE, Kind.DIFFERENCE}
)

_CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})


@record
class Move:
    """A change and the values before and after it; `start` and `end` bound the words that state it."""

    change: Claim
    old: Claim
    new: Claim
    start: int
    end: int


def change_in_a_sentence(draft: Draft) -> Iterator[Finding]:
    """Changes that the values beside them belie."""
    for sentence, claims in draft.sentences:
        if len(claims) < 3 or word_pattern("other_basis").search(draft.text, sentence.start, sentence.end):
            continue
        for move in _moves(draft, claims, sentence.start):
            yield from _judged(draft, move)


def _moves(draft: Draft, claims: Sequence[Claim], start: int) -> Iterator[Move]:
    """Three figures in a row that the words between them make a change with its two values."""
    for one, two, three in zip(claims, claims[1:], claims[2:], strict=False):
        first, second, end = draft.between(one, two), draft.between(two, three), three.mention.end
        if _TO.fullmatch(first) and from_what().fullmatch(second):
            yield Move(one, three, two, start, one.mention.start)  # rose 12% to NEW from OLD
        elif from_what().fullmatch(first) and _TO.fullmatch(second):
            yield Move(one, two, three, start, one.mention.start)  # rose 12% from OLD to NEW
        elif _TO.fullmatch(first) and _closes(draft, second, three):
            yield Move(three, one, two, two.mention.end, end)  # from OLD to NEW, a gain of 12%
        elif from_what().fullmatch(first) and _closes(draft, second, three):
            yield Move(three, two, one, two.mention.end, end)  # to NEW from OLD, a gain of 12%
        start = one.mention.end


@cache
def from_what() -> re.Pattern[str]:
    """What stands between a new value and the old one: "from", "in the year ended 30 June 2024, compared with"."""
    period = "|".join(map(re.escape, phrases("period_words")))
    bases = "|".join(sorted(map(re.escape, phrases("compared")), key=len, reverse=True))
    return re.compile(rf"{_NOUN}(?:,? (?:{period}|\d{{1,4}}),?){{0,14}},? (?:{bases}) ", re.IGNORECASE)


@cache
def _states_change() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, phrases("change_nouns")))
    change = rf"(?:(?:(?:an?|the) )?(?:{nouns}) (?:of|by) |up (?:by )?|down (?:by )?|or |\+|(?:an?|the) )"
    return re.compile(rf"{_NOUN}(?:,| –| —|—| \(|;) ?{change}", re.IGNORECASE)


@cache
def _change_noun() -> re.Pattern[str]:
    return re.compile(r" (?:" + "|".join(map(re.escape, phrases("change_nouns"))) + r")\b", re.IGNORECASE)


def _closes(draft: Draft, gap: str, change: Claim) -> bool:
    """Whether the figure behind the two values is their change: "a gain of 12%", "up 12%", "a 12% gain"."""
    if not _states_change().fullmatch(gap):
        return False
    end = change.mention.end
    if gap.endswith((" a ", " an ", " the ")):
        return _change_noun().match(draft.text, end) is not None
    return not draft.text.startswith((" of ", " were ", " are "), end)  # "up 12% of the total" is a share


def _judged(draft: Draft, move: Move) -> Iterator[Finding]:
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    if not _same_thing(old, new) or any(q.modifier is not Modifier.EXACT or q.value is None for q in (old, new)):
        return
    if not old.value or change.value is None or old.value < 0 or (new.value or 0) < 0:
        return
    if not {move.old.kind, move.new.kind} <= LEVELS:
        return
    expected = _expected(move)
    if expected is None or (move.change.kind not in _CHANGES and _stated(draft, move) is None):
        return
    allowed, right = expected
    if _size(allowed).overlaps(_size(change.interval)):
        if _contrary(draft, move):
            yield _finding(draft, move, Diagnosis.DIRECTION, right)
    elif dimension(change) == dimension(old) == "percent" and _size(_gap(old, new)).overlaps(_size(change.interval)):
        yield _finding(draft, move, Diagnosis.PERCENT_POINTS, right)
    else:
        yield _finding(draft, move, Diagnosis.VALUE, right)


def _same_thing(old: Quantity, new: Quantity) -> bool:
    """Whether the two values are in one unit and, where both name what they count, count the same."""
    if not same_unit(old, new):
        return False
    return old.unit is None or new.unit is None or dimension(old) != "count" or old.unit.name == new.unit.name


def _expected(move: Move) -> tuple[Interval, Fraction] | None:
    """The changes that the two values allow, each within its rounding, and the best estimate; signed."""
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    assert old.value and new.value is not None  # noqa: S101, PT018 - looked at before
    if dimension(change) == "percent":
        allowed = _share(old, new)
        return None if allowed is None else (allowed, (new.value / old.value - 1) * 100)
    points = dimension(change) == "percentage_points" and dimension(old) == "percent"
    moved = move.change.kind in _CHANGES and _same_thing(change, new)
    return (_gap(old, new), new.value - old.value) if points or moved else None


def _share(old: Quantity, new: Quantity) -> Interval | None:
    before, after = rounding_of(old), rounding_of(new)
    if before.low is None or before.high is None or before.low <= 0 or after.low is None or after.high is None:
        return None
    return Interval((after.low / before.high - 1) * 100, (after.high / before.low - 1) * 100)


def _gap(old: Quantity, new: Quantity) -> Interval:
    before, after = rounding_of(old), rounding_of(new)
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return Interval(None, None)
    return Interval(after.low - before.high, after.high - before.low)


def rounding_of(quantity: Quantity) -> Interval:
    """The values that round to the written digits; a count with trailing zeros may be rounded too."""
    value, half = quantity.value, step(quantity) / 2
    assert value is not None  # noqa: S101 - looked at before
    if quantity.interval.is_point:
        half = slack(quantity) if round_step(quantity) > 1 else Fraction(0)
    return Interval(value - half, value + half)


def _size(interval: Interval) -> Interval:
    """The sizes that an interval of signed values allows."""
    if interval.low is not None and interval.low >= 0:
        return Interval(interval.low, interval.high)
    if interval.high is not None and interval.high <= 0:
        return Interval(-interval.high, None if interval.low is None else -interval.low)
    if interval.low is None or interval.high is None:
        return Interval(Fraction(0), None)
    return Interval(Fraction(0), max(-interval.low, interval.high))


def _contrary(draft: Draft, move: Move) -> bool:
    """Whether the words say up and the values down, or the other way round, beyond all rounding."""
    old, new = quantity_of(move.old), quantity_of(move.new)
    stated = _stated(draft, move)
    if stated is None or old.value is None or new.value is None or rounding_of(old).overlaps(rounding_of(new)):
        return False
    return (stated is Direction.UP) != (new.value > old.value)


def _stated(draft: Draft, move: Move) -> Direction | None:
    """The direction that the words at the change give; None where they give none or both."""
    rising = word_pattern("rising").search(draft.text, move.start, move.end)
    falling = word_pattern("falling").search(draft.text, move.start, move.end)
    if (rising is None) == (falling is None):
        return None
    return Direction.UP if rising else Direction.DOWN


def _finding(draft: Draft, move: Move, diagnosis: Diagnosis, right: Fraction) -> Finding:
    old, new, change = (claim.mention.surface for claim in (move.old, move.new, move.change))
    went, unit = "rise" if right > 0 else "fall", quantity_of(move.change).unit
    made = f"a {went} of {with_unit(_short(abs(right)), unit)}" if right else "no change"
    mention, suggestion = move.change.mention, ""
    match diagnosis:
        case Diagnosis.DIRECTION:
            message = f"“{old}” to “{new}” is a {went}; the words say the other way"
            suggestion = flipped(draft.text, mention)
        case Diagnosis.PERCENT_POINTS:
            message = f"“{old}” to “{new}” is {made}, not “{change}”: percent for percentage points?"
            suggestion = as_points(mention)
        case _:
            message = f"“{old}” to “{new}” is {made}, not “{change}”"
            # Of three amounts any may be the wrong one; a percentage is worked out from the other two.
            suggestion = rewritten(mention, abs(right)) if unit is not None and unit.dimension == "percent" else ""
    related = [(move.old, "the value before"), (move.new, "the value after")]
    return draft.finding("FC404", move.change, message, diagnosis, suggestion, related)


def _short(value: Fraction) -> Fraction:
    """To three digits where the division gives more."""
    return Fraction(round(value * 100), 100) if value < 10 else Fraction(round(value * 10), 10)
