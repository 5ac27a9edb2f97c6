"""Headers of several rows, joined by bars: what each level says of the measure, the unit, the scale and the period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.frozen import record
from factcheck.model import Period, Unit
from factcheck.reference.headers import Header, parse_header, unit_phrase, without_marks
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.words import month_beginnings, normal, plain, table_words, word_set

BAR = " | "
_MOST_JOINED = 3  # levels that make one period: "2019", "First", "Quarter"
_WORDS_OF_STRETCHES = re.compile(r"\b(?:ended|ending|fiscal|financial|as of|as at)\b|[a-z]{3,9}\.? ?\d{1,2}$")


_YEAR_FIRST = re.compile(r"(?:(?:fiscal|financial|calendar) )?(?:year )?(?P<year>\d{4})", re.IGNORECASE)


@record
class _Read:
    """What has been read of the levels so far: those still to read, and the unit, scale and period."""

    levels: tuple[str, ...]
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    period: Period | None = None
    has_unit: bool = False


def common_end(headers: Sequence[str]) -> str:
    """The last level where all names of a header have it: the first section's name, and the name of no column.

    >>> common_end(["Assets:", "2018 | Assets:", "2019 | Assets:", "section"])
    'Assets:'
    """
    joined = [header for header in headers if BAR in header]
    end = headers[0].rpartition(BAR)[2] if headers else ""
    alike = len(joined) > 1 and all(header.rpartition(BAR)[2] == end for header in joined)
    return end if alike and end and unit_phrase(end.strip(" ()[]:")) is None else ""


def parse_levels(text: str, with_period: bool = True, without: str = "") -> Header:
    """The parts of a header that may have several levels; `with_period` as in `parse_header`.

    `without` is a last level that names no column.

    >>> header = parse_levels("Year ended 31 March | 2024 | Revenue | £m")
    >>> header.measure, header.period.label, header.unit.name, str(header.scale)
    ('Revenue', '2023/24', 'GBP', '1000000')
    """
    levels = tuple(level for level in (part.strip() for part in text.split(BAR)) if level)
    if len(levels) > 1 and levels[-1] == without:
        levels = levels[:-1]
    if len(levels) < 2:
        return replace(parse_header(BAR.join(levels), with_period), text=text.strip())
    named = tuple(level for level in levels if normal(level.strip(" ()")) not in word_set("mere_counts"))
    found = _without_units(_Read(named or levels))
    if with_period:
        found = _without_period(found)
    found = replace(found, levels=tuple(level for level in found.levels if not _is_stretch(level)))
    return _named(text, found, with_period)


def _without_units(found: _Read) -> _Read:
    """Levels that are nothing but a unit or a scale give it: "(in millions)", "£", "percent"."""
    rest: list[str] = []
    unit, scale, has_unit = None, Fraction(1), False
    for level in found.levels:
        phrase = _whole_unit(level)
        if phrase is None:
            rest.append(level)
            continue
        unit, scale, has_unit = phrase[0] or unit, max(scale, phrase[1]), True
    return replace(found, levels=tuple(rest), unit=unit, scale=scale, has_unit=has_unit)


def _whole_unit(level: str) -> tuple[Unit | None, Fraction] | None:
    inside = without_marks(level).strip(" ()[]:")
    phrase = unit_phrase(inside)
    if phrase is None or normal(inside) in table_words()["ordinals"] or normal(inside) in word_set("whole_years"):
        return None
    unit, scale = phrase
    if unit is not None and unit.dimension == "percent" and len(inside.split()) > 1:
        return None if re.match(r"%|per ?cent", inside, re.IGNORECASE) else phrase  # "% of households" is a name too
    if unit is not None and unit.dimension.partition("/")[0] == "count":
        return None
    return None if _may_be_name(level, inside, unit, scale) else phrase


def _may_be_name(level: str, inside: str, unit: Unit | None, scale: Fraction) -> bool:
    """Whether a word of money or scale is a name: "Won", "Real" and "Mill", where nothing marks them."""
    alone = inside.isalpha() and not inside.islower() and level.strip() == inside
    doubtful = unit is None or (unit.dimension == "currency" and scale == 1)
    return alone and doubtful and inside.lower() not in word_set("header_units")


def _without_period(found: _Read) -> _Read:
    """The longest run of levels that is one period: "Year ended 31 March", "2024"; or "2019", "First", "Quarter"."""
    levels = [without_marks(level).rstrip(" ,:") for level in found.levels]
    for size in range(min(_MOST_JOINED, len(levels)), 0, -1):
        for start in range(len(levels) - size + 1):
            period = _joined_period(levels[start : start + size])
            if period is not None:
                rest = found.levels[:start] + found.levels[start + size :]
                return replace(found, levels=rest, period=period)
    return found


def _joined_period(levels: Sequence[str]) -> Period | None:
    texts = [" ".join(levels)]
    if len(levels) > 1:
        texts.append(", ".join(levels))
        year = _YEAR_FIRST.fullmatch(levels[0])
        texts += [" ".join([*levels[1:], year["year"]])] if year is not None else []
    for text in texts:
        try:
            period = parse_period(re.sub(r"\bas of and for\b", "for", text, flags=re.IGNORECASE))
        except ImpossibleDateError:
            period = None
        if period is not None:
            return period
    return None


@cache
def _stretch() -> re.Pattern[str]:
    """A stretch of time without its year: "Years ended December 31,", "As of March 31,", "Fiscal"."""
    return re.compile(
        r"(?:(?:as (?:of|at)|for|at|in|and|the|of) )*(?:(?:fiscal|financial|calendar) ?)?"
        r"(?:(?:three|six|nine|twelve|\d+) )?(?:years?|quarters?|months?|weeks?|periods?)?(?: (?:ended|ending|to))?"
        rf"(?: ?(?:\d{{1,2}} )?(?:{month_beginnings()})[a-z]*\.?(?: ?\d{{1,2}})?)?"
    )


def _is_stretch(level: str) -> bool:
    """Whether a level says a part of a date and names no measure."""
    text = normal(level).strip(" ,:.")
    return _stretch().fullmatch(text.replace(",", "")) is not None and _WORDS_OF_STRETCHES.search(text) is not None


def _named(text: str, found: _Read, with_period: bool) -> Header:
    """The name of what is left, where each level may still end with a unit or hold a year."""
    unit, scale, period, has_unit = found.unit, found.scale, found.period, found.has_unit
    names = []
    for level in found.levels:
        read = parse_header(level, with_period and period is None)
        period = period or read.period
        if read.has_unit:
            unit, scale, has_unit = read.unit or unit, max(scale, read.scale), True
        names.append(read.measure or ("" if read.period or read.has_unit else plain(level)))
    if unit is not None and unit.dimension in ("percent", "percentage_points"):
        scale = Fraction(1)
    kept = list(dict.fromkeys(name for name in names if name))
    return Header(text, ", ".join(kept), unit, scale, period, has_unit)
