"""What the program believes of the shared raw tables, against what an editor reads in them.

python -m tests.benchmarks.raw_tables --shared DIR

Loads every folder of DIR/reference_data_raw as a user would, and holds each table against `raw_tables.toml`: rows,
facts, the columns that name things and periods, known values with their units, the doubts told; or the refusal and its
line.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from factcheck.model import Fact, Finding
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.tables import Role, Table

EXPECTED = Path(__file__).with_name("raw_tables.toml")
_REFUSED = "FC901"


def measure(raw: Path) -> tuple[dict[str, int], list[str]]:
    """The counts, and a line for each thing that is read otherwise than expected."""
    wanted = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["table"]
    stores = {name: load_reference([raw / name]) for name in sorted({_folder(one) for one in wanted})}
    lines: list[str] = []
    right = 0
    for one in wanted:
        wrong = list(differences(one, stores[_folder(one)]))
        right += not wrong
        lines += [f"{one['file']}: {text}" for text in wrong]
    listed = {one["file"] for one in wanted}
    unlisted = sorted(
        str(path.relative_to(raw)) for path in raw.rglob("*.csv") if str(path.relative_to(raw)) not in listed
    )
    lines += [f"{name}: nothing is expected of it" for name in unlisted]
    return {"right": right, "tables": len(wanted) + len(unlisted)}, lines


def _folder(one: Mapping[str, Any]) -> str:
    return str(one["file"]).partition("/")[0]


def differences(one: Mapping[str, Any], store: ReferenceStore) -> Iterator[str]:
    """What is read otherwise than one expectation says."""
    name = str(one["file"]).rpartition("/")[2]
    told = [problem for problem in store.problems if Path(problem.path).name == name]
    if "refused" in one:
        yield from _refusal(one, told)
        return
    table = next((table for table in store.tables if table.path is not None and table.path.name == name), None)
    if table is None:
        yield f"not loaded: {[problem.message for problem in told]}"
        return
    yield from _columns(one, table)
    series = [series for series in store.series if series.table is table]
    facts = sum(len(one.cells) for one in series)
    if (len(table.rows), facts) != (one["rows"], one["facts"]):
        yield f"{len(table.rows)} rows and {facts} facts, expected {one['rows']} and {one['facts']}"
    for text in one.get("known", ()):
        yield from _value(text, series)
    yield from _doubts(one, told)


def _refusal(one: Mapping[str, Any], told: list[Finding]) -> Iterator[str]:
    refused = [problem for problem in told if problem.code == _REFUSED]
    right = any(
        one["refused"] in problem.message
        and problem.line == one["line"]
        and problem.column == one.get("column", problem.column)
        for problem in refused
    )
    if not right:
        found = [f"{problem.line}:{problem.column}: {problem.message}" for problem in refused] or "used"
        yield f"{found}, expected a refusal in line {one['line']}: {one['refused']}"


def _columns(one: Mapping[str, Any], table: Table) -> Iterator[str]:
    for key, role in (("entity", Role.ENTITY), ("period", Role.PERIOD), ("unused", Role.IGNORE)):
        found = {field.name for field in table.fields if field.role is role}
        if found != set(one.get(key, ())):
            yield f"{key} columns {sorted(found)}, expected {sorted(one.get(key, ()))}"


def _doubts(one: Mapping[str, Any], told: list[Finding]) -> Iterator[str]:
    """Every doubt expected is told, and a table that is plain raises none."""
    for text in one.get("doubts", ()):
        if not any(text in problem.message for problem in told):
            yield f"nothing is told of {text}"
    if not one.get("doubts") and told:
        yield f"unexpected: {told[0].message}"


def _value(text: str, series: list[Series]) -> Iterator[str]:
    measure, entity, period, value, unit = (part.strip() for part in text.split("|"))
    found = [
        fact
        for one in series
        if one.measure == measure
        for cell in one.cells
        if (fact := one.fact(cell)).entity == entity and (fact.period.label if fact.period else "") == period
    ]
    if not any(_is(fact, value, unit) for fact in found):
        yield f"{text} is read as {[(str(fact.value), fact.unit and fact.unit.name) for fact in found] or 'nothing'}"


def _is(fact: Fact, value: str, unit: str) -> bool:
    return fact.value == Fraction(value) and (fact.unit.name if fact.unit else "") == unit


def main() -> None:
    """Read the command line, print found against expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    counts, lines = measure(parser.parse_args().shared / "reference_data_raw")
    print("\n".join([*lines, f"raw tables read as expected: {counts['right']} of {counts['tables']}"]))


if __name__ == "__main__":
    main()
