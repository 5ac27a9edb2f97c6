"""The series of a table, whatever its shape: wide, long, periods in the header, one row a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from factcheck.frozen import record
from factcheck.model import Unit
from factcheck.reference.cells import parse_cell
from factcheck.reference.counted import stems_in
from factcheck.reference.describe import read_unit
from factcheck.reference.headers import label_unit, parse_header, unit_phrase
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows
from factcheck.reference.series import Series, group_rows
from factcheck.reference.sharing import is_unscaled
from factcheck.reference.tables import Field, Role, Table
from factcheck.reference.words import normal, plain, word_set

_LONGEST_TITLE = 48
_NOT_PRICED = frozenset({"count", "percent", "percentage_points", "ratio", "index"})


@record
class _Columns:
    """Number columns of one measure: one column, or one a period."""

    positions: tuple[int, ...]
    field: Field

    @property
    def is_generic(self) -> bool:
        """Whether the header says nothing of the measure ("Value", "2024")."""
        return self.is_blank or normal(self.field.measure) in word_set("headers", "generic")

    @property
    def is_blank(self) -> bool:
        """Whether the header is nothing but a word for "number"."""
        words = word_set("headers", "value") | word_set("headers", "value_low") | word_set("headers", "value_high")
        return not self.field.measure or normal(self.field.measure) in words


def make_series(table: Table, doubts: list[Doubt] | None = None) -> tuple[Series, ...]:
    """Every series of a table, in the order of its columns and rows."""
    rows = Rows(table)
    columns = _column_groups(table)
    measures = table.of_role(Role.MEASURE)
    if not measures and not table.of_role(Role.UNIT):
        return tuple(series for group in columns for series in _wide(table, rows, group, columns))
    return tuple(_long(table, rows, columns, measures, [] if doubts is None else doubts))


def _column_groups(table: Table) -> tuple[_Columns, ...]:
    numbers = table.of_role(Role.VALUE) or table.of_role(Role.VALUE_LOW) or table.of_role(Role.VALUE_HIGH)
    found: dict[object, list[int]] = {}
    for position in numbers:
        field = table.fields[position]
        same = (field.measure.lower(), field.unit, field.scale, field.kind, field.vintage)
        found.setdefault(same if field.is_dated else position, []).append(position)
    return tuple(_Columns(tuple(positions), table.fields[positions[0]]) for positions in found.values())


def _wide(table: Table, rows: Rows, group: _Columns, groups: Sequence[_Columns]) -> Iterator[Series]:
    """A group's series; the rows that stand outside its scale ("per share" in a statement of millions) are another."""
    field = group.field
    measure, names = _column_names(table, group, groups)
    apart = _unscaled_rows(table) if field.scale != 1 else ()
    chosen = tuple(row for row in range(len(table.rows)) if row not in apart) if apart else None
    yield Series(table, rows, measure, names, group.positions, field.unit, field.scale, field.kind, chosen)
    if apart:
        yield Series(table, rows, measure, names, group.positions, field.unit, Fraction(1), field.kind, apart)


def _unscaled_rows(table: Table) -> tuple[int, ...]:
    columns = table.entity_columns[:1]
    labels = {text for column in columns for text in table.values(column) if is_unscaled(text, table.fields)}
    if not labels:
        return ()
    return tuple(row for row, cells in enumerate(table.rows) if cells[columns[0]].strip() in labels)


def _column_names(table: Table, group: _Columns, groups: Sequence[_Columns]) -> tuple[str, tuple[str, ...]]:
    """The name of a column's measure, and all its names; a header that says nothing borrows the table's."""
    field = group.field
    names = [name for name in field.names if not (group.is_blank and name == field.measure)]
    measure = "" if group.is_blank else field.measure
    if group.is_generic and len(groups) == 1:
        measure = table.measure or _short_title(table) or measure
        names = [table.measure, *names, *table.names]
    elif group.is_generic and table.measure:
        names = [f"{table.measure} {measure}", *names, table.measure]
        measure = table.measure if not measure else f"{table.measure}, {measure}"
    elif len(groups) == 1 or not names:
        names += table.names
    measure = measure or _short_title(table)
    return measure, _distinct(names)


def _short_title(table: Table) -> str:
    """The table's title, or its file's name where the title is a sentence; "monthly" is the name of no table."""
    words = plain(Path(table.name).stem.replace("-", " "))
    title = table.title if len(table.title) <= _LONGEST_TITLE else words or table.title
    if normal(title) not in word_set("frequencies"):
        return title
    short = (name for name in table.names if len(name) <= _LONGEST_TITLE)
    return next((name for name in short if normal(name) not in word_set("frequencies")), title)


def _long(
    table: Table, rows: Rows, columns: Sequence[_Columns], measures: Sequence[int], doubts: list[Doubt]
) -> list[Series]:
    units = table.of_role(Role.UNIT)
    by_text = group_rows(table, (*measures, *units))
    found = []
    for texts, chosen in by_text.items():
        measure = plain(", ".join(text for text in texts[: len(measures)] if text))
        unit, scale = _row_unit(table, texts[len(measures) :], chosen[0], doubts)
        said = None
        if not units and len(measures) == 1:
            measure, said = label_unit(measure)
            said = said or _percent_of(table, columns, chosen[0]) or _of_heads(measure)
        apart = is_unscaled(measure, table.fields)
        for group in columns:
            name, names = _row_names(table, measure, group, columns)
            names = _distinct([*names, *_row_aliases(table, chosen)])
            of_row = _priced(table, group, (unit, scale), chosen[0], doubts)
            found.append(
                Series(
                    table,
                    rows,
                    name,
                    names,
                    group.positions,
                    said[0] if said is not None else of_row[0] if of_row[0] is not None else group.field.unit,
                    said[1] if said is not None else of_row[1] * (1 if apart else group.field.scale),
                    "rank" if normal(measure) in word_set("headers", "rank") else group.field.kind,
                    tuple(chosen),
                )
            )
    return found


def _priced(
    table: Table, group: _Columns, said: tuple[Unit | None, Fraction], row: int, doubts: list[Doubt]
) -> tuple[Unit | None, Fraction]:
    """A row's unit and scale; where its column is of money and the row of something else, money for one of it."""
    (unit, scale), field = said, group.field
    money = field.unit
    if unit is None or money is None or money.dimension != "currency" or unit.dimension.startswith("currency"):
        return said
    if "unit" not in field.declared and not parse_header(field.name).has_unit:
        numbers = [parse_cell(table.rows[row][position], table.decimal_comma) for position in group.positions]
        if not any(number is not None and number.unit == money for number in numbers):
            return said  # the sign stands in other rows' cells only
    rate = unit_phrase(f"{money.name} per {unit.name}") if scale == 1 and unit.dimension not in _NOT_PRICED else None
    if rate is not None and rate[0] is not None:
        return rate
    column = table.of_role(Role.UNIT)[0]
    message = (
        f'column "{table.fields[column].name}" holds "{table.rows[row][column].strip()}", which is not read for '
        f'"{field.name}", a column of {money.name}; give the row its currency, or the column no currency'
    )
    doubts.append(Doubt(message, table.lines[row], column + 1))
    return money, Fraction(1)


def _row_names(table: Table, measure: str, group: _Columns, groups: Sequence[_Columns]) -> tuple[str, tuple[str, ...]]:
    if not measure:
        return _column_names(table, group, groups)
    if len(groups) == 1 or group.is_generic:
        return measure, _distinct([measure, *([] if group.is_generic else group.field.names)])
    name = f"{measure}, {group.field.measure}"
    return name, _distinct([name, measure, *group.field.names])


def _percent_of(table: Table, columns: Sequence[_Columns], row: int) -> tuple[Unit | None, Fraction] | None:
    """Percent, where a row's own cells are written so: "38%" in a statement of millions."""
    texts = [table.rows[row][position] for group in columns for position in group.positions]
    numbers = [number for text in texts if (number := parse_cell(text.strip(), table.decimal_comma)) is not None]
    units = {number.unit for number in numbers}
    unit = units.pop() if len(units) == 1 else None
    return (unit, Fraction(1)) if unit is not None and unit.dimension == "percent" else None


def _of_heads(label: str) -> tuple[Unit | None, Fraction] | None:
    """No unit and no scale, where a row counts by its name whatever the table's money is in: "Number of branches"."""
    low = label.casefold()
    counted = low.startswith(tuple(word_set("counts_by_name"))) or low in word_set("heads")
    return (None, Fraction(1)) if counted else None


def _row_aliases(table: Table, rows: Sequence[int]) -> list[str]:
    """Other names of the rows' measure, parted by semicolons in an alias column."""
    texts = dict.fromkeys(table.rows[row][column] for column in table.of_role(Role.ALIASES) for row in rows)
    return [name.strip() for text in texts for name in text.split(";")]


def _row_unit(table: Table, texts: Sequence[str], row: int, doubts: list[Doubt]) -> tuple[Unit | None, Fraction]:
    text = next((text for text in texts if text), "")
    met: list[Doubt] = []
    column = next((column for column in table.of_role(Role.UNIT) if table.rows[row][column].strip() == text), 0)
    where = f'column "{table.fields[column].name}"'
    unit, scale = read_unit(text, met, where, _own_words(table))
    told = {doubt.message for doubt in doubts}
    doubts += [replace(new, line=table.lines[row], column=column + 1) for new in met if new.message not in told]
    return unit, scale


def _own_words(table: Table) -> frozenset[str]:
    """The stems of the table's names, its headers and the names of what it measures."""
    measures = (text for column in table.of_role(Role.MEASURE) for text in table.values(column))
    return stems_in((*table.names, *(field.name for field in table.fields), *measures))


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
