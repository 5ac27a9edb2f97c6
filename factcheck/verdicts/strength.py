"""The strength of a match: how many other facts of the tables would have matched by value alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from factcheck import units
from factcheck.comparison import compare
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.model import Fact, Interval, Judgement, Quantity, Unit, Verdict
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore
from factcheck.verdicts.trial import telling_digits

MOST: Final = 99  # counted at most: what so many facts have tells nothing
SEVERAL: Final = 3
NAMED_IN_FULL: Final = 0.95  # the score of a fact that the words name: then even one digit is no chance
_OPEN: Final = 2  # "more than v" is looked for up to this many times v, where its hedge gives no end


def with_strength(judgement: Judgement, store: ReferenceStore) -> Judgement:
    """The judgement with the number of other facts that agree with its figure, and whether it is weak for that.

    Counted are all cells in the figure's unit, and the calculations that its words call for. A pinned figure was not
    searched for, so that nothing else was in question.
    """
    quantity = judgement.claim.mention.quantity
    if not judgement.links or quantity is None or judgement.pin is not None:
        return judgement
    worked_out = [link.fact for link in judgement.considered if link.fact.derivation]
    derived = sum(1 for fact in worked_out if compare(quantity, fact).agreement.confirms)
    itself = compare(quantity, judgement.links[0].fact).agreement.confirms
    others = min(MOST, max(0, _cells_like(quantity.unit, _bounded(quantity), store.series) + derived - itself))
    weak = judgement.verdict is Verdict.CONSISTENT and others >= SEVERAL and _is_small(quantity)
    return replace(judgement, strength=others, weak=weak and judgement.links[0].score < NAMED_IN_FULL)


def is_of_its_table(quantity: Quantity, fact: Fact, store: ReferenceStore) -> bool:
    """Whether some cell of the fact's own table agrees with a figure that the fact itself contradicts."""
    own = (series for series in store.series if series.table.name == fact.table)
    return _cells_like(quantity.unit, _bounded(quantity), own) > 0


def _is_small(quantity: Quantity) -> bool:
    """Whether a figure is a plain number of one digit, zeros aside, below a hundred: such are found everywhere."""
    best = quantity.best
    plain = dimension(quantity.unit) in PLAIN | {"ratio", "rank"}
    return plain and best is not None and abs(best) < 100 and telling_digits(quantity) == 1


def _bounded(quantity: Quantity) -> Interval:
    """What the figure allows, closed where a hedge leaves one side open."""
    low, high, far = quantity.interval.low, quantity.interval.high, quantity.far
    if low is not None and high is None:
        return Interval(low, far if far is not None and far > low else low * _OPEN)
    if high is not None and low is None:
        return Interval(far if far is not None and far < high else high / _OPEN, high)
    return quantity.interval


def _cells_like(unit: Unit | None, span: Interval, among: Iterable[Series]) -> int:
    count = 0
    bounds: dict[Unit | None, tuple[Fraction, Fraction] | None] = {}
    for series in among:
        if count > MOST:
            break
        theirs = series.unit
        if theirs not in bounds:
            bounds[theirs] = _in_unit(span, unit, theirs) if _is_alike(unit, theirs) else None
        within = bounds[theirs]
        if within is not None:
            count += series.count_from(*within, MOST + 1)
    return count


def _is_alike(mine: Unit | None, theirs: Unit | None) -> bool:
    """Whether a number in one unit may be a number in the other: the same dimension and currency, or two counts."""
    ours, held = dimension(mine), dimension(theirs)
    if ours in PLAIN or held in PLAIN:
        return ours in PLAIN and held in PLAIN
    return ours == held and units.comparable(mine, theirs)


def _in_unit(span: Interval, mine: Unit | None, theirs: Unit | None) -> tuple[Fraction, Fraction]:
    if (
        mine is not None
        and theirs is not None
        and mine.name != theirs.name
        and None not in (mine.factor, theirs.factor)
    ):
        span = units.convert_interval(span, mine, theirs)
    low, high = span.low or Fraction(0), span.high or Fraction(0)
    return min(low, high), max(low, high)
