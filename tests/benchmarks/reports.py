"""How long 10,000 findings take to write in every format, and how much memory: `python -m tests.benchmarks.reports`.

Prints seconds of CPU time and peak memory at 2,500, 5,000 and 10,000 findings of one draft, and what the last costs a
finding beside the first: about 1 is linear. `--findings` names other numbers.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc

import factcheck
from factcheck.reports.formats import FORMATS, How, chunks
from factcheck.results import Report

PARAGRAPH = "The yard built 14 ferries and 7 tugs, 23 vessels in total.\n\n"


def report_of(findings: int) -> Report:
    """A report with so many findings, each about a figure of its own."""
    report = factcheck.check(PARAGRAPH * findings)
    assert len(report.findings) == findings
    return report


def seconds(form: str, report: Report) -> float:
    """How much CPU time a format takes, its pieces thrown away; other work on the machine disturbs it little."""
    started = time.process_time()
    for _ in chunks(form, report, How()):
        pass
    return time.process_time() - started


def megabytes(form: str, report: Report) -> float:
    """The most memory that a format holds at a time."""
    tracemalloc.start()
    try:
        for _ in chunks(form, report, How()):
            pass
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--findings", type=int, nargs="+", default=[2500, 5000, 10_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=list(FORMATS))
    asked = parser.parse_args()
    reports = {number: report_of(number) for number in sorted(asked.findings)}
    numbers = list(reports)
    growth = numbers[-1] / numbers[0]
    print(
        f"{'format':<10}"
        + "".join(f"{f'{number:,} findings':>24}" for number in numbers)
        + "   a finding, last : first"
    )
    for form in asked.formats:
        seconds(form, reports[numbers[0]])  # what is imported and looked up once only
        costs = [(seconds(form, report), megabytes(form, report)) for report in reports.values()]
        told = "".join(f"{f'{time_:.2f} s {memory:,.1f} MB':>24}" for time_, memory in costs)
        slower, larger = (costs[-1][part] / costs[0][part] / growth for part in range(2))
        print(f"{form:<10}{told}   {slower:.2f} time, {larger:.2f} memory")


if __name__ == "__main__":
    main()
