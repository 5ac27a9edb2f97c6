"""Start-up and checking time as ratios to a bare interpreter, and reading as ratios to other extractors.

python -m tests.benchmarks.speed [--repeat 5]
python -m tests.benchmarks.speed --text FILE [--bench DIR] [--repeat 5]

Without a text it prints the median of each command's wall time over the median of `python -c pass`, and the time of a
check of the sample draft inside a running process. With one it prints how many KB a second of CPU time are read by
one regular expression (that of DIR, the shared benchmark, where it is there), by quantulum3, by our first stage and by
all of `extract`, and what the first call in a fresh process costs. Ratios mean the same on another machine.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import throughput

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "kherson.md"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import factcheck": ["-c", "import factcheck"],
    "factcheck --version": ["-m", "factcheck", "--version"],
    "factcheck extract (sample)": ["-m", "factcheck", "extract", str(SAMPLE), "--format", "jsonl"],
    "factcheck check (sample, builtin)": ["-m", "factcheck", "check", str(SAMPLE), "--reference", "builtin"],
}


def wall_times(repeat: int) -> dict[str, float]:
    """Give the median wall time of each command in seconds, the commands taking turns."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(repeat):
        for name, arguments in COMMANDS.items():
            times[name].append(_once(arguments))
    return {name: statistics.median(values) for name, values in times.items()}


def _once(arguments: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False, cwd=ROOT)  # noqa: S603 - our own interpreter
    return time.perf_counter() - started


def warm_check(repeat: int) -> float:
    """Give the median time in seconds of one check of the sample in a running process, tables loaded."""
    import factcheck  # noqa: PLC0415 - the commands above measure the import

    store = factcheck.load_reference("builtin")
    factcheck.check(SAMPLE, reference=store)
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        factcheck.check(SAMPLE, reference=store)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Read the command line and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--text", type=Path, help="a text to read, a megabyte of short paragraphs")
    parser.add_argument("--bench", type=Path, help="the shared benchmark, whose floor is taken")
    given = parser.parse_args()
    if given.text is None:
        print_commands(given.repeat)
    else:
        throughput.print_rows(given.text, given.bench, given.repeat)


def print_commands(repeat: int) -> None:
    """Print the commands' times over that of a bare interpreter."""
    times = wall_times(repeat)
    bare = times["python -c pass"]
    for name, seconds in times.items():
        print(f"{name:36} {seconds * 1000:7.0f} ms  {seconds / bare:6.1f} x")
    warm = warm_check(repeat)
    print(f"{'check of the sample, warm':36} {warm * 1000:7.0f} ms  {warm / bare:6.1f} x")


if __name__ == "__main__":
    main()
