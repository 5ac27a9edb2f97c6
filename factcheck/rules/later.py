"""FC404: a change and its two values in two sentences: "3,100 members in 2019 and 3,400 in 2023. That is 20% more"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from factcheck.languages.en.stems import stem
from factcheck.model import Claim, Diagnosis, Direction, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.changes import LEVELS, is_points, judged
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of, same_unit, word_pattern
from factcheck.rules.gaps import gap, has_other_basis, lead, row
from factcheck.rules.moves import Course, direction_finding, is_belied, way_to
from factcheck.rules.roles import CHANGES, Move, closes, in_time, is_multiple, leads
from factcheck.rules.spans import difference, size, value_span

_WORD = lazy(r"[^\W\d_]{3,}")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_NEAR = 3  # characters between two sentences that follow each other
_BACK = 40  # pairs of values that a thing is remembered with


def change_in_the_next_sentence(draft: Draft) -> Iterator[Finding]:
    """Changes told of the two values of the sentence before: "That is an increase of 12%"."""
    for (before, claims), (after, later) in pairwise(draft.sentences):
        if not _follows(draft, before, after):
            continue
        earlier, change = row(draft, claims), later[0]
        if len(earlier) == 2 and _sums_up(draft, after, change):
            pair = _pair(draft, earlier[0], earlier[1])
            if pair is not None and not has_other_basis(draft, before.start, after.end, change):
                yield from judged(draft, Move(change, *pair, after.start, change.mention.end))
        elif len(earlier) == 1:
            yield from _since_then(draft, earlier[0], after, row(draft, later))


def _follows(draft: Draft, before: Span, after: Span) -> bool:
    gap_text = draft.text[before.end : after.start]
    return after.start - before.end <= _NEAR and "\n\n" not in gap_text


@cache
def _summing() -> re.Pattern[str]:
    nouns = any_of([noun for key in ("nouns_up", "nouns_down") for noun in phrases(key, "changes")])
    verbs = any_of(phrases("sums_up", "changes"))
    told = rf"(?:an?|the) (?:[\w-]+ )?(?:{nouns}) of|up|down|more than|nearly|almost|an?|"
    return re.compile(rf"(?:That|This|It|Which)(?:[’']s| (?:{verbs})) ?(?:{told}) ?\Z|An? (?:{nouns}) of \Z")


def _sums_up(draft: Draft, sentence: Span, change: Claim) -> bool:
    """Whether a sentence opens with the change of what was told before: "That is a rise of 12%"."""
    if change.kind not in CHANGES and not is_multiple(change):
        return False
    return _summing().match(lead(draft, change, sentence.start)) is not None and not draft.text.startswith(
        (" of ", " from ", " on ", " over ", " compared"), change.mention.end
    )


def _pair(draft: Draft, one: Claim, two: Claim) -> tuple[Claim, Claim] | None:
    """The old and the new value of a sentence that tells both."""
    between = gap(draft, one, two)
    if leads(between, "to") and (
        one.from_level or draft.text[max(0, one.mention.start - 5) : one.mention.start] == "from "
    ):
        return one, two
    if leads(between, "from"):
        return two, one
    if one.period is None or two.period is None or one.period.overlaps(two.period):
        return None
    return in_time(one, two)


@cache
def _it() -> re.Pattern[str]:
    things, openers = any_of(phrases("it", "changes")), any_of(phrases("leads_in", "changes"))
    return re.compile(rf"(?:(?:{openers})\b[^.;:]{{0,30}}?,? )?(?:{things}) ", re.IGNORECASE)


def _since_then(draft: Draft, old: Claim, sentence: Span, later: Sequence[Claim]) -> Iterator[Finding]:
    """The values of "It stood at 5.0% in April. It rose to 4.5% in May", where both are told of a time."""
    if not later or _it().match(draft.text, sentence.start, sentence.end) is None:
        return
    if len(later) == 1:
        new = later[0]
        way = way_to(lead(draft, new, sentence.start))
        if way is not None and _is_later(draft, old, new) and not _is_bare_pair(old, new):
            course = Course(old, new, way, True)
            if is_belied(draft, course):
                yield direction_finding(draft, course)
    elif len(later) == 2:
        between = gap(draft, later[0], later[1])
        if leads(between, "to") and later[0].kind in CHANGES:
            change, new = later  # By 2022 it had fallen 30% to NEW
        elif closes(draft, between, later[1]):
            new, change = later  # In 2022 it counted NEW, an increase of 34%
        else:
            return
        if _is_later(draft, old, new) and not has_other_basis(draft, sentence.start, sentence.end, change):
            yield from judged(draft, Move(change, old, new, sentence.start, change.mention.end))


def _is_later(draft: Draft, old: Claim, new: Claim) -> bool:
    """Whether the two are told of two times, the second after the first, as far as the words tell."""
    if old.period is not None and new.period is not None:
        return old.period.end < new.period.start
    times = word_pattern("marks_time", "changes")
    return all(_YEAR.search(draft.text, *one) or times.search(draft.text, *one) for one in (_bounds(old), _bounds(new)))


def _bounds(claim: Claim) -> tuple[int, int]:
    return claim.sentence.start, claim.sentence.end


def _is_bare_pair(old: Claim, new: Claim) -> bool:
    return quantity_of(old).unit is None and quantity_of(new).unit is None


def change_of_values_told_elsewhere(draft: Draft) -> Iterator[Finding]:
    """Changes that go the other way than the two values of the same thing, of which they are the exact difference."""
    pairs: dict[tuple[str, ...], list[tuple[Claim, Claim]]] = {}
    for _, claims in draft.sentences:
        for one, two in pairwise(claims):
            key = _thing(two) or _thing(one)
            if (
                key
                and one.period
                and two.period
                and not one.period.overlaps(two.period)
                and same_unit(quantity_of(one), quantity_of(two))
            ):
                kept = pairs.setdefault(key, [])
                if {one.kind, two.kind} <= LEVELS - CHANGES and len(kept) < _BACK:
                    kept.append(in_time(one, two))
    for _, claims in draft.sentences if pairs else ():
        for change in claims:
            if change.kind in CHANGES and change.direction is not None:
                yield from _against(draft, change, pairs.get(_thing(change), []))


def _thing(claim: Claim) -> tuple[str, ...]:
    """What a figure is of, by at least two words."""
    words = tuple(stem(word) for word in _WORD.findall(claim.subject.lower()))
    return words[:2] if len(words) >= 2 else ()


def _against(draft: Draft, change: Claim, pairs: Sequence[tuple[Claim, Claim]]) -> Iterator[Finding]:
    stated = quantity_of(change)
    for old, new in pairs:
        if change.sentence in {old.sentence, new.sentence}:
            continue
        before, after, moved = (value_span(one) for one in (quantity_of(old), quantity_of(new), stated))
        if before is None or after is None or moved is None or before.overlaps(after):
            continue
        if (
            not (same_unit(stated, quantity_of(new)) or is_points(stated, quantity_of(new)))
            or dimension(stated) == "percent"
        ):
            continue
        rises = (quantity_of(new).value or 0) > (quantity_of(old).value or 0)
        if size(difference(after, before)).overlaps(size(moved)) and rises != (change.direction is Direction.UP):
            went = "rise" if rises else "fall"
            message = f"“{old.mention.surface}” to “{new.mention.surface}” is a {went}; the words say the other way"
            related = [(old, "the value before"), (new, "the value after")]
            yield draft.finding("FC404", change, message, Diagnosis.DIRECTION, None, related)
            return


def change_named_otherwise(draft: Draft) -> Iterator[Finding]:
    """A rise in one sentence that the next one takes up as a fall: "decreased by $14m. The increase is due to"."""
    for sentence, claims in draft.sentences:
        changes = [claim for claim in claims if claim.kind in CHANGES]
        if len(changes) != 1 or changes[0].direction is None:
            continue
        rising = word_pattern("rising").search(draft.text, sentence.start, sentence.end)
        falling = word_pattern("falling").search(draft.text, sentence.start, sentence.end)
        taken_up = _taken_up().match(draft.text, sentence.end)
        if (
            taken_up is None
            or (rising is None) == (falling is None)
            or (rising is not None) != (changes[0].direction is Direction.UP)
        ):
            continue
        if (taken_up["up"] is not None) != (rising is not None):
            yield _named_otherwise(draft, changes[0], Span(taken_up.start("noun"), taken_up.end("noun")))


@cache
def _taken_up() -> re.Pattern[str]:
    """The next sentence where it begins with the change: "The increase was mainly"."""
    verbs = any_of(phrases("takes_up", "changes"))
    up, down = "increase|rise|growth|gain|jump|surge", "decrease|decline|fall|drop|reduction|slump|dip"
    return re.compile(rf"[ \n]?(?:The|This|That) (?P<noun>(?P<up>{up})|(?P<down>{down})) (?:{verbs})\b")


def _named_otherwise(draft: Draft, change: Claim, noun: Span) -> Finding:
    word = draft.text[noun.start : noun.end]
    way = "up" if change.direction is Direction.UP else "down"
    message = f"“{change.mention.surface}” goes {way}; the next sentence speaks of the “{word}”"
    finding = draft.finding("FC404", change, message, Diagnosis.DIRECTION)
    return replace(finding, related=(draft.related(noun, "the same change"),))
