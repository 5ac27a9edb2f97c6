"""Frozen dataclasses that are made quickly: a draft makes hundreds of thousands of small records.

`dataclass(frozen=True)` looks a setter up by name for every field of every instance, which costs nine times what a
plain instance does. Here the setters of the slots are looked up once a class. It also compiles six methods for every
class when its module is imported, and a command imports more classes than it uses; here each is compiled at first use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import partial
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """A frozen dataclass with slots, as `dataclass(frozen=True, slots=True)` makes it, with a quick `__init__`.

    >>> @record
    ... class Place:
    ...     line: int
    ...     column: int = 1
    >>> Place(3), Place(3) == Place(3, 1), len({Place(3), Place(3, 1)})
    (Place(line=3, column=1), True, 1)
    >>> Place(3).line = 4
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: cannot assign to field 'line'
    """
    if "__post_init__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} checks its values, which a record does not: make it a dataclass")
    made: Any = dataclass(slots=True, init=False, repr=False, eq=False)(cls)
    made.__dataclass_params__.frozen = True
    _compile_at_first_use(made, "__init__", _init_of)
    _compile_at_first_use(made, "__eq__", _comparison_of)
    if "__hash__" not in cls.__dict__:
        _compile_at_first_use(made, "__hash__", _hash_of)
    made.__repr__, made.__setattr__, made.__delattr__ = _repr, _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = _state, _set_state
    return made  # type: ignore[no-any-return]


@dataclass_transform(frozen_default=True, order_default=True)
def ordered_record(cls: type[_Class]) -> type[_Class]:
    """A record that is ordered by its compared fields, as `order=True` has it.

    >>> @ordered_record
    ... class Version:
    ...     major: int
    ...     minor: int = 0
    >>> max(Version(1, 9), Version(2)), Version(2) <= Version(2, 0)
    (Version(major=2, minor=0), True)
    """
    made: Any = record(cls)
    for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
        _compile_at_first_use(made, name, partial(_comparison_of, name=name, sign=sign))
    return made  # type: ignore[no-any-return]


def _compile_at_first_use(cls: Any, name: str, make: Callable[[Any], Callable[..., Any]]) -> None:
    def first(self: Any, *values: Any, **named: Any) -> Any:
        method = make(cls)
        setattr(cls, name, method)
        return method(self, *values, **named)

    setattr(cls, name, first)


def _compiled(name: str, source: str, names: dict[str, Any]) -> Callable[..., Any]:
    exec(source, names)  # noqa: S102 - the names of the class's own fields
    method: Callable[..., Any] = names[name]
    return method


def _init_of(cls: Any) -> Callable[..., Any]:
    names: dict[str, Any] = {}
    parameters, body = [], []
    for field in fields(cls):
        names[f"_set_{field.name}"] = getattr(cls, field.name).__set__
        value = field.name
        if field.default is not MISSING:
            names[f"_default_{field.name}"] = field.default
            parameters.append(f"{field.name}=_default_{field.name}")
        elif field.default_factory is not MISSING:
            names |= {f"_make_{field.name}": field.default_factory, "_missing": MISSING}
            parameters.append(f"{field.name}=_missing")
            value = f"_make_{field.name}() if {field.name} is _missing else {field.name}"
        else:
            parameters.append(field.name)
        body.append(f"    _set_{field.name}(self, {value})")
    return _compiled("__init__", "\n".join([f"def __init__(self, {', '.join(parameters)}):", *body]), names)


def _comparison_of(cls: Any, name: str = "__eq__", sign: str = "==") -> Callable[..., Any]:
    mine, theirs = _compared(cls, "self"), _compared(cls, "other")
    lines = (
        f"def {name}(self, other):",
        "    if other.__class__ is self.__class__:",
        f"        return {mine} {sign} {theirs}",
        "    return NotImplemented",
    )
    return _compiled(name, "\n".join(lines), {})


def _hash_of(cls: Any) -> Callable[..., Any]:
    return _compiled("__hash__", f"def __hash__(self):\n    return hash({_compared(cls, 'self')})", {})


def _compared(cls: Any, one: str) -> str:
    return "(" + "".join(f"{one}.{field.name}," for field in fields(cls) if field.compare) + ")"


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({values})"


def _refuse_to_set(_: Any, name: str, __: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


@dataclass_transform(frozen_default=True)
def reading(cls: type[_Class]) -> type[_Class]:
    """A record that lives only while one figure is read: frozen to the type checker, not at run time, and quicker."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
