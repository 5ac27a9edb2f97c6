"""Years named by two, "2010-11", that may be months too: the whole column or row of headers tells which are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from factcheck.model import Grain, Period, Severity
from factcheck.patterns import lazy
from factcheck.reference.frequencies import Frequency
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.reading import Doubt
from factcheck.reference.tables import Role, Table
from factcheck.reference.words import normal, word_set

YEARS = "/"
MONTHS = "-"
UNTOLD = ""
_SHAPE = lazy(r"(?P<first>[12]\d{3})[-/](?P<second>\d{1,2})")
_PARTS = frozenset({Grain.MONTH, Grain.QUARTER, Grain.WEEK, Grain.DAY})


def separator_among(texts: Iterable[str]) -> str:
    """What these texts make of one that is a month or two years: YEARS, MONTHS, or UNTOLD where it stands alone.

    >>> separator_among(["2009-10", "2010-11", "2012-13"]), separator_among(["2010-11", "2010-12"])
    ('/', '-')
    >>> separator_among(["2010-11"])
    ''
    """
    pairs: set[str] = set()
    others: list[str] = []
    for text in texts:
        pair = _numbers(text)
        if pair is None:
            others.append(text)
        elif _follow(*pair):
            pairs.add(text)
        else:
            return MONTHS
    if not any(map(_may_be_either, pairs)):
        return UNTOLD
    if any(map(_is_part_of_year, others)):
        return MONTHS
    return YEARS if len(pairs) > 1 else UNTOLD


def separator_of(table: Table, column: int) -> str:
    """What a column of periods makes of such texts, by its description, its header or its other texts."""
    field = table.fields[column]
    if field.type == "yearmonth" or normal(field.name) in word_set("headers", "month"):
        return MONTHS
    return _declared(table.frequency) or separator_among(table.values(column))


def _declared(frequency: Frequency | None) -> str:
    if frequency is None:
        return UNTOLD
    return YEARS if frequency.grain is Grain.FISCAL_YEAR else MONTHS if frequency.grain in _PARTS else UNTOLD


def read_period(text: str, separator: str, day_first: bool = True) -> Period | None:
    """The period of a cell, where its column tells what it means. Raises ImpossibleDateError.

    >>> read_period("2010-11", YEARS).label, read_period("2010/11", MONTHS).label
    ('2010/11', '2010-11')
    """
    if not separator or not _may_be_either(text):
        return parse_period(text, day_first)
    found = parse_period(text.replace("-", separator).replace("/", separator))
    return replace(found, text=text) if found is not None else None


def settled(periods: Sequence[Period | None], frequency: Frequency | None = None) -> tuple[Period | None, ...]:
    """The periods of a row of headers, each as a description or all of them tell."""
    separator = _declared(frequency) or separator_among(period.text for period in periods if period is not None)
    return tuple(
        read_period(period.text, separator) if period is not None and _may_be_either(period.text) else period
        for period in periods
    )


def split_year_doubts(table: Table) -> Iterator[Doubt]:
    """What such texts are taken for, where the other texts alone tell, or nothing does."""
    for column in table.of_role(Role.PERIOD):
        text, message = _taken_for(table.values(column), separator_of(table, column), table)
        if text:
            line = next(line for row, line in zip(table.rows, table.lines, strict=True) if row[column].strip() == text)
            yield Doubt(f'column "{table.fields[column].name}": {message}', line, column + 1, Severity.NOTE)
    headed = {
        field.period.text: at
        for at, field in enumerate(table.fields)
        if field.period is not None and "period" not in field.declared
    }
    text, message = _taken_for(tuple(headed), separator_among(headed), table)
    if text:
        yield Doubt(f"in the headers, {message}", 1, headed[text] + 1, Severity.NOTE)


def _taken_for(texts: Sequence[str], separator: str, table: Table) -> tuple[str, str]:
    """The first text that may be either, and what it is taken for; two empty texts where that is sure."""
    text = next((text for text in texts if "-" in text and _may_be_either(text)), "")
    if not text or separator == MONTHS or _declared(table.frequency):
        return "", ""
    if separator == UNTOLD:
        return text, f'"{text}" is taken for a month; write 2010/11 where two years are meant, "Nov 2010" to be sure'
    year = text.replace("-", "/")
    why = f"as all of them name two years in a row; write {year} to be sure"
    return text, f'"{text}" is taken for the year {year} and no month, {why}'


def _numbers(text: str) -> tuple[int, int] | None:
    match = _SHAPE.fullmatch(text)
    return (int(match["first"]), int(match["second"])) if match is not None else None


def _follow(first: int, second: int) -> bool:
    return second == (first + 1) % 100


def _may_be_either(text: str) -> bool:
    """Whether a text is a month as well as two years: "2000-01" to "2011-12"."""
    pair = _numbers(text)
    return pair is not None and _follow(*pair) and 1 <= pair[1] <= 12


def _is_part_of_year(text: str) -> bool:
    try:
        period = parse_period(text)
    except ImpossibleDateError:
        return False
    return period is not None and period.grain in _PARTS
