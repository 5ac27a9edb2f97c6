"""The commands about reference tables: what is believed of them, a first description, and what is wrong with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.commands.configured import in_force_for
from factcheck.commands.inputs import given_reference, without_bare
from factcheck.commands.printing import emit, emit_lines, fail, report_width, say, tell_progress, warn
from factcheck.results import FINDINGS, UNREADABLE

if TYPE_CHECKING:
    from factcheck.model import Finding
    from factcheck.reference.store import ReferenceStore

TableFormat = Literal["text", "json"]
Least = Literal["error", "warning", "note", "never"]

Tables = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REFERENCE]...",
        help="Tables, folders of tables, or builtin for the shipped ones. "
        "Without any: those of the configuration, else reference_data/ here.",
    ),
]
Option = Annotated[
    list[str] | None, typer.Option("--reference", "-r", metavar="PATH", help="The same, for those who type it so.")
]
Formats = Annotated[TableFormat, typer.Option("--format", "-f", help="What to print.")]

tables_app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@tables_app.callback()
def tables(context: typer.Context, reference: Option = None) -> None:
    """List, show, describe and check reference tables.

    Without a command it is show. `list` gives a line a table, `show` tells what the checker believes of them, `init`
    writes a first description, `lint` finds what is wrong.
    """
    if context.invoked_subcommand is None:
        _show(reference, "text")
    elif reference:
        fail("--reference stands before a command", f"write factcheck tables {context.invoked_subcommand} PATH")


@tables_app.command(name="list")
def list_tables(tables: Tables = None, reference: Option = None, form: Formats = "text") -> None:
    """List tables, a line each.

    The line has the name, the number of rows, the title, where the figures come from and when they were fetched.
    """
    from factcheck.reports.tables import list_lines, list_record  # noqa: PLC0415
    from factcheck.stores import table_uses  # noqa: PLC0415

    store = _loaded(_given([*(tables or ()), *(reference or ())]))
    uses = table_uses(store)
    warn(store.problems)
    if form == "json":
        emit([json.dumps(list_record(uses, store.problems), ensure_ascii=False, indent=2) + "\n"])
    else:
        emit_lines(list_lines(uses, report_width()))
    raise typer.Exit(UNREADABLE if _refused(store.problems) else 0)


@tables_app.command()
def show(tables: Tables = None, reference: Option = None, form: Formats = "text") -> None:
    """Show what the checker believes of tables.

    That is their names, measures, units, periods and facts, and what it is unsure of.
    """
    _show([*(tables or ()), *(reference or ())], form)


def _show(arguments: list[str] | None, form: TableFormat) -> None:
    from factcheck.reference.beliefs import beliefs_of  # noqa: PLC0415
    from factcheck.reports.tables import belief_lines, belief_record  # noqa: PLC0415

    store = _loaded(_given(arguments))
    beliefs = beliefs_of(store)
    told = {doubt for belief in beliefs for doubt in belief.doubts}
    problems = [problem for problem in store.problems if problem not in told]
    warn(problems)
    if form == "json":
        emit([json.dumps(belief_record(beliefs, problems), ensure_ascii=False, indent=2) + "\n"])
    else:
        emit_lines(belief_lines(beliefs, report_width()))
    raise typer.Exit(UNREADABLE if _refused(problems) else 0)


@tables_app.command()
def init(
    paths: Annotated[list[Path], typer.Argument(metavar="FOLDER|FILE...", help="Tables, or folders of tables.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a description that init would write.")] = False,
) -> None:
    """Write a first description of tables.

    It is inferred from what they hold, with remarks on what is unsure.
    A folder gets a datapackage.yaml beside its tables, a single file a NAME.datapackage.yaml of its own. Tables that
    have a description are left alone. What is written changes nothing in what is believed; correct it line by line.
    """
    from factcheck.reference.drafting import DraftError, draft_descriptions  # noqa: PLC0415

    problems: list[Finding] = []
    done, failed = 0, False
    for path in paths:
        try:
            for written in draft_descriptions(path, problems, force=force):
                say(written)
                done += 1
        except DraftError as error:
            say(f"factcheck: {error}")
            failed = True
    warn(problems)
    if failed:
        raise typer.Exit(2)
    raise typer.Exit(UNREADABLE if _refused(problems) else 0)


@tables_app.command()
def lint(
    tables: Tables = None,
    reference: Option = None,
    form: Formats = "text",
    fail_on: Annotated[Least, typer.Option(help="The mildest finding that makes the exit code 1.")] = "error",
) -> None:
    """Find what is wrong with tables and descriptions.

    Each finding has its file, line and column, and what to do.
    Exit codes: 0 clean, 1 a finding at or above --fail-on, 2 wrong usage, 3 a table or description is refused.
    """
    from factcheck.model import Severity  # noqa: PLC0415
    from factcheck.reference.linting import lint as linted  # noqa: PLC0415
    from factcheck.reports.summary import problem_text  # noqa: PLC0415
    from factcheck.reports.tables import lint_record  # noqa: PLC0415

    sources = _given([*(tables or ()), *(reference or ())])
    store = _loaded(sources)
    findings = linted(sources, store)
    if form == "json":
        emit([json.dumps(lint_record(findings), ensure_ascii=False, indent=2) + "\n"])
    else:
        emit(f"{problem_text(finding)}\n" for finding in findings)
        say(_tally(len(store.tables), len(findings)))
    if _refused(findings):
        raise typer.Exit(UNREADABLE)
    loud = fail_on != "never" and any(one.severity.level >= Severity(fail_on).level for one in findings)
    raise typer.Exit(FINDINGS if loud else 0)


def _tally(tables: int, findings: int) -> str:
    from factcheck.reports.wording import counted  # noqa: PLC0415

    return f"{counted(tables, 'table')}: {counted(findings, 'finding') if findings else 'nothing wrong'}"


def _given(arguments: list[str] | None) -> list[Path | str]:
    if not arguments:
        arguments = without_bare(in_force_for({}, ["."]).run.reference)
    sources = given_reference(arguments, ["-"])
    if sources is None:
        fail("no reference tables here", "name a table or a folder, or builtin for the shipped ones")
    return sources


def _loaded(sources: list[Path | str]) -> ReferenceStore:
    from factcheck.api import load_reference  # noqa: PLC0415

    tell_progress()
    return load_reference(sources)


def _refused(problems: list[Finding] | tuple[Finding, ...]) -> bool:
    return any(problem.code == "FC901" for problem in problems)
