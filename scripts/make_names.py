"""Make `factcheck/data/names/countries.json` from the country-codes table.

    python scripts/make_names.py path/to/country-codes.csv

The table (https://github.com/datasets/country-codes) is in the public domain (ODC PDDL); it gathers ISO 3166, the
United Nations' terminology database and CLDR. Only its English names and its ISO 3166-1 codes are taken.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "factcheck" / "data" / "names" / "countries.json"
NAME_COLUMNS = ("CLDR display name", "UNTERM English Short", "official_name_en", "UNTERM English Formal")
SOURCE = (
    "country-codes (ISO 3166, UNTERM, CLDR), https://github.com/datasets/country-codes, commit caa72d1 of 2026-05-15"
)
LICENCE = "ODC-PDDL-1.0"


def plain(name: str) -> str:
    """The name without footnote stars, a bracketed or a leading article, and with a dash for a name in two parts."""
    name = re.sub(r"\*|\(the\)", "", name).strip().removeprefix("the ")
    return re.sub(r"\s+-\s+", "-", name)


def country(row: dict[str, str]) -> dict[str, object]:
    """One country: its two ISO codes and its names, the common one first, none twice."""
    names = list(dict.fromkeys(plain(row[column]) for column in NAME_COLUMNS if row[column].strip()))
    return {"code": row["ISO3166-1-Alpha-3"], "alpha2": row["ISO3166-1-Alpha-2"], "names": names}


def main(path: str) -> None:
    with Path(path).open(encoding="utf-8", newline="") as file:
        countries = sorted((country(row) for row in csv.DictReader(file)), key=lambda one: str(one["code"]))
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in countries)
    head = json.dumps({"source": SOURCE, "licence": LICENCE}, ensure_ascii=False)[1:-1]
    OUT.write_text(f'{{{head}, "countries": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(countries)} countries -> {OUT.name}")


if __name__ == "__main__":
    main(sys.argv[1])
