"""What the cells of a column hold, counted once over its distinct texts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.patterns import lazy
from factcheck.reference.cells import are_plain_numbers, is_number, parse_cell
from factcheck.reference.periods import ImpossibleDateError, are_codes, parse_period, part_of_split_year
from factcheck.reference.words import normal, word_set

_GROUPING = str.maketrans("", "", " \u00a0\u2007\u2009\u202f'’")  # blanks and apostrophes between thousands
_QUOTED_COMMAS = 3
_PART_OF_ONE = lazy(r"0?\.(?P<decimals>[0-9]{1,30})|1(?:\.0{1,30})?|0")
SAMPLE = 400  # distinct texts looked at where every cell would be slow and no clearer


@dataclass(frozen=True)
class Profile:
    """A column's header and its distinct texts that are not missing, in order of appearance."""

    position: int
    header: str
    distinct: tuple[str, ...]
    missing: frozenset[str]
    decimal_comma: bool = False

    @cached_property
    def normal(self) -> str:
        """The header for comparing."""
        return normal(self.header)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of the header."""
        return tuple(self.normal.split())

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """The first distinct texts."""
        return tuple(itertools.islice(self.distinct, SAMPLE))

    @cached_property
    def not_numbers(self) -> tuple[str, ...]:
        """The distinct texts that are no bare numbers."""
        if not self.decimal_comma and self.has_plain_numbers:
            return ()
        return tuple(text for text in self.distinct if not is_number(text, self.decimal_comma))

    @cached_property
    def has_plain_numbers(self) -> bool:
        """Whether all texts are bare digits."""
        return are_plain_numbers(self.distinct)

    @cached_property
    def number_share(self) -> float:
        """The share of distinct texts that are bare numbers."""
        return 1 - len(self.not_numbers) / len(self.distinct) if self.distinct else 0.0

    @cached_property
    def quantity_share(self) -> float:
        """The share of the sample that is a number with or without a unit of its own."""
        if not self.sample:
            return 0.0
        return sum(parse_cell(text, self.decimal_comma) is not None for text in self.sample) / len(self.sample)

    @cached_property
    def period_share(self) -> float:
        """The share of the sample that reads as a period, impossible dates included."""
        if not self.sample:
            return 0.0
        periods = [text for text in self.sample if _is_period(text)]
        return 0.0 if are_codes(periods) and not has_header(self, "period") else len(periods) / len(self.sample)

    @cached_property
    def holds_parts_of_one(self) -> bool:
        """Whether all numbers are of 0 to 1 and most have three decimals, as tables of sport write a rate: ".455"."""
        decimals = [match["decimals"] or "" for text in self.sample if (match := _PART_OF_ONE.fullmatch(text))]
        return len(decimals) == len(self.sample) and sum(len(text) > 2 for text in decimals) * 2 > len(decimals)

    @cached_property
    def mean_length(self) -> float:
        """The mean length of the sample's texts."""
        return sum(map(len, self.sample)) / len(self.sample) if self.sample else 0.0

    @property
    def is_text(self) -> bool:
        """Whether the column holds words rather than numbers."""
        return bool(self.distinct) and self.number_share < 0.5

    @property
    def is_number_column(self) -> bool:
        """Whether nine in ten of its distinct texts are numbers."""
        return bool(self.distinct) and self.number_share >= 0.9

    @property
    def is_web(self) -> bool:
        """Whether the texts are addresses."""
        return bool(self.sample) and all(text.startswith(("http://", "https://", "www.")) for text in self.sample[:20])


def _is_period(text: str) -> bool:
    try:
        return parse_period(text) is not None or part_of_split_year(text) is not None
    except ImpossibleDateError:
        return True


def profile_columns(
    headers: Sequence[str], columns: Sequence[Sequence[str]], missing: frozenset[str], decimal_comma: bool
) -> tuple[Profile, ...]:
    """A profile of every column, in order."""
    found = []
    for position, header in enumerate(headers):
        stripped = dict.fromkeys(map(str.strip, dict.fromkeys(columns[position])))
        kept = tuple(text for text in stripped if text.lower() not in missing)
        found.append(Profile(position, header, kept, missing, decimal_comma))
    return tuple(found)


def has_decimal_comma(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether numbers are written 1.234,5: some cell is so, and none says otherwise.

    Where commas also separate the values, three quoted cells must be so and no comma may part thousands.
    """
    commas = points = thousands = 0
    for row in itertools.islice(rows, SAMPLE):
        for text in row:
            bare = text.strip().lstrip("-−").translate(_GROUPING)
            whole, comma, decimals = bare.rpartition(",")
            if comma and decimals.isdecimal() and whole.replace(".", "").isdecimal():
                commas += len(decimals) != 3
                thousands += len(decimals) == 3
            whole, point, decimals = bare.rpartition(".")
            points += bool(point) and decimals.isdecimal() and len(decimals) != 3 and whole.replace(",", "").isdecimal()
    if delimiter == ",":
        return commas >= _QUOTED_COMMAS and not points and not thousands
    return commas > 0 and points == 0


def has_header(profile: Profile, *groups: str) -> bool:
    """Whether the header is one of the words of these groups in the word file."""
    return any(profile.normal in word_set("headers", group) for group in groups)
