"""A file of twice the rows takes twice the work to read, in every format and whatever its writer thought of.

Work is counted, not timed: the lines of `factcheck/reference` that run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factcheck.reference
from factcheck.reference.formats import Opening, format_of
from factcheck.reference.formats.files import TableFile
from factcheck.reference.reading import TableRefusedError
from tests.unit.table_files import write_case
from tests.work import lines_of

COUNTED = str(Path(factcheck.reference.__file__).parent)
MOST = 2.5  # twice the rows, and what a file costs that has none
SOME = 150

Rows = list[list[Any]]


def towns(count: int) -> Rows:
    return [["Town", "Area", "People"], *([f"Town {at}", "North", 1000 + at] for at in range(count))]


def lines(rows: Rows, sign: str) -> str:
    return "\n".join(sign.join(map(str, row)) for row in rows)


def page(cell: str) -> Callable[[int], dict[str, Any]]:
    return lambda count: {"text": "<table>" + f"<tr><td {cell}>1<td>2" * count + "</table>"}


def merged(count: int) -> dict[str, Any]:
    areas = [f"B{row}:B{row + 2}" for row in range(2, count - 2, 3)]
    return {"sheets": {"Towns": {"rows": towns(count), "merged": areas}}}


def records(count: int) -> list[dict[str, Any]]:
    return [dict(zip(("town", "people"), (row[0], row[2]), strict=True)) for row in towns(count)[1:]]


FILES: list[tuple[str, str, Callable[[int], dict[str, Any]]]] = [
    ("plain", "t.csv", lambda count: {"text": lines(towns(count), ",")}),
    ("quotes", "t.csv", lambda count: {"text": 'a,b\n"x",1\n' + '"x ""y"" ""z",1\n' * count}),
    ("records", "t.json", lambda count: {"text": json.dumps(records(count), indent=1)}),
    ("lists", "t.json", lambda count: {"text": json.dumps({f"t{at}": records(3) for at in range(count)})}),
    ("halves", "t.json", lambda count: {"text": '[{"a": "' + "\\ud800\\\\" * count + '", "b": 1}]'}),
    ("twins", "t.json", lambda count: {"text": "{" + ", ".join(f'"{at}": 1' for at in range(count)) + ', "0": 1}'}),
    ("records in lines", "t.jsonl", lambda count: {"text": "\n".join(map(json.dumps, records(count)))}),
    ("plain", "t.html", page("")),
    ("nested", "t.html", lambda count: {"text": "<table><tr><td>1<td>2" * count}),
    ("columns", "t.html", page("colspan=999999999")),
    ("rows", "t.html", page("rowspan=999999999")),
    ("plain", "t.md", lambda count: {"text": "|a|b|\n|--|--|\n" + "|x|1|\n" * count}),
    ("merged", "t.xlsx", merged),
    ("plain", "t.ods", lambda count: {"sheets": {"Towns": {"rows": towns(count)}}}),
    (
        "plain",
        "t.sqlite",
        lambda count: {"sql": "create table t (a, b); insert into t values (0, 0)" + ", (1, 2)" * count},  # noqa: S608
    ),
    ("plain", "t.parquet", lambda count: {"columns": {"a": ["x"] * count, "b": list(range(count))}}),
]


def read(path: Path) -> None:
    form = format_of(path.name)
    assert form is not None
    refusals = []
    try:
        opening = Opening(form, TableFile(path))
        for part in opening.parts:
            opening.read(part, None)
    except TableRefusedError as error:
        refusals.append(error.message)
    assert not any("cannot be read" in message for message in refusals)  # what is refused has a reason


def work(path: Path) -> int:
    """The lines of the program that run while a file is read."""
    return lines_of(lambda: read(path), COUNTED)


@pytest.mark.parametrize(("kind", "name", "content"), FILES, ids=[f"{name}: {kind}" for kind, name, _ in FILES])
def test_twice_the_rows_are_twice_the_work(
    kind: str, name: str, content: Callable[[int], dict[str, Any]], tmp_path: Path
) -> None:
    read(write_case(tmp_path / "first", {"file": name, **content(SOME)}))  # what is read once, words and libraries
    once = work(write_case(tmp_path / "once", {"file": name, **content(SOME)}))
    twice = work(write_case(tmp_path / "twice", {"file": name, **content(2 * SOME)}))
    assert once > 0
    assert twice <= MOST * once, (kind, once, twice)
