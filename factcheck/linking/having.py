"""Whether a sentence plainly says that somebody has so many, as a table's cell does, and nothing else of them.

"Brill has 40 workers" can be held against Brill's cell; "Brill hired 40 workers", "Brill once had 40" and "Brill has 40
workers on the night shift" cannot. To be called wrong a figure needs a verb that records a whole, with nothing unknown
between it and the figure, and nothing behind the figure that narrows it down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.languages.words import word_set
from factcheck.linking.holders import NOWHERE, Place, places_in
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Span
from factcheck.patterns import lazy
from factcheck.reference.names import Token, measure_stems, tokenize

REACH = 300  # characters on each side of a figure that are looked at
LONGEST_LIST = 40  # words of a list of figures and their measures
LOOKED_BACK = 8  # words before "with" in which the verb stands that it belongs to
MOST_ROWS = 200  # of a longer table no cells are looked through for a name
PHRASE = 5  # words of a phrase that tells where
MOST_BEYOND = 3 / 2  # times the largest of a column: what is beyond that is of another whole
LONGEST_TIME = 24  # characters of " 34 minutes"
LEAST_BELOW = 4  # the smallest of a column by this is the least that may be meant for one

_BRACKETS = lazy(r"\([^()]*\)")


def plainly_has(claim: Claim, holder: Place, end: int, reading: Reading, scene: Scene) -> bool:
    """Whether the holder is said to have the figure, whose measure's name ends at `end`, and no more is said of it."""
    if not _is_of_the_column(claim, reading, scene) or _names_unknown(claim, holder, scene):
        return False
    measures = _measure_words(reading, scene)
    return _is_recorded(claim, holder, measures, scene) and _goes_on_plainly(claim, end, measures, scene)


def _is_of_the_column(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether a value is like those of the column: 640 points are no match's, where none has more than 23."""
    quantity = claim.mention.quantity
    value = None if quantity is None else quantity.best
    if value is None:
        return False
    facts = scene.ledger.members_at(reading.line.series, reading.fact.period) or (reading.fact,)
    values = [abs(fact.value) for fact in facts]
    return min(values) / LEAST_BELOW <= abs(value) <= max(max(values) * MOST_BEYOND, 2)


def _names_unknown(claim: Claim, holder: Place, scene: Scene) -> bool:
    """Whether the clause has a name that no table knows: "in Vik", "in the win over Vik"."""
    at = claim.mention.start
    span = around(claim.sentence, at, REACH)
    places = places_in(span, claim, scene)
    high = min((place.start for place in places if place.targets and place.start > at), default=at + REACH)
    apart = [match.span() for match in _BRACKETS.finditer(scene.context.document.text, span.start, span.end)]
    unknown = [
        place
        for place in places
        if not place.targets and place.start < high and not any(low < place.start < end for low, end in apart)
    ]
    return any(place.start != holder.start and not _stands_in_a_row(place, scene) for place in unknown)


def _stands_in_a_row(place: Place, scene: Scene) -> bool:
    """Whether a cell of the tables, the smaller of them, has a name that is no row's: a player's team."""
    said = {token.norm for token in tokenize(place.text)}
    cells = {
        text
        for table in scene.index.store.tables
        if len(table.rows) <= MOST_ROWS
        for row in table.rows
        for text in row
        if text[:1].isupper()
    }
    return any(said <= {token.norm for token in tokenize(text)} for text in cells)


def _measure_words(reading: Reading, scene: Scene) -> frozenset[str]:
    """The words of the names of a table's measures."""
    series = scene.index.by_table[reading.fact.table]
    return frozenset().union(*(measure_stems(name) for one in series for name in (one.measure, *one.names)))


def _is_recorded(claim: Claim, holder: Place, measures: frozenset[str], scene: Scene) -> bool:
    """Whether a verb that records a whole stands between the holder and the figure, and nothing unknown behind it."""
    context, at = scene.context, claim.mention.start
    start = holder.end if claim.sentence.start <= holder.start and holder.end <= at else claim.sentence.start
    words = _words(Span(start, at), scene)
    text = context.document.text
    if _direct(text, start, at):
        return True
    if words and words[-1].norm in word_set("having", "starting_from") and words[-1].end + 1 == at:
        return False  # "from 30 stores to 35 stores"
    comma = text.rfind(",", start, at)
    apart = word_set("having", "elsewhen") | word_set("having", "held_back")
    if any(word.norm in apart for word in words if word.start > comma):
        return False
    if words and text[start : words[0].start] == " " and not _may_follow_name(words[0], measures):
        return False
    rest = list(words)
    recording, fillers = word_set("having", "recording"), word_set("having", "fillers")
    while rest:
        last = rest[-1]
        if last.norm in recording and (last.norm not in fillers or context.next_figure(last.end) == last.end + 1):
            return True
        if last.norm == "with" and not _links_a_list(rest):
            return _has_with(rest[:-1])
        if _is_limited(rest):
            return True
        if not _is_of_list(last, measures) and last.norm not in fillers and last.norm != "with":
            return False
        rest.pop()
    plain = word_set("holders", "joining") | word_set("holders", "determiners")
    return bool(words) and all(word.norm in plain or _is_of_list(word, measures) for word in words)


def _links_a_list(words: Sequence[Token]) -> bool:
    """Whether the last "with" only goes on with a list: "along with 11 rebounds"."""
    return len(words) > 1 and words[-2].norm in word_set("having", "list_links")


def _is_limited(words: Sequence[Token]) -> bool:
    """Whether the last words are those of a passive that records a whole: "was limited to", "were held to"."""
    return (
        len(words) > 2
        and words[-1].norm in word_set("having", "limited_to")
        and words[-2].norm in word_set("having", "limited")
        and words[-3].norm in word_set("holders", "linking_verbs")
    )


def _words(span: Span, scene: Scene) -> list[Token]:
    """The words of a span without those in brackets and those of other figures."""
    text = scene.context.document.text
    apart = [match.span() for match in _BRACKETS.finditer(text, span.start, span.end)]
    apart += [(figure.start, figure.end) for figure in scene.context.figures_in(span)]
    words = scene.context.tokens_in(span, NOWHERE)
    return [word for word in words if not any(low <= word.start < high for low, high in apart)]


def _may_follow_name(word: Token, measures: frozenset[str]) -> bool:
    """Whether a word right behind the name is no noun that the name belongs to: "Brill mayor Jon Aldham"."""
    if word.norm in word_set("holders", "joining"):
        return False
    known = word_set("having", "follows_name") | word_set("having", "recording") | word_set("having", "recording_with")
    return word.norm in known or word.norm.endswith(("ed", "ing")) or _is_of_list(word, measures)


def _is_of_list(word: Token, measures: frozenset[str]) -> bool:
    return not word.text.isalpha() or not measure_stems(word.text) or bool(measure_stems(word.text) & measures)


def _has_with(words: Sequence[Token]) -> bool:
    """Whether "with" belongs to the holder or to a verb of finishing or leading: "led Norden with"."""
    if not words:
        return True
    near = words[-LOOKED_BACK:]
    verbs = word_set("having", "recording_with") | word_set("having", "recording")
    return any(word.norm in verbs for word in near)


def _direct(text: str, start: int, at: int) -> bool:
    """Whether the figure stands right behind the name: "Thorne's 38 points", "Thorne (38 points)"."""
    return re.fullmatch(r"(?:'s?|’s?)?[\s(,:]*", text[start:at]) is not None


def _goes_on_plainly(claim: Claim, end: int, measures: frozenset[str], scene: Scene) -> bool:
    """Whether nothing narrows the figure behind the list that it stands in."""
    text = scene.context.document.text
    words = _words(Span(end, min(claim.sentence.end, end + REACH)), scene)[:LONGEST_LIST]
    at = 0
    joining = (
        word_set("holders", "showings")
        | word_set("holders", "joining")
        | word_set("holders", "determiners")
        | word_set("having", "in_lists")
    )
    while at < len(words) and (
        words[at].norm in joining
        or bool(measure_stems(words[at].text) & measures)
        or _goes_on_with_list(words[at - 1] if at else None, words[at : at + 3], measures, scene)
    ):
        at += 1
    rest, last = words[at:], words[at - 1] if at else None
    if rest and rest[0].norm in word_set("holders", "in_turn"):
        return True
    if last is not None and last.norm in word_set("holders", "joining") | word_set("having", "in_lists"):
        return last.norm != "with" or bool(rest and rest[0].capital)
    if not rest:
        return True
    gap = text[max(end, last.end if last else end) : rest[0].start]
    return _stands_apart(gap, rest) or (_goes_on(rest) and not _is_in_a_time(rest[0], measures, scene))


def _goes_on_with_list(before: Token | None, words: Sequence[Token], measures: frozenset[str], scene: Scene) -> bool:
    """Whether a word belongs to the list: "a pair of steals", "21 assists to just 19 turnovers", "in 34 minutes"."""
    first, context = words[0], scene.context
    if first.norm == "of":
        return len(words) > 1 and _is_measures(words[1], measures)
    if first.norm in word_set("having", "behind_led"):
        beside = next((word for word in words[1:] if word.norm not in word_set("having", "set_beside")), None)
        if beside is None or not context.figures_in(Span(first.end, beside.start)):
            return False
        own = frozenset[str]() if before is None else measure_stems(before.text)
        return bool((measure_stems(beside.text) - own) & measures)
    follows = context.document.text[first.end : first.end + LONGEST_TIME].split(" ")[1:3]
    return (
        first.norm in word_set("having", "behind_where")
        and len(follows) == 2
        and follows[0].isdecimal()
        and bool(measure_stems(follows[1].strip(".,;:")) & measures)
    )


def _is_measures(word: Token, measures: frozenset[str]) -> bool:
    return bool(measure_stems(word.text) & measures)


def _stands_apart(gap: str, rest: Sequence[Token]) -> bool:
    """Whether a stop parts what follows, and no "before the cuts" comes behind it."""
    if re.search(r"[.;:\u2014\u2013]", gap):
        return True
    return "," in gap and rest[0].norm not in word_set("having", "spoilers")


def _is_in_a_time(word: Token, measures: frozenset[str], scene: Scene) -> bool:
    """Whether a figure right behind "in" or "over" is a stretch of time that the table does not have: "in 14 days"."""
    context = scene.context
    spans = context.figures_in(Span(word.end, word.end + 2))
    said = context.document.text[spans[0].start : spans[0].end].split() if spans else []
    return len(said) > 1 and not measure_stems(said[-1]) & measures


def _goes_on(words: Sequence[Token]) -> bool:
    """Whether the words behind a figure say no more than in which match, in how many minutes, with what result."""
    first, second = words[0].norm, words[1] if len(words) > 1 else None
    if first in word_set("having", "behind_plain"):
        return True
    if second is None or second.text[:1].isdigit():
        return first in word_set("having", "behind_where")
    if first in word_set("having", "behind_led"):
        return second.norm in word_set("having", "behind_to")
    if first in word_set("having", "behind_spell"):
        results = word_set("having", "results") | word_set("having", "recording")
        named = second.capital or second.norm in word_set("holders", "determiners")
        said = {word.norm for word in words[2:PHRASE]}
        return second.norm.endswith("ing") or (named and bool(said & results))
    if first in word_set("having", "behind_where"):
        return any(word.norm in word_set("having", "results_of") for word in words[1:PHRASE])
    return False
