"""The command `config`: what is in force, for a draft too, and who says so; and the schema of a configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from factcheck.commands.configured import in_force_for
from factcheck.commands.inputs import STDIN
from factcheck.commands.options import (
    AsOf,
    ConfigFile,
    ExtendSelect,
    FailAt,
    Ignore,
    Isolated,
    Locale,
    MinCoverage,
    Outputs,
    PinFile,
    References,
    Select,
    typed,
)
from factcheck.commands.printing import emit, emit_lines, fail, report_width

ShownAs = Literal["text", "json"]


def config(
    draft: Annotated[
        str | None, typer.Argument(metavar="[DRAFT]", help="A draft or a folder; without it the working directory.")
    ] = None,
    form: Annotated[ShownAs, typer.Option("--format", "-f", help="How to show it.")] = "text",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a configuration.")] = False,
    config_file: ConfigFile = None,
    isolated: Isolated = False,
    reference: References = None,
    output: Outputs = None,
    as_of: AsOf = None,
    locale: Locale = None,
    pins: PinFile = None,
    select: Select = None,
    ignore: Ignore = None,
    extend_select: ExtendSelect = None,
    fail_on: FailAt = None,
    min_coverage: MinCoverage = None,
) -> None:
    """Show what is in force and who says so.

    Each key is shown with its value and its file and line, or the command line. With a draft, what holds for that
    draft, overrides included. The options are those of check.
    """
    if schema:
        from factcheck.configuration.schema import FILE  # noqa: PLC0415

        emit([FILE.read_text("utf-8")])
        return
    if draft not in (None, STDIN) and not Path(str(draft)).exists():
        fail(f"{draft}: no such file or folder", "check the spelling of the path")
    from factcheck.configuration.showing import settings_lines, settings_record  # noqa: PLC0415

    given = typed(
        reference=reference,
        output=output,
        as_of=as_of,
        locale=locale,
        pins=pins,
        select=select,
        ignore=ignore,
        extend_select=extend_select,
        fail_on=fail_on,
        min_coverage=min_coverage,
    )
    in_force = in_force_for(given, [draft or "."], config_file, isolated=isolated)
    path = None if draft in (None, STDIN) else Path(str(draft))
    if form == "json":
        emit([json.dumps(settings_record(in_force, path), ensure_ascii=False, indent=2) + "\n"])
    else:
        emit_lines(settings_lines(in_force, path, report_width()))
