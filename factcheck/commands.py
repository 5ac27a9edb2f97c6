"""The commands: they read options, call the pipeline and print; what they print is made in `reports`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.cache_commands import cache_app
from factcheck.inputs import given_drafts, given_pins, given_reference
from factcheck.output import emit, emit_lines, fail, report_width, say, tell_progress, warn
from factcheck.results import FailOn
from factcheck.table_commands import tables_app
from factcheck.version import __version__

if TYPE_CHECKING:
    from factcheck.results import Extraction, Report

Format = Literal["text", "json", "jsonl", "csv"]

Drafts = Annotated[list[str], typer.Argument(metavar="DRAFT...", help="Files, folders, or - for standard input.")]
References = Annotated[
    list[str] | None,
    typer.Option(
        "--reference",
        "-r",
        metavar="PATH",
        help="A table, a folder of tables, or builtin for the shipped ones; repeatable. "
        "Without it: reference_data/ beside the draft, or in the working directory.",
    ),
]
Locales = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How the drafts write numbers and dates, such as de or en-GB. Without it: as each declares, else English.",
    ),
]
Days = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day from which the drafts speak, such as 2022-11-20.")
]
Pins = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Pins: the facts that figures are about, by a person's word. Without it: draft.pins.toml beside draft.md.",
    ),
]
Extensions = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="CODE",
        help="Optional rules to run too, by code or the start of one, such as FC5 (published statistics); repeatable.",
    ),
]
Formats = Annotated[Format, typer.Option("--format", "-f", help="What to print.")]

app = typer.Typer(
    help="Checks the figures of a draft against reference tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"factcheck {__version__}")
        raise typer.Exit


app.add_typer(tables_app, name="tables")
app.add_typer(cache_app, name="cache")


@app.callback()
def factcheck(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Checks the figures of a draft against reference tables."""


@app.command()
def check(
    drafts: Drafts,
    reference: References = None,
    form: Formats = "text",
    as_of: Days = None,
    locale: Locales = None,
    pins: Pins = None,
    extend_select: Extensions = None,
    fail_on: Annotated[FailOn, typer.Option(help="The mildest finding that makes the exit code 1.")] = "error",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Findings and the tally only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for every figure.")] = False,
) -> None:
    """Check every figure of the drafts against the reference tables.

    Exit codes: 0 clean, 1 a finding at or above --fail-on, 2 wrong usage, 3 an input could not be read,
    4 figures were found and none could be checked.
    """
    tell_progress()
    report = _checked(drafts, reference, _date(as_of), _locale(locale), pins, _rules(extend_select))
    if form == "text":
        from factcheck.reports.text import report_lines  # noqa: PLC0415

        emit_lines(report_lines(report, verbose=verbose, quiet=quiet, width=report_width()))
    else:
        _emit_machine(report, form, checked=True)
        _warn_beside(report)
    raise typer.Exit(report.exit_code(fail_on))


@app.command()
def extract(
    drafts: Drafts,
    form: Formats = "text",
    locale: Locales = None,
    words: Annotated[bool, typer.Option("--words", help="Directions, comparisons and superlatives too.")] = False,
    as_of: Days = None,
) -> None:
    """List every figure of the drafts, normalized; no tables are needed."""
    from factcheck import api  # noqa: PLC0415

    locale = _locale(locale)
    given, problems = given_drafts(drafts)
    extraction = api.extract(given, locale, words=words, as_of=_date(as_of))
    extraction = replace(extraction, problems=(*problems, *extraction.problems))
    if form == "text":
        from factcheck.reports.figures import extraction_lines  # noqa: PLC0415

        emit_lines(extraction_lines(extraction))
    else:
        _emit_machine(extraction, form, checked=False)
        warn(extraction.problems)
    raise typer.Exit(extraction.exit_code())


@app.command()
def explain(
    target: Annotated[str, typer.Argument(metavar="DRAFT:LINE[:COLUMN]", help="Where the figure stands.")],
    reference: References = None,
    as_of: Days = None,
    locale: Locales = None,
    pins: Pins = None,
    extend_select: Extensions = None,
) -> None:
    """Show for one figure how it was read, the facts considered, and the comparison that gave the verdict."""
    from factcheck.reports.explain import explanation_lines  # noqa: PLC0415
    from factcheck.reports.layout import line  # noqa: PLC0415
    from factcheck.reports.summary import tables_lines  # noqa: PLC0415
    from factcheck.targets import figures_at, nearest_text, parse_target  # noqa: PLC0415

    path, place = parse_target(target) or fail(f'"{target}" names no place', "write draft.md:12 or draft.md:12:30")
    report = _checked([path], reference, _date(as_of), _locale(locale), pins, _rules(extend_select))
    if not report.documents:
        warn(report.problems)
        raise typer.Exit(report.exit_code())
    document = report.documents[0]
    judgements = figures_at(document, place)
    if not judgements:
        fail(f"no figure at {target}", nearest_text(document, place))
    warn(report.problems)
    for judgement in judgements:
        emit_lines((*explanation_lines(document.document, judgement, report_width()), line()))
    emit_lines(map(line, tables_lines(report)))


@app.command()
def rules() -> None:
    """List the rule codes."""
    from factcheck.reports.rules import rules_lines  # noqa: PLC0415

    emit_lines(rules_lines())


@app.command()
def rule(code: Annotated[str, typer.Argument(metavar="CODE", help="Such as FC104.")]) -> None:
    """Show the page of a rule."""
    from factcheck.reports.rules import page  # noqa: PLC0415

    text = page(code) or fail(f'no rule is called "{code}"', "factcheck rules lists them")
    emit([text])


def _checked(
    arguments: list[str],
    reference: list[str] | None,
    as_of: dt.date | None,
    locale: str | None,
    pins: str | None,
    extend_select: list[str],
) -> Report:
    from factcheck import api  # noqa: PLC0415

    drafts, problems = given_drafts(arguments)
    given, doubts = given_pins(pins, arguments)
    tables = given_reference(reference, arguments)
    report = api.check(drafts, tables, as_of, locale, given, extend_select=extend_select)
    return replace(report, problems=(*problems, *doubts, *report.problems))


def _emit_machine(result: Extraction | Report, form: Format, *, checked: bool) -> None:
    from factcheck.reports import machine  # noqa: PLC0415

    if form == "csv":
        emit(machine.csv_chunks(result, checked=checked))
    else:
        emit(machine.json_chunks(result) if form == "json" else machine.jsonl_chunks(result))


def _warn_beside(report: Report) -> None:
    """What a machine format must not hide from the person who runs it."""
    from factcheck.reports.summary import tables_lines  # noqa: PLC0415

    warn((*report.problems, *report.notices))
    for text in tables_lines(report) if report.tables else ():
        say(text)


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        fail(f'"{text}" is no date', "write it as 2022-11-20")


def _locale(name: str | None) -> str | None:
    """A locale that was asked for, once it is known to be one."""
    from factcheck.locales import UnknownLocaleError, find_locale  # noqa: PLC0415

    try:
        if name:
            find_locale(name)
    except UnknownLocaleError as error:
        fail(str(error), "write a language or a language and its country, such as de or en-GB")
    return name or None


def _rules(extend_select: list[str] | None) -> list[str]:
    """The optional rules that were asked for, once they are known and can run."""
    from factcheck.rules.selection import MissingExtraError, UnknownRuleError, optional_codes  # noqa: PLC0415

    try:
        optional_codes(extend_select or [])
    except MissingExtraError as error:
        fail(str(error))
    except UnknownRuleError as error:
        fail(str(error), "factcheck rules lists them")
    return extend_select or []
