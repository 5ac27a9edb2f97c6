"""Whether a column that a description says is derived does follow from the columns that it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from factcheck.model import Interval, Severity
from factcheck.reference.cells import parse_cell
from factcheck.reference.derivations import Derivation
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows
from factcheck.reference.tables import Field, Role, Table

CODE = "FC908"
_LISTED = 6
_HUNDRED = Fraction(100)


def derived_doubts(table: Table) -> Iterator[Doubt]:
    """What is wrong with each derived column: a column that is not there, or the rows that do not follow."""
    for position, field in enumerate(table.fields):
        if field.derived is None:
            continue
        names = [one.name for one in table.fields]
        missing = [name for name in field.derived.of if name not in names]
        if missing:
            message = (
                f'column "{field.name}" is said to be derived from "{missing[0]}", which the header does not name; '
                "use the header's own spelling"
            )
            yield Doubt(message, 1, position + 1, Severity.ERROR, CODE)
        else:
            yield from _rows_that_do_not_follow(_Column(table, position, field, field.derived))


def _rows_that_do_not_follow(column: _Column) -> Iterator[Doubt]:
    wrong = [(row, text) for row in range(len(column.table.rows)) if (text := column.contradiction(row))]
    if not wrong:
        return
    lines = [column.table.lines[row] for row, _ in wrong]
    listed = ", ".join(map(str, lines[:_LISTED])) + (", …" if len(lines) > _LISTED else "")
    where = f"{len(lines)} rows do not follow (lines {listed})" if len(lines) > 1 else "a row does not follow"
    message = (
        f'column "{column.field.name}": {where}: {wrong[0][1]}; correct the cells, or what "derived" says of the column'
    )
    yield Doubt(message, lines[0], column.position + 1, Severity.ERROR, CODE)


class _Column:
    """A derived column of a table, with the columns that it is made of."""

    def __init__(self, table: Table, position: int, field: Field, derived: Derivation) -> None:
        names = [one.name for one in table.fields]
        self.table, self.position, self.field, self.derived = table, position, field, derived
        self.parts = [names.index(name) for name in derived.of]
        self._percent = field.unit is not None and field.unit.dimension == "percent"
        self._rows = Rows(table)
        self._earlier: dict[object, int] = {}
        if derived.way == "change":
            self._earlier = {self._key(row, 0): row for row in range(len(table.rows))}

    def contradiction(self, row: int) -> str:
        """Why a row's number does not follow from its parts, in numbers; "" where it does or nothing can be said."""
        own = self._number(row, self.position)
        made = self._made(row)
        if own is None or made is None or own.overlaps(made[0]):
            return ""
        return f'"{self.table.rows[row][self.position].strip()}" but {made[1]}'

    def _made(self, row: int) -> tuple[Interval, str] | None:
        """What the parts allow, and how it is worked out."""
        places = [(row, part) for part in self.parts]
        if self.derived.way == "change":
            before = self._earlier.get(self._key(row, self.derived.months))
            if before is None or before == row:
                return None
            places.append((before, self.parts[0]))
        numbers = [self._number(*place) for place in places]
        texts = [self.table.rows[at][part].strip() for at, part in places]
        known = [number for number in numbers if number is not None]
        return _worked_out(self.derived.way, known, texts, self._percent) if len(known) == len(numbers) else None

    def _number(self, row: int, position: int) -> Interval | None:
        """What a cell may be, a whole number included: published parts are rounded too."""
        text = self.table.rows[row][position].strip()
        read = None if self.table.is_missing(text, position) else parse_cell(text, self.table.decimal_comma)
        if read is None:
            return None
        half, field = read.quantum / 2, self.table.fields[position]
        return Interval(read.value - half, read.value + half).scaled(read.factor(field.unit, field.scale))

    def _key(self, row: int, months: int) -> object:
        """A row's entities, other labels and the start of its period, so many months earlier."""
        period = self._rows.periods[row]
        labels = [
            self.table.rows[row][column].strip()
            for role in (Role.MEASURE, Role.ATTRIBUTE, Role.VINTAGE)
            for column in self.table.of_role(role)
        ]
        if period is None:
            return ("undated", row, months)
        return self._rows.entity(row), tuple(labels), period.grain, _months_before(period.start, months)


def _months_before(day: dt.date, months: int) -> dt.date | None:
    """The same day so many months earlier; None where that month has no such day."""
    number = day.year * 12 + day.month - 1 - months
    try:
        return dt.date(number // 12, number % 12 + 1, day.day)
    except ValueError:
        return None


def _worked_out(way: str, parts: list[Interval], texts: list[str], percent: bool) -> tuple[Interval, str] | None:
    first, *rest = parts
    if way == "sum":
        for part in rest:
            first = _plus(first, part)
        return first, f"{' + '.join(texts)} = {_shown(first)}"
    second = rest[0]
    if way == "difference" or (way == "change" and not percent):
        found = _plus(first, second.scaled(Fraction(-1)))
        return found, f"{texts[0]} - {texts[1]} = {_shown(found)}"
    quotient = _over(first, second)
    if quotient is None:
        return None
    if way == "share":
        found = quotient.scaled(_HUNDRED)
        return found, f"{texts[0]} / {texts[1]} x 100 = {_shown(found)}"
    found = quotient.shifted(Fraction(-1)).scaled(_HUNDRED)
    return found, f"({texts[0]} / {texts[1]} - 1) x 100 = {_shown(found)}"


def _ends(one: Interval) -> tuple[Fraction, Fraction]:
    return one.low or Fraction(0), one.high or Fraction(0)


def _plus(a: Interval, b: Interval) -> Interval:
    return Interval(_ends(a)[0] + _ends(b)[0], _ends(a)[1] + _ends(b)[1])


def _over(a: Interval, b: Interval) -> Interval | None:
    """One number over another that cannot be nought."""
    low, high = _ends(b)
    if low <= 0 <= high:
        return None
    corners = [end / divisor for end in _ends(a) for divisor in (low, high)]
    return Interval(min(corners), max(corners))


def _shown(one: Interval) -> str:
    low, high = _ends(one)
    return f"{float((low + high) / 2):,.6g}"
