"""A glossary beside tables: what the codes in their headers mean ("FG_PCT": field goal percent)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from factcheck.reference.packages import FieldDescription, TableDescription
from factcheck.reference.shipped import GLOSSARY

_MOST_ROWS = 2000
_LONGEST = 200


def with_glossary(said: TableDescription | None, path: Path) -> TableDescription | None:
    """A table's description with the glossary of its folder, or of the folder above where that has none."""
    found = glossary_of(path) if path.name != GLOSSARY else {}
    if not found:
        return said
    return replace(said or TableDescription(path.with_name(GLOSSARY)), glossary=tuple(found.items()))


def glossary_of(path: Path) -> Mapping[str, str]:
    """The meanings by code: the first two columns of a file glossary.csv; nothing where it cannot be read."""
    for folder in (path.parent, path.parent.parent):
        if (folder / GLOSSARY).is_file():
            return _read(folder / GLOSSARY)
    return {}


def _read(path: Path) -> dict[str, str]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(islice(csv.reader(file), 1, _MOST_ROWS))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    pairs = ((row[0].strip(), " ".join(row[1].split())) for row in rows if len(row) > 1)
    return {code: meaning for code, meaning in pairs if code and meaning and len(meaning) <= _LONGEST}


def explained(said: TableDescription) -> dict[str, FieldDescription]:
    """The described columns by name; a code's meaning is one more name, and the description of those without one."""
    found = {column.name: column for column in said.fields}
    for code, meaning in said.glossary:
        known = found.get(code, FieldDescription(code))
        found[code] = replace(known, aliases=(*known.aliases, meaning), description=known.description or meaning)
    return found
