"""Figures that only a list beside a table's columns makes: the one steal of "nine points, three assists and a steal".

"A" counts nothing by itself; in a list of counted things it stands where the others have their number, and where its
noun is a measure of a table that was given, it says one. "A pair of steals" says two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.document import Document
from factcheck.linking.index import LinkIndex
from factcheck.linking.scene import FEW_TABLES
from factcheck.model import Claim, Interval, Kind, Mention, Modifier, Quantity, Span, Unit
from factcheck.reference.measures import measure_stems

RULE = "listed one"
REACH = 240  # characters on each side of a counted thing in which its list goes on

_ONE = re.compile(
    r"(?:(?<=, )|(?<=, and )|(?<= and )|(?<= included )|(?<= includes )|(?<= including )|(?<= with )|(?<= had ))"
    r"(?P<word>an? (?P<pair>pair) of|an?) (?P<noun>[a-z]+(?:[- ][a-z]+)?)"
    r"(?=[,.;]| and | in | on | off | while | as | to | for |$)"
)


def with_listed_ones(document: Document, claims: Sequence[Claim], index: LinkIndex) -> tuple[Claim, ...]:
    """The claims and, in order, the ones that lists of counted measures hold."""
    if len(index.store.tables) > FEW_TABLES or not index.by_full_name:
        return tuple(claims)
    found: dict[int, Claim] = {}
    for claim in claims:
        if claim.is_claim and claim.kind is Kind.COUNT and _counts_a_measure(claim, document.text, index):
            for one in _listed(claim, document.text, index):
                found.setdefault(one.mention.start, one)
    taken = [claim.mention.span for claim in claims]
    starts = [span.start for span in taken]
    fresh = [one for one in found.values() if not _overlaps(one.mention.span, taken, starts)]
    return tuple(sorted((*claims, *fresh), key=lambda claim: claim.mention.start)) if fresh else tuple(claims)


def _counts_a_measure(claim: Claim, text: str, index: LinkIndex) -> bool:
    span = claim.mention.noun_span
    return span is not None and measure_stems(text[span.start : span.end]) in index.by_full_name


def _listed(claim: Claim, text: str, index: LinkIndex) -> Iterator[Claim]:
    """The ones of a claim's sentence, near its figure."""
    at = claim.mention.start
    low, high = max(claim.sentence.start, at - REACH), min(claim.sentence.end, at + REACH)
    for match in _ONE.finditer(text, low, high):
        if measure_stems(match["noun"]) in index.by_full_name:
            yield _claim(claim, match)


def _claim(like: Claim, match: re.Match[str]) -> Claim:
    word = "pair" if match["pair"] else "word"
    value = Fraction(2 if match["pair"] else 1)
    noun, span = Span(*match.span("noun")), Span(*match.span(word))
    unit = Unit(match["noun"], "count")
    quantity = Quantity(value, Interval(value, value), Fraction(1), unit, Modifier.EXACT)
    mention = Mention(span.start, span.end, match[word], RULE, Kind.COUNT, quantity, number=span, noun_span=noun)
    return replace(like, id=f"{like.id}.{span.start}", mention=mention, kind=Kind.COUNT, subject=match["noun"])


def _overlaps(span: Span, taken: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, span.start)
    return any(one.start < span.end and span.start < one.end for one in taken[max(0, at - 1) : at + 1])
