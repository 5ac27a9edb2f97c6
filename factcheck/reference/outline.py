"""The lines of a first description of one table: its keys, and remarks on what was unsure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from factcheck.model import Grain
from factcheck.reference.beliefs import scale_text
from factcheck.reference.describe import read_unit
from factcheck.reference.description_words import frequency_of, suspected_role
from factcheck.reference.inputs import TableInput
from factcheck.reference.reading import Doubt
from factcheck.reference.rows import Rows, aggregates_among
from factcheck.reference.series import Series
from factcheck.reference.tables import Field, Role, Table
from factcheck.reference.words import plain
from factcheck.reference.yaml_text import entry, one_line, scalar, texts

# What may be left out, the likeliest first to change something that was inferred from the whole table.
OPTIONAL: Final = (
    "missing",
    "frequency",
    "name",
    "title",
    "key",
    "aggregates",
    "type",
    "period role",
    "unit",
    "dialect",
    "role",
)
_NUMBERS: Final = frozenset({Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH})
_DATED: Final = frozenset({Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR})
_TYPES: Final = (("year", r"\d{4}"), ("yearmonth", r"\d{4}-\d{2}"), ("date", r"\d{4}-\d{2}-\d{2}"))
_MOST_TOTALS: Final = 200
_SHOWN: Final = 3


def outline(
    given: TableInput, table: Table, series: Sequence[Series], doubts: Sequence[Doubt], left_out: frozenset[str]
) -> str:
    """The resource of one table; `left_out` are the parts of `OPTIONAL` that would change what is believed."""
    lines = [*_of_table(given, table, left_out), *_remarks(table, series, doubts), *_of_schema(table, left_out)]
    return "".join(f"{'  - ' if number == 0 else '    '}{line}\n" for number, line in enumerate(lines))


def _of_table(given: TableInput, table: Table, left_out: frozenset[str]) -> Iterator[str]:
    path = given.path.name if given.path is not None else given.name
    yield entry("path", scalar(path))
    stem = plain(f"{path.rpartition('.')[0]} {given.part}".replace("-", " ").strip())
    slug = re.sub(r"[^a-z0-9_.-]+", "-", stem.replace(" ", "_").lower()).strip("-")
    if slug and "name" not in left_out:
        yield entry("name", scalar(slug))
    if "title" not in left_out:
        yield entry("title", scalar(table.title), "what a draft may call the table")
    yield from _of_file(given, table, path, left_out)
    totals = _totals(table)
    if totals and "aggregates" not in left_out:
        yield entry("aggregates", texts(totals), "totals and groups, kept apart from what they add up")
    frequency = _frequency(table)
    if frequency and "frequency" not in left_out:
        yield entry("frequency", frequency, "what each date stands for")


def _of_file(given: TableInput, table: Table, path: str, left_out: frozenset[str]) -> Iterator[str]:
    """How the file is written, which of its tables it is."""
    dialect: dict[str, str] = {}
    raw = given.read()
    if "dialect" not in left_out:
        if raw.encoding and raw.delimiter:
            yield entry("encoding", scalar(raw.encoding))
        if raw.delimiter not in ("", ",") and not table.part:
            dialect["delimiter"] = '"\\t"' if raw.delimiter == "\t" else scalar(raw.delimiter)
    if table.decimal_comma:
        dialect["decimalChar"] = scalar(",")
    if given.part:
        sheets = path.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))
        dialect["sheetName" if sheets else "table"] = scalar(given.part)
    if dialect:
        yield entry("dialect", "{" + ", ".join(f"{key}: {value}" for key, value in dialect.items()) + "}")


def _totals(table: Table) -> tuple[str, ...]:
    """The row labels that are totals, unless they are too many to list."""
    rows = Rows(table)
    columns = table.entity_columns[:1] if rows.is_event_list else table.entity_columns
    found = {text: None for column in columns for text in aggregates_among(table.values(column), table)}
    ordered = tuple(text for column in columns for text in table.values(column) if text in found)
    return tuple(dict.fromkeys(ordered)) if len(found) <= _MOST_TOTALS and rows.aggregates else ()


def _frequency(table: Table) -> str:
    """How long the periods are that the dates of a period column stand for; "" where the column says it itself."""
    columns = table.of_role(Role.PERIOD)
    if len(columns) != 1 or not all(re.fullmatch(_TYPES[2][1], text) for text in table.values(columns[0])):
        return ""
    grains = {period.grain for period in Rows(table).periods if period is not None}
    return frequency_of(grains.pop()) if len(grains) == 1 and grains <= _DATED else ""


def _remarks(table: Table, series: Sequence[Series], doubts: Sequence[Doubt]) -> Iterator[str]:
    """What a person should look at, and what nobody can infer."""
    for doubt in doubts:
        place = f"line {doubt.line}: " if doubt.line > 1 else ""
        yield f"# unsure: {place}{one_line(doubt.message)}"
    if not series:
        yield "# unsure: no column was read as numbers about something; give one the role value"
    if series and not table.entity_columns and not table.of_role(Role.MEASURE):
        yield "# entity: …  # what the whole table is about, for no column says whose the figures are"
    if series and not table.of_role(Role.PERIOD) and not any(field.period for field in table.fields):
        yield '# period: "2024"  # when it was, for nothing in the table says it'


def _of_schema(table: Table, left_out: frozenset[str]) -> Iterator[str]:
    yield "schema:"
    key = _key(table)
    if key and "key" not in left_out:
        yield "  " + entry("primaryKey", texts(key), "no two rows share these")
    missing = _missing(table)
    if missing and "missing" not in left_out:
        yield "  " + entry("missingValues", texts(missing))
    yield "  fields:"
    for position, field in enumerate(table.fields):
        lines = list(_of_field(table, position, field, left_out))
        yield from (f"    {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))


def _key(table: Table) -> tuple[str, ...]:
    """The columns that name a row, where no two rows share them."""
    columns = [at for role in (Role.ENTITY, Role.MEASURE, Role.PERIOD) for at in table.of_role(role)]
    if not columns:
        return ()
    keys = {tuple(row[column].strip() for column in columns) for row in table.rows}
    return tuple(table.fields[column].name for column in columns) if len(keys) == len(table.rows) else ()


def _missing(table: Table) -> tuple[str, ...]:
    """The texts that stand for "no value" among the numbers, as the table writes them."""
    found: dict[str, None] = {}
    for column, field in enumerate(table.fields):
        if field.role in _NUMBERS:
            texts_of = dict.fromkeys(row[column].strip() for row in table.rows)
            usual = (text for text in texts_of if text not in field.missing_values)
            found |= {text: None for text in usual if table.is_missing(text, column)}
    return tuple({"": None} | found) if any(found) else ()


def _of_field(table: Table, position: int, field: Field, left_out: frozenset[str]) -> Iterator[str]:
    yield entry("name", scalar(field.name))
    of_period = field.role is Role.PERIOD and "period role" in left_out
    if "role" not in left_out and not of_period:
        yield entry("role", field.role.value, _role_remark(field))
    else:
        yield f"# role: {field.role.value}"
    kind = _type(table, position, field)
    if kind and "type" not in left_out and not of_period:
        yield entry("type", kind)
    if field.missing_values:
        yield entry("missingValues", texts(sorted(field.missing_values)))
    if field.role in _NUMBERS:
        yield from _of_numbers(field, left_out)


def _role_remark(field: Field) -> str:
    suspected = suspected_role(field.name)
    if suspected == "vintage":
        return "unsure: if rows of several editions of one figure stand here, role: vintage"
    if suspected == "aggregate":
        return "unsure: if this marks the rows that are totals, role: aggregate"
    return ""


def _type(table: Table, position: int, field: Field) -> str:
    values = table.values(position)
    if field.role in _NUMBERS and not table.decimal_comma:
        if _all_like(values, r"-?\d+"):
            return "integer"
        return "number" if _all_like(values, r"-?\d+(?:\.\d+)?") else ""
    if field.role is Role.PERIOD:
        return next((name for name, pattern in _TYPES if _all_like(values, pattern)), "")
    return ""


def _all_like(values: Iterable[str], pattern: str) -> bool:
    compiled = re.compile(pattern, re.ASCII)
    return bool(values) and all(compiled.fullmatch(text) for text in values)


def _of_numbers(field: Field, left_out: frozenset[str]) -> Iterator[str]:
    unit, scale = _unit_text(field), scale_text(field.scale)
    remark = "fractions of 1, read as percent" if field.kind == "share" else ""
    if unit and "unit" not in left_out:
        yield entry("unit", scalar(unit), "" if scale else remark)
        if scale:
            yield entry("scale", _number_or_word(scale), remark)
    elif field.unit is not None:
        yield f"# unit: {one_line(field.unit.name)}" + (f", times {scale}" if scale else "")
    elif scale:
        yield entry("scale", _number_or_word(scale)) if "unit" not in left_out else f"# scale: {scale}"
        yield "# unsure: no unit was found; if there is one, say unit: USD"
    else:
        yield "# unsure: no unit was found; if there is one, say unit: USD, or the thing counted"
    brackets = re.findall(r"[(\[][^()\[\]]*[)\]]", field.measure)[:_SHOWN]
    if brackets:
        yield f"# unsure: {one_line(' '.join(brackets))} was taken for a part of the name and for no unit"
    if field.period is not None:
        yield f"# period: {scalar(field.period.label)}  # by its header"


def _number_or_word(scale: str) -> str:
    return scale if scale.isdecimal() else scalar(scale)


def _unit_text(field: Field) -> str:
    """The unit in words that are read as the same unit; "" where there are none."""
    if field.unit is None:
        return ""
    for text in (field.unit.name, field.unit.symbol):
        met: list[Doubt] = []
        unit, scale = read_unit(text, met, "") if text else (None, 1)
        if unit == field.unit and scale == 1 and not met:
            return text
    return ""
