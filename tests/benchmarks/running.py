"""What the benchmark runners share: checking a text as the command line would, and calling a data set's own scorer."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import factcheck
from factcheck.reference.store import ReferenceStore


def figures_of(text: str | Path, store: ReferenceStore, as_of: str | None, **extra: str) -> list[dict[str, Any]]:
    """Check one draft; a row a figure, with `extra` keys added (an id)."""
    day = dt.date.fromisoformat(as_of) if as_of and len(as_of) == 10 else None
    report = factcheck.check(text, reference=store, as_of=day)
    return [{**row, **extra} for document in report.to_dict()["documents"] for row in document["figures"]]


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def run_scorer(scorer: Path, arguments: Sequence[str]) -> str:
    """Run the data set's own scorer and give what it printed."""
    if not scorer.exists():
        sys.exit(f"{scorer}: no scorer there; pass --scorer")
    done = subprocess.run([sys.executable, str(scorer), *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    return done.stdout
