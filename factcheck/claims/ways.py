"""The way that a change goes, told by the words before its figure: "rose 5%", "down 3 points", "a fall of"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims import classes as c
from factcheck.claims.context import Figure
from factcheck.claims.words import Word, pair_classes
from factcheck.languages.words import word_set
from factcheck.model import Cue, Direction

_UP_WORDS = (
    (c.UP_VERBS, Cue.VERB),
    (c.RAISING_VERBS, Cue.VERB),
    (c.GAIN_VERBS, Cue.GAIN),
    (c.PARTICLE_UP, Cue.PARTICLE),
)
_DOWN_WORDS = ((c.DOWN_VERBS, Cue.VERB), (c.LOSS_VERBS, Cue.GAIN), (c.PARTICLE_DOWN, Cue.PARTICLE))
_WAY_WORDS = c.CHANGE_VERBS | c.NARROWING_VERBS | c.RAISING_VERBS | c.GAIN_VERBS | c.LOSS_VERBS | c.PARTICLES
CHANGE_WORDS = _WAY_WORDS | c.CHANGE_NOUNS | c.PAIR_END


class Way(NamedTuple):
    """The way that a change goes, and what tells it."""

    direction: Direction
    cue: Cue


def lead_words(figure: Figure) -> list[Word]:
    """The words before a figure, nearest first, past hedges, articles, adverbs and the "between" of a range."""
    words = figure.before
    first = 1 if words and words[0].classes & c.BEFORE_RANGES and figure.mention.rule == "range" else 0
    while first < len(words) and _passed_over(words[first]):
        first += 1
    return words[first:]


def _passed_over(word: Word) -> bool:
    classes = word.classes
    if classes & c.FIGURE:
        return False
    if classes & (c.HEDGE | c.LEAD_ARTICLES):
        return True
    return bool(classes & (c.ADVERBS | c.LY)) and not classes & c.PARTICLES


def change_before(words: Sequence[Word]) -> Way | None:
    """The way of the nearest verb, particle or noun of change among words before a figure, nearest first."""
    for index, word in enumerate(words[:9]):
        if index > 5 and word.classes & c.COUNTS:
            return None
        way = _way_at(words, index)
        if way:
            return None if index and words[index - 1].lower == "short" else way  # "fell short of"
        direction = noun_direction(word)
        if direction:
            return Way(direction, Cue.NOUN)
    return None


def noun_direction(word: Word) -> Direction | None:
    """The way of a noun of change: "increase", "drop"."""
    if not word.classes & c.CHANGE_NOUNS:
        return None
    return Direction.UP if word.classes & c.UP_NOUNS else Direction.DOWN


def _way_at(words: Sequence[Word], index: int) -> Way | None:
    """The way that one word goes: a verb of change, or "up" and "down"."""
    if not words[index].classes & (_WAY_WORDS | c.PAIR_END):
        return None
    classes = with_pair(words, index)
    for table, direction in ((_UP_WORDS, Direction.UP), (_DOWN_WORDS, Direction.DOWN)):
        for kind, cue in table:
            if classes & kind:
                return Way(direction, cue)
    return None


def with_pair(words: Sequence[Word], index: int) -> int:
    """The classes of a word and of the pair that it ends; the words stand nearest first."""
    pair = pair_classes(words[index + 1], words[index]) if index + 1 < len(words) else 0
    return words[index].classes | pair


def verb_way(words: Sequence[Word], figure: Figure) -> Way | None:
    """The way of a verb of change straight before its figure: "rose 5%", "down 3 points", "lost £640,000"."""
    word = words[0]
    if not word.classes & (_WAY_WORDS | c.PAIR_END):
        return None
    if word.lower in ("up", "down") and len(words) > 1 and words[1].classes & c.PARTICLE_BLOCKERS:
        return None  # "made up 4% of"
    paired = with_pair(words, 0)
    for verbs, particles, direction in (
        (c.UP_VERBS, c.PARTICLE_UP, Direction.UP),
        (c.DOWN_VERBS, c.PARTICLE_DOWN, Direction.DOWN),
    ):
        if word.classes & particles:
            return Way(direction, Cue.PARTICLE)
        if paired & verbs:
            return None if _is_height(figure) or _is_object(figure, word) else Way(direction, Cue.VERB)
    if word.classes & c.NARROWING_VERBS:
        return Way(Direction.DOWN, Cue.VERB)  # spreads and vacancy "tightened 0.3 points"
    # To lose a game or to add a cup is no change of a level; to lose jobs or money is.
    if figure.mention.surface[:1].isalpha() and figure.dimension == "count":
        return None
    if figure.is_percent and figure.after and figure.after[0].lower == "of":
        return None  # "lost 23% of its water" is a share, see `_share`
    if _describes(figure) or _is_contest(figure):
        return None
    if word.classes & c.GAIN_VERBS:
        return Way(Direction.UP, Cue.GAIN)
    return Way(Direction.DOWN, Cue.GAIN) if word.classes & c.LOSS_VERBS else None


def _is_object(figure: Figure, verb: Word) -> bool:
    """Whether a verb of change has what it makes or lets go behind it: "grew 400 tonnes of wheat"."""
    of = not figure.is_percent and bool(figure.after) and figure.after[0].lower == "of"
    return of and verb.lower in word_set("claims", "verbs_with_objects")


def _is_contest(figure: Figure) -> bool:
    """Whether games are counted, which no one has more or less of when they are lost: "lost 9 of 10 games"."""
    unit = None if figure.mention.quantity is None else figure.mention.quantity.unit
    parts = len(figure.after) > 1 and figure.after[0].lower == "of" and figure.after[1].classes & c.COUNTS
    contests = word_set("claims", "contests")
    return bool(parts) or (unit is not None and unit.name.rpartition(" ")[2] in contests)


def _is_height(figure: Figure) -> bool:
    """Whether a figure only tells how high a thing stands: "the tower rises 54 storeys"."""
    unit = None if figure.mention.quantity is None else figure.mention.quantity.unit
    return unit is not None and unit.name in word_set("claims", "height_nouns")


def _describes(figure: Figure) -> bool:
    """Whether a figure behind an article only describes what was gained or lost: "added a 30-metre mast"."""
    if not figure.before or figure.before[0].lower not in ("a", "an", "the") or not figure.after:
        return False
    following = figure.after[0]
    return following.text == "-" or following.classes & (c.PROSE | c.PREPOSITIONS) == c.PROSE
