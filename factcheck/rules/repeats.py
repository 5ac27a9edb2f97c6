"""FC405: one thing, two figures: the headline or the opening line against the body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from factcheck.document import BlockKind
from factcheck.languages.en.stems import stem
from factcheck.languages.words import load_words, word_set
from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, dimension, loosened, quantity_of, same_unit, word_pattern

_WORD = lazy(r"[^\W\d_]{3,}")
_TOKEN = lazy(r"[^\W_]+")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_KINDS = frozenset({Kind.COUNT, Kind.LEVEL, Kind.TOTAL})
_SHARED_WORDS = 2  # besides the noun that is counted: a verb and a name, or two names
_REPEATED = 5  # a line of so many words, nearly all repeated in one sentence, is that sentence again
_CANDIDATES = 12  # the first figures of the body that may be the same; a later one only repeats them

Key = tuple[str, ...]
Claims = tuple[Claim, ...]


def two_figures_for_one_thing(draft: Draft) -> Iterator[Finding]:
    """Figures of a headline that the body gives differently and nowhere alike."""
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
        alike = [other for other in copies[_wording(draft, claims, sentence)] if other[0].sentence != sentence]
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
    """What the figure may be looked up by: the thing that it counts, and the words on both its sides."""
    counted = _counted(claim)
    before, after = _sides(draft, claim)
    return ([(counted,)] if counted else []) + ([(before, after)] if before and after else [])


def _counted(claim: Claim) -> str:
    """What is counted or measured, as a stem; "" for figures that are matched by their surroundings alone."""
    quantity = quantity_of(claim)
    counted = quantity.unit.name if quantity.unit is not None and dimension(quantity) == "count" else ""
    words = _WORD.findall(counted or claim.subject)
    if claim.kind not in _KINDS or quantity.modifier is not Modifier.EXACT or quantity.value is None or not words:
        return ""
    return stem(words[-1].lower())


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
    told = [claim for claim in same if _same_period(draft, head, claim) and _says_the_same(draft, head, claim)]
    others = {quantity_of(claim).value for claim in (told if any(_repeats(draft, head, c) for c in told) else same)}
    if not told or len(others) != 1:
        return
    yield _finding(draft, head, told[0])


def _finding(draft: Draft, head: Claim, other: Claim) -> Finding:
    message = f"“{head.mention.surface}” here and “{other.mention.surface}” below for the same thing"
    value = quantity_of(other).value
    suggestion = rewritten(head.mention, value) if value is not None else ""
    return draft.finding("FC405", head, message, Diagnosis.VALUE, suggestion, [(other, "the other figure")])


def _agree(one: Claim, other: Claim) -> bool:
    return loosened(quantity_of(one)).overlaps(loosened(quantity_of(other)))


def _same_period(draft: Draft, one: Claim, other: Claim) -> bool:
    """Whether no period, year or month tells the two apart."""
    mine, theirs = _dates(draft, one.sentence), _dates(draft, other.sentence)
    if mine and theirs and mine != theirs:
        return False
    return one.period is None or other.period is None or one.period == other.period


def _says_the_same(draft: Draft, head: Claim, other: Claim) -> bool:
    return _repeats(draft, head, other) or _restates(draft, head, other)


def _repeats(draft: Draft, head: Claim, other: Claim) -> bool:
    """Whether the other sentence is the headline again, word for word but for figures."""
    if _sides(draft, head) != _sides(draft, other):
        return False
    mine, theirs = _tokens(draft, head.sentence), _tokens(draft, other.sentence)
    return len(mine) >= _REPEATED and len(mine & theirs) * 10 >= len(mine) * 9


def _restates(draft: Draft, head: Claim, other: Claim) -> bool:
    """Whether the other sentence counts the same with the words of the headline and limits them in no way."""
    counted = _counted(head)
    if not counted or counted != _counted(other):
        return False
    if word_pattern("partial").search(draft.text, other.sentence.start, other.sentence.end):
        return False
    if _names(head) and _names(other) and not _names(head) & _names(other):
        return False
    mine, theirs = _words(draft, head.sentence) - {counted}, _words(draft, other.sentence)
    shared = mine & theirs
    return len(shared) >= _SHARED_WORDS and len(shared) * 2 >= len(mine)


def _names(claim: Claim) -> frozenset[str]:
    """The words of the names that the claim's own sentence gives."""
    return frozenset(word for name in claim.entities if not name.carried for word in name.text.lower().split())


def _tokens(draft: Draft, span: Span) -> frozenset[str]:
    """The words of a sentence as written, figures apart."""
    key = ("tokens", span)
    if key not in draft.memory:
        found = _TOKEN.findall(draft.text, span.start, span.end)
        draft.memory[key] = frozenset(token.lower() for token in found if not token.isdigit())
    return draft.memory[key]


def _words(draft: Draft, span: Span) -> frozenset[str]:
    """The stems of the words of a sentence that carry meaning."""
    key = ("stems", span)
    if key not in draft.memory:
        found = {word.lower() for word in _WORD.findall(draft.text, span.start, span.end)}
        draft.memory[key] = frozenset(stem(word) for word in found - word_set("consistency", "common_words"))
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
