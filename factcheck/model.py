"""The frozen records that cross the program, and the words they use (standard library only).

Every stage takes records of this module and makes new ones; nothing later writes to anything earlier.
Numbers are exact: `fractions.Fraction`, made from the written digits, never from a float.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from factcheck.frozen import record


class Modifier(StrEnum):
    """What a hedge makes of a number; the width it allows stands in the quantity's interval."""

    EXACT = "exact"
    APPROXIMATE = "approximate"  # about, some, nearly, almost: both sides, or one side close by
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"  # dozens, several, a handful


class Kind(StrEnum):
    """What a figure says about its subject."""

    LEVEL = "level"
    COUNT = "count"
    CHANGE = "change"  # "rose 5%", "up by 3 points": against an earlier period
    DIFFERENCE = "difference"  # "17 more than Saturn": against another thing
    SHARE = "share"
    RATIO = "ratio"  # "twice as many", "11 times the width"
    RANK = "rank"
    RATE = "rate"
    TOTAL = "total"
    AVERAGE = "average"
    EXTREME = "extreme"
    YEAR = "year"
    DATE = "date"
    DURATION = "duration"
    AGE = "age"


class Status(StrEnum):
    """How the draft stands behind a figure. Only asserted and attributed figures can be contradicted."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    FORECAST = "forecast"
    TARGET = "target"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    QUESTION = "question"


class Direction(StrEnum):
    """The way a change goes, by the draft's own verb."""

    UP = "up"
    DOWN = "down"


class Cue(StrEnum):
    """What tells the direction of a change: the kind of word, or the sign of the number."""

    VERB = "verb"  # rose, fell, cut by
    GAIN = "gain"  # gained, lost, added, shed: what the subject got or gave away
    PARTICLE = "particle"  # up, down, higher
    NOUN = "noun"  # an increase of, a 3% drop
    COMPARATIVE = "comparative"  # more than, fewer than, above
    SIGN = "sign"  # -1.3%


class Verdict(StrEnum):
    """What a check says of one figure."""

    CONSISTENT = "consistent"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    AMBIGUOUS = "ambiguous"
    NOT_COVERED = "not_covered"
    NOT_A_CLAIM = "not_a_claim"


class Severity(StrEnum):
    """How loudly a finding speaks; `--fail-on` compares it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def level(self) -> int:
        """3 for an error, 2 for a warning, 1 for a note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Diagnosis(StrEnum):
    """How a wrong figure went wrong."""

    VALUE = "value"  # simply another number
    SCALE = "scale"  # million for billion
    ZERO = "zero"  # a zero dropped or added
    TRANSPOSED = "transposed"
    NEIGHBOUR_ROW = "neighbour_row"
    NEIGHBOUR_PERIOD = "neighbour_period"
    WRONG_MEASURE = "wrong_measure"
    UNIT = "unit"
    CURRENCY = "currency"
    PERCENT_POINTS = "percent_points"
    DIRECTION = "direction"
    ROUNDING = "rounding"
    TRUNCATION = "truncation"
    OVER_PRECISE = "over_precise"
    HEDGE = "hedge"
    RANK = "rank"
    TOTAL = "total"
    LIST_COUNT = "list_count"
    CONVERSION = "conversion"


@record
class Span:
    """Code points [start, end) of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@record
class Place:
    """A position in the source: line and column count from 1, the column in code points."""

    line: int
    column: int


@record
class Interval:
    """All the values that a written number allows; a bound of None is open to infinity.

    >>> Interval(Fraction(305, 100), Fraction(315, 100), high_open=True).holds(Fraction("3.1"))
    True
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether exactly one value is allowed."""
        return self.low is not None and (self.low is self.high or self.low == self.high)

    def holds(self, value: Fraction) -> bool:
        """Whether the value is allowed."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def contains(self, other: Interval) -> bool:
        """Whether every value of the other is allowed here."""
        return self._low_reaches(other) and self._high_reaches(other)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value is allowed by both."""
        return not (self._below(other) or other._below(self))

    def scaled(self, factor: Fraction) -> Interval:
        """The interval with every value multiplied by a factor other than 0."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def shifted(self, offset: Fraction) -> Interval:
        """The interval with the offset added to every value."""
        low = None if self.low is None else self.low + offset
        high = None if self.high is None else self.high + offset
        return Interval(low, high, self.low_open, self.high_open)

    def _low_reaches(self, other: Interval) -> bool:
        if self.low is None:
            return True
        if other.low is None or other.low < self.low:
            return False
        return not (other.low == self.low and self.low_open and not other.low_open)

    def _high_reaches(self, other: Interval) -> bool:
        if self.high is None:
            return True
        if other.high is None or other.high > self.high:
            return False
        return not (other.high == self.high and self.high_open and not other.high_open)

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


@record
class Unit:
    """A unit of measurement, a currency, a percentage or a counted noun.

    `name` is canonical: an ISO code for a currency ("USD"), quantulum3's name for a measurement
    ("kilometre"), "percent", "percentage point", or the counted noun as written in lower case
    ("settlements"). `dimension` is "currency", "percent", "percentage_points", "count", "ratio", "length",
    "mass", ... or a quotient such as "currency/volume". A value in this unit times `factor` plus `offset`
    is the value in the base unit of the dimension; `factor` is None where no conversion is known.
    """

    name: str
    dimension: str
    factor: Fraction | None = None
    offset: Fraction = Fraction(0)
    symbol: str = ""

    def __hash__(self) -> int:
        """By name alone: what is known of pairs of units is looked up ten thousand times a draft."""
        return hash(self.name)


@record
class Quantity:
    """A value, the interval that its digits and its hedge allow, and its unit.

    All numbers are unscaled ("$1.2bn" is 1200000000) and in the unit as written ("5%" is 5 percent).
    `value` is None for ranges and vague words; `ends` holds the two ends of a range.
    `quantum` is what the last written digit stands for ("3.1 million": 100000); None for words such as "half".
    `far` is the soft far bound of a one-sided hedge: past it "more than v" is true and misleading.
    `ambiguous_scale` marks a number whose scale stands at another one only: the $10 of "from $10 to $15 billion".
    """

    value: Fraction | None
    interval: Interval
    quantum: Fraction | None = None
    unit: Unit | None = None
    modifier: Modifier = Modifier.EXACT
    hedge: str = ""
    ends: tuple[Fraction, ...] = ()
    far: Fraction | None = None
    scale: Fraction = Fraction(1)
    ambiguous_scale: bool = False

    @property
    def best(self) -> Fraction | None:
        """The value, or the middle of a bounded range, or None."""
        if self.value is not None:
            return self.value
        if self.interval.low is not None and self.interval.high is not None:
            return (self.interval.low + self.interval.high) / 2
        return None


@record
class Mention:
    """A place in the text where a figure stands, and the rule that found it.

    The surface holds the number with its currency sign, scale word and unit, but neither the hedge before it nor
    the noun it counts. `number`, `scale_span`, `unit_span`, `hedge_span` and `noun_span` are the parts, in the
    document's offsets. `quantity` is None for what holds digits and is no quantity ("T-72"); then, and for
    dates, times and other marks that claim nothing, `reason` says why it is not a claim.
    """

    start: int
    end: int
    surface: str
    rule: str
    kind: Kind
    quantity: Quantity | None = None
    reason: str = ""
    number: Span | None = None
    scale_span: Span | None = None
    unit_span: Span | None = None
    hedge_span: Span | None = None
    noun_span: Span | None = None
    period: Period | None = None

    @property
    def span(self) -> Span:
        """The surface's span."""
        return Span(self.start, self.end)

    @property
    def unit_text(self) -> str:
        """The unit as written, "" when none is."""
        if self.unit_span is None:
            return ""
        return self.surface[self.unit_span.start - self.start : self.unit_span.end - self.start]


class Grain(StrEnum):
    """How long a period is, by the way it is written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    SPAN = "span"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included, and how it was written ("the third quarter")."""

    start: dt.date
    end: dt.date
    grain: Grain = Grain.DAY
    text: str = field(default="", compare=False)

    def contains(self, other: Period) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    @property
    def label(self) -> str:
        """The shortest way to write it: 2022, 2022-11, 2022-Q3, 2022-11-10, 2024/25 or two dates with a slash."""
        start, end = self.start, self.end
        if self.grain is Grain.FISCAL_YEAR and end.year == start.year + 1:
            return f"{start.year}/{end.year % 100:02d}"
        if start == end:
            return start.isoformat()
        first, last = start.day == 1, (end + dt.timedelta(days=1)).day == 1
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if first and last and start.month == 1 and months == 12:
            return f"{start.year}"
        if first and last and months == 1:
            return f"{start.year}-{start.month:02d}"
        if first and last and months == 3 and start.month % 3 == 1:
            return f"{start.year}-Q{start.month // 3 + 1}"
        return f"{start.isoformat()}/{end.isoformat()}"


@record
class Name:
    """A proper name that a claim's context mentions, and where; carried names come from earlier sentences."""

    text: str
    span: Span
    carried: bool = False


@record
class Claim:
    """A mention and what it says, or why it claims nothing.

    `subject` is the thing counted or measured, in the draft's words; `entities` are the names it is about, nearest
    first; `period` is the stated period or None, `period_own` that it is told of this figure alone ("5m in 2019");
    `cue` is what tells the direction; `base` is what a change starts from or a share is of, in words, and `base_period`
    the time that it is held against ("than a year earlier"); `from_level` marks a level that a change starts from (the
    9 of "from 9 to 7").
    `sentence`, `clause` and `block` locate the context: spans in the document and the index of its block.
    """

    id: str
    mention: Mention
    kind: Kind
    is_claim: bool
    status: Status
    sentence: Span
    clause: Span
    block: int
    reason: str = ""
    subject: str = ""
    entities: tuple[Name, ...] = ()
    period: Period | None = None
    period_stated: bool = False
    period_own: bool = False
    direction: Direction | None = None
    cue: Cue | None = None
    base: str = ""
    base_period: Period | None = None
    from_level: bool = False


@record
class Cell:
    """One cell of a reference table: the data row counted from 0, the column's header, and what it holds.

    `line` is the line or sheet row of the file, `part` the sheet or table of a file with several, `address` the cell's
    own in a spreadsheet ("C5").
    """

    table: str
    row: int
    column: str
    text: str
    line: int = 0
    part: str = ""
    address: str = ""


@record
class Source:
    """Where a fact comes from."""

    title: str = ""
    date: str = ""
    url: str = ""


@record
class Fact:
    """A quantity in a reference table, or one derived from several of its cells.

    `value` is unscaled and in `unit`; `interval` is what its printed digits or its own bounds allow. `kind` is what
    the fact says: LEVEL for a cell; CHANGE, DIFFERENCE, SHARE, RATIO, RANK, COUNT, TOTAL ... for derived ones, signed
    (a fall is negative). `key` is the row's key columns; `derivation` says in words and numbers how a derived fact
    was made, "" for a single cell; `cells` are all cells used. `comparator` is the source's own wording ("up to").
    """

    table: str
    row: int
    column: str
    key: tuple[tuple[str, str], ...]
    value: Fraction
    interval: Interval
    unit: Unit | None
    entity: str
    measure: str
    period: Period | None
    source: Source
    cells: tuple[Cell, ...] = ()
    derivation: str = ""
    comparator: str = ""
    note: str = ""
    kind: Kind = Kind.LEVEL


@record
class Link:
    """A claim's tie to a fact: a score in [0, 1] and the reasons for it, readable by a person.

    `parts` are what the score is made of, each in [0, 1]: how well measure, entity, period and unit fit.
    """

    fact: Fact
    score: float
    reasons: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's word that a figure is about one cell of a table: it is compared with that, and not searched for.

    `figure` is the figure as the draft writes it, unit included; where it stands more than once, `near` (words of its
    sentence), `line` or `nth` (the nth that fits) tells which. `table` is named as messages name it; `row` gives
    columns and their texts that choose one row, `column` the cell's. `draft` keeps the pin to one draft, named as it is
    given, with or without its suffix. `by` and `place` (a file and line) say where the pin comes from.
    """

    figure: str
    table: str
    column: str
    row: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    line: int = 0
    nth: int = 0
    draft: str = ""
    by: str = ""
    place: str = ""

    @property
    def origin(self) -> str:
        """Where the pin comes from, in words."""
        said = f"pinned by {self.by}" if self.by else "pinned"
        return f"{said} in {self.place}" if self.place else said


@record
class Judgement:
    """One claim with its verdict.

    `links` are the facts it was held against, best first; `considered` all that were scored, for `explain`.
    `strength` counts how many other facts would have matched by value alone (0 is the strongest evidence, 99 stands
    for any more); `weak` marks a confirmation that may well be by chance: one digit, and several facts have it.
    `pin` is the pin that says which fact is meant; then there was no search, and no strength.
    """

    claim: Claim
    verdict: Verdict
    links: tuple[Link, ...] = ()
    considered: tuple[Link, ...] = ()
    diagnosis: Diagnosis | None = None
    code: str = ""
    severity: Severity | None = None
    message: str = ""
    suggestion: str = ""
    strength: int | None = None
    weak: bool = False
    pin: Pin | None = None


@record
class Related:
    """Another place that a finding speaks of."""

    span: Span
    message: str


@record
class Finding:
    """Something to act on: a rule code, a severity, a message and its place in a document.

    Findings about the run itself (an unreadable table) have `claim` None, an empty `document` and the path in
    `path`, with line and column 0 where none apply.
    """

    code: str
    severity: Severity
    message: str
    document: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    span: Span | None = None
    claim: Claim | None = None
    fact: Fact | None = None
    diagnosis: Diagnosis | None = None
    verdict: Verdict | None = None
    suggestion: str = ""
    related: tuple[Related, ...] = ()
