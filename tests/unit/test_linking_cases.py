"""Drafts held against small tables, case by case: tests/cases/linking/README.md says how a case is written."""

from __future__ import annotations

import csv
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.model import Judgement, Verdict
from factcheck.reference.store import ReferenceStore, load_reference

CASES = Path(__file__).parents[1] / "cases"
RULES = sorted((CASES / "comparison" / "drafts").glob("*.toml"))  # rules of the comparison that need a whole draft
FAMILIES = [*sorted((CASES / "linking").glob("*.toml")), *RULES]
ALARMS = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.AMBIGUOUS})
FIGURE_KEYS = frozenset(
    {"says", "nth", "verdict", "diagnosis", "code", "suggestion", "table", "row", "column", "worked_out"}
)
CASE_KEYS = frozenset({"title", "why", "draft", "as_of", "tables", "figures", "quiet"})


@cache
def family(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def all_cases() -> list[Any]:
    return [
        pytest.param(path, case, id=f"{path.parent.name}/{path.stem}: {case['title']}")
        for path in FAMILIES
        for case in family(path)["cases"]
    ]


def near_misses() -> list[Any]:
    return [
        pytest.param(path, case, miss, id=f"{path.parent.name}/{path.stem}: {case['title']}: {miss['why']}")
        for path in FAMILIES
        for case in family(path)["cases"]
        for miss in case["quiet"]
    ]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], ReferenceStore]:
    """The tables of each family, read once; a family's cases may each use some of them."""
    made: dict[tuple[str, ...], ReferenceStore] = {}
    for path in FAMILIES:
        folder = tmp_path_factory.mktemp(path.stem)
        for name, table in family(path)["tables"].items():
            written(folder, name, table)
        for case in family(path)["cases"]:
            names = tables_of(path, case)
            if (str(path), *names) not in made:
                made[str(path), *names] = load_reference([folder / f"{name}.csv" for name in names])
    return made


def written(folder: Path, name: str, table: dict[str, Any]) -> None:
    (folder / f"{name}.csv").write_text(table["csv"], encoding="utf-8")
    if "describe" in table:
        said = {"name": name, "resources": [{"name": name, "path": f"{name}.csv"} | table["describe"]]}
        (folder / f"{name}.datapackage.json").write_text(json.dumps(said), encoding="utf-8")


def tables_of(path: Path, case: dict[str, Any]) -> tuple[str, ...]:
    return tuple(case.get("tables", family(path)["tables"]))


def judged(
    stores: dict[tuple[str, ...], ReferenceStore], path: Path, case: dict[str, Any], draft: str
) -> factcheck.Report:
    store = stores[str(path), *tables_of(path, case)]
    assert not store.problems, store.problems
    return factcheck.check(draft, reference=store, as_of=case.get("as_of"))


def figure_of(report: factcheck.Report, says: str, nth: int = 1) -> Judgement:
    """The nth figure written so, its sign, unit and scale word included."""
    found = [one for one in report if one.claim.mention.surface == says]
    assert len(found) >= nth, f"no figure {says!r} among {[one.claim.mention.surface for one in report]}"
    return found[nth - 1]


def shown(one: Judgement) -> str:
    nearest = one.considered[0] if one.considered else None
    why = f"; nearest: {nearest.score} {nearest.reasons}" if nearest else ""
    return f"{one.claim.mention.surface} ({one.claim.kind}): {one.verdict} {one.diagnosis} {one.message}{why}"


@pytest.mark.parametrize(("path", "case"), all_cases())
def test_figures_get_their_verdicts(
    path: Path, case: dict[str, Any], stores: dict[tuple[str, ...], ReferenceStore]
) -> None:
    report = judged(stores, path, case, case["draft"])
    for expected in case["figures"]:
        check_figure(figure_of(report, expected["says"], expected.get("nth", 1)), expected, path)
    wanted = sorted((one["says"], one["code"]) for one in case["figures"] if "code" in one)
    told = sorted((one.claim.mention.surface if one.claim else "", one.code) for one in report.findings)
    assert told == wanted, [one.message for one in report.findings]


def check_figure(one: Judgement, expected: dict[str, Any], path: Path) -> None:
    assert one.verdict == expected["verdict"], shown(one)
    assert one.code == expected.get("code", ""), shown(one)
    assert (one.diagnosis or "") == expected.get("diagnosis", ""), shown(one)
    assert one.suggestion == expected.get("suggestion", ""), shown(one)
    if {"table", "row", "column", "worked_out"} & expected.keys():
        assert one.links, shown(one)
        check_fact(one, expected, path)


def check_fact(one: Judgement, expected: dict[str, Any], path: Path) -> None:
    fact = one.links[0].fact
    words = expected.get("worked_out", [])
    for word in [words] if isinstance(words, str) else words:
        assert word in fact.derivation, shown(one)
    assert bool(fact.derivation) == ("worked_out" in expected), shown(one)
    name = fact.table.removesuffix(".csv")
    assert name == expected.get("table", name), shown(one)
    if "row" in expected:
        rows = list(csv.reader(family(path)["tables"][name]["csv"].splitlines()))
        assert rows[fact.cells[0].row + 1][: len(expected["row"])] == expected["row"], shown(one)
    assert fact.column == expected.get("column", fact.column), shown(one)


@pytest.mark.parametrize(("path", "case", "miss"), near_misses())
def test_near_misses_stay_quiet(
    path: Path, case: dict[str, Any], miss: dict[str, Any], stores: dict[tuple[str, ...], ReferenceStore]
) -> None:
    report = judged(stores, path, case | miss, miss["draft"])
    assert not report.findings, [one.message for one in report.findings]
    assert not [shown(one) for one in report if one.verdict in ALARMS]
    for expected in miss.get("figures", []):
        check_figure(figure_of(report, expected["says"], expected.get("nth", 1)), expected, path)


@pytest.mark.parametrize(("path", "case"), all_cases())
def test_a_case_has_what_a_reader_needs(path: Path, case: dict[str, Any]) -> None:
    assert case["why"]
    assert case.keys() <= CASE_KEYS, case.keys() - CASE_KEYS
    assert case["quiet"], "a case shows what must stay quiet beside it"
    for figure in [*case["figures"], *(one for miss in case["quiet"] for one in miss.get("figures", []))]:
        assert figure.keys() <= FIGURE_KEYS, figure.keys() - FIGURE_KEYS
        assert (Verdict(figure["verdict"]) in ALARMS) <= ("code" in figure)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_has_a_case_and_three_near_misses(path: Path) -> None:
    assert family(path)["rule"].endswith(".")
    assert sum(len(case["quiet"]) for case in family(path)["cases"]) >= 3
