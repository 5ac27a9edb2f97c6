"""What checking costs beside reading: a draft of a thousand words, and a claim against a long table.

python -m tests.benchmarks.checking [--draft FILE] [--facts 10000,1000000] [--repeat 7]

First the CPU time of `factcheck check` against the shipped tables, their indexes on disk, over that of `factcheck
extract` on the same draft: processes of their own with compiled byte code, at best of some runs that take turns; then
that of a check against a folder with one small table that is read for the first time. After that the CPU time for one
claim against tables of several lengths, each over the shortest, inside one process, the index opened before.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import factcheck
from factcheck.readers import read_text
from factcheck.reference.store import load_reference
from tests.benchmarks.store import sentences, write_table

ROOT = Path(__file__).resolve().parents[2]
DRAFT = Path(__file__).parent / "drafts" / "prices.md"
SMALL = "Country,Year,Visitors (thousand)\n" + "".join(f"Land {at},{2015 + at % 9},{at * 37}\n" for at in range(90))
CLAIMS = 40  # of the draft that is held against a long table


def cost(arguments: Sequence[str], cache: Path) -> float:
    """The CPU seconds of a run of the program."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["FACTCHECK_CACHE"] = str(cache)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "factcheck", *arguments]
    subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=environment)  # noqa: S603 - ourselves
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def beside_extracting(draft: Path, folder: Path, repeat: int) -> Iterator[str]:
    """What a check costs over an extraction: of the shipped tables when they are known, of a folder when it is new."""
    compileall.compile_dir(ROOT / "factcheck", quiet=1)
    tables = folder / "tables"
    tables.mkdir()
    (tables / "visitors.csv").write_text(SMALL, encoding="utf-8")
    shipped = ["check", str(draft), "--reference", "builtin"]
    cost(shipped, folder / "cache")
    best: dict[str, float] = {}
    for at in range(repeat):
        runs = {
            "extract": cost(["extract", str(draft)], folder / "cache"),
            "check, shipped tables, warm": cost(shipped, folder / "cache"),
            "check, a folder, cold": cost(["check", str(draft), "--reference", str(tables)], folder / f"cold{at}"),
        }
        best = {name: min(spent, best.get(name, spent)) for name, spent in runs.items()}
    yield f"a draft of {len(draft.read_text(encoding='utf-8').split())} words, CPU time at best of {repeat}"
    for name, spent in best.items():
        yield f"{name:30}{spent * 1000:8.0f} ms{spent / best['extract']:8.2f} x extract"


def claim_costs(folder: Path, counts: Sequence[int], repeat: int) -> Iterator[str]:
    """What one claim costs against tables of several lengths."""
    first = 0.0
    yield f"one claim of {CLAIMS}, CPU time at best of {repeat}"
    for count in counts:
        path = folder / f"long{count}.parquet"
        write_table(path, count)
        spent = min(_spent(path, count, folder) for _ in range(repeat))
        first = first or spent
        yield f"{count:>12,} facts{spent * 1000:20.2f} ms{spent / first:8.2f} x the shortest"


def _spent(path: Path, count: int, folder: Path) -> float:
    os.environ["FACTCHECK_CACHE"] = str(folder / "cache")
    store = load_reference([path])
    drafts = [read_text(text) for text, _ in sentences(CLAIMS, count)]
    factcheck.check(drafts[0], store)
    started = time.process_time()
    reports = [factcheck.check(draft, store) for draft in drafts]
    assert sum(len(report.documents) for report in reports) == len(drafts)
    return (time.process_time() - started) / len(drafts)


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draft", type=Path, default=DRAFT)
    parser.add_argument("--facts", default="10000,1000000", help="lengths of the long tables")
    parser.add_argument("--repeat", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in beside_extracting(given.draft, folder, given.repeat):
            print(line, flush=True)
        for line in claim_costs(folder, [int(count) for count in given.facts.split(",")], given.repeat):
            print(line, flush=True)


if __name__ == "__main__":
    main()
