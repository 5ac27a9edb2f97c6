"""The drafts of tests/cases/newsroom are annotated where they say, and their facts exist."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.model import Diagnosis, Verdict

FOLDER = Path(__file__).parents[1] / "cases" / "newsroom"
DRAFTS = sorted(path.stem for path in FOLDER.glob("*.json") if ".datapackage" not in path.name)


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", DRAFTS)
def test_figures_stand_where_they_are_said_to(name: str) -> None:
    text, end = (FOLDER / f"{name}.md").read_text(encoding="utf-8"), 0
    for figure in gold(name)["figures"]:
        assert text[figure["start"] : figure["end"]] == figure["surface"]
        assert figure["start"] >= end
        end = figure["end"]


@pytest.mark.parametrize("name", DRAFTS)
def test_answers_use_the_programs_words(name: str) -> None:
    for figure in gold(name)["figures"]:
        verdict = Verdict(figure["verdict"])
        wrong = verdict in {Verdict.CONTRADICTED, Verdict.OUTDATED}
        assert (figure["diagnosis"] is not None) == wrong == ("correct" in figure)
        assert not wrong or Diagnosis(figure["diagnosis"])
        assert (figure["fact"] is None) == (verdict in {Verdict.NOT_A_CLAIM, Verdict.NOT_COVERED})


@pytest.mark.parametrize("name", DRAFTS)
def test_cells_exist(name: str) -> None:
    for figure in gold(name)["figures"]:
        fact = figure["fact"]
        if fact is None or "derivation" in fact:
            continue
        with (FOLDER / fact["table"]).open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if all(row[key] == text for key, text in fact["row"].items())]
        assert len(rows) == 1
        assert rows[0][fact["column"]]
