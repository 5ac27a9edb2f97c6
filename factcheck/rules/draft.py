"""A draft as its rules see it: the claims, grouped by sentence, and the words between them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise

from factcheck.document import Block, BlockKind, Document
from factcheck.languages.words import load_words
from factcheck.model import (
    Claim,
    Diagnosis,
    Finding,
    Fix,
    Interval,
    Kind,
    Modifier,
    Quantity,
    Related,
    Span,
    Status,
    Verdict,
)
from factcheck.precision import significant_digits, slack, step
from factcheck.rewriting import text_of
from factcheck.rules.codes import severity_for

_PLANNED = frozenset({Status.FORECAST, Status.TARGET})
_STANDING = frozenset({Status.ASSERTED, Status.ATTRIBUTED})
_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_LONGEST_SENTENCE = 3000  # characters: what is longer is no prose, and the rules stay linear in the text
_FIRST_FIGURES = 12  # for one thing: what is told more often is a series
_SHARES = frozenset({"percent", "percentage_points", "ratio", "share", "rank"})


@dataclass(frozen=True)
class Draft:
    """A document and its claims in the order of the text; `day` is the one from which it speaks, None when unknown."""

    document: Document
    claims: tuple[Claim, ...]
    day: dt.date | None = None

    @property
    def text(self) -> str:
        """The prose."""
        return self.document.text

    @cached_property
    def sentences(self) -> tuple[tuple[Span, tuple[Claim, ...]], ...]:
        """Every sentence of prose with its figures that the draft itself stands behind."""
        return self._by_sentence(self.stands)

    @cached_property
    def all_sentences(self) -> tuple[tuple[Span, tuple[Claim, ...]], ...]:
        """Every sentence of prose with its figures, planned, supposed and quoted ones too."""
        return self._by_sentence(self.is_told)

    def _by_sentence(self, counts: Callable[[Claim], bool]) -> tuple[tuple[Span, tuple[Claim, ...]], ...]:
        groups: dict[Span, list[Claim]] = {}
        for claim in self.claims:
            if counts(claim) and claim.sentence.end - claim.sentence.start <= _LONGEST_SENTENCE:
                groups.setdefault(claim.sentence, []).append(claim)
        return tuple((sentence, tuple(claims)) for sentence, claims in groups.items())

    @cached_property
    def memory(self) -> dict[tuple[str, Span], frozenset[str]]:
        """What rules have worked out about sentences, so that no sentence is read twice."""
        return {}

    def first_of(self, claim: Claim) -> Sequence[Claim]:
        """The first figures of the draft, plans too, in the unit of a claim and for what it counts."""
        return self._first.get(_sort(claim), ())

    @cached_property
    def _first(self) -> dict[tuple[str, str], list[Claim]]:
        first: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims:
            if self.is_told(claim) and claim.status in _STANDING | _PLANNED:
                alike = first.setdefault(_sort(claim), [])
                if len(alike) < _FIRST_FIGURES:
                    alike.append(claim)
        return first

    def stands(self, claim: Claim) -> bool:
        """Whether the draft states the figure as its own or as somebody's, in prose."""
        return self.is_told(claim) and claim.status in _STANDING

    def is_told(self, claim: Claim) -> bool:
        """Whether the figure stands in prose, in any mood."""
        return claim.is_claim and claim.mention.quantity is not None and self.block(claim).kind in _PROSE

    def block(self, claim: Claim) -> Block:
        """The block that a claim stands in."""
        return self.document.blocks[claim.block]

    def between(self, one: Claim, other: Claim) -> str:
        """The text from the end of one figure to the start of another."""
        return self.text[one.mention.end : other.mention.start]

    def finding(
        self,
        code: str,
        claim: Claim | None,
        message: str,
        diagnosis: Diagnosis,
        fix: Fix | None = None,
        related: Sequence[tuple[Claim, str]] = (),
        span: Span | None = None,
        also: Sequence[Related] = (),
    ) -> Finding:
        """A finding of that code at a claim or a span, with the other places that it speaks of.

        `also` are places of other drafts.
        """
        where = span or (claim.mention.span if claim else None)
        assert where is not None  # noqa: S101 - a finding without a figure is given its place
        place = self.document.place(where.start)
        severity = severity_for(code)
        assert severity is not None  # noqa: S101 - every code of a rule has a severity
        return Finding(
            code=code,
            severity=severity,
            message=message,
            document=self.document.name,
            path="" if self.document.path is None else str(self.document.path),
            line=place.line,
            column=place.column,
            span=where,
            claim=claim,
            diagnosis=diagnosis,
            verdict=Verdict.CONTRADICTED,
            suggestion=text_of(fix),
            fix=fix,
            related=tuple(self.related(other.mention.span, words) for other, words in related) + tuple(also),
        )

    def related(self, span: Span, words: str) -> Related:
        """Another place of this draft that a finding speaks of."""
        place = self.document.place(span.start)
        return Related(span, words, place.line, place.column)


def quantity_of(claim: Claim) -> Quantity:
    """The quantity of a claim that has one."""
    quantity = claim.mention.quantity
    assert quantity is not None  # noqa: S101 - rules see only figures that stand, which have quantities
    return quantity


def phrases(key: str, name: str = "consistency") -> tuple[str, ...]:
    """The wordings of that kind, from the word list of that name."""
    return tuple(load_words(name)[key])


def any_of(words: Iterable[str]) -> str:
    """An alternation of words as written, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def word_pattern(key: str, name: str = "consistency") -> re.Pattern[str]:
    """A pattern that finds any wording of that kind as whole words."""
    return re.compile(rf"(?<!\w)(?:{any_of(phrases(key, name))})(?!\w)", re.IGNORECASE)


def loosened(quantity: Quantity) -> Interval:
    """What a figure allows when trailing zeros may be rounding: "1,200" reaches from 1,150 to 1,250."""
    value, interval = quantity.value, quantity.interval
    if value is None or quantity.modifier is not Modifier.EXACT or value == 0 or dimension(quantity) in _SHARES:
        return interval
    if significant_digits(quantity) >= len(str(int(abs(value) / (step(quantity) or 1)))):
        return interval
    near = slack(quantity)
    low, high = interval.low, interval.high
    return Interval(
        value - near if low is None else min(low, value - near),
        value + near if high is None else max(high, value + near),
    )


def total(intervals: Sequence[Interval]) -> Interval:
    """The interval of a sum: it is open to infinity where one of the parts is."""
    lows = [interval.low for interval in intervals]
    highs = [interval.high for interval in intervals]
    return Interval(
        None if None in lows else sum((low for low in lows if low is not None), Fraction(0)),
        None if None in highs else sum((high for high in highs if high is not None), Fraction(0)),
    )


def dimension(quantity: Quantity) -> str:
    """The dimension of the unit; a bare number counts something."""
    return quantity.unit.dimension if quantity.unit is not None else "count"


def counted_noun(claim: Claim) -> str:
    """The last word of what a figure counts, in lower case; "" when it names nothing."""
    unit = quantity_of(claim).unit
    return unit.name.split()[-1].lower() if unit is not None and unit.dimension == "count" else ""


def _sort(claim: Claim) -> tuple[str, str]:
    """The unit of a figure and what it counts; figures of one sort have the `same_unit`."""
    unit = quantity_of(claim).unit
    return ("count", counted_noun(claim)) if unit is None or unit.dimension == "count" else (unit.name, "")


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are in one unit: the same currency, percent, kilometre, or both plain counts."""
    if dimension(one) == dimension(other) == "count":
        return True
    return one.unit is not None and other.unit is not None and one.unit.name == other.unit.name


def is_count(claim: Claim) -> bool:
    """Whether the figure counts whole things and is no rank, change, share or ratio."""
    quantity = quantity_of(claim)
    return (
        claim.kind in {Kind.COUNT, Kind.LEVEL, Kind.TOTAL}
        and dimension(quantity) == "count"
        and quantity.value is not None
        and quantity.value.denominator == 1
        and quantity.value >= 0
    )


def runs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every two figures that follow each other."""
    yield from pairwise(claims)
