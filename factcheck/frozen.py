"""Frozen dataclasses that are made quickly: a draft makes hundreds of thousands of small records.

`dataclass(frozen=True)` looks a setter up by name for every field of every instance, which costs nine times what a
plain instance does. Here the setters of the slots are looked up once a class.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """A frozen dataclass with slots, as `dataclass(frozen=True, slots=True)` makes it, with a quick `__init__`.

    >>> @record
    ... class Place:
    ...     line: int
    ...     column: int = 1
    >>> Place(3)
    Place(line=3, column=1)
    >>> Place(3).line = 4
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: cannot assign to field 'line'
    """
    made: Any = dataclass(frozen=True, slots=True, init=False, repr=False)(cls)
    names: dict[str, Any] = {}
    parameters, body = [], []
    for field in fields(made):
        if field.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{field.name}: a record's defaults are values")
        names[f"_set_{field.name}"] = getattr(made, field.name).__set__
        body.append(f"    _set_{field.name}(self, {field.name})")
        if field.default is MISSING:
            parameters.append(field.name)
        else:
            names[f"_default_{field.name}"] = field.default
            parameters.append(f"{field.name}=_default_{field.name}")
    source = "\n".join([f"def __init__(self, {', '.join(parameters)}):", *body])
    exec(source, names)  # noqa: S102 - the names of the class's own fields
    made.__init__, made.__repr__ = names["__init__"], _repr
    return made  # type: ignore[no-any-return]


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({values})"


@dataclass_transform(frozen_default=True)
def reading(cls: type[_Class]) -> type[_Class]:
    """A record that lives only while one figure is read: frozen to the type checker, not at run time, and quicker."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
