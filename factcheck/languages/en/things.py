"""Rules of numbers that name a thing by what stands around them: "the Peugeot 208", "CA 90210", "a 401(k)"."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.amounts import is_measured
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.nouns import counts, is_plural
from factcheck.model import Mention
from factcheck.patterns import lazy

PLAN = lazy(r"\d{3}(?:\([a-z0-9]{1,3}\)){1,3}")
DOI = lazy(r"10\.\d{4,9}/[^\s\"<>\])]{0,60}[^\s\"<>\]).,;:]")
DOCKET = lazy(r"\d:\d\d-[a-z]{2}-\d{3,6}")
SHAPE = lazy(r"\d{1,2}(?:-\d{1,2}){2,3}(?![\d%]|[-.,]\d|\s?(?:%|per\s?cent))")
ZIP_CODE = lazy(r"\d{5}(?:-\d{4})?(?![\d%]|[.,]\d)")
FOCAL_LENGTH = lazy(r"\d{1,4}(?:-\d{1,4})?\s?mm(?=\sf/\d)")
APERTURE = lazy(r"\d{1,2}(?:\.\d)?(?:-\d{1,2}(?:\.\d)?)?(?![\d%])")
EUROPEAN_ACT = lazy(r"\d{1,4}/\d{1,4}(?:/[A-Z]{2,8})?(?![\d%]|[.,]\d)")
NAMED_VERSION = lazy(r"\d{1,2}\.0(?![\d%]|[.,]\d)")
LEADING_NOUGHT = lazy(r"0\d{1,10}(?![\d%]|[.,:/·-]\d)")
NUMBER_NAME = re.compile(r"\d{1,4}(?![\d%])")
VERSE = lazy(r"\d{1,3}:\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\d%]|[.,:]\d|\s?[ap]\.?m)")
REPORTED = lazy(
    r"\d{1,4}(?=\s(?:U\.\s?S\.\s?C\.|USC|C\.?F\.?R\b|U\.S\.\s\d|F\.(?:2d|3d|4th)|F\.\s?Supp\.|S\.\s?Ct\.|Fed\.\sReg\.))"
)
SCALE = lazy(r"\d{1,3}\s?(?:to|-|–)\s?\d{1,4}(?![\d%]|[.,]\d)")
MODELS = lazy(r"(?:7\d7|\d\d[1-9])s\b")
CAR_SERIES = lazy(r"\d(?=\sSeries\b(?!\s(?:titles|wins|games|rings)\b))")
_MODELS_OF = lazy(
    r"\b(?:more|fewer|the|these|those|its|their|his|her|our|new|old|used|many|several)\s\Z", re.IGNORECASE
)
_SERIES_OF = lazy(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Nn]ew|[Oo]ld|[A-Z][\w-]+)\s\Z")
_AND_A_NAME = lazy(r"\s?(?:,|,?\s(?:and|or)|/)\s(?:the\s)?[A-Z][A-Za-z]+\s\Z")
_STATE = lazy(r",\s[A-Z]{2}\s\Z")
_ACT = lazy(r"(?:\((?:EU|EC|EEC|Euratom)\)|\b(?:[Dd]irective|[Rr]egulation|[Dd]ecision)(?:\s[Nn]os?\.?)?)\s\Z")
_NAMED = lazy(
    r"(?:(?P<place>[A-Za-z]+)\s)?(?P<article>[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur|[Nn]ew|[Oo]ld)\s"
    r"(?P<names>(?:[A-Z][\w&'’-]*\s){1,3})\Z"
)
_SINGLE = lazy(r"\s(?:is|was|has|had)\s(?:an?|the|one)\b")
_OPEN = lazy(r"\s?(?:[-–/%+×x]|and\b|or\b|to\b|per\s?cent|out\sof|in\s\d|[-–]\s?\d)|[,.]\d|\w")
# Verbs of a law, a standard or a flight, which a count of a team or a country seldom goes on with.
_NAME_GOES_ON = lazy(
    r"\s(?:is|was|applies|applied|passed|took|takes|requires|required|defines|sets|allows|allowed|covers|bans|became"
    r"|becomes|crashed|vanished|landed|and\s[A-Z]{2,5}\s\d)\b"
)
_NEXT_NAME = 32
_SENTENCE_END = lazy(r"(?:\A|[.!?:;•\n]\s*)\Z")


def _measures(site: Site, start: int, end: int) -> bool:
    """Whether a unit or a plural noun follows: then the number says how much or how many."""
    return counts(site, end) or is_measured(site, start, end)


def named_thing(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the Peugeot 208", "her Galaxy 7": a number behind a name that an article leads, with nothing to count."""
    end = match.end()
    if site.last_word in ("the", "of"):
        return _chip(site, end)
    opening = site.before.rfind(" ", 0, -1) + 1
    if not site.before[opening : opening + 1].isupper():
        return None
    if _is_next_name(site):
        return None if _measures(site, site.start, end) else site.no_figure("named thing", site.start, end)
    if site.before[opening:-1].isupper():  # "the SPD won 26 seats and the CDU 24"
        return site.no_figure("number of a series", site.start, end) if _after_acronym(site, opening, end) else None
    before = _NAMED.search(site.before)
    if " ".join(site.before.lower().split()[-2:]) in lexicon().label_data["names_before_a_number"]:
        return None if _measures(site, site.start, end) else site.no_figure("named thing", site.start, end)
    if before is None or (before["place"] or "").lower() in lexicon().label_data["before_a_place"]:
        return None
    last = before["names"].split()[-1]
    if is_plural(last) or last.lower() in lexicon().months or last.lower() in lexicon().calendar["weekdays"]:
        return None
    if _OPEN.match(site.text, end, site.end) or _measures(site, site.start, end):
        return None
    return site.no_figure("named thing", site.start, end)


def _is_next_name(site: Site) -> bool:
    """Whether a name with a number stands before: the 8 of "the iPhone 15 and Pixel 8"."""
    previous = site.previous
    return (
        previous is not None
        and previous.reason in ("identifier", "version")
        and previous.rule not in ("score", "address")
        and site.start - previous.end < _NEXT_NAME
        and _AND_A_NAME.fullmatch(site.text, previous.end, site.start) is not None
    )


def models(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "more 737s", "the 911s": the plural of a name, where "it took 120s" tells seconds."""
    return site.no_figure("models", site.start, match.end()) if _MODELS_OF.search(site.before[-16:]) else None


def car_series(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the 4 Series", "the BMW 3 Series"."""
    return site.no_figure("series of a name", site.start, match.end()) if _SERIES_OF.search(site.before[-24:]) else None


def _after_acronym(site: Site, opening: int, end: int) -> bool:
    """Reads "IFRS 16 applies", "under HB 1557": letters of a series, no place, no money, and nothing to count."""
    word = site.before[opening:-1]
    lead = site.before[:opening].rsplit(None, 1)
    if not (3 <= len(word) <= 5 or (len(word) == 2 and end - site.start >= 3)) or not word.isalpha() or not lead:
        return False
    if lead[-1].lower() in lexicon().label_data["before_a_place"] or lead[-1][-1] in ",;:":
        return False
    named = lead[-1].lower() in lexicon().label_data["before_a_standard"] and site.text[end : end + 1] in tuple(".),;")
    return (named or _NAME_GOES_ON.match(site.text, end, site.end) is not None) and not _measures(site, site.start, end)


def _chip(site: Site, end: int) -> Mention | None:
    """Reads "the 486 is a chip": one thing, whose name is a number."""
    if end - site.start < 3 or _SINGLE.match(site.text, end, site.end) is None:
        return None
    return site.no_figure("named thing", site.start, end)


@cache
def before_its_kind() -> re.Pattern[str]:
    """A number in front of what it names, in the singular: "the 7042 chip", "in the 31755 ZIP code"."""
    kinds = alternation(lexicon().label_data["kinds_named_by_number"])
    return re.compile(rf"\d{{2,5}}(?=\s(?:{kinds})\b)", re.IGNORECASE)


def kind_named(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the 7042 chip"."""
    return site.no_figure("number of a kind", site.start, match.end())


def leading_zero(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "agent 007": no count begins with a nought."""
    return None if site.before[-1:] in tuple("$£€¥") else site.no_figure("leading nought", site.start, match.end())


def zip_code(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Tulsa, OK 74103"."""
    return site.no_figure("postal code", site.start, match.end()) if _STATE.search(site.before[-5:]) else None


def plan(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "a 401(k)", "501(c)(3)": a paragraph that names what it allows."""
    if not match.group()[4].isalpha() or site.before[-1:] in tuple("$£€¥"):
        return None
    return site.no_figure("paragraph", site.start, match.end(), "legal reference")


def doi(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "10.1038/nature12373"."""
    return site.no_figure("doi", site.start, match.end())


def docket(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "2:21-cv-00345"."""
    return site.no_figure("docket", site.start, match.end())


def shape(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "a 4-4-2", "a 10-3-2 record": three numbers and more that hyphens join are no quantity."""
    return None if site.before[-1:] in tuple("$£€¥") else site.no_figure("joined numbers", site.start, match.end())


def focal_length(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the "75-300mm" of a lens's name."""
    return site.no_figure("lens", site.start, match.end())


def aperture(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the "4-5.6" of "f/4-5.6"."""
    return site.no_figure("lens", site.start, match.end()) if site.before[-2:] == "f/" else None


def european_act(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Regulation (EU) 2016/679", "Directive 95/46/EC"."""
    if not match.group()[-1].isalpha() and _ACT.search(site.before[-24:]) is None:
        return None
    return site.no_figure("European act", site.start, match.end(), "legal reference")


def named_version(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Web 2.0", "CC BY 4.0": a capital before it, a nought behind the point, and nothing to measure."""
    end = match.end()
    if site.text[end : end + 1] in tuple(",;%)]"):
        return None
    words = site.before.rsplit(None, 2)
    if not words or not words[-1][0].isupper() or not words[-1][-1].isalnum():
        return None
    opens = _SENTENCE_END.search(site.before[: len(site.before) - len(words[-1]) - 1])
    lower = words[-1].lower()
    common = not words[-1].isupper() and (lower in lexicon().before_a_year or lower in lexicon().nouns["stop"])
    if common or (opens is not None and lower not in lexicon().labels) or _measures(site, site.start, end):
        return None
    return site.no_figure("named version", site.start, end, "version")


def verse(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Psalm 23:4", "Luke 15:11-32"."""
    return site.no_figure("verse", site.start, match.end(), "section number")


def reported(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the 42 of "42 U.S.C. § 1983"."""
    return site.no_figure("law report", site.start, match.end(), "legal reference")


def rating_scale(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "on a scale of 1 to 10"."""
    return site.no_figure("rating scale", site.start, match.end(), "scale") if site.before[-9:] == "scale of " else None
