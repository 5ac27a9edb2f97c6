"""The quick benchmarks against the figures already reached.

python -m tests.benchmarks.floors --shared DIR

Runs the seed article, the newsroom drafts, the passages and the extraction sets of DIR/bench, reads the raw tables and
the marked cells of tables, checks drafts of official statistics, annual reports, games and planted mistakes, with their
tables and against themselves alone, writes the certain fixes into those with planted mistakes, and holds each against
`tests/benchmarks/floors.toml`; exits with 1 when one falls below its floor (or above its ceiling, for alarms).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import consistency, extraction, fixes, newsroom, parsing, passages, raw_tables, seed, verification

# Drafts with their tables, by the name that they have here and by their folder.
VERIFIED = {
    "statistics": "statcan",
    "annual reports": "tatqa",
    "game reports": "rotowire",
    "planted mistakes": "injected",
}
FLOORS = Path(__file__).with_name("floors.toml")
_COUNT = re.compile(r"^([a-z][a-z -]*?) +(\d+) of +(\d+) ", re.MULTILINE)
_ALARMS = re.compile(r"^alarms +(\d+)", re.MULTILINE)


def counted(printed: str) -> dict[str, float]:
    """The hits by name, and the alarms, of what a scorer printed."""
    found: dict[str, float] = {name.strip().replace(" ", "_"): int(hit) for name, hit, _ in _COUNT.findall(printed)}
    alarms = _ALARMS.search(printed)
    return found | ({"alarms": int(alarms.group(1))} if alarms else {})


def measured(shared: Path) -> dict[str, dict[str, float]]:
    """Run the quick benchmarks."""
    bench = shared / "bench"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pred.jsonl"
        results: dict[str, dict[str, float]] = {
            "newsroom": counted(newsroom.measure(bench / "newsroom", shared / "reference_data_raw", out)),
            "passages": counted(passages.measure(bench / "passages" / "passages.jsonl", "builtin", out)),
        }
    results["raw tables"] = {"right": raw_tables.measure(shared / "reference_data_raw")[0]["right"]}
    results["cells"] = {name: one.share for name, one in parsing.measure(bench / "verification").items()}
    sets = bench / "verification"
    results |= {name: verified(sets / folder) for name, folder in VERIFIED.items()}
    results["no tables"] = against_themselves(bench)
    results["fixes"] = fixes.summary(fixes.measure(bench, quick=True))
    article = seed.measure(shared / "seed" / "article.txt", bench / "seed_claims.jsonl")
    return {**results, "seed": {name: hit for name, (hit, _) in article.items()}, "extraction": extracted(bench)}


def verified(data: Path) -> dict[str, float]:
    """What a set of drafts with their tables shows, in percent, but for the number of false alarms.

    Of true drafts the false alarms, the marked figures that were found in the tables, and those of them with just the
    marked cells; of drafts with marked mistakes how many of the wrong numbers were found, and how many alarms were so;
    of drafts with one planted mistake how many were found, as the mean over their kinds, and named by their kind.
    """
    with tempfile.TemporaryDirectory() as folder:
        printed = verification.measure(data, Path(folder) / "pred.jsonl")
    scored = json.JSONDecoder().raw_decode(printed)[0]
    found: dict[str, float] = {}
    if "false_alarms" in scored:
        whole = scored["coverage"]["all"]
        found |= {"alarms": scored["false_alarms"]["alarms"], "linked": 100 * whole["linked"]}
        found["right cells"] = 100 * whole["right_cell"]
    if "injected_all" in scored:
        planted = scored["injected_all"]
        found |= {"found": 100 * planted["macro_detection"], "named": 100 * planted["diagnosis"]}
    elif "natural" in scored:
        found |= {name: 100 * scored["natural"]["number"][name] for name in ("precision", "recall")}
    return found


def against_themselves(bench: Path) -> dict[str, float]:
    """Without any table: planted mistakes found, in percent by kind, and the alarms on drafts that are true."""
    found = consistency.found_by_kind(bench / "verification" / "injected")
    quiet = list(consistency.true_drafts(bench))
    _, totals, alarms = consistency.newsroom(bench / "newsroom")
    return {
        "alarms": sum(len(one.alarms) for one in quiet) + len(alarms),
        "newsroom totals": totals,
        **{kind.replace("_", " "): 100 * share for kind, (_, share) in found.items()},
    }


def extracted(bench: Path) -> dict[str, float]:
    """The F1 scores of the extraction sets, by file and metric: "newsquant unit-closed"."""
    rows = extraction.measure(sorted((bench / "extraction").glob("*.dev.jsonl")), bench)
    return {f"{name} {metric}": score for name, row in rows.items() for metric, score in row.items()}


def fallen(results: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which figures are worse than their floor; `alarms` is a ceiling."""
    lines = []
    for bench, wanted in floors.items():
        for name, floor in wanted.items():
            got = results[bench].get(name, 0)
            if got > floor if name == "alarms" else got < floor:
                lines.append(f"{bench} {name}: {got}, floor {floor}")
    return lines


def main() -> None:
    """Read the command line, print the figures and fail when one has fallen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    results = measured(parser.parse_args().shared)
    for bench, figures in results.items():
        print(bench + ": " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    lines = fallen(results, tomllib.loads(FLOORS.read_text(encoding="utf-8")))
    print("\n".join(f"below its floor: {line}" for line in lines) or "every floor holds")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
