"""Several drafts of one run against each other: where a finding stands, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

import factcheck
from factcheck.model import Finding
from factcheck.readers import read_text
from factcheck.results import Report

RIGHT = "# Flood in Tarnby\n\nThe flood in Tarnby damaged 1,430 homes on Friday."
WRONG = "# The flood\n\nOn Friday the flood damaged 1,340 homes in Tarnby."
TABLE = "Town,Homes damaged\nTarnby,1430\nArn,345\nBel,77\n"


def across(report: Report) -> list[Finding]:
    return [finding for document in report.documents for finding in document.findings if finding.code == "FC407"]


def test_the_later_draft_is_shown_with_the_place_of_the_other() -> None:
    (finding,) = across(factcheck.check([RIGHT, WRONG], reference=[]))
    (other,) = finding.related
    assert (finding.document, finding.line) == ("<text 2>", 3)
    assert (other.document, other.line, other.column) == ("<text 1>", 3, 29)
    assert finding.message == "“1,340” here and “1,430” in <text 1> for the same thing"
    assert finding.suggestion == ""


@pytest.mark.parametrize("drafts", [(RIGHT, WRONG), (WRONG, RIGHT)])
def test_where_a_table_bears_one_out_the_other_is_shown(drafts: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "flood.csv"
    path.write_text(TABLE, encoding="utf-8")
    report = factcheck.check(list(drafts), reference=[path])
    places = {finding.document for finding in across(report)}
    assert places <= {f"<text {drafts.index(WRONG) + 1}>"}
    told = [finding for document in report.documents for finding in document.findings if finding.claim is not None]
    assert {finding.claim.mention.surface for finding in told if finding.claim is not None} == {"1,340"}


def test_a_single_draft_has_nothing_to_be_held_against() -> None:
    assert across(factcheck.check(RIGHT, reference=[])) == []


def test_many_drafts_that_say_the_same_are_silent() -> None:
    drafts = [read_text(RIGHT, f"draft {number}", "markdown") for number in range(40)]
    assert across(factcheck.check(drafts, reference=[])) == []
