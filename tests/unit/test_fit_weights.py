"""The script that fits the linker's weights: what it counts, how it moves a weight, and what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.linking.weights import WEIGHTS, load_weights
from scripts.fit_linking_weights import Count, counted, fitted, is_better, moved, read_drafts, written

TABLE = "Mill,Year,Flour (tonnes)\nAlder,2022,410\nAlder,2023,436\nBrook,2022,288\nBrook,2023,301\n"
DRAFTS: list[tuple[str, str, list[tuple[str, str, list[tuple[int, int]]]]]] = [
    ("a", "In 2023 the Alder mill made 436 tonnes of flour.", [("436 tonnes", "consistent", [(1, 2)])]),
    ("b", "In 2023 the Brook mill made 310 tonnes of flour.", [("310 tonnes", "contradicted", [])]),
    ("c", "In 2022 the Brook mill made 828 tonnes of flour.", [("828 tonnes", "consistent", [])]),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three drafts: one right, one with a mistake that is marked, and one whose mistake nobody marked."""
    folder = tmp_path / "mills"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "mills.csv").write_text(TABLE, encoding="utf-8")
    drafts, gold = [], []
    for name, text, marks in DRAFTS:
        drafts.append({"draft_id": name, "text": text, "tables": ["tables/mills.csv"], "published": "2024-02-01"})
        for surface, expected, cells in marks:
            start = text.index(surface)
            places = [{"table": "tables/mills.csv", "row": row, "col": column} for row, column in cells]
            row = {"draft_id": name, "level": "number", "expected": expected, "cells": places}
            gold.append({**row, "start": start, "end": start + len(surface)})
    for file, rows in (("drafts", drafts), ("gold", gold)):
        (folder / f"{file}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_what_is_counted(data: Path, tmp_path: Path) -> None:
    drafts = list(read_drafts(data, None, tmp_path / "work"))
    totals = counted(drafts, load_weights())
    assert totals == {("mills", False): Count(1, 1, 0), ("mills", True): Count(0, 0, 1)}
    assert Count(3, 2, 1).worth == -15


def test_nothing_is_moved_where_nothing_gets_better(data: Path, tmp_path: Path) -> None:
    groups = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert fitted(list(read_drafts(data, 2, tmp_path / "work")), groups, ["score"], 1) == groups


def test_a_weight_stays_between_0_and_1_and_scores_add_up() -> None:
    groups = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert moved(groups, "words", "subject", 0.1) is None
    made = moved(groups, "score", "unit", 0.1)
    assert made is not None
    assert made["score"]["unit"] == pytest.approx(groups["score"]["unit"] + 0.1)
    assert sum(made["score"].values()) == pytest.approx(1)
    assert made["words"] == groups["words"]


def test_only_what_loses_nowhere_is_better() -> None:
    before = {("one", False): Count(10, 2, 0), ("two", False): Count(5, 1, 1)}
    assert is_better(before, before | {("one", False): Count(11, 2, 0)})
    assert not is_better(before, before)
    assert not is_better(before, {("one", False): Count(19, 2, 0), ("two", False): Count(4, 1, 1)})
    assert not is_better(before, before | {("one", False): Count(19, 2, 1)})


def test_the_file_is_written_as_it_was_but_for_the_numbers() -> None:
    text = WEIGHTS.read_text(encoding="utf-8")
    groups = json.loads(text)
    assert written(text, groups, ["words"]) == text
    made = moved(groups, "entity", "focus", -0.1)
    assert made is not None
    again = json.loads(written(text, made, ["entity"]))
    assert again == made
