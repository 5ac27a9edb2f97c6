"""Fixes: what is written into a draft, what is left, and that nothing else changes."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.document import Document
from factcheck.fixes import mending
from factcheck.fixes.edits import Shift, edit_for, mended_source, mended_text, without_overlaps
from factcheck.fixes.mending import Draft, Mended, Wishes, mended
from factcheck.fixes.writing import diff_lines
from factcheck.model import Finding, Fix, Severity, Span
from factcheck.readers import read_text
from factcheck.reference.store import ReferenceStore
from tests.unit.command import desk, run
from tests.work import calls_of

__all__ = ["desk"]

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "fixes.toml").read_text(encoding="utf-8"))["cases"]
BRIDGES = """country,year,road bridges,spending on road bridges (USD)
Norvia,2023,398,2900000
Norvia,2024,412,3400000
Lorvan,2023,95,800000
Lorvan,2024,96,910000
Karelin,2023,12411,77100000
Karelin,2024,12583,79300000
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReferenceStore:
    path = tmp_path_factory.mktemp("tables") / "bridges.csv"
    path.write_text(BRIDGES, encoding="utf-8")
    return factcheck.load_reference(path)


def fixed(draft: str, store: ReferenceStore, wishes: Wishes | None = None, form: str = "markdown") -> Mended:
    def again(documents: Any) -> factcheck.Report:
        return factcheck.check(list(documents), reference=store)

    return mended(again([read_text(draft, "draft.md", form)]), wishes or Wishes(), again)


def source_of(made: Mended) -> str:
    return made.report.documents[0].document.source


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["title"]))
def test_before_and_after(case: dict[str, Any], store: ReferenceStore) -> None:
    made = fixed(case["draft"], store, Wishes(case.get("unsafe", False), case.get("quotations", False)))
    assert source_of(made) == case["fixed"]
    reasons = [one.why for one in made.left]
    assert len(reasons) == len(case.get("left", []))
    assert all(words in why for words, why in zip(case.get("left", []), reasons, strict=True)), reasons
    again = fixed(case["fixed"], store, Wishes(case.get("unsafe", False), case.get("quotations", False)))
    assert source_of(again) == case["fixed"], "a second run changes nothing"


def test_only_the_letters_of_the_fixes_change(store: ReferenceStore) -> None:
    figures = ("421", "412", "**421**", "4120", "*421*", "421")
    draft, right = (
        "\n\n".join(
            f"Paragraph *{number}* &amp; more:\tNorvia had {figure} road bridges in 2024 (room 421)."
            for number, figure in enumerate(told, 1)
        )
        for told in (figures, [figure.replace("421", "412").replace("4120", "412") for figure in figures])
    )
    made = fixed(draft, store)
    assert source_of(made) == right
    assert made.fixed == 5


def test_a_suppressed_rule_writes_nothing(desk: Path) -> None:
    before = (desk / "wrong.md").read_bytes()
    result = run("check", "wrong.md", "-r", "tables", "--fix", "--ignore", "FC103")
    assert (desk / "wrong.md").read_bytes() == before
    assert "Nothing to fix." in result.err


# The command


def test_fix_writes_the_draft_and_reports_on_what_is_left(desk: Path) -> None:
    result = run("check", "wrong.md", "-r", "tables", "--fix")
    assert result.code == 0
    assert result.err == "Fixed 1 figure in wrong.md.\n"
    assert "2 consistent, 0 contradicted" in result.out
    assert (desk / "wrong.md").read_text("utf-8") == (desk / "right.md").read_text("utf-8")
    again = run("check", "wrong.md", "-r", "tables", "--fix")
    assert again.err == "Nothing to fix.\n"


def test_diff_shows_and_writes_nothing(desk: Path) -> None:
    before = (desk / "wrong.md").read_bytes()
    result = run("check", "wrong.md", "-r", "tables", "--diff")
    assert result.code == 1
    assert result.out.splitlines() == [
        "--- wrong.md",
        "+++ wrong.md",
        "@@ -1,3 +1,3 @@",
        " # Bridges",
        " ",
        "-Norvia had 421 road bridges in 2024, and Lorvan had 96 road bridges.",
        "+Norvia had 412 road bridges in 2024, and Lorvan had 96 road bridges.",
    ]
    assert result.err == "Would fix 1 figure.\n"
    assert (desk / "wrong.md").read_bytes() == before
    assert run("check", "right.md", "-r", "tables", "--diff").code == 0
    assert run("check", "right.md", "absent.md", "-r", "tables", "--diff").code == 3


def test_a_draft_from_standard_input_is_printed_mended(desk: Path) -> None:
    result = run("check", "-", "-r", "tables", "--fix", stdin=(desk / "wrong.md").read_bytes())
    assert result.out == (desk / "right.md").read_text("utf-8")
    assert "2 consistent" in result.err
    assert result.code == 0


@pytest.mark.parametrize("option", ["--unsafe-fixes", "--fix-quotations"])
def test_wishes_without_a_fix_are_wrong_usage(desk: Path, option: str) -> None:
    result = run("check", "wrong.md", "-r", "tables", option)
    assert result.code == 2
    assert "add --diff to see it, --fix to write it" in result.err


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "cp1252"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bytes_elsewhere_stay(desk: Path, mark: bytes, encoding: str, end: str) -> None:
    lines = ["# Café “Brücke”", "", "Norvia had 421 road bridges in 2024 – “café”.", "", "Ende"]
    path = desk / "odd.md"
    for figure in ("421", "412"):
        text = end.join(lines).replace("421", figure)
        if encoding == "utf-16-le" and not mark:
            text = text.translate({ord("“"): "'", ord("”"): "'", ord("–"): "-"})  # Latin, or no one can guess it
        expected = mark + text.encode(encoding)
        if figure == "421":
            path.write_bytes(expected)
    result = run("check", "odd.md", "-r", "tables", "--fix")
    assert "Fixed 1 figure" in result.err, result.all
    assert path.read_bytes() == expected


def test_a_draft_that_changed_meanwhile_is_left_alone(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = mending.mended

    def slow(*arguments: Any) -> Mended:
        made = real(*arguments)
        (desk / "wrong.md").write_text("Somebody else wrote this.", "utf-8")
        return made

    monkeypatch.setattr(mending, "mended", slow)
    result = run("check", "wrong.md", "-r", "tables", "--fix")
    assert result.code == 2
    assert "wrong.md: the file was changed while it was checked; run the check again" in result.err
    assert (desk / "wrong.md").read_text("utf-8") == "Somebody else wrote this."


# Edits


def finding_at(span: Span) -> Finding:
    return Finding("FC101", Severity.ERROR, "", span=span)


def edit(document: Document, old: str, new: str, *, certain: bool = False) -> Any:
    start = document.text.index(old)
    fix = Fix(Span(start, start + len(old)), new, certain)
    return edit_for(document, finding_at(fix.span), fix)


@pytest.mark.parametrize(
    ("source", "old", "new", "mended"),
    [
        ("**3.1** million", "3.1 million", "3.2 million", "**3.2** million"),
        ("**40** million", "40 million", "400 million", "**400** million"),
        ("**400** million", "400 million", "40 million", "**40** million"),
        ("**$400** million", "$400 million", "up to $400 million", "**up to $400** million"),
        ("goes **up** by 9%", "up by 9%", "down by 9%", "goes **down** by 9%"),
        ("*3*1 ships", "31 ships", "42 ships", None),
        ("3&nbsp;100 ships", "3\u00a0100 ships", "3\u00a0200 ships", "3&nbsp;200 ships"),
        ("3\\.1 ships", "3.1 ships", "3,1 ships", None),
    ],
)
def test_smallest_edits(source: str, old: str, new: str, mended: str | None) -> None:
    document = read_text(source)
    made = edit(document, old, new)
    assert (None if made is None else mended_source(document, [made])) == mended


def test_of_overlapping_fixes_the_certain_one_is_kept() -> None:
    document = read_text("Sales went up by 9 percent.")
    both = [edit(document, "up by 9", "down by 9"), edit(document, "9", "8", certain=True)]
    assert [one.new for one in without_overlaps(both)] == ["8"]
    assert [one.new for one in without_overlaps(both[::-1])] == ["8"]


def test_offsets_lead_back() -> None:
    document = read_text("It had 4 ships, 55 boats and 6 cars.")
    edits = [edit(document, "4", "1,000"), edit(document, "55", "7")]
    text = mended_text(document, edits)
    assert text == "It had 1,000 ships, 7 boats and 6 cars."
    shift = Shift(edits)
    for word in ("ships", "boats", "6", "cars"):
        assert shift.back(text.index(word)) == document.text.index(word)


def test_many_edits_are_linear() -> None:
    def work(count: int) -> int:
        document = read_text(" ".join(f"n{number} 421 ships." for number in range(count)), "d", "text")
        places = [at for at in range(len(document.text)) if document.text.startswith("421", at)]
        fixes = [Fix(Span(at, at + 3), "412") for at in places]

        def mend() -> None:
            edits = without_overlaps(filter(None, (edit_for(document, finding_at(fix.span), fix) for fix in fixes)))
            mended_source(document, edits)
            shift = Shift(edits)
            for at in places:
                shift.back(at)

        return calls_of(mend)

    assert work(2000) <= 2.3 * work(1000)


def test_diffs_apply() -> None:
    chance = random.Random(7)  # noqa: S311 - the same drafts every time
    for _ in range(20):
        lines = [f"line {number} has 421 ships" for number in range(chance.randrange(1, 40))]
        source = "\n".join(lines) + chance.choice(["", "\n"])
        document = read_text(source, "d", "text")
        starts = [at for at in range(len(source)) if source.startswith("421", at) and chance.random() < 0.3]
        edits = [edit_for(document, finding_at(Span(at, at + 3)), Fix(Span(at, at + 3), "412")) for at in starts]
        new = mended_source(document, [one for one in edits if one])
        lines = list(diff_lines(Draft(document, new, 1)))
        assert all(line.find("\n") == len(line) - 1 for line in lines)
        assert applied(source, "".join(lines)) == new


def applied(source: str, patch: str) -> str:
    """What a patch makes of a text, hunk by hunk."""
    old, made, at = source.split("\n"), list[str](), 0
    for line in patch.removesuffix("\n").split("\n")[2:]:
        if line.startswith("@@"):
            start = int(line.split()[1][1:].split(",")[0]) - 1
            made += old[at:start]
            at = start
        elif line.startswith((" ", "-")):
            assert old[at] == line[1:]
            at += 1
        if line.startswith((" ", "+")):
            made.append(line[1:])
    return "\n".join([*made, *old[at:]])
