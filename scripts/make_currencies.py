"""Make factcheck/data/currencies.json: CLDR's currencies by way of Babel, completed by currencies.toml.

Needs the `data` extra (babel). Run from the top folder: python -m scripts.make_currencies [--check]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from scripts.make_units import Writings, render

HERE = Path(__file__).parent
TARGET = HERE.parent / "factcheck" / "data" / "currencies.json"
SPECIAL = ("XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA", "XRE")
INVARIABLE = (
    *("s", "ce", "ny", "yen", "yuan", "renminbi", "won", "sterling", "or", "er", "ur", "fen", "jiao", "paise", "sen"),
    *("öre", "øre", "kobo", "groszy", "lire", "drachmae", "markkaa", "quid"),
)
SHARED = ("dollar", "pound", "franc", "peso", "dinar", "rupee", "shilling", "rial", "riyal", "dirham", "leu", "ruble")
DOLLAR = re.compile(r"[A-Z]{1,3}\$|\$[A-Z]{2}")
Row = dict[str, Any]


def tender() -> dict[str, list[str]]:
    """Currency codes in use today, each with the territories where it is legal tender."""
    from babel.core import get_global  # noqa: PLC0415 - an optional dependency

    found: dict[str, list[str]] = {}
    for territory, entries in sorted(get_global("territory_currencies").items()):
        for code, _start, end, is_tender in entries:
            if end is None and is_tender:
                found.setdefault(code, []).append(territory)
    return found


def signs() -> dict[str, list[str]]:
    """Signs and native abbreviations that only one currency uses in the world's locales: "₡", "A$", "лв.", "د.إ."."""
    from babel import Locale, localedata  # noqa: PLC0415 - an optional dependency

    votes: dict[str, Counter[str]] = {}
    for name in localedata.locale_identifiers():
        for code, symbol in Locale.parse(name).currency_symbols.items():
            plain = "".join(letter for letter in symbol if unicodedata.category(letter) != "Cf")
            if is_sign(plain):
                votes.setdefault(plain, Counter())[code] += 1
    found: dict[str, list[str]] = {}
    for symbol, counter in sorted(votes.items()):
        if len(counter) == 1:
            found.setdefault(next(iter(counter)), []).append(symbol)
    return found


def is_sign(symbol: str) -> bool:
    """Whether a symbol of CLDR is one sign, a dollar of letters, or an abbreviation in a script of its own."""
    if len(symbol) == 1:
        return unicodedata.category(symbol) == "Sc" and symbol not in "$£¥¤"
    if DOLLAR.fullmatch(symbol):
        return True
    letters = [letter for letter in symbol if letter.isalpha()]
    return len(letters) > 1 and not any("LATIN" in unicodedata.name(letter, "") for letter in letters)


def names(code: str, territories: list[str]) -> list[str]:
    """CLDR's English singular and plural, without brackets, and with the only country's name: "Bermuda dollars"."""
    from babel import Locale  # noqa: PLC0415 - an optional dependency
    from babel.numbers import get_currency_name  # noqa: PLC0415 - an optional dependency

    forms = [get_currency_name(code, count=count, locale="en") for count in (1, 2)]
    plain = [form for form in dict.fromkeys(forms) if "(" not in form]
    if len(territories) != 1 or not plain or plain[0].split()[-1].lower() not in SHARED:
        return plain
    country = Locale.parse("en").territories[territories[0]]
    named = [f"{country} {form.split()[-1]}" for form in plain] if "SAR" not in country else []
    return list(dict.fromkeys([*plain, *named]))


def short_names(rows: dict[str, Row]) -> dict[str, dict[str, list[str]]]:
    """Last words of the names ("francs") -> the singular -> the currencies in use that bear it."""
    found: dict[str, dict[str, list[str]]] = {}
    for code, row in rows.items():
        if not row["tender"] or not row["words"]:
            continue
        single = row["words"][0].split()[-1].lower()
        for word in row["words"]:
            codes = found.setdefault(single, {}).setdefault(word.split()[-1].lower(), [])
            if code not in codes:
                codes.append(code)
    return found


def currencies() -> dict[str, Row]:
    """Every currency of CLDR by its code."""
    from babel import Locale  # noqa: PLC0415 - an optional dependency

    used, marks = tender(), signs()
    english = Locale.parse("en")
    rows: dict[str, Row] = {}
    for code in sorted(english.currencies):
        if code in SPECIAL:
            continue
        symbol = english.currency_symbols.get(code, code)
        own = [] if symbol == code else [symbol.replace("\u202f", " ")]
        single = [mark for mark in marks.get(code, []) if len(mark) == 1]
        rows[code] = {
            "code": code,
            "words": names(code, used.get(code, [])),
            "signs": list(dict.fromkeys([*own, *single])),
            "also": [mark for mark in marks.get(code, []) if len(mark) > 1],
            "tender": code in used,
            "territories": used.get(code, []),
        }
    return rows


def with_plurals(words: list[str]) -> list[str]:
    """Each word and its plural in -s."""
    forms = [form for word in words for form in (word, word if word.endswith(INVARIABLE) else word + "s")]
    return list(dict.fromkeys(forms))


def build() -> Row:
    """The content of currencies.json."""
    config = tomllib.loads((HERE / "currencies.toml").read_text(encoding="utf-8"))
    rows = currencies()
    spoken = {word for entry in (*config["shared"], *config["minor"]) for word in entry["words"]}
    shared: list[Row] = [{**entry, "words": with_plurals(entry["words"])} for entry in config["shared"]]
    for single, forms in sorted(short_names(rows).items()):
        if single in spoken or single in config["skip"]:
            continue
        codes = list(dict.fromkeys(code for found in forms.values() for code in found))
        default = config["defaults"].get(single, codes[0] if len(codes) == 1 else "")
        words = list(dict.fromkeys([single, *forms]))
        if default:
            rows[default]["words"] = list(dict.fromkeys([*rows[default]["words"], *words]))
        else:
            shared.append({"name": single, "words": words, "signs": [], "of": sorted(codes)})
    for entry in config["add"]:
        row = rows[entry["code"]]
        row["words"] = list(dict.fromkeys([*row["words"], *with_plurals(entry["words"])]))
        row["signs"] = list(dict.fromkeys([*row["signs"], *entry["signs"]]))
        row["also"] = list(dict.fromkeys([*row["also"], *entry.get("also", [])]))
    minor = [{**entry, "words": with_plurals(entry["words"])} for entry in config["minor"]]
    for code in config["lower"]["codes"]:
        rows[code]["also"].append(code.lower())
    for code in config["historical"]["codes"]:
        rows[code]["told"] = True
    return content([*sorted(rows.values(), key=lambda row: row["code"]), *shared, *minor], config)


def content(rows: list[Row], config: Row) -> Row:
    """The parts of the file: the units of money, and how each is written, in words, in signs, before an amount."""
    writings = Writings()
    before: dict[str, str] = {}
    units: list[Row] = []
    for row in rows:
        name = row.get("code") or row["name"]
        current = row.get("tender", True) or row.get("told", False)
        signs = list(dict.fromkeys([*row["signs"], *([row["code"]] if "code" in row else []), *row.get("also", [])]))
        units.append({"name": name, "factor": row.get("factor", "1"), "symbol": signs[0] if signs else name})
        units[-1].update({key: row[key] for key in ("of", "territories") if row.get(key)})
        writings.add(name, row["words"], signs)
        if current and "factor" not in row:
            before.update((sign, name) for sign in signs if sign not in before)
    past = [row["code"] for row in rows if not row.get("tender", True) and not row.get("told", False)]
    guarded = writings.guarded({**config["guards"], "never": [*config["guards"]["never"], *past]})
    prefixes = {sign: name for sign, name in before.items() if guarded.get(sign) != "never"} | config["prefixes"]
    versions = {"babel": importlib.metadata.version("babel")}
    made = {"sources": versions, "guards": guarded, "units": units, "words": writings.words, "signs": writings.signs}
    priced = {"priced": sorted(config["priced"]["signs"]), "spelled": sorted(config["priced"]["words"])}
    return {**made, "prefixes": prefixes, "large": sorted(config["prefixes"]), **priced}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    check = parser.parse_args().check
    made = build()
    text = render(made)
    if check:
        return 0 if TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(made['units'])} units of money")
    return 0


if __name__ == "__main__":
    sys.exit(main())
