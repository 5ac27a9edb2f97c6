"""Names and measures: the cases are in tests/cases/names, written as a reporter would."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, overload

import pytest

from factcheck.reference.aliases import entity_names
from factcheck.reference.countries import countries, country_code
from factcheck.reference.names import (
    NameIndex,
    Token,
    is_aggregate,
    measure_match,
    measure_stems,
    normalize,
    tokenize,
)

CASES = Path(__file__).parents[1] / "cases" / "names"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return cases


def drafts() -> Iterator[Any]:
    for case in load("entities.toml"):
        for draft in case["draft"]:
            yield pytest.param(case, draft, id=f"{case['title']}: {draft['text'][:40]}")


@pytest.mark.parametrize(("case", "draft"), list(drafts()))
def test_names_of_entities_are_found(case: dict[str, Any], draft: dict[str, Any]) -> None:
    text = draft["text"]
    hits = NameIndex(entity_names(case["entities"], case.get("header", ""))).find(tokenize(text))
    found: dict[str, list[str]] = {}
    for hit in hits:
        found.setdefault(text[hit.start : hit.end], []).append(str(hit.target))
        assert 0 < hit.score <= case.get("most", 1.0)
    assert {words: sorted(targets) for words, targets in found.items()} == {
        words: sorted(targets) for words, targets in draft["hits"].items()
    }


def phrases(key: str) -> Iterator[Any]:
    for case in load("measures.toml"):
        pairs = case.get(key, {})
        for phrase in pairs:
            yield pytest.param(case["measures"], phrase, pairs[phrase] if key == "best" else None, id=phrase)


@pytest.mark.parametrize(("measures", "phrase", "best"), list(phrases("best")))
def test_a_phrase_fits_its_measure_best(measures: list[str], phrase: str, best: str) -> None:
    said = measure_stems(phrase)
    scores = {measure: measure_match(said, measure_stems(measure)) for measure in measures}
    others = [score for measure, score in scores.items() if measure != best]
    assert scores[best] > max(others), scores
    assert scores[best] >= 0.25


@pytest.mark.parametrize(("measures", "phrase", "best"), list(phrases("none")))
def test_a_phrase_of_something_else_fits_no_measure(measures: list[str], phrase: str, best: None) -> None:
    said = measure_stems(phrase)
    assert all(measure_match(said, measure_stems(measure)) < 0.35 for measure in measures)


def test_the_match_counts_what_both_sides_leave_out() -> None:
    phrase = measure_stems("passenger revenue")
    full, part = measure_stems("Passenger revenue"), measure_stems("Revenue per parcel and passenger")
    assert measure_match(phrase, full) == 1.0
    assert 0.35 < measure_match(phrase, part) < 1.0
    assert measure_match(phrase, frozenset()) == 0.0


def test_weights_of_the_caller_count() -> None:
    phrase, measure = {"moon", "gravity"}, {"moon"}
    assert measure_match(phrase, measure, {"moon": 5.0}) > measure_match(phrase, measure, {"gravity": 5.0})


@pytest.mark.parametrize(
    "text",
    [
        "Côte d’Ivoire’s 1,200 boats",
        "U.S. and U.K. firms",
        "İstanbul’s ﬁrst T-72 at 3.5%",
        "Le Pre\u0301 & Co",
        "",
        "…—!",
    ],
)
def test_tokens_are_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert " ".join(token.norm for token in tokens) == normalize(text)


def test_tokens_of_a_part_keep_the_offsets_of_the_whole() -> None:
    text = "Norway first. Then Sweden’s turn."
    assert [(token.text, token.start) for token in tokenize(text, 14, 27)] == [("Then", 14), ("Sweden", 19)]


class CountedTokens(Sequence[Token]):
    """Tokens that count how often they are looked at."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.looks = 0

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | Sequence[Token]:
        self.looks += 1
        return self.tokens[index]


@pytest.mark.parametrize("unit", ["Port Ansel met Port Vale. ", "Port Port Port ", "port of the port of "])
def test_search_is_linear_in_the_text(unit: str) -> None:
    long = " ".join(["Port"] * 40)
    index = NameIndex(
        [(name, name, 1.0, "exact") for name in ("Port Port Port Port", "Port Ansel", long, "port of the")]
    )
    looks = []
    for size in (200, 400):
        tokens = CountedTokens(tokenize(unit * size))
        index.find(tokens)
        looks.append(tokens.looks)
    assert looks[1] <= 2.1 * looks[0]


def test_every_country_has_names_and_one_code() -> None:
    assert len(countries()) > 240
    for code, names in countries().items():
        assert names, code
        assert country_code(names[0].name) in {code, "GBR", "USA"} or names[0].score < 1


def test_aggregates_are_told_from_members() -> None:
    assert all(
        map(is_aggregate, ["World", "TOTAL", "Euro area", "OECD members", "High income", "All regions", "All trams"])
    )
    assert not any(map(is_aggregate, ["South Africa", "Wales", "Adult social care", "Iceland", "All Saints"]))
