"""A report read back from its JSON, so that one check can be written in many formats later."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeVar

from factcheck.details import claim_of, fact_of
from factcheck.document import Block, Document, SourceMap
from factcheck.json_values import WrongValueError, made, shown
from factcheck.model import (
    Because,
    Claim,
    Diagnosis,
    Finding,
    Fix,
    Judgement,
    Link,
    Pin,
    Related,
    SetAside,
    Severity,
    Span,
    Verdict,
)
from factcheck.records import SCHEMA_VERSION, Record
from factcheck.results import DocumentReport, Report, TableUse

_T = TypeVar("_T")

_OLDEST: Final = (1, 1)  # before, the text of the draft was left out
_LISTS: Final = ("select", "ignore", "extend_select", "reference")
_DOCUMENT_TEXTS: Final = ("name", "text", "format", "title", "date_origin", "locale", "locale_origin", "note", "source")


class SavedReportError(ValueError):
    """A saved report that cannot be read back: what is wrong and where, and what to do about it."""


def report_in(text: str | bytes) -> Report:
    """The report of a JSON text; SavedReportError where it is none."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        said = f"this is no JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise SavedReportError(said) from None
    except UnicodeDecodeError as error:
        raise SavedReportError(f"this is no JSON: it is not in UTF-8 (byte {error.start + 1})") from None
    except (RecursionError, ValueError):
        raise SavedReportError("this is no saved report: it is nested too deeply, or a number is too long") from None
    return report_of(record)


def report_of(record: Any) -> Report:
    """The report of a JSON document; SavedReportError where it is none."""
    _look_at_head(record)
    try:
        return _report(record)
    except WrongValueError as error:
        raise SavedReportError(f"the report is damaged: {error}") from None


def _look_at_head(record: Any) -> None:
    """Refuses what is no report of a version that can be read."""
    if not isinstance(record, dict) or not {"schema_version", "command"} <= record.keys():
        raise SavedReportError("this is no saved report; factcheck check --format json writes one")
    if record["command"] != "check":
        raise SavedReportError("this is not the report of a check; factcheck check --format json writes one")
    version = _version(record["schema_version"])
    if version is None:
        raise SavedReportError(f"the schema version {shown(record['schema_version'])} is none")
    if version[0] > _OLDEST[0]:
        by = record.get("factcheck_version")
        raise SavedReportError(
            f"the report has the schema version {record['schema_version']} of a newer factcheck ({by}), "
            f"and this one reads up to {SCHEMA_VERSION}; update factcheck"
        )
    if version < _OLDEST:
        raise SavedReportError(
            f"the report has the schema version {record['schema_version']}, which leaves out the draft; "
            "check the draft again"
        )


def _version(text: Any) -> tuple[int, int] | None:
    parts = text.split(".") if isinstance(text, str) else []
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def _report(record: Record) -> Report:
    report = Report(
        documents=_list(record, "documents", _document),
        tables=_list(record, "tables", lambda one: made(TableUse, one)),
        problems=_list(record, "problems", lambda one: _finding(one, {})),
        version=_get(record, "factcheck_version", str),
        **_in("settings", lambda: _settings(_object(record.get("settings")))),
    )
    return _without_notices(report)


def _settings(settings: Record) -> Record:
    codes = _get(settings, "codes", tuple[str, ...] | None)
    share = _get(settings, "min_coverage", float | None)
    return {name: _get(settings, name, tuple[str, ...]) for name in _LISTS} | {
        "as_of": _get(settings, "as_of", dt.date | None),
        "locale": _get(settings, "locale", str | None),
        "reference_given": _get(settings, "reference_given", bool),
        "codes": None if codes is None else frozenset(codes),
        "min_coverage": None if share is None else Fraction(str(share)),
    }


def _without_notices(report: Report) -> Report:
    """The notices stand last among the problems of a saved report, and are worked out again from the rest."""
    notices = report.notices
    if notices and report.problems[-len(notices) :] == notices:
        return replace(report, problems=report.problems[: -len(notices)])
    return report


def _document(record: Any) -> DocumentReport:
    _object(record)
    path = _get(record, "path", str | None)
    document = Document(
        blocks=_get(record, "blocks", tuple[Block, ...]),
        code=_get(record, "code", tuple[Span, ...]),
        path=None if path is None else Path(path),
        date=_get(record, "date", dt.date | None),
        source_map=_source_map(_get(record, "source_map", tuple[tuple[int, int, int], ...])),
        **{name: _get(record, name, str) for name in _DOCUMENT_TEXTS},
    )
    judgements = _list(record, "figures", _judgement)
    claims = {one.claim.id: one.claim for one in judgements}
    report = DocumentReport(
        document,
        judgements,
        _list(record, "findings", lambda one: _finding(one, claims)),
        _list(record, "set_aside", lambda one: _set_aside(one, claims)),
        frozenset(_get(record, "unchanged", tuple[str, ...])),
    )
    _look_at_offsets(report)
    return report


def _look_at_offsets(report: DocumentReport) -> None:
    """Refuses stretches that the text of the draft, or its source, does not have."""
    document = report.document
    found: dict[str, list[Span | None]] = {
        "blocks": [one.span for one in document.blocks],
        "code": list(document.code),
        "figures": [span for one in report.judgements for span in (one.claim.mention.span, one.claim.sentence)],
        "findings": [one.span for one in report.findings],
        "set_aside": [one.finding.span for one in report.set_aside],
    }
    for place, spans in found.items():
        for span in spans:
            if span is not None and not 0 <= span.start <= span.end <= len(document.text):
                raise WrongValueError(f"the text of the draft has no characters {span.start} to {span.end}", place)
    mapped = zip(document.source_map.sources, document.source_map.lengths, strict=True)
    if any(source < 0 or length < 0 or source + length > len(document.source) for source, length in mapped):
        raise WrongValueError("the source of the draft is shorter than that", "source_map")


def _source_map(pieces: tuple[tuple[int, int, int], ...]) -> SourceMap:
    starts, sources, lengths = (tuple(piece[part] for piece in pieces) for part in range(3))
    return SourceMap(starts, sources, lengths)


def _judgement(record: Any) -> Judgement:
    _object(record)
    return Judgement(
        claim=_told(lambda: claim_of(record)),
        verdict=_get(record, "verdict", Verdict),
        links=_list(record, "facts", _link),
        considered=_list(record, "considered", _link),
        diagnosis=_get(record, "diagnosis", Diagnosis | None),
        code=_get(record, "code", str | None) or "",
        severity=_get(record, "severity", Severity | None),
        message=_get(record, "message", str),
        suggestion=_get(record, "suggestion", str | None) or "",
        strength=_get(record, "strength", int | None),
        weak=_get(record, "weak", bool),
        pin=_get(record, "pin", Pin | None),
        related=_list(record, "related", _related),
        fix=_fix(record),
        comparison=_get(record, "comparison", str),
    )


def _link(record: Any) -> Link:
    _object(record)
    return Link(
        fact=_told(lambda: fact_of(record)),
        score=_get(record, "score", float),
        reasons=_get(record, "reasons", tuple[str, ...]),
        parts=tuple(_get(record, "parts", Mapping[str, float]).items()),
    )


def _finding(record: Any, claims: Mapping[str, Claim]) -> Finding:
    _object(record)
    start, end = _get(record, "start", int | None), _get(record, "end", int | None)
    fact = record.get("fact")
    return Finding(
        code=_get(record, "code", str),
        severity=_get(record, "severity", Severity),
        message=_get(record, "message", str),
        document=_get(record, "document", str),
        path=_get(record, "path", str),
        line=_get(record, "line", int),
        column=_get(record, "column", int),
        span=None if start is None or end is None else Span(start, end),
        claim=claims.get(_get(record, "figure", str | None) or ""),
        fact=None if fact is None else _in("fact", lambda: _told(lambda: fact_of(_object(fact)))),
        diagnosis=_get(record, "diagnosis", Diagnosis | None),
        verdict=_get(record, "verdict", Verdict | None),
        suggestion=_get(record, "suggestion", str | None) or "",
        related=_list(record, "related", _related),
        fix=_fix(record),
        fingerprint=_get(record, "fingerprint", str),
    )


def _set_aside(record: Any, claims: Mapping[str, Claim]) -> SetAside:
    _object(record)
    finding = _in("finding", lambda: _finding(record.get("finding"), claims))
    because = _get(record, "because", Because)
    return SetAside(finding, because, _get(record, "reason", str), _get(record, "place", str))


def _related(record: Any) -> Related:
    _object(record)
    return Related(
        Span(_get(record, "start", int), _get(record, "end", int)),
        _get(record, "message", str),
        _get(record, "line", int),
        _get(record, "column", int),
        _get(record, "document", str | None) or "",
    )


def _fix(record: Record) -> Fix | None:
    fix = record.get("fix")
    if fix is None:
        return None
    span = [_object(fix).get("start"), fix.get("end")]
    return _in("fix", lambda: made(Fix, fix | {"span": span}))


def _told(make: Callable[[], _T]) -> _T:
    """What is made of a record whose keys stand in two places: the keys of a figure or a fact, and its `detail`."""
    try:
        return make()
    except KeyError as error:
        raise WrongValueError(f"{error} is missing") from None
    except (TypeError, AttributeError):
        raise WrongValueError("an object is asked for", "detail") from None


def _get(record: Record, key: str, kind: Any) -> Any:
    """What stands under a key, once it is known to be of a kind."""
    if key not in record:
        raise WrongValueError(f'"{key}" is missing')
    return _in(key, lambda: made(kind, record[key]))


def _list(record: Record, key: str, make: Callable[[Any], _T]) -> tuple[_T, ...]:
    """The values of a list, each made into what it stands for."""
    values = record.get(key)
    if not isinstance(values, list):
        raise WrongValueError(f"a list is asked for, not {shown(values)}", key)
    found: list[_T] = []
    for number, value in enumerate(values):
        try:
            found.append(make(value))
        except WrongValueError as error:
            raise error.under(number).under(key) from None
    return tuple(found)


def _object(value: Any) -> Record:
    if not isinstance(value, dict):
        raise WrongValueError(f"an object is asked for, not {shown(value)}")
    return value


def _in(place: str, make: Callable[[], _T]) -> _T:
    try:
        return make()
    except WrongValueError as error:
        raise error.under(place) from None
