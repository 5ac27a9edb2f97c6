"""The tables of a run whose drafts need not share them: several stores, told of as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.model import Finding, Pin
from factcheck.reference.store import ReferenceStore
from factcheck.results import TableUse
from factcheck.verdicts.bindings import Binding, bound


@cache
def _no_tables() -> ReferenceStore:
    return ReferenceStore((), ())


def store_of(reference: ReferenceStore | None) -> ReferenceStore:
    """A store to check against; an empty one where no tables are asked for, always the same."""
    return _no_tables() if reference is None else reference


def problems_of(stores: Sequence[ReferenceStore]) -> Iterator[Finding]:
    """What is wrong with the tables; a table that several stores hold is told of once."""
    told: set[tuple[object, ...]] = set()
    for problem in (problem for store in stores for problem in store.problems):
        key = (problem.code, problem.path, problem.line, problem.column, problem.message)
        if key not in told:
            told.add(key)
            yield problem


def bound_in_each(
    pins: Sequence[Pin], stores: Sequence[ReferenceStore]
) -> tuple[dict[int, tuple[Binding, ...]], tuple[Finding, ...]]:
    """The pins that name a cell, for each store by its identity, and what is wrong with those that no store has."""
    made: dict[int, list[Binding]] = {id(store): [] for store in stores}
    problems: list[Finding] = []
    for pin in pins:
        tried = [(id(store), *bound([pin], store)) for store in stores]
        for key, found, _ in tried:
            made[key] += found
        if tried and not any(found for _, found, _ in tried):
            problems += tried[0][2]
    return {key: tuple(found) for key, found in made.items()}, tuple(problems)


def table_uses(store: ReferenceStore) -> tuple[TableUse, ...]:
    """Say of every usable table where it came from."""
    return tuple(
        TableUse(
            name=table.name,
            path="" if table.path is None else str(table.path),
            digest=table.digest,
            title=table.title,
            rows=len(table.rows),
            source=table.source.title,
            licence=table.licence,
            retrieved=table.retrieved,
            part=table.part,
        )
        for table in store.tables
    )
