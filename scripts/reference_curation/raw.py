"""Reading the raw files as they are."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by header; blank lines are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


def read_cells(path: Path) -> list[list[str]]:
    """The rows of a CSV below its header, as they stand: for files whose header is wrong."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in list(csv.reader(file))[1:] if row]


def rounded(text: str, digits: int) -> str:
    """A number with at most that many decimals and no trailing zeros after the point; "" stays empty."""
    if not text:
        return ""
    number = round(Decimal(text), digits) if digits else Decimal(round(Decimal(text)))
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
