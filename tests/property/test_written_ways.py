"""Any value written in any of the supported ways reads back to the same value, unit and hedge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.extraction import mentions_in
from factcheck.model import Mention
from tests.property import writing
from tests.property.effort import effort
from tests.property.writing import Written

FRAMES = ["The survey found {} in the end.", "Clerks noted {}, they say.", "It came to {}."]
frames = st.sampled_from(FRAMES)


def read(frame: str, written: Written, noun: str = "") -> Mention:
    """The one mention of a sentence, which must stand where the figure was written."""
    text = frame.format(written.text + noun)
    start = frame.index("{}") + len(written.before)
    mentions = mentions_in(text)
    assert [(m.start, m.surface) for m in mentions] == [(start, written.surface)], text
    assert mentions[0].rule
    assert mentions[0].reason == ""
    return mentions[0]


def same(mention: Mention, written: Written) -> None:
    quantity = mention.quantity
    assert quantity is not None
    values = quantity.ends if quantity.value is None else (quantity.value,)
    unit = None if quantity.unit is None else quantity.unit.name
    assert (values, unit, quantity.modifier) == (written.values, written.unit, written.modifier)


@effort(250)
@given(frames, writing.numbers)
def test_numbers(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(150)
@given(frames, writing.signed())
def test_negative_figures(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(250)
@given(frames, writing.measured())
def test_measures(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(250)
@given(frames, writing.money())
def test_money(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(150)
@given(frames, writing.money_letters())
def test_letters_behind_money(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(250)
@given(frames, writing.hedged(st.one_of(writing.measured(writing.digit_numbers), writing.money(writing.digit_numbers))))
def test_hedges(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(200)
@given(frames, writing.ranges())
def test_ranges(frame: str, written: Written) -> None:
    same(read(frame, written), written)


@effort(100)
@given(writing.shares())
def test_shares(written: Written) -> None:
    same(read("By noon {} of them had left.", written), written)


@effort(40)
@given(writing.vague(), st.sampled_from(["lamps", "people"]))
def test_vague_words(written: Written, noun: str) -> None:
    joined = " of " if written.surface.endswith("s") else " "
    mention = read("{} were there.", written, joined + noun)
    assert mention.quantity is not None
    assert mention.quantity.unit is not None
    assert mention.quantity.unit.name == noun
    assert (mention.quantity.interval.low, mention.quantity.interval.high) == written.values
    assert mention.quantity.modifier is written.modifier


@effort(150)
@given(writing.numbers, st.sampled_from(["lamps", "new lamps", "blue wooden boats"]))
def test_counted_nouns(written: Written, noun: str) -> None:
    mention = read("The survey found {} in the end.", written, " " + noun)
    assert mention.quantity is not None
    assert mention.quantity.value == written.values[0]
    assert mention.quantity.unit is not None
    assert mention.quantity.unit.name.endswith(noun.rsplit(maxsplit=1)[-1])
