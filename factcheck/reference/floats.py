"""A column's numbers as floats, for a quick look at all of them: exact values are for verdicts, not for suspicions."""

from __future__ import annotations

from factcheck.reference.cells import is_plain_number, parse_cell
from factcheck.reference.tables import Table

Printed = tuple[float, float]  # a number in its column's scale, and what its last digit stands for


def printed_numbers(table: Table, position: int) -> list[Printed | None]:
    """The numbers of a column, row by row; None where a cell holds none."""
    texts = [row[position] for row in table.rows]
    read = {text: _printed(table, text, position) for text in dict.fromkeys(texts)}
    return [read[text] for text in texts]


def _printed(table: Table, text: str, position: int) -> Printed | None:
    if table.is_missing(text, position):
        return None
    if not table.decimal_comma and is_plain_number(text):
        point = text.find(".")
        return float(text), 10.0 ** (point + 1 - len(text)) if point >= 0 else 1.0
    found = parse_cell(text, table.decimal_comma)
    if found is None:
        return None
    field = table.fields[position]
    factor = found.factor(field.unit, field.scale) / field.scale
    return float(found.value * factor), float(found.quantum * factor)
