"""Words that act as figures: which are found, what they are, and which way they go."""

import re
from pathlib import Path

import pytest

from factcheck.claims.telling import word_claims, word_mentions
from factcheck.extraction import extract_mentions
from factcheck.model import Direction, Kind, Status
from factcheck.readers import read_text

CASES = Path(__file__).parents[1] / "cases" / "claims" / "telling.txt"
_MARK = re.compile(r"\[([^\]]+)\]")


def lines() -> list[tuple[str, str]]:
    """What each line expects, and its sentence with the marks."""
    rows = (line.partition(" | ") for line in CASES.read_text("utf-8").splitlines())
    return [(expected, sentence) for expected, bar, sentence in rows if bar and not expected.startswith("#")]


@pytest.mark.parametrize(("expected", "marked"), [case for case in lines() if case[0] != "none"], ids=lambda x: x)
def test_words_that_act_as_figures_are_found(expected: str, marked: str) -> None:
    document = read_text(_MARK.sub(r"\1", marked), format="text")
    claims = word_claims(document, extract_mentions(document))
    words = _MARK.findall(marked)
    last = [claim for claim in claims if claim.mention.surface in words]
    assert last, [claim.mention.surface for claim in claims]
    found = f"{last[-1].reason} {last[-1].direction or ''}".strip()
    assert found == expected
    assert all(document.text[c.mention.start : c.mention.end] == c.mention.surface for c in claims)


@pytest.mark.parametrize("sentence", [text for expected, text in lines() if expected == "none"])
def test_other_uses_of_the_words_are_not(sentence: str) -> None:
    document = read_text(sentence, format="text")
    assert not [mention.surface for mention in word_mentions(document, extract_mentions(document))]


def test_a_word_has_the_status_and_kind_of_what_it_says() -> None:
    text = '"We fell behind", she said. Sales will rise 4%. It was not the largest.'
    document = read_text(text, format="text")
    fell, rise, largest = word_claims(document, extract_mentions(document))
    assert (fell.direction, fell.status) == (Direction.DOWN, Status.QUOTED)
    assert (rise.kind, rise.status) == (Kind.CHANGE, Status.FORECAST)
    assert (largest.kind, largest.status) == (Kind.EXTREME, Status.NEGATED)


def test_time_grows_with_the_text_alone() -> None:
    """Every word is looked at once: twice the text, twice the words found."""
    text = "Prices rose and fell more than the highest tide. "
    counts = []
    for times in (50, 100):
        document = read_text(text * times, format="text")
        counts.append(len(word_mentions(document, ())))
    assert counts[1] == 2 * counts[0]
