"""Money in another currency, by the rates of one day that somebody gives: there is no conversion without them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from factcheck.model import Unit
from factcheck.units.conversion import UnitError, currencies_of
from factcheck.units.lexicon import unit_named


@dataclass(frozen=True, slots=True)
class RateTable:
    """What one unit of the base currency cost in others on a day: `RateTable(day, "EUR", {"USD": ...}, "ECB")`.

    Raises ValueError for a currency that does not exist and a rate that is not above 0.
    """

    date: dt.date
    base: str
    rates: Mapping[str, Fraction]
    source: str = ""

    def __post_init__(self) -> None:
        for code, rate in ((self.base, Fraction(1)), *self.rates.items()):
            unit = unit_named(code)
            if unit is None or unit.dimension != "currency":
                raise ValueError(f'"{code}" is no currency')
            if rate <= 0:
                raise ValueError(f"the rate of {code} is {rate}; it must be above 0")

    def of(self, code: str) -> Fraction:
        """What one unit of the base cost in a currency. Raises UnitError where the table does not say."""
        if code == self.base:
            return Fraction(1)
        if code not in self.rates:
            raise UnitError(f"the rates of {self.date} do not have {code}")
        return Fraction(self.rates[code])


def convert_money(value: Fraction, source: Unit, target: Unit, rates: RateTable) -> Fraction:
    """An amount in another currency, at the rates of the table's day; cents and pence by way of their currency.

    Raises UnitError for what is no money, and for a name that several currencies bear ("francs").

    >>> euros = RateTable(dt.date(2022, 11, 10), "EUR", {"USD": Fraction("1.02")}, "an example")
    >>> convert_money(Fraction(50), unit_named("EUR"), unit_named("USD"), euros)
    Fraction(51, 1)
    """
    ours, theirs = (_code(unit) for unit in (source, target))
    return value * _size(source) * rates.of(theirs) / rates.of(ours) / _size(target)


def _code(unit: Unit) -> str:
    codes = currencies_of(unit)
    if unit.dimension != "currency" or len(codes) != 1:
        raise UnitError(f"{unit.name} is no single currency")
    return next(iter(codes))


def _size(unit: Unit) -> Fraction:
    return unit.factor or Fraction(1)
