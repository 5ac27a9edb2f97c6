"""A check written as JSON and read back is the same report, whatever it is then written as."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import factcheck
from factcheck.json_values import WrongValueError, made, plain
from factcheck.model import (
    Because,
    Finding,
    Fix,
    Grain,
    Interval,
    Modifier,
    Period,
    Pin,
    Quantity,
    SetAside,
    Severity,
    Span,
    Unit,
)
from factcheck.reports.formats import FORMATS, How, chunks
from factcheck.restoring import SavedReportError
from factcheck.results import Report
from tests.unit import builders
from tests.unit.test_records import SCHEMA
from tests.work import calls_of

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = Path(__file__).parents[1] / "cases" / "newsroom"
DRAFTS = [*sorted(EXAMPLES.glob("kherson*.md")), *(one for one in sorted(CASES.glob("*.md")) if one.stem != "README")]


def written(report: Report, form: str = "json") -> str:
    return "".join(chunks(form, report, How()))


def same_again(report: Report) -> Report:
    """The report read back, after a look that every format writes both alike."""
    again = Report.from_json(written(report))
    assert again.to_dict() == report.to_dict()
    for form in FORMATS:
        assert written(again, form) == written(report, form), form
    return again


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_saved_check_is_the_same_in_every_format(path: Path) -> None:
    report = factcheck.check(path, "builtin" if path.parent == EXAMPLES else sorted(CASES.glob(f"{path.stem}*.csv")))
    again = same_again(report)
    assert [one.document for one in again.documents] == [one.document for one in report.documents]
    kept = [replace(one, considered=one.others) for one in report]
    assert list(again) == kept
    Draft202012Validator(SCHEMA).validate(json.loads(written(report)))


def test_findings_that_do_not_count_fixes_and_pins_are_kept() -> None:
    report = builders.report(as_of=date(2022, 11, 20), locale="en-GB", select=("FC1",), codes=frozenset({"FC102"}))
    report = replace(report, min_coverage=Fraction("0.8"))
    document = report.documents[0]
    fix = Fix(Span(36, 47), "$40 million", certain=True)
    pin = Pin("$40 billion", "aid", "value", {"entity": "Coast"}, line=3, by="Ana", place="draft.pins.toml:1")
    wrong = replace(document.judgements[0], pin=pin, fix=fix, comparison="the two differ")
    finding = replace(document.findings[0], fix=fix, fingerprint="0a1b")
    aside = SetAside(finding, Because.SUPPRESSED, "the ministry's own word", "draft.md:3")
    document = replace(document, judgements=(wrong, *document.judgements[1:]), findings=(finding,), set_aside=(aside,))
    again = same_again(replace(report, documents=(document,), reference=("tables",)))
    assert again.documents[0].judgements[0].pin == pin
    assert again.set_aside[0].finding.fix == fix
    assert again.codes == frozenset({"FC102"})


def test_what_a_run_without_tables_says_is_said_once() -> None:
    report = factcheck.check("They cleared 41 places, about two thirds of them by hand.")
    assert same_again(report).problems == report.problems == ()
    problem = Finding("FC901", Severity.ERROR, "this is a folder", path="x\ny", line=3)
    assert same_again(builders.report(problems=(problem,))).problems == (problem,)


def test_the_version_that_checked_is_kept() -> None:
    record = builders.report().to_dict() | {"factcheck_version": "0.0.9"}
    assert Report.from_dict(record).to_dict() == record


def test_keys_that_later_versions_add_are_passed_over() -> None:
    record = builders.report().to_dict()
    record |= {"schema_version": "1.9", "mood": "calm"}
    record["documents"][0]["figures"][0]["detail"]["mood"] = "calm"
    assert Report.from_dict(record).to_dict() == builders.report().to_dict()


def changed(**more: Any) -> str:
    return json.dumps(builders.report().to_dict() | more)


def damaged(*path: Any, value: Any) -> str:
    record = builders.report().to_dict()
    holder(record, path)[path[-1]] = value
    return json.dumps(record)


def holder(record: Any, path: Sequence[Any]) -> Any:
    """What holds the value at the end of a way."""
    for key in path[:-1]:
        record = record[key]
    return record


FIGURE = ("documents", 0, "figures", 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema_version": "1.1",\n "command" "check"}', "no JSON: Expecting ':' delimiter in line 2, column 12"),
        ("", "this is no JSON: Expecting value in line 1, column 1"),
        (b"\xff\xfe\x00", "this is no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "a number is too long"),
        ("[]", "this is no saved report; factcheck check --format json writes one"),
        ("{}", "this is no saved report"),
        (json.dumps(builders.extraction().to_dict()), "not the report of a check"),
        (
            changed(schema_version="2.0"),
            "schema version 2.0 of a newer factcheck (0.1.0), and this one reads up to 1.1",
        ),
        (changed(schema_version="1.0"), "the schema version 1.0, which leaves out the draft; check the draft again"),
        (changed(schema_version="new"), "the schema version 'new' is none"),
        (changed(schema_version=1.1), "the schema version 1.1 is none"),
        (changed(documents={}), "damaged: documents: a list is asked for, not {}"),
        (changed(documents=[7]), "damaged: documents[0]: an object is asked for, not 7"),
        (changed(settings=None), "damaged: settings: an object is asked for, not None"),
        (damaged(*FIGURE, "verdict", value="true"), "documents[0].figures[0].verdict: 'true' is none of consistent,"),
        (damaged(*FIGURE, "verdict", value=[]), "documents[0].figures[0].verdict: [] is none of"),
        (damaged(*FIGURE, "start", value="7"), "documents[0].figures[0].mention.start: a whole number is asked for"),
        (damaged(*FIGURE, "detail", value=None), "documents[0].figures[0]"),
        (damaged(*FIGURE, "detail", "sentence", value=[1]), "figures[0].sentence: two offsets are asked for, not [1]"),
        (damaged(*FIGURE, "facts", 0, "score", value="high"), "facts[0].score: a number is asked for, not 'high'"),
        (damaged(*FIGURE, "facts", 0, "detail", "value", value="1e9"), 'facts[0].value: "1e9" is no exact number'),
        (damaged(*FIGURE, "facts", 0, "key", value=None), "facts[0]"),
        (changed().replace("0.2,", "NaN,"), "considered[0].score: a number is asked for, not nan"),
        (
            damaged(*FIGURE, "start", value=10**30),
            "damaged: documents[0].figures: the text of the draft has no characters",
        ),
        (
            damaged(*FIGURE, "detail", "sentence", value=[9, 5]),
            "figures: the text of the draft has no characters 9 to 5",
        ),
        (
            damaged("documents", 0, "findings", 0, "end", value=-3),
            "documents[0].findings: the text of the draft has no",
        ),
        (damaged("documents", 0, "text", value=""), "documents[0].blocks: the text of the draft has no characters"),
        (damaged("documents", 0, "source", value=""), "documents[0].source_map: the source of the draft is shorter"),
        (damaged("settings", "as_of", value="soon"), "settings.as_of: 'soon' is no day such as 2022-11-20"),
    ],
)
def test_what_is_no_saved_report_is_told_with_its_place(text: str | bytes, said: str) -> None:
    with pytest.raises(SavedReportError) as error:
        Report.from_json(text)
    assert said in str(error.value)


def ways(record: Any) -> Iterator[list[Any]]:
    """The ways to every value of a JSON document."""
    for key, value in list(record.items() if isinstance(record, dict) else enumerate(record)):
        yield [key]
        if isinstance(value, dict | list):
            yield from ([key, *rest] for rest in ways(value))


def test_no_single_change_makes_more_than_a_message() -> None:
    document = builders.report().documents[0]
    short = replace(document, judgements=document.judgements[:1])
    record = json.loads(written(builders.report(documents=(short,))))
    refused = 0
    for way in ways(record):
        place, key = holder(record, way), way[-1]
        right = place[key]
        for wrong in (None, 7, "x", [None]):
            place[key] = wrong
            try:
                Report.from_dict(record)
            except SavedReportError:
                refused += 1
        place[key] = right
    assert refused > 500
    assert Report.from_dict(record).to_dict() == record


TEXTS = st.text("Aé$ \\\ud83d", max_size=5)
NUMBERS = st.fractions() | st.integers(-(10**400), 10**400).map(Fraction)
UNITS = st.builds(Unit, TEXTS, TEXTS, st.none() | NUMBERS, NUMBERS, TEXTS)
INTERVALS = st.builds(Interval, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.booleans())
QUANTITIES = st.builds(
    Quantity,
    st.none() | NUMBERS,
    INTERVALS,
    st.none() | NUMBERS,
    st.none() | UNITS,
    st.sampled_from(Modifier),
    TEXTS,
    st.tuples() | st.tuples(NUMBERS, NUMBERS),
    st.none() | NUMBERS,
    NUMBERS,
    st.booleans(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUANTITIES)
def test_every_quantity_comes_back_exactly(quantity: Quantity) -> None:
    assert made(Quantity, json.loads(json.dumps(plain(quantity)))) == quantity


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(Period, st.dates(), st.dates(), st.sampled_from(Grain), TEXTS))
def test_every_period_comes_back_exactly(period: Period) -> None:
    again = made(Period, json.loads(json.dumps(plain(period))))
    assert (again, again.text) == (period, period.text)


def test_a_record_without_a_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form in JSON"):
        plain(object())
    with pytest.raises(WrongValueError, match=r"^interval\.low: \"1/0\" is no exact number$"):
        made(Quantity, {"value": None, "interval": {"low": "1/0", "high": None}})


def repeated(number: int) -> Report:
    return factcheck.check("The yard built 14 ferries and 7 tugs, 23 vessels in total.\n\n" * number)


def test_writing_and_reading_take_linear_work() -> None:
    short, long = repeated(20), repeated(80)
    texts = written(short), written(long)
    assert calls_of(lambda: written(long)) < 5 * calls_of(lambda: written(short))
    assert calls_of(lambda: Report.from_json(texts[1])) < 5 * calls_of(lambda: Report.from_json(texts[0]))
