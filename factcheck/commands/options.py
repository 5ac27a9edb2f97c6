"""The options of the commands: what they take, in words, and how what was typed is turned into values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, get_args

import typer

from factcheck.commands.completing import complete_codes, complete_output
from factcheck.commands.printing import fail
from factcheck.results import FailOn

# One name for each format of `reports.formats`, which a test compares; importing it would cost every start.
ReportFormat = Literal[
    "text", "concise", "json", "jsonl", "csv", "markdown", "sarif", "junit", "github", "gitlab", "html"
]
FigureFormat = Literal["text", "json", "jsonl", "csv"]
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{0,30})?|\.[0-9]{1,30}) ?(%?)")

Drafts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DRAFT]...",
        help="Files, folders, or - for standard input. Without any: the drafts below the working directory.",
    ),
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration, instead of the nearest factcheck.toml or pyproject.toml upward from each draft.",
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no configuration.")]
ForceExclude = Annotated[
    bool,
    typer.Option("--force-exclude", help="Pass over what the configuration excludes, also where it is named itself."),
]
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
        help="Pins: the facts that figures are about, by a person's word. Without it: draft.pins.toml beside draft.md, "
        "and the nearest factcheck.pins.csv.",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        autocompletion=complete_codes,
        help="The rules to run, by codes or the starts of codes: FC1,FC401; repeatable. "
        "Without it: all but the optional ones.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODES",
        autocompletion=complete_codes,
        help="Rules not to run, by codes or the starts of codes; repeatable.",
    ),
]
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="CODES",
        autocompletion=complete_codes,
        help="Rules to run besides, such as FC5 (published statistics); repeatable.",
    ),
]
Form = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"What to print: {', '.join(get_args(ReportFormat))}. Without it: text.",
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="[FORMAT=]FILE",
        autocompletion=complete_output,
        help="Write the report into a file besides: html=report.html; repeatable. The format may be left out where the "
        "file's ending tells it.",
    ),
]
FailAt = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help="The mildest finding that makes the exit code 1: error, warning, note; not-covered for any finding and "
        "any figure that no table covers; never. Without it: error.",
    ),
]
MinCoverage = Annotated[
    str | None,
    typer.Option(
        "--min-coverage",
        metavar="SHARE",
        help="The share of the checkable figures that tables have to confirm, such as 0.8; with less of them the exit "
        "code is 1.",
    ),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 in place of 1; the other exit codes stay as they are.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="The findings, a line each, and the tally.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="A line for every figure too, and the findings that do not count.")
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="Judge only the figures on lines that changed since a git revision: a commit, a branch, a tag.",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Findings that are known already and do not count; see --write-baseline."),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Write the present findings into a baseline, so that from now on only new ones count."
    ),
]
FixThem = Annotated[
    bool, typer.Option("--fix", help="Write the fixes that are certain into the drafts, then report on what is left.")
]
ShowDiff = Annotated[
    bool, typer.Option("--diff", help="Show what --fix would change, and change nothing; exit code 1 if it would.")
]
UnsafeFixes = Annotated[
    bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: the suggestions that are not certain too.")
]
FixQuotations = Annotated[
    bool, typer.Option("--fix-quotations", help="With --fix or --diff: figures inside quotations too.")
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="How many findings each rule has, in place of the findings.")
]


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


def share_of(text: str) -> Fraction:
    """The share that was typed, exactly as written; ends the program for what is none from 0 to 1."""
    match = _SHARE.fullmatch(text.strip())
    share = Fraction(match[1]) if match else Fraction(-1)
    if match is None or match[2] or not 0 <= share <= 1:
        likely = (
            f"for {text.strip(' %')} percent write {float(share / 100):g}"
            if 2 <= share <= 100
            else "write 0.8 for 80 percent"
        )
        fail(f'--min-coverage "{text}" is no share from 0 to 1', likely)
    return share


_READ: Final[Mapping[str, Callable[[Any], object]]] = {
    "reference": tuple,
    "output": tuple,
    "as_of": day_of,
    "locale": lambda name: known_locale(name) or "",
    "select": codes_in,
    "ignore": codes_in,
    "extend_select": codes_in,
    "min_coverage": share_of,
}


def typed(**options: Any) -> dict[str, Any]:
    """The options that were given, as values of `Settings`; ends the program for one that cannot be."""
    return {
        name: _READ[name](value) if name in _READ else value
        for name, value in options.items()
        if value not in (None, [])
    }


def not_empty(**options: str | None) -> None:
    """Ends the program where one of these options is given and says nothing, such as an unset variable in CI."""
    for name, value in options.items():
        if value is not None and not value.strip():
            fail(f"--{name.replace('_', '-')} is empty", "give it a value, or leave it off")


def not_together(**flags: bool) -> None:
    """Ends the program where more than one of these options is given."""
    given = [f"--{name.replace('_', '-')}" for name, on in flags.items() if on]
    if len(given) > 1:
        fail(f"{' and '.join(given)} contradict each other", "give one of them")
