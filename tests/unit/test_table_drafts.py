"""First descriptions: what `factcheck tables init` writes changes nothing, until a person corrects a line of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.model import Finding
from factcheck.reference.beliefs import beliefs_of
from factcheck.reference.drafting import DraftError, draft_descriptions
from factcheck.reference.editions import all_editions
from factcheck.reference.linting import lint, load_description
from factcheck.reference.markup import load_yaml
from factcheck.reference.sameness import same_belief
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.yaml_text import scalar, texts

ROOT = Path(__file__).parents[2]
TABLES = [
    *sorted((ROOT / "tests/cases/tables/good").glob("*.csv")),
    *sorted((ROOT / "tests/cases/tables/doubtful").glob("*.csv")),
    *sorted((ROOT / "tests/cases/newsroom").glob("*.csv")),
    *sorted((ROOT / "reference_data").glob("*/*.csv")),
]
SMALL = 40_000  # bytes; of a larger table a part does as well


def copied(path: Path, folder: Path) -> Path:
    """The table in a folder of its own, without the description that it has."""
    copy = folder / path.name
    if path.stat().st_size <= SMALL:
        shutil.copy(path, copy)
    else:
        head = path.read_bytes()[:SMALL]
        copy.write_bytes(head[: head.rindex(b"\n") + 1])
    return copy


def drafted(path: Path, *, force: bool = False) -> list[str]:
    problems: list[Finding] = []
    told = list(draft_descriptions(path, problems, force=force))
    assert not [problem for problem in problems if problem.code == "FC901"]
    return told


def store_of(path: Path) -> ReferenceStore:
    store = load_reference([path])
    assert len(store.tables) == 1, store.problems
    return store


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_first_description_changes_nothing(path: Path, tmp_path: Path) -> None:
    table = copied(path, tmp_path)
    before = store_of(table)
    drafted(tmp_path)
    after = store_of(table)
    assert after.tables[0].declared, "the description was read"
    same = (before.tables[0], all_editions(before.series)), (after.tables[0], all_editions(after.series))
    assert same_belief(*same), (tmp_path / "datapackage.yaml").read_text("utf-8")
    assert [one for one in lint([table], after) if one.code == "FC907"] == []


def test_most_of_what_is_inferred_is_written_down(tmp_path: Path) -> None:
    """Keys may be left out where they would change something; that is rare."""
    full = 0
    tables = [path for path in TABLES if path.parent.name == "good"]
    for number, path in enumerate(tables):
        folder = tmp_path / str(number)
        folder.mkdir()
        copied(path, folder)
        drafted(folder)
        (resource,) = load_description(folder / "datapackage.yaml")["resources"]
        full += all("role" in field for field in resource["schema"]["fields"])
    assert full >= len(tables) * 0.9


BUDGET = "Service,2024/25 (£000)\nSchools,43050\nRoads,12310\nTotal,55360\n"


def test_a_corrected_line_is_believed(tmp_path: Path) -> None:
    table = tmp_path / "budget.csv"
    table.write_text(BUDGET, "utf-8")
    assert drafted(table) == [f"{tmp_path}/budget.datapackage.yaml: written for 1 table"]
    description = tmp_path / "budget.datapackage.yaml"
    text = description.read_text("utf-8")
    assert "aggregates: [Total]" in text
    description.write_text(text.replace("unit: GBP", "unit: EUR"), "utf-8")
    (belief,) = beliefs_of(store_of(table))
    assert (belief.measures[0].unit, belief.measures[0].scale) == ("EUR", "thousand")
    assert "unit" in belief.columns[1].declared


def test_nothing_is_written_over_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET, "utf-8")
    drafted(tmp_path)
    described = tmp_path / "datapackage.yaml"
    described.write_text(described.read_text("utf-8") + "# mine\n", "utf-8")
    assert drafted(tmp_path) == [f"budget.csv: has a description already, {described}; it is kept"]
    assert described.read_text("utf-8").endswith("# mine\n")
    drafted(tmp_path, force=True)
    assert "# mine" not in described.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["budget.csv", "datapackage.yaml"]


def test_a_description_of_other_tables_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET, "utf-8")
    (tmp_path / "datapackage.yaml").write_text("resources: []\n", "utf-8")
    with pytest.raises(DraftError, match="is there already"):
        drafted(tmp_path)
    (tmp_path / "datapackage.yaml").rename(tmp_path / "datapackage.json")
    (tmp_path / "datapackage.json").write_text('{"resources": []}', "utf-8")
    with pytest.raises(DraftError, match=r"datapackage\.json beside it is read first"):
        drafted(tmp_path, force=True)


def test_every_folder_gets_its_own(tmp_path: Path) -> None:
    for name in ("a/b/c/one.csv", "two.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BUDGET, "utf-8")
    assert len(drafted(tmp_path)) == 2
    assert [table.declared != () for table in load_reference([tmp_path]).tables] == [True, True]


def test_nothing_to_describe_is_said(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="holds no table"):
        list(draft_descriptions(tmp_path, []))
    with pytest.raises(DraftError, match="no such file"):
        list(draft_descriptions(tmp_path / "gone.csv", []))


@given(st.text(max_size=40))
def test_any_text_is_written_so_that_it_is_read_back(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    written = f"- {scalar(text)}\n- {texts([text, text])}\n"
    assert load_yaml(written) == [text, [text, text]]
    assert yaml.safe_load(written) == [text, [text, text]]


CELLS = st.sampled_from(
    ["Total", "World", "EU", "no", "12", "1,204", "3.5%", "n/a", "Q1 2024", "2024", 'Elm: "x"', "# a"]
)
HEADS = st.sampled_from(
    ["Town", "Year", "Value", "Release date", "Share", "Spent (£m)", "2023", "Harvest (A, 2019)", "is_total"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HEADS, min_size=2, max_size=4, unique=True), st.data())
def test_a_first_description_of_any_table_changes_nothing(tmp_path: Path, heads: list[str], data: Any) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=5))
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [heads, *rows]]
    table = tmp_path / "table.csv"
    table.write_text("\n".join(quoted) + "\n", "utf-8")
    (tmp_path / "datapackage.yaml").unlink(missing_ok=True)
    before = load_reference([table])
    if not before.tables:
        return
    drafted(tmp_path)
    after = load_reference([table])
    made = (before.tables[0], before.series), (replace(after.tables[0]), after.series)
    assert same_belief(*made), (tmp_path / "datapackage.yaml").read_text("utf-8")
