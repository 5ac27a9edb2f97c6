"""How well figures are found and normalised, on sentences whose quantities other people annotated.

python -m tests.benchmarks.extraction --gold FILE... [--bench ../shared/bench] [--peers]

Prints a row of F1 scores for every gold file, made by the data's own scorer (BENCH/extraction/score.py) from what
`extraction_adapter` gives, and the value score of all `cqe-*` files in one row. With `--peers`, the same rows for every
adapter of BENCH/extraction/adapters whose package is installed; a text on which a peer works longer than the limit
counts as one without figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks import extraction_adapter
from tests.benchmarks.running import run_scorer, write_lines

Extract = Callable[[str], list[dict[str, Any]]]
Counts = Mapping[str, Mapping[str, float]]
"""Of each metric: F1 with the hits (`tp`) and the numbers of gold items and predictions behind it."""

METRICS = ("value", "unit-closed", "change", "paper-value", "paper-unit", "paper-change")
POOLED = "cqe-"
LIMIT = 5.0
"""Seconds that a peer may take for one text; quantulum3 never comes back from some."""


def predictions(extract: Extract, gold: Path) -> Iterator[dict[str, Any]]:
    """What an extractor gives for every text of a gold file, as the scorer reads it."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"id": row["id"], "pred": extract(row["text"])}


def scores(extract: Extract, gold: Path, bench: Path) -> Counts:
    """The scorer's figures for one gold file."""
    with tempfile.TemporaryDirectory() as folder:
        pred = Path(folder) / gold.name
        write_lines(pred, predictions(extract, gold))
        scorer = bench / "extraction" / "score.py"
        printed = run_scorer(scorer, ["--gold", str(gold), "--pred", str(pred), "--json"])
    found: Counts = json.loads(printed)["scores"]
    return found


def measure(golds: Sequence[Path], bench: Path, extract: Extract | None = None) -> dict[str, dict[str, float]]:
    """F1 by file and metric, our own extractor's unless another is given; the last row pools the `cqe-*` files."""
    found = {name_of(gold): scores(extract or extraction_adapter.load(), gold, bench) for gold in golds}
    rows = {
        name: {metric: counts[metric]["F1"] for metric in METRICS if metric in counts} for name, counts in found.items()
    }
    parts = [counts["value"] for name, counts in found.items() if name.startswith(POOLED)]
    return rows | ({"cqe pooled": {"value": pooled(parts)}} if parts else {})


def name_of(gold: Path) -> str:
    """A gold file's name without its endings.

    >>> name_of(Path("newsquant.dev.jsonl"))
    'newsquant'
    """
    return gold.name.split(".")[0]


def pooled(parts: Sequence[Mapping[str, float]]) -> float:
    """F1 over several files, their items counted together.

    >>> pooled([{"tp": 1, "gold": 2, "pred": 1}, {"tp": 1, "gold": 1, "pred": 2}])
    66.67
    """
    hits, gold, pred = (sum(part[key] for part in parts) for key in ("tp", "gold", "pred"))
    return round(200 * hits / (gold + pred), 2) if gold + pred else 0.0


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """The rows as lines of text; a metric that a file does not annotate is a dash."""
    lines = [f"{'':22}" + "".join(f"{metric:>13}" for metric in METRICS)]
    for name, row in rows.items():
        cells = (f"{row[metric]:13.1f}" if metric in row else f"{'-':>13}" for metric in METRICS)
        lines.append(f"{name:22}" + "".join(cells))
    return "\n".join(lines)


def peers(bench: Path) -> Iterator[tuple[str, Extract]]:
    """The installed peers, by the names that their adapters give."""
    for path in sorted((bench / "extraction" / "adapters").glob("*_adapter.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        try:
            yield module.NAME, limited(module.load())
        except ImportError as error:
            print(f"{path.stem}: left out, {error}", file=sys.stderr)


def limited(extract: Extract) -> Extract:
    """An extractor that gives nothing for a text on which it fails or runs out of time."""

    def out_of_time(_signal: int, _frame: object) -> None:
        raise TimeoutError

    def guarded(text: str) -> list[dict[str, Any]]:
        before = signal.signal(signal.SIGALRM, out_of_time)
        signal.setitimer(signal.ITIMER_REAL, LIMIT)
        try:
            return extract(text)
        except Exception:  # noqa: BLE001 - a peer may raise anything; its miss is its score
            return []
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    return guarded


def main() -> None:
    """Read the command line and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--peers", action="store_true")
    a = parser.parse_args()
    print(f"{extraction_adapter.NAME}\n{table(measure(a.gold, a.bench))}")
    for name, extract in peers(a.bench) if a.peers else ():
        print(f"\n{name}\n{table(measure(a.gold, a.bench, extract))}")


if __name__ == "__main__":
    main()
