"""Names that occur twice where each should occur once."""

from __future__ import annotations

from collections.abc import Iterable


def first_twin(names: Iterable[str]) -> str | None:
    """The first name that was there before, in one walk over the names.

    >>> first_twin(["town", "people", "town"]), first_twin(["town", "people"])
    ('town', None)
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
