"""A draft of twice the length takes twice the work to hold against itself, whatever its writer thought of.

The calls of functions are counted; what one call does inside, a search or a copy of text, is timed on longer drafts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from factcheck.document import Document
from factcheck.model import Claim
from factcheck.pipeline import extract_document
from factcheck.readers import read_text
from factcheck.rules.registry import check_document
from factcheck.rules.selection import selected_codes
from tests.work import calls_of

ALL = selected_codes(extend_select=["FC5"])
MOST = 2.3
"""Twice the length, and what the two ends of a text cost less than its middle."""


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece) + 1)


def headings(size: int) -> str:
    return "".join(
        f"# {at} villages freed near Brack\n\nOn Friday {at} villages were freed.\n\n" for at in range(size // 60)
    )


def one_sentence(size: int) -> str:
    return ", ".join(f"{at} towns" for at in range(size // 10)) + " in all."


def table(size: int) -> str:
    rows = "\n".join(f"| Row {at} | {at} | {at * 2} | {at * 3} |" for at in range(size // 24))
    return f"| Name | A | B | Total |\n|---|---|---|---|\n{rows}\n| Total | 5 | 6 | 7 |\n"


OF_STATISTICS: dict[str, Callable[[int], str]] = {
    "tests": repeated("They differed, t(28) = 2.20, d = 0.83, p = .36, and F(2, 28) = 2.20, p = .03. "),
    "tests without p values": repeated("t(28) = 2.20, d = 0.83, r = .3, z = 2, "),
    "one-sided tests": repeated("one-tailed F (Bonferroni) α = .05 "),
    "tests in one paragraph": repeated("p = .03 significant, "),
    "brackets of means": repeated("On a scale from 1 to 7 (M = 5.19, n = 28) (M = 3 "),
    "words about scales": repeated("scale from 1 rated "),
    "counts of counts": repeated("12 of 40 of 60 of "),
    "shares of n": repeated("12 of 40 patients (25%) and 37% of the 12 patients, 12/40 (25%), "),
    "intervals": repeated("the odds ratio of 1.45, 95% CI 1.50 to 2.10, p = .03, "),
    "names without intervals": repeated("ratio of ratio of 12, 95% CI "),
    "a table of counts": lambda size: (
        "| | Drug (n = 40) |\n|---|---|\n" + "| Women, n (%) | 12 (25%) |\n" * (size // 27)
    ),
}
WRITTEN: dict[str, Callable[[int], str]] = OF_STATISTICS | {
    "headings": headings,
    "one sentence": one_sentence,
    "a table": table,
    "one figure for many things": lambda size: "".join(
        f"The yard of Brack built {at + 10} boats. " for at in range(size // 36)
    ),
    "a summary and its text": lambda size: (
        "## Summary\n\n"
        + "- 41 villages were freed\n" * (size // 50)
        + "\n"
        + "It freed 14 villages near Brack. " * (size // 66)
    ),
    "a table and its text": lambda size: table(size // 2) + "\n" + "Row 7 has an A of 9 and no B. " * (size // 60),
    "pronouns": repeated("It has 41 boats. They have 14 boats, the mayor said. "),
    "captions": repeated("![41 boats on the lake](a.jpg)\n\n14 boats were on the lake.\n\n"),
    "one line again and again": repeated("The army freed 41 villages near Brack on Friday.\n\n"),
    "totals": repeated("The yard built 14 ferries and 7 tugs, 23 vessels in total. "),
    "lists": repeated("Four plants: Aubry, Lorvan and Montfier. "),
    "bullets": lambda size: "Three aims:\n\n" + "- one aim\n" * (size // 10),
    "changes": repeated("Sales rose 12% to 3.4 million from 3.1 million. "),
    "ranges": repeated("Rents of between 900 and 450 pounds, averaging 980. "),
    "limits": repeated("Some 120% of voters said that turnout was 104% and sales fell 130%. "),
    "orders": repeated("The largest is Arn (12 km), followed by Bel (14 km) and Cor (9 km), "),
    "majorities": repeated("Most voters (42%) and a majority of those asked, 38%, "),
    "rows of conversions": repeated("Runs of 5, 10 and 20 km (3.1, 6.2 and 14.2 miles), "),
    "rates of exchange": repeated("It cost €40 million ($44 million) or £30 ($12). "),
    "spoons": repeated("Each ate 85 grams (30 teaspoons) of sugar and 40 grams (8 tablespoons). "),
    "places": repeated("Arn is the largest with 12,300 people, Bel the second-largest with 14,800, "),
    "numbered lists": lambda size: (
        "The largest:\n\n" + "".join(f"{at}. Arn {at % 9} km\n" for at in range(1, size // 11))
    ),
    "ways up and down": repeated("Turnout was 61%, down from 58% in 2019. It rose to 57% in 2020. "),
    "cues without an end": repeated("up from the a the up from 61% down from the a "),
    "the same thing again": repeated(
        "The pension reserve was 31.4 in 2019 and 28.5 in 2018, a fall of 2.9 in pension reserve. "
    ),
    "shares": repeated("Of the 48 members, 12 (35%) and 13 of 48 (1 in 5), or a quarter, "),
    "prices": repeated("24 homes at $50 each, or $8,000 each a year, raising $500 a month for 24 months, "),
    "conversions": repeated("The road is 10 miles (26 km) long. "),
    "brackets": repeated("Together, Arn (120), Bel (80) "),
    "weekdays": repeated("It met on Monday 3 June, Sat. 31 June and Friday, 8 June. "),
    "weekdays in one line": lambda size: "It met on " + ", on ".join(["Monday 3 June"] * (size // 20)),
    "ages": repeated("Anna Berg, 45, was born in 1962. She died in 1999 at 12, aged 30. "),
    "births in one line": lambda size: "Anna Berg was " + ", ".join(["born in Oslo in 1962, at 30"] * (size // 28)),
    "names": repeated("Anna Berg, 45, met Kai Olsen, 31, and Eva Ek (1921-1980) died at 48. "),
    "lengths": repeated("For 12 years, from 2001 to 2010, five years after 1999, two years ago, in 2004. "),
    "lengths in one line": lambda size: "It ran " + ", for 12 years, ".join(["from 2001 to 2010"] * (size // 32)),
    "anniversaries": repeated(
        "The 20th anniversary of the 2004 flood, the centenary of 1924, founded in 1910, is near. "
    ),
    "ends before starts": repeated("It was closed from 12 May 2024 to 3 April 2024, born in 1962 and died in 1950. "),
    "dates": repeated("It closed on 03/04/2024 and on Monday 3 April 2024. "),
}


def wide_table(size: int) -> str:
    """A table of few rows, with a total, and of as many columns as the size allows."""
    lines = {"Town": "a", "---": "---", "Arn": "5", "Bel": "6", "Total": "11"}
    return "\n".join(f"| {label} " + f"| {cell} " * (size // 24) + "|" for label, cell in lines.items())


def table_of(size: int, label: str, sign: str = "") -> str:
    """A table of which every row is called so."""
    rows = "\n".join(f"| {label} | {at}{sign} | {at * 2}{sign} |" for at in range(size // 20))
    return f"| Name | {label} | B |\n|---|---|---|\n{rows}\n"


OF_PARTS: dict[str, Callable[[int], str]] = {
    "totals upon totals": lambda size: table_of(size, "Total"),
    "columns of shares": lambda size: table_of(size, "Share", "%"),
    "amounts in a list": lambda size: "- Row: 5\n" * (size // 9) + "- Total: 7\n",
    "one long row": lambda size: (
        "|" + " 5 |" * (size // 8) + "\n|" + "---|" * (size // 8) + "\n" + "|" + " 5 |" * (size // 8)
    ),
    "one wide table": wide_table,
    "wholes before parts": repeated("The 26 people (12 men, 9 women and 4 children) left. "),
    "one long whole": lambda size: "There were 26 people: " + "12 men, " * (size // 8) + "and 4 men.",
    "rests": repeated("Of the 48 schools, 30 passed and the remaining 20 failed. "),
    "one long rest": lambda size: "Of the 48 schools, " + "3 passed, " * (size // 10) + "and the remaining 20 failed.",
    "totals in the next sentence": repeated("It gave £40 to Arn, £31 to Bel and £12 to Cor. In total it gave £93. "),
    "shares": repeated("Some 62% support the plan and 48% oppose it. "),
    "one long list of shares": lambda size: "It consists of " + "5% sand, " * (size // 9) + "and 4% clay.",
    "names without end": lambda size: "Both " + "Arn Bel, " * (size // 9) + "and Cor.",
    "both upon both": repeated("Both Arn, Bel "),
    "numbered headings": lambda size: "".join(f"## {at % 90}. Part\n\nText.\n\n" for at in range(size // 20)),
    "votes": repeated("The nine-member council voted 7-4, voted for voted by the nine-member "),
    "cells of HTML": lambda size: "<table><tr>" + "<td>5</td><tr>" * (size // 14),
    "marks in brackets": repeated("(1) one (2) two (4) "),
}
WRITTEN.update(OF_PARTS)


def read(text: str) -> tuple[Document, tuple[Claim, ...]]:
    found = extract_document(read_text(text))
    return found.document, found.claims


def held(draft: tuple[Document, tuple[Claim, ...]]) -> None:
    check_document(*draft, codes=ALL)


@pytest.mark.parametrize("name", WRITTEN)
def test_twice_the_draft_takes_twice_the_calls(name: str) -> None:
    short, long = read(WRITTEN[name](2_000)), read(WRITTEN[name](4_000))
    held(long)  # what is read once and kept is read now
    assert calls_of(lambda: held(long)) <= MOST * calls_of(lambda: held(short)) + 50


def seconds(draft: tuple[Document, tuple[Claim, ...]], goes: int = 3) -> float:
    """The least CPU time of several goes: what else the machine does only ever adds to one."""

    def once() -> float:
        started = time.process_time()
        held(draft)
        return time.process_time() - started

    return min(once() for _ in range(goes))


@pytest.mark.parametrize("name", WRITTEN)
def test_time_grows_with_the_draft_and_not_faster(name: str) -> None:
    short, long = read(WRITTEN[name](4_000)), read(WRITTEN[name](32_000))
    # Eight times the text; twice that for a busy machine. What is quadratic would take 64 times as long.
    most = 16 * seconds(short) + 0.02
    assert seconds(long, goes=1) < most or seconds(long) < most
