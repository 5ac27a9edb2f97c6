"""FC408: percentages in one sentence that are parts of one whole and come to more than 100: "62% for, 48% against"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from factcheck.languages.words import word_set
from factcheck.model import Claim, Diagnosis, Finding, Kind, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of, total, word_pattern
from factcheck.rules.sums import sum_of, terms

_HUNDRED = Fraction(100)
_LONGEST = 12  # shares of one sentence
_REACH = 50  # characters behind a percentage in which its answer stands
_LONG = 3  # letters: shorter words name nothing
_WORD = lazy(r"[^\W\d_]+")
_OF_WHAT = lazy(r" of (?:the |all |its |their )?(?P<what>[\w'’-]+)")
_PARTS = lazy(r"[,;:–—]|\b(?:and|but|while)\b")
_KINDS = frozenset({Kind.LEVEL, Kind.SHARE})


def shares_of_one_whole(draft: Draft) -> Iterator[Finding]:
    """Shares of one whole that come to more than all of it."""
    for sentence, claims in draft.sentences:
        shares = [claim for claim in claims if _is_share(claim)]
        if not 2 <= len(shares) <= _LONGEST or len(shares) != sum(_is_percent(claim) for claim in claims):
            continue
        if word_pattern("not_of_one_whole", "totals").search(draft.text, sentence.start, sentence.end):
            continue
        if word_pattern("several_answers", "totals").search(draft.text, sentence.start, sentence.end):
            continue
        made = total([quantity_of(claim).interval for claim in shares])
        if made.low is None or made.low <= _HUNDRED:
            continue
        if not _bases_differ(draft, shares, sentence) and (
            _answers_exclude_each_other(draft, shares, sentence) or _make_something_up(draft, shares, sentence)
        ):
            yield _finding(draft, shares)


def _is_percent(claim: Claim) -> bool:
    return dimension(quantity_of(claim)) == "percent"


def _is_share(claim: Claim) -> bool:
    value = quantity_of(claim).value
    return _is_percent(claim) and claim.kind in _KINDS and value is not None and 0 < value < _HUNDRED


def _bases_differ(draft: Draft, shares: Sequence[Claim], sentence: Span) -> bool:
    """Whether shares are said of different things: "62% of men and 48% of women", "in Hull 62% and in York 51%"."""
    told_between = [_PARTS.split(draft.between(one, other))[-1].split() for one, other in pairwise(shares)]
    if any(words and words[0].lower() in phrases("told_of", "totals") for words in told_between):
        return True
    bases = [_OF_WHAT.match(draft.text, share.mention.end, sentence.end) for share in shares]
    named = {base["what"].lower() for base in bases if base is not None}
    return len(named) > 1 or any(base is not None for base in bases[1:])


def _answers_exclude_each_other(draft: Draft, shares: Sequence[Claim], sentence: Span) -> bool:
    """Whether behind each share stands an answer of which nobody gives two: yes and no, for and against."""
    ends = [*(share.mention.start for share in shares[1:]), sentence.end]
    behind = [
        [word.lower() for word in _WORD.findall(draft.text, share.mention.end, min(end, share.mention.end + _REACH))]
        for share, end in zip(shares, ends, strict=True)
    ]
    said = [_answer(words) for words in behind]
    asked = frozenset(behind[0])
    for answers in _answers():
        places = {place for word, _ in said for place, known in enumerate(answers) if word in known}
        if len(places) == len(said) and all(_asks_the_same(rest, asked) for _, rest in said[1:]):
            return True
    return False


def _answer(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The first word that may be an answer, past those that only lead to it, and what comes after it."""
    passed = word_set("totals", "before_answers")
    at = next((place for place, word in enumerate(words) if word not in passed), len(words))
    return (words[at], words[at + 1 :]) if at < len(words) else ("", ())


def _asks_the_same(rest: Sequence[str], asked: frozenset[str]) -> bool:
    """Whether what is answered is what was asked before, and not "oppose the tax" after "support the plan"."""
    known = asked | word_set("totals", "after_answers") | word_set("totals", "before_answers")
    return all(len(word) < _LONG or word in known for word in rest)


@cache
def _answers() -> tuple[tuple[frozenset[str], ...], ...]:
    """Sets of answers that exclude each other; each answer with the words for it."""
    return tuple(
        tuple(frozenset(answer.split()) for answer in line.split(" | ")) for line in phrases("answers", "totals")
    )


@cache
def _composition() -> re.Pattern[str]:
    words = any_of(phrases("composed", "totals"))
    return re.compile(
        rf"\b(?:{words})(?: of| into| between| among| as follows)?:? (?:about |some |roughly )?\Z", re.IGNORECASE
    )


_JOINED = lazy(r"(?:[ -][\w'’-]+){0,6}?(?:, and |, |; and |; | and )\Z")


def _make_something_up(draft: Draft, shares: Sequence[Claim], sentence: Span) -> bool:
    """Whether the sentence says what something is made of: "consists of 45% sand, 38% lime and 22% clay"."""
    lead = draft.text[max(sentence.start, shares[0].mention.start - _REACH) : shares[0].mention.start]
    joined = all(_JOINED.fullmatch(draft.between(one, other)) for one, other in pairwise(shares))
    told = draft.text[shares[0].mention.start : sentence.end]
    if _OF_WHAT.match(draft.text, shares[0].mention.end) or word_pattern("clause_words").search(told):
        return False  # "made up 58% of buyers and 61% were over 35"
    return joined and _composition().search(lead) is not None


def _finding(draft: Draft, shares: Sequence[Claim]) -> Finding:
    message = f"the shares of one whole come to more than 100%: {terms(shares)} = {float(sum_of(shares)):g}%"
    return draft.finding(
        "FC408", shares[-1], message, Diagnosis.TOTAL, None, [(share, "a share") for share in shares[:-1]]
    )
