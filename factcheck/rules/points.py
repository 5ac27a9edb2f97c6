"""FC404: two values, one in percentage points and one in percent: "fell to 23.6 percentage points from 25.0%"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from factcheck.model import Claim, Diagnosis, Finding
from factcheck.rewriting import as_points
from factcheck.rules.draft import Draft, dimension, quantity_of
from factcheck.rules.gaps import gap, lead, row
from factcheck.rules.moves import way_to
from factcheck.rules.roles import leads

_POINTS, _PERCENT = "percentage_points", "percent"
_AGAINST = (" vs ", " vs. ", " versus ", " against ", " compared with ", " compared to ")


def level_in_points(draft: Draft) -> Iterator[Finding]:
    """Values in percentage points that are held against a value in percent."""
    for sentence, claims in draft.sentences:
        for one, two in pairwise(row(draft, claims)):
            units = dimension(quantity_of(one)), dimension(quantity_of(two))
            if (
                set(units) != {_POINTS, _PERCENT}
                or "basis point" in (one.mention.surface + two.mention.surface).lower()
            ):
                continue
            text = gap(draft, one, two)
            reached = way_to(lead(draft, one, sentence.start)) is not None and leads(text, "from")
            if reached or text in _AGAINST:
                points, other = (one, two) if units[0] == _POINTS else (two, one)
                yield _finding(draft, points, other)


def _finding(draft: Draft, points: Claim, other: Claim) -> Finding:
    message = f"“{points.mention.surface}” stands against “{other.mention.surface}”: percentage points for percent?"
    related = [(other, "the value beside it")]
    return draft.finding("FC404", points, message, Diagnosis.PERCENT_POINTS, as_points(points.mention), related)
