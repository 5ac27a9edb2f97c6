"""What titles of tables say of their numbers, and the names that they give (tests/cases/tables/captions.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.reference.captions import read_caption
from factcheck.reference.series import Series
from factcheck.reference.store import load_reference
from tests.unit.table_files import write_case

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/tables/captions.toml").read_text(encoding="utf-8"))
TITLES = [(text, parts) for group, said in CASES.items() if group != "tables" for text, parts in said.items()]


@pytest.mark.parametrize(("text", "parts"), TITLES)
def test_a_title_is_a_name_and_a_unit(text: str, parts: list[str]) -> None:
    caption = read_caption(text)
    assert [caption.name or "-", caption.unit.name if caption.unit else "-", str(caption.scale)] == parts


def as_line(series: Series) -> str:
    return f"{series.measure}: {series.unit.name if series.unit else '-'} x {series.scale}"


@pytest.mark.parametrize("case", CASES["tables"], ids=lambda case: case["title"])
def test_a_title_is_read_for_the_columns_that_it_fits(case: dict[str, Any], tmp_path: Path) -> None:
    store = load_reference([write_case(tmp_path, case)])
    assert [as_line(series) for series in store.series] == case["series"]
    assert [f"{one.severity}: {one.message}" for one in store.problems] == case.get("told", [])
    if "names" in case:
        assert list(store.tables[0].names) == case["names"]


def test_a_hostile_title_costs_no_more_than_its_length() -> None:
    for text in ("(" * 100_000, ", in " * 50_000, "- " * 100_000, "a (b " * 50_000):
        assert read_caption(text).words == ""
