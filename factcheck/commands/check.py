"""The command `check`: what was asked for, the run, what is written, the exit code; a step each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from factcheck.commands.configured import in_force_for, tell_idle
from factcheck.commands.fix import mend, wishes
from factcheck.commands.inputs import STDIN, given_reference
from factcheck.commands.options import (
    AsOf,
    Baseline,
    ConfigFile,
    Drafts,
    ExitZero,
    ExtendSelect,
    FailAt,
    FixQuotations,
    FixThem,
    ForceExclude,
    Form,
    Ignore,
    Isolated,
    Locale,
    MinCoverage,
    Outputs,
    PinFile,
    Quiet,
    References,
    Select,
    ShowDiff,
    Since,
    Statistics,
    UnsafeFixes,
    Verbose,
    WriteBaseline,
    not_empty,
    not_together,
    typed,
)
from factcheck.commands.printing import emit, emit_beside, fail, report_width, say, tell_progress, wants_colour, warn
from factcheck.commands.stages import Stages, check_baseline, known_from_now
from factcheck.results import FINDINGS, OK

if TYPE_CHECKING:
    from factcheck.commands.outputs import Output
    from factcheck.configuration.in_force import InForce
    from factcheck.document import Document
    from factcheck.reports.formats import Format, How
    from factcheck.results import Report
    from factcheck.settings import Settings

HERE: Final = ["."]
COUNTING: Final = ("text", "concise")  # the formats that know --statistics


def check(
    drafts: Drafts = None,
    reference: References = None,
    as_of: AsOf = None,
    locale: Locale = None,
    pins: PinFile = None,
    select: Select = None,
    ignore: Ignore = None,
    extend_select: ExtendSelect = None,
    since: Since = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    fix: FixThem = False,
    diff: ShowDiff = False,
    unsafe_fixes: UnsafeFixes = False,
    fix_quotations: FixQuotations = False,
    form: Form = None,
    output: Outputs = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    statistics: Statistics = False,
    fail_on: FailAt = None,
    min_coverage: MinCoverage = None,
    exit_zero: ExitZero = False,
    config: ConfigFile = None,
    isolated: Isolated = False,
    force_exclude: ForceExclude = False,
) -> None:
    """Check every figure of the drafts against the reference tables.

    \b
    Exit codes:
      0  clean
      1  a finding at or above --fail-on, coverage below --min-coverage, a --diff
      2  wrong usage or configuration, or a file that cannot be written
      3  an input could not be read; the rest was still checked
      4  figures were found and none could be checked
    """  # noqa: D301 - the mark that keeps the lines of the help apart is this very character
    not_empty(since=since, baseline=baseline, write_baseline=write_baseline, pins=pins, config=config)
    not_together(quiet=quiet, verbose=verbose)
    not_together(verbose=verbose, statistics=statistics)
    drafts = drafts or HERE
    in_force = in_force_for(
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
            baseline=baseline,
        ),
        drafts,
        config,
        isolated=isolated,
    )
    settings = in_force.run
    if statistics and settings.format not in COUNTING:
        fail(f"--statistics is for the formats {' and '.join(COUNTING)}", "leave it off, or print one of these")
    wanted = wishes(fix=fix, diff=diff, unsafe=unsafe_fixes, quotations=fix_quotations)
    not_together(diff=diff, write_baseline=bool(write_baseline))
    stages = Stages(drafts, in_force, since or "")
    if write_baseline:
        check_baseline(Path(write_baseline), in_force)
    outputs = planned(drafts, in_force)
    tell_progress()
    run = run_of(drafts, in_force, force_exclude=force_exclude)
    report, mended = stages(run(())), None
    tell_idle(in_force, [one.document.path for one in report.documents if one.document.path is not None])
    if wanted is not None:
        report, mended = mend(report, wanted, lambda again: stages(run(again)), diff=diff)
    if write_baseline:
        report = known_from_now(report, Path(write_baseline), in_force)
    _write(report, settings, outputs, mended, quiet=quiet, verbose=verbose, statistics=statistics)
    code = report.exit_code(settings.fail_on)
    raise typer.Exit(OK if exit_zero and code == FINDINGS else code)


def planned(drafts: list[str], in_force: InForce) -> tuple[Output, ...]:
    """The files to write; ends the program, before the long run, where one cannot be written or would harm another."""
    settings = in_force.run
    if not settings.output:
        return ()
    from factcheck.commands.outputs import OutputError, check_outputs, outputs_of  # noqa: PLC0415
    from factcheck.writing import WriteError  # noqa: PLC0415

    read = [Path(draft) for draft in drafts if draft != STDIN]
    tables = [one for one in given_reference(settings.reference, drafts) or () if isinstance(one, Path)]
    kept = [Path(name) for name in (settings.pins, settings.baseline) if name]
    kept += [Path(in_force.configuration.path)] if in_force.configuration else []
    try:
        outputs = outputs_of(settings.output)
        check_outputs(outputs, [path for path in read if not path.is_dir()], tables, kept)
        # What is excluded cannot be taken for a draft.
        among = [output for output in outputs if not in_force.leaves_out(output.path)]
        check_outputs(among, [path for path in read if path.is_dir()], (), ())
    except (OutputError, WriteError) as error:
        fail(str(error))
    return outputs


def checked(arguments: list[str], in_force: InForce) -> Report:
    """The report on the drafts that arguments name; ends the program for rules that are not known or cannot run."""
    return run_of(arguments, in_force)(())


def run_of(
    arguments: list[str], in_force: InForce, *, force_exclude: bool = False
) -> Callable[[Sequence[Document]], Report]:
    """What checks the drafts that arguments name, or these drafts once more as they have been mended.

    Ends the program for rules that are not known or cannot run.
    """
    from factcheck.commands import runs  # noqa: PLC0415
    from factcheck.rules.selection import MissingExtraError, UnknownRuleError  # noqa: PLC0415

    run = runs.Run(arguments, in_force, force_exclude=force_exclude)

    def checked(mended: Sequence[Document]) -> Report:
        try:
            report = run(mended)
        except MissingExtraError as error:
            fail(str(error))
        except UnknownRuleError as error:
            fail(str(error), "factcheck rules lists them")
        return replace(report, min_coverage=in_force.run.min_coverage)

    return checked


def _write(
    report: Report,
    settings: Settings,
    outputs: tuple[Output, ...],
    mended: str | None = None,
    *,
    quiet: bool,
    verbose: bool,
    statistics: bool,
) -> None:
    """The report into its files, then on standard output, then what must be said beside it.

    Where a mended draft goes to standard output, the report gives way to it.
    """
    from factcheck.reports.formats import FORMATS, How, chunks  # noqa: PLC0415

    asked = How(fail_on=settings.fail_on, min_coverage=settings.min_coverage, verbose=verbose)
    failed = _written(report, outputs, asked, quiet=quiet)
    how = replace(asked, width=report_width(), colour=wants_colour(), quiet=quiet, statistics=statistics)
    if mended is None:
        emit(chunks(settings.format, report, how))
    else:
        emit([mended])
        emit_beside(chunks(settings.format, report, replace(how, width=None, colour=False)))
    _say_beside(report, FORMATS[settings.format], quiet=quiet)
    if failed:
        fail("; ".join(failed))


def _written(report: Report, outputs: tuple[Output, ...], how: How, *, quiet: bool) -> list[str]:
    """Writes the files and says so; gives what could not be written, which is told after the report."""
    if not outputs:
        return []
    from factcheck.commands.outputs import write_outputs  # noqa: PLC0415

    failed = {error.path: str(error) for error in write_outputs(outputs, report, how)}
    for output in outputs:
        if output.path not in failed and not quiet:
            say(f"wrote {output.path} ({output.format})")
    return list(failed.values())


def _say_beside(report: Report, form: Format, *, quiet: bool) -> None:
    """What a format for programs must not hide from the person who runs it."""
    from factcheck.reports.summary import findings_text, tables_lines, tally_text  # noqa: PLC0415

    if form.for_people:
        return
    if not form.tells_problems:
        warn((*report.problems, *report.notices))
    if quiet:
        return
    for text in (findings_text(report), tally_text(report)) if form.tells_problems else ():
        say(text)
    for text in tables_lines(report) if report.tables and not form.tells_problems else ():
        say(text)
