"""The JSON Schema of a configuration, made from the description of its keys.

It is shipped as `factcheck/data/config.schema.json`; `python -m factcheck.configuration.schema` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from factcheck.configuration.keys import KEYS, OVERRIDES, PATHS, Key

FILE: Final = Path(__file__).parents[1] / "data" / "config.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of a factcheck.toml, or of the section [tool.factcheck] of a pyproject.toml."""
    override = _table([PATHS, *(key for key in KEYS if key.for_drafts)]) | {
        "description": "keys that hold for some drafts; of several that fit one, the last decides, key by key",
        "required": [PATHS.name],
    }
    override["properties"][PATHS.name] |= {"minItems": 1}
    found = _table(KEYS)
    found["properties"][OVERRIDES] = {"type": "array", "items": override}
    head = {"$schema": _DIALECT, "title": "Configuration of factcheck"}
    return head | found


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def keys_table() -> str:
    """The keys as a table of Markdown, as docs/configuration.md shows it."""
    rows = ["| key | what it says | value | without it | for drafts |", "|---|---|---|---|---|"]
    for key in KEYS:
        which = "yes" if key.for_drafts else ""
        rows.append(f"| `{key.name}` | {key.meaning} | {key.kind.expects}: `{key.example}` | {key.default} | {which} |")
    return "\n".join(rows) + "\n"


def _table(keys: Iterable[Key]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {key.name: _property(key) for key in keys}}


def _property(key: Key) -> dict[str, Any]:
    without = f"; without it: {key.default}" if key.default else ""
    return {"description": f"{key.meaning}{without}"} | key.kind.schema()


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
