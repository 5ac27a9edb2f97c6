"""A bare "$" is the dollar of the tables: beside a table in Australian dollars alone nobody writes of American ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.linking.index import LinkIndex
from factcheck.model import Claim, Unit
from factcheck.units.lexicon import lexicon

SIGN, AMERICAN = "$", "USD"


def in_local_money(claims: Sequence[Claim], index: LinkIndex) -> Sequence[Claim]:
    """The claims, those with a bare "$" in the one dollar of the tables.

    They stay as they are where a table has American dollars or none, and where the draft has a sign for the other ones.
    """
    if not any(_is_bare(claim) for claim in claims):
        return claims
    held = {series.unit for series in index.series if series.unit is not None and _is_dollar(series.unit)}
    local = next(iter(held), None)
    if local is None or len(held) != 1 or local.name == AMERICAN or any(_is_in(claim, local) for claim in claims):
        return claims
    return [_told_in(claim, local) if _is_bare(claim) else claim for claim in claims]


def _is_dollar(unit: Unit) -> bool:
    symbol: str = lexicon().names.get(unit.name, {}).get("symbol", "")
    return unit.dimension == "currency" and symbol.endswith(SIGN)


def _is_bare(claim: Claim) -> bool:
    return claim.mention.unit_text == SIGN and _is_in(claim, None)


def _is_in(claim: Claim, unit: Unit | None) -> bool:
    quantity = claim.mention.quantity
    name = AMERICAN if unit is None else unit.name
    return quantity is not None and quantity.unit is not None and quantity.unit.name == name


def _told_in(claim: Claim, unit: Unit) -> Claim:
    quantity = claim.mention.quantity
    if quantity is None:
        return claim
    return replace(claim, mention=replace(claim.mention, quantity=replace(quantity, unit=unit)))
