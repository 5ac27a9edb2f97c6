"""Measures that are named before their figure: "a population of 84,210", "Aldham's population was 84,210"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.evidence import UnitFit, unit_fit
from factcheck.linking.holders import NOWHERE, Place, holder_of, places_in
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Quantity, Span
from factcheck.reference.names import Token, measure_stems

REACH = 160  # characters before a figure in which its measure is named
LONGEST = 5  # words of a measure's name
FITTING = frozenset({UnitFit.SAME, UnitFit.NOUN})


@record
class Named:
    """The series that words before a figure name in full, and whose figure it is."""

    positions: tuple[int, ...]
    holder: Place


def named_before(claim: Claim, quantity: Quantity, scene: Scene) -> Named | None:
    """The measure and its holder where both stand before the figure and nothing else is said of them, or None."""
    context, at = scene.context, claim.mention.start
    words = context.tokens_in(Span(max(claim.sentence.start, at - REACH), at), NOWHERE)
    if claim.mention.noun_span is not None or len(words) < 2 or context.document.text[words[-1].end : at] != " ":
        return None
    link, words = words[-1].norm, words[:-1]
    places = [
        place
        for place in places_in(around(claim.sentence, at, REACH), claim, scene)
        if place.targets and place.end <= at
    ]
    if link == "of":
        return _with_owner_or_subject(words, claim, quantity, places, scene)
    if link not in word_set("holders", "linking_verbs"):
        return None
    if places and places[-1].end == words[-1].end:  # "the population of Aldham was"
        head = [word for word in words if word.end <= places[-1].start]
        if not head or head[-1].norm not in ("of", "in"):
            return None
        found, first = _phrase(head[:-1], quantity, scene)
        opens = found and _is_bare(head[: len(head) - 1], first)
        return Named(found, places[-1]) if opens else None
    return _with_owner_or_subject(words, claim, quantity, places, scene, owners_only=True)


def _with_owner_or_subject(
    words: Sequence[Token],
    claim: Claim,
    quantity: Quantity,
    places: Sequence[Place],
    scene: Scene,
    *,
    owners_only: bool = False,
) -> Named | None:
    found, first = _phrase(words, quantity, scene)
    if not found:
        return None
    text = scene.context.document.text
    owner = next((place for place in places if text[place.end : first.start] in ("'s ", "’s ", "' ", "’ ")), None)
    if owner is not None:
        return Named(found, owner)
    if owners_only or not _is_bare(words, first):
        return None
    holder = holder_of(claim, scene)
    return Named(found, holder) if holder is not None and holder.targets else None


def _phrase(words: Sequence[Token], quantity: Quantity, scene: Scene) -> tuple[tuple[int, ...], Token]:
    """The series whose whole name the last words are, and the first of these; the longest name counts."""
    text, index = scene.context.document.text, scene.index
    found: tuple[tuple[int, ...], Token] = (), words[-1]
    known = frozenset[str]()
    for count in range(1, min(LONGEST, len(words)) + 1):
        first = words[-count]
        stems = measure_stems(text[first.start : words[-1].end])
        fitting = [
            at for at in index.by_full_name.get(stems, ()) if unit_fit(quantity.unit, index.series[at].unit) in FITTING
        ]
        if fitting and stems != known:  # "had a" before a name adds no word to it
            found, known = (tuple(fitting), first), stems
        if first.gap not in (" ", "-"):
            break
    return found


def _is_bare(words: Sequence[Token], first: Token) -> bool:
    """Whether nothing but an article, or a verb of having, stands before a measure's name: "a population of"."""
    before = [word for word in words if word.end <= first.start]
    return not before or before[-1].norm in word_set("holders", "determiners") | word_set("holders", "with")
