"""Comments in a draft that leave findings out: where they reach, and that they change nothing else."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.document import Document, Stands
from factcheck.model import Because, Verdict
from factcheck.readers import read_text
from factcheck.records import finding_place
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.results import Report
from tests.work import calls_of

CASES = Path(__file__).parent.parent / "cases"
BUDGET = """Service,2023/24 (£000),2024/25 (£000)
Schools,41200,43050
Roads,12800,12310
Libraries,2400,2650
"""


def load(name: str, key: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=str(case.get(key, number))[:60]) for number, case in enumerate(cases)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReferenceStore:
    path = tmp_path_factory.mktemp("tables") / "budget.csv"
    path.write_text(BUDGET, encoding="utf-8")
    return load_reference([path])


def told(report: Report) -> list[str]:
    found = []
    for document in report.documents:
        for finding in document.findings:
            place = finding_place(document.document, finding)
            found.append(f"{place.line}:{place.column} {finding.code}")
    return found


def left_out(report: Report) -> list[str]:
    found = []
    for document in report.documents:
        for one in document.set_aside:
            assert one.because is Because.SUPPRESSED
            place = finding_place(document.document, one.finding)
            name, _, line = one.place.rpartition(":")
            assert name == document.name
            found.append(f"{place.line}:{place.column} {one.finding.code} by {line}: {one.reason}")
    return found


@pytest.mark.parametrize("case", load("suppressions", "name"))
def test_what_a_comment_leaves_out(case: dict[str, Any], store: ReferenceStore) -> None:
    draft = read_text(case["draft"], "draft.md", case.get("format", "markdown"))
    report = factcheck.check(draft, store, require_reasons=case.get("require_reasons", True))
    assert told(report) == case["told"]
    assert left_out(report) == case["left_out"]


@pytest.mark.parametrize("case", load("directive_mistakes", "message"))
def test_comments_that_cannot_be_followed(case: dict[str, Any]) -> None:
    comment = next((f"<!-- factcheck: {case[key]} -->" for key in ("comment", "alone") if key in case), "")
    draft = f"They sent 41 {comment} trucks." if "comment" in case else f"{comment}\n\nThey sent 41 trucks."
    if "head" in case:
        draft = f"---\n# factcheck: {case['head']}\n---\nThey sent 41 trucks."
    (finding,) = factcheck.check(draft).findings
    assert (finding.code, finding.message) == ("FC911", case["message"])


def plain(draft: str) -> str:
    """The draft as its writer would have it without any comment to factcheck."""
    draft = re.sub(r"^# factcheck:.*\n", "", draft, flags=re.MULTILINE)
    draft = re.sub(r"^([-> ]*)<!-- factcheck:[^>]*-->[ \n]", r"\1", draft, flags=re.MULTILINE)
    return re.sub(r" ?<!-- factcheck:[^>]*-->", "", draft)


@pytest.mark.parametrize("case", load("suppressions", "name"))
def test_without_its_comments_a_draft_says_the_same(case: dict[str, Any], store: ReferenceStore) -> None:
    form = case.get("format", "markdown")
    if case["name"].startswith("inside code"):
        pytest.skip("what stands in code is text")
    spoken, silent = read_text(case["draft"], format=form), read_text(plain(case["draft"]), format=form)
    assert not silent.directives
    assert [block.kind for block in spoken.blocks] == [block.kind for block in silent.blocks]
    assert " ".join(spoken.text.split()) == " ".join(silent.text.split())
    with_them, without = factcheck.check(spoken, store), factcheck.check(silent, store)
    seen = [(one.claim.mention.surface, one.verdict, one.suggestion) for one in with_them]
    assert seen == [(one.claim.mention.surface, one.verdict, one.suggestion) for one in without]
    assert len(with_them.set_aside) + len(own_codes(with_them)) == len(without.findings)


def own_codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.code not in {"FC910", "FC911"}]


@pytest.mark.parametrize("case", load("suppressions", "name"))
def test_directives_and_figures_stand_where_they_are_said_to(case: dict[str, Any]) -> None:
    document = read_text(case["draft"], format=case.get("format", "markdown"))
    for one in document.directives:
        assert document.source_line(one.line)[one.column - 1 :].startswith(("<!-- factcheck:", "# factcheck:"))
    for offset, character in enumerate(document.text):
        if not character.isspace():
            assert document.source[document.source_map.source_offset(offset)] == character


def test_the_verdict_stays_and_says_who_left_the_finding_out(store: ReferenceStore) -> None:
    draft = "Libraries get £2.56 million <!-- factcheck: ignore[FC103] as agreed --> in 2024/25."
    report = factcheck.check(read_text(draft, "draft.md"), store)
    one = next(one for one in report if one.claim.mention.surface == "£2.56 million")
    assert (one.verdict, one.code, one.severity) == (Verdict.CONTRADICTED, "", None)
    assert one.message.endswith("; FC103 is left out in draft.md:1: as agreed")
    assert report.exit_code("note") == 0
    assert report.set_aside[0].finding.fingerprint
    bare = factcheck.check(read_text(draft.replace("ignore", "x-ignore"), "draft.md"), store)
    assert report.set_aside[0].finding.fingerprint in {finding.fingerprint for finding in bare.findings}


UNUSED = "Libraries get £2.65 million <!-- factcheck: ignore[{}] as agreed --> in 2024/25."


@pytest.mark.parametrize(
    ("codes", "options", "unused"),
    [
        ("FC103", {}, True),
        ("FC103", {"ignore": ["FC103"]}, False),
        ("FC1", {"select": ["FC103"]}, False),
        ("FC103", {"select": ["FC103"]}, True),
        ("FC103", {"ignore": ["FC910"]}, False),
        ("FC407", {}, False),
        ("FC401", {}, True),
        ("FC501", {}, False),
    ],
)
def test_what_did_not_run_is_not_unused(
    codes: str, options: dict[str, Any], unused: bool, store: ReferenceStore
) -> None:
    report = factcheck.check(UNUSED.format(codes), store, **options)
    assert [finding.code for finding in report.findings] == ["FC910"] * unused


def test_without_tables_only_what_the_draft_itself_could_betray_is_unused() -> None:
    assert not factcheck.check(UNUSED.format("FC103")).findings
    assert [finding.code for finding in factcheck.check(UNUSED.format("FC401")).findings] == ["FC910"]


ONE = "# Port\n\nThe port of Arlen handled 4,120 ships in 2023{}.\n"
OTHER = "# Port\n\nThe port of Arlen handled 4,210 ships in 2023.\n"


def test_what_two_drafts_say_against_each_other() -> None:
    spoken = ONE.format(" <!-- factcheck: ignore[FC407] of another edition -->")
    for drafts in ([spoken, OTHER], [OTHER, spoken]):
        silent = factcheck.check([ONE.format("") if draft is spoken else draft for draft in drafts])
        assert told(silent) == ["3:27 FC407"]
        report = factcheck.check(drafts)
        assert not report.findings
        (one,) = report.set_aside
        assert (one.reason, one.finding.code) == ("of another edition", "FC407")
        assert one.place == f"<text {drafts.index(spoken) + 1}>:3"


@pytest.mark.parametrize("codes", ["FC", "F", "FC1,FC"])
def test_no_comment_hides_a_pin_that_is_lost(codes: str, store: ReferenceStore) -> None:
    lost = "<!-- factcheck: fact=nowhere.csv#Libraries/budget -->"
    draft = f"---\n# factcheck: ignore[{codes}] as agreed\n---\nLibraries get £2.56 million {lost} in 2024/25."
    report = factcheck.check(read_text(draft, "draft.md"), store)
    assert told(report) == ["4:29 FC909"]
    assert left_out(report) == ["4:15 FC103 by 2: as agreed"]


def test_a_comment_that_is_never_closed_is_told() -> None:
    report = factcheck.check("They sent 41 trucks.\n\n<!-- factcheck: ignore[FC101] why\n\nThey sent 43 trucks.")
    assert [(finding.code, finding.line) for finding in report.findings] == [("FC911", 3)]
    assert "hides all text below it" in report.findings[0].message


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- factcheck ignore[FC103] as agreed -->",
        "<!--Factcheck: ignore[FC103] as agreed-->",
        "<!--- factcheck: ignore[fc103] as agreed -->",
    ],
)
def test_other_ways_to_write_it(comment: str, store: ReferenceStore) -> None:
    report = factcheck.check(f"Libraries get £2.56 million {comment} in 2024/25.", store)
    assert not report.findings
    assert [one.reason for one in report.set_aside] == ["as agreed"]


@pytest.mark.parametrize(
    "comment", ["<!-- factcheck this, please -->", "<!-- factcheck on the budget -->", "<!-- file: a.md -->"]
)
def test_a_note_to_a_colleague_is_none(comment: str) -> None:
    assert not read_text(f"They sent 41 {comment} trucks.").directives


def test_hostile_words_stay_words() -> None:
    hostile = "ignore[FC401] \x1b[31m\u202e <script>alert(1)</script> \x00"
    (finding,) = factcheck.check(f"They sent 41 <!-- factcheck: {hostile} --> trucks.").findings
    assert finding.code == "FC910"


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_the_head_of_a_draft_is_read(form: str) -> None:
    head = "---\ntitle: Ships\ndate: 2024-05-06\nlocale: de\n# factcheck: ignore[FC101] why\n---\n"
    source = f"{head}\nShort head\n\nText 5.\n".replace("\n", "\r\n")
    document: Document = read_text(source, format=form)
    assert (document.title, str(document.date), document.locale) == ("Ships", "2024-05-06", "de")
    assert [(one.words, one.line, one.column, one.stands) for one in document.directives] == [
        ("ignore[FC101] why", 5, 1, Stands.HEAD)
    ]
    assert "title" not in document.text
    place = document.place(document.text.index("5"))
    assert (place.line, place.column) == (10, 6)


def test_a_line_of_dashes_opens_no_head_of_prose() -> None:
    source = "---\nThey sent 41 trucks on Monday, they said.\n---\nMore."
    assert read_text(source, format="text").text == source


HOSTILE: dict[str, Callable[[int], str]] = {
    "in one paragraph": lambda size: "They sent 41 <!-- factcheck: ignore[FC101] why --> trucks. " * size,
    "behind one figure": lambda size: "They sent 41" + " <!-- factcheck: ignore[FC101] why -->" * size,
    "without space": lambda size: "They sent 41" + "<!--factcheck:ignore[FC101]why-->" * size,
    "each alone": lambda size: "<!-- factcheck: ignore[FC101] why -->\n\n" * size + "They sent 41 trucks.",
    "before one list": lambda size: "<!-- factcheck: ignore[FC4] why -->\n" * size + "- They sent trucks.\n" * size,
    "stretches": lambda size: "<!-- factcheck: off[FC1] why --> 41 <!-- factcheck: on -->\n\n" * size,
    "stretches that never end": lambda size: "<!-- factcheck: off[FC1] why -->\n\n" * size,
    "in cells": lambda size: "| a |\n|---|\n" + "| <!-- factcheck: ignore[FC4] why --> 41 |\n" * size,
    "in cells of their own": lambda size: (
        "| a | b |\n|---|---|\n" + "| 41 | <!-- factcheck: ignore[FC4] why --> |\n" * size
    ),
    "brackets behind a figure": lambda size: "41 " + ")" * size + "<!-- factcheck: ignore[FC4] why -->" * size,
    "never closed": lambda size: "41 <!-- factcheck: ignore[FC4] why " * size,
    "one long comment": lambda size: "41 <!-- factcheck: ignore[FC4] " + "- why [ " * size + " --> trucks",
    "pins": lambda size: 'They sent 41 <!-- factcheck: fact=a.csv#b/"c" --> trucks. ' * size,
    "pins with many parts": lambda size: "41 <!-- factcheck: fact=a.csv#" + 'b/"c"=' * size + "c -->",
    "findings that one comment leaves out": lambda size: (
        "<!-- factcheck: off[FC4] why -->\n\n"
        + "The bus carried 12 men and 9 women, 26 people in all.\n\n" * (size // 4)
        + "<!-- factcheck: on -->"
    ),
}


@pytest.mark.parametrize("written", HOSTILE)
def test_twice_the_comments_take_twice_the_work(written: str) -> None:
    make = HOSTILE[written]
    small, large = (calls_of(lambda size=size: factcheck.check(make(size))) for size in (100, 200))  # type: ignore[misc]
    assert large < 2.4 * small


@pytest.mark.parametrize("written", HOSTILE)
def test_twice_the_comments_take_twice_the_time_to_read(written: str) -> None:
    small, large = (HOSTILE[written](size) for size in (2000, 8000))
    for _ in range(4):
        ratio = min(timed(large) for _ in range(2)) / min(timed(small) for _ in range(2))
        if ratio < 8:
            return
    raise AssertionError(f"four times the comments take {ratio:.1f} times the time")


def timed(text: str) -> float:
    start = time.perf_counter()
    read_text(text)
    return time.perf_counter() - start
