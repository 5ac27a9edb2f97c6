"""FC401: votes and seats that are more than a body has: "voted 8-4" in "the nine-member council"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.languages.words import load_words
from factcheck.model import Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, phrases, word_pattern

_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_SIZE = lazy(
    r"\b(?P<size>\d{1,3}|[a-z]+(?:-[a-z]+)?)-(?:member|seat|person|judge|justice|strong|juror)\b", re.IGNORECASE
)
_SENTENCE = lazy(r"[^.!?\n]{1,600}(?:[.!?](?=\s|$)|\Z|\n)")


def votes_above_all_members(draft: Draft) -> Iterator[Finding]:
    """Votes of a body that has fewer members."""
    for block in draft.document.blocks:
        if block.kind in _PROSE:
            for sentence in _SENTENCE.finditer(draft.text, block.span.start, block.span.end):
                yield from _judged(draft, block, Span(*sentence.span()))


@cache
def _vote() -> re.Pattern[str]:
    verbs = any_of(phrases("voting", "totals"))
    counts = r"(?P<first>\d{1,3}) ?(?:-|–|to) ?(?P<second>\d{1,3})(?: ?(?:-|–) ?(?P<third>\d{1,3}))?"
    return re.compile(rf"\b(?:{verbs})\b(?:,? |[^\d.;:,]{{0,50}}? )\b{counts}(?![\d%-])", re.IGNORECASE)


def _judged(draft: Draft, block: Block, sentence: Span) -> Iterator[Finding]:
    text = draft.text
    size = _SIZE.search(text, sentence.start, sentence.end)
    vote = _vote().search(text, sentence.start, sentence.end) if size is not None else None
    if (
        size is None
        or vote is None
        or len(word_pattern("bodies", "totals").findall(text, sentence.start, sentence.end)) > 1
    ):
        return
    members, cast = _number(size["size"]), [int(vote[name]) for name in ("first", "second", "third") if vote[name]]
    if members is None or sum(cast) <= members or _is_quoted(text[block.span.start : vote.start()]):
        return
    span = Span(vote.start("first"), vote.end())
    terms = " + ".join(map(str, cast))
    message = f"{terms} = {sum(cast)} votes are more than “{size.group()}”"
    found = draft.finding("FC401", None, message, Diagnosis.TOTAL, span=span)
    yield replace(found, related=(draft.related(Span(*size.span()), "the whole"),))


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    words = load_words("numbers")
    tens, _, unit = word.lower().partition("-")
    if unit:
        return words["tens"][tens] + words["units"][unit] if tens in words["tens"] and unit in words["units"] else None
    known: int | None = words["units"].get(tens, words["tens"].get(tens))
    return known


def _is_quoted(before: str) -> bool:
    return before[-400:].count("“") > before[-400:].count("”")
