"""Mentions with their sentences to claims, sentence by sentence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factcheck.claims.context import Figure, Sentence
from factcheck.claims.kinds import Reading, read_kind
from factcheck.claims.marks import sentence_marks
from factcheck.claims.names import Vocabulary, governing_names, sentence_names
from factcheck.claims.periods import Governed, PeriodReader
from factcheck.claims.phrases import is_noun
from factcheck.claims.restated import told_again
from factcheck.claims.status import StatusReader, quotations
from factcheck.claims.subjects import read_subject
from factcheck.claims.totals import totals
from factcheck.document import BlockKind, Document
from factcheck.languages.words import word_set
from factcheck.model import Claim, Kind, Mention, Name, Period, Span, Status
from factcheck.sentences import sentence_spans

_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"(?<=[\w,;(] )[^\W\d_a-z][^\W\d_]*")
_BARE_REASONS = {Kind.YEAR: "year", Kind.DATE: "date", Kind.AGE: "age"}
# Figures that lean on the one before: "5% more", "a third of them".
_LEANING = (Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO, Kind.SHARE, Kind.RATE, Kind.AVERAGE, Kind.TOTAL, Kind.RANK)
_MOST_CARRIED = 8


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
        self.vocabulary = _vocabulary(document)
        # By dimension: the first subject of the last block that had one, which later blocks go on with.
        self.subjects: dict[str, tuple[int, str]] = {}
        self.anchor: Period | None = None
        self.headings: dict[int, tuple[list[Name], Period | None]] = {}
        self.row_names = _row_names(document)
        self.cell_periods = _cell_periods(document, mentions)

    def claims(self) -> Iterator[Claim]:
        """The claims of the whole document."""
        carried = _Carried()
        for span, members in _by_sentence(sentence_spans(self.document), self.mentions):
            block = self.document.block_at(span.start)
            if block != carried.block:
                carried = self._fresh(block)
            sentence = Sentence(self.document, span, block, members)
            yield from self._sentence_claims(sentence, carried)

    def _fresh(self, block: int) -> _Carried:
        """What a block starts with: the names and the time of the headings above it."""
        names: list[Name] = []
        period: Period | None = None
        index = self.document.blocks[block].heading if block >= 0 else -1
        for heading in dict.fromkeys((self._first_heading(), index)):
            if 0 <= heading < block and heading in self.headings:
                names.extend(self.headings[heading][0])
                period = self.headings[heading][1] or period
        return _Carried(block, names, period)

    def _first_heading(self) -> int:
        return min(self.headings, default=-1)

    def _sentence_claims(self, sentence: Sentence, carried: _Carried) -> Iterator[Claim]:
        names = sentence_names(sentence, self.vocabulary)
        marks = sentence_marks(sentence, self.today)
        periods = PeriodReader(sentence, marks)
        if sentence.mentions:
            scene = _Scene(sentence, names, periods, StatusReader(sentence, self.quoted), totals(sentence), carried)
            for index, mention in sentence.mentions:
                yield self._claim(index, mention, scene)
        carried.names = [*carried.names, *names][-_MOST_CARRIED:]
        if marks:
            carried.period = periods.left_over()
            if carried.period is not None and self.today is not None and carried.period.start > self.today:
                carried.period = None
            self.anchor = carried.period or self.anchor
        if self.document.blocks[sentence.block].kind is BlockKind.HEADING:
            known = self.headings.get(sentence.block, ([], None))
            self.headings[sentence.block] = ([*known[0], *names], carried.period or known[1])

    def _claim(self, index: int, mention: Mention, scene: _Scene) -> Claim:
        figure = scene.sentence.figure(mention)
        reason = self._reason(mention) or _aside(figure, scene)
        claim = Claim(
            id=f"f{index + 1}",
            mention=mention,
            kind=mention.kind,
            is_claim=not reason,
            status=Status.ASSERTED,
            sentence=scene.sentence.span,
            clause=figure.clause,
            block=scene.sentence.block,
            reason=reason,
        )
        return claim if reason else self._read(claim, figure, scene, index)

    def _reason(self, mention: Mention) -> str:
        if mention.reason:
            return mention.reason
        if self.document.in_code(mention.span):
            return "code"
        if mention.quantity is None:
            return _BARE_REASONS.get(mention.kind, "no quantity")
        return _BARE_REASONS.get(mention.kind, "")

    def _read(self, claim: Claim, figure: Figure, scene: _Scene, index: int) -> Claim:
        if self.document.blocks[claim.block].kind is BlockKind.TABLE_CELL:
            return self._read_cell(claim)
        reading = read_kind(figure)
        if index in scene.totals and reading.kind in (Kind.COUNT, Kind.LEVEL):
            reading = dataclasses.replace(reading, kind=Kind.TOTAL)
        if not reading.base and reading.kind is Kind.LEVEL and scene.share is not None and figure.is_percent:
            # "37% of rides in May but 19% in June": the second is the same share.
            reading = dataclasses.replace(reading, kind=Kind.SHARE, base=scene.share.base)
        reading = told_again(figure, reading, *scene.change)
        if reading.kind is Kind.SHARE:
            scene.share = reading
        if reading.kind is Kind.CHANGE:
            scene.change = (reading, figure.at)
        status = scene.status.read(figure)
        governed = scene.periods.read(figure.mention, figure.clause, scene.carried.period, reading, self.anchor)
        if self._is_unresolved(status, governed):
            governed = dataclasses.replace(governed, period=None)
        return dataclasses.replace(
            claim,
            kind=reading.kind,
            status=self._status(status, governed),
            subject=self._subject(figure, reading, scene),
            entities=scene.names_around(figure),
            period=governed.period,
            period_stated=governed.stated,
            direction=reading.direction,
            cue=reading.cue,
            base=reading.base,
            base_period=governed.base,
            from_level=reading.is_start,
        )

    def _status(self, status: Status, governed: Governed) -> Status:
        """A figure of a time still to come is a forecast."""
        future = self.today is not None and governed.stated and governed.period and governed.period.start > self.today
        return Status.FORECAST if future and status in (Status.ASSERTED, Status.ATTRIBUTED) else status

    def _is_unresolved(self, status: Status, governed: Governed) -> bool:
        """Whether a forecast names a time without a year ("in spring"), which then lies ahead and stays open."""
        if status is not Status.FORECAST or self.today is None or governed.period is None:
            return False
        return governed.period.end < self.today and not any(char.isdigit() for char in governed.period.text)

    def _subject(self, figure: Figure, reading: Reading, scene: _Scene) -> str:
        subject = read_subject(figure, reading, scene.named)
        carried = scene.carried
        if scene.subject and len(figure.before) > 1 and figure.before[0].lower == "to" and figure.before[1].counts:
            return scene.subject  # "cut costs by 3% to £5m"
        if not subject:
            return self._carried_subject(figure, reading, scene)
        if reading.kind not in (Kind.RANK, Kind.RATIO):
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
        own = scene.name_in(figure.clause)
        if own is not None and scene.carried.subject and not scene.carried.named:
            return own.text
        alike = scene.carried.subjects.get(figure.dimension) or self.subjects.get(figure.dimension, (-1, ""))[1]
        before = (scene.carried.subject, alike) if reading.kind in _LEANING else (alike, scene.carried.subject)
        return before[0] or before[1] or (own.text if own and reading.kind is not Kind.RANK else "")

    def _read_cell(self, claim: Claim) -> Claim:
        block = self.document.blocks[claim.block]
        name = self.row_names.get((block.table, block.row))
        entities = (name,) if name and name.span != block.span else ()
        period = self.cell_periods.get((block.table, 0, block.column))
        period = period or self.cell_periods.get((block.table, block.row, 0))
        return dataclasses.replace(
            claim, subject=block.column_header, entities=entities, period=period, period_stated=period is not None
        )


@dataclass
class _Scene:
    """One sentence with all that was read from it."""

    sentence: Sentence
    names: list[Name]
    periods: PeriodReader
    status: StatusReader
    totals: frozenset[int]
    carried: _Carried
    subject: str = ""
    share: Reading | None = None
    change: tuple[Reading | None, int] = (None, -1)
    """The last change told, and the token that tells how much."""

    @cached_property
    def name_starts(self) -> list[int]:
        """Where the names start."""
        return [name.span.start for name in self.names]

    def names_around(self, figure: Figure) -> tuple[Name, ...]:
        """The names that a figure is about."""
        return governing_names(self.names, self.name_starts, figure.clause, figure.mention.start, self.carried.names)

    def name_in(self, clause: Span) -> Name | None:
        """The first name of a clause."""
        index = bisect_left(self.name_starts, clause.start)
        inside = index < len(self.names) and clause.contains(self.names[index].span)
        return self.names[index] if inside else None

    @cached_property
    def named(self) -> frozenset[int]:
        """The starts of the tokens that belong to names."""
        sentence = self.sentence
        found = set()
        for name in self.names:
            first, last = sentence.index_at(name.span.start), sentence.index_at(name.span.end)
            # "Youth services": the sentence's first word, made large, describes a noun.
            opens = name.span.start == sentence.span.start and last == first + 1 < len(sentence.tokens)
            if opens and sentence.tokens[first].end == name.span.end and is_noun(sentence.tokens, last):
                continue
            found.update(sentence.token_starts[first:last])
        return frozenset(found)


def _aside(figure: Figure, scene: _Scene) -> str:
    """Why a figure that looks like one says nothing here; "" when it does."""
    if _points_back(figure, scene):
        return "anaphora"
    if figure.mention.kind is Kind.DURATION and figure.after and figure.after[0].lower in ("ago", "earlier", "later"):
        return "duration"
    return "period" if figure.mention.kind is Kind.DURATION and _frames(figure) else ""


def _frames(figure: Figure) -> bool:
    """Whether a duration only says when ("over the last 12 months"), as against how long ("for the past four")."""
    words = [token.lower for token in figure.before[:3]]
    if not words or words[0] not in word_set("claims", "running_words"):
        return False
    return not word_set("claims", "frame_prepositions").isdisjoint(words[1:])


def _points_back(figure: Figure, scene: _Scene) -> bool:
    """Whether "the two departments" takes up two things just named instead of counting any."""
    mention = figure.mention
    if mention.kind is not Kind.COUNT or mention.surface.lower() != "two" or not figure.before:
        return False
    if figure.before[0].lower not in word_set("claims", "back_reference"):
        return False
    return scene.sentence.span.start > scene.sentence.document.blocks[scene.sentence.block].span.start


def _vocabulary(document: Document) -> Vocabulary:
    small: set[str] = set()
    large: set[str] = set()
    own: set[str] = set()
    inner: set[str] = set()
    for block in document.blocks:
        words = _WORD.findall(document.text, block.span.start, block.span.end)
        if block.kind is BlockKind.TABLE_CELL and block.column == 0 and block.row > 0:
            own.update(word.lower() for word in words[:1] if len(words) == 1)
        if block.kind in (BlockKind.TABLE_CELL, BlockKind.CODE):
            continue
        small.update(word for word in words if word.islower())
        if block.kind is BlockKind.HEADING:
            own.update(word for word in words if len(words) == 1 and word.islower())
        else:
            large.update(word.lower() for word in words if word[0].isupper())
            inner.update(word.lower() for word in _INNER.findall(document.text, block.span.start, block.span.end))
    return Vocabulary(frozenset(small), frozenset(large), frozenset(inner), frozenset(own))


def _row_names(document: Document) -> dict[tuple[int, int], Name]:
    """The first cell of every table row."""
    return {
        (block.table, block.row): Name(document.text[block.span.start : block.span.end], block.span)
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL and block.column == 0
    }


def _cell_periods(document: Document, mentions: Sequence[Mention]) -> dict[tuple[int, int, int], Period]:
    """The times that table cells name, by table, row and column."""
    found: dict[tuple[int, int, int], Period] = {}
    for mention in mentions:
        if mention.period is not None:
            block = document.blocks[document.block_at(mention.start)]
            found[block.table, block.row, block.column] = mention.period
    return found


def _by_sentence(
    sentences: Sequence[Span], mentions: Sequence[Mention]
) -> Iterator[tuple[Span, list[tuple[int, Mention]]]]:
    """Every sentence with its mentions; a mention over two sentences belongs to the one it starts in."""
    starts = [span.start for span in sentences]
    grouped: dict[int, list[tuple[int, Mention]]] = {}
    for index, mention in enumerate(mentions):
        grouped.setdefault(max(bisect_right(starts, mention.start) - 1, 0), []).append((index, mention))
    for place, span in enumerate(sentences):
        yield span, grouped.get(place, [])
