"""The optional rules of published statistics, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factcheck.model import Finding
from factcheck.rules.draft import Draft
from factcheck.rules.statistics.p_values import wrong_p_value, wrong_side

STATISTICS: tuple[tuple[str, Callable[[Draft], Iterator[Finding]]], ...] = (
    ("FC501", wrong_p_value),
    ("FC502", wrong_side),
)
