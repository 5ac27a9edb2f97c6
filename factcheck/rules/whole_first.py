"""FC401: a whole before its parts: "26 people: 12 men, 9 women and 4 children", "26 guests, of whom 30 are women"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.model import Claim, Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import (
    Draft,
    any_of,
    counted_noun,
    dimension,
    is_count,
    phrases,
    quantity_of,
    same_unit,
    total,
    word_pattern,
)
from factcheck.rules.sums import allowed, is_near, is_one_slip_off, make, sum_of, told, told_by_article

_NOUNS = r"(?:[ -][\w'’-]+){0,5}?"
_MARK = lazy(rf"{_NOUNS}(?P<mark>:| –| —|—| --|,? \()\s?\Z")
_JOINED = lazy(
    r"(?:[ -][\w'’-]+){0,6}?(?P<join>, and |, plus |, |; and |; | and | plus | \+ )(?:the |another |with )?\Z"
)
_CLOSED = lazy(r"(?:[ -][\w'’-]+){0,6}?(?:\.?\Z|(?P<closing>[).;:]| –| —|—| --|,))")
_FEW = 2  # parts: "$40m in Europe and $31m in Asia" may leave the rest of the world out
_LONGEST = 24  # parts of one sentence


def parts_of_a_whole(draft: Draft) -> Iterator[Finding]:
    """Wholes that the parts behind them do not make, and parts that are larger than their whole."""
    for sentence, claims in draft.sentences:
        for position, whole in enumerate(claims[:-1]):
            if not _is_sum(whole):
                continue
            listed = _listed(draft, sentence, claims, position)
            if listed and _are_parts(draft, whole, listed):
                yield from _wrong_whole(draft, whole, listed)
            elif not listed:
                yield from _too_large(draft, claims, position)


def _is_sum(claim: Claim) -> bool:
    """Whether a figure can be the whole of others: a count, or an amount of money."""
    quantity = quantity_of(claim)
    return is_count(claim) or (dimension(quantity) == "currency" and quantity.value is not None)


def _listed(draft: Draft, sentence: Span, claims: Sequence[Claim], position: int) -> list[Claim]:
    """The figures of the list that opens right behind the whole and is closed, [] where there is none."""
    whole, first = claims[position], claims[position + 1]
    gap = draft.between(whole, first)
    mark = _MARK.fullmatch(gap)
    if mark is None and _made_of().fullmatch(gap) is None:
        return []
    parts = [first]
    joins: list[str] = []
    for claim in claims[position + 2 : position + 2 + _LONGEST]:
        joined = _JOINED.fullmatch(draft.between(parts[-1], claim))
        if joined is None:
            break
        joins.append(joined["join"])
        parts.append(claim)
    closed = _CLOSED.match(draft.text, parts[-1].mention.end, sentence.end)
    bracketed = mark is not None and "(" in mark["mark"]
    if len(parts) < 2 or closed is None or (closed["closing"] == ")") != bracketed:
        return []
    if closed["closing"] == "," or not (bracketed or joins[-1].strip(" ,;") in {"and", "plus", "+"}):
        return []
    lead = draft.text[max(sentence.start, whole.mention.start - 60) : parts[-1].mention.end]
    single = told_by_article(draft.text, parts[0].mention.end, closed.end())
    return [] if single or word_pattern("open_list").search(lead) or word_pattern("not_total").search(lead) else parts


@cache
def _made_of() -> re.Pattern[str]:
    """What stands between a whole and its parts where words say that they make it: "made up of", "comprising"."""
    words = any_of(phrases("made_of", "totals"))
    return re.compile(rf"{_NOUNS},?(?: which)?(?: is| are| was| were)? (?:{words})(?: the)? ", re.IGNORECASE)


def _are_parts(draft: Draft, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the figures behind the whole surely count its parts and nothing else."""
    if any(not same_unit(quantity_of(part), quantity_of(whole)) for part in parts):
        return False
    if any(quantity_of(part).value is None or not _is_sum(part) for part in parts):
        return False
    if _made_of().fullmatch(draft.between(whole, parts[0])) or dimension(quantity_of(whole)) == "currency":
        return True
    nouns = [counted_noun(part) for part in parts]
    if all(noun in {"", counted_noun(whole)} for noun in nouns):
        return bool(counted_noun(whole)) and _names_parts(draft, parts)
    return are_apart(nouns) and (is_of_people(whole) or counted_noun(whole) == "")


def _names_parts(draft: Draft, parts: Sequence[Claim]) -> bool:
    """Whether every bare figure says what it counts: "nine gold", "four in Arn"."""
    return all(draft.text[part.mention.end : part.mention.end + 2].strip(" -").isalpha() for part in parts)


def are_apart(nouns: Sequence[str]) -> bool:
    """Whether things of these names are never the same: men and women, adults and children."""
    families: list[list[str]] = [family.split() for family in phrases("apart", "totals")]
    return len(set(nouns)) == len(nouns) and any(set(nouns) <= set(family) for family in families)


def is_of_people(claim: Claim) -> bool:
    """Whether the figure counts people."""
    return counted_noun(claim) in {*phrases("people"), *phrases("people", "totals")}


def _wrong_whole(draft: Draft, whole: Claim, parts: Sequence[Claim]) -> Iterator[Finding]:
    if not make(parts, whole) and is_near(parts, whole) and _is_all(parts, whole):
        message = f"the parts do not make the whole: {told(parts, whole)}, not “{whole.mention.surface}”"
        yield draft.finding("FC401", whole, message, Diagnosis.TOTAL, None, [(part, "a part") for part in parts])


def _is_all(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the list surely is of all parts: it is long, or comes to more than the whole, or to one slip less."""
    return len(parts) > _FEW or sum_of(parts) > (quantity_of(whole).value or 0) or is_one_slip_off(parts, whole)


# "40 guests, of whom 52 are women": one part, or several that have nothing in common, above their whole.


@cache
def _of_which() -> re.Pattern[str]:
    words = any_of(phrases("takes_part", "totals"))
    return re.compile(rf"{_NOUNS},? ?[(–—]?(?: ?)(?:{words})(?: were| are)?(?: the| some| a)? ", re.IGNORECASE)


def _too_large(draft: Draft, claims: Sequence[Claim], position: int) -> Iterator[Finding]:
    whole, first = claims[position], claims[position + 1]
    if not _of_which().fullmatch(draft.between(whole, first)) or not _is_kin(whole, first):
        return
    parts = [first]
    for claim in claims[position + 2 : position + 2 + _LONGEST]:
        if not _is_kin(whole, claim) or "." in draft.between(parts[-1], claim):
            break
        parts.append(claim)
    if not are_apart([_kind_of_people(draft, part) for part in parts]):
        parts = [first]
    made, limit = total([quantity_of(part).interval for part in parts]), allowed(quantity_of(whole))
    if made.low is None or limit.high is None or made.low <= limit.high:
        return
    sums = f"“{first.mention.surface}”" if len(parts) == 1 else told(parts, whole)
    message = f"{sums} cannot be part of “{whole.mention.surface}”"
    others = [(whole, "the whole"), *((part, "a part") for part in parts[1:])]
    yield draft.finding("FC401", first, message, Diagnosis.TOTAL, None, others)


def _kind_of_people(draft: Draft, part: Claim) -> str:
    """What a part counts, also where a verb stands between: "12 were women"."""
    noun = counted_noun(part)
    if noun:
        return noun
    word = _WORD_BEHIND.match(draft.text, part.mention.end)
    return word["noun"].lower() if word else ""


_WORD_BEHIND = lazy(r" (?:(?:were|are|was|is) )?(?P<noun>[a-z]+)")


def _is_kin(whole: Claim, part: Claim) -> bool:
    """Whether the part is of what the whole counts: the same thing, people of people, money of money."""
    one, other = quantity_of(whole), quantity_of(part)
    if not same_unit(one, other) or other.value is None or not _is_sum(part):
        return False
    if dimension(one) == "currency":
        return True
    mine, theirs = counted_noun(whole), counted_noun(part)
    return bool(mine) and (theirs == mine or (is_of_people(whole) and (theirs == "" or is_of_people(part))))
