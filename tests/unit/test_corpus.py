"""Every sentence of tests/corpus is read as its heading says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from factcheck.extraction import mentions_in
from factcheck.model import Mention, Quantity

CORPUS = Path(__file__).parents[1] / "corpus"
FIGURE = re.compile(r"\[(\[?[^\[\]]+\]?)\]")


@dataclass(frozen=True)
class Entry:
    """A sentence, the figure in it, and what the heading says of the figure."""

    heading: tuple[str, ...]
    text: str
    start: int
    end: int


def entries(name: str) -> Iterator[Entry]:
    """The sentences of a corpus file."""
    heading: tuple[str, ...] = ()
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            heading = tuple(part.strip() for part in line[2:].split("|"))
        elif line.strip():
            match = FIGURE.search(line)
            if match is None:
                yield Entry(heading, line, -1, -1)
                continue
            text = line[: match.start()] + match[1] + line[match.end() :]
            inner = match[1].startswith("[")  # "[[3]]" marks the 3 of a "[3]"
            yield Entry(heading, text, match.start() + inner, match.start() + len(match[1]) - inner)


def cases(*names: str) -> list[object]:
    found = [entry for name in names for entry in entries(name)]
    return [pytest.param(entry, id=entry.text[:60]) for entry in found]


FAMILIES = sorted(path.name for path in CORPUS.glob("*.txt") if path.name != "not_figures.txt")


def mention_at(entry: Entry) -> Mention:
    mentions = mentions_in(entry.text)
    found = [m for m in mentions if (m.start, m.end) == (entry.start, entry.end)]
    assert found, [m.surface for m in mentions]
    return found[0]


def values(quantity: Quantity) -> tuple[Fraction | None, ...]:
    if quantity.value is not None:
        return (quantity.value,)
    return quantity.ends or (quantity.interval.low, quantity.interval.high)


@pytest.mark.parametrize("entry", cases(*FAMILIES))
def test_a_figure_is_read_as_its_heading_says(entry: Entry) -> None:
    mention = mention_at(entry)
    quantity = mention.quantity
    assert quantity is not None
    assert mention.reason == ""
    value, unit, modifier, kind = [*entry.heading, *("exact", "")[len(entry.heading) - 2 :]]
    assert values(quantity) == tuple(Fraction(part) for part in value.split(".."))
    assert ("-" if quantity.unit is None else quantity.unit.name) == unit
    assert quantity.modifier == modifier
    assert kind in ("", mention.kind)


@pytest.mark.parametrize("entry", cases("not_figures.txt"))
def test_what_is_not_a_figure_says_why(entry: Entry) -> None:
    if entry.heading == ("nothing",):
        assert [m.surface for m in mentions_in(entry.text)] == []
    else:
        assert mention_at(entry).reason == entry.heading[0]


@pytest.mark.parametrize("entry", cases(*FAMILIES, "not_figures.txt"))
def test_surfaces_stand_where_they_say(entry: Entry) -> None:
    mentions = mentions_in(entry.text)
    assert all(entry.text[m.start : m.end] == m.surface for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
