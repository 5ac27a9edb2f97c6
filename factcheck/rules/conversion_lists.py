"""FC403: several figures in one unit and the same in another: "24 by 11 metres (79 by 36 feet)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.model import Claim, Diagnosis, Finding, Modifier, Quantity, Unit
from factcheck.phrasing import with_unit
from factcheck.rewriting import rewritten, text_of
from factcheck.rules.converted import agree
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of

_LIST = "conversions"
_MOST = 6  # figures in one row
_OPENING = re.compile(r"\s?[(\[]\s?(?:about |around |roughly |approximately |some |or )?", re.IGNORECASE)
_PHYSICAL = frozenset(
    {"length", "mass", "area", "volume", "temperature", "speed", "power", "energy", "pressure", "data"}
)


def conversion_of_a_list(draft: Draft) -> Iterator[Finding]:
    """Rows of figures of which one is converted wrongly in the row in brackets behind."""
    for _, claims in draft.all_sentences:
        for place in range(1, len(claims)):
            if _OPENING.fullmatch(draft.between(claims[place - 1], claims[place])):
                ones, others = _row_before(draft, claims, place), _row_from(draft, claims, place)
                if ones and len(ones) == len(others) >= 2:
                    yield from _wrong(draft, ones, others)


def _row_before(draft: Draft, claims: Sequence[Claim], place: int) -> list[Claim]:
    """The figures that stand in one row right before the bracket."""
    row = [claims[place - 1]]
    for claim in reversed(claims[max(0, place - _MOST) : place - 1]):
        if not _joins().fullmatch(draft.between(claim, row[0])):
            break
        row.insert(0, claim)
    return row


def _row_from(draft: Draft, claims: Sequence[Claim], place: int) -> list[Claim]:
    """The figures that fill the brackets from here to their end; [] where something else stands in them."""
    row = [claims[place]]
    for claim in claims[place + 1 : place + _MOST]:
        if not _joins().fullmatch(draft.between(row[-1], claim)):
            break
        row.append(claim)
    return row if draft.text[row[-1].mention.end : row[-1].mention.end + 1] in {")", "]"} else []


def _wrong(draft: Draft, ones: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Finding]:
    source, target = quantity_of(ones[-1]).unit, quantity_of(others[-1]).unit
    if source is None or target is None or source.name == target.name or source.dimension not in _PHYSICAL:
        return
    if not units.comparable(source, target) or not (_share(ones, source) and _share(others, target)):
        return
    pairs = [(_in(one, source), _in(other, target)) for one, other in zip(ones, others, strict=True)]
    wrong = [place for place, pair in enumerate(pairs) if not agree(*pair)]
    if len(wrong) != 1:
        return  # where none fits, the rows are of different things
    one, other, (mine, _) = ones[wrong[0]], others[wrong[0]], pairs[wrong[0]]
    right = units.convert(mine.value or Fraction(0), source, target)
    fix = rewritten(other.mention, right)
    message = f"“{one.mention.surface}” is {text_of(fix) or with_unit(right, target)}, not “{other.mention.surface}”"
    related = [(one, "the figure that is converted")]
    yield draft.finding("FC403", other, message, Diagnosis.CONVERSION, fix, related)


def _share(row: Sequence[Claim], unit: Unit) -> bool:
    """Whether all figures of a row are plain and in one unit, which only the last of them need name."""
    held = [quantity_of(claim) for claim in row]
    return all(
        one.modifier is Modifier.EXACT
        and one.value is not None
        and (one.unit is None or one.unit.name == unit.name or dimension(one) == "count")
        for one in held
    )


def _in(claim: Claim, unit: Unit) -> Quantity:
    """The figure in the unit of its row, with the rounding of its own digits."""
    quantity = quantity_of(claim)
    if quantity.unit == unit or quantity.value is None:
        return replace(quantity, unit=unit)
    half = (quantity.quantum or Fraction(1)) / 2
    interval = replace(quantity.interval, low=quantity.value - half, high=quantity.value + half)
    return replace(quantity, unit=unit, interval=interval)


@cache
def _joins() -> re.Pattern[str]:
    joins = any_of(phrases("list_joins", _LIST))
    return re.compile(rf"(?:{joins})", re.IGNORECASE)
