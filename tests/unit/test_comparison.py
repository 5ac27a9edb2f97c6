"""The comparison and the diagnosis, case by case: tests/cases/comparison says what is expected and why."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from factcheck import units
from factcheck.comparison import Agreement, Outcome, compare
from factcheck.diagnosis import Neighbours, diagnose
from factcheck.extraction import extract_mentions
from factcheck.model import Cell, Direction, Fact, Interval, Kind, Mention, Quantity, Source, Unit
from factcheck.readers import read_text

CASES = Path(__file__).parents[1] / "cases" / "comparison"


def mention_of(claim: str) -> tuple[str, Mention]:
    text = f"We counted {claim} there."
    found = [mention for mention in extract_mentions(read_text(text)) if mention.quantity is not None]
    assert len(found) == 1, f"{claim}: {[mention.surface for mention in found]}"
    return text, found[0]


def unit_of(name: str) -> Unit | None:
    if not name:
        return None
    unit = units.unit_named(name) or units.find_unit(name)
    assert unit is not None, name
    return unit


def fact_of(case: dict[str, Any], value: str = "") -> Fact:
    number = Fraction(value or case["fact"])
    low, high = (Fraction(case[end]) if end in case else None for end in ("low", "high"))
    interval = Interval.point(number)
    if not value and (low is not None or high is not None):
        closed = case.get("closed", False)
        interval = Interval(
            low,
            high,
            low_open=low is not None and high is None and not closed,
            high_open=high is not None and not closed,
        )
    kind = Kind(case.get("kind", "level"))
    return Fact(
        "t", 0, "c", (), number, interval, unit_of(case.get("unit", "")), "e", "m", None, Source(),
        derivation=case.get("derivation", ""), comparator=case.get("comparator", ""), kind=kind,
    )  # fmt: skip


def neighbours_of(case: dict[str, Any]) -> Neighbours:
    rows, periods, measures = (
        tuple(fact_of(case, value) for value in case.get(key, [])) for key in ("rows", "periods", "measures")
    )
    return Neighbours(rows, periods, measures)


def compared(case: dict[str, Any]) -> tuple[Quantity, Fact, Outcome]:
    quantity = mention_of(case["claim"])[1].quantity
    assert quantity is not None
    fact = fact_of(case)
    direction = Direction(case["direction"]) if "direction" in case else None
    return quantity, fact, compare(quantity, fact, direction)


def all_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['claim']} | {case['fact']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in [*rule_of(path)["cases"], *rule_of(path)["near_misses"]]
    ]


def rule_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", all_cases())
def test_comparison(case: dict[str, Any]) -> None:
    quantity, fact, outcome = compared(case)
    assert outcome.agreement == case["expect"], outcome.reason
    assert case.get("reason", outcome.reason) == outcome.reason
    if outcome.agreement in {Agreement.MILD, Agreement.UNDECIDED, Agreement.INCOMPARABLE}:
        assert (outcome.diagnosis or "") == case.get("diagnosis", "")
    if outcome.agreement is Agreement.DIFFERS and "diagnosis" in case:
        diagnosis, detail = diagnose(quantity, fact, outcome, neighbours_of(case))
        assert diagnosis == case["diagnosis"], detail
        assert case.get("detail", detail) == detail


@pytest.mark.parametrize("case", all_cases())
def test_every_case_says_why(case: dict[str, Any]) -> None:
    assert case["why"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_rule_has_a_case_and_three_near_misses(path: Path) -> None:
    rule = rule_of(path)
    assert rule.keys() == {"rule", "cases", "near_misses"}
    assert rule["rule"].endswith(".")
    assert rule["cases"]
    assert len(rule["near_misses"]) >= 3


@pytest.mark.parametrize(
    ("claim", "fact", "unit", "words"),
    [
        ("$40 million", "400000000", "USD", "10 times too small"),
        ("91.5%", "89.3", "percent", "2.2 percentage points too high"),
        ("2,749 patients", "2750", "", "1 too low"),
        ("€3.4 million", "3100000", "EUR", "EUR 300,000 too high"),
        ("118 km", "42", "km", "2.8 times too large"),
    ],
)
def test_difference_in_words(claim: str, fact: str, unit: str, words: str) -> None:
    _, _, outcome = compared({"claim": claim, "fact": fact, "unit": unit})
    assert outcome.difference == words


def test_a_difference_of_falls_is_one_of_sizes() -> None:
    case = {
        "claim": "9%",
        "fact": "-11.2",
        "unit": "percent",
        "kind": "change",
        "derivation": "1 / 2",
        "direction": "down",
    }
    assert compared(case)[2].difference == "2.2 percentage points too low"


def test_a_rising_loss_has_a_falling_number() -> None:
    case = {
        "claim": "$618.4 million",
        "fact": "-618400000",
        "unit": "USD",
        "kind": "change",
        "derivation": "-693 - -74.6",
    }
    quantity, fact, outcome = compared(case | {"direction": "up"})
    assert outcome.agreement is Agreement.DIFFERS
    cells = (Cell("t", 0, "2018", "-692,999"), Cell("t", 0, "2017", "(74,599)"))
    assert compare(quantity, replace(fact, cells=cells), Direction.UP).agreement is Agreement.UNDECIDED


def test_points_beside_percent() -> None:
    case = {"claim": "2%", "fact": "66.67", "unit": "percent", "kind": "change", "derivation": "5 / 3 - 1"}
    quantity, fact, outcome = compared(case)
    points = fact_of({"fact": "2", "unit": "percentage point", "kind": "change", "derivation": "5 - 3"})
    diagnosis, words = diagnose(quantity, fact, outcome, Neighbours(changes=(points,)))
    assert (diagnosis, words) == ("percent_points", "these are percentage points, not percent")
