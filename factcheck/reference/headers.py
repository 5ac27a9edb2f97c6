"""What a column's header says: the measure, and what its brackets and ends tell of unit, scale and period."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from fractions import Fraction

from factcheck import units
from factcheck.frozen import record
from factcheck.model import Period, Unit
from factcheck.reference.counted import is_counted
from factcheck.reference.periods import ImpossibleDateError, find_period, parse_period
from factcheck.reference.words import normal, plain, word_set

LONGEST = 400
_LAST_BRACKET = re.compile(r"\s*[(\[]\s*(?P<inside>[^()\[\]]*?)\s*[)\]]\s*$")
_MARK = re.compile(
    r"\s*(?:[(\[]\s*(?:note\s*)?(?:\d{1,2}|(?P<letter>[a-z]))(?:\s*,\s*(?:\d{1,2}|[a-z]))*\s*[)\]]|[*†‡§¹]+)$"
)
_EXCEPTION = re.compile(r"(?<=\w),?\s+(?:except|other than|excluding|unless)\b.*$", re.IGNORECASE)
_RATE = re.compile(r"\s(?:per|an?|each|every)\s", re.IGNORECASE)
_BASE = re.compile(r"[\s,;:(]*\b(?:index,?\s*)?(?:\w{3,9}\.?\s)?(?:19|20)\d\d(?:[-/ ]?\w{1,4})?\s*=\s*100\b\s*\)?$")
_LOOSE_ENDS = re.compile(
    r"^[\s,;:|–—-]+|[\s,;:|–—-]+$|\s+\b(?:in|for|at|of|as of|as at|during|(?<!per )(?<! a )year|fy)$", re.IGNORECASE
)


@record
class Header:
    """A header in its parts; `measure` may be "" where only a period or a unit was written."""

    text: str
    measure: str
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    period: Period | None = None
    has_unit: bool = False


def parse_header(text: str, with_period: bool = True) -> Header:
    """The parts of a header; `with_period` off leaves years in the name, where a column holds the periods.

    >>> parse_header("Staff 2024").measure
    'Staff'
    """
    text = text.strip()[:LONGEST]
    told = _share_of_one().search(without_marks(text))
    if told is not None:
        found = parse_header(text[: told.start()], with_period)
        return replace(found, text=text, unit=_percent(), scale=Fraction(100), has_unit=True)
    rest, bracket, period = _read_bracket(without_marks(text), with_period)
    if with_period and bracket is None and period is None and (whole := _whole_period(rest)) is not None:
        rest, period = "", whole  # "2024F" too, which is no year within other words
    if bracket is None and period is None:
        rest, bracket = _index_base(rest)
    if with_period and period is None:
        rest, period = _take_period(rest)
        if period is not None and bracket is None:
            rest, bracket, _ = _read_bracket(rest, False)
    if bracket is None:
        rest, bracket = _unit_at_end(rest, period is not None)
    unit, scale = bracket if bracket is not None else (None, Fraction(1))
    return Header(text, plain(_trimmed(rest)), unit, scale, period, bracket is not None)


@functools.cache
def _share_of_one() -> re.Pattern[str]:
    """The end of a header that says, in brackets or not, that its shares are written as parts of 1."""
    phrases = "|".join(sorted(map(re.escape, word_set("shares_of_one")), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\w)\]%])[\s,;:|([–—-]{{1,4}})(?:{phrases})\s?[)\]]?$", re.IGNORECASE)


def without_marks(text: str) -> str:
    """A header without the marks of its footnotes: "(1)", "[note 2]", "(a)", "*"; a unit in brackets stays.

    >>> without_marks("Revenue (2)(3)"), without_marks("Length (m)"), without_marks("Revenue (revised)")
    ('Revenue', 'Length (m)', 'Revenue (revised)')
    """
    previous = None
    while previous != text:
        previous = text
        match = _MARK.search(text)
        if match is not None and match.start() and unit_phrase(match["letter"] or "") is None:
            text = text[: match.start()].rstrip()
    return text


def _index_base(text: str) -> tuple[str, tuple[Unit | None, Fraction] | None]:
    """The base of an index is no period: "CPI, 2015 = 100"."""
    match = _BASE.search(text)
    if match is None or not match.start():
        return text, None
    return text[: match.start()], unit_phrase("2015=100")


def _trimmed(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, _LOOSE_ENDS.sub("", text).strip()
    return text


def _read_bracket(text: str, with_period: bool) -> tuple[str, tuple[Unit | None, Fraction] | None, Period | None]:
    """The text without a last bracket that holds a unit or a period; any other bracket belongs to the name."""
    match = _LAST_BRACKET.search(text)
    if match is None:
        return text, None, None
    inside = match["inside"]
    phrase = (None, Fraction(1)) if normal(inside) in word_set("not_units") else unit_phrase(inside)
    if phrase is not None:
        return text[: match.start()], phrase, None
    period = _whole_period(re.sub(r"^(?:in|as of|as at|at|for)\s+", "", inside, flags=re.IGNORECASE))
    if with_period and period is not None:
        return text[: match.start()], None, period
    return text, None, None


def _whole_period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ImpossibleDateError:
        return None


def _take_period(text: str) -> tuple[str, Period | None]:
    found = find_period(text)
    if found is None:
        return text, None
    period, start, end = found
    return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip(), period


def _unit_at_end(text: str, after_period: bool) -> tuple[str, tuple[Unit | None, Fraction] | None]:
    """A unit that stands bare: "€m" beside a year, after a comma, or as a last word that is safely a unit."""
    trimmed = _trimmed(text)
    if after_period and trimmed and not re.match(r"(?:%|per ?cent)\s", trimmed, re.IGNORECASE):
        phrase = unit_phrase(trimmed)
        counted = phrase is not None and phrase[0] is not None and phrase[0].dimension.partition("/")[0] == "count"
        if phrase is not None and not (counted and _RATE.search(trimmed)):
            return trimmed if counted else "", phrase
    for separator in (",", "|", ":"):
        before, found, last = trimmed.rpartition(separator)
        phrase = unit_phrase(last) if found and last.strip() else None
        if phrase is not None:
            return before, phrase
    return _rate(trimmed) or _unit_in_last_word(trimmed)


def _rate(text: str) -> tuple[str, tuple[Unit | None, Fraction] | None] | None:
    """A rate of things that are counted: "Vehicles a day", "Deaths per 100,000"; of others ("Salary per year") none."""
    noun = _RATE.split(text, maxsplit=1)[0]
    if noun == text or not is_counted(noun):
        return None
    phrase = unit_phrase(text)
    return (text, phrase) if phrase is not None and phrase[0] is not None else None


def _unit_in_last_word(text: str) -> tuple[str, tuple[Unit | None, Fraction] | None]:
    words = plain(text).split()
    safe = word_set("header_units")
    if not words or words[-1].lower() not in safe:
        return _unit_in_first_word(text)
    phrase = unit_phrase(words[-1]) or unit_phrase(words[-1].lower()) or unit_phrase(words[-1].upper())
    if phrase is None:
        return text, None
    keeps_name = len(words) == 1 or (phrase[0] is not None and phrase[0].dimension == "percent")
    return text if keeps_name else " ".join(words[:-1]), phrase


def _unit_in_first_word(text: str) -> tuple[str, tuple[Unit | None, Fraction] | None]:
    """The share stays in the name and gives the unit: "% of Total", "Percent of households"."""
    words = plain(text).lower().split()
    if words and words[0] in ("%", "percent", "percentage"):
        phrase = unit_phrase("%")
        return text, phrase
    return text, None


@functools.lru_cache(maxsize=8192)
def unit_phrase(text: str) -> tuple[Unit | None, Fraction] | None:
    """What a phrase says of unit and scale: "in £000", "US$ bn", "thousands", "km"; None when it is something else."""
    text = re.sub(r"^(?:all\s+)?(?:amounts\s+)?(?:in|as)\s+", "", text.strip(), flags=re.IGNORECASE).rstrip(".")
    text = re.sub(r"(?<=[^\W\d_])[’'](?=[^\W\d_]{2})", " ", text)  # RMB'Million
    text = _EXCEPTION.sub("", text)
    if not text or len(text) > 60 or text.isdecimal() or normal(text) in word_set("not_units"):
        return None
    return units.parse_unit_phrase(text) or _without_adjectives(text)


def label_unit(text: str) -> tuple[str, tuple[Unit | None, Fraction] | None]:
    """A row's label and what the brackets at its end say of its unit: "Return on equity (%)"."""
    found = re.search(r"\s*\(([^()]{1,40})\)$", text.strip())
    phrase = unit_phrase(found[1]) if found is not None else None
    return (text.strip()[: found.start()], phrase) if found is not None and phrase is not None else (text.strip(), None)


def _without_adjectives(text: str) -> tuple[Unit | None, Fraction] | None:
    """A price base is no part of the unit: "billions of current dollars", "constant 2015 US$"."""
    kept = [word for word in text.split() if normal(word) not in word_set("adjectives") and not _is_year(word)]
    shorter = " ".join(kept)
    return units.parse_unit_phrase(shorter) if kept and shorter != text else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()


def described_unit(description: str) -> tuple[Unit | None, Fraction] | None:
    """The unit that a field's description states in words: after "in", in brackets, or as the whole of it.

    "trips, in thousands" gives a scale of 1000; "as a fraction of 1" percent with a scale of 100.
    """
    text = " ".join(description.split())[:LONGEST]
    if not text:
        return None
    if any(phrase in text.lower() for phrase in word_set("shares_of_one")):
        return _percent(), Fraction(100)
    for candidate in _unit_candidates(text):
        phrase = unit_phrase(candidate)
        if phrase is not None:
            return phrase[0] or _counted_in(text), phrase[1]
    return _percent_in(text)


def _counted_in(text: str) -> Unit | None:
    """What is counted where only the scale is said: "number of people, in millions"."""
    match = re.search(r"\bnumber of ([^\W\d_]+)", text, re.IGNORECASE)
    noun = match[1].lower() if match is not None else ""
    return Unit(noun, "count") if noun in word_set("counted_nouns") else None


def _percent() -> Unit:
    return units.unit_named("percent") or Unit("percent", "percent", symbol="%")


def _percent_in(text: str) -> tuple[Unit | None, Fraction] | None:
    words = text.lower().replace(",", " ").split()
    if len(words) <= 16 and ("percent" in words or "%" in words or "percentage" in words):
        return _percent(), Fraction(1)
    return None


def _unit_candidates(text: str) -> list[str]:
    """Pieces of a description that may be a unit, likeliest first, longest first."""
    found = [text.rstrip(".")] if len(text.split()) <= 4 else []
    found += re.findall(r"[(\[]([^()\[\]]{1,40})[)\]]", text)
    for match in re.finditer(r"\bin\s+", text):
        words = re.split(r"[.,;()]", text[match.end() :], maxsplit=1)[0].split()
        if words and words[0].lower() in word_set("determiners"):
            continue  # "passengers in the year" says when, not in what
        found += [" ".join(words[:count]) for count in range(min(6, len(words)), 0, -1)]
    return found
