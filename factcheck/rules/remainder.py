"""FC401 and FC408: what is left over: "of the 48 schools, 30 passed and the remaining 20 failed", "the other 45%"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from factcheck.model import Claim, Diagnosis, Finding, Modifier
from factcheck.patterns import lazy
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, counted_noun, dimension, is_count, quantity_of, total, word_pattern
from factcheck.rules.sums import make, sum_of, terms
from factcheck.rules.whole_first import is_of_people

_REST = lazy(
    r"\b(?:the|its|their) (?:remaining|other|rest,?(?: of [\w ]{1,30},)?) ?(?:about |some |roughly )?\Z",
)
_SINGLE = lazy(r"\b(?:one|another)\b|(?:,|\band|\bplus|;) an? ")
_OF = lazy(r"(?:^|[;:—–] |\bthat )(?:out )?of (?:the |its |their |our |these |those |all |a total of )?\Z")
_REACH = 60  # characters before a figure
_MOST_PARTS = 6
_FAR = 15  # percentage points from 100: what is further off is not the rest of what stands before it
_HUNDRED = Fraction(100)


def rest_of_a_whole(draft: Draft) -> Iterator[Finding]:
    """Rests that do not make the whole with the parts before them."""
    before: tuple[Claim, ...] = ()
    before_end = -1
    for sentence, claims in draft.sentences:
        near = before if 0 <= sentence.start - before_end <= 1 else ()
        for position, claim in enumerate(claims):
            if _is_rest(draft, claim) and not word_pattern("not_of_one_whole", "totals").search(
                draft.text, sentence.start, sentence.end
            ):
                told = claims[:position] if position else near
                yield from _judged(draft, told[-_MOST_PARTS:], claim)
                break
        before, before_end = claims, sentence.end


def _is_rest(draft: Draft, claim: Claim) -> bool:
    start = claim.mention.hedge_span.start if claim.mention.hedge_span else claim.mention.start
    return _REST.search(draft.text[max(0, start - _REACH) : start].lower()) is not None


def _judged(draft: Draft, told: Sequence[Claim], rest: Claim) -> Iterator[Finding]:
    if not told:
        return
    if dimension(quantity_of(rest)) == "percent":
        yield from _of_hundred(draft, told, rest)
    elif is_count(rest) and is_count(told[0]) and len(told) > 1 and _opens(draft, told[0]):
        yield from _of_count(draft, told[0], told[1:], rest)


def _opens(draft: Draft, whole: Claim) -> bool:
    """Whether the sentence begins "Of the 48 schools"."""
    lead = draft.text[whole.sentence.start : whole.mention.start].lower()
    return _OF.search(lead[-_REACH:]) is not None and bool(counted_noun(whole))


def _of_count(draft: Draft, whole: Claim, parts: Sequence[Claim], rest: Claim) -> Iterator[Finding]:
    """A finding where no choice of the parts makes the whole with the rest: one of them may be about another thing."""
    if any(not is_count(part) or _is_of_others(part, whole) for part in (*parts, rest)):
        return
    if any(make((*chosen, rest), whole) for chosen in _choices(parts)) or _has_single_parts(draft, whole, parts, rest):
        return
    value = sum_of((*parts, rest))
    made = f"{terms((*parts, rest))} = {int(value):,}"
    message = f"the parts and the rest do not make the whole: {made}, not “{whole.mention.surface}”"
    others = [(whole, "the whole"), *((part, "a part") for part in parts)]
    left = (quantity_of(whole).value or Fraction(0)) - value + (quantity_of(rest).value or Fraction(0))
    sure = (
        len(parts) == 1 and left > 0 and all(quantity_of(each).modifier is Modifier.EXACT for each in (whole, *parts))
    )
    fix = rewritten(rest.mention, left) if sure else None
    yield draft.finding("FC401", rest, message, Diagnosis.TOTAL, fix, others)


def _has_single_parts(draft: Draft, whole: Claim, parts: Sequence[Claim], rest: Claim) -> bool:
    """Whether a part is told by "one" or an article, which is no figure: "won nine and lost one; the other two"."""
    ends = [whole.mention.end, *(part.mention.end for part in parts)]
    starts = [*(part.mention.start for part in parts), rest.mention.start]
    return any(_SINGLE.search(draft.text, end, start) for end, start in zip(ends, starts, strict=True))


def _is_of_others(part: Claim, whole: Claim) -> bool:
    """Whether a figure counts another thing than the whole; "30" in "30 cycle to school" counts no cycles."""
    noun = counted_noun(part)
    if noun in {"", counted_noun(whole)} or not (noun.endswith("s") or is_of_people(part)):
        return False
    return not (is_of_people(whole) and is_of_people(part))


def _of_hundred(draft: Draft, told: Sequence[Claim], rest: Claim) -> Iterator[Finding]:
    parts = [claim for claim in told if dimension(quantity_of(claim)) == "percent"]
    if not parts or any(quantity_of(part).value is None for part in (*parts, rest)):
        return
    for chosen in _choices(parts):
        if total([quantity_of(each).interval for each in (*chosen, rest)]).holds(_HUNDRED):
            return
    value = sum_of((*parts, rest))
    if abs(value - _HUNDRED) > _FAR:
        return
    message = f"the parts and the rest do not make 100%: {terms((*parts, rest))} = {float(value):g}%"
    yield draft.finding("FC408", rest, message, Diagnosis.TOTAL, None, [(part, "a part") for part in parts])


def _choices(parts: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Every choice of some of the parts, all of them first."""
    for size in range(len(parts), 0, -1):
        yield from combinations(parts, size)
