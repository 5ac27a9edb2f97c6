"""FC401: parts in one sentence and their total in the next: "... £12,000 to choirs. In total it paid out £93,750."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from factcheck.model import Claim, Diagnosis, Finding
from factcheck.patterns import lazy
from factcheck.rules.draft import (
    Draft,
    any_of,
    counted_noun,
    dimension,
    phrases,
    quantity_of,
    same_unit,
    word_pattern,
)
from factcheck.rules.sums import is_near, make, sum_of, told, told_by_article
from factcheck.rules.whole_first import are_apart, is_of_people

_JOINED = lazy(r"(?:[ -][\w'’-]+){0,6}?(?:, and |, plus |, |; and |; | and | plus | \+ )(?:the |another |with |to )?\Z")
_ALL_OF_THEM = 3  # kinds of people: with fewer named, one may be left out
_SUMMED = frozenset({"count", "currency", "mass", "area", "volume", "length"})


def total_in_the_next_sentence(draft: Draft) -> Iterator[Finding]:
    """Totals that the list of the sentence before does not make, and lists that miss the whole before them."""
    sentences = draft.sentences
    for (one, first), (other, second) in pairwise(sentences):
        if not 0 <= other.start - one.end <= 1 or first[0].block != second[0].block:
            continue
        if len(second) == 1 and _sums_up().match(draft.text, other.start, other.end):
            yield from _judged(draft, first, second[0], may_be_short=True)
        elif len(first) == 1 and _are_its_people(draft, first[0], second):
            yield from _judged(draft, second, first[0], may_be_short=False)


def _are_its_people(draft: Draft, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a sentence goes on to say who the people of the one before it were."""
    goes_on = _goes_on().match(draft.text, parts[0].sentence.start, parts[0].sentence.end)
    return is_of_people(whole) and goes_on is not None and are_apart([counted_noun(part) for part in parts])


@cache
def _sums_up() -> re.Pattern[str]:
    """How a sentence begins that gives the total of the one before it."""
    return _opening("sums_up")


@cache
def _goes_on() -> re.Pattern[str]:
    """How a sentence begins that says who the people of the one before it were."""
    return _opening("goes_on")


def _opening(key: str) -> re.Pattern[str]:
    words = any_of(phrases(key, "totals"))
    return re.compile(rf"(?:{words})\b", re.IGNORECASE)


def _judged(draft: Draft, parts: Sequence[Claim], whole: Claim, *, may_be_short: bool) -> Iterator[Finding]:
    if len(parts) < 2 or not _are_a_list(draft, parts, whole):
        return
    if make(parts, whole) or not is_near(parts, whole):
        return
    if sum_of(parts) < (quantity_of(whole).value or 0) and not may_be_short and len(parts) < _ALL_OF_THEM:
        return
    message = f"the parts do not make the total: {told(parts, whole)}, not “{whole.mention.surface}”"
    yield draft.finding("FC401", whole, message, Diagnosis.TOTAL, None, [(part, "a part") for part in parts])


def _are_a_list(draft: Draft, parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the figures are all of their sentence, in one list and of what the whole counts."""
    if dimension(quantity_of(whole)) not in _SUMMED or quantity_of(whole).value is None:
        return False
    if any(not same_unit(quantity_of(part), quantity_of(whole)) or quantity_of(part).value is None for part in parts):
        return False
    start, end = parts[0].sentence.start, parts[0].sentence.end
    if word_pattern("open_list").search(draft.text, start, end) or word_pattern("not_a_list_of_parts", "totals").search(
        draft.text, start, max(end, whole.sentence.end)
    ):
        return False
    if any(not _JOINED.fullmatch(draft.between(one, other)) for one, other in pairwise(parts)):
        return False
    if " and " not in draft.between(parts[-2], parts[-1]) or told_by_article(draft.text, parts[0].mention.end, end):
        return False
    nouns = {counted_noun(part) for part in parts}
    noun = counted_noun(whole)
    return dimension(quantity_of(whole)) != "count" or noun in nouns - {""} or is_of_people(whole)
