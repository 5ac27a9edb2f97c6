"""What a figure says about its subject, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from factcheck.claims.context import Figure, Token, is_calendar
from factcheck.languages.words import load_words, word_set
from factcheck.model import Cue, Direction, Kind, Mention

# "5.5% more than", "17 points clear": how many words may stand between a figure and what compares it.
_NOUN_ROOM = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A kind, the way it goes, what it is held against in words, and where those words stand."""

    kind: Kind
    direction: Direction | None = None
    base: str = ""
    base_start: int = -1
    is_start: bool = False  # the end that a change starts from
    cue: Cue | None = None


class Way(NamedTuple):
    """The way that a change goes, and what tells it."""

    direction: Direction
    cue: Cue


def _change(figure: Figure, way: Way) -> Reading:
    base, start = _base(figure)
    return Reading(Kind.CHANGE, way.direction, base, start, cue=way.cue)


def read_kind(figure: Figure) -> Reading:
    """The kind of a figure: what its shape tells, refined by the words of its clause."""
    kind = figure.shape
    if kind in (Kind.YEAR, Kind.DATE, Kind.AGE, Kind.RANK):
        return Reading(kind)
    if kind is Kind.RATIO:
        # "0.05 times a day" is a rate.
        return _rate(figure) or Reading(kind, base=_text_after(figure, 0), base_start=figure.mention.end)
    for rule in (_bracketed, _lead, _compared, _change_noun_after, _gap, _passive, _share, _average, _rate, _extreme):
        reading = rule(figure)
        if reading is not None:
            return reading
    return Reading(kind)


def _bracketed(figure: Figure) -> Reading | None:
    """A bare number in brackets after a figure is that of the period before: "a margin of 12.4% (11.9)"."""
    tokens, at = figure.sentence.tokens, figure.at
    closes = at + 1 < len(tokens) and tokens[at + 1].text == ")"
    if figure.mention.unit_span or not closes or at < 2 or tokens[at - 1].text != "(" or not tokens[at - 2].counts:
        return None
    own, other = _written(figure.mention), _written(figure.sentence.mention_at(tokens[at - 2].mention))
    return Reading(figure.shape, is_start=True) if own and other and other <= own * 4 <= other * 16 else None


def _written(mention: Mention) -> Fraction | None:
    """The number as its digits write it: 4,120 of "SEK 4,120m"."""
    quantity = mention.quantity
    return None if quantity is None or quantity.value is None else abs(quantity.value) / quantity.scale


def _in(word: str, key: str) -> bool:
    return word in word_set("claims", key)


def lead_tokens(figure: Figure) -> list[Token]:
    """The tokens before a figure, nearest first, past its hedges, articles and adverbs."""
    tokens = list(figure.before)
    while tokens and _passed_over(tokens[0]):
        tokens.pop(0)
    return tokens


def _passed_over(token: Token) -> bool:
    if token.mention >= 0:
        return False
    directional = _in(token.lower, "particle_up") or _in(token.lower, "particle_down")
    return (
        token.hedge
        or _in(token.lower, "lead_articles")
        or ((_in(token.lower, "adverbs") or token.lower.endswith("ly")) and not directional)
    )


def _lead(figure: Figure) -> Reading | None:
    """What stands straight before a figure: by, to, from, of, or the verb of change itself."""
    tokens = lead_tokens(figure)
    if not tokens or (figure.before[0].hedge and figure.before[0].lower in ("below", "above", "past", "beyond")):
        # "sank below 80,000" is a level, "grew over 5%" a change.
        return None
    word = tokens[0].lower
    if word == "by":
        return _by(figure, tokens[1:])
    if word in ("to", "at"):
        return Reading(figure.shape) if change_before(tokens[1:]) else None
    if word == "from":
        return _from(figure, tokens[1:])
    if word == "of" and len(tokens) > 1:
        return _of(figure, tokens[1])
    way = _verb_way(tokens, figure)
    return _change(figure, way) if way else None


def _by(figure: Figure, tokens: Sequence[Token]) -> Reading | None:
    way = change_before(tokens)
    return _change(figure, way) if way else None


def _from(figure: Figure, tokens: Sequence[Token]) -> Reading | None:
    """A figure after "from" is where a change starts, when its sentence speaks of one."""
    goes_on = any(token.lower == "to" for token in figure.after[: _NOUN_ROOM + 3])
    if goes_on or change_before(tokens):
        return Reading(figure.shape, is_start=True)
    return None


def _of(figure: Figure, head: Token) -> Reading | None:
    for key, direction in (("up_nouns", Direction.UP), ("down_nouns", Direction.DOWN)):
        if _in(head.lower, key):
            return _change(figure, Way(direction, Cue.NOUN))
    if _in(head.lower, "average_words"):
        return Reading(Kind.AVERAGE)
    if _in(head.lower, "extreme_nouns") and head.lower != "record":
        return Reading(Kind.EXTREME)
    if _in(head.lower, "total_nouns"):
        return Reading(Kind.TOTAL)
    return None


def change_before(tokens: Sequence[Token]) -> Way | None:
    """The way of the nearest verb, particle or noun of change among tokens before a figure, nearest first."""
    for index, token in enumerate(tokens[:9]):
        if token.counts and index > 5:
            return None
        way = _way_at(tokens, index)
        if way:
            return way
        direction = _noun_direction(token)
        if direction:
            return Way(direction, Cue.NOUN)
    return None


def _noun_direction(token: Token) -> Direction | None:
    if _in(token.lower, "up_nouns"):
        return Direction.UP
    return Direction.DOWN if _in(token.lower, "down_nouns") else None


_UP_WORDS = (
    ("up_verbs", Cue.VERB),
    ("raising_verbs", Cue.VERB),
    ("gain_verbs", Cue.GAIN),
    ("particle_up", Cue.PARTICLE),
)
_DOWN_WORDS = (("down_verbs", Cue.VERB), ("loss_verbs", Cue.GAIN), ("particle_down", Cue.PARTICLE))


def _way_at(tokens: Sequence[Token], index: int) -> Way | None:
    """The way that one token goes: a verb of change, or "up" and "down"."""
    word = tokens[index].lower
    pair = f"{tokens[index + 1].lower} {word}" if index + 1 < len(tokens) else ""
    for keys, direction in ((_UP_WORDS, Direction.UP), (_DOWN_WORDS, Direction.DOWN)):
        for key, cue in keys:
            if _in(word, key) or (pair and _in(pair, key)):
                return Way(direction, cue)
    return None


def _verb_way(tokens: Sequence[Token], figure: Figure) -> Way | None:
    """The way of a verb of change straight before its figure: "rose 5%", "down 3 points", "lost £640,000"."""
    word = tokens[0].lower
    pair = f"{tokens[1].lower} {word}" if len(tokens) > 1 else ""
    if word in ("up", "down") and len(tokens) > 1 and _in(tokens[1].lower, "particle_blockers"):
        return None  # "made up 4% of"
    for verbs, particles, direction in (
        ("up_verbs", "particle_up", Direction.UP),
        ("down_verbs", "particle_down", Direction.DOWN),
    ):
        if _in(word, particles):
            return Way(direction, Cue.PARTICLE)
        if _in(word, verbs) or _in(pair, verbs):
            return Way(direction, Cue.VERB)
    # To lose a game or to add a cup is no change of a level; to lose jobs or money is.
    if figure.mention.surface[:1].isalpha() and figure.dimension == "count":
        return None
    if figure.is_percent and figure.after and figure.after[0].lower == "of":
        return None  # "lost 23% of its water" is a share
    if _describes(figure):
        return None
    if _in(word, "gain_verbs"):
        return Way(Direction.UP, Cue.GAIN)
    return Way(Direction.DOWN, Cue.GAIN) if _in(word, "loss_verbs") else None


def _describes(figure: Figure) -> bool:
    """Whether a figure behind an article only describes what was gained or lost: "added a 30-metre mast"."""
    if not figure.before or figure.before[0].lower not in ("a", "an", "the") or not figure.after:
        return False
    following = figure.after[0]
    return following.text == "-" or (following.is_word and not _in(following.lower, "prepositions"))


def _compared(figure: Figure) -> Reading | None:
    """'800 fewer than in March' is a change, '17 more than Saturn' a difference."""
    for index, token in enumerate(figure.after[: _NOUN_ROOM + 1]):
        if not token.is_word or _in(token.lower, "no_comparison_across") or _in(token.lower, "auxiliaries"):
            return None
        direction = _comparative(token)
        if direction is None:
            continue
        rest = figure.after[index + 1 :]
        than = next((place for place, after in enumerate(rest[:4]) if after.lower == "than"), None)
        if than is not None:
            return _against(figure, direction, rest[than:])
        from_level = bool(rest) and rest[0].lower == "from" and any(after.counts for after in rest[1:4])
        if _in(token.lower, "comparing_prepositions") and rest and rest[0].is_word and not from_level:
            return _against(figure, direction, figure.after[index:])
        return None
    return None


def _comparative(token: Token) -> Direction | None:
    if _in(token.lower, "comparatives_up"):
        return Direction.UP
    return Direction.DOWN if _in(token.lower, "comparatives_down") else None


def _against(figure: Figure, direction: Direction, base: Sequence[Token]) -> Reading:
    start = base[0].start
    for index, token in enumerate(base[1:-1], 1):
        if _in(token.lower, "clause_joiners") and base[index + 1].text.islower():
            base = base[:index]
            break
    text = figure.between(start, base[-1].end).rstrip(".!? ")
    over_time = (_names_a_time(text) and not _names_another(figure, base[1:])) or len(base) == 1
    return Reading(Kind.CHANGE if over_time else Kind.DIFFERENCE, direction, text, start, cue=Cue.COMPARATIVE)


def _names_another(figure: Figure, base: Sequence[Token]) -> bool:
    """Whether a base opens with the name of something else: "France's in 2023", "in the Alps in June"."""
    opening = (token for token in base if not _in(token.lower, "before_a_compared_name"))
    first = next(opening, None)
    if first is None or not first.is_word or not first.text[0].isupper() or is_calendar(first):
        return False
    if _times().fullmatch(first.text):
        return False
    name = _bare(first)
    return all(_bare(token) != name for token in figure.before)


def _bare(token: Token) -> str:
    return token.lower.removesuffix("'s").removesuffix("’s")


def _names_a_time(text: str) -> bool:
    return bool(_times().search(text)) or any(
        word in word_set("claims", "earlier_words") for word in text.lower().split()
    )


def _change_noun_after(figure: Figure) -> Reading | None:
    """'a 5% increase', 'a 10 million job increase'."""
    if not any(_in(token.lower, "change_noun_articles") for token in figure.before[:4]):
        return None
    for token in figure.after[:_NOUN_ROOM]:
        if not token.is_word or _in(token.lower, "prepositions"):
            return None
        direction = _noun_direction(token)
        if direction:
            return _change(figure, Way(direction, Cue.NOUN))
    return None


def _gap(figure: Figure) -> Reading | None:
    """'four points clear', 'nine points adrift of'."""
    for index, token in enumerate(figure.after[:_NOUN_ROOM]):
        if not token.is_word:
            return None
        if _in(token.lower, "gap_words") and (index or figure.mention.unit_span):
            down = _in(token.lower, "gap_words_down")
            rest = figure.after[index + 1 :]
            base = rest[0].start if rest and rest[0].lower == "of" else -1
            text = figure.between(base, rest[-1].end).rstrip(".!? ") if base >= 0 else ""
            direction = Direction.DOWN if down else Direction.UP
            return Reading(Kind.DIFFERENCE, direction, text, base, cue=Cue.COMPARATIVE)
    return None


def _passive(figure: Figure) -> Reading | None:
    """'14 stations were added'."""
    words = [token.lower for token in figure.after[:6] if token.is_word]
    for index, word in enumerate(words[:-1]):
        if not _in(word, "auxiliaries"):
            continue
        ahead = [after for after in words[index + 1 : index + 4] if after not in ("been", "being")]
        if ahead and _in(ahead[0], "passive_up"):
            return Reading(Kind.CHANGE, Direction.UP, cue=Cue.VERB)
        if ahead and _in(ahead[0], "passive_down"):
            return Reading(Kind.CHANGE, Direction.DOWN, cue=Cue.VERB)
        return None
    return None


def _share(figure: Figure) -> Reading | None:
    if not figure.is_percent:
        return None
    after = figure.after[:2]
    text, start = _base(figure)
    if after and after[0].lower == "of":
        return Reading(Kind.SHARE, base=_text_after(figure, 0), base_start=after[0].start)
    before = [token.lower for token in figure.before[:6]]
    for index, word in enumerate(before[:4]):
        if _in(word, "share_pronouns") and before[index + 1 : index + 2] == ["of"]:
            return Reading(Kind.SHARE, base=f"of {word}", base_start=figure.before[index + 1].start)
    pairs = [f"{second} {first}" for first, second in pairwise(before)]
    if any(_in(word, "share_verbs") or _in(word, "share_heads") for word in [*before, *pairs]):
        return Reading(Kind.SHARE, base=text, base_start=start)
    return Reading(figure.shape, base=text, base_start=start) if text else None


def _average(figure: Figure) -> Reading | None:
    near = [*figure.before[:8], *figure.after[:4]]
    return Reading(Kind.AVERAGE) if any(_in(token.lower, "average_words") for token in near) else None


def _rate(figure: Figure) -> Reading | None:
    for index, token in enumerate(figure.after[:_NOUN_ROOM]):
        if not token.is_word:
            return None
        following = figure.after[index + 1 : index + 2]
        if token.lower == "for" and following and following[0].lower in ("each", "every"):
            return Reading(Kind.RATE, base=_text_after(figure, index), base_start=token.start)
        if _in(token.lower, "rate_words"):
            noun = figure.after[index + 1].lower if index + 1 < len(figure.after) else ""
            if index + 2 < len(figure.after) and _in(figure.after[index + 2].lower, "earlier_words"):
                return None  # "£97m a year earlier"
            if token.lower == "per" or _in(noun, "rate_nouns"):
                return Reading(Kind.RATE, base=f"{token.lower} {noun}", base_start=token.start)
            return None
    return None


def _extreme(figure: Figure) -> Reading | None:
    tokens = lead_tokens(figure)
    if not tokens:
        return Reading(Kind.EXTREME) if figure.before and figure.before[0].lower == "record" else None
    lead = tokens[1:] if tokens[0].lower in ("at", "with") else tokens
    if lead and _in(lead[0].lower, "extreme_verbs"):
        return Reading(Kind.EXTREME)
    if (
        figure.before[0].lower == "record"
        or tokens[0].lower == "record"
        or (len(tokens) > 1 and tokens[0].lower == "high" and tokens[1].lower == "record")
    ):
        return Reading(Kind.EXTREME)
    return None


def _base(figure: Figure) -> tuple[str, int]:
    """What a change or a level is held against after its figure: "from ...", "than ...", "compared with ..."."""
    for index, token in enumerate(figure.after[:8]):
        if token.lower in ("from", "than") or token.lower.startswith("compar"):
            return _text_after(figure, index), token.start
    return "", -1


def _text_after(figure: Figure, index: int) -> str:
    tokens = list(figure.after[index:])
    while tokens and not tokens[-1].is_word and tokens[-1].mention < 0:
        tokens.pop()
    return figure.between(tokens[0].start, tokens[-1].end) if tokens else ""


@cache
def _times() -> re.Pattern[str]:
    calendar = load_words("calendar")
    months = "|".join(name.title() for name in calendar["months"] if len(name) > 3 or name == "may")
    seasons = "|".join(calendar["seasons"])
    return re.compile(rf"\b(?:(?:1[89]|20)\d\d|{months}|[QH][1-4]|(?i:{seasons}|quarter|decade|year|month|week)s?)\b")
