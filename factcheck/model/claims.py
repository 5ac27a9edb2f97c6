"""What a draft says: where a figure stands, what it says of whom and when, and how the draft stands behind it."""

from __future__ import annotations

from enum import StrEnum

from factcheck.frozen import record
from factcheck.model.periods import Period
from factcheck.model.places import Span
from factcheck.model.quantities import Quantity


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
    the time that it is held against ("than a year earlier"), of such a time itself that time; `from_level` marks a
    level that a change starts from (the 9 of "from 9 to 7").
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
