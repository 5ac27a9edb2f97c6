"""The command `check`: settings, the run, what it prints, the exit code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.inputs import given_drafts, given_pins, given_reference
from factcheck.options import (
    AsOf,
    Drafts,
    ExtendSelect,
    FailAt,
    Ignore,
    Locale,
    PinFile,
    References,
    ReportFormat,
    Select,
    codes_in,
    day_of,
    known_locale,
)
from factcheck.output import emit, fail, report_width, say, tell_progress, wants_colour, warn
from factcheck.settings import Settings

if TYPE_CHECKING:
    from factcheck.results import Report


def check(
    drafts: Drafts,
    reference: References = None,
    form: Annotated[ReportFormat | None, typer.Option("--format", "-f", help="What to print; text.")] = None,
    as_of: AsOf = None,
    locale: Locale = None,
    pins: PinFile = None,
    select: Select = None,
    ignore: Ignore = None,
    extend_select: ExtendSelect = None,
    fail_on: FailAt = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Findings and the tally only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for every figure.")] = False,
) -> None:
    """Check every figure of the drafts against the reference tables.

    Exit codes: 0 clean, 1 a finding at or above --fail-on, 2 wrong usage, 3 an input could not be read,
    4 figures were found and none could be checked.
    """
    from factcheck.reports.formats import FORMATS, How, chunks  # noqa: PLC0415

    settings = Settings(
        reference=tuple(reference or ()),
        pins=pins or "",
        locale=known_locale(locale) or "",
        as_of=day_of(as_of),
        select=codes_in(select),
        ignore=codes_in(ignore),
        extend_select=codes_in(extend_select),
        fail_on=fail_on or "error",
        format=form or "text",
    )
    tell_progress()
    report = checked(drafts, settings)
    how = How(report_width(), wants_colour(), quiet, verbose, fail_on=settings.fail_on)
    emit(chunks(settings.format, report, how))
    if not FORMATS[settings.format].for_people:
        _warn_beside(report)
    raise typer.Exit(report.exit_code(settings.fail_on))


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
    return replace(report, problems=(*problems, *doubts, *report.problems))


def _warn_beside(report: Report) -> None:
    """What a machine format must not hide from the person who runs it."""
    from factcheck.reports.summary import tables_lines  # noqa: PLC0415

    warn((*report.problems, *report.notices))
    for text in tables_lines(report) if report.tables else ():
        say(text)
