"""Why a table is refused: what its description and its own cells contradict, each with its place and fix."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from factcheck.model import Grain, Severity
from factcheck.reference.cells import parse_cell
from factcheck.reference.describe import Described
from factcheck.reference.packages import TableDescription
from factcheck.reference.parts_of_years import period_of
from factcheck.reference.periods import ImpossibleDateError, parse_period, part_of_split_year
from factcheck.reference.profiles import Profile
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError
from factcheck.reference.repeats import repeated_rows
from factcheck.reference.rows import Rows
from factcheck.reference.split_years import split_year_doubts
from factcheck.reference.tables import Role, Table

_UNKNOWN_START = (
    'nothing says when that year begins; say so in a description, as in "fiscalYearStart": "April"'  # never guessed
)
_NUMBERS = frozenset({Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH})


def check_headers(raw: RawTable, said: TableDescription | None) -> None:
    """Refuse a table of nothing, and a header that names a column twice or lacks one that the description names."""
    _check_not_empty(raw)
    seen: dict[str, int] = {}
    for position, name in enumerate(raw.headers, 1):
        if name and name in seen:
            message = f'the header names the column "{name}" twice (columns {seen[name]} and {position}); rename one'
            raise TableRefusedError(message, raw.header_line, position)
        seen[name] = position
    for column in said.fields if said is not None else ():
        if column.name not in seen:
            raise TableRefusedError(_missing_column(column.name, raw.headers, said), raw.header_line, 1)
    _check_key_columns(raw, said)


def _check_not_empty(raw: RawTable) -> None:
    """A data frame may have neither columns nor rows; such a file is refused when it is read."""
    if not raw.headers:
        raise TableRefusedError("is empty: it has no columns and no rows; give the frame that holds the table", 1, 1)
    if not raw.rows:
        raise TableRefusedError("has columns but no rows; give the frame that holds the table's rows", 1, 1)


def _missing_column(name: str, headers: Sequence[str], said: TableDescription | None) -> str:
    near = difflib.get_close_matches(name, [header for header in headers if header], n=1, cutoff=0.6)
    hint = f' (the header has "{near[0]}")' if near else ""
    origin = said.origin.name if said is not None else "the description"
    return f'{origin} describes a column "{name}" that the header does not name{hint}; use the header\'s own spelling'


def _check_key_columns(raw: RawTable, said: TableDescription | None) -> None:
    for name in said.primary_key if said is not None else ():
        if name not in raw.headers:
            message = f'the primaryKey names a column "{name}" that the header does not have; correct the description'
            raise TableRefusedError(message, raw.header_line, 1)


def check_cells(found: Described) -> list[Doubt]:
    """Refuse contradicted cells; give the doubts about the cells that are passed over."""
    table = found.table
    doubts: list[Doubt] = []
    for profile in found.profiles:
        role = table.fields[profile.position].role
        if role in _NUMBERS:
            doubts += _check_numbers(table, profile)
        elif role is Role.PERIOD:
            _check_dates(table, profile)
    _check_duplicates(table)
    doubts += _unread_periods(table)
    doubts += split_year_doubts(table)
    doubts += _totals_by_sums(table)
    doubts += repeated_rows(table)
    return doubts


def _check_numbers(table: Table, profile: Profile) -> list[Doubt]:
    field = table.fields[profile.position]
    bad = [
        text
        for text in profile.not_numbers
        if text not in field.missing_values and parse_cell(text, table.decimal_comma) is None
    ]
    if not bad:
        return []
    line, count = _first_line(table, profile.position, set(bad))
    if field.type in ("number", "integer"):
        fix = "correct it, or declare the text a missing value"
        message = f'column "{field.name}" is declared as {field.type} but holds "{_short(bad[0])}"; {fix}'
        raise TableRefusedError(message, line, profile.position + 1)
    cells = f"{count} cells hold" if count > 1 else "a cell holds"
    message = f'column "{field.name}": {cells} no number ("{_short(bad[0])}") and cannot be checked against'
    return [Doubt(message, line, profile.position + 1, Severity.NOTE)]


def _first_line(table: Table, column: int, texts: set[str]) -> tuple[int, int]:
    lines = [line for row, line in zip(table.rows, table.lines, strict=True) if row[column].strip() in texts]
    return (lines[0], len(lines)) if lines else (0, 0)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _check_dates(table: Table, profile: Profile) -> None:
    field = table.fields[profile.position]
    month_first = any(_is_month_first(text) for text in profile.distinct)
    for text in profile.distinct:
        try:
            read = parse_period(text, day_first=not month_first)
        except ImpossibleDateError as error:
            line, _ = _first_line(table, profile.position, {text})
            message = f'column "{field.name}" holds "{_short(text)}", which no calendar has; correct the date'
            raise TableRefusedError(message, line, profile.position + 1) from error
        if read is None and field.type in ("date", "yearmonth", "datetime") and not field.date_format:
            line, _ = _first_line(table, profile.position, {text})
            message = f'column "{field.name}" is declared as {field.type} but holds "{_short(text)}"; write 2024-11-30'
            raise TableRefusedError(message, line, profile.position + 1)


def _is_month_first(text: str) -> bool:
    parts = text.replace("-", "/").replace(".", "/").split("/")
    return len(parts) == 3 and len(parts[0]) <= 2 and parts[1].isdecimal() and len(parts[1]) <= 2 and int(parts[1]) > 12


def _check_duplicates(table: Table) -> None:
    """A primary key that two rows share: which of the two is meant nobody can tell."""
    if not table.primary_key:
        return
    names = [field.name for field in table.fields]
    columns = [names.index(name) for name in table.primary_key]
    keys = list(zip(*([row[column].strip() for row in table.rows] for column in columns), strict=True))
    if len(set(keys)) == len(keys):
        return
    seen: dict[tuple[str, ...], int] = {}
    for key, line in zip(keys, table.lines, strict=True):
        if key in seen:
            text = ", ".join(f"{name} {value}" for name, value in zip(table.primary_key, key, strict=True))
            message = (
                f"two rows have the key {text} (lines {seen[key]} and {line}); remove one, or extend the primaryKey"
            )
            raise TableRefusedError(message, line, columns[0] + 1)
        seen[key] = line


def _unread_periods(table: Table) -> list[Doubt]:
    columns = table.of_role(Role.PERIOD)
    if not columns:
        return _headers_of_unknown_parts(table)
    rows = Rows(table)
    unread = sorted(rows.unreadable)
    doubts = _ambiguous_dates(table, columns[0])
    if unread:
        text = _short(table.rows[unread[0]][columns[0]].strip())
        name = table.fields[columns[0]].name
        rows_are = f"{len(unread)} rows are" if len(unread) > 1 else "a row is"
        why = f'"{text}" is no period of the calendar from year 1 on'
        why = why if part_of_split_year(text) is None else f'"{text}" is a part of a year, and {_UNKNOWN_START}'
        message = f'column "{name}": {rows_are} not used, for {why}'
        doubts.append(Doubt(message, table.lines[unread[0]], columns[0] + 1, Severity.NOTE))
    return [*doubts, *_unknown_parts(table, columns[0], rows)]


def _totals_by_sums(table: Table) -> list[Doubt]:
    """Rows that nothing but their numbers makes totals of the others."""
    rows = Rows(table)
    return [
        Doubt(
            f'the row "{_short(" ".join(text for text in rows.entity(row) if text))}" is taken for a total, for its '
            "numbers are the sums of all others; call it a total, or mark totals in a column of a description",
            table.lines[row],
            table.entity_columns[0] + 1,
            Severity.NOTE,
        )
        for row in rows.told_by_sums
    ]


def _headers_of_unknown_parts(table: Table) -> list[Doubt]:
    """Headers such as "Q1 2024/25", where nobody says when the year begins."""
    declared = _fiscal_years_are_declared(table)
    for position, field in enumerate(table.fields):
        if (
            field.part is not None
            and field.period is not None
            and period_of(field.part, field.period, declared) is None
        ):
            message = f'column "{field.name}" is not used, for {_UNKNOWN_START}'
            return [Doubt(message, 1, position + 1, Severity.NOTE)]
    return []


def _fiscal_years_are_declared(table: Table) -> bool:
    return table.frequency is not None and table.frequency.grain is Grain.FISCAL_YEAR


def _unknown_parts(table: Table, column: int, rows: Rows) -> list[Doubt]:
    """Years whose months or quarters nobody can place: "Q1" of "2023/24" may begin in April, July or October."""
    parts = [field for field in table.fields if field.part is not None and field.part.grain is not Grain.YEAR]
    declared = _fiscal_years_are_declared(table)
    for row, year in enumerate(rows.periods if parts else ()):
        if year is not None and any(field.part and period_of(field.part, year, declared) is None for field in parts):
            year_text = table.rows[row][column].strip()
            message = f'column "{parts[0].name}": it is not used where the year is "{year_text}", for {_UNKNOWN_START}'
            return [Doubt(message, table.lines[row], column + 1, Severity.NOTE)]
    return []


def _ambiguous_dates(table: Table, column: int) -> list[Doubt]:
    """03/04/2025 in a column where no date tells which number is the month."""
    if table.fields[column].date_format:
        return []
    counts = Counter(_order(text) for text in table.values(column))
    if not counts["unclear"] or counts["day first"] or counts["month first"]:
        return []
    text = next(text for text in table.values(column) if _order(text) == "unclear")
    line, _ = _first_line(table, column, {text})
    name = table.fields[column].name
    message = f'column "{name}": "{text}" is read as day/month/year; write dates as {_as_iso(text)} to be sure'
    return [Doubt(message, line, column + 1)]


def _as_iso(text: str) -> str:
    """A date as it is read, in the way that nobody reads otherwise.

    >>> _as_iso("03/04/2024")
    '2024-04-03'
    """
    try:
        period = parse_period(text)
    except ImpossibleDateError:
        period = None
    return period.start.isoformat() if period is not None else "2025-04-03"


def _order(text: str) -> str:
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts) or len(parts[0]) > 2:
        return ""
    first, second = int(parts[0]), int(parts[1])
    if first == second:
        return ""
    if second > 12:
        return "month first"
    return "day first" if first > 12 else "unclear"
