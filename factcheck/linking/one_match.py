"""Whether a score is of the match that a table of two sides holds, and which of its numbers is whose.

A team meets many others, and the same one more than once: a score is wrong only where it can be of no other match.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from factcheck.languages.words import word_set
from factcheck.linking.holders import NOWHERE, Place, places_in
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Grain, Quantity, Span
from factcheck.reference.names import Token

WORDS_BEHIND = 8  # words behind a score that can say who won: "a 105-98 win over Sund"
SMALL_WORDS = 4  # words before a name that its verb is looked for in: "lost to the"
DAYS_OF_NEWS = 7  # a draft tells of a match of the week before it

Numbers = tuple[Quantity, Quantity]
Readings = tuple[Reading, Reading]


def winner_first(claim: Claim, sides: tuple[Place, Place], span: Span, scene: Scene) -> bool | None:
    """Whether the sentence says that the first of two sides won, or lost; None where it says neither."""
    context, at = scene.context, claim.mention
    first, second = sides
    if second.start > first.start:
        return _first_wins(context.tokens_in(Span(first.end, second.start), NOWHERE))
    if second.start == first.start and (told := _done_to(context.tokens_in(Span(span.start, first.start), NOWHERE))):
        return told.norm in word_set("holders", "losing")
    before = _first_wins(context.tokens_in(Span(first.end, at.start), NOWHERE))
    behind = context.tokens_in(Span(at.end, min(span.end, context.next_figure(at.end))), NOWHERE)
    return before if before is not None else _first_wins(behind[:WORDS_BEHIND])


def _done_to(words: Sequence[Token]) -> Token | None:
    """The verb of winning or losing whose object follows the words: "where they out-scored", "a loss to the"."""
    small = word_set("holders", "determiners") | word_set("holders", "versus")
    kept = [word for word in words[-SMALL_WORDS:] if word.norm not in small]
    verbs = word_set("holders", "winning") | word_set("holders", "losing") | word_set("holders", "outscoring")
    return kept[-1] if kept and kept[-1].norm in verbs else None


def _first_wins(words: Sequence[Token]) -> bool | None:
    """What the last verb of winning or losing says of the name before it; "were beaten by" is losing."""
    winning, losing = word_set("holders", "winning"), word_set("holders", "losing")
    told = [at for at, word in enumerate(words) if word.norm in winning or word.norm in losing]
    if not told:
        return None
    at = told[-1]
    wins = words[at].norm in winning
    passive = at > 0 and words[at - 1].norm in word_set("holders", "linking_verbs")
    by = at + 1 < len(words) and words[at + 1].norm in word_set("holders", "agents")
    return wins != (words[at].norm.endswith("ed") and (passive or by))


def in_order(sides: Readings, numbers: Numbers, first_wins: bool | None) -> tuple[Readings, bool] | None:
    """The two readings in the order of the numbers, and whether the table has the other side winning.

    The larger number is the winner's. It stands first behind "beat", and in either place behind "lost"; of two equal
    numbers the first is the winner's. There is no order where both numbers are right and the winner is wrong: then it
    is not the numbers that are to be mended.
    """
    turned = (sides[1], sides[0])
    first, second = (number.best or 0 for number in numbers)
    if first_wins is None:
        return (turned if differing(turned, numbers) < differing(sides, numbers) else sides), False
    if first == second:
        return (sides if sides[0].fact.value >= sides[1].fact.value else turned), False
    if first_wins and first < second:
        return None
    found, other = (sides, turned) if first_wins == (first > second) else (turned, sides)
    if differing(found, numbers) <= differing(other, numbers):
        return found, False
    return (found, True) if differing(other, numbers) else None


def differing(readings: Readings, numbers: Numbers) -> int:
    """How many of two numbers are not those of their readings."""
    return sum(one.fact.value != number.value for one, number in zip(readings, numbers, strict=True))


def meets_another(claim: Claim, span: Span, scene: Scene) -> bool:
    """Whether a name that no table has is the opponent: "lost 77-80 to Vik", "beat Vik 80-77"."""
    context, at = scene.context, claim.mention
    ahead = context.next_figure(at.end)
    places = places_in(span, claim, scene)
    behind = [place for place in places if at.end <= place.start < ahead][:1]
    before = [place for place in places if place.end <= at.start][-1:]
    words = word_set("holders", "versus") | word_set("holders", "scoring")
    for place in before + behind:
        low = at.end if place.start >= at.end else span.start
        said = context.tokens_in(Span(max(low, place.start - 40), place.start), NOWHERE)
        kept = [token.norm for token in said if token.norm not in word_set("holders", "determiners")]
        if not place.targets and kept and kept[-1] in words:
            return True
    return False


def is_of_the_match(claim: Claim, span: Span, own: Span, both_named: bool, scene: Scene) -> bool:
    """Whether nothing in the sentence lets a score be of another match: a time, "earlier", a name no table has.

    `own` is the score with the name of the part of the match that it is of.
    """
    context, at = scene.context, claim.mention
    text = context.document.text
    said = context.tokens_in(span, own)
    norms = {token.norm for token in said}
    if text[at.start - 1 : at.start] == "(" or norms & word_set("holders", "other_matches") or _is_before_it(said):
        return False
    known = both_named or all(place.targets for place in places_in(span, claim, scene))
    return known and is_of_the_day(claim, {token.norm for token in context.tokens_in(span, at.span)}, scene)


def is_of_another_time(claim: Claim, span: Span, scene: Scene) -> bool:
    """Whether the sentence speaks of another time than the table's: "then", "in March", "the first draft"."""
    words = scene.context.tokens_in(span, claim.mention.span)
    text = scene.context.document.text
    norms = {token.norm for token in words if text[token.end : token.end + 1] != "-"}  # no "season-high"
    others = word_set("holders", "other_matches") | word_set("holders", "other_times")
    parts, numbers = word_set("holders", "part_names"), word_set("holders", "part_numbers")
    told = any(one.norm in numbers and two.norm not in parts for one, two in pairwise(words))
    return told or bool(norms & others) or not is_of_the_day(claim, norms, scene)


def _is_before_it(said: Sequence[Token]) -> bool:
    """Whether a verb stands in the past of the past: "had lost to Sund"."""
    result = word_set("holders", "scoring") | word_set("holders", "losing")
    return any(one.norm in word_set("holders", "past_perfect") and two.norm in result for one, two in pairwise(said))


def is_of_the_day(claim: Claim, said: set[str], scene: Scene) -> bool:
    """Whether the time that is told of a figure, if any, is a day of the draft's week or a part of the match."""
    period = claim.period
    if not claim.period_stated or (said & word_set("holders", "part_names") and _is_no_date(claim)):
        return True
    if period is not None and scene.as_of is not None:
        return period.grain is Grain.DAY and 0 <= (scene.as_of - period.start).days < DAYS_OF_NEWS
    return bool(said & word_set("holders", "days_of_news"))


def _is_no_date(claim: Claim) -> bool:
    """Whether what was taken for a time is a part of the match: "the first quarter"."""
    words = set() if claim.period is None else set(claim.period.text.casefold().split())
    return claim.period is None or bool(words & word_set("holders", "part_names"))
