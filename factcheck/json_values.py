"""Frozen records as JSON values, and back: what differs from a field's default, under the field's name.

Exact numbers are texts ("2/3"), days ISO texts, spans and other tuples lists, records objects. Reading goes by the
annotations of the class, so that a field which is added to a record is written and read without more ado.
"""

from __future__ import annotations

import datetime as dt
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from factcheck.exact import exact_number, exact_text
from factcheck.model import Span

_T = TypeVar("_T")
_NOTHING = object()


class WrongValueError(ValueError):
    """A JSON value that is not what its place asks for; `place` names it: "quantity.interval.low"."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    def under(self, key: str | int) -> WrongValueError:
        """The same, told from one step further out."""
        step = f"[{key}]" if isinstance(key, int) else key
        joined = step + (self.place if self.place.startswith("[") or not self.place else f".{self.place}")
        return WrongValueError(self.message, joined)


def plain(value: Any) -> Any:
    """A value, or a record with all that it holds, as JSON values.

    >>> plain((Fraction(2, 3), Span(3, 5), None))
    ['2/3', [3, 5], None]
    """
    kind = type(value)
    if value is None or kind in {str, int, bool, float}:
        return value
    return _writer(cast("Any", kind))(value)


def made(kind: type[_T], value: Any) -> _T:
    """The record that `plain` wrote; keys that its class does not have are passed over.

    Raises WrongValueError, which names the place.
    """
    return cast("_T", _reader(cast("Any", kind))(value))


def shown(value: Any) -> str:
    """A JSON value in a few characters, for a message."""
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    if kind is Fraction:
        return exact_text
    if kind is Span:
        return lambda span: [span.start, span.end]
    if kind is dt.date:
        return dt.date.isoformat
    if issubclass(kind, Enum):
        return lambda member: member.value
    if is_dataclass(kind):
        return _record_writer(kind)
    if issubclass(kind, Mapping):
        return lambda mapping: {str(key): plain(one) for key, one in mapping.items()}
    if issubclass(kind, tuple | list):
        return lambda values: [plain(one) for one in values]
    raise TypeError(f"{kind.__name__} has no form in JSON")


def _record_writer(kind: Any) -> Callable[[Any], Any]:
    defaults = [(one.name, _default(one)) for one in fields(kind)]

    def write(value: Any) -> dict[str, Any]:
        held = ((name, getattr(value, name), default) for name, default in defaults)
        return {name: plain(one) for name, one, default in held if one is not default and one != default}

    return write


def _default(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return _NOTHING if field.default is MISSING else field.default


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _optional_reader(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(_reader(get_args(kind)[1]))
    if kind in _LEAVES:
        return _LEAVES[kind]
    if is_dataclass(kind):
        return _record_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader({member.value: member for member in kind})
    raise TypeError(f"{kind} has no form in JSON")


def _optional_reader(kind: Any) -> Callable[[Any], Any]:
    (inner,) = (_reader(one) for one in get_args(kind) if one is not type(None))
    return lambda value: None if value is None else inner(value)


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if kinds[-1] is ...:
        inner = _reader(kinds[0])
        return lambda value: tuple(_each(inner, _checked(list, value)))
    inners = [_reader(one) for one in kinds]

    def read(value: Any) -> Any:
        if len(_checked(list, value)) != len(inners):
            raise WrongValueError(f"{len(inners)} values are asked for, not {len(value)}")
        return tuple(inner(one) for inner, one in zip(inners, value, strict=True))

    return read


def _each(inner: Callable[[Any], Any], values: list[Any]) -> list[Any]:
    made_ones: list[Any] = []
    try:
        for one in values:
            made_ones.append(inner(one))  # noqa: PERF401 - the length tells which one is wrong
    except WrongValueError as error:
        raise error.under(len(made_ones)) from None
    return made_ones


def _mapping_reader(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: {key: inner(one) for key, one in _checked(dict, value).items()}


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    inners = [(one.name, _reader(hints[one.name]), _default(one) is _NOTHING) for one in fields(kind)]

    def read(value: Any) -> Any:
        _checked(dict, value)
        found: dict[str, Any] = {}
        for name, inner, needed in inners:
            if name in value:
                try:
                    found[name] = inner(value[name])
                except WrongValueError as error:
                    raise error.under(name) from None
            elif needed:
                raise WrongValueError(f'"{name}" is missing')
        return kind(**found)

    return read


def _enum_reader(members: dict[Any, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return members[value]
        except (KeyError, TypeError):
            raise WrongValueError(f"{shown(value)} is none of {', '.join(map(str, members))}") from None

    return read


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


def _checked(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise WrongValueError(f"{_NAMES[kind]} is asked for, not {shown(value)}")
    return value


def _float(value: Any) -> float:
    if type(value) not in {int, float} or not math.isfinite(value):
        raise WrongValueError(f"a number is asked for, not {shown(value)}")
    return cast("float", value)


def _fraction(value: Any) -> Fraction:
    try:
        return exact_number(_checked(str, value))
    except WrongValueError:
        raise
    except ValueError as error:
        raise WrongValueError(str(error)) from None


def _day(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(_checked(str, value))
    except WrongValueError:
        raise
    except ValueError:
        raise WrongValueError(f"{shown(value)} is no day such as 2022-11-20") from None


def _span(value: Any) -> Span:
    if type(value) is not list or len(value) != 2 or not all(type(one) is int for one in value):
        raise WrongValueError(f"two offsets are asked for, not {shown(value)}")
    return Span(*value)


_LEAVES: dict[Any, Callable[[Any], Any]] = {
    str: lambda value: _checked(str, value),
    int: lambda value: _checked(int, value),
    bool: lambda value: _checked(bool, value),
    float: _float,
    Fraction: _fraction,
    dt.date: _day,
    Span: _span,
}
