"""Make factcheck/data/units.json: quantulum3's units with pint's factors, changed and completed by units.toml.

Needs the `data` extra (pint). Run from anywhere: python scripts/make_units.py [--check]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parent / "factcheck" / "data" / "units.json"
PREFIXES = {"T": "tera", "G": "giga", "M": "mega", "k": "kilo", "m": "milli", "µ": "micro", "n": "nano"}
IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries", "stone": "stone"}
INVARIABLE = (
    "hertz",
    "siemens",
    "lux",
    "percent",
    "per cent",
    "percentage",
    "per mille",
    "celsius",
    "fahrenheit",
    "centigrade",
)
HEAD_ENDS = (
    "per",
    "of",
    "squared",
    "mercury",
    "equivalent",
    "troy",
    "C",
    "F",
    "Celsius",
    "Fahrenheit",
    "centigrade",
    "angle",
)
Row = dict[str, Any]


class DataError(Exception):
    """The sources disagree and the changes do not say what to do."""


def lexicon() -> dict[str, Row]:
    """quantulum3's units, read as plain JSON without importing the package."""
    spec = importlib.util.find_spec("quantulum3")
    if spec is None or not spec.submodule_search_locations:
        raise DataError("quantulum3 is not installed")
    folder = Path(next(iter(spec.submodule_search_locations)))
    loaded: dict[str, Row] = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    return loaded


def entities() -> dict[str, Row]:
    """quantulum3's entities, which compose dimensions of one another."""
    spec = importlib.util.find_spec("quantulum3")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(next(iter(spec.submodule_search_locations)))
    loaded: dict[str, Row] = json.loads((folder / "entities.json").read_text(encoding="utf-8"))
    return loaded


def plural(surface: str) -> str:
    """The plural of a unit's name: of the word that is counted, the last before "per" or "of"."""
    words = surface.split(" ")
    if surface.lower() in INVARIABLE or words[0] in ("per", "parts") or surface.endswith("s units"):
        return surface
    if words[-1] == "point":
        return surface + "s"
    head = next((i for i, word in enumerate(words) if i and word in HEAD_ENDS), len(words)) - 1
    word = words[head]
    if word.lower() in INVARIABLE or word.endswith("s"):
        return surface
    for end, many in IRREGULAR.items():
        if word.endswith(end):
            word = word.removesuffix(end) + many
            break
    else:
        word += "s"
    return " ".join([*words[:head], word, *words[head + 1 :]])


def expand(name: str, row: Row) -> Iterator[tuple[str, Row]]:
    """A unit and its prefixed forms."""
    yield name, row
    for prefix in row.get("prefixes", []):
        if prefix in PREFIXES:
            word = PREFIXES[prefix]
            surfaces = [word + surface for surface in row["surfaces"]]
            symbols = [prefix + symbol for symbol in row["symbols"]]
            kept: Row = {key: row[key] for key in ("entity", "flags") if key in row}
            yield word + name, {**kept, "surfaces": surfaces, "symbols": symbols, "dimensions": []}


class Factors:
    """pint's registry with exact numbers; every question is by name, never by symbol."""

    def __init__(self, bases: dict[str, str]) -> None:
        import pint  # noqa: PLC0415 - an optional dependency, and slow

        self.registry: Any = pint.UnitRegistry(non_int_type=Fraction)
        self.bases = bases

    def factor(self, expression: str, dimension: str) -> tuple[Fraction, Fraction] | None:
        """Factor and offset to the base of the dimension; None when pint disagrees on the dimension."""
        base = self.bases.get(dimension)
        if not base:
            return None
        if dimension == "temperature":
            return self._temperature(expression)
        quantity = self.registry.parse_expression(expression)
        quantity = quantity if hasattr(quantity, "to") else self.registry.Quantity(quantity, "dimensionless")
        target = self.registry.parse_units(base)
        if quantity.dimensionality != target.dimensionality:
            return None
        return Fraction(quantity.to(target).magnitude), Fraction(0)

    def _temperature(self, expression: str) -> tuple[Fraction, Fraction]:
        zero, one = (Fraction(self.registry.Quantity(Fraction(at), expression).to("kelvin").magnitude) for at in (0, 1))
        return one - zero, zero

    def knows(self, name: str) -> bool:
        """Whether pint defines the name."""
        return name in self.registry


def expression_of(name: str, row: Row, units: dict[str, Row], factors: Factors) -> str:
    """What pint is asked for a unit: the given expression, its name, or its composed dimensions; "" when unknown."""
    if "pint" in row:
        return str(row["pint"])
    if row.get("dimensions"):
        parts = [(expression_of(d["base"], units[d["base"]], units, factors), d["power"]) for d in row["dimensions"]]
        return " * ".join(f"({part}) ** {power}" for part, power in parts) if all(part for part, _ in parts) else ""
    for candidate in (name, *row["surfaces"]):
        spelled = candidate.replace(" ", "_").replace("-", "_")
        if spelled.isidentifier() and factors.knows(spelled):
            return spelled
    return ""


def symbols_of(symbols: list[str]) -> list[str]:
    """Symbols with their usual variants: raised digits, a caret, "sq. km" and "square km", both micro signs."""
    out: dict[str, None] = {}
    for symbol in symbols:
        out[symbol] = None
        if len(symbol) > 1 and symbol[-1] in "23" and symbol[-2].isalpha():
            out[symbol[:-1] + "²³"[int(symbol[-1]) - 2]] = None
            out[f"{symbol[:-1]}^{symbol[-1]}"] = None
        for short, word in (("sq ", "square "), ("cu ", "cubic ")):
            if symbol.startswith(short):
                rest = symbol.removeprefix(short)
                out.update(dict.fromkeys((f"{short.strip()}. {rest}", f"{word}{rest}")))
        if "µ" in symbol:
            out[symbol.replace("µ", "μ")] = None
    return list(out)


def record(name: str, dimension: str, row: Row, found: tuple[Fraction, Fraction] | None) -> Row:
    surfaces = [form for surface in row["surfaces"] for form in dict.fromkeys((surface, plural(surface)))]
    made: Row = {"name": name, "dimension": dimension, "factor": None}
    if found is not None:
        made["factor"] = str(found[0])
        if found[1]:
            made["offset"] = str(found[1])
    made["surfaces"] = list(dict.fromkeys(surfaces))
    made["symbols"] = symbols_of(row["symbols"])
    if row.get("flags"):
        made["flags"] = row["flags"]
    return made


def changed(config: Row) -> dict[str, Row]:
    """quantulum3's measurement units with the changes applied and the prefixes written out."""
    changes = {change["name"]: change for change in config["change"]}
    source = lexicon()
    for name in (*changes, *config["drop"]["names"]):
        if name not in source:
            raise DataError(f"units.toml names {name!r}, which quantulum3 does not have")
    keep = ("pint", "entity", "surfaces", "symbols", "prefixes", "flags")
    rows: dict[str, Row] = {}
    for name, row in source.items():
        if row["entity"] == "currency":
            continue
        change = {key: value for key, value in changes.get(name, {}).items() if key in keep}
        if name in config["drop"]["names"]:
            rows[name] = row  # others are composed of it
            continue
        for grown, grown_row in expand(name, {**row, **change}):
            rows.setdefault(grown, grown_row)
    return rows


def build() -> tuple[Row, list[str]]:
    """The content of units.json, and a line for each unit that stays without a factor."""
    config = tomllib.loads((HERE / "units.toml").read_text(encoding="utf-8"))
    factors = Factors(config["bases"])
    rows, notes, units = changed(config), [], []
    known = entities()
    for name, row in rows.items():
        if name in config["drop"]["names"]:
            continue
        entity = row["entity"]
        if entity not in known and entity not in config["bases"]:
            raise DataError(f"{name}: unknown entity {entity!r}")
        dimension = config["dimensions"].get(entity, entity)
        expression = expression_of(name, row, rows, factors)
        found = factors.factor(expression, dimension) if expression else None
        if found is None:
            notes.append(f"{name} ({dimension}): {'pint disagrees: ' + expression if expression else 'not in pint'}")
        units.append(record(config["rename"].get(name, name), dimension, row, found))
    for added in config["add"]:
        found = factors.factor(added["pint"], added["dimension"])
        if found is None:
            raise DataError(f"{added['name']}: pint disagrees")
        units.append(record(added["name"], added["dimension"], added, found))
    versions = {package: importlib.metadata.version(package) for package in ("quantulum3", "pint")}
    return {"sources": versions, "bases": config["bases"], "guards": config["guards"], "units": units}, notes


def render(content: Row) -> str:
    """JSON with one unit a line, so that a change shows as one line."""
    head = [
        f"{json.dumps(key)}: {json.dumps(content[key], ensure_ascii=False)}" for key in ("sources", "bases", "guards")
    ]
    units = ",\n".join(json.dumps(unit, ensure_ascii=False) for unit in content["units"])
    return "{\n" + ",\n".join(head) + ',\n"units": [\n' + units + "\n]\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    check = parser.parse_args().check
    content, notes = build()
    text = render(content)
    print(*notes, sep="\n", file=sys.stderr)
    if check:
        return 0 if TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    known = sum(unit["factor"] is not None for unit in content["units"])
    print(f"{TARGET}: {len(content['units'])} units, {known} with a factor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
