"""The quick look for words that a table does not explain never holds for strange what the long way explains."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.linking.grids import grid_of
from factcheck.linking.items import Sort
from factcheck.linking.labels import parse
from factcheck.linking.strangers import are_many, known_of
from factcheck.model import Claim
from factcheck.reference.normalise import tokenize
from factcheck.reference.store import ReferenceStore, load_reference

FAMILIES = [Path(__file__).parents[1] / "cases" / "linking" / f"{name}.toml" for name in ("selections", "layouts")]


def drafts(family: dict[str, Any]) -> Iterator[str]:
    for case in family["cases"]:
        yield case["draft"]
        yield from (miss["draft"] for miss in case["quiet"] if "draft" in miss)


def stored(family: dict[str, Any], folder: Path) -> ReferenceStore:
    for name, table in family["tables"].items():
        (folder / f"{name}.csv").write_text(table["csv"].strip() + "\n", encoding="utf-8")
    return load_reference(folder)


def claims_of(text: str) -> tuple[Claim, ...]:
    return factcheck.extract(text).documents[0].claims


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_a_stranger_is_explained_by_nothing(path: Path, tmp_path: Path) -> None:
    family = tomllib.loads(path.read_text(encoding="utf-8"))
    store = stored(family, tmp_path)
    for text in drafts(family):
        tokens, figures = tokenize(text), claims_of(text)
        for table in store.tables:
            grid, known = grid_of(table), known_of(table)
            parsed = None if grid is None else parse(tokens, figures, grid)
            if parsed is None or known is None:
                continue
            for item in parsed.items:
                if item.sort not in (Sort.UNKNOWN, Sort.FIGURE):
                    told = [token for token in parsed.tokens[item.first : item.last] if not known.explains(token)]
                    assert not told, f"{item.text!r} is {item.sort} in {text!r} before {table.name}"


def test_strangers_are_counted_in_the_part_of_each_figure(tmp_path: Path) -> None:
    (tmp_path / "squad.csv").write_text("Player,Goals\nFenna Bos,16\nGitte Smit,11\n", encoding="utf-8")
    known = known_of(load_reference(tmp_path).tables[0])
    assert known is not None
    for text, many in (
        ("Fenna Bos had 16 goals.", False),
        ("Somewhat surprisingly the veteran Fenna Bos had 16 goals.", True),
        ("Fenna Bos had 16 goals and several sleepless neighbours complained.", False),
        ("Fenna Bos had 16 goals and several sleepless neighbours threw 11 bottles.", False),
        ("Once sleepless neighbours threw 16 bottles and then furious relatives broke 11 windows.", True),
    ):
        assert are_many(tokenize(text), claims_of(text), known, 1, 1) is many, text


def test_a_run_of_strangers_counts_once(tmp_path: Path) -> None:
    (tmp_path / "squad.csv").write_text("Player,Goals\nFenna Bos,16\nGitte Smit,11\n", encoding="utf-8")
    known = known_of(load_reference(tmp_path).tables[0])
    assert known is not None
    for text, many in (
        ("Fenna Bos had 16 splendid memorable goals.", False),
        ("Fenna Bos had 16 splendid goals for the furious relatives.", True),
    ):
        assert are_many(tokenize(text), claims_of(text), known, 4, 1) is many, text


def test_a_long_table_explains_nothing(tmp_path: Path) -> None:
    rows = "".join(f"Land {at},{at}\n" for at in range(700))
    (tmp_path / "long.csv").write_text(f"Country,Visitors\n{rows}", encoding="utf-8")
    assert known_of(load_reference(tmp_path).tables[0]) is None
