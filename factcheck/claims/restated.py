"""Changes that are told without a verb of their own: by the change just told, or by the sign of the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.claims import classes as c
from factcheck.claims.context import Figure
from factcheck.claims.kinds import Reading
from factcheck.claims.words import Word
from factcheck.model import Cue, Direction, Kind
from factcheck.patterns import lazy

_SIGNED = lazy(r"[-−–]\s?\d")
_MOST_WORDS = 4
"""How many words of a noun may stand between a change and what says it again: "by 125 new posts or 2%"."""
_LEVELS = frozenset({Kind.LEVEL, Kind.COUNT})


def told_again(figure: Figure, reading: Reading, earlier: Reading | None, place: int) -> Reading:
    """The reading of a level that only says the earlier change in other terms, else the reading as it is.

    "lost 190 points, or 0.6%", "fell by 2 feet (0.6 metres)", "Brill by 2.6%", "rose 5% in May and 3% in June"; `place`
    is the word of the earlier one.
    """
    if reading.kind not in _LEVELS or reading.is_start:
        return reading
    if earlier is not None and earlier.direction is not None and _repeats(figure, place):
        return replace(reading, kind=Kind.CHANGE, direction=earlier.direction, cue=earlier.cue)
    return _by_its_sign(figure, reading) if figure.is_percent else reading


def _repeats(figure: Figure, place: int) -> bool:
    """Whether "or", "and", a bracket or a lone "by" ties a figure to the one at an earlier word."""
    words, at = figure.sentence.words, figure.at - 1
    while at > place and words[at].classes & (c.HEDGE | c.LEAD_ARTICLES):
        at -= 1
    if at <= place or words[at].lower not in ("by", "(", "or", "and"):
        return False
    tie, between = words[at].lower, words[place + 1 : at]
    if tie == "by":
        return _is_other_thing(between)
    if tie == "(":
        return len(between) <= 2 and all(word.classes & c.PROSE for word in between) and _converts(figure, place)
    if tie == "and":
        return _is_parallel(figure, between, place)
    if between and between[-1].text == ",":
        between = between[:-1]
    return len(between) <= _MOST_WORDS and all(_belongs(word) for word in between)


def _converts(figure: Figure, place: int) -> bool:
    """Whether a figure alone in brackets has another unit than the one before; "4% (3%)" is the period before."""
    words, at = figure.sentence.words, figure.at
    closes = at + 1 < len(words) and words[at + 1].text == ")"
    own, other = figure.mention.quantity, figure.sentence.mention_at(place).quantity
    if own is None or other is None or own.unit is None:
        return False
    return closes and own.unit != other.unit


def _is_parallel(figure: Figure, between: Sequence[Word], place: int) -> bool:
    """Whether the same preposition stands behind both figures, in the same unit: "5% on the day and 8% on the week"."""
    words, at = figure.sentence.words, figure.at + 1
    if not 0 < len(between) <= _MOST_WORDS or at >= len(words) or not between[0].classes & c.PREPOSITIONS:
        return False
    own, other = figure.mention.quantity, figure.sentence.mention_at(place).quantity
    same = own is not None and other is not None and own.unit is not None and own.unit == other.unit
    return same and words[at].lower == between[0].lower


def _belongs(word: Word) -> bool:
    """Whether a word can be part of the noun that a change counts."""
    return word.classes & (c.PROSE | c.PREPOSITIONS) == c.PROSE


def _is_other_thing(between: Sequence[Word]) -> bool:
    """Whether only the name of another thing stands before "by", its verb left out: ", Brill by 2.6%"."""
    if not between or (between[0].text != "," and between[0].lower != "and"):
        return False
    name = between[1:]
    return 0 < len(name) <= _MOST_WORDS and all(word.classes & c.LARGE and word.classes & c.PROSE for word in name)


def _by_its_sign(figure: Figure, reading: Reading) -> Reading:
    """A percentage with a sign in brackets or straight behind a name is a change: "Aldin -1.4%", "1,204 (-1.4%)"."""
    if not figure.at or not _SIGNED.match(figure.mention.surface):
        return reading
    lead = figure.sentence.words[figure.at - 1]
    if lead.text == "(" or lead.classes & (c.FIGURE | c.LARGE):
        return replace(reading, kind=Kind.CHANGE, direction=Direction.DOWN, cue=Cue.SIGN)
    return reading
