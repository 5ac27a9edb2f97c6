"""Mentions with their sentences to claims, sentence by sentence."""

from __future__ import annotations

import datetime as dt
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from factcheck.claims import classes as c
from factcheck.claims.context import Figure, Sentence
from factcheck.claims.kinds import Reading, read_kind
from factcheck.claims.marks import sentence_marks
from factcheck.claims.names import MOST_CARRIED, Named, governing_names, sentence_names
from factcheck.claims.periods import Governed, PeriodReader
from factcheck.claims.phrases import is_noun
from factcheck.claims.restated import told_again
from factcheck.claims.status import StatusReader, quotations
from factcheck.claims.subjects import read_subject
from factcheck.claims.totals import totals
from factcheck.claims.vocabulary import Vocabulary
from factcheck.document import BlockKind, Document
from factcheck.model import Claim, Kind, Mention, Name, Period, Span, Status
from factcheck.sentences import block_sentences

_BARE_REASONS = {Kind.YEAR: "year", Kind.DATE: "date", Kind.AGE: "age"}
# Figures that lean on the one before: "5% more", "a third of them".
_LEANING = frozenset(
    {Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO, Kind.SHARE, Kind.RATE, Kind.AVERAGE, Kind.TOTAL, Kind.RANK}
)
_UNSAID = frozenset({Kind.RANK, Kind.RATIO})
_MOST_CARRIED = 8
_CELL, _HEADING = BlockKind.TABLE_CELL, BlockKind.HEADING
_LEVEL, _COUNT, _DURATION, _SHARE, _CHANGE = Kind.LEVEL, Kind.COUNT, Kind.DURATION, Kind.SHARE, Kind.CHANGE
_ASSERTED = Status.ASSERTED


def make_claims(document: Document, mentions: Sequence[Mention], as_of: dt.date | None = None) -> tuple[Claim, ...]:
    """One claim for every mention, in order; `as_of` overrides the draft's own date.

    The date resolves times without a year ("in March", "a year earlier"); without one they stay open.
    """
    return tuple(_Assembly(document, mentions, as_of or document.date).claims())


@dataclass
class _Carried:
    """What a sentence leaves to the next one of its block."""

    block: int = -1
    names: list[Name] = field(default_factory=list)
    period: Period | None = None
    subject: str = ""
    subjects: dict[str, str] = field(default_factory=dict)
    named: bool = False


class _Assembly:
    def __init__(self, document: Document, mentions: Sequence[Mention], today: dt.date | None) -> None:
        self.document = document
        self.mentions = mentions
        self.today = today
        self.quoted = quotations(document)
        self.quoted_starts = [span.start for span in self.quoted]
        self.vocabulary = Vocabulary(document)
        self.has_code = bool(document.code) or any(block.kind is BlockKind.CODE for block in document.blocks)
        # By dimension: the first subject of the last block that had one, which later blocks go on with.
        self.subjects: dict[str, tuple[int, str]] = {}
        self.anchor: Period | None = None
        self.headings: dict[int, tuple[list[Name], Period | None]] = {}
        self.row_names = _row_names(document)
        self.cell_periods = _cell_periods(document, mentions)

    def claims(self) -> Iterator[Claim]:
        """The claims of the whole document."""
        carried = _Carried()
        for span, block, members, is_read_on in _by_sentence(self.document, self.mentions):
            if block != carried.block:
                carried = self._fresh(block)
            sentence = Sentence(self.document, span, block, members)
            periods = PeriodReader(sentence, sentence_marks(sentence, self.today))
            names = sentence_names(sentence, self.vocabulary) if is_read_on else []
            if members:
                yield from self._sentence_claims(sentence, names, periods, carried)
            self._carry(carried, [named.name for named in names], periods)

    def _fresh(self, block: int) -> _Carried:
        """What a block starts with: the names and the time of the headings above it."""
        names: list[Name] = []
        period: Period | None = None
        index = self.document.blocks[block].heading if block >= 0 else -1
        for heading in dict.fromkeys((next(iter(self.headings), -1), index)):
            if 0 <= heading < block and heading in self.headings:
                names.extend(self.headings[heading][0])
                period = self.headings[heading][1] or period
        return _Carried(block, names, period)

    def _carry(self, carried: _Carried, names: Sequence[Name], periods: PeriodReader) -> None:
        """Leave the names and the time of a sentence to the next ones."""
        kept = [Name(name.text, name.span, carried=True) for name in names]
        if kept:
            carried.names = [*carried.names, *kept][-_MOST_CARRIED:]
        if periods.marks:
            carried.period = periods.left_over()
            if carried.period is not None and self.today is not None and carried.period.start > self.today:
                carried.period = None
            self.anchor = carried.period or self.anchor
        if self.document.blocks[carried.block].kind is _HEADING:
            known = self.headings.get(carried.block, ([], None))
            self.headings[carried.block] = ([*known[0], *kept], carried.period or known[1])

    def _sentence_claims(
        self, sentence: Sentence, names: Sequence[Named], periods: PeriodReader, carried: _Carried
    ) -> Iterator[Claim]:
        _mark_names(sentence, names)
        status = StatusReader(sentence, self.quoted, self.quoted_starts)
        scene = _Scene(sentence, [named.name for named in names], periods, status, carried)
        is_cell = self.document.blocks[sentence.block].kind is _CELL
        for (index, mention), place in zip(sentence.mentions, sentence.places, strict=True):
            figure = Figure(sentence, mention, place)
            reason = self._reason(mention) or _aside(figure)
            if reason:
                yield _no_claim(index, figure, reason, periods.is_held_against(mention))
            elif is_cell:
                yield self._cell_claim(index, figure)
            else:
                yield self._claim(index, figure, scene)

    def _reason(self, mention: Mention) -> str:
        if mention.reason:
            return mention.reason
        if self.has_code and self.document.in_code(mention.span):
            return "code"
        if mention.quantity is None:
            return _BARE_REASONS.get(mention.kind, "no quantity")
        return _BARE_REASONS.get(mention.kind, "")

    def _claim(self, index: int, figure: Figure, scene: _Scene) -> Claim:
        reading = scene.read(index, figure)
        status = scene.status.read(figure)
        clause = figure.clause.span
        governed = scene.periods.read(figure.mention, clause, scene.carried.period, reading, self.anchor)
        if self.today is not None and governed.period is not None:
            status, governed = _dated(status, governed, self.today)
        return Claim(
            id=f"f{index + 1}",
            mention=figure.mention,
            kind=reading.kind,
            is_claim=True,
            status=status,
            sentence=scene.sentence.span,
            clause=clause,
            block=scene.sentence.block,
            subject=self._subject(figure, reading, scene),
            entities=scene.names_around(figure),
            period=governed.period,
            period_stated=governed.stated,
            period_own=governed.own,
            direction=reading.direction,
            cue=reading.cue,
            base=reading.base,
            base_period=governed.base,
            from_level=reading.is_start,
        )

    def _subject(self, figure: Figure, reading: Reading, scene: _Scene) -> str:
        subject = read_subject(figure, reading)
        carried = scene.carried
        if scene.subject and _is_end_of_change(figure):
            return scene.subject  # "cut costs by 3% to £5m"
        if not subject:
            return self._carried_subject(figure, reading, scene)
        if reading.kind not in _UNSAID:
            carried.subject = scene.subject = subject
            carried.named = bool(scene.names)
            carried.subjects[figure.dimension] = subject
            if self.subjects.get(figure.dimension, (-1, ""))[0] != carried.block:
                self.subjects[figure.dimension] = (carried.block, subject)
        return subject

    def _carried_subject(self, figure: Figure, reading: Reading, scene: _Scene) -> str:
        """The subject that goes on: the sentence's, else of the same dimension, else the block's.

        What was said of no one by name ("money for roads grows") does not go on to a name ("Highways lose").
        """
        if scene.subject:
            return scene.subject
        own = scene.name_in(figure.clause.span)
        if own is not None and scene.carried.subject and not scene.carried.named:
            return own.text
        alike = scene.carried.subjects.get(figure.dimension) or self.subjects.get(figure.dimension, (-1, ""))[1]
        before = (scene.carried.subject, alike) if reading.kind in _LEANING else (alike, scene.carried.subject)
        return before[0] or before[1] or (own.text if own and reading.kind is not Kind.RANK else "")

    def _cell_claim(self, index: int, figure: Figure) -> Claim:
        sentence = figure.sentence
        block = self.document.blocks[sentence.block]
        name = self.row_names.get((block.table, block.row))
        period = self.cell_periods.get((block.table, 0, block.column))
        period = period or self.cell_periods.get((block.table, block.row, 0))
        return Claim(
            id=f"f{index + 1}",
            mention=figure.mention,
            kind=figure.mention.kind,
            is_claim=True,
            status=_ASSERTED,
            sentence=sentence.span,
            clause=figure.clause.span,
            block=sentence.block,
            subject=block.column_header,
            entities=(name,) if name and name.span != block.span else (),
            period=period,
            period_stated=period is not None,
        )


class _Scene:
    """One sentence with all that was read from it."""

    def __init__(
        self,
        sentence: Sentence,
        names: Sequence[Name],
        periods: PeriodReader,
        status: StatusReader,
        carried: _Carried,
    ) -> None:
        self.sentence = sentence
        self.names = names
        self.name_starts = [name.span.start for name in names]
        self.periods = periods
        self.status = status
        self.totals = totals(sentence)
        self.carried = carried
        self.carried_names = _latest(carried.names)
        self.subject = ""
        self.share: Reading | None = None
        self.change: tuple[Reading | None, int] = (None, -1)
        """The last change told, and the word that tells how much."""

    def read(self, index: int, figure: Figure) -> Reading:
        """What a figure says, by its own words and by what the figures before it said."""
        reading = read_kind(figure)
        if index in self.totals and (reading.kind is _COUNT or reading.kind is _LEVEL):
            reading = replace(reading, kind=Kind.TOTAL)
        if self.share is not None and not reading.base and reading.kind is _LEVEL and figure.is_percent:
            # "37% of rides in May but 19% in June": the second is the same share.
            reading = replace(reading, kind=_SHARE, base=self.share.base)
        reading = told_again(figure, reading, *self.change)
        if reading.kind is _SHARE:
            self.share = reading
        if reading.kind is _CHANGE:
            self.change = (reading, figure.at)
        return reading

    def names_around(self, figure: Figure) -> tuple[Name, ...]:
        """The names that a figure is about."""
        if not self.names:
            return self.carried_names[:MOST_CARRIED]
        position = figure.mention.start
        return governing_names(self.names, self.name_starts, figure.clause.span, position, self.carried_names)

    def name_in(self, clause: Span) -> Name | None:
        """The first name of a clause."""
        index = bisect_left(self.name_starts, clause.start)
        inside = index < len(self.names) and clause.contains(self.names[index].span)
        return self.names[index] if inside else None


def _latest(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names, each once, the latest first."""
    if not names:
        return ()
    kept: dict[str, Name] = {}
    for name in reversed(names):
        kept.setdefault(name.text, name)
    return tuple(kept.values())


def _mark_names(sentence: Sentence, names: Sequence[Named]) -> None:
    """Mark the words that belong to names."""
    words = sentence.words
    for named in names:
        first, last = named.first, named.last
        # "Youth services": the sentence's first word, made large, describes a noun.
        opens = named.name.span.start == sentence.span.start and last == first + 1 < len(words)
        if opens and sentence.end_of(first) == named.name.span.end and is_noun(words, last):
            continue
        for index in range(first, last):
            words[index] = words[index].also(c.NAMED)


def _no_claim(index: int, figure: Figure, reason: str, is_base: bool) -> Claim:
    return Claim(
        id=f"f{index + 1}",
        mention=figure.mention,
        kind=figure.mention.kind,
        is_claim=False,
        status=_ASSERTED,
        sentence=figure.sentence.span,
        clause=figure.clause.span,
        block=figure.sentence.block,
        reason=reason,
        base_period=figure.mention.period if is_base else None,
    )


def _dated(status: Status, governed: Governed, today: dt.date) -> tuple[Status, Governed]:
    """The status and the time of a figure that has one, against the day of writing."""
    period = governed.period
    if period is None:
        return status, governed
    if status is Status.FORECAST and period.end < today and not any(char.isdigit() for char in period.text):
        # A forecast with a time without a year ("in spring") lies ahead; when is open.
        return status, replace(governed, period=None)
    if governed.stated and period.start > today and status in (_ASSERTED, Status.ATTRIBUTED):
        return Status.FORECAST, governed  # a time still to come
    return status, governed


def _is_end_of_change(figure: Figure) -> bool:
    """Whether a figure is where a change ends that another figure tells: "by 3% to £5m"."""
    before = figure.before
    return len(before) > 1 and before[0].lower == "to" and bool(before[1].classes & c.COUNTS)


def _aside(figure: Figure) -> str:
    """Why a figure that looks like one says nothing here; "" when it does."""
    kind = figure.mention.kind
    if kind is _COUNT and _points_back(figure):
        return "anaphora"
    if kind is not _DURATION:
        return ""
    if figure.after and figure.after[0].lower in ("ago", "earlier", "later"):
        return "duration"
    return "period" if _frames(figure) else ""


def _frames(figure: Figure) -> bool:
    """Whether a duration only says when ("over the last 12 months"), as against how long ("for the past four")."""
    before = figure.before
    if not before or not before[0].classes & c.RUNNING_WORDS:
        return False
    return any(word.classes & c.FRAME_PREPOSITIONS for word in before[1:3])


def _points_back(figure: Figure) -> bool:
    """Whether "the two departments" takes up two things just named instead of counting any."""
    if not figure.before or not figure.before[0].classes & c.BACK_REFERENCE or figure.mention.surface.lower() != "two":
        return False
    sentence = figure.sentence
    return sentence.span.start > sentence.document.blocks[sentence.block].span.start


def _row_names(document: Document) -> dict[tuple[int, int], Name]:
    """The first cell of every table row."""
    return {
        (block.table, block.row): Name(document.text[block.span.start : block.span.end], block.span)
        for block in document.blocks
        if block.kind is _CELL and block.column == 0
    }


def _cell_periods(document: Document, mentions: Sequence[Mention]) -> dict[tuple[int, int, int], Period]:
    """The times that table cells name, by table, row and column."""
    found: dict[tuple[int, int, int], Period] = {}
    if not any(block.kind is _CELL for block in document.blocks):
        return found
    for mention in mentions:
        if mention.period is not None:
            block = document.blocks[document.block_at(mention.start)]
            found[block.table, block.row, block.column] = mention.period
    return found


def _by_sentence(
    document: Document, mentions: Sequence[Mention]
) -> Iterator[tuple[Span, int, Sequence[tuple[int, Mention]], bool]]:
    """The sentences with their blocks and mentions, up to the last mention.

    A mention over two sentences belongs to the one it starts in. The last part tells whether a sentence's names matter:
    those of headings do, and those of sentences that a sentence with a mention follows in the same block.
    """
    numbered = list(enumerate(mentions))
    starts = [mention.start for mention in mentions]
    taken = 0
    for number, block in enumerate(document.blocks):
        if taken == len(numbered):
            return
        spans = block_sentences(document.text, block.span, block.kind)
        if not spans:
            continue
        limits = [span.start for span in spans[1:]]
        limits.append(document.blocks[number + 1].span.start if number + 1 < len(document.blocks) else sys.maxsize)
        bounds = [taken, *(bisect_left(starts, limit, taken) for limit in limits)]
        is_heading = block.kind is _HEADING
        for place, span in enumerate(spans):
            matters = is_heading or bounds[place] < bounds[-1]
            yield span, number, numbered[bounds[place] : bounds[place + 1]], matters
        taken = bounds[-1]
