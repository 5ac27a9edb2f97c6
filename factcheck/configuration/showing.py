"""What is in force, as rows: each key with its value in the words of a configuration, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from factcheck.configuration.finding import NAMES
from factcheck.configuration.in_force import InForce
from factcheck.configuration.keys import KEYS
from factcheck.configuration.mistakes import ConfigurationError
from factcheck.configuration.reading import read_configuration, shown_name
from factcheck.frozen import record
from factcheck.reports.layout import Line, Piece, cells, folded, line, visible

DEFAULT: Final = "default"
SCHEMA_VERSION: Final = 1


@record
class Row:
    """A key, its value as JSON has it (None where nothing was said), what holds without it, and who says so."""

    key: str
    value: Any
    default: str
    origin: str


def rows(in_force: InForce, draft: Path | None) -> Iterator[Row]:
    """Every key with what holds for a draft, or for the working directory."""
    said = in_force.said_for(draft)
    for key in KEYS:
        one = said.get(key.setting)
        yield Row(key.name, _plain(one.value) if one else None, key.default, one.origin if one else DEFAULT)


def not_read(in_force: InForce) -> Iterator[str]:
    """The configurations that stand beside the one that is read, and are not."""
    configuration = in_force.configuration
    if configuration is None:
        return
    read = Path(configuration.path).name
    after = NAMES[NAMES.index(read) + 1 :] if read in NAMES else ()
    for path in (configuration.folder / name for name in after):
        if path.is_file() and _holds_one(path):
            yield shown_name(path)


def _holds_one(path: Path) -> bool:
    try:
        return read_configuration(path) is not None
    except ConfigurationError:
        return True


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Fraction):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


# For a person, and as JSON.


def settings_record(in_force: InForce, draft: Path | None) -> dict[str, Any]:
    """What is in force as JSON values."""
    configuration = in_force.configuration
    overrides = configuration.overrides if configuration else ()
    return {
        "schema_version": SCHEMA_VERSION,
        "configuration": configuration.path if configuration else None,
        "draft": None if draft is None else str(draft),
        "excluded": draft is not None and in_force.leaves_out(draft),
        "settings": [{field: getattr(row, field) for field in Row.__match_args__} for row in rows(in_force, draft)],
        "overrides": [
            {"paths": list(one.patterns), "keys": [name.replace("_", "-") for name in one.said]} for one in overrides
        ],
        "not_read": list(not_read(in_force)),
    }


def settings_lines(in_force: InForce, draft: Path | None, width: int | None) -> Iterator[Line]:
    """What is in force as lines: the file, the keys in columns, the overrides."""
    configuration = in_force.configuration
    yield line(Piece(f"Configuration: {visible(configuration.path) if configuration else 'none found'}", "bold"))
    for name in not_read(in_force):
        yield line(Piece(f"Not read, since that one comes first: {visible(name)}", "yellow"))
    if draft is not None and in_force.leaves_out(draft):
        yield line(Piece(f"{visible(str(draft))} is excluded when a folder is checked", "yellow"))
    yield line()
    yield from _columns(list(rows(in_force, draft)), width)
    overrides = configuration.overrides if configuration else ()
    if overrides:
        yield line()
    for one in overrides:
        names = ", ".join(name.replace("_", "-") for name in one.said) or "nothing"
        yield line(visible(f"Override for {', '.join(one.patterns)}: {names}"))


def _columns(found: list[Row], width: int | None) -> Iterator[Line]:
    names = max(len(row.key) for row in found) + 2
    values = min(max(len(_text(row)) for row in found), max(20, (width or 100) - names - 30)) + 2
    for row in found:
        style = "dim" if row.origin == DEFAULT else "bold"
        value, *rest = folded(visible(_text(row)), values - 2, "")
        yield line(f"{row.key:<{names}}", Piece(value + " " * (values - cells(value)), style), visible(row.origin))
        yield from (line(" " * names, Piece(part, style)) for part in rest)


def _text(row: Row) -> str:
    if row.value is None:
        return row.default
    if isinstance(row.value, list):
        return ", ".join(row.value) if row.value else "none"
    return str(row.value).lower() if isinstance(row.value, bool) else f"{row.value}"
