"""Pins in the draft itself and in `factcheck.pins.csv`: which figure, which fact, and what if either is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import factcheck
from factcheck.commands.app import app
from factcheck.model import Fact, Interval, Judgement, Pin, Source, Verdict
from factcheck.pins.words import FactName, PinSyntaxError, candidates, pin_comment, pin_words, read_fact_name
from factcheck.readers import read_text
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.verdicts.bindings import bound
from tests.unit.test_pins import BUDGET, LONG

EXAMPLES = Path(__file__).parents[2] / "examples"
MATCHES = """Home,Away,Date,Goals,Source
Ashby,Brock,2024-05-01,3,club
Brock,Ashby,2024-05-08,1,club
Ashby,Colne,2024-05-15,2,club
Ashby,Colne,2024-05-15,4,league
"""
NOTHING = "1:{} the pin is not used: no figure stands before it in its sentence"
TWO = '1:88 the pin is not used: another pin is about "£2.65 million" already'
LIBRARYS = (
    '1:14 the pin is not used: budget.csv has no number in "Change (%)" in a row of "Librarys"; '
    'the nearest to "Librarys" is "Libraries"'
)
OLD = [("£310,000", Verdict.CONTRADICTED, "FC302")]
PIN = '<!-- factcheck: fact=budget.csv#Libraries/"2024/25 (£000)" -->'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReferenceStore:
    folder = tmp_path_factory.mktemp("tables")
    tables = (("budget.csv", BUDGET), ("pier.csv", LONG), ("matches.csv", MATCHES))
    for name, text in tables:
        (folder / name).write_text(text, encoding="utf-8")
    return load_reference([folder / name for name, _ in tables])


def pinned(draft: str, store: ReferenceStore) -> list[tuple[str, Verdict, str]]:
    """The pinned figures of a draft, with verdict and code."""
    report = factcheck.check(read_text(draft, "draft.md"), store)
    return [(one.claim.mention.surface, one.verdict, one.code) for one in report if one.pin is not None]


def problems(draft: str, store: ReferenceStore) -> list[str]:
    report = factcheck.check(read_text(draft, "draft.md"), store)
    return [f"{one.line}:{one.column} {one.message}" for one in report.findings if one.code == "FC909"]


RIGHT, WRONG, OPEN = Verdict.CONSISTENT, Verdict.CONTRADICTED, Verdict.NOT_COVERED


@pytest.mark.parametrize(
    ("draft", "figures"),
    [
        (f"Rooms get £2.65 million {PIN}.", [("£2.65 million", RIGHT, "")]),
        (f"Rooms get £2.7 million{PIN}.", [("£2.7 million", RIGHT, "")]),
        (f"Rooms get £2.56 million {PIN}, they say.", [("£2.56 million", WRONG, "FC103")]),
        (f"“Rooms get £26.5 million,” {PIN} she said.", [("£26.5 million", OPEN, "")]),
        (f"Rooms get £2.65 million in 2024/25 {PIN}.", [("£2.65 million", RIGHT, "")]),
        (f"Rooms get £2.65 million in the end. {PIN} On 3 May they open.", [("£2.65 million", RIGHT, "")]),
        (f"They have 41 rooms and get £2.65 million {PIN} for 12 books.", [("£2.65 million", RIGHT, "")]),
        (f"They have 41 rooms and get £2.56 million for books {PIN}.", [("£2.56 million", WRONG, "FC103")]),
        (f"| Rooms | Books |\n|---|---|\n| £2.65 million {PIN} | 12 |", [("£2.65 million", RIGHT, "")]),
        (f"- Rooms get £2.65 million {PIN}\n- and 12 books", [("£2.65 million", RIGHT, "")]),
        ("It cost £355,000 <!-- factcheck: fact=pier.csv#Pier 4/Cost/2024-06-01/value -->", [("£355,000", RIGHT, "")]),
        ("It cost £355,000 <!-- factcheck: fact=pier#Cost/2024-06-01/value -->.", [("£355,000", RIGHT, "")]),
        ("It cost £310,000 <!-- factcheck: fact=pier.csv#pier 4 / cost / 2024-06-01 / value -->.", OLD),
        ("They met with 3 goals <!-- factcheck: fact=matches.csv#Ashby/Brock/Goals -->.", [("3", RIGHT, "")]),
        ("They met with 1 goal <!-- factcheck: fact=matches.csv#Brock/Ashby/Goals -->.", [("1", RIGHT, "")]),
        ("They met with 1 goal <!-- factcheck: fact=matches.csv#Away=Ashby/Goals -->.", [("1", RIGHT, "")]),
        ("They met with 4 goals <!-- factcheck: fact=matches.csv#Colne/Source=league/Goals -->", [("4", RIGHT, "")]),
    ],
)
def test_the_figure_before_a_pin(draft: str, figures: list[tuple[str, Verdict, str]], store: ReferenceStore) -> None:
    assert problems(draft, store) == []
    assert pinned(draft, store) == figures


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (f"Rooms are open. {PIN}", NOTHING.format(17)),
        (f"Rooms get £5. More comes later {PIN}.", NOTHING.format(32)),
        (f"Rooms get £2.65 million {PIN} {PIN}.", TWO),
        (
            "Rooms get £5 <!-- factcheck: fact=budgets.csv#Libraries/2024 -->.",
            '1:14 the pin is not used: no table is called "budgets.csv"; the nearest is "budget.csv"',
        ),
        (
            "Rooms get £5 <!-- factcheck: fact=budget.csv#Librarys/Change (%) -->.",
            LIBRARYS,
        ),
        (
            "Rooms get £5 <!-- factcheck: fact=budget.csv#Libraries/2025/26 (£000) -->.",
            '1:14 the pin is not used: budget.csv has no column "26 (£000)"; the nearest is "2024/25 (£000)"',
        ),
        (
            'Rooms get £5 <!-- factcheck: fact=budget.csv#/"2024/25 (£000)" -->.',
            '1:14 the pin is not used: 3 rows of budget.csv fit; name a text of "Service" too',
        ),
        (
            "They met with 4 goals <!-- factcheck: fact=matches.csv#Ashby/Colne/Goals -->.",
            '1:23 the pin is not used: 2 rows of matches.csv fit; name a text of "Source" too',
        ),
    ],
)
def test_a_pin_whose_figure_or_fact_is_gone(draft: str, told: str, store: ReferenceStore) -> None:
    assert problems(draft, store) == [told]


@given(before=st.text("ab £5.,\n#->", max_size=40), after=st.text("ab £5.,\n", max_size=40))
def test_a_pin_survives_edits_elsewhere(before: str, after: str, store: ReferenceStore) -> None:
    draft = f"{before}\n\nRooms get £2.56 million {PIN} this time.\n\n{after}"
    assert pinned(draft, store) == [("£2.56 million", WRONG, "FC103")]


def test_drift_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "budget.csv"
    draft = f"Rooms get £2.65 million {PIN}."
    tables = {BUDGET: set(), BUDGET.replace("2650", "2560"): {"FC103"}, BUDGET.replace("Libr", "L"): {"FC909"}}
    for text, code in tables.items():
        path.write_text(text, encoding="utf-8")
        report = factcheck.check(draft, path)
        assert {finding.code for finding in report.findings} == code
        assert report.exit_code("warning") == bool(code)


def test_without_tables_nothing_is_said_of_pins() -> None:
    assert not factcheck.check(f"Rooms get £2.65 million {PIN}.").findings


def test_a_pin_in_the_draft_goes_before_one_in_a_file(store: ReferenceStore) -> None:
    pin = Pin("£2.65 million", "budget.csv", "2023/24 (£000)", {"Service": "Libraries"}, place="ours.toml:1")
    report = factcheck.check(f"Rooms get £2.65 million {PIN}.", store, pins=[pin])
    assert [one.verdict for one in report] == [RIGHT]
    assert 'another pin is about "£2.65 million" already' in report.problems[0].message


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]) | st.just(" ")
TEXTS = st.text(CHARACTERS, min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


def fact_of(table: str, key: list[str], column: str) -> Fact:
    return Fact(
        table, 0, column, tuple(("c", text) for text in key), 1, Interval.point(1), None, "", "", None, Source()  # type: ignore[arg-type]
    )  # fmt: skip


@given(TEXTS, st.lists(TEXTS, max_size=4), TEXTS)
def test_what_is_written_is_read_back(table: str, key: list[str], column: str) -> None:
    comment = pin_comment(fact_of(table, key, column))
    assert "--" not in comment.removeprefix("<!--").removesuffix("-->")
    (directive,) = read_text(f"41 {comment} trucks").directives
    assert read_fact_name(directive.words.partition("=")[2]) == FactName(table, tuple(key), (), column)


@pytest.mark.parametrize("text", ["", "#", "a", "a#", "a#b", "a/b", '"a#b/c', 'a#"b/c', "a#b//", "#b/c", "a#b=c"])
def test_what_names_no_fact(text: str) -> None:
    with pytest.raises(PinSyntaxError):
        read_fact_name(text)


def considered(report: factcheck.Report) -> list[Judgement]:
    return [one for one in report if one.considered]


def test_the_pins_that_explain_offers_name_their_facts(store: ReferenceStore) -> None:
    builtin = load_reference("builtin")
    report = factcheck.check(EXAMPLES / "kherson.md", builtin)
    offered = [pair for one in considered(report) for pair in candidates(one)]
    assert len(offered) > 20
    for fact, words in offered:
        name = read_fact_name(words.removeprefix("fact="))
        bindings, told = bound([Pin("", name.table, name.column, dict(name.row), key=name.key)], builtin)
        if bindings:
            assert (bindings[0].cell.row, bindings[0].series.fact(bindings[0].cell).column) == (fact.row, fact.column)
        else:
            assert "rows of" in told[0].message  # rivals: the same thing by two sources


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "budget.csv").write_text(BUDGET, encoding="utf-8")
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "rooms.txt").write_text("Reading rooms get £2.56 million in the coming year.", "utf-8")
    return tmp_path


HEAD = "draft,figure,near,nth,table,row,column,by\n"
ROW = "stories/rooms.txt,£2.56 million,reading,,budget.csv,Libraries,2024/25 (£000),M. Okafor\n"


def test_the_table_of_pins_above_a_draft(project: Path) -> None:
    (project / "factcheck.pins.csv").write_text(HEAD + ROW, encoding="utf-8")
    whole = str(project / "stories" / "rooms.txt")
    for draft in ("stories/rooms.txt", "stories", whole, "./stories/../stories/rooms.txt"):
        code, output = run("check", draft, "--reference", "budget.csv")
        assert code == 1
        assert 'transposed digits; pinned by M. Okafor in factcheck.pins.csv:2 -> "£2.65 million"' in output
    explained = run("explain", "stories/rooms.txt:1", "--reference", "budget.csv")[1]
    assert "because pinned by M. Okafor" in explained


def test_the_nearest_table_of_pins_counts(project: Path) -> None:
    (project / "factcheck.pins.csv").write_text("nonsense", encoding="utf-8")
    (project / "stories" / "factcheck.pins.csv").write_text(HEAD + ROW.replace("stories/", ""), encoding="utf-8")
    code, output = run("check", "stories/rooms.txt", "--reference", "budget.csv")
    assert code == 1
    assert "pinned by M. Okafor in stories/factcheck.pins.csv:2" in output


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_as_a_spreadsheet_saves_it(separator: str, encoding: str, project: Path) -> None:
    text = (HEAD + ROW).replace(",", separator).replace("\n", "\r\n")
    (project / "factcheck.pins.csv").write_bytes(text.encode(encoding))
    assert run("check", "stories/rooms.txt", "--reference", "budget.csv")[0] == 1


def test_pins_of_other_drafts_are_left_alone(project: Path) -> None:
    (project / "stories" / "other.md").write_text("Nothing here.", encoding="utf-8")
    rows = ROW + "stories/other.md,£5,,,gone.csv,,x,\n"
    (project / "factcheck.pins.csv").write_text(HEAD + rows, encoding="utf-8")
    assert "FC909" not in run("check", "stories/rooms.txt", "--reference", "budget.csv")[1]
    assert (
        'factcheck.pins.csv:3: FC909 warning: the pin of "£5" is not used: no table is called "gone.csv"'
        in run("check", "stories", "--reference", "budget.csv")[1]
    )


def test_a_figure_that_was_changed_is_gone(project: Path) -> None:
    (project / "factcheck.pins.csv").write_text(HEAD + ROW, encoding="utf-8")
    (project / "stories" / "rooms.txt").write_text("Reading rooms get £2.58 million in the coming year.", "utf-8")
    code, output = run("check", "stories/rooms.txt", "--reference", "budget.csv", "--fail-on", "warning")
    assert 'the draft has no figure "£2.56 million"; the nearest is "£2.58 million"' in output
    assert code == 1


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", 3, "csv:1: FC909 error: the pins cannot be read: it is empty; its first line is draft,figure,"),
        ("draft,figur,table,column\n", 0, '1: FC909 warning: there is no column "figur" of pins; the nearest'),
        ("draft,figure,table\n", 0, '1: FC909 warning: the pins have no column "column"'),
        (HEAD + "a,b\n", 0, "2: FC909 warning: the pin is not used: the row has 2 cells and the first line 8 names"),
        (HEAD + "\n\n,b,,,c,d,e,\n", 0, '4: FC909 warning: the pin is not used: there is nothing in "draft"'),
        (HEAD + ROW.replace(",,", ",x,", 1), 0, '2: FC909 warning: the pin is not used: "nth" is "x" and must'),
        (
            HEAD + ROW.replace("Libraries", '"""a"'),
            0,
            '2: FC909 warning: the pin is not used: "row": ""a" cannot be read',
        ),
        (
            HEAD + ROW.replace("Libraries", '"Libr'),
            3,
            "2: FC909 error: the pins cannot be read: unexpected end of data",
        ),
        (HEAD + ROW.replace("rooms.txt", "room.txt"), 0, 'is not used: there is no draft "stories/room.txt"'),
        ("\x01\x02\x03\x04", 3, "FC909 error: the pins cannot be read: this is a binary file"),
    ],
)
def test_tables_of_pins_with_mistakes(text: str, code: int, told: str, project: Path) -> None:
    (project / "stories" / "rooms.txt").write_text("Libraries get £2.65 million in 2024/25.", "utf-8")
    (project / "factcheck.pins.csv").write_text(text, encoding="utf-8")
    done = run("check", "stories/rooms.txt", "--reference", "budget.csv")
    assert told in done[1]
    assert done[0] == code


def test_a_table_that_is_named(project: Path) -> None:
    shutil.copytree(project / "stories", project / "sub" / "stories")
    (project / "sub" / "ours.csv").write_text(HEAD + ROW, encoding="utf-8")
    code, output = run("check", "sub/stories/rooms.txt", "--pins", "sub/ours.csv", "--reference", "budget.csv")
    assert code == 1
    assert "pinned by M. Okafor in sub/ours.csv:2" in output
    report = factcheck.check(Path("sub/stories/rooms.txt"), Path("budget.csv"), pins=Path("sub/ours.csv"))
    assert [one.pin.by for one in report if one.pin] == ["M. Okafor"]


def test_explain_prints_what_can_be_pasted(project: Path) -> None:
    (project / "stories" / "rooms.md").write_text("Libraries get £2.56 million in 2024/25.", encoding="utf-8")
    (project / "stories" / "rooms.txt").write_text("Libraries get £2.56 million in 2024/25.", encoding="utf-8")
    assert f"pin it {PIN}" in run("explain", "stories/rooms.md:1", "--reference", "budget.csv")[1]
    row = "stories/rooms.txt,£2.56 million,,,budget.csv,Libraries,2024/25 (£000),"
    assert f"pin it {row}" in run("explain", "stories/rooms.txt:1", "--reference", "budget.csv")[1]


def test_a_calculation_cannot_be_pinned() -> None:
    fact = fact_of("a.csv", ["b"], "c")
    assert pin_words(fact)
    assert not pin_words(Fact(**{name: getattr(fact, name) for name in fact.__match_args__} | {"derivation": "a + b"}))
