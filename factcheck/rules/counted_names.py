"""FC402: words that count the names beside them: "both Arn, Bel and Cor", "the trio: Arn and Bel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, is_count, quantity_of, word_pattern
from factcheck.rules.lists import Listed, read_list

_NAME = r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*){0,3}"
_BOTH = re.compile(
    rf"\b[Bb]oth (?:in |from |of |at )?(?P<list>{_NAME}(?:, {_NAME}){{1,8}} and {_NAME})"
    r"(?!,? [^\W\d_a-z]|, \w+ing|\w|'|’)"
)
_ARE = lazy(
    rf"(?P<list>{_NAME}(?:, {_NAME}){{1,11}},? and {_NAME})"
    r"(?P<link>,| are| were) (?:the|our|its|their) (?:only |last |final )?\Z"
)
_CLOSING = lazy(r"[.;:?!\n()]|\s[–—]|—")
_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_LONGEST = 12
_REACH = 300


def names_beside_their_count(draft: Draft) -> Iterator[Finding]:
    """Counts in words that the names beside them belie."""
    for block in draft.document.blocks:
        if block.kind in _PROSE:
            yield from _of_both(draft, block)
            yield from _of_groups(draft, block)
    for sentence, claims in draft.sentences:
        if is_count(claims[0]) and quantity_of(claims[0]).modifier is Modifier.EXACT:
            yield from _after_names(draft, claims[0], sentence)


def _of_both(draft: Draft, block: Block) -> Iterator[Finding]:
    for found in _BOTH.finditer(draft.text, block.span.start, block.span.end):
        listed = read_list(found["list"])
        if listed is not None and listed.least > 2 and not _is_quoted(draft, block, found.start()):
            span = Span(found.start(), found.start() + len("both"))
            yield _finding(draft, None, span, listed)


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, int]]:
    sizes: dict[str, int] = load_words("counts")["groups"]
    words = "|".join(sorted(sizes, key=len, reverse=True))
    return re.compile(
        rf"\b(?:the|this|a) (?P<word>{words})(?: of [a-z]+)?(?P<mark>:| –| —| \() ?(?=\S)", re.IGNORECASE
    ), sizes


def _of_groups(draft: Draft, block: Block) -> Iterator[Finding]:
    pattern, sizes = _groups()
    for found in pattern.finditer(draft.text, block.span.start, block.span.end):
        stop = _CLOSING.search(draft.text, found.end(), min(block.span.end, found.end() + _REACH))
        listed = read_list(
            draft.text[found.end() : stop.start() if stop else min(block.span.end, found.end() + _REACH)]
        )
        if listed is None or word_pattern("open_list").search(
            draft.text, found.start(), stop.end() if stop else found.end()
        ):
            continue
        size = sizes[found["word"].lower()]
        names = all(item[:1].isupper() for item in listed.items)
        if names and not listed.least <= size <= listed.most and not _is_quoted(draft, block, found.start()):
            yield _finding(draft, None, Span(*found.span("word")), listed)


def _after_names(draft: Draft, claim: Claim, sentence: Span) -> Iterator[Finding]:
    """Names before their count: "Arn, Bel and Cor are the four towns"."""
    start, end = claim.mention.start, claim.mention.end
    found = _ARE.fullmatch(draft.text, sentence.start, start) if start - sentence.start <= _REACH else None
    value = quantity_of(claim).value
    if found is None or value is None or not 2 <= value <= _LONGEST or draft.text[end : end + 1] == "-":
        return
    listed = read_list(found["list"])
    # "Paris, France and Italy, the two ...": the last two may be meant alone.
    if (
        listed is None
        or value == listed.least
        or listed.least <= value <= listed.most
        or claim.mention.noun_span is None
    ):
        return
    if abs(value - listed.least) <= 2 and (found["link"] != "," or value > listed.most):
        yield _finding(draft, claim, claim.mention.span, listed)


def _is_quoted(draft: Draft, block: Block, at: int) -> bool:
    """Whether a place stands inside quotation marks."""
    before = draft.text[max(block.span.start, at - _REACH) : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _finding(draft: Draft, claim: Claim | None, span: Span, listed: Listed) -> Finding:
    counted, word = len(listed.items), draft.text[span.start : span.end]
    message = f"“{word}”, but {counted} are named: {'; '.join(listed.items)}"
    return draft.finding("FC402", claim, message, Diagnosis.LIST_COUNT, span=span)
