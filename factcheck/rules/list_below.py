"""FC402: a count that announces what stands below it: "Top 10 towns" over nine, "five reasons why ...:" over four."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.model import Claim, Diagnosis, Finding, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, is_count, phrases, quantity_of
from factcheck.rules.lists import bullets_after, is_opened, names_a_rest
from factcheck.rules.numbered import number_of, numbered_lines

_MOST = 50  # things: nobody heads a longer list with its count
_MOST_BLOCKS = 400
_FAR = Fraction(3, 10)
_LEAD = lazy(r"(?:the |our |my |these |here are (?:the |our |my )?|top |the top |his |her |their )*\Z", re.IGNORECASE)
_TOP = lazy(r"\btop \Z", re.IGNORECASE)
_FOLLOWING = lazy(r"\bfollowing \Z", re.IGNORECASE)
_TAIL = lazy(r"[^.:;?!\d()]{0,120}:\Z")


def things_below(draft: Draft) -> Iterator[Finding]:
    """Counts in headings, and in lines that end with a colon, that the list below them belies."""
    sections = _Sections(draft)
    for sentence, claims in draft.sentences:
        if len(claims) != 1 or not _may_announce(claims[0]):
            continue
        (claim,) = claims
        if draft.block(claim).kind is BlockKind.HEADING:
            things = sections.things(claim) if _heads_a_list(draft, claim) else ()
        else:
            things = _below(draft, claim) if _announces(draft, claim, sentence) else ()
        if things and _differs(claim, len(things)) and not names_a_rest(things):
            yield _finding(draft, claim, things)


def _may_announce(claim: Claim) -> bool:
    value = quantity_of(claim).value
    return (
        is_count(claim) and quantity_of(claim).modifier is Modifier.EXACT and value is not None and 2 <= value <= _MOST
    )


def _differs(claim: Claim, found: int) -> bool:
    """Whether the list is longer or shorter by so little that it must be the one that is meant."""
    value = quantity_of(claim).value or Fraction(0)
    return found >= 2 and value != found and abs(value - found) <= max(Fraction(2), value * _FAR)


@cache
def _listing_nouns() -> frozenset[str]:
    return frozenset(phrases("listing_nouns", "counts"))


def _is_listing(draft: Draft, claim: Claim) -> bool:
    """Whether the noun that is counted is one that lists are made of: reasons, steps, tips."""
    noun = claim.mention.noun_span
    words = draft.text[noun.start : noun.end].lower().split() if noun is not None else []
    return bool(words) and words[-1] in _listing_nouns()


def _heads_a_list(draft: Draft, claim: Claim) -> bool:
    """Whether a heading promises so many things: "Top 10 towns", "Seven reasons to stay"."""
    lead = draft.text[draft.block(claim).span.start : claim.mention.start]
    return _TOP.search(lead) is not None or (_LEAD.fullmatch(lead) is not None and _is_listing(draft, claim))


def _announces(draft: Draft, claim: Claim, sentence: Span) -> bool:
    """Whether a line that ends with a colon counts what follows: "the following five:", "five reasons why ...:"."""
    if sentence.end != draft.block(claim).span.end:
        return False
    noun = claim.mention.noun_span
    end = claim.mention.end if noun is None else max(noun.end, claim.mention.end)
    if _TAIL.match(draft.text, end, sentence.end) is None:
        return False
    following = _FOLLOWING.search(draft.text[sentence.start : claim.mention.start])
    return following is not None or _is_listing(draft, claim)


def _below(draft: Draft, claim: Claim) -> Sequence[str]:
    listed = bullets_after(draft, claim)
    if listed is not None:
        return () if is_opened(draft, claim) else listed.items  # `length_of_a_list` tells what opens right there
    blocks = draft.document.blocks
    return numbered_lines(draft, blocks[claim.block + 1]) if claim.block + 1 < len(blocks) else ()


class _Sections:
    """What stands below headings; every block is looked at once for the nearest heading above it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.own: dict[int, list[int]] = {}
        self.below: dict[int, list[int]] = {}
        path: list[int] = []
        for at, block in enumerate(draft.document.blocks):
            if block.kind is BlockKind.HEADING:
                while path and draft.document.blocks[path[-1]].level >= block.level:
                    path.pop()
                if path:
                    self.below.setdefault(path[-1], []).append(at)
                path.append(at)
            elif path:
                self.own.setdefault(path[-1], []).append(at)

    def things(self, claim: Claim) -> Sequence[str]:
        """The items of the one list of the section, or the numbered headings below; () where there is no such list."""
        blocks = self.draft.document.blocks
        heads = [blocks[at] for at in self.below.get(claim.block, [])[:_MOST_BLOCKS]]
        numbered = [self._text(block) for block in heads if number_of(self._text(block)) is not None]
        own = [blocks[at] for at in self.own.get(claim.block, [])[:_MOST_BLOCKS]]
        if numbered:
            return numbered
        if heads or any(block.table >= 0 for block in own):
            lead = self.draft.text[max(0, claim.mention.start - 5) : claim.mention.start]
            return () if heads or _TOP.search(lead) is None else self._rows(own)
        lists = {block.list_id for block in own if block.level <= 1 and block.list_id >= 0}
        first = next((place for place, block in enumerate(own) if block.list_id >= 0), None)
        if len(lists) == 1 and first is not None and first <= 1:
            listed = bullets_after(self.draft, claim, skipped=first)
            return listed.items if listed is not None else ()
        lines = [numbered_lines(self.draft, block) for block in own[:2]]
        return max(lines, key=len, default=())

    def _rows(self, own: Sequence[Block]) -> Sequence[str]:
        """The first cells of the only table of the section, but for total rows."""
        tables = {block.table for block in own if block.table >= 0}
        rows = {block.row: block.row_header for block in own if block.table >= 0 and block.row > 0}
        return [name for name in rows.values() if not name.lower().startswith("total")] if len(tables) == 1 else ()

    def _text(self, block: Block) -> str:
        return self.draft.text[block.span.start : block.span.end]


def _finding(draft: Draft, claim: Claim, things: Sequence[str]) -> Finding:
    shown = "; ".join(things if len(things) <= 12 else (*things[:11], "…"))
    message = f"“{claim.mention.surface}”, but {len(things)} stand below: {shown}"
    fix = rewritten(claim.mention, Fraction(len(things)))
    return draft.finding("FC402", claim, message, Diagnosis.LIST_COUNT, fix)
