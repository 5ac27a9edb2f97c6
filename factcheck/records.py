"""Results as plain rows: dicts of JSON values with stable keys, in a stable order (docs/output.md).

Numbers are unscaled: "$1.2bn" has the value 1200000000. `null` stands for what is not there: no value, no bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from factcheck.model import Cell, Claim, Fact, Finding, Fix, Judgement, Link, Place, Related, SetAside, Source

if TYPE_CHECKING:
    from factcheck.document import Document

Record = dict[str, Any]

SCHEMA_VERSION = "1.1"  # of data/report.schema.json; the first number changes when a reader of old output would break


def _keys(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIGURE_KEYS = _keys(
    """id document start end line column surface value value_exact low high low_open high_open unit unit_text
    dimension kind subject entities period modifier ambiguous_scale direction status is_claim reason rule"""
)
VERDICT_KEYS = _keys("verdict diagnosis code severity message suggestion related strength weak pinned facts")
FINDING_COLUMNS = _keys(
    "code severity verdict diagnosis message suggestion related document line column start end figure"
)
FACT_KEYS = _keys("table row key column value unit entity measure period source derivation cells score")
FLAT_FACT_KEYS = _keys(
    """fact_table fact_row fact_key fact_column fact_value fact_unit fact_entity fact_measure fact_period fact_source
    fact_source_date fact_derivation fact_score"""
)

_LARGEST_FLOAT = 2**1023  # past this a JSON reader makes infinity of a number


def exact_text(value: Fraction) -> str:
    """A number written out in full: "3.1" where decimals end, else a quotient such as "2/3".

    >>> exact_text(Fraction(31, 10)), exact_text(Fraction(-2, 3)), exact_text(Fraction(40_000_000))
    ('3.1', '-2/3', '40000000')
    """
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    sign = "-" if value < 0 else ""
    digits = _digits(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def share_text(share: Fraction) -> str:
    """A share in percent with one decimal, cut off, so that it never seems to reach what it does not.

    >>> share_text(Fraction(4, 5)), share_text(Fraction(2, 3)), share_text(Fraction(7999, 10000))
    ('80%', '66.6%', '79.9%')
    """
    return exact_text(Fraction(int(share * 1000), 10)) + "%"


def json_number(value: Fraction | None) -> int | float | None:
    """The number for a machine: an int where it is whole, else the nearest float; None where neither can hold it."""
    if value is None or abs(value) >= _LARGEST_FLOAT:
        return None
    return value.numerator if value.denominator == 1 else float(value)


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
        "related": [_related_record(other) for other in judgement.related],
        "strength": judgement.strength,
        "weak": judgement.weak,
        "pinned": judgement.pin.origin if judgement.pin else "",
        "facts": [link_record(link) for link in judgement.links],
    }


def link_record(link: Link) -> Record:
    """A fact and how surely the figure is about it, with the keys `FACT_KEYS`."""
    return fact_record(link.fact) | {"score": round(link.score, 4)}


def fact_record(fact: Fact) -> Record:
    """A fact: `FACT_KEYS` without the score."""
    return {
        "table": fact.table,
        "row": fact.row,
        "key": dict(fact.key),
        "column": fact.column,
        "value": json_number(fact.value),
        "unit": fact.unit.name if fact.unit else None,
        "entity": fact.entity,
        "measure": fact.measure,
        "period": fact.period.label if fact.period else None,
        "source": source_record(fact.source),
        "derivation": fact.derivation,
        "cells": [_cell_record(cell) for cell in fact.cells],
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
    if not checked:
        return FIGURE_KEYS
    return (*FIGURE_KEYS, *VERDICT_KEYS[:-1], *FLAT_FACT_KEYS)


def flat_record(record: Record) -> Record:
    """A record without nesting: names joined by "; ", and the best fact in columns of its own."""
    flat = {key: value for key, value in record.items() if key != "facts"}
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
    flat = {f"fact_{key}": fact[key] for key in FACT_KEYS if key not in {"key", "source", "cells"}}
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


def _decimal_places(denominator: int) -> int | None:
    """How many decimals write out 1/denominator exactly; None where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _digits(number: int) -> str:
    # Decimal writes integers of any length; str() refuses those past 4,300 digits.
    return format(Decimal(number), "f")
