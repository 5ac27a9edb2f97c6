"""The words that say which measure a phrase or a table's header speaks of, and how well two such sets agree."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from factcheck.languages.en.stems import stem, stop_words
from factcheck.reference.normalise import normalize
from factcheck.reference.vocabulary import read_data

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?(?!\d)")
AS_ANOTHER = 0.97  # what a measure's name is worth when it is said in other words: "jobless" for "unemployment"
_MEASURE_SHARE = 0.65  # a clause says more than a header does, so the header's words count for more


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(read_data("measures.json"))
    return data


@dataclass(slots=True)
class _Node:
    """A place in the tree of listed phrases: the words that go on from it, and what a phrase that ends here means."""

    next: dict[str, _Node] = field(default_factory=dict)
    folded: str = ""
    added: list[str] = field(default_factory=list)


_NOTHING = _Node()  # where no listed phrase begins


@cache
def _concepts() -> _Node:
    root = _Node()
    for concept in _data()["concepts"]:
        for phrase in concept.get("is", ()):
            node = _path(root, phrase)
            node.folded = node.folded or concept["name"]
        for phrase in concept.get("may_be", ()):
            _path(root, phrase).added.append(concept["name"])
    return root


def _path(node: _Node, phrase: str) -> _Node:
    for word in normalize(phrase).split(" "):
        node = node.next.setdefault(stem(word), _Node())
    return node


@cache
def _ignored() -> frozenset[str]:
    return frozenset(_data()["ignored"])


@cache
def _weights() -> Mapping[str, float]:
    return dict.fromkeys(_data()["weak"], float(_data()["weak_weight"]))


@lru_cache(maxsize=1 << 12)
def measure_stems(text: str) -> frozenset[str]:
    """The stems of the telling words of a measure's name or of a phrase, synonyms folded onto one concept.

    Stop words, years and scale words are left out.

    >>> sorted(measure_stems("the jobless rate")), sorted(measure_stems("Revenue 2024 (CHF million)"))
    (['rate', 'unemployment'], ['revenue'])
    """
    norms = normalize(_YEAR.sub(" ", text)).split()
    header = _data()["headers"].get(norms[0]) if len(norms) == 1 else None
    return frozenset((header,)) if header else frozenset(_folded(norms))


@lru_cache(maxsize=1 << 12)
def spellings(text: str) -> frozenset[str]:
    """By which words a text names the measures whose synonyms are folded, each marked with what it is folded onto.

    >>> sorted(spellings("the jobless rate, not unemployment"))
    ['~unemployment', '~unemployment~jobless', '~unemployment~unemployment']
    """
    stems = [stem(norm) for norm in normalize(_YEAR.sub(" ", text)).split()]
    found: set[str] = set()
    place = 0
    while place < len(stems):
        length, node = _longest(stems, place)
        if node.folded:
            found |= {f"~{node.folded}", f"~{node.folded}~{' '.join(stems[place : place + length])}"}
        place += length
    return frozenset(found)


def in_other_words(concept: str, own: Collection[str], said: Collection[str]) -> bool:
    """Whether a text names a concept, and by none of the words by which a measure's own names do."""
    mark = f"~{concept}"
    return mark in said and mark in own and not any(one in said for one in own if one.startswith(f"{mark}~"))


def _folded(norms: Sequence[str]) -> set[str]:
    stems = [stem(norm) for norm in norms]
    found: set[str] = set()
    place = 0
    while place < len(stems):
        length, node = _longest(stems, place)
        found.update(node.added)
        if node.folded:
            found.add(node.folded)
        else:
            found.update(_telling(norms[place : place + length]))
        place += length
    return found


def _longest(stems: Sequence[str], place: int) -> tuple[int, _Node]:
    node, best = _concepts(), (1, _NOTHING)
    for end in range(place, len(stems)):
        following = node.next.get(stems[end])
        if following is None:
            break
        node = following
        if node.folded or node.added:
            best = (end + 1 - place, node)
    return best


def _telling(norms: Sequence[str]) -> set[str]:
    return {stem(norm) for norm in norms if norm not in stop_words() and norm not in _ignored()}


def measure_match(
    phrase_stems: Collection[str], measure_stems: Collection[str], weights: Mapping[str, float] | None = None
) -> float:
    """How well a phrase names a measure, from 0 (no word in common) to 1 (the same words).

    Mostly how much of the measure's name the phrase covers, and for the rest how much of the phrase the name covers.
    `weights` says how telling a stem is (an inverse document frequency, say); without it a few words that many
    measures share count less and all others the same.

    >>> measure_match({"passenger", "trip"}, {"passenger", "trip"}), measure_match({"moon"}, {"mass"})
    (1.0, 0.0)
    """
    table = _weights() if weights is None else weights
    shared = sum(table.get(word, 1.0) for word in phrase_stems if word in measure_stems)
    if not shared:
        return 0.0
    of_measure = shared / sum(table.get(word, 1.0) for word in measure_stems)
    of_phrase = shared / sum(table.get(word, 1.0) for word in phrase_stems)
    return _MEASURE_SHARE * of_measure + (1 - _MEASURE_SHARE) * of_phrase
