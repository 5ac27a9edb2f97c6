"""What the checker makes of the reference tables, so that their owner can see whether it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.model import Period, Source
from factcheck.reports.layout import Line, Piece, folded, line, visible
from factcheck.reports.wording import counted, listed

if TYPE_CHECKING:
    from factcheck.reference.series import Series
    from factcheck.reference.store import ReferenceStore
    from factcheck.reference.tables import Table

_MEASURES: Final = 8
_NAMES: Final = 6


def store_lines(store: ReferenceStore, width: int | None = None) -> Iterator[Line]:
    """Every table with its source, its columns' roles, its measures, names and periods."""
    series: dict[str, list[Series]] = {}
    for one in store.series:
        series.setdefault(one.table.name, []).append(one)
    for table in store.tables:
        yield from _table(table, series.get(table.name, []), width)
        yield line()
    yield line(Piece(counted(len(store.tables), "table"), "bold"))


def _table(table: Table, series: Sequence[Series], width: int | None) -> Iterator[Line]:
    title = f": {table.title}" if table.title and table.title != table.name else ""
    yield line(Piece(visible(table.name), "bold"), visible(f"{title} ({counted(len(table.rows), 'row')})"))
    for name, text in _entries(table, series):
        head = f"  {name:<9} "
        rows = folded(visible(text), width - len(head), "") if width else [visible(text)]
        yield line(Piece(head, "dim"), rows[0])
        for row in rows[1:]:
            yield line(" " * len(head), row)


def _entries(table: Table, series: Sequence[Series]) -> Iterator[tuple[str, str]]:
    if table.path:
        yield "file", str(table.path)
    if source := _source(table.source):
        yield "source", source
    if table.licence:
        yield "licence", table.licence
    yield "columns", ", ".join(f"{field.name} ({field.role.value})" for field in table.fields)
    if not series:
        yield "measures", "none: no column of this table was read as numbers about something"
        return
    yield "measures", listed(list(dict.fromkeys(map(_measure, series))), _MEASURES, "measure")
    names = list(dict.fromkeys(name for one in series for name in one.entity_names if name))
    if names:
        yield "about", f"{listed(names, _NAMES, 'name')} ({counted(len(names), 'name')})"
    if periods := sorted({period for one in series for period in one.periods}):
        yield "periods", _periods(periods)


def _measure(series: Series) -> str:
    unit = series.unit.name if series.unit else "no unit"
    return f"{series.measure or 'value'} [{unit}]"


def _periods(periods: Sequence[Period]) -> str:
    grain, _ = Counter(period.grain.value for period in periods).most_common(1)[0]
    first, last = periods[0].label, periods[-1].label
    return first if len(periods) == 1 else f"{first} to {last} ({counted(len(periods), grain.replace('_', ' '))})"


def _source(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.date, source.url) if part)
