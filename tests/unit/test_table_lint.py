"""What `factcheck tables lint` says of descriptions and of what they say of their tables."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.model import Finding
from factcheck.reference.beliefs import beliefs_of
from factcheck.reference.linting import description_schema, lint, load_description
from factcheck.reference.shipped import SIDE_ENDINGS
from factcheck.reference.store import load_reference

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests/cases/tables/lint/cases.toml").read_text("utf-8"))["cases"]
BROKEN = {"broken_description", "misspelt_unit"}  # cases of what is wrong with a description
DESCRIPTIONS = [
    path
    for folder in ("reference_data", "tests/cases")
    for path in sorted((ROOT / folder).rglob("*datapackage.*"))
    if path.suffix in (".json", ".yaml") and path.name.split(".")[0] not in BROKEN
]


def told(finding: Finding) -> str:
    place = "".join(f":{number}" for number in (finding.line, finding.column) if number)
    return f"{Path(finding.path).name}{place}: {finding.code} {finding.severity}: {finding.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_every_mistake_has_its_place_and_its_fix(case: dict[str, Any], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(case["csv"].lstrip("\n"), "utf-8")
    form = "json" if "json" in case else "yaml"
    (tmp_path / f"table.datapackage.{form}").write_text(case[form].lstrip("\n"), "utf-8")
    found = [told(one) for one in lint([table], load_reference([table]))]
    assert found == case.get("says", [])


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(description_schema())


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.parent.name + "/" + path.name)
def test_our_own_descriptions_are_as_the_schema_says(path: Path) -> None:
    package = load_description(path)
    errors = [error.message for error in jsonschema.Draft202012Validator(description_schema()).iter_errors(package)]
    assert errors == []


def test_the_shipped_descriptions_have_nothing_wrong() -> None:
    shipped = sorted((ROOT / "reference_data").glob("*/datapackage.json"))
    assert shipped
    assert [told(one) for one in lint(shipped, load_reference(shipped))] == []


def test_every_key_that_is_read_is_explained() -> None:
    page = (ROOT / "docs" / "reference-tables.md").read_text("utf-8")
    missing = [key for key in sorted(keys_read(description_schema())) if f"`{key}`" not in page]
    assert missing == []


def keys_read(schema: Any) -> set[str]:
    """The keys whose comment says that a check heeds them."""
    found = set()
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            if value.get("$comment"):
                found.add(key)
        for value in schema.values():
            found |= keys_read(value)
    return found


@pytest.mark.parametrize("ending", SIDE_ENDINGS)
def test_any_ending_of_a_description_is_read(ending: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("town,people\nElm,3\nOak,4\n", "utf-8")
    said = {"resources": [{"path": "table.csv", "schema": {"fields": [{"name": "people", "unitt": "people"}]}}]}
    (tmp_path / f"table{ending}").write_text(json.dumps(said), "utf-8")
    (finding,) = lint([tmp_path], load_reference([tmp_path]))
    assert '"unit"' in finding.message


def test_a_description_that_repeats_itself_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("town,people\nElm,3\nOak,4\n", "utf-8")
    doubled = "".join(f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 10))
    for text in (f"a0: &a0 [x]\n{doubled}resources: []\n", "resources: &a [{path: table.csv, schema: {fields: *a}}]\n"):
        (tmp_path / "table.datapackage.yaml").write_text(text, "utf-8")
        (finding,) = lint([tmp_path], load_reference([tmp_path]))
        assert (finding.code, "repeats itself" in finding.message) == ("FC901", True)


def test_notes_reach_the_facts(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("town,people\nElm,3\nOak,4\n", "utf-8")
    field = {"name": "people", "note": "survey"}
    said = {"resources": [{"path": "table.csv", "note": "provisional", "schema": {"fields": [field]}}]}
    (tmp_path / "table.datapackage.json").write_text(json.dumps(said), "utf-8")
    (series,) = load_reference([tmp_path]).series
    assert series.fact(series.cells[0]).note == "survey; provisional"


KEYS = st.sampled_from([*sorted(keys_read(description_schema())), "units", "xyz"])
SIMPLE = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3000), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["people", "town", "thousand", "1%", "April", "2024-06", "vintage", "%Y", "", "table.csv", "km"]),
    st.text(max_size=6),
)  # fmt: skip
VALUES = st.recursive(
    SIMPLE, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=9
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS, VALUES, max_size=5), st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=3))
def test_whatever_a_description_says_there_are_findings_and_no_exception(
    tmp_path: Path, resource: dict[str, Any], fields: list[dict[str, Any]]
) -> None:
    (tmp_path / "table.csv").write_text("town,people\nElm,3\nOak,4\n", "utf-8")
    named = [{"name": "people"} | field for field in fields]
    said = {"resources": [{"path": "table.csv", "schema": {"fields": named}} | resource]}
    (tmp_path / "table.datapackage.json").write_text(json.dumps(said), "utf-8")
    store = load_reference([tmp_path])
    assert store.tables or store.problems
    assert all(finding.message for finding in lint([tmp_path], store))
    assert len(beliefs_of(store)) == len(store.tables)
