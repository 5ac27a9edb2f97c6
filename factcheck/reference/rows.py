"""What each row of a table is about: its entities, its period, and whether it is a total of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from factcheck.model import Grain, Period
from factcheck.reference.cells import parse_cell
from factcheck.reference.parts_of_years import parse_part, period_of, rows_of_parts
from factcheck.reference.periods import (
    ImpossibleDateError,
    grain_of_dates,
    parse_period,
    part_of_split_year,
    widened,
)
from factcheck.reference.split_years import read_period, separator_of
from factcheck.reference.tables import Role, Table, YearPart
from factcheck.reference.words import is_no, names_of_groups, names_of_totals, table_words

_FEW_ROWS = 400  # sums of the other rows are only looked for in tables that a person could have added up
_NO_CHANCE = 100  # a sum that small ones make by chance beside columns that are none
_DAY_SHARE = 2  # an event list has a period of its own for at least every second row


class Rows:
    """The rows of one table, read as entities and periods when first asked for."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def entity(self, row: int) -> tuple[str, ...]:
        """The row's texts of the entity columns, in column order; "" where missing."""
        cells = self.table.rows[row]
        return tuple([cells[column].strip() for column in self.table.entity_columns])

    def of_entity(self, text: str) -> tuple[int, ...]:
        """The rows that name this entity in any entity column."""
        return tuple(self._by_entity.get(text.strip(), ()))

    @cached_property
    def periods(self) -> tuple[Period | None, ...]:
        """Every row's own period; None without one."""
        default = self.table.period
        return tuple([self._read_periods[texts] or default for texts in self._period_texts])

    @cached_property
    def unreadable(self) -> frozenset[int]:
        """The rows whose period text is neither a period nor a total ("-10000")."""
        bad = {
            texts
            for texts, period in self._read_periods.items()
            if period is None and any(texts) and not _is_total_period(texts) and texts[0] not in self._named_parts
        }
        return frozenset(row for row, texts in enumerate(self._period_texts) if texts in bad) if bad else frozenset()

    @cached_property
    def parts(self) -> tuple[YearPart | None, ...]:
        """What every row is of the years that the headers name: "Jan" under "2024"; nothing in other tables."""
        named = self._named_parts
        return tuple([named.get(texts[0]) for texts in self._period_texts]) if named else ()

    @cached_property
    def _named_parts(self) -> Mapping[str, YearPart]:
        if len(self._period_columns) != 1 or not any(field.period for field in self.table.fields):
            return {}
        return rows_of_parts((text for (text,) in self._read_periods), self.table.fields)

    @cached_property
    def aggregates(self) -> frozenset[int]:
        """The rows that are totals, averages or regions of other rows."""
        found = set(self._sums) | self._marked
        total_periods = (
            {texts for texts in self._read_periods if _is_total_period(texts)} if not self._named_parts else set()
        )
        if total_periods:
            found.update(row for row, texts in enumerate(self._period_texts) if texts in total_periods)
        columns = self.table.entity_columns[:1] if self.is_event_list else self.table.entity_columns
        for column in columns:
            texts = aggregates_among(self.table.values(column), self.table)
            if texts:
                found.update(row for row, cells in enumerate(self.table.rows) if cells[column].strip() in texts)
        return frozenset(found) if len(found) < len(self.table.rows) else frozenset()

    @cached_property
    def _marked(self) -> frozenset[int]:
        """The rows that a column declared to mark totals does mark: with yes, or with the name of a total."""
        columns = self.table.of_role(Role.AGGREGATE)
        marks = {(column, text) for column in columns for text in self.table.values(column) if not _is_member(text)}
        if not marks:
            return frozenset()
        rows = enumerate(self.table.rows)
        return frozenset(row for row, cells in rows if any((at, cells[at].strip()) in marks for at in columns))

    @cached_property
    def is_event_list(self) -> bool:
        """Whether every row is an event: dated by day, with several columns that say what it was."""
        if len(self.table.entity_columns) < 2 or not self._period_columns or self.table.of_role(Role.MEASURE):
            return False
        days = [period for period in self._read_periods.values() if period is not None and period.grain is Grain.DAY]
        return len(days) * _DAY_SHARE > len(self.table.rows)

    @cached_property
    def _by_entity(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for column in self.table.entity_columns:
            for row, cells in enumerate(self.table.rows):
                rows = found.setdefault(cells[column].strip(), [])
                if not rows or rows[-1] != row:
                    rows.append(row)
        return found

    @cached_property
    def _period_columns(self) -> tuple[int, ...]:
        return self.table.of_role(Role.PERIOD)

    @cached_property
    def _period_texts(self) -> tuple[tuple[str, ...], ...]:
        """Every row's texts of the period columns, "" where missing."""
        columns = [self._clean_column(column) for column in self._period_columns]
        return tuple(zip(*columns, strict=True)) if columns else ((),) * len(self.table.rows)

    def _clean_column(self, column: int) -> list[str]:
        texts = [row[column] for row in self.table.rows]
        clean = {text: "" if self.table.is_missing(text, column) else text.strip() for text in dict.fromkeys(texts)}
        return [clean[text] for text in texts]

    @cached_property
    def _read_periods(self) -> Mapping[tuple[str, ...], Period | None]:
        """The period of every distinct period text; days that stand for months, quarters or years are widened."""
        distinct = dict.fromkeys(self._period_texts)
        day_first = self._day_first(distinct)
        found = {texts: self._read(texts, day_first) for texts in distinct}
        if self.table.frequency is not None:
            meant = self.table.frequency.meant
            return {texts: meant(period) if period else None for texts, period in found.items()}
        named = [period for period in found.values() if period is not None]
        if any(period.grain is not Grain.DAY for period in named):
            return found
        grain = grain_of_dates(named)
        return {texts: widened(period, grain) if period else None for texts, period in found.items()}

    def _day_first(self, distinct: Mapping[tuple[str, ...], None]) -> bool:
        return not any(second > 12 for texts in distinct for text in texts for second in [_second_number(text)])

    def _read(self, texts: tuple[str, ...], day_first: bool) -> Period | None:
        try:
            if len(texts) > 1:
                return self._combined(texts)
            return self._read_one(texts[0], self._period_columns[0], day_first) if texts else None
        except ImpossibleDateError:
            return None

    def _read_one(self, text: str, column: int, day_first: bool) -> Period | None:
        field = self.table.fields[column]
        if "%" in field.date_format:
            try:
                day = dt.datetime.strptime(text, field.date_format).date()
            except ValueError:
                return read_period(text, self._separators[column], day_first)
            return Period(day, day, Grain.DAY, text)
        if text.isdecimal() and len(text) < 4 and (field.type == "year" or field.name.strip().lower() == "year"):
            return parse_year(text)
        return read_period(text, self._separators[column], day_first) or self._fiscal_part(text)

    @cached_property
    def _separators(self) -> Mapping[int, str]:
        """What every column of periods makes of texts such as "2010-11"."""
        return {column: separator_of(self.table, column) for column in self._period_columns}

    def _fiscal_part(self, text: str) -> Period | None:
        """A quarter of "2024/25", where a description says when the year begins."""
        found = part_of_split_year(text)
        frequency = self.table.frequency
        if found is None or frequency is None or frequency.grain is not Grain.FISCAL_YEAR:
            return None
        part = parse_part(found[0])
        return period_of(part, frequency.meant(found[1]), declared=True) if part is not None else None

    def _combined(self, texts: tuple[str, ...]) -> Period | None:
        """A year column with a month or quarter column beside it; else the first column that reads as a period."""
        names = [self.table.fields[column].name.strip().lower() for column in self._period_columns]
        by_name = dict(zip(names, texts, strict=True))
        year = by_name.get("year", "")
        for part, prefix in (("month", ""), ("quarter", "Q")):
            text = by_name.get(part, "")
            if year and text:
                written = f"{year}-{int(text):02d}" if part == "month" and text.isdecimal() else ""
                read = parse_period(written or f"{prefix if text.isdecimal() else ''}{text} {year}")
                if read is not None:
                    return read
        for text, column in zip(texts, self._period_columns, strict=True):
            read = self._read_one(text, column, True) if text else None
            if read is not None:
                return read
        return None

    @cached_property
    def _sums(self) -> frozenset[int]:
        """The first or last row, where its numbers are the sums of all other rows'."""
        count = len(self.table.rows)
        if not 4 <= count <= _FEW_ROWS or self._period_columns:
            return frozenset()
        return frozenset(row for row in (0, count - 1) if self._is_sum(row))

    def _is_sum(self, row: int) -> bool:
        columns = [
            column
            for column in self.table.of_role(Role.VALUE)
            if self.table.fields[column].kind == "value" and not _is_percent(self.table, column)
        ]
        agreed, means = [], 0
        for column in columns:
            own = parse_cell(self.table.rows[row][column], self.table.decimal_comma)
            if own is None:
                continue
            others = _numbers_without(self.table, column, row)
            total = sum(others or (), Fraction(0))
            if others and total and abs(total - own.value) <= own.quantum:
                agreed.append(own.value)
            elif others and min(others) <= own.value <= max(others):
                means += 1  # a mean age beside two counts of people
            else:
                return False
        if means:
            return sum(abs(value) >= _NO_CHANCE for value in agreed) > 1
        return len(agreed) > 1 or (len(agreed) == 1 and len(columns) == 1 and self._is_unnamed(row))

    def _is_unnamed(self, row: int) -> bool:
        """Whether no name says that a row is a thing among others: one column of numbers may add up by chance."""
        return all(self.table.is_missing(text, at) or is_total_word(text) for at, text in self._named(row))

    def _named(self, row: int) -> list[tuple[int, str]]:
        return list(zip(self.table.entity_columns, self.entity(row), strict=True))

    @property
    def told_by_sums(self) -> tuple[int, ...]:
        """The rows that are totals by their numbers alone: a name says that they are something else."""
        named = [row for row in sorted(self._sums - self._marked) if not self._is_unnamed(row)]
        texts = {
            column: aggregates_among(self.table.values(column), self.table) for column in self.table.entity_columns
        }
        return tuple(row for row in named if not any(text in texts[at] for at, text in self._named(row)))


def _is_member(text: str) -> bool:
    """Whether a mark says that its row is no total."""
    return is_no(text) or text == "0"


def _is_total_period(texts: tuple[str, ...]) -> bool:
    return any(is_total_word(text) for text in texts if text)


def parse_year(text: str) -> Period | None:
    """A year of one to three digits."""
    year = int(text)
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR, text) if year >= 1 else None


def _second_number(text: str) -> int:
    parts = text.replace(".", "/").replace("-", "/").split("/")
    fits = len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) <= 2 and parts[1].isdecimal()
    return int(parts[1]) if fits else 0


def _is_percent(table: Table, column: int) -> bool:
    unit = table.fields[column].unit
    return unit is not None and unit.dimension in ("percent", "percentage_points", "ratio")


def _numbers_without(table: Table, column: int, left_out: int) -> list[Fraction] | None:
    """The numbers of a column but for one row; None where one is missing."""
    found = []
    for row, cells in enumerate(table.rows):
        if row != left_out:
            number = parse_cell(cells[column], table.decimal_comma)
            if number is None:
                return None
            found.append(number.value)
    return found


def aggregates_among(texts: tuple[str, ...], table: Table) -> frozenset[str]:
    """The entity texts that are totals: declared, or called so, or regions among things that are no regions."""
    called = {text for text in texts if text.casefold() in table.aggregates or is_total_word(text)}
    if table.aggregates:
        return frozenset(called)
    names = names_of_groups()
    regions = {text for text in texts if text.lower() in names}
    return frozenset(called | regions if len(regions) * 2 < len(texts) else called)


def is_total_word(text: str) -> bool:
    """Whether a row label says that the row is a total ("Total", "World", "All ages", "Group total")."""
    low = text.lower().strip(" :")
    words = table_words()["aggregates"]
    if low in names_of_totals():
        return True
    return low.startswith(tuple(words["starts"])) or low.endswith(tuple(words["ends"]))
