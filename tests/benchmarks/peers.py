"""What the extractor's speed is held against: other extractors, and one regular expression that cannot be beaten.

python -m tests.benchmarks.peers NAME < LINES    (internal) the CPU time that a peer spends on lines, as JSON

A peer runs in a process of its own with a limit a line, because a line of digits can keep one busy for minutes.
"""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from types import FrameType

Extract = Callable[[str], Sequence[object]]

ROOT = Path(__file__).resolve().parents[2]
WARM = 20
LIMIT = 5.0
"""Seconds of CPU time that a peer may spend on one line; a line over it is left out of the peer's account."""

_FLOOR = re.compile(
    r"([$£€¥])?\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)(?:\s(hundred|thousand|million|billion|trillion)\b)?"
    r"(?:\s?(%|per ?cent\b))?"
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


class OverLimitError(BaseException):
    """A line took a peer too long; not an `Exception`, so that no peer can swallow it."""


def floor_extract(bench: Path | None) -> Extract:
    """The one-regex floor: that of the shared benchmark where it is there, else one of the same shape."""
    path = None if bench is None else bench / "extraction" / "adapters" / "baseline_regex_adapter.py"
    if path is None or not path.exists():
        return own_floor
    spec = importlib.util.spec_from_file_location("baseline_regex_adapter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    extract: Extract = module.load()
    return extract


def own_floor(text: str) -> list[dict[str, object]]:
    """Digits, scale words, % and four currency signs by one expression, each match made into a row.

    >>> own_floor("It cost $1.5 million.")[0]["value"]
    1500000.0
    """
    return [
        {
            "start": match.start(),
            "end": match.end(),
            "surface": match.group(),
            "value": float(match[2].replace(",", "")) * _SCALES.get(match[3], 1),
            "unit": match[1] or match[4] or "",
            "low": None,
            "high": None,
        }
        for match in _FLOOR.finditer(text)
    ]


def quantulum3() -> Extract:
    extract: Extract = import_module("quantulum3.parser").parse
    return extract


def recognizers() -> Extract:
    numbers = import_module("recognizers_number")
    units = import_module("recognizers_number_with_unit")
    names = ("recognize_age", "recognize_currency", "recognize_dimension", "recognize_temperature")
    parts = [numbers.recognize_number, *(getattr(units, name) for name in names)]
    return lambda text: [found for part in parts for found in part(text, "en-us")]


PEERS: dict[str, Callable[[], Extract]] = {"quantulum3": quantulum3, "recognizers": recognizers}
MODULES = {"quantulum3": "quantulum3", "recognizers": "recognizers_number_with_unit"}


def installed() -> list[str]:
    """The peers that this Python can import."""
    return [name for name in PEERS if importlib.util.find_spec(MODULES[name]) is not None]


def peer_rate(name: str, lines: Sequence[str]) -> tuple[float, int]:
    """The bytes a second of CPU time that a peer reads, and how many lines it took too long for."""
    command = [sys.executable, "-m", "tests.benchmarks.peers", name]
    limit = 60 + len(lines) * LIMIT
    done = subprocess.run(  # noqa: S603 - our own interpreter
        command, input=json.dumps(lines), capture_output=True, text=True, check=True, cwd=ROOT, timeout=limit
    )
    spent: list[float | None] = json.loads(done.stdout)
    read = [(len(line.encode()) + 1, one) for line, one in zip(lines, spent, strict=True) if one is not None]
    return sum(size for size, _ in read) / sum(one for _, one in read), len(lines) - len(read)


def spent_on(extract: Extract, lines: Sequence[str]) -> list[float | None]:
    """The CPU seconds of each line, None where the limit was reached."""
    signal.signal(signal.SIGPROF, _give_up)
    for line in lines[:WARM]:
        _limited(extract, line)
    return [_limited(extract, line) for line in lines]


def _limited(extract: Extract, line: str) -> float | None:
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        extract(line)
    except OverLimitError:
        return None
    except Exception:  # noqa: BLE001 - a peer's own failure on a line counts as its time
        return time.process_time() - started
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - started


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise OverLimitError


def main() -> None:
    """Measure one peer on the lines of standard input."""
    warnings.simplefilter("ignore")
    lines = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        spent = spent_on(PEERS[sys.argv[1]](), lines)
    print(json.dumps(spent))


if __name__ == "__main__":
    main()
