"""Units that the lexicon does not know, asked of quantulum3's parser.

Its first call takes two to three seconds (it builds its tables and its inflections), and its time grows far worse
than the text: so it sees at most 40 characters, without digits, and every answer is kept.
"""

from __future__ import annotations

import logging
import re
from functools import cache

from factcheck.model import Unit
from factcheck.units.lexicon import unit_for_noun, unit_named

LONGEST = 40
DIGITS = re.compile(r"[\d.,]+")


def resolve_unknown(text: str) -> Unit | None:
    """The unit that quantulum3 sees in the words that follow a number, or None. Slow at its first call."""
    window = " ".join(DIGITS.sub(" ", text[:LONGEST]).split())
    return _ask(window) if window else None


@cache
def _ask(window: str) -> Unit | None:
    logging.getLogger("quantulum3").setLevel(logging.CRITICAL)
    try:
        from quantulum3 import parser  # noqa: PLC0415 - it costs seconds

        found = parser.parse(f"7 {window}")
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it has no answer
        return None
    return _translate(found[0].unit.name, found[0].unit.entity.name) if found else None


def _translate(name: str, entity: str) -> Unit | None:
    if name in ("dimensionless", "unk", ""):
        return None
    known = unit_named(name)
    if known is not None:
        return known
    return unit_for_noun(name) if entity == "dimensionless" else Unit(name, entity)
