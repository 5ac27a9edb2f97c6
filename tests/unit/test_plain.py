"""Plain amounts are read in one pass only to save work: read the long way, the same is found."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from factcheck.extraction import mentions_in
from factcheck.grammar import Site
from factcheck.languages.en import plain
from factcheck.languages.en.amounts import Amount
from factcheck.model import Mention

ROOT = Path(__file__).parents[2]
TEXTS = sorted(
    [*(ROOT / "tests" / "corpus").glob("*.txt"), *(ROOT / "examples").glob("*.md"), *(ROOT / "docs").glob("*.md")]
)
MARKS = str.maketrans("", "", "[]*")

BEFORE = (
    "", "It sold ", "It sold about ", "by more than ", "It was (", "of US ", "from ", "minus ", "a hundred, ",
    "the Ibiza ",
)  # fmt: skip
SIGNS = (
    "", "", "$", "$ ", "£", "€", "-", "-$", "US$", "~", ".",
)  # fmt: skip
NUMBERS = (
    "5", "1", "12.50", "1,400", "1999", "0.7", "007", "2,5", "3.0", "88231400", "1.234,56",
)  # fmt: skip
BEHIND = (
    "", "%", " %", " percent", " per cent", " percentage points", " points", " million", " million tonnes",
    " bn", "bn", "m", " m", "km", " km", " kg", "kg", "-inch", "-page", " miles", " miles per hour", " feet",
    " square miles", " metric tons", " degrees", " degrees Celsius", " cents", " dollars", " pounds", " francs",
    " years", " in", " st", " x", " MEUR", " houses", " old houses", " houses a day", " houses or more",
    " foot soldiers", " point guards", " dozen", "st", "e9", " thousand", " lakh crore", " billion barrels",
    " USD", " p", "p", " page report", "-day",
)  # fmt: skip
NEXT = (
    "", ".", ", 30 others", ", and more", " .", " , 000 more", ") and", " and 7 km", " and a half",
    " and so on", " to 9", " to the town", " or 8", " or more", " or so", " of the 70", " of the town",
    " a day", " a dozen", " per head", "/day", " times", " ago", " old", " Canadian", " million", " more",
    " at least", " over 3", " in the pound", "-odd", " 50", " $3", " - 8", "–8", " US", " dollars", " half",
    " up",
)  # fmt: skip
EVERY_SO_MANY = 479  # of all combinations: a prime, so that each of them has its turn
SENTENCES = ["".join(parts) for parts in product(BEFORE, SIGNS, NUMBERS, BEHIND, NEXT)][::EVERY_SO_MANY]


def read(lines: list[str]) -> list[tuple[Mention, ...]]:
    return [mentions_in(line) for line in lines]


def read_the_long_way(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[Mention, ...]]:
    with monkeypatch.context() as patched:
        patched.setattr(plain, "plain_amount", lambda _site: None)
        return read(lines)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_the_corpus_reads_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = path.read_text("utf-8").translate(MARKS).splitlines()
    for line, short, long in zip(lines, read(lines), read_the_long_way(lines, monkeypatch), strict=True):
        assert short == long, line


def test_what_may_stand_around_a_number_reads_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    for line, short, long in zip(SENTENCES, read(SENTENCES), read_the_long_way(SENTENCES, monkeypatch), strict=True):
        assert short == long, line


@pytest.mark.parametrize(
    "text",
    [
        "It sold 1,400 houses.",
        "It rose 5% in May.",
        "It paid $12 million for it.",
        "It is 60 km away.",
        "It weighs 7kg.",
    ],
)
def test_a_plain_amount_takes_the_short_way(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Amount | None] = []
    short = plain.plain_amount

    def noted(site: Site) -> Amount | None:
        found.append(short(site))
        return found[-1]

    monkeypatch.setattr(plain, "plain_amount", noted)
    assert mentions_in(text)
    assert [amount is not None for amount in found] == [True]
