"""A number whose scale stands at another one only says so."""

from __future__ import annotations

import pytest

from factcheck import extract
from factcheck.extraction import mentions_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It may cost $10 to $15 billion.", [True]),
        ("Profit went from $10 to $15 billion.", [True, False]),
        ("It may cost $10 billion to $15 billion.", [False]),
        ("It may cost $10-15 billion.", [False]),
        ("It may cost 10 to 15 billion euros.", [False]),
    ],
)
def test_scales_that_are_borrowed_are_marked(text: str, expected: list[bool]) -> None:
    quantities = [mention.quantity for mention in mentions_in(text)]
    assert [quantity.ambiguous_scale for quantity in quantities if quantity is not None] == expected


def test_the_records_show_it() -> None:
    records = extract("It may cost $10 to $15 billion.").records()
    assert [record["ambiguous_scale"] for record in records] == [True]
