"""Make factcheck/data/locales.json: how people write numbers and dates in the commonest locales, from CLDR by Babel.

Needs the `data` extra (babel). Run from the top folder: python -m scripts.make_locales [--check]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "factcheck" / "data" / "locales.json"
LANGUAGES = "af bg bn ca cs da de el en es et eu fa fi fil fr ga gl he hi hr hu id is it ja ko lt lv ms nb nl no"
MORE_LANGUAGES = "pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh"
COUNTRIES = "ar-EG de-AT de-CH es-419 es-AR es-CL es-CO es-MX es-PE es-US fr-BE fr-CA fr-CH it-CH nl-BE pt-BR pt-PT"
ENGLISH = "en-AU en-CA en-GB en-HK en-IE en-IN en-KE en-NG en-NZ en-PH en-PK en-SG en-US en-ZA"
CHINESE = "zh-HK zh-TW"
# English is written on both sides of the Atlantic: alone it does not settle whether the day comes first.
UNSETTLED = frozenset({"en"})
SPACES = "\u00a0\u202f\u2009"


def date_order(pattern: str) -> str:
    """The order of day, month and year in a CLDR pattern: "dd.MM.y" gives "dmy"."""
    return "".join(dict.fromkeys(re.findall("[dMy]", re.sub("'[^']*'", "", pattern)))).lower()


def row(name: str) -> dict[str, Any]:
    """One locale as CLDR has it, with Latin digits."""
    from babel import Locale  # noqa: PLC0415 - an optional dependency

    locale = Locale.parse(name, sep="-")
    symbols = locale.number_symbols["latn"]
    found: dict[str, Any] = {"decimal": symbols["decimal"], "group": symbols["group"]}
    if found["group"] in SPACES:
        found["group"] = " "  # any space: writers do not tell them apart
    if locale.decimal_formats[None].grouping == (3, 2):
        found["sizes"] = [3, 2]
    found["date_order"] = "" if name in UNSETTLED else date_order(locale.date_formats["short"].pattern)
    return found


def text() -> str:
    """The file, one locale a line, so that a change shows as one line."""
    names = " ".join((LANGUAGES, MORE_LANGUAGES, COUNTRIES, ENGLISH, CHINESE)).split()
    version = importlib.metadata.version("babel")
    source = (
        f"CLDR by way of Babel {version} (number symbols of Latin digits, short date pattern), Unicode License v3, "
        "https://cldr.unicode.org; made by scripts/make_locales.py"
    )
    rows = (f"    {json.dumps(name)}: {json.dumps(row(name), ensure_ascii=False)}" for name in sorted(names))
    return f'{{\n  "source": {json.dumps(source)},\n  "locales": {{\n' + ",\n".join(rows) + "\n  }\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    if not parser.parse_args().check:
        TARGET.write_text(text(), encoding="utf-8")
        return 0
    fresh = TARGET.read_text(encoding="utf-8") == text()
    print("up to date" if fresh else f"{TARGET.name} is out of date: run python -m scripts.make_locales")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())
