"""The strength of a match: how many other facts have the figure's value, and which confirmations are weak for that."""

from __future__ import annotations

import pandas as pd
import pytest

import factcheck
from factcheck.model import Judgement, Verdict
from factcheck.reference.store import ReferenceStore, load_reference

TEAMS = ("Ashby", "Brock", "Colne", "Dunmore", "Elmet", "Fenby", "Garth", "Holme")

ASH = ("Ash", "brook", "Colne", "dell", "Elm", "fen", "Garth", "hurst", "Inver", "kirk", "Lund")


@pytest.fixture(scope="module")
def store() -> ReferenceStore:
    league = pd.DataFrame(
        {"Team": TEAMS, "Won": [4, 7, 4, 2, 4, 4, 0, 9], "Goals scored": [31, 28, 31, 9, 17, 24, 5, 40]}
    )
    rivers = pd.DataFrame({"River": ["Aske", "Brenna"], "Length (km)": [188, 64], "Depth (m)": [4, 4]})
    return load_reference({"league": league, "rivers": rivers})


def only(report: factcheck.Report) -> Judgement:
    (one,) = [judgement for judgement in report if judgement.claim.is_claim]
    return one


@pytest.mark.parametrize(
    ("draft", "strength", "weak"),
    [
        ("Holme scored 40 goals.", 0, False),  # nothing else is 40
        ("Colne scored 31 goals.", 1, False),  # nor are two digits soon found
        ("Ashby had four wins, and little else to show for it.", 3, True),  # Colne, Elmet and Fenby have four as well
        ("The Aske is 188 km long.", 0, False),
        ("The Aske is 117 miles long.", 0, False),
        ("Holme scored 41 goals.", 0, False),  # wrong, and no other fact has it either
        ("Holme scored 31 goals.", 2, False),  # wrong; two others have it
    ],
)
def test_other_facts_of_the_same_value(draft: str, strength: int, weak: bool, store: ReferenceStore) -> None:
    one = only(factcheck.check(draft, reference=store))
    assert one.verdict in (Verdict.CONSISTENT, Verdict.CONTRADICTED), one.message
    assert (one.strength, one.weak) == (strength, weak), one.links[0].score


def test_what_is_not_held_against_a_fact_has_no_strength(store: ReferenceStore) -> None:
    one = only(factcheck.check("The parish sold 31 cakes.", reference=store))
    assert (one.verdict, one.strength, one.weak) == (Verdict.NOT_COVERED, None, False)


def test_no_more_than_99_are_counted() -> None:
    words = [f"{first}{second}" for first in ASH for second in ASH]
    frame = pd.DataFrame({"Inn": [f"The {number} Bells" for number in words], "Rooms": [7] * len(words)})
    one = only(factcheck.check("The Ashbrook Bells has 7 rooms.", reference={"houses": frame}))
    assert (one.verdict, one.strength) == (Verdict.CONSISTENT, 99)


def test_a_link_tells_what_its_score_is_made_of(store: ReferenceStore) -> None:
    link = only(factcheck.check("Holme scored 40 goals.", reference=store)).links[0]
    assert [name for name, _ in link.parts] == ["measure", "entity", "period", "unit"]
    assert all(0 <= part <= 1 for _, part in link.parts)
