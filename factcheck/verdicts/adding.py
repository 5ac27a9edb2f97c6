"""Totals that a draft makes of its own figures: "Arn (120), Bel (80) and Cor (14) come to 214"."""

from __future__ import annotations

from fractions import Fraction

from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Quantity
from factcheck.precision import step


def adds_up(claim: Claim, quantity: Quantity, scene: Scene) -> bool:
    """Whether a figure is the sum of those right before it in its sentence.

    Then it says what these say: a table's total is of others where it differs, or of another time. Of figures in
    brackets those before each bracket are names: "stage 1 (34), stage 2 (31)".
    """
    value, made = quantity.best, None
    slack = _rounding(quantity)
    parts = list(reversed(scene.context.told_before(claim)))
    bracketed = [part for part in parts if _is_in_brackets(part, scene)]
    for count, part in enumerate(bracketed if parts[:1] == bracketed[:1] else parts, 1):
        held = part.mention.quantity
        if held is None or held.best is None or value is None or not _alike(held, quantity):
            return False
        made = held.best if made is None else made + held.best
        slack += _rounding(held)
        if count > 1 and abs(made - value) <= slack:
            return True
    return False


def _is_in_brackets(part: Claim, scene: Scene) -> bool:
    return scene.context.document.text.startswith("(", part.mention.start - 1)


def _rounding(quantity: Quantity) -> Fraction:
    """How far a figure may be off by its rounding; a count is what it is."""
    return Fraction(0) if quantity.interval.is_point else step(quantity) / 2


def _alike(one: Quantity, other: Quantity) -> bool:
    kinds = {dimension(one.unit), dimension(other.unit)}
    return len(kinds) == 1 or kinds <= PLAIN
