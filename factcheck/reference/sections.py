"""Rows that head other rows: sections, blocks under a header, indented labels; each told in a column of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factcheck.frozen import record
from factcheck.reference.headings import BAR, Heading
from factcheck.reference.rows import is_total_word
from factcheck.reference.sheets import Row, filled, has_number, is_data, is_period, same, short, stands_alone

_MOST_ROWS = 5000  # what people lay out by hand is not longer
Told = tuple[str, int]  # what was assumed, and its line


@record
class _Mark:
    """A row that heads others: where it stands among the rows, what it says, and whether it heads a whole block."""

    position: int
    text: str
    is_block: bool = False


def with_sections(heading: Heading, rows: list[Row]) -> tuple[tuple[str, ...], list[Row], list[Told]]:
    """The names and rows with what heads them as last columns, and what was assumed; plain rows as they are."""
    if len(rows) > _MOST_ROWS or len(heading.names) < 2:
        return heading.names, rows, []
    rows, told = _without_repeated_header(heading, rows)
    marks = [mark for at, row in enumerate(rows) if _may_head(row.cells) and (mark := _mark(row, at, heading))]
    if marks and _is_laid_out(heading, rows, marks):
        return _sectioned(heading, rows, marks, told)
    indents = [_indent(row.cells[0]) if row.cells[0][:1].isspace() else 0 for row in rows]
    if _is_indented(indents):
        return _indented(heading, rows, indents, told)
    return heading.names, rows, told


def _without_repeated_header(heading: Heading, rows: list[Row]) -> tuple[list[Row], list[Told]]:
    """Without the header rows that a long table prints again on every page."""
    written = {row.cells for row in heading.written}
    again = [row for row in rows if row.cells in written and len(filled(row)) > 1]
    if not again:
        return rows, []
    dropped = {row.line for row in again}
    text = "a row repeats the header and holds no figures"
    if len(again) > 1:
        text = f"{len(again)} rows repeat the header and hold no figures"
    return [row for row in rows if row.line not in dropped], [(text, again[0].line)]


def _may_head(cells: tuple[str, ...]) -> bool:
    """Whether a row is worth a closer look: most rows have two different texts at their beginning."""
    return not cells[0].strip() or not cells[1].strip() or cells[0] == cells[1]


def _mark(row: Row, position: int, heading: Heading) -> _Mark | None:
    """The row as a heading of others, where its only text is a label or one text over all columns."""
    at = filled(row)
    texts = [row.cells[one] for one in at]
    if not at or has_number(row):
        return None
    if stands_alone(row):
        return _Mark(position, row.label)
    if len(row.cells) - heading.labels < 2 or at[0] == 0:
        return None
    if len(at) == len(row.cells) - heading.labels and same(texts):
        return _Mark(position, texts[0].strip(), is_block=True)
    alone = len(at) == 1 and not is_data(texts[0]) and any(letter.isalpha() for letter in texts[0])
    return _Mark(position, texts[0].strip(), is_block=bool(heading.shared) and is_period(texts[0])) if alone else None


def _is_laid_out(heading: Heading, rows: Sequence[Row], marks: Sequence[_Mark]) -> bool:
    """Whether rows without numbers head the rows below them, and are no things of which nothing is known."""
    if len(marks) * 2 > len(rows) or not any(has_number(row) for row in rows):
        return False
    if marks[-1].position == len(rows) - 1:
        return False
    sure = any(mark.is_block or mark.text.endswith(":") for mark in marks)
    return sure or heading.rows > 1 or marks[0].position == 0 or _repeats_labels(rows, marks)


def _repeats_labels(rows: Sequence[Row], marks: Sequence[_Mark]) -> bool:
    """Whether the same labels stand under several headings."""
    heads = {mark.position for mark in marks}
    labels = Counter(row.label.casefold() for at, row in enumerate(rows) if at not in heads and row.label)
    return any(times > 1 for times in labels.values())


def _sectioned(
    heading: Heading, rows: Sequence[Row], marks: Sequence[_Mark], told: list[Told]
) -> tuple[tuple[str, ...], list[Row], list[Told]]:
    """Every row with its block, the sections above it, and the nearest section."""
    blocks = [mark for mark in marks if mark.is_block]
    in_blocks = bool(blocks) and bool(heading.shared)
    paths = _paths([mark for mark in marks if not (mark.is_block and in_blocks)])
    names = heading.without_shared if in_blocks else heading.names
    block, path = heading.shared if in_blocks else "", ("", _first_section(heading))
    heads = {mark.position: mark for mark in marks}
    found: list[tuple[Row, str, tuple[str, str]]] = []
    for at, row in enumerate(rows):
        if at not in heads:
            found.append((row, block, path if row.label else ("", "")))  # a sum without a label is of no one section
        elif in_blocks and heads[at].is_block:
            block, path = heads[at].text, ("", "")
        else:
            path = paths[at]
    found = _freed_total(found)
    first = marks[0]
    line = rows[first.position].line
    others = "1 more row" if len(marks) == 2 else f"{len(marks) - 1} more rows"
    verb = "heads the rows below it" if len(marks) == 1 else f"and {others} head the rows below them"
    told = [*told, (f'"{short(first.text)}" {verb}', line)]
    return (*_with_columns(names, found), told)


def _first_section(heading: Heading) -> str:
    """The section above the first row, where a program has joined it to every name of the header."""
    ends = [name.rpartition(BAR)[2] for name in heading.names]
    joined = heading.rows == 1 and any(BAR in name for name in heading.names)
    return ends[0].rstrip(": ") if joined and same(ends) else ""


def _with_columns(
    names: tuple[str, ...], found: Sequence[tuple[Row, str, tuple[str, str]]]
) -> tuple[tuple[str, ...], list[Row]]:
    """The rows with a column for each kind of heading that occurs."""
    columns: list[tuple[str, list[str]]] = []
    blocks = [block for _, block, _ in found]
    if any(blocks):
        columns.append(("period" if all(map(is_period, filter(None, blocks))) else "block", blocks))
    for number, name in ((0, "group"), (1, "section")):
        texts = [path[number] for _, _, path in found]
        if any(texts):
            dated = all(map(is_period, texts)) and not columns
            columns.append(("period" if dated else name, texts))
    added = tuple(_free(name, names) for name, _ in columns)
    rows = [Row(row.line, (*row.cells, *(texts[at] for _, texts in columns))) for at, (row, _, _) in enumerate(found)]
    return (*names, *added), rows


def _free(name: str, names: Sequence[str]) -> str:
    """A column's name that the table does not have yet."""
    taken = {one.casefold() for one in names}
    return name if name not in taken else f"{name} above"


def _paths(marks: Sequence[_Mark]) -> dict[int, tuple[str, str]]:
    """The outer and the nearest heading in force after each mark."""
    inner = _inner_levels(marks)
    outer, found, last = "", {}, -2
    for mark in marks:
        text = mark.text.rstrip(": ")
        if inner is not None:
            if mark.text not in inner:
                outer, nearest = text, ""
            else:
                nearest = text
        elif mark.position == last + 1:
            outer, nearest = nearest, text
        else:
            nearest = text
        last = mark.position
        found[mark.position] = (outer if nearest else "", nearest or outer)
    return found


def _inner_levels(marks: Sequence[_Mark]) -> frozenset[str] | None:
    """The headings that come again under each of the others: the lower level; None where none comes again."""
    times = Counter(mark.text for mark in marks)
    again = frozenset(text for text, count in times.items() if count > 1)
    if not again or marks[0].text in again:
        return None
    seen: set[str] = set()
    for mark in marks:
        if mark.text not in again:
            seen = set()
        elif mark.text in seen:
            return None
        else:
            seen.add(mark.text)
    return again


def _freed_total(found: list[tuple[Row, str, tuple[str, str]]]) -> list[tuple[Row, str, tuple[str, str]]]:
    """The last row is of the whole table where it is its only total and stands below several sections."""
    row, block, _ = found[-1]
    sections = {one for _, _, one in found if any(one)}
    totals = [one for one, _, _ in found if is_total_word(one.label)]
    if is_total_word(row.label) and len(totals) == 1 and len(sections) > 1:
        return [*found[:-1], (row, block, ("", ""))]
    return found


def _indent(label: str) -> int:
    return len(label) - len(label.lstrip())


def _is_indented(indents: Sequence[int]) -> bool:
    """Whether labels are set in under others, by two blanks or more."""
    return sum(indent > 1 for indent in indents) > 1 and indents[0] == 0 and 1 not in indents


def _indented(
    heading: Heading, rows: Sequence[Row], indents: Sequence[int], told: list[Told]
) -> tuple[tuple[str, ...], list[Row], list[Told]]:
    """Every row with the labels that it is set in under; a row without numbers that only heads others is left out."""
    above: list[tuple[int, str]] = []
    found = []
    for at, (row, indent) in enumerate(zip(rows, indents, strict=True)):
        above = [(depth, text) for depth, text in above if depth < indent]
        heads = at + 1 < len(rows) and indents[at + 1] > indent
        if not (heads and filled(row) == [0]):
            outer = BAR.join(text for _, text in above[:-1])
            found.append((row, "", (outer, above[-1][1] if above else "")))
        above.append((indent, row.label.rstrip(": ")))
    first = next(at for at, indent in enumerate(indents) if indent)
    told = [
        *told,
        (f'"{short(rows[first].label)}" is set in, and taken for a part of the row above it', rows[first].line),
    ]
    return (*_with_columns(heading.names, found), told)
