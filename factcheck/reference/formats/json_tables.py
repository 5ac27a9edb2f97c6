"""JSON and JSON Lines: records, columns, rows, and the same below a key of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from factcheck.frozen import record
from factcheck.reference.formats.encodings import decoded
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import Grid, digest_of, note, table_of, title_of
from factcheck.reference.formats.json_stat import is_json_stat, json_stat_rows
from factcheck.reference.formats.printed import cell_text
from factcheck.reference.formats.twins import first_twin
from factcheck.reference.limits import SHEETS, check_cells_of_table
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_LINES = (".jsonl", ".ndjson")
_MOST_COLUMNS = 10_000
_ESCAPES = re.compile(
    r"(\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}", re.DOTALL
)
_WHITE = re.compile(r"[ \t\r\n]*")
_SHAPES = (
    "is JSON without a table that is known: give a list of objects, a list of lists with a header, "
    'or an object of columns, perhaps below a key such as "data"'
)


@record
class _Found:
    """A table's content and the place of each of its rows, as far as it is known."""

    value: Any
    lines: tuple[int, ...] = ()


class JsonFile:
    """The tables of a JSON file: one, or one a key that holds a list of records."""

    def __init__(self, data: bytes, name: str) -> None:
        self.doubts: tuple[Doubt, ...] = ()
        self._data = data
        text, _, notes = decoded(data)
        text = _whole(text)
        self._notes = tuple(notes)
        in_lines = name.lower().endswith(_LINES)
        self._tables = {"": _lines(text)} if in_lines else _tables(text)
        self._form = "JSON Lines" if in_lines else "JSON"
        self.parts = tuple(self._tables)

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # nothing to be said of it
        """One of the tables; the first where none is named."""
        found = self._tables.get(part or self.parts[0])
        if found is None:
            raise TableRefusedError(f'has no list "{part}"; its lists are {", ".join(self.parts)}')
        table = table_of_value(found.value, self._data, found.lines, part)
        form = f'{self._form}, "{part}"' if part else self._form
        doubts = (*(Doubt(text, 1, 1) for text in self._notes), *table.doubts)
        return RawTable(
            table.headers,
            table.rows,
            table.lines,
            table.digest,
            table.header_line,
            "",
            "",
            part=part,
            form=form,
            doubts=doubts,
            title=table.title or title_of(part),
        )


def opened(file: TableFile) -> JsonFile:
    """The tables of a JSON file."""
    return JsonFile(file.data(), file.name)


def loads(text: str, line: int = 1) -> Any:
    """The value of a JSON text, numbers as they are printed. Raises TableRefusedError with line and column."""
    try:
        return _DECODER.decode(_whole(text))
    except json.JSONDecodeError as error:
        message = f"is not valid JSON ({error.msg}); mend it, or export it again"
        raise TableRefusedError(message, line + error.lineno - 1, error.colno) from error
    except RecursionError as error:
        raise TableRefusedError("is nested too deeply to be a table; export the table alone", line, 1) from error


def _whole(text: str) -> str:
    """The JSON text without escapes that stand for half a character, of the same length."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _ESCAPES.sub(lambda found: found[1] or r"\ufffd", text)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = first_twin(name for name, _ in pairs)
        raise TableRefusedError(f'an object names "{twice}" twice; which one counts is not known. Rename one')
    return found


# Numbers stay as the file prints them.
_DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=lambda _: None, object_pairs_hook=_without_twins
)


def _lines(text: str) -> _Found:
    found, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append(loads(line.strip(), number))
            lines.append(number)
    return _Found(found, tuple(lines))


def _tables(text: str) -> dict[str, _Found]:
    """The tables of a document: it is one, or it holds some."""
    value = loads(text.strip())
    if isinstance(value, list):
        return {"": _Found(value, _item_lines(text, text.find("[")))}
    if not isinstance(value, dict) or not value:
        raise TableRefusedError(_SHAPES, 1, 1)
    if is_json_stat(value):
        return {"": _Found(value)}
    lists = {key: held for key, held in value.items() if _is_rows(held)}
    names = value.get("columns")
    if isinstance(names, list) and isinstance(value.get("data"), list) and all(isinstance(n, str) for n in names):
        return {"": _Found([names, *value["data"]])}
    if not lists:
        return {"": _Found(value)}
    if len(lists) > SHEETS:
        raise TableRefusedError(f"holds {len(lists):,} lists of records; at most {SHEETS} are read. Split it")
    places = {key: _item_lines(text, start) for key, start in _members(text) if key in lists}
    found = {key: _Found(held, places.get(key, ())) for key, held in lists.items()}
    return {"": next(iter(found.values()))} if len(found) == 1 else found


def _is_rows(value: Any) -> bool:
    """A list whose items are objects or lists: what can be rows."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict | list) for item in value)


def _members(text: str) -> Iterator[tuple[str, int]]:
    """The keys of the document's object, each with where its value starts."""
    at = text.find("{") + 1
    while True:
        at = _past(text, at, ",")
        if at >= len(text) or text[at] != '"':
            return
        key, at = _DECODER.raw_decode(text, at)
        start = _past(text, at, ":")
        yield key, start
        _, at = _DECODER.raw_decode(text, start)


def _item_lines(text: str, start: int) -> tuple[int, ...]:
    """The line on which each item of a list starts, the list's bracket being at `start`."""
    lines: list[int] = []
    line, seen, at = text.count("\n", 0, start) + 1, start, start + 1
    while True:
        at = _past(text, at, ",")
        if at >= len(text) or text[at] == "]":
            return tuple(lines)
        line, seen = line + text.count("\n", seen, at), at
        lines.append(line)
        _, at = _DECODER.raw_decode(text, at)


def _past(text: str, at: int, sign: str) -> int:
    """Past blanks, one sign where it stands, and the blanks behind it."""
    at = _white(text, at)
    return _white(text, at + 1) if text[at : at + 1] == sign else at


def _white(text: str, at: int) -> int:
    found = _WHITE.match(text, at)
    return found.end() if found else at


def table_of_value(value: Any, data: bytes, lines: Sequence[int] = (), part: str = "") -> RawTable:
    """The table that a JSON value is, by its shape. Raises TableRefusedError where it is none."""
    if is_json_stat(value):
        headers, rows = json_stat_rows(value)
        return _plain(headers, rows, data, part=part, title=cell_text(value.get("label")))
    if isinstance(value, dict):
        return _of_object(value, data, part)
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return _of_records(value, data, lines, part)
    if isinstance(value, list) and value and all(isinstance(item, list) for item in value):
        return _of_lists(value, data, lines, part)
    if value in ([], {}):
        raise TableRefusedError("is empty: it has no records; download or export it again", 1, 1)
    raise TableRefusedError(_SHAPES, 1, 1)


def _of_object(value: Mapping[str, Any], data: bytes, part: str) -> RawTable:
    """Columns by name; or rows by name, each an object."""
    held = list(value.values())
    if held and all(isinstance(item, list) for item in held):
        lengths = {name: len(items) for name, items in value.items()}
        longest = max(lengths.values())
        short = next((name for name, length in lengths.items() if length != longest), None)
        if short is not None:
            message = f'the list "{short}" has {_values(lengths[short])}, another one has {longest}'
            raise TableRefusedError(f"{message}; write null for what is missing", 1, 1)
        check_cells_of_table(longest, len(held))
        rows = [tuple(map(cell_text, items)) for items in zip(*held, strict=True)]
        return _plain(tuple(value), rows, data, part=part)
    if held and all(isinstance(item, dict) for item in held):
        return _of_records([{"": name, **item} for name, item in value.items()], data, (), part)
    raise TableRefusedError(_SHAPES, 1, 1)


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count} values"


def _of_records(value: Sequence[Mapping[str, Any]], data: bytes, lines: Sequence[int], part: str) -> RawTable:
    """A row a record; the columns are all keys, in the order in which they first occur."""
    names: dict[str, int] = {}
    deep: dict[str, int] = {}
    flat = []
    for number, item in enumerate(value, 1):
        cells = dict(_flat(item, number, deep))
        for name in cells:
            names.setdefault(name, len(names))
        if len(names) > _MOST_COLUMNS:
            raise TableRefusedError(f"its records have more than {_MOST_COLUMNS:,} different keys, which is no table")
        flat.append(cells)
    check_cells_of_table(len(flat), len(names))
    rows = [tuple(cells.get(name, "") for name in names) for cells in flat]
    doubts = [
        note(f'"{name}" holds lists or objects within others and is left out', lines[row - 1] if lines else row)
        for name, row in deep.items()
    ]
    return _plain(tuple(names), rows, data, lines, part, doubts)


def _flat(item: Mapping[str, Any], row: int, deep: dict[str, int]) -> Iterator[tuple[str, str]]:
    """The record's texts; those of an object in it under "outer.inner"."""
    for name, held in item.items():
        inner = held.items() if isinstance(held, dict) else [("", held)]
        for key, value in inner:
            full = f"{name}.{key}" if isinstance(held, dict) else name
            if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict | list) for v in value)):
                deep.setdefault(full, row)
            else:
                yield full, cell_text(value)


def _of_lists(value: Sequence[Sequence[Any]], data: bytes, lines: Sequence[int], part: str) -> RawTable:
    rows = [tuple(map(cell_text, item)) for item in value]
    width = max(map(len, rows))
    check_cells_of_table(len(rows), width)
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            message = f"list {number} has {_values(len(row))} but the first one names {len(rows[0])} columns"
            place = lines[number - 1] if lines else number
            raise TableRefusedError(f"{message}; write null for what is missing", place, 1)
    numbered = tuple(lines) or tuple(range(1, len(rows) + 1))
    return table_of(Grid(tuple(rows), numbered), data, part=part)


def _plain(
    headers: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    data: bytes,
    lines: Sequence[int] = (),
    part: str = "",
    doubts: Sequence[Doubt] = (),
    title: str = "",
) -> RawTable:
    """A table whose header is certain."""
    numbered = tuple(lines) or tuple(range(1, len(rows) + 1))
    kept = [(line, row) for line, row in zip(numbered, rows, strict=True) if any(text.strip() for text in row)]
    if not kept:
        raise TableRefusedError("has columns but no values; download or export it again", 1, 1)
    return RawTable(
        tuple(" ".join(name.split()) for name in headers),
        tuple(row for _, row in kept),
        tuple(line for line, _ in kept),
        digest_of(data, part),
        header_line=0,
        encoding="",
        delimiter="",
        title=title,
        doubts=tuple(doubts),
    )
