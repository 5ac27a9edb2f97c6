"""A text of twice the length takes twice the work to read, whatever its writer thought of.

Work is counted where it can be: the calls of functions, which are the same on every machine. What one call does
inside, a search or a copy of text, is timed on longer texts, by the least of several goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from factcheck.claims import make_claims
from factcheck.extraction import extract_mentions
from factcheck.readers import read_text
from tests.work import calls_of

MOST = 2.3
"""Twice the length, and what the two ends of a text cost less than its middle."""


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def then(text: Callable[[int], str], tail: str) -> Callable[[int], str]:
    return lambda size: text(size) + tail


def table(size: int) -> str:
    return "a | b\n--|--\n" + "\n".join(f"{at} | {at * 3 % 977}" for at in range(size // 10))


def wide_table(size: int) -> str:
    cells = size // 9
    return "|".join(["ab"] * cells) + "\n" + "|".join(["--"] * cells) + "\n" + "|".join(["41"] * cells)


REPEATED = [
    "7", "1,234,", "1,234 ", "a million ", "million ", "(5 ", "[5 ", "[^5](", "1.", "one and ", "one-", "$",
    "$5", "$ 5 ", "more than ", "more than 5 ", "- ", "-", "5-", "5 - ", "5–", "5\u0301",
    "verylongword5another7", "5m ", "May ", "May 5 ", "%", "5%", "5% ", '"5 ', "“5 towns ", "'5 towns ", "1 ",
    "1 234 567 ", "1\u00a0234", "1/2/", "1 1/2 ", "1:", "1e5", "5^", "5×10^", "5x", "5±", "half a ",
    "one and a half ", "two thirds of ", "dozens of ", "hundred and ", "twenty-", "third-", "times ", "5 in ",
    "5 out of ", "5 per ", "5 a ", "2020-", "2020/", "Q1 ", "T-72", "#5 ", "No. 5 ", "http://5.", "a5@", "a.5",
    "5\n", "5\n\n", "* 5\n", "# 5\n", "`5` ", "`5 ", "*5", "[5](", "&#5", "rose 5 ", "Oslo 5 ", "Oslo, 5, ",
    "said 5 ", "if 5 ", "5? ", "5. ", "5...", "5, ", "(5) ", "5-year-old ", "5 °C ", "minus 5 ", "5th ",
    "12:00 - ", "+44 20 7946 ", "555-", "٣ ", "5½ ", "5²", "İ5 ", "a total of 5 ", "5 compared with ",
    "5 than ", "since 2020 ", "5 years ago ", "US$", "kr 5 ", "EUR 5 ", "tens of thousands of ", "from 5 to ",
    "0/0 ", "1e5_", "9 degrees below zero ", "under 5 over ", "as many as 5 as ", "5 or more or ",
    "between 5 and ", "5 of the ", "one of ",
]  # fmt: skip
WRITTEN: dict[str, Callable[[int], str]] = {
    **{piece: repeated(piece) for piece in REPEATED},
    "brackets in brackets": lambda size: "(" * (size // 2) + "5" + ")" * (size // 2),
    "nothing but hedges": then(repeated("about "), "5"),
    "nothing but names": then(repeated("Oslo "), "5"),
    "one long word": then(repeated("a"), "5"),
    "marks on one digit": lambda size: "5" + "\u0301" * size,
    "units without an end": lambda size: "5" + " m" * (size // 2),
    "quotients without an end": lambda size: "5 m" + "/m" * (size // 2),
    "rates without an end": lambda size: "5" + " per day" * (size // 8),
    "attributes without an end": lambda size: "5" + " red" * (size // 4),
    "spaces": lambda size: "5" + " " * size + "km",
    "from 1 to 2 to 3": lambda size: "from 1" + "".join(f" to {at}" for at in range(size // 7)),
    "ever other numbers": lambda size: " ".join(str(at * 7919 % 99_991) for at in range(size // 6)),
    "ever other amounts": lambda size: ", ".join(f"town {at} paid ${at}.5 million" for at in range(size // 29)),
    "ever other sentences": lambda size: " ".join(
        f"In {1900 + at % 99} {at} towns grew {at}%." for at in range(size // 29)
    ),
    "a table": table,
    "a wide table": wide_table,
}

TIMED = [name for name in WRITTEN if name not in REPEATED]
TIMED += [
    "7",
    "1,234,",
    "million ",
    "1.",
    "(5 ",
    "$",
    "%",
    "`5 ",
    "[5](",
    "a.5",
    "1e5_",
    "5-",
    "twenty-",
    '"5 ',
    "5\n\n",
]

each_text = pytest.mark.parametrize("name", WRITTEN)


def mentions(text: str) -> object:
    return extract_mentions(read_text(text, format="text"))


def claims(text: str) -> object:
    document = read_text(text, format="text")
    return make_claims(document, extract_mentions(document))


@each_text
def test_twice_the_text_takes_twice_the_calls(name: str) -> None:
    short, long = WRITTEN[name](400), WRITTEN[name](800)
    claims(long)  # what is read once and kept is read now
    assert calls_of(lambda: claims(long)) <= MOST * calls_of(lambda: claims(short))


def seconds(work: Callable[[str], object], text: str, goes: int = 3) -> float:
    """The least CPU time of several goes: what else the machine does only ever adds to one."""

    def once() -> float:
        started = time.process_time()
        work(text)
        return time.process_time() - started

    return min(once() for _ in range(goes))


@pytest.mark.parametrize("name", TIMED)
def test_time_grows_with_the_text_and_not_faster(name: str) -> None:
    mentions("5 km")
    short, long = seconds(mentions, WRITTEN[name](1_000)), seconds(mentions, WRITTEN[name](8_000))
    # Eight times the text; twice that for a busy machine. What is quadratic would take 64 times as long.
    assert long < 16 * short + 0.05


BIG: dict[str, str] = {
    "200,000 digits": "7" * 200_000,
    "50,000 groups of digits": "1,234," * 50_000,
    "a million million": "a " + "million " * 25_000,
    "50,000 brackets": "(" * 50_000 + "5" + ")" * 50_000,
    "50,000 percent signs": "%" * 50_000,
    "a megabyte of words in one line": "the quick brown fox jumps over idle dogs " * 25_000,
    "a megabyte without a space": "x" * 1_000_000,
    "a megabyte of dashes": "- " * 500_000 + "5",
    "a megabyte of hedges": "more than " * 100_000 + "5",
}


@pytest.mark.parametrize("name", BIG)
def test_a_text_made_to_be_slow_is_read_in_two_seconds(name: str) -> None:
    claims("5 km")
    assert seconds(claims, BIG[name], goes=1) < 2 or seconds(claims, BIG[name]) < 2
