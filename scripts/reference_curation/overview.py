"""`reference_data/README.md` and `LICENSES.md`: what is there, from where, and what was mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts.reference_curation.package import Entry, Package, vocabulary

HEAD = """# The builtin tables

`factcheck check draft.md --reference builtin` checks against these tables; they are part of the installed package.
Each folder is a [Frictionless Data Package](https://datapackage.org/): CSV files beside a `datapackage.json` that gives
titles, units, scales, periods, other names, source, licence and the day of retrieval. The extra keys are explained in
`docs/reference-tables.md`.

They are made from raw public files by `python scripts/curate_reference_data.py RAW`; this page too. Nothing here is
edited by hand. A figure is as good as its source on the day of retrieval: statistics are revised, and a table that ends
in 2023 knows nothing of 2024.

| table | what | rows | from | to | source | licence | retrieved |
|---|---|---:|---|---|---|---|---|
"""
MENDED = """
## Where each comes from, and what was mended or left out

"""
LICENCES = """# Licences of the builtin tables

The program is under the MIT License; the tables keep the licences below. Only tables whose licence clearly allows
shipping were taken: public domain dedications, works of the United States government, MIT and CC BY 4.0 with credit.
Tables without a stated licence and share-alike tables were left out.

"""


def overview(packages: Sequence[Package]) -> str:
    """The README of the folder."""
    rows = [_row(package, table) for package in packages for table in package.tables]
    notes = [f"- **{p.name}** ({p.words['origin']}): {_sentence(p.words['mended'])}" for p in packages]
    return HEAD + "\n".join(rows) + "\n" + MENDED + "\n".join(notes) + "\n"


def licences(packages: Sequence[Package]) -> str:
    """The page of licences and credits."""
    parts = [LICENCES]
    for key, licence in vocabulary()["licences"].items():
        users = [package for package in packages if key in package.words["licences"]]
        if users:
            parts.append(f"## {licence['title']}\n\n<{licence['path']}>\n\n")
            parts.extend(f"- {package.name}: {_credit(package)}\n" for package in users)
            parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _credit(package: Package) -> str:
    sources = "; ".join(source["title"] for source in package.words["sources"])
    return f"{sources}. Taken from: {package.words['origin']}. Changed: see README.md."


def _row(package: Package, table: Entry) -> str:
    rows = package.rows[table["name"]]
    first, last = _span(table, rows)
    source = "; ".join(source["title"] for source in package.words["sources"])
    licence = ", ".join(package.words["licences"])
    path = f"[{package.name}/{table['name']}]({package.name}/{table['name']}.csv)"
    cells = [path, table["title"], str(len(rows)), first, last, source, licence, package.words["retrieved"]]
    return "| " + " | ".join(cells) + " |"


def _span(table: Entry, rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """The first and the last period of a table."""
    position = next((index for index, field in enumerate(table["fields"]) if field["role"] == "period"), None)
    if position is None:
        return "", ""
    periods = sorted((row[position] for row in rows if row[position]), key=lambda text: (text[:4], text))
    return periods[0], periods[-1]


def _sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."


def write_overview(packages: Sequence[Package], folder: Path) -> None:
    """Write both pages into the folder."""
    for name, text in (("README.md", overview(packages)), ("LICENSES.md", licences(packages))):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
