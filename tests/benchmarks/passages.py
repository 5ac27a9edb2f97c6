"""Verdicts on marked passages of press releases, notes of statistics offices and encyclopedias.

python -m tests.benchmarks.passages --passages FILE --tables DIR [--out pred.jsonl]

Every passage is checked against all tables below --tables (a folder, or "builtin" for the shipped ones), with its
publication date as the draft's date. Prints what the data set's own scorer counts.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from factcheck.reference.store import load_reference
from tests.benchmarks.running import figures_of, run_scorer, write_lines


def predictions(passages: Path, tables: str) -> list[dict[str, object]]:
    """Check every passage; the gold numbers are not looked at."""
    store = load_reference([tables if tables == "builtin" else Path(tables)])
    rows: list[dict[str, object]] = []
    for line in passages.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        rows += figures_of(passage["text"], store, passage.get("publication_date"), id=passage["id"])
    return rows


def measure(passages: Path, tables: str, out: Path, scorer: Path | None = None) -> str:
    """Write the predictions and give what the scorer prints."""
    write_lines(out, predictions(passages, tables))
    return run_scorer(scorer or passages.with_name("score.py"), ["--passages", str(passages), "--pred", str(out)])


def main() -> None:
    """Read the command line and print the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--tables", required=True)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "passages.pred.jsonl")
    parser.add_argument("--scorer", type=Path)
    a = parser.parse_args()
    print(measure(a.passages, a.tables, a.out, a.scorer))


if __name__ == "__main__":
    main()
