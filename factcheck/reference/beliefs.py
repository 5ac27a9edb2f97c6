"""What the checker believes of a table: its columns, measures, names, periods and totals, told and inferred apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Finding, Period
from factcheck.reference.description_words import frequency_of
from factcheck.reference.editions import all_editions
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore
from factcheck.reference.tables import Field, Role, Table

SHOWN = 8  # names given one by one
_NUMBERS = frozenset({Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH})
# Keys that say something of a column, as against those of other programs.
_SAYING = ("role", "type", "title", "aliases", "unit", "scale", "period", "frequency", "vintage", "signs", "tolerance")
_MORE = ("derived", "missingValues", "note", "format", "description")


@record
class Span:
    """The periods of something: the first, the last, how many, and how long each is."""

    first: str
    last: str
    count: int
    frequency: str


@record
class ColumnBelief:
    """What a column is for; `declared` are the keys by which a description says so, () where it is inferred."""

    name: str
    role: str
    unit: str
    scale: str
    declared: tuple[str, ...]


@record
class MeasureBelief:
    """One measure: its name and other names, unit and scale of its numbers, kind, facts and times.

    `kind` is "value", "share", "rank" or "change"; `older` counts its facts in editions that a newer one replaces.
    """

    name: str
    names: tuple[str, ...]
    unit: str
    scale: str
    kind: str
    facts: int
    older: int
    periods: Span | None


@record
class TableBelief:
    """All that a check believes of one table; `replaced_by` names the table that is a newer edition of it."""

    name: str
    file: str
    part: str
    form: str
    title: str
    rows: int
    columns: tuple[ColumnBelief, ...]
    entity: str
    entities: tuple[str, ...]
    entity_count: int
    measures: tuple[MeasureBelief, ...]
    facts: int
    totals: tuple[str, ...]
    periods: Span | None
    series: str
    vintage: str
    as_of: str
    retrieved: str
    source: str
    source_url: str
    licence: str
    note: str
    key: tuple[str, ...]
    declared: tuple[str, ...]
    replaced_by: str = ""
    doubts: tuple[Finding, ...] = ()


def beliefs_of(store: ReferenceStore) -> tuple[TableBelief, ...]:
    """What is believed of every table of a store, in order, with the doubts about it."""
    held: dict[str, list[Series]] = {}
    newer: dict[str, str] = {}
    for one in store.series:
        held.setdefault(one.table.name, []).append(one)
        for edition in one.older:
            if edition.table.name != one.table.name:
                held.setdefault(edition.table.name, []).append(edition)
                newer[edition.table.name] = one.table.name
    beliefs = ((table, belief_of(table, held.get(table.name, []))) for table in store.tables)
    return tuple(
        replace(belief, replaced_by=newer.get(table.name, ""), doubts=doubts_about(table, store))
        for table, belief in beliefs
    )


def doubts_about(table: Table, store: ReferenceStore) -> tuple[Finding, ...]:
    """The findings about one table that is used; what is of its whole file belongs to the file's first table."""
    path = str(table.path) if table.path is not None else table.name
    found = (one for one in store.problems if one.path == path and one.code != "FC901")
    if table.path is None or not table.part:
        return tuple(found)
    beside = [other for other in store.tables if other.path == table.path]
    marks = tuple(f'"{other.part}": ' for other in beside)
    own = f'"{table.part}": '
    first = beside[0] is table
    return tuple(one for one in found if one.message.startswith(own) or (first and not one.message.startswith(marks)))


def belief_of(table: Table, series: Sequence[Series]) -> TableBelief:
    """What is believed of one table with its series."""
    totals = tuple(dict.fromkeys(name for one in series for name in one.totals))
    names = dict.fromkeys(name for one in series for name in one.entity_names if name)
    entities = tuple(name for name in names if name not in totals)
    measures = tuple(map(_measure, series))
    return TableBelief(
        name=table.name,
        file=str(table.path) if table.path is not None else "",
        part=table.part,
        form=table.form,
        title=table.title,
        rows=len(table.rows),
        columns=tuple(_column(field) for field in table.fields),
        entity=table.entity,
        entities=entities[:SHOWN],
        entity_count=len(entities),
        measures=measures,
        facts=sum(one.facts + one.older for one in measures),
        totals=totals,
        periods=_span({period for one in series for period in one.periods}),
        series=table.series,
        vintage=table.vintage,
        as_of=table.as_of,
        retrieved=table.retrieved,
        source=table.source.title,
        source_url=table.source.url,
        licence=table.licence,
        note=table.note,
        key=table.primary_key,
        declared=tuple(key for key in table.declared if key not in ("path", "name", "schema")),
    )


def _column(field: Field) -> ColumnBelief:
    numbers = field.role in _NUMBERS
    unit = field.unit.name if numbers and field.unit is not None else ""
    told = tuple(key for key in field.declared if key in _SAYING or key in _MORE)
    return ColumnBelief(field.name, field.role.value, unit, scale_text(field.scale) if numbers else "", told)


def _measure(series: Series) -> MeasureBelief:
    own = [one for one in all_editions([series])[1:] if one.table.name == series.table.name]
    return MeasureBelief(
        name=series.measure or "value",
        names=tuple(name for name in series.names if name != series.measure),
        unit=series.unit.name if series.unit is not None else "",
        scale=scale_text(series.scale),
        kind=series.kind,
        facts=len(series.cells),
        older=sum(len(one.cells) for one in own),
        periods=_span(series.periods),
    )


def scale_text(scale: Fraction) -> str:
    """What a column's numbers are multiplied by, as a word or a number; "" for nothing.

    >>> scale_text(Fraction(1000)), scale_text(Fraction(1)), scale_text(Fraction(100))
    ('thousand', '', '100')
    """
    words = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
    if scale == 1:
        return ""
    return words.get(int(scale), str(scale)) if scale.denominator == 1 else str(scale)


def _span(periods: Iterable[Period]) -> Span | None:
    ordered = sorted(periods)
    if not ordered:
        return None
    grain, _ = Counter(period.grain for period in ordered).most_common(1)[0]
    return Span(ordered[0].label, ordered[-1].label, len(ordered), frequency_of(grain) or grain.value)
