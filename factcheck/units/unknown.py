"""Signs of units that the lexicon does not know, asked of quantulum3's parser.

Its first call takes two to three seconds (it builds its tables and its inflections), and its time grows far worse
than the text: so it is asked about little, and every answer is kept. What it sees is a product or a quotient of signs
("dyn/cm²"), at most 40 characters, of which the lexicon knows one sign; never a plain word, never a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units.compounds import parse_compound
from factcheck.units.conversion import compose
from factcheck.units.lexicon import lexicon, unit_named

LONGEST = 40
_SIGN = r"[A-Za-zµμΩ°Å]{1,8}(?:\^?[-−⁻]?[1-4¹²³⁴])?+"
_SHAPE = lazy(rf"(?:{_SIGN}(?:[/·⋅*]{_SIGN}){{1,3}}|[A-Za-zµμΩ°Å]{{1,8}}(?:\^-?[1-4]|⁻?[¹²³⁴]))(?![\w/^·⋅*])")
_LETTERS = lazy(r"[A-Za-zµμΩ°Å]+")
_POWER = lazy(r"(?<=[A-Za-zµμΩ°Å])\^?([-−⁻]?)([1-4¹²³⁴])")
_RAISED = str.maketrans("¹²³⁴−⁻", "1234--")


def resolve_unknown(text: str) -> Unit | None:
    """The unit of the sign that the text begins with, where it has the shape of one. Slow at its first call.

    A sign that nobody knows is a unit of its own, which compares with itself only.
    """
    match = _SHAPE.match(text[:LONGEST])
    if match is None:
        return None
    window = match.group()
    known = parse_compound(window)
    if known is not None:
        return known
    if not any(len(letters) > 1 and letters in lexicon().signs for letters in _LETTERS.findall(window)):
        return None  # "his/her", "day/night", "A/B"
    return _ask(_POWER.sub(_caret, window)) or Unit(window, window)


def _caret(found: re.Match[str]) -> str:
    """A power as quantulum3 reads it: "cm2" becomes "cm^2"."""
    return f"^{found.group().lstrip('^').translate(_RAISED)}"


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
    if not found or found[0].span[0] != 0 or found[0].span[1] < len(window) + 2:
        return None  # it has read a part of it only
    unit = found[0].unit
    return _translate(unit.name, unit.entity.name, {part["base"]: part["power"] for part in unit.dimensions or ()})


def _translate(name: str, entity: str, powers: dict[str, int]) -> Unit | None:
    """quantulum3's answer as a unit of ours: a known one, a quotient of two, or one without a factor."""
    if name in ("dimensionless", "unk", "") or entity in ("dimensionless", "currency"):
        return None
    known = unit_named(name)
    if known is not None:
        return known
    top = [unit_named(base) for base, power in powers.items() if power == 1]
    bottom = [unit_named(base) for base, power in powers.items() if power == -1]
    if len(powers) == 2 and len(top) == len(bottom) == 1 and top[0] and bottom[0]:
        return compose(top[0], bottom[0])
    return Unit(name, name if entity == "unknown" else entity)
