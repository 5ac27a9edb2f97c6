"""What the checker makes of the reference tables, so that their owner can see whether it is right."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from factcheck.records import Record, finding_record
from factcheck.reports.layout import Line, Piece, cells, folded, line, visible
from factcheck.reports.wording import counted, listed, shortened

if TYPE_CHECKING:
    from factcheck.model import Finding
    from factcheck.reference.beliefs import ColumnBelief, MeasureBelief, Span, TableBelief
    from factcheck.results import TableUse

_MEASURES: Final = 8
_NAMES: Final = 6
_LONGEST: Final = 60
SCHEMA_VERSION: Final = 1


def belief_lines(beliefs: Sequence[TableBelief], width: int | None = None) -> Iterator[Line]:
    """Every table with its source, its columns' roles, its measures, names and periods, and what is doubted of it."""
    for belief in beliefs:
        yield from _table(belief, width)
        yield line()
    yield line(Piece(counted(len(beliefs), "table"), "bold"))


def list_lines(tables: Sequence[TableUse], width: int | None = None) -> Iterator[Line]:
    """A line for every table: name, rows, title and source."""
    name_width = min(max((cells(visible(table.name)) for table in tables), default=0), 48)
    row_width = max((len(f"{table.rows:,}") for table in tables), default=0)
    for table in tables:
        name, retrieved = visible(table.name), f"retrieved {table.retrieved}" if table.retrieved else ""
        told = ", ".join(filter(None, (table.title or "no title", table.source or "no source", retrieved)))
        rows = f"{table.rows:,}".rjust(row_width) + (" row " if table.rows == 1 else " rows")
        head = name + " " * (name_width - cells(name)) + f"  {rows}  "
        indent = " " * (name_width + row_width + 9)
        for number, part in enumerate(folded(visible(told), max(30, width - len(indent)), "") if width else [told]):
            yield line(Piece(head if not number else indent, "bold" if not number else ""), visible(part))
    yield line(Piece(counted(len(tables), "table"), "bold"))


def list_record(tables: Sequence[TableUse], problems: Sequence[Finding]) -> Record:
    """The same as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tables": [table.to_dict() for table in tables],
        "problems": [finding_record(problem) for problem in problems],
    }


def belief_record(beliefs: Sequence[TableBelief], problems: Sequence[Finding]) -> Record:
    """The same as JSON values (docs/reference-tables.md); `problems` are findings about what is no table here."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tables": [_record(belief) for belief in beliefs],
        "problems": [finding_record(problem) for problem in problems],
    }


def lint_record(findings: Sequence[Finding]) -> Record:
    """Findings about tables and descriptions as JSON values."""
    return {"schema_version": SCHEMA_VERSION, "findings": [finding_record(finding) for finding in findings]}


def _record(belief: TableBelief) -> dict[str, Any]:
    values = dataclasses.asdict(dataclasses.replace(belief, doubts=()))
    return values | {"doubts": [finding_record(doubt) for doubt in belief.doubts]}


def _table(belief: TableBelief, width: int | None) -> Iterator[Line]:
    title = f": {belief.title}" if belief.title and belief.title != belief.name else ""
    yield line(Piece(visible(belief.name), "bold"), visible(f"{title} ({counted(belief.rows, 'row')})"))
    for name, text in _entries(belief):
        head = f"  {name:<9} "
        style = "yellow" if name == "doubt" else "dim"
        rows = folded(visible(text), width - len(head), "") if width else [visible(text)]
        yield line(Piece(head, style), rows[0])
        for row in rows[1:]:
            yield line(" " * len(head), row)


def _entries(belief: TableBelief) -> Iterator[tuple[str, str]]:
    if belief.file:
        part = f", {belief.part}" if belief.part else ""
        yield "file", f"{belief.file}{part}" + (f" ({belief.form})" if belief.form else "")
    yield from _origin(belief)
    yield "columns", "; ".join(map(_column, belief.columns))
    if not belief.measures:
        yield "measures", "none: no column of this table was read as numbers about something"
    for number, measure in enumerate(belief.measures[:_MEASURES]):
        yield "" if number else "measures", _measure(measure, alone=len(belief.measures) == 1)
    if len(belief.measures) > _MEASURES:
        yield "", f"and {counted(len(belief.measures) - _MEASURES, 'more measure')}"
    if belief.entity:
        yield "about", f"{belief.entity} (the whole table)"
    if belief.entities:
        more = belief.entity_count - min(len(belief.entities), _NAMES)
        shown = listed([*belief.entities[:_NAMES], *[""] * more], _NAMES, "name")
        yield "about", f"{shown} ({counted(belief.entity_count, 'name')})"
    if belief.totals:
        yield "totals", f"{listed(belief.totals, _NAMES, 'name')}, set apart from the others"
    if belief.periods:
        yield "periods", _span(belief.periods)
    yield "facts", f"{belief.facts:,}"
    if belief.key:
        yield "key", ", ".join(belief.key)
    yield "declared", ", ".join(belief.declared) if belief.declared else _undeclared(belief)
    for doubt in belief.doubts:
        place = f"line {doubt.line}: " if doubt.line > 1 else ""
        yield "doubt", f"{place}{doubt.message} ({doubt.code})"


def _origin(belief: TableBelief) -> Iterator[tuple[str, str]]:
    if source := ", ".join(filter(None, (belief.source, belief.source_url))):
        yield "source", source
    if belief.licence:
        yield "licence", belief.licence
    days = (("speaks for", belief.as_of), ("retrieved", belief.retrieved))
    if dates := ", ".join(f"{word} {day}" for word, day in days if day):
        yield "as of", dates
    if belief.vintage or belief.series:
        name = " of ".join(filter(None, (belief.vintage, f'"{belief.series}"' if belief.series else "")))
        yield "edition", name + (f"; {belief.replaced_by} is newer" if belief.replaced_by else "")
    if belief.note:
        yield "note", belief.note


def _undeclared(belief: TableBelief) -> str:
    told = any(column.declared for column in belief.columns)
    return "nothing of the table, only of its columns" if told else "nothing: all of this is inferred"


def _column(column: ColumnBelief) -> str:
    how = f"said by {', '.join(column.declared)}" if column.declared else "inferred"
    said = _unit(column.unit, column.scale)
    unit = f" {said if said.startswith(('in ', 'times ')) else f'in {said}'}" if said else ""
    return f"{shortened(column.name, _LONGEST) or '(no name)'}: {column.role}{unit} ({how})"


def _measure(measure: MeasureBelief, *, alone: bool) -> str:
    kind = f", a {measure.kind}" if measure.kind != "value" else ""
    older = f" and {measure.older:,} of older editions" if measure.older else ""
    when = f", {_span(measure.periods)}" if measure.periods and not alone else ""
    called = listed([shortened(name, _LONGEST) for name in measure.names], 3, "name")
    also = f"; also {called}" if called else ""
    unit = _unit(measure.unit, measure.scale) or "no unit"
    return f"{measure.name} [{unit}{kind}]: {counted(measure.facts, 'fact')}{older}{when}{also}"


def _unit(unit: str, scale: str) -> str:
    """A unit with its scale: "GBP, in thousands"."""
    worded = f"times {scale}" if scale[:1].isdigit() else f"in {scale}s" if scale else ""
    return ", ".join(filter(None, (unit, worded)))


def _span(span: Span) -> str:
    if span.count == 1:
        return span.first
    return f"{span.first} to {span.last} ({counted(span.count, 'period')}, {span.frequency})"
