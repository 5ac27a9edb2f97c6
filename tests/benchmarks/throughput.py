"""How fast text is read, in KB per second of CPU time, beside other extractors in the same run.

The text is read line by line, each line as a document of its own, as the peers read it. CPU time, because other work on
the machine disturbs it less than the clock; the rows take turns, and each figure is the median of its turns.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from factcheck.claims import make_claims
from factcheck.extraction import extract_mentions
from factcheck.readers import read_text
from tests.benchmarks import peers
from tests.benchmarks.peers import Extract

FLOOR, MENTIONS, FULL = "one-regex floor", "mentions", "full extract"
SAMPLE = 50_000
"""Bytes of the text that the slow peers are given."""
FIRST = "Revenue rose 5% to $3.2 billion, and about 400 people in 20 countries were paid."
BARE = "pass"
DOCUMENT = (
    "from factcheck.readers import read_text; from factcheck.extraction import extract_mentions; "
    f"document = read_text({FIRST!r}, format='text')"
)
CLAIMS = "from factcheck.claims import make_claims"
QUIET = "import warnings; warnings.simplefilter('ignore')"
CALLS = {
    BARE: BARE,
    "first call, mentions": f"{DOCUMENT}; extract_mentions(document)",
    "first call, full extract": f"{DOCUMENT}; {CLAIMS}; make_claims(document, extract_mentions(document))",
    "first call, quantulum3": f"{QUIET}; from quantulum3 import parser; parser.parse({FIRST!r})",
}


def mentions(text: str) -> Sequence[object]:
    """The mentions of a line, as the first stage gives them."""
    return extract_mentions(read_text(text, format="text"))


def full(text: str) -> Sequence[object]:
    """The claims of a line: all that `factcheck extract` works out."""
    document = read_text(text, format="text")
    return make_claims(document, extract_mentions(document))


def rate(extract: Extract, lines: Sequence[str]) -> float:
    """Bytes a second of CPU time."""
    started = time.process_time()
    for line in lines:
        extract(line)
    return size_of(lines) / (time.process_time() - started)


def size_of(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def sample_of(lines: Sequence[str], size: int = SAMPLE) -> Sequence[str]:
    """Every n-th line, so that about `size` bytes remain."""
    return lines[:: max(1, size_of(lines) // size)]


def rates(lines: Sequence[str], bench: Path | None, repeat: int) -> tuple[dict[str, float], dict[str, int]]:
    """The median rate of every row, and the lines that a peer took too long for."""
    ours: dict[str, Extract] = {FLOOR: peers.floor_extract(bench), MENTIONS: mentions, FULL: full}
    found: dict[str, list[float]] = {}
    given_up: dict[str, int] = {}
    for extract in ours.values():
        rate(extract, lines[: peers.WARM])
    for _ in range(repeat):
        for name, extract in ours.items():
            found.setdefault(name, []).append(rate(extract, lines))
        for name in peers.installed():
            speed, given_up[name] = peers.peer_rate(name, sample_of(lines))
            found.setdefault(name, []).append(speed)
    return {name: statistics.median(each) for name, each in found.items()}, given_up


def first_calls(repeat: int) -> dict[str, float]:
    """The median CPU milliseconds of fresh processes over those of a bare interpreter, the processes taking turns.

    Modules are compiled before the first turn, into a folder of their own, as those of an installed program are.
    """
    found: dict[str, list[float]] = {name: [] for name in CALLS}
    with TemporaryDirectory() as folder:
        for code in CALLS.values():
            cpu_of([sys.executable, "-c", code], folder)
        for _ in range(repeat):
            for name, code in CALLS.items():
                found[name].append(cpu_of([sys.executable, "-c", code], folder))
    bare = statistics.median(found.pop(BARE))
    return {name: 1000 * (statistics.median(each) - bare) for name, each in found.items()}


def cpu_of(command: list[str], compiled: str) -> float:
    """The CPU seconds that a process takes, its own and the system's for it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawn(
        command[0], command, {**kept, "PYTHONPATH": str(peers.ROOT), "PYTHONPYCACHEPREFIX": compiled}
    )
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def rows(text: str, bench: Path | None, repeat: int) -> Iterator[str]:
    """The lines of the table: rates, their ratios, and first calls."""
    lines = [line for line in text.split("\n") if line]
    found, given_up = rates(lines, bench, repeat)
    yield f"{size_of(lines):,} bytes in {len(lines):,} lines; KB per CPU-second, median of {repeat}"
    for name, speed in found.items():
        late = f"  ({given_up[name]} lines over {peers.LIMIT:.0f} s left out)" if given_up.get(name) else ""
        yield f"{name:36} {speed / 1000:10,.1f} KB/s{late}"
    for name, other in ratios(found):
        yield f"{name + ' / ' + other:36} {found[name] / found[other]:10,.3g} x"
    for name, spent in first_calls(max(repeat, 5)).items():
        yield f"{name:36} {spent:10,.0f} ms of CPU over a bare interpreter"


def ratios(found: dict[str, float]) -> Iterator[tuple[str, str]]:
    for peer in peers.installed():
        yield from ((name, peer) for name in (MENTIONS, FULL) if peer in found)
    yield from ((name, FLOOR) for name in (MENTIONS, FULL))


def print_rows(path: Path, bench: Path | None, repeat: int, show: Callable[[str], None] = print) -> None:
    """Print the table of one text."""
    for row in rows(path.read_text(encoding="utf-8"), bench, repeat):
        show(row)
