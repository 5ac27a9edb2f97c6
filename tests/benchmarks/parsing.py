"""Whether the tables that drafts are held against are believed as their marked cells say.

python -m tests.benchmarks.parsing --shared DIR [--misses]

For every marked cell of DIR/bench/verification: does a table, as the checker reads it, hold that value under that row
label and that column label? Levels of a label may stand in columns of their own, and there may be more of them. Where
a draft names the table as it was printed (`raw_table`), the same cells are looked for there too, and a level may be
found over the row or over the column. --misses prints what is not found.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.tables import Table
from tests.benchmarks.verification import read_lines

Row = dict[str, Any]
Levels = tuple[str, ...]

SETS = ("statcan", "tatqa", "rotowire", "tabprograms", "injected")
_LEVEL_ENDS = re.compile(r"\s*\|\s*|\s+/\s+")


@dataclass(frozen=True)
class Believed:
    """A cell as the checker believes it: its text, its number if it has one, and the levels of its two labels.

    `around` are the names over the row labels, where a printed table says its unit, and all its section headings.
    """

    text: str
    value: Fraction | None
    dimension: str
    row: Levels
    column: Levels
    around: Levels


@dataclass(frozen=True)
class Result:
    """The cells of one set: how many were found, how many there are, and those that were not."""

    found: int
    cells: int
    missed: tuple[Row, ...] = ()

    @property
    def share(self) -> float:
        """The share found, in percent."""
        return round(100 * self.found / self.cells, 1) if self.cells else 100.0


def measure(verification: Path) -> dict[str, Result]:
    """Every set, and every set of printed tables as "NAME raw"."""
    results = {}
    for name in SETS:
        data = verification / name
        drafts = {row["draft_id"]: row for row in read_lines(data / "drafts.jsonl")}
        cells = list(_cells(read_lines(data / "gold.jsonl"), drafts))
        results[name] = _counted((_table_file(data, draft, cell), cell) for draft, cell in cells)
        printed = [(data / draft["raw_table"], cell) for draft, cell in cells if draft.get("raw_table")]
        if printed:
            results[f"{name} raw"] = _counted(printed, printed=True)
    return results


def _cells(gold: Iterable[Row], drafts: Mapping[str, Row]) -> Iterator[tuple[Row, Row]]:
    """Every marked cell once, with its draft."""
    seen = set()
    for row in gold:
        draft = drafts[row["draft_id"]]
        for cell in row.get("cells") or ():
            key = (*draft["tables"], cell["table"], cell["row"], cell["col"])
            if key not in seen:
                seen.add(key)
                yield draft, cell


def _table_file(data: Path, draft: Row, cell: Row) -> Path:
    names: list[str] = draft["tables"]
    named = [name for name in names if name == cell["table"] or Path(name).stem == cell["table"]]
    return data / (named or names)[0]


def _counted(pairs: Iterable[tuple[Path, Row]], *, printed: bool = False) -> Result:
    missed, found, cells = [], 0, 0
    for path, cell in pairs:
        cells += 1
        if any(_is_the_cell(believed, cell, printed=printed) for believed in beliefs(path)):
            found += 1
        else:
            missed.append({"file": str(path), **cell})
    return Result(found, cells, tuple(missed))


def _is_the_cell(believed: Believed, cell: Row, *, printed: bool) -> bool:
    number = written_number(cell["value"])
    if number is not None and believed.value is not None:
        signs = {"%": "percent", "$": "currency"}
        wanted = next((signs[sign] for sign in signs if sign in cell["value"]), believed.dimension)
        if number != believed.value or wanted != believed.dimension:
            return False
    elif _plain(believed.text) != _plain(cell["value"]):
        return False
    row, column = _levels(cell["row_label"]), _levels(cell["col_label"])
    if printed:
        everything = {*believed.row, *believed.column, *believed.around}
        return set(row[-1:]) <= set(believed.row) and {*row, *column} <= everything
    return _within(row, believed.row) and _within(column, believed.column)


def written_number(text: str) -> Fraction | None:
    """The number of a plain cell, read on its own: "1,234", "$(2,780)", "(109 )", "11.8%", "-25".

    >>> [str(written_number(text)) for text in ("$ 1,234", "(109 )", "11.8%", "6'05")]
    ['1234', '-109', '59/5', 'None']
    """
    match = re.fullmatch(r"[$€£]?\s*(\()?\s*[$€£]?\s*([-−]?\d[\d,]*(?:\.\d+)?)\s*(\))?\s*%?", text.strip())
    if match is None or bool(match[1]) != bool(match[3]):
        return None
    value = Fraction(match[2].replace(",", "").replace("−", "-"))
    return -value if match[1] else value


def _within(wanted: Levels, levels: Levels) -> bool:
    """Whether all levels are there, in their order."""
    rest = iter(levels)
    return all(level in rest for level in wanted) or set(wanted) <= set(levels)


@cache
def beliefs(path: Path) -> tuple[Believed, ...]:
    """All cells of a table file as the checker believes them: its facts, and the texts that rows are chosen by."""
    store = load_reference([path])
    return (*_facts(store), *_texts(store))


def _facts(store: ReferenceStore) -> Iterator[Believed]:
    for series in store.series:
        table = series.table
        for cell in series.cells:
            fact = series.fact(cell)
            dimension = series.unit.dimension if series.unit else ""
            scale = series.scale if cell.text.strip()[-1:] != "%" or dimension == "percent" else Fraction(1)
            row, column = _row_levels(table.rows[cell.row]), _levels(table.fields[cell.column].name)
            dimension = fact.unit.dimension if fact.unit else ""
            yield Believed(cell.text, fact.value / scale, dimension, row, column, _around(table))


def _texts(store: ReferenceStore) -> Iterator[Believed]:
    for table in store.tables:
        facts = {(cell.row, cell.column) for one in store.series if one.table is table for cell in one.cells}
        for number, row in enumerate(table.rows):
            for column, text in enumerate(row):
                if (number, column) not in facts:
                    levels = _levels(table.fields[column].name)
                    yield Believed(text, None, "", _row_levels(row), levels, _around(table))


def _around(table: Table) -> Levels:
    """A flattened table has the first section in every column's name; the printed one over its rows."""
    sections = [column for column, field in enumerate(table.fields) if field.name in ("section", "group")]
    return (
        *(level for level in _levels(table.fields[0].name)),
        *(level for column in sections for text in table.values(column) for level in _levels(text)),
    )


def _row_levels(row: Sequence[str]) -> Levels:
    return tuple(level for text in row for level in _levels(text))


def _levels(label: str) -> Levels:
    return tuple(level for part in _LEVEL_ENDS.split(label) if (level := _plain(part)))


def _plain(text: str) -> str:
    """A label for comparing: folded, without the brackets around the whole of it or a colon behind it."""
    folded = " ".join(text.split()).casefold().rstrip(":")
    return folded[1:-1] if folded.startswith("(") and folded.endswith(")") and folded.count("(") == 1 else folded


def main() -> None:
    """Read the command line and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--misses", action="store_true")
    a = parser.parse_args()
    for name, result in measure(a.shared / "bench" / "verification").items():
        print(f"{name:16} {result.found:5} of {result.cells:5} cells  {result.share:5.1f} %")
        for cell in result.missed if a.misses else ():
            print(f"    {cell}")


if __name__ == "__main__":
    main()
