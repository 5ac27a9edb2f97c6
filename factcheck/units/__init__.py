"""Units and currencies: how they are written, what they measure, and exact conversion between them."""

from factcheck.units.compounds import compound_at, parse_compound
from factcheck.units.conversion import (
    UnitError,
    comparable,
    compose,
    conversion_is_exact,
    convert,
    convert_difference,
    convert_interval,
    currencies_of,
    is_reciprocal,
)
from factcheck.units.lexicon import unit_for_noun, unit_named, unit_names, unit_title
from factcheck.units.matching import (
    currency_before,
    denominator,
    find_unit,
    may_be_unit,
    per_unit_at,
    scale_before,
    unit_at,
    units_for,
)
from factcheck.units.phrases import parse_unit_phrase
from factcheck.units.unknown import resolve_unknown

__all__ = [
    "UnitError",
    "comparable",
    "compose",
    "compound_at",
    "conversion_is_exact",
    "convert",
    "convert_difference",
    "convert_interval",
    "currencies_of",
    "currency_before",
    "denominator",
    "find_unit",
    "is_reciprocal",
    "may_be_unit",
    "parse_compound",
    "parse_unit_phrase",
    "per_unit_at",
    "resolve_unknown",
    "scale_before",
    "unit_at",
    "unit_for_noun",
    "unit_named",
    "unit_names",
    "unit_title",
    "units_for",
]
