"""Whether two tellings are of one thing: one noun, one sort of figure, words that cover each other, nothing apart."""

from __future__ import annotations

from fractions import Fraction

from factcheck.document import BlockKind
from factcheck.model import Interval, Modifier
from factcheck.precision import round_step
from factcheck.rules.draft import loosened, phrases, quantity_of, same_unit, word_pattern
from factcheck.rules.sentence_words import Token, calendar_words, roots_of_list
from factcheck.rules.standings import SHORT, first_heading, is_summary_heading
from factcheck.rules.sums import is_one_slip
from factcheck.rules.tellings import Telling

_ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.CAPTION})
_NARROWING = frozenset({"new", "all"})  # say little elsewhere: "14 new cases"
_TOLD_FIRST = frozenset({*SHORT, "lead"})
_SHIFTS = frozenset(map(Fraction, (10, 100, 1000, 1000000)))
_OPENING = frozenset({*SHORT, "lead", "quote"})
_NEAR = Fraction(5, 4)  # figures of one thing that are mistaken for each other seldom lie further apart than this
_LEEWAY = Fraction(1, 10)
_SMALL = 10  # below this, two counts lie near each other by chance
_AFTER_OPENER = 2  # words behind "of", "in", "from" that say what a thing is limited to


def agree(one: Telling, other: Telling) -> bool:
    """Whether some value is allowed by both, hedges and rounding as written."""
    return _reach(one).overlaps(_reach(other))


def _reach(telling: Telling) -> Interval:
    quantity = quantity_of(telling.claim)
    if quantity.modifier is Modifier.APPROXIMATE and quantity.value is not None:
        near = abs(quantity.value) * _LEEWAY  # "nearly 200,000" is said of 184,000 too
        return Interval(quantity.value - near, quantity.value + near)
    return loosened(quantity)


def tell_one_thing(one: Telling, other: Telling) -> bool:
    """Whether two figures that differ are certainly meant of the same thing."""
    if one.sentence is other.sentence or not same_unit(quantity_of(one.claim), quantity_of(other.claim)):
        return False
    if _parted(one, other) or _side_by_side(one, other):
        return False
    slip = is_slip(one, other)
    short = one.role in SHORT or other.role in SHORT
    if short:
        brief, full = (one, other) if one.role in SHORT else (other, one)
        return _restates(brief, full, slip)
    return _repeats(one, other, slip)


def likely_tell_one_thing(one: Telling, other: Telling) -> bool:
    """Whether two figures that are a slip of the pen apart are meant of the same thing, in drafts that tell one story.

    The words need not cover each other, as they must for `tell_one_thing`: some are the same, and none parts the two.
    """
    if not same_unit(quantity_of(one.claim), quantity_of(other.claim)) or _parted(one, other):
        return False
    mine, theirs = quantity_of(one.claim).value, quantity_of(other.claim).value
    if mine is None or theirs is None or not (is_mistyped(one, other) or is_one_slip(mine, theirs)):
        return False
    if max(mine, theirs) < _SMALL and one.measure == "count":
        return False
    if one.claim.mention.surface == other.claim.mention.surface:
        return False  # a note at the head of one draft gives its figures in thousands
    return bool(_shared(one, other)) and not _narrowed(one, other) and not _narrowed(other, one)


def is_slip(one: Telling, other: Telling) -> bool:
    """Whether one figure is the other mistyped, or lies so near that the two are hardly a whole and its part."""
    mine, theirs = quantity_of(one.claim).best, quantity_of(other.claim).best
    if mine is None or theirs is None or mine <= 0 or theirs <= 0:
        return False
    low, high = sorted((mine, theirs))
    if high < _SMALL and one.measure == "count":
        return False
    return is_mistyped(one, other) or high <= low * _NEAR


def is_mistyped(one: Telling, other: Telling) -> bool:
    """Whether the figures have the same digits in another order, or one has zeros or a scale word too many."""
    mine, theirs = quantity_of(one.claim).best, quantity_of(other.claim).best
    digits = [_digits(telling) for telling in (one, other)]
    if len(digits[0]) > 1 and sorted(digits[0]) == sorted(digits[1]):
        return True
    if not mine or not theirs:
        return False
    return max(mine, theirs) / min(mine, theirs) in _SHIFTS


def _digits(telling: Telling) -> str:
    quantity = quantity_of(telling.claim)
    best, unit = quantity.best, round_step(quantity)
    return "" if not best or not unit else str(round(abs(best) / unit))


def _parted(one: Telling, other: Telling) -> bool:
    """Whether a time, a limit, a name or a label tells the two apart."""
    opening = bool({one.role, other.role} & _OPENING)
    if one.limits != other.limits or one.sentence.marks != other.sentence.marks or _sums_of_more(one, other):
        return True
    if one.times != other.times and not (opening and is_slip(one, other)):
        return True
    if one.persons != other.persons and not {one.role, other.role} & SHORT and not one.names & other.names:
        return True
    named = [bool(one.names - other.roots), bool(other.names - one.roots)]
    if all(named) or (any(named) and not opening):
        return True
    if _set_against(one, other):
        return True
    return _at_other_times(one, other, opening) or _under_other_headings(one, other) or _other_voices(one, other)


def _set_against(one: Telling, other: Telling) -> bool:
    """Whether two words stand in one place and tell things apart: "the blue line" and "the red line", "for adults"."""
    for place, words in one.slots.items():
        others = other.slots.get(place)
        if others and not words & other.roots and not others & one.roots:
            return True
    return False


def _sums_of_more(one: Telling, other: Telling) -> bool:
    """Whether only one is told as a sum, and is the larger: the other may be a part of it."""
    if one.sums == other.sums:
        return False
    whole, part = (one, other) if one.sums else (other, one)
    return (quantity_of(whole.claim).best or 0) > (quantity_of(part.claim).best or 0)


def _at_other_times(one: Telling, other: Telling, opening: bool) -> bool:
    mine, theirs = one.claim.period, other.claim.period
    if one.sentence.dates and other.sentence.dates and one.sentence.dates != other.sentence.dates:
        return True
    if mine is not None and theirs is not None and mine != theirs:
        return True
    before = one.dates_before, other.dates_before
    together = one.draft is other.draft and one.claim.block == other.claim.block
    if not together and all(before) and before[0] != before[1] and not one.sentence.dates:
        return True
    if (mine is None) != (theirs is None) and not opening:
        return True
    dated = bool(one.sentence.dates) != bool(other.sentence.dates)
    return dated and (together or not opening)


def _side_by_side(one: Telling, other: Telling) -> bool:
    """Whether the two are items of one list, or both headings: each is then about a thing of its own."""
    mine, theirs = one.draft.block(one.claim), other.draft.block(other.claim)
    if one.draft is not other.draft:
        return False
    return mine.kind is theirs.kind and (mine.kind in _ITEMS or one.role == other.role == "summary")


def _under_other_headings(one: Telling, other: Telling) -> bool:
    """Whether two sections are told of, each with its own words: a town each, or a version each."""
    if one.heading == other.heading or one.draft is not other.draft:
        return False
    if "head" in {one.role, other.role}:
        return False
    if "section" in {one.role, other.role}:
        return True
    general = [_is_general(telling) for telling in (one, other)]
    if not any(general):
        return True
    special, plain = (one, other) if general[1] else (other, one)
    return bool(special.heading_words - plain.roots) and not all(general)


def _is_general(telling: Telling) -> bool:
    """Whether a figure stands under the title of the whole, under a heading that sums up, or under none.

    A heading such as "Review of the year" names no thing of its own either.
    """
    at = telling.heading
    if at in {-1, first_heading(telling.draft)} or is_summary_heading(telling.draft, at):
        return True
    return not telling.heading_words


def _other_voices(one: Telling, other: Telling) -> bool:
    """Whether two people are quoted who may well differ, or the draft itself sets two accounts against each other."""
    differ = word_pattern("sources_differ", "repeats")
    for telling in (one, other):
        if differ.search(telling.draft.text, telling.claim.sentence.start, telling.claim.sentence.end):
            return True
    mine, theirs = one.sentence.voices, other.sentence.voices
    return bool(mine and theirs) and not mine & theirs


def _restates(brief: Telling, full: Telling, slip: bool) -> bool:
    """Whether a short telling (a headline, a bullet, a caption) is the longer one again."""
    shared, missed = _shared(brief, full), brief.near - full.roots
    if _narrowed(full, brief):
        return False
    if slip:
        return bool(shared) and len(missed) <= len(shared)
    return len(shared) >= 2 and len(missed) * 3 <= len(brief.near)


def _repeats(one: Telling, other: Telling, slip: bool) -> bool:
    """Whether two full sentences say the same of the thing."""
    shared = _shared(one, other) | _shared(other, one)
    missed = (one.near - other.roots, other.near - one.roots)
    least, most = sorted(map(len, missed))
    if _narrowed(one, other) or _narrowed(other, one) or not _same_topic(one, other):
        return False
    if one.kind in {"up", "down"}:
        return len(shared) >= 2 and most == 0
    if is_mistyped(one, other) and len(shared) >= 2 and least <= len(shared):
        return True
    if least == 0 and len(shared) >= 2 and (slip or not missed[0] - one.names):
        return True
    if least == 0 and len(shared) >= 3 and most <= 1:
        return True
    # A short sentence that lies wholly within the other, or "the 43 pupils", which points back to those told of.
    known = least == 0 or (_points_back(other) and one.role in _TOLD_FIRST)
    return known and bool(shared) and is_mistyped(one, other)


def _points_back(telling: Telling) -> bool:
    """Whether an article says that the reader knows the thing: "the 43 pupils"."""
    start = telling.claim.mention.start
    before = [token for token in telling.sentence.tokens if token.span.end <= start][-1:]
    return bool(before) and before[0].text.lower() in phrases("pointing_back", "repeats")


def _shared(one: Telling, other: Telling) -> frozenset[str]:
    """The words of one that the other has too; what else the sentences count tells nothing."""
    return (one.near & other.roots) - one.sentence.things - other.sentence.things


def _same_topic(one: Telling, other: Telling) -> bool:
    """Whether the nearest names that go before are the same, for sentences that name none themselves."""
    if one.draft is not other.draft:
        return True
    mine, theirs = _leading_name(one), _leading_name(other)
    return not mine or not theirs or bool(mine & theirs) or bool(one.names & other.names)


def _leading_name(telling: Telling) -> set[str]:
    return set(telling.claim.entities[0].text.lower().split()) if telling.claim.entities else set()


def _narrowed(telling: Telling, other: Telling) -> bool:
    """Whether the thing is narrowed by words that the other does not have: "hotel revenue", "pupils in Arn"."""
    tokens, at = telling.sentence.tokens, telling.place
    if at < 0:
        return False
    known = other.roots | {token.root for token in other.sentence.tokens if token.root in _NARROWING}
    before = [token for token in tokens[max(0, at - 2) : at] if _is_between(telling, token)]
    people = roots_of_list("persons")
    telling_words = [token for token in before if token.carries or token.root in _NARROWING]
    if any(token.root not in known and token.root not in people for token in telling_words):
        return True
    behind = tokens[at + 1 : at + 2 + _AFTER_OPENER]
    if not behind or behind[0].text.lower() not in phrases("scope_openers", "repeats"):
        return False
    if any(mark in telling.draft.text[tokens[at].span.end : behind[0].span.start] for mark in ",;:—–("):
        return False
    said = [token.root for token in behind[1:] if token.carries and token.root not in calendar_words()]
    return bool(said) and not any(root in known for root in said)


def _is_between(telling: Telling, token: Token) -> bool:
    """Whether a word stands right before the thing, behind the figure where that comes first."""
    mention = telling.claim.mention
    return token.span.start >= mention.end if telling.measure == "count" else token.text[0].islower()
