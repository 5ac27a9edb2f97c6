"""What holds for any text: offsets, order, no crash; and that values written in supported ways read back."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.extraction import mentions_in

TOKENS = """about over from to between and million dozen half one third 5 1,204 3.1 2024 May 12 % $ £ - – / . , ( )
percent km a year-old of in times twice least at 0800 ½ İ q3 more than or"""
WORDS = st.sampled_from([*TOKENS.split(), "\u00a0", "\n", " "])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join)
    )
)
@example("1^-1 0^-1 1e999")
@example("² ³ 5² ١٢٣ ㊀")
def test_surfaces_equal_their_spans_and_stand_in_order(text: str) -> None:
    mentions = mentions_in(text)
    assert all(text[m.start : m.end] == m.surface and m.surface for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        quantity = mention.quantity
        if quantity is not None and quantity.value is not None and not quantity.hedge:
            assert quantity.interval.holds(quantity.value)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}"]), st.sampled_from(["people", "km", "%"]))
def test_whole_numbers_read_back(value: int, form: str, unit: str) -> None:
    text = f"They counted {form.format(value)} {unit} there."
    values = [m.quantity.value for m in mentions_in(text) if m.quantity is not None]
    if not 1500 <= value <= 2100:
        assert values == [value]


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False), st.sampled_from(["million", "billion", "bn"])
)
def test_scaled_money_reads_back(value: object, scale: str) -> None:
    factor = 10**6 if scale == "million" else 10**9
    text = f"It cost £{value} {scale} in all."
    quantities = [m.quantity for m in mentions_in(text) if m.quantity is not None]
    assert [q.value for q in quantities] == [Fraction(str(value)) * factor]
    assert quantities[0].unit is not None
    assert quantities[0].unit.name == "GBP"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["It fell by 5% in May.", "Some 41 towns.", "No one came.", "In 2014, $3bn."]), max_size=4)
)
def test_paragraphs_do_not_touch_each_other(paragraphs: list[str]) -> None:
    apart = [m.surface for paragraph in paragraphs for m in mentions_in(paragraph)]
    assert [m.surface for m in mentions_in("\n\n".join(paragraphs))] == apart
