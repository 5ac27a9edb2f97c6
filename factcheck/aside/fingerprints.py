"""What names a finding through edits elsewhere in its draft: its code, its words and its sentence, not its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from factcheck.document import Document
from factcheck.model import Finding, Span

_LENGTH = 20  # hexadecimal digits: two findings of one draft in 10^12 drafts share them by chance
_REACH = 80  # characters to either side that stand for the sentence of what is no figure
_LONGEST = 2000  # characters of a sentence that are looked at


def fingerprinted(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a document with a fingerprint each; those that are alike in all that counts are numbered."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        key = _key(document, finding)
        seen[key] += 1
        digest = sha256(f"{key}\x1f{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        named.append(replace(finding, fingerprint=digest[:_LENGTH]))
    return tuple(named)


def _key(document: Document, finding: Finding) -> str:
    span = finding.span or (finding.claim.mention.span if finding.claim else None)
    if span is None:
        return f"{finding.code}\x1f{finding.message}"
    return "\x1f".join((finding.code, _plain(document.text, span), _plain(document.text, _around(finding, span))))


def _around(finding: Finding, span: Span) -> Span:
    """The sentence of a finding; of what is no figure, the words around it."""
    if finding.claim is None:
        return Span(max(0, span.start - _REACH), span.end + _REACH)
    sentence = finding.claim.sentence
    return Span(max(sentence.start, span.start - _LONGEST), min(sentence.end, span.end + _LONGEST))


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
