"""Drafts of one run on different terms: tables, rules, locale and day of each, in one report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from factcheck.api import load_reference
from factcheck.document import Document
from factcheck.model import Pin
from factcheck.pipeline import run_check
from factcheck.readers import read_text
from factcheck.results import Report
from factcheck.rules.selection import selected_codes
from factcheck.terms import Terms

RIGHT = "# Flood in Tarnby\n\nThe flood in Tarnby damaged 1,430 homes on Friday."
WRONG = "# The flood\n\nOn Friday the flood damaged 1,340 homes in Tarnby."
NO_COMPARISON = Terms(codes=selected_codes(ignore=["FC407"]))


def drafts(*texts: str) -> list[Path | Document]:
    return [read_text(text, f"{number}.md") for number, text in enumerate(texts)]


def checked(texts: list[str], terms: list[Terms], pins: list[Pin] | None = None) -> Report:
    by_name = {f"{number}.md": one for number, one in enumerate(terms)}
    return run_check(drafts(*texts), lambda draft: by_name[str(getattr(draft, "name", ""))], pins or [])


def codes(report: Report) -> list[tuple[str, str]]:
    return [(finding.document, finding.code) for finding in report.findings]


def test_a_rule_ignored_for_one_draft_runs_for_the_other() -> None:
    sums = "The grant is 10 tons of wheat, 20 tons of rye and 30 tons of oats, 70 tons in total."
    without = Terms(codes=selected_codes(ignore=["FC4"]))
    assert codes(checked([sums, sums], [Terms(), Terms()])) == [("0.md", "FC401"), ("1.md", "FC401")]
    assert codes(checked([sums, sums], [without, Terms()])) == [("1.md", "FC401")]


def test_a_draft_that_ignores_the_comparison_of_drafts_takes_no_part_in_it() -> None:
    assert codes(checked([RIGHT, WRONG], [Terms(), Terms()])) == [("1.md", "FC407")]
    assert codes(checked([RIGHT, WRONG], [NO_COMPARISON, Terms()])) == []
    assert codes(checked([RIGHT, WRONG, WRONG], [Terms(), NO_COMPARISON, Terms()])) == [("2.md", "FC407")]


def test_each_draft_has_its_tables_and_the_report_names_them_all(tmp_path: Path) -> None:
    north, south = tmp_path / "north.csv", tmp_path / "south.csv"
    north.write_text("Town,Homes damaged\nTarnby,1430\n", "utf-8")
    south.write_text("Town,Homes damaged\nTarnby,1340\n", "utf-8")
    stores = [load_reference(north), load_reference([south, tmp_path / "gone.csv"])]
    text = "The flood in Tarnby damaged 1,430 homes."
    report = checked([text, text, text], [Terms(stores[0]), Terms(stores[1]), Terms()])
    assert [one.counts["consistent"] for one in report.documents] == [1, 0, 0]
    assert codes(report) == [("1.md", "FC103")]
    assert [table.name for table in report.tables] == ["north.csv", "south.csv"]
    assert [problem.code for problem in report.problems] == ["FC901"]
    assert report.reference_given


def test_a_table_that_two_drafts_have_apart_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "homes.csv").write_text("Town,Homes damaged\nTarnby,1430\n", "utf-8")
    stores = [load_reference([tmp_path / "homes.csv", tmp_path / "gone.csv"]) for _ in range(2)]
    report = checked([RIGHT, RIGHT], [Terms(one) for one in stores])
    assert len(report.tables) == len(report.problems) == 1


def test_a_pin_is_idle_only_where_no_draft_and_no_table_of_the_run_has_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "homes.csv").write_text("Town,Homes damaged\nTarnby,1430\n", "utf-8")
    (tmp_path / "roads.csv").write_text("Town,Roads closed\nTarnby,7\n", "utf-8")
    stores = [load_reference(tmp_path / "homes.csv"), load_reference(tmp_path / "roads.csv")]
    good = Pin("1,430", "homes.csv", "Homes damaged")
    bad = Pin("1,430", "boats.csv", "Boats")
    report = checked([RIGHT, RIGHT], [Terms(stores[1]), Terms(stores[0])], [good, bad])
    pinned = [
        [one.pin is not None for one in document.judgements if one.claim.is_claim] for document in report.documents
    ]
    assert [any(found) for found in pinned] == [False, True]
    assert [problem.message for problem in report.problems if "boats.csv" in problem.message] != []
    assert len(report.problems) == 1


def test_each_draft_has_its_day_and_its_locale() -> None:
    german, french = Terms(locale="de", as_of=dt.date(2024, 3, 1)), Terms(locale="fr", as_of=dt.date(2020, 3, 1))
    report = checked(["They paid 1.234,5 euros last year."] * 2, [german, french])
    assert [one.document.locale for one in report.documents] == ["de", "fr"]
    periods = [
        next(one.claim.period for one in document.judgements if one.claim.is_claim) for document in report.documents
    ]
    assert [str(period.start.year) for period in periods if period is not None] == ["2023", "2019"]
