"""FC407: one thing with two figures in two drafts of one run: a press release and its report, text and summary."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from functools import cached_property
from itertools import chain

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.model import Diagnosis, Finding, Related
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, quantity_of
from factcheck.rules.restatements import Told
from factcheck.rules.same_thing import agree, likely_tell_one_thing, tell_one_thing
from factcheck.rules.sentence_words import Scene, Sentence, hollow, root_of
from factcheck.rules.tellings import Telling, tellings

_WORD = lazy(r"[^\W\d_]{3,}")
_COVERED = Fraction(2, 5)  # of the words of the shorter draft, where two drafts tell one story
_NAMED = Fraction(1, 2)  # of the names of the one with fewer
_DAYS_APART = 14  # drafts of days further apart speak of two states of things
_TITLE_WORDS = 3
_KEPT = 8
_SHARED = 3  # figures that two drafts have in common, before a likely slip between them is told
_SMALL = 12  # counts up to here stand in many stories


class Party:
    """One of several drafts: what it tells, which of its figures the tables bear out, and which are told of already."""

    def __init__(self, draft: Draft, borne_out: Set[str], told_of: Set[str]) -> None:
        self.draft = draft
        self.borne_out = borne_out
        self.told_of = told_of
        self.tellings = tellings(draft)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of all its words that carry meaning."""
        return frozenset(map(root_of, {word.lower() for word in _WORD.findall(self.draft.text)})) - hollow()

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names in the sentences with figures."""
        return frozenset(chain.from_iterable(telling.names for telling in self.tellings))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that its sentences with figures name."""
        dates = chain.from_iterable(telling.sentence.dates for telling in self.tellings)
        return frozenset(date for date in dates if date.isdigit())

    @cached_property
    def values(self) -> frozenset[tuple[str, Fraction]]:
        """Its figures that hardly stand in another story by chance, each with its unit."""
        told = ((telling.measure, quantity_of(telling.claim).value) for telling in self.tellings)
        return frozenset(
            (unit, value) for unit, value in told if value is not None and (unit != "count" or value > _SMALL)
        )

    @cached_property
    def title(self) -> Sentence | None:
        """Its first heading, or the first of its blocks."""
        blocks = self.draft.document.blocks
        first = next((block for block in blocks if block.kind is BlockKind.HEADING), blocks[0] if blocks else None)
        return None if first is None else Sentence(Scene(self.draft.text), first.span)

    @cached_property
    def title_times(self) -> tuple[frozenset[str], frozenset[str]]:
        """The months, seasons and years of the title, and what else narrows it: "first quarter", "men"."""
        if self.title is None:
            return frozenset(), frozenset()
        return self.title.dates, self.title.limits_before(self.title.span.end, "limits")

    @property
    def day(self) -> dt.date | None:
        """The day from which it speaks."""
        return self.draft.document.date


@record
class Clash:
    """Two tellings of one thing in two drafts, by the drafts' numbers; `certain` where the words leave no doubt."""

    one: Telling
    other: Telling
    first: int
    second: int
    certain: bool = True


def figures_across_drafts(parties: Sequence[Party]) -> dict[int, list[Finding]]:
    """The findings by the number of the draft that they stand in."""
    told = Told(_KEPT * min(len(parties), _KEPT))
    owners: dict[int, int] = {}
    clashes: list[Clash] = []
    agreed: Counter[tuple[int, int]] = Counter()
    for number, party in enumerate(parties):
        for telling in party.tellings:
            owners[id(telling)] = number
            clashes += _met(telling, number, told, owners, agreed)
        for telling in party.tellings:
            told.add(telling)
    return _findings(parties, clashes, agreed, told, owners)


def _met(
    telling: Telling, number: int, told: Told, owners: dict[int, int], agreed: Counter[tuple[int, int]]
) -> Iterator[Clash]:
    """The clashes of a telling with those of earlier drafts; those that agree are counted."""
    same = [other for other in told.like(telling) if tell_one_thing(other, telling)]
    by_draft: dict[int, list[Telling]] = defaultdict(list)
    for other in same:
        by_draft[owners[id(other)]].append(other)
    for first, others in by_draft.items():
        if any(agree(other, telling) for other in others):
            agreed[first, number] += 1
        else:
            yield Clash(others[0], telling, first, number)
    likely: dict[int, list[Telling]] = defaultdict(list)
    for other in told.like(telling):
        if owners[id(other)] not in by_draft and likely_tell_one_thing(other, telling):
            likely[owners[id(other)]].append(other)
    for first, others in likely.items():
        if len(others) == 1:
            yield Clash(others[0], telling, first, number, certain=False)


def _findings(
    parties: Sequence[Party],
    clashes: Sequence[Clash],
    agreed: Counter[tuple[int, int]],
    told: Told,
    owners: dict[int, int],
) -> dict[int, list[Finding]]:
    by_pair: dict[tuple[int, int], list[Clash]] = defaultdict(list)
    for clash in clashes:
        by_pair[clash.first, clash.second].append(clash)
    found: dict[int, list[Finding]] = defaultdict(list)
    seen: set[tuple[int, str]] = set()
    for pair, all_met in by_pair.items():
        first, second = parties[pair[0]], parties[pair[1]]
        in_common = len(first.values & second.values)
        met = [clash for clash in all_met if clash.certain or in_common >= _SHARED]
        if len({clash.one.claim.sentence for clash in met}) > max(1, agreed[pair], in_common // 2):
            continue
        if not met or not _one_story(first, second, shared=agreed[pair]):
            continue
        for clash in met:
            sides = _odd_one_out(clash, parties, told, owners)
            if sides is None:
                continue
            odd, right = sides
            place = (owners[id(odd)], odd.claim.id)
            party = parties[place[0]]
            if place not in seen and odd.claim.id not in party.told_of:
                seen.add(place)
                found[place[0]].append(_finding(party.draft, odd, right))
    return found


def _one_story(one: Party, other: Party, shared: int) -> bool:
    """Whether two drafts tell of the same: their words and names cover each other, and no date parts them.

    `shared` figures are told alike by both; where there are none, they must at least name one name.
    """
    if one.day and other.day and abs((one.day - other.day).days) > _DAYS_APART:
        return False
    if any(mine and theirs and mine != theirs for mine, theirs in zip(one.title_times, other.title_times, strict=True)):
        return False
    if one.years and other.years and not one.years & other.years:
        return False  # the report of this year, and that of another
    fewer, more = sorted((one.roots, other.roots), key=len)
    if len(fewer & more) < len(fewer) * _COVERED:
        return False
    names = sorted((one.names, other.names), key=len)
    named = one.names & other.roots or other.names & one.roots or _one_title(one, other)
    if not shared and not named:
        return False
    return len(names[0] & (one.roots & other.roots)) >= len(names[0]) * _NAMED


def _one_title(one: Party, other: Party) -> bool:
    """Whether the title of one holds the other's whole, and that says something."""
    if one.title is None or other.title is None:
        return False
    fewer, more = sorted((one.title.roots, other.title.roots), key=len)
    return len(fewer) >= _TITLE_WORDS and fewer <= more


def _odd_one_out(
    clash: Clash, parties: Sequence[Party], told: Told, owners: dict[int, int]
) -> tuple[Telling, Telling] | None:
    """The figure to look at and the one that it is held against; None where a draft has both figures."""
    one, other = clash.one, clash.other
    rest = [telling for telling in told.all_of(one) if telling is not one and telling is not other]
    for_one = [telling for telling in rest if agree(telling, one)]
    for_other = [telling for telling in rest if agree(telling, other)]
    if any(owners[id(telling)] == clash.second for telling in for_one):
        return None
    if any(owners[id(telling)] == clash.first for telling in for_other):
        return None
    if one.claim.id in parties[clash.first].borne_out:
        return None if other.claim.id in parties[clash.second].borne_out else (other, one)
    if other.claim.id in parties[clash.second].borne_out:
        return one, other
    return (one, other) if len(for_other) > len(for_one) else (other, one)


def _finding(draft: Draft, odd: Telling, right: Telling) -> Finding:
    mine, theirs = odd.claim.mention, right.claim.mention
    document = right.draft.document
    message = f"“{mine.surface}” here and “{theirs.surface}” in {document.name} for the same thing"
    place = document.place(theirs.start)
    related = Related(theirs.span, "the other draft's figure", place.line, place.column, document.name)
    return draft.finding("FC407", odd.claim, message, Diagnosis.VALUE, also=[related])
