"""FC404: a change and the two values beside it in one sentence: "rose 12% to 3.4 million from 3.1 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from factcheck.model import Claim, Diagnosis, Direction, Finding, Interval, Kind, Quantity
from factcheck.phrasing import plain_number, with_unit
from factcheck.rewriting import as_points, flipped, rewritten
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, phrases, quantity_of, same_unit, word_pattern
from factcheck.rules.gaps import has_other_basis, plans_and_facts, row
from factcheck.rules.roles import CHANGES, Move, is_multiple, moves
from factcheck.rules.spans import difference, multiple_span, percent_change, percent_span, quotient, size, value_span

LEVELS = frozenset(
    {
        Kind.LEVEL,
        Kind.COUNT,
        Kind.TOTAL,
        Kind.RATE,
        Kind.AVERAGE,
        Kind.SHARE,
        Kind.CHANGE,
        Kind.DIFFERENCE,
        Kind.DURATION,
    }
)
_FAR = 10


def change_in_a_sentence(draft: Draft) -> Iterator[Finding]:
    """Changes that the values beside them belie."""
    for sentence, claims in plans_and_facts(draft):
        figures = row(draft, claims) if len(claims) >= 3 else []
        for move in moves(draft, figures, sentence.start):
            if not has_other_basis(draft, sentence.start, sentence.end, move.change):
                yield from judged(draft, move)


def judged(draft: Draft, move: Move) -> Iterator[Finding]:
    """The finding of a change that its values belie."""
    rivals = (Move(move.change, move.old, one, move.start, move.end, True) for one in move.rivals)
    if any(_agrees(draft, rival) for rival in rivals):
        return
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    agrees = _agrees(draft, move)
    if agrees is not False:
        if (agrees or move.change.kind in CHANGES) and _contrary(draft, move):
            yield _finding(draft, move, Diagnosis.DIRECTION)
    elif _is_in_points(change, old, new):
        yield _finding(draft, move, Diagnosis.PERCENT_POINTS)
    else:
        yield _finding(draft, move, Diagnosis.VALUE)


def _agrees(draft: Draft, move: Move) -> bool | None:
    """Whether the change may be what its values make; None where that cannot be worked out."""
    pair, change, old = _comparable(move), quantity_of(move.change), quantity_of(move.old)
    if pair is None or not _is_told_as_change(draft, move):
        return None
    before, after = pair
    stated: Interval | None
    if is_times(move.change):
        return _agrees_in_times(draft, move, before, after)
    if dimension(change) in {"percent", "ratio"}:
        stated, made = percent_span(change), percent_change(after, before)
        if dimension(change) == "ratio" and dimension(old) == "percent" and change.value is not None:
            tenths = Interval(change.value, change.value)  # "down a tenth from 2.3%" is a tenth of a point
            if _sizes_meet(difference(after, before), tenths):
                return True
    elif is_points(change, old) or (move.change.kind in CHANGES and _same_thing(change, old, move.compared)):
        stated, made = value_span(change), difference(after, before).scaled(1 / _per_point(change))
    else:
        return None
    return None if stated is None or made is None else _sizes_meet(made, stated)


def _agrees_in_times(draft: Draft, move: Move, before: Interval, after: Interval) -> bool | None:
    """Whether the one value is so many times the other.

    "Five times faster" is said of a fifth of the time, and "lost a third" leaves two thirds.
    """
    stated, made = multiple_span(move.change, draft.text), quotient(after, before)
    if stated is None or made is None:
        return None
    if made.overlaps(stated):
        return True
    value = quantity_of(move.change).value
    if value is not None and value > 1 and _compared_by().match(draft.text, move.change.mention.end):
        inverse = quotient(before, after)
        return inverse is None or inverse.overlaps(stated)
    share = percent_span(quantity_of(move.change)) if move.change.kind is Kind.SHARE else None
    return share is not None and _sizes_meet(percent_change(after, before), share)


@cache
def _compared_by() -> re.Pattern[str]:
    """How things are said to be better by a multiple, which may be a lower value: " faster", " cheaper"."""
    return re.compile(rf"(?: as)? (?:{any_of(phrases('less_is_more', 'changes'))})\b", re.IGNORECASE)


@cache
def _says_more() -> re.Pattern[str]:
    """The word behind a change that tells its way: "30% more", "a 30% increase"."""
    up, down = (any_of(phrases(f"nouns_{way}", "changes")) for way in ("up", "down"))
    return re.compile(rf"[ -](?:(?P<up>more|higher|{up})|(?P<down>fewer|less|lower|{down}))\b", re.IGNORECASE)


def _is_told_as_change(draft: Draft, move: Move) -> bool:
    return move.change.kind in CHANGES or is_times(move.change) or _stated(draft, move) is not None


def is_times(claim: Claim) -> bool:
    """Whether the figure tells how many times the one value is the other: "doubled", "half the 80"."""
    return is_multiple(claim) or (claim.kind is Kind.SHARE and dimension(quantity_of(claim)) == "ratio")


def _comparable(move: Move) -> tuple[Interval, Interval] | None:
    """What the two values allow, where both are above zero and of one thing."""
    old, new = quantity_of(move.old), quantity_of(move.new)
    if not _same_thing(old, new, move.compared) or not {move.old.kind, move.new.kind} <= LEVELS:
        return None
    before, after = value_span(old), value_span(new)
    if before is None or after is None or (old.value or 0) <= 0 or (new.value or 0) < 0:
        return None
    return before, after


def _same_thing(old: Quantity, new: Quantity, compared: bool = False) -> bool:
    """Whether two values are in one unit and, where both name what they count, count the same.

    "$900" and "$1,000 a month" are in one unit; things that are compared may be two.
    """
    if (old.unit is None) != (new.unit is None) and old.value and new.value:
        return Fraction(1, _FAR) <= new.value / old.value <= _FAR  # "3.4 million euros, up from 3.1 million"
    if not same_unit(old, new):
        names = [one.unit.name if one.unit else "" for one in (old, new)]
        return all(names) and (names[0].startswith(f"{names[1]} per ") or names[1].startswith(f"{names[0]} per "))
    return (
        compared or old.unit is None or new.unit is None or dimension(old) != "count" or old.unit.name == new.unit.name
    )


def is_points(change: Quantity, old: Quantity) -> bool:
    """Whether a change is told in percentage points of a percentage, also as "2 points"."""
    if dimension(old) != "percent":
        return False
    return dimension(change) == "percentage_points" or (
        change.unit is not None and change.unit.name in {"point", "points"}
    )


def _per_point(change: Quantity) -> Fraction:
    return Fraction(1, 100) if change.unit is not None and change.unit.name == "basis point" else Fraction(1)


def _is_in_points(change: Quantity, old: Quantity, new: Quantity) -> bool:
    """Whether the change is right in points and told in percent, or the other way round."""
    before, after = value_span(old), value_span(new)
    if before is None or after is None or dimension(old) != "percent" or is_basis(change):
        return False
    if dimension(change) == "percent":
        return _sizes_meet(percent_span(change), difference(after, before))
    return dimension(change) == "percentage_points" and _sizes_meet(value_span(change), percent_change(after, before))


def _sizes_meet(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and size(one).overlaps(size(other))


def is_basis(change: Quantity) -> bool:
    """Whether a change is told in hundredths of a percentage point."""
    return _per_point(change) != 1


def _contrary(draft: Draft, move: Move) -> bool:
    """Whether the words say up and the values down, or the other way round, beyond all rounding."""
    pair, stated = _comparable(move), _stated(draft, move)
    if counted_noun(move.change) in phrases("steps", "changes"):
        return False  # "up 21 places from 34 to 13": the first place is the highest
    if stated is None or pair is None or pair[0].overlaps(pair[1]):
        return False
    return (stated is Direction.UP) != ((quantity_of(move.new).value or 0) > (quantity_of(move.old).value or 0))


def _stated(draft: Draft, move: Move) -> Direction | None:
    """The direction that the words at the change give; None where they give none or both."""
    if draft.text[move.start : move.change.mention.start].endswith("+"):
        return Direction.UP
    if (behind := _says_more().match(draft.text, move.change.mention.end)) is not None:
        return Direction.UP if behind["up"] else Direction.DOWN
    rising = word_pattern("rising").search(draft.text, move.start, move.end)
    falling = word_pattern("falling").search(draft.text, move.start, move.end)
    if (rising is None) == (falling is None):
        return None if rising is not None else move.change.direction
    return Direction.UP if rising else Direction.DOWN


def _finding(draft: Draft, move: Move, diagnosis: Diagnosis) -> Finding:
    old, new, change = (claim.mention.surface for claim in (move.old, move.new, move.change))
    right, made = _made(move)
    mention, fix = move.change.mention, None
    match diagnosis:
        case Diagnosis.DIRECTION:
            went = "rise" if right > 0 else "fall"
            message = f"“{old}” to “{new}” is a {went}; the words say the other way"
            fix = None if move.compared else flipped(draft.text, mention)
        case Diagnosis.PERCENT_POINTS:
            message = f"“{old}” to “{new}” is {made}, not “{change}”: percent for percentage points?"
            fix = as_points(mention)
        case _:
            message = f"“{old}” to “{new}” is {made}, not “{change}”"
            # Of three amounts any may be the wrong one; a percentage is worked out from the other two.
            percent = dimension(quantity_of(move.change)) == "percent"
            fix = rewritten(mention, abs(right)) if percent else None
    related = [(move.old, "the value before"), (move.new, "the value after")]
    return draft.finding("FC404", move.change, message, diagnosis, fix, related)


def _made(move: Move) -> tuple[Fraction, str]:
    """What the two values make, signed, and in words."""
    change, old, new = (quantity_of(claim) for claim in (move.change, move.old, move.new))
    before, after = old.value or Fraction(1), new.value or Fraction(0)
    if is_times(move.change):
        return after - before, f"{plain_number(_short(after / before))} times as much"
    if dimension(change) in {"percent", "ratio"}:
        right, unit = (after / before - 1) * 100, "%"
        told = with_unit(_short(abs(right)), None) + unit
    else:
        right = (after - before) / _per_point(change)
        told = with_unit(_short(abs(right)), change.unit)
        told += " points" if is_points(change, old) and dimension(change) == "count" else ""
    went = "rise" if right > 0 else "fall"
    return right, f"a {went} of {told}" if right else "no change"


def _short(value: Fraction) -> Fraction:
    """To three digits where the division gives more."""
    return Fraction(round(value * 100), 100) if value < 10 else Fraction(round(value * 10), 10)
