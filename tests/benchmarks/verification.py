"""Verdicts on drafts with their tables, right, wrong by hand and wrong by one planted mistake.

python -m tests.benchmarks.verification --data DIR... [--findings FILE] [--limit N] [--plain] [--no-tables]

Each DIR holds drafts.jsonl, gold.jsonl and tables/; the scorer stands in the folder above it. A draft is plain text
and is checked against its own tables alone. A table gets the title and the unit note that the data set gives for it
("in thousands") and the data set's glossary of headers, by the same rule for every table of every set; --plain leaves
them out. --no-tables checks every draft against itself alone. --limit takes N drafts evenly spread over each set, and
scores those alone. The findings of all sets go into one file, which the scorer reads; the false alarms on drafts that
are true are added up over the sets at the end. No gold is read here.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import factcheck
from factcheck.readers import read_text
from factcheck.reference.store import ReferenceStore, load_reference
from factcheck.reference.tables import Table
from tests.benchmarks.running import run_scorer, write_lines

Row = dict[str, Any]

# Our diagnoses in the scorer's words. Where it has two words for one mistake of ours, its own list of what it takes
# for each planted kind decides; "typo" stands for what we do not name.
KINDS = {
    "scale": "magnitude",
    "zero": "magnitude",
    "transposed": "transposed",
    "neighbour_row": "wrong_entity",
    "neighbour_period": "stale_value",
    "wrong_measure": "wrong_measure",
    "unit": "unit",
    "currency": "currency",
    "percent_points": "percent_point",
    "direction": "direction",
    "rounding": "rounding",
    "truncation": "rounding",
    "over_precise": "precision",
    "hedge": "hedge",
    "rank": "rank",
    "total": "sum",
    "list_count": "count",
    "conversion": "conversion",
    "value": "value",
}
_BYTES = re.compile(r"""b(['"]).*\1""")
_PAIR = re.compile(r"(\d+)(?:\s?[-–]\s?|[- ](?:of|for)[- ])(\d+)")
# The draft against itself: what the rule is about is the mistake.
RULE_KINDS = {"FC401": "sum", "FC402": "count", "FC403": "conversion", "FC405": "internal_inconsistency"}


def read_lines(path: Path) -> list[Row]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spread(drafts: Sequence[Row], limit: int | None) -> list[Row]:
    """At most `limit` drafts, evenly spread, so that every kind is among them."""
    if limit is None or limit >= len(drafts):
        return list(drafts)
    return [drafts[number * len(drafts) // limit] for number in range(limit)]


def store_for(data: Path, draft: Row, workshop: Path, *, plain: bool) -> ReferenceStore:
    """Load a draft's own tables, each with the title and the unit note that the data set has for it."""
    paths = [data / name for name in draft["tables"]]
    if plain:
        return load_reference(paths)
    folder = workshop / draft["draft_id"]
    copies = []
    for name, path in zip(draft["tables"], paths, strict=True):
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        said = {"title": _title(draft), "description": _note(draft, name)}
        written = described(data.name).get(copy.name, {})
        package = {"resources": [{"path": copy.name, **written, **{key: text for key, text in said.items() if text}}]}
        copy.with_name(f"{copy.stem}.datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        copies.append(copy)
    if not plain and draft.get("glossary"):
        shutil.copyfile(data / draft["glossary"], folder / draft["glossary"])
    return load_reference(copies)


@cache
def described(data_set: str) -> dict[str, Row]:
    """What is written once for all tables of a set of this name, by the name of the table's file."""
    path = Path(__file__).parent / "descriptions" / f"{data_set}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _title(draft: Row) -> str:
    """The title of a draft's tables; some stand as Python bytes, "b'squads'"."""
    title = str(draft.get("title") or "")
    return title[2:-1] if _BYTES.fullmatch(title) else title


def _note(draft: Row, table: str) -> str:
    notes: Mapping[str, str] = draft.get("table_notes") or {}
    return notes.get(table, "").strip(" ()")


def findings_of(draft: Row, store: ReferenceStore | None) -> Iterator[Row]:
    """Check one draft and give its figures as the scorer reads them; `why` is for people."""
    tables = store.tables if store is not None else ()
    places = {table.name: _Places([field.name for field in table.fields], rows_of(table)) for table in tables}
    document = read_text(draft["text"], draft["draft_id"], "text")
    report = factcheck.check(document, reference=store, as_of=draft.get("published")).to_dict()
    for figure in report["documents"][0]["figures"]:
        if _is_pair(figure):
            yield from ({**row, "draft_id": draft["draft_id"]} for row in _numbers_of(figure, places))
            continue
        yield {
            "draft_id": draft["draft_id"],
            "start": _start(figure, draft["text"]),
            "end": figure["end"],
            "surface": figure["surface"],
            "status": figure["verdict"],
            **_kind(figure),
            "cells": _cells(figure, places),
            "why": _why(figure),
        }


def _start(figure: Row, text: str) -> int:
    """Where a finding begins: for a wrong direction with the verb that its suggestion replaces ("rose 3%")."""
    if figure["verdict"] not in ("contradicted", "outdated") or figure["diagnosis"] != "direction":
        return int(figure["start"])
    said, put = text[: figure["end"]], figure["suggestion"] or ""
    pairs = zip(reversed(said), reversed(put), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return min(int(figure["start"]), text.rfind(" ", 0, figure["end"] - same - 1) + 1) if put else int(figure["start"])


def _is_pair(figure: Row) -> bool:
    return len(figure["facts"]) == 2 and _PAIR.fullmatch(figure["surface"]) is not None


def _numbers_of(figure: Row, places: Mapping[str, _Places]) -> Iterator[Row]:
    """The two numbers of a judged pair ("7-of-14"), which the data sets mark one by one, each with its own cell."""
    match = _PAIR.fullmatch(figure["surface"])
    assert match is not None
    for number, fact in zip((1, 2), figure["facts"], strict=True):
        wrong = figure["verdict"] == "contradicted" and float(match[number]) != float(fact["value"])
        yield {
            "start": figure["start"] + match.start(number),
            "end": figure["start"] + match.end(number),
            "surface": match[number],
            "status": "contradicted" if wrong else "consistent",
            **(_kind(figure) if wrong else {}),
            "cells": _cells({"facts": [fact]}, places),
            "why": _why({**figure, "facts": [fact]}),
        }


def _kind(figure: Row) -> Row:
    if figure["verdict"] not in ("contradicted", "outdated"):
        return {}
    kind = RULE_KINDS.get(figure["code"]) or KINDS.get(figure["diagnosis"])
    return {"kind": kind} if kind else {}


@dataclass(frozen=True)
class _Places:
    """The headers of a table, and the place of each source line among the rows below the first."""

    columns: Sequence[str]
    rows: Mapping[int, int]


def rows_of(table: Table) -> Mapping[int, int]:
    """The record of each source line; the scorer counts also those that head others or repeat the header."""
    if table.path is None:
        return {}
    with table.path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        starts = [1, *(reader.line_num + 1 for _ in reader)]
    return {line: number - 1 for number, line in enumerate(starts)}


def _cells(figure: Row, places: Mapping[str, _Places]) -> list[Row]:
    """The cells behind the best fact; rows and columns by their place, as the scorer counts them."""
    found = []
    for fact in figure["facts"][:1]:
        for cell in fact["cells"]:
            place = places.get(cell["table"])
            if place is not None and cell["column"] in place.columns:
                row = place.rows.get(cell["line"], cell["row"])
                found.append({"table": cell["table"], "row": row, "col": place.columns.index(cell["column"])})
    return found


def _why(figure: Row) -> Row:
    fact: Row = next(iter(figure["facts"]), {})
    told = {key: figure[key] for key in ("message", "reason", "diagnosis", "code", "kind", "subject", "period")}
    held = {key: fact.get(key) for key in ("score", "measure", "entity", "period", "value", "unit", "derivation")}
    return {**told, "fact": held}


def predictions(data: Path, drafts: Iterable[Row], *, plain: bool = False, tables: bool = True) -> list[Row]:
    """Check every draft of the list."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as workshop:
        for draft in drafts:
            store = store_for(data, draft, Path(workshop), plain=plain) if tables else None
            rows += findings_of(draft, store)
    return rows


def measure(
    data: Path,
    out: Path,
    limit: int | None = None,
    *,
    plain: bool = False,
    tables: bool = True,
    scorer: Path | None = None,
) -> str:
    """Write the findings of one set and give what the scorer prints, with the time that the checking took."""
    drafts = spread(read_lines(data / "drafts.jsonl"), limit)
    began = time.perf_counter()
    rows = predictions(data, drafts, plain=plain, tables=tables)
    seconds = time.perf_counter() - began
    write_lines(out, rows)
    with tempfile.TemporaryDirectory() as folder:
        part = _part(data, drafts, Path(folder) / data.name)
        scored = run_scorer(scorer or data.parent / "score.py", ["--data", str(part), "--pred", str(out)])
    return f"{scored}{len(drafts)} drafts, {len(rows)} figures, {seconds:.1f} s\n"


def pooled(printed: Sequence[str]) -> str:
    """The false alarms on true drafts, added up over what the scorer printed for several sets."""
    scored = (json.JSONDecoder().raw_decode(text)[0].get("false_alarms") for text in printed)
    counts = [one for one in scored if one]
    alarms, numbers = (sum(one[key] for one in counts) for key in ("alarms", "numbers"))
    if not numbers:
        return "no drafts that are true\n"
    return f"false alarms on true drafts: {alarms} of {numbers} numbers, {1000 * alarms / numbers:.1f} per 1,000\n"


def _part(data: Path, drafts: Sequence[Row], folder: Path) -> Path:
    """The chosen drafts and their gold as a data set of the same name, for the scorer."""
    folder.mkdir()
    chosen = {draft["draft_id"] for draft in drafts}
    write_lines(folder / "drafts.jsonl", drafts)
    write_lines(folder / "gold.jsonl", (row for row in read_lines(data / "gold.jsonl") if row["draft_id"] in chosen))
    return folder


def main() -> None:
    """Read the command line and print the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, nargs="+", action="extend", metavar="DIR")
    parser.add_argument("--findings", "--out", type=Path, metavar="FILE")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--no-tables", action="store_true")
    parser.add_argument("--scorer", type=Path)
    a = parser.parse_args()
    sets = [data.resolve() for data in a.data]
    findings = a.findings or Path(tempfile.gettempdir()) / f"{'-'.join(data.name for data in sets)}.pred.jsonl"
    printed, rows = [], ""
    for data in sets:
        printed.append(measure(data, findings, a.limit, plain=a.plain, tables=not a.no_tables, scorer=a.scorer))
        rows += findings.read_text(encoding="utf-8")
        print(printed[-1])
    findings.write_text(rows, encoding="utf-8")
    print(pooled(printed) if len(sets) > 1 else "", end="")


if __name__ == "__main__":
    main()
