"""What a file or folder is known to hold: its tables by name, without opening any, once it has been gone through.

It is kept under a digest of the names of all files that could matter, and holds good while the bytes of all files that
did matter, tables and descriptions, are the same. What had something to tell of that needs mending, such as a broken
workbook, is gone through again at every run; mere notes are kept with it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.frozen import record
from factcheck.model import Finding, Severity
from factcheck.reference.cache import Cache, digest_of, program_digest
from factcheck.reference.plainly import NotPlainError, as_json, from_json
from factcheck.reference.shipped import BUILTIN, GLOSSARY, PACKAGE_NAMES, SIDE_ENDINGS, builtin_folder, is_description

if TYPE_CHECKING:
    from factcheck.reference.inputs import TableInput

_BESIDE = ("-wal", "-journal")  # what a database file is not whole without
_MOST_FILES = 20_000  # of a larger tree the walk alone would cost more than it spares


@record
class Known:
    """A table of a source; `content` is a digest of its bytes and its description, "" where it must be read."""

    name: str
    path: Path | None
    part: str
    content: str
    found: TableInput | None = None

    def entry(self, source: Any) -> TableInput:
        """The table as one to be read. Raises LookupError where the source no longer holds it."""
        if self.found is not None:
            return self.found
        from factcheck.reference.sources import find_inputs  # noqa: PLC0415  # what is known needs none of it

        found = find_inputs(source, [])
        return next(entry for entry in found if (entry.path, entry.part) == (self.path, self.part))


def known_tables(source: Any, cache: Cache, problems: list[Finding]) -> Iterable[Known]:
    """Every table of one source, in a fixed order; what cannot be one is a problem."""
    key = _key(source) if cache.folder is not None else None
    known = None if key is None else _recalled(cache, key, problems)
    return _gone_through(source, cache, key, problems) if known is None else known


def _gone_through(source: Any, cache: Cache, key: str | None, problems: list[Finding]) -> Iterator[Known]:
    from factcheck.reference.sources import find_inputs  # noqa: PLC0415  # what is known needs none of it

    own: list[Finding] = []
    digests: dict[str, str] = {}
    found = []
    told = 0
    for entry in find_inputs(source, own):
        problems += own[told:]
        told = len(own)
        content = "" if cache.folder is None else _content(entry, digests)
        one = Known(entry.name, entry.path, entry.part, content)
        found.append((one.name, None if one.path is None else str(one.path), one.part, content))
        yield replace(one, found=entry)
    problems += own[told:]
    mild = all(one.severity is Severity.NOTE for one in own)
    if key is not None and mild and all(content for *_, content in found):
        digests |= {str(path): digest_of(path) for path in _descriptions_about(_place(source))}
        cache.note(key, as_json((found, sorted(digests.items()), own)))


def _recalled(cache: Cache, key: str, problems: list[Finding]) -> list[Known] | None:
    """What was found the last time, where every file that mattered is as it was."""
    text = cache.noted(key)
    if text is None:
        return None
    try:
        found, digests, told = from_json(text)
        if any(digest_of(Path(path)) != digest for path, digest in digests):
            return None
        known = [Known(name, Path(path), part, content) for name, path, part, content in found]
    except (NotPlainError, OSError, TypeError, ValueError):
        return None
    problems += told
    return known


def _content(entry: TableInput, digests: dict[str, str]) -> str:
    """A digest of a table's file and of what its description says, "" where there is none to be had."""
    if entry.path is None or entry.opening is None:
        return ""
    file = entry.opening.file
    said = replace(entry.said, origin=Path(entry.said.origin.name)) if entry.said is not None else None
    try:
        digest = digests.get(str(file.path)) or digest_of(file.path)
    except OSError:
        return ""
    digests[str(file.path)] = digest
    told = (digest, file.inside or file.path.name, entry.part, said)
    return hashlib.sha256(as_json(told).encode("utf-8", "surrogatepass")).hexdigest()


def _place(source: Any) -> Path:
    return builtin_folder() if source == BUILTIN else Path(source)


def _key(source: Any) -> str | None:
    """A digest of the names of all files that could matter; None for a source that is gone through every time."""
    if not isinstance(source, str | os.PathLike):
        return None
    place = _place(source)
    if is_description(place) or not place.exists():  # a description may name any file below it
        return None
    about = _packages_in(place.parent) if place.is_dir() else _descriptions_about(place)
    names = [str(place.absolute()), str(place), *map(str, about)]
    if not place.is_dir():
        beside = (place.with_name(place.name + ending) for ending in _BESIDE)
        names += (f"{path} {digest_of(path)}" for path in beside if path.is_file())
    for root, folders, files in os.walk(place):
        folders.sort()
        names += (f"{root}/{name}" for name in sorted(files))
        if len(names) > _MOST_FILES:
            return None
    told = "\0".join((program_digest(), *names))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _descriptions_about(place: Path) -> list[Path]:
    """What says something of the tables in a folder, or of the one in a file, there and in the folder above."""
    if place.is_dir():
        below = [Path(root, name) for root, _, files in os.walk(place) for name in files]
        return sorted(path for path in below if _says(path)) + _packages_in(place.parent)
    sides = [place.with_name(name) for name in (GLOSSARY, *(place.stem + ending for ending in SIDE_ENDINGS))]
    return [
        *(side for side in sides if side.is_file()),
        *_packages_in(place.parent),
        *_packages_in(place.parent.parent),
    ]


def _says(path: Path) -> bool:
    return path.name == GLOSSARY or is_description(path)


def _packages_in(folder: Path) -> list[Path]:
    return [path for name in (*PACKAGE_NAMES, GLOSSARY) if (path := folder / name).is_file()]
