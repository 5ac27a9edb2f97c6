"""The command `report`: a saved check, written in another format."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands.inputs import STDIN
from factcheck.commands.options import FailAt, Form, Outputs, Quiet, Verbose
from factcheck.commands.printing import emit, fail, report_width, say, wants_colour, warn
from factcheck.model import Finding, Severity

if TYPE_CHECKING:
    from factcheck.results import Report


def report(
    saved: Annotated[str, typer.Argument(metavar="REPORT", help="What check --format json wrote, or - for stdin.")],
    form: Form = None,
    output: Outputs = None,
    fail_on: FailAt = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a saved check in other formats.

    Neither drafts nor tables are needed. Exit codes: 0 written, 2 wrong usage or a file that cannot be written, 3 the
    saved check cannot be read. With --fail-on those of check.
    """
    from factcheck.commands.outputs import OutputError, check_outputs, outputs_of, write_outputs  # noqa: PLC0415
    from factcheck.reports.formats import How, chunks  # noqa: PLC0415
    from factcheck.writing import WriteError  # noqa: PLC0415

    try:
        outputs = outputs_of(output or ())
        check_outputs(outputs, [Path(saved)] if saved != STDIN else [], (), ())
    except (OutputError, WriteError) as error:
        fail(str(error))
    found = _read(saved)
    how = How(fail_on=fail_on or "error", min_coverage=found.min_coverage, verbose=verbose)
    failed = [str(error) for error in write_outputs(outputs, found, how)]
    if form or not outputs:
        here = replace(how, width=report_width(), colour=wants_colour(), quiet=quiet)
        emit(chunks(form or "text", found, here))
    for one in outputs if not (quiet or failed) else ():
        say(f"wrote {one.path} ({one.format})")
    if failed:
        fail("; ".join(failed))
    raise typer.Exit(found.exit_code(fail_on) if fail_on else 0)


def _read(saved: str) -> Report:
    """The saved check; ends the program, with what is wrong and where, for what is none."""
    from factcheck.restoring import SavedReportError, report_in  # noqa: PLC0415
    from factcheck.results import UNREADABLE  # noqa: PLC0415

    name = "<stdin>" if saved == STDIN else saved
    try:
        return report_in(sys.stdin.buffer.read() if saved == STDIN else Path(saved).read_bytes())
    except SavedReportError as error:
        message = str(error)
    except OSError as error:
        message = (error.strerror or str(error)).lower()
    except ValueError:
        message = "this is no name for a file"
    warn([Finding("FC904", Severity.ERROR, message, path=name)])
    raise typer.Exit(UNREADABLE)
