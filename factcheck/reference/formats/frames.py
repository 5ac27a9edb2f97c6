"""pandas DataFrames and Series as tables."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from factcheck.reference.formats.printed import whole_text
from factcheck.reference.reading import RawTable

if TYPE_CHECKING:
    import pandas as pd


def is_frame(source: Any) -> bool:
    """Whether something is a DataFrame or a Series."""
    return has_rows(source) or (hasattr(source, "to_frame") and hasattr(source, "iloc"))


def has_rows(source: Any) -> bool:
    """Whether something is a DataFrame."""
    return hasattr(source, "itertuples") and hasattr(source, "iloc")


def raw_from_frame(source: Any) -> RawTable:
    """A DataFrame's or Series' cells as text, blank rows passed over; an index that is no plain count is columns."""
    frame: pd.DataFrame = source if has_rows(source) else source.to_frame()
    if any(part is not None for part in frame.index.names) or not _is_count(frame):
        frame = frame.reset_index()
    headers = tuple(_header_text(column) for column in frame.columns)
    columns = [[_cell_text(value) for value in frame.iloc[:, position]] for position in range(len(headers))]
    numbered = enumerate(zip(*columns, strict=True), 1)
    kept = {line: row for line, row in numbered if "".join(row).strip()}
    rows, lines = tuple(kept.values()), tuple(kept)
    digest = hashlib.sha256(repr((headers, rows)).encode("utf-8", "surrogatepass")).hexdigest()
    return RawTable(headers, rows, lines, digest, header_line=0, encoding="", delimiter="\t")


def _header_text(column: Any) -> str:
    """A column's name; the levels of a name in several rows are parted by bars."""
    parts = column if isinstance(column, tuple) else (column,)
    return whole_text(" ".join(" | ".join(str(part) for part in parts if str(part)).split()))


def _is_count(frame: pd.DataFrame) -> bool:
    return type(frame.index).__name__ == "RangeIndex"


def _cell_text(value: Any) -> str:
    if value is None or value != value or str(value) in ("<NA>", "NaT"):  # noqa: PLR0124  # only NaN differs from itself
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return whole_text(str(value))
