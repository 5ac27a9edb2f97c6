"""Rules of two numbers that are no amount: scores and divisions."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.amounts import is_measured
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import counts
from factcheck.model import Interval, Kind, Mention, Quantity, Span, Unit
from factcheck.patterns import lazy

DIVISION = lazy(r"(?P<top>\d{1,4})\s?/\s?(?P<bottom>\d{1,4})(?![\d/]|[.,]\d)")
SCORE = lazy(r"(?P<a>\d{1,3})(?P<sign>\s?[-–]\s?|-(?:for|of)-)(?P<b>\d{1,3})(?![\d%]|[-–/.,]\d|\s?(?:%|per\s?cent))")
_STATISTIC = lazy(r"\s(?:FG|FT|3PT?|3Pt|3FG|TO|PF|W-L)\b")


def division(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "5/0", "120/80", "10/1": not a part of a whole, and no two counts either."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if 0 < top < bottom or (site.before[-1:] and site.before[-1] in "$£€¥/."):
        return None
    if bottom and (is_measured(site, match.start(), match.end()) or counts(site, match.end())):
        return None  # "20/15 euros"
    return site.no_figure("division", match.start(), match.end())


def score(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "a 2-1 win": two numbers that are one score."""
    first, second = int(match["a"]), int(match["b"])
    if site.before[-1:] in "$£€" and site.before:
        return None
    words = re.findall(r"[a-z]+", (site.before[-32:] + " " + site.window_after(match.end(), 24)).lower())
    is_score = any(word in lexicon().label_data["score_words"] for word in words[-9:]) or _is_tally(site, match)
    if (first < second and not is_score) or first > second + 200:
        return None
    if first < second and (is_measured(site, match.start(), match.end()) or counts(site, match.end())):
        return None
    ends = (Fraction(first), Fraction(second))
    quantity = Quantity(None, Interval(min(ends), max(ends)), Fraction(1), Unit("score", "score"), ends=ends)
    return site.mention("score", match.start(), match.end(), Kind.LEVEL, quantity, number=Span(*match.span()))


def _is_tally(site: Site, match: re.Match[str]) -> bool:
    """Reads "9-for-15", "(8-10)", "0-1 3Pt": hits of tries and wins and losses in a game report."""
    if match["sign"] == "-" and (match["a"] == "0" or _STATISTIC.match(site.text, match.end(), site.end)):
        return True
    enclosed = site.before[-1:] == "(" and site.text[match.end() : match.end() + 1] == ")" and match["sign"] == "-"
    return "for" in match["sign"] or "of" in match["sign"] or enclosed
