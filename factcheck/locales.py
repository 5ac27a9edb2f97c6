"""How a draft writes numbers and dates: the locale that is asked for or declared, and what it makes of separators.

The rest of the program reads English separators. A text of a locale that writes "1.234,56" is turned into one with
"1,234.56", character for character, so that every offset stays; the draft itself is never changed.
"""

from __future__ import annotations

import re
from functools import cache

from factcheck.frozen import record
from factcheck.languages.words import load_data
from factcheck.patterns import lazy

# Why a date such as "03/04" is no more than that: its reason in the record, which a rule looks for.
AMBIGUOUS_DATE = "ambiguous date"
_SPACES = " \u00a0\u2007\u2009\u202f"
_MOST_SUGGESTED = 4
# "1,234.5" and "1,234,567" can only be English; "1.234,5" and "1.234.567,8" never are.
_ONLY_ENGLISH = lazy(r",(?<=\d,)\d{3}(?:\.\d|,\d{3}(?!\d))")
_NEVER_ENGLISH = lazy(r",(?<=\d\.\d{3},)\d{1,2}(?![\d,.])")
# So many numbers must show that a draft which declares nothing writes a decimal comma.
_ENOUGH = 2


class UnknownLocaleError(ValueError):
    """A locale of which no separators are known."""


@record
class Locale:
    """How a locale writes numbers and dates.

    `group` stands between three digits, a space for any kind of space. `date_order` is "dmy", "mdy" or "ymd", "" where
    the locale leaves it open, as plain English does.
    """

    name: str
    decimal: str = "."
    group: str = ","
    date_order: str = ""


ENGLISH = Locale("en")
# A draft that declares nothing and writes "1.234,56".
BY_ITS_NUMBERS = Locale("", ",", ".")


@cache
def _table() -> dict[str, Locale]:
    rows = load_data("data", "locales.json")["locales"]
    return {name.lower(): Locale(name, row["decimal"], row["group"], row["date_order"]) for name, row in rows.items()}


def find_locale(name: str) -> Locale:
    """The locale of a name such as "de", "en-GB" or "de_CH.UTF-8"; UnknownLocaleError where its language is unknown.

    >>> find_locale("de-LU").decimal, find_locale("en_US.UTF-8").date_order
    (',', 'mdy')
    """
    plain = name.strip().partition(".")[0].partition("@")[0].replace("_", "-").lower()
    parts = plain.split("-")
    found = next((_table()[key] for key in (plain, f"{parts[0]}-{parts[-1]}", parts[0]) if key in _table()), None)
    if found is None:
        raise UnknownLocaleError(f'"{name}" is no known locale{_alike(plain)}')
    return found


def known_locales() -> list[str]:
    """The locales of which separators are known; one of a language alone stands for all its countries."""
    return sorted(locale.name for locale in _table().values())


def _alike(name: str) -> str:
    import difflib  # noqa: PLC0415 - for a wrong name only

    near = difflib.get_close_matches(name, _table(), _MOST_SUGGESTED)
    return f"; near it are {', '.join(_table()[one].name for one in near)}" if near else ""


def locale_of_numbers(text: str) -> Locale | None:
    """The locale that a draft's own numbers show, where several can be read in no other way; None otherwise."""
    if len(_NEVER_ENGLISH.findall(text)) < _ENOUGH or _ONLY_ENGLISH.search(text):
        return None
    return BY_ITS_NUMBERS


def english_separators(text: str, locale: Locale) -> str:
    """The text with the numbers of a locale as English writes them, of the same length; else the very same text.

    >>> english_separators("1.234,56 and 3,5 on 31.12.2024", Locale("de", ",", "."))
    '1,234.56 and 3.5 on 31.12.2024'
    """
    if locale.decimal != "," or (_ONLY_ENGLISH.search(text) and not _NEVER_ENGLISH.search(text)):
        return text
    group = _SPACES if locale.group == " " else re.escape(locale.group)
    return _numbers(group).sub(_as_english, text)


@cache
def _numbers(group: str) -> re.Pattern[str]:
    """A number with groups or decimals that no other digits touch: no date, no address, no list."""
    return re.compile(rf"(?<![\d.,])(?:\d{{1,3}}(?:[{group}]\d{{3}}){{1,10}}+|\d++)(?:,\d++)?(?![.,]?\d)")


def _as_english(match: re.Match[str]) -> str:
    whole, comma, decimals = match.group().partition(",")
    return "".join(sign if sign.isdigit() else "," for sign in whole) + ("." if comma else "") + decimals
