"""Patterns that are compiled at their first use."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from factcheck import patterns
from factcheck.patterns import lazy

PACKAGE = Path(patterns.__file__).parent
USERS = sorted(
    path.relative_to(PACKAGE.parent).with_suffix("")
    for path in PACKAGE.rglob("*.py")
    if " = lazy(" in path.read_text(encoding="utf-8")
)


def test_a_lazy_pattern_answers_as_a_compiled_one() -> None:
    found = lazy(r"(?P<sign>[-+])\d+", re.ASCII)
    match = found.search("at -12 degrees")
    assert match is not None
    assert match["sign"] == "-"
    assert found.sub("x", "+5 and -6") == "x and x"
    assert found.flags & re.ASCII
    assert [each.group() for each in found.finditer("+1 -2")] == ["+1", "-2"]


def test_what_a_pattern_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = lazy("a").no_such_method  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", USERS, ids=str)
def test_every_lazy_pattern_compiles(path: Path) -> None:
    module = import_module(".".join(path.parts))
    found = [value for value in vars(module).values() if isinstance(value, patterns._Lazy)]
    assert found
    assert all(re.compile(value.pattern) for value in found)
