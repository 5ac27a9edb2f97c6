"""Sentences and clauses of a document, by stops, abbreviations and what follows; linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from factcheck.document import BlockKind, Document
from factcheck.languages.words import load_words, word_set
from factcheck.model import Span
from factcheck.patterns import lazy

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*")
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[^\W\d_]|[.](?=[^\W\d_]))*\Z")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[–—-]*([^\W_][\w'’]*)?")
_LONGEST_ABBREVIATION = 12
_DIGIT = lazy(r"\d")
_LIST_NUMBER = lazy(r"\s*(?:\d{1,3}|[a-zA-Z])\Z")
# Commas inside numbers part no clause, nor does a colon before a figure ("dead: 14"), nor a hyphen inside a word.
_PUNCTUATION = re.compile(
    r"(?<!\d),|,(?!\d)|:(?!\s?[^\w\s]?\d)|;|[()\[\]]|—|(?<=\s)[–-](?=\s)|(?<=[^\W\d])–(?=[^\W\d])"
)


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
        span = _trimmed(text, start, end)
        if span.start < span.end:
            spans.append(span)
        start = end
    return spans


def clause_span(text: str, sentence: Span, position: int) -> Span:
    """The clause of a sentence around a position: from one comma, dash, bracket or conjunction to the next.

    >>> text = "It has 1,400 beds, while Seepark has 20."
    >>> span = clause_span(text, Span(0, len(text)), 8)
    >>> text[span.start : span.end]
    'It has 1,400 beds'
    """
    clauses = sentence_clauses(text, sentence)
    starts = [clause.start for clause in clauses]
    return clauses[max(bisect_right(starts, position) - 1, 0)]


def sentence_clauses(text: str, sentence: Span, figures: Sequence[int] | None = None) -> list[Span]:
    """The clauses of a sentence, in order, without what parts them; at least one.

    `figures` are where its figures start, in order; without them every digit counts as one.
    """
    if figures is None:
        figures = [match.start() for match in _DIGIT.finditer(text, sentence.start, sentence.end)]
    clauses: list[Span] = []
    start = sentence.start
    for cut in _cuts(text, sentence):
        clauses.extend(_joined(text, Span(start, cut.start), figures))
        # A conjunction belongs to the clause that it opens; punctuation to none.
        start = cut.end
    clauses.extend(_joined(text, Span(start, sentence.end), figures))
    trimmed = [_trimmed(text, clause.start, clause.end) for clause in clauses]
    return [clause for clause in trimmed if clause.start < clause.end] or [sentence]


def _cuts(text: str, sentence: Span) -> list[Span]:
    found = [match.span() for match in _PUNCTUATION.finditer(text, sentence.start, sentence.end)]
    found += [(m.start(), m.start()) for m in _clause_words().finditer(text, sentence.start, sentence.end)]
    return [Span(start, end) for start, end in sorted(found)]


def _joined(text: str, segment: Span, figures: Sequence[int]) -> list[Span]:
    """A segment parted at "and" where both sides hold figures: each side then says something of its own."""
    inside = figures[bisect_left(figures, segment.start) : bisect_left(figures, segment.end)]
    if len(inside) < 2:
        return [segment]
    parts = []
    start = segment.start
    for match in _joining_words().finditer(text, segment.start, segment.end):
        index = bisect_right(inside, match.start())
        if index < len(inside) and index > bisect_left(inside, start):
            parts.append(Span(start, match.start()))
            start = match.end()
    return [*parts, Span(start, segment.end)]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


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


@cache
def _clause_words() -> re.Pattern[str]:
    words = sorted(load_words("sentences")["clause_words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@cache
def _joining_words() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{'|'.join(load_words('sentences')['joining_words'])})(?=\s)", re.IGNORECASE)
