"""Files of pins: a person's word on which fact a figure is about (docs/suppressions.md)."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from factcheck.model import Finding, Pin, Severity

CODE: Final = "FC909"
SUFFIX: Final = ".pins.toml"
TABLE: Final = "factcheck.pins.csv"
_TEXTS: Final = ("figure", "table", "column", "near", "draft", "by")
_NEEDED: Final = ("figure", "table", "column")
_NUMBERS: Final = ("line", "nth")
_KEYS: Final = (*_TEXTS, *_NUMBERS, "row")
_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*pin[ \t]*\]\]", re.MULTILINE)


def pins_beside(draft: Path) -> list[Path]:
    """The files of pins that stand beside a draft, or anywhere in a folder of drafts: draft.pins.toml for draft.md."""
    if os.path.isdir(draft):  # noqa: PTH112 - Path.is_dir raises for names that are too long
        return sorted(draft.rglob(f"*{SUFFIX}"))
    own = draft.with_suffix(SUFFIX)
    return [own] if os.path.isfile(own) else []  # noqa: PTH113 - as above


def pin_table_above(draft: Path) -> Path | None:
    """The nearest table of pins: beside a draft, in a folder of drafts, or in a folder above."""
    start = Path(os.path.abspath(draft))  # noqa: PTH100 - links stay as they are named
    for folder in (start, *start.parents):
        file = folder / TABLE
        if os.path.isfile(file):  # noqa: PTH113 - a folder that may not be read holds none
            return Path(os.path.relpath(file)) if file.is_relative_to(Path.cwd()) else file
    return None


def read_pins(path: Path, *, of_one_draft: bool = False) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    """The pins of a file, and what is wrong with it.

    A table (`.csv`) names the draft of each pin. Otherwise `of_one_draft` keeps them to the draft that the file is
    named after; else they are for whichever draft they fit.
    """
    if path.suffix.lower() == ".csv":
        from factcheck.pins.csv_files import read_pin_table  # noqa: PLC0415 - as below

        return read_pin_table(path)
    import tomllib  # noqa: PLC0415 - most drafts have no pins

    try:
        text = path.read_text(encoding="utf-8-sig")
        said = tomllib.loads(text)
    except (OSError, ValueError) as error:
        told = re.search(r"at line (\d+)", str(error))
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return (), (
            pin_problem(f"the pins cannot be read: {reason}", path, int(told[1]) if told else 0, Severity.ERROR),
        )
    draft = str(path).removesuffix(SUFFIX) if of_one_draft else ""
    lines = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    pins: list[Pin] = []
    problems = [pin_problem(f'"{key}" is no key here; pins begin with [[pin]]', path) for key in said if key != "pin"]
    entries = said.get("pin", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        line = lines[number] if number < len(lines) else 0
        wrong = list(_mistakes(entry))
        problems += [pin_problem(message, path, line) for message in wrong]
        if not wrong:
            pins.append(_made(entry, draft, path, line))
    return tuple(pins), tuple(problems)


def _mistakes(entry: Any) -> Iterator[str]:
    """What keeps an entry from being a pin."""
    if not isinstance(entry, dict):
        yield "a pin is a table of keys, under [[pin]]"
        return
    for key in entry.keys() - set(_KEYS):
        near = difflib.get_close_matches(key, _KEYS, 1)
        yield f'there is no key "{key}" of a pin' + (f'; the nearest is "{near[0]}"' if near else "")
    for key in _NEEDED:
        if not entry.get(key):
            yield f'the pin has no "{key}"'
    for key in _TEXTS:
        if not isinstance(entry.get(key, ""), str):
            yield f'"{key}" must be a text in quotation marks'
    for key in _NUMBERS:
        number = entry.get(key, 1)
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            yield f'"{key}" must be a number from 1 on'
    if not isinstance(entry.get("row", {}), dict):
        yield '"row" must name columns and their texts: row = {Service = "Libraries"}'


def _made(entry: Mapping[str, Any], draft: str, path: Path, line: int) -> Pin:
    return Pin(
        **{key: entry[key] for key in (*_TEXTS, *_NUMBERS) if key in entry and key != "draft"},
        row={str(name): str(text) for name, text in entry.get("row", {}).items()},
        draft=entry.get("draft", draft),
        place=f"{path}:{line}" if line else str(path),
    )


def pin_problem(message: str, path: Path, line: int = 0, severity: Severity = Severity.WARNING) -> Finding:
    """A finding about a file of pins."""
    return Finding(CODE, severity, message, path=str(path), line=line)
