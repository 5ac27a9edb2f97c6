import datetime as dt
import pickle
from pathlib import Path

import pandas as pd
import pytest

import factcheck
from factcheck.model import Verdict
from factcheck.records import flat_columns
from factcheck.results import Extraction, Report

DRAFT = "Norvia had 412 road bridges in 2024, and Lorvan had 96 road bridges."
TABLE = "country,year,road bridges\nNorvia,2023,398\nNorvia,2024,412\nLorvan,2023,95\nLorvan,2024,96\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "bridges.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {"country": ["Norvia", "Norvia", "Lorvan"], "year": [2023, 2024, 2024], "road bridges": [398, 412, 96]}
    )


def test_public_names_are_there_and_no_others() -> None:
    for name in factcheck.__all__:
        assert getattr(factcheck, name) is not None
    assert set(factcheck.__all__) <= set(dir(factcheck))
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        factcheck.chekc  # noqa: B018


def test_the_version_is_that_of_the_project() -> None:
    project = Path(__file__).parents[2] / "pyproject.toml"
    assert f'version = "{factcheck.__version__}"' in project.read_text("utf-8")


def test_a_string_is_text_and_a_path_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    from_text, from_file = factcheck.extract(DRAFT), factcheck.extract(path)
    assert isinstance(from_text, Extraction)
    surfaces = [claim.mention.surface for claim in from_text]
    assert surfaces == [claim.mention.surface for claim in from_file] == ["412", "2024", "96"]
    assert from_text.documents[0].name == "<text>"
    assert from_file.documents[0].name == str(path)


def test_several_drafts_at_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    extraction = factcheck.extract([DRAFT, path, tmp_path, tmp_path / "gone.md"])
    assert [document.name for document in extraction.documents] == ["<text 1>", str(path)]
    assert [problem.path for problem in extraction.problems] == [str(tmp_path / "gone.md")]


def test_one_draft_that_cannot_be_read_raises(tmp_path: Path) -> None:
    with pytest.raises(factcheck.ReadError, match="no such file"):
        factcheck.extract(tmp_path / "gone.md")
    with pytest.raises(factcheck.ReadError, match="no draft in this folder"):
        factcheck.check(tmp_path)


def verdicts(report: Report) -> list[Verdict]:
    return [judgement.verdict for judgement in report if judgement.claim.is_claim]


def test_references_of_every_kind_give_the_same_verdicts(table: Path, frame: pd.DataFrame) -> None:
    store = factcheck.load_reference(table)
    for reference in (table, str(table), [table], (table,), store, frame, [frame], {"bridges": frame}):
        report = factcheck.check(DRAFT, reference=reference)
        assert verdicts(report) == [Verdict.CONSISTENT, Verdict.CONSISTENT], reference
        assert report.exit_code() == 0


def test_what_was_asked_for_is_kept(table: Path, frame: pd.DataFrame) -> None:
    assert factcheck.check(DRAFT, reference=[table, frame]).reference == (str(table), "<DataFrame>")
    assert factcheck.check(DRAFT, reference={"bridges": frame}).reference == ("bridges",)
    assert factcheck.check(DRAFT).reference == ()
    assert factcheck.check(DRAFT, as_of="2024-06-30").as_of == dt.date(2024, 6, 30)
    assert factcheck.check(DRAFT, as_of=dt.date(2024, 6, 30)).to_dict()["settings"]["as_of"] == "2024-06-30"


def test_without_tables_nothing_is_covered() -> None:
    report = factcheck.check(DRAFT)
    assert verdicts(report) == [Verdict.NOT_COVERED, Verdict.NOT_COVERED]
    assert not report.reference_given
    assert [notice.code for notice in report.notices] == ["FC903"]


def test_shipped_tables_are_named_without_the_place_of_the_installation() -> None:
    report = factcheck.check("The town has 3 mills.", reference="builtin")
    assert report.tables
    assert all(table.path.startswith("builtin/") for table in report.tables)


def test_results_of_a_real_run_make_frames_and_pickles(table: Path) -> None:
    report = factcheck.check(DRAFT.replace("412", "421"), reference=table)
    frame = report.to_frame()
    assert tuple(frame.columns) == flat_columns(checked=True)
    assert list(frame["verdict"]) == ["contradicted", "not_a_claim", "consistent"]
    assert frame["fact_value"].tolist()[0] == 412
    assert pickle.loads(pickle.dumps(report)).to_dict() == report.to_dict()  # noqa: S301 - our own bytes
    assert "421" in report._repr_html_()


def test_a_text_that_names_a_file_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.md").write_text("There are 41 towns.", encoding="utf-8")
    with pytest.warns(UserWarning, match="pass pathlib.Path"):
        assert len(factcheck.extract("story.md")) == 0
    assert len(factcheck.extract(Path("story.md"))) == 1


def test_a_report_prints_as_one_line() -> None:
    assert repr(factcheck.check("There are 41 towns.")) == "<Report on 1 draft: 1 figure: 1 not covered>"


@pytest.mark.parametrize("day", ["0000-00-00", "20 November 2022", "2022-02-30", ""])
def test_a_day_that_is_none_is_named(day: str) -> None:
    with pytest.raises(ValueError, match=r'as_of is ".*", which is no day; write it as "2022-11-20"'):
        factcheck.check(DRAFT, as_of=day)


def test_a_day_may_be_a_text_a_date_or_a_time(frame: pd.DataFrame) -> None:
    for day in ("2025-03-01", dt.date(2025, 3, 1), dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)):
        assert factcheck.check(DRAFT, frame, as_of=day).as_of == dt.date(2025, 3, 1)
    with pytest.raises(TypeError, match='as_of must be a date or a text such as "2022-11-20", not int'):
        factcheck.check(DRAFT, as_of=20250301)  # type: ignore[arg-type]


def test_an_empty_frame_is_a_problem_and_a_number_no_reference() -> None:
    report = factcheck.check("5 dogs.", reference=pd.DataFrame())
    assert [problem.code for problem in report.problems] == ["FC901"]
    with pytest.raises(TypeError, match="a reference is a path to a table"):
        factcheck.load_reference(123)  # type: ignore[arg-type]
