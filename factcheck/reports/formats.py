"""The formats of a report by their names; each is a module of its own, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Final

from factcheck.frozen import record

if TYPE_CHECKING:
    from factcheck.results import FailOn, Report


@record
class How:
    """How a report is written.

    `width` is the terminal's, None for a pipe or a file; `colour` whether it shows colours. `quiet`, `verbose` and
    `statistics` say how much a person is told. `fail_on` and `min_coverage` are what the run is held to.
    """

    width: int | None = None
    colour: bool = False
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    fail_on: FailOn = "error"
    min_coverage: Fraction | None = None


@record
class Format:
    """A format: its name, where it is written (module and function), what it is for.

    The function takes a report and how to write it, and gives the text piece by piece. `for_people` tells that a person
    reads it in a terminal, so that nothing need be said beside it; `tells_problems` that what is amiss with the run is
    told in it, so that only the tally is said beside it.
    """

    name: str
    home: str
    purpose: str
    for_people: bool = False
    tells_problems: bool = False


FORMATS: Final = {
    one.name: one
    for one in (
        Format("text", "text:chunks", "findings with their lines, what to check by hand, the tally", True),
        Format("concise", "concise:chunks", "one line a finding and nothing else", tells_problems=True),
        Format("json", "machine:json_chunks", "the whole report as one document"),
        Format("jsonl", "machine:jsonl_chunks", "one JSON object a figure and line"),
        Format("csv", "machine:csv_chunks", "one row a figure"),
        Format("markdown", "markdown:chunks", "a comment on a pull request, or the summary of a job"),
        Format("sarif", "sarif:chunks", "findings for code scanning, SARIF 2.1.0"),
        Format("junit", "junit:chunks", "a test case a checkable figure, for servers that show tests"),
        Format("github", "github:chunks", "annotations of GitHub Actions"),
        Format("gitlab", "gitlab:chunks", "code quality of GitLab"),
        Format("html", "html:chunks", "one page for an editor: the draft with every figure marked, and why"),
    )
}


def chunks(name: str, report: Report, how: How) -> Iterator[str]:
    """A report in the format of that name; KeyError for one that does not exist."""
    module, _, function = FORMATS[name].home.partition(":")
    write: Callable[[Report, How], Iterator[str]] = getattr(import_module(f"factcheck.reports.{module}"), function)
    return write(report, how)
