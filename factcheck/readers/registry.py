"""Which reader reads what, and where drafts are found."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING

from factcheck.document import Document
from factcheck.readers.encoding import decode
from factcheck.readers.errors import ReadError
from factcheck.readers.text import read_plain

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {"": "text", ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
MAX_BYTES = 50_000_000

_NAMED = " ".join(suffix for suffix in sorted(FORMATS) if suffix)
# Folders beside drafts that hold no drafts.
_PASSED_OVER = frozenset({"reference_data", "node_modules", "__pycache__", "venv"})


def read_path(path: Path, name: str | None = None) -> Document:
    """The document of a file. Raises ReadError with the place and the fix when it cannot be read."""
    from pathlib import Path  # noqa: PLC0415 - whoever reads a text in memory does not wait for it

    path = Path(path)
    data = _bytes(path)
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise ReadError(path, f"drafts of the kind {path.suffix} are not read", f"formats read: {_NAMED}")
    text, note = decode(data, path)
    document = read_text(text, name or str(path), form)
    return dataclasses.replace(document, path=path, note=note)


def read_text(text: str, name: str = "<text>", format: str = "markdown") -> Document:  # noqa: A002 - the field's name
    """The document of a text in memory; `format` is "markdown" or "text"."""
    text = text.removeprefix("\ufeff")
    if format == "markdown":
        # The Markdown parser takes time to load.
        from factcheck.readers.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, name)
    if format == "text":
        return read_plain(text, name)
    raise ValueError(f'format must be "markdown" or "text", not {format!r}')


def find_drafts(path: Path) -> list[Path]:
    """The drafts of a folder and its sub-folders, sorted; a file is itself. Raises ReadError when there are none."""
    from pathlib import Path  # noqa: PLC0415 - as above

    path = Path(path)
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises for names that are too long
        raise ReadError(path, "no such file or folder", "check the spelling of the path")
    if not path.is_dir():
        return [path]
    problems: list[OSError] = []
    drafts = [found for folder in _folders(path, problems) for found in folder if found.suffix.lower() in FORMATS]
    if drafts:
        return sorted(drafts)
    if problems:
        raise ReadError(path, f"the folder cannot be read ({problems[0].strerror})", "change its permissions")
    raise ReadError(path, "no draft in this folder", f"formats read: {_NAMED}")


def _folders(path: Path, problems: list[OSError]) -> list[list[Path]]:
    """The files of a folder tree that have a suffix, folder by folder."""
    from pathlib import Path  # noqa: PLC0415 - as above

    listing = []
    for folder, names, files in os.walk(path, onerror=problems.append):
        names[:] = [name for name in names if not name.startswith(".") and name not in _PASSED_OVER]
        listing.append([Path(folder, file) for file in files if not file.startswith(".") and Path(file).suffix])
    return listing


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(path, "this is a folder, not a draft", "give a file of it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(path, "no such file", "check the spelling of the path") from None
    except PermissionError:
        raise ReadError(path, "the file may not be read", "change its permissions") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, f"the file cannot be read ({error})") from None
    if len(data) > MAX_BYTES:
        raise ReadError(path, f"larger than {MAX_BYTES // 1_000_000} MB", "split it into parts")
    return data
