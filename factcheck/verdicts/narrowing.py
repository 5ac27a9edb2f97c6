"""Words that make a figure one of a part only: "turnout among the young", "3,900 oak trees", "Orsk's old town"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.languages.words import word_set
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Span
from factcheck.reference.names import Token, measure_stems

REACH = 300  # characters before a figure in which its measure is narrowed down


def is_narrowed(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the clause speaks of a part of what the reading's fact is about.

    The noun that is counted has a word that neither the measure nor the entity has; or the measure's word is followed
    by "of", "among" ... and such a word; or the entity by "'s" and something else than the measure.
    """
    tokens = scene.context.tokens_in(around(claim.clause, claim.mention.start, REACH), claim.mention.span)
    known = reading.evidence.matched | measure_stems(reading.fact.entity)
    if _is_of_a_sort(claim, known, reading, scene) or _goes_on(claim, known, scene):
        return True
    return _of_a_part(tokens, known) or _of_a_place_in_it(claim, tokens, reading, scene)


def _is_of_a_sort(claim: Claim, known: frozenset[str], reading: Reading, scene: Scene) -> bool:
    span = claim.mention.noun_span
    noun = measure_stems(scene.context.document.text[span.start : span.end]) if span else frozenset()
    said = known | scene.index.table_words.get(reading.fact.table, frozenset())
    return bool(noun & reading.evidence.matched) and bool(noun - said)


def _goes_on(claim: Claim, known: frozenset[str], scene: Scene) -> bool:
    """Whether the words right after the figure say more than where and when: "390 pupils on free meals"."""
    text, start = scene.context.document.text, claim.mention.start
    before = text[max(claim.sentence.start, start - 20) : start].split()
    if before and before[-1].casefold() in word_set("narrowing", "room"):
        return True  # "room for 500 pupils"
    end = max(claim.mention.end, claim.mention.noun_span.end if claim.mention.noun_span else 0)
    after = scene.context.tokens_in(Span(end, min(claim.sentence.end, end + REACH)), Span(end, end))[:4]
    if not after or text[end : after[0].start] != " " or after[0].norm in word_set("narrowing", "after_figure"):
        return False
    if after[0].norm not in word_set("narrowing", "prepositions"):
        return not _is_known(after[0], known)
    if len(after) > 1 and after[1].norm in word_set("narrowing", "own"):
        return True
    rest = [token for token in after[1:] if token.norm not in word_set("narrowing", "determiners")]
    if any(token.norm in word_set("narrowing", "parts_of_years") for token in rest[:2]):
        return False  # "in the third quarter" says when
    return bool(rest) and not _is_known(rest[0], known)


def _is_known(token: Token, known: frozenset[str]) -> bool:
    """Whether a word is of the measure, of the entity or of a date."""
    dated = known | word_set("linking", "date_stems") | word_set("narrowing", "after_figure")
    return not token.text.isalpha() or token.norm in dated or bool(measure_stems(token.text) & known)


def _of_a_part(tokens: Sequence[Token], known: frozenset[str]) -> bool:
    narrowing, articles = word_set("narrowing", "narrowing"), word_set("narrowing", "determiners")
    for at, token in enumerate(tokens[:-2]):
        if tokens[at + 1].norm in narrowing and measure_stems(token.text) & known:
            rest = [other for other in tokens[at + 2 : at + 4] if other.norm not in articles]
            word = rest[0] if rest else None
            if word is not None and word.text.isalpha() and not measure_stems(word.text) & known:
                return True
    return False


def _of_a_place_in_it(claim: Claim, tokens: Sequence[Token], reading: Reading, scene: Scene) -> bool:
    text = scene.context.document.text
    for hit in scene.context.hits_in(around(claim.clause, claim.mention.start, REACH), reading.fact.table):
        if hit.target.text == reading.fact.entity and text[hit.end : hit.end + 2] in ("'s", "’s"):
            after = [token for token in tokens if hit.end <= token.start < claim.mention.start]
            said = frozenset().union(*(measure_stems(token.text) for token in after))
            if after and not said & reading.evidence.matched:
                return True
    return False
