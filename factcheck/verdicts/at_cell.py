"""Which cells of a small table a wrong figure may have been meant for, and how easily chance would explain the slip.

The words choose the cell, since the value of a wrong figure cannot. The fewer cells they leave, the more a slip that
leads to one of them tells: two digits swapped in a number of two say nothing beside ten cells, and much beside one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.frozen import record
from factcheck.linking.evidence import dimension
from factcheck.linking.laid_out import Found
from factcheck.linking.layouts import Layout
from factcheck.model import Cell, Diagnosis, Fact, Kind, Quantity
from factcheck.precision import told_digits
from factcheck.verdicts.trial import differs

MARGIN = 0.12  # below the best named, in which a fact may still be meant
CLEAR = 0.74  # the score from which the words name a fact clearly
FEW = 3  # facts that a text may leave open and still name clearly
BY_CHANCE = {1: Fraction(1, 16), 2: Fraction(1, 30), 3: Fraction(1, 30)}  # how likely a slip by chance may be then
MOST_BY_CHANCE = Fraction(1, 100)  # and where it leaves more open
MOST_COUNTED = 400  # cells that are looked at for the number of another
CALCULATED = frozenset({Kind.TOTAL, Kind.SHARE, Kind.CHANGE, Kind.DIFFERENCE, Kind.AVERAGE})
WAYS = {
    Diagnosis.SCALE: 4,
    Diagnosis.ROUNDING: 3,
    Diagnosis.ZERO: 5,
    Diagnosis.UNIT: 1,
    Diagnosis.CURRENCY: 1,
    Diagnosis.PERCENT_POINTS: 1,
}
OF_NEIGHBOURS = frozenset({Diagnosis.NEIGHBOUR_ROW, Diagnosis.NEIGHBOUR_PERIOD})


@record
class Slip:
    """A fact that the figure was meant for, how it went wrong, and how likely chance would bring that about."""

    found: Found
    outcome: Outcome
    diagnosis: Diagnosis
    words: str
    chance: Fraction
    among: int
    one_row: bool
    neighbours: Neighbours


def may_be_meant(found: Sequence[Found], taken: Iterable[frozenset[Cell]]) -> list[Found]:
    """The facts that the words name as well as the best, without those that other figures of the sentence hold.

    What takes up all rows of an axis that is left open is meant before any one of them.
    """
    held = set(taken)
    free = [one for one in found if frozenset(one.fact.cells) not in held]
    near = [one for one in free if one.score >= free[0].score - MARGIN]
    closed = [one for one in near if not one.is_open]
    best = max((one.score for one in closed), default=0.0)
    return closed if closed and best >= near[0].score - MARGIN / 4 else near


def slips_of(quantity: Quantity, meant: Sequence[Found], layout: Layout) -> list[Slip]:
    """The mistakes that lead from a figure to one of some facts; none where the figure agrees with any."""
    tried = [(one, compare(quantity, unsigned(one.fact))) for one in meant]
    if any(outcome.agreement not in (Agreement.DIFFERS, Agreement.INCOMPARABLE) for _, outcome in tried):
        return []
    among = len({abs(one.fact.value) for one in meant})
    one_row = len({(one.fact.row, one.fact.entity) for one in meant}) == 1
    found = []
    for one, outcome in tried:
        if differs(outcome):
            others = neighbours_of(one, layout)
            diagnosis, words = diagnose(quantity, _plain(one.fact), outcome, others)
            chance = _chance(quantity, diagnosis, others, among)
            if chance is not None:
                found.append(Slip(one, outcome, diagnosis, words, chance, among, one_row, others))
    return found


def is_no_chance(slip: Slip, *, timed: bool) -> bool:
    """Whether chance hardly explains a slip, for as clearly as its cell is named; `timed` that its time is told."""
    one = slip.found
    clear = timed and one.score >= CLEAR and one.beside and not one.is_open
    return slip.chance <= (BY_CHANCE.get(slip.among, MOST_BY_CHANCE) if clear else MOST_BY_CHANCE)


def _chance(quantity: Quantity, diagnosis: Diagnosis, others: Neighbours, among: int) -> Fraction | None:
    """How likely such a slip would be met by chance with one of so many facts; None for what is no known slip."""
    digits = told_digits(quantity)
    ways = {
        **WAYS,
        Diagnosis.TRANSPOSED: digits * (digits - 1) // 2,
        Diagnosis.NEIGHBOUR_ROW: len(others.rows),
        Diagnosis.NEIGHBOUR_PERIOD: len(others.periods),
    }.get(diagnosis)
    return None if ways is None else Fraction(ways * among, 9 * 10 ** (digits - 1))


def neighbours_of(one: Found, layout: Layout) -> Neighbours:
    """The other cells of the column at the cell's time, and of its row at other times, in the scale of the reading."""
    row, column = one.fact.row, layout.position(one.fact.column)
    if one.fact.derivation or (row, column) not in layout.cells:
        return Neighbours()
    own = layout.fact(row, column)
    times = one.fact.value / own.value if own.value else Fraction(1)
    rows, periods = [], []
    for place in layout.beside(row, column)[:MOST_COUNTED]:
        fact = layout.fact(*place)
        if not _is_alike(fact, own):
            continue
        if place[1] == column and fact.period == own.period:
            rows.append(replace(_scaled(fact, times), unit=one.fact.unit))
        elif place[0] == row and fact.period != own.period:
            periods.append(replace(_scaled(fact, times), unit=one.fact.unit))
    return Neighbours(rows=tuple(rows), periods=tuple(periods))


def _is_alike(fact: Fact, own: Fact) -> bool:
    """Whether two cells of a row or column count the same: "$2,780" at its top and a bare "2,397" do."""
    return fact.unit == own.unit or (dimension(fact.unit or own.unit) == "currency" and None in (fact.unit, own.unit))


def _scaled(fact: Fact, times: Fraction) -> Fact:
    fact = unsigned(fact)
    return fact if times == 1 else replace(fact, value=fact.value * times, interval=fact.interval.scaled(times))


def unsigned(fact: Fact) -> Fact:
    """The fact in size alone: "a loss of 4,697"."""
    if fact.value >= 0:
        return fact
    return replace(fact, value=-fact.value, interval=fact.interval.scaled(Fraction(-1)))


def _plain(fact: Fact) -> Fact:
    """A calculated fact as if it stood in a cell: swapped digits are what they are, not parts that do not add up."""
    fact = unsigned(fact)
    return replace(fact, derivation="", kind=Kind.LEVEL) if fact.derivation and fact.kind in CALCULATED else fact
