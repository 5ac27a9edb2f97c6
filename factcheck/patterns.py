"""Patterns that are compiled when they are first used.

Compiling a pattern costs a fraction of a millisecond, a draft needs few of those that there are, and a first call is
to be answered at once. What every text needs is compiled by `re.compile` all the same: a lazy pattern's methods cost
some nanoseconds more.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags")


class _Lazy:
    """Stands in for a pattern; the first use compiles it and takes its methods over."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in _METHODS)
        return getattr(compiled, name)


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of `re.compile(source, flags)`, compiled at its first use.

    >>> lazy("ab+").match("abbc").group()
    'abb'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
