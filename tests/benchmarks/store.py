"""What reference tables cost: reading a long one, keeping its index, and looking one claim up.

python -m tests.benchmarks.store [--facts 10000,100000,1000000] [--csv] [--claims 200]

Makes long tables (a place, an indicator and a year a row) of the given numbers of facts, as Parquet and with `--csv` as
CSV too, and prints for each, from processes of their own: CPU and wall seconds and the peak memory of building its
index, the seconds of opening the index again, and the median time of looking one claim up by its names, its period and
its unit. Then what the shipped tables cost with a warm cache: loading them and looking 50 claims up, in milliseconds
over `python -c pass`.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.linking.index import LinkIndex
from factcheck.linking.ledger import Ledger
from factcheck.reference.store import load_reference
from tests.benchmarks.looking import look_up

ROOT = Path(__file__).resolve().parents[2]
YEARS = range(2000, 2025)
INDICATORS = {
    "Harvested area": "hectares",
    "Wheat output": "tonnes",
    "Road deaths": "people",
    "School pupils": "people",
    "Median rent": "EUR",
    "Unemployment rate": "%",
    "Rail journeys": "journeys",
    "Water use": "cubic metres",
}
_FIRST = ("Al", "Bren", "Cor", "Dun", "El", "Fal", "Gar", "Hol", "Ing", "Jar", "Kel", "Lor", "Mar", "Nor", "Or", "Pel")
_MIDDLE = ("a", "be", "ca", "do", "e", "fi", "ga", "ho", "i", "la", "mi", "no", "o", "pe", "ri", "su", "ta", "u", "ve")
_LAST = ("burn", "by", "cester", "dale", "den", "field", "ford", "gate", "ham", "holm", "ley", "mouth", "stead", "ton")


def places(count: int) -> list[str]:
    """So many different names of places."""
    parts = itertools.product(_MIDDLE, _FIRST, _MIDDLE, _LAST)
    return [f"{first}{one}{two}{last}" for one, first, two, last in itertools.islice(parts, count)]


def facts(count: int) -> Iterator[tuple[str, str, int, float, str]]:
    """Rows of a long table, as an office prints them: by place, then indicator, then year."""
    chance = random.Random(count)  # noqa: S311 - the same table every time
    per_place = len(INDICATORS) * len(YEARS)
    rows = (
        (place, indicator, year, round(chance.uniform(10, 900_000), 1), unit)
        for place in places(-(-count // per_place))
        for indicator, unit in INDICATORS.items()
        for year in YEARS
    )
    return itertools.islice(rows, count)


HEADERS = ("Place", "Indicator", "Year", "Value", "Unit")


def write_table(path: Path, count: int) -> None:
    """Write so many facts, as Parquet or CSV by the file's ending."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADERS, *facts(count)])
        return
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    columns = dict(zip(HEADERS, zip(*facts(count), strict=True), strict=True))
    pq.write_table(pa.table({name: list(column) for name, column in columns.items()}), path)


def sentences(count: int, of: int) -> list[tuple[str, str]]:
    """Sentences about facts of a table of so many, and the year that each speaks of; no two of one place."""
    chance = random.Random(1)  # noqa: S311 - the same claims every time
    rows = {place: (indicator, year) for place, indicator, year, *_ in chance.sample(list(facts(of)), min(of, 20_000))}
    chosen = list(rows.items())[:count]
    return [(f"In {year}, {place} had {indicator.lower()} of 1,234.", str(year)) for place, (indicator, year) in chosen]


def build(path: str, _: str) -> dict[str, float]:
    """What loading a table costs: the first time it makes the index, later it opens it."""
    started, used = time.perf_counter(), time.process_time()
    store = load_reference([path])
    return {
        "wall": time.perf_counter() - started,
        "cpu": time.process_time() - used,
        "memory": _peak(),
        "facts": sum(len(series.cells) for series in store.series),
    }


def _peak() -> float:
    """The peak memory of this process in MB; what its parent had counts where only `getrusage` can tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if peak is None else int(peak)) / 1024


def look_ups(path: str, count: str) -> dict[str, float]:
    """The median time of one look-up in milliseconds: of sentences met for the first time, and of all again."""
    index = LinkIndex(load_reference([path]))
    texts = sentences(int(count), sum(len(series.cells) for series in index.series))
    found = 0
    times: dict[str, list[float]] = {"first": [], "again": []}
    for spent in times.values():
        for text in texts:
            started = time.perf_counter()
            found += len(look_up(index, Ledger(), *text)) == 1
            spent.append((time.perf_counter() - started) * 1000)
    assert found == 2 * len(texts), f"{found} of {len(texts)} sentences have one fact"
    return {name: statistics.median(each) for name, each in times.items()} | {"worst": max(times["first"])}


TASKS = {one.__name__: one for one in (build, look_ups)}


def in_a_process(task: str, first: object, second: object = "") -> dict[str, float]:
    """Run one task in a process of its own, so that its memory and its imports are its own."""
    command = [sys.executable, "-m", "tests.benchmarks.store", "--task", task, str(first), str(second)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - ourselves
    return dict(json.loads(done.stdout))


def long_tables(folder: Path, counts: Sequence[int], ending: str, claims: int) -> Iterator[str]:
    """The figures of long tables of some lengths, each held against the shortest."""
    rows = []
    for count in counts:
        path = folder / f"long{count}{ending}"
        write_table(path, count)
        made, again = in_a_process("build", path), in_a_process("build", path)
        assert made["facts"] == again["facts"] == count
        rows.append((count, made, again, in_a_process("look_ups", path, claims)))
        path.unlink()
    heads = ("facts", "CPU s", "wall s", "µs a fact", "MB", "opened s", "MB", "look-up ms", "again ms", "ratio")
    yield f"{ending[1:]:8}" + "".join(f"{head:>11}" for head in heads)
    for count, made, again, looked in rows:
        shown = [f"{count}", f"{made['cpu']:.2f}", f"{made['wall']:.2f}", f"{made['cpu'] / count * 1e6:.1f}"]
        shown += [f"{made['memory']:.0f}", f"{again['wall']:.3f}", f"{again['memory']:.0f}", f"{looked['first']:.2f}"]
        shown += [f"{looked['again']:.2f}", f"{looked['first'] / rows[0][3]['first']:.2f}"]
        yield f"{'':8}" + "".join(f"{one:>11}" for one in shown)


def shipped_tables(claims: int, repeat: int) -> Iterator[str]:
    """What loading the shipped tables and looking claims up costs over starting the interpreter, warm, at best."""
    work = ["-m", "tests.benchmarks.looking", str(claims)]
    found = _ran(work).stdout.strip()  # makes the indexes
    runs = [(_cost(["-c", "pass"]), _cost(work)) for _ in range(repeat)]
    wall, cpu = ((min(one[at] for _, one in runs) - min(bare[at] for bare, _ in runs)) * 1000 for at in (0, 1))
    start = min(bare[0] for bare, _ in runs) * 1000
    yield f"shipped tables, warm: load and look {claims} claims up ({found} have a fact)"
    yield f"{'':8} {wall:.0f} ms wall, {cpu:.0f} ms CPU over python -c pass ({start:.0f} ms), the best of {repeat}"


def _ran(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603


def _cost(arguments: Sequence[str]) -> tuple[float, float]:
    """The wall and CPU seconds of a program."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    _ran(arguments)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", default="10000,100000,1000000", help="lengths of the long tables")
    parser.add_argument("--csv", action="store_true", help="as CSV too")
    parser.add_argument("--claims", type=int, default=200, help="claims looked up in a long table")
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--task", nargs=3, metavar=("NAME", "TABLE", "COUNT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps(TASKS[given.task[0]](*given.task[1:])))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_CACHE"] = str(Path(folder) / "cache")
        lines = [shipped_tables(50, given.repeat)]
        counts = [int(count) for count in given.facts.split(",")]
        lines += [long_tables(Path(folder), counts, end, given.claims) for end in [".parquet", ".csv"][: 1 + given.csv]]
        for line in itertools.chain.from_iterable(lines):
            print(line, flush=True)


if __name__ == "__main__":
    main()
