"""The times and lengths of time that a draft writes, by sentence, and whether a length fits between two times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.model import Claim, Grain, Kind, Modifier, Quantity, Span, Status
from factcheck.phrasing import decimal_text
from factcheck.rules.draft import Draft, quantity_of
from factcheck.rules.written_days import Reading, written_days

# What is to come has an end, a start and a length too.
_STANDING = frozenset({Status.ASSERTED, Status.ATTRIBUTED, Status.FORECAST, Status.TARGET})
_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.YEAR})
DAYS = {
    "day": Fraction(1),
    "week": Fraction(7),
    "fortnight": Fraction(14),
    "month": Fraction(30_436_875, 1_000_000),
    "year": Fraction(3_652_425, 10_000),
    "decade": Fraction(3_652_425, 1_000),
    "century": Fraction(3_652_425, 100),
}
_ROUNDED_FROM = 20  # "20 years ago" may be rounded, "15 years ago" is counted
_LONGEST_SENTENCE = 3000


@record
class Moment:
    """A time that lies somewhere from `first` to `last`; `reading` is a day whose year is not written."""

    claim: Claim | None
    first: dt.date
    last: dt.date
    grain: Grain
    reading: Reading | None = None

    def in_year(self, year: int) -> Moment | None:
        """A day without a year in that year; None where that year has no such day."""
        day = self.reading.in_year(year) if self.reading is not None else None
        return None if day is None else Moment(self.claim, day, day, Grain.DAY)

    @property
    def span(self) -> Span:
        """Where it stands."""
        assert self.claim is not None  # noqa: S101 - asked only of what the draft writes
        return self.claim.mention.span


@record
class Stretch:
    """Two times joined in one figure: "1921-1980", "3 May to 10 May 2024"."""

    claim: Claim
    begin: Moment
    end: Moment

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.claim.mention.span


@record
class Length:
    """A length of time, `unit` in days; `span` takes the hedge before it in."""

    claim: Claim
    unit: str
    span: Span

    @property
    def said(self) -> str:
        """As the draft writes it."""
        return self.claim.mention.surface


Item = Moment | Stretch | Length


def today(draft: Draft) -> Moment | None:
    """The day from which the draft speaks."""
    return None if draft.day is None else Moment(None, draft.day, draft.day, Grain.DAY)


def timed_sentences(draft: Draft) -> Iterator[tuple[Span, list[Item]]]:
    """Every sentence of prose that names a time, with its times and lengths in order."""
    days = {written.claim.id: written.readings for written in written_days(draft)}
    found: dict[Span, list[Item]] = {}
    for claim in draft.claims:
        if claim.status not in _STANDING or draft.block(claim).kind not in _PROSE:
            continue
        if claim.sentence.end - claim.sentence.start > _LONGEST_SENTENCE:
            continue
        item = _item(claim, days.get(claim.id, ()))
        if item is not None:
            found.setdefault(claim.sentence, []).append(item)
    yield from found.items()


def _item(claim: Claim, readings: tuple[Reading, ...]) -> Item | None:
    mention = claim.mention
    if mention.kind is Kind.DURATION:
        return _length(claim)
    if mention.kind not in {Kind.DATE, Kind.YEAR}:
        return None
    period = mention.period
    if period is not None and period.grain in _GRAINS:
        return Moment(claim, period.start, period.end, period.grain)
    if period is not None and period.grain is Grain.SPAN and mention.rule in {"years", "date", "months"}:
        return _stretch(claim)
    if period is None and len(readings) == 1 and readings[0].year is None and readings[0].exists():
        return _without_year(claim, readings[0])
    return None


def _without_year(claim: Claim, reading: Reading) -> Moment | Stretch:
    """A day without a year, or a run of days: "7-9 June"."""
    first, last = (
        Moment(claim, dt.date.min, dt.date.max, Grain.DAY, Reading(None, reading.month, day, day))
        for day in (reading.day, reading.last)
    )
    return first if reading.day == reading.last else Stretch(claim, first, last)


def _stretch(claim: Claim) -> Stretch:
    period, rule = claim.mention.period, claim.mention.rule
    assert period is not None  # noqa: S101 - looked at before
    first, last = period.start, period.end
    if rule == "date":
        return Stretch(claim, Moment(claim, first, first, Grain.DAY), Moment(claim, last, last, Grain.DAY))
    grain = Grain.YEAR if rule == "years" else Grain.MONTH
    ends = first.replace(month=12, day=31) if rule == "years" else _month_end(first)
    begins = last.replace(month=1, day=1) if rule == "years" else last.replace(day=1)
    return Stretch(claim, Moment(claim, first, ends, grain), Moment(claim, begins, last, grain))


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _length(claim: Claim) -> Length | None:
    quantity, mention = claim.mention.quantity, claim.mention
    if quantity is None or quantity.unit is None or quantity.unit.name not in DAYS:
        return None
    if quantity.modifier in {Modifier.VAGUE, Modifier.RANGE} or quantity.value is None or quantity.value <= 0:
        return None
    start = mention.hedge_span.start if mention.hedge_span is not None else mention.start
    return Length(claim, quantity.unit.name, Span(min(start, mention.start), mention.end))


def resolved(one: Moment, other: Moment, day: dt.date | None) -> tuple[Moment, Moment] | None:
    """Two times in order, where a day without a year is of the other's year, or lies near the draft's day."""
    if one.reading is None and other.reading is None:
        return one, other
    if one.reading is not None and other.reading is not None:
        year = day.year if day is not None else 2023
        first, second = one.in_year(year), other.in_year(year)
        if first is not None and second is not None and second.first < first.first:
            second = other.in_year(year + 1)
        return None if first is None or second is None else (first, second)
    known = other if one.reading is not None else one
    if known.grain is not Grain.DAY:
        return None
    loose = one if one.reading is not None else other
    near = (loose.in_year(known.first.year + shift) for shift in (0, -1, 1))
    fits = [each for each in near if each is not None and (each.first <= known.first) == (loose is one)]
    best = min(fits, key=lambda each: abs(each.first - known.first), default=None)
    if best is None:
        return None
    return (best, known) if loose is one else (known, best)


def elapsed(begin: Moment, end: Moment) -> tuple[int, int]:
    """The least and the most days from a day of the one time to a day of the other."""
    return (end.first - begin.last).days, (end.last - begin.first).days


def fits(length: Length, begin: Moment, end: Moment, *, inclusive: bool = False, rounded: bool = False) -> bool:
    """Whether a length can be the time from one moment to another.

    `inclusive` counts both ends ("from 3 to 10 May, eight days"); `rounded` lets an unhedged round number be one.
    """
    quantity, unit = quantity_of(length.claim), DAYS[length.unit]
    least, most = elapsed(begin, end)
    low, high = Fraction(least) / unit, Fraction(most + inclusive) / unit
    if quantity.modifier is Modifier.EXACT:
        return _fits_exactly(length, (begin, end), (low, high), inclusive=inclusive, rounded=rounded)
    room = max(Fraction(1, 2), (quantity.value or Fraction(1)) / 10)
    if quantity.modifier is Modifier.MORE_THAN or quantity.modifier is Modifier.AT_LEAST:
        # "More than" and "just over" tell only the low end for certain: how far above is a matter of taste.
        return quantity.interval.low is None or _most(begin, end, high, length.unit) >= quantity.interval.low
    if quantity.modifier is Modifier.LESS_THAN or quantity.modifier is Modifier.AT_MOST:
        return quantity.interval.high is None or low <= quantity.interval.high
    interval = quantity.interval
    return (interval.low is None or high >= interval.low - room) and (
        interval.high is None or low <= interval.high + room
    )


def _most(begin: Moment, end: Moment, high: Fraction, unit: str) -> Fraction:
    """The most that may have passed; years are also counted from number to number."""
    return max(high, Fraction(end.last.year - begin.first.year)) if unit == "year" else high


def _fits_exactly(
    length: Length, times: tuple[Moment, Moment], passed: tuple[Fraction, Fraction], *, inclusive: bool, rounded: bool
) -> bool:
    begin, end = times
    quantity, (low, high) = quantity_of(length.claim), passed
    number = quantity.value
    assert number is not None  # noqa: S101 - lengths have one
    slack = _slack(quantity, rounded=rounded)
    years = end.last.year - begin.first.year
    if length.unit == "year" and Grain.YEAR in {begin.grain, end.grain} and number.denominator == 1:
        return years - 1 - slack <= number <= years + inclusive + slack
    if length.unit == "year" and number == years:
        return True
    if length.unit == "day" and begin.grain is end.grain is Grain.DAY:
        # A day more or less: what is told today happened yesterday, and nights are a day fewer than days.
        return low - (not inclusive) <= number <= high + (not inclusive)
    short, long = (Fraction(1, 2), Fraction(1)) if length.unit != "week" else (Fraction(3, 5), Fraction(4, 5))
    return low < number + long + slack and high >= number - short - slack


def _slack(quantity: Quantity, *, rounded: bool) -> Fraction:
    """How far an unhedged round number may lie from what it rounds."""
    number = quantity.value or Fraction(0)
    if number % 100 == 0:
        return number / 12
    if not rounded or number < _ROUNDED_FROM or number % 10:
        return Fraction(0)
    return Fraction(4) if number % 50 == 0 else Fraction(2)


def between_words(begin: Moment, end: Moment, unit: str, *, inclusive: bool = False) -> str:
    """How much lies between two times, for a message: "9 years", "7 days, or 8 with both ends", "2.1 to 3.1 months"."""
    if unit == "year" and Grain.YEAR in {begin.grain, end.grain}:
        return _with_both_ends(Fraction(end.last.year - begin.first.year), unit, inclusive=inclusive)
    least, most = elapsed(begin, end)
    low, high = (Fraction(round(Fraction(days) / DAYS[unit], 1)) for days in (least, most))
    if unit == "day" and low == high:
        return _with_both_ends(high, unit, inclusive=inclusive)
    return _counted(high, unit) if low == high else f"{_number(low)} to {_counted(high, unit)}"


def _with_both_ends(number: Fraction, unit: str, *, inclusive: bool) -> str:
    return _counted(number, unit) + (f", or {_number(number + 1)} with both ends" if inclusive else "")


def _counted(number: Fraction, unit: str) -> str:
    plural = {"century": "centuries"}.get(unit, f"{unit}s")
    return f"{_number(number)} {unit if number == 1 else plural}"


def _number(number: Fraction) -> str:
    return decimal_text(number, 0 if number.denominator == 1 else 1)
