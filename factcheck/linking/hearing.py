"""The words that may say which row and column of a table a figure stands in, the nearest first.

Next to the figure, up to the figures on both sides; then the rest of its sentence before it, and behind it; then the
sentences before. A figure in brackets behind another one is that one's: "10.8% (82,310) of the workers".
"""

from __future__ import annotations

import re

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.axes import Axis, Heard, Label, coverage, groups, spoken_of
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Kind, Span
from factcheck.reference.names import Token, measure_stems

NEAR, BEFORE, BEHIND, CARRIED, PREVIOUS, EARLIER, HEADING = 1.0, 0.92, 0.85, 0.8, 0.7, 0.62, 0.55
IN_SENTENCE = BEHIND * 0.5  # from this score a label is named in the figure's own sentence
LEAST = 0.5  # the share of a label's words that must be said
AS_GOOD = 0.1
NEAR_FULL = 0.05
MOST_CHOSEN = 4
A_GROUP = 0.9
NEARLY = 0.75  # a label of which no more than this is said may be one of several that are meant
OF_CHANGE = frozenset({Kind.CHANGE, Kind.DIFFERENCE, Kind.RATE})
REACH = 300  # characters of a sentence on each side of a figure


@record
class Part:
    """A part of the text around a figure at a place, and what a label is worth that it names."""

    heard: Heard
    weight: float
    at: int


@record
class Chosen:
    """Labels of one axis that the text names (several are taken together), how well, and whether beside the figure."""

    labels: tuple[Label, ...]
    score: float
    beside: bool


def parts_of(claim: Claim, classes: frozenset[str], scene: Scene) -> tuple[Part, ...]:
    """The parts of the text around a claim, each with the nearer ones in it, the nearest first.

    `classes` are the numbers in a table's labels ("50 to 199 trees"), which are no figures where the text has them.
    """
    sentence = around(claim.sentence, claim.mention.start, REACH)
    before, behind = _beside(claim, sentence, classes, scene)
    start, end = claim.mention.start, claim.mention.end
    carried = CARRIED if scene.context.carries(claim) else PREVIOUS
    spans: list[tuple[tuple[Span, ...], float]] = [((behind,) if _leads_on(claim, scene) else (before, behind), NEAR)]
    spans.append(((before, behind), NEAR - 0.02))
    spans.append(((Span(sentence.start, start), behind), BEFORE))
    spans.append(((Span(sentence.start, start), *_open_segments(Span(end, sentence.end), scene)), BEHIND))
    earlier = scene.context.sentences_before(claim, 2)
    for at in range(len(earlier)):
        told = (sentence, *(around(one, one.end) for one in earlier[: at + 1]))
        spans.append((told, carried if at == 0 else min(carried, EARLIER)))
    found, tokens = [], {}
    for told, weight in spans:
        words: list[Token] = []
        for span in told:
            if span not in tokens:
                tokens[span] = _words_in(span, claim, classes, scene)
            words += tokens[span]
        found.append(Part(Heard(_stems(words, claim.kind), tuple(words)), weight, start))
    return tuple(found)


def _words_in(span: Span, claim: Claim, classes: frozenset[str], scene: Scene) -> tuple[Token, ...]:
    """The words of a part of the text without its figures and their units: "0.07 times a day" names no "times"."""
    words = scene.context.tokens_in(span, claim.mention.span)
    figures = [one for one in scene.context.figures_in(span) if not _is_class(one, classes, scene)]
    return tuple(word for word in words if not any(one.start <= word.start < one.end for one in figures))


def _stems(words: list[Token], kind: Kind) -> frozenset[str]:
    """The stems of some words; a rise or a fall is a change."""
    found = frozenset().union(*(measure_stems(word.text) for word in words))
    changes = kind in OF_CHANGE and any(word.stem in word_set("linking", "changing") for word in words)
    return found | measure_stems("change") if changes else found


def _open_segments(span: Span, scene: Scene) -> list[Span]:
    """The parts of a text between its commas and semicolons that hold no other figure, of which they would speak."""
    text, found, start = scene.context.document.text, [], span.start
    for mark in re.finditer(r"[,;]\s|$", text[span.start : span.end]):
        end = span.start + mark.start()
        if not scene.context.figures_between(start, end):
            found.append(Span(start, end))
        start = span.start + mark.end()
    return found


def chosen(axis: Axis, parts: tuple[Part, ...]) -> list[Chosen]:
    """The labels of an axis that the text names, best first: those as good as the best, and groups of them."""
    best: dict[tuple[Label, ...], Chosen] = {}
    for part in parts:
        for label in spoken_of(axis, part.heard):
            said = coverage(label, part.heard)
            if said >= LEAST:
                _keep(best, Chosen((label,), part.weight * said, part.weight >= BEFORE))
        if all(one.score < NEARLY for one in best.values()):
            for group in groups(axis, part.heard):
                _keep(best, Chosen(group, part.weight * A_GROUP, part.weight >= BEFORE))
    kept = [one for one in best.values() if not any(_says_more(other, one) for other in best.values())]
    kept = _without_unsaid_wholes(kept, parts)
    ranked = sorted(kept, key=lambda one: (-one.score, _distance(one, parts[-1])))
    return [one for one in ranked if one.score >= ranked[0].score - AS_GOOD][:MOST_CHOSEN]


def _without_unsaid_wholes(found: list[Chosen], parts: tuple[Part, ...]) -> list[Chosen]:
    """The labels without the total, where one of its members is named as well and nothing says "all".

    "On horse farms, 19.6% ..." has the word that "All farms" has, and speaks of horses.
    """
    members = [one.score for one in found if not any(label.is_whole for label in one.labels)]
    own = next(part for part in reversed(parts) if part.weight >= BEHIND)
    of_all = word_set("linking", "said_of_all") | word_set("linking", "whole_labels")
    if not members or any(token.norm in of_all for token in own.heard.tokens):
        return found
    return [one for one in found if not any(label.is_whole for label in one.labels) or one.score > max(members)]


def _distance(one: Chosen, part: Part) -> int:
    """How far from the figure the nearest word of a label stands: of equals, the nearer is meant first."""
    stems = {stem for label in one.labels for stem, _ in label.words}
    return min(
        (abs(token.start - part.at) for token in part.heard.tokens if measure_stems(token.text) & stems), default=0
    )


def _says_more(other: Chosen, this: Chosen) -> bool:
    """Whether a longer label with all words of this one is named as well: "Gross profit" and "Gross profit margin"."""
    if len(other.labels) != 1 or len(this.labels) != 1 or other.score < this.score - NEAR_FULL:
        return False
    mine, theirs = ({stem for stem, _ in one.labels[0].words} for one in (this, other))
    return bool(mine) and mine < theirs and this.labels[0].numbers == other.labels[0].numbers


def _keep(best: dict[tuple[Label, ...], Chosen], one: Chosen) -> None:
    if one.labels not in best or best[one.labels].score < one.score:
        best[one.labels] = one


def _beside(claim: Claim, sentence: Span, classes: frozenset[str], scene: Scene) -> tuple[Span, Span]:
    """The text before and behind a figure that no other figure parts from it."""
    text = scene.context.document.text
    inside = scene.context.is_bracketed(claim)
    start, end = claim.mention.start, claim.mention.end
    clause = sentence if inside else claim.clause
    low, high = max(sentence.start, clause.start), min(sentence.end, max(clause.end, end))
    figures = [one for one in scene.context.figures_in(sentence) if not _is_class(one, classes, scene)]
    first = start
    for span in reversed([one for one in figures if one.start < start]):
        if _is_joined(text, span.end, first):
            first = span.start
        elif not _is_host(text, span.end, start, inside):
            low = max(low, span.end)
            break
    last = end
    for span in [one for one in figures if one.start >= end]:
        if _is_joined(text, last, span.start):
            last, high = span.end, max(high, sentence.end)  # what is said behind the second is said of both
        elif not _is_host(text, end, span.start, not inside):
            high = min(high, span.start)
            break
    return Span(min(low, start), start), Span(end, max(high, end))


def _is_host(text: str, first: int, second: int, bracketed: bool) -> bool:
    """Whether nothing but an opening bracket parts two figures: the second tells the first in other words."""
    return bracketed and "(" in text[first:second][:8] and not any(char.isalpha() for char in text[first:second])


def _is_class(span: Span, classes: frozenset[str], scene: Scene) -> bool:
    """Whether a figure is the number of a table's label and of nothing else."""
    nothing = Span(span.end, span.end)
    return bool(classes) and any(token.norm in classes for token in scene.context.tokens_in(span, nothing))


def _is_joined(text: str, first: int, second: int) -> bool:
    """Whether two figures stand in a row and share what is said of them: "the $2.8 billion and $2.4 billion"."""
    return text[first:second].strip(" ,").casefold() in word_set("linking", "joining")


def _leads_on(claim: Claim, scene: Scene) -> bool:
    """Whether what the figure is of follows it: "0.07 times a day in Quebec; 0.05 in Ontario"."""
    behind = scene.context.tokens_in(Span(claim.mention.end, claim.mention.end + 40), claim.mention.span)[:4]
    return any(token.norm in word_set("linking", "leading_on") for token in behind)
