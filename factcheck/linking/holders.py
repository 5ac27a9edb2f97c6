"""Whose a figure is, by the way its sentence is built: the subject of its clause, the doer of a passive, an owner.

"LeBrun led Norden with 23 points" is of LeBrun, "Norden were led by LeBrun's 23 points" and "Norden held Sund to 40
points" are of LeBrun and of Sund. Where the sentence may be read otherwise there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.context import SURE_NAME, Context
from factcheck.linking.index import DEFAULT_FIELD, EntityTarget, Hit
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Span
from factcheck.reference.names import Token

REACH = 500  # characters on each side of a figure in which its holder is looked for
SHORT_NAME = 0.6  # the score of a last name alone
LEAD_IN = 3  # words that may stand before the name that opens a sentence: "Guard Ada Thorne", "In May"
NOWHERE = Span(0, 0)

_BREAK = re.compile(r"[,;:()\u2013\u2014]")


@record
class Place:
    """A name in a sentence: what tables call by it; none where no table knows it; `text` is the name as written."""

    start: int
    end: int
    text: str
    targets: tuple[EntityTarget, ...] = ()


class _Role(Enum):
    SUBJECT = "subject"
    AGENT = "agent"
    JOINED = "joined"  # "Thorne and Vale": of both together
    KEPT = "kept"  # "held Sund to"
    OTHER = "other"


def holder_of(claim: Claim, scene: Scene) -> Place | None:
    """The name that the figure belongs to by the sentence's build, or None where that is not sure."""
    context, at = scene.context, claim.mention.start
    places = places_in(around(claim.sentence, at, REACH), claim, scene)
    if _is_given_behind(claim, places, context):
        return None
    before = [place for place in places if place.end <= at]
    one_of_two = _former_or_latter(claim, before, context)
    if one_of_two is not None:
        return one_of_two
    found = _among(before, claim.sentence.start, at, context)
    if found is not None or before:
        return found
    return _carried(claim, scene)


def _among(before: Sequence[Place], start: int, at: int, context: Context) -> Place | None:
    for number in range(len(before) - 1, -1, -1):
        place = before[number]
        between = context.tokens_in(Span(place.end, at), NOWHERE)
        if _is_owner(place, context):
            if _opens_with_figure(place, at, context):
                return place
            continue
        role = _role(place, before[:number], start, between, context)
        attached = bool(between) and between[0].norm in word_set("holders", "attached")
        if role is _Role.JOINED or _names_a_part(between):
            return None
        if role is _Role.KEPT or (attached and between[0].norm not in word_set("holders", "with")):
            return place
        if role is _Role.OTHER and attached and _is_compared(place, start, context):
            return None  # "Rovers come ahead of Athletic with 46 points"
        if role is _Role.AGENT:
            return place if attached or _opens_with_figure(place, at, context) else None
        if role is _Role.SUBJECT:
            return place if _agrees(between, before, place) else None
    return None


def _former_or_latter(claim: Claim, before: Sequence[Place], context: Context) -> Place | None:
    """The one of two names, joined by "and", that "the former" or "the latter" stands for before the figure."""
    words = context.tokens_in(
        around(Span(claim.sentence.start, claim.mention.start), claim.mention.start, REACH), NOWHERE
    )
    said = next((word for word in reversed(words) if word.norm in word_set("holders", "in_turn")), None)
    if said is None or len(before) < 2 or before[-1].end > said.start:
        return None
    between = context.tokens_in(Span(before[-2].end, before[-1].start), NOWHERE)
    if [word.norm for word in between] != ["and"]:
        return None
    one = before[-2] if said.norm == "former" else before[-1]
    return Place(said.start, said.end, one.text, one.targets)


def places_in(span: Span, claim: Claim, scene: Scene) -> list[Place]:
    """The names in a span: those of tables, joined where they stand side by side, and those that no table has."""
    hits = [hit for table in scene.index.store.tables for hit in scene.context.hits_in(span, table.name)]
    hits = [hit for hit in hits if _is_sure(hit, scene.context) and hit.target.field != DEFAULT_FIELD]
    spans = [(hit.start, hit.end) for hit in hits]
    spans += [(name.span.start, name.span.end) for name in claim.entities if not name.carried]
    text = scene.context.document.text
    found: list[Place] = []
    for start, end in _joined(sorted(spans), text):
        if span.start <= start and not _follows_figure(start, scene.context):
            last = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
            inside = _longest([hit for hit in hits if start <= hit.start < last])
            found.append(Place(start, last, text[start:last], tuple(dict.fromkeys(hit.target for hit in inside))))
    return found


def _is_sure(hit: Hit, context: Context) -> bool:
    """Whether a name surely means its row; a last name does where the draft gives the name in full, too."""
    return hit.score >= SURE_NAME or (hit.score >= SHORT_NAME and hit.target in context.named_in_full)


def _joined(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans that overlap or are parted by one blank, as one: "Port" and "Aldham" in "Port Aldham"."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and (start < found[-1][1] or (start == found[-1][1] + 1 and text[start - 1] == " ")):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of the hits of one column those that cover most: "Ada Thorne" and not another "Thorne"."""
    most: dict[tuple[str, int], int] = {}
    for hit in hits:
        key = (hit.target.table, hit.target.field)
        most[key] = max(most.get(key, 0), hit.end - hit.start)
    return [hit for hit in hits if hit.end - hit.start == most[hit.target.table, hit.target.field]]


def _follows_figure(start: int, context: Context) -> bool:
    """Whether a capitalised word is what a figure counts: the "FG" of "4-12 FG"."""
    return context.ends_figure(start - 1)


def _is_owner(place: Place, context: Context) -> bool:
    after = context.document.text[place.end : place.end + 2]
    return after in ("'s", "’s") or (after[:1] in ("'", "’") and place.text.endswith("s"))


def _opens_with_figure(place: Place, at: int, context: Context) -> bool:
    """Whether the words right behind a name are a figure: "Thorne's 38 points", "Thorne (38 points)"."""
    first = context.next_figure(place.end)
    gap = context.document.text[place.end : first]
    return first <= at and re.fullmatch(r"(?:'s?|’s?)?[\s(,]*(?:[a-z]+-high )?", gap) is not None


def _role(place: Place, earlier: Sequence[Place], start: int, between: Sequence[Token], context: Context) -> _Role:
    words = context.tokens_in(Span(max(start, place.start - 120), place.start), NOWHERE)
    at = place.start
    while words and words[-1].norm in word_set("holders", "determiners"):
        words, at = words[:-1], words[-1].start
    if not words:
        return _Role.SUBJECT
    last, gap = words[-1], context.document.text[words[-1].end : at]
    touching = bool(earlier) and earlier[-1].end > last.start
    if last.norm in word_set("holders", "joining") and earlier and earlier[-1].end + 1 >= last.start - 1:
        return _Role.JOINED
    if _BREAK.search(gap):
        return _Role.JOINED if touching and "," in gap and _goes_on_as_list(between) else _Role.SUBJECT
    if last.norm in word_set("holders", "kept") and between and between[0].norm in word_set("holders", "kept_to"):
        return _Role.KEPT
    if last.norm in word_set("holders", "openers"):
        return _Role.SUBJECT
    if last.norm in word_set("holders", "agents") or (last.norm in word_set("holders", "with")):
        doing = bool(between) and between[0].norm.endswith("ing")
        return _Role.SUBJECT if last.norm in word_set("holders", "with") and doing else _Role.AGENT
    opens = not earlier and len(words) <= LEAD_IN and not any(_may_govern(word) for word in words)
    return _Role.SUBJECT if opens else _Role.OTHER


def _is_compared(place: Place, start: int, context: Context) -> bool:
    """Whether a name is what another thing is set against, so that what follows may be of either."""
    before = context.tokens_in(Span(max(start, place.start - 40), place.start), NOWHERE)
    words = [word for word in before if word.norm not in word_set("holders", "determiners")]
    return bool(words) and words[-1].norm in word_set("holders", "set_against")


def _goes_on_as_list(between: Sequence[Token]) -> bool:
    return bool(between) and between[0].norm in word_set("holders", "joining")


def _may_govern(word: Token) -> bool:
    """Whether a word before a name may make it an object: a preposition, "leading", "outscored"."""
    return word.norm in word_set("holders", "prepositions") or word.norm.endswith(("ed", "ing"))


def _names_a_part(between: Sequence[Token]) -> bool:
    """Whether only a part of what is named is meant: "Norden's reserves", "the Norden bench"."""
    return bool(between) and between[0].norm in word_set("holders", "parts")


def _agrees(between: Sequence[Token], before: Sequence[Place], place: Place) -> bool:
    """Whether a pronoun between the subject and the figure can only mean the subject.

    "They" and "it" may be any thing that was named; "he" is the subject.
    """
    said = {token.norm for token in between}
    if said.isdisjoint(word_set("holders", "many")):
        return True
    return all(other.text == place.text for other in before)


def _is_given_behind(claim: Claim, places: Sequence[Place], context: Context) -> bool:
    """Whether a name behind the figure says whose it is: "22 points from Thorne"."""
    end = claim.mention.end
    after = next((place for place in places if place.start >= end), None)
    if after is None or context.figures_between(end, after.start):
        return False
    words = context.tokens_in(Span(end, after.start), NOWHERE)
    while words and words[-1].norm in word_set("holders", "determiners"):
        words = words[:-1]
    return bool(words) and len(words) <= 4 and words[-1].norm in word_set("holders", "sources")


def _carried(claim: Claim, scene: Scene) -> Place | None:
    """The subject of the sentence before, where this one opens with a pronoun and names nothing before the figure."""
    context = scene.context
    words = context.tokens_in(Span(claim.sentence.start, claim.mention.start), NOWHERE)[:3]
    if not words or words[0].norm not in word_set("holders", "pronouns"):
        return None
    sentence = context.sentence_before(claim)
    if sentence is None:
        return None
    places = places_in(sentence, claim, scene)
    if not places or len({place.text for place in places}) > 1:
        return None
    role = _role(places[0], (), sentence.start, context.tokens_in(Span(places[0].end, sentence.end), NOWHERE), context)
    return places[0] if role is _Role.SUBJECT and not _is_owner(places[0], context) else None
