"""Reads tests/cases/consistency: drafts in plain text, with what the draft against itself finds in each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases" / "consistency"
_QUOTED = r"“[^”]*”"
_FINDING = re.compile(
    rf">>> (?P<code>FC\d{{3}}) (?P<figure>{_QUOTED})(?:, against (?P<against>{_QUOTED}(?: and {_QUOTED})*))?"
    rf"(?:, (?:write (?P<write>{_QUOTED})|(?P<nothing>writes nothing)))?(?P<note>, only a note)?(?: in (?P<file>\S+))?"
)


@dataclass(frozen=True)
class Expected:
    """A finding that a case asks for; None where the case does not say. A mere note gives no verdict."""

    code: str
    figure: str
    against: tuple[str, ...] | None
    suggestion: str | None
    only_a_note: bool
    file: str


@dataclass(frozen=True)
class Case:
    """Drafts that are checked together, by file name, and all that is found in them."""

    family: str
    why: str
    drafts: tuple[tuple[str, str], ...]
    as_of: dt.date | None
    expected: tuple[Expected, ...]


def families() -> dict[str, list[Case]]:
    """The cases of every family, by the name of its file."""
    return {path.stem: list(_read(path)) for path in sorted(CASES.glob("*.txt"))}


def _read(path: Path) -> Iterator[Case]:
    _, *parts = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for part in parts:
        why, _, rest = part.partition("\n")
        as_of = None
        if rest.startswith(":: "):
            day, _, rest = rest[3:].partition("\n")
            as_of = dt.date.fromisoformat(day.strip())
        lines = rest.rstrip().splitlines()
        found = [line for line in lines if line.startswith(">>> ")]
        assert found, f"{path.name}: {why}: nothing is expected; write >>> silent"
        expected = () if found == [">>> silent"] else tuple(_expected(line) for line in found)
        draft = "\n".join(line for line in lines if not line.startswith(">>> "))
        yield Case(path.stem, why, tuple(_files(draft)), as_of, expected)


def _files(text: str) -> Iterator[tuple[str, str]]:
    first, *others = re.split(r"^\+\+\+ (\S+)\n", text, flags=re.MULTILINE)
    if not others:
        yield "draft.md", first.strip()
    for name, draft in zip(others[::2], others[1::2], strict=True):
        yield name, draft.strip()


def _expected(line: str) -> Expected:
    match = _FINDING.fullmatch(line.strip())
    assert match, f"not understood: {line}"
    against = None if match["against"] is None else tuple(re.findall("“([^”]*)”", match["against"]))
    suggestion = "" if match["nothing"] else match["write"] and match["write"][1:-1]
    note = match["note"] is not None
    return Expected(match["code"], match["figure"][1:-1], against, suggestion, note, match["file"] or "")
