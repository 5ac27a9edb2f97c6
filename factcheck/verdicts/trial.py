"""A reading tried: the fact that a claim was held against, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.comparison import Agreement, Outcome
from factcheck.frozen import record
from factcheck.linking.readings import Reading
from factcheck.model import Diagnosis, Fact, Link, Quantity, Status

CAN_BE_WRONG = frozenset({Status.ASSERTED, Status.ATTRIBUTED})
SAME_NUMBER = frozenset({Diagnosis.CURRENCY, Diagnosis.UNIT, Diagnosis.PERCENT_POINTS, Diagnosis.DIRECTION})
MOST_RIVALS = 5


@record
class Tried:
    """A reading and what came of comparing the claim with it."""

    reading: Reading
    outcome: Outcome


def telling_digits(quantity: Quantity) -> int:
    """How many digits that carry information the claim is written with."""
    best = quantity.best
    if best is None or best == 0 or quantity.quantum is None:
        return 1
    return len(str(int(abs(best) / quantity.quantum)).rstrip("0")) or 1


def differs(outcome: Outcome) -> bool:
    """Whether a comparison speaks against the claim; other units do only where the bare numbers are the same."""
    if outcome.agreement is Agreement.INCOMPARABLE:
        return outcome.diagnosis is not None
    return outcome.agreement is Agreement.DIFFERS


def links_of(one: Tried, tried: Sequence[Tried]) -> tuple[Link, ...]:
    """The fact that decided, then the others at its place: rivals of the same measure, entity and period."""
    fact = one.reading.fact
    rivals = [
        other.reading.link
        for other in tried
        if other is not one and not fact.derivation and _same_thing(fact, other.reading.fact)
    ]
    return (one.reading.link, *rivals[:MOST_RIVALS])


def _same_thing(fact: Fact, other: Fact) -> bool:
    return (fact.measure, fact.entity, fact.period) == (
        other.measure,
        other.entity,
        other.period,
    ) and not other.derivation
