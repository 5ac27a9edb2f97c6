"""Results as plain rows: dicts of JSON values with stable keys, in a stable order (docs/output.md).

Numbers are unscaled: "$1.2bn" has the value 1200000000. `null` stands for what is not there: no value, no bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from factcheck.details import claim_detail, fact_detail
from factcheck.exact import exact_text, json_number
from factcheck.json_values import plain
from factcheck.model import Cell, Claim, Fact, Finding, Fix, Judgement, Link, Place, Related, SetAside, Source

if TYPE_CHECKING:
    from factcheck.document import Document

Record = dict[str, Any]

SCHEMA_VERSION = "1.1"  # of data/report.schema.json; the first number changes when a reader of old output would break


def _keys(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIGURE_KEYS = _keys(
    """id document start end line column surface value value_exact low high low_open high_open unit unit_text
    dimension kind subject entities period modifier ambiguous_scale direction status is_claim reason rule detail"""
)
VERDICT_KEYS = _keys(
    """verdict diagnosis code severity message suggestion fix related comparison strength weak pinned pin facts
    considered"""
)
FINDING_COLUMNS = _keys(
    "code severity verdict diagnosis message suggestion related document line column start end figure"
)
FACT_KEYS = _keys(
    """table row key column value low high low_open high_open unit entity measure period kind comparator note source
    derivation cells detail score reasons parts"""
)
FLAT_FACT_KEYS = _keys(
    """fact_table fact_row fact_key fact_column fact_value fact_unit fact_entity fact_measure fact_period fact_source
    fact_source_date fact_derivation fact_score fact_comparator fact_note"""
)
_NESTED = frozenset({"detail", "fix", "pin", "facts", "considered"})  # keys of a figure that no cell can hold


def figure_record(document: Document, claim: Claim) -> Record:
    """One figure and how it was read, with the keys `FIGURE_KEYS`."""
    mention, quantity = claim.mention, claim.mention.quantity
    interval = quantity.interval if quantity else None
    unit = quantity.unit if quantity else None
    value = quantity.value if quantity else None
    place = document.place(mention.start)
    return {
        "id": claim.id,
        "document": document.name,
        "start": mention.start,
        "end": mention.end,
        "line": place.line,
        "column": place.column,
        "surface": mention.surface,
        "value": json_number(value),
        "value_exact": None if value is None else exact_text(value),
        "low": json_number(interval.low) if interval else None,
        "high": json_number(interval.high) if interval else None,
        "low_open": interval.low_open if interval else False,
        "high_open": interval.high_open if interval else False,
        "unit": unit.name if unit else None,
        "unit_text": mention.unit_text,
        "dimension": unit.dimension if unit else None,
        "kind": claim.kind.value,
        "subject": claim.subject,
        "entities": [name.text for name in claim.entities],
        "period": claim.period.label if claim.period else None,
        "modifier": quantity.modifier.value if quantity else None,
        "ambiguous_scale": quantity.ambiguous_scale if quantity else False,
        "direction": claim.direction.value if claim.direction else None,
        "status": claim.status.value,
        "is_claim": claim.is_claim,
        "reason": claim.reason or mention.reason,
        "rule": mention.rule,
        "detail": claim_detail(claim),
    }


def judgement_record(document: Document, judgement: Judgement) -> Record:
    """One figure with its verdict and the facts it was held against: `FIGURE_KEYS`, then `VERDICT_KEYS`."""
    return figure_record(document, judgement.claim) | {
        "verdict": judgement.verdict.value,
        "diagnosis": judgement.diagnosis.value if judgement.diagnosis else None,
        "code": judgement.code or None,
        "severity": judgement.severity.value if judgement.severity else None,
        "message": judgement.message,
        "suggestion": judgement.suggestion or None,
        "fix": fix_record(judgement.fix),
        "related": [_related_record(other) for other in judgement.related],
        "comparison": judgement.comparison,
        "strength": judgement.strength,
        "weak": judgement.weak,
        "pinned": judgement.pin.origin if judgement.pin else "",
        "pin": plain(judgement.pin),
        "facts": [link_record(link) for link in judgement.links],
        "considered": [link_record(link) for link in judgement.others],
    }


def link_record(link: Link) -> Record:
    """A fact and how surely the figure is about it, with the keys `FACT_KEYS`."""
    return fact_record(link.fact) | {
        "score": link.score,
        "reasons": list(link.reasons),
        "parts": dict(link.parts),
    }


def fact_record(fact: Fact) -> Record:
    """A fact: `FACT_KEYS` without what ties it to a figure."""
    interval = fact.interval
    return {
        "table": fact.table,
        "row": fact.row,
        "key": dict(fact.key),
        "column": fact.column,
        "value": json_number(fact.value),
        "low": json_number(interval.low),
        "high": json_number(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
        "unit": fact.unit.name if fact.unit else None,
        "entity": fact.entity,
        "measure": fact.measure,
        "period": fact.period.label if fact.period else None,
        "kind": fact.kind.value,
        "comparator": fact.comparator,
        "note": fact.note,
        "source": source_record(fact.source),
        "derivation": fact.derivation,
        "cells": [_cell_record(cell) for cell in fact.cells],
        "detail": fact_detail(fact),
    }


def source_record(source: Source) -> Record:
    """Where a fact comes from."""
    return {"title": source.title, "date": source.date, "url": source.url}


def finding_place(document: Document | None, finding: Finding) -> Place:
    """Where a finding stands in the source; line 0 where it has no place."""
    if finding.line or document is None:
        return Place(finding.line, finding.column)
    span = finding.span or (finding.claim.mention.span if finding.claim else None)
    return document.place(span.start) if span else Place(0, 0)


def finding_record(finding: Finding, document: Document | None = None) -> Record:
    """A finding; `document` is the draft it speaks of, None for findings about the run."""
    place = finding_place(document, finding)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value if finding.verdict else None,
        "diagnosis": finding.diagnosis.value if finding.diagnosis else None,
        "message": finding.message,
        "suggestion": finding.suggestion or None,
        "document": document.name if document else finding.document,
        "path": finding.path,
        "line": place.line,
        "column": place.column,
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "figure": finding.claim.id if finding.claim else None,
        "fact": fact_record(finding.fact) if finding.fact else None,
        "related": [_related_record(other) for other in finding.related],
        "fix": fix_record(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def set_aside_record(one: SetAside, document: Document | None = None) -> Record:
    """A finding that does not count, with why."""
    return {
        "because": one.because.value,
        "reason": one.reason,
        "place": one.place,
        "finding": finding_record(one.finding, document),
    }


def fix_record(fix: Fix | None) -> Record | None:
    """A change of the document's text."""
    if fix is None:
        return None
    return {"start": fix.span.start, "end": fix.span.end, "text": fix.text, "certain": fix.certain}


def _related_record(other: Related) -> Record:
    return {
        "start": other.span.start,
        "end": other.span.end,
        "line": other.line,
        "column": other.column,
        "document": other.document or None,
        "message": other.message,
    }


def _related_line(place: Record) -> str:
    where = f"{place['line']}:{place['column']}: {place['message']}"
    return f"{place['document']}:{where}" if place["document"] else where


def flat_columns(*, checked: bool) -> tuple[str, ...]:
    """The columns of CSV files and data frames; those of the best fact and the verdict only after a check."""
    keys = (*FIGURE_KEYS, *VERDICT_KEYS, *FLAT_FACT_KEYS) if checked else FIGURE_KEYS
    return tuple(key for key in keys if key not in _NESTED)


def flat_record(record: Record) -> Record:
    """A record without nesting: names joined by "; ", and the best fact in columns of its own."""
    flat = {key: value for key, value in record.items() if key not in _NESTED}
    flat["entities"] = "; ".join(record["entities"])
    if "related" in record:
        flat["related"] = "; ".join(_related_line(other) for other in record["related"])
    if "facts" in record:
        flat |= _flat_fact(record["facts"])
    return flat


def flat_finding(record: Record) -> Record:
    """A finding's record without nesting: `FINDING_COLUMNS`."""
    flat = {key: record[key] for key in FINDING_COLUMNS}
    return flat | {"related": "; ".join(_related_line(other) for other in record["related"])}


def _flat_fact(facts: Sequence[Record]) -> Record:
    if not facts:
        return dict.fromkeys(FLAT_FACT_KEYS)
    fact = facts[0]
    source = fact["source"]
    flat = {f"fact_{key}": value for key, value in fact.items()}
    flat["fact_key"] = "; ".join(f"{name}={text}" for name, text in fact["key"].items())
    flat["fact_source"], flat["fact_source_date"] = source["title"], source["date"]
    return {key: flat[key] for key in FLAT_FACT_KEYS}


def _cell_record(cell: Cell) -> Record:
    return {
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "text": cell.text,
        "line": cell.line,
        "part": cell.part,
        "address": cell.address,
    }
