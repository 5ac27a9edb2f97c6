"""Words that make a figure one of a wish, a capacity, a gain or an earlier time, so that no cell contradicts it.

"Brill can take 30 ships", "Brill bought 13 ships", "Brill had 300 workers when it opened": none says what Brill has.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.languages.words import word_set
from factcheck.linking.holders import NOWHERE
from factcheck.linking.index import Hit
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Fact, Span
from factcheck.reference.names import Token, measure_stems

REACH = 120  # characters on each side of a figure in which such words stand
BEHIND = 3  # words behind the measure in which "when it opened" begins


def is_held_back(claim: Claim, fact: Fact, scene: Scene) -> bool:
    """Whether words beside the figure say that it is not what the entity has, as a table without times holds it."""
    if fact.period is not None or claim.period is not None:
        return False
    context, at = scene.context, claim.mention.start
    span = around(claim.sentence, at, REACH)
    hits = [hit for hit in context.hits_in(span, fact.table) if hit.end <= at]
    own = [hit for hit in hits if hit.target.text == fact.entity]
    start = own[-1].end if own else span.start
    before = context.tokens_in(Span(start, at), NOWHERE)
    if before and before[-1].norm in word_set("having", "starting_from"):
        return True  # "went from 30 stores to 35 stores"
    comma = context.document.text.rfind(",", start, at)
    words = word_set("having", "held_back") | word_set("having", "once")
    if any(word.norm in words and not _is_the_measures(word, fact) for word in before if word.start > comma):
        return True
    if before and own and (before[0].norm in word_set("holders", "joining") and _is_bare(before[1:2])):
        return True
    return _is_asides(before, hits, start) or _is_of_earlier(claim, span.end, scene)


def _is_the_measures(word: Token, fact: Fact) -> bool:
    """Whether a word is one of the measure: "ships bought"."""
    return bool(measure_stems(word.text) & measure_stems(fact.measure))


def _is_bare(words: Sequence[Token]) -> bool:
    """Whether a list of names goes on with what has none: "Krog and her sister"."""
    return bool(words) and words[0].norm in word_set("holders", "determiners")


def _is_asides(before: Sequence[Token], hits: Sequence[Hit], start: int) -> bool:
    """Whether another is spoken of between the name and the figure: "Brill, unlike Carden with its 155 workers"."""
    others = [hit for hit in hits if hit.start >= start]
    if not others:
        return False
    behind = [word for word in before if word.start >= others[-1].end][:1]
    ahead = [word for word in before if word.end <= others[-1].start][-1:]
    aside = word_set("having", "asides")
    return bool(behind and ahead) and behind[0].norm in aside and ahead[0].norm in aside


def _is_of_earlier(claim: Claim, end: int, scene: Scene) -> bool:
    """Whether words behind the figure put it into another time ("at half-time"), or call it missing: "24 short"."""
    noun = claim.mention.noun_span
    after = scene.context.tokens_in(Span(max(claim.mention.end, noun.end if noun else 0), end), NOWHERE)[:BEHIND]
    if any(word.norm in word_set("having", "short_of") for word in after[:2]):
        return True
    if any(word.norm in word_set("having", "breaks") for word in after):
        return True
    return any(word.norm in word_set("having", "earlier") for word in after[:2])
