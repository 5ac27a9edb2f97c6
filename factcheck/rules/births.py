"""What a draft says of when somebody was born: a birth date, or an age at some time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.model import Claim, Grain, Kind, Modifier, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, word_pattern
from factcheck.rules.timeline import Moment, Stretch

_BORN = lazy(
    r"\b(?:[Bb]orn|b\.)(?P<words>(?:,?\s[A-Za-z][\w'’.-]*){0,8}?),?(?:\s(?:in|on))?(?:\s[A-Z][a-z]+day,?)?\s\Z"
)
_AT_AGE = lazy(
    r"(?P<words>(?:\s[A-Za-z][\w'’-]*){0,7}?),?\s\(?(?:aged|age|at|at\sthe\s(?:[a-z]+\s)?age\sof|as\san?|when\s(?:he|she)\swas|(?:he|she)\swas)\s"
)
_THEN = lazy(r"\)?,?\s(?:(?:back\s)?in|on)\s(?:[A-Z][a-z]+day,?\s)?")
_DIED_AT = lazy(r"\bdied(?P<words>(?:\s[A-Za-z][\w'’-]*){0,6}?),?\s(?:aged|at|at\sthe\s(?:[a-z]+\s)?age\sof)\s\Z")
_DIED_ON = lazy(r"\bdied(?:\s[A-Za-z][\w'’-]*){0,6}?(?:\s(?:in|on))?\s\Z")
_SHORT_AGE = lazy(r"(?:He|She) was (?:aged )?\d{1,3}(?: years old)?\.")
_LATELY = lazy(r"\s(?:on\s[A-Z][a-z]+day|this|last\s(?:week|month|year|[A-Z][a-z]+day)|yesterday|today)\b")
_TURNED = lazy(r"\bturn(?:ed|s|ing)\s\Z")
_BARE = lazy(r"\b(?:at|aged|turns|turned|turning|now|(?:he|she)\s(?:is|was))\s\Z", re.IGNORECASE)
_ENDS = lazy(r"(?:[.,;:)]|\Z|\s(?:in|on|when|and|but|while|this|next|last|yesterday|today|tomorrow)\b)(?!\d)")
_NOW = lazy(r"(?:\b(?:is|now|currently|turns|turning)\s)\Z", re.IGNORECASE)
_BRACKETED = lazy(r"[A-Z][\w'’-]+\s\(\Z")
_NAME_OPENS = lazy(r"(?:[A-Z][\w'’.-]*\s){1,5}\(")
_SHORTEST_LIFE = 20  # years; shorter ones behind a name are mostly those of an office
_LEAD = 90
_YOUNGEST, _OLDEST = 5, 115
_LATE = dt.timedelta(days=30)  # how long before its day a draft may have been right


@record
class Birth:
    """The days on which somebody can have been born, by one statement; `told` words it, `is_age` marks an age."""

    first: dt.date
    last: dt.date
    claim: Claim
    told: str
    is_age: bool = False
    when: Moment | None = None  # the time of an age

    @property
    def also(self) -> Claim | None:
        """The figure that gives the time of an age; None for the draft's day."""
        return None if self.when is None else self.when.claim

    def agrees(self, other: Birth) -> bool:
        """Whether both can be true of one person."""
        return self.first <= other.last and other.first <= self.last


def births(draft: Draft, sentence: Span, items: Sequence[object]) -> Iterator[Birth]:
    """The births that a sentence tells by their date."""
    for item in items:
        if isinstance(item, Moment) and item.reading is None and is_birth(draft, sentence, item):
            assert item.claim is not None  # noqa: S101 - items stand in the text
            yield Birth(item.first, item.last, item.claim, f"born {draft.text[item.span.start : item.span.end]}")
        elif isinstance(item, Stretch) and is_life(draft, item):
            yield Birth(item.begin.first, item.begin.last, item.claim, f"born in {item.begin.first.year}")


def is_birth(draft: Draft, sentence: Span, moment: Moment) -> bool:
    """Whether a time is that of a birth: "born in Oslo on 3 May 1962"."""
    lead = draft.text[max(sentence.start, moment.span.start - _LEAD) : moment.span.start]
    match = _BORN.search(lead)
    return match is not None and word_set("times", "clause_openers").isdisjoint(match["words"].lower().split())


def is_life(draft: Draft, stretch: Stretch) -> bool:
    """Whether two years are those of a life: "Eva Ek (1921-1980)"."""
    years = stretch.end.first.year - stretch.begin.first.year
    if draft.text[stretch.span.end : stretch.span.end + 1] != ")" or not _SHORTEST_LIFE <= years <= _OLDEST:
        return False
    # "educated at Leeds Grammar School (1943-1950)": only the name that opens the sentence has a life behind it.
    return _NAME_OPENS.fullmatch(draft.text, stretch.claim.sentence.start, stretch.span.start) is not None


def ages(draft: Draft, sentence: Span, claims: Sequence[Claim], items: Sequence[object]) -> Iterator[Birth]:
    """The ages that a sentence tells, as what they say of the birth: at a time of it, or at the draft's day."""
    moments = [item for item in items if isinstance(item, Moment) and item.reading is None]
    events = [moment for moment in moments if not is_birth(draft, sentence, moment)]
    ends = [item.end for item in items if isinstance(item, Stretch) and is_life(draft, item)]
    for claim in claims:
        years = _age(draft, sentence, claim)
        if years is None:
            continue
        start = claim.mention.start
        turned = _TURNED.search(draft.text[max(sentence.start, start - 12) : start])
        event = next((each for each in events if _is_tied(draft, claim, each)), None)
        if event is None and ends and _DIED_AT.search(draft.text[max(sentence.start, start - _LEAD) : start]):
            event = ends[0]
        if event is not None:
            yield _born_by(claim, years, event, turned=turned is not None)
        elif draft.day is not None and _is_of_now(draft, sentence, claim, events):
            now = Moment(None, draft.day - _LATE, draft.day + dt.timedelta(days=7), Grain.DAY)
            if turned is not None:
                now = Moment(None, draft.day - _LATE, draft.day + dt.timedelta(days=366), Grain.DAY)
            yield _born_by(claim, years, now, turned=turned is not None)


def deaths(draft: Draft, sentence: Span, before: Span, items: Sequence[object]) -> list[Moment]:
    """The death that the sentence before tells of, where this one is no more than the age: "He was 84."."""
    if not _SHORT_AGE.fullmatch(draft.text, sentence.start, sentence.end):
        return []
    moments = [item for item in items if isinstance(item, Moment) and item.reading is None]
    leads = (
        (moment, draft.text[max(before.start, moment.span.start - _LEAD) : moment.span.start]) for moment in moments
    )
    return [moment for moment, lead in leads if _DIED_ON.search(lead)]


def _age(draft: Draft, sentence: Span, claim: Claim) -> int | None:
    """The years of an age that is told of one person; None for other figures."""
    mention = claim.mention
    quantity = mention.quantity
    if quantity is None or quantity.modifier is not Modifier.EXACT or quantity.value is None:
        return None
    if quantity.value.denominator != 1 or not _YOUNGEST <= quantity.value <= _OLDEST:
        return None
    if mention.kind is Kind.AGE:
        in_years = quantity.unit is not None and quantity.unit.name == "year"
        return int(quantity.value) if in_years and mention.rule != "age group" else None
    if quantity.unit is not None or mention.rule != "number" or not mention.surface.isdigit():
        return None
    lead = draft.text[max(sentence.start, mention.start - 16) : mention.start]
    bare = _BARE.search(lead) is not None and _ENDS.match(draft.text, mention.end, sentence.end) is not None
    bracketed = _BRACKETED.search(lead) is not None and draft.text[mention.end : mention.end + 1] == ")"
    if bracketed:
        bracketed = word_pattern("scoring", "times").search(draft.text, sentence.start, sentence.end) is None
    return int(quantity.value) if (bare or bracketed) and quantity.value > _YOUNGEST * 2 else None


def _is_tied(draft: Draft, claim: Claim, moment: Moment) -> bool:
    """Whether an age is that at a time: "died in 1999 at the age of 70", "at 38 in 1990"."""
    text, mention = draft.text, claim.mention
    if moment.span.end < claim.sentence.start:
        return True  # the death that the sentence before tells of
    if mention.end <= moment.span.start:
        return _THEN.fullmatch(text, mention.end, moment.span.start) is not None
    if mention.start - moment.span.end > _LEAD:
        return False
    match = _AT_AGE.fullmatch(text, moment.span.end, mention.start)
    return match is not None and word_set("times", "clause_openers").isdisjoint(match["words"].lower().split())


def _is_of_now(draft: Draft, sentence: Span, claim: Claim, events: Sequence[Moment]) -> bool:
    """Whether an age is that of the draft's day: "Anna Berg, 45,", "she is 45"."""
    start = claim.mention.start
    if claim.mention.rule == "age after a name" or draft.text[start - 1 : start] == "(":
        return not any(event.span.start < start for event in events)
    lead = draft.text[max(sentence.start, start - 16) : start]
    if _TURNED.search(lead) and not _LATELY.match(draft.text, claim.mention.end):
        return " turned " not in f" {lead}"
    if _NOW.search(lead) or _TURNED.search(lead):
        return not any(event.span.start < start for event in events)
    if any(draft.day is None or event.first <= draft.day for event in events):
        return False
    return claim.mention.rule in {"aged", "years old"} and " was " not in lead and "would" not in lead


def _born_by(claim: Claim, years: int, when: Moment, *, turned: bool) -> Birth:
    """When somebody of an age at a time was born."""
    first = _years_before(when.first, years + (not turned))
    told = claim.mention.surface
    if when.claim is not None:
        told += (
            f" in {when.claim.mention.surface}" if when.grain is not Grain.DAY else f" on {when.claim.mention.surface}"
        )
    else:
        told += " now"
    return Birth(first, _years_before(when.last, years), claim, told, is_age=True, when=when)


def full_years(born: dt.date, day: dt.date) -> int:
    """The age on a day of somebody born on another."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=max(day.year - years, 1))
    except ValueError:  # 29 February
        return day.replace(year=max(day.year - years, 1), day=28)
