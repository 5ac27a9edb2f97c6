"""On which line each key of a TOML file stands, which the standard library's reader does not tell.

Only for text that the reader has accepted: what is said of a broken file comes from the reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Where = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+|\n|[\[\]{}=.]|[^\s\"'\#\[\]{}=.]++",
    re.DOTALL,
)


def key_lines(text: str) -> Mapping[Where, int]:
    r"""The line of every key and header, by the path to it; the tables of an array are numbered.

    >>> key_lines("a = 1\n[[b]]\nc = [\n1]\nd = 2")[("b", 0, "d")]
    5
    """
    lines: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, tokens in _statements(text):
        if tokens[0] == "[":
            names = _names(tokens, counts)
            if tokens[1:2] == ["["]:
                counts[names] = counts.get(names, -1) + 1
                lines.setdefault(names, number)
                names = (*names, counts[names])
            table = names
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], number)
        else:
            path = (*table, *_names(tokens[: tokens.index("=")] if "=" in tokens else tokens, {}))
            for end in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:end], number)
    return lines


def _statements(text: str) -> list[tuple[int, list[str]]]:
    """The headers and assignments of a file, each with its first line; a value may run over several lines."""
    found: list[tuple[int, list[str]]] = []
    current: list[str] = []
    line = first = 1
    depth = 0
    for match in _TOKEN.finditer(text.replace("\r\n", "\n")):
        part = match.group()
        if part == "\n" and depth <= 0:
            found.append((first, current))
            current, depth = [], 0
        elif part[0] not in "#\n":
            first = first if current else line
            current.append(part)
            # A header's own brackets close on its line; those of a value may not.
            depth += (part in "[{") - (part in "]}")
        line += part.count("\n")
    return [(number, tokens) for number, tokens in [*found, (first, current)] if tokens]


def _names(tokens: list[str], counts: Mapping[Where, int]) -> Where:
    """The path of a dotted key or a header; an array of tables on the way stands for its last table."""
    names = [_plain(part) for part in tokens if part not in "[]."]
    path: Where = ()
    for number, name in enumerate(names, 1):
        path = (*path, name)
        if number < len(names) and path in counts:
            path = (*path, counts[path])
    return path


def _plain(part: str) -> str:
    if part[0] not in "\"'":
        return part
    import tomllib  # noqa: PLC0415 - whoever asks for lines has read the file with it

    return str(next(iter(tomllib.loads(f"{part} = 0"))))
