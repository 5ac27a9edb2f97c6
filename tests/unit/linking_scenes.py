"""Small tables and drafts set before each other, for the tests of the linker."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from factcheck.linking.index import LinkIndex
from factcheck.linking.scene import Scene, make_scene
from factcheck.model import Claim
from factcheck.pipeline import extract_document
from factcheck.readers import read_text
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore, load_reference


def store_of(folder: Path, **tables: str) -> ReferenceStore:
    """A store of tables given as CSV text."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    store = load_reference([folder / f"{name}.csv" for name in tables])
    assert not store.problems, store.problems
    return store


def series_of(store: ReferenceStore, measure: str) -> Series:
    """The series of a measure."""
    return next(one for one in store.series if one.measure == measure)


def scene_of(draft: str, index: LinkIndex, as_of: dt.date | None = None) -> tuple[Scene, tuple[Claim, ...]]:
    """A draft set before a store, and its figures."""
    document = read_text(draft)
    claims = extract_document(document, as_of).claims
    return make_scene(document, claims, index, as_of), claims
