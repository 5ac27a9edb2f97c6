"""FC409: a part, its whole and its share: "12 of the 48 members, or 25%", "half of the 70,000, or 35,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Finding, Interval, Kind, Modifier, Quantity
from factcheck.patterns import lazy
from factcheck.phrasing import plain_number, with_unit
from factcheck.precision import step
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, phrases, quantity_of, same_unit
from factcheck.rules.gaps import before_cue, gap, is_filler, lead, plans_and_facts
from factcheck.rules.spans import percent_span, quotient, value_span

_HUNDRED = Fraction(100)
_NEAR = 8  # figures of a sentence before and behind, of which one may be the whole
_FRACTION = Fraction(8, 100)  # how far "a quarter" of a stated number may be off: 23 to 27 percent
_OF = lazy(r"\b(?:out )?of (?:the |its |their |all |our |these |those |his |her )?\Z", re.IGNORECASE)
_SHARED = frozenset(
    {"count", "currency", "mass", "length", "area", "volume", "energy", "power", "time", "data storage"}
)
_NOT_ITSELF = lazy(
    r"-|\s?(?:more|fewer|less|higher|lower|larger|smaller|increase|rise|drop|fall|stake|points?|percentage)\b"
    r"|\s(?:to|per|a) "
)
_OF_THEM = (" of them", " of whom", " of which", " of these", " of those")
_STRAIGHTLY_OF = (" of ", " out of ", " of the ", " out of the ")
_DIRECTLY_OF = lazy(r"[),]{0,2} ?(?:out )?of\b")
_OF_AT_FIRST = lazy(r"(?:^|[.!?]\s|, )Of (?:the |its |their |all |our |these |those )?\Z")
_STRAIGHT = (" (", ", or ", " or ", " – ")
_OF_MORE = lazy(r"\s?of ")


@record
class Portion:
    """A part, the whole and the share that the words make of them, and which of the three was told last."""

    part: Claim
    whole: Claim
    share: Claim
    last: Claim


def share_of_a_whole(draft: Draft) -> Iterator[Finding]:
    """Shares that the part and the whole beside them belie."""
    for sentence, claims in plans_and_facts(draft):
        for place, three in enumerate(zip(claims, claims[1:], claims[2:], strict=False)):
            start = claims[place - 1].mention.end if place else sentence.start
            portion = _portion(draft, three, start)
            if portion is not None and not _fits_another(claims[max(0, place - _NEAR) : place + _NEAR], portion):
                yield from _judged(draft, portion)


def _portion(draft: Draft, three: tuple[Claim, Claim, Claim], start: int) -> Portion | None:
    """Who is part, whole and share of three figures in a row; None where the words do not tell."""
    one, two, last = three
    first, second = gap(draft, one, two), gap(draft, two, last)
    if is_share(last) and _ends_well(draft, last) and (is_again(second) or _is_apposition(draft, second, last)):
        if _is_of(first):
            return Portion(one, two, last, last)  # 12 of the 48 members (25%)
        if _OF.search(lead(draft, one, start)) and is_filler(first, most=6):
            return Portion(two, one, last, last)  # Of the 48 members, 12 (25%)
        if before_cue(first, "of_whom", "shares") is not None:
            return Portion(two, one, last, last)  # 48 members, of whom 12 (25%)
        if second.startswith(_OF_THEM) and "," in first and is_filler(first):
            return Portion(two, one, last, last)  # 48 members, 12 of them (25%)
    if is_share(one) and first.endswith(" (") and second in _STRAIGHTLY_OF and _is_of_those(first, last):
        return Portion(two, last, one, one)  # 25% of members (12 of 48)
    if is_share(two) and second in _STRAIGHT and _is_sample(draft, one, start) and is_filler(first, most=8):
        return Portion(last, one, two, last)  # a survey of 1,000 adults found that 62% (620)
    if is_share(two) and is_again(first, loosely=True) and _DIRECTLY_OF.match(second) and _is_of(second):
        return Portion(one, last, two, last)  # 12, or 25% of the 48; 12 (25%) of the 48
    is_retold = is_again(second) or _is_apposition(draft, second, last)
    if is_share(one) and (_is_of(first) or _is_all_the(one, first)) and is_retold:
        return Portion(last, two, one, last)  # a quarter of the 48 members, or 12
    return None


def _is_apposition(draft: Draft, text: str, share: Claim) -> bool:
    """Whether the share stands between two commas: "14 of the 230 inspectors, about 6%, are"."""
    return is_again(text, loosely=True) and draft.text.startswith(",", share.mention.end)


def _is_of_those(text: str, whole: Claim) -> bool:
    """Whether the words before a bracket name what it counts: "25% of members (12 of 48"."""
    noun = counted_noun(whole)
    return text == " (" or (text.startswith(" of ") and is_again(text) and (not noun or noun in text))


def _is_sample(draft: Draft, claim: Claim, start: int) -> bool:
    before = lead(draft, claim, start)
    return _OF_AT_FIRST.search(before) is not None or before_cue(before, "sample", "shares") is not None


def is_share(claim: Claim) -> bool:
    """Whether a figure may be a share of something: a percentage or a fraction, and no change."""
    quantity = quantity_of(claim)
    if quantity.value is None or claim.kind in {Kind.CHANGE, Kind.DIFFERENCE, Kind.RANK}:
        return False
    return dimension(quantity) == "percent" or (quantity.unit is not None and quantity.unit.name == "share")


def _is_of(text: str) -> bool:
    before = before_cue(text, "of", "shares")
    return before is not None and is_filler(before, most=4)


def _is_all_the(share: Claim, text: str) -> bool:
    """Half the 70,000."""
    return dimension(quantity_of(share)) == "ratio" and text in {" the ", " its ", " their ", " all "}


@cache
def _again() -> re.Pattern[str]:
    words = any_of(phrases("again", "shares"))
    return re.compile(
        rf"(?:(?P<mark>,| [–—-]|—|–| \(| =)|(?= or )) ?(?P<words>(?:{words}) ?)?(?:a |an |the )?\Z", re.IGNORECASE
    )


def is_again(text: str, loosely: bool = False) -> bool:
    """Whether the figure behind these words tells the one before once more: " (", ", or ", " – "; loosely: ", "."""
    found = None if ")" in text else _again().search(text[-60:])
    if found is None or not is_filler(text[: len(text) - len(text[-60:]) + found.start()], most=4):
        return False
    return bool(found["words"]) or loosely or (found["mark"] or "").strip() != ","


def _ends_well(draft: Draft, share: Claim) -> bool:
    """Whether the share is not said to be of something else: "(25% of all votes)", "or 25% more"."""
    end, start = share.mention.end, share.mention.start
    if _NOT_ITSELF.match(draft.text, end):
        return False
    if draft.text[start - 1 : start] == "(" and not draft.text.startswith((")", ",", ";", " of "), end):
        return False  # 12 of 40 seats (25% in 2019)
    found = _OF_MORE.match(draft.text, end)
    return found is None or draft.text.startswith(phrases("whole_after", "shares"), found.end())


def _judged(draft: Draft, portion: Portion) -> Iterator[Finding]:
    part, whole = quantity_of(portion.part), quantity_of(portion.whole)
    if not _are_of_one_kind(portion):
        return
    some, all_, stated = value_span(part), value_span(whole), share_span(portion.share)
    if some is None or all_ is None or stated is None or not whole.value or (part.value or 0) <= 0 or whole.value < 0:
        return
    times = quotient(some, all_)
    if times is None or times.scaled(_HUNDRED).overlaps(stated) or _is_of_another_scale(times, stated):
        return
    yield _finding(draft, portion)


def _is_of_another_scale(times: Interval, stated: Interval) -> bool:
    """Whether the part lacks its millions: "of the 80 million voters, 52 (65%) million came"."""
    return times.high is not None and stated.low is not None and times.high * _HUNDRED * _HUNDRED < stated.low


def _fits_another(claims: Sequence[Claim], portion: Portion) -> bool:
    """Whether the share is right of another whole in the sentence: "fell to 680 from 705; of these 300 (44%)"."""
    part, stated = value_span(quantity_of(portion.part)), share_span(portion.share)
    if part is None or stated is None:
        return False
    for claim in claims:
        quantity = quantity_of(claim)
        if claim in (portion.part, portion.share) or not same_unit(quantity, quantity_of(portion.part)):
            continue
        whole = value_span(quantity)
        times = None if whole is None or not quantity.value or quantity.value < 0 else quotient(part, whole)
        if times is not None and times.scaled(_HUNDRED).overlaps(stated):
            return True
    return False


def share_span(share: Claim) -> Interval | None:
    """What a share allows, in percent: also cut off instead of rounded ("66%" for two thirds)."""
    quantity = quantity_of(share)
    span = percent_span(quantity)
    if span is None or quantity.modifier is not Modifier.EXACT or quantity.value is None:
        return span
    if dimension(quantity) == "ratio":
        percent = quantity.value * 100
        return Interval(percent * (1 - _FRACTION), percent * (1 + _FRACTION))
    room = step(quantity)
    value = quantity.value
    low, high = span.low or Fraction(0), span.high or _HUNDRED
    return Interval(min(low, value - room), max(high, value + room))


def _are_of_one_kind(portion: Portion) -> bool:
    """Whether part and whole are amounts of one thing, as far as their nouns and units tell."""
    part, whole = portion.part, portion.whole
    if not same_unit(quantity_of(part), quantity_of(whole)) or dimension(quantity_of(whole)) not in _SHARED:
        return False
    if any(claim.kind in {Kind.RANK, Kind.YEAR, Kind.AGE, Kind.CHANGE, Kind.DIFFERENCE} for claim in (part, whole)):
        return False
    if _may_share_a_scale(quantity_of(part), quantity_of(whole)):
        return False
    mine, theirs = counted_noun(part), counted_noun(whole)
    people = phrases("people", "shares")
    return (
        not mine
        or not theirs
        or mine == theirs
        or (mine in people and theirs in people)
        or portion.share is portion.last
    )


def _may_share_a_scale(part: Quantity, whole: Quantity) -> bool:
    """Whether the scale of the whole may be meant at the part too: "52 of the 80 million"."""
    return part.scale == 1 < whole.scale and (part.value or 0) * whole.scale <= (whole.value or 0)


def _finding(draft: Draft, portion: Portion) -> Finding:
    part, whole, share = (quantity_of(claim) for claim in (portion.part, portion.whole, portion.share))
    names = {claim: claim.mention.surface for claim in (portion.part, portion.whole, portion.share)}
    assert part.value is not None and whole.value and share.value is not None  # noqa: S101, PT018 - looked at before
    right, fix = part.value / whole.value * 100, None
    if portion.last is portion.part:
        of = share.value * (1 if dimension(share) == "ratio" else Fraction(1, 100))
        told = with_unit(of * whole.value, whole.unit)
        message = f"“{names[portion.share]}” of “{names[portion.whole]}” is {told}, not “{names[portion.part]}”"
        at, others = portion.part, [(portion.share, "the share"), (portion.whole, "the whole")]
    else:
        places = f"{plain_number(right, 3)}%"
        message = f"“{names[portion.part]}” of “{names[portion.whole]}” is {places}, not “{names[portion.share]}”"
        at, others = portion.share, [(portion.part, "the part"), (portion.whole, "the whole")]
        if dimension(share) == "percent" and part.interval.is_point and whole.interval.is_point:
            fix = rewritten(portion.share.mention, right)
    return draft.finding("FC409", at, message, Diagnosis.VALUE, fix, others)
