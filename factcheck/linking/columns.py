"""The columns of a small table with their texts, numbers and days, and what a column tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from factcheck.languages.words import load_words, word_set
from factcheck.model import Interval, Unit
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import tokenize

MOST_WORDS = 14  # of a cell; a longer one is prose
MOST = Fraction(3, 5)  # of a column's cells that must be of a sort
_ISO = re.compile(r"(1\d\d\d|20\d\d)-(\d\d)-(\d\d)")
_LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Day:
    """A date of which some parts may be unknown: "March 16", "2011"."""

    year: int = 0
    month: int = 0
    day: int = 0

    def fits(self, other: Day) -> bool:
        """Whether the other has all that is said here."""
        said = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine == theirs for mine, theirs in said if mine)

    @property
    def label(self) -> str:
        """The parts that are known, parted by hyphens."""
        parts = (f"{self.year}" if self.year else "", f"{self.month:02d}" if self.month else "")
        return "-".join(filter(None, (*parts, f"{self.day:02d}" if self.day else "")))


@dataclass(frozen=True)
class Column:
    """One column of a grid; `numbers` and `days` hold None where a cell has none."""

    at: int
    name: str
    phrases: tuple[frozenset[str], ...]
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    numbers: tuple[Fraction | None, ...]
    intervals: tuple[Interval | None, ...]
    days: tuple[Day | None, ...]
    unit: Unit | None
    is_mixed: bool

    @cached_property
    def words_of_name(self) -> frozenset[str]:
        """The stems of the header's words."""
        return frozenset(token.stem for token in tokenize(self.name))

    @cached_property
    def is_numeric(self) -> bool:
        """Whether most cells hold a number, alone or at the end."""
        return self._most(self.numbers) and not self.is_dated

    @cached_property
    def is_dated(self) -> bool:
        """Whether most cells hold a date or a year."""
        return self._most(self.days)

    @cached_property
    def is_named(self) -> bool:
        """Whether the cells are texts by which rows are told apart."""
        return self.is_mixed or not (self.is_numeric or self.is_dated)

    @cached_property
    def is_index(self) -> bool:
        """Whether the numbers only tell the rows apart: 1, 2, 3."""
        found = [value for value in self.numbers if value is not None]
        whole = all(value.denominator == 1 for value in found)
        if self.is_mixed or not whole or len(found) < 2 or len(set(found)) < len(found):
            return False
        steps = {after - before for before, after in pairwise(found)}
        return steps <= {Fraction(1), Fraction(2)} or steps <= {Fraction(-1)}

    @cached_property
    def is_order(self) -> bool:
        """Whether the numbers tell what comes before what, by the header or because they only number the rows."""
        listed = frozenset().union(*(measure_stems(word) for word in load_words("selecting")["order_headers"]))
        return self.is_index or (not self.is_mixed and any(phrase and phrase <= listed for phrase in self.phrases))

    @cached_property
    def smaller_is_better(self) -> bool:
        """Whether the column ranks: the first place is the highest."""
        words = {token.norm for token in tokenize(self.name) if not token.norm.isdecimal()}
        return bool(words) and "%" not in self.name and words <= word_set("selecting", "better_is_smaller")

    def _most(self, found: Sequence[object]) -> bool:
        filled = sum(1 for text in self.texts if text and text not in ("-", "–", "n / a", "n/a", "na"))
        return filled > 0 and sum(1 for one in found if one is not None) >= filled * MOST


def day_of(text: str) -> Day | None:
    """The date that a cell holds, as far as it tells; None for other text.

    >>> day_of("september 7 , 1980"), day_of("16 March"), day_of("1994"), day_of("st kilda")
    (Day(year=1980, month=9, day=7), Day(year=0, month=3, day=16), Day(year=1994, month=0, day=0), None)
    """
    iso = _ISO.match(text)
    if iso is not None:
        return Day(*map(int, iso.groups()))
    norms = [token.norm for token in tokenize(text)][:MOST_WORDS]
    months = [months_by_name()[norm] for norm in norms if norm in months_by_name()]
    years = [int(norm) for norm in norms if is_year(norm)]
    if len(norms) == 1 and years:
        return Day(years[0])
    if not months:
        return None
    days = list(_days(norms))
    return Day(years[0] if years else 0, months[0], days[0] if days else 0)


def _days(norms: Sequence[str]) -> Iterator[int]:
    for norm in norms:
        digits = norm.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
        if digits.isdecimal() and 1 <= int(digits) <= 31:
            yield int(digits)


def is_year(norm: str) -> bool:
    """Whether a word is a year of four digits."""
    return len(norm) == len("2011") and norm.isdecimal() and 1000 <= int(norm) <= _LAST_YEAR


def months_by_name() -> Mapping[str, int]:
    """The months by their names and short forms."""
    months: Mapping[str, int] = load_words("calendar")["months"]
    return months
