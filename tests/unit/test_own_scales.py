"""What cells are worth that print a scale or a unit of their own (tests/cases/tables/own_scales.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.model import Fact, Finding
from factcheck.reference.store import load_reference

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/tables/own_scales.toml").read_text("utf-8"))["tables"]


def as_line(fact: Fact) -> str:
    return f"{fact.cells[0].text} = {float(fact.value):.15g}{f' {fact.unit.name}' if fact.unit else ''}"


def told(finding: Finding) -> str:
    return f"{finding.line}:{finding.column} {finding.severity}: {finding.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_cell_is_read_as_written(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(case["text"].lstrip("\n"), "utf-8")
    if "beside" in case:
        (tmp_path / "table.datapackage.yaml").write_text(case["beside"], "utf-8")
    store = load_reference([tmp_path / "table.csv"])
    facts = [series.fact(cell) for series in store.series for cell in series.cells]
    assert list(map(as_line, facts)) == case["cells"]
    assert [series.value(cell) for series in store.series for cell in series.cells] == [fact.value for fact in facts]
    assert list(map(told, store.problems)) == case.get("told", [])
