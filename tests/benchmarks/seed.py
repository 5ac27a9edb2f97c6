"""The article that the project began from, against the shipped tables.

python -m tests.benchmarks.seed --article FILE --claims FILE [--as-of 2022-11-10]

Counts of the marked number expressions: listed, of the right class (claim or not), confirmed where the record holds
them, and false alarms. Bare words without a number ("weeks", "similar") are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from factcheck.reference.store import load_reference
from tests.benchmarks.running import figures_of

CONFIRMED = ("s02", "s04", "s10")
NOT_MARKED_AS_NUMBERS = ("weeks", "months", "similar")


def measure(article: Path, claims: Path, as_of: str = "2022-11-10") -> dict[str, tuple[int, int]]:
    """Give hits and totals by name."""
    marked = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    marked = [one for one in marked if "id" in one and one["surface"] not in NOT_MARKED_AS_NUMBERS]
    figures = figures_of(article, load_reference(["builtin"]), as_of)
    return score(marked, figures)


def score(marked: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Hold figures against the marked expressions."""
    counts = {name: [0, 0] for name in ("listed", "class", "confirmed", "quiet")}

    def count(name: str, hit: bool) -> None:
        counts[name][0] += hit
        counts[name][1] += 1

    for one in marked:
        hits = [f for f in figures if f["start"] < one["end"] and one["start"] < f["end"]]
        count("listed", bool(hits))
        if one["agreement"] == "not_a_claim":
            count("class", all(not f["is_claim"] or f["verdict"] == "not_covered" for f in hits))
        else:
            count("class", any(f["is_claim"] or one["unit"] == "year" for f in hits))
        if one["id"] in CONFIRMED:
            rows = {f"R{int(row[1:]):02d}" for row in one["rows"]}
            count("confirmed", any(f["verdict"] == "consistent" and _linked(f, rows) for f in hits))
        if one["agreement"] != "contradicted":
            count("quiet", not any(f["verdict"] in ("contradicted", "outdated") for f in hits))
    return {name: (hit, total) for name, (hit, total) in counts.items()}


def _linked(figure: dict[str, Any], rows: set[str]) -> bool:
    return bool(figure["facts"]) and not rows.isdisjoint(figure["facts"][0]["key"].values())


def main() -> None:
    """Read the command line and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--as-of", default="2022-11-10")
    a = parser.parse_args()
    for name, (hit, total) in measure(a.article, a.claims, a.as_of).items():
        print(f"{name:10} {hit:4} of {total:4}  {hit / max(total, 1):.2f}")


if __name__ == "__main__":
    main()
