"""What a figure says about its subject, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from factcheck.claims import classes as c
from factcheck.claims.context import Figure
from factcheck.claims.ways import CHANGE_WORDS, Way, change_before, lead_words, noun_direction, verb_way, with_pair
from factcheck.claims.words import Word, bare, pair_classes
from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.model import Cue, Direction, Kind, Mention

# "5.5% more than", "17 points clear": how many words may stand between a figure and what compares it.
_NOUN_ROOM = 3
_RESUMED = 9  # how far back in the clause before a change may be told
_MEASURES = frozenset({"length", "mass", "area", "volume"})
_BOUNDED_LEVELS = ("below", "above", "past", "beyond", "under")


@record
class Reading:
    """A kind, the way it goes, and what it is held against in words."""

    kind: Kind
    direction: Direction | None = None
    base: str = ""
    is_start: bool = False  # the end that a change starts from
    cue: Cue | None = None


_PLAIN = {kind: Reading(kind) for kind in Kind}
_SETTLED = frozenset({Kind.YEAR, Kind.DATE, Kind.AGE, Kind.RANK})
_RATIO = Kind.RATIO  # looking a member up costs more than most questions here


def _change(figure: Figure, way: Way) -> Reading:
    return Reading(Kind.CHANGE, way.direction, _base(figure), cue=way.cue)


def read_kind(figure: Figure) -> Reading:
    """The kind of a figure: what its shape tells, refined by the words of its clause."""
    kind = figure.shape
    if kind in _SETTLED:
        return _PLAIN[kind]
    if kind is _RATIO:
        # "0.05 times a day" is a rate.
        return _rate(figure) or _multiplied(figure)
    classes = figure.clause.classes | c.COUNTS
    for needed, rule in _RULES:
        if classes & needed:
            reading = rule(figure)
            if reading is not None:
                return reading
    return _PLAIN[kind]


def _multiplied(figure: Figure) -> Reading:
    """A ratio, with the way of a verb of change straight before it: "jumped fivefold"."""
    word = figure.before[0].classes if figure.before else 0
    way = verb_way(figure.before, figure) if word & c.CHANGE_VERBS else None
    base = _text_after(figure, 0)
    if way is None:
        return Reading(Kind.RATIO, base=base)
    return Reading(Kind.RATIO, way.direction, base, cue=way.cue)


def _bracketed(figure: Figure) -> Reading | None:
    """A bare number in brackets after a figure is that of the period before: "a margin of 12.4% (11.9)"."""
    words, at = figure.sentence.words, figure.at
    if at < 2 or words[at - 1].text != "(" or not words[at - 2].classes & c.COUNTS or figure.mention.unit_span:
        return None
    if at + 1 >= len(words) or words[at + 1].text != ")":
        return None
    own, other = _written(figure.mention), _written(figure.sentence.mention_at(at - 2))
    return Reading(figure.shape, is_start=True) if own and other and other <= own * 4 <= other * 16 else None


def _written(mention: Mention) -> Fraction | None:
    """The number as its digits write it: 4,120 of "SEK 4,120m"."""
    quantity = mention.quantity
    return None if quantity is None or quantity.value is None else abs(quantity.value) / quantity.scale


def _hedges_a_level(figure: Figure) -> bool:
    """Whether "sank below 80,000", "fell as low as 40": a level behind a verb of change; "grew over 5%" is a change."""
    quantity = figure.mention.quantity
    hedge = "" if quantity is None else quantity.hedge.lower()
    return figure.before[0].lower in _BOUNDED_LEVELS or hedge in word_set("claims", "level_hedges")


def _lead(figure: Figure) -> Reading | None:
    """What stands straight before a figure: by, to, from, of, or the verb of change itself."""
    words = lead_words(figure)
    if not words or (figure.before[0].classes & c.HEDGE and _hedges_a_level(figure)):
        return None
    if figure.dimension == "time" and (
        figure.before[0].classes & c.FRAME_PREPOSITIONS or (figure.after and figure.after[0].lower == "off")
    ):
        return None  # "rose over three years", "shaved two years off"
    word = words[0].lower
    if word == "by":
        return _by(figure, words[1:])
    if word in ("to", "at"):
        return _PLAIN[figure.shape] if change_before(words[1:]) else None
    if word == "from":
        return _from(figure, words[1:])
    if word == "of" and len(words) > 1:
        return _of(figure, words[1])
    way = verb_way(words, figure)
    return _change(figure, way) if way else None


def _by(figure: Figure, words: Sequence[Word]) -> Reading | None:
    way = change_before(words)
    return _change(figure, way) if way else None


def _from(figure: Figure, words: Sequence[Word]) -> Reading | None:
    """A figure after "from" is where a change starts, when its sentence speaks of one."""
    goes_on = any(word.lower == "to" for word in figure.after[: _NOUN_ROOM + 3])
    if goes_on or change_before(words):
        return Reading(figure.shape, is_start=True)
    return None


def _of(figure: Figure, head: Word) -> Reading | None:
    direction = noun_direction(head)
    if direction:
        return _change(figure, Way(direction, Cue.NOUN))
    if head.classes & c.AVERAGE_WORDS:
        return _PLAIN[Kind.AVERAGE]
    if head.classes & c.EXTREME_NOUNS and head.lower != "record":
        return _PLAIN[Kind.EXTREME]
    return _PLAIN[Kind.TOTAL] if head.classes & c.TOTAL_NOUNS else None


def _resumed(figure: Figure) -> Reading | None:
    """A change told on behind a comma: "fell for the fourth week running, by 12 per cent"."""
    words = lead_words(figure)
    if len(words) != 1 or words[0].lower != "by" or not figure.place:
        return None
    clause = figure.sentence.clause(figure.place - 1)
    before = figure.sentence.words[max(clause.first, clause.last - _RESUMED) : clause.last]
    way = change_before(before[::-1]) if clause.classes & CHANGE_WORDS else None
    return _change(figure, way) if way else None


def _ahead(figure: Figure) -> Reading | None:
    """Reads "revenue was ahead 7.9 per cent": told in percent, a level that rose."""
    words = lead_words(figure)
    if len(words) < 2 or words[0].lower != "ahead" or not _moves_in_percent(figure):
        return None
    is_up = figure.dimension == "percent" and words[1].classes & (c.AUXILIARIES | c.PARTICLE_VERBS)
    return _change(figure, Way(Direction.UP, Cue.PARTICLE)) if is_up else None


def _compared(figure: Figure) -> Reading | None:
    """'800 fewer than in March' is a change, '17 more than Saturn' a difference."""
    after = figure.after
    for index, word in enumerate(after[: _NOUN_ROOM + 1]):
        if not word.classes & c.PROSE or word.classes & (c.NO_COMPARISON_ACROSS | c.AUXILIARIES):
            return None
        if not word.classes & c.COMPARATIVES:
            continue
        if index and word.classes & c.PARTICLES and after[index - 1].classes & c.PARTICLE_BLOCKERS:
            return None  # "runners lined up in the square"
        direction = Direction.UP if word.classes & c.COMPARATIVES_UP else Direction.DOWN
        rest = after[index + 1 :]
        than = next((place for place, following in enumerate(rest[:4]) if following.lower == "than"), None)
        if than is not None:
            return _against(figure, direction, index + 1 + than)
        from_level = bool(rest) and rest[0].lower == "from" and any(word.classes & c.COUNTS for word in rest[1:4])
        if word.classes & c.COMPARING_PREPOSITIONS and rest and rest[0].classes & c.PROSE and not from_level:
            return _against(figure, direction, index)
        moves = _moves_in_percent(figure) or _closes_in_money(figure)
        if not index and figure.is_percent and word.lower in ("more", "less", "fewer") and not _closes(rest):
            return Reading(Kind.DIFFERENCE, direction, cue=Cue.COMPARATIVE)  # "uses 30% less memory"
        closes = index <= 1 and word.classes & c.PARTICLES and moves and _closes(rest)
        return Reading(Kind.CHANGE, direction, cue=Cue.PARTICLE) if closes else None
    return None


def _moves_in_percent(figure: Figure) -> bool:
    """Whether a figure is told in percent or points, as quotes and indices are."""
    quantity = figure.mention.quantity
    unit = None if quantity is None else quantity.unit
    return figure.is_percent or (unit is not None and unit.name in ("points", "percentage point", "basis point"))


def _closes_in_money(figure: Figure) -> bool:
    """Whether a price moved by a sum at its close: "shares ended 4p lower", not "paid £500 down"."""
    words = lead_words(figure)
    return figure.dimension == "currency" and bool(words) and words[0].lower in word_set("claims", "closing_verbs")


def _closes(rest: Sequence[Word]) -> bool:
    """Whether "higher" ends what is said of a move: "closed 4% lower at 315p", not "4% higher rents"."""
    return not rest or not rest[0].classes & c.PROSE or bool(rest[0].classes & c.BEHIND_A_MOVE)


def _against(figure: Figure, direction: Direction, first: int) -> Reading:
    """What a figure is compared with: the words after it from an index on, up to another clause."""
    after = figure.after
    last = len(after)
    for index in range(first + 1, last - 1):
        if after[index].classes & c.CLAUSE_JOINERS and after[index + 1].text.islower():
            last = index
            break
    text = figure.text_after(first, last).rstrip(".!? ")
    over_time = (_names_a_time(text) and not _names_another(figure, after[first + 1 : last])) or last == first + 1
    kind = Kind.CHANGE if over_time else Kind.DIFFERENCE
    return Reading(kind, direction, text, cue=Cue.COMPARATIVE)


def _names_another(figure: Figure, base: Sequence[Word]) -> bool:
    """Whether a base opens with the name of something else: "France's in 2023", "in the Alps in June"."""
    first = next((word for word in base if not word.classes & c.BEFORE_COMPARED_NAME), None)
    if first is None or first.classes & (c.PROSE | c.LARGE | c.CALENDAR) != c.PROSE | c.LARGE:
        return False
    if _times().fullmatch(first.text):
        return False
    name = bare(first.lower)
    return all(bare(word.lower) != name for word in figure.before)


def _names_a_time(text: str) -> bool:
    return bool(_times().search(text)) or any(
        word in word_set("claims", "earlier_words") for word in text.lower().split()
    )


def _change_noun_after(figure: Figure) -> Reading | None:
    """'a 5% increase', 'a 10 million job increase'."""
    if not any(word.classes & c.CHANGE_ARTICLES for word in figure.before[:4]):
        return None
    for word in figure.after[:_NOUN_ROOM]:
        if word.classes & (c.PROSE | c.PREPOSITIONS) != c.PROSE:
            return None
        direction = noun_direction(word)
        if direction:
            return _change(figure, Way(direction, Cue.NOUN))
    return None


def _gap(figure: Figure) -> Reading | None:
    """'four points clear', 'nine points adrift of'."""
    after = figure.after
    for index, word in enumerate(after[:_NOUN_ROOM]):
        if not word.classes & c.PROSE:
            return None
        if word.classes & c.GAP_WORDS and (index or figure.mention.unit_span):
            base = index + 1 if index + 1 < len(after) and after[index + 1].lower == "of" else -1
            text = figure.text_after(base, len(after)).rstrip(".!? ") if base >= 0 else ""
            direction = Direction.DOWN if word.classes & c.GAP_WORDS_DOWN else Direction.UP
            return Reading(Kind.DIFFERENCE, direction, text, cue=Cue.COMPARATIVE)
    return None


def _passive(figure: Figure) -> Reading | None:
    """'14 stations were added'; a measure describes what was: "a mole of 3cm by 2cm was removed"."""
    measured = figure.mention.unit_span is not None and figure.dimension in _MEASURES
    if measured and not (figure.after and figure.after[0].lower == "of"):
        return None
    words = [word for word in figure.after[:6] if word.classes & c.PROSE]
    for index, word in enumerate(words[:-1]):
        if not word.classes & c.AUXILIARIES:
            continue
        ahead = [after for after in words[index + 1 : index + 4] if after.lower not in ("been", "being")]
        if ahead and ahead[0].classes & c.PASSIVE_UP:
            return Reading(Kind.CHANGE, Direction.UP, cue=Cue.VERB)
        if ahead and ahead[0].classes & c.PASSIVE_DOWN:
            return Reading(Kind.CHANGE, Direction.DOWN, cue=Cue.VERB)
        return None
    return None


def _share(figure: Figure) -> Reading | None:
    if not figure.is_percent:
        return None
    if figure.after and figure.after[0].lower == "of":
        way = _lost_share(figure)
        return Reading(Kind.SHARE, way and way.direction, _text_after(figure, 0), cue=way and way.cue)
    before = figure.before[:6]
    for index, word in enumerate(before[:4]):
        if word.classes & c.SHARE_PRONOUNS and index + 1 < len(before) and before[index + 1].lower == "of":
            return Reading(Kind.SHARE, base=f"of {word.lower}")
    text = _base(figure)
    if _says_share(before):
        return Reading(Kind.SHARE, base=text)
    return Reading(figure.shape, base=text) if text else None


def _lost_share(figure: Figure) -> Way | None:
    """The way of a share that is told as lost: "has lost 40 per cent of its volume"."""
    words = lead_words(figure)
    lost = bool(words) and with_pair(words, 0) & c.LOSS_VERBS
    return Way(Direction.DOWN, Cue.GAIN) if lost else None


def _says_share(before: Sequence[Word]) -> bool:
    if any(word.classes & c.SHARE_WORDS for word in before):
        return True
    return any(pair_classes(first, second) & c.SHARE_WORDS for second, first in pairwise(before))


def _average(figure: Figure) -> Reading | None:
    near = [*figure.before[:8], *figure.after[:4]]
    return _PLAIN[Kind.AVERAGE] if any(word.classes & c.AVERAGE_WORDS for word in near) else None


def _rate(figure: Figure) -> Reading | None:
    after = figure.after
    for index, word in enumerate(after[:_NOUN_ROOM]):
        if not word.classes & c.PROSE:
            return None
        noun = after[index + 1] if index + 1 < len(after) else None
        if word.lower == "for" and noun is not None and noun.lower in ("each", "every"):
            return Reading(Kind.RATE, base=_text_after(figure, index))
        if word.classes & c.RATE_WORDS:
            if index + 2 < len(after) and after[index + 2].classes & c.EARLIER_WORDS:
                return None  # "£97m a year earlier"
            if word.lower != "per" and not (noun is not None and noun.classes & c.RATE_NOUNS):
                return None
            base = f"{word.lower} {noun.lower if noun is not None else ''}"
            return Reading(Kind.RATE, base=base)
    return None


def _extreme(figure: Figure) -> Reading | None:
    words = lead_words(figure)
    if not words:
        return _PLAIN[Kind.EXTREME] if figure.before and figure.before[0].lower == "record" else None
    lead = words[1:] if words[0].lower in ("at", "with") else words
    if lead and lead[0].classes & c.EXTREME_VERBS:
        return _PLAIN[Kind.EXTREME]
    is_record = figure.before[0].lower == "record" or words[0].lower == "record"
    if is_record or (len(words) > 1 and words[0].lower == "high" and words[1].lower == "record"):
        return _PLAIN[Kind.EXTREME]
    return None


# The rules in order, each with classes of which its clause must hold one; the figure itself counts.
_RULES: tuple[tuple[int, Callable[[Figure], Reading | None]], ...] = (
    (c.COUNTS, _bracketed),
    (CHANGE_WORDS | c.BEFORE_A_START | c.AVERAGE_WORDS | c.EXTREME_NOUNS | c.TOTAL_NOUNS, _lead),
    (c.COMPARATIVES, _compared),
    (c.CHANGE_NOUNS, _change_noun_after),
    (c.GAP_WORDS, _gap),
    (c.JOINING, _resumed),
    (c.GAP_WORDS, _ahead),
    (c.PASSIVE_UP | c.PASSIVE_DOWN, _passive),
    (c.COUNTS, _share),
    (c.AVERAGE_WORDS, _average),
    (c.RATE_WORDS, _rate),
    (c.EXTREME_VERBS | c.EXTREME_NOUNS, _extreme),
)


def _base(figure: Figure) -> str:
    """What a change or a level is held against after its figure: "from ...", "than ...", "compared with ..."."""
    for index, word in enumerate(figure.after[:8]):
        if word.lower in ("from", "than") or word.lower.startswith("compar"):
            return _text_after(figure, index)
    return ""


def _text_after(figure: Figure, index: int) -> str:
    after = figure.after
    last = len(after)
    while last > index and not after[last - 1].classes & (c.PROSE | c.FIGURE):
        last -= 1
    return figure.text_after(index, last) if last > index else ""


@cache
def _times() -> re.Pattern[str]:
    calendar = load_words("calendar")
    months = "|".join(name.title() for name in calendar["months"] if len(name) > 3 or name == "may")
    seasons = "|".join(calendar["seasons"])
    return re.compile(rf"\b(?:(?:1[89]|20)\d\d|{months}|[QH][1-4]|(?i:{seasons}|quarter|decade|year|month|week)s?)\b")
