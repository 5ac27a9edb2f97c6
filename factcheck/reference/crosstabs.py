"""Tables as people lay them out: titles above, several header rows, section rows, notes below; as plain columns.

`arrange` takes all records of a sheet. A table that is plain comes out as it stands; what is taken for a title, a
header row, a section or a note is told as a doubt. Nothing is shifted or filled: a row that does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.model import Severity
from factcheck.reference.captions import read_caption
from factcheck.reference.headings import Heading, is_heading, read_heading, shared_unit
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError
from factcheck.reference.sections import with_sections
from factcheck.reference.sheets import Row, filled, has_number, is_data, is_missing, short, stands_alone
from factcheck.reference.words import table_words, word_set

_MOST_TITLES = 12
_LONGEST_TITLE = 120
_LONG = 5000
_ENDS = 200


def arrange(records: Sequence[tuple[str, ...]], lines: Sequence[int], digest: str) -> RawTable:
    """The table in a sheet's records, blank ones left out; `lines` are the source lines where they start.

    Raises TableRefusedError where there is no table, or a row does not fit the header.
    """
    if len(records) > _LONG and (long := _long_table(records, lines, digest)) is not None:
        return long
    rows = [Row(line, tuple(cells)) for line, cells in zip(lines, records, strict=True)]
    _refuse_nothing(rows)
    titles, rest = _without_titles(rows)
    body, notes = _without_notes(rest)
    heading = read_heading(_cut(body))
    table = heading.body
    _refuse_second_table(heading, table)
    _refuse_ragged(len(heading.names), table)
    _refuse_neighbour(heading, table)
    names, table, told = with_sections(heading, table)
    units = [unit for title in titles if not read_caption(title.text).name and (unit := shared_unit(title.text))]
    if units and names[0] and units[0] not in names[0]:
        names = (f"{names[0]} ({units[0]})", *names[1:])
    elif units and not names[0]:
        names = (units[0], *names[1:])
    doubts = [*_told_of(titles, notes, heading), *(Doubt(text, line, 1, Severity.NOTE) for text, line in told)]
    return RawTable(
        headers=tuple(" ".join(name.split()) for name in names),
        rows=tuple(row.cells for row in table),
        lines=tuple(row.line for row in table),
        digest=digest,
        header_line=heading.line,
        title=_title(titles),
        titles=_all_titles(titles),
        doubts=tuple(doubts),
    )


def _long_table(records: Sequence[tuple[str, ...]], lines: Sequence[int], digest: str) -> RawTable | None:
    """A table too long to be laid out by hand, by its first and last rows alone; None where its end is not plain."""
    head = arrange(records[:_ENDS], lines[:_ENDS], digest)
    last = [Row(line, cells) for line, cells in zip(lines[-_ENDS:], records[-_ENDS:], strict=True)]
    first = lines.index(head.lines[0])
    width = len(records[first - 1])
    if len(head.headers) != width or head.rows != tuple(records[first:_ENDS]) or _without_notes(last)[1]:
        return None
    if any(len(cells) != width for cells in records[first:]):
        return None
    return replace(head, rows=tuple(records[first:]), lines=tuple(lines[first:]))


def _refuse_nothing(rows: Sequence[Row]) -> None:
    if not rows:
        raise TableRefusedError("is empty: it has no header and no rows; download or export it again", 1, 1)
    if len(rows) == 1:
        raise TableRefusedError("has a header but no data rows; download or export it again", rows[0].line, 1)


def _without_titles(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Lines above the header: their only text stands first, and below them is a header that fits its rows."""
    count = 0
    while count < min(len(rows) - 2, _MOST_TITLES) and stands_alone(rows[count]):
        count += 1
    count = count or _preface(rows)
    if not count or not _heads_a_table(rows, count):
        return [], rows
    return rows[:count], rows[count:]


def _preface(rows: Sequence[Row]) -> int:
    """Pairs of a word and what it is above a blank line, as some agencies put them: "Last updated, 2024-07-01"."""
    for count in range(1, min(len(rows) - 2, _MOST_TITLES)):
        if len(filled(rows[count - 1])) > 2 or has_number(rows[count - 1]):
            return 0
        if rows[count].line > rows[count - 1].line + 1 and len(filled(rows[count])) > 3:
            return count
    return 0


def _heads_a_table(rows: Sequence[Row], position: int) -> bool:
    """Whether a header stands here: names over rows of its own width, with numbers in them or a title not as wide."""
    head, below = rows[position], rows[position + 1 :]
    if not is_heading(head, below[0]) or len(below[0].cells) != len(head.cells):
        return False
    narrow = all(len(row.cells) < len(head.cells) for row in rows[:position])
    return any(has_number(row) for row in below[:20]) or (narrow and len(filled(head)) == len(head.cells))


def _without_notes(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows without the notes and sources below the table."""
    end = len(rows)
    while end > 2 and _is_note(rows[end - 1], len(rows[0].cells), rows[end - 1].line > rows[end - 2].line + 1):
        end -= 1
    for position in range(end, len(rows)):
        if not stands_alone(rows[position]) and not _starts_as_note(rows[position].text):
            return rows, []
    return rows[:end], rows[end:]


def _is_note(row: Row, width: int, after_gap: bool) -> bool:
    """A line below a table that is no row of it: it says so, or it is a sentence after a blank line."""
    if _starts_as_note(row.text):
        return stands_alone(row) or not has_number(row) or len(row.cells) != width
    return stands_alone(row) and (len(row.text.split()) > 8 or (after_gap and len(row.text.split()) > 3))


def _starts_as_note(text: str) -> bool:
    low = text.lower()
    marks: Sequence[str] = table_words()["note_marks"]
    return low.startswith(tuple(marks)) or low.partition(":")[0].strip() in word_set("note_words")


def _cut(rows: list[Row]) -> list[Row]:
    """Without last columns that have neither a name nor a value, as spreadsheets export them."""
    width = full = len(rows[0].cells)
    heads = [row for row in rows if len(row.cells) == full]
    while width > 1 and not any(row.cells[width - 1].strip() for row in heads) and _fits(rows, width):
        width -= 1
    if width == full:
        return rows
    return [Row(row.line, row.cells[:width]) if len(row.cells) == full else row for row in rows]


def _fits(rows: Sequence[Row], width: int) -> bool:
    return not any(len(row.cells) >= width and row.cells[width - 1].strip() for row in rows)


def _refuse_second_table(heading: Heading, body: Sequence[Row]) -> None:
    """A header of its own below a blank line begins another table, whose rows are none of this one's."""
    for above, row, below in zip(body, body[1:], body[2:], strict=False):
        if row.line <= above.line + 1 or below.line > row.line + 1 or len(filled(row)) < len(row.cells):
            continue
        named = not any(is_data(cell) or is_missing(cell) for cell in row.cells) and row.cells != heading.names
        if (
            named
            and has_number(above)
            and has_number(below)
            and not any(row.cells == one.cells for one in heading.written)
        ):
            message = f'a second table begins here, with the header "{short(" | ".join(row.cells))}"'
            raise TableRefusedError(f"{message}; put each table into a file or sheet of its own", row.line, 1)


def _refuse_neighbour(heading: Heading, body: Sequence[Row]) -> None:
    """Labels and numbers of their own behind an empty column are another table, whose rows are none of this one's."""
    rows = [*(row for row in heading.written if len(row.cells) == len(heading.names)), *body]
    width = len(heading.names)
    for at in range(1, width - 2):
        if any(row.cells[at].strip() for row in rows) or not _holds_labels(body, at + 1):
            continue
        if _holds_labels(body, 0) and any(is_data(row.cells[after]) for row in body for after in range(at + 2, width)):
            name = short(heading.names[at + 1])
            message = f'a second table begins in column {at + 2} ("{name}"), behind an empty one'
            raise TableRefusedError(f"{message}; put each table into a file or sheet of its own", heading.line, at + 2)


def _holds_labels(body: Sequence[Row], at: int) -> bool:
    """Whether a column names the rows: different words in nearly all that it holds."""
    texts = [row.cells[at].strip() for row in body if row.cells[at].strip()]
    words = {text for text in texts if not is_data(text) and not is_missing(text)}
    return len(texts) > 1 and len(words) * 4 >= len(texts) * 3


def _refuse_ragged(expected: int, body: Sequence[Row]) -> None:
    wrong = [row for row in body if len(row.cells) != expected]
    if not wrong:
        return
    found = len(wrong[0].cells)
    others = f" ({len(wrong)} of {len(body)} rows are so)" if len(wrong) > 1 else ""
    values = "1 value" if found == 1 else f"{found} values"
    message = f"the row has {values} but the header names {expected} columns{others}"
    if found > expected:
        fix = "name every column in the header, or put quotes around texts that hold the separator"
    else:
        fix = "write the missing values as empty cells, one separator each"
    raise TableRefusedError(f"{message}; {fix}", wrong[0].line, 1)


def _title(titles: Sequence[Row]) -> str:
    """The first title line that is no unit, cut where a page adds its own summary of the table."""
    texts = [row.text for row in titles if stands_alone(row) and read_caption(row.text).name]
    text = read_caption(texts[0].partition("Table summary")[0]).name if texts else ""
    return text if len(text) <= 3 * _LONGEST_TITLE else ""


def _all_titles(titles: Sequence[Row]) -> tuple[str, ...]:
    """The title lines that are no notes, short enough to be names or to say a unit."""
    texts = [row.text for row in titles if stands_alone(row) and not _starts_as_note(row.text)]
    return tuple(text for text in texts if len(text) <= _LONGEST_TITLE)


def _told_of(titles: Sequence[Row], notes: Sequence[Row], heading: Heading) -> list[Doubt]:
    found = []
    if titles:
        found.append(_told(f'"{short(titles[0].text)}"', titles, "taken for the title, not for the header"))
    if heading.rows > 1:
        text = f'the header has {heading.rows} rows; their names are joined, as in "{short(heading.names[-1])}"'
        found.append(Doubt(text, heading.line, 1, Severity.NOTE))
    if notes:
        found.append(_told(f'"{short(notes[0].text)}"', notes, "taken for a note below the table, not for a row of it"))
    return found


def _told(what: str, rows: Sequence[Row], taken: str) -> Doubt:
    more = f" and {len(rows) - 1} more line{'s' if len(rows) > 2 else ''}" if len(rows) > 1 else ""
    verb = "are" if more else "is"
    return Doubt(f"{what}{more} {verb} {taken}", rows[0].line, 1, Severity.NOTE)
