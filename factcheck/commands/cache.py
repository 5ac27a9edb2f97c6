"""The commands about the indexes of tables that are kept on disk: what is there, and away with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from factcheck.commands.printing import emit, fail

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.reference.cache import Held

cache_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@cache_app.callback()
def cache() -> None:
    """Show or clear what is kept of tables between runs.

    These indexes stand in the user's cache directory, or in the folder that FACTCHECK_CACHE names; "off" keeps none.
    Each holds for one content of a table, so that none can be out of date: clearing them frees room and changes no
    answer.
    """


@cache_app.command()
def info() -> None:
    """Say where the indexes stand and how much room they take."""
    from factcheck.reference.cache import cache_folder, held  # noqa: PLC0415

    folder = cache_folder()
    if folder is None:
        emit(["no indexes are kept: FACTCHECK_CACHE is off\n"])
        return
    emit([f"{folder}\n{_told(held(folder))}\n"])


@cache_app.command()
def clear() -> None:
    """Remove all indexes, and nothing else that stands in their folder."""
    from factcheck.reference.cache import cache_folder, clear  # noqa: PLC0415

    folder = cache_folder()
    if folder is None:
        emit(["no indexes are kept: FACTCHECK_CACHE is off\n"])
        return
    try:
        removed = clear(folder)
    except OSError as error:
        fail(f"{_place_of(error, folder)}: cannot be removed ({error.strerror})", "check its permissions")
    emit([f"{folder}\nremoved {_told(removed)}\n"])


def _place_of(error: OSError, folder: Path) -> str:
    return str(error.filename or folder)


def _told(held: Held) -> str:
    files = "1 file" if held.files == 1 else f"{held.files:,} files"
    return f"{files}, {held.size / 1e6:,.1f} MB"
