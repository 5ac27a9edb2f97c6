"""Making many records that live on, without the garbage collector going over them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 500_000  # new objects between two collections; the interpreter's own 700 suits programs that make few


def collect_seldom() -> None:
    """Let the collector of this process run seldom: for a command, which ends soon."""
    gc.set_threshold(SELDOM)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from running inside; it goes on afterwards if it did before.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
