"""Pins made good: the cell of the tables that each of them names, and the figures of a draft that it is about."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import Final

from factcheck.document import Document
from factcheck.frozen import record
from factcheck.model import Claim, Finding, Judgement, Pin, Severity
from factcheck.readers.registry import FORMATS
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore
from factcheck.reference.tables import Role, SeriesCell, Table

CODE: Final = "FC909"
_MOST_NAMED: Final = 4  # columns, tables or lines that a message names
_MOST_COMPARED: Final = 5000  # names among which the nearest is looked for
_ENOUGH: Final = 4  # rows after which it is plain that a pin does not choose one


@record
class Binding:
    """A pin and the cell that it names."""

    pin: Pin
    series: Series
    cell: SeriesCell


class _UnboundError(Exception):
    """A pin names no fact; the text says why."""


def concerning(pins: Iterable[Pin], documents: Sequence[Document]) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    """The pins for the drafts of a run, and a finding for each whose draft is nowhere.

    Those of drafts that are there and not in this run are left alone.
    """
    kept: list[Pin] = []
    problems: list[Finding] = []
    for pin in pins:
        if any(_is_of(pin, document) for document in documents):
            kept.append(pin)
        elif documents and not _is_there(pin.draft):
            problems.append(problem_of(pin, f'there is no draft "{pin.draft}"'))
    return tuple(kept), tuple(problems)


def bound(pins: Sequence[Pin], store: ReferenceStore) -> tuple[tuple[Binding, ...], tuple[Finding, ...]]:
    """The pins that name a cell of the store, and a finding for each that names none or several."""
    made: list[Binding] = []
    problems: list[Finding] = []
    for pin in pins:
        try:
            made.append(_binding(pin, store))
        except _UnboundError as error:
            problems.append(problem_of(pin, str(error)))
    return tuple(made), tuple(problems)


def pinned_claims(bindings: Sequence[Binding], document: Document, claims: Sequence[Claim]) -> Mapping[str, Binding]:
    """The bindings of a document's claims, by the claim's id; the first pin of a figure counts."""
    found: dict[str, Binding] = {}
    by_surface: dict[str, list[Claim]] = {}
    bindings = [one for one in bindings if _is_of(one.pin, document)]
    for claim in claims if bindings else ():
        by_surface.setdefault(_plain(claim.mention.surface), []).append(claim)
    for binding in bindings:
        pin = binding.pin
        fitting = [one for one in by_surface.get(_plain(pin.figure), ()) if _fits(pin, document, one)]
        if pin.nth:
            fitting = fitting[pin.nth - 1 : pin.nth]
        if len(fitting) == 1:
            found.setdefault(fitting[0].id, binding)
    return found


def unused(bindings: Iterable[Binding], drafts: Sequence[tuple[Document, Sequence[Judgement]]]) -> Iterator[Finding]:
    """A finding for each pin that no figure of any draft was bound by."""
    used = [judgement.pin for _, judgements in drafts for judgement in judgements if judgement.pin is not None]
    for binding in bindings:
        if not any(binding.pin is pin for pin in used):
            yield problem_of(binding.pin, _why_unused(binding.pin, drafts))


def _why_unused(pin: Pin, drafts: Sequence[tuple[Document, Sequence[Judgement]]]) -> str:
    surfaces: dict[str, str] = {}
    lines: list[str] = []
    for document, judgements in drafts:
        for one in judgements if _is_of(pin, document) else ():
            mention = one.claim.mention
            surfaces.setdefault(_plain(mention.surface), mention.surface)
            if _plain(mention.surface) == _plain(pin.figure) and _fits(pin, document, one.claim):
                lines.append(f"{document.place(mention.start).line}")
    if len(lines) > 1 and not pin.nth:
        return f'it fits {len(lines)} figures, on lines {_listed(lines)}; say which with "near", "line" or "nth"'
    if lines and pin.nth <= len(lines):
        return f'another pin is about "{pin.figure}" already'
    if _plain(pin.figure) in surfaces:
        return f'no figure "{pin.figure}" stands where the pin says'
    near = difflib.get_close_matches(_plain(pin.figure), surfaces, 1)
    return f'the draft has no figure "{pin.figure}"' + (f'; the nearest is "{surfaces[near[0]]}"' if near else "")


def _fits(pin: Pin, document: Document, claim: Claim) -> bool:
    """Whether a figure of the pin's own words is the one that is meant."""
    if claim.mention.quantity is None:
        return False
    if pin.line and document.place(claim.mention.start).line != pin.line:
        return False
    return not pin.near or _plain(pin.near) in _plain(document.text[claim.sentence.start : claim.sentence.end])


def _is_of(pin: Pin, document: Document) -> bool:
    """Whether a pin is for this draft: the name as it was given, or the file, each with or without its suffix."""
    if not pin.draft:
        return True
    wanted, name = Path(pin.draft), Path(document.name)
    if wanted == name or (name.suffix and wanted == name.with_suffix("")):
        return True
    if document.path is None:
        return False
    file, own = os.path.abspath(wanted), Path(os.path.abspath(document.path))  # noqa: PTH100 - keeps links as named
    return file in (str(own), str(own.with_suffix("")))


def _is_there(draft: str) -> bool:
    return any(os.path.exists(draft + suffix) for suffix in FORMATS)  # noqa: PTH110 - any text may be no path at all


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# The fact.


def _binding(pin: Pin, store: ReferenceStore) -> Binding:
    table = _table(pin, store.tables)
    column = _column(pin, table)
    chosen = {_key_column(name, table): _plain(text) for name, text in pin.row.items()}
    found = list(islice(_cells(pin, table, column, chosen, store), _ENOUGH))
    rows = {cell.row for _, cell in found}
    if not found:
        named = ", ".join(f"{name} = {text}" for name, text in pin.row.items())
        told = f' in a row of "{", ".join(pin.key)}"' if pin.key else ""
        told += f" where {named}" if named else ""
        told += _nearest_row(pin, table)
        raise _UnboundError(f'{table.name} has no number in "{table.fields[column].name}"{told}')
    if len(rows) > 1:
        many = f"{len(rows)} rows" if len(found) < _ENOUGH else "several rows"
        apart = [f'"{table.fields[at].name}"' for at in _telling_apart(table, sorted(rows))]
        more = f"; name a text of {_listed(apart)} too" if apart else ""
        raise _UnboundError(f"{many} of {table.name} fit{more}")
    return Binding(pin, *found[0])


def _telling_apart(table: Table, rows: Sequence[int]) -> list[int]:
    """The columns, other than those of numbers, in which rows differ."""
    held = [table.rows[row] for row in rows]
    numbers = frozenset().union(*map(table.of_role, (Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH)))
    return [at for at in range(len(table.fields)) if at not in numbers and len({texts[at] for texts in held}) > 1]


def _table(pin: Pin, tables: Sequence[Table]) -> Table:
    exact = [one for one in tables if one.name == pin.table]
    found = exact or [one for one in tables if pin.table in _short_names(one)]
    if len(found) == 1:
        return found[0]
    if found:
        raise _UnboundError(f'several tables are called "{pin.table}": {_listed([one.name for one in found])}')
    near = difflib.get_close_matches(pin.table, [one.name for one in tables], 1, 0.5)
    raise _UnboundError(f'no table is called "{pin.table}"' + (f'; the nearest is "{near[0]}"' if near else ""))


def _short_names(table: Table) -> set[str]:
    path = PurePath(table.name)
    return {path.name, path.stem, str(path.with_suffix("")) if path.name else ""}


def _column(pin: Pin, table: Table) -> int:
    for at, field in enumerate(table.fields):
        if pin.column in (field.name, field.title):
            return at
    names = [field.name for field in table.fields]
    near = difflib.get_close_matches(pin.column, names, 1, 0.5)
    told = f'the nearest is "{near[0]}"' if near else f"it has {_listed(names)}"
    raise _UnboundError(f'{table.name} has no column "{pin.column}"; {told}')


def _key_column(name: str, table: Table) -> int:
    for at, field in enumerate(table.fields):
        if name in (field.name, field.title):
            return at
    keys = [table.fields[at].name for at in _keys(table)]
    raise _UnboundError(f'{table.name} has no column "{name}"; its rows are told apart by {_listed(keys)}')


def _keys(table: Table) -> list[int]:
    """The columns that hold the texts by which a person knows a row."""
    roles = (Role.ENTITY, Role.MEASURE, Role.PERIOD, Role.KEY, Role.ATTRIBUTE)
    return [at for role in roles for at in table.of_role(role)]


def _cells(
    pin: Pin, table: Table, column: int, chosen: Mapping[int, str], store: ReferenceStore
) -> Iterator[tuple[Series, SeriesCell]]:
    """The numbers of a column in the rows that hold the chosen texts."""
    columns, key = sorted(_keys(table)), [_plain(text) for text in pin.key]
    for series in _editions(table, store):
        if column not in series.columns:
            continue
        for cell in _rows_of(pin, series):
            if cell.column != column:
                continue
            texts = table.rows[cell.row]
            if all(_plain(texts[at]) == text for at, text in chosen.items()) and _has_key(texts, columns, key):
                yield series, cell


def _has_key(texts: Sequence[str], columns: Sequence[int], key: Sequence[str]) -> bool:
    """Whether a row has the texts of a key in its key columns, in their order."""
    held = iter([_plain(texts[at]) for at in columns] if key else ())
    return all(text in held for text in key)  # each search goes on where the last one ended


def _nearest_row(pin: Pin, table: Table) -> str:
    """The name in the table that is spelled most like a text of the pin that no row has, in words."""
    for text in (*pin.key, *pin.row.values()):
        names = [name for at in sorted(_keys(table)) for name in islice(table.values(at), _MOST_COMPARED)]
        plain = {_plain(name): name for name in names}
        if _plain(text) not in plain and (near := difflib.get_close_matches(_plain(text), plain, 1)):
            return f'; the nearest to "{text}" is "{plain[near[0]]}"'
    return ""


def _editions(table: Table, store: ReferenceStore) -> Iterator[Series]:
    """The series of one table, also those that a newer edition stands for."""
    for newest in store.series:
        yield from (one for one in (newest, *newest.older) if one.table.name == table.name)


def _rows_of(pin: Pin, series: Series) -> Sequence[SeriesCell]:
    """The cells of the rows that the pin may choose: looked up where it names an entity, else all."""
    for name, text in pin.row.items():
        at = _key_column(name, series.table)
        if at in series.table.entity_columns and (cells := series.cells_of(text.strip())):
            return cells
    for text in pin.key:
        if cells := series.cells_of(text):
            return cells
    return series.cells


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else shown


def problem_of(pin: Pin, message: str) -> Finding:
    """The finding that a pin is not used, at its place in a file or in the draft."""
    if pin.offset >= 0:
        line, column = pin.place.rsplit(":", 2)[1:]
        told = f"the pin is not used: {message}"
        return Finding(CODE, Severity.WARNING, told, document=pin.draft, line=int(line), column=int(column))
    path, _, line = pin.place.rpartition(":")
    if not line.isdecimal():
        path, line = pin.place, "0"
    text = f'the pin of "{pin.figure}" is not used: {message}'
    return Finding(CODE, Severity.WARNING, text, path=path, line=int(line))
