"""Rules of ranks and other ordinals: "fifth-largest", "came second", "No. 2 in", "the 88th minute"."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Interval, Kind, Mention, Quantity, Span, Unit
from factcheck.patterns import lazy

_SUPERLATIVE = lazy(
    r"[\s-](?:most|least|best|worst|[a-z]{2,}(?<!hon)(?<!mod)(?<!int)(?<!inv)(?<!for)(?<!inter)(?<!har)(?<!prot)(?<!req)(?<!cont)(?<!arr)est)\b",
    re.IGNORECASE,
)
_VERB = lazy(
    r"\b(?:came|comes?|coming|rank(?:s|ed|ing)?|finish(?:ed|es|ing)?|placed|places|lie|lies|lying|sit|sits|sitting|stand|stands|stood|remains?|remained|moved\s(?:up\s)?to|climbed\sto|up\sto|fell\sto|dropped\sto|slipped\sto|rose\sto|down\sto|from|is|are|was|were|in|into|to|for|joint|equal|tied\sfor|a\s(?:distant|close)|distant|next|currently|now|only|still|just)\s(?:(?:joint|equal|only|just|still|now|currently|in)[\s-]|the\s|a\sdistant\s|a\sclose\s)?\Z",
    re.IGNORECASE,
)
_WEAK = lazy(r"\b(?:in|into|to|for|from|only|still|just|now|next|up\sto|currently)\s(?:the\s)?\Z", re.IGNORECASE)
_PLACE = lazy(
    r"[\s-](?:place|placed|spot|position|rank|ranked|seed|seeded|in\s(?:the\s)?(?:world|country|table|league|list|standings|rankings?|group|region|Europe))\b",
    re.IGNORECASE,
)
_ENDS = lazy(
    r"(?:\s*[.,;:!?)\]—–]|\s*\Z|\s(?:on|in|with|by|behind|after|among|at|overall|from|to|for|and|nationally|worldwide|globally|only|last|this|out|since|when|as|but|again)\b)",
    re.IGNORECASE,
)
_NOT_RANK = lazy(
    r"[\s-](?:hand|hands|class|party|parties|time|times|thoughts?|nature|degree|person|aid|lady|name|names|half|quarter|ever|of\sall|and\sforemost|foremost|language|home|chance|look|guess|world|reading|opinion|wave|amendment)\b",
    re.IGNORECASE,
)
_DIGITS = lazy(r"(?P<n>\d{1,3}(?:,\d{3})*)(?P<suffix>(?<=1)(?<!11)st|nd|rd|th)\b", re.IGNORECASE)
DIGIT_ORDINAL = _DIGITS
_NUMBER_MARK = lazy(r"\b(?P<mark>(?:No|Nr|Number|no)\.?\s?|#)\Z")
_NUMBER_RANK = lazy(
    r"(?P<n>[1-9]\d?)(?=\s(?:in|spot|position|ranking|ranked|worldwide|globally|player|seed|cause|economy|team)\b)"
)
NUMBER_RANK = _NUMBER_RANK


def _rank(
    site: Site, rule: str, start: int, end: int, number: int, reason: str = "", span: Span | None = None
) -> Mention | None:
    value = Fraction(number)
    quantity = Quantity(value, Interval.point(value), Fraction(1), Unit("rank", "rank"))
    return site.mention(rule, start, end, Kind.RANK, quantity, reason=reason, number=span or Span(start, end))


def _superlative_end(site: Site, end: int) -> int | None:
    match = _SUPERLATIVE.match(site.text, end, site.end)
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
    if number == 1 or _NOT_RANK.match(tail) or tail[:1] == "-":
        return None
    return _rank(site, "ordinal", site.start, end, number, "ordinal")


def _is_place(site: Site, tail: str, number: int) -> bool:
    if _NOT_RANK.match(tail):
        return False
    if _PLACE.match(tail):
        return True
    verb = _VERB.search(site.before)
    if verb is None or not _ENDS.match(tail):
        return False
    if _WEAK.search(site.before) and not re.search(
        r"\b(?:came|come|rank\w*|finish\w*|placed|lie|lies|lying|sit|sits|stand|stands|moved|climbed|fell|dropped|slipped|rose|up|down)\b",
        site.before[-30:],
        re.IGNORECASE,
    ):
        return False
    return number > 1 or bool(
        re.search(r"\b(?:came|come|comes|rank\w*|finish\w*|placed)\s\Z", site.before, re.IGNORECASE)
    )


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
