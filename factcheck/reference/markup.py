"""Descriptions as text: JSON or YAML read into plain values, and the line and column of every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from factcheck.reference.reading import TableRefusedError

Keys = tuple[str | int, ...]
Place = tuple[int, int]
_MOST_VALUES = 500_000
_PLAIN_TAGS = ("null", "int", "float", "merge")


def load_json(text: str) -> Any:
    """The values of a JSON description; TableRefusedError with the place where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the description is not valid JSON ({error.msg}); mend it here, its tables are not used until then"
        raise TableRefusedError(message, error.lineno, error.colno) from error
    except RecursionError as error:
        raise _too_deep() from error


def load_yaml(text: str) -> Any:
    """The values of a YAML description; dates and words such as "no" stay the texts that they are."""
    yaml = _yaml()
    try:
        return _of_bounded_size(yaml.load(text, Loader=_loader()))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        problem = getattr(error, "problem", "") or "it cannot be read"
        message = f"the description is not valid YAML ({problem}); mend it here, its tables are not used until then"
        raise TableRefusedError(message, line, column) from error
    except (RecursionError, ValueError) as error:
        raise _too_deep() from error


def _of_bounded_size(package: Any) -> Any:
    """The values, which aliases may repeat, but not without end."""
    waiting, count = [package], 0
    while waiting:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        if count > _MOST_VALUES or len(waiting) > _MOST_VALUES:
            message = "the description repeats itself too often by its aliases (*name); write out what they stand for"
            raise TableRefusedError(message, 1, 1)
    return package


def _too_deep() -> TableRefusedError:
    return TableRefusedError("the description is nested too deeply to be one", 1, 1)


def _yaml() -> Any:
    import yaml  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415  # slow to import, and rarely needed

    return yaml


@cache
def _loader() -> Any:
    """A safe loader of numbers, texts, lists, objects, true and false: 2024-05-01 and NO are texts."""
    yaml = _yaml()

    class Loader(yaml.SafeLoader):  # type: ignore[misc, name-defined, unused-ignore]
        pass

    kept = {f"tag:yaml.org,2002:{name}" for name in _PLAIN_TAGS}
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag in kept]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    return Loader


class Places:
    """Where the keys of a description stand; `repeated` are the keys that stand in one object twice."""

    def __init__(self, text: str) -> None:
        self.repeated: list[tuple[Keys, Place, Place]] = []
        self._found: Mapping[Keys, Place] = dict(self._walk(_tree(text), ()))

    def of(self, keys: Keys) -> Place:
        """Line and column, from 1, of a key or of the nearest thing around it; (1, 1) where nothing is known."""
        while keys not in self._found and keys:
            keys = keys[:-1]
        return self._found.get(keys, (1, 1))

    def _walk(self, node: Any, keys: Keys) -> Iterator[tuple[Keys, Place]]:
        if node is None or len(keys) > 12:
            return
        yield keys, _place(node)
        if node.id == "sequence":
            for number, item in enumerate(node.value):
                yield from self._walk(item, (*keys, number))
        elif node.id == "mapping":
            seen: dict[str, Place] = {}
            for key, value in node.value:
                name = str(key.value)
                if name in seen:
                    self.repeated.append(((*keys, name), seen[name], _place(key)))
                seen[name] = _place(key)
                yield from self._walk(value, (*keys, name))
                yield (*keys, name), _place(key)


def _tree(text: str) -> Any:
    """The nodes of a text; JSON is YAML but for its tabs. None where it cannot be read so."""
    yaml = _yaml()
    try:
        return yaml.compose(text.replace("\t", " "), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _place(node: Any) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1
