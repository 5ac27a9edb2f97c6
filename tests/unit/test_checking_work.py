"""What a check looks at for one claim does not grow with the table, nor with the tables beside; counted, not timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck.linking import readings
from factcheck.linking.strands import Strand
from factcheck.reference.stating import Statements
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.stored import Places
from tests.benchmarks.store import sentences, write_table

CLAIMS = 12
MOST = 1.5


def counted(monkeypatch: pytest.MonkeyPatch, counts: Counter[str]) -> None:
    """Count the facts, cells and points that are made, and the series that are scored."""
    watched: tuple[tuple[Any, str, str], ...] = (
        (Statements, "fact", "facts"),
        (Places, "_made", "cells"),
        (Strand, "_at", "points"),
        (readings, "evidence_for", "series"),
    )
    for owner, name, what in watched:
        monkeypatch.setattr(owner, name, _counting(getattr(owner, name), what, counts))


def _counting(function: Callable[..., Any], what: str, counts: Counter[str]) -> Callable[..., Any]:
    def called(*values: Any, **named: Any) -> Any:
        counts[what] += 1
        return function(*values, **named)

    return called


def work(store: ReferenceStore, count: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is looked at for some claims about a table of so many facts."""
    counts: Counter[str] = Counter()
    with monkeypatch.context() as patched:
        counted(patched, counts)
        for text, _ in sentences(CLAIMS, count):
            factcheck.check(text, store)
    return counts


def table(folder: Path, count: int) -> Path:
    path = folder / f"long{count}.csv"
    write_table(path, count)
    return path


def test_a_longer_table_costs_a_claim_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A sum over all members is made once a draft of at most 400 of them; both tables are to have too many.
    monkeypatch.setattr("factcheck.reference.shelving.MOST_MEMBERS", 10)
    short, long = (work(load_reference([table(tmp_path, count)]), count, monkeypatch) for count in (10_000, 40_000))
    assert short["facts"] > 0
    assert short["series"] > 0
    for what, number in long.items():
        assert number <= MOST * short[what], what


def test_a_table_of_other_things_costs_a_claim_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = table(tmp_path, 4_000)
    paths = [long]
    for at in range(30):
        path = tmp_path / f"other{at}.csv"
        path.write_text(
            f"Sculptor,Bronze {at} (kg)\n" + "".join(f"Artist {row},{row + at}\n" for row in range(9)), "utf-8"
        )
        paths.append(path)
    alone = work(load_reference([long, *paths[1:5]]), 4_000, monkeypatch)
    among = work(load_reference(paths), 4_000, monkeypatch)
    assert among == alone
