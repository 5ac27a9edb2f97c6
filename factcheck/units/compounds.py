"""Units that are written as products of signs: "kg m-3", "W/(m²·K)", "kg·m²/s²", "µmol m⁻² s⁻¹".

Every sign must be one of the lexicon's; what two readers could read in two ways ("kg/m s") is no unit. At most 40
characters are looked at.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from factcheck.model import Unit
from factcheck.patterns import lazy
from factcheck.units.conversion import compose
from factcheck.units.lexicon import is_sign, unit_named, units_written

LONGEST = 40
_ON = frozenset("·⋅*/-−⁻^")
_POWER = r"\^?[-−⁻]?[1-4¹²³⁴]"
_PIECE = lazy(rf"(?P<sign>[A-Za-zµμΩ°Å]{{1,8}})(?P<power>{_POWER})?|(?P<join>\s?[·⋅×*]\s?|\s?/\s?|\s|[()])")
_MARKS = frozenset("·⋅×*/^-−⁻²³⁴1234")
_TAIL = lazy(
    rf"(?:/\([^()\s]{{1,16}}\)|[·⋅*/][A-Za-zµμΩ]{{1,4}}(?:{_POWER})?+"
    r"|[ \u00a0][A-Za-zµμΩ]{1,4}(?:\^?[-−]|⁻)[1-4¹²³⁴]){1,3}(?![\w/^⁻])"
)
_PLAIN = str.maketrans("¹²³⁴", "1234")
_POWERS = {("length", 2): "square", ("length", 3): "cubic", ("time", 2): "square"}
_PRODUCTS = {
    ("force", "length"): "torque",
    ("power", "time"): "energy",
    ("current", "time"): "charge",
    ("electric potential", "current"): "apparent power",
    ("mass", "acceleration"): "force",
}
"""Products of dimensions that have a name of their own; their base units are the products of the base units."""


@lru_cache(1024)
def parse_compound(text: str) -> Unit | None:
    """The unit of a product of signs with powers and at most one division, or None.

    >>> parse_compound("kg m-3").name, parse_compound("W/(m²·K)").name
    ('kilogram per cubic metre', 'watt per square metre kelvin')
    >>> parse_compound("kg/m s") is None
    True
    """
    if len(text) > LONGEST or _MARKS.isdisjoint(text):
        return None
    parts = _parts(text)
    if not parts:
        return None
    powers: dict[Unit, int] = {}
    for unit, power in parts:
        powers[unit] = powers.get(unit, 0) + power
    tops = [_raised(unit, power) for unit, power in powers.items() if power > 0]
    bottoms = [_raised(unit, -power) for unit, power in powers.items() if power < 0]
    if not tops:
        return None
    top = _product(tops)
    return compose(top, _product(bottoms)) if bottoms else top


def compound_at(text: str, start: int, stop: int) -> tuple[Unit, int] | None:
    """The product whose first sign stands at text[start:stop], and its end; None where no product goes on.

    >>> compound_at("weighs 850 kg m-3 there", 11, 13)[0].name
    'kilogram per cubic metre'
    """
    if stop - start > 8 or _ON.isdisjoint(text[stop : stop + 8]):
        return None
    tail = _TAIL.match(text, stop, stop + LONGEST)
    unit = None if tail is None else parse_compound(text[start : tail.end()])
    return None if tail is None or unit is None else (unit, tail.end())


def _parts(text: str) -> list[tuple[Unit, int]] | None:
    """The units with their powers, negative behind the stroke; None when the text is no clear product."""
    found: list[tuple[Unit, int]] = []
    position, sign, inside, before = 0, 1, False, "join"
    while position < len(text):
        piece = _PIECE.match(text, position)
        if piece is None:
            return None
        position = piece.end()
        join = piece["join"]
        if join is None:
            if before == "sign":
                return None
            unit, power = _measured(piece["sign"]), _power(piece["power"])
            if unit is None or (sign < 0 and power < 0):
                return None
            found.append((unit, sign * power))
            before = "sign"
            continue
        mark = join.strip()
        if before == "join" and mark != "(":
            return None
        if mark == "/":
            sign = -1
        elif mark == "(":
            if sign > 0 or before == "sign":
                return None
            inside = True
        elif mark == ")":
            if not inside or position < len(text):
                return None
            inside = False
            continue
        elif sign < 0 and not inside:
            return None  # "kg/m s": is the second below the stroke too?
        before = "join"
    return None if inside or before == "join" else found


def _measured(sign: str) -> Unit | None:
    """The measurement that a sign stands for; a degree in a product is the size of one."""
    units = units_written(sign) if is_sign(sign) else ()
    if not units or units[0].factor is None or units[0].dimension in ("currency", "count"):
        return None
    return replace(units[0], offset=Fraction(0))


def _power(written: str | None) -> int:
    if not written:
        return 1
    digits = written.lstrip("^").translate(_PLAIN)
    return -int(digits[1:]) if digits[0] in "-−⁻" else int(digits)


def _raised(unit: Unit, power: int) -> Unit:
    """A unit to a power: the lexicon's own ("square metre") or one that is named after it."""
    if power == 1:
        return unit
    word = _POWERS.get((unit.dimension, power))
    name = f"{word} {unit.name}" if word else f"{unit.name} to the power {power}"
    known = unit_named(name)
    if known is not None:
        return known
    assert unit.factor is not None  # noqa: S101 - see _measured
    dimension = "·".join([unit.dimension] * power)
    if unit.dimension == "length":
        dimension = {2: "area", 3: "volume"}.get(power, dimension)
    return Unit(name, dimension, unit.factor**power)


def _product(units: list[Unit]) -> Unit:
    """One unit for several that are multiplied; the lexicon's own where it has one ("newton metre")."""
    made = units[0]
    for unit in units[1:]:
        name = f"{made.name} {unit.name}"
        known = unit_named(name)
        if known is not None:
            made = known
            continue
        assert made.factor is not None  # noqa: S101 - see _measured
        assert unit.factor is not None  # noqa: S101
        pair = (made.dimension, unit.dimension)
        dimension = _PRODUCTS.get(pair) or _PRODUCTS.get(pair[::-1]) or "·".join(sorted(pair))
        made = Unit(name, dimension, made.factor * unit.factor)
    return made
