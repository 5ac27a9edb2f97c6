"""JSON as text: over lines where a person may look, half surrogates as escapes, never NaN."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

# Made once: json.dumps makes one anew for every value that is not written as it would by itself.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def spread(value: Any, deep: int) -> Iterator[str]:
    """A JSON document over indented lines, a key or a list's object to each; what lies `deep` steps down on one."""
    yield from map(escaped, _spread(value, 0, deep))
    yield "\n"


def one_line(value: Any) -> str:
    """A JSON value on one line."""
    return escaped(_one_line(value))


def escaped(text: str) -> str:
    """Half of a pair of surrogates, which UTF-8 cannot hold, as its escape, which JSON reads back."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _spread(value: Any, depth: int, deep: int) -> Iterator[str]:
    if depth >= deep or not _is_spread(value):
        yield _one_line(value)
        return
    named = isinstance(value, dict)
    margin = "  " * (depth + 1)
    mark = "{" if named else "["
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{mark}\n{margin}" + (f"{_one_line(key)}: " if named else "")
        yield from _spread(one, depth + 1, deep)
        mark = ","
    yield "\n" + "  " * depth + ("}" if named else "]")


def _is_spread(value: Any) -> bool:
    """Whether a value is worth lines of its own; a list of plain values is not."""
    return bool(value) and (isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)))


def _one_line(value: Any) -> str:
    return _ENCODER.encode(value)
