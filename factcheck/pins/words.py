"""How a fact is written in a pin: `TABLE#ROW/COLUMN`, the row by the texts of its key columns, parted by strokes.

A text that holds a stroke, a number sign, an equals sign or a quotation mark stands in quotation marks; a quotation
mark in it is doubled. `%2D` stands for the character of that number, so that "--" never stands in a comment.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from factcheck.frozen import record
from factcheck.model import Fact, Judgement

EXAMPLE = 'fact=budget.csv#Libraries/"2024/25 (£000)"'

_QUOTED = r'"(?:[^"]|"")*"'
_TEXT = rf'\s*(?:{_QUOTED}\s*|[^"/#=][^/#=]*|)'
_TABLE = re.compile(rf"(?P<text>\s*(?:{_QUOTED}\s*|[^\"#][^#]*))#")
_PART = re.compile(rf"(?:(?P<column>{_TEXT})=)?(?P<text>{_TEXT})(?P<end>/|$)")
_NEEDS_QUOTES = re.compile(r'[/#="]|^\s|\s$')
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


class PinSyntaxError(ValueError):
    """What is written is no fact; the text says why."""


@record
class FactName:
    """A fact as a pin names it: texts of its row, some with their columns, and its column."""

    table: str
    key: tuple[str, ...]
    row: tuple[tuple[str, str], ...]
    column: str


def read_fact_name(text: str) -> FactName:
    """The fact that a text names. Raises PinSyntaxError.

    >>> read_fact_name('budget.csv#Libraries/"2024/25 (£000)"')
    FactName(table='budget.csv', key=('Libraries',), row=(), column='2024/25 (£000)')
    """
    table = _TABLE.match(text)
    if table is None:
        raise PinSyntaxError("no table and # at its start")
    parts = list(_parts(text, table.end()))
    (named, column), rest = parts[-1], parts[:-1]
    if not rest or named or not column:
        raise PinSyntaxError("no / and column at its end")
    key = tuple(part for name, part in rest if not name and part)
    return FactName(_plain(table["text"]), key, tuple((name, part) for name, part in rest if name), column)


def read_key(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The texts that choose a row, and those that name their columns too. Raises PinSyntaxError."""
    parts = list(_parts(text, 0))
    return tuple(part for name, part in parts if not name and part), tuple(one for one in parts if one[0])


def pin_words(fact: Fact) -> str:
    """How a pin names a fact, "" for one that is no single cell.

    The texts are those of all key columns of the row, so that they choose it in the years to come.
    """
    if fact.derivation or not fact.column:
        return ""
    return f"fact={_written(fact.table)}#{'/'.join(_written(text) for _, text in fact.key)}/{_written(fact.column)}"


def pin_comment(fact: Fact) -> str:
    """The comment that pins the figure before it to a fact, "" for one that is no single cell."""
    words = pin_words(fact)
    return f"<!-- factcheck: {words} -->" if words else ""


def pin_row(draft: str, figure: str, fact: Fact) -> str:
    """The row of `factcheck.pins.csv` that pins a figure of a draft, "" for a fact that is no single cell."""
    if not pin_words(fact):
        return ""
    line = StringIO()
    key = "/".join(_written(text) for _, text in fact.key)
    csv.writer(line, lineterminator="").writerow((draft, figure, "", "", fact.table, key, fact.column, ""))
    return line.getvalue()


def candidates(judgement: Judgement) -> Iterator[tuple[Fact, str]]:
    """The facts that a figure may be about, best first, each with the words of its pin; calculations are left out."""
    facts = dict.fromkeys(link.fact for link in (*judgement.links, *judgement.considered))
    return ((fact, words) for fact in facts if (words := pin_words(fact)))


def _parts(text: str, start: int) -> Iterator[tuple[str, str]]:
    while True:
        found = _PART.match(text, start)
        if found is None:
            told = text[start:].partition("/")[0].strip()
            raise PinSyntaxError(f'"{told}" cannot be read; a text with / # = or " stands in quotation marks')
        yield _plain(found["column"] or ""), _plain(found["text"])
        if not found["end"]:
            return
        start = found.end()


def _plain(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        text = text[1:-1].replace('""', '"')
    return _ENCODED.sub(lambda found: chr(int(found.group()[1:], 16)), text) if "%" in text else text


def _written(text: str) -> str:
    text = " ".join(_ENCODED.sub(lambda found: "%25" + found.group()[1:], text).split()).replace("--", "-%2D")
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
