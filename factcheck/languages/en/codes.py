"""Rules of digits that name without a label: versions, codes, digits with letters, places, runs too long to mean."""

from __future__ import annotations

import re

from factcheck.grammar import Site
from factcheck.languages.en.amounts import is_measured, unit_of_number
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.money import lone_scale
from factcheck.languages.en.nouns import counted_noun
from factcheck.languages.en.numbers import scale_letters_at
from factcheck.model import Mention
from factcheck.numerals import excessive_end, long_run_end
from factcheck.patterns import lazy
from factcheck.units import currency_before

VERSION = lazy(r"\d{1,6}(?:\.\d{1,6}){2,6}(?:[-+.]?[A-Za-z]+(?:\.?\d+)?|:\d{1,5})?(?![\d.]\d)")
MARKED_VERSION = lazy(r"\d{1,5}(?:\.\d{1,5}){0,4}(?:[a-z]{1,4}\d*)?\b")
ATTACHED = lazy(r"\d[\w.]{0,30}+(?:-\w{1,20}+){0,5}+")
GENERATION = re.compile(
    r"(?:[2-6]G|[1-9]D(?:\sMark\s[IVX]+)?|[48]K|[2-9]0-?somethings?|7-?Up|3M(?=\s(?:company|Co|said|says|shares|stock))|(?:240|360|480|576|720|1080|1440|2160)[pi](?=\s(?:video|resolution|display|screen|footage|HD|monitor|stream|TV))|\d{1,2}x\d{1,2}|802\.(?:11|3|15)[a-z]{0,3}|(?:6|8|10|20|40)-[KQF]|7-Eleven|[23]-(?:pointers?|point(?=\s(?:range|line|arc|land|shots?|shooting)))|[1-9]-(?:irons?|woods?)|7[0-9]7(?:-\d{1,3}[A-Z]{0,2}|(?=\s(?:MAX|Max|jet(?!s)|Dreamliner))))\b(?!\s?(?:bytes|users))"
)
COORDINATE = lazy(
    r"\d{1,3}(?:\.\d{1,9})?\s?°\s?(?:\d{1,2}(?:\.\d{1,6})?\s?[′'’](?:\s?\d{1,2}(?:\.\d{1,6})?\s?[″\"”])?"
    r"(?:\s?(?:[NSEW]\b|north\b|south\b|east\b|west\b))?|(?:[NSEW]\b|north\b|south\b|east\b|west\b))"
)
OIL_GRADE = lazy(r"\d{1,2}W-\d{2}\b")
IDIOM = lazy(r"(?:24/7|9/11|7/7|50[/-]50|20/20)\b")
_LETTER_AND_HYPHEN = 2
_PLANET_LETTERS = frozenset("bcdefgh")
_ARTICLE_BEFORE = lazy(r"\b(?:the|an?|this|that|its|his|her)\s\Z", re.IGNORECASE)
_VOWEL = lazy("[aeiouy]")
GLUED = re.compile(r"(?P<digits>\d{1,6})(?P<letters>[A-Za-z]{1,8})\b")
LONG = lazy(r"\d{8,}(?![\d.,])")
CODE = re.compile(r"\d+(?!e\d{1,3}\b|x10[-^−⁻])(?=[a-z]\d|[A-Z]{1,4}\d)[A-Za-z0-9-]{1,60}+")
_ATTACHED_BEFORE = lazy(r"(?P<part>(?:[A-Za-z&.]*[A-Za-z])-?|\b[A-Z]{1,3}\.|\b[A-Z]\+\+|\b[A-Z]{3,6}/)\Z")
_VERSION_BEFORE = lazy(r"(?:==|>=|<=|~=|\bv\.?\s?|\bversions?\s|\brelease\s)\Z", re.IGNORECASE)


def long_run(site: Site, _match: re.Match[str]) -> Mention | None:
    """A run of digits that nobody means as a number."""
    end = long_run_end(site.text, site.start)
    return None if end is None else site.no_figure("long run of digits", site.start, min(end, site.end))


def too_large(site: Site, _match: re.Match[str]) -> Mention | None:
    """A power that nobody can mean as a figure: "5e400"."""
    end = excessive_end(site.text, site.start, site.end)
    return None if end is None else site.no_figure("number too large", site.start, end)


def version(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "2.3.0", "1.0.0-beta", "192.168.0.1"."""
    start = site.start - (site.before[-1:] in ("v", "V") and not site.before[-2:-1].isalnum())
    return site.no_figure("version", start, match.end(), "version")


def marked_version(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "==2.3", "v2", "version 4.1"."""
    mark = _VERSION_BEFORE.search(site.before[-12:])
    if mark is None:
        return None
    start = site.start - (len(mark.group()) if mark.group().lower() in ("v", "v.") else 0)
    return site.no_figure("version", start, match.end(), "version")


def attached(site: Site, match: re.Match[str]) -> Mention | None:
    """Digits that letters run into: "T-72", "G7", "F-16", "COVID-19", "SF90"; not "USD115", "mid-2020"."""
    last = site.before[-1:]
    before = _ATTACHED_BEFORE.search(site.before[-24:]) if last.isalpha() or last in tuple("-.+/") else None
    if before is None:
        return None
    part = before["part"]
    if part.lower() in ("under-", "over-", "u", "u-") and re.fullmatch(r"\d\ds?", match.group()):
        return site.no_figure("age class", site.start - len(part), match.end(), "age")
    if (
        part.endswith("-")
        and not re.search(r"[A-Z]", part[:-1])
        and part[:-1] not in lexicon().label_data["joined_names"]
        and (len(part) < 3 or _VOWEL.search(part))
        and not (len(part) == _LETTER_AND_HYPHEN and _ARTICLE_BEFORE.search(site.before[-8 - len(part) : -len(part)]))
    ):
        return None
    if part.rstrip("-").lower() in ("minus", "plus") or (
        not part.endswith("-") and currency_before(site.text, site.start) is not None
    ):
        return None
    named = part[:-1].isupper() or part[:-1].lower() in lexicon().labels or _is_planet(part, match.group())
    if part.endswith("-") and len(part) > 6 and not named:
        return None
    if part in ("c", "ca"):
        return None
    start = site.start - len(part)
    return site.no_figure("attached number", start, match.end() - (match.group().endswith(".")))


def _is_planet(part: str, digits: str) -> bool:
    """Whether a name in capitals goes on with digits and one small letter: "Kepler-186f"."""
    return part[0].isupper() and digits[:-1].isdecimal() and digits[-1] in _PLANET_LETTERS


def generation(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "5G", "3D", "4K"."""
    return site.no_figure("generation", site.start, match.end())


def code(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "31806k457", "9AB8": letters and digits run together."""
    digits = re.match(r"\d+", match.group())
    end = match.start() + (digits.end() if digits else 0)
    unit = unit_of_number(site, match.start(), end)
    if unit is not None and unit[1].end >= match.end():
        return None
    return site.no_figure("code", site.start, match.end())


def idiom(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "24/7", "9/11"."""
    return site.no_figure("idiom", site.start, match.end(), "idiom")


def coordinate(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "51°30′26″N", "151.2° E", "45° 30′ north": where a place is."""
    return site.no_figure("coordinate", site.start, match.end())


def oil_grade(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "10W-40": no watts."""
    return site.no_figure("oil grade", site.start, match.end())


def glued(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "3Pt", "4x4": digits that run into letters which are no unit and no scale."""
    end = match.end("digits")
    if match["letters"].lower() in ("st", "nd", "rd", "th", "s", "x", "yo") or is_measured(site, match.start(), end):
        return None
    if scale_letters_at(site.text, end, site.end) or lone_scale(site.text, site.block, site.start, end, site.end):
        return None
    return site.no_figure("digits and letters", site.start, match.end())


def _stands_alone(site: Site, end: int) -> bool:
    """Whether a block holds this number and nothing else."""
    return site.start - site.block < 3 and site.end - end < 3 and not site.text[site.block : site.start].strip()


def long_identifier(site: Site, match: re.Match[str]) -> Mention | None:
    """Nine digits and more without grouping: an account, a code."""
    if (
        (site.before[-1:] and site.before[-1] in "$£€¥-−")
        or len(match.group()) < 11
        or _stands_alone(site, match.end())
        or counted_noun(site, match.end()) is not None
        or is_measured(site, match.start(), match.end())
    ):
        return None
    return site.no_figure("long number", site.start, match.end())
