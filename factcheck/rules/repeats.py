"""FC405: one thing, two figures: a headline or an opening line that the body repeats word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from factcheck.document import BlockKind
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, loosened, quantity_of, same_unit

_TOKEN = lazy(r"[^\W_]+")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_REPEATED = 5  # a line of so many words, nearly all repeated in one sentence, is that sentence again
_CANDIDATES = 12  # the first figures of the body that may be the same; a later one only repeats them

Key = tuple[str, ...]
Claims = tuple[Claim, ...]


def line_repeated(draft: Draft) -> Iterator[Finding]:
    """Figures of a headline that the same words in the body give differently and nowhere alike."""
    body: dict[Key, list[Claim]] = defaultdict(list)
    copies: dict[str, list[Claims]] = defaultdict(list)
    heads: list[tuple[Claim, Claims, Span]] = []
    for sentence, claims in draft.sentences:
        copies[_wording(draft, claims, sentence)].append(claims)
        for claim in claims:
            if _is_head(draft, claim, sentence):
                heads.append((claim, claims, sentence))
            else:
                for key in _keys(draft, claim):
                    if len(body[key]) < _CANDIDATES:
                        body[key].append(claim)
    for head, claims, sentence in heads:
        copied = copies[_wording(draft, claims, sentence)][:_CANDIDATES]
        alike = [other for other in copied if other[0].sentence != sentence]
        if any(not _within_reach(draft, head, other[0]) for other in alike):
            continue  # the line is said of each section anew
        if alike and len(_tokens(draft, sentence)) >= _REPEATED:
            yield from _against_copies(draft, head, claims.index(head), alike)
        else:
            yield from _against(draft, head, body)


def _wording(draft: Draft, claims: Claims, sentence: Span) -> str:
    """The words of a sentence with a sign for each figure: alike in two sentences that differ in figures alone."""
    ends = [sentence.start, *(claim.mention.end for claim in claims)]
    starts = [*(claim.mention.start for claim in claims), sentence.end]
    parts = (_TOKEN.findall(draft.text, end, max(end, start)) for end, start in zip(ends, starts, strict=True))
    return "#".join(" ".join(part).lower() for part in parts)


def _against_copies(draft: Draft, head: Claim, place: int, alike: Sequence[Claims]) -> Iterator[Finding]:
    """The finding where every sentence of the same words has another figure, the same one, in the head's place."""
    others = [claims[place] for claims in alike]
    if len({_told(other) for other in others}) == 1 and not _is_told_alike(head, others[0]):
        yield _finding(draft, head, others[0])


def _within_reach(draft: Draft, head: Claim, other: Claim) -> bool:
    """Whether a sentence belongs to what a heading stands over: the title over all, another over its own section.

    Where sections repeat each other's lines (a town each, a version each), the lines are not about one thing.
    """
    block = draft.block(other)
    mine = draft.block(head)
    if mine.kind is not BlockKind.HEADING:
        return block.kind is not BlockKind.HEADING or block.heading < 0
    return block.heading == head.block or (block.kind is not BlockKind.HEADING and mine.heading < 0 and mine.level == 1)


def _told(claim: Claim) -> tuple[object, ...]:
    quantity = quantity_of(claim)
    return quantity.value, quantity.ends, quantity.unit and quantity.unit.dimension


def _is_told_alike(one: Claim, other: Claim) -> bool:
    """Whether two figures of the same sentence say the same; the ends of a range are held against each other."""
    mine, theirs = quantity_of(one), quantity_of(other)
    if mine.ends and len(mine.ends) == len(theirs.ends):
        return mine.ends == theirs.ends
    return not same_unit(mine, theirs) or _agree(one, other)


def _is_head(draft: Draft, claim: Claim, sentence: Span) -> bool:
    """Whether the figure stands in a heading, or in an opening line that is set apart and ends without a stop."""
    block = draft.block(claim)
    if block.kind is BlockKind.HEADING:
        return True
    return claim.block == 0 and block.kind is BlockKind.PARAGRAPH and draft.text[sentence.end - 1] not in ".!?:;,"


def _keys(draft: Draft, claim: Claim) -> list[Key]:
    """What the figure may be looked up by: the words on both its sides."""
    before, after = _sides(draft, claim)
    return [(before, after)] if before and after else []


def _sides(draft: Draft, claim: Claim) -> tuple[str, str]:
    """The words next to the figure within its sentence."""
    start, end = claim.mention.start, claim.mention.end
    before = _TOKEN.findall(draft.text, max(claim.sentence.start, start - 40), start)
    after = _TOKEN.search(draft.text, end, min(claim.sentence.end, end + 40))
    return (before[-1].lower() if before else "", after.group().lower() if after else "")


def _against(draft: Draft, head: Claim, body: dict[Key, list[Claim]]) -> Iterator[Finding]:
    """The finding where the other figures for the same thing are all one figure, and another than this."""
    seen: dict[str, Claim] = {}
    for key in _keys(draft, head):
        for claim in body.get(key, []):
            seen.setdefault(claim.id, claim)
    same = [claim for claim in seen.values() if same_unit(quantity_of(head), quantity_of(claim))]
    if any(_agree(head, claim) for claim in same):
        return
    told = [claim for claim in same if _same_period(draft, head, claim) and _repeats(draft, head, claim)]
    if told and len({quantity_of(claim).value for claim in told}) == 1 and _within_reach(draft, head, told[0]):
        yield _finding(draft, head, told[0])


def _finding(draft: Draft, head: Claim, other: Claim) -> Finding:
    message = f"“{head.mention.surface}” here and “{other.mention.surface}” below for the same thing"
    value = quantity_of(other).value
    fix = rewritten(head.mention, value) if value is not None else None
    return draft.finding("FC405", head, message, Diagnosis.VALUE, fix, [(other, "the other figure")])


def _agree(one: Claim, other: Claim) -> bool:
    return loosened(quantity_of(one)).overlaps(loosened(quantity_of(other)))


def _same_period(draft: Draft, one: Claim, other: Claim) -> bool:
    """Whether no period, year or month tells the two apart."""
    mine, theirs = _dates(draft, one.sentence), _dates(draft, other.sentence)
    if mine and theirs and mine != theirs:
        return False
    return one.period is None or other.period is None or one.period == other.period


def _repeats(draft: Draft, head: Claim, other: Claim) -> bool:
    """Whether the other sentence is the headline again, word for word but for figures."""
    if _sides(draft, head) != _sides(draft, other):
        return False
    mine, theirs = _tokens(draft, head.sentence), _tokens(draft, other.sentence)
    return len(mine) >= _REPEATED and len(mine & theirs) * 10 >= len(mine) * 9


def _tokens(draft: Draft, span: Span) -> frozenset[str]:
    """The words of a sentence as written, figures apart."""
    key = ("tokens", span)
    if key not in draft.memory:
        found = _TOKEN.findall(draft.text, span.start, span.end)
        draft.memory[key] = frozenset(token.lower() for token in found if not token.isdigit())
    return draft.memory[key]


def _dates(draft: Draft, span: Span) -> frozenset[str]:
    """The years, months and seasons that a sentence names."""
    key = ("dates", span)
    if key not in draft.memory:
        calendar = load_words("calendar")
        known = {*calendar["months"], *calendar["seasons"]}
        words = {word for word in _TOKEN.findall(draft.text, span.start, span.end) if word.lower() in known}
        draft.memory[key] = frozenset(_YEAR.findall(draft.text, span.start, span.end)) | words
    return draft.memory[key]
