"""On what terms a draft is checked: its tables, its day, its locale, the rules that run on it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from factcheck.frozen import record

if TYPE_CHECKING:
    from factcheck.reference.store import ReferenceStore


@record
class Terms:
    """What holds for one draft of a run; several drafts may share it.

    `reference` is None where the draft is held against itself alone, `as_of` and `locale` where the draft's own count,
    `codes` (of the rules that run) for all but the optional ones. `require_reasons` is whether a suppression in the
    draft must say why.
    """

    reference: ReferenceStore | None = None
    as_of: dt.date | None = None
    locale: str | None = None
    codes: frozenset[str] | None = None
    require_reasons: bool = True

    def runs(self, code: str) -> bool:
        """Whether a rule that is not optional runs."""
        return self.codes is None or code in self.codes
