"""What a named rule is: a name, what wakes it, a pattern and a production.

The engine (`extraction`) finds triggers: digits and the words a language lists. At each one it tries the rules that
the trigger wakes. A rule's pattern is matched where the trigger starts; its production reads what stands around and
returns a mention, or None. The longest mention wins; of two equally long ones, that of the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from factcheck.model import Kind, Mention, Period, Quantity, Span

WINDOW = 64  # how far a rule looks back: a hedge of five words and a currency


class Trigger(StrEnum):
    """The kinds of places where a figure may stand."""

    DIGIT = "digit"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    VAGUE = "vague"


@dataclass(slots=True)
class Site:
    """One trigger and the text around it that a rule may use.

    A mention made here lies within [floor, end); what stands before the floor may be read, but belongs to an earlier
    mention, `previous`. `block` is where the block of text starts. `cache` keeps what several rules
    work out about the site.
    """

    text: str
    start: int
    floor: int
    end: int
    block: int
    in_table: bool = False
    previous: Mention | None = None
    cache: dict[str, Any] = field(default_factory=dict)

    @property
    def before(self) -> str:
        """The text in front of the trigger, at most `WINDOW` long and inside the block."""
        window = self.cache.get("before")
        if window is None:
            window = self.cache["before"] = self.text[max(self.block, self.start - WINDOW) : self.start]
        return str(window)

    @property
    def last_word(self) -> str:
        """The word in front of the trigger in lower case, without punctuation; "" where none stands close."""
        word = self.cache.get("last_word")
        if word is None:
            words = self.before[-24:].rsplit(None, 1)
            word = self.cache["last_word"] = words[-1].strip(".,;:()[]\"'“”‘’-–—").lower() if words else ""
        return str(word)

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


Production = Callable[[Site, "re.Match[str]"], Mention | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: the triggers that wake it, a pattern matched at the trigger, and what it makes of the match."""

    name: str
    triggers: frozenset[Trigger]
    pattern: re.Pattern[str]
    production: Production


ANYTHING = re.compile("")


Awake = Callable[[frozenset[Trigger]], tuple[Rule, ...]]


def waker(rules: tuple[Rule, ...]) -> Awake:
    """Gives the rules, in their order, that any of some triggers wakes."""

    @cache
    def awake(triggers: frozenset[Trigger]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.triggers & triggers)

    return awake


@dataclass(frozen=True)
class Language:
    """What the engine needs of a language: how to find triggers, the rules they wake, and the text to pass over.

    `classes` tells what a trigger word may begin; `skipped` gives the spans of a text that hold no figures, such as
    addresses; `code_reason` says why a number in code is none.
    """

    name: str
    trigger: re.Pattern[str]
    classes: Mapping[str, frozenset[Trigger]]
    awake: Awake
    skipped: Callable[[str, int, int], list[Span]]
    code_reason: Callable[[str, int, int], str]
