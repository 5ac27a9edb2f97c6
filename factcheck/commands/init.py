"""The command `init`: the first set-up of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands.printing import emit, fail, warn

if TYPE_CHECKING:
    from factcheck.model import Finding


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="The folder of the drafts.")] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Write factcheck.toml and reference_data/README.md anew.")
    ] = False,
) -> None:
    """Write a starter configuration and a place for tables.

    The tables that are found are described. What is there already is kept. Each line says what was done or left.
    """
    from factcheck.commands.starting import set_up  # noqa: PLC0415
    from factcheck.reports.layout import visible  # noqa: PLC0415
    from factcheck.writing import WriteError  # noqa: PLC0415

    if not folder.is_dir():
        fail(f"{folder}: is no folder", "make it first, or name another")
    problems: list[Finding] = []
    try:
        for done in set_up(folder, problems, force=force):
            emit([f"{visible(done)}\n"])
    except WriteError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder}: cannot be written ({error.strerror})", "check the folder's permissions")
    warn(problems)
    command = f"factcheck check{'' if folder == Path() else f' {folder}'}"
    emit(
        [f"Now: {command}\n" if _holds_drafts(folder) else f"Now put your first draft here (.md or .txt): {command}\n"]
    )


def _holds_drafts(folder: Path) -> bool:
    from factcheck.readers import ReadError, find_drafts  # noqa: PLC0415

    try:
        return bool(find_drafts(folder))
    except ReadError:
        return False
