"""The engine: blocks, code, tables, parts of a mention, intervals, and time that grows with the text alone."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial

import pytest

from factcheck.document import Block, BlockKind, Document
from factcheck.extraction import extract_mentions, mentions_in
from factcheck.model import Interval, Mention, Span
from factcheck.readers import read_text


def only(text: str) -> Mention:
    mentions = mentions_in(text)
    assert len(mentions) == 1, [m.surface for m in mentions]
    return mentions[0]


def part(text: str, span: Span | None) -> str:
    return "" if span is None else text[span.start : span.end]


def test_a_mention_knows_its_parts() -> None:
    text = "They spent well over $3.1 million on it."
    mention = only(text)
    assert (mention.surface, mention.rule) == ("$3.1 million", "money")
    parts = (mention.hedge_span, mention.unit_span, mention.number, mention.scale_span)
    assert [part(text, span) for span in parts] == ["well over", "$", "3.1", "million"]


def test_the_noun_is_outside_the_surface() -> None:
    text = "Some 1,200 Russian soldiers fled."
    mention = only(text)
    assert (mention.surface, part(text, mention.noun_span)) == ("1,200", "Russian soldiers")


def test_no_mention_crosses_a_block() -> None:
    text = "Costs rose by 5\nmillion people came"
    blocks = (Block(Span(0, 15), BlockKind.PARAGRAPH), Block(Span(16, len(text)), BlockKind.PARAGRAPH))
    mentions = extract_mentions(Document("draft", text, blocks))
    assert [m.surface for m in mentions] == ["5"]


def test_numbers_in_code_are_not_claims() -> None:
    draft = "Use `41 files` here, 12 in all.\n\n```\npip install tool==2.3.0\ntool --port 8080 7\n```\n"
    mentions = extract_mentions(read_text(draft))
    assert [(m.surface, m.reason) for m in mentions] == [
        ("41", "code"),
        ("12", ""),
        ("2.3.0", "version"),
        ("8080", "command option"),
        ("7", "code"),
    ]


def test_a_table_cell_takes_the_unit_of_its_column() -> None:
    draft = "| service | cost (£000) | share (%) |\n|---|---|---|\n| Roads | (1,204) | 12.5 |\n"
    cells = [m for m in extract_mentions(read_text(draft)) if m.reason == "" and m.quantity and m.quantity.value]
    found = [(m.surface, m.quantity.value, m.quantity.unit.name) for m in cells if m.quantity and m.quantity.unit]
    assert ("(1,204)", Fraction(-1204000), "GBP") in found
    assert ("12.5", Fraction("12.5"), "percent") in found


INTERVALS = [
    ("It drew 3.1 million people.", Interval(Fraction(3050000), Fraction(3150000), high_open=True)),
    ("It freed 41 towns.", Interval(Fraction(41), Fraction(41))),
    ("It freed 1,200 towns.", Interval(Fraction(1200), Fraction(1200))),
    ("It freed about 40 towns.", Interval(Fraction(38), Fraction(42))),
    ("It freed about 3 towns.", Interval(Fraction("2.5"), Fraction("3.5"))),
    ("It freed nearly 40 towns.", Interval(Fraction(38), Fraction(40), high_open=True)),
    ("It freed over 40 towns.", Interval(Fraction(40), None, low_open=True)),
    ("It freed up to 40 towns.", Interval(None, Fraction(40))),
    ("It freed just over 40 towns.", Interval(Fraction(40), Fraction(42), low_open=True)),
    ("It freed 30 to 40 towns.", Interval(Fraction(30), Fraction(40))),
    ("It freed dozens of towns.", Interval(Fraction(24), Fraction(99))),
    ("It is 16.2% now.", Interval(Fraction("16.15"), Fraction("16.25"), high_open=True)),
]


@pytest.mark.parametrize(("text", "interval"), INTERVALS)
def test_the_interval_is_what_digits_and_hedge_allow(text: str, interval: Interval) -> None:
    quantity = only(text).quantity
    assert quantity is not None
    assert quantity.interval == interval


def test_the_quantum_is_the_last_digit_that_says_something() -> None:
    quanta = [m.quantity.quantum for m in mentions_in("It has 1,200 shops, 41 cars, $400 million.") if m.quantity]
    assert quanta == [100, 1, 10**6]


@pytest.mark.parametrize("text", ["1e249 trillion trillion tonnes", "99^124 kg", "10^250 light years", "5e-249 nm"])
def test_a_value_is_never_too_large_to_print(text: str) -> None:
    quantity = only(text).quantity
    assert quantity is not None
    assert quantity.value is not None
    assert 0 < float(quantity.value) < math.inf


def test_a_far_bound_says_where_a_hedge_misleads() -> None:
    quantity = only("They hold more than 100,000 shares.").quantity
    assert quantity is not None
    assert quantity.far == 150000


def test_a_capital_that_grows_in_lower_case_moves_nothing() -> None:
    text = "İİİ İstanbul has MORE THAN 15 million people."
    mention = only(text)
    assert (mention.surface, part(text, mention.hedge_span)) == ("15 million", "MORE THAN")


PERIODS = [
    ("in the third quarter of 2023", "2023-Q3"),
    ("on 24 February 2022", "2022-02-24"),
    ("on February 24, 2022", "2022-02-24"),
    ("in September 2022", "2022-09"),
    ("in 2014", "2014"),
    ("in 2025/26", "2025/26"),
    ("in Q3 2025", "2025-Q3"),
    ("in the first nine months of 2025", "2025-01-01/2025-09-30"),
    ("on 4-6 May 2020", "2020-05-04/2020-05-06"),
]


@pytest.mark.parametrize(("text", "label"), PERIODS)
def test_a_mark_of_time_has_its_period(text: str, label: str) -> None:
    mention = only(f"It began {text}.")
    assert mention.period is not None
    assert mention.period.label == label


@pytest.mark.parametrize("text", ["on 18 February", "in the first quarter", "on 03/04/2021", "on 31 February 2022"])
def test_a_mark_of_time_that_leaves_the_day_open_has_no_period(text: str) -> None:
    assert only(f"It began {text}.").period is None


CODE = ["`5`", "`5` ", "`5`\n\n", "`5`2"]


@pytest.mark.parametrize("code", CODE)
def test_time_grows_with_the_inline_code_and_not_faster(code: str) -> None:
    extract_mentions(read_text("`5 km`"))
    assert_linear(lambda size: seconds(partial(extract_mentions, read_text(code * (size // len(code))))))


def seconds(work: Callable[[], object]) -> float:
    """The least of three goes: what else the machine does only ever adds to one."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(3))


def assert_linear(spent: Callable[[int], float]) -> None:
    small, large = spent(2_000), spent(16_000)
    # Eight times the text; twice that for a busy machine. What is quadratic would take 64 times as long.
    assert large < 16 * small + 0.05


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A third of the rural population has left.", "rural population"),
        ("Two thirds of all ferry passengers are pupils.", "ferry passengers"),
        ("Half of its fleet is idle.", "fleet"),
        ("A fifth of those asked said no.", ""),
        ("A quarter of the men lived alone.", "men"),
        ("Two thirds of the US workforce rents.", "US workforce"),
        ("A third of the combined 4 million sales were lost.", ""),
        ("Nearly half stayed.", ""),
    ],
)
def test_the_noun_that_a_share_is_of(text: str, whole: str) -> None:
    mention = mentions_in(text)[0]
    assert part(text, mention.noun_span) == whole
