"""First descriptions: what is inferred of tables, written down so that a person can correct a line of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from factcheck.model import Finding
from factcheck.reference.inputs import TableInput, refused
from factcheck.reference.making import made_table
from factcheck.reference.outline import OPTIONAL, outline
from factcheck.reference.packages import parse_package
from factcheck.reference.reading import Doubt, TableRefusedError
from factcheck.reference.sameness import Made, same_belief
from factcheck.reference.shipped import PACKAGE_NAMES, SIDE_ENDINGS
from factcheck.reference.sources import find_inputs

NAME: Final = "datapackage.yaml"
_HEAD: Final = """\
# What factcheck takes the tables here to say, worked out from what they hold. Correct what is wrong: a key that you
# change is believed, a key that you take out is worked out again. To see what is believed: factcheck tables show
# Worth adding to each table, for a report quotes it: sources: [{title: "…", path: "https://…"}]
# All keys are told in docs/reference-tables.md.
resources:
"""


class DraftError(Exception):
    """A description that is not written, and why."""


def draft_descriptions(path: Path, problems: list[Finding], *, force: bool = False) -> Iterator[str]:
    """Write the descriptions of a file's or a folder's tables, and tell of each; those that have one keep it.

    Raises DraftError where there is nothing to describe, or where a file of that name is there already.
    """
    if not path.exists():
        raise DraftError(f"{path}: there is no such file or folder; check the path")
    found = [entry for entry in find_inputs(path, problems) if entry.path is not None]
    homes: dict[Path, list[TableInput]] = {}
    for entry in found:
        home = _home(path, entry)
        if entry.said is not None and not (force and entry.said.origin == home):
            yield f"{entry.name}: has a description already, {entry.said.origin}; it is kept"
        else:
            homes.setdefault(home, []).append(replace(entry, said=None))
    if not found:
        raise DraftError(f"{path}: holds no table that can be described")
    for home, entries in homes.items():
        _check_free(home, force=force)
        drafts = [text for entry in entries if (text := _resource(entry, home, problems))]
        if drafts:
            _write(home, _HEAD + "".join(drafts))
            yield f"{home}: written for {len(drafts)} table{'s' if len(drafts) > 1 else ''}"


def _home(given: Path, entry: TableInput) -> Path:
    """Where a table's description goes: beside it, in a file of its own where only it was asked for."""
    assert entry.path is not None  # noqa: S101 - the caller has looked; this tells the type checker
    if given.is_dir():
        return entry.path.parent / NAME
    return entry.path.with_name(f"{entry.path.stem}.{NAME}")


def _check_free(home: Path, *, force: bool) -> None:
    """A file that a person may have written is never lost; nor is one written that another would stand before."""
    if home.exists() and not force:
        raise DraftError(f"{home}: is there already; correct it by hand, or write over it with --force")
    others = (
        PACKAGE_NAMES if home.name == NAME else tuple(home.name.removesuffix(f".{NAME}") + end for end in SIDE_ENDINGS)
    )
    for name in others:
        other = home.with_name(name)
        if other != home and other.exists():
            raise DraftError(f"{home}: is not written, for {other.name} beside it is read first; add the table there")


def _resource(entry: TableInput, home: Path, problems: list[Finding]) -> str:
    """The lines for one table; "" for a table that is refused, which is told of."""
    try:
        table, series, doubts = made_table(entry, entry.name)
    except TableRefusedError as error:
        problems.append(refused(entry.path or entry.name, error, entry.part))
        return ""
    return _faithful(entry, home, (table, series), doubts)


def _faithful(entry: TableInput, home: Path, made: Made, doubts: Sequence[Doubt]) -> str:
    """The fullest description that, read back, changes nothing in what is believed."""
    left_out: frozenset[str] = frozenset()
    tries = [left_out, *(frozenset({one}) for one in OPTIONAL)]
    for one in OPTIONAL:
        left_out |= {one}
        tries.append(left_out)
    for tried in tries:
        text = outline(entry, made[0], made[1], doubts, tried)
        if _means_the_same(_HEAD + text, entry, home, made):
            return text
    return outline(entry, made[0], made[1], doubts, left_out)


def _means_the_same(text: str, entry: TableInput, home: Path, made: Made) -> bool:
    (said,) = parse_package(home, text.encode("utf-8"))
    try:
        table, series, _ = made_table(replace(entry, said=said), entry.name)
    except TableRefusedError:
        return False
    return same_belief(made, (table, series))


def _write(path: Path, text: str) -> None:
    """Write a whole file or none of it."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        raise DraftError(f"{path}: cannot be written ({error.strerror}); check the folder's permissions") from error
