"""Rules of ranks and other ordinals: "fifth-largest", "came second", "No. 2 in", "the 88th minute"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon, phrases
from factcheck.model import Interval, Kind, Mention, Quantity, Span, Unit
from factcheck.patterns import lazy

_DIGITS = lazy(r"(?P<n>\d{1,3}(?:,\d{3})*)(?P<suffix>(?<=1)(?<!11)st|nd|rd|th)\b", re.IGNORECASE)
DIGIT_ORDINAL = _DIGITS
_NUMBER_MARK = lazy(r"\b(?P<mark>(?:No|Nr|Number|no)\.?\s?|#)\Z")


def _words(key: str) -> str:
    return phrases(lexicon().numbers["ranks"][key])


@cache
def number_ranks() -> re.Pattern[str]:
    """A number before what is ranked: the 2 of "No. 2 in the world"."""
    return lazy(rf"(?P<n>[1-9]\d?)(?=\s(?:{_words('numbered')})\b)")


@cache
def _superlative() -> re.Pattern[str]:
    barred = "".join(rf"(?<!{stem})" for stem in lexicon().numbers["ranks"]["no_superlatives"])
    return re.compile(rf"[\s-](?:{_words('superlatives')}|[a-z]{{2,}}{barred}est)\b", re.IGNORECASE)


@cache
def _before_a_rank() -> re.Pattern[str]:
    between = rf"(?:{_words('between')})[\s-]|the\s|a\sdistant\s|a\sclose\s"
    return re.compile(rf"\b(?:{_words('before')})\s(?:{between})?\Z", re.IGNORECASE)


@cache
def _weak() -> re.Pattern[str]:
    """Words before an ordinal that make no rank of it alone: "only", "in the"."""
    return re.compile(rf"\b(?:{_words('weak')})\s(?:the\s)?\Z", re.IGNORECASE)


@cache
def _strengthening() -> re.Pattern[str]:
    stems = rf"(?:{_words('strengthening_stems')})\w*"
    return re.compile(rf"\b(?:{_words('strengthening')}|{stems})\b", re.IGNORECASE)


@cache
def _of_the_first() -> re.Pattern[str]:
    """Verbs that make a rank of "first" too."""
    stems = rf"(?:{_words('strengthening_stems')})\w*"
    return re.compile(rf"\b(?:{_words('of_the_first')}|{stems})\s\Z", re.IGNORECASE)


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"[\s-](?:{_words('places')}|in\s(?:the\s)?(?:{_words('tables')}))\b", re.IGNORECASE)


@cache
def _behind_a_rank() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*[.,;:!?)\]—–]|\s*\Z|\s(?:{_words('behind')})\b)", re.IGNORECASE)


@cache
def _of_other_things() -> re.Pattern[str]:
    return re.compile(rf"[\s-](?:{_words('other_things')})\b", re.IGNORECASE)


def _rank(
    site: Site, rule: str, start: int, end: int, number: int, reason: str = "", span: Span | None = None
) -> Mention | None:
    value = Fraction(number)
    quantity = Quantity(value, Interval.point(value), Fraction(1), Unit("rank", "rank"))
    return site.mention(rule, start, end, Kind.RANK, quantity, reason=reason, number=span or Span(start, end))


def _superlative_end(site: Site, end: int) -> int | None:
    match = _superlative().match(site.text, end, site.end)
    return None if match is None else match.end()


def ordinal_word(site: Site, _match: re.Match[str]) -> Mention | None:
    """Reads "the fifth-largest economy", "came second": ranks; "the sixth hotel": an ordinal that claims nothing."""
    word = re.compile(r"[A-Za-z]+").match(site.text, site.start)
    if word is None:
        return None
    if site.before.endswith(("per ", "Per ", "-per-")):
        return None  # the unit of time
    number, end = lexicon().ordinals[word.group().lower()], word.end()
    tail = site.window_after(end, 24)
    superlative = _superlative_end(site, end)
    if superlative is not None:
        return None if number == 1 else _rank(site, "rank", site.start, superlative, number, span=Span(*word.span()))
    if _is_place(site, tail, number):
        return _rank(site, "rank", site.start, end, number)
    if number == 1 or _of_other_things().match(tail) or tail[:1] == "-":
        return None
    return _rank(site, "ordinal", site.start, end, number, "ordinal")


def _is_place(site: Site, tail: str, number: int) -> bool:
    if _of_other_things().match(tail):
        return False
    if _place().match(tail):
        return True
    verb = _before_a_rank().search(site.before)
    if verb is None or not _behind_a_rank().match(tail):
        return False
    if _weak().search(site.before) and not _strengthening().search(site.before[-30:]):
        return False
    return number > 1 or _of_the_first().search(site.before) is not None


def digit_ordinal(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the 5th largest", "finished 4th", "the 88th minute", "the 22nd amendment"."""
    number, end = int(match["n"].replace(",", "")), match.end()
    tail = site.window_after(end, 24)
    minute = re.match(r"[\s-](?:minute|min)\b", tail)
    if minute is not None:
        return site.mention(
            "minute of play", match.start(), end, Kind.DATE, reason="time of play", number=Span(*match.span("n"))
        )
    superlative = _superlative_end(site, end)
    if superlative is not None:
        return _rank(site, "rank", match.start(), superlative, number, span=Span(*match.span("n")))
    if _is_place(site, tail, number):
        return _rank(site, "rank", match.start(), end, number, span=Span(*match.span("n")))
    return _rank(site, "ordinal", match.start(), end, number, "ordinal", span=Span(*match.span("n")))


def number_rank(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "No. 2 in the world"."""
    mark = _NUMBER_MARK.search(site.before[-10:])
    if mark is None:
        return None
    start = site.start - len(mark["mark"])
    return _rank(site, "rank", start, match.end("n"), int(match["n"]), span=Span(*match.span("n")))
