"""Make factcheck/data/units.json: quantulum3's units with pint's factors, changed and completed by units.toml.

Needs the `data` extra (pint). Run from the top folder: python -m scripts.make_units [--check]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from factcheck.units.lexicon import tokens

HERE = Path(__file__).parent
TARGET = HERE.parent / "factcheck" / "data" / "units.json"
PREFIXES = {"P": "peta", "T": "tera", "G": "giga", "M": "mega", "k": "kilo", "m": "milli", "µ": "micro", "n": "nano"}
IRREGULAR = {
    "foot": "feet",
    "inch": "inches",
    "century": "centuries",
    "millennium": "millennia",
    "stone": "stone",
    "catty": "catties",
}
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
    if words[-1] == "point":
        return surface + "s"
    if surface.lower() in INVARIABLE or words[0] in ("per", "parts") or surface.endswith("s units"):
        return surface
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
        spelled: str = candidate.replace(" ", "_").replace("-", "_")
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


def shown(symbols: list[str]) -> str:
    """The symbol to print: the first, with a raised power ("km²")."""
    first, forms = symbols[0], symbols_of(symbols)
    return next((form for form in forms if form[:-1] == first[:-1] and form[-1] in "²³"), first)


def record(name: str, dimension: str, row: Row, found: tuple[Fraction, Fraction] | None, asked: str) -> Row:
    """The unit's line: no factor where none is known, no offset where it is 0; `source` is what pint was asked."""
    made: Row = {"name": name, "dimension": dimension, "factor": None}
    if found is not None:
        made["factor"] = str(found[0])
        made["source"] = f"pint: {asked}"
        if found[1]:
            made["offset"] = str(found[1])
    if row["symbols"]:
        made["symbol"] = shown(row["symbols"])
    if row.get("flags"):
        made["flags"] = row["flags"]
    return made


class Writings:
    """Every way to write a unit, as the tokens that the program reads: words in lower case, signs as they are."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self.signs: dict[str, list[str]] = {}

    def add(self, name: str, words: Iterable[str], signs: Iterable[str]) -> None:
        """Let the words and signs mean the unit, after what they mean already."""
        for table, forms in ((self.words, (word.lower() for word in words)), (self.signs, signs)):
            for form in forms:
                names = table.setdefault(" ".join(tokens(form)), [])
                if name not in names:
                    names.append(name)

    def guarded(self, guards: dict[str, list[str]]) -> dict[str, str]:
        """The guards by writing; a guard of nothing is a slip."""
        found: dict[str, str] = {}
        for guard, forms in guards.items():
            for form in forms:
                key = " ".join(tokens(form))
                if key not in self.words and key not in self.signs:
                    raise DataError(f"a guard is given for {form!r}, which is no unit")
                found[key] = guard
        return found


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


def measured(
    config: Row, factors: Factors, notes: list[str]
) -> Iterator[tuple[str, str, Row, tuple[Fraction, Fraction] | None, str]]:
    """Name, dimension, source row and factor of every unit, and what pint was asked for it."""
    rows, known = changed(config), entities()
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
        yield config["rename"].get(name, name), dimension, row, found, expression
    for added in config["add"]:
        found = factors.factor(added["pint"], added["dimension"])
        if found is None:
            raise DataError(f"{added['name']}: pint disagrees")
        yield added["name"], added["dimension"], added, found, added["pint"]


def build() -> tuple[Row, list[str]]:
    """The content of units.json, and a line for each unit that stays without a factor."""
    config = tomllib.loads((HERE / "units.toml").read_text(encoding="utf-8"))
    notes: list[str] = []
    units: list[Row] = []
    writings = Writings()
    for name, dimension, row, found, asked in measured(config, Factors(config["bases"]), notes):
        units.append(record(name, dimension, row, found, asked))
        surfaces = [form for surface in row["surfaces"] for form in (surface, plural(surface))]
        writings.add(name, surfaces, symbols_of(row["symbols"]))
    for name, sign in config["gases"]["units"].items():
        writings.add(name, [], [sign + gap + gas for gap in ("", " ") for gas in config["gases"]["signs"]])
    for meaning in config["also"]:
        writings.add(meaning["name"], meaning["surfaces"], [])
    versions = {package: importlib.metadata.version(package) for package in ("quantulum3", "pint")}
    guards = writings.guarded(config["guards"])
    content = {"sources": versions, "bases": config["bases"], "guards": guards, "before": config["before"]}
    return {**content, "units": units, "words": writings.words, "signs": writings.signs}, notes


def render(content: Row) -> str:
    """JSON with one unit or way of writing a line, so that a change shows as one line."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {block(value)}" for key, value in content.items()) + "\n}\n"


def block(value: Any) -> str:
    """A list or a mapping of lists, one entry a line; anything else on one line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n]"
    if value and all(isinstance(entry, list) for entry in value.values()):
        lines = (
            f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(names, ensure_ascii=False)}"
            for key, names in value.items()
        )
        return "{\n" + ",\n".join(lines) + "\n}"
    return json.dumps(value, ensure_ascii=False)


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
