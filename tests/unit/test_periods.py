"""Times without a year need the day of writing: a draft that has none says that they stay open."""

from __future__ import annotations

import datetime as dt

import pytest

import factcheck
from factcheck.pipeline import OPEN_TIMES, extract_document
from factcheck.readers import read_text


def note(text: str, as_of: dt.date | None = None) -> str:
    return extract_document(read_text(text), as_of).document.note


@pytest.mark.parametrize(
    "text",
    [
        "The yard built 12 boats last year.",
        "The yard built 12 boats in the past four months.",
        "The yard built 12 boats three months ago.",
        "In the third quarter the yard built 12 boats.",
    ],
)
def test_a_draft_without_a_date_says_that_its_times_are_open(text: str) -> None:
    assert note(text) == OPEN_TIMES
    assert note(text, dt.date(2024, 11, 20)) == ""
    (period,) = {claim.period for claim in extract_document(read_text(text)).claims}
    assert period is None


@pytest.mark.parametrize(
    "text", ["The yard built 12 boats in 2024.", "The yard built 12 boats.", "It has 12 boats today."]
)
def test_other_drafts_say_nothing(text: str) -> None:
    assert note(text) == ""


def test_a_dated_draft_says_nothing() -> None:
    assert note("---\ndate: 2024-11-20\n---\nThe yard built 12 boats last year.\n") == ""


def test_the_note_is_part_of_every_result() -> None:
    (document,) = factcheck.check("The yard built 12 boats last year.").to_dict()["documents"]
    assert document["note"] == OPEN_TIMES
