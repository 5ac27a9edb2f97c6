"""Results as pandas data frames, one row a figure (pandas is imported only when a frame is asked for)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from factcheck.model import Direction, Kind, Modifier, Severity, Status, Verdict
from factcheck.records import FINDING_COLUMNS, Record, flat_columns, flat_finding, flat_record

if TYPE_CHECKING:
    import pandas as pd

_INTEGERS: Final = frozenset({"start", "end", "line", "column"})
_NULLABLE_INTEGERS: Final = frozenset({"strength", "fact_row"})
_FLOATS: Final = frozenset({"value", "low", "high", "fact_value", "fact_score"})
_BOOLEANS: Final = frozenset({"low_open", "high_open", "is_claim", "ambiguous_scale", "weak"})
_CATEGORIES: Final = {
    "kind": Kind,
    "modifier": Modifier,
    "direction": Direction,
    "status": Status,
    "verdict": Verdict,
    "severity": Severity,
}


def figures_frame(records: Iterable[Record], *, checked: bool) -> pd.DataFrame:
    """A frame with the columns `flat_columns(checked=checked)`, whose dtypes do not depend on the rows.

    Positions are int64, `strength` and `fact_row` Int64, numbers float64, yes-or-no columns bool; `kind`,
    `modifier`, `direction`, `status`, `verdict` and `severity` are categories; everything else is str.
    """
    import pandas as pd  # noqa: PLC0415 - 300 ms that only a frame is worth

    rows = [flat_record(record) for record in records]
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=_dtype(name)) for name in flat_columns(checked=checked)
    }
    return pd.DataFrame(columns)


def findings_frame(records: Iterable[Record]) -> pd.DataFrame:
    """A frame of what there is to act on, with the columns `FINDING_COLUMNS` and dtypes that do not depend on the rows.

    `start` and `end` are Int64: a finding about the run has no place.
    """
    import pandas as pd  # noqa: PLC0415 - as above

    rows = [flat_finding(record) for record in records]
    columns = {name: [row[name] for row in rows] for name in FINDING_COLUMNS}
    dtypes: dict[str, str | pd.CategoricalDtype] = {name: _dtype(name) for name in columns}
    dtypes |= {"start": "Int64", "end": "Int64"}
    return pd.DataFrame({name: pd.Series(values, dtype=dtypes[name]) for name, values in columns.items()})


def _dtype(column: str) -> str | pd.CategoricalDtype:
    import pandas as pd  # noqa: PLC0415

    if column in _CATEGORIES:
        return pd.CategoricalDtype([member.value for member in _CATEGORIES[column]])
    for names, dtype in (
        (_INTEGERS, "int64"),
        (_NULLABLE_INTEGERS, "Int64"),
        (_FLOATS, "float64"),
        (_BOOLEANS, "bool"),
    ):
        if column in names:
            return dtype
    return "str"
