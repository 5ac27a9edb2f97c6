"""JSON, JSON lines and CSV of a result (docs/output.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from factcheck.records import flat_columns, flat_record
from factcheck.results import Extraction

if TYPE_CHECKING:
    from factcheck.reports.formats import How
    from factcheck.results import Report

_DEEP: Final = 6  # down to the keys of a fact: documents, a document, figures, a figure, facts, a fact


def json_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """The whole result as one JSON document, a key of a figure to a line."""
    yield from map(_escaped, _spread(result.to_dict(), 0))
    yield "\n"


def jsonl_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One JSON object a figure and line."""
    return (_escaped(_one_line(record)) + "\n" for record in result.records())


def csv_chunks(result: Extraction | Report, _: How | None = None) -> Iterator[str]:
    """One row a figure, below a header; of a check with the best fact in columns of its own."""
    columns = flat_columns(checked=not isinstance(result, Extraction))
    yield _csv_row(columns)
    for record in result.records():
        flat = flat_record(record)
        yield _csv_row(_csv_value(flat[column]) for column in columns)


def _spread(value: Any, depth: int) -> Iterator[str]:
    """A JSON value over indented lines, a key or a list's object to each; lists of plain values stay on one line."""
    if depth >= _DEEP or not _is_spread(value):
        yield _one_line(value)
        return
    named = isinstance(value, dict)
    margin = "  " * (depth + 1)
    mark = "{" if named else "["
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{mark}\n{margin}" + (f"{_one_line(key)}: " if named else "")
        yield from _spread(one, depth + 1)
        mark = ","
    yield "\n" + "  " * depth + ("}" if named else "]")


def _is_spread(value: Any) -> bool:
    return bool(value) and (isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)))


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _escaped(text: str) -> str:
    """Half of a pair of surrogates, which UTF-8 cannot hold, as its escape, which JSON reads back."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _csv_row(values: Iterable[Any]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(values)
    return row.getvalue()


def _csv_value(value: Any) -> Any:
    """Yes-or-no values as JSON writes them; nothing as an empty cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
