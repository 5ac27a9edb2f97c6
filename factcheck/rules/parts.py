"""FC401: the parts in one sentence and the total that it states for them, and "X of Y" with X above Y."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.model import Claim, Diagnosis, Finding, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import (
    Draft,
    any_of,
    counted_noun,
    dimension,
    is_count,
    loosened,
    phrases,
    quantity_of,
    same_unit,
    word_pattern,
)
from factcheck.rules.sums import in_place_of, is_near, make, told, told_by_article

# Between two parts stands what the first counts, in a few words, and what joins them.
_JOINED = lazy(r"(?:[ -][\w'’-]+){0,5}(?:, and |, plus |, |; and |; | and | plus | \+ )(?:the |another )?\Z")
_NEXT_TO_TOTAL = lazy(r"(?:[ -][\w'’-]+){0,5}(?:,| –| —|—|:|;| \(| =)? ?(?:or|for|that is|which is|i\.e\.)? ?\Z")
_NOUNS = lazy(r"(?:[ -][^\W\d_][\w'’-]*){0,4}?,? ")
_MOST_EARLIER = 12  # figures before a list that may belong to it
_OF_THE = lazy(r"Of (?:the|its|their|our|those|these) ")
_THEN = lazy(r"(?:[ -][\w'’-]+){0,3}, (?:only |just |some |about |as many as )?")
_OF = lazy(r" (?:out )?of (?:the |its |their |our |all |his |her |those |these )?\Z")


def parts_and_total(draft: Draft) -> Iterator[Finding]:
    """Totals that their parts do not make."""
    for sentence, claims in draft.sentences:
        for position, claim in enumerate(claims):
            parts = _parts_before(draft, claims, position)
            listed = _bracketed_parts(draft, sentence, claims, position)
            if len(listed) >= 2:
                yield from _wrong_total(draft, listed, claim)
            elif len(parts) >= 2 and _is_total(draft, sentence, parts, claim) and _of_one_kind(parts, claim):
                if not _made_with_earlier(claims[: position - len(parts)], parts, claim):
                    yield from _wrong_total(draft, parts, claim)
            elif position and _is_part_of(draft, claims[position - 1], claim):
                yield _too_large(draft, claims[position - 1], claim)
            elif position and _is_some_of_the(draft, sentence, claims[position - 1], claim):
                yield _too_large(draft, claim, claims[position - 1])


def _parts_before(draft: Draft, claims: Sequence[Claim], position: int) -> list[Claim]:
    """The figures that stand as one list before a possible total, in order."""
    whole = quantity_of(claims[position])
    parts: list[Claim] = []
    for claim in reversed(claims[:position]):
        quantity = quantity_of(claim)
        if quantity.value is None or not same_unit(quantity, whole) or quantity.modifier is Modifier.VAGUE:
            break
        if parts and not _JOINED.match(draft.between(claim, parts[0])):
            break
        parts.insert(0, claim)
    return parts


def _made_with_earlier(earlier: Sequence[Claim], parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the list may begin further to the left, behind words that are not read as joining its first parts."""
    more = list(parts)
    for claim in reversed(earlier[-_MOST_EARLIER:]):
        if quantity_of(claim).value is not None and same_unit(quantity_of(claim), quantity_of(whole)):
            more.insert(0, claim)
            if make(more, whole):
                return True
    return False


def _bracketed_parts(draft: Draft, sentence: Span, claims: Sequence[Claim], position: int) -> list[Claim]:
    """The parts of "Together, Arn (120), Bel (80) and Cor (14) come to 214", [] where the text is not of that form."""
    whole, text = claims[position], draft.text
    verb = _come_to().search(text, sentence.start, whole.mention.start)
    lead = word_pattern("together").search(text, sentence.start, whole.mention.start)
    if verb is None or lead is None or verb.end() != whole.mention.start or lead.end() > verb.start():
        return []
    parts = [claim for claim in claims[:position] if claim.mention.start > lead.end() and _in_brackets(text, claim)]
    if any(not same_unit(quantity_of(part), quantity_of(whole)) for part in parts):
        return []
    # Every bracket between "together" and the total must hold a part, or the list is not understood.
    return parts if len(parts) == text.count("(", lead.end(), verb.start()) else []


@cache
def _come_to() -> re.Pattern[str]:
    verbs = any_of(phrases("come_to"))
    return re.compile(rf"(?<=\)) (?:{verbs}) (?:a total of )?", re.IGNORECASE)


def _in_brackets(text: str, claim: Claim) -> bool:
    mention = claim.mention
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"


def _is_total(draft: Draft, sentence: Span, parts: Sequence[Claim], claim: Claim) -> bool:
    gap = draft.between(parts[-1], claim)
    before, marked = _without_total_words(gap)
    if not _NEXT_TO_TOTAL.match(before) or dimension(quantity_of(claim)) in {"ratio", "rank"}:
        return False
    if not marked and not _total_words_follow(draft.text, claim.mention.end, sentence.end):
        return False
    if word_pattern("beyond_the_parts", "totals").search(draft.text, claim.mention.end, sentence.end):
        return False  # "31 in the first quarter and 27 in the second, for a total of 112 by the end"
    lead = draft.text[sentence.start : claim.mention.start]
    return not (word_pattern("open_list").search(lead) or word_pattern("not_total").search(lead))


def _of_one_kind(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the total surely counts the parts: "nine wins and five draws, 32 points in all" is no sum.

    It does when it names no other thing than they do, and else only where it misses their sum by little.
    """
    noun = counted_noun(whole)
    if noun in phrases("weighted"):
        return False
    if dimension(quantity_of(whole)) == "count" and noun in {"", *phrases("people"), *map(counted_noun, parts)}:
        return True
    return is_near(parts, whole)


def _without_total_words(gap: str) -> tuple[str, bool]:
    """The gap without "a total of" at its end, and whether it had any."""
    lowered = gap.rstrip().lower()
    for words in sorted(phrases("total_before"), key=len, reverse=True):
        if lowered.endswith(words):
            return gap.rstrip()[: -len(words)], True
    return gap, False


def _total_words_follow(text: str, start: int, end: int) -> bool:
    """Whether "in all" or "in total" stands right behind a figure and what it counts."""
    rest = text[start : min(end, start + 80)]
    nouns = _NOUNS.match(rest)
    after = word_pattern("total_after").search(rest)
    return nouns is not None and after is not None and _NOUNS.fullmatch(rest, 0, after.start()) is not None


def _wrong_total(draft: Draft, parts: Sequence[Claim], claim: Claim) -> Iterator[Finding]:
    ones = _told_by_article(draft, parts[0], claim)
    if make(parts, claim, ones):
        return
    message = f"the parts do not make the total: {told(parts, claim, ones)}, not “{claim.mention.surface}”"
    related = [(part, "a part") for part in parts]
    yield draft.finding("FC401", claim, message, Diagnosis.TOTAL, in_place_of(claim, parts, ones), related)


def _told_by_article(draft: Draft, first: Claim, whole: Claim) -> int:
    """How many parts are told by an article: the stepson of "three sons, two daughters and a stepson"."""
    if dimension(quantity_of(whole)) != "count":
        return 0
    return told_by_article(draft.text, first.mention.end, whole.mention.start)


def _is_part_of(draft: Draft, part: Claim, whole: Claim) -> bool:
    """Whether the text says "X of the Y" of two counts, with X certainly above Y."""
    if not (is_count(part) and is_count(whole) and _OF.match(draft.between(part, whole))):
        return False
    return _is_above(draft, part, whole)


def _is_some_of_the(draft: Draft, sentence: Span, whole: Claim, part: Claim) -> bool:
    """Whether the text says "Of the Y councillors, X voted" with X certainly above Y, and X counts nothing else."""
    if not (is_count(part) and is_count(whole) and _OF_THE.fullmatch(draft.text, sentence.start, whole.mention.start)):
        return False
    if counted_noun(part) not in {"", counted_noun(whole)} or not _THEN.fullmatch(draft.between(whole, part)):
        return False
    return _is_above(draft, part, whole)


def _is_above(draft: Draft, part: Claim, whole: Claim) -> bool:
    if draft.text[whole.mention.end : whole.mention.end + 1] == "-":
        return False  # "12 of 10-strong teams"
    few, many = quantity_of(part).interval, quantity_of(whole).interval
    if quantity_of(whole).value == 10 or few.low is None or many.high is None:
        return False  # "eleven out of ten" is praise
    return few.low > many.high and few.low > (loosened(quantity_of(whole)).high or few.low)


def _too_large(draft: Draft, part: Claim, whole: Claim) -> Finding:
    message = f"“{part.mention.surface}” cannot be part of “{whole.mention.surface}”"
    return draft.finding("FC401", part, message, Diagnosis.TOTAL, None, [(whole, "the whole")])
