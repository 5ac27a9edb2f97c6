"""Rival rows: several sources or scopes for one figure."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.languages.words import word_set
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim
from factcheck.reference.names import measure_stems
from factcheck.reference.tables import Role, Table


def other_scope(claim: Claim, agreeing: Reading, others: Sequence[Reading], scene: Scene) -> str:
    """Say that a rival of another scope disagrees and the text does not tell the scopes apart; "" when it does."""
    table = agreeing.line.series.table
    column = _scope_column(table)
    if column is None or agreeing.fact.derivation:
        return ""
    mine = table.rows[agreeing.fact.row][column]
    words = scene.context.words_near(claim, claim.sentence)
    for rival in others:
        if not _is_rival(agreeing, rival):
            continue
        theirs = table.rows[rival.fact.row][column]
        if theirs != mine and not (measure_stems(mine) - measure_stems(theirs)) & words:
            return f'agrees with "{mine}", but "{theirs}" has another figure, and the text does not say which is meant'
    return ""


def _is_rival(one: Reading, other: Reading) -> bool:
    a, b = one.fact, other.fact
    return not b.derivation and (a.table, a.measure, a.entity, a.period) == (b.table, b.measure, b.entity, b.period)


def _scope_column(table: Table) -> int | None:
    for position in table.of_role(Role.ATTRIBUTE) + table.of_role(Role.NOTE):
        if table.fields[position].name.lower() in word_set("linking", "scope_headers"):
            return position
    return None
