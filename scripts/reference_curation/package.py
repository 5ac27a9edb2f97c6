"""A curated package: its words come from `packages/NAME.toml`, its rows from a function; both are written together."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "packages"
Rows = Sequence[Sequence[str]]
Entry = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """The words of one package and the rows of each of its tables, by table name."""

    name: str
    words: Entry
    rows: dict[str, Rows]

    @property
    def tables(self) -> list[Entry]:
        """The words of its tables, in order."""
        return list(self.words["tables"])


def load_package(name: str, rows: dict[str, Rows]) -> Package:
    """The package of that name with these rows; tables and words must agree."""
    words = tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))
    declared = {table["name"] for table in words["tables"]}
    if declared != set(rows):
        raise ValueError(f"{name}.toml declares the tables {sorted(declared)}, the script makes {sorted(rows)}")
    return Package(name, words, rows)


def write_package(package: Package, folder: Path) -> None:
    """Write `datapackage.json` and the CSV files below the folder."""
    home = folder / package.name
    home.mkdir(parents=True, exist_ok=True)
    _write(home / "datapackage.json", json.dumps(descriptor(package), indent=1, ensure_ascii=False) + "\n")
    for table in package.tables:
        _write(home / f"{table['name']}.csv", csv_text(table, package.rows[table["name"]]))


def descriptor(package: Package) -> Entry:
    """The Data Package: standard keys, and those that docs/reference-tables.md documents."""
    words = package.words
    shared = {
        "sources": words["sources"],
        "licenses": [vocabulary()["licences"][name] for name in words["licences"]],
        "retrieved": words["retrieved"],
    }
    return {
        "name": package.name.replace("_", "-"),
        "title": words["title"],
        "description": words["description"],
        **shared,
        "origin": words["origin"],
        "mended": words["mended"],
        "resources": [resource(table, shared) for table in package.tables],
    }


def resource(table: Entry, shared: Entry) -> Entry:
    """One table's entry: where it lies, what it says, where it is from, and its schema."""
    inner = {"name", "years", "fields", "primaryKey"}
    words = {key: _expanded(key, value) for key, value in table.items() if key not in inner}
    schema = {"fields": table["fields"], "missingValues": [""], "primaryKey": table["primaryKey"]}
    place = {"type": "table", "path": f"{table['name']}.csv", "format": "csv", "mediatype": "text/csv"}
    return {"name": table["name"].replace("_", "-"), **place, "encoding": "utf-8", **words, **shared, "schema": schema}


def csv_text(table: Entry, rows: Rows) -> str:
    """The table as CSV, every row as wide as its header."""
    header = [field["name"] for field in table["fields"]]
    ragged = next((row for row in rows if len(row) != len(header)), None)
    if ragged is not None:
        raise ValueError(f"{table['name']}: a row has {len(ragged)} cells for {len(header)} columns: {list(ragged)}")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


@cache
def vocabulary() -> Entry:
    """Licences, and the lists of names that several packages share."""
    return tomllib.loads((WORDS / "_shared.toml").read_text(encoding="utf-8"))


def _expanded(key: str, value: Any) -> Any:
    """A list of names given by the name that `_shared.toml` has for it."""
    return vocabulary()[key][value] if key in {"aggregates", "entityAliases"} and isinstance(value, str) else value


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
