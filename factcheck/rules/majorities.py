"""FC416: a majority below half and a minority above it: "most respondents (42%)", "a minority of 62%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from factcheck.model import Claim, Diagnosis, Finding
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of, word_pattern

_LIST = "orders"
_HALF = Fraction(50)
_REACH = 90  # characters before a share in which the word for it stands
_LEADS = r"(?:(?P<bracket> \()|, (?:or |at )?(?:about |around |some |roughly |nearly )?)\Z"


def majority_or_minority(draft: Draft) -> Iterator[Finding]:
    """Shares that the words right before them call most of a whole, or few of it, and that are not."""
    for sentence, claims in draft.sentences:
        for claim in claims:
            if dimension(quantity_of(claim)) != "percent":
                continue
            start = max(sentence.start, claim.mention.start - _REACH)
            interval = quantity_of(claim).interval
            if interval.high is not None and interval.high < _HALF:
                called = _most().search(draft.text, start, claim.mention.start)
            elif interval.low is not None and interval.low > _HALF:
                called = _minority().search(draft.text, start, claim.mention.start)
            else:
                continue
            if called is None or not _is_told_of(draft, claim, called):
                called = _told_behind(draft, claim)
            if called is not None:
                words = " ".join(called["words"].split())
                side = "less" if interval.high is not None and interval.high < _HALF else "more"
                message = f"“{words}” is “{claim.mention.surface}”, which is {side} than half"
                yield draft.finding("FC416", claim, message, Diagnosis.VALUE)


def _is_told_of(draft: Draft, claim: Claim, called: re.Match[str]) -> bool:
    """Whether the figure stands alone in its brackets or between commas, and is no margin and no superlative."""
    sentence, text = claim.sentence, draft.text
    closed = ")" if called["bracket"] else ","
    if called.groupdict().get("of") is None and not text.startswith(closed, claim.mention.end):
        return False
    if word_pattern("no_majority", _LIST).search(text, max(sentence.start, called.start() - 20), sentence.end):
        return False
    before = text[sentence.start : called.start()].split()[-1:]
    superlative = called["words"].lower().startswith("most")
    return not (superlative and before and before[0].lower().endswith(phrases("determiners", _LIST)))


def _told_behind(draft: Draft, claim: Claim) -> re.Match[str] | None:
    """The words for a share right behind it, where it is none: "45 percent, a majority, said"."""
    strength = rf"(?:(?:{_any_of('strengths')}) )?"
    words = re.compile(rf", (?P<words>an? {strength}(?:majority|(?P<few>minority))),")
    called = words.match(draft.text, claim.mention.end)
    high = quantity_of(claim).interval.high
    is_few = high is not None and high < _HALF
    return None if called is None or (called["few"] is not None) == is_few else called


@cache
def _most() -> re.Pattern[str]:
    """The words "most voters", "most of the farms", "a clear majority of those asked", right before the figure."""
    members, strength = _any_of("members"), rf"(?:(?:{_any_of('strengths')}) )?"
    most = rf"[Mm]ost (?:of (?:the|its|all|these|those|their|our) (?:[\w-]+ )?|(?:[A-Z][\w-]+ )?)(?:{members})"
    nearly = rf"(?:[Nn]early|[Aa]lmost|[Vv]irtually) all (?:{members})"
    majority = rf"(?:[Aa]|[Tt]he) {strength}majority(?: of [\w-]+(?: [\w-]+){{0,2}})?"
    return re.compile(rf"(?<!\w)(?P<words>{most}|{nearly}|{majority}){_LEADS}")


@cache
def _minority() -> re.Pattern[str]:
    """The words "a minority of", "a small minority of members (", right before the figure."""
    minority = rf"(?:[Aa]|[Tt]he) (?:(?:{_any_of('strengths')}) )?minority"
    return re.compile(rf"(?<!\w)(?P<words>{minority}(?: of [\w-]+(?: [\w-]+){{0,2}})?)(?:(?P<of> of \Z)|{_LEADS})")


def _any_of(key: str) -> str:
    return any_of(phrases(key, _LIST))
