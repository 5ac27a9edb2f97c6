"""The commands: they read options, call the pipeline and print; what they print is made in `reports`."""

from __future__ import annotations

from typing import Annotated

import typer

from factcheck.commands.cache import cache_app
from factcheck.commands.check import HERE, check, checked
from factcheck.commands.config import config as show_config
from factcheck.commands.configured import in_force_for
from factcheck.commands.init import init
from factcheck.commands.options import (
    AsOf,
    ConfigFile,
    Drafts,
    ExtendSelect,
    FigureFormat,
    Ignore,
    Isolated,
    Locale,
    PinFile,
    References,
    Select,
    typed,
)
from factcheck.commands.printing import emit, emit_lines, fail, report_width, warn
from factcheck.commands.report import report
from factcheck.commands.rules import rule, rules
from factcheck.commands.tables import tables_app
from factcheck.version import __version__

app = typer.Typer(
    help="Checks the figures of a draft against reference tables.",
    no_args_is_help=True,
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


app.command()(check)
app.command(name="config")(show_config)
app.command()(init)
app.command()(report)


@app.command()
def extract(
    drafts: Drafts = None,
    form: Annotated[FigureFormat, typer.Option("--format", "-f", help="What to print.")] = "text",
    locale: Locale = None,
    words: Annotated[bool, typer.Option("--words", help="Directions, comparisons and superlatives too.")] = False,
    as_of: AsOf = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """List every figure of the drafts as it is read.

    No tables are needed. Exit codes: 0, 2 wrong usage, 3 a draft could not be read.
    """
    from factcheck.commands import runs  # noqa: PLC0415

    drafts = drafts or HERE
    in_force = in_force_for(typed(locale=locale, as_of=as_of), drafts, config, isolated=isolated)
    extraction = runs.extracted(drafts, in_force, words=words)
    if form == "text":
        from factcheck.reports.figures import extraction_lines  # noqa: PLC0415

        emit_lines(extraction_lines(extraction))
    else:
        from factcheck.reports import machine  # noqa: PLC0415

        write = {"json": machine.json_chunks, "jsonl": machine.jsonl_chunks, "csv": machine.csv_chunks}[form]
        emit(write(extraction))
        warn(extraction.problems)
    raise typer.Exit(extraction.exit_code())


@app.command()
def explain(
    target: Annotated[str, typer.Argument(metavar="DRAFT:LINE[:COLUMN]", help="Where the figure stands.")],
    reference: References = None,
    as_of: AsOf = None,
    locale: Locale = None,
    pins: PinFile = None,
    select: Select = None,
    ignore: Ignore = None,
    extend_select: ExtendSelect = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Show how one figure was read and judged.

    Tells what was read, the facts that were considered, and the comparison that gave the verdict.
    """
    from factcheck.commands.targets import figures_at, nearest_text, parse_target  # noqa: PLC0415
    from factcheck.reports.explain import explanation_lines  # noqa: PLC0415
    from factcheck.reports.layout import line  # noqa: PLC0415
    from factcheck.reports.summary import tables_lines  # noqa: PLC0415

    path, place = parse_target(target) or fail(f'"{target}" names no place', "write draft.md:12 or draft.md:12:30")
    given = typed(
        reference=reference,
        as_of=as_of,
        locale=locale,
        pins=pins,
        select=select,
        ignore=ignore,
        extend_select=extend_select,
    )
    report = checked([path], in_force_for(given, [path], config, isolated=isolated))
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


app.command()(rules)
app.command()(rule)
