"""The engine: finds triggers in a document's blocks, tries the rules they wake, and keeps the longest mention.

It knows no word of any language: the trigger pattern, the rules and what to pass over come from a `Language`.
Time is linear in the text: every trigger is looked at once, rules read a bounded window around it, and the scan goes
on behind the mention found, or behind the digits of the trigger.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from factcheck.grammar import ANYTHING, DIGITS, Language, Site, Texts, texts_of
from factcheck.model import Interval, Kind, Mention, Quantity, Span
from factcheck.patterns import lazy
from factcheck.units import parse_unit_phrase

if TYPE_CHECKING:
    from factcheck.document import Block, Document

_DIGIT_RUN = lazy(r"\d++(?:[.,]\d++)*+")
_CODE_NUMBER = lazy(r"\d++(?:\.\d++)*+")
_CODE, _CELL = "code", "table_cell"


@cache
def language(name: str) -> Language:
    """The language of a name: the folder `factcheck/languages/NAME` with its rules."""
    module = import_module(f"factcheck.languages.{name}.rules")
    found: Language = module.LANGUAGE()
    return found


def extract_mentions(document: Document, locale: str = "en") -> tuple[Mention, ...]:
    """Every figure in a document, and everything with digits that is none, in order and without overlaps.

    `document.text[m.start:m.end] == m.surface` holds for every mention; none crosses a block. Numbers in code are
    mentions with a reason ("code", "version", "command option").
    """
    spoken = language(locale)
    texts, code = texts_of(document.text), _CodeSpans(getattr(document, "code", ()))
    return tuple(chain.from_iterable(_block_mentions(spoken, texts, block, code) for block in document.blocks))


class _CodeSpans:
    """The spans of inline code, which never overlap, in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]
        self.ends = [span.end for span in self.spans]

    def inside(self, block: Span) -> Sequence[Span]:
        """Those that share a character with a block."""
        return self.spans[bisect_right(self.ends, block.start) : bisect_left(self.starts, block.end)]


def mentions_in(text: str, locale: str = "en") -> tuple[Mention, ...]:
    """The mentions of a text that is one block.

    >>> [m.surface for m in mentions_in("Prices rose 3.5% to $12 million.")]
    ['3.5%', '$12 million']
    """
    return tuple(scan(language(locale), texts_of(text), 0, len(text)))


def _block_mentions(spoken: Language, texts: Texts, block: Block, code: _CodeSpans) -> Iterable[Mention]:
    span, text = block.span, texts.written
    if block.kind == _CODE:
        return _code_mentions(spoken, text, span)
    mentions = scan(spoken, texts, span.start, span.end, code.inside(span), in_table=block.kind == _CELL)
    return (cell_mention(text, block, mention) for mention in mentions) if block.kind == _CELL else mentions


def cell_mention(text: str, block: Block, mention: Mention) -> Mention:
    """A mention that fills a table cell, with the unit and scale of the column's header and its accounting brackets.

    "(1,204)" under "£000" is minus 1,204,000 pounds.
    """
    quantity, span = mention.quantity, block.span
    start, end = mention.start, mention.end
    if (
        quantity is None
        or mention.reason
        or text[span.start : start].strip(" (")
        or text[end : span.end].strip(" )*†‡")
    ):
        return mention
    bracketed = start > span.start and end < span.end and text[start - 1] + text[end] == "()"
    if bracketed:
        quantity = _scaled(quantity, Fraction(-1))
        start, end = start - 1, end + 1
    phrase = parse_unit_phrase(block.column_header) if quantity.unit is None and block.row > 0 else None
    if phrase is not None:
        quantity = replace(_scaled(quantity, phrase[1]), unit=phrase[0])
        quantity = _measured(quantity) if phrase[0] is not None else quantity
    return replace(mention, start=start, end=end, surface=text[start:end], quantity=quantity)


def _scaled(quantity: Quantity, factor: Fraction) -> Quantity:
    return replace(
        quantity,
        value=None if quantity.value is None else quantity.value * factor,
        interval=quantity.interval.scaled(factor),
        quantum=None if quantity.quantum is None else quantity.quantum * abs(factor),
        ends=tuple(sorted(end * factor for end in quantity.ends)),
        scale=quantity.scale * abs(factor),
    )


def _measured(quantity: Quantity) -> Quantity:
    """The quantity with the rounding that a measure's digits allow: half of what the last one stands for."""
    if quantity.value is None or not quantity.interval.is_point:
        return quantity
    half = quantity.scale / 2
    return replace(quantity, interval=Interval(quantity.value - half, quantity.value + half, high_open=True))


def _code_mentions(spoken: Language, text: str, span: Span) -> Iterable[Mention]:
    for match in _CODE_NUMBER.finditer(text, span.start, span.end):
        reason = spoken.code_reason(text, match.start(), match.end())
        yield Mention(match.start(), match.end(), match.group(), "code", Kind.LEVEL, None, reason)


def scan(
    spoken: Language, texts: Texts, start: int, end: int, code: Sequence[Span] = (), *, in_table: bool = False
) -> Iterator[Mention]:
    """The mentions of a part of a text, which is one block; `code` are spans of inline code in it."""
    text, lowered = texts
    search = spoken.trigger.search
    match = search(lowered, start, end)
    if match is None:
        return  # a block without a number costs one search
    marks, in_code = spoken.marks(lowered, start, end), frozenset(code)
    passed = iter(sorted([*spoken.skipped(text, start, end), *code], key=lambda span: span.start))
    skip = next(passed, None)
    position = floor = start
    previous: Mention | None = None
    while match is not None:
        at = match.start()
        while skip is not None and skip.end <= at:
            skip = next(passed, None)
        if skip is not None and skip.start <= at:
            if skip in in_code:
                yield from _code_mentions(spoken, text, Span(max(skip.start, floor), skip.end))
            position = floor = skip.end
        else:
            site = Site(texts, at, floor, end if skip is None else skip.start, start, in_table, previous)
            mention = best_mention(spoken, site, match, marks)
            if mention is None:
                position = _behind(text, match)
            else:
                yield mention
                previous, position = mention, mention.end
                floor = position
        match = search(lowered, position, end)


def _behind(text: str, match: re.Match[str]) -> int:
    run = _DIGIT_RUN.match(text, match.start())
    return match.end() if run is None else run.end()


def best_mention(spoken: Language, site: Site, match: re.Match[str], marks: int) -> Mention | None:
    """The longest mention that the rules awake at a trigger make; of equally long ones, the earliest rule's."""
    triggers = spoken.classes.get(match.group(), DIGITS)
    text, start, end = site.text, site.start, site.end
    best, longest = None, 0
    rules, site.settled = spoken.plan(spoken.signs(site, triggers, marks))
    for rule in rules:
        found = match if rule.pattern is ANYTHING else rule.pattern.match(text, start, end)
        mention = None if found is None else rule.production(site, found)
        if mention is not None and mention.end > start and mention.end - mention.start > longest:
            best, longest = mention, mention.end - mention.start
    return best
