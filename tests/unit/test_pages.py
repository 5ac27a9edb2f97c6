"""Pages made to keep a reader busy: twice the page takes about twice the time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.reference import limits
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.html_tables import opened
from factcheck.reference.reading import TableRefusedError

TABLE = "<table><tr><td>Town<td>People<tr><td>Elm<td>1200</table>"
GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "tags that never end": (5_000, lambda size: TABLE + "<a " * size),
    "tags that never end, far apart": (1000, lambda size: TABLE + ("<a" + " " * 200) * size),
    "comments that never end": (40_000, lambda size: TABLE + "<!--a>" * size),
    "a long heading of many tables": (100_000, lambda size: f"<h2>{'a ' * size}</h2>" + TABLE * 300),
    "end tags of what is far out": (5_000, lambda size: "<b>" + "<i>" * size + "</p>" * size + TABLE),
    "one hidden in the other": (5_000, lambda size: "<p hidden>" + "<div hidden>" * size + "</li>" * size),
    "raised in the raised": (5_000, lambda size: "<table><tr><td>Town<td>" + "<sup>a" * size + "</sup>" * size),
    "cells over wide rows": (
        400,
        lambda size: "<table><tr>" + "<td rowspan=60>1<td>" * size + "<tr>" * 50 + "</table>",
    ),
}


def seconds(folder: Path, text: str) -> float:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    with contextlib.suppress(TableRefusedError):
        opened(TableFile(path))
    return time.process_time() - started


@pytest.mark.parametrize("name", GROWING)
def test_a_page_twice_as_long_takes_about_twice_as_long(name: str, tmp_path: Path) -> None:
    size, page = GROWING[name]
    once, fourfold = (min(seconds(tmp_path, page(times * size)) for _ in range(2)) for times in (1, 4))
    assert fourfold < 8 * once + 0.1


def test_a_page_of_too_many_tables_is_given_up_at_the_first_too_many(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(TABLE * (limits.SHEETS + 1) + "<table>" * 200, encoding="utf-8")  # more would be nested too deeply
    with pytest.raises(TableRefusedError, match="more than 500 tables"):
        opened(TableFile(path))
