"""Findings of published statistics: they stand at stretches of the text, which need not be figures of the draft."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.model import Claim, Diagnosis, Finding, Fix, Severity, Span, Status
from factcheck.rules.draft import Draft, word_pattern

_DOUBTED = frozenset({Status.HYPOTHETICAL, Status.FORECAST, Status.TARGET, Status.QUESTION})
_AROUND = 150  # characters on each side that stand for the sentence, where no figure tells it


@dataclass(frozen=True)
class Places:
    """The figures of a draft by where they stand."""

    draft: Draft

    @cached_property
    def _starts(self) -> list[int]:
        return [claim.mention.start for claim in self.draft.claims]

    def claim_at(self, span: Span) -> Claim | None:
        """The first figure that starts inside a stretch of the text and is a claim."""
        index = bisect_left(self._starts, span.start)
        claims = self.draft.claims[index : index + 4]
        return next((c for c in claims if c.is_claim and c.mention.start < span.end), None)

    def sentence(self, span: Span) -> Span:
        """The sentence around a result, as far as its figures tell; else what is next to it."""
        claim = self.claim_at(span)
        if claim is not None and claim.sentence.end - claim.sentence.start < 3000:
            return Span(min(claim.sentence.start, span.start), max(claim.sentence.end, span.end))
        block = self.draft.document.blocks[max(0, self.draft.document.block_at(span.start))].span
        return Span(max(block.start, span.start - _AROUND), min(block.end, span.end + _AROUND))

    def is_told(self, span: Span) -> bool:
        """Whether the draft gives a result as found, and not as made up, quoted as wrong, or shown as code."""
        claim = self.claim_at(span)
        if self.draft.document.in_code(span) or (claim is not None and claim.status in _DOUBTED):
            return False
        sentence = self.sentence(span)
        doubts = word_pattern("misreported", "statistics")
        return doubts.search(self.draft.text, sentence.start, sentence.end) is None

    def finding(
        self,
        code: str,
        span: Span,
        message: str,
        diagnosis: Diagnosis = Diagnosis.VALUE,
        fix: Fix | None = None,
        related: Sequence[tuple[Span, str]] = (),
        note: bool = False,
    ) -> Finding:
        """A finding at a stretch of the text with the others that it speaks of; `note` for what is in doubt."""
        finding = self.draft.finding(code, self.claim_at(span), message, diagnosis, fix, span=span)
        others = tuple(self.draft.related(other, words) for other, words in related)
        if note:
            return dataclasses.replace(finding, related=others, severity=Severity.NOTE, verdict=None)
        return dataclasses.replace(finding, related=others)
