"""FC411: an age that a birth date or another age of the same person belies: "Anna Berg, 45, was born in 1962"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from factcheck.languages.words import word_set
from factcheck.model import Claim, Diagnosis, Finding, Grain, Span
from factcheck.patterns import lazy
from factcheck.rules.births import Birth, ages, births, deaths, full_years
from factcheck.rules.draft import Draft, word_pattern
from factcheck.rules.timeline import Item, timed_sentences

_NAME = r"[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|de|van|von|der|la|al|bin))*"
_NAMED = lazy(rf"(?P<name>{_NAME})(?:,\s(?:aged\s|now\s)?|\s\()\Z")
_SUBJECT = lazy(
    rf"(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.?\s)?(?:(?P<pronoun>He|She|he|she)\b|(?P<name>{_NAME}))"
)
_OPENING = lazy(
    r"(?:Born|Aged|Now|At the age of|Turning|In|On)\b[^,]{0,60}(?:,\s(?:\d{4}|(?:aged|at(?:\sthe\sage\sof)?)\s\d+))*,\s"
    r"(?:[a-z]+\s){0,3}?(?=[A-Z]|he\b|she\b)"
)
_SENTENCE = lazy(r"(?:\A|[.!?][\"”’)]?)\s*([^\W\d_]*)")
_HE, _SHE = lazy(r"\b(?:he|him|his)\b", re.IGNORECASE), lazy(r"\b(?:she|her|hers)\b", re.IGNORECASE)
_CAPITALS = lazy(r"(?:([A-Za-z]+)\s)?(?<![\w'’-])([A-Z][\w'’-]+)")
_LONGEST_SENTENCE = 3000
_NEXT = 2  # characters between a sentence and the next
_FARTHEST = 700  # characters back to the person that a pronoun means


class People:
    """The persons of a draft by name, with what it has said of their births so far."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.told: dict[str, list[Birth]] = defaultdict(list)
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self.last: tuple[str, int] | None = None  # the person told of last, and where

    def person(self, sentence: Span, birth: Birth) -> str | None:
        """Whom a statement is about: the name right before an age, else the subject of the sentence."""
        text = self.draft.text
        start = birth.claim.mention.start
        named = _NAMED.search(text[max(sentence.start, start - 60) : start]) if birth.is_age else None
        if named is not None:
            return self.known(named["name"])
        opening = _OPENING.match(text, sentence.start, sentence.end)
        match = _SUBJECT.match(text, opening.end() if opening else sentence.start, sentence.end)
        if match is None:
            return None
        if match["pronoun"]:
            return self._meant(sentence, match["pronoun"].lower())
        if match["name"].split()[0].lower() in word_set("times", "no_names"):
            return None
        return self.known(match["name"])

    def known(self, name: str) -> str | None:
        """The full name that a name stands for; None where it can be several persons."""
        words = [
            word for word in re.sub(r"['’]s\b", "", name).split() if word.lower() not in word_set("times", "no_names")
        ]
        if not words:
            return None
        if len(words) > 1:
            self.surnames[words[-1]].add(" ".join(words))
            return " ".join(words)
        full = self.surnames.get(words[0], set())
        return words[0] if not full else next(iter(full)) if len(full) == 1 else None

    def _meant(self, sentence: Span, pronoun: str) -> str | None:
        """The person that a pronoun means: the one told of last, when nobody else is named in between."""
        if self.last is None or sentence.start - self.last[1] > _FARTHEST:
            return None
        person, end = self.last
        between = self.draft.text[end : max(end, sentence.start)]
        for match in _SENTENCE.finditer(between):
            if match[1] and match[1] not in {pronoun.title(), *person.split()}:
                return None  # a sentence about somebody or something else
        if (_SHE if pronoun == "he" else _HE).search(self.draft.text, end, max(end, sentence.start)):
            return None  # somebody else is meant
        own = {*person.split(), *word_set("times", "no_names")}
        for match in _CAPITALS.finditer(self.draft.text, end, max(end, sentence.start)):
            before, word = match[1] or "", match[2].removesuffix("'s").removesuffix("’s")
            if word in own or word.lower() in own or before.lower() in word_set("times", "place_leads"):
                continue
            return None
        return person


def age_against_birth(draft: Draft) -> Iterator[Finding]:
    """Ages that a birth date, or an age at another time, belies."""
    figures: dict[Span, list[Claim]] = defaultdict(list)
    for claim in draft.claims:
        if claim.mention.quantity is not None:
            figures[claim.sentence].append(claim)
    timed = dict(timed_sentences(draft))
    people = People(draft)
    before: Span | None = None
    for sentence in sorted({*figures, *timed}, key=lambda span: span.start):
        claims = figures.get(sentence, [])
        if sentence.end - sentence.start <= _LONGEST_SENTENCE:
            items = timed.get(sentence, [])
            if before is not None and sentence.start - before.end <= _NEXT:
                items = [*deaths(draft, sentence, before, timed.get(before, [])), *items]
            yield from _in_sentence(draft, people, sentence, claims, items)
        before = sentence


def _in_sentence(
    draft: Draft, people: People, sentence: Span, claims: Sequence[Claim], items: Sequence[Item]
) -> Iterator[Finding]:
    told = [*births(draft, sentence, items), *ages(draft, sentence, claims, items)]
    if told and word_pattern("kin", "times").search(draft.text, sentence.start, sentence.end):
        told = [
            birth for birth in told if birth.claim.mention.rule == "age after a name"
        ]  # whose the others are is open
    if sum(not each.is_age for each in told) > 1:
        return
    for birth in sorted(told, key=lambda each: (each.is_age, each.claim.mention.start)):
        person = people.person(sentence, birth)
        if person is None:
            person = f"@{sentence.start}" if len(told) > 1 and _is_of_one(told) else None
        if person is None:
            continue
        belied = next((each for each in people.told[person] if _belies(each, birth)), None)
        people.told[person].append(birth)
        if not person.startswith("@"):
            people.last = (person, sentence.end)
        if belied is not None:
            yield _finding(draft, birth, belied)


def _is_of_one(told: Sequence[Birth]) -> bool:
    """Whether a sentence that names nobody speaks of one person: one birth and one age."""
    return len(told) == 2 and told[0].is_age != told[1].is_age


def _belies(one: Birth, other: Birth) -> bool:
    """Whether an age and a birth, or ages at two times, cannot be one person's."""
    comparable = one.is_age != other.is_age or (one.is_age and one.also is not other.also)
    return comparable and not one.agrees(other)


def _finding(draft: Draft, one: Birth, other: Birth) -> Finding:
    age, against = (one, other) if one.is_age else (other, one)
    message = f"{_arithmetic(draft, age, against)}, not “{age.claim.mention.surface}”"
    related = [(against.claim, "the age at another time" if against.is_age else "the birth")]
    times = (time for time in (age.also, against.also) if time is not None and time is not against.claim)
    related.extend((time, "the time of the age") for time in times)
    return draft.finding("FC411", age.claim, message, Diagnosis.VALUE, related=related)


def _arithmetic(draft: Draft, age: Birth, against: Birth) -> str:
    """The ages that the other statement allows, in words."""
    assert age.when is not None  # noqa: S101 - every age has its time
    first, last, when = age.when.first, age.when.last, f"on {draft.day}"
    if age.also is None and draft.day is not None:
        first = last = draft.day
    elif age.also is not None:
        when = f"in {first.year}" if age.when.grain is Grain.YEAR else f"by {age.also.mention.surface}"
    low, high = max(full_years(against.last, first), 0), full_years(against.first, last)
    allowed = f"{low}" if low == high else f"{low} or {high}" if high - low == 1 else f"{low} to {high}"
    return f"“{against.told}” makes {allowed} {when}"
