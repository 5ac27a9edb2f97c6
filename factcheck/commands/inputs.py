"""What the arguments of the commands stand for: drafts, standard input, reference tables."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from factcheck.document import Document
from factcheck.model import Finding, Pin
from factcheck.readers import ReadError, read_text
from factcheck.readers.encoding import decode
from factcheck.results import unreadable

STDIN = "-"
BUILTIN = "builtin"


def given_drafts(arguments: Sequence[str]) -> tuple[list[Path | Document], list[Finding]]:
    """The drafts that arguments name, and what is wrong with standard input; files are opened later."""
    drafts: list[Path | Document] = []
    problems: list[Finding] = []
    for argument in dict.fromkeys(arguments):
        try:
            drafts.append(_standard_input() if argument == STDIN else Path(argument))
        except ReadError as error:
            problems.append(unreadable(error))
    return drafts, problems


def given_reference(arguments: Sequence[str] | None, drafts: Sequence[str]) -> list[Path | str] | None:
    """The reference sources that options name, else those found by convention, else None."""
    if arguments:
        return [BUILTIN if argument == BUILTIN else Path(argument) for argument in dict.fromkeys(arguments)]
    return list(found_reference(drafts)) or None


def found_reference(drafts: Sequence[str]) -> list[Path]:
    """`reference_data/` beside each draft; for a draft that has none beside it, that of the working directory."""
    from factcheck.reference.store import find_reference  # noqa: PLC0415

    found = (find_reference(None if draft == STDIN else Path(draft)) for draft in drafts)
    return list({folder.resolve(): folder for folder in found if folder is not None and not is_bare(folder)}.values())


def without_bare(reference: Sequence[str]) -> list[str]:
    """The sources of a configuration without folders that wait for their first table, which is no mistake there."""
    return [one for one in reference if one == BUILTIN or not is_bare(Path(one))]


def is_bare(folder: Path) -> bool:
    """Whether a folder for tables holds none yet, nothing but a README that says what belongs there."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return False
    return all(name.startswith(".") or name.partition(".")[0].upper() == "README" for name in names)


def given_pins(
    option: str | None, drafts: Sequence[str], left_out: Callable[[Path], bool] = lambda _: False
) -> tuple[list[Pin], list[Finding]]:
    """The pins of the file that an option names, else of those beside and above the drafts; and what is wrong.

    Files that are `left_out` when a folder is searched are not read, as their drafts are not.
    """
    from factcheck.pins.toml_files import read_pins  # noqa: PLC0415

    files = [Path(option)] if option else []
    for draft in () if option else (Path(one) for one in drafts if one != STDIN):
        files += [file for file in _pin_files(draft) if not (os.path.isdir(draft) and left_out(file))]  # noqa: PTH112
    pins: list[Pin] = []
    problems: list[Finding] = []
    for file in dict.fromkeys(files):
        found, doubts = read_pins(file, of_one_draft=not option)
        pins += found
        problems += doubts
    return pins, problems


def _pin_files(draft: Path) -> list[Path]:
    """The files of pins for a draft or a folder of drafts: those beside them, and the project's table."""
    from factcheck.pins.toml_files import pin_table_above, pins_beside  # noqa: PLC0415

    table = pin_table_above(draft)
    return [*pins_beside(draft), *([] if table is None else [table])]


def _standard_input() -> Document:
    if sys.stdin is None:  # as after `factcheck check - <&-`
        raise ReadError(Path("<stdin>"), "standard input is closed", "send the draft through a pipe")
    try:
        text, note = decode(sys.stdin.buffer.read())
    except ReadError as error:
        raise ReadError(Path("<stdin>"), error.message, error.fix, error.line, error.column) from None
    return dataclasses.replace(read_text(text, "<stdin>"), note=note)
