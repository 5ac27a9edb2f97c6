"""Whatever a file holds, loading it gives tables or findings, never an exception."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.reference.cells import parse_cell
from factcheck.reference.headers import parse_header
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.store import load_reference

GOOD = sorted((Path(__file__).parent.parent / "cases" / "tables" / "good").glob("*.csv"))
PIECES = st.sampled_from(
    [
        "Year",
        "2024",
        "Q1 2024",
        "(£000)",
        "value",
        "unit",
        "measure",
        "-",
        "1,204",
        "(3.5)",
        "%",
        "n/a",
        "Total",
        "İ",
        "²",
        "٣",
    ]
)
CELLS = st.one_of(PIECES, st.text(max_size=12), st.lists(PIECES, max_size=4).map(" ".join))
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load(folder: Path, data: bytes, description: bytes = b"") -> None:
    path = folder / "table.csv"
    side = folder / "table.datapackage.json"
    path.write_bytes(data)
    side.unlink(missing_ok=True)
    if description:
        side.write_bytes(description)
    store = load_reference([path])
    assert store.tables or store.problems
    for series in store.series:
        for cell in series.cells:
            fact = series.fact(cell)
            assert fact.cells[0].text == cell.text
            assert fact.interval.low is None or fact.interval.low <= fact.value


@QUIET
@given(st.binary(max_size=300))
@example(b'a,b\n1,"2\n')
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\x00")
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    load(tmp_path, data)


@QUIET
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8))
def test_any_cells(tmp_path: Path, rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    load(tmp_path, quoted.encode("utf-8", "replace"))


@QUIET
@given(st.sampled_from(GOOD), st.integers(0, 400), st.binary(max_size=3), st.integers(0, 3))
def test_good_tables_with_a_few_bytes_changed(tmp_path: Path, path: Path, at: int, new: bytes, cut: int) -> None:
    data = path.read_bytes()
    load(tmp_path, data[:at] + new + data[at + cut :])


@QUIET
@given(st.integers(0, 900), st.binary(max_size=3), st.integers(0, 40))
def test_a_description_with_a_few_bytes_changed(tmp_path: Path, at: int, new: bytes, cut: int) -> None:
    path = next(path for path in GOOD if path.stem == "tram_months")
    said = path.with_name("tram_months.datapackage.json").read_bytes()
    load(tmp_path, path.read_bytes(), said[:at] + new + said[at + cut :])


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_printed_digits_are_read_exactly(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    text = f"{digits / 10**places:.{places}f}" if abs(digits) < 10**12 else str(digits)
    found = parse_cell(f"{int(value):,}" if places == 0 else text)
    assert found is not None
    assert found.interval.holds(value if places == 0 else Fraction(text))


@given(st.text(max_size=80))
def test_any_text_is_a_period_or_not(text: str) -> None:
    try:
        period = parse_period(text)
    except ImpossibleDateError:
        return
    assert period is None or period.start <= period.end


@given(st.text(max_size=80))
def test_any_text_is_a_header(text: str) -> None:
    assert parse_header(text).scale > 0


@pytest.mark.parametrize("text", ["Q1 " * 130, "2024 | " * 60, "(" * 400, "year ended " * 40, "1 " * 200, "in " * 140])
def test_long_headers_take_no_time(text: str) -> None:
    parse_header(text)
