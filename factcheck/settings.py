"""What a run of `check` is told: by options, by a configuration file, else as it stands here."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from factcheck.frozen import record
from factcheck.results import FailOn


@record
class Settings:
    """How drafts are checked and the result is told; the names are those of the options and of the configuration.

    Empty texts and tuples stand for what was not said: tables and pins are then looked for beside the drafts, the
    locale and the day are the draft's own, all rules run but the optional ones.
    """

    reference: tuple[str, ...] = ()
    pins: str = ""
    locale: str = ""
    as_of: dt.date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    min_coverage: Fraction | None = None
    format: str = "text"
    output: tuple[str, ...] = ()
    baseline: str = ""
    require_reasons: bool = True
    fix_quotations: bool = False
