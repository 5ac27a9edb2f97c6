"""Where tables come from, and what a store does with them."""

from __future__ import annotations

import gc
import json
import pickle
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from factcheck.reference.store import LOGGER, ReferenceStore, find_reference, load_reference
from factcheck.reference.tables import Role


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


TOWNS = "town,people\nElm,1200\nOak,880\n"


def test_a_folder_gives_its_tables_in_order_and_passes_over_notes(tmp_path: Path) -> None:
    write(tmp_path, "b/towns.csv", TOWNS)
    write(tmp_path, "a.tsv", "town\tpeople\nElm\t1200\n")
    write(tmp_path, "SOURCE.md", "# where from")
    write(tmp_path, "make.py", "print()")
    store = load_reference([tmp_path])
    assert [table.name for table in store.tables] == ["a.tsv", "b/towns.csv"]
    assert store.problems == ()


def test_tables_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first = write(tmp_path, "north/towns.csv", TOWNS)
    second = write(tmp_path, "south/towns.csv", TOWNS)
    store = load_reference([first, second, first])
    assert [table.name for table in store.tables] == ["towns.csv", "south/towns.csv"]


def test_a_package_gives_the_tables_it_names(tmp_path: Path) -> None:
    write(tmp_path, "data/towns.csv", TOWNS)
    package = write(
        tmp_path,
        "datapackage.json",
        """{"title": "Towns of the county", "resources": [
            {"name": "towns", "path": "data/towns.csv", "schema": {"fields": [
                {"name": "people", "type": "integer", "title": "Inhabitants", "unit": "persons"}]}},
            {"path": "data/lost.csv"}]}""",
    )
    store = load_reference([package])
    (series,) = store.series
    assert (series.measure, series.unit and series.unit.name) == ("Inhabitants", "persons")
    assert store.tables[0].names == ("towns", "Towns of the county")
    assert [finding.message for finding in store.problems] == [
        'table refused: names the table "data/lost.csv", which is not there; correct its "path"'
    ]
    assert load_reference([tmp_path]).series[0].measure == "Inhabitants"


def test_a_description_never_reaches_outside_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "secret.csv", TOWNS)
    package = write(tmp_path, "in/datapackage.json", '{"resources": [{"path": "../secret.csv", "schema": {}}]}')
    assert load_reference([package]).tables == ()


@pytest.mark.parametrize(
    "text", ["[]", '{"resources": 3}', "3", '{"resources": [{"path": 5, "schema": {"fields": 7}}]}']
)
def test_a_description_of_the_wrong_shape_is_a_finding(tmp_path: Path, text: str) -> None:
    package = write(tmp_path, "datapackage.json", text)
    store = load_reference([package])
    assert [finding.code for finding in store.problems] == ["FC901"]


def test_missing_paths_and_empty_folders_are_findings(tmp_path: Path) -> None:
    store = load_reference([tmp_path / "nowhere.csv", tmp_path])
    assert [finding.code for finding in store.problems] == ["FC901", "FC901"]


def test_utf_16_is_read_by_its_mark_and_binary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_bytes(TOWNS.encode("utf-16"))
    (tmp_path / "binary.csv").write_bytes(b"town,people\nElm,\x00\x01\n")
    store = load_reference([tmp_path])
    assert [table.name for table in store.tables] == ["wide.csv"]
    assert [(finding.line, "binary" in finding.message) for finding in store.problems] == [(2, True)]


def test_a_dataframe_is_a_table_and_is_not_changed() -> None:
    frame = pd.DataFrame(
        {"Country": ["Norvia", "Lorland"], "People": [1200.0, None], "Rate": [1.5, 2.25]},
    )
    before = frame.copy()
    store = load_reference([frame, ("years", frame.set_index("Country"))])
    assert [table.name for table in store.tables] == ["dataframe", "years"]
    assert store.tables[0].rows == (("Norvia", "1200", "1.5"), ("Lorland", "", "2.25"))
    assert store.tables[1].fields[0].role is Role.ENTITY
    pd.testing.assert_frame_equal(frame, before)


def test_blank_rows_of_a_frame_are_passed_over_and_lines_stay() -> None:
    (table,) = load_reference(pd.DataFrame({"town": ["Elm", None, "Oak"], "people": ["3", None, "4"]})).tables
    assert (table.rows, table.lines) == ((("Elm", "3"), ("Oak", "4")), (1, 3))


def test_frames_by_name() -> None:
    store = load_reference({"towns": pd.DataFrame({"town": ["Elm"], "people": [3]})})
    assert [table.name for table in store.tables] == ["towns"]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame(), "has no columns and no rows"),
        (pd.DataFrame({"town": [], "people": []}), "has columns but no rows"),
        (pd.DataFrame({"town": [None, ""], "people": [None, None]}), "has columns but no rows"),
        (pd.Series([], dtype="float64", name="people"), "has columns but no rows"),
        (pd.DataFrame([["Elm", 3]], columns=["town", "town"]), 'names the column "town" twice'),
    ],
)
def test_a_frame_without_a_table_in_it_is_a_finding(frame: pd.DataFrame, said: str) -> None:
    store = load_reference([frame, ("towns", pd.DataFrame({"town": ["Elm"], "people": [3]}))])
    assert [table.name for table in store.tables] == ["towns"]
    assert [(finding.code, said in finding.message) for finding in store.problems] == [("FC901", True)]


@pytest.mark.parametrize("wrong", [123, [None], [3.5], ("towns", 3), [("towns", "towns.csv")], {"towns": [1, 2]}])
def test_what_can_be_no_table_is_a_wrong_call(wrong: Any) -> None:
    with pytest.raises(TypeError, match="a reference is a path to a table, a folder") as raised:
        load_reference(wrong)
    assert '"builtin"' in str(raised.value)


def doubts_about(folder: Path, rows: str, name: str = "table.csv", **described: object) -> list[str]:
    path = write(folder, name, rows)
    package = {"resources": [{"path": name, **described}]}
    write(folder, f"{path.stem}.datapackage.json", json.dumps(package))
    return [finding.code for finding in load_reference([path]).problems]


@pytest.mark.parametrize(
    "unit",
    ["persons", "settlements", "trips", "jobs", "job openings", "Vacancies", "nests", "index", "km", "EUR thousand"],
)
def test_a_plain_noun_of_counted_things_is_no_doubt(tmp_path: Path, unit: str) -> None:
    fields = [{"name": "value", "type": "integer", "unit": unit}]
    assert doubts_about(tmp_path, "town,value\nElm,3\nOak,4\n", schema={"fields": fields}) == []


def test_a_noun_of_the_tables_own_words_is_no_doubt_and_another_is(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "seen", "type": "integer", "unit": "otters"}]}
    rows = "shore,seen\nArn,3\nBel,4\n"
    assert doubts_about(tmp_path, rows, "otter_count.csv", schema=schema) == []
    assert doubts_about(tmp_path, rows, "shores.csv", title="Otters by shore", schema=schema) == []
    assert doubts_about(tmp_path, rows, "beaches.csv", schema=schema) == ["FC902"]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("town,people\nOslo,700000\nOslo,1500000\n", ["FC906"]),
        ("year,people\n2023,70\n2024,80\n2024,81\n", ["FC906"]),
        ("town,people\nOslo,700000\nOslo,\nBergen,3\n", []),
        ("town,people\nOslo,700000\nOslo,700000\n", []),
        ("town,people,source\nOslo,700000,register\nOslo,1500000,survey\n", []),
        ("town,people\nElm,3\nTotal,3\nOak,4\nTotal,4\n", []),
        ("lake,depth,warmth\nUlm,1,14\nUlm,5,11\nUlm,9,8\n", []),
    ],
)
def test_two_rows_for_one_thing_are_a_doubt_unless_told_apart(tmp_path: Path, rows: str, codes: list[str]) -> None:
    assert doubts_about(tmp_path, rows) == codes


def test_one_source_needs_no_list(tmp_path: Path) -> None:
    path = write(tmp_path, "towns.csv", TOWNS)
    assert load_reference(path).digest == load_reference(str(path)).digest == load_reference([path]).digest


def test_a_series_and_headers_of_two_levels() -> None:
    people = pd.Series([3, 4], index=pd.Index(["Elm", "Oak"], name="town"), name="people")
    levels = pd.DataFrame([["Elm", 3]], columns=pd.MultiIndex.from_tuples([("town", ""), ("people", "2024")]))
    store = load_reference([people, levels])
    assert [[field.name for field in table.fields] for table in store.tables] == [
        ["town", "people"],
        ["town", "people | 2024"],
    ]


def test_the_shipped_tables_load_without_a_problem() -> None:
    store = load_reference(["builtin"])
    assert len(store.tables) > 10
    assert store.problems == ()


def test_a_store_survives_pickling_and_knows_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "towns.csv", TOWNS)
    store = load_reference([path])
    again: ReferenceStore = pickle.loads(pickle.dumps(store))  # noqa: S301  # our own bytes
    assert again.digest == store.digest == load_reference([path]).digest
    assert again.series[0].fact(again.series[0].cells[1]) == store.series[0].fact(store.series[0].cells[1])


def test_a_fact_says_where_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "towns.csv", "town,note,people (thousands)\n\nElm,old count,1.2\n")
    (series,) = load_reference([path]).series
    fact = series.fact(series.cells_of("Elm")[0])
    assert (fact.table, fact.row, fact.column, fact.cells[0].line) == ("towns.csv", 0, "people (thousands)", 3)
    assert (fact.value, fact.entity, fact.note, fact.key) == (Fraction(1200), "Elm", "old count", (("town", "Elm"),))
    assert (fact.interval.low, fact.interval.high) == (Fraction(1150), Fraction(1250))


def test_the_reference_folder_is_found_beside_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = write(tmp_path, "story/draft.md", "text")
    monkeypatch.chdir(tmp_path)
    assert find_reference(draft) is None
    (tmp_path / "reference_data").mkdir()
    assert find_reference(draft) == Path("reference_data")
    (tmp_path / "story" / "reference_data").mkdir()
    assert find_reference(draft) == tmp_path / "story" / "reference_data"


def seconds_to_load(path: Path) -> float:
    best = float("inf")
    for _ in range(3):
        gc.collect()
        start = time.perf_counter()
        load_reference([path]).series[0].cells_of("Place 7")
        best = min(best, time.perf_counter() - start)
    return best


def test_loading_takes_time_in_proportion_to_the_rows(tmp_path: Path) -> None:
    """Four times the rows take about four times as long; sixteen would be the square."""
    header = "place,code,year,value\n"
    lines = [
        f"Place {place},P{place},{year},{place * year % 9973}" for place in range(160) for year in range(1975, 2025)
    ]
    small = write(tmp_path, "small.csv", header + "\n".join(lines[: len(lines) // 4]) + "\n")
    large = write(tmp_path, "large.csv", header + "\n".join(lines) + "\n")
    assert seconds_to_load(large) < 9 * seconds_to_load(small)


def test_a_large_table_is_told_of_while_it_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = "".join(f"Aldham ward {number},2023,{number}\n" for number in range(100_000))
    (tmp_path / "wards.csv").write_text(f"place,year,pupils\n{rows}", encoding="utf-8")
    with caplog.at_level("INFO", LOGGER):
        load_reference(tmp_path / "wards.csv")
        load_reference(tmp_path / "wards.csv")
    assert [record.message for record in caplog.records] == [
        "reading wards.csv (3 MB); later runs use what is kept of it"
    ]
