"""A configuration file, read and checked; everything that is wrong with it is told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from factcheck.configuration.finding import PYPROJECT
from factcheck.configuration.keys import BY_NAME, OVERRIDES, PATHS, Key
from factcheck.configuration.mistakes import ConfigurationError, Mistake, closest
from factcheck.configuration.toml_lines import Where, key_lines
from factcheck.frozen import record

_SECTION: Final[tuple[str, ...]] = ("tool", "factcheck")
_MOST_BYTES: Final = 1_000_000
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


@record
class Said:
    """What a key was set to, and where: "factcheck.toml:3", with the patterns of the override that it stands in."""

    value: Any
    origin: str


@record
class Override:
    """The keys that hold for the drafts that some patterns mean."""

    patterns: tuple[str, ...]
    said: Mapping[str, Said]


@record
class Configuration:
    """A configuration file: its path as it is shown, its folder, its keys by the names of settings, its overrides."""

    path: str
    folder: Path
    said: Mapping[str, Said]
    overrides: tuple[Override, ...] = ()


def read_configuration(path: Path) -> Configuration | None:
    """The configuration in a file; None for a pyproject.toml without the section [tool.factcheck].

    Raises ConfigurationError with all mistakes, where there are any.
    """
    shown = shown_name(path)
    data = _bytes(path, shown)
    source = _Source(path, shown, _text(data, shown))
    values = source.values
    if values is None:
        return None
    said, mistakes = _read_keys(source, values, ())
    overrides = tuple(_read_overrides(source, values.get(OVERRIDES, []), mistakes))
    if mistakes:
        raise ConfigurationError(mistakes)
    return Configuration(shown, source.folder, said, overrides)


def shown_name(path: Path) -> str:
    """The path of a configuration as it is told of: from the working directory, where the file lies below it."""
    below = os.path.relpath(path)
    return str(path) if below.startswith("..") else below


class _Source:
    """The text of a configuration file and what stands in it; lines are looked up only where they are asked for."""

    def __init__(self, path: Path, shown: str, text: str) -> None:
        self.path, self.shown, self.text = path, shown, text
        self.folder = Path(os.path.abspath(path.parent))  # noqa: PTH100 - links stay as they are written
        self.section = _SECTION if path.name == PYPROJECT else ()

    @cached_property
    def values(self) -> dict[str, Any] | None:
        found: Any = _parsed(self.text, self.shown)
        for name in self.section:
            if not isinstance(found, dict):
                break
            found = found.get(name)
        if found is None or (isinstance(found, dict) and self.section):
            return found
        if not isinstance(found, dict):
            raise ConfigurationError([self.mistake((), "must be a section, [tool.factcheck], with keys below it")])
        return found

    @cached_property
    def lines(self) -> Mapping[Where, int]:
        return key_lines(self.text)

    def line(self, where: Where) -> int:
        """The line of a key; where it has none of its own, of the nearest thing that it stands in."""
        path: Where = (*self.section, *where)
        return next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), 0)

    def mistake(self, where: Where, message: str) -> Mistake:
        return Mistake(self.shown, self.line(where), message)


def _read_keys(
    source: _Source, values: Mapping[str, Any], inside: Where, patterns: tuple[str, ...] = ()
) -> tuple[dict[str, Said], list[Mistake]]:
    """The keys of a file or of one override, and what is wrong with them."""
    said: dict[str, Said] = {}
    mistakes: list[Mistake] = []
    structure = PATHS.name if inside else OVERRIDES
    for name, value in values.items():
        if name == structure:
            continue
        where = (*inside, name)
        key = BY_NAME.get(name)
        if key is None or (inside and not key.for_drafts):
            mistakes.append(source.mistake(where, _no_such_key(name, inside=bool(inside))))
            continue
        try:
            within = f" (for {', '.join(patterns)})" if patterns else ""
            origin = f"{source.shown}:{source.line(where)}{within}"
            said[key.setting] = Said(_read(key, value, source), origin)
        except ValueError as error:
            mistakes.append(source.mistake(where, f"{name} {error}"))
    return said, mistakes


def _read(key: Key, value: Any, source: _Source) -> Any:
    return key.kind.read(value, source.folder)


def _read_overrides(source: _Source, entries: Any, mistakes: list[Mistake]) -> Iterator[Override]:
    if not isinstance(entries, list):
        mistakes.append(source.mistake((OVERRIDES,), f"{OVERRIDES} begin with {_head(source)}, each with its paths"))
        return
    for number, entry in enumerate(entries):
        where: Where = (OVERRIDES, number)
        if not isinstance(entry, dict):
            mistakes.append(source.mistake(where, f"{OVERRIDES} begin with {_head(source)}, each with its paths"))
            continue
        try:
            if PATHS.name not in entry:
                raise ValueError(f"are missing: say which drafts this override is for, paths = {PATHS.example}")
            patterns: tuple[str, ...] = PATHS.kind.read(entry[PATHS.name], source.folder)
            if not patterns:
                raise ValueError("are none: say which drafts this override is for")
        except ValueError as error:
            mistakes.append(source.mistake((*where, PATHS.name), f"{PATHS.name} {error}"))
            patterns = ()
        said, wrong = _read_keys(source, entry, where, patterns)
        mistakes += wrong
        yield Override(patterns, said)


def _head(source: _Source) -> str:
    return f"[[{'.'.join((*source.section, OVERRIDES))}]]"


def _no_such_key(name: str, *, inside: bool) -> str:
    """What is wrong with the name of a key, and which was probably meant."""
    if inside and (name in BY_NAME or name == OVERRIDES):
        return f"{name} concerns the run as a whole and cannot differ from draft to draft; write it above the overrides"
    if name == PATHS.name:
        return f"{name} stands in an override only"
    if name == "tool":
        return "in this file the keys stand at the top, without [tool.factcheck]"
    known = [
        *(key.name for key in BY_NAME.values() if key.for_drafts or not inside),
        PATHS.name if inside else OVERRIDES,
    ]
    near = closest(name, known)
    return f'there is no key "{name}"' + (f'; the closest is "{near}"' if near else "")


# The file.


def _bytes(path: Path, shown: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigurationError([Mistake(shown, 0, f"cannot be read ({error.strerror})")]) from None
    if len(data) > _MOST_BYTES:
        raise ConfigurationError([Mistake(shown, 0, "is larger than 1 MB, which no configuration is")])
    return data


def _text(data: bytes, shown: str) -> str:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError([Mistake(shown, line, "is not written in UTF-8; save it so")]) from None


def _parsed(text: str, shown: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs have no configuration

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        told = _AT_LINE.search(str(error))
        line = int(told[1]) if told and told[1] else text.count("\n") + (not text.endswith("\n"))
        message = _AT_LINE.sub("", str(error)) if told else str(error)
        raise ConfigurationError([Mistake(shown, line, f"this is no TOML: {message}")]) from None
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ConfigurationError([Mistake(shown, 0, f"this is no TOML: {reason}")]) from None
