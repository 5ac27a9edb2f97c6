"""Verdicts on drafts as people write them.

python -m tests.benchmarks.newsroom --drafts DIR --tables DIR [--out pred.jsonl] [--verbose]

DIR of --drafts holds NAME.md, NAME.json (gold: its `tables` and `as_of`, nothing else of it is read here) and tables;
--tables holds the tables that a gold names with a folder. Prints what the data set's own scorer counts.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from factcheck.reference.store import load_reference
from tests.benchmarks.running import figures_of, run_scorer, write_lines


def predictions(drafts: Path, tables: Path) -> list[dict[str, object]]:
    """Check every draft against the tables that its gold file lists, as a user would on the command line."""
    rows: list[dict[str, object]] = []
    for gold_path in sorted(drafts.glob("*.json")):
        draft = gold_path.with_suffix(".md")
        if not draft.exists():
            continue
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        paths = [(tables if "/" in name else drafts) / name for name in gold["tables"]]
        rows += figures_of(draft, load_reference(paths), gold.get("as_of"), document=draft.name)
    return rows


def measure(drafts: Path, tables: Path, out: Path, verbose: bool = False, scorer: Path | None = None) -> str:
    """Write the predictions and give what the scorer prints."""
    write_lines(out, predictions(drafts, tables))
    arguments = ["--drafts", str(drafts), "--pred", str(out), *(["--verbose"] if verbose else [])]
    return run_scorer(scorer or drafts / "score.py", arguments)


def main() -> None:
    """Read the command line and print the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=Path, required=True)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "newsroom.pred.jsonl")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--verbose", action="store_true")
    a = parser.parse_args()
    print(measure(a.drafts, a.tables, a.out, a.verbose, a.scorer))


if __name__ == "__main__":
    main()
