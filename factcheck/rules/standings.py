"""Where in a draft a figure stands: headline, summary, caption, quotation, opening paragraph or text."""

from __future__ import annotations

from factcheck.document import BlockKind
from factcheck.model import Claim, Span, Status
from factcheck.rules.draft import Draft, phrases

SHORT = frozenset({"head", "section", "summary", "caption"})
"""Roles that tell a thing in few words."""


def role_of(draft: Draft, claim: Claim, lead: int, *, seen_prose: bool) -> str:
    """The role of a figure: `lead` is the block of the first prose, `seen_prose` that it has begun."""
    block = draft.block(claim)
    if claim.status is Status.QUOTED:
        return "quote"
    if block.kind is BlockKind.HEADING:
        return "head" if block.heading < 0 and claim.block == first_heading(draft) else "section"
    if block.kind is BlockKind.CAPTION:
        return "caption"
    if is_opening_line(draft, claim):
        return "head"
    if _sums_up(draft, claim, seen_prose=seen_prose):
        return "summary"
    return "lead" if claim.block == lead else "body"


def _sums_up(draft: Draft, claim: Claim, *, seen_prose: bool) -> bool:
    """Whether a figure stands in a summary: in bullets under the title, or right under a heading of that name."""
    block = draft.block(claim)
    bullet = block.kind is BlockKind.LIST_ITEM
    if is_summary_heading(draft, block.heading):
        return bullet or claim.block == block.heading + 1
    return bullet and not seen_prose and block.heading in {-1, first_heading(draft)}


def first_heading(draft: Draft) -> int:
    """The block of the title, -1 where there is no heading."""
    key = ("first heading", Span(0, 0))
    if key not in draft.memory:
        blocks = draft.document.blocks
        first = next((at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING), -1)
        draft.memory[key] = frozenset({str(first)})
    return int(next(iter(draft.memory[key])))


def is_summary_heading(draft: Draft, index: int) -> bool:
    """Whether a heading says that what stands under it sums the draft up."""
    if index < 0:
        return False
    span = draft.document.blocks[index].span
    words = draft.text[span.start : span.end].strip(" :").lower()
    return words in phrases("summary_headings", "repeats")


def is_opening_line(draft: Draft, claim: Claim) -> bool:
    """Whether the figure stands in an opening line that is set apart and ends without a stop."""
    block = draft.block(claim)
    if claim.block != 0 or block.kind is not BlockKind.PARAGRAPH:
        return False
    return draft.text[claim.sentence.end - 1] not in '.!?:;,"”'
