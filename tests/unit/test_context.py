"""What stands around a figure: words, names in reach, dates, brackets and headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.linking.index import LinkIndex
from factcheck.linking.nearby import FAR, Brackets, around, headings_above
from factcheck.model import Claim, Span
from factcheck.readers import read_text
from tests.unit.linking_scenes import scene_of, store_of

TABLE = "ships"
SHIPS = """Ship,Year,Crew
Aurora,2022,40
Aurora,2023,44
Boreas,2022,31
Boreas,2023,33
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LinkIndex:
    return LinkIndex(store_of(tmp_path_factory.mktemp("ships"), ships=SHIPS))


def figure(claims: tuple[Claim, ...], surface: str) -> Claim:
    return next(one for one in claims if one.mention.surface == surface)


def named(draft: str, surface: str, index: LinkIndex) -> list[tuple[str, bool]]:
    """The ships that a figure may be about, best first, and whether its sentence names them."""
    scene, claims = scene_of(draft, index)
    (table,) = scene.index.store.tables
    choices = scene.context.choices(figure(claims, surface), table.name)
    return [(choice.target.text, choice.stated) for choice in choices]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("The Aurora has a crew of 44.", [("Aurora", True)]),
        ("The Aurora sailed on Monday. It has a crew of 44.", [("Aurora", False)]),
        ("# Aurora\n\nThe crew is 44.", [("Aurora", False)]),
        ("The Boreas came late and the Aurora has a crew of 44.", [("Aurora", True), ("Boreas", True)]),
        ("The ship (not the Boreas) has a crew of 44.", []),
        ("The crew is 44.", []),
        ("## Boreas\n\nShe is old.\n\n## Aurora\n\nThe crew is 44.", [("Aurora", False)]),
    ],
)
def test_ships_in_reach(draft: str, expected: list[tuple[str, bool]], index: LinkIndex) -> None:
    found = named(draft, "44", index)
    assert [one for one in found if one in expected] == expected
    assert found[: len(expected)] == expected


def test_words_near_the_figure_weigh_more(index: LinkIndex) -> None:
    scene, claims = scene_of("# Storms\n\nThe harbour was closed. The crew of the Aurora is 44.", index)
    words = scene.context.words(figure(claims, "44"))
    assert words["crew"] > words["harbour"] > words["storm"] > 0


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("In 2023 the crew was 44.", False),
        ("In 2022, when the Boreas was rebuilt, the Aurora had a crew of 44.", False),
        ("The Boreas had 31 men in 2022, the Aurora a crew of 44.", True),
        ("The crew was 44.", False),
    ],
)
def test_a_date_may_be_another_figure_s(draft: str, expected: bool, index: LinkIndex) -> None:
    scene, claims = scene_of(draft, index)
    assert scene.context.period_is_anothers(figure(claims, "44")) is expected


def test_brackets_are_counted_between_places() -> None:
    text = "a (b (c) d) e"
    brackets = Brackets(text)
    assert brackets.opened(0, 5) == 1
    assert brackets.opened(3, len(text)) == -1
    assert brackets.opened(0, len(text)) == brackets.opened(7, 2) == 0


def test_a_sentence_is_read_around_the_figure() -> None:
    assert around(Span(10, 60), 30) == Span(10, 60)
    assert around(Span(0, 9 * FAR), 4 * FAR) == Span(3 * FAR, 5 * FAR)


def test_a_heading_is_part_of_the_section_above_it() -> None:
    blocks = read_text("# A\n\n## B\n\n### C\n\n## D\n\n# E\n").blocks
    assert headings_above(blocks) == {0: -1, 1: 0, 2: 1, 3: 0, 4: -1}


def test_far_names_of_an_endless_sentence_are_out_of_reach(index: LinkIndex) -> None:
    far = "The Boreas " + "and so on " * (FAR // 5)
    assert named(f"{far} and the Aurora has a crew of 44.", "44", index)[0] == ("Aurora", True)


def test_folder_names_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    store = store_of(tmp_path / "deep", ships=SHIPS)
    assert named("The Aurora has a crew of 44.", "44", LinkIndex(store)) == [("Aurora", True)]
