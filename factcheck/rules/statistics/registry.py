"""The optional rules of published statistics, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factcheck.model import Finding
from factcheck.rules.draft import Draft
from factcheck.rules.statistics.grim import impossible_mean
from factcheck.rules.statistics.intervals import interval_at_odds
from factcheck.rules.statistics.p_values import wrong_p_value, wrong_side
from factcheck.rules.statistics.shares import percent_of_n
from factcheck.rules.statistics.significance import words_against_p

STATISTICS: tuple[tuple[str, Callable[[Draft], Iterator[Finding]]], ...] = (
    ("FC501", wrong_p_value),
    ("FC502", wrong_side),
    ("FC502", words_against_p),
    ("FC503", impossible_mean),
    ("FC504", percent_of_n),
    ("FC505", interval_at_odds),
)
