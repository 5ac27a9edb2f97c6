"""Pins: a person says which fact a figure is about, and it is compared with that fact alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import factcheck
from factcheck.commands.app import app
from factcheck.model import Judgement, Pin, Verdict
from factcheck.reference.store import ReferenceStore, load_reference

BUDGET = """Service,2023/24 (£000),2024/25 (£000),Change (%)
Schools,41200,43050,4.5
Roads,12800,12310,-3.8
Libraries,2400,2650,10.4
"""
LONG = """entity,measure,value,unit,as_of,source
Pier 4,Cost,310000,GBP,2024-01-10,Port office
Pier 4,Cost,355000,GBP,2024-06-01,Port office
Pier 4,Length,84,metre,2024-06-01,Port office
"""
RESULTS = """Company,Operating profit (£m),Staff
Metroline,-9.8,1210
Arriva North,4.4,830
"""
ROOMS = "Reading rooms get £2.56 million in the coming year."


@pytest.fixture
def store(tmp_path: Path) -> ReferenceStore:
    for name, text in (("budget.csv", BUDGET), ("pier.csv", LONG), ("results.csv", RESULTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_reference([tmp_path / name for name in ("budget.csv", "pier.csv", "results.csv")])


def libraries(figure: str, column: str = "2024/25 (£000)", **keys: Any) -> Pin:
    return Pin(figure, "budget.csv", column, {"Service": "Libraries"}, **keys)


def profit(figure: str, company: str = "Metroline") -> Pin:
    return Pin(figure, "results.csv", "Operating profit (£m)", {"Company": company})


def judged(draft: str, store: ReferenceStore, *pins: Pin) -> tuple[dict[str, Judgement], list[str]]:
    report = factcheck.check(draft, reference=store, pins=pins)
    return {one.claim.mention.surface: one for one in report}, [problem.message for problem in report.problems]


def test_a_figure_that_no_words_tie_to_a_table_is_compared_with_its_pin(store: ReferenceStore) -> None:
    assert judged(ROOMS, store)[0]["£2.56 million"].verdict is Verdict.NOT_COVERED
    pin = libraries("£2.56 million", by="M. Okafor", place="draft.pins.toml:3")
    figures, problems = judged(ROOMS, store, pin)
    one = figures["£2.56 million"]
    assert not problems
    assert (one.verdict, one.code, one.suggestion) == (Verdict.CONTRADICTED, "FC103", "£2.65 million")
    assert one.message.endswith("; pinned by M. Okafor in draft.pins.toml:3")
    assert (one.pin, one.strength, one.considered) == (pin, None, one.links)
    assert one.links[0].score == 1
    assert one.links[0].reasons == ("pinned by M. Okafor in draft.pins.toml:3",)


@pytest.mark.parametrize(
    ("draft", "pin", "verdict", "code"),
    [
        ("Reading rooms get £2.7 million.", libraries("£2.7 million"), Verdict.CONSISTENT, ""),
        ("Reading rooms get £2.6 million.", libraries("£2.6 million"), Verdict.CONSISTENT, ""),
        ("Reading rooms get €2.65 million.", libraries("€2.65 million"), Verdict.CONTRADICTED, "FC202"),
        ("Reading rooms get €1.95 million.", libraries("€1.95 million"), Verdict.NOT_COVERED, ""),
        ("“Reading rooms get £26.5 million,” she said.", libraries("£26.5 million"), Verdict.NOT_COVERED, ""),
        ("“Reading rooms get £2.65 million,” she said.", libraries("£2.65 million"), Verdict.CONSISTENT, ""),
        ("Reading rooms may not get £2.65 million.", libraries("£2.65 million"), Verdict.NOT_COVERED, ""),
        ("Money for them fell 10.4%.", libraries("10.4%", "Change (%)"), Verdict.CONTRADICTED, "FC109"),
        ("Metroline lost £9.8 million.", profit("£9.8 million"), Verdict.CONSISTENT, ""),
        ("Metroline lost £8.9 million.", profit("£8.9 million"), Verdict.CONTRADICTED, "FC103"),
        ("Metroline earned £9.8 million.", profit("£9.8 million"), Verdict.CONTRADICTED, "FC109"),
        ("Arriva North earned £4.4 million.", profit("£4.4 million", "Arriva North"), Verdict.CONSISTENT, ""),
        ("Money for them rose 10.4%.", libraries("10.4%", "Change (%)"), Verdict.CONSISTENT, ""),
    ],
)
def test_verdicts_of_pinned_figures(draft: str, pin: Pin, verdict: Verdict, code: str, store: ReferenceStore) -> None:
    figures, problems = judged(draft, store, pin)
    one = figures[pin.figure]
    assert not problems
    assert (one.verdict, one.code) == (verdict, code), one.message
    assert one.message.endswith("; pinned")


def test_a_pin_goes_before_what_the_words_say(store: ReferenceStore) -> None:
    draft = "In 2024/25 libraries get £2.4 million."
    assert judged(draft, store)[0]["£2.4 million"].verdict is Verdict.CONTRADICTED
    assert judged(draft, store, libraries("£2.4 million", "2023/24 (£000)"))[0]["£2.4 million"].code == ""


def test_a_row_of_a_long_table(store: ReferenceStore) -> None:
    row = {"entity": "Pier 4", "measure": "Cost", "as_of": "2024-06-01"}
    pin = Pin("£355,000", "pier", "value", row)
    assert judged("It cost £355,000.", store, pin)[0]["£355,000"].verdict is Verdict.CONSISTENT


TWICE = "Reading rooms get £2.56 million. Next year they get £2.56 million again."


@pytest.mark.parametrize(
    ("keys", "bound"),
    [
        ({"nth": 1}, [True, False]),
        ({"nth": 2}, [False, True]),
        ({"near": "next year"}, [False, True]),
        ({"line": 1, "near": "Reading rooms"}, [True, False]),
    ],
)
def test_which_of_two_figures(keys: dict[str, Any], bound: list[bool], store: ReferenceStore) -> None:
    report = factcheck.check(TWICE, reference=store, pins=[libraries("£2.56 million", **keys)])
    assert [one.pin is not None for one in report] == bound
    assert not report.problems


@pytest.mark.parametrize(
    ("pin", "message"),
    [
        (libraries("£2.56 milion"), 'the draft has no figure "£2.56 milion"; the nearest is "£2.56 million"'),
        (libraries("£2.56 million", near="Roads"), 'no figure "£2.56 million" stands where the pin says'),
        (libraries("£2.56 million", line=7), 'no figure "£2.56 million" stands where the pin says'),
        (libraries("£2.56 million", draft="other"), 'there is no draft "other"'),
        (
            libraries("£2.56 million", "2025/26 (£000)"),
            'budget.csv has no column "2025/26 (£000)"; the nearest is "2024/25 (£000)"',
        ),
        (Pin("£2.56 million", "budgets.csv", "x"), 'no table is called "budgets.csv"; the nearest is "budget.csv"'),
        (
            Pin("£2.56 million", "budget.csv", "2024/25 (£000)"),
            '3 rows of budget.csv fit; name a text of "Service" too',
        ),
        (
            Pin("£2.56 million", "budget.csv", "2024/25 (£000)", {"Service": "Parks"}),
            'budget.csv has no number in "2024/25 (£000)" where Service = Parks',
        ),
        (
            Pin("£2.56 million", "budget.csv", "2024/25 (£000)", {"Name": "Parks"}),
            'budget.csv has no column "Name"; its rows are told apart by Service',
        ),
        (Pin("£2.56 million", "budget.csv", "Service"), 'budget.csv has no number in "Service"'),
    ],
)  # fmt: skip
def test_pins_that_cannot_be_followed(pin: Pin, message: str, store: ReferenceStore) -> None:
    figures, problems = judged(ROOMS, store, pin)
    assert problems == [f'the pin of "{pin.figure}" is not used: {message}']
    assert figures["£2.56 million"].pin is None


def test_a_pin_that_fits_two_figures(store: ReferenceStore) -> None:
    _, problems = judged(TWICE, store, libraries("£2.56 million"))
    assert "it fits 2 figures, on lines 1, 1; say which with" in problems[0]


def test_two_pins_of_one_figure(store: ReferenceStore) -> None:
    pins = libraries("£2.56 million"), libraries("£2.56 million", "2023/24 (£000)")
    assert "another pin is about" in judged(ROOMS, store, *pins)[1][0]


PINS = """[[pin]]
figure = "£2.56 million"
table = "budget.csv"
row = {Service = "Libraries"}
column = "2024/25 (£000)"
"""


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    monkeypatch.chdir(folder)
    (folder / "budget.csv").write_text(BUDGET, encoding="utf-8")
    (folder / "draft.md").write_text(ROOMS, encoding="utf-8")
    done = CliRunner().invoke(app, [*options, "--reference", "budget.csv"])
    return done.exit_code, done.output


def test_the_file_beside_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "draft.pins.toml").write_text("# ours\n" + PINS, encoding="utf-8")
    code, output = run(tmp_path, monkeypatch, "check", "draft.md")
    assert code == 1
    assert 'have transposed digits; pinned in draft.pins.toml:2 -> "£2.65 million"' in output
    record = json.loads(run(tmp_path, monkeypatch, "check", "draft.md", "--format", "json")[1].partition("\nTables")[0])
    assert record["documents"][0]["figures"][0]["pinned"] == "pinned in draft.pins.toml:2"
    explained = " ".join(run(tmp_path, monkeypatch, "explain", "draft.md:1")[1].split())
    assert "because pinned in draft.pins.toml:2" in explained


def test_the_pins_of_a_folder_of_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stories").mkdir()
    for name in ("one.md", "two.md"):
        (tmp_path / "stories" / name).write_text(ROOMS, encoding="utf-8")
    (tmp_path / "stories" / "two.pins.toml").write_text(PINS, encoding="utf-8")
    output = run(tmp_path, monkeypatch, "check", "--quiet", "stories")[1]
    assert "stories/two.md:1:19: FC103 contradicted" in output
    assert "one.md" not in output


def test_a_file_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours.toml").write_text(PINS, encoding="utf-8")
    assert run(tmp_path, monkeypatch, "check", "draft.md", "--pins", "ours.toml")[0] == 1
    report = factcheck.check(Path("draft.md"), reference=Path("budget.csv"), pins=Path("ours.toml"))
    assert [one.pin.place for one in report if one.pin] == ["ours.toml:1"]
    code, output = run(tmp_path, monkeypatch, "check", "draft.md", "--pins", "theirs.toml")
    assert code == 3
    assert "theirs.toml: FC909 error: the pins cannot be read: No such file or directory" in output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[pin]\n", "p.toml:1: FC909 error: the pins cannot be read: "),
        ("[[pins]]\nfigure = 'x'\n", 'p.toml: FC909 warning: "pins" is no key here; pins begin with [[pin]]'),
        ("\n[[pin]]\ncolum = 'x'\n", 'p.toml:2: FC909 warning: there is no key "colum" of a pin; the nearest is "col'),
        ("[[pin]]\nfigure = 'x'\ntable = 't'\n", 'p.toml:1: FC909 warning: the pin has no "column"'),
        (PINS + "nth = 0\n", 'p.toml:1: FC909 warning: "nth" must be a number from 1 on'),
        (PINS + "near = 3\n", 'p.toml:1: FC909 warning: "near" must be a text in quotation marks'),
        (PINS.replace('{Service = "Libraries"}', '"Libraries"'), 'warning: "row" must name columns and their texts'),
    ],
)
def test_files_with_mistakes(text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    assert told in run(tmp_path, monkeypatch, "check", "draft.md", "--pins", "p.toml")[1]
