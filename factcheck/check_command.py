"""The command `check`: what was asked for, the run, what is written, the exit code; a step each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from factcheck.inputs import STDIN, given_drafts, given_pins, given_reference
from factcheck.options import (
    AsOf,
    Drafts,
    ExitZero,
    ExtendSelect,
    FailAt,
    Form,
    Ignore,
    Locale,
    MinCoverage,
    Outputs,
    PinFile,
    Quiet,
    References,
    Select,
    Statistics,
    Verbose,
    not_together,
    typed,
)
from factcheck.output import emit, fail, report_width, say, tell_progress, wants_colour, warn
from factcheck.results import FINDINGS, OK
from factcheck.settings import Settings

if TYPE_CHECKING:
    from factcheck.outputs import Output
    from factcheck.reports.formats import How
    from factcheck.results import Report


def check(
    drafts: Drafts,
    reference: References = None,
    form: Form = None,
    output: Outputs = None,
    as_of: AsOf = None,
    locale: Locale = None,
    pins: PinFile = None,
    select: Select = None,
    ignore: Ignore = None,
    extend_select: ExtendSelect = None,
    fail_on: FailAt = None,
    min_coverage: MinCoverage = None,
    exit_zero: ExitZero = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    statistics: Statistics = False,
) -> None:
    """Check every figure of the drafts against the reference tables.

    Exit codes: 0 clean, 1 a finding at or above --fail-on or too little coverage, 2 wrong usage, 3 an input could not
    be read, 4 figures were found and none could be checked.
    """
    not_together(quiet=quiet, verbose=verbose)
    settings = settings_for(
        typed(
            reference=reference,
            format=form,
            output=output,
            as_of=as_of,
            locale=locale,
            pins=pins,
            select=select,
            ignore=ignore,
            extend_select=extend_select,
            fail_on=fail_on,
            min_coverage=min_coverage,
        ),
    )
    outputs = planned(drafts, settings)
    tell_progress()
    report = checked(drafts, settings)
    _write(report, settings, outputs, quiet=quiet, verbose=verbose, statistics=statistics)
    code = report.exit_code(settings.fail_on)
    raise typer.Exit(OK if exit_zero and code == FINDINGS else code)


def settings_for(given: Mapping[str, Any]) -> Settings:
    """The settings of a run: what was given as options, else as `Settings` has it."""
    return replace(Settings(), **given)


def planned(drafts: list[str], settings: Settings) -> tuple[Output, ...]:
    """The files to write; ends the program, before the long run, where one cannot be written or would harm another."""
    if not settings.output:
        return ()
    from factcheck.outputs import OutputError, check_outputs, outputs_of  # noqa: PLC0415
    from factcheck.writing import WriteError  # noqa: PLC0415

    read = [Path(draft) for draft in drafts if draft != STDIN]
    tables = [one for one in given_reference(settings.reference, drafts) or () if isinstance(one, Path)]
    kept = [Path(name) for name in (settings.pins, settings.baseline) if name]
    try:
        outputs = outputs_of(settings.output)
        check_outputs(outputs, read, tables, kept)
    except (OutputError, WriteError) as error:
        fail(str(error))
    return outputs


def checked(arguments: list[str], settings: Settings) -> Report:
    """The report on the drafts that arguments name; ends the program for rules that are not known or cannot run."""
    from factcheck import api  # noqa: PLC0415
    from factcheck.rules.selection import MissingExtraError, UnknownRuleError  # noqa: PLC0415

    drafts, problems = given_drafts(arguments)
    given, doubts = given_pins(settings.pins or None, arguments)
    tables = given_reference(settings.reference, arguments)
    try:
        report = api.check(
            drafts,
            tables,
            settings.as_of,
            settings.locale or None,
            given,
            select=settings.select,
            ignore=settings.ignore,
            extend_select=settings.extend_select,
        )
    except MissingExtraError as error:
        fail(str(error))
    except UnknownRuleError as error:
        fail(str(error), "factcheck rules lists them")
    problems = [*problems, *doubts, *report.problems]
    return replace(report, problems=tuple(problems), min_coverage=settings.min_coverage)


def _write(
    report: Report, settings: Settings, outputs: tuple[Output, ...], *, quiet: bool, verbose: bool, statistics: bool
) -> None:
    """The report into its files, then on standard output, then what must be said beside it."""
    from factcheck.reports.formats import FORMATS, How, chunks  # noqa: PLC0415

    asked = How(fail_on=settings.fail_on, min_coverage=settings.min_coverage, verbose=verbose)
    failed = _written(report, outputs, asked, quiet=quiet)
    how = replace(asked, width=report_width(), colour=wants_colour(), quiet=quiet, statistics=statistics)
    emit(chunks(settings.format, report, how))
    if not FORMATS[settings.format].for_people:
        _warn_beside(report)
    if failed:
        fail("; ".join(failed))


def _written(report: Report, outputs: tuple[Output, ...], how: How, *, quiet: bool) -> list[str]:
    """Writes the files and says so; gives what could not be written, which is told after the report."""
    if not outputs:
        return []
    from factcheck.outputs import write_outputs  # noqa: PLC0415

    failed = {error.path: str(error) for error in write_outputs(outputs, report, how)}
    for output in outputs:
        if output.path not in failed and not quiet:
            say(f"wrote {output.path} ({output.format})")
    return list(failed.values())


def _warn_beside(report: Report) -> None:
    """What a machine format must not hide from the person who runs it."""
    from factcheck.reports.summary import tables_lines  # noqa: PLC0415

    warn((*report.problems, *report.notices))
    for text in tables_lines(report) if report.tables else ():
        say(text)
