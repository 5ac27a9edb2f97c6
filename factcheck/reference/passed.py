"""Files of a folder that may hold tables and are read only where somebody names them: JSON, pages, Markdown, zip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factcheck.model import Severity
from factcheck.reference.formats import format_of
from factcheck.reference.reading import Doubt, TableRefusedError
from factcheck.reference.shipped import is_description
from factcheck.reference.words import word_set

_TOLD = 3


def is_passed_over(path: Path) -> bool:
    """Whether a folder's file may hold a table that nobody asked for; a README or a settings file is none.

    >>> [is_passed_over(Path(name)) for name in ("air.zip", "rates.json", "README.md", "datapackage.json", "notes.txt")]
    [True, True, False, False, False]
    """
    if path.suffix.lower() == ".zip":
        return True
    form = format_of(path.name)
    named = form is not None and not form.in_folders and not is_description(path)
    return named and path.name.partition(".")[0].lower() not in word_set("plain_files")


def passed_over(paths: Sequence[Path]) -> Doubt:
    """The note that tells of the files that are passed over, and how to use them."""
    verb = "is" if len(paths) == 1 else "are"
    return Doubt(f"{_listed(paths)} {verb} passed over; {_fix(paths)}", severity=Severity.NOTE)


def nothing_in(paths: Sequence[Path]) -> TableRefusedError:
    """Why a folder gives no table, though there may be files that hold some."""
    if not paths:
        return TableRefusedError("the folder holds no table (.csv, .tsv, .xlsx, .ods, .parquet, ...); put them there")
    return TableRefusedError(f"the folder holds no table but {_listed(paths)}, which nobody has named; {_fix(paths)}")


def _listed(paths: Sequence[Path]) -> str:
    names = [f'"{path.name}"' for path in paths[:_TOLD]]
    more = len(paths) - len(names)
    if more:
        return f"{', '.join(names)} and {more} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _fix(paths: Sequence[Path]) -> str:
    """What to do: a zip file is named itself, a page or a JSON file may be described too."""
    own = f"a file of this kind counts where it is named itself (--reference {paths[0].as_posix()})"
    described = any(path.suffix.lower() != ".zip" for path in paths)
    return f'{own} or has a description ("factcheck tables init" writes one)' if described else f"{own}, or unpacked"
