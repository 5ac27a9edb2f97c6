"""Rules of times of day: "9:30", "5 p.m.", "from 9 to 11am", "1700 GMT", "half past 3", "12 noon", "16h30"."""

from __future__ import annotations

import re

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import counted_noun
from factcheck.model import Kind, Mention
from factcheck.patterns import lazy

_ZONE = r"(?:\s(?:GMT|UTC|BST|EST|EDT|CET|CEST|PST|PDT|CST|CDT|MST|AEST|IST|JST|ET|PT)\b)"
_HALVES = r"\s?[ap]\.?m\b\.?"
CLOCK = lazy(
    rf"(?:(?P<h>[01]?\d|2[0-4])(?:(?::[0-5]\d){{1,2}}(?!\d)(?:\.\d{{1,3}}(?!\d)|{_HALVES})?|(?:\.[0-5]\d)?{_HALVES}(?!\w)|\s?o['’]clock\b)"
    rf"|(?:[01]?\d|2[0-3])\.[0-5]\d(?={_ZONE})|[012]\d{{3}}(?={_ZONE})|[012]\d[0-5]\d(?P<hours>\shours?)\b"
    rf"|(?:[01]?\d|2[0-3])(?-i:h)[0-5]\d\b|12\s(?:noon|midnight)\b){_ZONE}?",
    re.IGNORECASE,
)
HOURS = lazy(
    rf"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:-|–|to|and|or|until)\s?(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{_HALVES}{_ZONE}?",
    re.IGNORECASE,
)
PAST = lazy(
    r"(?:five|ten|twenty|5|10|20|25)\s(?:minutes\s)?(?P<side>past|to)\s"
    r"(?:(?:1[0-2]|[1-9])(?![\d%]|[.,:/-]\d)|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    re.IGNORECASE,
)
HOUR = lazy(r"(?:1[0-2]|[1-9])(?![\d%]|[.,:/-]\d)")
_PAST_BEFORE = lazy(r"\b(?:quarter\s(?:past|to)|(?:half|five|ten|twenty|twenty-five)\spast)\s\Z", re.IGNORECASE)


def _time(site: Site, end: int) -> Mention | None:
    if site.text[end - 1] == "." and not re.search(r"\.m\.\Z", site.text[site.start : end], re.IGNORECASE):
        end -= 1
    return site.mention("time of day", site.start, end, Kind.DATE, reason="time of day")


def clock(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "9:30", "5 p.m.", "10.45pm", "1700 GMT"; "0600 hours", but "1200 hours of work"."""
    military = match["hours"] is not None and match.group()[0] != "0"
    if military and site.last_word not in lexicon().calendar["before_a_time"]:
        return None
    return _time(site, match.end())


def hours(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "9-11am", "between 5 and 7 p.m."."""
    return _time(site, match.end())


def past_the_hour(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "10 past 4"; "10 to 6" only behind "at" and the like, with nothing to count."""
    sure = match["side"] == "past" or site.last_word in lexicon().calendar["before_minutes_to"]
    return _time(site, match.end()) if sure and not _measures(site, match.end()) else None


def hour(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the 3 of "half past 3"."""
    found = _PAST_BEFORE.search(site.before[-24:])
    return None if found is None or _measures(site, match.end()) else _time(site, match.end())


def _measures(site: Site, end: int) -> bool:
    noun = counted_noun(site, end)
    return (noun is not None and noun.is_plural) or site.window_after(end, 9).strip().startswith(
        ("per cent", "percent")
    )
