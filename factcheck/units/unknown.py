"""Units that the lexicon does not know, asked of quantulum3's parser.

Its first call takes two to three seconds (it builds its tables and its inflections), and its time grows far worse
than the text: so it sees at most 40 characters, without digits, and every answer is kept.
"""

from __future__ import annotations

from functools import lru_cache

from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units.conversion import compose
from factcheck.units.lexicon import unit_for_noun, unit_named

LONGEST = 40
COMPOSED = lazy(r"[/·*^²³\s-]")
DIGITS = lazy(r"[\d.,]+")


def resolve_unknown(text: str) -> Unit | None:
    """The unit that quantulum3 sees in the words that follow a number, or None. Slow at its first call."""
    window = " ".join(DIGITS.sub(" ", text[:LONGEST]).split())
    return _ask(window) if window else None


@lru_cache(1024)
def _ask(window: str) -> Unit | None:
    import logging  # noqa: PLC0415 - few texts come here
    import warnings  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells that its classifier is not installed
            logging.getLogger("quantulum3").setLevel(logging.CRITICAL)
            from quantulum3 import parser  # noqa: PLC0415 - it costs seconds

            found = parser.parse(f"7 {window}")
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it has no answer
        return None
    if not found or found[0].span[0] != 0:
        return None
    unit = found[0].unit
    if len(unit.dimensions or ()) > 1 and not COMPOSED.search(window):
        return None  # letters taken apart: "µsV" as microsecond volts
    return _translate(unit.name, unit.entity.name, {part["base"]: part["power"] for part in unit.dimensions or ()})


def _translate(name: str, entity: str, powers: dict[str, int]) -> Unit | None:
    """quantulum3's answer as a unit of ours: a known one, a quotient of two, or one without a factor."""
    if name in ("dimensionless", "unk", ""):
        return None
    known = unit_named(name)
    if known is not None:
        return known
    top = [unit_named(base) for base, power in powers.items() if power == 1]
    bottom = [unit_named(base) for base, power in powers.items() if power == -1]
    if len(powers) == 2 and len(top) == len(bottom) == 1 and top[0] and bottom[0]:
        return compose(top[0], bottom[0])
    if entity == "unknown":
        return None  # two units in a row, not one
    return unit_for_noun(name) if entity == "dimensionless" else Unit(name, entity)
