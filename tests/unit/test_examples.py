"""The sample drafts against the shipped tables: the right ones raise no alarm, every planted mistake is named."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.model import Judgement, Verdict
from factcheck.reference.store import ReferenceStore
from factcheck.results import DocumentReport

HOME = Path(__file__).resolve().parents[2] / "examples"
ALARMS = {Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.AMBIGUOUS}


@cache
def store() -> ReferenceStore:
    return factcheck.load_reference("builtin")


@cache
def checked(name: str) -> DocumentReport:
    return factcheck.check(HOME / name, reference=store()).documents[0]


@cache
def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HOME / f"{name}.expected.json").read_text(encoding="utf-8"))
    return found


def mistakes() -> list[tuple[str, dict[str, Any]]]:
    names = sorted(path.name.removesuffix(".expected.json") for path in HOME.glob("*.expected.json"))
    return [(expected(name)["draft"], mistake) for name in names for mistake in expected(name)["mistakes"]]


def line_of(document: DocumentReport, judgement: Judgement) -> int:
    return document.document.place(judgement.claim.mention.start).line


each_mistake = pytest.mark.parametrize(
    ("draft", "mistake"), mistakes(), ids=lambda part: part if isinstance(part, str) else part["surface"]
)


@each_mistake
def test_the_mistake_stands_where_it_is_said_to(draft: str, mistake: dict[str, Any]) -> None:
    lines = (HOME / draft).read_text(encoding="utf-8").splitlines()
    assert mistake["surface"] in lines[mistake["line"] - 1]


@each_mistake
def test_the_mistake_is_found_and_named(draft: str, mistake: dict[str, Any]) -> None:
    document = checked(draft)
    found = [
        judgement
        for judgement in document.judgements
        if judgement.claim.mention.surface == mistake["surface"] and line_of(document, judgement) == mistake["line"]
    ]
    assert [judgement.verdict for judgement in found] == [mistake["verdict"]]
    assert found[0].diagnosis in mistake["diagnosis"]
    assert found[0].suggestion == mistake["correct"]


@pytest.mark.parametrize("draft", sorted(path.name for path in HOME.glob("*.md")))
def test_nothing_else_is_alarmed(draft: str) -> None:
    document = checked(draft)
    planted = {(mistake["line"], mistake["surface"]) for name, mistake in mistakes() if name == draft}
    alarmed = {
        (line_of(document, judgement), judgement.claim.mention.surface)
        for judgement in document.judgements
        if judgement.verdict in ALARMS
    }
    assert alarmed <= planted


@pytest.mark.parametrize(
    ("draft", "surfaces"),
    [
        ("kherson.md", ["40", "41", "$400 million", "100,000", "four", "70,000"]),
        ("economy.md", ["1.45 billion", "1.41 billion", "98.6 million", "130.9 million", "$27.4 trillion"]),
        ("economy.md", ["$2.25 trillion", "$1.58 trillion", "4.6 percent", "4.4 percent"]),
    ],
)
def test_the_right_figures_are_confirmed(draft: str, surfaces: list[str]) -> None:
    document = checked(draft)
    confirmed = [one.claim.mention.surface for one in document.judgements if one.verdict is Verdict.CONSISTENT]
    assert [surface for surface in surfaces if surface not in confirmed] == []


@pytest.mark.parametrize("draft", sorted(path.name for path in HOME.glob("*.md")))
def test_verdicts_do_not_depend_on_what_is_kept_of_the_tables(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", "off")
    fresh = factcheck.check(HOME / draft, reference="builtin").documents[0]
    assert [one.verdict for one in fresh.judgements] == [one.verdict for one in checked(draft).judgements]
    assert [one.message for one in fresh.judgements] == [one.message for one in checked(draft).judgements]
