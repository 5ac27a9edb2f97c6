import json
import math
import pickle
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

import factcheck
from factcheck.exact import exact_number, exact_text, json_number
from factcheck.model import Finding, Interval, Modifier, Quantity, Severity
from factcheck.records import (
    FACT_KEYS,
    FIGURE_KEYS,
    VERDICT_KEYS,
    figure_record,
    flat_columns,
)
from factcheck.reports.machine import csv_chunks, json_chunks, jsonl_chunks
from tests.unit import builders

SCHEMA = json.loads(files("factcheck").joinpath("data/report.schema.json").read_text("utf-8"))


def validator(name: str = "") -> Draft202012Validator:
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]} if name else SCHEMA
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1_200_000_000), "1200000000"),
        (Fraction("3.1"), "3.1"),
        (Fraction("-0.05"), "-0.05"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(2, 3), "2/3"),
        (Fraction(-7, 6), "-7/6"),
        (Fraction(7, 50), "0.14"),
    ],
)
def test_exact_numbers_are_written_plainly(value: Fraction, text: str) -> None:
    assert exact_text(value) == text
    assert exact_number(text) == value


def test_numbers_longer_than_python_prints_are_written_all_the_same() -> None:
    value = Fraction(10**5000)
    assert exact_text(value) == "1" + "0" * 5000
    assert exact_number(exact_text(value)) == value
    assert json_number(value) is None
    assert json_number(Fraction(1, 10**5000)) == 0.0


def test_numbers_for_machines_are_ints_where_they_are_whole() -> None:
    assert json_number(Fraction(40)) == 40
    assert isinstance(json_number(Fraction(40)), int)
    assert json_number(Fraction("3.1")) == 3.1
    assert json_number(None) is None


def test_a_figure_has_exactly_the_documented_keys_in_order() -> None:
    document = builders.draft()
    record = figure_record(document, builders.judged(document)[0].claim)
    assert tuple(record) == FIGURE_KEYS
    assert record["line"] == 3
    assert record["column"] == 19
    assert record["unit"] == "USD"
    assert record["period"] == "2022-11"
    assert record["entities"] == ["Coast"]
    assert (record["low"], record["high"], record["high_open"]) == (39_500_000_000, 40_500_000_000, True)


def test_offsets_find_the_surface_in_the_text() -> None:
    document = builders.draft()
    for judgement in builders.judged(document):
        record = figure_record(document, judgement.claim)
        assert document.text[record["start"] : record["end"]] == record["surface"]


def test_open_ends_and_missing_values_are_null() -> None:
    document = builders.draft()
    number = Quantity(None, Interval(Fraction(100), None, low_open=True), modifier=Modifier.MORE_THAN)
    record = figure_record(document, builders.claim(document, "41", number))
    assert (record["value"], record["value_exact"], record["low"], record["high"]) == (None, None, 100, None)
    assert record["low_open"] is True
    identifier = figure_record(document, builders.judged(document)[-1].claim)
    assert (identifier["modifier"], identifier["unit"], identifier["reason"]) == (None, None, "identifier")


def test_a_verdict_adds_its_keys_and_its_facts() -> None:
    record = builders.report().to_dict()["documents"][0]["figures"][0]
    assert tuple(record) == FIGURE_KEYS + VERDICT_KEYS
    assert tuple(record["facts"][0]) == FACT_KEYS
    assert record["facts"][0]["key"] == {"entity": "Coast", "as_of": "2022-11-10"}
    assert record["facts"][0]["score"] == 0.9123456
    assert record["suggestion"] == "$40 million"


def test_findings_carry_place_fact_and_figure() -> None:
    report = builders.report()
    finding = report.to_dict()["documents"][0]["findings"][0]
    assert (finding["document"], finding["line"], finding["column"]) == ("draft.md", 3, 19)
    assert finding["figure"] == report.to_dict()["documents"][0]["figures"][0]["id"]
    assert finding["fact"]["table"] == "aid"


def test_outputs_follow_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    problem = Finding("FC901", Severity.ERROR, "this is a folder", path="x", line=3)
    validator().validate(json.loads("".join(json_chunks(builders.report(problems=(problem,))))))
    validator().validate(json.loads("".join(json_chunks(builders.extraction()))))
    for record in jsonl_chunks(builders.report()):
        validator("judged_figure").validate(json.loads(record))
    for record in jsonl_chunks(builders.extraction()):
        validator("figure").validate(json.loads(record))


def test_the_schema_describes_every_key() -> None:
    assert tuple(SCHEMA["$defs"]["figure"]["properties"]) == FIGURE_KEYS
    assert tuple(SCHEMA["$defs"]["judged_figure"]["properties"]) == FIGURE_KEYS + VERDICT_KEYS
    assert tuple(SCHEMA["$defs"]["link"]["properties"]) == FACT_KEYS


def test_csv_has_a_row_a_figure_under_the_flat_columns() -> None:
    lines = "".join(csv_chunks(builders.report())).splitlines()
    assert lines[0] == ",".join(flat_columns(checked=True))
    assert len(lines) == 6
    assert "40000000000" in lines[1]
    assert ",true," in lines[1]


def test_a_lone_surrogate_survives_json() -> None:
    extraction = builders.extraction()
    text = "".join(jsonl_chunks(extraction)).replace("T-72", "T\ud83d")
    written = text.encode("utf-8", "backslashreplace").decode("utf-8")
    assert json.loads(written.splitlines()[-1])["surface"] == "T\ud83d"


@pytest.mark.parametrize("checked", [True, False])
def test_frames_have_the_same_dtypes_with_and_without_rows(checked: bool) -> None:
    full = builders.report().to_frame() if checked else builders.extraction().to_frame()
    empty = builders.report(documents=()).to_frame() if checked else type(builders.extraction())(()).to_frame()
    assert tuple(full.columns) == flat_columns(checked=checked)
    assert len(empty) == 0
    pd.testing.assert_series_equal(full.dtypes, empty.dtypes)


def test_a_frame_of_findings_names_the_other_places() -> None:
    report = factcheck.check("The yard built 14 ferries and 7 tugs, 23 vessels in total.")
    frame = report.findings_frame()
    assert frame[["code", "start", "suggestion", "related"]].values.tolist() == [
        ["FC401", 38, "21", "1:16: a part; 1:31: a part"]
    ]
    assert report.to_frame()["related"].tolist()[-1] == "1:16: a part; 1:31: a part"
    empty = factcheck.check("Nothing.").findings_frame()
    pd.testing.assert_series_equal(frame.dtypes, empty.dtypes)


def test_a_frame_holds_the_best_fact() -> None:
    frame = builders.report().to_frame()
    row = frame.iloc[0]
    assert (row["verdict"], row["fact_table"], row["fact_row"], row["fact_value"]) == ("contradicted", "aid", 1, 4e7)
    assert row["fact_key"] == "entity=Coast; as_of=2022-11-10"
    assert math.isnan(frame.iloc[4]["value"])
    assert str(frame["surface"].dtype) == "str"
    assert str(frame["fact_row"].dtype) == "Int64"
    assert frame["fact_row"].isna().sum() == 3


def test_results_are_picklable() -> None:
    for result in (builders.report(), builders.extraction()):
        assert pickle.loads(pickle.dumps(result)).to_dict() == result.to_dict()  # noqa: S301 - our own bytes


def test_the_documentation_names_every_key_and_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "output.md").read_text("utf-8")
    definitions = SCHEMA["$defs"]
    named = {
        key
        for name in ("report", "judged_figure", "link", "finding", "table")
        for key in definitions[name]["properties"]
    }
    missing = sorted(key for key in {*named, *flat_columns(checked=True)} if f"`{key}`" not in page)
    assert not missing
    assert f'`"{SCHEMA["$defs"]["report"]["properties"]["schema_version"]["const"]}"`' in page
