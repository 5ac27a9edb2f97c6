"""Places of a document found by bisection: names by table, brackets, dates. A claim looks at what is near it.

A sentence of a hostile draft may be as long as the draft; what is looked at for one figure is bounded, so that the
work stays linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.languages.words import word_set
from factcheck.linking.index import Hit
from factcheck.model import Claim, Period, Span

FAR = 1200  # characters on each side of a figure in which its sentence is read
FIELD_REACH = 40  # characters behind a name in which "'s largest" stands
MOST_DATES = 24  # dates around a figure that its change may start from

_BRACKET = re.compile(r"[()]")


def around(span: Span, at: int, far: int = FAR) -> Span:
    """The part of a span that is near a position inside it."""
    return Span(max(span.start, at - far), min(span.end, at + far))


class Brackets:
    """How many round brackets open and close between two places."""

    def __init__(self, text: str) -> None:
        self._opening: list[int] = []
        self._closing: list[int] = []
        for match in _BRACKET.finditer(text):
            (self._opening if match.group() == "(" else self._closing).append(match.start())

    def opened(self, start: int, end: int) -> int:
        """How many more open than close in [start, end); negative when more close."""
        return _between(self._opening, start, end) - _between(self._closing, start, end)


def _between(places: Sequence[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start) if start < end else 0


class NamedPlaces:
    """The names that a document holds, by the table that they are of."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits: dict[str, list[Hit]] = {}
        self._first: dict[str, dict[str, int]] = {}
        for hit in hits:
            self._hits.setdefault(hit.target.table, []).append(hit)
            self._first.setdefault(hit.target.table, {}).setdefault(hit.target.text, hit.start)
        self._starts = {table: [hit.start for hit in found] for table, found in self._hits.items()}
        self._firsts = {table: list(found.values()) for table, found in self._first.items()}
        self._names = {table: list(found) for table, found in self._first.items()}

    def inside(self, span: Span, table: str, most: int) -> list[Hit]:
        """The first names of a table that lie inside a span, no more than `most`."""
        starts = self._starts.get(table, [])
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [hit for hit in self._hits.get(table, [])[first : min(last, first + most)] if hit.end <= span.end]

    def named_before(self, end: int, table: str, most: int) -> tuple[str, ...]:
        """The entities of a table that are named before a place, in order; none when more than `most` are."""
        last = bisect_left(self._firsts.get(table, []), end)
        return tuple(self._names.get(table, [])[:last]) if last <= most else ()


class DatedPlaces:
    """The periods that a document's dates and years speak of, and where."""

    def __init__(self, places: Sequence[tuple[int, Period]]) -> None:
        self.starts = [start for start, _ in places]
        self._periods = [period for _, period in places]
        self.latest_first = tuple(sorted(dict.fromkeys(self._periods), reverse=True))
        self._known: dict[tuple[Period, Callable[[Period, Period], bool]], int | None] = {}

    def near(self, span: Span, at: int) -> list[Period]:
        """The periods inside a span, the nearest of them to a place where there are very many."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        middle = min(max(bisect_left(self.starts, at), first), last)
        return self._periods[max(first, middle - MOST_DATES) : min(last, middle + MOST_DATES)]

    def nearest_start(self, span: Span, at: int) -> int | None:
        """Where the date nearest to a place stands inside a span."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        middle = min(max(bisect_left(self.starts, at), first), last)
        beside = self.starts[max(first, middle - 1) : min(last, middle + 1)]
        return min(beside, key=lambda start: abs(start - at), default=None)

    def order(self, period: Period, fits: Callable[[Period, Period], bool]) -> int | None:
        """The place of the first of the stated periods, latest first, that fits a period of a table."""
        key = (period, fits)
        if key not in self._known:
            found = (at for at, stated in enumerate(self.latest_first) if fits(period, stated))
            self._known[key] = next(found, None)
        return self._known[key]


def dated_places(dates: Iterable[Claim]) -> DatedPlaces:
    """The dates and years among a document's claims."""
    return DatedPlaces([(one.mention.start, one.mention.period) for one in dates if one.mention.period])


def is_field(text: str, hit: Hit) -> bool:
    """Whether a name only says among what something comes first: "the world's second-most populous country"."""
    return _among().match(text, hit.end, hit.end + FIELD_REACH) is not None


@cache
def _among() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, word_set("linking", "superlatives")), key=len, reverse=True))
    return re.compile(rf"['’]s?\s+(?:[\w]+[ -])?(?:{words})\b", re.IGNORECASE)


def headings_above(blocks: Sequence[Block]) -> dict[int, int]:
    """For each heading the one of the section that its own section is part of, -1 for none."""
    above: dict[int, int] = {}
    open_ones: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            while open_ones and blocks[open_ones[-1]].level >= block.level:
                open_ones.pop()
            above[at] = open_ones[-1] if open_ones else -1
            open_ones.append(at)
    return above
