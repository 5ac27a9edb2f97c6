"""Records as JSON and back: what the cache keeps of a table, readable by anyone and unable to run code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from pathlib import PurePath
from typing import Any

_OWN = ("factcheck.model", "factcheck.reference.")  # only records of these modules are made
_TAG = ""  # no field has this name


class NotPlainError(ValueError):
    """Something that is no record of ours, or JSON that is none of ours."""


def as_json(value: Any) -> str:
    """A record, and all that it holds, as JSON: the same text for the same record.

    >>> as_json((Fraction(1, 3), "a"))
    '[{"": "Fraction", "of": "1/3"}, "a"]'
    """
    return json.dumps(_plain(value), ensure_ascii=False)


def from_json(text: str) -> Any:
    """The record of a JSON text; lists are tuples. Raises NotPlainError for a text that `as_json` did not make.

    >>> from_json('[{"": "Fraction", "of": "1/3"}, "a"]')
    (Fraction(1, 3), 'a')
    >>> from_json('{"": "subprocess:Popen", "args": ["ls"]}')
    Traceback (most recent call last):
    factcheck.reference.plainly.NotPlainError: no record of factcheck: subprocess:Popen
    """
    try:
        return _tupled(json.loads(text, object_hook=_made))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise error if isinstance(error, NotPlainError) else NotPlainError(str(error)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {_TAG: _name_of(type(value)), "of": value.value}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Fraction):
        return {_TAG: "Fraction", "of": str(value)}
    if isinstance(value, dt.date):
        return {_TAG: "date", "of": value.isoformat()}
    if isinstance(value, frozenset | set):
        return {_TAG: "frozenset", "of": sorted(map(_plain, value))}
    if isinstance(value, Mapping):
        return {_TAG: "dict", "of": [[_plain(key), _plain(one)] for key, one in value.items()]}
    if isinstance(value, PurePath):
        return value.as_posix()
    if is_dataclass(value) and type(value).__module__.startswith(_OWN):
        return {_TAG: _name_of(type(value))} | {
            field.name: _plain(held)
            for field in fields(value)
            if not _is_default(field, held := getattr(value, field.name))
        }
    raise NotPlainError(f"{type(value).__name__} is no record of factcheck")


def _is_default(field: Any, held: Any) -> bool:
    if field.default is not MISSING:
        return held is field.default or (type(held) is type(field.default) and held == field.default)
    return field.default_factory is dict and held == {}


def _name_of(cls: type) -> str:
    return f"{cls.__module__}:{cls.__qualname__}"


def _made(pairs: dict[str, Any]) -> Any:
    tag = pairs.pop(_TAG)
    known = _SIMPLE.get(tag)
    if known is not None:
        return known(pairs["of"])
    cls, is_enum = _class_of(tag)
    if is_enum:
        return cls(pairs["of"])
    for name, value in pairs.items():
        if type(value) is list:
            pairs[name] = _tupled(value)
    return cls(**pairs)


def _tupled(value: Any) -> Any:
    if type(value) is not list:
        return value
    return tuple([_tupled(one) if type(one) is list else one for one in value])


_SIMPLE: Mapping[str, Any] = {
    "Fraction": lru_cache(maxsize=1024)(Fraction),
    "date": dt.date.fromisoformat,
    "frozenset": lambda held: frozenset(map(_tupled, held)),
    "dict": lambda held: {_tupled(key): _tupled(value) for key, value in held},
}


@lru_cache(maxsize=256)
def _class_of(tag: str) -> tuple[type[Any], bool]:
    """The record or enumeration of a name, and which of them; nothing else of the program can be named."""
    module, _, name = tag.partition(":")
    if not module.startswith(_OWN):
        raise NotPlainError(f"no record of factcheck: {tag}")
    try:
        cls = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise NotPlainError(f"no record of factcheck: {tag}") from error
    if not isinstance(cls, type) or not (is_dataclass(cls) or issubclass(cls, Enum)):
        raise NotPlainError(f"no record of factcheck: {tag}")
    return cls, issubclass(cls, Enum)
