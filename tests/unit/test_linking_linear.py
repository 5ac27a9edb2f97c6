"""A draft of twice the length takes twice the work, whatever its writer thought of.

Work is counted, not timed: the lines of `factcheck/linking` and `factcheck/verdicts` that run, and the characters and
words that are looked at for one figure.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import factcheck.linking
from factcheck import verdicts
from factcheck.linking import context, nearby, readings
from factcheck.linking.index import LinkIndex
from factcheck.reference.names import measure_stems
from tests.unit.linking_scenes import scene_of, store_of
from tests.work import lines_of

PACKAGE = Path(factcheck.linking.__file__).parent.parent
COUNTED = tuple(str(PACKAGE / name) for name in ("linking", "verdicts", "comparison.py", "diagnosis.py"))
SOME = 60
MOST = 2.5  # twice the length, and what the ends of a draft cost less than its middle

TOWNS = tuple(f"{first}{last}" for first in ("Alder", "Birch", "Cedar", "Elm") for last in ("by", "ford", "ham", "ton"))
TABLE = "Town,Year,Visitors,Share of guests (%)\n" + "".join(
    f"{town},{year},{1000 * at + year},{(7 * at + year) % 90}.{year % 10}\n"
    for at, town in enumerate(TOWNS)
    for year in range(2020, 2024)
)


def town(at: int) -> str:
    return TOWNS[at % len(TOWNS)]


HOSTILE: dict[str, Callable[[int], str]] = {
    "one sentence of shares": lambda n: "The share of guests was " + " and 5%" * (6 * n) + ".",
    "figures without a word": lambda n: "5% " * (14 * n),
    "names without a figure": lambda n: " ".join(map(town, range(n * 10))) + " had 5,000 visitors.",
    "names and figures in one sentence": lambda n: " ".join(f"{town(at)} had {5000 + at} visitors," for at in range(n)),
    "names of nothing": lambda n: " ".join(f"Old {chr(65 + at % 26)}opper had {at + 40} visitors," for at in range(n)),
    "a block of dates": lambda n: " ".join(f"{2000 + at % 24}-0{at % 9 + 1}-1{at % 9}," for at in range(n)) + " 5%.",
    "dates and changes": lambda n: " ".join(f"in {1990 + at % 34} visitors rose {at % 50 + 3}%," for at in range(n)),
    "dates that no table has": lambda n: "\n\n".join(f"In {1200 + at} {town(at)} had 9,000 guests." for at in range(n)),
    "brackets in brackets": lambda n: " ".join(f"({town(at)} ({at + 100} visitors" for at in range(n)),
    "totals of all that is named": lambda n: (
        " ".join(f"{town(at)} and" for at in range(n))
        + " ".join(f" between them {5000 + at} visitors," for at in range(n))
    ),
    "many headings": lambda n: "\n\n".join(f"## {town(at)}\n\nVisitors were {5000 + at}." for at in range(n)),
    "wrong figures": lambda n: " ".join(f"In 2021 {town(at)} had {3000 + at} visitors." for at in range(n)),
    "counts of rows": lambda n: " ".join(f"{at % 40 + 2} towns grew," for at in range(n)),
    "a list that never ends": lambda n: (
        "Respectively, " + " ".join(f"{town(at)} had {5000 + at} visitors," for at in range(n))
    ),
    "pronouns": lambda n: "\n\n".join(f"{town(at)} is old. It had {4000 + at} guests, up 4%." for at in range(n)),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LinkIndex:
    return LinkIndex(store_of(tmp_path_factory.mktemp("towns"), towns=TABLE))


def work(draft: str, index: LinkIndex) -> int:
    """The lines of the linker and the verdicts that run to set a draft before a store and judge its figures."""
    scene, claims = scene_of(draft, index)

    def judge() -> None:
        context.Context(scene.context.document, claims, index, scene.weights)
        verdicts.judge_all(claims, scene)

    return lines_of(judge, COUNTED)


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_draft_takes_twice_the_work(kind: str, index: LinkIndex) -> None:
    once, twice = (work(HOSTILE[kind](number), index) for number in (SOME, 2 * SOME))
    assert twice <= MOST * once + 5000, f"{once} lines, then {twice}"


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_figure_is_compared_with_a_bounded_number_of_facts(kind: str, index: LinkIndex) -> None:
    scene, claims = scene_of(HOSTILE[kind](5 * SOME), index)
    judged = [claim for claim in claims if claim.is_claim][:: SOME // 3]
    for claim in judged:
        assert claim.mention.quantity is not None
        assert len(readings.readings_for(claim, claim.mention.quantity, scene)) <= 150


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_figure_looks_at_a_bounded_text(kind: str, index: LinkIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, claims = scene_of(HOSTILE[kind](12 * SOME), index)
    seen: list[int] = []

    def counted(text: str) -> frozenset[str]:
        seen.append(len(text))
        return measure_stems(text)

    monkeypatch.setattr("factcheck.linking.context.measure_stems", counted)
    for claim in [claim for claim in claims if claim.is_claim][:: 4 * SOME]:
        scene.context.words(claim)
        scene.context.words_near(claim, claim.sentence)
        assert len(scene.context.periods_near(claim, claim.sentence)) <= 2 * nearby.MOST_DATES
        for table in scene.index.store.tables:
            assert len(scene.context.choices(claim, table.name)) <= 2 * context.MOST_NAMES
    assert not seen or max(seen) <= 2 * nearby.FAR + 100
