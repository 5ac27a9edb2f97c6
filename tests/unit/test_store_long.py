"""Looking one claim up in a table ten times as long takes the same work; work is counted, not timed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factcheck.linking.index import LinkIndex
from factcheck.linking.ledger import Ledger
from factcheck.reference.store import load_reference
from tests.benchmarks.looking import look_up
from tests.benchmarks.store import sentences, write_table
from tests.work import calls_of

MOST = 1.5  # a name of more towns has more namesakes


def index_of(folder: Path, count: int) -> LinkIndex:
    path = folder / f"long{count}.csv"
    write_table(path, count)
    return LinkIndex(load_reference(path))


def calls(index: LinkIndex, count: int) -> float:
    """How many functions, Python's own included, a look-up calls: the mean of some."""
    found: list[Any] = []
    texts = sentences(20, count)
    called = calls_of(lambda: found.extend(look_up(index, Ledger(), *text) for text in texts))
    assert [len(facts) for facts in found] == [1] * len(texts)
    return called / len(texts)


def test_a_longer_table_costs_a_look_up_no_more(tmp_path: Path) -> None:
    short, long = index_of(tmp_path, 4_000), index_of(tmp_path, 40_000)
    assert calls(long, 40_000) <= MOST * calls(short, 4_000)


def test_an_entity_of_very_many_rows_gives_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.linking.ledger.MOST_POINTS", 3)
    path = tmp_path / "births.csv"
    path.write_text(
        "Sex,Day,Births\n" + "".join(f"Girls,2024-01-{day:02},{day + 40}\n" for day in range(1, 6)), "utf-8"
    )
    (series,) = load_reference(path).series
    assert len(series.cells_of("Girls")) == 5
    assert not Ledger().points(series, "Girls")
