"""How much a reader takes in: what is larger, or made to be, gets a message and no endless wait.

docs/reference-tables.md gives these figures; a test holds the page to them.
"""

from __future__ import annotations

from factcheck.reference.reading import TableRefusedError

MEGABYTE = 1_000_000
TEXT_BYTES = 500 * MEGABYTE  # CSV, JSON, HTML, Markdown, and what a compressed file holds


def check_size(size: int, most: int, what: str, fix: str) -> None:
    """Raise TableRefusedError where something is larger than a reader takes in."""
    if size > most:
        message = f"{what} {size / MEGABYTE:,.0f} MB; at most {most // MEGABYTE:,} MB are read. {fix}"
        raise TableRefusedError(message)
