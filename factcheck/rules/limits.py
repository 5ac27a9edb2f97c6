"""FC415: amounts that cannot be: 120% of respondents, a fall in price by 150%, a 140% chance, fewer than no people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from factcheck.model import Claim, Diagnosis, Direction, Finding, Kind, Modifier
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, phrases, quantity_of, word_pattern

_LIST = "limits"
_ALL = Fraction(100)
_REACH = 80  # characters around a share in which its whole and its verb stand
_EMPHASIS = frozenset({Fraction(110), Fraction(200), Fraction(1000)})  # "a 110% chance" is what fans say
_CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
_CLOSED = re.compile(r"\s?[.,;)\]](?!\d)|\s[–—]|\Z|\n")
# A time or a place may follow a fall ("fell 150% in May"), but not what the percentage is of.
_WORD = re.compile(r"[^\W\d_]+")


def more_than_all(draft: Draft) -> Iterator[Finding]:
    """Shares of a whole above 100%: of voters, of those asked, a turnout, a chance."""
    for _, claims in draft.sentences:
        for claim in claims:
            if _is_above_all(claim) and claim.kind not in _CHANGES:
                whole = _whole_of(draft, claim)
                if whole:
                    message = f"“{claim.mention.surface}” of {whole}: no share of a whole is above 100%"
                    yield draft.finding("FC415", claim, message, Diagnosis.VALUE)
                elif _is_share_by_name(draft, claim):
                    message = f"“{claim.mention.surface}”: no {_name_of(draft, claim)} is above 100%"
                    yield draft.finding("FC415", claim, message, Diagnosis.VALUE)


def fall_by_more_than_all(draft: Draft) -> Iterator[Finding]:
    """Falls by more than 100% of what cannot be below nothing: a price, a number of visitors."""
    for _, claims in draft.sentences:
        for claim in claims:
            if _is_above_all(claim) and claim.kind in _CHANGES and claim.direction is Direction.DOWN:
                fallen = _fallen(draft, claim)
                if fallen:
                    message = f"a fall by “{claim.mention.surface}” leaves less than nothing of {fallen}"
                    yield draft.finding("FC415", claim, message, Diagnosis.VALUE)


def chance_above_one(draft: Draft) -> Iterator[Finding]:
    """Probabilities above 1: "a probability of 1.4"."""
    for _, claims in draft.sentences:
        for claim in claims:
            quantity = quantity_of(claim)
            if quantity.unit is not None or quantity.interval.low is None or quantity.interval.low <= 1:
                continue
            if (quantity.quantum or 1) >= 1 or not _CLOSED.match(draft.text, claim.mention.end):
                continue  # "the probability of 2 heads"
            if _chance_before().search(draft.text, *_before(claim)):
                message = f"“{claim.mention.surface}”: no probability is above 1"
                yield draft.finding("FC415", claim, message, Diagnosis.VALUE)


def fewer_than_none(draft: Draft) -> Iterator[Finding]:
    """Counts of people or things below nothing: "a total of -12 visitors"."""
    for _, claims in draft.sentences:
        for claim in claims:
            value = quantity_of(claim).value
            if value is None or value >= 0 or claim.kind not in {Kind.COUNT, Kind.TOTAL, Kind.LEVEL}:
                continue
            if word_pattern("may_be_below_nothing", _LIST).search(draft.text, claim.sentence.start, claim.sentence.end):
                continue  # "net migration was minus 12,000 people"
            if counted_noun(claim) in phrases("countable", _LIST) and _stands_behind_a_word(draft, claim):
                message = f"“{claim.mention.surface}”: there are no fewer than no {counted_noun(claim)}"
                yield draft.finding("FC415", claim, message, Diagnosis.VALUE)


def _is_above_all(claim: Claim) -> bool:
    quantity = quantity_of(claim)
    low = quantity.interval.low if quantity.modifier is not Modifier.APPROXIMATE else quantity.value
    return dimension(quantity) == "percent" and low is not None and low > _ALL


# Shares.


def _whole_of(draft: Draft, claim: Claim) -> str:
    """The whole that the share is of, where it is one whose members do or suffer something; else ""."""
    if _is_of_another(draft, claim):
        return ""
    among = _of_members_before().search(draft.text, *_before(claim))
    if among is not None:
        verb = _WORD.match(draft.text, claim.mention.end + 1)
        return among["whole"] if verb and verb.group().lower() in phrases("member_verbs", _LIST) else ""
    whole = _of_members().match(draft.text, claim.mention.end, min(claim.sentence.end, claim.mention.end + _REACH))
    if whole is None:
        return ""
    behind = _WORD.search(draft.text, whole.end(), min(claim.sentence.end, whole.end() + 24))
    before = _WORD.findall(draft.text[slice(*_before(claim))])[-1:]
    acts = behind is not None and behind.group().lower() in phrases("member_verbs", _LIST)
    suffers = bool(before) and before[0].lower() in phrases("acted_on", _LIST)
    return whole["whole"] if acts or suffers else ""


def _is_of_another(draft: Draft, claim: Claim) -> bool:
    """Whether a word of the sentence says that more than all is possible; the hedge of the figure itself is none."""
    words, hedge = word_pattern("other_whole", _LIST), claim.mention.hedge_span
    before = claim.mention.start if hedge is None else min(hedge.start, claim.mention.start)
    text, sentence = draft.text, claim.sentence
    return bool(words.search(text, sentence.start, before) or words.search(text, claim.mention.end, sentence.end))


@cache
def _of_members_before() -> re.Pattern[str]:
    """A whole right before its share: "Of the respondents, 112%"."""
    wholes = _any_of("members", "wholes")
    return re.compile(
        rf"\b(?:Of|Among) (?:(?:all|the|its|their|our|these|those) )?(?P<whole>(?:[\w-]+ )?(?:{wholes})),(?: \w+)? \Z"
    )


@cache
def _of_members() -> re.Pattern[str]:
    wholes = _any_of("members", "wholes")
    return re.compile(rf" of (?:(?:all|the|its|their|our|these|those) )?(?P<whole>(?:[\w-]+ )?(?:{wholes}))(?!\w)")


def _is_share_by_name(draft: Draft, claim: Claim) -> bool:
    """Whether the words before or behind make it a share: "turnout was 104%", "a 140% chance"."""
    if _is_of_another(draft, claim):
        return False
    if _named_before().search(draft.text, *_before(claim)):
        return _CLOSED.match(draft.text, claim.mention.end) is not None or draft.text.startswith(
            (" in ", " among ", " of ", " on ", " at ", " and "), claim.mention.end
        )
    if quantity_of(claim).value in _EMPHASIS:
        return False
    behind = _WORD.search(draft.text, claim.mention.end, claim.mention.end + 16)
    if behind is not None and behind.start() == claim.mention.end + 1 and behind.group() in phrases("chances", _LIST):
        return True
    return _chance_before().search(draft.text, *_before(claim)) is not None and bool(
        _CLOSED.match(draft.text, claim.mention.end)
    )


def _name_of(draft: Draft, claim: Claim) -> str:
    named = _named_before().search(draft.text, *_before(claim))
    return named["name"].lower() if named else "chance"


@cache
def _named_before() -> re.Pattern[str]:
    """A share by its own name right before the figure, with its verb: "turnout in the north reached"."""
    names, verbs = _any_of("shares_by_name"), _any_of("share_verbs")
    return re.compile(rf"\b(?P<name>{names})(?: (?:in|among|for|of) [\w-]+(?: [\w-]+)?)? (?:{verbs}) \Z", re.IGNORECASE)


@cache
def _chance_before() -> re.Pattern[str]:
    names, verbs = _any_of("chances"), _any_of("share_verbs")
    return re.compile(rf"\b(?:{names})(?: (?:of|that|for) [\w-]+(?: [\w-]+){{0,4}})? (?:{verbs}) \Z", re.IGNORECASE)


# Falls.


def _fallen(draft: Draft, claim: Claim) -> str:
    """What fell, where it is a price or a number and nothing in the sentence may be below nothing; else ""."""
    text, sentence = draft.text, claim.sentence
    if word_pattern("may_be_below_nothing", _LIST).search(text, sentence.start, sentence.end):
        return ""
    noun = _fall_noun().match(text, claim.mention.end)
    if noun is not None:
        return noun["fallen"].lower()
    subject = word_pattern("never_below_nothing", _LIST).search(claim.subject)
    if subject is None or (not _CLOSED.match(text, claim.mention.end) and not _goes_on(draft, claim)):
        return ""
    return subject.group().lower()


def _goes_on(draft: Draft, claim: Claim) -> bool:
    """Whether a time or a place follows: "fell 150% in May"; not what the percentage is of."""
    return draft.text.startswith(
        (" in ", " since ", " last ", " this ", " to ", " after ", " on ", " between ", " from ", " during ", " over "),
        claim.mention.end,
    )


@cache
def _fall_noun() -> re.Pattern[str]:
    """A fall and what fell behind its size: "a 120% drop in the number of visitors"."""
    nouns, things = _any_of("fall_nouns"), _any_of("never_below_nothing")
    return re.compile(rf" (?:{nouns}) in (?:the )?(?:[\w-]+ )?(?P<fallen>{things})\b", re.IGNORECASE)


# Counts.


def _stands_behind_a_word(draft: Draft, claim: Claim) -> bool:
    """Whether the sign cannot be a dash or a bullet: a word and a space stand before it."""
    before = draft.text[max(claim.sentence.start, claim.mention.start - 2) : claim.mention.start]
    return len(before) == 2 and before[0].isalpha() and before[1] == " "


def _before(claim: Claim) -> tuple[int, int]:
    return max(claim.sentence.start, claim.mention.start - _REACH), claim.mention.start


def _any_of(*keys: str) -> str:
    words = {word for key in keys for word in phrases(key, _LIST)}
    return any_of(words)
