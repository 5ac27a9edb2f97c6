"""Which of three figures is the change and which are its two values, by the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.model import Claim, Kind
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of
from factcheck.rules.gaps import before_cue, gap, is_filler, lead

CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
_OF_OTHERS = (" of ", " were ", " are ")
_BRACKET = lazy(r"[,;:(–—-]\s?\Z")
_IN_BRACKETS = lazy(r" \((?:in |fy ?)?(?:19|20)\d\d(?:/\d\d)?: ?\Z", re.IGNORECASE)
_OF_A_WHOLE = lazy(r"\bof (?:the |its |their |all |our |his |her )?\Z", re.IGNORECASE)


@record
class Move:
    """A change and the values before and after it; `start` and `end` bound the words that state it.

    `compared` marks two things rather than two times: "twice as many women as the 70 men". `rivals` are figures that
    may be meant in place of the new value.
    """

    change: Claim
    old: Claim
    new: Claim
    start: int
    end: int
    compared: bool = False
    rivals: tuple[Claim, ...] = ()


def moves(draft: Draft, figures: Sequence[Claim], start: int) -> Iterator[Move]:
    """Every three figures in a row that the words between them make a change with its two values."""
    for place, (one, two, three) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
        first, second, end = gap(draft, one, two), gap(draft, two, three), three.mention.end
        if leads(first, "to") and leads(second, "from"):
            yield Move(one, three, two, start, one.mention.start)  # rose 12% to NEW from OLD
        elif leads(first, "from") and leads(second, "to"):
            yield Move(one, two, three, start, one.mention.start)  # rose 12% from OLD to NEW
        elif leads(first, "to") and closes(draft, second, three) and not _is_by_how_much(draft, one, start):
            yield Move(three, one, two, two.mention.end, end)  # from OLD to NEW, a gain of 12%
        elif leads(first, "from") and closes(draft, second, three):
            yield Move(three, two, one, two.mention.end, end)  # to NEW from OLD, a gain of 12%
        elif _compares(draft, one, start, first) and closes(draft, second, three):
            yield Move(three, one, two, two.mention.end, end)  # Compared with OLD in May, it was NEW, a gain of 12%
        elif _two_times(first, one, two) and closes(draft, second, three):
            yield Move(three, *in_time(one, two), two.mention.end, end)  # OLD in 2011 and NEW in 2021, a gain of 12%
        elif _is_change(two) and _opens(first) and has_base(two, second) and not _is_a_whole(draft, figures, place):
            compared = " than " in second or " as " in second
            bounds = one.mention.end, three.mention.start
            yield Move(two, three, one, *bounds, compared, tuple(figures[:place]))  # NEW, up 12% from OLD
        start = one.mention.end


def leads(text: str, key: str) -> bool:
    """Whether the words between two figures name what is told of and end in a cue of that kind: "to", "from"."""
    if key == "from" and (found := _IN_BRACKETS.search(text)) and is_filler(text[: found.start()]):
        return True  # to 3.4 million (2022: 3.1 million)
    if key == "to" and before_cue(text, "from") is not None:
        return False  # "41.3%, compared to 38.4%"
    before = before_cue(text, key)
    return before is not None and is_filler(before) and not _one_of_several().search(before)


@cache
def _one_of_several() -> re.Pattern[str]:
    """A change that is told as one of many, whose values are others: "the seventh cut in a year from 4.0%"."""
    nouns = any_of([*phrases("nouns_up", "changes"), *phrases("nouns_down", "changes")])
    return re.compile(rf"\b(?:{any_of(phrases('ordinals', 'changes'))}) (?:[\w-]+ )?(?:{nouns})\b", re.IGNORECASE)


def closes(draft: Draft, text: str, change: Claim) -> bool:
    """Whether the figure behind the two values is their change: "a gain of 12%", "up 12%", "a 12% gain"."""
    found = _states_change().search(text[-60:])
    if found is None or not is_filler(text[: len(text) - len(text[-60:]) + found.start()]):
        return False
    end = change.mention.end
    if _of_another_basis().match(draft.text, end):
        return False  # "from £40m to £44m, 3% below the forecast"
    if is_multiple(change) and _of_its_own().match(draft.text, end):
        return False  # "from 30 to 50, five times the price before the war"
    if found["article"] is not None or found["bare"] is not None:
        if is_multiple(change) or _change_noun().match(draft.text, end) is not None:
            return True
        return change.kind in CHANGES and change.direction is not None
    return not draft.text.startswith(_OF_OTHERS, end)  # "up 12% of the total" is a share


@cache
def _of_another_basis() -> re.Pattern[str]:
    """What sets an amount against something else than the value before: " below its high", " more than forecast"."""
    marks, than = any_of(phrases("other_marks", "changes")), any_of(phrases("more_or_less", "changes"))
    times = any_of(phrases("spans_before", "changes"))
    return re.compile(rf" (?:{marks}|(?:{than}) than (?!(?:{times})\b))\b", re.IGNORECASE)


def _is_by_how_much(draft: Draft, claim: Claim, start: int) -> bool:
    """Whether the figure before "to" is itself a change: the 9p of "rose by 9p to 421p"."""
    before = lead(draft, claim, start)
    return before.endswith("by ") or (claim.kind in CHANGES and not before.endswith("from "))


@cache
def change_nouns() -> str:
    """The alternation of all nouns of change."""
    return any_of([noun for key in ("nouns_up", "nouns_down", "nouns_other") for noun in phrases(key, "changes")])


@cache
def _states_change() -> re.Pattern[str]:
    """How a change begins behind its two values: ", an increase of", " (up", ", or a"."""
    closers = any_of(phrases("closers", "changes"))
    noun = rf"(?:(?:an?|the) )?(?:[\w-]+ )?(?:{change_nouns()}) of"
    told = rf"(?:{noun}|(?:up|down|higher|lower)(?: by)?|\+|[-−]) ?|(?P<article>(?:an?|the) )|(?P<bare>)"
    return re.compile(rf"(?:,| [–—-]|—|–|;|:| \() ?(?:(?:{closers}) ?)?(?:{told})\Z", re.IGNORECASE)


@cache
def _change_noun() -> re.Pattern[str]:
    """A noun of change right behind a figure: "12% increase", "12% year-on-year rise", "12% more"."""
    return re.compile(rf"(?: [\w-]+)?(?: |-)(?:{change_nouns()}|more|less|fewer|higher|lower)\b", re.IGNORECASE)


def is_multiple(claim: Claim) -> bool:
    """Whether the figure says how many times: "doubled", "threefold", "twice"."""
    quantity = quantity_of(claim)
    return claim.kind is Kind.RATIO and quantity.unit is not None and quantity.unit.name == "times"


@cache
def _of_its_own() -> re.Pattern[str]:
    """What names another value that a multiple is of: " the price", " that of 2019", " what it was"."""
    return re.compile(r" (?:the|that|what|those|their|its|his|her|our) ", re.IGNORECASE)


def _is_change(claim: Claim) -> bool:
    return (
        claim.kind in CHANGES
        or is_multiple(claim)
        or (claim.kind is Kind.SHARE and dimension(quantity_of(claim)) == "ratio")
    )


def _opens(text: str) -> bool:
    """Whether a change may begin behind these words: ", up", " – ", " was"."""
    found = _opening().search(text[-60:])
    return found is not None and is_filler(text[: len(text) - len(text[-60:]) + found.start()], most=8)


@cache
def _opening() -> re.Pattern[str]:
    """How a change begins behind the new value: ", up", " – ", " was", ", which is an increase of"."""
    closers = any_of(phrases("closers", "changes"))
    told = rf"(?:(?:an?|the) )?(?:[\w-]+ )?(?:{change_nouns()}) of|(?:up|down|higher|lower)(?: by)?|an?|the"
    mark = r"(?:(?:,| [–—-]|—|–|;| \()|(?= (?:was|were|is|are)\b))"
    return re.compile(rf"{mark} ?(?:(?:{closers}|was|were|is|are) ?)?(?:{told})? ?\Z", re.IGNORECASE)


def has_base(change: Claim, text: str) -> bool:
    """Whether the words behind a change lead to the value that it starts from: " more than the ", " on "."""
    keys = ("base", "times_base") if is_multiple(change) or change.kind is Kind.SHARE else ("base",)
    return any((before := before_cue(text, key)) is not None and _is_base(before) for key in keys)


def _is_base(text: str) -> bool:
    return not _BRACKET.search(text.rstrip()) and is_filler(text, most=4)


def _compares(draft: Draft, claim: Claim, start: int, text: str) -> bool:
    """Whether the old value leads in: "Compared with 3,100 in May, the number of applicants was"."""
    if "," not in text or not is_filler(text, most=8):
        return False
    before = before_cue(lead(draft, claim, start), "compared_first")
    return before is not None and start == claim.sentence.start and not before.strip()


def _two_times(text: str, one: Claim, two: Claim) -> bool:
    """Whether two values of one sentence are told of two times: "12,400 in 2011 and 13,950 in 2021"."""
    if not leads(text, "between") or one.period is None or two.period is None:
        return False
    return not one.period.overlaps(two.period)


def in_time(one: Claim, two: Claim) -> tuple[Claim, Claim]:
    """Two claims of two times, the earlier first."""
    assert one.period is not None and two.period is not None  # noqa: S101, PT018 - looked at before
    return (one, two) if one.period.start < two.period.start else (two, one)


def _is_a_whole(draft: Draft, figures: Sequence[Claim], place: int) -> bool:
    """Whether the value may only be what the one before it is part of: the 45 of "30 of 45 seats, up 12% from 26"."""
    if not place:
        return False
    return _OF_A_WHOLE.search(gap(draft, figures[place - 1], figures[place])) is not None
