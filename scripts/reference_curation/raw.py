"""Reading the raw files as they are."""

from __future__ import annotations

import csv
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by header; blank lines are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


def read_cells(path: Path) -> list[list[str]]:
    """The rows of a CSV below its header, as they stand: for files whose header is wrong."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in list(csv.reader(file))[1:] if row]
