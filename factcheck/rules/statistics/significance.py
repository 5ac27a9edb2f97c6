"""FC502 where words stand against a p value: "no significant difference (p = .003)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from factcheck.languages.words import word_set
from factcheck.model import Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, word_pattern
from factcheck.rules.statistics.numbers import NOT_SIGNIFICANT, WRITTEN_P, Written, written_p
from factcheck.rules.statistics.places import Places
from factcheck.rules.statistics.surroundings import Surroundings, prose, surroundings

_P = lazy(rf"(?<![\w-]){WRITTEN_P}")
_SIGNIFICANT = lazy(r"\b(?:non-?|in)?significan(?:tly|t|ce)\b", re.IGNORECASE)
_AT = lazy(r"\b(?:at|with|of|if|when|level|threshold)(?: an?| the)?[ :(]*\Z")
_WORD = lazy(r"[^\W\d_]+(?:['’]t)?")
_REACH = 120  # characters from the word to its p value: the thing compared and a statistic
_LENIENT = Fraction(10, 100)  # a level of significance that some use without saying so


def words_against_p(draft: Draft) -> Iterator[Finding]:
    """Sentences that call significant what their one p value says is not, or the other way round."""
    around = surroundings(draft)
    if around.alpha is None or around.corrected or around.one_sided:
        return
    places = Places(draft)
    for block in prose(draft):
        matches = [match for match in _P.finditer(draft.text, block.span.start, block.span.end) if match["p"]]
        spans = [Span(match.start("p"), match.end()) for match in matches]
        sentences = [places.sentence(span) for span in spans]
        told = Counter(sentences)
        for match, span, sentence in zip(matches, spans, sentences, strict=True):
            if told[sentence] == 1 and places.is_told(span):
                yield from _held(places, around, span, sentence, written_p(match))


def _held(
    places: Places, around: Surroundings, span: Span, sentence: Span, told: tuple[Written, str] | None
) -> Iterator[Finding]:
    text = places.draft.text
    words = list(_SIGNIFICANT.finditer(text, max(sentence.start, span.start - _REACH), span.start))
    if told is None or told[0].text == NOT_SIGNIFICANT or len(words) != 1 or around.alpha is None:
        return
    (word,) = words
    if _SIGNIFICANT.search(text, sentence.start, word.start()) or _SIGNIFICANT.search(text, span.end, sentence.end):
        return
    if _AT.search(text, word.end(), span.start):
        return  # "significant at p < .05" tells the level
    if word_pattern("clause_breaks", "statistics").search(text, word.end(), span.start):
        return
    says = _says_significant(text, sentence, word.start(), word.end())
    if says is None or says == _is_significant(*told, around.alpha, says=says):
        return
    surface, phrase = text[span.start : span.end], text[word.start() : word.end()]
    against = "not significant" if says else "significant"
    level = f"{float(around.alpha):g}".removeprefix("" if told[0].text.startswith("0.") else "0")
    message = f"“{surface}” is {against} at {level}, against the words “{'' if says else 'not '}{phrase}”"
    if not says and phrase.lower().startswith(("non", "in")):
        message = f"“{surface}” is {against} at {level}, against the word “{phrase}”"
    yield places.finding("FC502", span, message, related=[(Span(word.start(), word.end()), "the words")])


def _says_significant(text: str, sentence: Span, start: int, end: int) -> bool | None:
    """Whether the words around "significant" affirm it; None where they are neither clear."""
    if text[start].lower() in "ni":
        return False
    before = [word.lower() for word in _WORD.findall(text, max(sentence.start, start - 60), start)]
    if any(word in word_set("statistics", "denials") for word in before[-4:]):
        return False
    all_words = {word.lower() for word in _WORD.findall(text, sentence.start, sentence.end)}
    if all_words & (word_set("statistics", "denials") | word_set("statistics", "hedged_significance")):
        return None
    return None if text[start:end].lower() == "significance" else True


def _is_significant(p: Written, sign: str, alpha: Fraction, *, says: bool) -> bool | None:
    """Whether the p value is below the level; where it is near, what the words say."""
    if sign == "<":
        return True if p.value <= alpha else says
    if sign == ">":
        return False if p.value >= alpha else says
    if says:
        return p.value <= max(alpha, _LENIENT)
    return p.value < alpha * Fraction(9, 10)
