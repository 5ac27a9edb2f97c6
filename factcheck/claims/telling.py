"""Words that act as figures: "rose", "fewer", "the lowest": wrong or right as a number is, so mentions too.

`extract --words` lists them all; a check judges those that the rows of a small table decide (`linking/orders.py`).
Ranks in words ("third-largest", "came second") are found with the numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.claims.assembly import make_claims
from factcheck.document import BlockKind, Document
from factcheck.grammar import texts_of
from factcheck.languages.en.lexicon import alternation
from factcheck.languages.words import load_words, word_set
from factcheck.model import Claim, Direction, Interval, Kind, Mention, Quantity, Span
from factcheck.patterns import lazy

DIRECTION, COMPARISON, EXTREME = "direction word", "comparison word", "superlative"
_KINDS = {DIRECTION: Kind.CHANGE, COMPARISON: Kind.DIFFERENCE, EXTREME: Kind.EXTREME}
_ANYTHING = Quantity(Fraction(1), Interval.point(Fraction(1)))
_NEAR = 48  # how far from a figure a word that also means other things still speaks of it
_BEHIND = 16  # "lost about £640,000"
_THAN = lazy(r"(?:\s[^\s.;:,()]{1,20}){0,4}?\sthan\b")
_SUPERLATIVE = lazy(
    r"(?:\b(?:the|its|their|his|her|our|my|your)|['’]s|[a-z]s['’])\s(?:[a-z]{3,12}[-\s](?=most\b|least\b|[a-z]{2,12}est\b))?"
    r"(?P<word>(?:most|least)\s[a-z]{3,20}|best|worst|fewest|[a-z]{2,12}est)\b(?!\sof\b)"
)


def word_mentions(document: Document, figures: Sequence[Mention]) -> tuple[Mention, ...]:
    """The words of a document that say which way, which is more or which is the most, in order.

    `figures` are its mentions of numbers: no word inside one of them, or in its hedge, is a mention of its own.
    """
    lowered = texts_of(document.text).lowered
    taken = _Taken(figures)
    found: list[Mention] = []
    for block in document.blocks:
        if block.kind is not BlockKind.CODE:
            found.extend(_in_block(document.text, lowered, block.span, taken))
    found.sort(key=lambda mention: mention.start)
    return tuple(_apart(found))


def word_claims(document: Document, figures: Sequence[Mention], as_of: dt.date | None = None) -> tuple[Claim, ...]:
    """The claims of those words: with their direction, status, names and period; none is judged by itself yet."""
    words = word_mentions(document, figures)
    return claims_of_words(document, words, as_of)


def claims_of_words(document: Document, words: Sequence[Mention], as_of: dt.date | None = None) -> tuple[Claim, ...]:
    """The claims of words that were found to act as figures, in order."""
    # A mention with a quantity and no reason is read as a claim: with its status, names and period.
    stand_ins = [replace(word, reason="", quantity=_ANYTHING, kind=Kind.LEVEL) for word in words]
    claims = make_claims(document, stand_ins, as_of)
    return tuple(_told(claim, word) for claim, word in zip(claims, words, strict=True))


def _told(claim: Claim, word: Mention) -> Claim:
    direction = None if word.reason == EXTREME else _direction_of(word.surface.lower())
    return replace(claim, mention=word, kind=word.kind, is_claim=False, reason=word.reason, direction=direction)


class _Taken:
    """The stretches that figures and their hedges take up."""

    def __init__(self, figures: Sequence[Mention]) -> None:
        spans = [figure.span for figure in figures]
        spans += [figure.hedge_span for figure in figures if figure.hedge_span is not None]
        self.spans = sorted(spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]
        self.counted = sorted(figure.start for figure in figures if figure.quantity is not None and not figure.reason)

    def covers(self, start: int, end: int) -> bool:
        """Whether text[start:end] lies in a figure or its hedge."""
        index = bisect_left(self.starts, end) - 1
        return any(span.start < end and start < span.end for span in self.spans[max(0, index - 1) : index + 1])

    def is_near(self, start: int, end: int) -> bool:
        """Whether a figure that counts or measures stands close to text[start:end]."""
        index = bisect_left(self.counted, start - _NEAR)
        return index < len(self.counted) and self.counted[index] <= end + _NEAR

    def starts_behind(self, position: int) -> bool:
        """Whether a figure that counts or measures starts a word or two behind a position."""
        index = bisect_left(self.counted, position)
        return index < len(self.counted) and self.counted[index] <= position + _BEHIND

    def ends_at(self, position: int) -> bool:
        """Whether a figure stands right before a position."""
        index = bisect_left(self.starts, position) - 1
        return index >= 0 and 0 <= position - self.spans[index].end <= 1


def _in_block(text: str, lowered: str, block: Span, taken: _Taken) -> Iterator[Mention]:
    for match in _words().finditer(lowered, block.start, block.end):
        start, end = match.span()
        reason = _reason(lowered, match.group(), Span(start, end), block.end, taken)
        if reason and not taken.covers(start, end):
            yield _mention(text, start, end, reason)
    for match in _SUPERLATIVE.finditer(lowered, block.start, block.end):
        start, end = match.span("word")
        if match["word"] not in word_set("telling", "no_superlatives") and not taken.covers(start, end):
            yield _mention(text, start, end, EXTREME)


def _mention(text: str, start: int, end: int, reason: str) -> Mention:
    return Mention(start, end, text[start:end], reason, _KINDS[reason], None, reason)


def _reason(lowered: str, word: str, span: Span, end: int, taken: _Taken) -> str:
    """What a listed word says where it stands; "" where it says something else."""
    if word in word_set("telling", "extremes"):
        return EXTREME if _is_extreme(lowered, word, span) else ""
    if _direction_of(word) is None or word in _comparatives():
        compares = _THAN.match(lowered, span.end, end) or taken.ends_at(span.start)
        return COMPARISON if compares and word in _comparatives() else ""
    if word in _takings():
        return DIRECTION if taken.starts_behind(span.end) else ""
    if word in word_set("telling", "also_other_words") and not taken.is_near(span.start, span.end):
        return ""
    return DIRECTION


def _is_extreme(lowered: str, word: str, span: Span) -> bool:
    """Whether a word is an extreme here: "a record summer", not "a record of nine wins", "records show"."""
    if word not in word_set("telling", "not_of"):
        return True
    if word == "record" and not lowered.endswith(("a ", "the ", "new "), 0, span.start):
        return False
    return not lowered.startswith(" of ", span.end)


def _apart(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions without those that begin inside an earlier one."""
    end = 0
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention


@cache
def _words() -> re.Pattern[str]:
    words = {*_directions(), *_takings(), *_comparatives(), *load_words("telling")["extremes"]}
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"(?=[{first}])(?<![\w'’-])(?:{alternation(sorted(words))})(?![\w-])")


@cache
def _directions() -> dict[str, Direction]:
    """Verbs and nouns of change and the way they go."""
    claims = load_words("claims")
    found: dict[str, Direction] = {}
    others = word_set("telling", "no_directions")
    for keys, direction in (
        (("up_verbs", "raising_verbs", "up_nouns"), Direction.UP),
        (("down_verbs", "down_nouns"), Direction.DOWN),
    ):
        found.update((word, direction) for key in keys for word in claims[key] if word not in others)
    return found


@cache
def _takings() -> dict[str, Direction]:
    """Verbs of gain and loss, which speak of a change only with its figure behind them: "lost £640,000"."""
    claims = load_words("claims")
    found = dict.fromkeys(claims["gain_verbs"], Direction.UP)
    return found | dict.fromkeys(claims["loss_verbs"], Direction.DOWN)


@cache
def _comparatives() -> dict[str, Direction]:
    """Words that compare; "up" and "over" are prepositions as often as not."""
    claims, others = load_words("claims"), word_set("telling", "no_comparatives")
    found = {word: Direction.UP for word in claims["comparatives_up"] if word not in others}
    found.update((word, Direction.DOWN) for word in claims["comparatives_down"] if word not in others)
    return found


def _direction_of(word: str) -> Direction | None:
    return _directions().get(word) or _takings().get(word) or _comparatives().get(word)
