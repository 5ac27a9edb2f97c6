"""Which of a sentence's times a figure is of, and which it is held against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from factcheck.claims import classes as c
from factcheck.claims.calendar import month_period, moved
from factcheck.claims.context import Sentence
from factcheck.claims.kinds import Reading
from factcheck.claims.marks import Mark, Role, is_since, relative_times
from factcheck.claims.respective import respective_times
from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.model import Grain, Kind, Mention, Period, Span

# Kinds that are held against another time.
_HELD_AGAINST = frozenset({Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO})
# How far behind a figure the one time of its sentence may stand.
_LATER_ROOM = 240
# How far behind a figure a time may stand that is its own: "for the twelve months ended".
_OWN_ROOM = 48


@record
class Governed:
    """The time of a figure: stated in its sentence, carried from before, or none; `own` where it can be no other's."""

    period: Period | None = None
    stated: bool = False
    base: Period | None = None
    own: bool = False


_NO_TIME = Governed()
_BASE = Role.BASE


class PeriodReader:
    """Reads the times of the figures of one sentence."""

    def __init__(self, sentence: Sentence, marks: Sequence[Mark]) -> None:
        self.sentence = sentence
        self.marks = marks
        self.starts = [mark.span.start for mark in marks]
        self._only = self._only_free() if marks else None
        self._respective = respective_times(sentence, marks) if len(marks) > 1 else {}

    def _only_free(self) -> Mark | None:
        """The one time that figures may be of, where there is just one."""
        free = [mark for mark in self.marks if mark.role is not _BASE and not is_since(mark.period)]
        return free[0] if len(free) == 1 else None

    @cached_property
    def figures(self) -> list[int]:
        """Where the figures start that say something; "four years ago" is none."""
        times, sentence = frozenset(self.starts), self.sentence
        counted = (place for place in sentence.places if sentence.words[place].classes & c.COUNTS)
        return [start for start in map(sentence.starts.__getitem__, counted) if start not in times]

    @cached_property
    def _before_marks(self) -> list[Period | None]:
        """For every time, the period of the nearest time before it that has one."""
        found: list[Period | None] = [None]
        for mark in self.marks:
            found.append(mark.period or found[-1])
        return found

    def _period_before(self, mark: Mark) -> Period | None:
        return self._before_marks[bisect_left(self.starts, mark.span.start)]

    def read(
        self, mention: Mention, clause: Span, carried: Period | None, reading: Reading, anchor: Period | None = None
    ) -> Governed:
        """The time of one figure, and the time it is held against.

        `carried` is what the block was about so far, `anchor` what the whole draft was last about: "half a year ago"
        counts from it.
        """
        if not self.marks:
            return _NO_TIME if reading.is_start or carried is None else Governed(carried)
        period, stated = None if reading.is_start else carried, False
        mark = self._respective.get(mention.start) or self._mark_of(mention, clause, reading.is_start)
        if mark is not None:
            period, stated = self._anchored(mark, carried, anchor), mark.role is not Role.NOW
        base = self._base_of(mention) if reading.kind in _HELD_AGAINST or reading.base else None
        if base is None and reading.kind is Kind.CHANGE:
            base = self._start_after(mention)
        held_against = self._base_period(base, period or carried or anchor) if base else None
        return Governed(period, stated, held_against, mark is not None and self._is_own(mention, mark))

    def _is_own(self, mention: Mention, mark: Mark) -> bool:
        """Whether a time is told of this figure alone: right behind it ("$5m in 2019"), or in a list of its own."""
        if mention.start in self._respective:
            return True
        between = self.sentence.text[mention.end : mark.span.start]
        near = mention.end <= mark.span.start <= mention.end + _OWN_ROOM
        return near and bool(between.strip()) and word_set("periods", "joining").issuperset(between.lower().split())

    def is_held_against(self, mention: Mention) -> bool:
        """Whether a date is only what a figure is held against: "more than in 2023", "up from 744 in 2023"."""
        at = bisect_left(self.starts, mention.start)
        if at == len(self.marks) or self.starts[at] != mention.start:
            return False
        return self.marks[at].role is _BASE or self._belongs_to_a_start(self.marks[at])

    def left_over(self) -> Period | None:
        """The time that the next sentences may still be about: the one that holds all others of this sentence."""
        plain = [mark for mark in self.marks if mark.role is not _BASE and not self._starts_something(mark)]
        plain = [mark for mark in plain if not self._is_an_origin(mark) and not self._is_of_a_person(mark)]
        periods = [mark.period for mark in plain if mark.period is not None]
        if len(periods) < len(plain) or not periods:
            return None
        whole = max(periods, key=lambda period: period.end - period.start)
        # A day is when something happened, not what the next figures are of.
        fits = (
            whole.grain is not Grain.DAY and not is_since(whole) and all(whole.contains(period) for period in periods)
        )
        return whole if fits else None

    def _anchored(self, mark: Mark, carried: Period | None, topic: Period | None) -> Period | None:
        """The time of a mark; "a year earlier" counts from the time before it, not from the day of writing."""
        if mark.month:
            return self._month_of(mark, carried or topic)
        rule = self._rule(mark)
        if rule is None or not rule["base"] or self._is_long_ago(mark, rule):
            return mark.period
        anchor = self._period_before(mark) or carried
        if anchor is None:
            return mark.period if self._words(mark).endswith("ago") else None  # "a year earlier", than what is open
        return moved(anchor, rule["unit"], rule["offset"], anchor.text)

    def _month_of(self, mark: Mark, topic: Period | None) -> Period | None:
        """A month without a year is of the year that the text is about: "a wet start to 2024. In January ..."."""
        year = self._period_before(mark) or topic
        if year is None or year.start.year != year.end.year:
            return None
        words = self.sentence.text[mark.span.start : mark.span.end]
        return month_period(year.start.year, mark.month, words)

    def _rule(self, mark: Mark) -> dict[str, Any] | None:
        return relative_times().get(self._words(mark))

    def _words(self, mark: Mark) -> str:
        return " ".join(self.sentence.text[mark.span.start : mark.span.end].lower().split())

    def _is_long_ago(self, mark: Mark, rule: dict[str, Any]) -> bool:
        """Whether a time counts from the day of writing: "five years ago"; "a year ago" may count from a quarter."""
        counted = rule["unit"] == "year" and rule["offset"] < -1 and mark.period is not None
        return counted and self._words(mark).endswith("ago")

    def _base_period(self, base: Mark, period: Period | None) -> Period | None:
        """The time of a base; "a year earlier" of a quarter is that quarter a year earlier."""
        words = " ".join(self.sentence.text[base.span.start : base.span.end].lower().split())
        rule = self._rule(base)
        if rule is not None and rule["base"]:
            is_moved = period is not None and not self._is_long_ago(base, rule)
            return moved(period, rule["unit"], rule["offset"], words) if period and is_moved else base.period
        if rule is not None and period and base.period and base.period.end >= period.start:
            # "above this year's budget" of a budget year that this year runs into.
            return moved(period, rule["unit"], -1, words)
        if words.startswith(load_words("periods")["same_lead"]) and period is not None:
            years = base.period.start.year - period.start.year if base.period else -1
            return moved(period, "year", years, words)
        return base.period

    def _mark_of(self, mention: Mention, clause: Span, is_start: bool) -> Mark | None:
        after = self._after(mention, clause.end)
        if after is not None:
            return after
        if is_start:
            return None
        return self._before(mention, clause.start) or self._before(mention, 0) or self._later(mention)

    def _after(self, mention: Mention, limit: int) -> Mark | None:
        """A time after the figure and before the next one in its clause."""
        following = bisect_right(self.figures, mention.start)
        stop = min(limit, self.figures[following] if following < len(self.figures) else limit)
        first = bisect_left(self.starts, mention.end)
        for mark in self.marks[first : first + 3]:
            if mark.span.start >= stop:
                return None
            if mark.role is not _BASE:
                return mark
        return None

    def _before(self, mention: Mention, limit: int) -> Mark | None:
        """The nearest time before the figure that is nobody's base and not the time of a change's start."""
        last = bisect_left(self.starts, mention.start)
        for mark in reversed(self.marks[max(last - 6, 0) : last]):
            if mark.span.start < limit:
                return None
            if (
                self._is_told_of(mark)
                or self._owns(mark, mention)
                or (mark.role is not _BASE and not self._belongs_to_a_start(mark))
            ):
                return mark
        return None

    def _is_told_of(self, mark: Mark) -> bool:
        """Whether a time that something is held against is itself told of: "more than in 2019, when it was 740"."""
        at = self.sentence.index_at(mark.span.end)
        ahead = [word.lower for word in self.sentence.words[at : at + 2] if word.text != ","]
        return bool(ahead) and ahead[0] in word_set("periods", "telling_of")

    def _owns(self, mark: Mark, mention: Mention) -> bool:
        """Whether a figure is a time's own by an apostrophe: "below February's 70.1%", "up on last year's 9"."""
        return self.sentence.text[mark.span.end : mention.start].strip().lower() in word_set("periods", "owning")

    def _later(self, mention: Mention) -> Mark | None:
        """The only time of the sentence, where it stands after the figure: "men (3%) and women (4%) in June"."""
        if self._only is None or self._only.span.start < mention.end or self._belongs_to_a_start(self._only):
            return None
        rule = self._rule(self._only)
        if rule is not None and rule["base"]:
            return None  # "951, against the 847 of the year before"
        between = self.sentence.text[mention.end : min(self._only.span.start, mention.end + _LATER_ROOM)]
        return self._only if ";" not in between and self._only.span.start - mention.end < _LATER_ROOM else None

    def _start_after(self, mention: Mention) -> Mark | None:
        """The time of the figure that a change starts from: "up 15% from $1.2 billion in 2018"."""
        first = bisect_left(self.starts, mention.end)
        return next((mark for mark in self.marks[first : first + 2] if self._belongs_to_a_start(mark)), None)

    def _base_of(self, mention: Mention) -> Mark | None:
        """The time that the figure is held against: the first base after it, else the last before it."""
        index = bisect_left(self.starts, mention.end)
        for mark in [*self.marks[index : index + 3], *reversed(self.marks[max(index - 3, 0) : index])]:
            if mark.role is _BASE:
                return mark
        return None

    def _starts_something(self, mark: Mark) -> bool:
        """Whether the time is only where a stretch or a change begins: "from 1833 to the present"."""
        at = self.sentence.index_at(mark.span.start)
        return self._belongs_to_a_start(mark) or (at > 0 and self.sentence.words[at - 1].lower == "from")

    def _is_an_origin(self, mark: Mark) -> bool:
        """Whether the time only tells when something began: "the hall opened in 1998"."""
        at = self.sentence.index_at(mark.span.start)
        lead = self.sentence.words[max(at - 2, 0) : at]
        return len(lead) > 1 and lead[0].lower in word_set("periods", "origins")

    def _is_of_a_person(self, mark: Mark) -> bool:
        """Whether the time stands in words about a person only: ", who took over in 2021"."""
        at = self.sentence.index_at(mark.span.start)
        first = self.sentence.clause(self.sentence.clause_index(at)).first
        return first > 0 and self.sentence.words[first].lower in word_set("periods", "of_persons")

    def _belongs_to_a_start(self, mark: Mark) -> bool:
        """Whether the time stands right after a figure that follows "from" or "against"."""
        index = bisect_left(self.figures, mark.span.start) - 1
        if index < 0:
            return False
        at = self.sentence.index_at(self.figures[index])
        if self.sentence.index_at(mark.span.start) - at > 6:
            return False
        before = [word for word in self.sentence.words[max(at - 4, 0) : at] if not word.classes & c.HEDGE]
        return any(word.classes & c.BEFORE_A_START for word in before[-2:])
