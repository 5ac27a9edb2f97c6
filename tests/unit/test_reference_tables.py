"""Small tables as people have them: what the program believes of good ones, and what it says of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.model import Finding
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.tables import Role, Table

CASES = Path(__file__).parent.parent / "cases" / "tables"
GOOD = sorted((CASES / "good").glob("*.csv"))
LAID_OUT = sorted((CASES / "crosstabs").glob("*.csv"))


def belief(store: ReferenceStore) -> str:
    """What the program takes a store's tables to say, as text."""
    return "\n".join(line for table in store.tables for line in table_lines(store, table)) + "\n"


def table_lines(store: ReferenceStore, table: Table) -> list[str]:
    columns = [f"{field.name or '(no name)'}: {field.role}" for field in table.fields if field.role is not Role.VALUE]
    lines = [f"table {table.name}: {len(table.rows)} rows, titled {table.title}", *(f"  {line}" for line in columns)]
    for series in (series for series in store.series if series.table is table):
        lines += series_lines(series)
    return lines


def series_lines(series: Series) -> list[str]:
    unit = series.unit.name if series.unit else "no unit"
    scale = f" x {series.scale}" if series.scale != 1 else ""
    kind = f", {series.kind}" if series.kind != "value" else ""
    head = f"  series {series.measure} [{'; '.join(series.names)}]: {unit}{scale}{kind}"
    return [head, *(f"    {fact_line(series, number)}" for number in range(len(series.cells)))]


def fact_line(series: Series, number: int) -> str:
    cell = series.cells[number]
    fact = series.fact(cell)
    period = fact.period.label if fact.period else "no period"
    low, high = (
        str(bound) if bound is None else f"{float(bound):.12g}" for bound in (fact.interval.low, fact.interval.high)
    )
    bounds = "" if fact.interval.is_point else f" from {low} to {high}"
    words = [fact.comparator, "aggregate" if cell.aggregate else "", fact.source.title, fact.note]
    rest = ", ".join(word for word in words if word)
    unit = f" {fact.unit.name}" if fact.unit else ""
    value = f"{float(fact.value):.12g}{unit}{bounds}"
    return f"{fact.entity or '(all)'} | {period} | {value}{' | ' + rest if rest else ''}"


def finding_line(finding: Finding) -> str:
    place = f"{Path(finding.path).name}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {finding.severity}: {finding.message}"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_table_is_believed_as_written_beside_it(path: Path) -> None:
    store = load_reference([path])
    assert [finding_line(finding) for finding in store.problems] == []
    assert belief(store) == path.with_suffix(".believed.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", LAID_OUT, ids=lambda path: path.stem)
def test_a_table_laid_out_by_hand_is_believed_and_what_was_taken_for_what_is_told(path: Path) -> None:
    store = load_reference([path])
    told = "".join(f"{finding_line(finding)}\n" for finding in store.problems)
    assert told + belief(store) == path.with_suffix(".believed.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["bad", "doubtful"])
def test_every_problem_names_its_place_and_its_fix(folder: str) -> None:
    store = load_reference([CASES / folder])
    lines = sorted(finding_line(finding) for finding in store.problems)
    assert lines == (CASES / folder / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_a_refused_table_leaves_the_others_usable() -> None:
    store = load_reference([CASES / "bad", CASES / "good" / "league.csv"])
    assert [table.name for table in store.tables] == ["league.csv"]


def test_a_doubtful_table_is_used() -> None:
    store = load_reference([CASES / "doubtful"])
    assert len(store.tables) == len(list((CASES / "doubtful").glob("*.csv")))
    units = {series.measure: series.unit.name for series in store.series if series.unit}
    assert units["distance"] == "kilometrs"
    assert units["spending"] == "zorkmids"


def test_a_glossary_beside_a_table_names_what_its_headers_stand_for() -> None:
    store = load_reference([CASES / "box_score" / "players.csv"])
    assert [(one.names[-1], one.unit.name if one.unit else "") for one in store.series] == [
        ("minutes played", ""),
        ("points", "point"),
        ("field goal percent", "percent"),
        ("steals", ""),
    ]
    assert store.problems == ()


YEARS = "Jahr jaar année an año anno any år ár vuosi aasta gads metai rok év leto godina viti έτος година год рік yıl"


@pytest.mark.parametrize("word", YEARS.split())
def test_a_column_of_years_is_called_so_in_many_languages(word: str, tmp_path: Path) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(f"Ort,{word},Besucher\nElm,2022,3410\nElm,2023,3512\nOak,2023,1355\n", encoding="utf-8")
    store = load_reference([path])
    assert [field.role for field in store.tables[0].fields] == [Role.ENTITY, Role.PERIOD, Role.VALUE]
    assert store.problems == ()
