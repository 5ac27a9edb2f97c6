"""Which figures of a draft were reckoned from one that is to be changed: a total of it, a difference, a percentage.

When 2.56 becomes 2.65, the 45.61 that was 2.56 and 43.05 is wrong too. Whether the rules of the draft against itself
see that depends on its words, so the numbers alone are looked at here; such a fix is for a person: two figures change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from factcheck.model import Finding, Judgement, Quantity, Verdict
from factcheck.precision import significant_digits
from factcheck.results import DocumentReport

_REACH: Final = 8  # figures to either side of one; who reckons does it with figures close by
_SHARES: Final = frozenset({"percent", "percentage point"})


class Reckoned:
    """The figures of one document, by the block that they stand in."""

    def __init__(self, one: DocumentReport) -> None:
        self.blocks: dict[int, list[Judgement]] = {}
        self.places: dict[str, int] = {}
        for judgement in one.judgements:
            if judgement.claim.is_claim and _value(judgement) is not None:
                block = self.blocks.setdefault(judgement.claim.block, [])
                self.places[judgement.claim.id] = len(block)
                block.append(judgement)

    def depends_on(self, finding: Finding) -> str:
        """The words of another figure that holds of the figure as it is, and would not if it were changed; "" for none.

        A figure that a table confirms is none of these: it stays right.
        """
        if finding.claim is None or finding.claim.id not in self.places:
            return ""
        block, at = self.blocks[finding.claim.block], self.places[finding.claim.id]
        near = block[max(0, at - _REACH) : at + _REACH + 1]
        mine = block[at]
        alike = [one for one in near if _unit(one) == _unit(mine)]
        for other in near:
            if other is not mine and other.verdict is not Verdict.CONSISTENT and _follows(other, mine, alike):
                return other.claim.mention.surface
        return _whole(mine, alike)


def _follows(other: Judgement, mine: Judgement, alike: Sequence[Judgement]) -> bool:
    """Whether a figure is what the one in question and those beside it come to."""
    quantity, value = _quantity(other), _value(mine)
    if quantity is None or value is None or significant_digits(quantity) < 2:
        return False
    if _unit(other) == _unit(mine):
        rest = [one for one in alike if one is not other]
        results = (*_sums(mine, rest), *(abs(value - _number(one)) for one in rest if one is not mine))
    elif _unit(other) in _SHARES:
        results = tuple(_percentages(value, [_number(one) for one in alike if one is not mine]))
    else:
        return False
    wanted = quantity.interval
    return any(wanted.holds(result) or wanted.holds(-result) for result in results)


def _whole(mine: Judgement, alike: Sequence[Judgement]) -> str:
    """The first of several figures in a row that the one in question is the sum of; "" where it is none."""
    quantity = _quantity(mine)
    at = next(number for number, one in enumerate(alike) if one is mine)
    for parts in (alike[at + 1 :], alike[:at][::-1]):
        total = _number(parts[0]) if parts else Fraction(0)
        for part in parts[1:]:
            total += _number(part)
            if quantity is not None and significant_digits(quantity) > 1 and quantity.interval.holds(total):
                return parts[0].claim.mention.surface
    return ""


def _sums(mine: Judgement, rest: Sequence[Judgement]) -> Iterator[Fraction]:
    """What the figure and those right before and after it come to, two of them or more."""
    at = next(number for number, one in enumerate(rest) if one is mine)
    for start in range(at + 1):
        total = sum((_number(one) for one in rest[start : at + 1]), Fraction(0))
        if start < at:
            yield total
        for one in rest[at + 1 :]:
            total += _number(one)
            yield total


def _percentages(value: Fraction, others: Sequence[Fraction]) -> Iterator[Fraction]:
    """The changes and shares, in percent, between a number and each of some others."""
    for other in others:
        for one, base in ((value, other), (other, value)):
            if base:
                yield (one - base) / base * 100
                yield one / base * 100


def _quantity(judgement: Judgement) -> Quantity | None:
    return judgement.claim.mention.quantity


def _value(judgement: Judgement) -> Fraction | None:
    quantity = _quantity(judgement)
    return None if quantity is None else quantity.value


def _number(judgement: Judgement) -> Fraction:
    return _value(judgement) or Fraction(0)


def _unit(judgement: Judgement) -> str:
    """The unit of a figure; what is counted counts alike."""
    quantity = _quantity(judgement)
    unit = quantity.unit if quantity else None
    return "count" if unit is None or unit.dimension == "count" else unit.name
