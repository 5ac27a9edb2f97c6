"""Editions of one figure: which rows, columns and tables replace which others.

Only the newest edition of a series is looked up in; the older ones hang on it, newest first, so that a draft that
follows one of them can be told apart from one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from factcheck.reference.description_words import vintage_rank
from factcheck.reference.periods import ImpossibleDateError, find_period, parse_period
from factcheck.reference.reading import Doubt
from factcheck.reference.series import Series
from factcheck.reference.tables import Role, Table
from factcheck.reference.words import normal

MOST_EDITIONS = 24  # older ones are no longer what a draft may follow
_TELLING = (Role.ENTITY, Role.PERIOD, Role.SOURCE, Role.ATTRIBUTE)  # another source is a rival and no edition
_UNORDERED = 0

Rank = tuple[int, tuple[int, ...]]


def rank_of(vintage: str, position: int = 0) -> Rank:
    """What orders editions: by date, else by number, else by the names of rounds, else as they stand in the file.

    >>> rank_of("2024-02") < rank_of("2024-05"), rank_of("v9") < rank_of("v10"), rank_of("flash") < rank_of("final")
    (True, True, True)
    """
    try:
        found = find_period(vintage)
        period = parse_period(vintage) or (found[0] if found else None)
    except ImpossibleDateError:
        period = None
    if period is not None:
        return 3, (period.end.toordinal(),)
    rank = vintage_rank(vintage)
    if rank is not None:
        return 1, (rank,)
    numbers = re.findall(r"\d{1,9}", vintage)[:4]
    return (2, tuple(map(int, numbers))) if numbers else (_UNORDERED, (position,))


def vintage_doubts(table: Table) -> Iterator[Doubt]:
    """What is unsure of the order of a table's editions: names that tell none, and names of several kinds."""
    for column in table.of_role(Role.VINTAGE):
        texts = table.values(column)
        unordered = [text for text in texts if rank_of(text)[0] == _UNORDERED]
        fix = "write dates (2024-06), numbers, or rounds such as flash, first estimate, revised, final"
        if unordered and len(texts) > 1:
            message = (
                f'nothing tells when the edition "{unordered[0]}" was, so that the later row counts as newer; {fix}'
            )
        elif len({rank_of(text)[0] for text in texts}) > 1:
            message = (
                f"editions are named in several ways; rounds count as older than numbers, numbers than dates; {fix}"
            )
        else:
            continue
        yield Doubt(f'column "{table.fields[column].name}": {message}', 1, column + 1)


def vintage_of(series: Series, row: int) -> str:
    """The edition that a row of a series is of, as it is written; "" where nothing says."""
    table = series.table
    own = "; ".join(text for column in table.of_role(Role.VINTAGE) if (text := table.rows[row][column].strip()))
    return own or _column_vintage(series) or _of_table(table)


def _of_table(table: Table) -> str:
    return table.vintage or table.as_of or table.retrieved


def with_editions(found: Sequence[Series]) -> tuple[Series, ...]:
    """The series of a store, those that are editions of one figure as one: the newest, with the older behind it."""
    if not any(_has_editions(one) for one in found):
        return tuple(found)
    by_row = [_by_row(one) for one in found]
    by_column = _joined([(one, _column_key(one) if _column_vintage(one) else None) for one in by_row])
    return tuple(_joined([(one, _table_key(one) if one.table.series else None) for one in by_column]))


def _has_editions(series: Series) -> bool:
    return bool(series.table.series or series.table.of_role(Role.VINTAGE) or _column_vintage(series))


def _column_vintage(series: Series) -> str:
    return next((field.vintage for field in series.fields if field.vintage), "")


def _column_key(series: Series) -> Hashable:
    return series.table.name, normal(series.measure), series.kind


def _table_key(series: Series) -> Hashable:
    return series.table.series, normal(series.measure), series.kind


def _by_row(series: Series) -> Series:
    """A series whose rows say which edition they are of, as its newest rows with the older ones behind them."""
    table = series.table
    if not table.of_role(Role.VINTAGE):
        return series
    columns = [column for role in _TELLING for column in table.of_role(role)]
    groups: dict[tuple[str, ...], dict[Rank, list[int]]] = {}
    for position, row in enumerate(dict.fromkeys(cell.row for cell in series.cells)):
        key = tuple(table.rows[row][column].strip() for column in columns)
        rank = rank_of(vintage_of(series, row), position)
        groups.setdefault(key, {}).setdefault(rank, []).append(row)
    layers: list[list[int]] = []
    for ranks in groups.values():
        for depth, rank in enumerate(sorted(ranks, reverse=True)[:MOST_EDITIONS]):
            layers += [[]] if depth == len(layers) else []
            layers[depth] += ranks[rank]
    newest, *older = [series.of_rows(sorted(rows)) for rows in layers] or [series]
    return newest.replacing(older)


def _joined(found: Sequence[tuple[Series, Hashable | None]]) -> list[Series]:
    """The series with those of one key as one; None is the key of a series that has no other editions."""
    groups: dict[Hashable, list[tuple[Rank, Series]]] = {}
    for position, (one, key) in enumerate(found):
        groups.setdefault(position if key is None else key, []).append((_rank(one, position), one))
    return [_newest(group) for group in groups.values()]


def _rank(series: Series, position: int) -> Rank:
    return rank_of(_column_vintage(series) or _of_table(series.table), position)


def _newest(group: Sequence[tuple[Rank, Series]]) -> Series:
    ordered = [one for _, one in sorted(group, key=lambda pair: pair[0], reverse=True)]
    older = [each for one in ordered[1:] for each in (one.replacing(()), *one.older)]
    return ordered[0].replacing((*ordered[0].older, *older)) if older else ordered[0]


def all_editions(found: Iterable[Series]) -> list[Series]:
    """Every series with the older editions behind it."""
    return [one for series in found for one in (series, *series.older)]
