"""A project's own names of its measures: what they find, and what is said of a file that is written wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import factcheck
from factcheck.reference.measures import measure_stems, spellings
from factcheck.reference.store import load_reference
from factcheck.reference.synonyms import FILE

TRAMS = """City,Year,Ridership,Depots
Oderfurt,2024,41200,3
Halden,2024,28900,2
"""
NAMES = """[[measure]]
name = "Ridership"
is = ["taps at the gate", "gate count"]
"""


def folder(tmp_path: Path, names: str) -> Path:
    (tmp_path / "trams.csv").write_text(TRAMS, encoding="utf-8")
    (tmp_path / FILE).write_text(names, encoding="utf-8")
    return tmp_path


def verdicts(text: str, reference: Path) -> list[tuple[str, str]]:
    report = factcheck.check(text, reference=load_reference([reference]), as_of="2025-01-05")
    return [
        (one.claim.mention.surface, one.verdict)
        for document in report.documents
        for one in document.judgements
        if one.claim.is_claim
    ]


def test_a_draft_may_use_the_names_of_the_project(tmp_path: Path) -> None:
    draft = "The gate count in Oderfurt was 42,100 in 2024."
    with_names = folder(tmp_path, NAMES)
    assert verdicts(draft, with_names) == [("42,100", "contradicted")]
    (with_names / FILE).unlink()
    assert verdicts(draft, with_names) == [("42,100", "not_covered")]


def test_the_file_of_the_project_one_works_in_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tmp_path / "elsewhere"
    tables.mkdir()
    folder(tables, NAMES)
    (tables / FILE).rename(tmp_path / FILE)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    store = load_reference([tables / "trams.csv"])
    assert store.synonyms.of([measure_stems("Ridership")]) == tuple(
        measure_stems(name) for name in ("taps at the gate", "gate count")
    )


MISTAKES = {
    '[[measure]]\nname = "Ridership"\nit_is = ["gate count"]\n': [
        '3: the key "it_is" of a measure is not known; did you mean "is"?',
        '1: the measure "Ridership" has no list "is" of other names; write is = ["...", "..."]',
    ],
    '[[measure]]\nnames = "Ridership"\nis = ["gate count"]\n': [
        '2: the key "names" of a measure is not known; did you mean "name"?',
        '1: the measure has no name; write name = "..." as its table calls it',
    ],
    '[[measure]]\nname = "Ridership"\nis = "gate count"\n': [
        '3: the measure "Ridership" has no list "is" of other names; write is = ["...", "..."]',
    ],
    '[[measures]]\nname = "Ridership"\nis = ["gate count"]\n': [
        '1: the key "measures" means nothing here; write [[measure]] over each name',
    ],
    '[[measure]]\nname = "Ridership"\nis = ["gate count", "of the"]\n': [
        '3: "of the" says nothing of what is measured; write a name of the measure',
    ],
    '[[measure]]\nname = "Ridership\n': [
        "2: the file of measure names is not valid TOML (Illegal character '\\n'); correct the line",
    ],
}


@pytest.mark.parametrize("names", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_the_tables_are_used(names: str, tmp_path: Path) -> None:
    store = load_reference([folder(tmp_path, names)])
    assert [f"{one.line}: {one.message}" for one in store.problems if one.code == "FC907"] == MISTAKES[names]
    assert len(store.tables) == 1


def test_another_word_is_worth_a_little_less_than_the_tables_own(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("Town,Jobless rate (%)\nElm,4.2\nOakham,5.1\n", encoding="utf-8")
    store = load_reference([tmp_path])
    scores = {}
    for words in ("jobless", "unemployment"):
        report = factcheck.check(f"Elm, where the {words} rate is 4.2%, has a mill.", reference=store)
        (judgement,) = (one for document in report.documents for one in document.judgements)
        assert judgement.verdict == "consistent"
        scores[words] = judgement.links[0].score
    assert 0.9 < scores["unemployment"] / scores["jobless"] < 1


def test_spellings_tell_by_which_words_a_measure_is_named() -> None:
    assert spellings("the death toll") == {"~death", "~death~death toll"}
    assert not spellings("a new stadium")
