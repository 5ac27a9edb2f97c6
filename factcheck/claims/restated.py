"""Changes that are told without a verb of their own: by the change just told, or by the sign of the number."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.claims.context import Figure, Token
from factcheck.claims.kinds import Reading
from factcheck.languages.words import word_set
from factcheck.model import Cue, Direction, Kind

_SIGNED = re.compile(r"[-−–]\s?\d")
_MOST_WORDS = 4
"""How many words of a noun may stand between a change and what says it again: "by 125 new posts or 2%"."""


def told_again(figure: Figure, reading: Reading, earlier: Reading | None, place: int) -> Reading:
    """The reading of a level that only says the earlier change in other terms, else the reading as it is.

    "lost 190 points, or 0.6%", "fell by 2 feet (0.6 metres)", "Brill by 2.6%"; `place` is the token of the earlier one.
    """
    if reading.kind not in (Kind.LEVEL, Kind.COUNT) or reading.is_start:
        return reading
    if earlier is not None and earlier.direction is not None and _repeats(figure, place):
        return replace(reading, kind=Kind.CHANGE, direction=earlier.direction, cue=earlier.cue)
    return _by_its_sign(figure, reading)


def _repeats(figure: Figure, place: int) -> bool:
    """Whether "or", a bracket or a lone "by" ties a figure to the one at an earlier token."""
    tokens, at = figure.sentence.tokens, figure.at - 1
    while at > place and (tokens[at].hedge or tokens[at].lower in word_set("claims", "lead_articles")):
        at -= 1
    if at <= place:
        return False
    tie, between = tokens[at].lower, tokens[place + 1 : at]
    if tie == "by":
        return _is_other_thing(between)
    if tie == "(":
        return len(between) <= 2 and all(token.is_word for token in between) and _converts(figure, tokens[place])
    if between and between[-1].text == ",":
        between = between[:-1]
    return tie == "or" and len(between) <= _MOST_WORDS and all(_belongs(token) for token in between)


def _converts(figure: Figure, earlier: Token) -> bool:
    """Whether a figure alone in brackets has another unit than the one before; "4% (3%)" is the period before."""
    tokens, at = figure.sentence.tokens, figure.at
    closes = at + 1 < len(tokens) and tokens[at + 1].text == ")"
    own, other = figure.mention.quantity, figure.sentence.mention_at(earlier.mention).quantity
    if own is None or other is None or own.unit is None:
        return False
    return closes and own.unit != other.unit


def _belongs(token: Token) -> bool:
    """Whether a word can be part of the noun that a change counts."""
    return token.is_word and token.lower not in word_set("claims", "prepositions")


def _is_other_thing(between: list[Token]) -> bool:
    """Whether only the name of another thing stands before "by", its verb left out: ", Brill by 2.6%"."""
    if (between and between[0].text == ",") or (between[:1] and between[0].lower == "and"):
        between = between[1:]
    else:
        return False
    return 0 < len(between) <= _MOST_WORDS and all(token.is_word and token.text[0].isupper() for token in between)


def _by_its_sign(figure: Figure, reading: Reading) -> Reading:
    """A percentage with a sign in brackets or straight behind a name is a change: "Aldin -1.4%", "1,204 (-1.4%)"."""
    if not figure.is_percent or not figure.at or not _SIGNED.match(figure.mention.surface):
        return reading
    lead = figure.sentence.tokens[figure.at - 1]
    if lead.text == "(" or lead.counts or (lead.is_word and lead.text[0].isupper()):
        return replace(reading, kind=Kind.CHANGE, direction=Direction.DOWN, cue=Cue.SIGN)
    return reading
