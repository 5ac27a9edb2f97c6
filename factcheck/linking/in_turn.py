"""Lists that are told in turn: "The population of Brill and Aldham was 18,900 and 42,100 respectively"."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.linking.axes import LEAST_NAMED, Axis, Heard, Label, coverage, spoken_of
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Span
from factcheck.reference.measures import measure_stems
from factcheck.reference.names import Token


def of_its_turn(claim: Claim, axis: Axis, scene: Scene) -> frozenset[str] | None:
    """The label of an axis that has the figure's place in its list; no label where the lists differ in length.

    None where the sentence lists no labels of this axis, so that it says nothing against any.
    """
    sentence = around(claim.sentence, claim.mention.start)
    figures = [span.start for span in scene.context.figures_in(sentence)]
    tokens = scene.context.tokens_in(sentence, Span(claim.mention.end, claim.mention.end))
    named = _named(axis, tokens)
    if len(named) < 2 or claim.mention.start not in figures:
        return None
    places = {label: _place(label, named, tokens) for label in named}
    first, last = min(places.values()), max(places.values())
    if first < 0 or any(first < figure < last for figure in figures):
        return None  # labels that share their words are no list, nor are those that have their figures beside them
    if len(set(places.values())) != len(figures):
        times = len(set(scene.context.periods_near(claim, sentence)))
        return None if times > 1 and times == len(figures) else frozenset()  # it is the times that are told in turn
    place = sorted(places.values())[figures.index(claim.mention.start)]
    return frozenset(label.text for label, at in places.items() if at == place)


def _named(axis: Axis, tokens: tuple[Token, ...]) -> list[Label]:
    """The labels that a sentence names, without those that are part of a longer one that it names as well."""
    heard = Heard(_stems(token.text for token in tokens), tokens)
    named = [label for label in spoken_of(axis, heard) if coverage(label, heard) >= LEAST_NAMED]
    return [label for label in named if not any(_words(label) < _words(other) for other in named)]


def _place(label: Label, named: list[Label], tokens: tuple[Token, ...]) -> int:
    """Where the first word stands that this label alone has; -1 where it shares all of its words."""
    others = frozenset().union(*(_words(other) for other in named if other is not label))
    own = _words(label) - others
    return next((token.start for token in tokens if measure_stems(token.text) & own), -1)


def _words(label: Label) -> frozenset[str]:
    return frozenset(stem for stem, _ in label.words)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(measure_stems, texts))
