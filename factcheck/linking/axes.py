"""The axes of a small table: what its rows and its columns are told apart by, and how well a text names each of them.

A label such as "First official language spoken, French" shares all words but one with its neighbours. The words of a
label are weighed by how few other labels of its axis have them, so that "French-language workers" names it in full.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.reference.measures import measure_stems
from factcheck.reference.names import Token, is_aggregate, tokenize

LEAST_NAMED = 0.5  # the weight of a label's words that must be said for it to be named
CLASS_REACH = 4  # words between the numbers of a class: "1,000 goats or more"
A_WORD = 0.2  # the weight of a word that may stand for a group
MOST_GROUPED = 6  # labels that share the one word a text gives


@record
class Label:
    """One text of an axis: its telling words with weights that add up to 1, and the numbers of a class ("12 to 18").

    `is_whole` tells a total ("All farm types", "Both") from the members that it takes together.
    """

    text: str
    words: tuple[tuple[str, float], ...]
    numbers: tuple[str, ...] = ()
    is_whole: bool = False
    direction: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it is a class of sizes or ages: "12 to 17", "200 trees or more"."""
        return len(self.numbers) > 1 or bool(self.numbers and self.direction)


@record
class Axis:
    """The labels of one column of names, or of all headers (`column` is HEADERS then), and those that have a word."""

    column: int
    labels: tuple[Label, ...]
    having: Mapping[str, Mapping[Label, float]]


HEADERS = -1


@record
class Heard:
    """Words of a part of the text, and the same as tokens, for numbers in their order."""

    stems: frozenset[str]
    tokens: tuple[Token, ...]


def make_axis(column: int, texts: Sequence[str]) -> Axis:
    """Weigh the words of an axis's texts against each other."""
    stems = [_telling(text) for text in texts]
    counts = Counter(stem for said in stems for stem in said)
    labels = []
    for text, said in zip(texts, stems, strict=True):
        weights = {stem: _rarity(counts[stem], len(texts)) for stem in said}
        whole = sum(weights.values())
        words = tuple((stem, weight / whole) for stem, weight in sorted(weights.items()) if weight)
        numbers = tuple(token.norm for token in tokenize(text) if token.norm[:1].isdigit())
        labels.append(Label(text, words, numbers, _is_whole(text), _direction(text)))
    having: dict[str, dict[Label, float]] = {}
    for label in labels:
        for stem, weight in label.words:
            having.setdefault(stem, {})[label] = weight
        for number in label.numbers[:1]:
            having.setdefault(number, {})[label] = 0.0
    return Axis(column, tuple(labels), having)


def spoken_of(axis: Axis, heard: Heard) -> list[Label]:
    """The labels of which a text has some word or number, in the order of the axis."""
    said = heard.stems | {token.norm for token in heard.tokens if token.norm[:1].isdigit()}
    found = {label for word in said for label in axis.having.get(word, ())}
    return [label for label in axis.labels if label in found] if found else []


def coverage(label: Label, heard: Heard) -> float:
    """How much of a label a text says, from 0 to 1; the numbers of a class must all be there, in their order."""
    said = sum(weight for stem, weight in label.words if stem in heard.stems)
    if not label.numbers:
        return said
    if not _has_class(label, heard.tokens):
        return 0.0
    return 0.6 + 0.4 * said if label.words else 1.0


def groups(axis: Axis, heard: Heard) -> list[tuple[Label, ...]]:
    """The labels that share a word which the text says, where it says no more of any: "corporations" of two kinds."""
    found: dict[tuple[Label, ...], None] = {}
    for stem in sorted(heard.stems):
        weights = axis.having.get(stem, {})
        sharing = tuple(label for label in weights if not label.numbers)
        if not 2 <= len(sharing) <= MOST_GROUPED or len(sharing) == len(axis.labels):
            continue
        if all(weights[label] > A_WORD for label in sharing):
            found[sharing] = None
    return list(found)


def _telling(text: str) -> frozenset[str]:
    """The stems of a label that may tell it from others: no number, no "mean" or "estimate"; brackets left out."""
    bare = _without_brackets(text)
    stems = measure_stems(bare) or measure_stems(text)
    return frozenset(stem for stem in stems if not stem[:1].isdigit()) - _neutral()


def _without_brackets(text: str) -> str:
    head, _, rest = text.partition("(")
    tail = rest.partition(")")[2]
    return f"{head} {tail}".strip()


@cache
def _neutral() -> frozenset[str]:
    return frozenset().union(*map(measure_stems, word_set("linking", "neutral_labels")))


def _rarity(count: int, total: int) -> float:
    return math.log(total / count) / math.log(total) if total > 1 else 1.0


def _is_whole(text: str) -> bool:
    if any(token.norm in word_set("linking", "remainders") for token in tokenize(text)):
        return False  # "All other animals" is what is left
    parts = [part.strip() for part in text.split(",")]
    return any(is_aggregate(part) or _norm(part) in word_set("linking", "whole_labels") for part in parts if part)


def wholes(axis: Axis) -> list[Label]:
    """The labels of an axis's totals; of "Total" and "Total, upper bound" the one that says no more."""
    found = [label for label in axis.labels if label.is_whole]
    least = min((len(label.words) + len(label.numbers) for label in found), default=0)
    return [label for label in found if len(label.words) + len(label.numbers) == least]


def _norm(text: str) -> str:
    return " ".join(token.norm for token in tokenize(text))


def _direction(text: str) -> str:
    return _direction_of(token.norm for token in tokenize(text))


def _direction_of(words: Iterable[str]) -> str:
    for word in words:
        if word in word_set("linking", "upward"):
            return "up"
        if word in word_set("linking", "downward"):
            return "down"
    return ""


def _has_class(label: Label, tokens: Sequence[Token]) -> bool:
    """Whether the numbers of a class stand near each other in order, with "or more" where the label has it."""
    for at, token in enumerate(tokens):
        if token.norm != label.numbers[0]:
            continue
        place, found = at, True
        for number in label.numbers[1:]:
            near = range(place + 1, min(len(tokens), place + 1 + CLASS_REACH))
            place = next((other for other in near if tokens[other].norm == number), -1)
            if place < 0:
                found = False
                break
        around = tokens[max(0, at - 3) : place + 1 + CLASS_REACH] if found else ()
        if found and (len(label.numbers) > 1 or _direction_of(word.norm for word in around) == label.direction):
            return True
    return False
