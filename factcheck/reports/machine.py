"""JSON, JSON lines and CSV of a result (docs/output.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from factcheck.records import Record, flat_columns, flat_record
from factcheck.results import Extraction

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.results import Report


def json_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """The whole result as one indented JSON document."""
    yield _json(result.to_dict(), indent=2) + "\n"


def jsonl_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One JSON object a figure and line."""
    return (_json(record) + "\n" for record in result.records())


def csv_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One row a figure, below a header; of a check with the best fact in columns of its own."""
    columns = flat_columns(checked=not isinstance(result, Extraction))
    yield _csv_row(columns)
    for record in result.records():
        flat = flat_record(record)
        yield _csv_row(_csv_value(flat[column]) for column in columns)


def _json(record: Record, indent: int | None = None) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent)


def _csv_row(values: Iterable[Any]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(values)
    return row.getvalue()


def _csv_value(value: Any) -> Any:
    """Yes-or-no values as JSON writes them; nothing as an empty cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
