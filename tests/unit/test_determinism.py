"""The same draft and tables give the same report, in whatever order and company they come."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import factcheck
from tests.unit.linking_scenes import store_of

ROOT = Path(__file__).parents[2]
SCHOOLS = """School,Year,Pupils,Teachers
Hillside,2022,800,51
Hillside,2023,600,48
Brook Lane,2022,418,30
Brook Lane,2023,425,31
"""
LIBRARIES = """Library,Year,Loans
North branch,2023,51000
South branch,2023,38500
"""
DRAFTS = {
    "one.md": "In 2023 Hillside had 600 pupils, 25% fewer than a year earlier, and 84 teachers.",
    "two.md": "# Libraries\n\nThe North branch counted 51,000 loans in 2023. Together, the branches had 89,500 loans.",
    "three.md": "Brook Lane had 425 pupils. It had 418 in 2022. Hillside and Brook Lane had 1,025 pupils between them.",
}


@pytest.fixture
def drafts(tmp_path: Path) -> list[Path]:
    for name, text in DRAFTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in DRAFTS]


def by_document(report: factcheck.Report) -> dict[str, Any]:
    return {document.name: document.to_dict() for document in report.documents}


def test_twice_the_same(drafts: list[Path], tmp_path: Path) -> None:
    store = store_of(tmp_path, schools=SCHOOLS, libraries=LIBRARIES)
    first, second = (factcheck.check(drafts, reference=store) for _ in range(2))
    assert first.to_dict() == second.to_dict()
    assert any(one.verdict.value == "consistent" for one in first)


def test_the_order_of_drafts_changes_no_verdict(drafts: list[Path], tmp_path: Path) -> None:
    store = store_of(tmp_path, schools=SCHOOLS, libraries=LIBRARIES)
    together = by_document(factcheck.check(drafts, reference=store))
    turned = by_document(factcheck.check(drafts[::-1], reference=store))
    alone = {name: found for draft in drafts for name, found in by_document(factcheck.check(draft, store)).items()}
    assert together == turned == alone


def test_the_order_of_tables_changes_no_verdict(drafts: list[Path], tmp_path: Path) -> None:
    store_of(tmp_path, schools=SCHOOLS, libraries=LIBRARIES)
    tables = [tmp_path / "schools.csv", tmp_path / "libraries.csv"]
    one, other = (factcheck.check(drafts, reference=order) for order in (tables, tables[::-1]))
    assert [found.verdict for found in one] == [found.verdict for found in other]


def test_hashing_changes_nothing(drafts: list[Path], tmp_path: Path) -> None:
    """Sets are walked in an order that differs between runs; a report must not show it."""
    store_of(tmp_path, schools=SCHOOLS, libraries=LIBRARIES)
    command = [sys.executable, "-m", "factcheck", "check", *map(str, drafts), "--format", "json"]
    command += ["--reference", str(tmp_path / "schools.csv"), "--reference", str(tmp_path / "libraries.csv")]
    reports = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=environment)  # noqa: S603 - our own
        reports.append(json.loads(done.stdout))
    assert reports[0] == reports[1]
