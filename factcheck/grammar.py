"""What a named rule is: a name, what wakes it, a pattern and a production.

The engine (`extraction`) finds triggers: digits and the words a language lists. At each one it tries the rules that
the trigger wakes. A rule's pattern is matched where the trigger starts; its production reads what stands around and
returns a mention, or None. The longest mention wins; of two equally long ones, that of the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from factcheck.frozen import record
from factcheck.model import Kind, Mention, Period, Quantity, Span
from factcheck.patterns import lazy

_WORD_BEHIND = re.compile(r"[\s\u00a0]{0,2}(?:[-‐‑–]\s?)?([a-z]++)")
_PUNCTUATION = ".,;:()[]\"'“”‘’-–—"
_WORD_WINDOW = 24
UNREAD = object()
"""Stands for what no rule has read yet at a site."""

WINDOW = 64  # how far a rule looks back: a hedge of five words and a currency


class Trigger(StrEnum):
    """The kinds of places where a figure may stand."""

    DIGIT = "digit"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    VAGUE = "vague"


class Texts(NamedTuple):
    """A text and its lower case form of the same length, so that offsets are good for both."""

    written: str
    lowered: str


def texts_of(text: str) -> Texts:
    """The text with its lower case form; a letter whose lower case is longer ("İ") keeps its own.

    >>> len(texts_of("İ 5").lowered)
    3
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
    return Texts(text, lowered)


class Site:
    """One trigger and the text around it that a rule may use; `lowered` is the text in lower case.

    A mention made here lies within [floor, end); what stands before the floor may be read, but belongs to an earlier
    mention, `previous`. `block` is where the block of text starts. `settled` are the questions that need not be asked
    of a number that ends at `run_end`. `number` and `amount` keep what the rules read at the trigger, `UNREAD` before
    the first of them asks.
    """

    __slots__ = (
        "_before", "_behind", "_behind_at", "_last_word", "amount", "behind_end", "block", "end", "floor", "in_table",
        "is_plain", "is_unhedged", "lowered", "number", "previous", "run_end", "settled", "start", "text",
    )  # fmt: skip

    def __init__(
        self,
        texts: Texts,
        start: int,
        floor: int,
        end: int,
        block: int,
        in_table: bool = False,
        previous: Mention | None = None,
    ) -> None:
        self.text, self.lowered = texts
        self.start, self.floor, self.end, self.block = start, floor, end, block
        self.in_table, self.previous = in_table, previous
        self._before: str | None = None
        self._last_word: str | None = None
        self._behind_at = -1
        self._behind = ""
        self.behind_end = start
        self.settled, self.run_end = 0, -1
        self.is_plain = self.is_unhedged = False
        self.number: Any = UNREAD
        self.amount: Any = UNREAD

    @property
    def before(self) -> str:
        """The text in front of the trigger, at most `WINDOW` long and inside the block."""
        window = self._before
        if window is None:
            start = self.start - WINDOW
            window = self._before = self.text[max(self.block, start) : self.start]
        return window

    @property
    def last_word(self) -> str:
        """The word in front of the trigger in lower case, without punctuation; "" where none stands close."""
        word = self._last_word
        if word is None:
            start = self.start - _WORD_WINDOW
            words = self.lowered[max(self.block, start) : self.start].rsplit(None, 1)
            word = self._last_word = words[-1].strip(_PUNCTUATION) if words else ""
        return word

    def word_behind(self, position: int) -> str:
        """The word behind a position in lower case, after at most two spaces and a dash; "" where none stands there.

        `behind_end` is then where that word ends.
        """
        if position != self._behind_at:
            match = _WORD_BEHIND.match(self.lowered, position, self.end)
            self._behind_at = position
            self._behind, self.behind_end = ("", position) if match is None else (match[1], match.end())
        return self._behind

    def hear(self, position: int, word: str, end: int) -> None:
        """Takes note of the word behind a position, read together with other things."""
        self._behind_at, self._behind, self.behind_end = position, word, end

    def window_before(self, position: int) -> str:
        """The text in front of a position, at most `WINDOW` long and inside the block."""
        return self.text[max(self.block, position - WINDOW) : position]

    def window_after(self, position: int, length: int = WINDOW) -> str:
        """The text behind a position, at most `length` long and inside the block."""
        return self.text[position : min(self.end, position + length)]

    def mention(
        self,
        rule: str,
        start: int,
        end: int,
        kind: Kind,
        quantity: Quantity | None = None,
        *,
        reason: str = "",
        period: Period | None = None,
        number: Span | None = None,
        scale_span: Span | None = None,
        unit_span: Span | None = None,
        hedge_span: Span | None = None,
        noun_span: Span | None = None,
    ) -> Mention | None:
        """The mention of text[start:end], or None where that would run into an earlier one or out of the block."""
        if start < self.floor or end > self.end or start >= end:
            return None
        return Mention(
            start,
            end,
            self.text[start:end],
            rule,
            kind,
            quantity,
            reason,
            number,
            scale_span,
            unit_span,
            hedge_span,
            noun_span,
            period,
        )

    def no_figure(self, rule: str, start: int, end: int, reason: str = "identifier") -> Mention | None:
        """The mention of digits that claim nothing, and why."""
        return self.mention(rule, start, end, Kind.LEVEL, reason=reason)


class Signs(NamedTuple):
    """What stands right around a trigger, as classes: sites with equal signs wake the same rules.

    `before`, `after` and `then` are the characters in front of the number, behind its digits and behind the spaces
    there ("" outside the block, " ", "a", "A" and "0" for spaces, letters and digits); `word_before` and
    `word_after` are bits of the language's word classes, `marks` those of the whole block. `digits` is 0 where words
    begin the number: nothing is known of what follows them.
    """

    triggers: frozenset[Trigger]
    before: str
    comma: bool
    after: str
    then: str
    word_before: int
    word_after: int
    digits: int
    dots: int
    marks: int


Production = Callable[[Site, "re.Match[str]"], Mention | None]
Guard = Callable[[Signs], bool]


def always(_signs: Signs) -> bool:
    """The guard of a rule that its triggers alone wake."""
    return True


DIGITS = frozenset([Trigger.DIGIT])
"""What digits begin; signs are told apart from those of words by this very set."""


@record
class Rule:
    """A named rule: its triggers and a guard wake it, a pattern is matched at the trigger, the production reads on."""

    name: str
    triggers: frozenset[Trigger]
    pattern: re.Pattern[str]
    production: Production
    guard: Guard = always


ANYTHING = lazy("")


class Plan(NamedTuple):
    """The rules to try at a site, in their order, and the questions that its signs answer with no, as bits."""

    rules: tuple[Rule, ...]
    settled: int


Planner = Callable[[Signs], Plan]


def planner(rules: tuple[Rule, ...], settled: Callable[[Signs], int]) -> Planner:
    """Gives the plan for some signs; worked out once for equal signs."""

    @lru_cache(maxsize=65536)
    def plan(signs: Signs) -> Plan:
        awake = tuple(rule for rule in rules if rule.triggers & signs.triggers and rule.guard(signs))
        return Plan(awake, settled(signs))

    return plan


@dataclass(frozen=True)
class Language:
    """What the engine needs of a language: how to find triggers, the rules they wake, and the text to pass over.

    `classes` tells what a trigger word may begin; `marks` gives the rare marks of a block, `signs` what stands around
    a site in such a block, and `plan` the rules for that; `skipped` gives the spans of a text that hold no figures,
    such as addresses; `code_reason` says why a number in code is none.
    """

    name: str
    trigger: re.Pattern[str]
    classes: Mapping[str, frozenset[Trigger]]
    marks: Callable[[str, int, int], int]
    signs: Callable[[Site, frozenset[Trigger], int], Signs]
    plan: Planner
    skipped: Callable[[str, int, int], list[Span]]
    code_reason: Callable[[str, int, int], str]
