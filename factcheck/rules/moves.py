"""FC404: words that say up before two values that go down: "rose to 23.6% from 25.0%", "fell from $3m to $4m"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from factcheck import units
from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Finding, Span
from factcheck.rewriting import flipped
from factcheck.rules.changes import LEVELS
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, phrases, quantity_of, same_unit, word_pattern
from factcheck.rules.gaps import gap, is_filler, lead, row
from factcheck.rules.roles import leads
from factcheck.rules.spans import value_span

_MOST_RANKS = 200  # below it a bare number may be a place in a table, and places are gained downwards
_BARE = frozenset({"count", "ratio", "rank", "share", "dimensionless", "angle"})
_PLACES = frozenset(
    {"length", "temperature", "energy", "time", "angle", "speed"}
)  # of these a text may go from one to another
_NEXT = 24  # characters behind a value in which its next word stands
_MOST_WORDS = 60
_WORD = re.compile(r"[^\W\d_]+")


@record
class Course:
    """Two values that words say to go up or down; `start` is where the words begin."""

    old: Claim
    new: Claim
    rises: bool
    verbal: bool  # a verb stands before the new value, and can be put right


def words_against_values(draft: Draft) -> Iterator[Finding]:
    """Words of change that the two values beside them belie, beyond all rounding."""
    for sentence, claims in draft.sentences:
        figures = row(draft, claims)
        for place, (one, two) in enumerate(pairwise(figures)):
            course = _course(draft, sentence, figures, place, one, two)
            if course is not None and is_belied(draft, course):
                yield direction_finding(draft, course)


def _course(
    draft: Draft, sentence: Span, figures: Sequence[Claim], place: int, one: Claim, two: Claim
) -> Course | None:
    """The values of a move and the way that its words say; None where these are none."""
    between = gap(draft, one, two)
    verb = _verb().search(lead(draft, one, max(sentence.start, figures[place - 1].mention.end if place else 0)))
    if verb is not None and verb["way"] == "to" and leads(between, "from"):
        return Course(two, one, verb["up"] is not None, True)
    if verb is not None and verb["way"] == "from" and leads(between, "to") and _are_levels(draft, one, two):
        return Course(one, two, verb["up"] is not None, True)
    told = _up_from().search(between) if len(between) <= _NEXT * 6 else None
    if told is None or not is_filler(between[: told.start()], most=8):
        return None
    course = Course(two, one, told["up"] is not None, False)
    earlier = (Course(two, other, course.rises, False) for other in figures[:place])
    if any(same_unit(quantity_of(e.new), quantity_of(two)) and not is_belied(draft, e) for e in earlier):
        return None  # "30 of 45 seats, up from 28" speaks of the 30
    return None if _changes_sides(draft, one, two) else course


@cache
def _verb() -> re.Pattern[str]:
    """A word of change before a value: "rose sharply to", "fell in May from", "an increase to"."""
    up, down = (any_of(_words(way)) for way in ("up", "down"))
    when, before = any_of(phrases("when", "changes")), any_of(phrases("before_values", "changes"))
    time = rf"(?: (?:\w+ly|{when}|(?:19|20)\d\d|\d\d?),?){{0,8}}?"
    verb = rf"\b(?:(?P<up>{up})|(?P<down>{down}))"
    return re.compile(rf"{verb},?{time},? (?P<way>to|from)(?: (?:{before})){{0,2}} $", re.IGNORECASE)


def way_to(text: str) -> bool | None:
    """Whether the words before a value say that it was reached upwards: "rose in May to "; None where they do not."""
    found = _verb().search(text)
    return None if found is None or found["way"] != "to" else found["up"] is not None


def _words(way: str) -> list[str]:
    """All verbs and nouns of change that go up or down."""
    return [*phrases(f"moves_{way}"), *phrases(f"verbs_{way}", "changes"), *phrases(f"nouns_{way}", "changes")]


@cache
def _up_from() -> re.Pattern[str]:
    """What stands between a new value and the old one: ", up from", " – a rise on", " (down from"."""
    nouns_up, nouns_down = (any_of(phrases(key, "changes")) for key in ("nouns_up", "nouns_down"))
    before = any_of(phrases("before_values", "changes"))
    adverbs = r"(?:(?:sharply|slightly|steeply|considerably|significantly|well|just|far|marginally|markedly|itself) )?"
    up = rf"up from|up on|(?:an?|the) (?:[\w-]+ )?(?:{nouns_up}) (?:from|on|over)|higher than|more than|above"
    down = (
        rf"down from|down on|(?:an?|the) (?:[\w-]+ )?(?:{nouns_down}) (?:from|on)|lower than|fewer than|less than|below"
    )
    return re.compile(
        rf"(?:,| –| —|—| -| \() ?{adverbs}(?:(?P<up>{up})|(?P<down>{down}))(?: (?:{before})){{0,3}} \Z", re.IGNORECASE
    )


def _are_levels(draft: Draft, one: Claim, two: Claim) -> bool:
    """Whether "from A to B" tells what something was and is, not from where to where: "falls from 10 km to 30 km"."""
    if dimension(quantity_of(one)) in _PLACES:
        return False
    words = _WORD.findall(draft.text[two.mention.end : two.mention.end + _NEXT])[:1]
    return not words or words[0].lower() not in phrases("of_another_whole")


def _changes_sides(draft: Draft, one: Claim, two: Claim) -> bool:
    """Whether the values may be a gain and a loss: "a loss of $3m, down from a profit of $5m"."""
    sides = word_pattern("signs_of_gain", "changes")
    text, end = draft.text, min(two.sentence.end, two.mention.end + _NEXT)
    return sides.search(text, one.mention.end, end) is not None


def is_belied(draft: Draft, course: Course) -> bool:
    """Whether the two values go the other way than the words, beyond all rounding."""
    old, new = course.old, course.new
    before, after = quantity_of(old), quantity_of(new)
    if not same_unit(before, after) or not {old.kind, new.kind} <= LEVELS:
        return False
    mine, theirs = value_span(after), value_span(before)
    if mine is None or theirs is None or mine.overlaps(theirs) or min(before.value or 0, after.value or 0) < 0:
        return False
    if counted_noun(old) and counted_noun(new) and counted_noun(old) != counted_noun(new):
        return False
    if _is_bare(old) and _is_bare(new) and min(before.value or 0, after.value or 0) <= _MOST_RANKS:
        return False
    if dimension(before).startswith("currency") and _is_a_rate(draft, old, new):
        return False
    return course.rises != ((after.value or 0) > (before.value or 0))


def _is_bare(claim: Claim) -> bool:
    return dimension(quantity_of(claim)) in _BARE and not counted_noun(claim)


def _is_a_rate(draft: Draft, old: Claim, new: Claim) -> bool:
    """Whether the sentence may be of an exchange rate: "the yen fell to 155 yen from 150" is right."""
    text = draft.text
    start, end = min(old.mention.start, new.mention.start), max(old.mention.end, new.mention.end)
    around = text[old.sentence.start : start], text[end : old.sentence.end]
    words = (word for part in around for word in _WORD.findall(part)[:_MOST_WORDS])
    found = (units.find_unit(word.lower()) for word in words)
    return any(unit is not None and unit.dimension == "currency" for unit in found)


def direction_finding(draft: Draft, course: Course) -> Finding:
    """The finding at the new value."""
    old, new = course.old, course.new
    went = "rise" if quantity_of(new).best > quantity_of(old).best else "fall"  # type: ignore[operator]
    message = f"“{old.mention.surface}” to “{new.mention.surface}” is a {went}; the words say the other way"
    fix = flipped(draft.text, new.mention) if course.verbal else None
    return draft.finding("FC404", new, message, Diagnosis.DIRECTION, fix, [(old, "the value before")])
