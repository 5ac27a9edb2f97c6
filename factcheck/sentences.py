"""Sentences of a document, by stops, abbreviations and what follows; linear in the text."""

from __future__ import annotations

import re

from factcheck.document import BlockKind, Document
from factcheck.languages.words import word_set
from factcheck.model import Span
from factcheck.patterns import lazy

# What stands before a figure or a small letter, as in "3.1" and "e.g.", ends nothing.
_STOP = re.compile(r"[.!?…][.!?…]*+[\"'”’»)\]]*+(?=\s|[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[^\W\d_]|[.](?=[^\W\d_]))*\Z")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[–—-]*([^\W_][\w'’]*)?")
_LONGEST_ABBREVIATION = 12
_LIST_NUMBER = lazy(r"\s*(?:\d{1,3}|[a-zA-Z])\Z")


def sentence_spans(document: Document) -> tuple[Span, ...]:
    """The sentences of a document in order; none crosses a block, and a line of code is one."""
    spans: list[Span] = []
    for block in document.blocks:
        spans.extend(block_sentences(document.text, block.span, block.kind))
    return tuple(spans)


def block_sentences(text: str, block: Span, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Span]:
    """The sentences of one block, without the white space between them.

    >>> text = "Gen. Lee left at 9 a.m. on Nov. 12. It rose 3.1 per cent."
    >>> [text[s.start : s.end] for s in block_sentences(text, Span(0, len(text)))]
    ['Gen. Lee left at 9 a.m. on Nov. 12.', 'It rose 3.1 per cent.']
    """
    if kind is BlockKind.TABLE_CELL:
        return [block]
    ends = _line_ends(text, block) if kind is BlockKind.CODE else _sentence_ends(text, block)
    spans = []
    start = block.start
    for end in [*ends, block.end]:
        first, last = _trimmed(text, start, end)
        if first < last:
            spans.append(Span(first, last))
        start = end
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line_ends(text: str, block: Span) -> list[int]:
    return [match.end() for match in re.compile(r"\n").finditer(text, block.start, block.end)]


def _sentence_ends(text: str, block: Span) -> list[int]:
    ends = []
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        if match.end() < block.end and _ends_sentence(text, start, match, block.end):
            ends.append(match.end())
            start = match.end()
    return ends


def _ends_sentence(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    """Whether a stop ends the sentence that began at `start`."""
    end = stop.end()
    if not text[end].isspace():
        return _lacks_space(text, stop, limit)
    following = _NEXT_WORD.match(text, end, limit)
    word = (following.group(1) or "") if following else ""
    if word[:1].islower():
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    if before is None:
        list_number = stop.start() - start <= 4 and _LIST_NUMBER.match(text, start, stop.start())
        return not (list_number and list_number.end() == stop.start())
    return _ends_after_word(before.group(), _is_whole(text, before.start()), word)


def _is_whole(text: str, start: int) -> bool:
    # "40 °C." and "40 C." end with a unit, no initial.
    if start > 1 and text[start - 1].isspace() and text[start - 2].isdigit():
        return False
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "-_'’.°")


def _ends_after_word(before: str, whole: bool, following: str) -> bool:
    """Whether the stop after a word ends a sentence, or belongs to an abbreviation."""
    if not whole:
        return True
    lower = before.lower()
    starter = following.lower() in word_set("sentences", "starters")
    if lower in word_set("sentences", "never_end") and before[0].isupper() | ("." in before) | (lower in "v vs viz cf"):
        return False
    if lower in word_set("sentences", "before_number") and following[:1].isdigit():
        return False
    if lower in word_set("sentences", "may_end") and (before[0].isupper() or "." in before or lower in "etc approx"):
        return starter or not following
    if lower in word_set("sentences", "may_end"):
        return True
    if len(before) == 1 or (len(before) <= 7 and "." in before):
        # Initials: "J. Smith", "J.K. Rowling"; a lower-case letter is a label and may end.
        return starter or not before[0].isupper()
    return True


def _lacks_space(text: str, stop: re.Match[str], limit: int) -> bool:
    """Whether a sentence starts straight after a stop: "capture.The next"."""
    if len(stop.group().rstrip("\"'”’»)]")) != 1 or stop.start() < 2:
        return False
    before, end = text[stop.start() - 2 : stop.start()], stop.end()
    after = text[end : min(end + 2, limit)]
    closes = before[1] in "\"'”’)%" or (before[1].islower() and before[0].isalpha())
    return closes and after[:1].isupper() and (after[1:].islower() or after[1:].isspace())
