"""What a table says once for all its numbers, over its row labels: unit, scale, period; and which rows stand apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.model import Period, Unit
from factcheck.reference.headers import Header, unit_phrase
from factcheck.reference.tables import Field, Role
from factcheck.reference.words import word_set

VALUE_ROLES = frozenset({Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH})
_NAMES = (Role.ENTITY, Role.MEASURE)
_EXCEPTION = re.compile(r"\b(?:except|other than|excluding|unless)\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s+(?P<what>[^\W\d_]+(?:[\s-]+[^\W\d_]+){0,3})", re.IGNORECASE)


def with_shared(fields: tuple[Field, ...], headers: Sequence[Header]) -> tuple[Field, ...]:
    """The fields with the unit and the period over the row labels, where they have none of their own."""
    if not fields or fields[0].role not in (*_NAMES, Role.PERIOD):
        return fields
    head = headers[0]
    if head.period is not None and not head.measure and fields[0].role is not Role.PERIOD:
        fields = tuple(_dated(field, head.period) for field in fields)
    shared = unit_phrase(head.text.strip(" ()[]:")) or ((head.unit, head.scale) if head.has_unit else None)
    dates = fields[0].role is Role.PERIOD  # "Year (mm)" can be of nothing but the numbers
    if shared is None or not ((dates and head.has_unit) or _speaks_of_numbers(head, *shared)):
        return fields
    return tuple(_sharing(field, *shared) for field in fields)


def _dated(field: Field, period: Period) -> Field:
    return replace(field, period=period) if field.role in VALUE_ROLES and field.period is None else field


def _speaks_of_numbers(head: Header, unit: Unit | None, scale: Fraction) -> bool:
    """Whether the unit is meant for the table: "€ million", "Service (£000)", "(km)"; not "Mill", nor "Age (years)"."""
    low = head.text.lower()
    if low.startswith(("in ", "amounts ", "(", "[")):
        return True
    of_money = scale != 1 or (unit is not None and unit.dimension in ("currency", "percent"))
    marked = "(" in low or "[" in low
    return of_money and (marked or unit is not None)


def _sharing(field: Field, unit: Unit | None, scale: Fraction) -> Field:
    bare = field.role in VALUE_ROLES and field.kind in ("value", "change") and field.scale == 1
    if not bare or (field.unit is not None and unit not in (None, field.unit)) or _counts_no_money(field):
        return field
    return replace(field, unit=field.unit or unit, scale=scale)


def _counts_no_money(field: Field) -> bool:
    return field.unit is not None and field.unit.dimension != "currency"


def is_unscaled(label: str, fields: Sequence[Field]) -> bool:
    """Whether a row's numbers stand outside the table's scale: what is per share, and what a header excepts.

    >>> [is_unscaled(label, ()) for label in ("Earnings per diluted share", "Cost per pupil", "Revenue")]
    [True, False, False]
    """
    per = _PER.search(label)
    if per is None:
        return label.strip().casefold() in word_set("per_share")
    excepted = any(_EXCEPTION.search(field.name) for field in fields)
    return excepted or bool(set(re.split(r"[\s-]+", per["what"].casefold())) & word_set("shares_held"))
