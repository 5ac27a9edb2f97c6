"""Corrections in the draft's own style: tests/cases/suggestions.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.comparison import compare
from factcheck.diagnosis import diagnose
from factcheck.extraction import extract_mentions
from factcheck.model import Direction
from factcheck.readers import read_text
from factcheck.rewriting import cardinal, suggest, text_of
from tests.unit.test_comparison import fact_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "suggestions.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['draft']} | {case['fact']}")
def test_suggestion(case: dict[str, Any]) -> None:
    document = read_text(case["draft"])
    figures = [one for one in extract_mentions(document) if one.quantity is not None and not one.reason]
    mention = figures[case.get("figure", 0)]
    assert mention.quantity is not None
    fact = fact_of(case)
    outcome = compare(mention.quantity, fact, Direction(case["direction"]) if "direction" in case else None)
    diagnosis, _ = diagnose(mention.quantity, fact, outcome)
    found = text_of(suggest(document.text, mention, fact, outcome, diagnosis))
    assert found == case["suggestion"] or (found.startswith(case["suggestion"] + "-") and case["suggestion"])


@pytest.mark.parametrize(
    ("number", "words"), [(0, "zero"), (12, "twelve"), (40, "forty"), (99, "ninety-nine"), (100, "100")]
)
def test_cardinal(number: int, words: str) -> None:
    assert cardinal(number) == words
