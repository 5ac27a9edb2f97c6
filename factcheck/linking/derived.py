"""Derived facts: what follows from two or more cells, with the arithmetic in words and the rounding kept.

Signed: a fall is negative. The interval of a result is what the printed digits of its parts allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.model import Cell, Fact, Interval, Kind, Unit

PERCENT = Unit("percent", "percent", Fraction(1, 100))
POINTS = Unit("percentage point", "percentage_points", Fraction(1))
TIMES = Unit("times", "ratio", Fraction(1))


def listed(names: Sequence[str]) -> str:
    """Names as a list in words.

    >>> listed(["Norden", "Sund", "Vale"]), listed(["Norden"])
    ('Norden, Sund and Vale', 'Norden')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def difference(old: Fact, new: Fact, kind: Kind) -> Fact:
    """Give new minus old, in their unit; of two percentages, in percentage points."""
    unit = POINTS if new.unit is not None and new.unit.dimension == "percent" else new.unit
    interval = _minus(new.interval, old.interval)
    return _made(new, old, new.value - old.value, interval, unit, kind, f"{_show(new)} - {_show(old)}")


def percent_change(old: Fact, new: Fact, kind: Kind = Kind.CHANGE) -> Fact | None:
    """Give the change from old to new in percent, or None from a value that is not positive."""
    quotient = _quotient(new.interval, old.interval)
    if old.value <= 0 or quotient is None:
        return None
    interval = quotient.shifted(Fraction(-1)).scaled(Fraction(100))
    value = (new.value / old.value - 1) * 100
    return _made(new, old, value, interval, PERCENT, kind, f"({_show(new)} / {_show(old)} - 1) x 100")


def ratio(part: Fact, whole: Fact, kind: Kind = Kind.RATIO) -> Fact | None:
    """Give part divided by whole, or None where the whole is not positive."""
    interval = _quotient(part.interval, whole.interval)
    if whole.value <= 0 or interval is None:
        return None
    return _made(part, whole, part.value / whole.value, interval, TIMES, kind, f"{_show(part)} / {_show(whole)}")


def share(part: Fact, whole: Fact) -> Fact | None:
    """Give the part in percent of the whole."""
    made = ratio(part, whole, Kind.SHARE)
    if made is None:
        return None
    hundred = Fraction(100)
    text = f"{_show(part)} / {_show(whole)} x 100"
    return replace(
        made, value=made.value * hundred, interval=made.interval.scaled(hundred), unit=PERCENT, derivation=text
    )


def total(facts: Sequence[Fact], label: str) -> Fact:
    """Add facts of one measure and unit; the label names what was added ("all 4 hospitals")."""
    first = facts[0]
    value = sum((fact.value for fact in facts), Fraction(0))
    low = _sum_or_none([fact.interval.low for fact in facts])
    high = _sum_or_none([fact.interval.high for fact in facts])
    words = " + ".join(_show(fact) for fact in facts[:6]) + (" + ..." if len(facts) > 6 else "")
    return replace(
        first,
        value=value,
        interval=Interval(low, high),
        entity=label,
        kind=Kind.TOTAL,
        key=(),
        derivation=f"sum over {label}: {words}",
        cells=tuple(cell for fact in facts for cell in fact.cells),
    )


def count(cells: Sequence[Cell], like: Fact, label: str) -> Fact:
    """Count rows; `like` gives the table and its source, the label the condition in words."""
    number = Fraction(len(cells))
    return replace(
        like,
        value=number,
        interval=Interval.point(number),
        unit=None,
        kind=Kind.COUNT,
        entity=label,
        measure="rows",
        key=(),
        derivation=f"rows of {like.table} {label}".rstrip(),
        cells=tuple(cells),
    )


def per_day(fact: Fact, unit: Unit) -> Fact | None:
    """Give the fact's value over the days of its period, in the claim's own unit of things a day.

    None for a rate of another time, and for money a day where the fact counts people.
    """
    held = "" if fact.unit is None else fact.unit.dimension
    if fact.period is None or not unit.name.endswith("per day"):
        return None
    if unit.dimension.removesuffix("/time") != (held or "count"):
        return None
    days = Fraction((fact.period.end - fact.period.start).days + 1)
    text = f"{_show(fact)} / {days} days"
    return replace(
        fact,
        value=fact.value / days,
        interval=fact.interval.scaled(1 / days),
        unit=unit,
        kind=Kind.RATE,
        derivation=text,
    )


def rank(fact: Fact, others: Sequence[Fact], lowest_first: bool = False) -> Fact:
    """Give the place of a fact among others of its series and period, 1 for the largest."""
    ahead = sum(1 for other in others if (other.value < fact.value if lowest_first else other.value > fact.value))
    place = Fraction(ahead + 1)
    order = "smallest" if lowest_first else "largest"
    return replace(
        fact,
        value=place,
        interval=Interval.point(place),
        unit=None,
        kind=Kind.RANK,
        derivation=f"place {ahead + 1} of {len(others)} from the {order} {fact.measure}",
    )


def _made(
    main: Fact, other: Fact, value: Fraction, interval: Interval, unit: Unit | None, kind: Kind, words: str
) -> Fact:
    cells = tuple(dict.fromkeys((*main.cells, *other.cells)))
    return replace(
        main, value=value, interval=interval, unit=unit, kind=kind, derivation=words, cells=cells, comparator=""
    )


def _show(fact: Fact) -> str:
    number = float(fact.value)
    text = f"{int(number):,}" if number == int(number) else f"{number:,.6g}"
    where = ", ".join(part for part in (fact.entity, fact.period.label if fact.period else "") if part)
    return f"{text} ({where})" if where else text


def _minus(a: Interval, b: Interval) -> Interval:
    low = None if a.low is None or b.high is None else a.low - b.high
    high = None if a.high is None or b.low is None else a.high - b.low
    return Interval(low, high, a.low_open or b.high_open, a.high_open or b.low_open)


def _quotient(a: Interval, b: Interval) -> Interval | None:
    """Divide positive intervals; None where a bound is missing or the divisor touches zero."""
    if a.low is None or a.high is None or b.low is None or b.high is None or b.low <= 0:
        return None
    corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]
    return Interval(min(corners), max(corners))


def _sum_or_none(bounds: Sequence[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total
