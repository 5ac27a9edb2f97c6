"""How long the program takes to start and to check a sample, beside another checkout of it.

python -m tests.benchmarks.starting OTHER [--repeat 15]

Prints for each command the median of the CPU time in both checkouts and their ratio, here over there. The processes
take turns, modules are compiled and tables are kept before the first, each checkout having folders of its own for that.
CPU time, because other work on the machine disturbs it less than the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "examples" / "kherson.md")
MOST = 1.5
"""The ratio up to which a start is as quick as before."""
COMMANDS = (
    ("factcheck --version", ["--version"]),
    ("factcheck rules", ["rules"]),
    ("factcheck extract (sample)", ["extract", SAMPLE]),
    ("factcheck check (sample, builtin)", ["check", SAMPLE, "--reference", "builtin"]),
    ("factcheck check (sample, builtin, json)", ["check", SAMPLE, "--reference", "builtin", "--format", "json"]),
)


def cpu_of(checkout: Path, arguments: Sequence[str], scratch: Path) -> float:
    """The CPU seconds of a command of a checkout."""
    folder = scratch / checkout.as_posix().replace("/", "_")
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "FACTCHECK_CACHE": str(folder / "tables"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-P", "-m", "factcheck", *arguments]
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    child = os.posix_spawn(command[0], command, environment, file_actions=nowhere)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        sys.exit(f"failed in {checkout}: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def medians(checkouts: Sequence[Path], arguments: Sequence[str], repeat: int, scratch: Path) -> list[float]:
    """The median CPU seconds of a command in each checkout."""
    for checkout in checkouts:
        cpu_of(checkout, arguments, scratch)
    turns = [[cpu_of(checkout, arguments, scratch) for checkout in checkouts] for _ in range(repeat)]
    return [statistics.median(times) for times in zip(*turns, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, metavar="OTHER", help="another checkout, such as that of an older version")
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    if not (options.other / "factcheck" / "__main__.py").exists():
        parser.error(f"{options.other} is no checkout of factcheck")
    print(f"{'':42}{'here':>9}{'there':>9}{'ratio':>8}")
    slow = False
    with TemporaryDirectory() as scratch:
        for name, arguments in COMMANDS:
            here, there = medians([ROOT, options.other.resolve()], arguments, options.repeat, Path(scratch))
            print(f"{name:42}{1000 * here:6.0f} ms{1000 * there:6.0f} ms{here / there:8.2f}", flush=True)
            slow = slow or here / there > MOST
    if slow:
        sys.exit(f"slower than {MOST} times the other")


if __name__ == "__main__":
    main()
