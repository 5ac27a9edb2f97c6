"""Derived facts that count rows: "four products", "states with", "two of the rivals"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.linking import derived
from factcheck.linking.context import Choice
from factcheck.linking.counted_changes import changed_rows, is_conditioned
from factcheck.linking.index import DEFAULT_FIELD
from factcheck.linking.ledger import Point, Strand
from factcheck.linking.lines import Dated, Line
from factcheck.linking.nearby import FAR, around
from factcheck.linking.scene import Scene
from factcheck.model import Cell, Claim, Kind, Quantity, Span
from factcheck.reference.names import measure_stems
from factcheck.reference.series import Series
from factcheck.reference.tables import SeriesCell, Table
from factcheck.reference.words import is_yes

MOST_ROWS = 5000


@record
class Condition:
    """A column and what a row must hold there, in words for the derivation."""

    column: int
    text: str
    score: float
    stated: bool
    reason: str


def counts(claim: Claim, quantity: Quantity, scene: Scene) -> Iterator[tuple[Line, Dated, float]]:
    """Give the counts of rows that the claim's noun and conditions select, with how well the noun fits the table."""
    if claim.kind not in (Kind.COUNT, Kind.TOTAL, Kind.LEVEL) or not _may_count(quantity):
        return
    noun = _noun(claim, scene)
    if not noun:
        return
    for table in scene.index.store.tables:
        fit = _noun_fit(noun, table, scene) if len(table.rows) <= MOST_ROWS else 0.0
        if fit and scene.index.by_table.get(table.name):
            made = _changed(claim, table, scene) if is_conditioned(claim, scene) else _count(claim, table, scene)
            if made is not None:
                yield *made, fit


def _may_count(quantity: Quantity) -> bool:
    value = quantity.value
    plain = quantity.unit is None or quantity.unit.dimension == "count"
    return plain and value is not None and value.denominator == 1 and 0 < value < MOST_ROWS


def _noun(claim: Claim, scene: Scene) -> frozenset[str]:
    span = claim.mention.noun_span
    text = scene.context.document.text[span.start : span.end] if span else ""
    return measure_stems(text) or measure_stems(claim.subject)


def _noun_fit(noun: frozenset[str], table: Table, scene: Scene) -> float:
    """How well the counted noun names the table's rows: by its entity header, its own name, or its entities' names."""
    weights = scene.weights.count
    for column in table.entity_columns[:1]:
        if noun & measure_stems(table.fields[column].name):
            return weights["header"]
    if len(table.entity_columns) > 1 and noun & scene.index.table_words.get(table.name, frozenset()):
        return weights["table"]
    for column in table.entity_columns[:1]:
        texts = table.values(column)[:200]
        shared = sum(1 for text in texts if noun & measure_stems(text))
        if len(texts) >= 2 and shared * 2 > len(texts):
            return weights["entities"]
    return 0.0


def _changed(claim: Claim, table: Table, scene: Scene) -> tuple[Line, Dated] | None:
    """The rows that rose or fell as the clause says; what else is said of the counted rows is not looked up."""
    made = changed_rows(claim, table, scene)
    if made is None or not made[0]:
        return None
    cells, label = made
    series = scene.index.by_table[table.name][0]
    rows = [Cell(table.name, cell.row, "", "", table.lines[cell.row], table.part) for cell in cells]
    fact = derived.count(rows, replace(series.fact(cells[0]), period=cells[0].period), label)
    line = Line(series, label, Strand([Point(fact.period, lambda: fact)]), scene.weights.count["header"], True, label)
    return line, Dated(fact, 1.0 if claim.period_stated else 0.85, False, "")


def _count(claim: Claim, table: Table, scene: Scene) -> tuple[Line, Dated] | None:
    series = scene.index.by_table[table.name][0]
    cells = _rows(series)
    conditions = [*_named(claim, table, scene), *_flags(claim, table, scene)]
    for condition in conditions:
        cells = [cell for cell in cells if table.rows[cell.row][condition.column].strip() == condition.text]
    period = claim.period
    if period is not None and any(cell.period is not None for cell in cells):
        cells = [cell for cell in cells if cell.period is not None and period.contains(cell.period)]
    if not cells:
        return None
    words = " and ".join(f"{table.fields[c.column].name} = {c.text}" for c in conditions)
    when = f"in {period.label}" if period is not None and cells[0].period is not None else ""
    label = " ".join(part for part in (f"with {words}" if words else "", when) if part)
    rows = [Cell(table.name, cell.row, "", "", table.lines[cell.row], table.part) for cell in cells]
    times = {cell.period for cell in cells}
    like = replace(series.fact(cells[0]), period=next(iter(times)) if len(times) == 1 else period)
    fact = derived.count(rows, like, label or "in all")
    score = min((c.score for c in conditions), default=scene.weights.count["all"])
    reason = "; ".join(c.reason for c in conditions) or "all rows"
    line = Line(
        series,
        label,
        Strand([Point(fact.period, lambda: fact)]),
        score,
        all(c.stated for c in conditions) and bool(conditions),
        reason,
    )
    return line, Dated(fact, 1.0 if claim.period_stated else 0.85, bool(conditions), "")


def _rows(series: Series) -> list[SeriesCell]:
    """One cell for every member row of the table; of a table over periods, one for every member of the last."""
    cells = [cell for cell in series.cells if not cell.aggregate]
    by_entity: dict[tuple[str, ...], SeriesCell] = {}
    for cell in cells:
        by_entity[cell.entity] = cell
    columns = series.table.entity_columns
    return cells if len(columns) > 1 or not columns else list(by_entity.values())


def _named(claim: Claim, table: Table, scene: Scene) -> list[Condition]:
    """Entities of the claim's own sentence, one a column; carried ones select no rows.

    Nor do names that tell of some of the counted: "six products, three of them because of fire".
    """
    found: dict[int, Choice] = {}
    reach = Span(claim.sentence.start, _end_of_reach(claim, scene))
    near = {hit.target for hit in scene.context.hits_in(around(reach, claim.mention.start), table.name, FAR)}
    for choice in scene.context.choices(claim, table.name):
        if choice.stated and choice.target in near and choice.target.field != DEFAULT_FIELD:
            found.setdefault(choice.target.field, choice)
    fields = found if len(table.entity_columns) > 1 else {}
    return [Condition(field, choice.target.text, choice.score, True, choice.reason) for field, choice in fields.items()]


def _end_of_reach(claim: Claim, scene: Scene) -> int:
    """Where the words after a count begin to tell of some of the counted: at a list of them or the next figure."""
    start = claim.mention.end
    end = min(claim.sentence.end, scene.context.next_figure(start))
    text = scene.context.document.text[start:end].casefold()
    stops = [text.find(mark) for mark in (":", *load_words("linking")["some_of_them"])]
    return min((start + at for at in stops if at >= 0), default=end)


def _flags(claim: Claim, table: Table, scene: Scene) -> list[Condition]:
    """Yes/no columns whose header the clause speaks of: "planets have rings"."""
    words = scene.context.words_near(claim, claim.clause)
    found = []
    for column in range(len(table.fields)):
        if column in table.entity_columns:
            continue
        yes = _yes(table.values(column))
        if yes and _header_said(measure_stems(table.fields[column].name), words):
            reason = f'"{table.fields[column].name}" is said'
            found.append(Condition(column, yes, 0.9, True, reason))
    return found


def _yes(texts: Sequence[str]) -> str:
    if not 1 <= len(texts) <= 3:
        return ""
    return next((text for text in texts if is_yes(text)), "")


def _header_said(header: frozenset[str], words: frozenset[str]) -> bool:
    return bool(header & words) and len(header & words) * 3 >= len(header)
