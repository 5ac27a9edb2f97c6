"""Columns that look like years and are taken for amounts, because no header says that they tell when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from factcheck.reference.describe import Described
from factcheck.reference.profiles import Profile
from factcheck.reference.reading import Doubt
from factcheck.reference.tables import Role, Table

_YEAR = re.compile(r"19\d\d|20\d\d|2100")
_FEWEST_ROWS = 3


def year_doubts(found: Described) -> Iterator[Doubt]:
    """A doubt for each column of nothing but years, repeating or ascending, in a table that has no other times."""
    table = found.table
    if table.of_role(Role.PERIOD) or table.period is not None or any(field.is_dated for field in table.fields):
        return
    for profile in found.profiles:
        field = table.fields[profile.position]
        bare = field.role is Role.VALUE and field.unit is None and field.inferred and not field.declared
        if bare and _holds_years(profile) and _tells_when(table, profile):
            message = (
                f'column "{field.name}" is taken for amounts and holds years ("{profile.sample[0]}"); if it tells '
                'when, call it "year", or give it the role "period" in a description'
            )
            yield Doubt(message, table.lines[0], profile.position + 1)


def _holds_years(profile: Profile) -> bool:
    return bool(profile.distinct) and all(map(_YEAR.fullmatch, profile.distinct))


def _tells_when(table: Table, profile: Profile) -> bool:
    texts = [text for row in table.rows if (text := row[profile.position].strip())]
    repeats = 1 < len(profile.distinct) < len(texts)
    ascends = all(first <= second for first, second in itertools.pairwise(texts))
    return len(texts) >= _FEWEST_ROWS and (repeats or ascends)
