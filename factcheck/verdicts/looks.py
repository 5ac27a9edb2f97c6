"""Second looks at what nothing covered: they can confirm a figure, never contradict one.

One looks at the measures that the confirmed figures of the paragraph are about; another at the cells of small tables
whose row and column the text names in its own words (`beside`); a third, where a row of a table is named beside the
figure but no measure, at all measures of that row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.linking.evidence import UnitFit, unit_fit
from factcheck.linking.index import DEFAULT_FIELD
from factcheck.linking.readings import Reading
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Judgement, Modifier, Quantity, Status, Verdict
from factcheck.verdicts.beside import by_cell
from factcheck.verdicts.confirming import PRECISE, SURE_PERIOD, confirmed
from factcheck.verdicts.editions import in_force
from factcheck.verdicts.holding import is_held_by_another
from factcheck.verdicts.trial import Tried, telling_digits
from factcheck.verdicts.trying import considered, tried_for
from factcheck.verdicts.withdrawn import counted, withdrawn

FITS = frozenset({UnitFit.SAME, UnitFit.PRICE, UnitFit.NOUN})
MOST_MEASURES = 40  # of a row; of more, a number of three digits is met by chance


def look_again(judgements: Sequence[Judgement], scene: Scene) -> list[Judgement]:
    """Give the judgements, with those that a second look bears out confirmed."""
    judgements = [withdrawn(one, scene) for one in judgements]
    about: dict[int, set[int]] = {}
    for one in judgements:
        if one.verdict is Verdict.CONSISTENT and one.links:
            about.setdefault(one.claim.block, set()).update(scene.index.positions_of(one.links[0].fact))
    beside = [_beside(one, frozenset(about.get(one.claim.block, ())), scene) for one in judgements]
    beside = [counted(before, one, scene) for before, one in zip(judgements, beside, strict=True)]
    return [withdrawn(counted(one, _by_row(_by_cell(one, scene), scene), scene), scene) for one in beside]


def _by_cell(judgement: Judgement, scene: Scene) -> Judgement:
    """Confirm by a cell of a small table, unless the sentence gives the figure to another row of it."""
    found = by_cell(judgement, scene)
    if found is judgement or found.verdict is not Verdict.CONSISTENT or not found.links:
        return found
    return judgement if is_held_by_another(found.claim, found.links[0].fact, scene) else found


def _beside(judgement: Judgement, favoured: frozenset[int], scene: Scene) -> Judgement:
    """Confirm "Quarry Town are third on 32" after a sentence on points."""
    quantity = _open_quantity(judgement)
    if quantity is None or not favoured or telling_digits(quantity) < 2:
        return judgement
    found, tried = _found(judgement.claim, quantity, favoured, scene)
    return replace(found, considered=considered(tried)) if found is not None else judgement


def _by_row(judgement: Judgement, scene: Scene) -> Judgement:
    """Confirm "The Salt Road took $4.22 million": a number too telling to stand in the named row by chance."""
    quantity = _open_quantity(judgement)
    if (
        quantity is None
        or len(scene.index.store.tables) > FEW_TABLES
        or telling_digits(quantity) < PRECISE
        or quantity.modifier not in (Modifier.EXACT, Modifier.APPROXIMATE)
    ):
        return judgement
    measures = _measures_of_rows(judgement.claim, quantity, scene)
    if not 0 < len(measures) <= MOST_MEASURES:
        return judgement
    found, tried = _found(judgement.claim, quantity, measures, scene)
    if found is None or found.verdict is not Verdict.CONSISTENT:
        return judgement
    reading = next(one.reading for one in tried if one.reading.fact is found.links[0].fact)
    sure = _is_row_named(judgement.claim, reading, telling_digits(quantity))
    return replace(found, considered=considered(tried)) if sure else judgement


def _is_row_named(claim: Claim, reading: Reading, digits: int) -> bool:
    """Whether the sentence names the row: by its name, or by its time in a table of one thing."""
    if reading.stated or reading.line.series.table.entity_columns:
        return reading.stated
    return reading.period >= SURE_PERIOD and digits >= PRECISE + (not claim.period_stated)


def _measures_of_rows(claim: Claim, quantity: Quantity, scene: Scene) -> frozenset[int]:
    """The positions of the measures in the figure's unit of the tables of which the sentence names a row.

    A table of one thing over time names its rows by their periods.
    """
    named = set()
    for table in scene.index.store.tables:
        choices = scene.context.choices(claim, table.name)
        stated = any(choice.stated and choice.target.field != DEFAULT_FIELD for choice in choices)
        if stated or not table.entity_columns:
            named.add(table.name)
    return frozenset(
        at
        for at, series in enumerate(scene.index.series)
        if series.table.name in named and unit_fit(quantity.unit, series.unit) in FITS
    )


def _open_quantity(judgement: Judgement) -> Quantity | None:
    """What a claim says that nothing covered and that the text does not deny."""
    is_open = judgement.verdict is Verdict.NOT_COVERED and judgement.pin is None
    return judgement.claim.mention.quantity if is_open and judgement.claim.status is not Status.NEGATED else None


def _found(
    claim: Claim, quantity: Quantity, favoured: frozenset[int], scene: Scene
) -> tuple[Judgement | None, Sequence[Tried]]:
    tried = tried_for(claim, quantity, scene, favoured)
    return confirmed(claim, quantity, in_force(claim, tried), scene), tried
