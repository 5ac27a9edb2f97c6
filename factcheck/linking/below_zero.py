"""Numbers that are printed below zero: a table of accounts has what goes out, or is owed, in brackets."""

from __future__ import annotations

from factcheck.linking.evidence import dimension
from factcheck.model import Fact, Kind

SIGNS_BEFORE = " $€£¥"
SHARES = frozenset({"percent", "percentage_points", "ratio"})


def is_below_zero(printed: str) -> bool:
    """Whether a number is printed as one below zero: with a minus, or in brackets as accounts have it.

    >>> is_below_zero("$(2,780)"), is_below_zero("–14"), is_below_zero("14 (a)")
    (True, True, False)
    """
    return printed.strip(SIGNS_BEFORE).startswith(("-", "−", "–", "("))


def is_printed_below_zero(fact: Fact) -> bool:
    """Whether a change is the difference of numbers that are all printed below zero, which falls as they grow."""
    is_difference = fact.kind is Kind.CHANGE and bool(fact.derivation) and dimension(fact.unit) not in SHARES
    return is_difference and bool(fact.cells) and all(is_below_zero(cell.text) for cell in fact.cells)
