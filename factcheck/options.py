"""The options of the commands: what they take, in words, and how what was typed is turned into values."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from factcheck.output import fail
from factcheck.results import FailOn

# One name for each format of `reports.formats`, which a test compares; importing it would cost every start.
ReportFormat = Literal["text", "json", "jsonl", "csv"]
FigureFormat = Literal["text", "json", "jsonl", "csv"]

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
Locale = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How the drafts write numbers and dates, such as de or en-GB. Without it: as each declares, else English.",
    ),
]
AsOf = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day from which the drafts speak, such as 2022-11-20.")
]
PinFile = Annotated[
    str | None,
    typer.Option(
        "--pins",
        metavar="FILE",
        help="Pins: the facts that figures are about, by a person's word. Without it: draft.pins.toml beside draft.md.",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        help="The rules to run, by codes or the starts of codes: FC1,FC401; repeatable. "
        "Without it: all but the optional ones.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODES", help="Rules not to run, by codes or the starts of codes; repeatable."),
]
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="CODES",
        help="Rules to run besides, such as FC5 (published statistics); repeatable.",
    ),
]
FailAt = Annotated[FailOn | None, typer.Option("--fail-on", help="The mildest finding that makes the exit code 1.")]


def day_of(text: str | None) -> dt.date | None:
    """The day that was typed; ends the program for what is none."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        fail(f'"{text}" is no date', "write it as 2022-11-20")


def known_locale(name: str | None) -> str | None:
    """The locale that was typed, once it is known to be one."""
    from factcheck.locales import UnknownLocaleError, find_locale  # noqa: PLC0415

    try:
        if name:
            find_locale(name)
    except UnknownLocaleError as error:
        fail(str(error), "write a language or a language and its country, such as de or en-GB")
    return name or None


def codes_in(options: list[str] | None) -> tuple[str, ...]:
    """The codes of an option that may be repeated and may hold several, parted by commas."""
    return tuple(code.strip() for option in options or () for code in option.split(",") if code.strip())
