"""Inflections of one word have one stem; different words keep different ones."""

from __future__ import annotations

import pytest

from factcheck.languages.en.stems import plural, singular, stem, stop_words

SAME = """
score scored scores scoring; produce produced producing; reduce reduced; increase increased increases
change changed; charge charged; manage managed; live lived; receive received; value valued; treat treated
fire fired; require required; compare compared; deliver delivered; enter entered; injure injured
capture captured; occur occurred; decline declined; gain gained; open opened; fill filled; control controlled
cancel cancelled cancelling; travel travelled; settle settled; double doubled; schedule scheduled; rule ruled
provide provided; trade traded; include included; vote voted votes; visit visited; limit limited
consume consumed; claim claimed; develop developed; carry carried carries; employ employed; plan planned
drop dropped; sit sitting; wait waiting waits; reach reached; average averaged; close closed
purchase purchased; loss losses; house houses; price priced prices; box boxes; church churches; hero heroes
area areas; wage wages; tax taxes; match matches; pass passed passes; emission emissions; emit emitted
exceed exceeded; save saved; call called; kill killed; study studied studies; child children; woman women
crisis crises; win won winning wins; rise rose risen; sell sold selling
"""
APART = ["profit profitable", "employ employer", "staff staffing-agency", "bus business", "gas gase", "housing house"]


@pytest.mark.parametrize("group", [group for line in SAME.strip().splitlines() for group in line.split(";")])
def test_inflections_meet(group: str) -> None:
    assert len({stem(word) for word in group.split()}) == 1, [stem(word) for word in group.split()]


@pytest.mark.parametrize("pair", APART)
def test_other_words_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("library", "libraries"),
        ("match", "matches"),
        ("journey", "journeys"),
        ("child", "children"),
        ("glass", "glasses"),
    ],
)
def test_numbers_of_a_noun(one: str, many: str) -> None:
    assert singular(many) == one
    assert plural(one) == many


def test_nothing_breaks_a_word() -> None:
    words = ["", "s", "ss", "ing", "ed", "bing", "aed", "über", "x2", "ies", "ses", "ee", "'s"]
    assert all(isinstance(stem(word), str) and isinstance(singular(word), str) for word in words)
    assert all(plural(word) for word in ("s", "y", "x"))


def test_stop_words_name_no_measure() -> None:
    assert stop_words().isdisjoint({"population", "revenue", "wait", "points"})
    assert {"the", "of", "said"} <= stop_words()
