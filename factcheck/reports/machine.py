"""JSON, JSON lines and CSV of a result (docs/output.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from factcheck.records import flat_columns, flat_record
from factcheck.reports.json_text import one_line, spread
from factcheck.results import Extraction

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.results import Report

# What a spreadsheet would work out instead of showing it; figures such as "-£5 million" are none.
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?=.*[(|!])", re.DOTALL)
_DEEP: Final = 6  # down to the keys of a fact: documents, a document, figures, a figure, facts, a fact


def json_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """The whole result as one JSON document, a key of a figure to a line."""
    return spread(result.to_dict(), _DEEP)


def jsonl_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One JSON object a figure and line."""
    return (one_line(record) + "\n" for record in result.records())


def csv_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One row a figure, below a header; of a check with the best fact in columns of its own."""
    columns = flat_columns(checked=not isinstance(result, Extraction))
    yield _csv_row(columns)
    for record in result.records():
        flat = flat_record(record)
        yield _csv_row(_csv_value(flat[column]) for column in columns)


def _csv_row(values: Iterable[Any]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(values)
    return row.getvalue()


def _csv_value(value: Any) -> Any:
    """Yes-or-no values as JSON writes them; nothing as an empty cell; before a formula an apostrophe, so it is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
