"""FC404: words that say up before two values that go down: "rose to 23.6% from 25.0%", "fell from $3m to $4m"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from factcheck import units
from factcheck.model import Claim, Diagnosis, Finding, Modifier
from factcheck.rewriting import flipped
from factcheck.rules.changes import LEVELS, from_what, rounding_of
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, same_unit

_REACH = 60  # characters before a value in which its verb stands
_MOST_RANKS = 200  # below it a bare number may be a place in a table, and places are gained downwards
_BARE = frozenset({"count", "ratio", "rank", "share", "dimensionless", "angle"})
_PLACES = frozenset(
    {"length", "temperature", "energy", "time", "angle", "speed"}
)  # of these a text may go from one to another
_NEXT = 24  # characters behind a value in which its next word stands
_WORD = re.compile(r"[^\W\d_]+")


def words_against_values(draft: Draft) -> Iterator[Finding]:
    """Verbs of change that the two values behind them belie, beyond all rounding."""
    for sentence, claims in draft.sentences:
        for one, two in pairwise(claims):
            verb = _verb().search(draft.text, max(sentence.start, one.mention.start - _REACH), one.mention.start)
            if verb is None:
                continue
            between = draft.between(one, two)
            if verb["way"] == "to" and from_what().fullmatch(between):
                old, new = two, one
            elif verb["way"] == "from" and _to_what().fullmatch(between) and _are_levels(draft, one, two):
                old, new = one, two
            else:
                continue
            if _is_belied(draft, verb, old, new):
                yield _finding(draft, old, new)


@cache
def _verb() -> re.Pattern[str]:
    """A verb of change right before a value: "rose sharply to", "fell from"."""
    up, down = ("|".join(phrases(key)) for key in ("moves_up", "moves_down"))
    return re.compile(rf"\b(?:(?P<up>{up})|(?P<down>{down}))(?: \w+ly)? (?P<way>to|from) $", re.IGNORECASE)


@cache
def _to_what() -> re.Pattern[str]:
    """What stands between an old value and the new one: "to", "in the year ended 30 June 2024 to"."""
    period = "|".join(map(re.escape, phrases("period_words")))
    return re.compile(rf"(?:[ -][\w'’-]+){{0,3}}?(?:,? (?:{period}|\d{{1,4}}),?){{0,14}},? to ", re.IGNORECASE)


def _are_levels(draft: Draft, one: Claim, two: Claim) -> bool:
    """Whether "from A to B" tells what something was and is, not from where to where: "falls from 10 km to 30 km"."""
    if dimension(quantity_of(one)) in _PLACES:
        return False
    words = _WORD.findall(draft.text[two.mention.end : two.mention.end + _NEXT])[:1]
    return not words or words[0].lower() not in phrases("of_another_whole")


def _is_belied(draft: Draft, verb: re.Match[str], old: Claim, new: Claim) -> bool:
    before, after = quantity_of(old), quantity_of(new)
    if not same_unit(before, after) or not {old.kind, new.kind} <= LEVELS:
        return False
    if (
        any(one.modifier is not Modifier.EXACT for one in (before, after))
        or before.value is None
        or after.value is None
    ):
        return False
    if min(before.value, after.value) < 0 or rounding_of(before).overlaps(rounding_of(after)):
        return False
    if dimension(before) in _BARE and min(before.value, after.value) <= _MOST_RANKS:
        return False
    if dimension(before).startswith("currency") and _is_a_rate(draft, old, new):
        return False
    return (verb["up"] is None) == (after.value > before.value)


def _is_a_rate(draft: Draft, old: Claim, new: Claim) -> bool:
    """Whether the sentence may be of an exchange rate: "the yen fell to 155 yen from 150" is right."""
    text = draft.text
    start, end = min(old.mention.start, new.mention.start), max(old.mention.end, new.mention.end)
    around = text[old.sentence.start : start], text[end : old.sentence.end]
    words = (word for part in around for word in _WORD.findall(part)[:_REACH])
    found = (units.find_unit(word.lower()) for word in words)
    return any(unit is not None and unit.dimension == "currency" for unit in found)


def _finding(draft: Draft, old: Claim, new: Claim) -> Finding:
    went = "rise" if quantity_of(new).best > quantity_of(old).best else "fall"  # type: ignore[operator]
    message = f"“{old.mention.surface}” to “{new.mention.surface}” is a {went}; the words say the other way"
    related = [(old, "the value before")]
    return draft.finding("FC404", new, message, Diagnosis.DIRECTION, flipped(draft.text, new.mention), related)
