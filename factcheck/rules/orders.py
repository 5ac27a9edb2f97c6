"""FC416: words of order that the figures belie: "the largest is Arn (120), followed by Bel (140)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier, Span
from factcheck.rules.draft import Draft, any_of, dimension, loosened, phrases, quantity_of, same_unit, word_pattern

_LIST = "orders"
_REACH = 120  # characters before the first figure in which its superlative stands
_CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
_NAME = r"(?:(?:the |that of |those of |in )?[^\W\d_][\w.'’&-]*(?: [^\W\d_][\w.'’&-]*){0,5})"


def order_of_the_listed(draft: Draft) -> Iterator[Finding]:
    """Things listed from the largest down, or the smallest up, whose figures go the other way."""
    for sentence, claims in draft.sentences:
        for place, (one, two) in enumerate(pairwise(claims)):
            found = _next_in_order().fullmatch(draft.between(one, two)) if _comparable(one, two) else None
            if found is None or not (_is_alone(draft, two) or found["lead"]):
                continue
            word, up = _superlative(draft, sentence, one)
            if word:
                yield from _out_of_order(draft, claims[place:], word, up=up)


def comparatives(draft: Draft) -> Iterator[Finding]:
    """Comparisons of two things that their figures in brackets belie: "Arn (120 m) is taller than Bel (140 m)"."""
    for _, claims in draft.sentences:
        for one, two in pairwise(claims):
            if quantity_of(one).unit is None or not _comparable(one, two) or not _is_alone(draft, two):
                continue
            said = _comparison().fullmatch(draft.between(one, two))
            if said is None:
                continue
            word = said["word"].lower()
            larger, lesser = load_words(_LIST)["larger"], load_words(_LIST)["lesser"]
            fits = dimension(quantity_of(one)) in {**larger, **lesser}[word]
            if fits and (_is_above(two, one) if word in larger else _is_above(one, two)):
                message = f"“{one.mention.surface}” is not {word} “{two.mention.surface}”"
                yield draft.finding("FC416", one, message, Diagnosis.DIRECTION, None, [(two, "compared with this")])


def above_or_below_a_mark(draft: Draft) -> Iterator[Finding]:
    """Figures said to be above or below a limit, an average or a record that they are not."""
    for sentence, claims in draft.sentences:
        for one, two in pairwise(claims):
            if one.kind in _CHANGES or not _comparable(one, two):
                continue
            said = _mark().fullmatch(draft.between(one, two))
            if said is None or (said["beaten"] and not _is_record(draft, sentence, said, one)):
                continue
            if _misses(one, two, below=said["below"] is not None):
                words, mark = said["below"] or said["above"] or said["beaten"], said["mark"].lower()
                message = f"“{one.mention.surface}” is not {words} the {mark} of “{two.mention.surface}”"
                yield draft.finding("FC416", one, message, Diagnosis.DIRECTION, None, [(two, f"the {mark}")])


# Lists from the largest down.


@cache
def _next_in_order() -> re.Pattern[str]:
    """What stands between the figures of the first two: "), followed by Bel (", "people, ahead of Bel with"."""
    leads = _any_of("value_leads")
    return re.compile(
        rf"(?:\)|(?: [\w-]+){{0,3}}?),? (?:{_any_of('next')}) {_NAME}(?: \(|,? (?P<lead>{leads}) )", re.IGNORECASE
    )


@cache
def _one_more() -> re.Pattern[str]:
    """What stands between two further things of the list: ") and Cor (", " and Cor with"."""
    leads = _any_of("value_leads")
    return re.compile(
        rf"(?:\)|(?: [\w-]+){{0,3}}?)(?:,| and|, and)(?: then)? {_NAME}(?: \(|,? (?P<lead>{leads}) )", re.IGNORECASE
    )


def _superlative(draft: Draft, sentence: Span, one: Claim) -> tuple[str, bool]:
    """The superlative before the first figure, and whether the list goes up; "" where none fits, or several."""
    start = max(sentence.start, one.mention.start - _REACH)
    sizes, small = load_words(_LIST)["sizes"], load_words(_LIST)["small_sizes"]
    found = _superlatives().findall(draft.text, start, one.mention.start)
    if len(found) != 1 or _superlatives().search(draft.text, one.mention.end, sentence.end):
        return "", False
    word = found[0].lower()
    fits = dimension(quantity_of(one)) in (sizes.get(word) or small[word])
    return (word, word in small) if fits else ("", False)


@cache
def _superlatives() -> re.Pattern[str]:
    words = load_words(_LIST)
    return re.compile(r"\b(?:" + _either(words["sizes"], words["small_sizes"]) + r")\b", re.IGNORECASE)


def _out_of_order(draft: Draft, claims: Sequence[Claim], word: str, *, up: bool) -> Iterator[Finding]:
    """The first figure of the list that goes the wrong way."""
    for place, (one, two) in enumerate(pairwise(claims)):
        if place:
            more = _one_more().fullmatch(draft.between(one, two)) if _comparable(one, two) else None
            if more is None or not (more["lead"] or _is_alone(draft, two)):
                return
        if _is_above(one, two) if up else _is_above(two, one):
            later, first = two.mention.surface, "first" if word.endswith("with") else word
            message = f"“{later}” comes after “{one.mention.surface}” in a list that begins with the {first}"
            yield draft.finding("FC416", two, message, Diagnosis.RANK, None, [(one, "listed before")])
            return


# Comparisons.


@cache
def _comparison() -> re.Pattern[str]:
    words, degrees = load_words(_LIST), _any_of("degrees")
    comparatives = _either(words["larger"], words["lesser"])
    verbs = "is |was |are |were |stands |rises |lies |runs "
    return re.compile(
        rf"\) (?:{verbs})?(?:(?:{degrees}|much|a little) )?(?P<word>{comparatives}) {_NAME} \(",
        re.IGNORECASE,
    )


@cache
def _mark() -> re.Pattern[str]:
    """A figure against a mark: ", well above the legal limit of "; without the comma it tells how far."""
    degrees = _any_of("degrees")
    return re.compile(
        rf"(?: [^\W\d_][\w'’-]*){{0,4}}?(?:,| –| —| \() ?(?:(?:{degrees}) )?"
        rf"(?:(?P<above>{_any_of('above')})|(?P<below>{_any_of('below')})|(?P<beaten>{_any_of('record_beaten')}))"
        rf" (?:the|its|a|an|their|his|her|last year['’]s) (?:[^\W\d_][\w'’-]* ){{0,4}}?"
        rf"(?P<mark>{_any_of('marks')}) (?:of|,) ?",
        re.IGNORECASE,
    )


def _is_record(draft: Draft, sentence: Span, said: re.Match[str], one: Claim) -> bool:
    """Whether a record of many is beaten by more: not a time, and not the lowest of all."""
    if said["mark"].lower() != "record" or dimension(quantity_of(one)) == "time":
        return False
    return word_pattern("low_records", _LIST).search(draft.text, sentence.start, sentence.end) is None


def _misses(figure: Claim, mark: Claim, *, below: bool) -> bool:
    """Whether a figure lies on the wrong side of a mark, which is no rounded figure: a limit of 50 mph is one of 50."""
    mine, limit = loosened(quantity_of(figure)), quantity_of(mark).interval
    if mine.overlaps(limit) or mine.low is None or limit.low is None:
        return False
    return (mine.low > limit.low) is below


# Figures.


def _comparable(one: Claim, two: Claim) -> bool:
    """Whether two figures are exact, in one unit, of one kind, and neither is below nothing."""
    mine, theirs = quantity_of(one), quantity_of(two)
    if mine.value is None or theirs.value is None or min(mine.value, theirs.value) < 0:
        return False
    if {mine.modifier, theirs.modifier} - {Modifier.EXACT, Modifier.APPROXIMATE}:
        return False
    return same_unit(mine, theirs) and (one.kind in _CHANGES) == (two.kind in _CHANGES)


def _is_above(one: Claim, two: Claim) -> bool:
    """Whether one figure is above another beyond all rounding."""
    mine, theirs = quantity_of(one), quantity_of(two)
    if mine.value is None or theirs.value is None or mine.value <= theirs.value:
        return False
    return not loosened(mine).overlaps(loosened(theirs))


def _is_alone(draft: Draft, claim: Claim) -> bool:
    """Whether a figure, with what it counts, is all that its brackets hold."""
    noun, text = claim.mention.noun_span, draft.text
    end = claim.mention.end if noun is None else max(claim.mention.end, noun.end)
    return text.startswith("(", claim.mention.start - 1) and text.startswith(")", end)


def _either(*tables: Mapping[str, Sequence[str]]) -> str:
    return "|".join(sorted((re.escape(word) for table in tables for word in table), key=len, reverse=True))


def _any_of(key: str) -> str:
    return any_of(phrases(key, _LIST))
