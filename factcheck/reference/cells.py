"""The number in a cell, exactly: "1,204", "(123)", "$577.583 billion (2024 est.)", "603,550 sq km"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from fractions import Fraction

from factcheck import units
from factcheck.frozen import record
from factcheck.model import Interval, Period, Unit
from factcheck.patterns import lazy
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.words import month_numbers, table_words, word_set

_ONE = Fraction(1)
LONGEST = 120  # a longer cell is prose
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF05: "%"}
_TYPED = str.maketrans(_SPACES | _FULL_WIDTH)
_PLAIN = re.compile(r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?")
_PLAIN_LINES = re.compile(r"(?:-?[0-9]{1,60}(?:\.[0-9]{1,60})?\n)*+")
_NUMBER = lazy(
    r"(?P<sign>[-−–+]\s?)?"
    r"(?P<digits>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<exponent>[eE][-+]?\d{1,3})?"
)
_COMMA_NUMBER = lazy(
    r"(?P<sign>[-−–+]\s?)?"
    r"(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ '’]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<exponent>)"
)
_BRACKETS = lazy(r"\(\s*([^()]*?)\s*\)?\s*\)")
_FOOTNOTE = lazy(r"\s*(?:\[\w{1,3}\]|\*+|[†‡§¹²³]+)$")
_TAIL = lazy(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]$")
_UNCERTAINTY = lazy(r"\s*(?:±|\+/-)\s*[\d.,]+")
_WORDY_UNIT = lazy(r"[^\W\d_][\w.²³°/ ’'-]{0,39}")


@record
class CellNumber:
    """A number as a cell prints it: unscaled by any column; `quantum` is what its last printed digit stands for.

    `scale` is that of the cell's own word, which `value` and `quantum` already have: a million in "1.2m".
    """

    value: Fraction
    quantum: Fraction
    decimals: bool
    unit: Unit | None = None
    unit_text: str = ""
    period: Period | None = None
    note: str = ""
    scale: Fraction = _ONE

    def factor(self, unit: Unit | None, scale: Fraction) -> Fraction:
        """What the number is yet to be multiplied by in a column of this unit and scale.

        A cell that prints a scale, a percent sign or another unit than its column's is read as it is written.
        """
        own = self.unit
        is_percent = own is not None and own.dimension == "percent"
        is_foreign = own is not None and unit is not None and self.unit_in(unit) != unit
        return _ONE if self.scale != 1 or is_percent or is_foreign else scale

    def unit_in(self, unit: Unit | None) -> Unit | None:
        """The number's unit in a column of this unit: its own, where that is no part of the column's.

        "£5" in a column of pounds per kilogram says no more than the column does.
        """
        if self.unit is None or (unit is not None and unit.name.startswith(f"{self.unit.name} per ")):
            return unit
        return self.unit

    @property
    def interval(self) -> Interval:
        """The values that the printed digits allow: printed decimals are rounded, integers are exact."""
        if not self.decimals:
            return Interval.point(self.value)
        half = self.quantum / 2
        low, high = self.value - half, self.value + half
        return Interval(low, high, low_open=self.value < 0, high_open=self.value >= 0)


def parse_cell(text: str, decimal_comma: bool = False) -> CellNumber | None:
    """The number that the whole cell holds, with its own unit and year if it prints them; None for other text.

    >>> parse_cell("(1,204)").value
    Fraction(-1204, 1)
    >>> parse_cell("12 May 1966") is None
    True
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if not decimal_comma and _PLAIN.fullmatch(text):
        return _plain_number(text)
    if not any(map(str.isdecimal, text)):
        return None
    return _parse_dressed(text, decimal_comma)


def _plain_number(digits: str) -> CellNumber:
    whole, _, part = digits.partition(".")
    places = len(part)
    value = Fraction(int(whole + part), 10**places) if places else Fraction(int(whole))
    return CellNumber(value, _step(places), places > 0)


@functools.cache
def _step(places: int) -> Fraction:
    return Fraction(1, 10**places)


def is_plain_number(text: str) -> bool:
    """Whether the text is bare digits with at most a minus and a decimal point."""
    return _PLAIN.fullmatch(text) is not None


def are_plain_numbers(texts: Iterable[str]) -> bool:
    """Whether all texts are bare digits, in one pass over a long column."""
    return _PLAIN_LINES.fullmatch("\n".join(texts) + "\n") is not None


def is_number(text: str, decimal_comma: bool = False) -> bool:
    """Whether the cell is a number with nothing but a currency sign, a percent sign or brackets about it."""
    if not decimal_comma and _PLAIN.fullmatch(text):
        return True
    found = parse_cell(text, decimal_comma)
    return found is not None and (not found.unit_text or not any(c.isalpha() for c in found.unit_text))


def _parse_dressed(text: str, decimal_comma: bool) -> CellNumber | None:
    text = text.translate(_TYPED)
    text = text.removeprefix("'") if text[1:2].isdigit() else text  # a spreadsheet's mark for a number kept as text
    negative, text = _without_brackets(text)
    text, period, note = _without_tail(_FOOTNOTE.sub("", text))
    currency, text = _without_currency(text)
    match = (_COMMA_NUMBER if decimal_comma else _NUMBER).match(text)
    if match is None:
        return None
    value, quantum, decimals = _exact(match, decimal_comma)
    rest = _UNCERTAINTY.sub("", text[match.end() :], count=1).strip()
    spaced = match.end() < len(text) and text[match.end()] == " "
    if rest == "m" and spaced and currency is None:  # "2,061 m" is a height; millions are "1.2m" or "$1.2 m"
        return CellNumber(-value if negative else value, quantum, decimals, units.find_unit("m"), "m", period, note)
    if _is_flag(rest, spaced):
        note, rest = note or rest.strip("()"), ""
    read = _unit_after(rest, spaced)
    if read is None:
        return None
    scale, unit, unit_text = read
    value, quantum = value * scale * (-1 if negative else 1), quantum * scale
    decimals = decimals or scale > 1
    unit_text = unit_text or ("$" if currency else "")
    return CellNumber(value, quantum, decimals, unit or currency, unit_text, period, note, scale)


def _without_brackets(text: str) -> tuple[bool, str]:
    """Accountants write a negative number in brackets, with the currency sign inside or outside."""
    match = re.fullmatch(r"(?P<before>[^\d(]{0,5})\(\s*(?P<inside>[^()]*\d[^()]*?)\s*\)\s*(?P<after>%?)", text)
    if match is None:
        return False, text
    return True, f"{match['before']}{match['inside']}{match['after']}".strip()


def _without_tail(text: str) -> tuple[str, Period | None, str]:
    """The text without its last brackets, and what stood in them: a year, or a note."""
    match = _TAIL.search(text)
    if match is None or match.start() == 0:
        return text, None, ""
    inside = match["inside"].strip()
    try:
        period = parse_period(inside)
    except ImpossibleDateError:
        period = None
    return text[: match.start()].rstrip(), period, "" if period else inside


def _without_currency(text: str) -> tuple[Unit | None, str]:
    match = re.match(r"(?P<sign>[-−–]?)(?P<symbol>[^\d\s.,()+−–-][^\d().,]{0,5}?)\s*(?=[-−–(.\d])", text)
    if match is None:
        return None, text
    unit = units.find_unit(match["symbol"].strip())
    if unit is None or unit.dimension != "currency":
        return None, text
    return unit, match["sign"] + text[match.end() :]


def _exact(match: re.Match[str], decimal_comma: bool) -> tuple[Fraction, Fraction, bool]:
    digits = match["digits"]
    digits = re.sub(r"[. '’]", "", digits).replace(",", ".") if decimal_comma else re.sub(r"[, '’]", "", digits)
    places = len(digits) - digits.find(".") - 1 if "." in digits else 0
    exponent = int(match["exponent"][1:]) if match["exponent"] else 0
    sign = -1 if match["sign"] and match["sign"].strip() in ("-", "−", "–") else 1
    scale = Fraction(10) ** exponent
    return sign * Fraction(digits) * scale, scale / 10**places, places > 0 or bool(match["exponent"])


def _unit_after(rest: str, spaced: bool) -> tuple[Fraction, Unit | None, str] | None:
    """The scale and unit in the words after a number, or None when they are something else."""
    if not rest:
        return Fraction(1), None, ""
    scale, words = _scale_first(rest)
    if not words:
        return scale, None, ""
    if _is_flag(words, spaced):
        return scale, None, ""
    unit = _unit_of(words)
    if unit is None:
        if not spaced or not _WORDY_UNIT.fullmatch(words) or len(words.split()) > 3 or _is_calendar(words):
            return None
        unit = Unit(words.lower(), "count")
    return scale, unit, words


def _is_flag(words: str, spaced: bool) -> bool:
    """Whether the words after a number are a mark of a statistics office: "12 b", "1,234r", and not "12b"."""
    return words in word_set("flags") and (spaced or len(words) > 1 or words in word_set("joined_flags"))


def _scale_first(rest: str) -> tuple[Fraction, str]:
    first, _, after = rest.partition(" ")
    scales = table_words()["word_scales"]
    if first.lower().rstrip(".") in scales and (len(first) > 1 or not after):
        return Fraction(scales[first.lower().rstrip(".")]), after.strip()
    return Fraction(1), rest


def _is_calendar(words: str) -> bool:
    first = words.split(maxsplit=1)[0].lower().rstrip(".,")
    return first in month_numbers() or first in word_set("after_numbers")


@functools.lru_cache(maxsize=4096)
def _unit_of(words: str) -> Unit | None:
    found = units.find_unit(words)
    return found if found is not None or words.lower() in word_set("not_units") else None
